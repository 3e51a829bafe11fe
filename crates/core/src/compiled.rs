//! The bank as bytes for the widget: any bytes are a playable bank or a code, never a panic.
//!
//! Layout: the format number, the version (four bytes, little-endian), and the parts of the bank, one after the other:
//! numbers in LEB128, texts as a length and UTF-8, lists as a length and their items. The version is the hash of what
//! follows, so a damaged file is known before it is read.
//!
//! Written by hand, for serde's derived code for the same costs a reader 1,300 bytes, compressed.

mod read;

use crate::bank::{Bank, Version, write};

/// The number that a compiled bank of this form begins with.
pub const FORMAT: u8 = 5;

/// Why bytes are not a bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// They begin with another format number: a newer bank, or no bank at all.
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
    let mut bytes = vec![FORMAT];
    bytes.extend_from_slice(&bank.version().0.to_le_bytes());
    bytes.extend(write::parts(bank.parts()));
    bytes
}

/// The bank in the bytes.
///
/// # Errors
/// Why the bytes are not a bank.
pub fn decode(bytes: &[u8]) -> Result<Bank, DecodeError> {
    let (&format, rest) = bytes.split_first().ok_or(DecodeError::Damaged)?;
    if format != FORMAT {
        return Err(DecodeError::OtherFormat);
    }
    let (version, payload) = rest.split_first_chunk().ok_or(DecodeError::Damaged)?;
    let version = Version(u32::from_le_bytes(*version));
    if version != Version::of(payload) {
        return Err(DecodeError::Damaged);
    }
    let bank = read::parts(payload).and_then(|parts| Bank::decoded(parts, version));
    bank.ok_or(DecodeError::NotPlayable)
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

    /// Bytes with the version that fits them, so that a test gets past the first look.
    fn sealed(payload: &[u8]) -> Vec<u8> {
        let version = Version::of(payload).0.to_le_bytes();
        [&[FORMAT][..], &version, payload].concat()
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
        assert_eq!((FORMAT, bank(3).version().to_string().as_str()), (5, "8800c5e8"));
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

        /// Even when somebody made the version fit.
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
