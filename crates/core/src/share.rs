//! What readers pass on: a draw, and what they had in it.
//!
//! It stands in the fragment of a page's address, as `#newsquiz=<bank>:<seed>[:<percent>]`: a page's query belongs to its
//! publisher. Which bank takes it is for the page to say; what follows is read here.

use crate::{attempt::Attempt, bank::Bank, digits, seed::Seed};

/// A draw, and maybe a score to beat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// The seed of the draw.
    pub seed: Seed,
    /// The score of the reader who passed it on, in percent.
    pub percent: Option<u8>,
}

impl Challenge {
    /// Reads `<seed>[:<percent>]`. Signs that come behind, as at the end of a sentence, cost nobody the draw; what is no
    /// seed is `None`.
    pub fn new(text: &str) -> Option<Challenge> {
        let is_end = |letter: char| letter.is_ascii_punctuation() && !matches!(letter, '-' | '_');
        let mut words = text.split(is_end);
        let seed = Seed::new(words.next()?)?;
        let is_colon = text.as_bytes().get(seed.as_str().len()) == Some(&b':');
        let percent = words.next().and_then(digits::number).filter(|&percent| is_colon && percent <= 100);
        Some(Challenge { seed, percent: percent.map(|percent| percent as u8) })
    }

    /// What a finished attempt passes on. A score of other questions than the seed draws is none of the draw.
    pub fn of(attempt: &Attempt, bank: &Bank) -> Challenge {
        let score = attempt.score(bank);
        let is_told = attempt.is_draw(bank) && 0 < score.maximum;
        Challenge { seed: attempt.seed().clone(), percent: is_told.then(|| score.percent()) }
    }

    /// The score to beat, for a reader who plays the draw it was reached in.
    pub fn to_beat(&self, attempt: &Attempt, bank: &Bank) -> Option<u8> {
        self.percent.filter(|_| self.seed == *attempt.seed() && attempt.is_draw(bank))
    }

    /// The fragment, with its `#`. Put together without `write!`, which would bring the standard library's formatting.
    pub fn fragment(&self, bank: &Bank) -> String {
        let percent = self.percent.map(|percent| [":", &digits::decimal(percent.into())].concat());
        let percent = percent.unwrap_or_default();
        ["#newsquiz=", &bank.parts().id, ":", self.seed.as_str(), &percent].concat()
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::Challenge;
    use crate::{
        attempt::{Action, Attempt},
        bank::Bank,
        draw::Draw,
        saved,
        seed::Seed,
        testing::{bank, parts, withdrawn},
    };

    #[test]
    fn a_score_is_passed_on_and_to_be_beaten_in_the_draw_it_was_reached_in() {
        let bank = bank(12);
        let seed = Seed::new("hanoi").unwrap();
        let mut attempt = Attempt::new(Draw::new(&bank, seed.clone()));
        for slot in 0..attempt.slots().len() {
            for action in [Action::AnswerShown { slot }, Action::WentOn { slot }] {
                attempt = attempt.apply(&bank, action).unwrap();
            }
        }
        let beaten = Challenge { seed, percent: Some(0) };
        assert_eq!(Challenge::of(&attempt, &bank), beaten);
        assert_eq!(beaten.to_beat(&attempt, &bank), Some(0));

        // The same questions, but no draw of today's bank: of its first part another question is drawn now.
        let text = saved::write(&attempt, &bank);
        let first = attempt.slots()[0].question(&bank).unwrap().id.clone();
        let mut edited = parts(12);
        let gone = edited.questions.iter_mut().find(|question| question.id == first).unwrap();
        Rc::make_mut(gone).status = withdrawn("2019-03-01");
        let edited = Bank::new(edited).unwrap();
        let resumed = saved::read(&text, &edited).unwrap();
        assert_eq!(resumed.slots().len(), attempt.slots().len());
        assert_eq!(Challenge::of(&resumed, &edited).percent, None);
        assert_eq!(beaten.to_beat(&resumed, &edited), None);

        // A retry, also of everything, comes after the answers were seen.
        let retried = attempt.apply(&bank, Action::Retried { run: 0 }).unwrap();
        assert_eq!(Challenge::of(&retried, &bank).percent, None);
    }

    #[test]
    fn a_challenge_is_read_as_it_was_written() {
        let bank = bank(3);
        let name = ["#newsquiz=", &bank.parts().id, ":"].concat();
        for text in ["hanoi", "hanoi:0", "hanoi:75", "hanoi:100"] {
            assert_eq!(Challenge::new(&format!("{text}&section-2")), Challenge::new(text));
            let fragment = Challenge::new(text).map(|challenge| challenge.fragment(&bank));
            assert_eq!(fragment, Some([&name, text].concat()));
        }
    }

    #[test]
    fn what_stands_behind_it_costs_nobody_the_draw() {
        for (text, percent) in [
            ("a:", None),
            ("a:101", None),
            ("a:-1", None),
            ("a:x", None),
            ("a:4294967296", None),
            ("a&b:5", None),
            ("a.", None),
            ("a)", None),
            ("a?utm_source=chat:5", None),
            ("a%20", None),
            ("a:1:2", Some(1)),
            ("a:75.", Some(75)),
        ] {
            let read = Challenge::new(text).map(|challenge| (challenge.seed.to_string(), challenge.percent));
            assert_eq!(read, Some(("a".into(), percent)), "{text}");
        }
        for text in ["", "&", ":50", "<b>", "é", "aé:75", "not a seed"] {
            assert_eq!(Challenge::new(text), None, "{text}");
        }
    }
}
