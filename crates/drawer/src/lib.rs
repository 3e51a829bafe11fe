//! Draws from a whole bank, for pages: which questions of it are wanted, and nothing of how they are shown.
//!
//! Most readers get the bank's own draw, which is made when the site is built. So what draws is no part of the widget, but
//! a program of its own (docs/adr/0026-a-program-that-draws.md).

use newsquiz_core::{
    attempt::{Attempt, Slot},
    bank::Bank,
    draw::Draw,
    saved,
    seed::Seed,
    share::Challenge,
    split,
};

/// What a page wants of a bank. What is empty or 0 asks for nothing.
#[derive(Clone, Debug, Default)]
pub struct Wish<'a> {
    /// The seed of the draw, maybe with a score to beat, as [`Challenge::new`] reads it; empty: the bank's own.
    pub draw: &'a str,
    /// How many questions a draw has; 0: as many as the bank says.
    pub questions: u16,
    /// The ids of questions whose passages are gone from the article.
    pub gone: Vec<&'a str>,
    /// What is known of the reader, the latest last: attempts in the form of [`saved`], of which some may be empty.
    pub attempts: Vec<&'a str>,
}

impl<'a> Wish<'a> {
    /// Reads what `static/embed/draws.js` writes: the draw, the ids of what is gone with a full stop between them, and the
    /// attempts; with a NUL between these texts.
    pub fn read(text: &'a str, questions: u16) -> Wish<'a> {
        let mut texts = split::all(text, b'\0');
        let draw = texts.next().unwrap_or_default();
        let gone = split::all(texts.next().unwrap_or_default(), b'.').collect();
        Wish { draw, questions, gone, attempts: texts.collect() }
    }

    /// What is needed of a bank to play the draw, and to go on with the attempts.
    pub fn excerpt(&self, bank: Bank) -> Bank {
        let bank = self.with_draw_len(bank);
        let asked = Challenge::new(self.draw).map(|challenge| Draw::new(&bank, challenge.seed));
        let draw = asked.unwrap_or_else(|| bank.draw().clone());
        let known = self.known(&bank);
        let others = known.iter().map(Attempt::seed).filter(|seed| **seed != draw.seed);
        let others = others.map(|seed| Draw::new(&bank, seed.clone())).collect();
        let questions = known.iter().flat_map(Attempt::slots).filter_map(|slot: &Slot| slot.question(&bank));
        let ids: Vec<&str> = questions.map(|question| &*question.id).collect();
        bank.excerpt(draw, others, &ids)
    }

    /// The seed of a draw with as little as may be of what the reader has seen; it follows from a random number.
    pub fn other_seed(&self, bank: Bank, random: u32) -> Seed {
        let bank = self.with_draw_len(bank);
        let known = self.known(&bank).into_iter().reduce(|earlier, next| next.after(&earlier, &bank));
        let gone = self.gone.iter().filter_map(|id| bank.position(id)).collect();
        let left = known.unwrap_or_else(|| Attempt::new(bank.draw())).without(gone);
        left.other_seed(&bank, random)
    }

    fn with_draw_len(&self, bank: Bank) -> Bank {
        if self.questions == 0 { bank } else { bank.with_draw_len(self.questions) }
    }

    fn known(&self, bank: &Bank) -> Vec<Attempt> {
        self.attempts.iter().filter_map(|text| saved::recall(text, bank)).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use newsquiz_core::compiled;

    use super::*;

    const BRIDGE: &[u8] = include_bytes!("../../../tests/fixtures/wire/bank-5.bin");

    fn bridge() -> Bank {
        compiled::decode_any(BRIDGE).unwrap()
    }

    fn drawn(wish: &Wish<'_>) -> Attempt {
        Attempt::new(wish.excerpt(bridge()).draw())
    }

    fn ids(bank: &Bank) -> Vec<Rc<str>> {
        bank.questions().iter().map(|question| Rc::clone(&question.id)).collect()
    }

    #[test]
    fn what_a_page_asks_is_read_text_by_text() {
        let Wish { draw, questions, gone, attempts } = Wish::read("hanoi:7p\0a.b\0one\0\0two", 3);
        assert_eq!(
            (draw, questions, gone, attempts),
            ("hanoi:7p", 3, vec!["a", "b"], vec!["one", "", "two"])
        );
    }

    #[test]
    fn a_page_may_ask_for_a_draw_and_for_its_length() {
        for (asked, questions, seed, len) in [
            ("", 0, "first", 4),
            ("second", 0, "second", 4),
            ("second:2p", 3, "second", 3),
            ("not a seed", 1, "first", 1),
            ("?", 9, "first", 5),
        ] {
            let attempt = drawn(&Wish { draw: asked, questions, ..Wish::default() });
            assert_eq!((attempt.seed().as_str(), attempt.slots().len()), (seed, len), "{asked}");
        }
    }

    #[test]
    fn what_was_begun_can_be_gone_on_with() {
        let attempt = "newsquiz-attempt 1 bridge 0 other 0 0\nweekday =a*.b.c\nwho-paid ~a.b.c\n";
        let excerpt = Wish { attempts: vec!["", attempt, "nothing"], ..Wish::default() }.excerpt(bridge());
        assert!(["weekday", "who-paid"].iter().all(|id| ids(&excerpt).iter().any(|known| &**known == *id)));
        assert!(excerpt.draws().any(|draw| draw.seed.as_str() == "other"), "its score can be passed on");
        assert_eq!(excerpt.draw().seed.as_str(), "first");
        assert!(saved::read(attempt, &excerpt).unwrap().slots().iter().all(Slot::counts));
    }

    /// Where all were seen, what was played last is avoided.
    #[test]
    fn of_several_attempts_the_last_one_counts_most() {
        let all = ids(&bridge());
        let seen = format!("+seen {}.", all.join("."));
        let before = format!("newsquiz-attempt 1 bridge 0 one 0 1\n{} =a*.b\n{seen}", all[0]);
        let last = format!("newsquiz-attempt 1 bridge 0 two 0 1\n{} =a*.b\n", all[4]);
        for random in 0..20 {
            let wish = Wish { attempts: vec![&before, "", &last], questions: 2, ..Wish::default() };
            let seed = wish.other_seed(bridge(), random * 1_000);
            let excerpt = Wish { draw: seed.as_str(), questions: 2, ..Wish::default() }.excerpt(bridge());
            assert!(!ids(&excerpt).contains(&all[4]), "{seed}");
        }
    }

    #[test]
    fn other_questions_are_none_that_the_reader_has_seen() {
        let all = ids(&bridge());
        let [first, second, ..] = &*all else { panic!("{all:?}") };
        let attempt = format!(
            "newsquiz-attempt 1 bridge 0 other 0 2\n{first} =a*.b.c\n{second} =a*.b.c\n+seen {}.",
            all[2]
        );
        let seen = [first, second, &all[2]];
        for random in 0..20 {
            let seed = Wish { attempts: vec![&*attempt], questions: 1, ..Wish::default() }
                .other_seed(bridge(), random * 1_000);
            let excerpt = Wish { draw: seed.as_str(), questions: 1, ..Wish::default() }.excerpt(bridge());
            assert!(!seen.contains(&&ids(&excerpt)[0]), "{seed}: {:?}", ids(&excerpt));
        }
    }
}
