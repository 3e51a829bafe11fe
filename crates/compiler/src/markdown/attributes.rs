//! Attributes: `{#id key=word key="words"}` behind the words of a heading, an item or a quote.

use core::ops::Range;

use super::words::Words;
use crate::{
    json,
    notation::NotRead,
    tree::{Field, Node, Value},
};

/// The attributes that some words end in, with their braces.
pub(super) fn find(words: &Words, end: usize) -> Option<Range<usize>> {
    let text = words.text().get(..end)?;
    let end = text.trim_end().len();
    words
        .bare('{')
        .take_while(|start| *start < end)
        .find(|start| close(text, *start) == Some(end))
        .map(|start| start..end)
}

/// Makes sure that words have no attributes, nor braces that may have been meant as some.
///
/// # Errors
/// They have.
pub(super) fn refuse(words: &Words) -> Result<(), NotRead> {
    let text = words.text();
    for start in words.bare('{') {
        match close(text, start) {
            None => {
                return Err(NotRead::at(
                    words.span(&(start..start + 1)),
                    "this { is not closed",
                    "close it with } or, where it is a sign of the text, write \\{",
                ));
            }
            Some(end) if end == text.len() => {
                return Err(NotRead::at(
                    words.span(&(start..end)),
                    "these attributes stand where there are none",
                    "move them behind the question, the choice or the quote that they are of or, where they are signs \
                     of the text, write \\{",
                ));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// The fields that attributes say; `range` has their braces too.
///
/// # Errors
/// They are not written as attributes are.
pub(super) fn read(words: &Words, range: &Range<usize>) -> Result<Vec<Field>, NotRead> {
    let mut reader = Reader { words, at: range.start + 1, end: range.end - 1 };
    let mut fields = Vec::new();
    while reader.skip_space() {
        fields.push(reader.field()?);
    }
    Ok(fields)
}

/// Where the bracket that opens at a place is closed, behind the sign that closes it. What stands between quotation
/// marks closes nothing.
fn close(text: &str, start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = start;
    while let Some(sign) = text.get(at..)?.chars().next() {
        match sign {
            '"' => {
                at = string_end(text, at)?;
                continue;
            }
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        at += sign.len_utf8();
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// Where the text in quotation marks that begins at a place ends, behind its mark.
fn string_end(text: &str, start: usize) -> Option<usize> {
    let mut is_escaped = false;
    for (ix, sign) in text.get(start + 1..)?.char_indices() {
        if sign == '"' && !is_escaped {
            return Some(start + 1 + ix + 1);
        }
        is_escaped = sign == '\\' && !is_escaped;
    }
    None
}

/// What a bare word says: a number, yes or no, nothing, or itself.
pub(super) fn bare_value(word: &str) -> Value {
    match word {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        "null" => Value::Null,
        word => word.parse().map_or_else(|_| Value::Text(word.to_owned()), Value::Number),
    }
}

struct Reader<'a> {
    words: &'a Words,
    at: usize,
    end: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.words.text().get(self.at..self.end).unwrap_or_default()
    }

    /// Goes on to the next attribute. Whether there is one.
    fn skip_space(&mut self) -> bool {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        self.at < self.end
    }

    /// Takes signs up to one that ends them.
    fn take_until(&mut self, is_end: impl Fn(char) -> bool) -> (String, Range<usize>) {
        let rest = self.rest();
        let start = self.at;
        self.at += rest.find(is_end).unwrap_or(rest.len());
        (rest.get(..self.at - start).unwrap_or_default().to_owned(), start..self.at)
    }

    fn field(&mut self) -> Result<Field, NotRead> {
        if let Some(id) = self.rest().strip_prefix('#') {
            self.at = self.end - id.len();
            return self.id();
        }
        let is_quoted = self.rest().starts_with('"');
        let (name, range) = match is_quoted {
            true => self.quoted_name()?,
            false => self.take_until(|sign| sign.is_whitespace() || sign == '='),
        };
        let name_span = self.words.span(&range);
        if !self.rest().starts_with('=') || (name.is_empty() && !is_quoted) {
            return Err(NotRead::at(
                name_span,
                format!("the attribute `{name}` has no value"),
                "write it as key=value, without space around the =, with a value of several words between straight \
                 quotation marks (\"), and an id as #id",
            ));
        }
        self.at += 1;
        Ok(Field { name, name_span, node: self.value()? })
    }

    fn id(&mut self) -> Result<Field, NotRead> {
        let (id, range) = self.take_until(char::is_whitespace);
        let span = self.words.span(&range);
        if id.is_empty() {
            return Err(NotRead::at(span, "there is no id behind this #", "write it as {#an-id}"));
        }
        let node = Node { span: span.clone(), value: Value::Text(id) };
        Ok(Field { name: "id".to_owned(), name_span: span, node })
    }

    fn quoted_name(&mut self) -> Result<(String, Range<usize>), NotRead> {
        let start = self.at;
        let name = self.json(string_end(self.words.text(), start))?;
        Ok((name.text().unwrap_or_default().to_owned(), start..self.at))
    }

    fn value(&mut self) -> Result<Node, NotRead> {
        let text = self.words.text();
        match self.rest().chars().next() {
            Some('"') => self.json(string_end(text, self.at)),
            Some('{' | '[') => self.json(close(text, self.at)),
            _ => self.word(),
        }
    }

    fn word(&mut self) -> Result<Node, NotRead> {
        let (word, range) = self.take_until(char::is_whitespace);
        let span = self.words.span(&range);
        if word.starts_with(['“', '”', '„', '«', '»', '\'', '‘', '’']) {
            return Err(NotRead::at(
                span,
                "the value of an attribute stands in other quotation marks",
                "use straight ones (\"), and write \\\" for one in the text",
            ));
        }
        if word.is_empty() || word.contains(['"', '=']) {
            return Err(NotRead::at(
                span,
                "this is no value of an attribute",
                "put it between straight quotation marks (\"), and a space before the next attribute",
            ));
        }
        Ok(Node { span, value: bare_value(&word) })
    }

    /// The value in the notation of JSON that ends at a place.
    fn json(&mut self, end: Option<usize>) -> Result<Node, NotRead> {
        let start = self.at;
        self.at = end.unwrap_or(self.end).min(self.end);
        // An editor may have broken the line in the middle of a text.
        let text = self.words.text().get(start..self.at).unwrap_or_default().replace('\n', " ");
        let place = |span: Range<usize>| self.words.span(&(start + span.start..start + span.end));
        let node =
            json::parse(&text).map_err(|error| NotRead { span: place(error.span.clone()), ..error })?;
        let next = self.rest().chars().next();
        if next.is_some_and(|next| !next.is_whitespace() && next != '=') {
            return Err(NotRead::at(
                self.words.span(&(self.at..self.at + 1)),
                "there is no space before this",
                "put one between two attributes, and write \\\" for a quotation mark in a value",
            ));
        }
        Ok(moved(node, &place))
    }
}

/// A value at another place.
fn moved(node: Node, place: &dyn Fn(Range<usize>) -> Range<usize>) -> Node {
    let value = match node.value {
        Value::List(items) => Value::List(items.into_iter().map(|item| moved(item, place)).collect()),
        Value::Object(fields) => {
            let field = |field: Field| Field {
                name: field.name,
                name_span: place(field.name_span),
                node: moved(field.node, place),
            };
            Value::Object(fields.into_iter().map(field).collect())
        }
        value => value,
    };
    Node { span: place(node.span), value }
}
