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
    /// The visible buttons but for the steps.
    pub(crate) buttons: Vec<String>,
    /// The sentences from the article.
    pub(crate) quotes: Vec<String>,
    /// The addresses of the visible links.
    pub(crate) links: Vec<String>,
    /// The questions of the review, by their summaries.
    pub(crate) review: Vec<String>,
    /// The verdicts of the first body.
    pub(crate) verdicts: Vec<String>,
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
    /// What scripts find and hear with: `root` is where the quiz stands, `all` gives what is visible there and on the
    /// page, and `heard` what a screen reader makes of an element. Texts that style sheets make count too.
    pub(crate) const TOOLS: &str = r##"
        const quiz = document.querySelector("news-quiz");
        const root = quiz?.shadowRoot ?? document;
        const all = (selector) => [...new Set([document, root].flatMap((tree) => [...tree.querySelectorAll(selector)]))]
            .filter((element) => element.checkVisibility({ visibilityProperty: true }));
        const made = (element, part) => {
            const { content, display, visibility } = getComputedStyle(element, part);
            if (display === "none" || visibility === "hidden") return "";
            // What is said in place of a sign stands after a slash.
            const said = content.replace(/^"[^"]*" \/ /, "");
            // Firefox tells the rule, the others what comes of it.
            const [, name] = said.match(/^attr\(([\w-]+)\)$/) ?? [];
            return name ? element.getAttribute(name) : said.startsWith('"') ? JSON.parse(said) : "";
        };
        const heard = (element) => {
            if (element.closest("[aria-hidden=true]") || !element.checkVisibility({ visibilityProperty: true })) return "";
            const parts = [...element.childNodes].map((node) =>
                node.nodeType === 3 ? node.data : node.nodeType === 1 ? heard(node) : "");
            return [made(element, "::before"), ...parts, made(element, "::after")].map((part) => part.trim()).filter(Boolean).join(" ");
        };
    "##;

    /// Takes what [`View`] has, or nothing before there is a body.
    pub(crate) fn script() -> String {
        View::TOOLS.to_owned()
            + r##"
        if (!document.body) return null;
        let focused = document.activeElement;
        while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
        const value = focused.matches("input") ? `${focused.type} ${focused.value}` : "";
        // The heading of a verdict says after it what was right.
        const verdict = (heading) => heard(heading).split(" . ")[0];
        // A question that has the focus is named by its legend.
        const named = focused.matches("fieldset") ? focused.querySelector("legend") : focused;
        const name = focused.matches("body") ? "body" : value || `${focused.localName} ${verdict(named)}`;
        const bodies = all(".nq");
        const inputs = all("fieldset input");
        return {
            lines: [document.body, ...bodies].flatMap((body) => body.innerText.split("\n")).map((line) => line.trim()).filter(Boolean),
            headings: all("h3:not([part=question]), .row > h4").map(verdict),
            legend: all("legend").map(heard).at(-1) ?? "",
            question: [...new Set(inputs.map((input) => input.name))].join(),
            choices: inputs.map((input) => ({
                id: input.value, text: heard(input.closest("label")), kind: input.type, chosen: input.checked,
            })),
            answered: all("ul.choices > li").map((item) => {
                const tag = item.querySelector("small");
                return { text: heard(item.querySelector("span")), tag: tag ? heard(tag) : "" };
            }),
            status: all(".reminder[role=status], .shared").map(heard).join(" "),
            buttons: all("button:not(.progress button)").map(heard),
            quotes: all("blockquote").map((quote) => quote.textContent.replace(/\s+/g, " ").trim()),
            links: all("a").map((link) => link.href),
            review: all(".review summary").map(heard),
            verdicts: all(".first [open] > summary").map(heard),
            focus: name,
            scroll: Math.round(scrollY),
            playing: bodies.some((body) => !body.matches(".first")),
        };
    "##
    }

    /// Whether a text stands on a line of its own.
    pub(crate) fn has_line(&self, text: &str) -> bool {
        self.lines.iter().any(|line| line == text)
    }

    /// Whether the running score is told, with these points.
    pub(crate) fn has_score(&self, points: &str) -> bool {
        let start = format!("{points} of ");
        self.lines.iter().any(|line| line.starts_with(&start) && line.ends_with(" so far"))
    }

    /// Whether there is a button with these words.
    pub(crate) fn has_button(&self, words: &str) -> bool {
        self.buttons.iter().any(|button| button == words)
    }

    /// Whether there is a heading with these words, and the focus is on it.
    pub(crate) fn is_at_heading(&self, words: &str) -> bool {
        let [result, verdict] = ["h3", "h4"].map(|name| format!("{name} {words}"));
        self.headings.iter().any(|heading| heading == words) && [result, verdict].contains(&self.focus)
    }

    /// Whether the question with this number is open.
    pub(crate) fn is_at_question(&self, number: usize) -> bool {
        self.legend.starts_with(&format!("Question {number} of "))
    }

    /// Whether the focus is on the heading of the question with this number.
    pub(crate) fn has_focus_on_question(&self, number: usize) -> bool {
        self.focus.starts_with(&format!("fieldset Question {number} of "))
    }

    /// The ids of the choices that are chosen.
    pub(crate) fn chosen(&self) -> Vec<&str> {
        self.choices.iter().filter(|choice| choice.chosen).map(|choice| choice.id.as_str()).collect()
    }
}
