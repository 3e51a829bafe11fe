//! Banks of which a draw takes an eighth or less: who wants a draw that no file has loads its questions, and not the bank.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use newsquiz_cli::server::Manners;
use newsquiz_core::seed::Seed;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    newsroom::built_from,
    offline,
    page::Page,
    play::{answer, play_again, show_all},
    quiz::{CHECK, Quiz, keys},
    site::{Part, Site},
    watch::{noted, watch},
};

journeys! {
    in_each_engine {
        any_draw_takes_its_questions_and_not_the_bank,
        without_parts_of_files_any_draw_takes_the_bank,
        after_the_last_further_draw_there_are_others,
        a_page_that_is_kept_waits_for_no_network,
        pages_of_other_origins_load_parts_too,
    }
    in_one_engine {
        without_what_draws_the_bank_is_not_loaded,
        questions_of_another_version_are_not_taken,
        a_host_that_always_sends_the_same_part_is_not_asked_for_ever,
        a_draw_of_most_of_a_bank_takes_the_bank,
        an_untouched_first_body_is_not_drawn_from,
        an_attempt_at_any_draw_is_gone_on_with,
    }
}

/// The demonstration, of which four questions are drawn.
fn large() -> Result<(TempDir, Quiz, Site)> {
    let folder = xtask::workspace::root().join(xtask::demonstration::BANK);
    built_from(&folder, |bank| bank["draw"]["questions"] = 4.into())
}

/// The link to a draw that no file has.
fn link(quiz: &Quiz) -> Result<(Seed, String)> {
    let seed = Seed::new("any-draw").context("a seed")?;
    let link = quiz.link(&seed);
    Ok((seed, link))
}

/// Which files of a bank were loaded, by their names.
async fn loaded(page: &Page) -> Result<Value> {
    page.run(
        "const names = performance.getEntriesByType('resource').map(({ name }) => name.split('/').pop());
         return [...new Set(names)].filter((name) => name.endsWith('.bin') && !name.startsWith('draw-')).sort()",
    )
    .await
}

/// How many parts of the file of questions were loaded.
async fn count_of_parts(page: &Page) -> Result<Value> {
    let parts = "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('questions.bin'))";
    page.run(&format!("return {parts}.length")).await
}

/// Plays a draw that no file has, by a page of the site. Gives what was loaded for it.
async fn play_any_draw(page: &Page, quiz: &Quiz, site: &Site, name: &str) -> Result<Value> {
    let (seed, link) = link(quiz)?;
    page.open(&site.address(&format!("{name}{link}"))).await?;
    assert_eq!(show_all(page, quiz).await?, quiz.expected(&seed));
    loaded(page).await
}

async fn any_draw_takes_its_questions_and_not_the_bank(page: &Page) -> Result<()> {
    let (_desk, quiz, site) = large()?;
    let loaded = play_any_draw(page, &quiz, &site, "").await?;
    ensure!(loaded == json!(["draw.bin", "outline.bin", "questions.bin"]), "{loaded}");
    // Of the questions no more than those that were drawn.
    let count = count_of_parts(page).await?;
    ensure!(count == 4, "{count} parts");
    Ok(())
}

async fn without_parts_of_files_any_draw_takes_the_bank(page: &Page) -> Result<()> {
    let (_desk, quiz, site) = large()?;
    let site = site.moved_to(Manners { sends_no_parts: true, ..Manners::default() })?;
    // Not every engine tells of a file that nobody wanted any more.
    let loaded = play_any_draw(page, &quiz, &site, "").await?;
    ensure!(loaded[0] == "bank.bin", "{loaded}");
    Ok(())
}

/// As while a site is being updated.
async fn questions_of_another_version_are_not_taken(page: &Page) -> Result<()> {
    let changes: [fn(&mut Vec<u8>); 3] = [
        |questions| questions.truncate(1_000),
        |questions| questions.insert(0, 0),
        |questions| questions.iter_mut().for_each(|byte| *byte = byte.wrapping_add(1)),
    ];
    for change in changes {
        let (_desk, quiz, site) = large()?;
        let path = site.folder().join("banks/liaison-office/questions.bin");
        let mut questions = std::fs::read(&path)?;
        change(&mut questions);
        site.replace(&path, Some(&questions))?;
        let loaded = play_any_draw(page, &quiz, &site, "").await?;
        ensure!(loaded[0] == "bank.bin", "{loaded}");
    }
    Ok(())
}

async fn without_what_draws_the_bank_is_not_loaded(page: &Page) -> Result<()> {
    let (_desk, quiz, site) = large()?;
    site.replace(&site.path(Part::Drawer)?, None)?;
    watch(&site)?;
    let (_, link) = link(&quiz)?;
    page.load(&site.address(&link)).await?;
    page.until_true("a problem is told", "return noted.events.some(([name]) => name === 'problem')").await?;
    let noted = noted(page).await?;
    ensure!(noted.of("problem")[0]["code"] == "program-missing", "{:?}", noted.events);
    // What was asked for in vain is there by then.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let loaded = loaded(page).await?;
    ensure!(loaded == json!(["draw.bin", "outline.bin"]), "{loaded}");
    Ok(())
}

async fn a_draw_of_most_of_a_bank_takes_the_bank(page: &Page) -> Result<()> {
    let (_desk, quiz, site) = large()?;
    site.edit("index.html", |page| page.replacen("<news-quiz ", "<news-quiz questions=30 ", 1))?;
    page.open(&site.address("")).await?;
    let seed = quiz.bank().draw().seed.clone();
    let quiz = quiz.shortened(30);
    assert_eq!(show_all(page, &quiz).await?, quiz.expected(&seed));
    let loaded = loaded(page).await?;
    ensure!(loaded == json!(["bank.bin", "draw.bin", "outline.bin"]), "{loaded}");
    Ok(())
}

async fn after_the_last_further_draw_there_are_others(page: &Page) -> Result<()> {
    let (_desk, quiz, site) = large()?;
    page.open(&site.address("")).await?;
    let mut last = Vec::new();
    for _ in 0..=newsquiz_core::bank::MOST_FURTHER + 1 {
        let played = show_all(page, &quiz).await?;
        ensure!(played != last, "again {played:?}");
        last = played;
        play_again(page).await?;
        page.until("other questions", |view| view.has_focus_on_question(1)).await?;
    }
    let loaded = loaded(page).await?;
    ensure!(loaded == json!(["draw.bin", "outline.bin", "questions.bin"]), "{loaded}");
    Ok(())
}

/// As a cache in front of it does that does not tell one part from another.
async fn a_host_that_always_sends_the_same_part_is_not_asked_for_ever(page: &Page) -> Result<()> {
    let (_desk, quiz, site) = large()?;
    let script = "const fetched = window.fetch;
        let first;
        window.fetch = (address, options) => {
            if (!String(address).endsWith('questions.bin')) return fetched(address, options);
            first ??= options;
            return fetched(address, first);
        };";
    site.add("same.js", script)?;
    site.edit("index.html", |page| page.replacen("<meta ", "<script src=same.js></script><meta ", 1))?;
    play_any_draw(page, &quiz, &site, "").await.map(drop)
}

async fn an_untouched_first_body_is_not_drawn_from(page: &Page) -> Result<()> {
    let (_desk, quiz, site) = large()?;
    site.edit("index.html", |page| page.replacen("<news-quiz ", "<news-quiz questions=3 ", 1))?;
    page.open(&site.address("")).await?;
    let seed = quiz.bank().draw().seed.clone();
    let quiz = quiz.shortened(3);
    assert_eq!(show_all(page, &quiz).await?, quiz.expected(&seed));
    let count = count_of_parts(page).await?;
    ensure!(count == 3, "{count} parts");
    Ok(())
}

async fn pages_of_other_origins_load_parts_too(page: &Page) -> Result<()> {
    let (_desk, quiz, site) = large()?;
    let newspaper = Site::copy()?;
    let element = site.include("liaison-office")?.replacen("<news-quiz ", "<news-quiz eager ", 1);
    let starter = format!("<script type=module src=\"{}\"></script>", site.address("embed.js"));
    newspaper.add("story.html", &format!("<!doctype html><meta charset=utf-8>{element}{starter}"))?;
    let loaded = play_any_draw(page, &quiz, &newspaper, "story.html").await?;
    ensure!(loaded == json!(["draw.bin", "outline.bin", "questions.bin"]), "{loaded}");
    Ok(())
}

/// The host takes connections, and says nothing.
async fn a_page_that_is_kept_waits_for_no_network(page: &Page) -> Result<()> {
    let (_desk, quiz, site) = large()?;
    let address = site.address("");
    offline::begin(page, &address).await?;
    let (seed, link) = link(&quiz)?;
    let link = site.address(&link);
    let port = offline::port(&site.origin())?;
    drop(site);
    let _silent = offline::take(port)?;
    let further = quiz.bank().excerpts()[1].draw().seed.clone();
    for (seed, link) in [(seed, link), (further.clone(), format!("{address}{}", quiz.link(&further)))] {
        // Another page of the same address, so that nothing is known of what was loaded.
        page.load("about:blank").await?;
        page.open(&link).await?;
        assert_eq!(show_all(page, &quiz).await?, quiz.expected(&seed), "{seed}");
    }
    Ok(())
}

async fn an_attempt_at_any_draw_is_gone_on_with(page: &Page) -> Result<()> {
    let (_desk, quiz, site) = large()?;
    let (seed, link) = link(&quiz)?;
    // The quiz's own page keeps all of the bank.
    let quiz_element = site.include("liaison-office")?.replacen("<news-quiz ", "<news-quiz eager remember=local ", 1);
    let starter = "<script type=module src=embed.js></script>";
    site.add("story.html", &format!("<!doctype html><meta charset=utf-8>{quiz_element}{starter}"))?;
    let first = page.open(&site.address(&format!("story.html{link}"))).await?;
    answer(page, &keys(quiz.question(&first.question)?), "Correct").await?;
    page.load(&site.address("story.html")).await?;
    page.until("it is offered", |view| view.buttons.iter().any(|button| button == "Continue")).await?;
    page.press("Continue").await?;
    let view = page.until("the next question", |view| view.is_at_question(2)).await?;
    let drawn = quiz.drawn(&seed);
    ensure!(*view.question == *drawn[1].id, "{} in place of {}", view.question, drawn[1].id);
    let loaded = loaded(page).await?;
    ensure!(loaded == json!(["draw.bin", "outline.bin", "questions.bin"]), "{loaded}");
    page.press(CHECK).await.map(drop)
}
