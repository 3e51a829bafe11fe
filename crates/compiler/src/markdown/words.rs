//! The words of a block, each byte with its place in the file.

use core::ops::Range;

use super::{body::Body, slip};
use crate::{
    notation::NotRead,
    tree::{Node, Value},
};

/// Where the lines of some words stand, which says what may stand before each of them but the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inside {
    /// At the edge of the page: nothing.
    Page,
    /// In an item: spaces.
    Item,
    /// In a quote: a `>`.
    Quote,
}

/// Where a comment begins in a line, before its attributes: what stands between quotation marks there is a text.
fn comment(line: &str) -> Option<Range<usize>> {
    const START: &str = "<!--";
    let is_meant = |at: &usize| !line.get(..*at).is_some_and(|before| before.ends_with('\\'));
    let attributes = line.match_indices('{').map(|(at, _)| at).find(is_meant).unwrap_or(line.len());
    let mut starts = line.match_indices(START).map(|(at, _)| at);
    let start = starts.find(is_meant).filter(|start| *start < attributes)?;
    Some(start..start + START.len())
}

/// Some words. A line break is a `\n` without space around it.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    text: String,
    /// For each byte of the text, and its end, where it stands in the file.
    places: Vec<usize>,
}

impl Words {
    /// The words of a part of the body.
    ///
    /// # Errors
    /// A line has not before it what says that it belongs to the others.
    pub(super) fn read(body: &Body, range: Range<usize>, inside: Inside) -> Result<Words, NotRead> {
        let mut words = Words::default();
        let mut at = range.start;
        for line in body.get(range).split_inclusive('\n') {
            let start = at;
            at += line.len();
            if let Some(comment) = comment(line) {
                return Err(NotRead::at(
                    body.span(&(start + comment.start..start + comment.end)),
                    "a comment stands inside of a text, which readers see",
                    "put it into lines of its own, with an empty line before and behind it, or write \\< where readers are to see it",
                ));
            }
            let mut rest = line.trim_start_matches(SPACE);
            if rest.trim_end().is_empty() {
                continue;
            }
            if !words.text.is_empty() {
                let span = || body.span(&(start..at));
                match (inside, rest.strip_prefix('>')) {
                    (Inside::Quote, Some(quoted)) => rest = quoted.trim_start_matches(SPACE),
                    (Inside::Quote, None) => {
                        return Err(NotRead::at(
                            span(),
                            "this line stands directly below a quote, and does not begin with >",
                            "begin it with > if it is part of the quote, or else put an empty line before it",
                        ));
                    }
                    (Inside::Item | Inside::Page, None) if slip::is_choice(rest) => {
                        return Err(NotRead::at(span(), slip::CHOICE.0, slip::CHOICE.1));
                    }
                    (Inside::Item, None)
                        if rest.len() == line.len() && slip::letter_of_choice(rest).is_some() =>
                    {
                        return Err(NotRead::at(span(), slip::CHOICE.0, slip::CHOICE.1));
                    }
                    (Inside::Item, _) if rest.len() == line.len() => {
                        return Err(NotRead::at(
                            span(),
                            "this line stands directly below a choice",
                            "begin it with two spaces if it is the feedback of the choice; if it is the explanation, move it below the \
                             quote, with an empty line before it",
                        ));
                    }
                    (Inside::Item | Inside::Page, _) => {}
                }
            }
            words.push(rest.trim_end_matches(['\n', '\r', ' ', '\t']), body, at - rest.len());
        }
        Ok(words)
    }

    fn push(&mut self, line: &str, body: &Body, at: usize) {
        if self.text.is_empty() {
            self.places.clear();
        } else {
            self.text.push('\n');
        }
        self.text.push_str(line);
        self.places.extend((at..=at + line.len()).map(|at| body.place(at)));
    }

    /// The text as it is written.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where a part of the text stands in the file.
    pub(super) fn span(&self, range: &Range<usize>) -> Range<usize> {
        let place = |at: usize| self.places.get(at).or(self.places.last()).copied().unwrap_or_default();
        let start = place(range.start);
        start..place(range.end).max(start)
    }

    /// A part of the words, without the space around it.
    pub(super) fn part(&self, range: Range<usize>) -> Words {
        let part = self.text.get(range.clone()).unwrap_or_default();
        let inner = part.trim_matches(SPACE_OR_BREAK);
        let start = range.start + part.len() - part.trim_start_matches(SPACE_OR_BREAK).len();
        let end = start + inner.len();
        Words {
            text: inner.to_owned(),
            places: self.places.get(start..=end).map(<[usize]>::to_vec).unwrap_or_default(),
        }
    }

    /// Where the lines end.
    pub(super) fn line_ends(&self) -> impl Iterator<Item = usize> {
        let breaks = self.text.match_indices('\n').map(|(at, _)| at);
        breaks.chain([self.text.len()])
    }

    /// The signs that nothing takes the meaning from, with their places in the text.
    pub(super) fn bare(&self, sign: char) -> impl Iterator<Item = usize> {
        let mut is_escaped = false;
        self.text.char_indices().filter_map(move |(at, found)| {
            let is_bare = found == sign && !is_escaped;
            is_escaped = found == '\\' && !is_escaped;
            is_bare.then_some(at)
        })
    }

    /// What they say, as the value of a field; none where there are none.
    pub(super) fn node(&self) -> Option<Node> {
        let span = self.span(&(0..self.text.len()));
        (!self.text.is_empty()).then(|| Node { span, value: Value::Text(plain(&self.text)) })
    }
}

const SPACE: [char; 2] = [' ', '\t'];
const SPACE_OR_BREAK: [char; 4] = [' ', '\t', '\n', '\r'];

/// What is meant: a backslash takes the meaning from the sign behind it, and a line break is a space.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let meant = match sign {
            '\\' => signs.next_if(char::is_ascii_punctuation).unwrap_or(sign),
            '\n' => ' ',
            sign => sign,
        };
        plain.push(meant);
    }
    plain
}
