//! Finding a quote in a text: the same code proves evidence when a bank is built and finds it on a page.
//!
//! Texts are compared as readers see them: white space is one space wherever and however much of it there is, soft
//! hyphens and zero-width spaces are not there, and straight quotation marks are as good as curly ones.
//!
//! `static/article.js` finds quotes in the page of the article by the same rules: keep both the same. A test in the
//! browsers holds one against the other (`tests/browser/passages.rs`).

use core::ops::Range;

/// A quote as W3C Web Annotation's `TextQuoteSelector` has it. Empty `prefix` and `suffix` ask for nothing.
#[derive(Clone, Copy, Debug)]
pub struct Quote<'a> {
    /// The quoted words.
    pub exact: &'a str,
    /// The words just before them.
    pub prefix: &'a str,
    /// The words just after them.
    pub suffix: &'a str,
}

/// A character as it is compared, and where it stands in the text, in bytes.
struct Seen {
    as_compared: char,
    at: Range<usize>,
}

/// Where a quote stands in a text, in bytes, from the first place to the last. An empty quote stands nowhere.
pub fn places(text: &str, quote: Quote<'_>) -> Vec<Range<usize>> {
    let text = seen(text);
    let [exact, prefix, suffix] = [quote.exact, quote.prefix, quote.suffix].map(|part| {
        let part = seen(part);
        // White space at the ends of a part is the page's business.
        let end = part.iter().rposition(|c| c.as_compared != ' ').map_or(0, |last| last + 1);
        part.into_iter().take(end).skip_while(|c| c.as_compared == ' ').collect::<Vec<_>>()
    });
    if exact.is_empty() {
        return Vec::new();
    }
    let same = |one: &[Seen], other: &[Seen]| {
        one.len() == other.len()
            && one.iter().zip(other).all(|(one, other)| one.as_compared == other.as_compared)
    };
    let mut places = Vec::new();
    for (ix, window) in text.windows(exact.len()).enumerate() {
        let before = text.get(..ix).map_or(&[][..], without_last_space);
        let after = text.get(ix + exact.len()..).map_or(&[][..], without_first_space);
        let tail = before.len().checked_sub(prefix.len()).and_then(|start| before.get(start..));
        let fits = same(window, &exact)
            && (prefix.is_empty() || tail.is_some_and(|tail| same(tail, &prefix)))
            && (suffix.is_empty() || after.get(..suffix.len()).is_some_and(|head| same(head, &suffix)));
        if let (true, Some(first), Some(last)) = (fits, window.first(), window.last()) {
            places.push(first.at.start..last.at.end);
        }
    }
    places
}

/// The fragment, with its `#`, that makes a browser scroll to a passage and mark it (WICG, "Text Fragments"). What
/// stands just before and after it chooses among its places; empty, it asks for nothing.
pub fn text_fragment(before: &str, passage: &str, after: &str) -> String {
    let mut fragment = String::from("#:~:text=");
    if !before.is_empty() {
        encode(before, &mut fragment);
        fragment.push_str("-,");
    }
    encode(passage, &mut fragment);
    if !after.is_empty() {
        fragment.push_str(",-");
        encode(after, &mut fragment);
    }
    fragment
}

/// Percent-encodes all but letters and digits: of the rest, `-`, `,` and `&` mean something in a text fragment.
fn encode(text: &str, to: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            to.push(char::from(byte));
        } else {
            to.push('%');
            to.extend(
                [byte >> 4, byte & 15]
                    .iter()
                    .filter_map(|&digit| HEX.get(usize::from(digit)))
                    .map(|&c| char::from(c)),
            );
        }
    }
}

fn without_last_space(text: &[Seen]) -> &[Seen] {
    match text {
        [rest @ .., Seen { as_compared: ' ', .. }] => rest,
        _ => text,
    }
}

fn without_first_space(text: &[Seen]) -> &[Seen] {
    match text {
        [Seen { as_compared: ' ', .. }, rest @ ..] => rest,
        _ => text,
    }
}

/// A text as it is compared.
fn seen(text: &str) -> Vec<Seen> {
    let mut seen: Vec<Seen> = Vec::new();
    for (start, c) in text.char_indices() {
        let at = start..start + c.len_utf8();
        let as_compared = match c {
            '\u{ad}' | '\u{200b}' => continue,
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        match seen.last_mut() {
            Some(last) if as_compared == ' ' && last.as_compared == ' ' => last.at.end = at.end,
            _ => seen.push(Seen { as_compared, at }),
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Quote, places};

    fn quote(exact: &str) -> Quote<'_> {
        Quote { exact, prefix: "", suffix: "" }
    }

    #[test]
    fn texts_are_compared_as_readers_see_them() {
        for (text, exact, found) in [
            ("An office opened.", "office", vec!["office"]),
            ("An\n   office\u{a0}opened.", "An office opened", vec!["An\n   office\u{a0}opened"]),
            ("won’t “jump”", "won't \"jump\"", vec!["won’t “jump”"]),
            ("won't \"jump\"", "won’t “jump”", vec!["won't \"jump\""]),
            ("extra\u{ad}ordinary", "extraordinary", vec!["extra\u{ad}ordinary"]),
            ("quick\u{200b}brown", "quickbrown", vec!["quick\u{200b}brown"]),
            ("two, two", " two ", vec!["two", "two"]),
            ("aaa", "aa", vec!["aa", "aa"]),
            ("Office", "office", vec![]),
            ("office", "", vec![]),
            ("", "office", vec![]),
            ("東京都は日本の首都", "日本の首都", vec!["日本の首都"]),
        ] {
            let found_now: Vec<_> =
                places(text, quote(exact)).into_iter().map(|place| &text[place]).collect();
            assert_eq!(found_now, found, "{exact:?} in {text:?}");
        }
    }

    #[test]
    fn words_around_a_quote_choose_among_its_places() {
        let text = "The North said no. The South said no.";
        for (prefix, suffix, starts) in [
            ("", "", vec![10, 29]),
            ("North", "", vec![10]),
            ("The South ", "", vec![29]),
            ("", ". The", vec![10]),
            ("South", ". The", vec![]),
        ] {
            let found = places(text, Quote { exact: "said no", prefix, suffix });
            let found: Vec<_> = found.into_iter().map(|place| place.start).collect();
            assert_eq!(found, starts, "{prefix:?} {suffix:?}");
        }
    }

    #[test]
    fn a_text_fragment_encodes_what_means_something_in_it() {
        for (before, passage, after, fragment) in [
            ("", "well-known, yes", "", "#:~:text=well%2Dknown%2C%20yes"),
            ("", "a & “é”", "", "#:~:text=a%20%26%20%E2%80%9C%C3%A9%E2%80%9D"),
            ("so-so.", "No", "", "#:~:text=so%2Dso%2E-,No"),
            ("", "No", "and on", "#:~:text=No,-and%20on"),
        ] {
            assert_eq!(super::text_fragment(before, passage, after), fragment);
        }
    }

    proptest! {
        #[test]
        fn a_part_of_a_text_is_found_where_it_stands(text in "[ab ’'\u{ad}é]{0,30}", from: prop::sample::Index, len in 1..8_usize) {
            let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            prop_assume!(!starts.is_empty());
            let first = from.index(starts.len());
            let end = starts.get(first + len).copied().unwrap_or(text.len());
            let exact = &text[starts[first]..end];
            prop_assume!(exact.chars().any(|c| c != '\u{ad}' && c != ' '));
            let found = places(&text, quote(exact));
            prop_assert!(
                found.iter().any(|place| starts[first] <= place.start && place.end <= end
                    || place.start <= starts[first] && end <= place.end),
                "{:?} in {:?}: {:?}", exact, text, found
            );
        }
    }
}
