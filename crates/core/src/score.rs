//! What responses are worth, and their score, in exact integers. It knows no attempt.

use crate::{
    bank::{Band, Question},
    choice_set::ChoiceSet,
    digits::decimal,
};

/// What a committed response earned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Exactly the right choices.
    Right,
    /// One of the right choices or more, but not exactly these. It may earn nothing: wrong picks take off.
    Partly,
    /// None of the right choices.
    Wrong,
    /// The reader had the answer shown.
    NotAnswered,
}

impl Mark {
    /// Its name in style sheets and for pages that listen.
    pub fn name(self) -> &'static str {
        match self {
            Mark::Right => "right",
            Mark::Partly => "partly",
            Mark::Wrong => "wrong",
            Mark::NotAnswered => "none",
        }
    }
}

/// One question's worth in units: the least number that each possible number of keys divides.
const UNITS: u32 = 27_720;

/// What a response earns, in units: `max(0, hits − wrong picks) / keys` of a question.
///
/// With one key this is all or nothing: a single choice takes one pick.
fn earned(question: &Question, response: ChoiceSet) -> u32 {
    let keys = question.keys();
    let hits = response.common(keys).len();
    let wrong = response.len() - hits;
    hits.saturating_sub(wrong) * (UNITS / keys.len().max(1))
}

/// The mark of a response. It goes by what was picked, not by what that earns, so that a style sheet can tell it too:
/// the first body's verdict and the program's are the same.
pub fn mark(question: &Question, response: ChoiceSet) -> Mark {
    let keys = question.keys();
    match response.common(keys) {
        _ if response.is_empty() => Mark::NotAnswered,
        _ if response == keys => Mark::Right,
        ChoiceSet::EMPTY => Mark::Wrong,
        _ => Mark::Partly,
    }
}

/// What responses have earned, and the most that they could.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    units: u32,
    /// The number of questions that count: each is worth one point.
    pub maximum: u32,
}

impl Score {
    /// What committed responses earned, each with its question, where so many questions count.
    pub fn new<'a>(responses: impl IntoIterator<Item = (&'a Question, ChoiceSet)>, maximum: u32) -> Score {
        let earned = responses.into_iter().map(|(question, response)| earned(question, response));
        Score { units: earned.sum(), maximum }
    }

    /// The points, rounded down to tenths.
    pub fn points(self) -> Points {
        Points { whole: self.units / UNITS, tenths: self.units % UNITS * 10 / UNITS }
    }

    /// The share of the maximum in percent, rounded down: 100 only when all is exact.
    pub fn percent(self) -> u8 {
        (u64::from(self.units) * 100 / u64::from(UNITS * self.maximum.max(1))) as u8
    }
}

/// Points, to the tenth of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Points {
    whole: u32,
    tenths: u32,
}

impl Points {
    /// So many whole points and tenths of a point, of which there are nine at most.
    pub fn new(whole: u32, tenths: u32) -> Points {
        Points { whole, tenths: tenths.min(9) }
    }

    /// The points of a score that was noted in percent, rounded down, of a maximum. Which tenth it was is known up to a
    /// maximum of ten; beyond that it may be one more.
    pub fn of_percent(percent: u8, maximum: u32) -> Points {
        let tenths = (maximum * u32::from(percent)).div_ceil(10);
        Points { whole: tenths / 10, tenths: tenths % 10 }
    }

    /// How far two of them are apart.
    pub fn apart(self, other: Points) -> Points {
        let [one, other] = [self, other].map(|points| points.whole * 10 + points.tenths);
        let tenths = one.abs_diff(other);
        Points { whole: tenths / 10, tenths: tenths % 10 }
    }

    /// In digits, with a sign before the tenth where there is one.
    pub fn text(self, sign: &str) -> String {
        match self.tenths {
            0 => decimal(self.whole),
            tenths => [&*decimal(self.whole), sign, &decimal(tenths)].concat(),
        }
    }
}

/// The band that a score reaches. `None` when the bank has no bands.
pub fn reached(bands: &[Band], percent: u8) -> Option<&Band> {
    bands.iter().rfind(|band| band.from_percent <= percent)
}

#[cfg(test)]
mod tests {
    use super::{Mark, Points, Score, UNITS, earned, mark, reached};
    use crate::{
        bank::Band,
        choice_set::ChoiceSet,
        testing::{choice, question},
    };

    #[test]
    fn every_number_of_keys_divides_a_question() {
        for keys in 1..=ChoiceSet::CAPACITY as u32 {
            assert_eq!(UNITS % keys, 0, "{keys} keys");
        }
    }

    #[test]
    fn a_response_earns_hits_less_wrong_picks() {
        // Choices: `a`, `b` and `c` are right, `d` and `e` are wrong.
        let mut choose_all = question(0);
        choose_all.choices = ["a", "b", "c", "d", "e"]
            .into_iter()
            .map(|id| choice(id, matches!(id, "a" | "b" | "c")))
            .collect();
        let single = question(0);
        for (question, picked, thirds, expected) in [
            (&choose_all, &[0, 1, 2][..], 3, Mark::Right),
            (&choose_all, &[0, 1], 2, Mark::Partly),
            (&choose_all, &[0, 1, 2, 3], 2, Mark::Partly),
            (&choose_all, &[0, 1, 2, 3, 4], 1, Mark::Partly),
            (&choose_all, &[0, 3], 0, Mark::Partly),
            (&choose_all, &[0, 3, 4], 0, Mark::Partly),
            (&choose_all, &[3], 0, Mark::Wrong),
            (&choose_all, &[], 0, Mark::NotAnswered),
            (&single, &[0], 3, Mark::Right),
            (&single, &[1], 0, Mark::Wrong),
            (&single, &[], 0, Mark::NotAnswered),
        ] {
            let response: ChoiceSet = picked.iter().copied().collect();
            assert_eq!(earned(question, response), thirds * UNITS / 3, "{picked:?}");
            assert_eq!(mark(question, response), expected, "{picked:?}");
        }
    }

    #[test]
    fn percent_and_points_round_down() {
        for (units, maximum, points, percent) in [
            (0, 8, (0, 0), 0),
            (UNITS * 8, 8, (8, 0), 100),
            (UNITS * 8 - UNITS / 12, 8, (7, 9), 98),
            (UNITS / 3, 1, (0, 3), 33),
            (UNITS * 2 / 3, 8, (0, 6), 8),
            (0, 0, (0, 0), 0),
        ] {
            let score = Score { units, maximum };
            assert_eq!(score.points(), Points::new(points.0, points.1), "{units} of {maximum}");
            assert_eq!(score.percent(), percent, "{units} of {maximum}");
        }
    }

    #[test]
    fn the_highest_band_reached_is_shown() {
        let band = |from_percent, title: &str| Band { from_percent, title: title.into(), text: "".into() };
        let bands = [band(0, "Keep reading"), band(50, "Solid"), band(100, "Flawless")];
        for (percent, title) in
            [(0, "Keep reading"), (49, "Keep reading"), (50, "Solid"), (99, "Solid"), (100, "Flawless")]
        {
            assert_eq!(reached(&bands, percent).map(|band| &*band.title), Some(title), "{percent} %");
        }
        assert_eq!(reached(&[], 100), None);
    }
}
