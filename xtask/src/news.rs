//! The demonstration: the article of the bank in the page of an invented newspaper, with its quiz below it and another
//! one beside it, each put in as a newsroom would.

use std::path::Path;

use anyhow::{Context as _, Result};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use newsquiz_compiler::Compiled;

use crate::address::Quiz;
use crate::element::{self, Place, Styles};
use crate::heights::{self, Heights};
use crate::{csp, page, snippet, workspace};

/// The page's name.
pub const FILE: &str = "news.html";

/// The bank of the quiz in the narrow column, from the root of the checkout.
const RAIL: &str = "static/banks/oficina-de-enlace";

/// The page for a bank; none for a bank whose article stands elsewhere on the web.
///
/// # Errors
/// A file cannot be read, the other bank has faults, or the template names something that is not there.
pub fn page(compiled: &Compiled, styles: &Styles) -> Result<Option<String>> {
    if newsquiz_compiler::is_elsewhere(&compiled.bank.parts().article.href) {
        return Ok(None);
    }
    let read = |path: &Path| {
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
    };
    let template = read(&workspace::root().join("static").join(FILE))?;
    let article = read(&compiled.article)?;
    let rail = page::compile(&workspace::root().join(RAIL))?;
    fill(&template, compiled, &article, &rail, styles).map(Some)
}

fn fill(
    template: &str,
    compiled: &Compiled,
    article: &str,
    rail: &Compiled,
    styles: &Styles,
) -> Result<String> {
    let (header, sections) = sections(article);
    let element =
        element::with_first_body(compiled, styles, Place { base: "", attributes: "", is_own: false })?;
    let frame = frame(rail)?;
    let parts = compiled.bank.parts();
    let rail = rail.bank.parts();
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let page = |csp: String| {
        environment.render_str(
            template,
            context! {
                // Made here, or markup of the bank's own article.
                csp => Value::from_safe_string(csp),
                header => Value::from_safe_string(header.to_owned()),
                sections => sections
                    .iter()
                    .map(|&section| Value::from_safe_string(section.to_owned()))
                    .collect::<Vec<_>>(),
                element => Value::from_safe_string(element.clone()),
                title => &*parts.article.title,
                lang => &*parts.lang,
                dir => parts.labels.direction(),
                article_href => page::address(&format!("banks/{}/{}", parts.id, parts.article.href)),
                rail => context! {
                    lang => &*rail.lang,
                    dir => rail.labels.direction(),
                    article_title => &*rail.article.title,
                    article_href => page::address(&format!("banks/{}/{}", rail.id, rail.article.href)),
                    frame => Value::from_safe_string(frame.clone()),
                },
            },
        )
    };
    let filling = || format!("cannot fill {FILE}");
    let policy = policy(&page(String::new()).with_context(filling)?, &frame);
    page(policy).with_context(filling)
}

/// The article of a page as it is: its header, and the rest, cut before each heading, where a paper puts things between.
fn sections(page: &str) -> (&str, Vec<&str>) {
    let inner = page
        .split_once("<article")
        .and_then(|(_, after)| after.split_once('>'))
        .map_or("", |(_, inner)| inner.rsplit_once("</article>").map_or(inner, |(inner, _)| inner));
    const END: &str = "</header>";
    let (header, text) = inner.split_at(inner.find(END).map_or(0, |ix| ix + END.len()));
    let cuts = text.match_indices("<h2").map(|(ix, _)| ix).chain([text.len()]);
    let mut start = 0;
    let sections = cuts.filter_map(|end| text.get(std::mem::replace(&mut start, end)..end));
    (header.trim(), sections.map(str::trim).filter(|section| !section.is_empty()).collect())
}

/// The frame of a quiz as `cargo xtask snippet` prints it, but for its addresses: this page works in any folder.
fn frame(compiled: &Compiled) -> Result<String> {
    let quiz = Quiz::new(compiled, None)?;
    let printed = snippet::frame(&quiz, &Heights::new(heights::MEASURED));
    Ok(printed.replace("=\"/", "=\""))
}

/// The policy of a strict paper that puts frames of its own into its pages: it names the one style attribute, that of
/// the frame.
fn policy(page: &str, frame: &str) -> String {
    let style = frame.split_once(" style=\"").and_then(|(_, style)| style.split_once('"'));
    let style = style.map_or("", |(style, _)| style);
    format!(
        "{}; frame-src 'self'; style-src-attr 'unsafe-hashes' {}",
        csp::policy(page, csp::Kind::Own),
        csp::hash(style)
    )
}

#[cfg(test)]
mod tests {
    use scraper::{Html, Selector};

    use super::*;
    use crate::element::tests::styles;

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
    fn the_page_holds_the_article_both_quizzes_and_a_policy_for_exactly_this() {
        let compiled = page::compile(&workspace::bank(None).unwrap()).unwrap();
        let text = page(&compiled, &styles()).unwrap().unwrap();
        let article = std::fs::read_to_string(&compiled.article).unwrap();
        let read = newsquiz_compiler::Article::parse;
        assert_eq!(read(&text).paragraphs(), read(&article).paragraphs());

        let html = Html::parse_document(&text);
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
        assert!(policy.starts_with(&csp::policy(&text, csp::Kind::Own)), "{policy}");
        let attributes: Vec<_> =
            select("[style]").iter().map(|element| element.value().attr("style")).collect();
        assert_eq!(attributes.len(), 1, "{attributes:?}");
        assert!(
            policy.contains(&format!("style-src-attr 'unsafe-hashes' {}", csp::hash(attributes[0].unwrap())))
        );
    }
}
