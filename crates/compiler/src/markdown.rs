//! Banks in Markdown: a head of fields, then a heading a question.
//!
//! Markdown says which lines belong together. What stands in them is plain text: there is no emphasis in a bank, so a
//! star is a star.

mod attributes;
mod blocks;
mod body;
mod head;
mod head_slip;
mod head_writer;
mod questions;
mod slip;
mod words;
mod write;

use core::ops::Range;

use self::body::Body;
pub(crate) use self::write::write;
use crate::{
    notation::{NotRead, Reading},
    tree::{Field, Node, Value},
};

/// The line before and behind the head.
const FENCE: &str = "---";

/// The bank that a text says, and all in it that has no meaning in a bank.
///
/// # Errors
/// Nobody can tell its head from its questions.
pub(crate) fn read(text: &str) -> Result<Reading, NotRead> {
    let (head, body_start) = split(text)?;
    let head = head::parse(text.get(head.clone()).unwrap_or_default(), head.start);
    let has_head = head.is_ok();
    let (mut fields, mut faults) = match head {
        Ok(fields) => (fields, Vec::new()),
        Err(faults) => (Vec::new(), faults),
    };
    let body = Body::new(text.get(body_start..).unwrap_or_default(), body_start);
    let (questions, body_faults) = questions::read(&body);
    faults.extend(body_faults);
    let hidden = hidden_questions(&body);
    if let (Some(first), Some(last)) = (questions.first(), questions.last()) {
        let span = first.span.start..last.span.end;
        let node = Node { span: span.clone(), value: Value::List(questions) };
        fields.push(Field { name: "questions".to_owned(), name_span: span, node });
    }
    let tree = Node { span: 0..text.len(), value: Value::Object(fields) };
    Ok(Reading { tree, has_head, faults, hidden })
}

/// Where comments stand that have a question in them.
fn hidden_questions(body: &Body) -> Vec<Range<usize>> {
    let comments = blocks::comments(body.text()).into_iter();
    let has_question = |span: &Range<usize>| {
        let comment = body.get(span.clone());
        !comment.starts_with(GUIDE) && comment.lines().any(|line| line.starts_with("## "))
    };
    comments.filter(has_question).map(|span| body.span(&span)).collect()
}

/// How the comment begins that `newsquiz new` writes into a bank, and that nobody misses.
const GUIDE: &str = "<!-- newsquiz new";

/// Where the first comment of an author stands, which has no place in the tree of a bank.
pub(crate) fn comment(text: &str) -> Option<Range<usize>> {
    let (head, body_start) = split(text).ok()?;
    head::comment(text.get(head.clone())?, head.start).or_else(|| {
        let body = Body::new(text.get(body_start..)?, body_start);
        let comments = blocks::comments(body.text());
        let is_author_s = |span: &&Range<usize>| !body.get((*span).clone()).starts_with(GUIDE);
        comments.iter().find(is_author_s).map(|span| body.span(span))
    })
}

/// Where the head stands without its fences, and where the body begins.
fn split(text: &str) -> Result<(Range<usize>, usize), NotRead> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if first.trim_end() != FENCE {
        return Err(NotRead::at(
            0..first.trim_end().len(),
            "the bank has no head",
            "begin the file with a line of ---, the fields of the bank below it, and another line of ---",
        ));
    }
    let start = first.len();
    let mut end = start;
    for line in lines {
        let next = end + line.len();
        if line.trim_end() == FENCE {
            return Ok((start..end, next));
        }
        end = next;
    }
    Err(NotRead::at(
        0..FENCE.len(),
        "the head of the bank has no end",
        "put a line of --- below its last field",
    ))
}

#[cfg(test)]
mod tests;
