//! What readers pass on: a draw, and what they had in it.
//!
//! It stands in the fragment of a page's address, as `#newsquiz=<bank>:<seed>[:<percent>]`: a page's query belongs to its
//! publisher. Which bank takes it is for the page to say; what follows is read here.

use crate::{attempt::Attempt, bank::Bank, digits, score::Score, seed::Seed};

/// A draw, and maybe a score to beat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// The seed of the draw.
    pub seed: Seed,
    /// The score of the reader who passed it on, in percent.
    pub percent: Option<u8>,
}

impl Challenge {
    /// Reads `<seed>[:<percent>]`, up to another part of the fragment. A seed with anything else behind it is just that
    /// draw; without a seed it is `None`.
    pub fn new(text: &str) -> Option<Challenge> {
        let text = text.split('&').next()?;
        let (seed, percent) = text.split_once(':').unwrap_or((text, ""));
        let percent = digits::number(percent).filter(|&percent| percent <= 100);
        Some(Challenge { seed: Seed::new(seed)?, percent: percent.map(|percent| percent as u8) })
    }

    /// What a finished attempt passes on. A retry has fewer questions than its draw, so that its score is none of the draw.
    pub fn of(attempt: &Attempt, bank: &Bank) -> Challenge {
        let percent = (!attempt.is_retry).then(|| Score::of(attempt, bank).percent());
        Challenge { seed: attempt.seed().clone(), percent }
    }

    /// The score to beat, for a reader who plays the draw it was reached in.
    pub fn to_beat(&self, attempt: &Attempt) -> Option<u8> {
        self.percent.filter(|_| self.seed == *attempt.seed() && !attempt.is_retry)
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
    use super::Challenge;
    use crate::testing::bank;

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
    fn what_is_no_score_costs_nobody_the_draw() {
        for text in ["a:", "a:101", "a:-1", "a:1.5", "a:1:2", "a:x", "a:4294967296", "a&b:5"] {
            let challenge = Challenge::new(text);
            assert_eq!(
                challenge.map(|challenge| (challenge.seed.to_string(), challenge.percent)),
                Some(("a".into(), None)),
                "{text}"
            );
        }
        for text in ["", "&", ":50", "b c:50", "<b>"] {
            assert_eq!(Challenge::new(text), None, "{text}");
        }
    }
}
