//! Texts in parts, at signs of one byte. The standard library looks for a sign by whole words of memory, and steps through
//! characters: both would cost a reader 500 bytes, for texts of a line.

/// What is before the first `sign`, and what is behind it. `None` where there is none. `sign` is an ASCII character.
pub fn once(text: &str, sign: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == sign)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// The parts between signs: one more than there are signs, and each maybe empty. `sign` is an ASCII character.
pub fn all(text: &str, sign: u8) -> Parts<'_> {
    Parts { rest: Some(text), sign }
}

/// The parts of a text that are still to come.
#[derive(Debug)]
pub struct Parts<'a> {
    rest: Option<&'a str>,
    sign: u8,
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let text = self.rest?;
        let cut = once(text, self.sign);
        self.rest = cut.map(|(_, rest)| rest);
        Some(cut.map_or(text, |(part, _)| part))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{all, once};

    proptest! {
        #[test]
        fn texts_are_split_as_the_standard_library_does(text in "[a. é]{0,8}") {
            prop_assert_eq!(once(&text, b'.'), text.split_once('.'));
            prop_assert_eq!(all(&text, b'.').collect::<Vec<_>>(), text.split('.').collect::<Vec<_>>());
        }
    }
}
