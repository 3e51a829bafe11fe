//! No barrier that a machine can find, in any state: axe-core's rules of WCAG 2.2 and its best practice.
//!
//! In Chromium every state is looked at in light and dark, left-to-right and right-to-left, 1280 and 320 pixels wide:
//! every two of these together (`look.rs`). Firefox and WebKit look at each state once, in a window of their own. A
//! machine finds about a third of what bars the way; the rest is for people to find.

use std::fmt;

use anyhow::{Context as _, Result, anyhow, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    look::Look,
    page::Page,
    site::Site,
    states::{self, Body, Place, Stage, State},
};

journeys! {
    in_chromium {
        no_state_of_the_first_body_has_a_barrier,
        no_state_of_the_program_has_a_barrier,
        no_other_page_has_a_barrier,
        a_barrier_is_told_with_its_state_and_place,
    }
    in_firefox {
        no_state_has_a_barrier_once,
    }
    in_webkit {
        no_state_has_a_barrier_once,
    }
}

/// The rules that are asked of every state. Level AAA, which for a machine is a contrast of 7 to 1, costs the quiz
/// nothing.
const TAGS: [&str; 7] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "wcag2aaa"];

/// How many of them are asked of the other pages, whose colours are their own: all but AAA.
const TAGS_OF_OTHERS: usize = 6;

/// What bars the way, or may.
#[derive(Debug, Deserialize)]
struct Barrier {
    rule: String,
    element: String,
    why: String,
}

/// The same in its state.
#[derive(Debug)]
struct Found(String, Barrier);

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Found(place, Barrier { rule, element, why }) = self;
        write!(f, "{place}: {rule}: {element}: {why}")
    }
}

/// Has the rules asked, and gives what breaks them. Frames in the page are pages of their own, and tested as such.
const ASK: &str = r#"
    const [look, values, done] = arguments;
    const options = { runOnly: { type: "tag", values }, resultTypes: ["violations"], iframes: false, preload: false };
    Promise.resolve(look && turn(look)).then(() => axe.run(document, options)).then(
        ({ violations }) => done(violations.flatMap(({ id, nodes }) => nodes.map(({ target, html, failureSummary }) => ({
            rule: id,
            element: `${target.flat().join(" ")} (${html.slice(0, 120)})`,
            why: failureSummary.replace(/\s+/g, " "),
        })))),
        (reason) => done(String(reason)),
    );
"#;

/// The rules, as a script.
fn axe() -> Result<String> {
    let file = xtask::packages::AXE.find().context("no axe-core; run `cargo xtask setup --for test`")?;
    Ok(std::fs::read_to_string(file)?)
}

/// What bars the way in the page, in the look that it is to have, or as it is.
async fn barriers(page: &Page, place: &str, tags: &[&str], look: Option<Look>) -> Result<Vec<Found>> {
    let script = format!("{}{ASK}", Look::TURN);
    let place = look.map_or_else(
        || place.to_owned(),
        |Look { theme, direction, width }| format!("{place}, {theme}, {direction}, {width} px"),
    );
    match page.run_async(&script, vec![json!(look), json!(tags)]).await? {
        Value::String(reason) => Err(anyhow!("{place}: the rules cannot be asked: {reason}")),
        found => {
            let found: Vec<Barrier> = serde_json::from_value(found)?;
            Ok(found.into_iter().map(|barrier| Found(place.clone(), barrier)).collect())
        }
    }
}

/// The same of a state that the page is in.
async fn barriers_of(page: &Page, state: State, look: Option<Look>) -> Result<Vec<Found>> {
    let tags = if state.is_in_a_newspaper() { &TAGS[..TAGS_OF_OTHERS] } else { &TAGS };
    barriers(page, &state.to_string(), tags, look).await
}

fn tell(found: &[Found]) -> Result<()> {
    let lines: Vec<String> = found.iter().map(Found::to_string).collect();
    ensure!(found.is_empty(), "{} barriers:\n{}", found.len(), lines.join("\n"));
    Ok(())
}

/// Asks the rules of a state in one half of its looks; the page is in that state.
async fn look_at(page: &Page, state: State, turn: usize, found: &mut Vec<Found>) -> Result<()> {
    for look in Look::half(turn) {
        found.extend(barriers_of(page, state, Some(look)).await?);
    }
    Ok(())
}

async fn check_table(page: &Page, states: impl Iterator<Item = State>) -> Result<()> {
    let (axe, stage) = (axe()?, Stage::new()?);
    let mut found = Vec::new();
    for (turn, state) in states.enumerate() {
        let _site = state.reach(page, &stage, Place::Frame).await?;
        page.run(&axe).await?;
        look_at(page, state, turn, &mut found).await?;
    }
    tell(&found)
}

async fn no_state_of_the_first_body_has_a_barrier(page: &Page) -> Result<()> {
    check_table(page, states::of(Body::First)).await
}

async fn no_state_of_the_program_has_a_barrier(page: &Page) -> Result<()> {
    check_table(page, states::of(Body::Program)).await
}

async fn no_state_has_a_barrier_once(page: &Page) -> Result<()> {
    let (axe, stage) = (axe()?, Stage::new()?);
    let mut found = Vec::new();
    for state in states::all() {
        let _site = state.reach(page, &stage, Place::Window).await?;
        page.run(&axe).await?;
        found.extend(barriers_of(page, state, None).await?);
    }
    tell(&found)
}

async fn no_other_page_has_a_barrier(page: &Page) -> Result<()> {
    let (axe, site) = (axe()?, Site::built()?);
    let mut found = Vec::new();
    // The pages of one bank are made as those of any other.
    let bank = xtask::demonstration::BANK;
    for name in site.other_pages()?.iter().filter(|name| !name.contains('/') || name.starts_with(bank)) {
        page.load(&site.address(name)).await?;
        page.run(&axe).await?;
        // A frame is a part of a page, which has the heading of the first level.
        let is_meant = |rule: &str| name.ends_with("/embed.html") && rule == "page-has-heading-one";
        let barriers = barriers(page, name, &TAGS[..TAGS_OF_OTHERS], None).await?;
        found.extend(barriers.into_iter().filter(|Found(_, barrier)| !is_meant(&barrier.rule)));
    }
    tell(&found)
}

/// A colour that is too faint in the dark alone: the table looks there, and says where it was.
async fn a_barrier_is_told_with_its_state_and_place(page: &Page) -> Result<()> {
    let state = states::of(Body::Program).next().context("there is a state")?;
    let _site = state.reach(page, &Stage::new()?, Place::Frame).await?;
    page.run(&axe()?).await?;
    let faint =
        "document.querySelector('news-quiz').style.setProperty('--nq-soft', 'light-dark(#000, #555)')";
    page.run(faint).await?;
    let mut found = Vec::new();
    for turn in 0..2 {
        look_at(page, state, turn, &mut found).await?;
    }
    let told = tell(&found).map_or_else(|error| error.to_string(), |()| "nothing".to_owned());
    for direction in ["ltr", "rtl"] {
        for width in [1280, 320] {
            let start = format!("program, unanswered, dark, {direction}, {width} px: color-contrast: ");
            let is_it = |line: &&str| line.starts_with(&start) && line.contains("class=\"intro\"");
            ensure!(told.lines().any(|line| is_it(&line)), "not “{start}” but {told}");
        }
    }
    ensure!(!told.contains("light, "), "a barrier where none is: {told}");
    Ok(())
}
