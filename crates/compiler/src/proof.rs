//! The proof: every quote that a question stands on is held against the article.

use core::ops::Range;
use std::rc::Rc;

use newsquiz_core::{
    block::Block,
    passage::{self, Quote, Wanted},
    problem::Place,
    text::{Compared, compared},
};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::{
    Article,
    article::Text,
    nearest::nearest,
    problem::{Problem, SourceFault},
    source::{EvidenceSource, QuestionSource},
};

/// Holds the evidence of all questions against the article, and notes what each quote stands in, where it starts there,
/// and what the rest of its sentence is.
///
/// A quote has to stand exactly once in the paragraphs of the article, in the one that is named where one is, and in
/// whole words. Where none is named and none has it, it has to stand once in what else there is: in an item of a list, a
/// caption or a headline.
/// Returns what is wrong, in the order of the questions.
pub(crate) fn prove(questions: &mut [QuestionSource], article: &Article) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut looked_for = 0;
    let mut prove_one = |place: Place, evidence: &mut EvidenceSource| match find(evidence, article) {
        Ok((block, Found { text, position, place })) => {
            let paragraph = evidence.paragraph;
            *evidence = EvidenceSource {
                paragraph,
                block,
                position,
                ..in_sentence(&text.text, &text.sentences, place)
            };
        }
        Err(fault) => {
            looked_for += usize::from(matches!(fault, SourceFault::QuoteNotFound { .. }));
            let fault = if looked_for <= LOOKED_FOR { explained(fault, evidence, article) } else { fault };
            problems.push(Problem::new(place, fault));
        }
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
    !evidence.exact.trim().is_empty()
}

/// Which of a page's articles is the one that the questions are derived from: the one that has most of their quotes. Of
/// those that have as many it is the first, and where none has any, the one with the most text.
pub(crate) fn choose<'a>(articles: &'a [Article], questions: &[QuestionSource]) -> Option<&'a Article> {
    if let [only] = articles {
        return Some(only);
    }
    let of_questions = questions.iter().map(|question| &question.evidence);
    let choices = questions.iter().flat_map(|question| &question.choices);
    let evidence: Vec<_> =
        of_questions.chain(choices.filter_map(|choice| choice.evidence.as_ref())).collect();
    let rank = |article: &Article| {
        let count = evidence.iter().filter(|evidence| !places(evidence, article).is_empty()).count();
        (count, if count == 0 { article.len() } else { 0 })
    };
    // Of equals, `max_by_key` takes the last.
    articles.iter().rev().max_by_key(|article| rank(article))
}

/// Where a quote stands in an article.
#[derive(Clone, Debug, PartialEq)]
struct Found<'a> {
    /// The text that it stands in.
    text: &'a Text,
    /// Which text of the article that is, counted from 0.
    position: usize,
    /// Where it stands there, in bytes.
    place: Range<usize>,
}

/// The one place of a quote, and what it stands in.
fn find<'a>(evidence: &EvidenceSource, article: &'a Article) -> Result<(Block, Found<'a>), SourceFault> {
    let count = article.paragraphs().len();
    let whereabouts = || article.whereabouts().map(str::to_owned);
    if let Some(named) = evidence.paragraph.filter(|&named| named == 0 || count < usize::from(named)) {
        return Err(SourceFault::NoSuchParagraph(named, count, whereabouts()));
    }
    let exact = || evidence.exact.to_string();
    let kind = |found: &Found<'_>| found.text.block.map(|block| block.kind());
    let mut places = places(evidence, article);
    let times = places.len();
    let Some(found) = places.pop() else {
        // No paragraph has it, and there is one named.
        return Err(match elsewhere(evidence, article).first() {
            Some(other) => SourceFault::QuoteInNoParagraph(exact(), kind(other)),
            None => SourceFault::QuoteNotFound { quote: exact(), nearest: None, whereabouts: whereabouts() },
        });
    };
    if 1 < times {
        return Err(SourceFault::QuoteAmbiguous(exact(), times));
    }
    let Some(block) = found.text.block else {
        return Err(SourceFault::QuoteInNoParagraph(exact(), None));
    };
    if evidence.paragraph.is_some_and(|named| named != block.number()) {
        return Err(SourceFault::QuoteElsewhere(exact(), block.number()));
    }
    match cut_word(&found.text.text, &found.place) {
        Some(word) => Err(SourceFault::QuoteCutsWord(exact(), word.to_owned())),
        None => Ok((block, found)),
    }
}

/// For how many quotes that are not there it is looked what may be meant: it takes long, and where all the article was
/// replaced nothing is.
const LOOKED_FOR: usize = 100;

/// What more can be said of a quote that does not stand in the article.
fn explained(fault: SourceFault, evidence: &EvidenceSource, article: &Article) -> SourceFault {
    match fault {
        SourceFault::QuoteNotFound { quote, .. } if runs_over(evidence, article) => {
            SourceFault::QuoteAcross(quote)
        }
        SourceFault::QuoteNotFound { quote, whereabouts, .. } => {
            SourceFault::QuoteNotFound { nearest: nearest(&quote, article), quote, whereabouts }
        }
        fault => fault,
    }
}

/// Whether a quote begins in one text of an article and ends in the next.
fn runs_over(evidence: &EvidenceSource, article: &Article) -> bool {
    let texts = article.texts();
    let quote = Quote { exact: &evidence.exact, prefix: "", suffix: "" };
    texts.iter().zip(texts.iter().skip(1)).any(|(one, next)| {
        let both = [&one.text, " ", &next.text].concat();
        !passage::places(&both, quote).is_empty()
    })
}

/// Where a quote stands: in paragraphs; where none has it and none is named, in all other texts.
fn places<'a>(evidence: &EvidenceSource, article: &'a Article) -> Vec<Found<'a>> {
    let in_paragraphs = places_in(evidence, article, Text::is_paragraph);
    if in_paragraphs.is_empty() && evidence.paragraph.is_none() {
        return elsewhere(evidence, article);
    }
    in_paragraphs
}

/// Where a quote stands but in paragraphs. Texts that no quote is proved in count: the page's script does not know them
/// from others, and would not know which is meant.
fn elsewhere<'a>(evidence: &EvidenceSource, article: &'a Article) -> Vec<Found<'a>> {
    places_in(evidence, article, |text| !text.is_paragraph())
}

/// Where a quote stands in certain texts. What is folded away as the page is loaded counts only where the quote stands
/// nowhere else: some pages have a text twice, for screens of two sizes.
fn places_in<'a>(
    evidence: &EvidenceSource,
    article: &'a Article,
    is_wanted: impl Fn(&Text) -> bool,
) -> Vec<Found<'a>> {
    let wanted = Wanted::new(quote(evidence));
    let in_text = |(position, text): (usize, &'a Text)| {
        let places = text.searched.places(&wanted).into_iter();
        places.map(move |place| Found { text, position, place }).collect::<Vec<_>>()
    };
    let texts = article.texts().iter().enumerate().filter(|(_, text)| is_wanted(text));
    let (folded, open): (Vec<_>, Vec<_>) = texts.flat_map(in_text).partition(|found| found.text.is_folded);
    if open.is_empty() { folded } else { open }
}

fn quote(evidence: &EvidenceSource) -> Quote<'_> {
    Quote { exact: &evidence.exact, prefix: &evidence.prefix, suffix: &evidence.suffix }
}

/// The word that a place cuts, if it does not start and end between words. In Chinese and Japanese, whose words have no
/// spaces between them, a character is enough (Unicode Standard Annex 29). `isBound` in `static/article.js` asks the same
/// of the page.
fn cut_word<'a>(text: &'a str, place: &Range<usize>) -> Option<&'a str> {
    let around = |at: usize| {
        let mut words = text.split_word_bound_indices();
        words.find(|(start, word)| *start < at && at < start + word.len()).map(|(_, word)| word)
    };
    let last_before = |at| text.get(..at).and_then(|text| text.chars().next_back());
    // The annex takes a narrow no-break space for part of a word. French puts it beside quotation marks.
    let is_at_space = |at| {
        let next = text.get(at..).and_then(|text| text.chars().next());
        [last_before(at), next].into_iter().flatten().any(char::is_whitespace)
    };
    // The words of French and Italian that an apostrophe ends, as in “l’office”, are words. It takes the next for a part.
    let is_elided = last_before(place.start).is_some_and(|c| compared(c) == Compared::QuotationMark);
    let at_start = if is_elided || is_at_space(place.start) { None } else { around(place.start) };
    // Marks of direction that nobody sees end a word with it.
    let behind = text.get(place.end..).unwrap_or_default();
    let unseen = behind.len() - behind.trim_start_matches(|c| compared(c) == Compared::Nothing).len();
    at_start.or_else(|| {
        let is_whole = |at| is_at_space(at) || around(at).is_none();
        if is_whole(place.end) || is_whole(place.end + unseen) { None } else { around(place.end) }
    })
}

/// The words of a place as the article has them, with the rest of their sentence around them.
fn in_sentence(text: &str, sentences: &[Range<usize>], place: Range<usize>) -> EvidenceSource {
    let mut sentence = place.clone();
    for part in sentences {
        if part.contains(&place.start) {
            sentence.start = part.start;
        }
        if part.contains(&(place.end - 1)) {
            sentence.end = part.end;
        }
    }
    let part = |range: Range<usize>| Rc::from(text.get(range).unwrap_or_default());
    // Only from the text itself: what a page puts between two texts would part the words from the sentence.
    let before = last_words(text.get(..sentence.start).unwrap_or_default());
    let after =
        if before.is_empty() { first_words(text.get(sentence.end..).unwrap_or_default()) } else { "" };
    EvidenceSource {
        start: text.char_indices().take_while(|(at, _)| *at < place.start).count() as u32,
        prefix: part(sentence.start..place.start),
        suffix: part(place.end..sentence.end),
        exact: part(place),
        before: before.into(),
        after: after.into(),
        ..EvidenceSource::default()
    }
}

/// How many words around a sentence say which one is meant.
const CONTEXT: usize = 3;

/// How many characters do, where words have no spaces between them.
const DENSE_CONTEXT: usize = 20;

/// The last words of a text.
fn last_words(text: &str) -> &str {
    let text = text.trim();
    let start =
        text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).nth_back(CONTEXT - 1);
    let words = text.get(start.unwrap_or(0)..).unwrap_or_default().trim();
    if !words.contains(is_dense) {
        return words;
    }
    let window = words.grapheme_indices(true).map(|(at, _)| at).nth_back(DENSE_CONTEXT - 1).unwrap_or(0);
    let window = words.get(window..).unwrap_or_default();
    // A browser finds words where its dictionary has them begin, and surely after a comma or a space.
    let is_cut = window.len() < words.len();
    let bound =
        window.char_indices().find(|&(at, c)| is_cut && at + c.len_utf8() < window.len() && is_pause(c));
    window.get(bound.map_or(0, |(at, c)| at + c.len_utf8())..).unwrap_or_default().trim()
}

/// The first words of a text.
fn first_words(text: &str) -> &str {
    let text = text.trim();
    let end = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).nth(CONTEXT - 1);
    let words = text.get(..end.unwrap_or(text.len())).unwrap_or_default();
    if !words.contains(is_dense) {
        return words;
    }
    let window = words.grapheme_indices(true).map(|(at, _)| at).nth(DENSE_CONTEXT).unwrap_or(words.len());
    let is_cut = window < words.len();
    let window = words.get(..window).unwrap_or_default();
    let bound = window.char_indices().rfind(|&(at, c)| is_cut && 0 < at && is_pause(c));
    window.get(..bound.map_or(window.len(), |(at, _)| at)).unwrap_or_default().trim()
}

/// Whether a character is of a script that puts no spaces between words: Chinese, Japanese, Thai, Lao, Burmese, Khmer.
fn is_dense(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether words end there in every script.
fn is_pause(c: char) -> bool {
    c.is_whitespace() || matches!(c, '、' | '，' | '。' | '；' | '：' | '！' | '？' | ',' | '.')
}

#[cfg(test)]
mod tests {
    use newsquiz_core::block::{Block, BlockKind};

    use super::{choose, cut_word, explained, find, in_sentence, prove};
    use crate::{
        Article,
        problem::{SourceFault, Told},
        sentences::sentences,
        source::{EvidenceSource, QuestionSource},
    };

    fn not_found(quote: &str, nearest: Option<(&str, Block)>) -> SourceFault {
        let nearest = nearest.map(|(text, block)| (text.to_owned(), block));
        SourceFault::QuoteNotFound { quote: quote.to_owned(), nearest, whereabouts: None }
    }

    #[test]
    fn a_quote_stands_once_in_the_paragraph_that_it_names() {
        let article = Article::parse(
            "<article><p>An office – an office opened.</p><p>Kim said “yes”.</p><ul><li>Item</ul></article>",
        );
        let text = |text: &str| text.to_owned();
        for (paragraph, exact, prefix, expected) in [
            (1, "office opened", "", Ok("office opened")),
            (2, "said \"yes\"", "", Ok("said “yes”")),
            (1, "office", "– an", Ok("office")),
            (1, "office", "", Err(SourceFault::QuoteAmbiguous(text("office"), 2))),
            (1, "Kim said", "", Err(SourceFault::QuoteElsewhere(text("Kim said"), 2))),
            (2, "opened. Kim said", "", Err(SourceFault::QuoteAcross(text("opened. Kim said")))),
            (2, "Kim says", "", Err(not_found("Kim says", Some(("Kim said", Block::paragraph(2)))))),
            (2, "Item", "", Err(SourceFault::QuoteInNoParagraph(text("Item"), Some(BlockKind::ListItem)))),
            (2, "Kim sai", "", Err(SourceFault::QuoteCutsWord(text("Kim sai"), text("said")))),
            (3, "Kim", "", Err(SourceFault::NoSuchParagraph(3, 2, None))),
            (0, "Kim", "", Err(SourceFault::NoSuchParagraph(0, 2, None))),
        ] {
            let evidence = EvidenceSource {
                paragraph: Some(paragraph),
                exact: exact.into(),
                prefix: prefix.into(),
                ..EvidenceSource::default()
            };
            let found = find(&evidence, &article).map(|(_, found)| &found.text.text[found.place]);
            let found = found.map_err(|fault| explained(fault, &evidence, &article));
            assert_eq!(found, expected, "{exact:?} in paragraph {paragraph}");
        }
    }

    #[test]
    fn a_quote_that_names_no_paragraph_stands_where_it_is_found() {
        let article = Article::parse(
            "<article><h1>An office opens</h1><p>An office opened.</p><p>Kim left. An envoy came.</p>
             <ul><li>Kim left<li>Two envoys, one car<li>One car</ul>
             <figure><figcaption>An envoy</figcaption></figure><dl><dt>Envoy<dd>A messenger</dl>
             <table><caption>Costs<tr><td>40 million<td>Costs</table><p hidden>A messenger went.</article>",
        );
        let text = |text: &str| text.to_owned();
        let ambiguous = |quote: &str, times| Err(SourceFault::QuoteAmbiguous(text(quote), times));
        let other = |kind, number| Ok(Block::new(kind, number));
        for (exact, expected) in [
            // A paragraph that has it wins, folded away or not.
            ("office opened", Ok(Block::paragraph(1))),
            ("Kim left", Ok(Block::paragraph(2))),
            ("An envoy", Ok(Block::paragraph(2))),
            ("A messenger", Ok(Block::paragraph(3))),
            ("office opens", other(BlockKind::Headline, 1)),
            ("Two envoys", other(BlockKind::ListItem, 3)),
            ("Envoy", other(BlockKind::ListItem, 6)),
            ("one car", other(BlockKind::ListItem, 3)),
            ("car", ambiguous("car", 2)),
            // The page's script knows no cells of tables.
            ("Costs", ambiguous("Costs", 2)),
            ("40 million", Err(SourceFault::QuoteInNoParagraph(text("40 million"), None))),
            ("Two envoy", Err(SourceFault::QuoteCutsWord(text("Two envoy"), text("envoys")))),
            ("Two cars", Err(not_found("Two cars", None))),
        ] {
            let evidence = EvidenceSource { exact: exact.into(), ..EvidenceSource::default() };
            assert_eq!(find(&evidence, &article).map(|(block, _)| block), expected, "{exact:?}");
        }
    }

    #[test]
    fn a_list_item_is_a_context_of_its_own() {
        let page = "<article><p>It cost a lot.<ul><li>Two cars. One driver.<li>A pen</ul></article>";
        let article = Article::parse(page);
        for (exact, around) in [
            ("One", ["", " driver.", "Two cars.", ""]),
            ("cars", ["Two ", ".", "", "One driver."]),
            ("A pen", [""; 4]),
        ] {
            let mut questions = [QuestionSource {
                evidence: EvidenceSource { exact: exact.into(), ..EvidenceSource::default() },
                ..QuestionSource::default()
            }];
            assert_eq!(prove(&mut questions, &article), []);
            let [QuestionSource { evidence, .. }] = questions;
            let found = [evidence.prefix, evidence.suffix, evidence.before, evidence.after];
            assert_eq!(found.each_ref().map(|text| &**text), around, "{exact}");
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
            let evidence = in_sentence(text, &sentences(text), at..at + exact.len());
            assert_eq!((&*evidence.exact, &*evidence.prefix, &*evidence.suffix), (exact, prefix, suffix));
            assert_eq!(evidence.start, start, "{exact}");
            assert_eq!((&*evidence.before, &*evidence.after), around, "{exact}");
        }
    }

    #[test]
    fn a_quote_does_not_cut_a_word() {
        for (text, exact, cut) in [
            ("An office, opened", "office", None),
            ("An office, opened", "office,", None),
            ("An office, opened", "off", Some("office")),
            ("An office, opened", "fice", Some("office")),
            ("An office, opened", "An office, opened", None),
            ("東京都は日本の首都である。", "日本の首都", None),
            ("Voici l’office du Nord.", "office du Nord", None),
            ("Voici l'office du Nord.", "office du Nord", None),
            ("Voici l’office du Nord.", "Voici l", Some("l’office")),
            ("Kim can’t come.", "Kim can", Some("can’t")),
            ("«\u{202f}Oui\u{202f}», dit-il", "Oui", None),
            ("de 10\u{202f}000 euros", "10", None),
        ] {
            let at = text.find(exact).unwrap();
            assert_eq!(cut_word(text, &(at..at + exact.len())), cut, "{exact}");
        }
    }

    #[test]
    fn a_sentence_without_spaces_is_told_from_others_by_a_few_characters() {
        let clause = "北京的办公室昨天开放了，代表们说这是一个新的开始，也是两国人民期待已久的事情。";
        let sentence = "金先生没有来。";
        let [before, after] = [clause.repeat(20), clause.repeat(20)];
        let around = |text: &str| {
            let at = text.find(sentence).unwrap();
            let evidence = in_sentence(text, &sentences(text), at..at + sentence.len());
            (evidence.before.to_string(), evidence.after.to_string())
        };
        let (words, _) = around(&format!("{before}{sentence}"));
        assert_eq!(words, "也是两国人民期待已久的事情。");
        let (_, words) = around(&format!("{sentence}{after}"));
        assert_eq!(words, "北京的办公室昨天开放了");
        // Thai has spaces between phrases alone, and may have none.
        let thai = "สำนักงานเปิดทำการเมื่อวานนี้".repeat(30);
        let words = super::last_words(&thai);
        assert!(thai.ends_with(words) && (10..=60).contains(&words.chars().count()), "{words}");
    }

    #[test]
    fn two_readings_of_a_passage_for_screens_of_two_sizes_are_one() {
        let article =
            Article::parse("<article><p hidden>An office opened.</p><p>An office opened.</p></article>");
        let evidence =
            EvidenceSource { paragraph: Some(2), exact: "An office".into(), ..EvidenceSource::default() };
        let found = find(&evidence, &article).map(|(_, found)| (&*found.text.text, found.place));
        assert_eq!(found, Ok(("An office opened.", 0..9)));
    }

    #[test]
    fn the_article_is_the_one_that_has_most_of_the_quotes() {
        let page = "<article><p>A teaser.</article><article><p>An office opened. Kim left.</article>
            <article><p>Kim left. He went far away, to another country.</article>";
        let articles = Article::all(page);
        let chosen = |quotes: &[&str]| {
            let question = |exact: &&str| QuestionSource {
                evidence: EvidenceSource {
                    paragraph: Some(1),
                    exact: (*exact).into(),
                    ..EvidenceSource::default()
                },
                ..QuestionSource::default()
            };
            let questions: Vec<_> = quotes.iter().map(question).collect();
            articles.iter().position(|article| choose(&articles, &questions) == Some(article))
        };
        assert_eq!(chosen(&["An office opened", "Kim left"]), Some(1));
        assert_eq!(chosen(&["Kim left"]), Some(1), "of equals the first");
        assert_eq!(chosen(&["Another story"]), Some(2), "of none that has any, the longest");
    }

    #[test]
    fn an_editor_is_told_where_the_proof_looked() {
        let page =
            "<article><p>A teaser.</article><article><h1>An office opens</h1><p>It opened there.</article>";
        let articles = Article::all(page);
        for (paragraph, exact, told) in [
            (
                1,
                "Another story",
                "the evidence “Another story” does not stand in the article; copy it from there word for word (looked in \
                 `<article>` 2 of the page’s 2, “An office opens It opened there. …”)",
            ),
            (
                2,
                "It opened",
                "the evidence names paragraph 2, but the article has 1; correct `paragraph` (looked in `<article>` 2 of the \
                 page’s 2, “An office opens It opened there. …”)",
            ),
            (
                1,
                "office opens",
                "the evidence “office opens” stands in a headline, and not in a paragraph; take out `paragraph`, or quote a \
                 paragraph that says it",
            ),
            (
                1,
                "opened the",
                "the evidence “opened the” cuts the word “there” of the article; take whole words",
            ),
        ] {
            let evidence = EvidenceSource {
                paragraph: Some(paragraph),
                exact: exact.into(),
                ..EvidenceSource::default()
            };
            let Told { fault, remedy } = find(&evidence, &articles[1]).unwrap_err().told();
            assert_eq!(format!("{fault}; {remedy}"), told);
        }
    }
}
