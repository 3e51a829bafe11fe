//! Writes a bank in its one form, in the notation that it has or in another one.

use crate::{
    Report, TextFile,
    canonical::{canonical, compact, pretty},
    ids, markdown,
    notation::{Notation, Reading},
    problem::SourceFault,
    tree::{Node, Value},
};

/// A bank as it is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formatted {
    /// The text of its file.
    pub text: String,
    /// How many ids were made and are written down in it, since the author had written none.
    pub made_ids: usize,
}

/// A bank in its one form: fields in the order of the format, and one way to write each thing. It may have problems, as
/// long as it can be read. Ids that are not there yet are written down.
///
/// # Errors
/// It cannot be read, or it has comments, or something else of it cannot be written in that notation without loss.
pub fn format(bank: &TextFile, to: Notation) -> Result<Formatted, Report> {
    let (tree, made_ids) = tree(bank)?;
    ensure_no_comment(bank)?;
    let written = match to {
        Notation::Json => pretty(&tree),
        Notation::Markdown if matches!(tree.value, Value::Object(_)) => markdown::write(&tree),
        Notation::Markdown => {
            let fault = SourceFault::unreadable(
                "the bank is no group of fields",
                "begin it with { and end it with }",
            );
            return Err(Report::of_file(&bank.name, &fault));
        }
    };
    // Nothing is lost: what cannot be read back as it was is not given out.
    let again = to.parse(&written).map(|again| canonical(&again));
    if again.is_ok_and(|again| compact(&again) == compact(&tree)) {
        return Ok(Formatted { text: written, made_ids });
    }
    let fault = SourceFault::unreadable(
        "something in the bank has no form in Markdown",
        "correct its problems first, which `newsquiz check` tells, or leave it in JSON",
    );
    Err(Report::of_file(&bank.name, &fault))
}

/// Makes sure that no comment of an author goes lost, which is in no tree.
fn ensure_no_comment(bank: &TextFile) -> Result<(), Report> {
    let text = bank.text()?;
    if Notation::of(&bank.name) == Notation::Json {
        return Ok(());
    }
    let Some(span) = markdown::comment(text) else {
        return Ok(());
    };
    let fault = SourceFault::unreadable(
        "this comment would be lost",
        "delete it, to its end, before the bank is written anew",
    );
    Err(Report::of_text(&bank.name, text, &fault, Some(&span)))
}

/// Whether two files say the same bank, whatever notation they are in.
///
/// # Errors
/// One of them cannot be read.
pub fn says_the_same(one: &TextFile, other: &TextFile) -> Result<bool, Report> {
    Ok(compact(&tree(one)?.0) == compact(&tree(other)?.0))
}

/// What a file says, in the one order and with all ids, and how many of them were made.
fn tree(bank: &TextFile) -> Result<(Node, usize), Report> {
    let text = bank.text()?;
    let Reading { mut tree, faults, .. } = Notation::of(&bank.name).read(text).map_err(|error| {
        Report::of_text(&bank.name, text, &SourceFault::not_read_on(&error), Some(&error.span))
    })?;
    if !faults.is_empty() {
        let told = faults
            .iter()
            .map(|error| Report::of_text(&bank.name, text, &SourceFault::not_read(error), Some(&error.span)));
        return Err(told.fold(Report::default(), |report, next| report.and(Some(next))));
    }
    let made_ids = ids::fill(&mut tree);
    Ok((canonical(&tree), made_ids))
}

#[cfg(test)]
mod tests {
    use super::{format, says_the_same};
    use crate::{Notation, TextFile};

    fn file(name: &str, text: &str) -> TextFile {
        TextFile::new(name, Ok(text.as_bytes().to_vec()))
    }

    #[test]
    fn ids_are_written_down_once() {
        let json = file(
            "bank.json",
            r#"{ "questions": [{ "stem": "Who paid?", "choices": [{ "text": "The town" }] }] }"#,
        );
        let once = format(&json, Notation::Markdown).unwrap();
        assert_eq!(once.text, "---\n---\n\n## Who paid? {#who-paid}\n\n- [ ] The town {#the-town}\n");
        let markdown = file("bank.md", &once.text);
        assert!(once.made_ids == 2 && says_the_same(&json, &markdown).unwrap());
        let twice = format(&markdown, Notation::Markdown).unwrap();
        assert_eq!((twice.text, twice.made_ids), (once.text, 0));
    }

    #[test]
    fn a_comment_is_not_lost() {
        for (text, expected) in [
            ("---\n# Ours\nid: a\n---\n", Some("bank.md:2:1: this comment would be lost")),
            ("---\nid: ü # Ours\n---\n", Some("bank.md:2:7: this comment would be lost")),
            ("---\nid: a\ndraw: {} # Ours\n---\n", Some("bank.md:3:10: this comment would be lost")),
            ("---\nid: a\n---\n\n<!-- Ours -->\n\n## Q\n", Some("bank.md:5:1: this comment would be lost")),
            ("---\nid: a#b\ntitle: \"a # b\"\n---\n## Q\n", None),
            ("---\nid: a\n---\n<!-- newsquiz new: write below -->\n\n## Q\n", None),
            (
                "---\nid: a\n---\n<!-- newsquiz new: write below -->\n\n## Q\n\n<!-- Ours -->\n",
                Some("bank.md:8:1: this comment would be lost"),
            ),
        ] {
            let told = format(&file("bank.md", text), Notation::Json).err().map(|report| report.to_string());
            match (told, expected) {
                (Some(told), Some(expected)) => assert!(told.starts_with(expected), "{text}: {told}"),
                (told, expected) => assert_eq!(told.as_deref(), expected, "{text}"),
            }
        }
    }

    #[test]
    fn what_markdown_has_no_form_for_is_refused() {
        for (text, expected) in [
            ("[]", "the bank is no group of fields; begin it with {"),
            (
                r#"{ "questions": [{ "status": "withdrawn" }] }"#,
                "has no form in Markdown; correct its problems first",
            ),
            ("{", "close it with }"),
        ] {
            let report = format(&file("bank.json", text), Notation::Markdown).unwrap_err().to_string();
            assert!(report.contains(expected), "{text}: {report}");
        }
    }
}
