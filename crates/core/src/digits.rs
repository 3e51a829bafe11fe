//! Numbers as text and back. The standard library's ways would cost a reader 700 bytes.

/// A number in decimal digits.
pub fn decimal(number: u32) -> String {
    let mut place = 1;
    while 10 <= number / place {
        place *= 10;
    }
    let mut text = String::new();
    while 0 < place {
        text.extend(char::from_digit(number / place % 10, 10));
        place /= 10;
    }
    text
}

/// The number in decimal digits. `None` when there are none, other characters, or too many.
pub fn number(text: &str) -> Option<u32> {
    let mut digits = text.bytes().map(|byte| char::from(byte).to_digit(10));
    let value = digits.try_fold(0_u32, |value, digit| value.checked_mul(10)?.checked_add(digit?));
    value.filter(|_| !text.is_empty())
}

/// A number in eight hexadecimal digits.
pub(crate) fn hexadecimal(number: u32) -> String {
    (0..8).rev().filter_map(|place| char::from_digit((number >> (4 * place)) & 15, 16)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{decimal, hexadecimal, number};

    proptest! {
        #[test]
        fn numbers_are_written_as_the_standard_library_does(value in any::<u32>()) {
            prop_assert_eq!(decimal(value), value.to_string());
            prop_assert_eq!(hexadecimal(value), format!("{value:08x}"));
            prop_assert_eq!(number(&value.to_string()), Some(value));
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for value in [0, 9, 10, 99, 100, u32::MAX] {
            assert_eq!(decimal(value), value.to_string());
        }
        for text in ["", "-1", "+1", "1 ", "4294967296", "1a"] {
            assert_eq!(number(text), None, "{text:?}");
        }
    }
}
