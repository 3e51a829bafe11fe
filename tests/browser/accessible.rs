//! No barrier that a machine can find, in any state (`every_state.rs`) or other page: axe-core's rules of WCAG 2.2 and its
//! best practice.
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
    newsroom,
    page::Page,
    site::Site,
    states::{self, Body, Place, Stage, State},
};

journeys! {
    in_chromium {
        no_other_page_has_a_barrier,
        a_barrier_is_told_with_its_state_and_place,
    }
}

/// The rules that are asked of every state. Level AAA, which for a machine is a contrast of 7 to 1, costs the quiz
/// nothing.
const TAGS: &[&str] = &["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "wcag2aaa"];

/// Those that are asked of the other pages, whose colours are their own: all but AAA.
const TAGS_OF_OTHERS: &[&str] = TAGS.split_at(6).0;

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
    const ask = () => {
        // What arrives has less contrast on its way.
        const quizzes = [...document.querySelectorAll("news-quiz")];
        for (const animation of quizzes.flatMap(({ shadowRoot }) => shadowRoot?.getAnimations() ?? [])) animation.finish();
        // There nothing sticks to the edge of the window, and lies on what is to be scrolled.
        scrollTo(0, document.documentElement.scrollHeight);
        return axe.run(document, options);
    };
    Promise.resolve(look && turn(look)).then(ask).then(
        ({ violations }) => done(violations.flatMap(({ id, nodes }) => nodes.map(({ target, html, failureSummary }) => ({
            rule: id,
            element: `${target.flat().join(" ")} (${html.slice(0, 120)})`,
            why: failureSummary.replace(/\s+/g, " "),
        })))),
        (reason) => done(String(reason)),
    );
"#;

/// The rules, and what they find.
pub(crate) struct Barriers {
    /// axe-core itself, as a script.
    axe: String,
}

impl Barriers {
    pub(crate) fn new() -> Result<Barriers> {
        let file = xtask::packages::AXE.find().context("no axe-core; run `cargo xtask setup --for test`")?;
        Ok(Barriers { axe: std::fs::read_to_string(file)? })
    }

    /// What bars the way in a state that the page is in, in each of some looks.
    pub(crate) async fn in_looks(&self, page: &Page, state: State, looks: &[Look]) -> Result<Vec<String>> {
        page.run(&self.axe).await?;
        let mut found = Vec::new();
        for &look in looks {
            found.extend(ask(page, &state.to_string(), tags_of(state), Some(look)).await?);
        }
        Ok(found.iter().map(Found::to_string).collect())
    }

    /// The same in the look that it has.
    pub(crate) async fn once(&self, page: &Page, state: State) -> Result<Vec<String>> {
        page.run(&self.axe).await?;
        let found = ask(page, &state.to_string(), tags_of(state), None).await?;
        Ok(found.iter().map(Found::to_string).collect())
    }
}

fn tags_of(state: State) -> &'static [&'static str] {
    if state.is_in_a_newspaper() { TAGS_OF_OTHERS } else { TAGS }
}

/// What bars the way in the page, in the look that it is to have, or as it is. The rules are there already.
async fn ask(page: &Page, place: &str, tags: &[&str], look: Option<Look>) -> Result<Vec<Found>> {
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

async fn no_other_page_has_a_barrier(page: &Page) -> Result<()> {
    let (rules, site) = (Barriers::new()?, Site::built()?);
    let mut found = Vec::new();
    // The pages of one bank are made as those of any other.
    let bank = xtask::demonstration::BANK;
    for name in site.other_pages()?.iter().filter(|name| !name.contains('/') || name.starts_with(bank)) {
        page.load(&site.address(name)).await?;
        page.run(&rules.axe).await?;
        // A frame is a part of a page, which has the heading of the first level.
        let is_meant = |rule: &str| name.ends_with("/embed.html") && rule == "page-has-heading-one";
        let barriers = ask(page, name, TAGS_OF_OTHERS, None).await?;
        found.extend(barriers.into_iter().filter(|Found(_, barrier)| !is_meant(&barrier.rule)));
    }
    for (place, site) in [("the list", newsroom::listed()?), ("a quiz that was withdrawn", newsroom::retired()?)] {
        page.load(&site.address("")).await?;
        page.run(&rules.axe).await?;
        found.extend(ask(page, place, TAGS_OF_OTHERS, None).await?);
    }
    let lines: Vec<String> = found.iter().map(Found::to_string).collect();
    ensure!(found.is_empty(), "{} barriers:\n{}", found.len(), lines.join("\n"));
    Ok(())
}

/// A colour that is too faint in the dark alone: the table looks there, and says where it was.
async fn a_barrier_is_told_with_its_state_and_place(page: &Page) -> Result<()> {
    let state = states::of(Body::Program).next().context("there is a state")?;
    let _site = state.reach(page, &Stage::new()?, Place::Frame).await?;
    let faint =
        "document.querySelector('news-quiz').style.setProperty('--nq-soft', 'light-dark(#000, #555)')";
    page.run(faint).await?;
    let rules = Barriers::new()?;
    let mut told = Vec::new();
    for turn in 0..2 {
        told.extend(rules.in_looks(page, state, &Look::half(turn)).await?);
    }
    for direction in ["ltr", "rtl"] {
        for width in [1280, 320] {
            let start = format!("program, unanswered, dark, {direction}, {width} px: color-contrast: ");
            let is_it = |line: &&str| line.starts_with(&start) && line.contains("class=\"intro\"");
            ensure!(told.iter().any(|line| is_it(&&**line)), "not “{start}” but {told:#?}");
        }
    }
    ensure!(!told.iter().any(|line| line.contains("light, ")), "a barrier where none is: {told:#?}");
    Ok(())
}
