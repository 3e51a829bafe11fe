//! What is wrong with a bank and its article: file, line, question, fault, remedy.

use core::fmt;
use core::ops::Range;

use newsquiz_core::problem::Place;
use serde::Serialize;

use crate::{
    lint::Warning,
    problem::{Problem, SourceFault, Told},
    read,
    tree::Node,
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

/// A place in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spot {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, in characters, counted from 1.
    pub column: usize,
    /// The line itself.
    #[serde(rename = "source")]
    pub text: String,
    /// What of the line is meant, in bytes. It is cut where the line ends.
    #[serde(skip)]
    pub marked: Range<usize>,
}

impl Spot {
    /// The place of a span of bytes.
    fn new(text: &str, span: &Range<usize>) -> Option<Spot> {
        let before = text.get(..span.start)?;
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let line = text.get(start..)?.lines().next().unwrap_or_default();
        let from = (span.start - start).min(line.len());
        let to = (span.end - start).clamp(from, line.len());
        Some(Spot {
            line: before.matches('\n').count() + 1,
            column: line.get(..from)?.chars().count() + 1,
            text: line.to_owned(),
            marked: from..to,
        })
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
        let spot = span.and_then(|span| Spot::new(text, span));
        Report {
            entries: vec![Entry {
                file: file.to_owned(),
                place: String::new(),
                spot,
                fault,
                remedy,
                lint: None,
            }],
        }
    }

    /// These problems and those of another report.
    pub(crate) fn and(mut self, other: Option<Report>) -> Report {
        self.entries.extend(other.into_iter().flat_map(|other| other.entries));
        self
    }

    /// The problems of a bank, with the names of its questions as far as they are known.
    pub(crate) fn of_bank(file: &str, text: &str, tree: &Node, problems: Vec<Problem>) -> Report {
        let located = problems.into_iter().map(|problem| {
            let span = problem.span.clone().or_else(|| read::span(tree, &problem));
            (span, problem)
        });
        let mut located: Vec<_> = located.collect();
        // In the order of the file. What is missing has no place, and comes first.
        located.sort_by_key(|(span, _)| span.as_ref().map(|span| span.start));
        let entries = located.into_iter().map(|(span, problem)| {
            let Told { fault, remedy } = problem.fault.told();
            let spot = span.and_then(|span| Spot::new(text, &span));
            Entry { file: file.to_owned(), place: name(tree, problem.place), spot, fault, remedy, lint: None }
        });
        Report { entries: entries.collect() }
    }

    /// What is to be warned of in a bank.
    pub(crate) fn of_warnings(file: &str, text: &str, tree: &Node, warnings: Vec<Warning>) -> Report {
        let entries = warnings.into_iter().map(|Warning { place, field, lint }| {
            let Told { fault, remedy } = lint.told();
            let spot = read::field_span(tree, place, field).and_then(|span| Spot::new(text, &span));
            let lint = Some(lint.name());
            Entry { file: file.to_owned(), place: name(tree, place), spot, fault, remedy, lint }
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

/// What a question or a choice is called in messages.
fn name(tree: &Node, place: Place) -> String {
    let question = |ix: usize| {
        let id = read::questions(tree).get(ix).and_then(|question| question.field("id"));
        let id = id.and_then(|id| id.node.text()).filter(|id| !id.is_empty());
        id.map_or_else(|| format!("question {}", ix + 1), |id| format!("question {} `{id}`", ix + 1))
    };
    match place {
        Place::Bank => String::new(),
        Place::Question(ix) => question(ix),
        Place::Choice(ix, choice) => format!("{}, choice {}", question(ix), choice + 1),
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
