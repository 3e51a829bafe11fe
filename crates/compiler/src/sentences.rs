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
            Some(last) if text.get(last.clone()).is_some_and(ends_in_initial) => last.end = sentence.end,
            _ => sentences.push(sentence),
        }
    }
    sentences
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
        for (text, count) in
            [("A U.S. Senator came. He left.", 2), ("Plan B. It worked.", 1), ("He left.", 1), ("", 0)]
        {
            assert_eq!(sentences(text).len(), count, "{text}");
        }
    }
}
