//! Where the sentences of a text begin and end (Unicode Standard Annex 29). It knows no article.

use core::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

/// The sentences of a text, without the white space between them.
pub(crate) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    for (start, part) in text.split_sentence_bound_indices() {
        let sentence = start..start + part.trim_end().len();
        match sentences.last_mut() {
            // Two sentences that belong together read better than one that is cut.
            Some(last) if text.get(last.clone()).is_some_and(|last| goes_on(last, part)) => {
                last.end = sentence.end
            }
            _ => sentences.push(sentence),
        }
    }
    sentences
}

/// Titles, which stand before a name: their full stop ends no sentence.
const TITLES: [&str; 18] = [
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Sen", "Rep", "Gov", "Gen", "Col", "Capt", "Lt", "Sgt", "Rev", "Hon",
    "St", "Sr", "Sra",
];

/// What stands before a number, and may end a sentence too.
const BEFORE_NUMBERS: [&str; 10] = ["Jan", "Feb", "Mar", "Apr", "Aug", "Sept", "Oct", "Nov", "Dec", "No"];

/// Whether a sentence goes on behind its full stop, though the standard's rules see an end there.
fn goes_on(sentence: &str, next: &str) -> bool {
    let shortened =
        sentence.strip_suffix('.').and_then(|text| text.rsplit(|sign: char| !sign.is_alphabetic()).next());
    let is_of = |words: &[&str]| shortened.is_some_and(|word| words.contains(&word));
    let is_before_number = next.starts_with(|sign: char| sign.is_ascii_digit());
    ends_in_initial(sentence) || is_of(&TITLES) || is_before_number && is_of(&BEFORE_NUMBERS)
}

/// Whether a text ends in a single letter and a full stop, as in "U.S.": the standard's rules see an end there.
fn ends_in_initial(text: &str) -> bool {
    let mut letters = text.chars().rev();
    letters.next() == Some('.')
        && letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_none_or(|before| !before.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn an_abbreviation_ends_no_sentence() {
        for (text, count) in [
            ("A U.S. Senator came. He left.", 2),
            ("Plan B. It worked.", 1),
            ("He left.", 1),
            ("", 0),
            ("It was said by Mr. Smith on Nov. 1. He left.", 2),
            ("Was it? No. He left.", 3),
            ("It is No. 4. He left.", 2),
            ("It ended in 2010. He left.", 2),
            ("It ended in Nov. He left.", 2),
        ] {
            assert_eq!(sentences(text).len(), count, "{text}");
        }
    }
}
