//! From the bytes of a page or a text to words, whatever encoding it is in.

use anyhow::{Result, bail, ensure};
use encoding_rs::{Encoding, UTF_8};
use newsquiz_compiler::PageHead;

/// A text, and the encoding that it was in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The name of the encoding, as `UTF-8`.
    pub charset: &'static str,
}

/// Decodes bytes. What they begin with says the encoding (a byte order mark), else who sent them, else the page itself;
/// where none does, it is UTF-8. `name` is where they came from, for messages.
///
/// # Errors
/// They are not in that encoding, or it has a name that nobody knows.
pub fn decode(name: &str, bytes: &[u8], sent_as: Option<&str>) -> Result<Decoded> {
    let in_page = PageHead::parse(&String::from_utf8_lossy(bytes)).charset;
    let label = sent_as.map(str::to_owned).or(in_page);
    let encoding = match &label {
        None => UTF_8,
        Some(label) => match Encoding::for_label(label.as_bytes()) {
            // A page that could say so in letters is not in UTF-16.
            Some(encoding) => encoding.output_encoding(),
            None => bail!("{name} says that it is in “{label}”, which is no encoding; save it as UTF-8"),
        },
    };
    let (text, encoding, is_broken) = encoding.decode(bytes);
    match label {
        None => {
            ensure!(!is_broken, "{name} is not in UTF-8, and does not say what it is in; save it as UTF-8")
        }
        Some(_) => ensure!(
            !is_broken,
            "{name} says that it is in {}, but has bytes that {0} has not; save it as UTF-8",
            encoding.name()
        ),
    }
    Ok(Decoded { text: text.into_owned(), charset: encoding.name() })
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn a_text_is_read_in_the_encoding_that_it_names() {
        for (bytes, sent_as, text, charset) in [
            (&b"caf\xc3\xa9"[..], None, "café", "UTF-8"),
            (b"\xef\xbb\xbfcaf\xc3\xa9", Some("latin1"), "café", "UTF-8"),
            (b"\xff\xfea\0", None, "a", "UTF-16LE"),
            (b"caf\xe9", Some("ISO-8859-1"), "café", "windows-1252"),
            (b"<meta charset=latin1>\xe9", None, "<meta charset=latin1>é", "windows-1252"),
            (b"<meta charset=latin1>\xc3\xa9", Some("utf-8"), "<meta charset=latin1>é", "UTF-8"),
            (b"<meta charset=utf-16>a", None, "<meta charset=utf-16>a", "UTF-8"),
        ] {
            let decoded = decode("a", bytes, sent_as).unwrap();
            assert_eq!((&*decoded.text, decoded.charset), (text, charset), "{bytes:?} {sent_as:?}");
        }
    }

    #[test]
    fn a_text_in_another_encoding_than_it_says_is_told() {
        for (bytes, sent_as, message) in [
            (&b"caf\xe9"[..], None, "a.txt is not in UTF-8, and does not say"),
            (b"<meta charset=utf-8>\xe9", None, "a.txt says that it is in UTF-8, but has bytes"),
            (b"a", Some("klingon"), "a.txt says that it is in “klingon”, which is no encoding"),
        ] {
            let error = decode("a.txt", bytes, sent_as).unwrap_err().to_string();
            assert!(error.starts_with(message), "{error}");
        }
    }
}
