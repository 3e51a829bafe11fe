//! The documents that come with the command: those for who makes quizzes and publishes them.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};

use crate::workspace;

/// Their names, in the folder `docs`.
const NAMES: [&str; 5] = ["embedding.md", "hosting.md", "policies.md", "start.md", "writing.md"];

/// The documents by their names. What they link to that does not come along is words there, and no link.
///
/// # Errors
/// One cannot be read.
pub(super) fn documents() -> Result<BTreeMap<String, String>> {
    let folder = workspace::root().join("docs");
    let mut documents = BTreeMap::new();
    for name in NAMES {
        let path = folder.join(name);
        let text =
            std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        documents.insert(name.to_owned(), without_links_out(&text));
    }
    Ok(documents)
}

/// Whether what a link leads to is there: on the web, in the same document, or in another of them.
fn is_there(target: &str) -> bool {
    let file = target.split('#').next().unwrap_or_default();
    file.is_empty() || target.contains("://") || NAMES.contains(&file)
}

/// A text in Markdown, with the words of a link in the place of each that leads nowhere.
fn without_links_out(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("](") {
        let target = behind.split_once(')');
        let start =
            before.rfind('[').filter(|start| !before.get(*start..).unwrap_or_default().contains('\n'));
        match (start, target) {
            (Some(start), Some((target, behind))) if !is_there(target) => {
                kept.push_str(before.get(..start).unwrap_or_default());
                kept.push_str(before.get(start + 1..).unwrap_or_default());
                rest = behind;
            }
            _ => {
                kept.push_str(before);
                kept.push_str("](");
                rest = behind;
            }
        }
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::{documents, is_there, without_links_out};

    #[test]
    fn a_link_that_leads_nowhere_becomes_its_words() {
        for (text, expected) in [
            ("see [writing.md](writing.md#draws).", "see [writing.md](writing.md#draws)."),
            ("see [the words](../locales) and [Draws](#draws)", "see the words and [Draws](#draws)"),
            ("[x](adr/0001-x.md), [y](../README.md#z)", "x, y"),
            ("[site](https://x.example/)", "[site](https://x.example/)"),
            ("an open ](", "an open ]("),
        ] {
            assert_eq!(without_links_out(text), expected, "{text}");
        }
    }

    #[test]
    fn no_link_of_the_documents_leads_nowhere() {
        for (name, text) in documents().unwrap() {
            for (_, behind) in
                text.match_indices("](").filter_map(|(at, mark)| Some((at, text.get(at + mark.len()..)?)))
            {
                let target = behind.split(')').next().unwrap_or_default();
                assert!(is_there(target), "{name}: {target}");
            }
        }
    }
}
