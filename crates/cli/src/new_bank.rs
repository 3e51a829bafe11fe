//! The files that a new bank begins with, as texts.

use anyhow::Result;
use newsquiz_compiler::Article;
use newsquiz_core::block::{Block, BlockKind};

/// An example, which is no question yet, and what to do with it.
const EXAMPLE: &str = include_str!("../templates/example.md");

/// What a bank says of itself and of its article.
pub(crate) struct Head<'a> {
    pub(crate) id: &'a str,
    pub(crate) lang: &'a str,
    /// The article's headline. The quiz has it too, until its author finds another one: no word is made up.
    pub(crate) title: &'a str,
    pub(crate) href: &'a str,
    pub(crate) byline: Option<&'a str>,
}

/// A bank without questions.
///
/// # Errors
/// A text cannot be written.
pub(crate) fn bank(head: &Head<'_>) -> Result<String> {
    let mut lines = vec![
        "---".to_owned(),
        "format: 1".to_owned(),
        format!("id: {}", quoted(head.id)?),
        format!("lang: {}", quoted(head.lang)?),
        format!("title: {}", quoted(head.title)?),
        "article:".to_owned(),
        format!("  title: {}", quoted(head.title)?),
        format!("  href: {}", quoted(head.href)?),
    ];
    if let Some(byline) = head.byline {
        lines.push(format!("  byline: {}", quoted(byline)?));
    }
    lines.push("---".to_owned());
    Ok(format!("{}\n\n{EXAMPLE}", lines.join("\n")))
}

/// A text as YAML writes it in double quotation marks. JSON's form is one of those.
fn quoted(text: &str) -> Result<String> {
    Ok(serde_json::to_string(text)?)
}

/// The texts of an article that quotes may stand in, each with what it is.
pub(crate) fn paragraphs(article: &Article) -> String {
    let mut parts = vec![
        "The text of article.html as the proof reads it and counts its paragraphs. Copy quotes from here.\n\
         This list is for you alone: no reader gets it, and it may be deleted."
            .to_owned(),
    ];
    parts.extend(article.whereabouts().map(|place| format!("It is the text of {place}.")));
    for (block, text) in article.blocks() {
        let text = if text.is_empty() { "(no words; it counts all the same)" } else { text };
        parts.push(format!("[{}]\n{text}", name(block)));
    }
    parts.join("\n\n") + "\n"
}

/// What a text is, in the words of the bank. Paragraphs alone are named by number.
fn name(block: Block) -> String {
    match block.kind() {
        BlockKind::Paragraph => format!("paragraph {}", block.number()),
        BlockKind::Headline => "headline".to_owned(),
        BlockKind::Caption => "caption".to_owned(),
        BlockKind::ListItem => "item of a list".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use newsquiz_compiler::Article;

    use super::{Head, bank, paragraphs};

    #[test]
    fn whatever_an_article_says_of_itself_stays_one_text() {
        let title = "A \"new\" bridge: 40\\m # --- {x} 'y'";
        let head = Head { id: "a", lang: "no", title, href: "article.html", byline: None };
        let bank = bank(&head).unwrap();
        assert!(bank.starts_with("---\nformat: 1\nid: \"a\"\nlang: \"no\"\n"), "{bank}");
        assert!(bank.contains("\ntitle: \"A \\\"new\\\" bridge: 40\\\\m # --- {x} 'y'\"\n"), "{bank}");
        assert!(!bank.contains("byline:"), "{bank}");
    }

    #[test]
    fn all_that_a_quote_may_stand_in_is_listed() {
        let article = Article::parse(
            "<article><h1>Head</h1><p>One.<p><img src=a><p>Two.<figure><figcaption>A bridge</figure><ul><li>Item</ul>",
        );
        let list = paragraphs(&article);
        let (_, list) = list.split_once("\n\n").unwrap();
        assert_eq!(
            list,
            "[headline]\nHead\n\n[paragraph 1]\nOne.\n\n[paragraph 2]\n(no words; it counts all the same)\n\n\
             [paragraph 3]\nTwo.\n\n[caption]\nA bridge\n\n[item of a list]\nItem\n"
        );
    }
}
