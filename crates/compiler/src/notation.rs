//! The notations that a bank may be written in. All are read into one tree.

use core::ops::Range;

use newsquiz_core::problem::Place;

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

    /// What can be understood of a text, and all that cannot.
    ///
    /// # Errors
    /// The text has a fault behind which nothing of it can be understood.
    pub(crate) fn read(self, text: &str) -> Result<Reading, NotRead> {
        match self {
            Notation::Markdown => markdown::read(text),
            Notation::Json => {
                let read = |tree| Reading { tree, has_head: true, faults: Vec::new(), hidden: Vec::new() };
                json::parse(text).map(read)
            }
        }
    }

    /// The value of a text.
    ///
    /// # Errors
    /// All that is not written as the notation has it.
    pub(crate) fn parse(self, text: &str) -> Result<Node, Vec<NotRead>> {
        let Reading { tree, faults, .. } = self.read(text).map_err(|fault| vec![fault])?;
        if faults.is_empty() { Ok(tree) } else { Err(faults) }
    }
}

/// What was understood of a text, and what was not.
#[derive(Debug)]
pub(crate) struct Reading {
    /// The bank, without what could not be understood.
    pub(crate) tree: Node,
    /// Whether the fields of the bank itself could be understood.
    pub(crate) has_head: bool,
    /// All that could not be understood, in the order of the text.
    pub(crate) faults: Vec<NotRead>,
    /// Where comments stand that have a question in them, which nobody is asked.
    pub(crate) hidden: Vec<Range<usize>>,
}

/// What of a text is not written as its notation has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NotRead {
    /// What of the bank it is in.
    pub(crate) place: Place,
    /// Where it goes wrong, in bytes.
    pub(crate) span: Range<usize>,
    /// What is wrong.
    pub(crate) fault: String,
    /// What to do about it.
    pub(crate) remedy: &'static str,
}

impl NotRead {
    /// Something wrong at its place, in the bank as a whole as far as is known.
    pub(crate) fn at(span: Range<usize>, fault: impl Into<String>, remedy: &'static str) -> NotRead {
        NotRead { place: Place::Bank, span, fault: fault.into(), remedy }
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
