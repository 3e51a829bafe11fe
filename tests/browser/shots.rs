//! Pictures of every state for people to look at: `cargo xtask shots` makes them, and puts them on one sheet. They prove
//! nothing, so the usual run of the tests leaves them out (`main.rs`).

use std::{fs, path::Path};

use anyhow::{Context as _, Result};
use fantoccini::key::Key;
use serde_json::{Value, json};
use xtask::shots::{Shot, folder};

use crate::{
    look::Look,
    page::Page,
    states::{self, Body, Place, Stage, State},
};

journeys! {
    in_chromium {
        states_of_the_first_body,
        states_of_the_program,
    }
}

/// How high the window is before it is made as high as the page, in pixels.
const HEIGHT: u64 = 800;

/// The look of what has the focus after one more press of Tab.
const KEYBOARD: &str = "keyboard";

/// The look in the few colours of a reader's own.
const FORCED: &str = "forced-colours";

/// Further looks that a few states are shown in: how it is called, whether light or dark, the direction, the width,
/// and what else a script does to the page.
const FURTHER: [(&str, Look, &str); 5] = [
    ("narrow", Look { theme: "light", direction: "ltr", width: 320 }, ""),
    ("rtl", Look { theme: "light", direction: "rtl", width: 390 }, ""),
    ("text-200", Look { theme: "light", direction: "ltr", width: 390 }, LARGE),
    (FORCED, Look { theme: "dark", direction: "ltr", width: 390 }, ""),
    (KEYBOARD, Look { theme: "light", direction: "ltr", width: 390 }, ""),
];

/// The states that are shown in them.
const SHOWN_FURTHER: [&str; 7] =
    ["unanswered", "nothing chosen", "partly", "review", "shared", "passage", "resume offer"];

/// Waits until nothing moves any more: what was just told shows itself with a movement.
const STILL: &str = "
    const done = arguments[0];
    const trees = [document, ...[...document.querySelectorAll('news-quiz')].map((quiz) => quiz.shadowRoot)];
    const moving = trees.flatMap((tree) => tree.getAnimations());
    Promise.allSettled(moving.map((animation) => animation.finished)).then(() => done());
";

/// Text of twice the size, as by a setting of the reader's browser.
const LARGE: &str = "
    document.documentElement.style.fontSize = '200%';
    document.querySelector('news-quiz').style.setProperty('--nq-size', '1rem');
";

/// Ends what [`LARGE`] did.
const ORDINARY: &str = "
    document.documentElement.style.fontSize = '';
    document.querySelector('news-quiz').style.removeProperty('--nq-size');
";

async fn states_of_the_first_body(page: &Page) -> Result<()> {
    take(page, Body::First).await
}

async fn states_of_the_program(page: &Page) -> Result<()> {
    take(page, Body::Program).await
}

async fn take(page: &Page, body: Body) -> Result<()> {
    let (stage, folder) = (Stage::new()?, folder());
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for state in states::of(body) {
        page.devtools("Emulation.clearDeviceMetricsOverride", json!({})).await?;
        let _site = state.reach(page, &stage, Place::Window).await?;
        for width in [390, 1280] {
            for theme in ["light", "dark"] {
                picture(page, state, &folder, theme, Look { theme, direction: "ltr", width }).await?;
            }
        }
        if SHOWN_FURTHER.contains(&state.name) {
            for (name, look, script) in FURTHER {
                page.run(script).await?;
                if name == KEYBOARD {
                    page.key(Key::Tab).await?;
                }
                let colours = if name == FORCED { "active" } else { "none" };
                let media = json!({ "features": [{ "name": "forced-colors", "value": colours }] });
                page.devtools("Emulation.setEmulatedMedia", media).await?;
                picture(page, state, &folder, name, look).await?;
                page.run(ORDINARY).await?;
            }
            page.devtools("Emulation.setEmulatedMedia", json!({ "features": [] })).await?;
        }
    }
    Ok(())
}

/// Takes a picture of all of the page; where the place of scrolling counts, of what is in the window.
async fn picture(page: &Page, state: State, folder: &Path, name: &str, look: Look) -> Result<()> {
    resize(page, look.width, HEIGHT).await?;
    let turn = format!("{} const [look, done] = arguments; turn(look).then(done);", Look::TURN);
    page.run_async(&turn, vec![json!(look)]).await?;
    if !state.is_in_a_newspaper() {
        let height = page.run("return document.documentElement.scrollHeight").await?;
        resize(page, look.width, height.as_u64().context("a page has a height")?).await?;
        page.settled().await?;
    }
    let body = match state.body {
        Body::First => "first body",
        Body::Program => "program",
    };
    let shot = Shot { state: state.name.into(), body: body.into(), width: look.width, look: name.into() };
    let path = folder.join(shot.file());
    page.run_async(STILL, Vec::new()).await?;
    fs::write(&path, page.picture().await?).with_context(|| format!("cannot write {}", path.display()))
}

/// Makes the page as large as said: no window is as narrow.
async fn resize(page: &Page, width: u32, height: u64) -> Result<Value> {
    let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    page.devtools("Emulation.setDeviceMetricsOverride", size).await
}
