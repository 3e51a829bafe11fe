//! What the Orca screen reader says of a whole quiz in each of its bodies, kept in `tests/golden/orca` for people to read. It
//! takes a screen reader, a display and some minutes, so that `cargo xtask orca` asks for it, and no other test does.
//!
//! The texts are those of the versions that each begins with: others have words of their own.

use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use newsquiz_core::bank::Question;
use xtask::workspace;

use crate::{
    golden,
    quiz::Quiz,
    site::{Part, Site},
    states::with_first_body,
};

journeys! {
    without_a_browser {
        the_program_in_firefox,
        the_program_in_chromium,
        the_first_body_in_firefox,
        the_first_body_in_chromium,
    }
}

/// A page with nothing but the quiz.
const PAGE: &str = "<!doctype html><html lang=en><meta charset=utf-8><title>A quiz to listen to</title><main><h1>A page</h1>\
    <news-quiz src='banks/liaison-office/' seed='{seed}' eager></news-quiz></main><script type=module src=embed.js></script>";
/// The title of the pages, by which their windows are known.
const TITLE: &str = "A quiz to listen to";

fn the_program_in_firefox() -> Result<()> {
    the_program("firefox")
}

fn the_program_in_chromium() -> Result<()> {
    the_program("chromium")
}

fn the_first_body_in_firefox() -> Result<()> {
    the_first_body("firefox")
}

fn the_first_body_in_chromium() -> Result<()> {
    the_first_body("chromium")
}

fn bridge() -> Result<Quiz> {
    Quiz::of(&workspace::root().join("tests/fixtures/bridge"))
}

/// The keys from the focus before a question's choices to the button that checks, with the first choice picked.
fn pick_first(question: &Question) -> Vec<&'static str> {
    // Radio buttons are one stop, checkboxes one each.
    let stops = if question.is_choose_all() { question.choices.len() } else { 1 };
    [&["Tab", "space"][..], &vec!["Tab"; stops]].concat()
}

fn the_program(browser: &str) -> Result<()> {
    let quiz = bridge()?;
    let seed = quiz.seed_where(|drawn| drawn.iter().any(|question| question.is_choose_all()))?;
    let site = Site::copy()?;
    site.replace_bank(quiz.bytes())?;
    site.add("listen.html", &PAGE.replace("{seed}", &seed.to_string()))?;
    // By way of “Change the questions”, past the choices to the button, with nothing chosen, and back.
    let mut keys = vec!["Tab", "Tab", "Tab", "space", "shift+Tab"];
    for (place, question) in quiz.drawn(&seed).into_iter().enumerate() {
        // The first one has the focus in its choices.
        keys.extend(pick_first(question).into_iter().skip(usize::from(place == 0)));
        // The check, and the way on.
        keys.extend(["Return", "Tab", "Return"]);
    }
    // From the result: to the last question by its step, and to the result again.
    keys.extend(["shift+Tab", "Return", "Tab", "Return", "Tab"]);
    hear(browser, "program", &site.address("listen.html"), &keys)
}

fn the_first_body(browser: &str) -> Result<()> {
    let quiz = bridge()?;
    let site = Site::copy()?;
    let page = with_first_body(&site.read("index.html")?, &quiz.first_body())?;
    let (before, after) = page.split_once("<title>").context("the page has a title")?;
    let (_, after) = after.split_once("</title>").context("the title has an end")?;
    site.add("listen.html", &format!("{before}<title>{TITLE}</title>{after}"))?;
    site.replace(&site.path(Part::Program)?, None)?;
    // The headline, and “Change the questions”.
    let mut keys = vec!["Tab", "Tab"];
    for question in quiz.drawn(&quiz.bank().parts().plan.seed) {
        keys.extend(pick_first(question));
        // The check, and the link below the article's words.
        keys.extend(["Return", "Tab"]);
    }
    keys.push("Tab");
    hear(browser, "first-body", &site.address("listen.html"), &keys)
}

/// Presses keys, and holds what is said against what is kept.
fn hear(browser: &str, body: &str, address: &str, keys: &[&str]) -> Result<()> {
    let script = workspace::root().join("tests/orca/session.sh");
    let mut command = Command::new("bash");
    let output = command.arg(script).args([browser, address, TITLE]).args(keys).output().context("bash does not run")?;
    let told = String::from_utf8_lossy(&output.stdout);
    ensure!(output.status.success(), "{told}\n{}", String::from_utf8_lossy(&output.stderr));
    // What is said while the page arrives depends on how far it is then.
    let (_, told) = told.split_once("# load\n").context("nothing was said")?;
    let (_, told) = told.split_once("\n# ").context("no key was pressed")?;
    let mut text = format!("{}, {}\n", version("orca")?, version(program(browser))?);
    for line in format!("# {told}").lines() {
        // A key.
        if line.starts_with("# ") {
            text.push('\n');
        }
        text.push_str(line);
        text.push('\n');
    }
    golden::compare(&format!("tests/golden/orca/{body}-{browser}.txt"), &text)
}

fn program(browser: &str) -> &str {
    if browser == "firefox" { "firefox-esr" } else { browser }
}

/// A program's name and the main number of its version.
fn version(program: &str) -> Result<String> {
    let output = Command::new(program).arg("--version").output().with_context(|| format!("{program} does not run"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let number = text.split_whitespace().find(|word| word.starts_with(|sign: char| sign.is_ascii_digit()));
    let number = number.with_context(|| format!("{program} does not say its version: {text}"))?;
    let main = number.split('.').next().unwrap_or(number);
    Ok(format!("{program} {main}"))
}
