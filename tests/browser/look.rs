//! How a page is looked at: light or dark, from left to right or from right to left, and how wide.

use serde::Serialize;

/// One way to look at a page.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Look {
    /// `light` or `dark`.
    pub(crate) theme: &'static str,
    /// `ltr` or `rtl`.
    pub(crate) direction: &'static str,
    /// The width of the frame that the page stands in, in pixels; in a window it means nothing.
    pub(crate) width: u32,
}

impl Look {
    /// One half of the table of both themes, both directions, a wide and a narrow page: in each half every two of
    /// these meet, so that what takes two of them to go wrong goes wrong there. States take the halves in turn.
    pub(crate) fn half(turn: usize) -> [Look; 4] {
        let themes = if turn.is_multiple_of(2) { ["light", "dark"] } else { ["dark", "light"] };
        let [one, other] = themes;
        [(one, "ltr", 1280), (other, "rtl", 1280), (other, "ltr", 320), (one, "rtl", 320)]
            .map(|(theme, direction, width)| Look { theme, direction, width })
    }

    /// A function for scripts, which takes a look and is done when it has been painted. The page and the quiz turn
    /// light or dark. No bank is written from right to left yet, so the quiz's own box is told to be, as such a bank
    /// would tell it.
    pub(crate) const TURN: &str = r#"
        const turn = ({ theme, direction, width }) => {
            document.documentElement.style.colorScheme = theme;
            document.documentElement.dir = direction;
            for (const quiz of document.querySelectorAll("news-quiz")) {
                quiz.setAttribute("theme", theme);
                for (const body of quiz.shadowRoot?.querySelectorAll(".nq") ?? []) body.dir = direction;
            }
            if (frameElement) frameElement.width = width;
            return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        };
    "#;
}
