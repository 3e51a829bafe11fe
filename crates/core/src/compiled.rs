//! The bank as bytes for the widget: any bytes are a playable bank or a code, never a panic.
//!
//! Layout: the format number, a checksum of what follows (four bytes, little-endian), the version of the bank (the same),
//! how many of its questions can be drawn, its parts one after the other, its draws, and the seeds of further ones. Numbers
//! are in LEB128, texts are a length and UTF-8, lists a length and their items, and the order of choices is the number of
//! that permutation. By the checksum a damaged file is known before it is read.
//!
//! A compiled bank may be an excerpt ([`Bank::excerpt`]): the program plays the draws that it finds, and makes none.
//!
//! Written by hand, for serde's derived code for the same costs a reader 1,300 bytes, compressed.

mod outline;
mod read;

pub use self::outline::{OUTLINE, Sparse, decode_sparse, encode_outline, encode_questions};
use crate::bank::{Bank, Version, write};

/// The number that a compiled bank of this form begins with.
pub const FORMAT: u8 = 6;

/// The same of a bank as it was compiled before: its version, and all of its parts, without a draw.
pub const WHOLE: u8 = 5;

/// Why bytes are not a bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// They begin with another format number: a newer or older bank, or no bank at all.
    OtherFormat,
    /// They were cut off or changed on the way.
    Damaged,
    /// They were never a playable bank.
    NotPlayable,
}

impl DecodeError {
    /// The code that the console shows; the long wording is in the documents.
    pub fn code(self) -> &'static str {
        match self {
            DecodeError::OtherFormat => "bank-format",
            DecodeError::Damaged => "bank-damaged",
            DecodeError::NotPlayable => "bank-not-playable",
        }
    }
}

/// The bank as bytes.
pub fn encode(bank: &Bank) -> Vec<u8> {
    let content = write::bank(bank);
    let mut bytes = vec![FORMAT];
    bytes.extend_from_slice(&Version::of(&content).0.to_le_bytes());
    bytes.extend(content);
    bytes
}

/// The bank in the bytes.
///
/// # Errors
/// Why the bytes are not a bank.
pub fn decode(bytes: &[u8]) -> Result<Bank, DecodeError> {
    read::bank(checked(bytes, FORMAT)?).ok_or(DecodeError::NotPlayable)
}

/// The bank in bytes of any form that was ever published. Readers' programs do without it: what has no draw takes 1,600
/// bytes of program to be drawn from.
///
/// # Errors
/// Why the bytes are not a bank.
pub fn decode_any(bytes: &[u8]) -> Result<Bank, DecodeError> {
    match bytes.first() {
        Some(&WHOLE) => read::whole(checked(bytes, WHOLE)?).ok_or(DecodeError::NotPlayable),
        _ => decode(bytes),
    }
}

/// What stands behind format number and checksum.
fn checked(bytes: &[u8], format: u8) -> Result<&[u8], DecodeError> {
    let (&first, rest) = bytes.split_first().ok_or(DecodeError::Damaged)?;
    if first != format {
        return Err(DecodeError::OtherFormat);
    }
    let (sum, content) = rest.split_first_chunk().ok_or(DecodeError::Damaged)?;
    let is_whole = u32::from_le_bytes(*sum) == Version::of(content).0;
    is_whole.then_some(content).ok_or(DecodeError::Damaged)
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use proptest::prelude::*;

    use super::{DecodeError, FORMAT, Version, decode, encode};
    use crate::{
        bank::Bank,
        block::{Block, BlockKind},
        labels::{Label, Labels},
        testing::{bank, parts},
    };

    /// Bytes with the checksum that fits them, so that a test gets past the first look.
    fn sealed(payload: &[u8]) -> Vec<u8> {
        let sum = Version::of(payload).0.to_le_bytes();
        [&[FORMAT][..], &sum, payload].concat()
    }

    #[test]
    fn a_bank_comes_back_as_it_was() {
        let bank = bank(9);
        assert_eq!(decode(&encode(&bank)), Ok(bank));
    }

    #[test]
    fn what_a_quote_stands_in_comes_back_with_its_words() {
        for kind in [BlockKind::Headline, BlockKind::Caption, BlockKind::ListItem] {
            let mut parts = parts(3);
            Rc::make_mut(&mut parts.questions[1]).evidence.block = Block::new(kind, 2);
            let bank = Bank::new(parts).unwrap();
            let read = decode(&encode(&bank)).unwrap();
            assert_eq!(read, bank, "{kind:?}");
            let label = bank.questions()[1].evidence.block.label();
            assert_eq!(&*read.parts().labels.get(label), Label::NAMES[label as usize]);
        }
    }

    /// As when a later program has another kind of blocks.
    #[test]
    fn a_bank_with_words_that_nobody_knows_is_refused() {
        let mut parts = parts(3);
        Rc::make_mut(&mut parts.questions[0]).evidence.block = Block::new(BlockKind::Headline, 1);
        let mut payload = encode(&Bank::new(parts).unwrap()).split_off(5);
        let last = payload.windows(5).position(|bytes| bytes == b"\x04list").unwrap();
        payload.splice(last..last, *b"\x01x");
        let count = Label::NAMES.len() as u8;
        let first = payload.windows(7).position(|bytes| bytes[1..] == *b"\x05drawn").unwrap();
        assert_eq!(payload[first], count);
        payload[first] += 1;
        assert_eq!(decode(&sealed(&payload)), Err(DecodeError::NotPlayable));
    }

    /// When this fails for another reason than new words at their end, banks that were compiled before are read wrongly: give
    /// [`FORMAT`] another number.
    #[test]
    fn the_bytes_of_a_bank_stay_the_same() {
        let bank = bank(3);
        let file = Version::of(&encode(&bank)).to_string();
        assert_eq!((FORMAT, bank.version().to_string().as_str(), file.as_str()), (6, "5164b3c1", "8d749cfd"));
    }

    #[test]
    fn a_bank_may_speak_two_languages() {
        let bank = bank(3);
        assert_eq!(bank.in_language("en", Labels::new(Some).unwrap()), bank, "its own");
        let spanish = bank.in_language("es", Labels::new(Some).unwrap());
        assert_eq!(spanish.parts().labels.langs, Some(["es", "en"].map(Rc::from)));
        assert_eq!(decode(&encode(&spanish)), Ok(spanish));
    }

    #[test]
    fn what_is_no_bank_has_a_code() {
        let good = encode(&bank(3));
        let cut = &good[..good.len() - 1];
        let longer = [&good[5..], b"more"].concat();
        for (bytes, error) in [
            (&b""[..], DecodeError::Damaged),
            (&[FORMAT, 2], DecodeError::Damaged),
            (b"<!doctype html>", DecodeError::OtherFormat),
            // What stands in the place of a quiz that was withdrawn (crates/publish/src/packed.rs): programs of before keep
            // their first body, and say why.
            (&[127], DecodeError::OtherFormat),
            (b"{}", DecodeError::OtherFormat),
            (cut, DecodeError::Damaged),
            (&sealed(&longer), DecodeError::NotPlayable),
            (&sealed(b""), DecodeError::NotPlayable),
        ] {
            assert_eq!(decode(bytes), Err(error), "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_bank_or_a_code(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            _ = decode(&bytes);
            _ = decode(&sealed(&bytes));
        }

        #[test]
        fn a_changed_byte_is_noticed(at in any::<prop::sample::Index>(), change in 1..=u8::MAX) {
            let mut bytes = encode(&bank(3));
            let at = at.index(bytes.len());
            bytes[at] ^= change;
            prop_assert!(decode(&bytes).is_err());
        }

        /// Even when somebody made the checksum fit.
        #[test]
        fn a_forged_bank_is_playable_or_refused(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
            let mut payload = encode(&bank(3)).split_off(5);
            let at = at.index(payload.len());
            payload[at] = byte;
            if let Ok(bank) = decode(&sealed(&payload)) {
                prop_assert!(!bank.questions().is_empty());
                crate::testing::play_through(&bank);
            }
        }
    }
}
