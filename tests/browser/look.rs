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
    /// The table: both themes, both directions, a wide and a narrow page. Those of one width stand together, so that
    /// little changes from one to the next.
    pub(crate) fn all() -> impl Iterator<Item = Look> {
        let places =
            [1280, 320].into_iter().flat_map(|width| ["ltr", "rtl"].map(|direction| (width, direction)));
        places.flat_map(|(width, direction)| ["light", "dark"].map(|theme| Look { theme, direction, width }))
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
