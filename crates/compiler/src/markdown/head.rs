//! The head of a bank: YAML, of which JSON's kinds of values are taken.

use core::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use super::{attributes, head_slip};
use crate::{
    notation::NotRead,
    tree::{Field, Node, Value},
};

/// The fields of a head that begins at a place of the file.
///
/// # Errors
/// It is no YAML, or has what JSON has not: each line that says so by itself, or where the parser gave up.
pub(super) fn parse(text: &str, start: usize) -> Result<Vec<Field>, Vec<NotRead>> {
    read(text, start).map_err(|fault| {
        if fault.fault != NOT_YAML {
            return vec![fault];
        }
        let slips = head_slip::all(text)
            .into_iter()
            .map(|(range, fault, remedy)| NotRead::at(start + range.start..start + range.end, fault, remedy));
        let slips: Vec<NotRead> = slips.collect();
        if slips.is_empty() { vec![fault] } else { slips }
    })
}

fn read(text: &str, start: usize) -> Result<Vec<Field>, NotRead> {
    let places = text.char_indices().map(|(at, _)| start + at).chain([start + text.len()]).collect();
    let mut reader = Reader { text, start, events: Parser::new_from_str(text), places };
    let mut fields = None;
    loop {
        match reader.next()? {
            (Event::StreamStart | Event::Nothing | Event::DocumentStart(_) | Event::DocumentEnd, _) => {}
            (Event::StreamEnd, _) => return Ok(fields.unwrap_or_default()),
            (Event::MappingStart(0, None), at) if fields.is_none() => fields = Some(reader.fields(at)?.0),
            (_, at) => {
                return Err(NotRead::at(
                    at,
                    "the head of the bank is no group of fields",
                    "write each field on a line of its own, as in title: The week",
                ));
            }
        }
    }
}

/// Where a comment begins in a head that can be read.
pub(super) fn comment(text: &str, start: usize) -> Option<Range<usize>> {
    let places = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut reader = Reader { text, start: 0, events: Parser::new_from_str(text), places };
    // What is neither a value nor a name has signs of YAML alone, and this is the one of a comment.
    let mut end = 0;
    loop {
        let (event, span) = reader.next().ok()?;
        let is_last = event == Event::StreamEnd;
        if is_last || matches!(event, Event::Scalar(..)) {
            let next = if is_last { text.len() } else { span.start };
            if let Some(at) = text.get(end..next).and_then(|between| between.find('#')) {
                let at = end + at;
                let line = text.get(at..)?.lines().next()?;
                return Some(start + at..start + at + line.len());
            }
            end = end.max(span.end);
        }
        if is_last {
            return None;
        }
    }
}

/// What is said where the parser gave up, and nobody knows why.
const NOT_YAML: &str = "the head of the bank is not written as YAML has it here, or in the line above";

/// The fields whose texts readers see.
const FOR_READERS: [&str; 3] = ["title", "intro", "byline"];

struct Reader<'a> {
    text: &'a str,
    /// Where in the file the text begins.
    start: usize,
    events: Parser<'a, saphyr_parser::StrInput<'a>>,
    /// Where in the file each character stands, and where the last ends: the parser counts characters.
    places: Vec<usize>,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Range<usize>), NotRead> {
        match self.events.next() {
            Some(Ok((event, span))) => Ok((event, self.span(&span))),
            Some(Err(error)) => Err(self.told(&error)),
            None => Ok((Event::StreamEnd, self.span(&Span::default()))),
        }
    }

    fn span(&self, span: &Span) -> Range<usize> {
        let start = self.place(span.start.index());
        start..self.place(span.end.index()).max(start)
    }

    fn place(&self, character: usize) -> usize {
        self.places.get(character).or(self.places.last()).copied().unwrap_or_default()
    }

    fn told(&self, error: &ScanError) -> NotRead {
        let at = self.place(error.marker().index());
        NotRead::at(
            at..at + 1,
            NOT_YAML,
            "write name: value, with two spaces more before what belongs to the field above, and put a text with a \
             colon, # or quotation marks between straight quotation marks (\")",
        )
    }

    fn value(&mut self, event: Event<'a>, span: Range<usize>) -> Result<Node, NotRead> {
        match event {
            Event::Scalar(text, style, 0, None) => {
                let value = match style {
                    ScalarStyle::Plain => plain(&text),
                    _ => Value::Text(text.into_owned()),
                };
                Ok(Node { span, value })
            }
            Event::SequenceStart(0, None) => self.items(span),
            Event::MappingStart(0, None) => {
                let (fields, span) = self.fields(span)?;
                Ok(Node { span, value: Value::Object(fields) })
            }
            _ => Err(NotRead::at(
                span,
                "anchors (&), aliases (*) and tags (!) have no place in a bank",
                "write the value itself, between straight quotation marks (\") where it begins with such a sign",
            )),
        }
    }

    /// Makes sure that no part of a text is taken for a comment.
    fn ensure_no_comment_behind(&self, text: &Range<usize>) -> Result<(), NotRead> {
        let behind = self.text.get(text.end - self.start..).unwrap_or_default();
        let behind = behind.lines().next().unwrap_or_default();
        let comment = behind.trim();
        if !comment.starts_with('#') {
            return Ok(());
        }
        let at = text.end + behind.len() - behind.trim_start().len();
        Err(NotRead::at(
            at..at + comment.len(),
            "no reader sees this: what stands behind # is a comment",
            "put the whole text between straight quotation marks (\"), or the comment into a line of its own",
        ))
    }

    /// The items of a list whose start was read.
    fn items(&mut self, start: Range<usize>) -> Result<Node, NotRead> {
        let mut items: Vec<Node> = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, end) => {
                    let last = items.last().map(|item| item.span.end);
                    return Ok(Node { span: around(&start, &end, last), value: Value::List(items) });
                }
                (event, span) => items.push(self.value(event, span)?),
            }
        }
    }

    /// The fields of a group whose start was read, and where it stands.
    fn fields(&mut self, start: Range<usize>) -> Result<(Vec<Field>, Range<usize>), NotRead> {
        let mut fields: Vec<Field> = Vec::new();
        loop {
            let (name, name_span) = match self.next()? {
                (Event::Scalar(name, _, 0, None), span) => (name.into_owned(), span),
                (Event::MappingEnd, end) => {
                    let last = fields.last().map(|field| field.node.span.end);
                    return Ok((fields, around(&start, &end, last)));
                }
                (_, span) => {
                    return Err(NotRead::at(span, "this is no name of a field", "write it as name: value"));
                }
            };
            let (event, span) = self.next()?;
            let is_bare = matches!(event, Event::Scalar(_, ScalarStyle::Plain, ..));
            if is_bare && FOR_READERS.contains(&&*name) {
                self.ensure_no_comment_behind(&span)?;
            }
            fields.push(Field { name, name_span, node: self.value(event, span)? });
        }
    }
}

/// Where a value of several parts stands: up to the sign that closes it, or to its last part where there is none.
fn around(start: &Range<usize>, end: &Range<usize>, last: Option<usize>) -> Range<usize> {
    let is_closed_by_sign = end.start < end.end;
    let end = if is_closed_by_sign { end.end } else { last.unwrap_or(start.end) };
    start.start..end.max(start.start)
}

/// What a text without quotation marks says.
fn plain(text: &str) -> Value {
    match text {
        "" | "~" => Value::Null,
        text => attributes::bare_value(text),
    }
}
