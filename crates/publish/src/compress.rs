//! Compressed copies of files, made once and nearly as well as can be, so that no host has to do it on each request.

use std::io::Write as _;

use anyhow::{Context as _, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::{file_type, review};

/// The suffix of a brotli copy: `quiz.js` has `quiz.js.br`.
pub const BROTLI: &str = "br";

/// The suffix of a gzip copy.
pub const GZIP: &str = "gz";

/// The best that brotli can, for what is compressed once and read by all.
const BEST: i32 = 11;

/// One step below it, for large pages, which each bank has five of: two and a half times as fast, and the copies of the
/// demonstration's pages are 2 to 4 per cent larger, 160 bytes of a page of 30 kB. One more step is 12 per cent, and hardly
/// faster.
const GOOD: i32 = 10;

/// Fast, and 13 per cent larger than the best: for pages that no reader loads.
const FAST: i32 = 5;

/// How large a page is, in bytes, before its compression takes so long that it matters.
const LARGE: usize = 16_000;

/// Whether a file is a compressed copy, by its name.
pub fn is_copy(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, suffix)| [BROTLI, GZIP].contains(&suffix))
}

/// The name of the file that a compressed copy is of; other names are as they are.
pub fn original(name: &str) -> &str {
    if is_copy(name) { name.rsplit_once('.').map_or(name, |(original, _)| original) } else { name }
}

/// The copies of a file that are smaller than the file, each with its suffix; none for files that gain nothing.
///
/// # Errors
/// An encoder fails.
pub fn copies(name: &str, bytes: &[u8]) -> Result<Vec<(&'static str, Vec<u8>)>> {
    if !file_type::of(name).is_some_and(|file_type| file_type.is_compressible) {
        return Ok(Vec::new());
    }
    let quality = match name.rsplit('/').next() {
        Some(review::FILE) => FAST,
        _ if name.ends_with(".html") && bytes.len() >= LARGE => GOOD,
        _ => BEST,
    };
    let copies = [(BROTLI, brotli_at(quality, bytes)?), (GZIP, gzip(bytes)?)];
    Ok(copies.into_iter().filter(|(_, copy)| copy.len() < bytes.len()).collect())
}

/// A text compressed as well as brotli can.
///
/// # Errors
/// The encoder fails.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    brotli_at(BEST, bytes)
}

fn brotli_at(quality: i32, bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams { quality, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut copy = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut copy, &parameters).context("cannot compress by brotli")?;
    Ok(copy)
}

/// # Errors
/// The encoder fails.
fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).context("cannot compress by gzip")
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;
    use crate::testing;

    #[test]
    fn a_large_page_is_compressed_nearly_as_well_as_can_be() {
        let page = review::page(&testing::liaison_office(), None).unwrap();
        assert!(page.len() > LARGE);
        let copy = |name: &str| copies(name, page.as_bytes()).unwrap().swap_remove(0).1.len();
        let (fast, best) = (copy("index.html"), copy("text.txt"));
        assert!(best < fast && fast * 100 <= best * 104, "{fast} {best}");
    }

    #[test]
    fn only_copies_that_are_smaller_are_made() {
        let text = "Ten words of a text are repeated again and again. ".repeat(20);
        let suffixes = |name: &str, text: &str| -> Vec<&str> {
            copies(name, text.as_bytes()).unwrap().into_iter().map(|(suffix, _)| suffix).collect()
        };
        assert_eq!(suffixes("long.txt", &text), [BROTLI, GZIP]);
        assert!(suffixes("short.txt", "ok").is_empty());
        assert!(suffixes("icon.png", &text).is_empty());
        assert!(is_copy("long.txt.br") && is_copy("long.txt.gz") && !is_copy("long.txt"));
        assert_eq!((original("long.txt.br"), original("long.txt")), ("long.txt", "long.txt"));

        let made = copies("long.txt", text.as_bytes()).unwrap();
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &*made[0].1, &mut back).unwrap();
        assert_eq!(back, text.as_bytes());
        let mut back = String::new();
        flate2::read::GzDecoder::new(&*made[1].1).read_to_string(&mut back).unwrap();
        assert_eq!(back, text);
    }
}
