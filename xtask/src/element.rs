//! The element with its first body, as text: what `index.html` and every include file hold.

use anyhow::{Context as _, Result, ensure};
use futures::executor::block_on;
use newsquiz_compiler::Compiled;

use crate::address::Quiz;
use crate::css;
use crate::snippet::escape;

/// The most that the style inside of the first body may weigh, in bytes as they are: it stands in every page.
const STYLE_BUDGET: usize = 2_000;

/// The style sheets of the quiz.
#[derive(Debug)]
pub struct Styles {
    /// What the first question needs.
    pub first: String,
    /// All of it: the program, which may come without a first body, needs both.
    pub all: String,
}

impl Styles {
    /// Takes both sheets as they are written; a release build makes them small.
    ///
    /// # Errors
    /// One is no style sheet, or what stands in every page is over its budget.
    pub fn new(first: &str, rest: &str, is_release: bool) -> Result<Styles> {
        let all = format!("{first}{rest}");
        if !is_release {
            return Ok(Styles { first: first.to_owned(), all });
        }
        let small = Styles {
            first: css::minify(first).context("static/first.css")?,
            all: css::minify(&all).context("static/quiz.css")?,
        };
        ensure!(
            small.first.len() <= STYLE_BUDGET,
            "static/first.css weighs {} bytes in each page, budget {STYLE_BUDGET}; move what moves nothing to quiz.css",
            small.first.len()
        );
        Ok(small)
    }
}

/// Where an element leads to.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The address of the built folder, with its last slash; empty for pages that stand in it.
    pub base: &'a str,
    /// Further attributes, each with a space before it.
    pub attributes: &'a str,
    /// Whether this is the quiz's own page, where the link to it would lead nowhere: there is one to the article.
    pub is_own: bool,
}

/// The element of a bank, with the first body in a declarative shadow root. What drops the root (feeds, sanitizers, old
/// browsers) leaves a link to the quiz.
///
/// # Errors
/// The bank gives no first body.
pub fn with_first_body(compiled: &Compiled, styles: &Styles, place: Place<'_>) -> Result<String> {
    let parts = compiled.bank.parts();
    let folder = format!("{}banks/{}/", place.base, parts.id);
    let body = block_on(newsquiz::first_body::render(compiled.bytes.clone(), folder));
    ensure!(!body.is_empty(), "{} gives no first body", parts.id);
    let quiz = Quiz::new(compiled, None)?;
    let (href, words) = if place.is_own {
        (&*parts.article.href, &*parts.article.title)
    } else {
        (&*format!("{}{}", place.base, quiz.page()), &*quiz.invitation)
    };
    Ok(format!(
        // The link comes last: it holds back what comes after it, and what it brings is not to arrive in the middle of a
        // reader's first answer.
        "<news-quiz src=\"{base}{}\"{}><template shadowrootmode=\"open\"><style>{}</style>{body}\
         <link rel=\"stylesheet\" href=\"{base}quiz.css\"></template><a href=\"{}\">{}</a></news-quiz>",
        quiz.folder(),
        place.attributes,
        styles.first,
        escape(href),
        escape(words),
        base = escape(place.base),
    ))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{page, workspace};

    /// Sheets that are easily told from each other.
    pub(crate) fn styles() -> Styles {
        Styles { first: "a{}".to_owned(), all: "a{}b{}".to_owned() }
    }

    #[test]
    fn the_style_that_stands_in_every_page_is_within_its_budget() {
        let read = |name| std::fs::read_to_string(workspace::root().join("static").join(name)).unwrap();
        let styles = Styles::new(&read("first.css"), &read("quiz.css"), true).unwrap();
        assert!(styles.all.starts_with(&styles.first[..20]) && styles.first.len() < styles.all.len());
        let error =
            Styles::new(&format!("a{{color:red;--x:\"{}\"}}", "x".repeat(2_000)), "", true).unwrap_err();
        assert!(error.to_string().contains("budget 2000"), "{error}");
    }

    #[test]
    fn the_questions_stand_before_the_link_to_the_style_sheet() {
        let compiled = page::compile(&workspace::bank(None).unwrap()).unwrap();
        let place = Place { base: "https://example.org/?a=\"&", attributes: " eager", is_own: false };
        let element = with_first_body(&compiled, &styles(), place).unwrap();
        let base = "https://example.org/?a=&quot;&amp;";
        let start = format!(
            "<news-quiz src=\"{base}banks/liaison-office/\" eager><template shadowrootmode=\"open\"><style>a{{}}</style>"
        );
        assert!(element.starts_with(&start), "{}", &element[..300]);
        let (before, after) = element.split_once("<link ").unwrap();
        assert_eq!(before.matches("<legend>").count(), compiled.bank.draw_len());
        assert!(after.starts_with(&format!("rel=\"stylesheet\" href=\"{base}quiz.css\"></template>")));
        let link = format!("<a href=\"{base}banks/liaison-office/embed.html\">Take the quiz: ");
        assert!(element.contains(&link) && element.ends_with("</a></news-quiz>"));
        assert!(!element.contains("<script"));
    }
}
