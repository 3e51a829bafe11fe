//! A bank of a newsroom's own, built as the newsroom's command does: nothing of the demonstration is in its site.

use std::{collections::BTreeMap, fs, path::PathBuf};

use anyhow::{Context as _, Result, ensure};
use newsquiz_cli::{bank, build, folder, widget};
use serde_json::{Value, json};
use tempfile::TempDir;
use xtask::workspace;

use crate::{
    offline::{begin, is_kept},
    page::Page,
    play::{answer_first_body, show_all},
    quiz::{self, Quiz},
    site::{Part, Site},
};

journeys! {
    in_each_engine {
        a_bank_of_one_s_own_plays_from_its_site,
        a_bank_that_speaks_of_our_files_is_shown_as_it_is_written,
        a_list_leads_to_quizzes_that_play_with_and_without_a_network,
        a_list_takes_the_place_of_the_quiz_that_was_installed_at_its_address,
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

/// The files of a site of some banks of the fixtures, in this order.
fn files_of(banks: &[&str]) -> Result<BTreeMap<String, Vec<u8>>> {
    let prove = |bank: &&str| bank::prove(&fixture(bank)).map_err(anyhow::Error::from);
    let proved = banks.iter().map(prove).collect::<Result<Vec<_>>>()?;
    build::site(&proved, &widget::read(&workspace::widget())?, None)
}

fn fixture(bank: &str) -> PathBuf {
    workspace::root().join("tests/fixtures").join(bank)
}

/// A site of some banks of the fixtures.
fn site_of(banks: &[&str]) -> Result<Site> {
    let made = tempfile::tempdir()?;
    folder::write_all(made.path(), &files_of(banks)?)?;
    Site::copy_of(made.path(), "quiz")
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

async fn a_list_leads_to_quizzes_that_play_with_and_without_a_network(page: &Page) -> Result<()> {
    let (site, quiz) = (site_of(&["bridge", "ferry"])?, Quiz::of(&fixture("ferry"))?);
    let (list, own) = (site.address(""), site.address("banks/ferry/"));
    page.load(&list).await?;
    let listed = page.run("return [...document.querySelectorAll('h2 a')].map((link) => link.href)").await?;
    ensure!(listed == json!([site.address("banks/bridge/"), own]), "{listed}");
    page.run("document.querySelectorAll('h2 a')[1].click()").await?;
    page.until_true("the quiz's own page is there", "return !!document.querySelector('news-quiz')?.player").await?;
    ensure!(page.run("return location.href").await? == own, "{}", page.run("return location.href").await?);

    // A link to its draw that was passed on while it stood at the top leads on.
    let link = quiz.link(&quiz.bank().parts().plan.seed);
    page.load(&format!("{list}{link}")).await?;
    let view = page.until("it plays", |view| view.playing && view.is_at_question(1)).await?;
    let address = page.run("return location.href").await?;
    ensure!(address == format!("{own}{link}"), "{address}");
    page.choose(&view.choices[0].id).await?;
    is_kept(page).await?;

    drop(site);
    page.open(&own).await?;
    ensure!(show_all(page, &quiz).await? == quiz.expected(&quiz.bank().parts().plan.seed), "another draw");
    Ok(())
}

async fn a_list_takes_the_place_of_the_quiz_that_was_installed_at_its_address(page: &Page) -> Result<()> {
    let site = site_of(&["bridge"])?;
    let (top, own) = (site.address(""), site.address("banks/bridge/"));
    // Installed at both of its addresses.
    begin(page, &own).await?;
    begin(page, &top).await?;
    let kept = "return caches.keys().then((names) => names.sort().map((name) => name.split(' ')[1]))";
    ensure!(page.run(kept).await? == json!([top, own]), "{}", page.run(kept).await?);

    for (path, content) in files_of(&["bridge", "ferry"])? {
        folder::write(&site.folder().join(path), content)?;
    }
    page.load(&top).await?;
    let heading = page.run("return document.querySelector('h1').textContent").await?;
    ensure!(heading == "Quizzes", "{heading}");
    page.until_true(
        "what was installed at the top is gone, and nothing else",
        &format!(
            "return (async () => {{
                const workers = await navigator.serviceWorker.getRegistrations();
                const names = await caches.keys();
                const left = [...workers.map(({{ scope }}) => scope), ...names.map((name) => name.split(' ')[1])];
                return left.join() === '{own},{own}';
            }})()"
        ),
    )
    .await?;
    drop(site);
    page.open(&own).await.map(drop)
}
