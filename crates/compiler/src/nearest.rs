//! The passage of an article that is most like a quote that does not stand there: a slip of the pen, or a sentence that
//! was edited since.

use newsquiz_core::{block::Block, passage::as_compared};

use crate::Article;

/// How alike a passage has to be, from 0 to 1, before it is offered.
const LIKE: f64 = 0.6;

/// How many words a quote may have: comparing takes the square of its letters.
const LONGEST: usize = 40;

/// The passage that is most like a quote, and what it stands in.
pub(crate) fn nearest(quote: &str, article: &Article) -> Option<(String, Block)> {
    let wanted: Vec<String> = words(quote);
    if LONGEST < wanted.len() {
        return None;
    }
    let quote = wanted.join(" ");
    let mut best: Option<(f64, &str, Block)> = None;
    for (block, text) in article.blocks() {
        let places: Vec<_> = places(text);
        let compared: Vec<String> =
            places.iter().map(|place| lower(text.get(place.clone()).unwrap_or_default())).collect();
        let is_wanted: Vec<bool> = compared.iter().map(|word| wanted.contains(word)).collect();
        // A word may be missing or too many.
        for length in wanted.len().saturating_sub(1).max(1)..=wanted.len() + 1 {
            for start in 0..(places.len() + 1).saturating_sub(length) {
                let window = start..start + length;
                let shared =
                    is_wanted.get(window.clone()).unwrap_or_default().iter().filter(|&&is| is).count();
                // Comparing letters takes long, and passages with hardly a word in common are never alike.
                if 2 < wanted.len() && shared * 3 < wanted.len() {
                    continue;
                }
                let passage = compared.get(window.clone()).unwrap_or_default().join(" ");
                let likeness = strsim::normalized_damerau_levenshtein(&quote, &passage);
                if best.is_none_or(|(so_far, ..)| so_far < likeness) {
                    let (first, last) = (places.get(window.start), places.get(window.end - 1));
                    let place = first.zip(last).map(|(first, last)| first.start..last.end);
                    let passage = place.and_then(|place| text.get(place)).unwrap_or_default();
                    best = Some((likeness, passage, block));
                }
            }
        }
    }
    best.filter(|(likeness, ..)| LIKE <= *likeness).map(|(_, passage, block)| (trimmed(passage), block))
}

/// The words of a text as they are compared, in small letters and without the signs at their ends.
fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(lower).collect()
}

fn lower(word: &str) -> String {
    as_compared(word).trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Where the words of a text stand, in bytes.
fn places(text: &str) -> Vec<core::ops::Range<usize>> {
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace().map(|word| start(word)..start(word) + word.len()).collect()
}

/// A passage without the punctuation at its ends, which stands there by chance.
fn trimmed(passage: &str) -> String {
    let is_pause =
        |c: char| matches!(c, ',' | '.' | ';' | ':' | '?' | '!' | '(' | ')' | '“' | '”' | '"' | '、' | '。');
    passage.trim_matches(is_pause).to_owned()
}

#[cfg(test)]
mod tests {
    use super::nearest;
    use crate::Article;

    #[test]
    fn a_quote_with_a_slip_gets_the_passage_that_is_meant() {
        let article = Article::parse(
            "<article><h1>Lions win again</h1><p>The Lions won the final 9–4 on Sunday.</p>
             <p>“We never gave up,” said their coach, Ann Tan, afterwards.</p><ul><li>Two goals by Bo Li</ul></article>",
        );
        for (quote, expected) in [
            ("9-5", Some("9–4")),
            ("won the final by 9-4", Some("won the final 9–4")),
            ("we never give up", Some("We never gave up")),
            ("said their coach Anne Tan", Some("said their coach, Ann Tan")),
            ("Two goals of Bo Li", Some("Two goals by Bo Li")),
            ("LIONS WIN AGAIN", Some("Lions win again")),
            ("an office in the capital", None),
            ("", None),
        ] {
            let found = nearest(quote, &article).map(|(text, _)| text);
            assert_eq!(found.as_deref(), expected, "{quote}");
        }
    }
}
