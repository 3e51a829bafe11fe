//! Compiled banks as they travel. Most hosts compress only the types that they know and send a bank as it is, so it is
//! compressed when it is built; the page unpacks it (static/embed/packed.js, `DecompressionStream`).

use std::io::{Read as _, Write as _};

use anyhow::{Context as _, Result};
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use newsquiz_core::compiled;

/// The number that a packed bank begins with. The formats of compiled banks (`newsquiz_core::compiled::FORMAT`) stay
/// below it; what follows is the compiled bank as a raw DEFLATE stream (RFC 1951).
pub const PACKED: u8 = 128;

/// What stands in the place of the bank of a quiz that was withdrawn, and nothing behind it (static/embed/packed.js). It is no
/// format that there is or will be, so that programs of before refuse it, as they refuse whatever they cannot read.
pub const RETIRED: u8 = 127;

const _: () =
    assert!(compiled::FORMAT < RETIRED, "a compiled bank would be taken for one that was withdrawn");
const _: () = assert!(compiled::OUTLINE < RETIRED, "an outline would be taken for a bank that was withdrawn");
const _: () = assert!(compiled::FORMAT < PACKED, "a compiled bank would be taken for a packed one");

/// A compiled bank, packed.
///
/// # Errors
/// The encoder fails.
pub fn pack(bank: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(vec![PACKED], Compression::best());
    encoder.write_all(bank).and_then(|()| encoder.finish()).context("cannot pack a bank")
}

/// The compiled bank in a packed one; one that is not packed is as it is.
///
/// # Errors
/// It was cut off or changed on the way.
pub fn unpack(bytes: &[u8]) -> Result<Vec<u8>> {
    let Some((&PACKED, stream)) = bytes.split_first() else {
        return Ok(bytes.to_vec());
    };
    let mut bank = Vec::new();
    DeflateDecoder::new(stream).read_to_end(&mut bank).context("cannot unpack a bank")?;
    Ok(bank)
}

#[cfg(test)]
mod tests {
    use newsquiz_core::bank::MOST_FURTHER;

    use super::*;

    /// The scripts that load banks say the same.
    #[test]
    fn the_numbers_are_those_of_the_scripts() {
        for (script, name, number) in [
            ("packed.js", "PACKED", PACKED.into()),
            ("packed.js", "RETIRED", RETIRED.into()),
            ("wanted-bank.js", "MOST_FURTHER", MOST_FURTHER),
        ] {
            let text = crate::testing::text(&format!("static/embed/{script}"));
            assert!(text.contains(&format!("const {name} = {number};")), "{name}");
        }
        let formats =
            format!("new Set([{}, {}, {}, RETIRED])", compiled::WHOLE, compiled::FORMAT, compiled::OUTLINE);
        assert!(crate::testing::text("static/embed/bank.js").contains(&formats), "{formats}");
    }

    #[test]
    fn a_packed_bank_is_smaller_and_comes_back_as_it_was() {
        let bank = [&[compiled::FORMAT][..], &b"Which month is it? ".repeat(20)].concat();
        let packed = pack(&bank).unwrap();
        assert!(packed.len() < bank.len() / 4, "{} of {}", packed.len(), bank.len());
        assert_eq!(unpack(&packed).unwrap(), bank);
        assert_eq!(unpack(&bank).unwrap(), bank, "not packed");
        assert!(unpack(&packed[..packed.len() / 2]).is_err(), "cut off");
    }
}
