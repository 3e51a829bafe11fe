//! Which questions, in which order, with which order of choices: a function of bank, plan and seed.
//!
//! The generator is named by its algorithm and samples 32-bit numbers only, so that a draw is the same on a reader's
//! phone (32 bits) and in a newsroom's tools (64 bits). Changing anything here changes what shared links show:
//! the golden draws in the tests tell.

use std::rc::Rc;

use rand::RngExt as _;
use rand_pcg::Pcg32;

use crate::{
    bank::{Bank, Level, Question},
    seed::Seed,
};

/// The questions of one attempt, in the order of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    /// What the draw was made from.
    pub seed: Seed,
    /// The drawn questions.
    pub items: Vec<DrawnQuestion>,
}

/// One question of a draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnQuestion {
    /// Its position in the bank.
    pub question: usize,
    /// The positions of its choices, in the order in which they are shown.
    pub order: Vec<usize>,
}

impl Draw {
    /// Draws as many questions as the bank's plan says.
    ///
    /// The bank, which is in the order of the article, is cut into as many parts as there are questions to draw, and each part
    /// gives one: so a draw spans the article. No two stand on one passage while another question is left, and no
    /// level has more than its share of the bank, as far as the first two rules leave a choice.
    pub fn new(bank: &Bank, seed: Seed) -> Draw {
        Draw::of(bank.questions(), bank.draw_len(), seed)
    }

    /// Draws so many of a bank's questions, in the same way.
    pub(crate) fn of(questions: &[Rc<Question>], len: usize, seed: Seed) -> Draw {
        // The stream is a constant of newsquiz: any odd number does.
        let mut rng = Pcg32::new(seed.state(), 0x6e65_7773);
        let drawn = pick_questions(questions, len, &mut rng);
        let mut decks = Decks::default();
        let items = questions
            .iter()
            .enumerate()
            .filter(|(ix, _)| drawn.contains(ix))
            .map(|(ix, question)| {
                let order = order_choices(question, &mut decks, &mut rng);
                DrawnQuestion { question: ix, order }
            })
            .collect();
        Draw { seed, items }
    }

    /// A draw with as few of the seen questions as 32 seeds can give; the seeds follow from a random number.
    ///
    /// The seed alone gives the same draw again, so that it can be shared, which a draw that knew the reader could not.
    pub fn fresh(bank: &Bank, seen: &[usize], random: u32) -> Draw {
        let again = |draw: &Draw| draw.items.iter().filter(|item| seen.contains(&item.question)).count();
        let mut best = Draw::new(bank, Seed::from_number(random));
        let mut fewest = again(&best);
        for step in 1..32 {
            if fewest == 0 {
                break;
            }
            let other = Draw::new(bank, Seed::from_number(random.wrapping_add(step)));
            let seen_in_other = again(&other);
            if seen_in_other < fewest {
                (best, fewest) = (other, seen_in_other);
            }
        }
        best
    }
}

fn pick_questions(questions: &[Rc<Question>], wanted: usize, rng: &mut Pcg32) -> Vec<usize> {
    // What was withdrawn is drawn no more. Positions below are among the others.
    let is_playable = |ix: &usize| questions.get(*ix).is_some_and(|question| !question.is_withdrawn());
    let playable: Vec<usize> = (0..questions.len()).filter(is_playable).collect();
    let all = playable.len();
    let question = |ix: usize| playable.get(ix).and_then(|&ix| questions.get(ix));

    let share = |level: Level| {
        let count = (0..all).filter_map(question).filter(|question| question.level == level).count();
        (count * wanted).div_ceil(all.max(1))
    };
    let shares = Level::ALL.map(|level| (level, share(level)));

    // The parts take turns in random order, so that none has always the last word on levels and passages.
    let mut parts: Vec<usize> = (0..wanted).collect();
    shuffle(&mut parts, rng);
    let mut drawn: Vec<usize> = Vec::new();
    for part in parts {
        let (start, end) = (part * all / wanted, (part + 1) * all / wanted);
        let apart = |&ix: &usize| {
            !drawn.contains(&ix)
                && question(ix).is_some_and(|here| {
                    !drawn
                        .iter()
                        .filter_map(|&ix| question(ix))
                        .any(|earlier| earlier.evidence.overlaps(&here.evidence))
                })
        };
        let within_share = |&ix: &usize| {
            let level = |ix: usize| question(ix).map(|question| question.level);
            let share = shares.iter().find(|(of, _)| Some(*of) == level(ix)).map_or(0, |&(_, share)| share);
            drawn.iter().filter(|&&other| level(other) == level(ix)).count() < share
        };
        // From the part; else from the whole article; else what is left, though it repeats a passage.
        let mut candidates: Vec<usize> = (start..end).filter(apart).collect();
        if candidates.is_empty() {
            candidates = (0..all).filter(apart).collect();
        }
        if candidates.is_empty() {
            candidates = (0..all).filter(|ix| !drawn.contains(ix)).collect();
        }
        if candidates.iter().any(within_share) {
            candidates.retain(within_share);
        }
        let chosen = below(rng, candidates.len());
        drawn.extend(candidates.get(chosen));
    }
    drawn.into_iter().filter_map(|ix| playable.get(ix).copied()).collect()
}

/// The positions that keys still have to take, for single choices with the same number of choices.
#[derive(Default)]
struct Decks(Vec<(usize, Vec<usize>)>);

impl Decks {
    /// The position of the next key among `len` choices: each position comes once before one comes again.
    fn deal(&mut self, len: usize, rng: &mut Pcg32) -> usize {
        let ix = self.0.iter().position(|(of, _)| *of == len).unwrap_or_else(|| {
            self.0.push((len, Vec::new()));
            self.0.len() - 1
        });
        let Some((_, deck)) = self.0.get_mut(ix) else {
            return 0;
        };
        if deck.is_empty() {
            deck.extend(0..len);
            shuffle(deck, rng);
        }
        deck.pop().unwrap_or_default()
    }
}

/// The order in which the choices of a question are shown: every order is as likely as any other, over all seeds.
fn order_choices(question: &Question, decks: &mut Decks, rng: &mut Pcg32) -> Vec<usize> {
    let mut order: Vec<usize> = (0..question.choices.len()).collect();
    if question.keep_order {
        return order;
    }
    let choice = |ix: usize| question.choices.get(ix);
    let pinned = order.iter().position(|&ix| choice(ix).is_some_and(|choice| choice.pinned));
    let last = pinned.map(|ix| order.remove(ix));
    shuffle(&mut order, rng);
    let key = order.iter().position(|&ix| choice(ix).is_some_and(|choice| choice.correct));
    if let (Some(key), false) = (key, question.is_choose_all()) {
        let position = decks.deal(order.len(), rng);
        order.swap(key, position);
    }
    order.extend(last);
    order
}

/// Fisher and Yates's shuffle in Durstenfeld's form: every permutation is as likely as any other.
fn shuffle(items: &mut [usize], rng: &mut Pcg32) {
    for last in (1..items.len()).rev() {
        items.swap(last, below(rng, last + 1));
    }
}

/// A number below `len`, each as likely as any other; 0 when there is none.
fn below(rng: &mut Pcg32, len: usize) -> usize {
    match u32::try_from(len) {
        Ok(len @ 1..) => rng.random_range(0..len) as usize,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, rc::Rc};

    use proptest::prelude::*;

    use super::Draw;
    use crate::{
        bank::Bank,
        seed::Seed,
        testing::{bank, evidence, parts, question, withdrawn},
    };

    fn seeds(count: u32) -> impl Iterator<Item = Seed> {
        (0..count).map(Seed::from_number)
    }

    /// A bank of `count` questions, `per_paragraph` to a paragraph, of which each pair of neighbours overlaps.
    fn crowded(count: usize, per_paragraph: usize, drawn: u16) -> Bank {
        let mut parts = parts(0);
        parts.plan.questions = drawn;
        parts.questions = (0..count)
            .map(|ix| {
                let mut question = question(ix);
                question.evidence = evidence((ix / per_paragraph) as u16 + 1, "ten letters");
                question.evidence.start = (ix % per_paragraph) as u32 * 8;
                Rc::new(question)
            })
            .collect();
        Bank::new(parts).unwrap()
    }

    #[test]
    fn a_draw_is_the_same_each_time() {
        let bank = bank(36);
        for seed in seeds(20) {
            assert_eq!(Draw::new(&bank, seed.clone()), Draw::new(&bank, seed));
        }
    }

    #[test]
    fn a_draw_spans_the_article() {
        let bank = bank(36);
        for seed in seeds(500) {
            let draw = Draw::new(&bank, seed.clone());
            let part_of = |ix: usize| (0..8).rfind(|part| part * 36 / 8 <= ix);
            // In this bank the order is the article's, each question on a passage of its own.
            let parts: Vec<_> = draw.items.iter().filter_map(|item| part_of(item.question)).collect();
            assert_eq!(parts, [0, 1, 2, 3, 4, 5, 6, 7], "{seed}");
        }
    }

    #[test]
    fn no_level_has_more_than_its_share() {
        let bank = bank(36);
        for seed in seeds(500) {
            let draw = Draw::new(&bank, seed.clone());
            for level in crate::bank::Level::ALL {
                let count =
                    draw.items.iter().filter(|item| bank.questions()[item.question].level == level).count();
                // A third of eight, rounded up.
                assert!(count <= 3, "{seed}: {count} are {level:?}");
            }
        }
    }

    #[test]
    fn what_was_withdrawn_is_drawn_no_more() {
        let mut parts = parts(12);
        for ix in [0, 5, 11] {
            Rc::make_mut(&mut parts.questions[ix]).status = withdrawn("2019-03-01");
        }
        let bank = Bank::new(parts).unwrap();
        for seed in seeds(200) {
            let drawn: Vec<usize> =
                Draw::new(&bank, seed.clone()).items.iter().map(|item| item.question).collect();
            assert_eq!(drawn.len(), 8, "{seed}");
            assert!(drawn.iter().all(|ix| ![0, 5, 11].contains(ix)), "{seed}: {drawn:?}");
        }
    }

    #[test]
    fn every_question_is_drawn_some_time() {
        let bank = bank(36);
        let drawn: BTreeSet<usize> =
            seeds(400).flat_map(|seed| Draw::new(&bank, seed).items).map(|item| item.question).collect();
        assert_eq!(drawn.len(), 36);
    }

    #[test]
    fn keys_take_turns_over_the_positions() {
        let bank = bank(36);
        for seed in seeds(200) {
            let draw = Draw::new(&bank, seed.clone());
            // The bank has single choices with three choices only; `a` is the key.
            let mut positions = [0; 3];
            for item in &draw.items {
                positions[item.order.iter().position(|&ix| ix == 0).unwrap()] += 1;
            }
            positions.sort_unstable();
            assert_eq!(positions, [2, 3, 3], "{seed}");
        }
    }

    #[test]
    fn a_pinned_choice_is_last_and_a_kept_order_is_kept() {
        let mut parts = parts(2);
        Rc::make_mut(&mut parts.questions[0]).choices[1].pinned = true;
        Rc::make_mut(&mut parts.questions[1]).keep_order = true;
        parts.plan.questions = 2;
        let bank = Bank::new(parts).unwrap();
        for seed in seeds(50) {
            let draw = Draw::new(&bank, seed);
            assert_eq!(draw.items[0].order.last(), Some(&1));
            assert_eq!(draw.items[1].order, [0, 1, 2]);
        }
    }

    #[test]
    fn a_fresh_draw_prefers_what_was_not_seen() {
        let bank = bank(36);
        let seen: Vec<usize> = Draw::new(&bank, bank.parts().plan.seed.clone())
            .items
            .into_iter()
            .map(|item| item.question)
            .collect();
        let again = |draw: &Draw| draw.items.iter().filter(|item| seen.contains(&item.question)).count();
        let (mut fresh, mut blind) = (0, 0);
        for random in (0..3200).step_by(32) {
            fresh += again(&Draw::fresh(&bank, &seen, random));
            blind += again(&Draw::new(&bank, Seed::from_number(random)));
        }
        assert!(fresh * 8 < blind, "{fresh} seen again with care, {blind} without");
    }

    #[test]
    fn a_fresh_draw_can_be_had_from_its_seed_alone() {
        let bank = bank(36);
        let fresh = Draw::fresh(&bank, &[0, 1, 2, 3], 7);
        assert_eq!(Draw::new(&bank, fresh.seed.clone()), fresh);
    }

    /// The chi-square test over all orders of three choices, for one question of a draw, with 100,000 seeds.
    #[test]
    fn shuffles_are_uniform() {
        let mut parts = parts(3);
        Rc::make_mut(&mut parts.questions[1]).choices[1].correct = true;
        let bank = Bank::new(parts).unwrap();
        const DRAWS: u32 = 100_000;
        // The first question has one key, dealt from a deck; the second is choose-all, shuffled plainly.
        let mut counts = [[0_u32; 6]; 2];
        const ORDERS: [[usize; 3]; 6] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        for seed in seeds(DRAWS) {
            let draw = Draw::new(&bank, seed);
            for (ix, counts) in counts.iter_mut().enumerate() {
                let order = ORDERS.iter().position(|order| draw.items[ix].order == order).unwrap();
                counts[order] += 1;
            }
        }
        for counts in counts {
            let expected = f64::from(DRAWS) / 6.0;
            let chi_square: f64 =
                counts.iter().map(|&count| (f64::from(count) - expected).powi(2) / expected).sum();
            // Five degrees of freedom: a fair shuffle stays below this in 999 of 1,000 runs, and the seeds are fixed.
            assert!(chi_square < 20.515, "{chi_square} for {counts:?}");
        }
    }

    /// What a bank and a seed gave once they give for ever: links that readers shared depend on it.
    #[test]
    fn golden_draws() {
        let bank = bank(36);
        for (seed, expected) in [
            ("hanoi", "2:cab 4:acb 9:cba 13:acb 20:bac 25:bca 27:bca 32:cab"),
            ("0", "1:abc 7:cab 11:bca 15:bac 20:bca 24:acb 30:bac 34:abc"),
            ("zzzzzz3", "3:abc 7:bac 11:cba 14:bac 18:bca 25:abc 27:acb 35:cab"),
        ] {
            let draw = Draw::new(&bank, Seed::new(seed).unwrap());
            let text: Vec<String> = draw
                .items
                .iter()
                .map(|item| {
                    let order: String = item
                        .order
                        .iter()
                        .map(|&ix| &*bank.questions()[item.question].choices[ix].id)
                        .collect();
                    format!("{}:{order}", item.question)
                })
                .collect();
            assert_eq!(text.join(" "), expected, "{seed}");
        }
    }

    proptest! {
        #[test]
        fn a_draw_is_a_permutation_without_repeats(count in 1_usize..60, drawn in 1_u16..60, number: u32) {
            let drawn = drawn.min(count as u16);
            let mut parts = parts(count);
            parts.plan.questions = drawn;
            let bank = Bank::new(parts).unwrap();
            let draw = Draw::new(&bank, Seed::from_number(number));
            prop_assert_eq!(draw.items.len(), usize::from(drawn));
            let order: Vec<_> = draw.items.iter().map(|item| item.question).collect();
            prop_assert!(order.is_sorted_by(|one, next| one < next), "{:?}", order);
            for item in &draw.items {
                let mut order = item.order.clone();
                order.sort_unstable();
                prop_assert!(order.into_iter().eq(0..bank.questions()[item.question].choices.len()));
            }
        }

        #[test]
        fn no_passage_comes_twice_while_others_are_left(
            count in 1_usize..40, per_paragraph in 1_usize..6, drawn in 1_u16..40, number: u32,
        ) {
            let bank = crowded(count, per_paragraph, drawn.min(count as u16));
            let draw = Draw::new(&bank, Seed::from_number(number));
            let drawn: Vec<usize> = draw.items.iter().map(|item| item.question).collect();
            let overlap = |one: usize, other: usize| {
                bank.questions()[one].evidence.overlaps(&bank.questions()[other].evidence)
            };
            let repeats = drawn.iter().any(|&one| drawn.iter().any(|&other| one < other && overlap(one, other)));
            let left = (0..count).any(|ix| !drawn.iter().any(|&other| overlap(ix, other)));
            prop_assert!(!(repeats && left), "{:?}", drawn);
        }
    }
}
