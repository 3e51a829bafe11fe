//! An attempt as text, so that it can be kept and taken up again. It names ids, never positions.
//!
//! ```text
//! newsquiz-attempt 1 liaison-office 89abcdef hanoi 0 1
//! first-question a.c.b =c
//! second-question b.a.c ~a
//! third-question c.b.a ~
//! +seen other-question
//! ```
//! The first line has the form's number, the bank, its version, the seed, the run and the current question. A line for
//! each question has its id, its choices as shown, and what the reader committed to (`=`) or has picked so far (`~`).

use std::collections::BTreeSet;

use crate::{
    attempt::{Attempt, Slot, State},
    bank::{Bank, Question},
    choice_set::ChoiceSet,
    seed::Seed,
};

const FORM: &str = "newsquiz-attempt 1";
/// No id begins with the sign.
const SEEN: &str = "+seen ";

/// The text form of an attempt.
pub fn write(attempt: &Attempt, bank: &Bank) -> String {
    let parts = bank.parts();
    let mut text = format!(
        "{FORM} {} {} {} {} {}\n",
        parts.id,
        bank.version(),
        attempt.seed,
        attempt.run,
        attempt.current
    );
    for slot in &attempt.slots {
        let Some(question) = bank.question(slot.question) else {
            continue;
        };
        let (sign, picked) = match slot.state {
            State::Open { picked, .. } => ('~', picked),
            State::Committed(response) => ('=', response),
        };
        let ids = |picks: &dyn Fn(usize) -> bool| {
            let ids = slot.order.iter().filter(|&&ix| picks(ix)).filter_map(|&ix| question.choices.get(ix));
            ids.map(|choice| &*choice.id).collect::<Vec<_>>().join(".")
        };
        let (order, picked) = (ids(&|_| true), ids(&|ix| picked.contains(ix)));
        text.push_str(&format!("{} {order} {sign}{picked}\n", question.id));
    }
    let seen = attempt.seen.iter().filter_map(|&ix| bank.question(ix)).map(|question| &*question.id);
    text + SEEN + &seen.collect::<Vec<_>>().join(".") + "\n"
}

/// The attempt in a text. A question that the bank no longer has, or whose choices are others, is left out.
///
/// `None` when the text is of another bank or form, says what no attempt can be, or when no question is left.
pub fn read(text: &str, bank: &Bank) -> Option<Attempt> {
    let mut lines = text.lines();
    let mut head = lines.next()?.strip_prefix(FORM)?.trim_start().split(' ');
    let (id, _version, seed) = (head.next()?, head.next()?, head.next()?);
    let run = head.next()?.parse().ok()?;
    let mut current: usize = head.next()?.parse().ok()?;
    if id != &*bank.parts().id || head.next().is_some() {
        return None;
    }
    let mut attempt =
        Attempt { run, seed: Seed::new(seed)?, slots: Vec::new(), current: 0, seen: Vec::new() };
    let mut passed = 0;
    for line in lines {
        if let Some(seen) = line.strip_prefix(SEEN) {
            let positions: BTreeSet<usize> = seen.split('.').filter_map(|id| bank.position(id)).collect();
            attempt.seen = positions.into_iter().collect();
            continue;
        }
        let before = passed < current;
        match read_slot(line, bank) {
            Some(slot) if !attempt.slots.iter().any(|other| other.question == slot.question) => {
                passed += 1;
                attempt.slots.push(slot);
            }
            // What is left out before the current question moves it forward.
            _ => current -= usize::from(before),
        }
    }
    attempt.current = current;
    let possible = current <= attempt.slots.len()
        && attempt.slots.iter().enumerate().all(|(ix, slot)| match slot.state {
            State::Committed(_) => ix <= current,
            State::Open { picked, .. } => ix == current || (current < ix && picked.is_empty()),
        });
    (possible && !attempt.slots.is_empty()).then_some(attempt)
}

fn read_slot(line: &str, bank: &Bank) -> Option<Slot> {
    let mut words = line.split(' ');
    let question_ix = bank.position(words.next()?)?;
    let question = bank.question(question_ix)?;
    let order = positions(words.next()?, question)?;
    let is_permutation = (0..question.choices.len()).all(|ix| order.contains(&ix));
    let state = words.next()?;
    let set = |ids| positions(ids, question).map(ChoiceSet::from_iter);
    let state = match state.strip_prefix('=') {
        Some(ids) => State::Committed(set(ids)?),
        None => State::Open { picked: set(state.strip_prefix('~')?)?, reminded: false },
    };
    let (State::Committed(picked) | State::Open { picked, .. }) = state;
    let fits = is_permutation
        && order.len() == question.choices.len()
        && (picked.len() <= 1 || question.is_choose_all())
        && words.next().is_none();
    fits.then_some(Slot { question: question_ix, order, state })
}

/// The positions of choices named by their ids. `None` when the question does not have one of them.
fn positions(ids: &str, question: &Question) -> Option<Vec<usize>> {
    let named = ids.split('.').filter(|id| !id.is_empty());
    named.map(|id| question.choices.iter().position(|choice| &*choice.id == id)).collect()
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use proptest::prelude::*;

    use super::{read, write};
    use crate::{
        attempt::{Action, Attempt},
        bank::Bank,
        draw::Draw,
        score::Score,
        seed::Seed,
        testing::{bank, bank_with_choose_all, parts},
    };

    fn played(bank: &Bank, actions: &[Action]) -> Attempt {
        let start = Attempt::new(Draw::new(bank, Seed::new("test").unwrap()));
        actions.iter().fold(start, |attempt, &action| attempt.apply(bank, action).unwrap_or(attempt))
    }

    const FIRST_RIGHT: [Action; 3] = [
        Action::ChoicePicked { slot: 0, choice: 0 },
        Action::ResponseSubmitted { slot: 0 },
        Action::WentOn { slot: 0 },
    ];

    #[test]
    fn the_text_names_ids() {
        let bank = bank(2);
        let attempt = played(&bank, &FIRST_RIGHT);
        let order = |slot: usize| {
            let ids = attempt.slots()[slot].order.iter().map(|&ix| ["a", "b", "c"][ix]);
            ids.collect::<Vec<_>>().join(".")
        };
        let expected = format!(
            "newsquiz-attempt 1 test {} test 0 1\nq0 {} =a\nq1 {} ~\n+seen \n",
            bank.version(),
            order(0),
            order(1)
        );
        assert_eq!(write(&attempt, &bank), expected);
    }

    #[test]
    fn an_attempt_of_an_older_bank_is_mapped_by_id() {
        let old = bank(3);
        let text = write(&played(&old, &FIRST_RIGHT), &old);

        let mut changed = parts(3);
        changed.questions.reverse();
        changed.questions.retain(|question| &*question.id != "q1");
        changed.plan.questions = 2;
        let new = Bank::new(changed).unwrap();
        let attempt = read(&text, &new).unwrap();
        let ids: Vec<_> = attempt.slots().iter().map(|slot| &*new.questions()[slot.question].id).collect();
        assert_eq!((ids, attempt.current()), (vec!["q0", "q2"], 1));
        assert_eq!(Score::of(&attempt, &new).points(), (1, 0));

        let mut without_first = parts(3);
        Rc::make_mut(&mut without_first.questions[0]).id = "other".into();
        let attempt = read(&text, &Bank::new(without_first).unwrap()).unwrap();
        assert_eq!((attempt.slots().len(), attempt.current()), (2, 0));
    }

    #[test]
    fn a_question_may_have_any_id() {
        let mut parts = parts(2);
        Rc::make_mut(&mut parts.questions[0]).id = "seen".into();
        let bank = Bank::new(parts).unwrap();
        let attempt = played(&bank, &FIRST_RIGHT);
        assert_eq!(read(&write(&attempt, &bank), &bank), Some(attempt));
    }

    #[test]
    fn what_no_attempt_can_be_is_put_aside() {
        let bank = bank(3);
        let good = "newsquiz-attempt 1 test 0 s 0 1\nq0 a.b.c =a\nq1 a.b.c ~b\nq2 a.b.c ~\n";
        assert!(read(good, &bank).is_some());
        for (from, to) in [
            ("newsquiz-attempt 1", "newsquiz-attempt 2"),
            (" test ", " other "),
            (" s ", " s:s "),
            (" 0 1\n", " 0 9\n"),
            (" 0 1\n", " 0 2\n"),
            (" 0 1\n", " 0 -1\n"),
            (" 0 1\n", " 0 1 1\n"),
            ("q2 a.b.c ~\n", "q2 a.b.c ~b\n"),
            ("q2 a.b.c ~\n", "q2 a.b.c =b\n"),
        ] {
            assert_eq!(read(&good.replacen(from, to, 1), &bank), None, "{from:?} -> {to:?}");
        }
        // A line that does not fit its question costs that question alone.
        for (from, to) in [
            ("q2 a.b.c", "q2 a.b"),
            ("q2 a.b.c", "q2 a.b.b"),
            ("q2 a.b.c", "q2 a.b.c.a"),
            ("q2 a.b.c", "q1 a.b.c"),
            ("q2 a.b.c", "q9 a.b.c"),
        ] {
            let attempt = read(&good.replacen(from, to, 1), &bank);
            assert_eq!(attempt.map(|attempt| attempt.slots().len()), Some(2), "{from:?} -> {to:?}");
        }
        assert_eq!(read("", &bank), None);
    }

    proptest! {
        #[test]
        fn any_attempt_comes_back_as_it_was(
            actions in prop::collection::vec((0..4_u8, 0..3_usize, 0..3_usize), 0..40), random: u32,
        ) {
            let bank = bank_with_choose_all();
            let mut attempt = played(&bank, &[]);
            for (kind, slot, choice) in actions {
                let action = match kind {
                    0 => Action::ChoicePicked { slot, choice },
                    // A reminder is not kept: it belongs to the moment.
                    1 if !matches!(attempt.slots()[slot].state(),
                        crate::attempt::State::Open { picked, .. } if picked.is_empty()) =>
                        Action::ResponseSubmitted { slot },
                    2 => Action::WentOn { slot },
                    _ => Action::Restarted { run: attempt.run(), random },
                };
                attempt = attempt.apply(&bank, action).unwrap_or(attempt);
            }
            prop_assert_eq!(read(&write(&attempt, &bank), &bank), Some(attempt));
        }

        #[test]
        fn any_text_is_an_attempt_or_nothing(text in "newsquiz-attempt 1 test 0 s 0 [0-2]\n(q[0-3] (a.b.c|c.b.a|a.b) [~=]?[abc.]{0,3}\n){0,4}([+]seen q[0-3]\n)?") {
            let bank = bank(3);
            if let Some(attempt) = read(&text, &bank) {
                prop_assert!(attempt.current() <= attempt.slots().len());
                prop_assert_eq!(read(&write(&attempt, &bank), &bank), Some(attempt));
            }
        }
    }
}
