//! What a quiz leaves alone: other hosts, the reader's storage, and the page's policy.

use anyhow::{Context as _, Result};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    page::Page,
    play::{answer, go_on, play_again, show_all},
    quiz::{Quiz, distractors},
    site::Site,
};

journeys! {
    in_each_engine_that_notes_requests {
        a_whole_quiz_talks_to_nobody_and_stores_nothing,
    }
}

/// Notes what the policy stops from now on, where every later script finds it.
const WATCH: &str = r##"
    const noted = document.documentElement.dataset;
    noted.stopped = "";
    addEventListener("securitypolicyviolation", (event) => {
        noted.stopped += `${event.violatedDirective} ${event.blockedURI} `;
    });
"##;

/// What was fetched, what was stored, what was stopped, and whether the style sheet of the page holds.
#[derive(Deserialize)]
struct Found {
    fetched: Vec<String>,
    stored: [u32; 3],
    stopped: String,
    styled: bool,
}

/// Takes what [`Found`] has.
const ASK: &str = r##"
    const quiz = document.querySelector("news-quiz").shadowRoot.querySelector(".nq:not(.first)");
    return {
        fetched: performance.getEntriesByType("resource").map((entry) => entry.name),
        stored: [localStorage.length, sessionStorage.length, document.cookie.length],
        stopped: document.documentElement.dataset.stopped,
        styled: getComputedStyle(quiz).display === "flow-root",
    };
"##;

async fn a_whole_quiz_talks_to_nobody_and_stores_nothing(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    let mut view = page.open(&site.address("")).await?;
    page.run(WATCH).await?;
    for number in 1..=quiz.len() {
        let wrong = distractors(quiz.question(&view.question)?);
        answer(page, wrong.get(..1).context("a distractor")?, "Incorrect").await?;
        view = go_on(page, number, quiz.len()).await?;
    }
    page.unfold(1).await?;
    play_again(page).await?;
    show_all(page, &quiz).await?;

    let found: Found = serde_json::from_value(page.run(ASK).await?)?;
    let origin = format!("{}/", site.origin());
    let fetched = &found.fetched;
    assert!(
        !fetched.is_empty() && fetched.iter().all(|address| address.starts_with(&origin)),
        "{fetched:#?}"
    );
    assert_eq!(found.stored, [0, 0, 0], "local storage, session storage, cookies");
    assert_eq!(found.stopped, "", "the page's own policy stops something");
    assert!(found.styled, "the page's own policy stops the style sheet");

    // Where the browser tells it, also what no script gets to see: since the page was loaded, of the page's own frame.
    assert_eq!(page.log("browser").await?, [Value::Null; 0], "the console has something to say");
    let mut asked = 0;
    for entry in page.log("performance").await? {
        let message: Value = serde_json::from_str(text(&entry, "/message"))?;
        // The browser has pages of its own, which are not ours to judge.
        let is_ours = text(&message, "/message/params/documentURL").starts_with(&origin);
        if is_ours && text(&message, "/message/method") == "Network.requestWillBeSent" {
            let address = text(&message, "/message/params/request/url");
            assert!(address.starts_with(&origin) || address.starts_with("data:"), "{address} was asked for");
            asked += 1;
        }
    }
    assert_eq!(0 < asked, page.engine().has_console(), "the log does not tell what is asked for");
    Ok(())
}

/// The text at a place in a value; empty when there is none.
fn text<'v>(value: &'v Value, place: &str) -> &'v str {
    value.pointer(place).and_then(Value::as_str).unwrap_or_default()
}
