//! What a reader sees of a page at one moment, taken by one script so that nothing changes in between.

use serde::Deserialize;

/// What a reader sees of a page at one moment. Texts are as they are heard: without what is hidden from screen readers.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct View {
    /// All visible text, line by line.
    pub(crate) lines: Vec<String>,
    /// The visible headings, after the title.
    pub(crate) headings: Vec<String>,
    /// The legend of the question that is open.
    pub(crate) legend: String,
    /// The id of the question that is open.
    pub(crate) question: String,
    /// The choices of the question that is open.
    pub(crate) choices: Vec<Choice>,
    /// The choices of the question that is answered.
    pub(crate) answered: Vec<Answered>,
    /// What a screen reader was told without being asked.
    pub(crate) status: String,
    /// The visible buttons.
    pub(crate) buttons: Vec<String>,
    /// The sentences from the article.
    pub(crate) quotes: Vec<String>,
    /// The addresses of the visible links.
    pub(crate) links: Vec<String>,
    /// The questions of the review, by their summaries.
    pub(crate) review: Vec<String>,
    /// What has the focus: its element and its text, or for an input its value.
    pub(crate) focus: String,
    /// How far down the page is scrolled.
    pub(crate) scroll: u32,
    /// Whether the quiz is there.
    pub(crate) playing: bool,
}

/// A choice of an open question.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Choice {
    /// Its id.
    pub(crate) id: String,
    /// What it says.
    pub(crate) text: String,
    /// `radio` or `checkbox`.
    pub(crate) kind: String,
    /// Whether it is chosen.
    pub(crate) chosen: bool,
}

/// A choice of an answered question.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Answered {
    /// What it says.
    pub(crate) text: String,
    /// What it was: the reader's choice, the right answer; empty when neither.
    pub(crate) tag: String,
}

impl View {
    /// Takes what [`View`] has.
    pub(crate) const SCRIPT: &str = r##"
        const all = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
        const heard = (element) => {
            const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
            const words = [];
            while (texts.nextNode()) {
                if (!texts.currentNode.parentElement.closest("[aria-hidden=true]")) words.push(texts.currentNode.data.trim());
            }
            return words.filter(Boolean).join(" ");
        };
        const focused = document.activeElement;
        const value = focused.matches("input") ? `${focused.type} ${focused.value}` : "";
        const name = focused.matches("body") ? "body" : value || `${focused.localName} ${heard(focused)}`;
        const inputs = all("#quiz fieldset input");
        return {
            lines: document.body.innerText.split("\n").map((line) => line.trim()).filter(Boolean),
            headings: all("h2").map(heard),
            legend: all("legend").map(heard).join(),
            question: [...new Set(inputs.map((input) => input.name))].join(),
            choices: inputs.map((input) => ({
                id: input.value, text: heard(input.closest("label")), kind: input.type, chosen: input.checked,
            })),
            answered: all("#quiz ul > li").map((item) => {
                const tag = item.querySelector("small");
                return { text: heard(item.querySelector("span")), tag: tag ? heard(tag) : "" };
            }),
            status: all("[role=status]").map(heard).join(" "),
            buttons: all("button").map(heard),
            quotes: all("blockquote").map((quote) => quote.textContent.replace(/\s+/g, " ").trim()),
            links: all("a").map((link) => link.href),
            review: all("summary").map(heard),
            focus: name,
            scroll: Math.round(scrollY),
            playing: !!document.querySelector("#quiz h1")?.checkVisibility(),
        };
    "##;

    /// Whether a text stands on a line of its own.
    pub(crate) fn has_line(&self, text: &str) -> bool {
        self.lines.iter().any(|line| line == text)
    }

    /// Whether there is a button with these words.
    pub(crate) fn has_button(&self, words: &str) -> bool {
        self.buttons.iter().any(|button| button == words)
    }

    /// Whether there is a heading with these words, and the focus is on it.
    pub(crate) fn is_at_heading(&self, words: &str) -> bool {
        self.headings.iter().any(|heading| heading == words) && self.focus == format!("h2 {words}")
    }

    /// Whether the question with this number is open.
    pub(crate) fn is_at_question(&self, number: usize) -> bool {
        self.legend.starts_with(&format!("Question {number} of "))
    }

    /// Whether the focus is on the legend of the question with this number.
    pub(crate) fn has_focus_on_question(&self, number: usize) -> bool {
        self.focus.starts_with(&format!("legend Question {number} of "))
    }

    /// The ids of the choices that are chosen.
    pub(crate) fn chosen(&self) -> Vec<&str> {
        self.choices.iter().filter(|choice| choice.chosen).map(|choice| choice.id.as_str()).collect()
    }
}
