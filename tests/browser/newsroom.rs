//! A bank of a newsroom's own, built as the newsroom's command does: nothing of the demonstration is in its site.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use newsquiz_cli::{bank, build, folder, widget};
use serde_json::{Value, json};
use tempfile::TempDir;
use xtask::workspace;

use crate::{
    page::Page,
    play::{answer_first_body, show_all},
    quiz::{self, Quiz},
    site::{Part, Site},
};

journeys! {
    in_each_engine {
        a_bank_of_one_s_own_plays_from_its_site,
        a_bank_that_speaks_of_our_files_is_shown_as_it_is_written,
    }
}

/// A bank of the fixtures on a desk of its own, with a change, and the site that is built of it.
pub(crate) fn built(bank: &str, change: impl FnOnce(&mut Value)) -> Result<(TempDir, Quiz, Site)> {
    let desk = quiz::edited(&workspace::root().join("tests/fixtures").join(bank), change)?;
    let site = desk.path().join("dist");
    let proved = bank::prove(desk.path())?;
    folder::write_all(&site, &build::site(&[proved], &widget::read(&workspace::widget())?, None)?)?;
    let quiz = Quiz::of(desk.path())?;
    Ok((desk, quiz, Site::copy_of(&site, "quiz")?))
}

async fn a_bank_of_one_s_own_plays_from_its_site(page: &Page) -> Result<()> {
    let (_desk, quiz, site) = built("bridge", |_| {})?;
    // Without a script first: one that has played is kept by the page's worker.
    let starter = site.path(Part::Starter)?;
    let script = fs::read(&starter)?;
    site.replace(&starter, None)?;
    page.load(&site.address("")).await?;
    for number in 1..quiz.len() {
        answer_first_body(page, &quiz, number).await?;
    }
    site.replace(&starter, Some(&script))?;
    for name in ["", "banks/bridge/embed.html"] {
        page.open(&site.address(name)).await?;
        ensure!(show_all(page, &quiz).await? == quiz.expected(&quiz.bank().parts().plan.seed), "{name}");
    }
    Ok(())
}

async fn a_bank_that_speaks_of_our_files_is_shown_as_it_is_written(page: &Page) -> Result<()> {
    let stem = "What is in share.js, quiz.css, newsquiz.wasm and {{ file.quiz_css }}?";
    let (_desk, quiz, site) = built("bridge", |bank| {
        for question in bank["questions"].as_array_mut().into_iter().flatten() {
            question["stem"] = json!(stem);
        }
    })?;
    let page_text = site.read("index.html")?;
    ensure!(page_text.matches(stem).count() == quiz.len(), "the first body has other words");
    let view = page.open(&site.address("")).await?;
    let line = view.lines.iter().find(|line| line.contains("What is in"));
    ensure!(line.context("no question is shown")?.contains(stem), "{view:#?}");
    Ok(())
}
