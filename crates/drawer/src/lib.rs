//! Draws from a whole bank, for pages: which questions of it are wanted, and nothing of how they are shown.
//!
//! Most readers get the bank's own draw, which is made when the site is built. So what draws is no part of the widget, but
//! a program of its own (docs/adr/0026-a-program-that-draws.md).

use std::ops::Range;

use newsquiz_core::{
    attempt::{Attempt, Slot},
    bank::Bank,
    compiled::Sparse,
    digits,
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
    /// A random number, from which another draw follows with as little as may be of what the reader has seen; it takes the
    /// place of the one above.
    pub other: Option<u32>,
    /// How many questions a draw has; 0: as many as the bank says.
    pub questions: u16,
    /// The ids of questions whose passages are gone.
    pub gone: Vec<&'a str>,
    /// What is known of the reader, the latest last: attempts in the form of [`saved`], of which some may be empty.
    pub attempts: Vec<&'a str>,
}

/// Where the questions are that have to be loaded first, in the file of questions, in bytes.
pub type Missing = Vec<Range<u32>>;

impl<'a> Wish<'a> {
    /// Reads what `static/embed/draws.js` writes: the draw, or a question mark and a random number; the ids of what is gone
    /// with a full stop between them; and the attempts; with a NUL between these texts.
    pub fn read(text: &'a str, questions: u16) -> Wish<'a> {
        let mut texts = split::all(text, b'\0');
        let draw = texts.next().unwrap_or_default();
        let other = draw.strip_prefix('?').and_then(digits::number);
        let gone = split::all(texts.next().unwrap_or_default(), b'.').collect();
        Wish { draw, other, questions, gone, attempts: texts.collect() }
    }

    /// What is needed of a bank to play the draw, and to go on with the attempts.
    ///
    /// # Errors
    /// What of it has to be loaded first. There may be more the next time: which other draw is the best follows from what was
    /// answered.
    pub fn excerpt(&self, mut source: Sparse) -> Result<Bank, Missing> {
        if self.questions != 0 {
            source.bank = source.bank.with_draw_len(self.questions);
        }
        let bank = &source.bank;
        let known = self.known(bank);
        let mut needed: Vec<usize> =
            known.iter().flat_map(Attempt::slots).filter_map(Slot::position).collect();
        if self.other.is_some() {
            are_loaded(&source, &needed)?;
        }
        let draw = self.draw_from(bank);
        let others = known.iter().map(Attempt::seed).filter(|seed| **seed != draw.seed);
        let others: Vec<Draw> = others.map(|seed| Draw::new(bank, seed.clone())).collect();
        let drawn = others.iter().chain([&draw]).flat_map(|draw| &draw.items);
        needed.extend(drawn.map(|item| item.question));
        are_loaded(&source, &needed)?;
        Ok(bank.excerpt(draw, others, &needed))
    }

    fn draw_from(&self, bank: &Bank) -> Draw {
        if let Some(random) = self.other {
            return Draw::new(bank, self.other_seed(bank, random));
        }
        let asked = Challenge::new(self.draw).map(|challenge| Draw::new(bank, challenge.seed));
        asked.unwrap_or_else(|| bank.draw().clone())
    }

    /// The seed of a draw with as little as may be of what the reader has seen.
    fn other_seed(&self, bank: &Bank, random: u32) -> Seed {
        let known = self.known(bank).into_iter().reduce(|earlier, next| next.after(&earlier, bank));
        let gone = self.gone.iter().filter_map(|id| bank.position(id)).collect();
        let left = known.unwrap_or_else(|| Attempt::new(bank.draw())).without(gone);
        left.other_seed(bank, random)
    }

    fn known(&self, bank: &Bank) -> Vec<Attempt> {
        self.attempts.iter().filter_map(|text| saved::recall(text, bank)).collect()
    }
}

/// Whether all these questions are loaded.
///
/// # Errors
/// Those that are not, each once.
fn are_loaded(source: &Sparse, questions: &[usize]) -> Result<(), Missing> {
    let mut missing = Missing::new();
    for place in questions.iter().filter_map(|&question| source.place(question)) {
        if !missing.contains(&place) {
            missing.push(place);
        }
    }
    if missing.is_empty() { Ok(()) } else { Err(missing) }
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

    /// The excerpt of the whole bank, which is also that of its outline.
    fn excerpt(wish: &Wish<'_>) -> Bank {
        let whole = wish.excerpt(compiled::decode_sparse(BRIDGE).unwrap()).unwrap();
        let (sparse, _) = excerpt_of_outline(wish);
        assert_eq!(sparse, whole);
        whole
    }

    /// The excerpt of the bank's outline, and how many questions were loaded for it, each time that some had to be.
    fn excerpt_of_outline(wish: &Wish<'_>) -> (Bank, Vec<usize>) {
        let questions: Vec<Vec<u8>> = compiled::encode_questions(&bridge()).collect();
        let file = questions.concat();
        let lens: Vec<u32> = questions.iter().map(|question| question.len() as u32).collect();
        let mut bytes = compiled::encode_outline(&bridge(), &lens);
        let mut loaded = Vec::new();
        loop {
            match wish.excerpt(compiled::decode_sparse(&bytes).unwrap()) {
                Ok(excerpt) => return (excerpt, loaded),
                Err(missing) => {
                    loaded.push(missing.len());
                    for place in missing {
                        bytes.extend_from_slice(&file[place.start as usize..place.end as usize]);
                    }
                }
            }
        }
    }

    fn drawn(wish: &Wish<'_>) -> Attempt {
        Attempt::new(excerpt(wish).draw())
    }

    fn drawn_ids(wish: &Wish<'_>) -> Vec<Rc<str>> {
        let excerpt = excerpt(wish);
        let items = &excerpt.draw().items;
        items.iter().map(|item| Rc::clone(&excerpt.question(item.question).unwrap().id)).collect()
    }

    fn ids(bank: &Bank) -> Vec<Rc<str>> {
        bank.questions().iter().map(|question| Rc::clone(&question.id)).collect()
    }

    #[test]
    fn what_a_page_asks_is_read_text_by_text() {
        let Wish { draw, other, questions, gone, attempts } = Wish::read("hanoi:7p\0a.b\0one\0\0two", 3);
        assert_eq!(
            (draw, other, questions, gone, attempts),
            ("hanoi:7p", None, 3, vec!["a", "b"], vec!["one", "", "two"])
        );
        assert_eq!(Wish::read("?4294967295\0\0", 0).other, Some(u32::MAX));
        assert_eq!(Wish::read("?", 0).other, None);
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
        let excerpt = excerpt(&Wish { attempts: vec!["", attempt, "nothing"], ..Wish::default() });
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
            let attempts = vec![&*before, "", &*last];
            let drawn =
                drawn_ids(&Wish { other: Some(random * 1_000), attempts, questions: 2, ..Wish::default() });
            assert!(!drawn.contains(&all[4]), "{random}: {drawn:?}");
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
            let attempts = vec![&*attempt];
            let drawn =
                drawn_ids(&Wish { other: Some(random * 1_000), attempts, questions: 1, ..Wish::default() });
            assert!(!seen.contains(&&drawn[0]), "{random}: {drawn:?}");
        }
    }

    #[test]
    fn what_is_not_loaded_is_asked_for_at_once_and_what_was_answered_before_a_choice() {
        let attempt = "newsquiz-attempt 1 bridge 0 other 0 0\nweekday =a*.b.c\nwho-paid ~a.b.c\n";
        for (wish, loaded) in [
            (Wish::default(), vec![4]),
            (Wish { questions: 1, ..Wish::default() }, vec![1]),
            // All of a draw that needs them all.
            (Wish { attempts: vec![attempt], ..Wish::default() }, vec![5]),
            (Wish { attempts: vec![attempt], other: Some(7), ..Wish::default() }, vec![2, 2]),
        ] {
            assert_eq!(excerpt_of_outline(&wish).1, loaded, "{wish:?}");
        }
    }
}
