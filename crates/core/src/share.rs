//! What readers pass on: a draw, and what they had in it.
//!
//! It stands in the fragment of a page's address, as `#newsquiz_<bank>_<points>_<seed>`: a page's query belongs to its
//! publisher. Letters, digits, `-` and `_` are all that mail programs and selectors leave alone. The id of a bank and
//! points have no `_`, and the seed, which may, is the last. Points are empty, or as in `7-5` for seven and a half.
//!
//! `static/embed/link.js` finds the draw of a bank in a fragment, also in the form of before, and hands it over as text
//! that is read here.

use crate::{attempt::Attempt, bank::Bank, digits, score::Points, seed::Seed};

/// A draw, and maybe a score to beat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// The seed of the draw.
    pub seed: Seed,
    /// The score of the reader who passed it on.
    pub score: Option<ScoreToBeat>,
}

/// A score as it is passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoreToBeat {
    /// In points.
    Points(Points),
    /// In percent of what the draw gives, as links had it before.
    Percent(u8),
}

impl Challenge {
    /// Reads `<seed>`, `<seed>:<points>p` with points as in `7` or `7.5`, or `<seed>:<percent>`. Signs that come behind, as
    /// at the end of a sentence, cost nobody the draw; what is no seed is `None`.
    pub fn new(text: &str) -> Option<Challenge> {
        let is_end = |byte: u8| byte.is_ascii_punctuation() && !matches!(byte, b'-' | b'_');
        let end = text.bytes().position(is_end).unwrap_or(text.len());
        let seed = Seed::new(text.get(..end)?)?;
        let behind = text.get(seed.as_str().len()..).and_then(|rest| rest.strip_prefix(':'));
        let score = behind.and_then(ScoreToBeat::new);
        Some(Challenge { seed, score })
    }

    /// What a finished attempt passes on. A score of other questions than the seed draws is none of the draw.
    pub fn of(attempt: &Attempt, bank: &Bank) -> Challenge {
        let score = attempt.score(bank);
        let is_told = attempt.is_draw(bank) && 0 < score.maximum;
        Challenge {
            seed: attempt.seed().clone(),
            score: is_told.then(|| ScoreToBeat::Points(score.points())),
        }
    }

    /// The score to beat, for a reader who plays the draw it was reached in.
    pub fn to_beat(&self, attempt: &Attempt, bank: &Bank) -> Option<Points> {
        let score = self.score.filter(|_| self.seed == *attempt.seed() && attempt.is_draw(bank))?;
        let maximum = attempt.score(bank).maximum;
        match score {
            ScoreToBeat::Points(points) => (points <= Points::new(maximum, 0)).then_some(points),
            ScoreToBeat::Percent(percent) => Some(Points::of_percent(percent, maximum)),
        }
    }

    /// The fragment, with its `#`. Put together without `write!`, which would bring the standard library's formatting.
    pub fn fragment(&self, bank: &Bank) -> String {
        let points = match self.score {
            Some(ScoreToBeat::Points(points)) => points.text("-"),
            Some(ScoreToBeat::Percent(_)) | None => String::new(),
        };
        ["#newsquiz_", &bank.parts().id, "_", &points, "_", self.seed.as_str()].concat()
    }
}

impl ScoreToBeat {
    fn new(text: &str) -> Option<ScoreToBeat> {
        let end = text.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
        let whole = digits::number(text.get(..end)?)?;
        let behind = text.get(end..)?;
        let tenth = behind.strip_prefix('.').and_then(|rest| rest.get(..1)).and_then(digits::number);
        let behind = if tenth.is_some() { behind.get(2..)? } else { behind };
        if behind.starts_with('p') {
            return Some(ScoreToBeat::Points(Points::new(whole, tenth.unwrap_or(0))));
        }
        u8::try_from(whole).ok().filter(|&percent| percent <= 100).map(ScoreToBeat::Percent)
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::{Challenge, ScoreToBeat};
    use crate::{
        attempt::{Action, Attempt},
        bank::Bank,
        saved,
        score::Points,
        testing::{bank, parts, withdrawn},
    };

    #[test]
    fn a_score_is_passed_on_and_to_be_beaten_in_the_draw_it_was_reached_in() {
        let bank = bank(12);
        let seed = bank.draw().seed.clone();
        let mut attempt = Attempt::new(bank.draw());
        for slot in 0..attempt.slots().len() {
            for action in [Action::AnswerShown { slot }, Action::WentOn { slot }] {
                attempt = attempt.apply(&bank, action).unwrap();
            }
        }
        let beaten = Challenge { seed: seed.clone(), score: Some(ScoreToBeat::Points(Points::new(0, 0))) };
        assert_eq!(Challenge::of(&attempt, &bank), beaten);
        assert_eq!(beaten.to_beat(&attempt, &bank), Some(Points::new(0, 0)));
        // Links of before have percent; nobody can have had more than there is.
        let maximum = attempt.score(&bank).maximum;
        for (score, to_beat) in [
            (ScoreToBeat::Percent(100), Some(Points::new(maximum, 0))),
            (ScoreToBeat::Percent(75), Some(Points::new(maximum * 75 / 100, maximum * 75 / 10 % 10))),
            (ScoreToBeat::Points(Points::new(1, 5)), Some(Points::new(1, 5))),
            (ScoreToBeat::Points(Points::new(maximum, 1)), None),
        ] {
            let challenge = Challenge { seed: seed.clone(), score: Some(score) };
            assert_eq!(challenge.to_beat(&attempt, &bank), to_beat, "{score:?}");
        }

        // The same questions, but no draw of today's bank: of its first part another question is drawn now.
        let text = saved::write(&attempt, &bank);
        let first = attempt.slots()[0].question(&bank).unwrap().id.clone();
        let mut edited = parts(12);
        let gone = edited.questions.iter_mut().find(|question| question.id == first).unwrap();
        Rc::make_mut(gone).status = withdrawn("2019-03-01");
        let edited = Bank::new(edited).unwrap();
        let resumed = saved::read(&text, &edited).unwrap();
        assert_eq!(resumed.slots().len(), attempt.slots().len());
        assert_eq!(Challenge::of(&resumed, &edited).score, None);
        assert_eq!(beaten.to_beat(&resumed, &edited), None);

        // A retry, also of everything, comes after the answers were seen.
        let retried = attempt.apply(&bank, Action::Retried { run: 0 }).unwrap();
        assert_eq!(Challenge::of(&retried, &bank).score, None);
    }

    #[test]
    fn a_link_has_letters_digits_hyphens_and_low_lines_alone() {
        let bank = bank(3);
        let id = &bank.parts().id;
        for (text, fragment) in [
            ("hanoi", format!("#newsquiz_{id}__hanoi")),
            ("hanoi:0p", format!("#newsquiz_{id}_0_hanoi")),
            ("ha_noi-2:7.5p", format!("#newsquiz_{id}_7-5_ha_noi-2")),
            // What was reached is not known in points before the draw is.
            ("hanoi:75", format!("#newsquiz_{id}__hanoi")),
        ] {
            let challenge = Challenge::new(text).unwrap();
            assert_eq!(challenge.fragment(&bank), fragment, "{text}");
            assert_eq!(Challenge::new(&format!("{text}&section-2")), Some(challenge), "{text}");
        }
    }

    #[test]
    fn what_stands_behind_it_costs_nobody_the_draw() {
        let points = |whole, tenths| Some(ScoreToBeat::Points(Points::new(whole, tenths)));
        for (text, score) in [
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
            ("a:1:2", Some(ScoreToBeat::Percent(1))),
            ("a:75.", Some(ScoreToBeat::Percent(75))),
            ("a:7p", points(7, 0)),
            ("a:7.5p.", points(7, 5)),
            ("a:7.p", Some(ScoreToBeat::Percent(7))),
            ("a:101p", points(101, 0)),
        ] {
            let read = Challenge::new(text).map(|challenge| (challenge.seed.to_string(), challenge.score));
            assert_eq!(read, Some(("a".into(), score)), "{text}");
        }
        for text in ["", "&", ":50", "<b>", "é", "aé:75", "not a seed"] {
            assert_eq!(Challenge::new(text), None, "{text}");
        }
    }
}
