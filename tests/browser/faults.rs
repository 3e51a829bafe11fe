//! A host that serves what it should not, and a program that breaks down: the reader is told in plain words and can
//! try again, and the console says why, once.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::{
    page::Page,
    play::{answer, go_on},
    quiz::{Quiz, RETRY, keys},
    site::{Part, Site},
    view::View,
};

in_each_engine! {
    a_damaged_bank_is_told,
    a_damaged_program_is_told,
    damaged_glue_is_told,
    a_program_that_breaks_down_is_told,
}

const SENTENCE: &str = "The quiz stopped or could not be loaded. Your connection may have been interrupted.";

/// What is served instead of a file; nothing for a file that is not there.
type Damage = fn(&[u8]) -> Option<Vec<u8>>;

async fn a_damaged_bank_is_told(page: &Page) -> Result<()> {
    let rows: [(_, _, Damage); 4] = [
        ("missing", "bank-missing", |_| None),
        ("cut off", "bank-damaged", half),
        // With the right format number, so that it is looked at.
        ("garbage", "bank-damaged", |_| {
            Some([&[newsquiz_core::compiled::FORMAT][..], &[0xa5; 20_000]].concat())
        }),
        ("of another format", "bank-format", |whole| Some([&[0xff], whole.get(1..)?].concat())),
    ];
    check_all(page, Part::Bank, &rows).await
}

async fn a_damaged_program_is_told(page: &Page) -> Result<()> {
    let rows: [(_, _, Damage); 3] = [
        ("missing", "program-missing", |_| None),
        ("cut off", "program-refused", half),
        ("garbage", "program-refused", |_| Some(b"<!doctype html><title>Not found</title>".into())),
    ];
    check_all(page, Part::Program, &rows).await
}

async fn damaged_glue_is_told(page: &Page) -> Result<()> {
    let rows: [(_, _, Damage); 2] =
        [("missing", "program-refused", |_| None), ("cut off", "program-refused", half)];
    check_all(page, Part::Glue, &rows).await
}

fn half(whole: &[u8]) -> Option<Vec<u8>> {
    whole.get(..whole.len() / 2).map(<[u8]>::to_vec)
}

async fn check_all(page: &Page, part: Part, rows: &[(&str, &str, Damage)]) -> Result<()> {
    for (fault, code, damage) in rows {
        check(page, part, code, *damage).await.with_context(|| format!("{part:?}: {fault}"))?;
    }
    Ok(())
}

/// Damages a part of the quiz, looks at what the reader is told, tries again in vain, repairs, and tries again.
async fn check(page: &Page, part: Part, code: &str, damage: Damage) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    let path = site.path(part)?;
    let whole = fs::read(&path)?;
    let name = path.file_name().context("a file has a name")?.to_string_lossy();
    site.replace(&path, damage(&whole).as_deref())?;

    page.load(&site.address("")).await?;
    check_told(&page.until("the fault is told", is_told).await?, &quiz)?;
    check_console(page, code, &name).await?;

    page.press(RETRY).await?;
    check_told(&page.until("the fault is told again", is_told).await?, &quiz)?;
    check_console(page, code, &name).await?;

    site.replace(&path, Some(&whole))?;
    page.press(RETRY).await?;
    check_playable(page, &quiz).await?;
    let said = console(page).await?;
    ensure!(said.is_empty(), "the console complains about a quiz that plays: {said:#?}");
    Ok(())
}

/// A WebAssembly program that traps at once, run in the page: what the reader's own would do with a fault in it.
const TRAP: &str = r#"
    const program = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 5, 1, 3, 0, 0, 11];
    new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(program)));
"#;

async fn a_program_that_breaks_down_is_told(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    site.add("trap.js", TRAP)?;
    let view = page.open(&site.address("")).await?;
    answer(page, &keys(quiz.question(&view.question)?), "Right").await?;
    // The page's policy lets it come from the page's own folder alone.
    page.run("document.head.append(Object.assign(document.createElement('script'), { src: 'trap.js' }))")
        .await?;
    check_told(&page.until("the fault is told", is_told).await?, &quiz)?;
    if page.engine().has_console() {
        let said = console(page).await?;
        let ours: Vec<_> = said.iter().filter(|text| text.contains("newsquiz: ")).collect();
        ensure!(matches!(ours.as_slice(), [once] if once.contains("program-stopped")), "{said:#?}");
    }

    page.press(RETRY).await?;
    check_playable(page, &quiz).await
}

fn is_told(view: &View) -> bool {
    view.has_line(SENTENCE) && view.has_button(RETRY)
}

/// The reader finds the title, what happened, and two ways on, and nothing else.
fn check_told(view: &View, quiz: &Quiz) -> Result<()> {
    let parts = quiz.bank().parts();
    let lines = [&*parts.title, &*parts.intro, SENTENCE, RETRY, "Read the article"];
    ensure!(view.lines == lines && view.buttons == [RETRY] && !view.playing, "not only that: {view:#?}");
    ensure!(view.status == SENTENCE, "a screen reader is told nothing: {view:#?}");
    ensure!(view.links.iter().all(|link| link.ends_with("article.html")), "elsewhere: {view:#?}");
    Ok(())
}

/// The quiz begins, takes an answer and goes on.
async fn check_playable(page: &Page, quiz: &Quiz) -> Result<()> {
    let view = page.until("the first question is there", |view| view.is_at_question(1)).await?;
    ensure!(!view.has_button(RETRY) && !view.has_line(SENTENCE), "still told: {view:#?}");
    ensure!(view.has_line("Score 0") && view.chosen().is_empty(), "not new: {view:#?}");
    let answered = answer(page, &keys(quiz.question(&view.question)?), "Right").await?;
    ensure!(answered.has_line("Score 1"), "not counted: {answered:#?}");
    go_on(page, 1, quiz.len()).await?;
    let settled = page.settled().await?;
    ensure!(settled.is_at_question(2) && !is_told(&settled), "does not stay: {settled:#?}");
    Ok(())
}

/// What scripts and the engine said; that something could not be fetched is the network's to say.
async fn console(page: &Page) -> Result<Vec<String>> {
    let entries = page.log("browser").await?;
    let text = |entry: &Value, name| entry.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let said = entries.iter().filter(|entry| text(entry, "source") != "network");
    Ok(said.map(|entry| text(entry, "message")).collect())
}

/// The console says why and where, once.
async fn check_console(page: &Page, code: &str, place: &str) -> Result<()> {
    if !page.engine().has_console() {
        return Ok(());
    }
    let said = console(page).await?;
    let is_it = |text: &str| text.contains(&format!("newsquiz: {code} ")) && text.contains(place);
    ensure!(matches!(said.as_slice(), [once] if is_it(once)), "not “{code}” at {place}, once, but {said:#?}");
    Ok(())
}
