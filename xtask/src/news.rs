//! The demonstration: the article of the bank in the page of an invented newspaper, with its quiz below it and another
//! one beside it, each put in as a newsroom would.

use anyhow::Result;
use futures::executor::block_on;
use minijinja::context;
use newsquiz_compiler::Proved;
use newsquiz_publish::address::QuizAddress;
use newsquiz_publish::csp::{self, PageKind};
use newsquiz_publish::element::{self, Position};
use newsquiz_publish::heights::Heights;
use newsquiz_publish::{Site, html, snippet};

use crate::pages::{article, fill, safe};

/// The page's name.
pub const FILE: &str = "news.html";

const TEMPLATE: &str = include_str!("../templates/news.html");

/// The page for a bank whose article stands beside it, with the quiz of another bank in the narrow column.
///
/// # Errors
/// The template names something that is not there, or a bank gives no first body.
pub fn page(main: &Proved, rail: &Proved, site: &Site<'_>) -> Result<String> {
    let (header, sections) = sections(&main.article_html);
    let position = Position { base: "", attributes: "", is_own: false, is_below: true };
    let element = block_on(element::with_first_body(&main.bank, site.element_style()?, position))?;
    let frame = frame(rail)?;
    let parts = main.bank.parts();
    let rail = rail.bank.parts();
    fill(
        FILE,
        TEMPLATE,
        |page| policy(page, &frame),
        |csp| {
            context! {
                csp,
                header => safe(header),
                sections => sections.iter().map(|section| safe(section)).collect::<Vec<_>>(),
                element => safe(&element),
                title => &*parts.article.title,
                lang => &*parts.lang,
                dir => parts.labels.direction(),
                article_href => html::address(&format!("banks/{}/{}", parts.id, parts.article.href)),
                rail => context! {
                    lang => &*rail.lang,
                    dir => rail.labels.direction(),
                    article_title => &*rail.article.title,
                    article_href => html::address(&format!("banks/{}/{}", rail.id, rail.article.href)),
                    frame => safe(&frame),
                },
            }
        },
    )
}

/// The article of a page as it is: its header, and the rest, cut before each heading, where a paper puts things between.
fn sections(page: &str) -> (&str, Vec<&str>) {
    let inner = article(page);
    const END: &str = "</header>";
    let (header, text) = inner.split_at(inner.find(END).map_or(0, |ix| ix + END.len()));
    let cuts = text.match_indices("<h2").map(|(ix, _)| ix).chain([text.len()]);
    let mut start = 0;
    let sections = cuts.filter_map(|end| text.get(std::mem::replace(&mut start, end)..end));
    (header.trim(), sections.map(str::trim).filter(|section| !section.is_empty()).collect())
}

/// The frame of a quiz as `newsquiz snippet` prints it, but for its addresses: this page works in any folder.
fn frame(proved: &Proved) -> Result<String> {
    let quiz = QuizAddress::new(&proved.bank, None)?;
    let printed = snippet::frame(&quiz, &Heights::of(&proved.bank));
    Ok(printed.replace("=\"/", "=\""))
}

/// The policy of a strict paper that puts frames of its own into its pages: it names the one style attribute, that of
/// the frame.
fn policy(page: &str, frame: &str) -> String {
    let style = frame.split_once(" style=\"").and_then(|(_, style)| style.split_once('"'));
    let style = style.map_or("", |(style, _)| style);
    format!(
        "{}; frame-src 'self'; style-src-attr 'unsafe-hashes' {}",
        csp::policy(page, PageKind::Own),
        csp::hash(style)
    )
}

#[cfg(test)]
mod tests {
    use scraper::{Html, Selector};

    use super::*;
    use crate::demonstration;
    use crate::testing::widget;

    #[test]
    fn an_article_is_cut_before_each_heading() {
        for (page, header, expected) in [
            (
                "<p>a</p><article class=b>\n<header><h1>c</h1></header>\n<p>d</p>\n<h2 id=e>f</h2><p>g</p></article><p>h",
                "<header><h1>c</h1></header>",
                &["<p>d</p>", "<h2 id=e>f</h2><p>g</p>"][..],
            ),
            ("<article><h2>a</h2></article>", "", &["<h2>a</h2>"]),
            ("<article><p>a", "", &["<p>a"]),
            ("<article></article>", "", &[]),
            ("<p>a", "", &[]),
        ] {
            assert_eq!(sections(page), (header, expected.to_vec()), "{page}");
        }
    }

    #[test]
    fn the_page_holds_both_quizzes_and_a_policy_for_exactly_this() {
        let files = demonstration::site(&widget(), demonstration::Purpose::Development).unwrap();
        let text = str::from_utf8(&files[FILE]).unwrap();
        let html = Html::parse_document(text);
        let select = |selector| html.select(&Selector::parse(selector).unwrap()).collect::<Vec<_>>();
        assert_eq!(select("h1").len(), 1);
        assert_eq!(select("article news-quiz").len(), 1);
        let frames = select(".frame > iframe");
        let frame = frames.first().unwrap().value();
        assert_eq!(frame.attr("src"), Some("banks/oficina-de-enlace/embed.html"));
        let scripts: Vec<_> = select("script").iter().map(|script| script.value().attr("src")).collect();
        assert_eq!(scripts, [Some("frame.js"), Some("embed.js")]);

        let metas = select("meta[http-equiv=Content-Security-Policy]");
        let policy = metas.first().unwrap().value().attr("content").unwrap();
        assert!(policy.starts_with(&csp::policy(text, PageKind::Own)), "{policy}");
        let attributes: Vec<_> =
            select("[style]").iter().map(|element| element.value().attr("style")).collect();
        assert_eq!(attributes.len(), 1, "{attributes:?}");
        assert!(
            policy.contains(&format!("style-src-attr 'unsafe-hashes' {}", csp::hash(attributes[0].unwrap())))
        );
    }
}
