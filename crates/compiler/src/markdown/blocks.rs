//! The blocks of a text: what CommonMark says that its lines are.

use core::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

/// How many blocks may stand in one another: a quote of a choice is in four.
const DEEPEST: usize = 16;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading with its level, from 1.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A quote.
    Quote,
    /// A list with a sign before each item.
    Bullets,
    /// An item of a list.
    Item,
    /// What has no meaning in a bank, by the name that authors have for it.
    Foreign(&'static str),
}

/// A block and what is in it.
#[derive(Debug)]
pub(super) struct Block {
    /// What it is.
    pub(super) kind: Kind,
    /// Where it stands, in bytes.
    pub(super) span: Range<usize>,
    /// The box of an item, `[ ]` or `[x]`: whether it is ticked, and where it stands.
    pub(super) tick: Option<(bool, Range<usize>)>,
    /// The blocks in it.
    pub(super) inner: Vec<Block>,
}

impl Block {
    fn new(kind: Kind, span: Range<usize>) -> Block {
        Block { kind, span, tick: None, inner: Vec::new() }
    }
}

/// Where the comments of a text stand, which authors write for authors.
pub(super) fn comments(text: &str) -> Vec<Range<usize>> {
    let found = Parser::new(text).into_offset_iter().filter_map(|(event, span)| {
        let is_html = matches!(event, Event::Start(Tag::HtmlBlock));
        (is_html && text.get(span.clone()).is_some_and(is_comment)).then_some(span)
    });
    found.collect()
}

/// The blocks of a text. Comments are none.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut top = Block::new(Kind::Foreign("the text"), 0..text.len());
    // What is in a line is no block: it is passed over, but its end has to be told from that of a block.
    let mut open: Vec<Option<Block>> = Vec::new();
    for (event, span) in
        Parser::new_ext(text, Options::ENABLE_TASKLISTS | Options::ENABLE_TABLES).into_offset_iter()
    {
        let done = match event {
            Event::Start(tag) => {
                let words = text.get(span.clone()).unwrap_or_default();
                // What is deeper is not understood, and told as that.
                let kind = if open.len() < DEEPEST { kind(&tag, words) } else { None };
                open.push(kind.map(|kind| Block::new(kind, span)));
                None
            }
            Event::End(_) => open.pop().flatten(),
            Event::Rule => Some(Block::new(Kind::Foreign("a line of signs"), span)),
            Event::TaskListMarker(ticked) => {
                let item = open.iter_mut().rev().flatten().find(|block| block.kind == Kind::Item);
                if let Some(item) = item {
                    item.tick = Some((ticked, span));
                }
                None
            }
            _ => None,
        };
        if let Some(block) = done {
            open.iter_mut().rev().flatten().next().unwrap_or(&mut top).inner.push(block);
        }
    }
    top.inner
}

fn kind(tag: &Tag<'_>, words: &str) -> Option<Kind> {
    Some(match tag {
        Tag::Paragraph => Kind::Paragraph,
        Tag::Heading { level, .. } => Kind::Heading(*level as u8),
        Tag::BlockQuote(_) => Kind::Quote,
        Tag::List(None) => Kind::Bullets,
        Tag::List(Some(_)) => Kind::Foreign("a list with numbers"),
        Tag::Item => Kind::Item,
        Tag::Table(_) => Kind::Foreign("a table"),
        Tag::TableHead | Tag::TableRow | Tag::TableCell => return None,
        Tag::CodeBlock(_) => Kind::Foreign("a block of code"),
        Tag::HtmlBlock if is_comment(words) => return None,
        Tag::HtmlBlock => Kind::Foreign("HTML"),
        Tag::Emphasis
        | Tag::Strong
        | Tag::Strikethrough
        | Tag::Superscript
        | Tag::Subscript
        | Tag::Link { .. }
        | Tag::Image { .. } => return None,
        _ => Kind::Foreign("this"),
    })
}

/// Whether a block of HTML is a comment and nothing else.
fn is_comment(html: &str) -> bool {
    html.trim().strip_prefix("<!--").and_then(|rest| rest.find("-->").map(|end| rest.len() == end + 3))
        == Some(true)
}
