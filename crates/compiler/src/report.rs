//! What is wrong with a bank and its article: file, line, question, fault, remedy.

use core::cell::RefCell;
use core::fmt;
use core::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use crate::{
    lint::Warning,
    problem::{Problem, SourceFault, Told},
    written::Written,
};

/// Everything that is wrong with a bank and what it stands on.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The problems, in the order of the file.
    pub entries: Vec<Entry>,
}

/// One problem of a file. As JSON it is one flat object: what has no line has none of its fields.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// The name of the file that has it.
    pub file: String,
    /// Which question and choice has it: empty for the file as a whole.
    pub place: String,
    /// Where in the text it stands; `None` for what is missing, and for files that cannot be read.
    #[serde(flatten)]
    pub spot: Option<Spot>,
    /// What is wrong.
    pub fault: String,
    /// What to do about it.
    pub remedy: String,
    /// The name of a warning, by which it can be switched off; problems have none.
    pub lint: Option<&'static str>,
}

impl Entry {
    /// A problem of a file, or of a folder, as a whole.
    pub fn new(file: impl Into<String>, fault: impl Into<String>, remedy: impl Into<String>) -> Entry {
        let (file, fault, remedy) = (file.into(), fault.into(), remedy.into());
        Entry { file, place: String::new(), spot: None, fault, remedy, lint: None }
    }
}

/// A place in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spot {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, in characters, counted from 1.
    pub column: usize,
    /// The line itself.
    #[serde(rename = "source")]
    pub text: Arc<str>,
    /// What of the line is meant, in bytes. It is cut where the line ends.
    #[serde(skip)]
    pub marked: Range<usize>,
}

/// A text whose lines are found without reading it from its beginning each time.
pub(crate) struct Lines<'a> {
    text: &'a str,
    /// Where each line begins, in bytes.
    starts: Vec<usize>,
    /// The line that was asked for last, by its number from 0: problems come in the order of the text, and some texts are
    /// one line.
    last: RefCell<Option<(usize, Arc<str>)>>,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a str) -> Lines<'a> {
        let starts = core::iter::once(0).chain(text.match_indices('\n').map(|(end, _)| end + 1));
        Lines { text, starts: starts.collect(), last: RefCell::new(None) }
    }

    /// The place of a span of bytes.
    fn spot(&self, span: &Range<usize>) -> Option<Spot> {
        let ix = self.starts.partition_point(|start| *start <= span.start).checked_sub(1)?;
        let start = *self.starts.get(ix)?;
        let line = self.line(ix, start)?;
        // What reads a text may know the first byte of a sign alone.
        let from = line.floor_char_boundary((span.start - start).min(line.len()));
        let to = line.ceil_char_boundary(span.end.saturating_sub(start).clamp(from, line.len()));
        Some(Spot {
            line: ix + 1,
            column: line.get(..from)?.chars().count() + 1,
            text: line,
            marked: from..to,
        })
    }

    fn line(&self, ix: usize, start: usize) -> Option<Arc<str>> {
        let mut last = self.last.borrow_mut();
        if let Some((known, line)) = &*last
            && *known == ix
        {
            return Some(Arc::clone(line));
        }
        let line: Arc<str> = self.text.get(start..)?.lines().next().unwrap_or_default().into();
        *last = Some((ix, Arc::clone(&line)));
        Some(line)
    }
}

impl Report {
    /// One problem of a file as a whole.
    pub(crate) fn of_file(file: &str, fault: &SourceFault) -> Report {
        Report::of_text(file, "", fault, None)
    }

    /// One problem of a text.
    pub(crate) fn of_text(
        file: &str,
        text: &str,
        fault: &SourceFault,
        span: Option<&Range<usize>>,
    ) -> Report {
        let Told { fault, remedy } = fault.told();
        let spot = span.and_then(|span| Lines::new(text).spot(span));
        Report { entries: vec![Entry { spot, ..Entry::new(file, fault, remedy) }] }
    }

    /// These problems and those of another report.
    pub(crate) fn and(mut self, other: Option<Report>) -> Report {
        self.entries.extend(other.into_iter().flat_map(|other| other.entries));
        self
    }

    /// The problems of a bank, with the names of its questions as far as they are known.
    pub(crate) fn of_bank(file: &str, text: &str, written: &Written<'_>, problems: Vec<Problem>) -> Report {
        let lines = Lines::new(text);
        let located = problems.into_iter().map(|problem| {
            let (place, span) = written.named(problem.place, &problem.fault.field());
            (problem.span.or(span), place, problem.fault)
        });
        let mut located: Vec<_> = located.collect();
        // In the order of the file. What is missing has no place, and comes first.
        located.sort_by_key(|(span, ..)| span.as_ref().map(|span| span.start));
        let entries = located.into_iter().map(|(span, place, fault)| {
            let Told { fault, remedy } = fault.told();
            let spot = span.and_then(|span| lines.spot(&span));
            Entry { file: file.to_owned(), place, spot, fault, remedy, lint: None }
        });
        Report { entries: entries.collect() }
    }

    /// What is to be warned of in a bank.
    pub(crate) fn of_warnings(
        file: &str,
        text: &str,
        written: &Written<'_>,
        warnings: Vec<Warning>,
    ) -> Report {
        let lines = Lines::new(text);
        let entries = warnings.into_iter().map(|Warning { place, field, lint, span: own }| {
            let Told { fault, remedy } = lint.told();
            let (place, span) = written.named(place, field);
            let spot = own.or(span).and_then(|span| lines.spot(&span));
            let lint = Some(lint.name());
            Entry { file: file.to_owned(), place, spot, fault, remedy, lint }
        });
        Report { entries: entries.collect() }
    }

    /// How many problems there are, in words.
    pub fn count(&self) -> String {
        match self.entries.len() {
            1 => "1 problem".to_owned(),
            count => format!("{count} problems"),
        }
    }
}

impl std::error::Error for Report {}

/// A line: file, line, column, question, fault and remedy.
impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(Spot { line, column, .. }) = &self.spot {
            write!(f, ":{line}:{column}")?;
        }
        if !self.place.is_empty() {
            write!(f, ": {}", self.place)?;
        }
        let named = self.lint.map(|lint| format!("warning {lint}: ")).unwrap_or_default();
        write!(f, ": {named}{}; {}", self.fault, self.remedy)
    }
}

/// A line a problem, then their number.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for entry in &self.entries {
            writeln!(f, "{entry}")?;
        }
        f.write_str(&self.count())
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn a_spot_is_in_its_line_and_never_within_a_sign() {
        let text = "first\r\nzwei ä\n日本";
        for (span, expected) in [
            (0..5, Some((1, 1, "first"))),
            (7..11, Some((2, 1, "zwei"))),
            // Half of the sign stands for all of it.
            (12..13, Some((2, 6, "ä"))),
            (13..14, Some((2, 6, "ä"))),
            (15..18, Some((3, 1, "日"))),
            // A span that goes on is cut where its line ends.
            (0..20, Some((1, 1, "first"))),
            (21..30, Some((3, 3, ""))),
        ] {
            let spot = Lines::new(text).spot(&span);
            let spot = spot.as_ref().map(|spot| (spot.line, spot.column, &spot.text[spot.marked.clone()]));
            assert_eq!(spot, expected, "{span:?}");
        }
    }
}
