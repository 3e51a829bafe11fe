//! The notations that a bank may be written in. All are read into one tree.

use core::ops::Range;

use crate::{json, markdown, tree::Node};

/// How a bank is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// `bank.md`.
    Markdown,
    /// `bank.json`.
    Json,
}

impl Notation {
    /// The notation of a file with this name.
    pub fn of(name: &str) -> Notation {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending).unwrap_or_default();
        if ending.eq_ignore_ascii_case(Notation::Markdown.ending()) {
            return Notation::Markdown;
        }
        Notation::Json
    }

    /// What the names of its files end in, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Notation::Markdown => "md",
            Notation::Json => "json",
        }
    }

    /// The value of a text.
    ///
    /// # Errors
    /// The text is not written as the notation has it.
    pub(crate) fn parse(self, text: &str) -> Result<Node, NotRead> {
        match self {
            Notation::Markdown => markdown::parse(text),
            Notation::Json => json::parse(text),
        }
    }
}

/// What of a text is not written as its notation has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NotRead {
    /// Where it goes wrong, in bytes.
    pub(crate) span: Range<usize>,
    /// What is wrong.
    pub(crate) fault: String,
    /// What to do about it.
    pub(crate) remedy: &'static str,
}

impl NotRead {
    /// Something wrong at its place.
    pub(crate) fn at(span: Range<usize>, fault: impl Into<String>, remedy: &'static str) -> NotRead {
        NotRead { span, fault: fault.into(), remedy }
    }
}

#[cfg(test)]
mod tests {
    use super::Notation;

    #[test]
    fn a_file_s_name_tells_its_notation() {
        for (name, expected) in [
            ("week-9/bank.md", Notation::Markdown),
            ("BANK.MD", Notation::Markdown),
            ("bank.json", Notation::Json),
            ("bank", Notation::Json),
            ("md", Notation::Json),
        ] {
            assert_eq!(Notation::of(name), expected, "{name}");
        }
    }
}
