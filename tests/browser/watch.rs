//! What a page is told by its quizzes, and what moves on it, noted from before anything runs.

use anyhow::{Context as _, Result};
use serde::Deserialize;
use serde_json::Value;

use crate::{page::Page, site::Site};

/// What was noted so far.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Noted {
    /// The events, each with its details.
    pub(crate) events: Vec<(String, Value)>,
    /// The cumulative layout shift, where the browser measures it.
    pub(crate) shift: f64,
    /// What moved in it: the element, and its box before and after.
    pub(crate) moved: Vec<String>,
    /// What the page's policy stopped.
    pub(crate) stopped: Vec<String>,
}

impl Noted {
    /// The questions of the last draw that the page was told of. That two draws by chance begin with the same question is
    /// not rare; that they are the same is.
    pub(crate) fn drawn(&self) -> Option<&Value> {
        self.of("ready").last().map(|detail| &detail["questions"])
    }

    /// The details of all events with a name.
    pub(crate) fn of(&self, name: &str) -> Vec<&Value> {
        self.events.iter().filter(|(event, _)| event == name).map(|(_, detail)| detail).collect()
    }
}

/// The script that does it.
pub(crate) const WATCH: &str = r#"
    const noted = (window.noted = { events: [], shift: 0, moved: [], stopped: [] });
    for (const name of ["ready", "start", "response", "finish", "share", "problem"]) {
        addEventListener(`newsquiz:${name}`, ({ detail }) => noted.events.push([name, detail]));
    }
    addEventListener("securitypolicyviolation", (event) => noted.stopped.push(`${event.violatedDirective} ${event.blockedURI}`));
    if (PerformanceObserver.supportedEntryTypes.includes("layout-shift")) {
        const box = ({ x, y, width, height }) => [x, y, width, height].join(" ");
        const note = (entry) => {
            noted.shift += entry.value;
            for (const { node, previousRect, currentRect } of entry.sources) {
                const name = node?.cloneNode(false).outerHTML ?? node?.textContent ?? "something that is gone";
                noted.moved.push(`${name} from ${box(previousRect)} to ${box(currentRect)}`);
            }
        };
        new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type: "layout-shift", buffered: true });
    }
"#;

/// Makes the quiz's own page of a copy note what happens, by a script of its own folder before all others.
pub(crate) fn watch(site: &Site) -> Result<()> {
    watch_page(site, "index.html")
}

/// The same for another page of that folder.
pub(crate) fn watch_page(site: &Site, name: &str) -> Result<()> {
    site.add("watch.js", WATCH)?;
    site.edit(name, |page| page.replacen("<meta ", "<script src=\"watch.js\"></script><meta ", 1))
}

/// Keeps the program, or another file, from arriving until [`release`], as a slow network would.
const HOLD: &str = r#"
    const fetched = window.fetch;
    const released = new Promise((release) => (window.release = release));
    window.fetch = async (address, ...rest) => {
        if (String(address).includes("HELD")) await released;
        return fetched(address, ...rest);
    };
"#;

/// Makes the page of a copy note what happens, and play without its program until [`release`].
pub(crate) fn watch_and_hold(site: &Site) -> Result<()> {
    watch_and_hold_back(site, ".wasm")
}

/// The same for files whose addresses have these letters.
pub(crate) fn watch_and_hold_back(site: &Site, held: &str) -> Result<()> {
    watch(site)?;
    site.add("watch.js", &format!("{WATCH}{}", HOLD.replace("HELD", held)))
}

/// Lets the program arrive.
pub(crate) async fn release(page: &Page) -> Result<()> {
    page.run("window.release()").await.map(drop)
}

/// What was noted so far.
pub(crate) async fn noted(page: &Page) -> Result<Noted> {
    serde_json::from_value(page.run("return window.noted").await?).context("nothing was noted")
}
