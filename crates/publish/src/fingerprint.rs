//! Names that hold a hash of their file's content, so that hosts and browsers may keep the file for ever. The rule stands
//! here alone: what makes such names, and what knows them.

use sha2::{Digest as _, Sha256};

/// How many hexadecimal digits of the hash stand in a name. 32 bits tell the versions of a file apart, and the starter
/// carries seven of them: they do not compress.
const DIGITS: usize = 8;

/// What hashed names end with, as a regular expression for scripts: [`is_lasting`] says the same.
pub const PATTERN: &str = "-[0-9a-f]{8}[.](js|wasm|css|svg|png)$";

/// The types of files that have such names.
const EXTENSIONS: [&str; 5] = ["js", "wasm", "css", "svg", "png"];

/// The name of a file with the hash of its content: `quiz.css` becomes `quiz-1a2b3c4d.css`.
pub fn name(name: &str, content: &[u8]) -> String {
    let digest = digest(content);
    let hash = digest.get(..DIGITS).unwrap_or(&digest);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash}.{extension}"),
        None => format!("{name}-{hash}"),
    }
}

/// Whether a path's file name holds a hash of its content. Such a file never changes under its name.
pub fn is_lasting(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let Some((stem, extension)) = name.rsplit_once('.') else {
        return false;
    };
    let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
    let is_digit = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    EXTENSIONS.contains(&extension) && hash.len() == DIGITS && hash.bytes().all(is_digit)
}

/// The whole SHA-256 of a content, as hexadecimal digits.
pub fn digest(content: &[u8]) -> String {
    hex(&Sha256::digest(content))
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;

    #[test]
    fn a_name_holds_the_hash_of_the_content() {
        // The first eight digits of the SHA-256 of "style", as `sha256sum` tells it.
        assert_eq!(name("quiz.css", b"style"), "quiz-cb86eb2d.css");
        assert_ne!(name("quiz.css", b"styles"), name("quiz.css", b"style"));
        assert!(is_lasting(&name("icon-maskable-512.png", b"picture")));
    }

    #[test]
    fn a_hash_in_a_name_is_told_from_words_and_scripts_are_told_the_same() {
        let pattern = Regex::new(PATTERN).unwrap();
        let rows = [
            ("/newsquiz-1a2b3c4d.js", true),
            ("/a/newsquiz-1a2b3c4d.wasm", true),
            ("/icon-192-1a2b3c4d.png", true),
            ("/newsquiz-1a2b3c4.js", false),
            ("/newsquiz-1a2b3c4d5.js", false),
            ("/newsquiz-1A2B3C4D.js", false),
            ("/1a2b3c4d.js", false),
            ("/banks/bank-1a2b3c4d/article.html", false),
            ("/news/summit-20190228.html", false),
            ("/banks/a/bank-1a2b3c4d.bin", false),
            ("/newsquiz-1a2b3c4d", false),
            ("/index.html", false),
            ("/", false),
        ];
        for (path, expected) in rows {
            assert_eq!(is_lasting(path), expected, "{path}");
            assert_eq!(pattern.is_match(path), expected, "{path}");
        }
    }
}
