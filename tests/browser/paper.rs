//! What a printer makes of the quiz: what was asked and told, and nothing to press.

use anyhow::{Result, ensure};
use serde::Deserialize;

use crate::{
    page::Page,
    states::{self, Place, Stage},
};

journeys! {
    in_each_engine {
        paper_has_what_was_asked_and_told_and_nothing_to_press,
    }
}

/// Shows on the screen what is for paper: drivers print no text that could be looked at. Gives what is to be seen.
const ON_PAPER: &str = r#"
    const { shadowRoot } = document.querySelector("news-quiz");
    const sheets = [...shadowRoot.styleSheets, ...shadowRoot.adoptedStyleSheets];
    for (const rule of sheets.flatMap((sheet) => [...sheet.cssRules])) {
        if (rule.media?.mediaText === "print") rule.media.mediaText = "screen";
    }
    const body = [...shadowRoot.querySelectorAll(".nq")].find((body) => body.checkVisibility());
    const seen = (selector) => [...body.querySelectorAll(selector)].filter((part) => {
        const { width, height } = part.getBoundingClientRect();
        return part.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && width > 0 && height > 0;
    });
    const texts = (selector) => seen(selector).map((part) => part.textContent.trim());
    const marks = seen("mark").map((mark) => getComputedStyle(mark));
    return {
        pressed: [
            ...texts("button, input, select, textarea, a:not(h3 ~ p a)"),
            ...seen("summary:not(.review summary)").filter((summary) => !summary.parentElement.open).map((summary) => summary.textContent),
        ],
        stems: texts("legend h3, h3[part=question], .review summary span").length,
        choices: texts("label span, .choices li > span").length,
        narrow: seen("h3, h4, .review summary span, li > span, blockquote").filter((part) => part.getBoundingClientRect().width < 100).length,
        quotes: texts("blockquote").length,
        explanations: texts("figure").length,
        marks: marks.length,
        kept: marks.every((style) => style.printColorAdjust === "exact" || style.webkitPrintColorAdjust === "exact"),
    };
"#;

/// What is to be seen on paper.
#[derive(Debug, Deserialize)]
struct Paper {
    /// The words of what could be pressed.
    pressed: Vec<String>,
    stems: usize,
    choices: usize,
    /// How many texts stand in less than 100 pixels.
    narrow: usize,
    quotes: usize,
    explanations: usize,
    marks: usize,
    /// Whether the marker is printed.
    kept: bool,
}

async fn paper_has_what_was_asked_and_told_and_nothing_to_press(page: &Page) -> Result<()> {
    let stage = Stage::new()?;
    for state in states::all().filter(|state| !state.is_in_a_newspaper()) {
        let _site = state.reach(page, &stage, Place::Window).await?;
        let before = page.settled().await?;
        let paper: Paper = serde_json::from_value(page.run(ON_PAPER).await?)?;
        ensure!(paper.pressed.is_empty(), "{state}: {paper:?}");
        ensure!(paper.narrow == 0, "{state}: {paper:?}");
        ensure!(paper.kept && paper.marks == paper.quotes, "{state}: {paper:?}");
        // What is open is on paper with all of its choices.
        ensure!(before.choices.len() <= paper.choices, "{state}: {paper:?} {before:#?}");
        ensure!(before.legend.is_empty() || paper.stems > 0, "{state}: {paper:?}");
        ensure!(before.quotes.len() <= paper.quotes && paper.quotes == paper.explanations, "{state}: {paper:?}");
    }
    Ok(())
}
