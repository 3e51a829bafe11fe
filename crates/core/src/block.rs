//! What a quote stands in: a text of the article that nothing interrupts.

use crate::labels::Label;

/// What such a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph,
    /// A headline, of the article or of a part of it.
    Headline,
    /// The caption of a picture or a table.
    Caption,
    /// An item of a list.
    ListItem,
}

/// A text of the article that nothing interrupts: what it is, and which one.
///
/// It is kept as it is compiled, which costs readers the fewest bytes: the number, and above its 16 bits the kind. So a
/// paragraph is its number alone, as it was when there was nothing else, and all others are numbers that an older program
/// refuses, since no article had as many paragraphs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Block(u32);

impl Block {
    /// A block. Of paragraphs, the number is theirs in the article, counted from 1. The others are numbered for
    /// themselves, all kinds together and in the order of the article; no reader is told, it tells one from another.
    pub const fn new(kind: BlockKind, number: u16) -> Block {
        Block((kind as u32) << u16::BITS | number as u32)
    }

    /// The paragraph with a number.
    pub const fn paragraph(number: u16) -> Block {
        Block::new(BlockKind::Paragraph, number)
    }

    /// What it is. A kind that is not known here has words that are not known either, and no such bank is read.
    pub const fn kind(self) -> BlockKind {
        match self.0 >> u16::BITS {
            0 => BlockKind::Paragraph,
            1 => BlockKind::Headline,
            2 => BlockKind::Caption,
            _ => BlockKind::ListItem,
        }
    }

    /// Which one it is.
    pub const fn number(self) -> u16 {
        self.0 as u16
    }

    /// What a reader is told that it is. The number goes where the words have a place for one.
    pub const fn label(self) -> Label {
        match self.kind() {
            BlockKind::Paragraph => Label::Paragraph,
            BlockKind::Headline => Label::Headline,
            BlockKind::Caption => Label::Caption,
            BlockKind::ListItem => Label::List,
        }
    }

    /// The number that it is compiled to.
    pub(crate) const fn compiled(self) -> u32 {
        self.0
    }

    /// The block that was compiled to a number.
    pub(crate) const fn from_compiled(number: u32) -> Block {
        Block(number)
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, BlockKind};

    #[test]
    fn a_paragraph_is_compiled_to_its_number_and_nothing_else_is() {
        for (kind, number, compiled) in [
            (BlockKind::Paragraph, 1, 1),
            (BlockKind::Paragraph, u16::MAX, 0xffff),
            (BlockKind::Headline, 0, 0x1_0000),
            (BlockKind::Caption, 7, 0x2_0007),
            (BlockKind::ListItem, u16::MAX, 0x3_ffff),
        ] {
            let block = Block::new(kind, number);
            assert_eq!((block.kind(), block.number(), block.compiled()), (kind, number, compiled));
            assert_eq!(Block::from_compiled(compiled), block);
        }
    }
}
