//! A page that is loaded anew, or comes back out of the browser's history: what the browser restores by itself is not
//! taken for what the reader did.

use anyhow::{Result, ensure};

use crate::{
    page::Page,
    play::{answer, go_on},
    quiz::{Quiz, keys},
    site::Site,
    watch::{release, watch_and_hold},
};

journeys! {
    in_each_engine {
        inputs_that_the_browser_fills_in_again_are_no_picks,
        a_quiz_left_and_come_back_to_goes_on_or_starts_anew,
        a_quiz_that_remembers_is_gone_on_with,
    }
}

async fn inputs_that_the_browser_fills_in_again_are_no_picks(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    watch_and_hold(&site)?;
    page.load(&site.address("")).await?;
    let view = page.until("the first body", |view| view.is_at_question(1)).await?;
    page.choose(&view.choices[1].id).await?;
    page.until("it is picked", |view| !view.chosen().is_empty()).await?;
    page.reload().await?;
    let view = page.until("the first body", |view| view.is_at_question(1)).await?;
    ensure!(view.chosen().is_empty() && !view.playing, "the first body: {view:#?}");
    release(page).await?;
    page.touch().await?;
    let view = page.until("the program plays", |view| view.playing).await?;
    ensure!(view.chosen().is_empty() && view.is_at_question(1), "the program: {view:#?}");

    page.choose(&view.choices[1].id).await?;
    page.until("it is picked", |view| !view.chosen().is_empty()).await?;
    page.reload().await?;
    release(page).await?;
    page.touch().await?;
    let view = page.until("the program plays", |view| view.playing).await?;
    ensure!(view.chosen().is_empty() && view.is_at_question(1), "the program, anew: {view:#?}");
    Ok(())
}

/// Answers the first question, picks in the second, leaves, and comes back: what the page then shows, and the pick.
async fn come_back(page: &Page, site: &Site) -> Result<(crate::view::View, String)> {
    let quiz = Quiz::liaison_office()?;
    let view = page.open(&site.address("")).await?;
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
    let view = go_on(page, 1, quiz.len()).await?;
    let picked = view.choices[0].id.clone();
    page.choose(&picked).await?;
    page.until("it is picked", |view| view.chosen() == [&picked]).await?;
    page.run("addEventListener('pageshow', ({ persisted }) => (window.restored = persisted))").await?;
    page.leave_and_come_back(&site.address("banks/liaison-office/article.html")).await?;
    page.touch().await?;
    Ok((page.until("the program plays", |view| view.playing).await?, picked))
}

async fn a_quiz_left_and_come_back_to_goes_on_or_starts_anew(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let (view, picked) = come_back(page, &site).await?;
    // Whether a page is kept alive is the browser's to decide; it says so.
    let is_kept = page.run("return window.restored === true").await? == true;
    let (number, chosen) = if is_kept { (2, vec![picked.as_str()]) } else { (1, Vec::new()) };
    let goes_on =
        view.is_at_question(number) && view.chosen() == chosen && view.has_score("1") == is_kept;
    ensure!(goes_on, "{view:#?}");
    // And it plays.
    page.choose(&view.choices[1].id).await?;
    page.until("it is picked", |now| now.chosen() == [&view.choices[1].id]).await?;
    Ok(())
}

async fn a_quiz_that_remembers_is_gone_on_with(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    site.edit("index.html", |page| page.replacen("<news-quiz ", "<news-quiz remember=session ", 1))?;
    let (view, picked) = come_back(page, &site).await?;
    if !view.is_at_question(2) {
        page.press("Continue").await?;
    }
    let view = page.until("the second question", |view| view.is_at_question(2)).await?;
    ensure!(view.chosen() == [&picked] && view.has_score("1"), "{view:#?}");
    Ok(())
}
