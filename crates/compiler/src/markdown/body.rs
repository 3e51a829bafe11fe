//! The part of a bank below its head, as Markdown is to see it.

use core::ops::Range;

/// How many spaces make Markdown see code, of which a bank has none.
const CODE: usize = 4;

/// Far enough below an item to belong to it, and not so far as to be code.
const INDENT: &str = "  ";

/// The body with its deep indentation taken back, and where its lines stand in the file.
///
/// Authors put what belongs to a choice below its words, which is so far to the right that Markdown takes it for code.
#[derive(Debug)]
pub(super) struct Body {
    text: String,
    /// Where a line begins, here and in the file, and where it goes on behind an indentation that was taken back.
    lines: Vec<(usize, usize)>,
}

impl Body {
    /// The body that begins at a place of the file.
    pub(super) fn new(source: &str, mut place: usize) -> Body {
        let mut body = Body { text: String::new(), lines: Vec::new() };
        for line in source.split_inclusive('\n') {
            let rest = line.trim_start_matches([' ', '\t']);
            let indent = line.len() - rest.len();
            let is_deep = indent >= CODE || line.get(..indent).is_some_and(|indent| indent.contains('\t'));
            body.lines.push((body.text.len(), place));
            if is_deep {
                body.text.push_str(INDENT);
                body.lines.push((body.text.len(), place + indent));
                body.text.push_str(rest);
            } else {
                body.text.push_str(line);
            }
            place += line.len();
        }
        body
    }

    /// What Markdown is to see.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// A part of it.
    pub(super) fn get(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// Where in the file a byte stands.
    pub(super) fn place(&self, at: usize) -> usize {
        let before = self.lines.partition_point(|(here, _)| *here <= at);
        let (here, there) = self.lines.get(before.saturating_sub(1)).copied().unwrap_or_default();
        there + at.saturating_sub(here)
    }

    /// Where in the file a part stands, without the space around it.
    pub(super) fn span(&self, range: &Range<usize>) -> Range<usize> {
        let part = self.get(range.clone());
        let start = range.start + part.len() - part.trim_start().len();
        let end = (range.start + part.trim_end().len()).max(start);
        let last = end.saturating_sub(1).max(start);
        self.place(start)..self.place(last) + (end - last)
    }
}
