//! What a page says about itself: its headline, address, language and author. It knows nothing of paragraphs or questions.

use std::sync::LazyLock;

use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

/// What a page says about itself. Texts have single spaces, and are not empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageHead {
    /// The headline.
    pub title: Option<String>,
    /// Whether it is the one for links to the page, which has nothing else in it. Elements may have.
    pub has_shared_title: bool,
    /// The page's own address, as it is written there: it may be relative.
    pub canonical: Option<String>,
    /// Another address that it calls its own, as pages do that were taken over from another site.
    pub other_address: Option<String>,
    /// The language, as `en` or `es-MX`.
    pub lang: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// What it is about, in a sentence.
    pub description: Option<String>,
    /// The encoding that it says it is in.
    pub charset: Option<String>,
    /// Whether it says that not everybody may read all of it.
    pub is_restricted: bool,
}

/// Where a page says something, the best place first: a selector, and the attribute that has it. Without an attribute it
/// is in the element's text.
type Place = (Selector, Option<&'static str>);

struct Places {
    shared_title: Vec<Place>,
    title: Vec<Place>,
    canonical: Vec<Place>,
    lang: Vec<Place>,
    author: Vec<Place>,
    author_in_text: Vec<Place>,
    description: Vec<Place>,
    charset: Vec<Place>,
    content_type: Vec<Place>,
    linked_data: Selector,
}

#[expect(clippy::expect_used, reason = "they are ours, and every test reads them")]
static PLACES: LazyLock<Places> = LazyLock::new(|| {
    let parse = |selector: &str| Selector::parse(selector).expect("a selector");
    let places = |list: &[(&str, Option<&'static str>)]| {
        list.iter().map(|(selector, from)| (parse(selector), *from)).collect()
    };
    Places {
        shared_title: places(&[("meta[property='og:title']", Some("content"))]),
        title: places(&[("article h1", None), ("h1", None), ("head title", None)]),
        canonical: places(&[
            ("link[rel~=canonical]", Some("href")),
            ("meta[property='og:url']", Some("content")),
        ]),
        lang: places(&[("html", Some("lang"))]),
        author: places(&[
            ("meta[name=author]", Some("content")),
            ("meta[property='article:author']", Some("content")),
        ]),
        author_in_text: places(&[("article .byline", None), ("[rel~=author]", None), (".byline", None)]),
        description: places(&[
            ("meta[name=description]", Some("content")),
            ("meta[property='og:description']", Some("content")),
        ]),
        charset: places(&[("meta[charset]", Some("charset"))]),
        content_type: places(&[("meta[http-equiv=content-type i]", Some("content"))]),
        linked_data: parse("script[type='application/ld+json']"),
    }
});

impl PageHead {
    /// Reads what a page says about itself. Nothing is required.
    pub fn parse(html: &str) -> PageHead {
        let page = Html::parse_document(html);
        let places = &*PLACES;
        let data = linked_data(&page);
        // Some pages name the author by an address, which is no name.
        let author = all_of(&page, &places.author).find(|name| !name.contains("://"));
        let mut addresses = all_of(&page, &places.canonical);
        let canonical = addresses.next();
        let other_address = addresses.find(|other| Some(other) != canonical.as_ref());
        let shared_title = all_of(&page, &places.shared_title).next();
        PageHead {
            has_shared_title: shared_title.is_some(),
            title: shared_title.or_else(|| all_of(&page, &places.title).next()),
            canonical,
            other_address,
            lang: all_of(&page, &places.lang).next(),
            byline: author
                .or_else(|| data.iter().find_map(author_of))
                .or_else(|| all_of(&page, &places.author_in_text).next()),
            description: all_of(&page, &places.description).next(),
            charset: all_of(&page, &places.charset).next().or_else(|| {
                let content_type = all_of(&page, &places.content_type).next()?;
                let (_, charset) = content_type.split_once("charset=")?;
                Some(charset.trim().to_owned())
            }),
            is_restricted: data.iter().any(is_restricted),
        }
    }
}

/// What stands in some places of a page, where it is not empty.
fn all_of<'a>(page: &'a Html, places: &'a [Place]) -> impl Iterator<Item = String> + 'a {
    places.iter().flat_map(move |(selector, attribute)| {
        page.select(selector).filter_map(move |element| tidy(&text_of(element, *attribute)))
    })
}

fn text_of(element: ElementRef<'_>, attribute: Option<&str>) -> String {
    match attribute {
        Some(name) => element.attr(name).unwrap_or_default().to_owned(),
        None => element.text().collect(),
    }
}

fn tidy(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// The things that a page describes for machines (JSON-LD), those in lists and graphs too. What is no JSON is left out.
fn linked_data(page: &Html) -> Vec<Value> {
    let mut things = Vec::new();
    for script in page.select(&PLACES.linked_data) {
        if let Ok(value) = serde_json::from_str(&script.text().collect::<String>()) {
            unfold(value, &mut things);
        }
    }
    things
}

fn unfold(value: Value, things: &mut Vec<Value>) {
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| unfold(value, things)),
        Value::Object(mut thing) => {
            if let Some(graph) = thing.remove("@graph") {
                unfold(graph, things);
            }
            things.push(Value::Object(thing));
        }
        _ => {}
    }
}

/// The authors of a thing, one after the other.
fn author_of(thing: &Value) -> Option<String> {
    let names: Vec<String> = match thing.get("author")? {
        Value::Array(authors) => authors.iter().filter_map(name_of).collect(),
        author => name_of(author).into_iter().collect(),
    };
    tidy(&names.join(", "))
}

fn name_of(author: &Value) -> Option<String> {
    let name = author.get("name").unwrap_or(author).as_str()?;
    tidy(name).filter(|name| !name.contains("://"))
}

/// Whether a thing is not free to read. Some pages write the word, and some the value.
fn is_restricted(thing: &Value) -> bool {
    match thing.get("isAccessibleForFree") {
        Some(Value::Bool(is_free)) => !is_free,
        Some(Value::String(is_free)) => is_free.eq_ignore_ascii_case("false"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::PageHead;

    #[test]
    fn the_best_place_for_a_headline_comes_first() {
        for (html, title) in [
            ("<meta property=og:title content='A &amp; B'><title>C</title><h1>D</h1>", Some("A & B")),
            ("<meta property=og:title content=' '><title>C</title><h1>D\n <b>E</b></h1>", Some("D E")),
            ("<title>C</title><h1>Site</h1><article><h1>D</h1></article>", Some("D")),
            ("<title>C</title><svg><title>Logo</title></svg>", Some("C")),
            ("<svg><title>Logo</title></svg>", None),
        ] {
            assert_eq!(PageHead::parse(html).title.as_deref(), title, "{html}");
        }
    }

    #[test]
    fn an_author_is_a_name_and_never_an_address() {
        let data = |json: &str| format!("<script type=application/ld+json>{json}</script>");
        for (html, byline) in [
            ("<meta name=author content='Ada Li'><p class=byline>By us</p>".to_owned(), Some("Ada Li")),
            ("<meta property=article:author content=https://f.example/ada>".to_owned(), None),
            (data(r#"{"@type":"NewsArticle","author":{"name":"Ada Li"}}"#), Some("Ada Li")),
            (data(r#"[{"author":[{"name":"Ada Li"},"Bo"]}]"#), Some("Ada Li, Bo")),
            (data(r#"{"@graph":[{"@type":"WebSite"},{"author":"Ada Li"}]}"#), Some("Ada Li")),
            (data(r#"{"author":{"@id":"/ada"}}"#) + "<a rel='nofollow author'>Ada</a>", Some("Ada")),
            (data("{ broken") + "<p class=byline>By us</p>", Some("By us")),
            ("<article><p class=byline>By me</article>".to_owned(), Some("By me")),
        ] {
            assert_eq!(PageHead::parse(&html).byline.as_deref(), byline, "{html}");
        }
    }

    #[test]
    fn address_language_and_encoding_are_found() {
        let head = PageHead::parse(
            "<html lang=es-MX><meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'>
             <meta property=og:url content=https://a.example/og><link rel=canonical href=/story>
             <meta name=description content='On a bridge'>",
        );
        assert_eq!(head.canonical.as_deref(), Some("/story"));
        assert_eq!(head.lang.as_deref(), Some("es-MX"));
        assert_eq!(head.charset.as_deref(), Some("iso-8859-1"));
        assert_eq!(head.description.as_deref(), Some("On a bridge"));
        assert_eq!(PageHead::parse("<meta charset=utf-8>").charset.as_deref(), Some("utf-8"));
        assert_eq!(PageHead::parse(""), PageHead::default());
    }

    #[test]
    fn a_page_may_say_that_it_is_not_free_to_read() {
        for (value, is_restricted) in
            [("false", true), ("\"False\"", true), ("true", false), ("\"True\"", false)]
        {
            let html =
                format!("<script type='application/ld+json'>{{\"isAccessibleForFree\":{value}}}</script>");
            assert_eq!(PageHead::parse(&html).is_restricted, is_restricted, "{value}");
        }
    }
}
