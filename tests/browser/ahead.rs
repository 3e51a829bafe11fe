//! What the reader comes to next, which is laid out before anybody waits for it: there, and out of reach.

use anyhow::{Result, ensure};
use fantoccini::key::Key;
use serde_json::Value;

use crate::{
    page::Page,
    play::{answer, go_on},
    quiz::{CHECK, Quiz, distractors, keys},
    site::Site,
    view::View,
};

journeys! {
    in_each_engine {
        what_comes_next_is_there_and_out_of_reach,
        a_verdict_is_that_of_the_last_pick_whatever_a_translator_did_before,
        what_moves_sets_out_after_the_first_frame,
        what_follows_a_click_is_not_done_by_an_earlier_timer,
    }
}

/// Runs a script in which `ahead` is what comes next.
async fn run(page: &Page, script: &str) -> Result<Value> {
    let ahead = "const ahead = root.querySelector('[data-ahead]');";
    page.run(&format!("{}{ahead} {script}", View::TOOLS)).await
}

/// Waits until what comes next is there, a card of this kind, and gives its elements a name that no other elements have.
async fn name_what_comes_next(page: &Page, kind: &str) -> Result<()> {
    let tools = View::TOOLS;
    let script = format!("{tools} return Boolean(root.querySelector('[data-ahead] > {kind}'))");
    page.until_true(&format!("{kind} is laid out"), &script).await?;
    run(page, "for (const each of ahead.querySelectorAll('*')) each.wasAhead = true;").await?;
    Ok(())
}

/// Whether the card that is seen was laid out before.
async fn was_ahead(page: &Page) -> Result<bool> {
    Ok(run(page, "return all('.card').every((card) => card.wasAhead)").await? == true)
}

async fn what_comes_next_is_there_and_out_of_reach(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?.shortened(2));
    let include = site.include("liaison-office")?.replacen("<news-quiz ", "<news-quiz questions=2 ", 1);
    let html = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>News</title>{include}\
         <script type=module src=embed.js></script>"
    );
    site.add("host.html", &html)?;
    page.load(&site.address("host.html")).await?;
    page.touch().await?;
    let view = page.until("the program plays", |view| view.playing && view.is_at_question(1)).await?;
    let wrong = distractors(quiz.question(&view.question)?)[0].to_owned();
    let height = "return document.documentElement.scrollHeight";
    let before = run(page, height).await?;
    page.choose(&wrong).await?;
    name_what_comes_next(page, ".answered").await?;

    ensure!(run(page, height).await? == before, "it takes room in the page");
    let seen = run(page, "return all('[data-ahead], [data-ahead] *').map((each) => each.outerHTML)").await?;
    ensure!(seen == Value::Array(Vec::new()), "it is seen: {seen}");
    // Through all of the quiz, and out of it.
    for _ in 0..8 {
        page.key(Key::Tab).await?;
        let focused = run(page, "return Boolean(root.activeElement?.closest('[data-ahead]'))").await?;
        ensure!(focused == false, "it has the focus");
    }

    answer(page, &[&wrong], "Incorrect").await?;
    ensure!(was_ahead(page).await?, "the answered question was made anew");
    name_what_comes_next(page, "form").await?;
    let view = go_on(page, 1, 2).await?;
    ensure!(was_ahead(page).await?, "the second question was made anew");
    let right = keys(quiz.question(&view.question)?);
    for key in &right {
        page.choose(key).await?;
    }
    name_what_comes_next(page, ".answered").await?;
    page.press(CHECK).await?;
    page.until("the verdict", |view| view.is_at_heading("Correct")).await?;
    name_what_comes_next(page, ".outcome").await?;
    let larger = "return parseFloat(getComputedStyle(all('.progress')[0]).fontSize)";
    let steps = run(page, larger).await?;
    go_on(page, 2, 2).await?;
    ensure!(was_ahead(page).await?, "the result was made anew");
    ensure!(run(page, larger).await? != steps, "the steps were those of a result before there was one");
    // There is nothing after it, and it is complete.
    page.unfold(1).await?;
    page.until("its sentence", |view| view.quotes.len() == 1).await?;
    ensure!(run(page, "return ahead").await? == Value::Null, "something comes after the result");
    Ok(())
}

/// Translators put elements of their own in the place of texts, which nobody can change any more who knew the texts.
async fn a_verdict_is_that_of_the_last_pick_whatever_a_translator_did_before(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    let view = page.open(&site.address("")).await?;
    let question = quiz.question(&view.question)?;
    page.choose(distractors(question)[0]).await?;
    name_what_comes_next(page, ".answered").await?;
    let translate = "const texts = document.createTreeWalker(ahead, NodeFilter.SHOW_TEXT);
        const found = [];
        while (texts.nextNode()) found.push(texts.currentNode);
        for (const text of found) {
            const font = document.createElement('font');
            font.textContent = text.data.toUpperCase();
            text.replaceWith(font);
        }";
    run(page, translate).await?;
    let view = answer(page, &keys(question), "Correct").await?;
    ensure!(view.answered.iter().any(|choice| choice.tag == "Your answer · correct"), "{view:#?}");
    let left = run(page, "return all('.card font').map((each) => each.textContent)").await?;
    ensure!(left == Value::Array(Vec::new()), "left from before: {left}");
    Ok(())
}

/// In the frame that shows what a click did, nothing is to be started that is only to look well.
async fn what_moves_sets_out_after_the_first_frame(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    let view = page.open(&site.address("")).await?;
    let note = "window.moving = [];
        const look = () => {
            window.moving.push(root.getAnimations().map((each) => each.effect.target.localName));
            if (window.moving.length < 30) requestAnimationFrame(look);
        };
        addEventListener('click', () => requestAnimationFrame(look), { capture: true, once: true });";
    page.choose(keys(quiz.question(&view.question)?)[0]).await?;
    name_what_comes_next(page, ".answered").await?;
    run(page, note).await?;
    page.press(CHECK).await?;
    page.until("the verdict", |view| view.is_at_heading("Correct")).await?;
    page.until_true("all was looked at", "return window.moving.length === 30").await?;
    let moving: Vec<Vec<String>> = serde_json::from_value(page.run("return window.moving").await?)?;
    ensure!(moving[0].is_empty(), "{:?} move in the first frame", moving[0]);
    for part in ["figure", "b"] {
        ensure!(moving.iter().flatten().any(|moved| moved == part), "{part} does not move: {moving:?}");
    }
    page.until_true("all is there", &format!(
        "{} return all('.answered figure, .answered h4 b').every((each) => getComputedStyle(each).opacity === '1')",
        View::TOOLS
    )).await
}

/// What follows a click comes after its frame. Where none comes it waits for a timer, which must not be left for a later click.
async fn what_follows_a_click_is_not_done_by_an_earlier_timer(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    let view = page.open(&site.address("")).await?;
    page.choose(keys(quiz.question(&view.question)?)[0]).await?;
    name_what_comes_next(page, ".answered").await?;
    let no_frames = "window.timers = new Map();
        const [set, clear] = [window.setTimeout, window.clearTimeout];
        window.setTimeout = (task, delay, ...values) => {
            const id = set(task, delay, ...values);
            // Longer ones are the driver's.
            if (delay > 100 && delay < 1000) window.timers.set(id, task);
            return id;
        };
        window.clearTimeout = (id) => {
            window.timers.delete(id);
            clear(id);
        };
        window.requestAnimationFrame = () => 0;";
    page.run(no_frames).await?;
    run(page, "root.querySelector('form > .buttons > .main').click()").await?;
    // A page that is left has all done at once.
    page.run("dispatchEvent(new Event('pagehide'))").await?;
    page.until("the verdict", |view| view.is_at_heading("Correct")).await?;
    ensure!(page.run("return window.timers.size").await? == 0, "a timer is left");
    Ok(())
}
