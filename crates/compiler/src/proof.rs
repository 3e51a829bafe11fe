//! The proof: every quote that a question stands on is held against the article.

use core::ops::Range;
use std::rc::Rc;

use newsquiz_core::{
    passage::{self, Quote},
    problem::Place,
};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::{
    Article,
    problem::{Problem, SourceFault},
    source::{EvidenceSource, QuestionSource},
};

/// Holds the evidence of all questions against the article, and notes where in its paragraph each quote starts and
/// what the rest of its sentence is.
///
/// A quote has to stand exactly once in the whole article, in the paragraph that it names, and in whole words.
/// Returns what is wrong, in the order of the questions.
pub(crate) fn prove(questions: &mut [QuestionSource], article: &Article) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut prove_one = |place: Place, evidence: &mut EvidenceSource| match find(evidence, article) {
        Ok((text, place)) => *evidence = in_sentence(evidence.paragraph, text, place),
        Err(fault) => problems.push(Problem { place, fault }),
    };
    for (ix, question) in questions.iter_mut().enumerate() {
        if is_given(&question.evidence) {
            prove_one(Place::Question(ix), &mut question.evidence);
        }
        for (choice_ix, choice) in question.choices.iter_mut().enumerate() {
            if let Some(evidence) = choice.evidence.as_mut().filter(|evidence| is_given(evidence)) {
                prove_one(Place::Choice(ix, choice_ix), evidence);
            }
        }
    }
    problems
}

/// Whether there is something to prove: what is missing is told by the bank's own check.
fn is_given(evidence: &EvidenceSource) -> bool {
    evidence.paragraph != 0 && !evidence.exact.trim().is_empty()
}

/// The paragraph that a quote names, and where the quote stands in it.
fn find<'a>(evidence: &EvidenceSource, article: &'a Article) -> Result<(&'a str, Range<usize>), SourceFault> {
    let paragraphs = article.paragraphs();
    let named = usize::from(evidence.paragraph);
    if paragraphs.len() < named {
        return Err(SourceFault::NoSuchParagraph(evidence.paragraph, paragraphs.len()));
    }
    let quote = Quote { exact: &evidence.exact, prefix: &evidence.prefix, suffix: &evidence.suffix };
    let mut found = paragraphs.iter().enumerate().flat_map(|(ix, text)| {
        passage::places(text, quote).into_iter().map(move |place| (ix + 1, text, place))
    });
    let exact = || evidence.exact.to_string();
    let (paragraph, text, place) = found.next().ok_or_else(|| SourceFault::QuoteNotFound(exact()))?;
    match found.count() {
        0 if paragraph != named => Err(SourceFault::QuoteElsewhere(exact(), paragraph)),
        0 if !is_whole_words(text, &place) => Err(SourceFault::QuoteCutsWord(exact())),
        0 => Ok((text, place)),
        more => Err(SourceFault::QuoteAmbiguous(exact(), more + 1)),
    }
}

/// Whether a place starts and ends between words: browsers find text fragments only there. In Chinese and Japanese,
/// whose words have no spaces between them, a character is enough (Unicode Standard Annex 29). `isBound` in
/// `static/article.js` asks the same of the page.
fn is_whole_words(text: &str, place: &Range<usize>) -> bool {
    let is_bound = |at| at == text.len() || text.split_word_bound_indices().any(|(start, _)| start == at);
    is_bound(place.start) && is_bound(place.end)
}

/// Evidence as the article has it, with the rest of its sentence around it.
fn in_sentence(paragraph: u16, text: &str, place: Range<usize>) -> EvidenceSource {
    let mut sentence = place.clone();
    for part in sentences(text) {
        if part.contains(&place.start) {
            sentence.start = part.start;
        }
        if part.contains(&(place.end - 1)) {
            sentence.end = part.end;
        }
    }
    let part = |range: Range<usize>| Rc::from(text.get(range).unwrap_or_default());
    // Only from the paragraph itself: what a page puts between two paragraphs would part the words from the sentence.
    let before = last_words(text.get(..sentence.start).unwrap_or_default());
    let after =
        if before.is_empty() { first_words(text.get(sentence.end..).unwrap_or_default()) } else { "" };
    EvidenceSource {
        paragraph,
        start: text.char_indices().take_while(|(at, _)| *at < place.start).count() as u32,
        prefix: part(sentence.start..place.start),
        suffix: part(place.end..sentence.end),
        exact: part(place),
        before: before.into(),
        after: after.into(),
    }
}

/// How many words around a sentence say which one is meant.
const CONTEXT: usize = 3;

/// The last words of a text.
fn last_words(text: &str) -> &str {
    let text = text.trim();
    let start =
        text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).nth_back(CONTEXT - 1);
    text.get(start.unwrap_or(0)..).unwrap_or_default().trim()
}

/// The first words of a text.
fn first_words(text: &str) -> &str {
    let text = text.trim();
    let end = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).nth(CONTEXT - 1);
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// The sentences of a text, without the white space between them.
fn sentences(text: &str) -> Vec<Range<usize>> {
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
    use super::{find, in_sentence, is_whole_words, sentences};
    use crate::{Article, problem::SourceFault, source::EvidenceSource};

    #[test]
    fn a_quote_stands_once_in_the_paragraph_that_it_names() {
        let article =
            Article::parse("<article><p>An office – an office opened.</p><p>Kim said “yes”.</p></article>");
        let text = |text: &str| text.to_owned();
        for (paragraph, exact, prefix, expected) in [
            (1, "office opened", "", Ok("office opened")),
            (2, "said \"yes\"", "", Ok("said “yes”")),
            (1, "office", "– an", Ok("office")),
            (1, "office", "", Err(SourceFault::QuoteAmbiguous(text("office"), 2))),
            (1, "Kim said", "", Err(SourceFault::QuoteElsewhere(text("Kim said"), 2))),
            (2, "Kim says", "", Err(SourceFault::QuoteNotFound(text("Kim says")))),
            (2, "Kim sai", "", Err(SourceFault::QuoteCutsWord(text("Kim sai")))),
            (3, "Kim", "", Err(SourceFault::NoSuchParagraph(3, 2))),
        ] {
            let evidence = EvidenceSource {
                paragraph,
                exact: exact.into(),
                prefix: prefix.into(),
                ..EvidenceSource::default()
            };
            let found = find(&evidence, &article).map(|(text, place)| &text[place]);
            assert_eq!(found, expected, "{exact:?} in paragraph {paragraph}");
        }
    }

    #[test]
    fn evidence_gets_the_rest_of_its_sentence() {
        let text = "Ties are old. The U.S. North division – “large” – grew. It met? It did.";
        for (exact, prefix, suffix, start, around) in [
            ("grew", "The U.S. North division – “large” – ", ".", 50, ("Ties are old.", "")),
            ("Ties are old.", "", "", 0, ("", "The U.S. North")),
            ("grew. It", "The U.S. North division – “large” – ", " met?", 50, ("Ties are old.", "")),
            ("did", "It ", ".", 67, ("grew. It met?", "")),
        ] {
            let at = text.find(exact).unwrap();
            let evidence = in_sentence(1, text, at..at + exact.len());
            assert_eq!((&*evidence.exact, &*evidence.prefix, &*evidence.suffix), (exact, prefix, suffix));
            assert_eq!(evidence.start, start, "{exact}");
            assert_eq!((&*evidence.before, &*evidence.after), around, "{exact}");
        }
    }

    #[test]
    fn a_quote_does_not_cut_a_word() {
        for (text, exact, whole) in [
            ("An office, opened", "office", true),
            ("An office, opened", "office,", true),
            ("An office, opened", "off", false),
            ("An office, opened", "fice", false),
            ("An office, opened", "An office, opened", true),
            ("東京都は日本の首都である。", "日本の首都", true),
        ] {
            let at = text.find(exact).unwrap();
            assert_eq!(is_whole_words(text, &(at..at + exact.len())), whole, "{exact}");
        }
    }

    #[test]
    fn an_abbreviation_ends_no_sentence() {
        for (text, count) in
            [("A U.S. Senator came. He left.", 2), ("Plan B. It worked.", 1), ("He left.", 1), ("", 0)]
        {
            assert_eq!(sentences(text).len(), count, "{text}");
        }
    }
}
