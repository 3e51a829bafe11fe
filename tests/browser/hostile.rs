//! Authors' texts that are long, foreign or mean: they stay text, and the page stays whole.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use crate::{
    narrow,
    page::Page,
    play::{answer, go_on},
    quiz::{Quiz, distractors},
    site::Site,
};

journeys! {
    in_each_engine {
        hostile_texts_stay_text_and_fit_into_320_pixels,
    }
}

const SCRIPT: &str =
    "<script>alert(1)</script> & <img src=x onerror=alert(1)> \"'><svg/onload=alert(1)> {{ title }} ${1}";
const LINK: &str =
    "javascript:alert(document.domain) <a href=\"javascript:alert(1)\">here</a> data:text/html,<b>";
/// Hebrew and Arabic with numbers and Latin words in between, and marks that turn the direction.
const BOTH_WAYS: &str =
    "מי אמר “yes” ב־1994? قال “no” في عام 2002 (DPRK) \u{202e}desrever\u{202c} \u{2067}x\u{2069}";
/// Families, flags and skin tones, each of many code points.
const EMOJI: &str = "👩🏽‍🚀👨‍👩‍👧‍👦🏳️‍🌈🇰🇵🇺🇸👍🏿🧑🏻‍❤️‍💋‍🧑🏿";

/// A text of 10,000 characters and not a place to break it.
fn endless() -> String {
    "W".repeat(10_000)
}

/// A text of 10,000 characters in words.
fn long() -> String {
    "again and ".repeat(1_000).trim_end().to_owned()
}

/// A bank whose every text is hostile, and the article that its evidence stands in.
fn bank() -> (Value, String) {
    let emoji = EMOJI.repeat(200);
    let texts = [SCRIPT.to_owned(), LINK.to_owned(), BOTH_WAYS.to_owned(), emoji, endless(), long()];
    let choice = |ix: usize, text: &str, correct: bool| json!({ "id": format!("c{ix}"), "text": text, "correct": correct, "feedback": format!("{text} – {ix}") });
    let questions: Vec<Value> = (1_usize..)
        .zip(&texts)
        .map(|(paragraph, stem)| {
            let choices = texts.iter().enumerate();
            // The first and the last have several right answers, whose feedback names the choice.
            let is_right = |ix: usize| ix == 1 || ix == 2 && paragraph % 5 == 1;
            json!({
                "id": format!("q{paragraph}"), "level": "easy", "topic": stem, "stem": stem,
                "choices": choices.map(|(ix, text)| choice(ix, text, is_right(ix))).collect::<Vec<_>>(),
                "explanation": format!("{stem}!"),
                "evidence": { "paragraph": paragraph, "exact": format!("Paragraph {paragraph} {stem}") },
            })
        })
        .collect();
    let bank = json!({
        "format": 1, "id": "hostile", "lang": "en", "title": format!("{SCRIPT}{}", endless()),
        "intro": format!("{BOTH_WAYS} {LINK}"),
        "article": { "title": SCRIPT, "href": "article.html", "byline": LINK },
        "draw": { "questions": questions.len(), "seed": "hostile" },
        "bands": [{ "from_percent": 0, "title": format!("{EMOJI}{}", endless()), "text": SCRIPT }],
        "questions": questions,
    });
    let paragraphs: Vec<String> = (1_usize..)
        .zip(&texts)
        .map(|(paragraph, text)| {
            format!("<p>Paragraph {paragraph} {}</p>", text.replace('&', "&amp;").replace('<', "&lt;"))
        })
        .collect();
    (bank, format!("<!doctype html><article>{}</article>", paragraphs.concat()))
}

/// Elements and attributes that no quiz has, and which of the texts are not there as they were written.
const LOOK: &str = r##"
    const quiz = document.querySelector("news-quiz").shadowRoot.querySelector(".nq:not(.first)");
    const all = [...quiz.querySelectorAll("*")];
    const faults = all.filter((element) => element.matches("script, img, svg, iframe, object, embed, style, link, form[action]"));
    const odd = all.flatMap((element) => [...element.attributes])
        .filter(({ name, value }) => /^on/i.test(name) || /^\s*(javascript|data):/i.test(value));
    const leaves = new Set(all.filter((element) => !element.childElementCount).map((element) => element.textContent));
    return [
        ...faults.map((element) => element.outerHTML.slice(0, 100)),
        ...odd.map(({ name, value }) => `${name}=${value}`.slice(0, 100)),
        ...arguments[0].filter((text) => !leaves.has(text)).map((text) => `not there: ${text.slice(0, 100)}`),
    ];
"##;

async fn check(page: &Page, state: &str, texts: &[&str]) -> Result<()> {
    let faults = page.run_with(LOOK, vec![json!(texts)]).await?;
    ensure!(faults == Value::Array(Vec::new()), "{state}: {faults:#}");
    ensure!(!page.has_dialogue().await, "{state}: a script of an author runs");
    narrow::check_fit(page, state).await
}

async fn hostile_texts_stay_text_and_fit_into_320_pixels(page: &Page) -> Result<()> {
    let source = tempfile::tempdir()?;
    let (bank, article) = bank();
    fs::write(source.path().join(newsquiz_cli::bank::FILE), bank.to_string())?;
    fs::write(source.path().join("article.html"), article)?;
    let quiz = Quiz::of(source.path())?;
    let site = Site::copy()?;
    site.replace_bank(quiz.bytes())?;

    narrow::open(page, &site, "").await?;
    page.touch().await?;
    let mut view =
        page.until("the first question is there", |view| view.playing && view.is_at_question(1)).await?;
    let parts = quiz.bank().parts();
    for number in 1..=quiz.len() {
        let question = quiz.question(&view.question)?;
        let mut texts = vec![&*parts.title, &*question.stem];
        // Later the head is one line.
        texts.extend((number == 1).then_some(&*parts.intro));
        texts.extend(question.choices.iter().map(|choice| &*choice.text));
        check(page, &format!("question {number}"), &texts).await?;

        let wrong = *distractors(question).get(number % 4).context("a distractor")?;
        answer(page, &[wrong], "Incorrect").await?;
        let picked =
            question.choices.iter().find(|choice| *choice.id == *wrong).context("the bank has it")?;
        texts.extend([&*picked.feedback, &*question.explanation, &*question.evidence.exact]);
        check(page, &format!("the feedback on question {number}"), &texts).await?;
        view = go_on(page, number, quiz.len()).await?;
    }
    for number in 1..=quiz.len() {
        page.unfold(number).await?;
    }
    page.until("all is unfolded", |view| view.quotes.len() == quiz.len()).await?;
    let mut texts = vec![&*parts.title];
    texts.extend(parts.bands.iter().flat_map(|band| [&*band.title, &*band.text]));
    texts.extend(
        quiz.bank().questions().iter().flat_map(|question| [&*question.stem, &*question.explanation]),
    );
    check(page, "the result and the review", &texts).await
}
