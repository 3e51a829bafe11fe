//! A bank as it is written: what its fields say, and where they stand.

use core::ops::Range;
use std::borrow::Cow;

use newsquiz_core::problem::Place;

use crate::{
    ids,
    json::{self, Outline},
    notation::{NotRead, Notation, Reading},
    tree::{Node, Value},
};

/// The name of the field with the questions.
pub(crate) const QUESTIONS: &str = "questions";

/// A bank as it is written. A tree takes several times the room of its text, so that of a question is made when it is
/// asked for, where that can be done.
#[derive(Debug)]
pub(crate) struct Written<'a> {
    text: &'a str,
    /// The tree of the bank; without what is in its questions where these are read one at a time.
    bank: Node,
    /// Where the questions stand that are read one at a time.
    apart: Option<Vec<Range<usize>>>,
    /// Whether the fields of the bank itself could be understood.
    pub(crate) has_head: bool,
    /// What could not be understood, apart from questions that are read one at a time.
    pub(crate) faults: Vec<NotRead>,
    /// Where comments stand that have a question in them.
    pub(crate) hidden: Vec<Range<usize>>,
    /// How many ids the author has not written and were made from texts.
    pub(crate) made_ids: usize,
}

impl<'a> Written<'a> {
    /// Reads a text. What stands in questions that are read one at a time is not looked at yet.
    ///
    /// # Errors
    /// The text has a fault behind which nothing of it can be understood.
    pub(crate) fn read(notation: Notation, text: &'a str) -> Result<Written<'a>, NotRead> {
        let outline = match notation {
            Notation::Json => json::outline(text),
            Notation::Markdown => None,
        };
        if let Some(Outline { bank, questions }) = outline {
            let apart = Some(questions);
            let (faults, hidden) = (Vec::new(), Vec::new());
            return Ok(Written { text, bank, apart, has_head: true, faults, hidden, made_ids: 0 });
        }
        let Reading { tree: mut bank, has_head, faults, hidden } = notation.read(text)?;
        let made_ids = ids::fill(&mut bank);
        Ok(Written { text, bank, apart: None, has_head, faults, hidden, made_ids })
    }

    /// The bank as a whole. Its questions may be read apart from it.
    pub(crate) fn bank(&self) -> &Node {
        &self.bank
    }

    /// How many questions are written.
    pub(crate) fn question_count(&self) -> usize {
        self.apart.as_ref().map_or_else(|| self.in_bank().len(), Vec::len)
    }

    /// A question by its number from 0.
    ///
    /// # Errors
    /// Its text is not written as the notation has it.
    pub(crate) fn question(&self, ix: usize) -> Result<Option<Cow<'_, Node>>, NotRead> {
        let Some(apart) = &self.apart else {
            return Ok(self.in_bank().get(ix).map(Cow::Borrowed));
        };
        let question = apart.get(ix).map(|place| json::parse_at(self.text, place.clone()));
        Ok(question.transpose()?.map(Cow::Owned))
    }

    fn in_bank(&self) -> &[Node] {
        self.bank.field(QUESTIONS).map(|field| field.node.items()).unwrap_or_default()
    }

    /// What a question or a choice is called in messages, and where a field of it stands, of the bank for the bank: the
    /// field where it is written, else what names the thing that has it.
    pub(crate) fn named(&self, place: Place, path: &str) -> (String, Option<Range<usize>>) {
        let (ix, choice) = match place {
            Place::Bank => return (String::new(), field_span(&self.bank, path)),
            Place::Question(ix) => (ix, None),
            Place::Choice(ix, choice) => (ix, Some(choice)),
        };
        let number = format!("question {}", ix + 1);
        // What could not be read was told before there were places in it.
        let Some(question) = self.question(ix).ok().flatten() else {
            return (number, None);
        };
        let id = question.field("id").and_then(|id| id.node.text()).filter(|id| !id.is_empty());
        let mut name = id.map_or_else(|| number.clone(), |id| format!("{number} `{id}`"));
        let mut thing = &*question;
        if let Some(choice) = choice {
            name.push_str(&format!(", choice {}", choice + 1));
            let choices = question.field("choices").map(|choices| choices.node.items()).unwrap_or_default();
            thing = choices.get(choice).unwrap_or(thing);
        }
        let names = || ["stem", "text", "id"].iter().find_map(|name| thing.field(name));
        let span = field_span(thing, path).or_else(|| names().map(|field| field.node.span.clone()));
        (name, span.or_else(|| Some(thing.span.clone())))
    }
}

/// Where the innermost thing of a path stands that is written.
fn field_span(thing: &Node, path: &str) -> Option<Range<usize>> {
    let path: Vec<&str> = path.split('.').filter(|step| !step.is_empty()).collect();
    (1..=path.len()).rev().find_map(|length| {
        let (name, above) = path.get(..length)?.split_last()?;
        let holder = thing.at(above.iter().copied())?;
        let field = holder.field(name);
        field.map(|field| match field.node.value {
            Value::List(_) | Value::Object(_) => field.name_span.clone(),
            _ => field.node.span.clone(),
        })
    })
}
