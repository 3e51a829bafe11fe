//! What a record store is told of scores, by `xapi.js`.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use crate::{
    page::Page,
    play::{answer, go_on},
    quiz::{Quiz, RETRY, distractors, keys},
    site::Site,
};

journeys! {
    in_one_engine {
        the_score_of_a_retry_is_not_that_of_the_quiz,
        scaled_is_the_score,
    }
}

/// A page with the module, and something in its body.
async fn open(page: &Page, site: &Site, body: &str) -> Result<()> {
    site.add(
        "stated.js",
        r#"
            import { statements } from "./xapi.js";
            window.stated = [];
            statements(document, { actor: {}, home: "https://news.example/quiz", send: (statement) => stated.push(statement) });
        "#,
    )?;
    site.add(
        "host.html",
        &format!(
            "<!doctype html><html lang=en><meta charset=utf-8><title>News</title><script type=module src=stated.js></script>\
             <body>{body}<script type=module src=embed.js></script>"
        ),
    )?;
    page.load(&site.address("host.html")).await
}

/// The results of what was completed.
async fn completed(page: &Page) -> Result<Vec<Value>> {
    let script = "return stated.filter(({ verb }) => verb.id.endsWith('completed')).map(({ result }) => result)";
    page.run(script).await?.as_array().cloned().context("a list")
}

async fn the_score_of_a_retry_is_not_that_of_the_quiz(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    let element = site.include("liaison-office")?.replacen("<news-quiz ", "<news-quiz questions=2 eager ", 1);
    open(page, &site, &element).await?;
    let view = page.until("the program plays", |view| view.playing && view.is_at_question(1)).await?;
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
    let view = go_on(page, 1, 2).await?;
    let missed = quiz.question(&view.question)?;
    answer(page, &distractors(missed)[..1], "Incorrect").await?;
    go_on(page, 2, 2).await?;
    page.press(RETRY).await?;
    page.until("what was missed", |view| view.legend.starts_with("Question 1 of 1")).await?;
    answer(page, &keys(missed), "Correct").await?;
    go_on(page, 1, 1).await?;
    let score = json!({ "raw": 1, "min": 0, "max": 2, "scaled": 0.5 });
    assert_eq!(
        completed(page).await?,
        [json!({ "completion": true, "score": score }), json!({ "completion": true })]
    );
    Ok(())
}

async fn scaled_is_the_score(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    open(page, &site, "<p id=quiz>").await?;
    page.until_true("the module is there", "return !!window.stated").await?;
    for (points, maximum, percent, scaled) in [
        (8.0, 8, 100, Some(1.0)),
        (0.0, 8, 0, Some(0.0)),
        (7.5, 8, 93, Some(0.9375)),
        // A third of a point: points are told in tenths.
        (0.3, 1, 33, Some(0.33)),
        (0.6, 1, 66, Some(0.66)),
        (2.0, 3, 66, Some(2.0 / 3.0)),
        // No question counts.
        (0.0, 0, 0, None),
    ] {
        page.run_with(
            "stated.length = 0;
             const [score] = arguments;
             const tell = (name, detail) => quiz.dispatchEvent(new CustomEvent(`newsquiz:${name}`, { detail, bubbles: true }));
             tell('ready', { bank: 'bridge', version: '00000000', questions: [], responses: [] });
             tell('finish', { score })",
            vec![json!({ "points": points, "maximum": maximum, "percent": percent })],
        )
        .await?;
        let results = completed(page).await?;
        let told = results[0].pointer("/score/scaled").and_then(Value::as_f64);
        ensure!(told == scaled, "{points} of {maximum}: {told:?}, not {scaled:?}");
    }
    Ok(())
}
