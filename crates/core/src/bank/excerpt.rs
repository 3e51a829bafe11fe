//! A part of a bank: what some draws need of it, so that nobody loads the rest.

use std::rc::Rc;

use super::{Bank, Parts, Question};
use crate::{draw::Draw, seed::Seed};

/// How many further draws there are at most: after as many rounds hardly anybody wants more, and each is a file.
pub const MOST_FURTHER: usize = 7;

impl Bank {
    /// What is needed to play some draws: their questions, and those at these positions. The first draw is what readers get.
    /// Version and number of questions stay those of the bank.
    pub fn excerpt(&self, mut draw: Draw, mut other_draws: Vec<Draw>, also: &[usize]) -> Bank {
        let draws = || other_draws.iter().chain([&draw]);
        let is_drawn = |ix| draws().flat_map(|draw| &draw.items).any(|item| item.question == ix);
        let is_kept = |&ix: &usize| is_drawn(ix) || also.contains(&ix);
        let places: Vec<usize> = (0..self.questions().len()).filter(is_kept).collect();
        let questions: Vec<Rc<Question>> =
            places.iter().filter_map(|&ix| self.question(ix)).map(Rc::clone).collect();
        for item in other_draws.iter_mut().chain([&mut draw]).flat_map(|draw| &mut draw.items) {
            item.question = places.partition_point(|&ix| ix < item.question);
        }
        let parts = Parts { questions, ..self.parts.clone() };
        let Bank { version, playable, .. } = *self;
        Bank { parts, draw, other_draws, further: self.further.clone(), version, playable }
    }

    /// How many draws there may be without a question in two of them.
    fn rounds(&self) -> usize {
        self.playable() / self.draw_len().max(1)
    }

    /// Whether a draw takes an eighth or less of what can be played. Then it has as many further draws as may be.
    pub fn is_large(&self) -> bool {
        MOST_FURTHER < self.rounds()
    }

    /// What is needed for the draw of each seed that most readers come to: the bank's own, and as many further ones as give
    /// other questions each time, as far as there are such. Each knows the seeds of all further ones.
    pub fn excerpts(&self) -> Vec<Bank> {
        let mut draws = vec![self.draw().clone()];
        for round in 1..self.rounds().min(MOST_FURTHER + 1) {
            let seen: Vec<usize> =
                draws.iter().flat_map(|draw| &draw.items).map(|item| item.question).collect();
            // Each round chooses among 32 seeds.
            draws.push(Draw::fresh(self, &seen, round as u32 * 32));
        }
        let further: Vec<Seed> = draws.iter().skip(1).map(|draw| draw.seed.clone()).collect();
        let bank = Bank { further, ..self.clone() };
        draws.into_iter().map(|draw| bank.excerpt(draw, Vec::new(), &[])).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        attempt::{Action, Attempt, Slot},
        compiled,
        share::Challenge,
        testing::bank,
    };

    fn seed(number: u32) -> Seed {
        Seed::from_number(number)
    }

    /// The questions of an attempt with their choices, as a reader meets them.
    fn shown(attempt: &Attempt, bank: &Bank) -> Vec<(Rc<Question>, Vec<usize>)> {
        let question = |slot: &Slot| (Rc::clone(slot.question(bank).unwrap()), slot.order.clone());
        attempt.slots().iter().map(question).collect()
    }

    #[test]
    fn a_question_that_is_asked_for_comes_along_in_its_place() {
        let bank = bank(36);
        let draw = Draw::new(&bank, seed(7));
        let excerpt = bank.excerpt(draw.clone(), Vec::new(), &[35, 0, 99]);
        assert_eq!((&*excerpt.questions()[0].id, excerpt.questions().len()), ("q0", 10));
        assert_eq!(&*excerpt.questions()[9].id, "q35");
        assert_eq!(excerpt.draws().collect::<Vec<_>>(), [excerpt.draw()]);
        assert_eq!((excerpt.version(), excerpt.playable()), (bank.version(), 36));
    }

    #[test]
    fn an_excerpt_weighs_what_its_questions_do_whatever_the_bank_has() {
        let weight = |count| {
            let bank = bank(count);
            compiled::encode(&bank.excerpt(bank.draw().clone(), Vec::new(), &[])).len()
        };
        assert!(weight(2_000).abs_diff(weight(20)) < 60, "{} and {}", weight(20), weight(2_000));
    }

    #[test]
    fn a_score_of_any_draw_that_an_excerpt_has_can_be_passed_on() {
        let bank = bank(36);
        let excerpt = bank.excerpt(Draw::new(&bank, seed(1)), vec![Draw::new(&bank, seed(2))], &[]);
        let attempts = excerpt.draws().map(Attempt::new);
        assert!(attempts.map(|attempt| Challenge::of(&attempt, &excerpt)).all(|told| told.score.is_some()));
        assert_eq!(
            Attempt::new(&Draw::new(&bank, seed(3))).forgotten(&excerpt),
            Attempt::new(excerpt.draw())
        );
    }

    #[test]
    fn further_draws_bring_other_questions_each_time() {
        let bank = bank(36);
        let excerpts = bank.excerpts();
        let seeds: Vec<&Seed> = excerpts.iter().map(|excerpt| &excerpt.draw().seed).collect();
        assert_eq!((seeds.len(), seeds[0]), (4, &bank.draw().seed));
        let mut seen = Vec::new();
        for excerpt in &excerpts {
            assert_eq!(excerpt.further().iter().collect::<Vec<_>>(), seeds[1..]);
            assert_eq!(excerpt.questions().len(), 8);
            seen.extend(excerpt.questions().iter().map(|question| question.id.clone()));
        }
        seen.sort();
        seen.dedup();
        assert!(27 < seen.len(), "only {} of 36 questions in four rounds of 8", seen.len());
    }

    #[test]
    fn who_gets_all_questions_has_no_further_draw_and_nobody_has_very_many() {
        assert_eq!(bank(8).excerpts().len(), 1);
        assert_eq!(bank(15).excerpts().len(), 1);
        assert_eq!(bank(1_000).excerpts().len(), 1 + MOST_FURTHER);
        for (count, is_large) in [(63, false), (64, true)] {
            let bank = bank(count);
            assert_eq!((bank.is_large(), bank.excerpts().len() == 1 + MOST_FURTHER), (is_large, is_large));
        }
    }

    proptest! {
        /// Also when it was compiled in between.
        #[test]
        fn a_draw_is_played_from_an_excerpt_as_from_the_whole_bank(number: u32, other: u32, len in 1_u16..20) {
            let bank = bank(20).with_draw_len(len);
            let others = vec![Draw::new(&bank, seed(other))];
            let excerpt = bank.excerpt(Draw::new(&bank, seed(number)), others, &[]);
            prop_assert_eq!(&compiled::decode(&compiled::encode(&excerpt)), &Ok(excerpt.clone()));
            let mut whole = Attempt::new(&Draw::new(&bank, seed(number)));
            let mut part = Attempt::new(excerpt.draw());
            prop_assert_eq!(shown(&part, &excerpt), shown(&whole, &bank));
            for slot in 0..whole.slots().len() {
                for action in [Action::AnswerShown { slot }, Action::WentOn { slot }] {
                    whole = whole.apply(&bank, action).unwrap();
                    part = part.apply(&excerpt, action).unwrap();
                    prop_assert_eq!(part.unseen(&excerpt), whole.unseen(&bank));
                }
            }
            prop_assert_eq!(part.score(&excerpt), whole.score(&bank));
        }
    }
}
