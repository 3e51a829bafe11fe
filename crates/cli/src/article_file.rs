//! An article as its author has it, in HTML, Markdown or plain text, as a page.

use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use minijinja::{AutoEscape, Environment, Value, context};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::{fetch, limited};

/// How many characters a headline of a plain text may have.
const HEADLINE: usize = 120;

/// The page around an article that is none yet.
const PAGE: &str = include_str!("../templates/article.html");

/// How an article is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A page, which stays as it is.
    Html,
    /// Markdown.
    Markdown,
    /// Paragraphs with blank lines between them.
    Text,
}

impl Form {
    /// What a file is written in, by the end of its name, and where that says nothing, by how it begins.
    pub fn of(path: &Path, text: &str) -> Form {
        let suffix = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        match &*suffix {
            "html" | "htm" | "xhtml" => Form::Html,
            "md" | "markdown" => Form::Markdown,
            _ if text.trim_start().starts_with('<') => Form::Html,
            _ => Form::Text,
        }
    }
}

/// Reads the bytes of an article's file.
///
/// # Errors
/// It is not there, it is a folder, it cannot be read, or it holds no text.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    let name = path.display();
    ensure!(!path.is_dir(), "{name} is a folder; name the file with the article that is in it");
    let is_there =
        path.try_exists().with_context(|| format!("cannot look at {name}; see who may read it"))?;
    ensure!(
        is_there,
        "there is no file {name}; see how it is spelt, or give the address of a page, which begins with https://"
    );
    let bytes = limited::read(path, fetch::LIMIT)
        .with_context(|| format!("cannot read {name}; see who may read it"))?
        .with_context(|| {
            format!(
                "{name} has more than {} MB, which no article has; see what it is",
                fetch::LIMIT / 1_000_000
            )
        })?;
    let begins_with = |start: &[&[u8]]| start.iter().any(|start| bytes.starts_with(start));
    // Word processors write archives, and a PDF is no text either.
    if begins_with(&[b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf"]) {
        bail!(
            "{name} is a document and no text; save it from its program as HTML or as plain text, and give that"
        );
    }
    let is_utf_16 = begins_with(&[b"\xff\xfe", b"\xfe\xff"]);
    ensure!(
        is_utf_16 || !bytes.contains(&0),
        "{name} is no text; give the article as HTML, Markdown or plain text"
    );
    Ok(bytes)
}

/// The page of an article. HTML is one already.
///
/// # Errors
/// The page cannot be filled.
pub fn page(text: &str, form: Form, lang: Option<&str>) -> Result<String> {
    let events: Vec<Event<'_>> = match form {
        Form::Html => return Ok(text.to_owned()),
        Form::Markdown => Parser::new_ext(text, markdown()).collect(),
        Form::Text => text_events(text),
    };
    let title = first_heading(&events);
    let mut body = String::new();
    html::push_html(&mut body, events.into_iter());
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let body = Value::from_safe_string(body);
    environment.render_str(PAGE, context! { lang, title, body }).context("cannot make a page of the article")
}

/// What newsrooms' Markdown has beyond the common core. A head in YAML is no text of the article.
fn markdown() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
}

/// A plain text, part by part: a first short line of its own is the headline, all else are paragraphs.
fn text_events(text: &str) -> Vec<Event<'static>> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut parts = lines.split(|line| line.is_empty()).filter(|part| !part.is_empty()).peekable();
    let mut events = Vec::new();
    let mut add = |tag: Tag<'static>, end: TagEnd, text: String| {
        events.extend([Event::Start(tag), Event::Text(text.into()), Event::End(end)]);
    };
    let headline = parts.next_if(|part| matches!(part, [line] if line.chars().count() <= HEADLINE));
    if let Some(lines) = headline {
        let heading =
            Tag::Heading { level: HeadingLevel::H1, id: None, classes: Vec::new(), attrs: Vec::new() };
        add(heading, TagEnd::Heading(HeadingLevel::H1), lines.join(" "));
    }
    for lines in parts {
        add(Tag::Paragraph, TagEnd::Paragraph, lines.join("\n"));
    }
    events
}

/// The words of the first headline.
fn first_heading(events: &[Event<'_>]) -> Option<String> {
    let from_heading = events.iter().skip_while(|event| !matches!(event, Event::Start(Tag::Heading { .. })));
    let mut title = String::new();
    for event in from_heading {
        match event {
            Event::Text(text) | Event::Code(text) => title.push_str(text),
            Event::SoftBreak | Event::HardBreak => title.push(' '),
            Event::End(TagEnd::Heading(_)) => break,
            _ => {}
        }
    }
    (!title.is_empty()).then_some(title)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Form, page};

    #[track_caller]
    fn check(text: &str, form: Form, expected: &[&str]) {
        let page = page(text, form, Some("en")).unwrap();
        for part in expected {
            assert!(page.contains(part), "{part} is not in\n{page}");
        }
    }

    #[test]
    fn markdown_becomes_a_page() {
        check(
            "---\ntitle: not here\n---\n# A *new* bridge & more\n\nIt cost **40** million.\nNo less.\n\n- One\n",
            Form::Markdown,
            &[
                "<html lang=\"en\">",
                "<title>A new bridge &amp; more</title>",
                "<article>\n<h1>A <em>new</em> bridge &amp; more</h1>\n<p>It cost <strong>40</strong> million.\nNo less.</p>",
                "<li>One</li>",
            ],
        );
    }

    #[test]
    fn a_text_becomes_a_page() {
        check(
            "A new bridge\r\n\r\n\r\nIt cost <40> million,\r\n  no less.\r\n \r\n# Two\r\n",
            Form::Text,
            &["<h1>A new bridge</h1>", "<p>It cost &lt;40&gt; million,\nno less.</p>", "<p># Two</p>"],
        );
        let long = format!("{}\n\nTwo", "word ".repeat(40));
        let page = page(&long, Form::Text, None).unwrap();
        assert!(!page.contains("<h1>") && page.contains("<html>") && page.contains("<p>Two</p>"), "{page}");
    }

    #[test]
    fn what_a_file_is_written_in_is_known() {
        for (name, text, form) in [
            ("a.HTML", "", Form::Html),
            ("a.md", "<p>", Form::Markdown),
            ("a.txt", "One", Form::Text),
            ("a", "\n<!doctype html>", Form::Html),
        ] {
            assert_eq!(Form::of(Path::new(name), text), form, "{name}");
        }
    }
}
