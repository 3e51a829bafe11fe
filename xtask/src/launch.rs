//! The launch page: the demonstration's quiz in three house styles beside each other, with switches, the article to
//! correct, what to paste, and what all of it weighs.

use std::rc::Rc;

use anyhow::{Context as _, Result, ensure};
use futures::executor::block_on;
use minijinja::context;
use newsquiz_compiler::Proved;
use newsquiz_core::bank::{Bank, Question};
use newsquiz_publish::address::{BaseUrl, QuizAddress};
use newsquiz_publish::csp::{self, PageKind};
use newsquiz_publish::element::{self, Position};
use newsquiz_publish::heights::Heights;
use newsquiz_publish::{Site, html, snippet};

use crate::pages::{article, fill, safe};

/// The page's name.
pub const FILE: &str = "launch.html";

/// Where the snippet on the page has the quiz from: a site that nobody has (RFC 2606).
const BASE_URL: &str = "https://news.example/quiz";

/// A paper whose page shows the quiz, and what its style sheet says of colours and faces. It names both lights.
struct Paper {
    file: &'static str,
    name: &'static str,
    house: &'static str,
}

const PAPERS: [Paper; 3] = [
    Paper {
        file: "launch/morning.html",
        name: "Morning Line",
        house: ":root { color-scheme: light; --page: light-dark(#fff, #121212); --ink: light-dark(#161616, #f2f2f2); \
                --accent: light-dark(#c70000, #ff9a8f); --face: system-ui, sans-serif; }",
    },
    Paper {
        file: "launch/courier.html",
        name: "Quillhaven Courier",
        house: ":root { color-scheme: light; --page: light-dark(#fdf6e3, #231f18); --ink: light-dark(#2b2722, #efe6d5); \
                --accent: light-dark(#8b1a1a, #e9aa9c); --face: Georgia, serif; }",
    },
    Paper {
        file: "launch/nightjar.html",
        name: "The Nightjar",
        house: ":root { color-scheme: dark; --page: light-dark(#eaf1fb, #0b1f3a); --ink: light-dark(#0b1f3a, #e8eef7); \
                --accent: light-dark(#0b5cad, #ffb000); --face: system-ui, sans-serif; }",
    },
];

/// The page and those in its frames, by their paths, for a bank whose article stands beside it.
///
/// # Errors
/// A template names something that is not there, the bank gives no first body, or its first question's words are not found
/// in the article's markup as they are.
pub fn pages(proved: &Proved, site: &Site<'_>) -> Result<Vec<(&'static str, String)>> {
    let mut pages = vec![(FILE, page(proved, site)?)];
    for paper in &PAPERS {
        pages.push((paper.file, paper_page(paper, proved, site)?));
    }
    Ok(pages)
}

/// The page itself.
fn page(proved: &Proved, site: &Site<'_>) -> Result<String> {
    let position = Position { base: "", attributes: " article=\"#story\"", is_own: false, is_below: true };
    let element = block_on(element::with_first_body(&proved.bank, site.element_style()?, position))?;
    let quiz = QuizAddress::new(&proved.bank, Some(&BaseUrl::parse(BASE_URL)?))?;
    let first = first_question(&proved.bank)?;
    let story = with_evidence(article(&proved.article_html), &first.evidence.exact)?;
    let parts = proved.bank.parts();
    let papers = PAPERS.iter().map(|Paper { file, name, .. }| context! { file => *file, name => *name });
    let policy = |page: &str| csp::policy(page, PageKind::Own) + "; frame-src 'self'";
    fill(FILE, include_str!("../templates/launch/page.html"), policy, |csp| {
        context! {
            csp,
            style => safe(include_str!("../templates/launch/page.css")),
            script => safe(include_str!("../templates/launch/page.js")),
            papers => papers.clone().collect::<Vec<_>>(),
            lang => &*parts.lang,
            dir => parts.labels.direction(),
            story => safe(&story),
            element => safe(&element),
            snippet => snippet::element(&quiz, &Heights::of(&proved.bank)),
            sheet => html::address(&format!("banks/{}/review.html", parts.id)),
        }
    })
}

/// The page of a paper.
fn paper_page(paper: &Paper, proved: &Proved, site: &Site<'_>) -> Result<String> {
    let position = Position { base: "../", attributes: "", is_own: false, is_below: false };
    let element = block_on(element::with_first_body(&proved.bank, site.element_style()?, position))?;
    let parts = proved.bank.parts();
    let policy = |page: &str| csp::policy(page, PageKind::Own);
    fill(paper.file, include_str!("../templates/launch/paper.html"), policy, |csp| {
        context! {
            csp,
            style => safe(include_str!("../templates/launch/paper.css")),
            house => safe(paper.house),
            name => paper.name,
            title => &*parts.article.title,
            lang => &*parts.lang,
            dir => parts.labels.direction(),
            article_href => html::address(&format!("banks/{}/{}", parts.id, parts.article.href)),
            element => safe(&element),
        }
    })
}

/// The question that the bank's own draw begins with.
fn first_question(bank: &Bank) -> Result<Rc<Question>> {
    let first = bank.draw().items.first().and_then(|item| bank.question(item.question));
    first.cloned().context("the bank's draw has no question")
}

/// The article with a place of its own for these words, which a visitor may change.
fn with_evidence(article: &str, exact: &str) -> Result<String> {
    ensure!(article.matches(exact).count() == 1, "“{exact}” does not stand once in the article's markup");
    let mark = format!("<mark id=\"evidence\">{exact}</mark>");
    Ok(article.replacen(exact, &mark, 1))
}

#[cfg(test)]
mod tests {
    use scraper::{Html, Selector};

    use super::*;
    use crate::demonstration;
    use crate::testing::widget;

    #[test]
    fn the_words_that_a_visitor_may_change_stand_once() {
        assert_eq!(
            with_evidence("<p>One two three.</p>", "two").unwrap(),
            "<p>One <mark id=\"evidence\">two</mark> three.</p>"
        );
        for article in ["<p>One three.</p>", "<p>two two</p>", "<p>t<b>wo</b></p>"] {
            assert!(with_evidence(article, "two").is_err(), "{article}");
        }
    }

    #[test]
    fn each_page_has_a_policy_for_exactly_what_stands_in_it() {
        let files = demonstration::site(&widget(), demonstration::Purpose::Development).unwrap();
        for file in [FILE, PAPERS[0].file, PAPERS[1].file, PAPERS[2].file] {
            let text = str::from_utf8(&files[file]).unwrap();
            let html = Html::parse_document(text);
            let selector = Selector::parse("meta[http-equiv=Content-Security-Policy]").unwrap();
            let policy = html.select(&selector).next().unwrap().value().attr("content").unwrap();
            assert!(policy.starts_with(&csp::policy(text, PageKind::Own)), "{file}: {policy}");
            assert_eq!(policy.ends_with("; frame-src 'self'"), file == FILE, "{file}: {policy}");
        }
    }

    #[test]
    fn the_page_holds_frames_for_all_papers() {
        let files = demonstration::site(&widget(), demonstration::Purpose::Development).unwrap();
        let text = str::from_utf8(&files[FILE]).unwrap();
        let html = Html::parse_document(text);
        let frames = Selector::parse("iframe").unwrap();
        let frames: Vec<_> = html.select(&frames).filter_map(|frame| frame.value().attr("src")).collect();
        assert_eq!(frames, PAPERS.map(|paper| paper.file));
        assert!(frames.iter().all(|file| files.contains_key(*file)));
    }
}
