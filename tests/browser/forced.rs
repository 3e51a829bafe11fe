//! Forced colours, as contrast themes have them: what colours tell is told by borders too, and every text can be read.
//!
//! Chromium's driver alone can force them.

use anyhow::Result;
use serde_json::json;

use crate::{page::Page, states::State};

/// Texts that their ground swallows, buttons without a border, and what only a colour would tell.
const MEASURE: &str = r#"
    const root = document.querySelector("news-quiz").shadowRoot;
    const all = (selector) => [...root.querySelectorAll(`.nq:not([hidden]) ${selector}`)]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }));
    const faults = [];
    if (!matchMedia("(forced-colors: active)").matches) faults.push("no colours are forced");
    const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
    const light = (colour) => {
        const [r, g, b] = channels(colour).map((value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    };
    const contrast = (one, other) => Math.max(light(one), light(other)) / Math.min(light(one), light(other));
    const ground = (element) => {
        const { backgroundColor } = getComputedStyle(element);
        return (channels(backgroundColor)[3] ?? 1) === 1 ? backgroundColor : ground(element.parentElement ?? element.getRootNode().host);
    };
    const named = (element) => `${element.localName} “${element.textContent.trim().slice(0, 40)}”`;
    for (const element of all("*")) {
        if (![...element.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim())) continue;
        const ratio = contrast(getComputedStyle(element).color, ground(element));
        if (ratio < 4.5) faults.push(`a contrast of ${ratio.toFixed(1)}: ${named(element)}`);
    }
    const border = (element) => getComputedStyle(element).borderTopWidth;
    for (const button of all(":is(button, details:not([open]) > summary).main")) {
        if (border(button) === "0px") faults.push(`no border: ${named(button)}`);
    }
    const rows = all(":is(label, .choices li)");
    const isPicked = (row) => row.matches(":has(:checked), [data-mark=right], [data-mark=wrong]");
    for (const row of rows.filter(isPicked)) {
        if (rows.some((other) => !other.matches(":has(:checked), [data-mark]") && border(other) === border(row))) faults.push(`like what is not chosen: ${named(row)}`);
    }
    const [here, open] = ["here", "open"].map((mark) => all(`ol [data-mark=${mark}]`).map((step) => getComputedStyle(step).borderBottomColor)[0]);
    // The first body cannot move what is drawn as `here`.
    if (here && here === open && !all(".card").some((card) => card.querySelector("[open]"))) faults.push("the step of the question is like those to come");
    return faults;
"#;

/// What cannot be told in a state that the page is in.
pub(crate) async fn faults(page: &Page, state: State) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for scheme in ["light", "dark"] {
        let features = [("forced-colors", "active"), ("prefers-color-scheme", scheme)]
            .map(|(name, value)| json!({ "name": name, "value": value }));
        page.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await?;
        page.settled().await?;
        let found: Vec<String> = serde_json::from_value(page.run(MEASURE).await?)?;
        faults.extend(found.iter().map(|fault| format!("{state}, forced colours, {scheme}: {fault}")));
    }
    page.devtools("Emulation.setEmulatedMedia", json!({ "features": [] })).await?;
    page.settled().await?;
    Ok(faults)
}
