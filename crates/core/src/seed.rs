//! The short text that a draw is made from, so that readers can share it. It does not know what is drawn.

use core::fmt;
use std::rc::Rc;

/// What a draw is made from: 1 to 32 letters, digits, `-` or `_`, so that it stands in a link as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seed(Rc<str>);

impl Seed {
    /// Reads a seed. `None` when it is empty, too long, or has another character.
    pub fn new(text: &str) -> Option<Seed> {
        let fits = matches!(text.len(), 1..=32)
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        fits.then(|| Seed(text.into()))
    }

    /// The seed that writes a number in base 32: at most seven characters, none of them easily mistaken for another.
    pub fn from_number(mut number: u32) -> Seed {
        // The alphabet of Crockford's Base 32 in lower case: no i, l, o or u.
        const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
        let mut text = String::new();
        loop {
            text.extend(DIGITS.get(number as usize % 32).map(|&digit| char::from(digit)));
            number /= 32;
            if number == 0 {
                return Seed(text.into());
            }
        }
    }

    /// The text of the seed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number that the generator starts from.
    pub(crate) fn state(&self) -> u64 {
        fnv1a(self.0.as_bytes())
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The 64-bit FNV-1a hash (draft-eastlake-fnv): not for secrets, the same on every machine.
pub(crate) fn fnv1a(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::{Seed, fnv1a};

    #[test]
    fn only_what_can_stand_in_a_link_is_a_seed() {
        for (text, fits) in [
            ("hanoi", true),
            ("A-9_z", true),
            ("", false),
            ("two words", false),
            ("é", false),
            ("a:b", false),
            ("12345678901234567890123456789012", true),
            ("123456789012345678901234567890123", false),
        ] {
            assert_eq!(Seed::new(text).is_some(), fits, "{text:?}");
        }
    }

    #[test]
    fn numbers_become_short_seeds() {
        for (number, text) in [(0, "0"), (31, "z"), (32, "01"), (u32::MAX, "zzzzzz3")] {
            assert_eq!(Seed::from_number(number).as_str(), text, "{number}");
            assert!(Seed::new(text).is_some(), "{text}");
        }
    }

    #[test]
    fn the_hash_is_the_published_one() {
        // Test vectors of the FNV authors.
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
