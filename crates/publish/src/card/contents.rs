//! What a card says: texts of the bank, tidied, and the bank's own words around them. It knows no picture.

use newsquiz_compiler::Proved;
use newsquiz_core::labels::Label;

/// The texts of a card, each on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Contents {
    /// The language of the texts (BCP 47).
    pub(super) lang: String,
    /// Whether it is read from the right to the left.
    pub(super) is_rtl: bool,
    /// The title of the article.
    pub(super) article: String,
    /// The title of the quiz.
    pub(super) title: String,
    /// How many questions are asked.
    pub(super) steps: usize,
    /// The same in words, and out of how many.
    pub(super) drawn: String,
    /// The question that a first visit begins with.
    pub(super) stem: String,
    /// Its choices, in the order in which a first visit gets them.
    pub(super) choices: Vec<String>,
    /// Whether several of them are right.
    pub(super) is_choose_all: bool,
}

impl Contents {
    /// What the card of a bank says.
    pub(super) fn of(proved: &Proved) -> Contents {
        let bank = &proved.bank;
        let parts = bank.parts();
        let (steps, all) = (bank.draw_len(), bank.playable());
        let drawn = if steps < all {
            parts.labels.fill(Label::Drawn, &steps.to_string(), &all.to_string())
        } else {
            proved.page_words.questions.replace("{0}", &steps.to_string())
        };
        let first =
            bank.draw().items.first().and_then(|item| Some((bank.question(item.question)?, &item.order)));
        let choices = first.iter().flat_map(|(question, order)| {
            order.iter().filter_map(|&ix| question.choices.get(ix)).map(|choice| tidied(&choice.text))
        });
        Contents {
            lang: parts.lang.to_string(),
            is_rtl: parts.labels.direction() == "rtl",
            article: tidied(&parts.article.title),
            title: tidied(&parts.title),
            steps,
            drawn: tidied(&drawn),
            stem: first.map(|(question, _)| tidied(&question.stem)).unwrap_or_default(),
            choices: choices.collect(),
            is_choose_all: first.is_some_and(|(question, _)| question.is_choose_all()),
        }
    }

    /// The same in one line, for who does not see the picture. The choices are left out: an alternative text is heard in one
    /// go, and the question is what invites.
    pub(super) fn alt(&self) -> String {
        [&self.title, &self.drawn, &self.stem].map(String::as_str).join(" · ")
    }
}

/// A text on one line and without pictures among its letters, which no typeface for texts has.
fn tidied(text: &str) -> String {
    let text: String = text.chars().filter(|letter| !is_picture(*letter)).collect();
    text.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether a line may break at a character: at all spaces but those that hold words together.
fn is_space(letter: char) -> bool {
    letter.is_whitespace() && !matches!(letter, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

/// Emoji, and what joins and colours them.
fn is_picture(letter: char) -> bool {
    matches!(letter, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{fe00}'..='\u{fe0f}' | '\u{200d}' | '\u{20e3}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn a_text_is_one_line_whose_words_stay_together_where_they_have_to() {
        for (text, expected) in [
            ("  two\n words\t", "two words"),
            ("Qui\u{a0}?", "Qui\u{a0}?"),
            ("A quiz 🎉 for ✌🏽 all", "A quiz for all"),
            ("", ""),
        ] {
            assert_eq!(tidied(text), expected);
        }
    }

    #[test]
    fn a_card_asks_what_a_first_visit_begins_with_in_the_bank_s_own_words() {
        for (bank, drawn) in testing::BANKS.into_iter().zip(["8 questions, picked from 36", "6 preguntas"]) {
            let proved = testing::bank(bank.0);
            let contents = Contents::of(&proved);
            let draw = proved.bank.draw();
            let first = draw.items.first().unwrap();
            let question = proved.bank.question(first.question).unwrap();
            assert_eq!(contents.stem, *question.stem);
            let choices: Vec<&str> = first.order.iter().map(|&ix| &*question.choices[ix].text).collect();
            assert_eq!(contents.choices, choices);
            assert!(contents.drawn.starts_with(drawn), "{}", contents.drawn);
            assert_eq!((contents.steps, contents.is_rtl), (draw.items.len(), false));
            assert!(contents.alt().starts_with(&*proved.bank.parts().title), "{}", contents.alt());
        }
    }
}
