//! Finding a quote in a text: the same code proves evidence when a bank is built and finds it on a page.
//!
//! Texts are compared as readers see them, by the rules for characters in [`crate::text`]: spaces, quotation marks,
//! dashes, accents and what no eye sees make no difference.
//!
//! `static/article.js` finds quotes in the page of the article by the same rules: keep both the same. Tests in the
//! browsers hold one against the other (`tests/browser/passages.rs`, `tests/browser/one_text.rs`).

use core::ops::Range;

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use crate::text::{Compared, compared};

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

/// A text that quotes are looked for in, as it is compared. Making it takes longer than looking for a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Searched(Vec<Seen>);

/// A character as it is compared, and where it stands in the text, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Seen {
    as_compared: char,
    at: Range<usize>,
}

/// Where a quote stands in a text, in bytes, from the first place to the last. An empty quote stands nowhere.
pub fn places(text: &str, quote: Quote<'_>) -> Vec<Range<usize>> {
    Searched::new(text).places(&Wanted::new(quote))
}

impl Searched {
    /// Takes a text.
    pub fn new(text: &str) -> Searched {
        Searched(seen(text))
    }

    /// Where a quote stands in it, as [`places`] says.
    pub fn places(&self, wanted: &Wanted) -> Vec<Range<usize>> {
        places_in(&self.0, wanted)
    }
}

/// A quote as it is compared, to look for it in many texts.
#[derive(Clone, Debug)]
pub struct Wanted {
    exact: Vec<Seen>,
    prefix: Vec<Seen>,
    suffix: Vec<Seen>,
}

impl Wanted {
    /// Takes a quote.
    pub fn new(quote: Quote<'_>) -> Wanted {
        let part = |part: &str| {
            let part = seen(part);
            // White space at the ends of a part is the page's business.
            let end = part.iter().rposition(|c| c.as_compared != ' ').map_or(0, |last| last + 1);
            part.into_iter().take(end).skip_while(|c| c.as_compared == ' ').collect()
        };
        Wanted { exact: part(quote.exact), prefix: part(quote.prefix), suffix: part(quote.suffix) }
    }
}

fn places_in(text: &[Seen], Wanted { exact, prefix, suffix }: &Wanted) -> Vec<Range<usize>> {
    if exact.is_empty() {
        return Vec::new();
    }
    let same = |one: &[Seen], other: &[Seen]| {
        one.len() == other.len()
            && one.iter().zip(other).all(|(one, other)| one.as_compared == other.as_compared)
    };
    let mut places = Vec::new();
    for (ix, window) in text.windows(exact.len()).enumerate() {
        if !same(window, exact) {
            continue;
        }
        let before = text.get(..ix).map_or(&[][..], without_last_space);
        let after = text.get(ix + exact.len()..).map_or(&[][..], without_first_space);
        let tail = before.len().checked_sub(prefix.len()).and_then(|start| before.get(start..));
        let fits = (prefix.is_empty() || tail.is_some_and(|tail| same(tail, prefix)))
            && (suffix.is_empty() || after.get(..suffix.len()).is_some_and(|head| same(head, suffix)));
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
pub fn as_compared(text: &str) -> String {
    seen(text).into_iter().map(|seen| seen.as_compared).collect()
}

/// A text as it is compared, and where each of its characters stands.
fn seen(text: &str) -> Vec<Seen> {
    let mut seen = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        while let Some((at, accent)) = chars.next_if(|&(_, next)| is_joined(next)) {
            end = at + accent.len_utf8();
        }
        for c in text.get(start..end).unwrap_or_default().nfc() {
            add(&mut seen, c, start..end);
        }
    }
    seen
}

/// Whether a character makes one with what stands before it: an accent, or a later letter of a Korean syllable.
fn is_joined(c: char) -> bool {
    is_combining_mark(c) || ('\u{1160}'..='\u{11ff}').contains(&c)
}

/// Adds a character that stands at a place.
fn add(seen: &mut Vec<Seen>, c: char, at: Range<usize>) {
    let as_compared = match compared(c) {
        Compared::Nothing => return,
        Compared::Space => ' ',
        Compared::QuotationMark => QUOTATION_MARK,
        Compared::Dash => '-',
        Compared::Mark(c) | Compared::Other(c) => c,
    };
    let is_tight = |c| c == QUOTATION_MARK || matches!(compared(c), Compared::Mark(_));
    match (seen.as_mut_slice(), as_compared) {
        // Several make one.
        ([.., last @ Seen { as_compared: ' ', .. }], ' ')
        | ([.., last @ Seen { as_compared: '-', .. }], '-') => {
            last.at.end = at.end;
            return;
        }
        ([.., before, last], '.') if before.as_compared == '.' && last.as_compared == '.' => {
            before.as_compared = '…';
            before.at.end = at.end;
            seen.pop();
            return;
        }
        // No space beside a mark.
        ([.., last], ' ') if is_tight(last.as_compared) => return,
        ([.., Seen { as_compared: ' ', .. }], c) if is_tight(c) => {
            seen.pop();
        }
        _ => {}
    }
    seen.push(Seen { as_compared, at });
}

/// What all quotation marks compare as.
const QUOTATION_MARK: char = '\'';

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
            ("quick\u{feff}\u{2060}brown", "quickbrown", vec!["quick\u{feff}\u{2060}brown"]),
            ("„Nein“, sagte sie", "\"Nein\", sagte", vec!["„Nein“, sagte"]),
            ("«\u{202f}Oui\u{202f}», dit-il", "“Oui”, dit", vec!["«\u{202f}Oui\u{202f}», dit"]),
            ("Vrai\u{202f}? Oui", "Vrai? Oui", vec!["Vrai\u{202f}? Oui"]),
            ("Vrai? Oui", "Vrai ? Oui", vec!["Vrai? Oui"]),
            ("a year -- or two", "a year — or two", vec!["a year -- or two"]),
            ("a year—or two", "year--or", vec!["year—or"]),
            ("a well\u{2011}known office", "well-known", vec!["well\u{2011}known"]),
            ("from 2–3 to −4", "2-3 to -4", vec!["2–3 to −4"]),
            ("an office – opened", "office - opened", vec!["office – opened"]),
            ("Wait... what", "Wait… what", vec!["Wait... what"]),
            ("Wait… what", "Wait... what", vec!["Wait… what"]),
            ("A cafe\u{301} opened", "café opened", vec!["cafe\u{301} opened"]),
            ("A café opened", "cafe\u{301}", vec!["café"]),
            ("A cafe\u{301} opened", "cafe", vec![]),
            ("Vie\u{302}\u{323}t Nam", "Việt", vec!["Vie\u{302}\u{323}t"]),
            ("\u{1112}\u{1161}\u{11ab}국", "한국", vec!["\u{1112}\u{1161}\u{11ab}국"]),
            ("a plot of 4×4", "4x4", vec!["4×4"]),
            ("It cost 40 million", "cost 45 million", vec![]),
            ("10 000 people", "10000 people", vec![]),
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
