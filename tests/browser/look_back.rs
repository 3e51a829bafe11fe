//! A question that was answered, looked at again by its step, with a way back to where the reader was.

use anyhow::{Result, ensure};
use fantoccini::key::Key;
use serde_json::json;

use crate::{
    page::Page,
    play::{answer, go_on},
    quiz::{Quiz, distractors, keys},
    site::Site,
    view::View,
    watch::{noted, watch},
};

journeys! {
    in_each_engine {
        a_step_shows_its_question_again_and_leads_back,
        a_step_is_reached_by_key,
        the_result_is_come_back_to,
    }
}

/// The names of the steps that show a question, as they are heard.
async fn steps(page: &Page) -> Result<serde_json::Value> {
    page.run(&format!("{} return all('.progress button').map((step) => step.ariaLabel)", View::TOOLS)).await
}

/// Answers the first question wrongly and the second one rightly, and goes on to the third.
async fn play_two(page: &Page, quiz: &Quiz) -> Result<View> {
    let view = page.until("the program plays", |view| view.playing && view.is_at_question(1)).await?;
    let wrong = distractors(quiz.question(&view.question)?);
    answer(page, &wrong[..1], "Incorrect").await?;
    let view = go_on(page, 1, quiz.len()).await?;
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
    go_on(page, 2, quiz.len()).await
}

async fn a_step_shows_its_question_again_and_leads_back(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    watch(&site)?;
    page.open(&site.address("")).await?;
    let view = play_two(page, &quiz).await?;
    let expected = json!(["Question 1 of 8, Incorrect", "Question 2 of 8, Correct"]);
    ensure!(steps(page).await? == expected, "{}", steps(page).await?);
    let picked = view.choices[0].id.clone();
    page.choose(&picked).await?;
    page.until("it is picked", |view| view.chosen() == [&picked]).await?;
    let before = noted(page).await?.events.len();

    page.click_as_it_is("all('.progress button')[0]").await?;
    let view = page.until("the first question", |view| view.is_at_heading("Incorrect")).await?;
    ensure!(view.has_line("Question 1 of 8") && view.quotes.len() == 1 && !view.answered.is_empty(), "{view:#?}");
    // That there was time to lay out what comes next is told by itself, at any moment.
    let seen = "root.querySelector('[data-body] .nq').dispatchEvent(new Event('load', { bubbles: true }));";
    page.run(&format!("{} {seen}", View::TOOLS)).await?;
    let view = page.settled().await?;
    ensure!(view.is_at_heading("Incorrect"), "{view:#?}");
    // From one to the other, without the way back between them.
    page.click_as_it_is("all('.progress button')[1]").await?;
    page.until("the second question", |view| view.is_at_heading("Correct")).await?;
    page.press("Continue").await?;
    let view = page.until("the third question", |view| view.is_at_question(3)).await?;
    ensure!(view.chosen() == [&picked], "{view:#?}");
    let told = noted(page).await?.events;
    ensure!(told.len() == before, "the page was told of it: {told:#?}");
    Ok(())
}

async fn a_step_is_reached_by_key(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    page.open(&site.address("")).await?;
    play_two(page, &quiz).await?;
    // The focus comes a frame later, and would come back from where a key has led it.
    page.until("the focus is on the question", |view| view.has_focus_on_question(3)).await?;
    // Back from it; not every engine stops at the switch of its shortcut keys.
    page.keys_with(Key::Shift, Key::Tab).await?;
    let mut view = page.settled().await?;
    if view.focus != "button ✓" {
        page.keys_with(Key::Shift, Key::Tab).await?;
        view = page.settled().await?;
    }
    ensure!(view.focus == "button ✓", "the focus is on {}", view.focus);
    page.key(Key::Enter).await?;
    let view = page.until("the second question", |view| view.is_at_heading("Correct")).await?;
    ensure!(view.buttons.iter().any(|button| button == "Continue"), "{view:#?}");
    page.tab_to("button Continue").await?;
    page.key(Key::Enter).await?;
    page.until("the third question", |view| view.is_at_question(3)).await?;
    Ok(())
}

async fn the_result_is_come_back_to(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?.shortened(2));
    watch(&site)?;
    let include = site.include("liaison-office")?.replacen("<news-quiz ", "<news-quiz questions=2 ", 1);
    let html = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>News</title><script>{}</script>{include}\
         <script type=module src=embed.js></script>",
        crate::watch::WATCH
    );
    site.add("host.html", &html)?;
    page.load(&site.address("host.html")).await?;
    page.touch().await?;
    let view = page.until("the program plays", |view| view.playing && view.is_at_question(1)).await?;
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
    let view = go_on(page, 1, 2).await?;
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
    go_on(page, 2, 2).await?;
    page.click_as_it_is("all('.progress button')[0]").await?;
    page.until("the first question", |view| view.is_at_heading("Correct")).await?;
    page.press("See your result").await?;
    page.until("the result", |view| view.focus.starts_with("h3 Your result ")).await?;
    // The review unfolds as it did.
    page.unfold(1).await?;
    page.until("its sentence", |view| view.quotes.len() == 1).await?;
    let finished = noted(page).await?.of("finish").len();
    ensure!(finished == 1, "the page was told {finished} times");
    Ok(())
}
