//! What readers see of the texts of a bank: whether there is anything to see, and whether choices can be told apart.
//! What a text means is not asked: `Polish` and `polish` are two choices, and so are `10²` and `102`.

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::{CodePointSetData, props::DefaultIgnorableCodePoint};
use newsquiz_core::problem::Place;

use crate::{
    problem::{Problem, SourceFault},
    source::{BankSource, ChoiceSource, QuestionSource},
};

/// What is wrong with the texts of a bank, in its order.
pub(crate) fn check(bank: &BankSource, questions: &[QuestionSource]) -> Vec<Problem> {
    let mut faults = Faults::default();
    faults.needed(Place::Bank, &bank.title, SourceFault::NoTitle);
    faults.optional(Place::Bank, "intro", &bank.intro);
    faults.optional(Place::Bank, "article.title", &bank.article.title);
    faults.optional(Place::Bank, "article.byline", &bank.article.byline);
    for (ix, band) in bank.bands.iter().enumerate() {
        faults.optional(Place::Bank, &format!("bands.{ix}.title"), &band.title);
        faults.optional(Place::Bank, &format!("bands.{ix}.text"), &band.text);
    }
    for (ix, question) in questions.iter().enumerate() {
        let place = Place::Question(ix);
        faults.needed(place, &question.stem, SourceFault::NoStem);
        faults.optional(place, "topic", &question.topic);
        faults.optional(place, "explanation", &question.explanation);
        if let Some(status) = &question.status {
            faults.optional(place, "status.note", &status.note);
        }
        faults.choices(ix, &question.choices);
    }
    faults.found
}

#[derive(Default)]
struct Faults {
    found: Vec<Problem>,
}

impl Faults {
    fn add(&mut self, place: Place, fault: SourceFault) {
        self.found.push(Problem::new(place, fault));
    }

    fn needed(&mut self, place: Place, text: &str, fault: SourceFault) {
        if seen(text).is_empty() {
            self.add(place, fault);
        }
    }

    /// A text that may be left out: then there is no place kept for it, which there is for one that nobody sees.
    fn optional(&mut self, place: Place, field: &str, text: &str) {
        if !text.is_empty() && seen(text).is_empty() {
            self.add(place, SourceFault::NothingToSee(field.to_owned()));
        }
    }

    fn choices(&mut self, question: usize, choices: &[ChoiceSource]) {
        let mut earlier = Vec::new();
        for (ix, choice) in choices.iter().enumerate() {
            let place = Place::Choice(question, ix);
            let text = seen(&choice.text);
            if text.is_empty() {
                self.add(place, SourceFault::NoText);
            } else if earlier.contains(&text) {
                self.add(place, SourceFault::DuplicateText);
            }
            earlier.push(text);
            self.optional(place, "feedback", &choice.feedback);
        }
    }
}

/// Whether readers see anything of a text.
pub(crate) fn is_seen(text: &str) -> bool {
    !seen(text).is_empty()
}

/// A text as readers see it: two that are equal look the same.
///
/// White space of all kinds is one space, and none at the ends; a hyphen that does not break is a hyphen; an accent is the
/// same whether it was written with its letter or behind it; what shows nothing is left out.
fn seen(text: &str) -> String {
    let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_space(letter) {
            if !shown.is_empty() && !shown.ends_with(' ') {
                shown.push(' ');
            }
            continue;
        }
        let shows_nothing = letter.is_control() || ignorable.contains(letter);
        // It may change how the character before it looks, or joins the next one.
        let shapes = is_shaping(letter) && shown.ends_with(|before: char| !before.is_ascii());
        match letter {
            '\u{2010}' | '\u{2011}' => shown.push('-'),
            _ if !shows_nothing || shapes => shown.push(letter),
            _ => {}
        }
    }
    ComposingNormalizerBorrowed::new_nfc().normalize(shown.trim_end()).into_owned()
}

/// White space, and the sign of Braille without a dot.
fn is_space(letter: char) -> bool {
    letter.is_whitespace() || letter == '\u{2800}'
}

/// Whether a sign that shows nothing itself makes a visible difference in some scripts and pictures: the joiners of
/// Persian, of the scripts of India and of families, the selectors of variants, and the tags of flags.
fn is_shaping(letter: char) -> bool {
    matches!(
        letter,
        '\u{200c}' | '\u{200d}'
            | '\u{180b}'..='\u{180d}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{e0020}'..='\u{e007f}'
            | '\u{e0100}'..='\u{e01ef}'
    )
}

#[cfg(test)]
mod tests {
    use super::seen;

    #[test]
    fn what_looks_the_same_is_the_same() {
        for (one, other) in [
            ("Oslo", "Oslo "),
            ("Oslo", "\u{a0}Oslo\u{200b}"),
            ("Oslo", "Os\u{ad}lo"),
            ("Oslo", "Oslo\u{200d}"),
            ("Oslo", "\u{feff}Oslo\u{200e}"),
            ("Oslo", "Oslo\u{fe0f}"),
            ("New York", "New\u{202f}\n York"),
            ("São Tomé", "Sa\u{303}o Tome\u{301}"),
            ("é", "e\u{200b}\u{301}"),
            ("Å", "\u{212b}"),
            ("twenty-one", "twenty\u{2011}one"),
        ] {
            assert_eq!(seen(one), seen(other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn what_a_reader_can_tell_apart_differs() {
        for (one, other) in [
            ("Polish", "polish"),
            ("10²", "102"),
            ("1/2", "½"),
            ("NewYork", "New York"),
            ("Tome", "Tomé"),
            ("1990-95", "1990–95"),
            ("می\u{200c}خواهم", "میخواهم"),
            ("❤\u{fe0e}", "❤\u{fe0f}"),
            ("👩\u{200d}🚀", "👩🚀"),
            // The flags of England and of Scotland.
            (
                "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
                "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
            ),
        ] {
            assert_ne!(seen(one), seen(other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn what_nobody_sees_is_nothing() {
        for text in [
            "",
            " ",
            "\u{a0}",
            "\u{3000}",
            "\u{200b}\u{2060}",
            "\u{feff}",
            "\u{ad}",
            "\u{3164}",
            "\u{2800}",
            "\u{200d}",
            "\u{fe0f}",
            "\u{0}\t",
        ] {
            assert_eq!(seen(text), "", "{text:?}");
        }
    }
}
