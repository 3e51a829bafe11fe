//! What is wrong with a bank and its article, a line a problem: file, question, fault, remedy.

use core::fmt;
use newsquiz_core::problem::Place;

use crate::problem::Problem;

/// Everything that is wrong with a bank and what it stands on.
#[derive(Debug, Default)]
pub struct Report {
    /// The problems, in the order of the file.
    pub entries: Vec<Entry>,
}

/// One problem of a file.
#[derive(Debug)]
pub struct Entry {
    /// The name of the file that has it.
    pub file: String,
    /// Where in the file: empty for the file as a whole.
    pub place: String,
    /// The fault and the remedy.
    pub text: String,
}

impl Report {
    /// One problem of a file as a whole.
    pub(crate) fn of_file(file: &str, text: String) -> Report {
        Report { entries: vec![Entry { file: file.to_owned(), place: String::new(), text }] }
    }

    /// These problems and those of another report.
    pub(crate) fn and(mut self, other: Option<Report>) -> Report {
        self.entries.extend(other.into_iter().flat_map(|other| other.entries));
        self
    }

    /// The problems of a bank, with the ids of its questions as far as they are known.
    pub(crate) fn of_bank(file: &str, ids: &[String], problems: Vec<Problem>) -> Report {
        let question = |ix: usize| {
            let id = ids.get(ix).filter(|id| !id.is_empty()).map(|id| format!(" `{id}`")).unwrap_or_default();
            format!("question {}{id}", ix + 1)
        };
        let entries = problems.into_iter().map(|problem| Entry {
            file: file.to_owned(),
            place: match problem.place {
                Place::Bank => String::new(),
                Place::Question(ix) => question(ix),
                Place::Choice(ix, choice) => format!("{}, choice {}", question(ix), choice + 1),
            },
            text: problem.fault.to_string(),
        });
        Report { entries: entries.collect() }
    }
}

impl std::error::Error for Report {}

/// A line a problem, then their number.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for entry in &self.entries {
            let between = if entry.place.is_empty() { "" } else { ": " };
            writeln!(f, "{}{between}{}: {}", entry.file, entry.place, entry.text)?;
        }
        match self.entries.len() {
            1 => f.write_str("1 problem"),
            count => write!(f, "{count} problems"),
        }
    }
}
