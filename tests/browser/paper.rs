//! What a printer makes of the quiz: what was asked and told, and nothing to press.

use anyhow::Result;
use serde::Deserialize;

use crate::{page::Page, states::State};

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
        outlined: seen("*").filter((part) => getComputedStyle(part).outlineStyle !== "none").length,
        underlined: marks.every((style) => style.textDecorationLine === "underline"),
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
    /// How many parts show that they have the focus.
    outlined: usize,
    /// Whether the marker is a line on paper: browsers print no backgrounds.
    underlined: bool,
}

/// What is wrong with a state that the page is in, when it is printed. The screen shows paper from then on.
pub(crate) async fn faults(page: &Page, state: State) -> Result<Vec<String>> {
    if state.is_in_a_newspaper() {
        return Ok(Vec::new());
    }
    let before = page.settled().await?;
    let paper: Paper = serde_json::from_value(page.run(ON_PAPER).await?)?;
    let rules = [
        (paper.pressed.is_empty(), "there is something to press"),
        (paper.narrow == 0, "a text stands in a narrow column"),
        (paper.outlined == 0, "the focus is shown"),
        (paper.underlined && paper.marks == paper.quotes, "the quote is not marked"),
        (before.choices.len() <= paper.choices, "what is open has lost a choice"),
        (before.legend.is_empty() || paper.stems > 0, "what is open has no question"),
        (
            before.quotes.len() <= paper.quotes && paper.quotes == paper.explanations,
            "an explanation is missing",
        ),
    ];
    let broken = rules.iter().filter(|(holds, _)| !holds);
    Ok(broken.map(|(_, fault)| format!("{state}, on paper: {fault}: {paper:?} {before:#?}")).collect())
}
