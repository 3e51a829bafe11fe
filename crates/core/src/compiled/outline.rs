//! A large bank of which only some questions are loaded: an outline of all of them, which is enough to draw, and those.
//!
//! Layout: the format number and frames. A frame is the length of its content and a checksum of it (four bytes each,
//! little-endian), and the content. The first one has the outline: the version of the bank, how many bytes each question
//! takes in the file of questions, and the bank's parts without the words of their questions. Each of the others has a
//! question that was loaded, with its position.

use std::ops::Range;

use super::{DecodeError, decode_any, read};
use crate::bank::{Bank, Version, write};

/// The number that an outline begins with, with questions behind it or without.
pub const OUTLINE: u8 = 7;

/// A bank of which some questions may not be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sparse {
    /// The bank. Of a question that is not loaded it has what a draw takes, and no words.
    pub bank: Bank,
    /// Where each question is in the file of questions, in bytes; nothing for one that is loaded.
    pub(super) places: Vec<Option<Range<u32>>>,
}

impl Sparse {
    /// Where a question is in the file of questions, in bytes; nothing where it is loaded.
    pub fn place(&self, question: usize) -> Option<Range<u32>> {
        self.places.get(question)?.clone()
    }
}

/// An outline of a bank.
///
/// # Arguments
/// - `lens`: how many bytes each question takes in the file of questions
pub fn encode_outline(bank: &Bank, lens: &[u32]) -> Vec<u8> {
    let mut bytes = vec![OUTLINE];
    bytes.extend(frame(&write::outline(bank, lens)));
    bytes
}

/// Each question of a bank, as it stands behind an outline when it is loaded.
pub fn encode_questions(bank: &Bank) -> impl Iterator<Item = Vec<u8>> {
    let questions = bank.questions().iter().enumerate();
    questions.map(|(ix, question)| frame(&write::placed(ix, question)))
}

/// The bank in an outline with what was loaded behind it, or in bytes of any other form that was ever published.
///
/// # Errors
/// Why the bytes are not a bank.
pub fn decode_sparse(bytes: &[u8]) -> Result<Sparse, DecodeError> {
    let Some((&OUTLINE, mut rest)) = bytes.split_first() else {
        return decode_any(bytes).map(|bank| Sparse { bank, places: Vec::new() });
    };
    let mut contents = Vec::new();
    while !rest.is_empty() {
        let (content, others) = unframe(rest).ok_or(DecodeError::Damaged)?;
        contents.push(content);
        rest = others;
    }
    let (outline, questions) = contents.split_first().ok_or(DecodeError::Damaged)?;
    read::sparse(outline, questions).ok_or(DecodeError::NotPlayable)
}

fn frame(content: &[u8]) -> Vec<u8> {
    let sum = Version::of(content).0;
    let mut bytes: Vec<u8> =
        [content.len() as u32, sum].iter().flat_map(|number| number.to_le_bytes()).collect();
    bytes.extend_from_slice(content);
    bytes
}

/// The content of the first frame, and what is behind it. `None` where it was cut off or changed.
fn unframe(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (len, bytes) = bytes.split_first_chunk()?;
    let (sum, bytes) = bytes.split_first_chunk()?;
    let (content, rest) = bytes.split_at_checked(u32::from_le_bytes(*len) as usize)?;
    (Version::of(content).0 == u32::from_le_bytes(*sum)).then_some((content, rest))
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        attempt::{Action, Attempt},
        compiled,
        draw::Draw,
        saved,
        seed::Seed,
        testing::{bank, parts, withdrawn},
    };

    /// The outline with some questions, and the lengths of all.
    fn outline_with(bank: &Bank, loaded: &[usize]) -> Vec<u8> {
        let questions: Vec<Vec<u8>> = encode_questions(bank).collect();
        let lens: Vec<u32> = questions.iter().map(|question| question.len() as u32).collect();
        let mut bytes = encode_outline(bank, &lens);
        loaded.iter().for_each(|&ix| bytes.extend_from_slice(&questions[ix]));
        bytes
    }

    #[test]
    fn what_is_loaded_is_as_it_was_and_of_the_rest_it_is_known_where_it_is() {
        let bank = bank(5);
        let sparse = decode_sparse(&outline_with(&bank, &[3, 1])).unwrap();
        assert_eq!(sparse.bank.version(), bank.version());
        let questions = encode_questions(&bank).map(|question| question.len() as u32).collect::<Vec<_>>();
        for ix in 0..5 {
            let is_loaded = [1, 3].contains(&ix);
            assert_eq!(sparse.bank.question(ix) == bank.question(ix), is_loaded, "{ix}");
            let start: u32 = questions[..ix].iter().sum();
            assert_eq!(sparse.place(ix), (!is_loaded).then_some(start..start + questions[ix]), "{ix}");
        }
        let all = decode_sparse(&outline_with(&bank, &[0, 1, 2, 3, 4])).unwrap();
        assert_eq!(all.bank, bank);
    }

    /// When this fails for another reason than new words, outlines that were made before are read wrongly: give
    /// [`OUTLINE`] another number.
    #[test]
    fn the_bytes_of_an_outline_stay_the_same() {
        let sum = Version::of(&outline_with(&bank(3), &[1])).to_string();
        assert_eq!((OUTLINE, sum.as_str()), (7, "730d84fe"));
    }

    #[test]
    fn a_whole_bank_lacks_nothing() {
        let bank = bank(3);
        let sparse = decode_sparse(&compiled::encode(&bank)).unwrap();
        assert_eq!((sparse.place(0), &sparse.bank), (None, &bank));
    }

    #[test]
    fn what_was_damaged_on_the_way_has_a_code() {
        let bank = bank(4);
        let good = outline_with(&bank, &[2]);
        for at in 1..good.len() {
            let mut bytes = good.clone();
            bytes[at] ^= 1;
            let error = decode_sparse(&bytes).unwrap_err();
            assert_eq!(error, DecodeError::Damaged, "{at}");
        }
        assert_eq!(decode_sparse(&good[..good.len() - 1]), Err(DecodeError::Damaged));
        assert_eq!(decode_sparse(&[OUTLINE]), Err(DecodeError::Damaged));
        // Questions of a bank that has more of them.
        let mut other = outline_with(&bank, &[]);
        other.extend(encode_questions(&crate::testing::bank(9)).last().unwrap());
        assert_eq!(decode_sparse(&other), Err(DecodeError::NotPlayable));
    }

    proptest! {
        /// Whatever is loaded.
        #[test]
        fn draws_are_those_of_the_whole_bank(seed: u32, len in 1_u16..30, loaded in prop::collection::vec(0_usize..40, 0..9)) {
            let mut parts = parts(40);
            for (ix, question) in parts.questions.iter_mut().map(Rc::make_mut).enumerate() {
                question.evidence.block = crate::block::Block::paragraph(ix as u16 / 3 + 1);
                question.evidence.start = ix as u32 * 5 % 17;
                question.keep_order = ix % 7 == 0;
                question.choices[2].pinned = ix % 5 == 0;
                question.choices[1].correct = ix % 11 == 0;
                question.status = if ix % 13 == 12 { withdrawn("2026-11-30") } else { None };
            }
            let whole = Bank::new(parts).unwrap();
            let sparse = decode_sparse(&outline_with(&whole, &loaded)).unwrap().bank;
            let seed = Seed::from_number(seed);
            prop_assert_eq!(sparse.draw(), whole.draw());
            prop_assert_eq!(
                Draw::new(&sparse.with_draw_len(len), seed.clone()),
                Draw::new(&whole.with_draw_len(len), seed)
            );
        }

        #[test]
        fn an_attempt_at_what_is_loaded_is_recalled(seed: u32) {
            let whole = bank(30);
            let draw = Draw::new(&whole, Seed::from_number(seed));
            let places: Vec<usize> = draw.items.iter().map(|item| item.question).collect();
            let attempt = Attempt::new(&draw).apply(&whole, Action::AnswerShown { slot: 0 }).unwrap();
            let text = saved::write(&attempt, &whole);
            let sparse = decode_sparse(&outline_with(&whole, &places)).unwrap().bank;
            prop_assert_eq!(saved::recall(&text, &sparse), saved::recall(&text, &whole));
        }

        #[test]
        fn any_bytes_are_a_bank_or_a_code(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let framed = [&[OUTLINE][..], &frame(&bytes)].concat();
            _ = decode_sparse(&framed);
            _ = decode_sparse(&[&outline_with(&bank(3), &[1])[..], &frame(&bytes)].concat());
            _ = decode_sparse(&[&[OUTLINE][..], &bytes].concat());
        }
    }
}
