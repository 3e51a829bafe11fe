//! A bank of a newsroom's own, built as the newsroom's command does: nothing of the demonstration is in its site.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use anyhow::{Context as _, Result, ensure};
use newsquiz_cli::{bank, build, folder, widget};
use newsquiz_compiler::Proved;
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
        a_quiz_that_was_withdrawn_says_so_in_every_form,
    }
}

/// A bank of the fixtures on a desk of its own, with a change, and the site that is built of it.
pub(crate) fn built(bank: &str, change: impl FnOnce(&mut Value)) -> Result<(TempDir, Quiz, Site)> {
    built_from(&fixture(bank), change)
}

/// The same of the bank in a folder.
pub(crate) fn built_from(folder: &Path, change: impl FnOnce(&mut Value)) -> Result<(TempDir, Quiz, Site)> {
    let desk = quiz::edited(folder, change)?;
    let site = desk.path().join("dist");
    let source = fs::read_to_string(desk.path().join(bank::FILE))?;
    folder::write_all(&site, &made_once(source, || Ok(vec![bank::prove(desk.path())?]))?)?;
    let quiz = Quiz::of(desk.path())?;
    Ok((desk, quiz, Site::copy_of(&site, "quiz")?))
}

/// The files of a site by their paths.
type Files = BTreeMap<String, Vec<u8>>;

/// The files of a site, made once for all journeys that name it alike: compressing them takes seconds.
fn made_once(name: String, prove: impl FnOnce() -> Result<Vec<Proved>>) -> Result<Files> {
    static MADE: Mutex<BTreeMap<String, Files>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(files) = made.get(&name) {
        return Ok(files.clone());
    }
    let files = build::site(&prove()?, &widget::read(&workspace::widget())?, None)?;
    made.insert(name, files.clone());
    Ok(files)
}

/// The files of a site of some banks of the fixtures, in this order.
fn files_of(banks: &[&str], is_retired: bool) -> Result<Files> {
    let prove = |bank: &&str| Ok(Proved { is_retired, ..bank::prove(&fixture(bank))? });
    made_once(format!("{banks:?}, retired: {is_retired}"), || banks.iter().map(prove).collect())
}

fn fixture(bank: &str) -> PathBuf {
    workspace::root().join("tests/fixtures").join(bank)
}

/// A site of some banks of the fixtures.
fn site_of(banks: &[&str]) -> Result<Site> {
    let made = tempfile::tempdir()?;
    folder::write_all(made.path(), &files_of(banks, false)?)?;
    Site::copy_of(made.path(), "quiz")
}

/// A site with a list at its top.
pub(crate) fn listed() -> Result<Site> {
    site_of(&["bridge", "ferry"])
}

/// A site whose quiz was withdrawn.
pub(crate) fn retired() -> Result<Site> {
    let site = site_of(&["bridge"])?;
    upload(&site, files_of(&["bridge"], true)?)?;
    Ok(site)
}

/// Uploads the files of another build over those of a site.
fn upload(site: &Site, files: Files) -> Result<()> {
    files.into_iter().try_for_each(|(path, content)| folder::write(&site.folder().join(path), content))
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
    let (site, quiz) = (listed()?, Quiz::of(&fixture("ferry"))?);
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

    upload(&site, files_of(&["bridge", "ferry"], false)?)?;
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

/// What stands in the place of the quiz: its words, how much of it could be operated, where its link leads, and whether it
/// is as low as it can be.
const SAID: &str = "
    const quiz = document.querySelector('news-quiz');
    const bodies = [...quiz.shadowRoot.querySelectorAll('.nq')].filter((body) => !body.closest('[hidden]'));
    const [body] = bodies;
    return {
        bodies: bodies.length,
        text: body?.innerText ?? '',
        controls: quiz.shadowRoot.querySelectorAll('button, input, summary').length,
        link: body?.querySelector('a')?.href,
        isLow: quiz.offsetHeight < 400,
    };";

async fn is_withdrawn(page: &Page, site: &Site, sentence: &str) -> Result<()> {
    let is_there = format!("return document.querySelector('news-quiz').shadowRoot?.textContent.includes('{sentence}') ?? false");
    page.until_true("it is said", &is_there).await?;
    let said = page.run(SAID).await?;
    let article = site.address("banks/bridge/article.html");
    let is_so = said["bodies"] == 1 && said["controls"] == 0 && said["link"] == article && said["isLow"] == true;
    ensure!(is_so && said["text"].as_str().is_some_and(|text| text.contains(sentence)), "{said}");
    Ok(())
}

async fn a_quiz_that_was_withdrawn_says_so_in_every_form(page: &Page) -> Result<()> {
    const SENTENCE: &str = "This quiz has been withdrawn.";
    let site = retired()?;
    for name in ["", "banks/bridge/", "banks/bridge/embed.html"] {
        page.load(&site.address(name)).await?;
        is_withdrawn(page, &site, SENTENCE).await.with_context(|| format!("at {name}"))?;
    }
    let script = "<script type=module src=embed.js></script>";
    let empty = "<news-quiz src=banks/bridge/ style='display:block;min-height:700px'><a href=x>Quiz</a></news-quiz>";
    for (name, markup) in [("a", &*site.include("bridge")?), ("b", empty)] {
        site.add("host.html", &format!("<!doctype html><body>{markup}{script}"))?;
        page.load(&site.address("host.html")).await?;
        is_withdrawn(page, &site, SENTENCE).await.with_context(|| format!("form {name}"))?;
        // There is nothing to play, whatever is touched.
        page.touch().await?;
        is_withdrawn(page, &site, SENTENCE).await.with_context(|| format!("form {name}, touched"))?;
        let loaded = "return performance.getEntriesByType('resource').some(({ name }) => name.endsWith('.wasm'))";
        ensure!(page.run(loaded).await? == false, "form {name} has loaded the program");
    }
    // What was pasted before plays by itself until the program comes.
    let pasted = String::from_utf8(files_of(&["bridge"], false)?["banks/bridge/quiz.html"].clone())?;
    let pasted = pasted.replace("=\"/", &format!("=\"{}", site.address("")));
    let listen = "<script>addEventListener('newsquiz:problem', ({ detail }) => { window.problem = detail.code; })</script>";
    site.add("host.html", &format!("<!doctype html><body>{listen}{pasted}{script}"))?;
    page.load(&site.address("host.html")).await?;
    page.until("it can be played", |view| !view.choices.is_empty()).await?;
    page.touch().await?;
    is_withdrawn(page, &site, SENTENCE).await.context("pasted")?;
    page.until_true("the page is told", "return window.problem === 'bank-retired'").await?;

    // A program that is at it when it asks for the bank once more.
    let site = site_of(&["bridge"])?;
    page.open(&site.address("banks/bridge/")).await?;
    upload(&site, files_of(&["bridge"], true)?)?;
    page.run("document.querySelector('news-quiz').setAttribute('lang', 'es')").await?;
    is_withdrawn(page, &site, "Este cuestionario se ha retirado.").await.context("at it")
}
