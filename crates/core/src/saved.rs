//! An attempt as text, so that it can be kept and taken up again. It names ids, never positions.
//!
//! ```text
//! newsquiz-attempt 1 liaison-office 89abcdef hanoi 0 1
//! first-question =a.c*.b.
//! second-question ~b.a*.c.
//! third-question ~c.b.a.
//! +seen other-question.
//! ```
//! The first line has the form's number, the bank, its version, the seed, the run and the current question. A line for
//! each question has its id, whether the reader committed to a response (`=`), not yet (`~`), or was not asked (`-`), and
//! its choices as shown, those that are picked with a star.

use crate::{
    attempt::{Attempt, Slot, State, Void},
    bank::Bank,
    choice_set::ChoiceSet,
    seed::Seed,
};

const FORM: &str = "newsquiz-attempt 1 ";
/// No id begins with the sign.
const SEEN: &str = "+seen ";
/// The line of a question that the bank has no more.
const GONE: &str = "\n+gone";

/// The text form of an attempt.
// Parts are put together without `format!`, which would cost a reader 700 bytes here.
pub fn write(attempt: &Attempt, bank: &Bank) -> String {
    let (version, run, current) =
        (bank.version().to_string(), attempt.run.to_string(), attempt.current.to_string());
    let mut parts =
        vec![FORM, &bank.parts().id, " ", &version, " ", attempt.seed.as_str(), " ", &run, " ", &current];
    for slot in &attempt.slots {
        let Some(question) = slot.question(bank) else {
            parts.push(GONE);
            continue;
        };
        let (sign, picked) = match slot.state {
            State::Open { picked, .. } => (" ~", picked),
            State::Committed(response) => (" =", response),
            State::Void(_) => (" -", ChoiceSet::EMPTY),
        };
        parts.extend_from_slice(&["\n", &question.id, sign]);
        for &ix in &slot.order {
            let id = question.choices.get(ix).map_or("", |choice| &*choice.id);
            parts.extend_from_slice(&[id, if picked.contains(ix) { "*." } else { "." }]);
        }
    }
    parts.push("\n");
    parts.push(SEEN);
    for &ix in &attempt.seen {
        parts.extend_from_slice(&[bank.question(ix).map_or("", |question| &*question.id), "."]);
    }
    parts.concat()
}

/// The attempt in a text, of this bank or an earlier version of it: the questions that it names, in their places,
/// whatever the seed would draw today. A question that the bank no longer has, or that was withdrawn, counts for
/// nothing; choices that came new since stand last.
///
/// `None` when the text is of another bank or form, says what no attempt can be, or when no question is left.
pub fn read(text: &str, bank: &Bank) -> Option<Attempt> {
    let mut lines = text.split('\n');
    let mut head = lines.next()?.strip_prefix(FORM)?.split(' ');
    let (id, _version, seed) = (head.next()?, head.next()?, head.next()?);
    let (run, current) = (number(head.next()?)?, number(head.next()?)? as usize);
    if id != &*bank.parts().id || head.next().is_some() {
        return None;
    }
    let mut seen = Vec::new();
    let mut slots: Vec<Slot> = Vec::new();
    for line in lines {
        if let Some(ids) = line.strip_prefix(SEEN) {
            let is_seen = |ix: &usize| {
                bank.question(*ix).is_some_and(|question| ids.split('.').any(|id| id == &*question.id))
            };
            seen = (0..bank.questions().len()).filter(is_seen).collect();
        } else if !line.is_empty() {
            let slot = read_slot(line, bank)
                .filter(|slot| !slots.iter().any(|other| other.question == slot.question));
            let gone = || Slot { question: None, order: Vec::new(), state: State::Void(Void::Withdrawn) };
            slots.push(slot.unwrap_or_else(gone));
        }
    }
    let possible = current <= slots.len()
        && slots.iter().any(Slot::counts)
        && slots.iter().enumerate().all(|(ix, slot)| match slot.state {
            State::Committed(_) => ix <= current,
            State::Open { picked, .. } => ix == current || (current < ix && picked.is_empty()),
            State::Void(_) => true,
        });
    possible.then_some(Attempt { run, seed: Seed::new(seed)?, slots, current, seen, gone: Vec::new() })
}

/// A number in decimal digits. The standard's parser would cost a reader 200 bytes.
fn number(text: &str) -> Option<u32> {
    let mut digits = text.bytes().map(|byte| char::from(byte).to_digit(10));
    let value = digits.try_fold(0_u32, |value, digit| value.checked_mul(10)?.checked_add(digit?));
    value.filter(|_| !text.is_empty())
}

/// The question of a line, with its choices as they were shown. `None` when there is nothing left to ask.
fn read_slot(line: &str, bank: &Bank) -> Option<Slot> {
    let (id, state) = line.split_once(' ')?;
    let (sign, ids) = state.split_at_checked(1)?;
    let ix = bank.position(id)?;
    let question = bank.question(ix)?;
    let (mut order, mut picked, mut is_known) = (Vec::new(), ChoiceSet::EMPTY, true);
    for id in ids.split('.') {
        let (id, is_picked) = id.strip_suffix('*').map_or((id, false), |id| (id, true));
        match question.choices.iter().position(|choice| &*choice.id == id) {
            Some(choice) if order.contains(&choice) => {}
            Some(choice) => {
                order.push(choice);
                if is_picked {
                    picked = picked.toggled(choice);
                }
            }
            None => is_known &= !is_picked,
        }
    }
    for choice in 0..question.choices.len() {
        if !order.contains(&choice) {
            order.push(choice);
        }
    }
    let fits = picked.len() <= 1 || question.is_choose_all();
    let state = match sign {
        _ if question.is_withdrawn() => State::Void(Void::Withdrawn),
        // A response to a choice that is no more cannot be marked.
        "=" if fits && is_known => State::Committed(picked),
        "-" => State::Void(Void::ArticleChanged),
        "~" => State::Open { picked: if fits { picked } else { ChoiceSet::EMPTY }, reminded: false },
        _ => return None,
    };
    Some(Slot { question: Some(ix), order, state })
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use proptest::prelude::*;

    use super::{read, write};
    use crate::{
        attempt::{Action, Attempt, State, Void},
        bank::Bank,
        draw::Draw,
        score::Score,
        seed::Seed,
        testing::{bank, bank_with_choose_all, parts, withdrawn},
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
        let order = |slot: usize, ids: [&str; 3]| -> String {
            attempt.slots()[slot].order.iter().map(|&ix| ids[ix]).collect()
        };
        let expected = format!(
            "newsquiz-attempt 1 test {} test 0 1\nq0 ={}\nq1 ~{}\n+seen ",
            bank.version(),
            order(0, ["a*.", "b.", "c."]),
            order(1, ["a.", "b.", "c."])
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
        let ids = |attempt: &Attempt, bank: &Bank| -> Vec<_> {
            attempt
                .slots()
                .iter()
                .map(|slot| slot.question(bank).map(|question| question.id.to_string()))
                .collect()
        };
        let (q0, q2) = (Some("q0".to_owned()), Some("q2".to_owned()));
        assert_eq!((ids(&attempt, &new), attempt.current()), (vec![q0, None, q2], 1));
        let score = Score::of(&attempt, &new);
        assert_eq!((score.points(), score.maximum), ((1, 0), 2));
        assert_eq!(read(&write(&attempt, &new), &new), Some(attempt));

        let mut without_first = parts(3);
        Rc::make_mut(&mut without_first.questions[0]).id = "other".into();
        let attempt = read(&text, &Bank::new(without_first).unwrap()).unwrap();
        assert_eq!((attempt.slots().len(), attempt.current()), (3, 1));
        assert!(!attempt.slots()[0].counts());
    }

    #[test]
    fn what_was_withdrawn_since_keeps_its_place_and_counts_for_nothing() {
        let bank = bank(3);
        let text = write(&played(&bank, &FIRST_RIGHT), &bank);
        let mut changed = parts(3);
        changed.plan.questions = 2;
        Rc::make_mut(&mut changed.questions[0]).status = withdrawn("2019-03-01");
        let changed = Bank::new(changed).unwrap();
        let attempt = read(&text, &changed).unwrap();
        assert_eq!(attempt.slots()[0].state(), State::Void(Void::Withdrawn));
        let score = Score::of(&attempt, &changed);
        assert_eq!((score.points(), score.maximum), ((0, 0), 2));
    }

    #[test]
    fn what_was_passed_unasked_stays_so() {
        let bank = bank(3);
        let first = played(&bank, &[]).slots()[0].question.unwrap();
        let passed =
            played(&bank, &[]).without(vec![first]).apply(&bank, Action::WentOn { slot: 0 }).unwrap();
        let attempt = read(&write(&passed, &bank), &bank).unwrap();
        assert_eq!((attempt.current(), attempt.slots()[0].state()), (1, State::Void(Void::ArticleChanged)));
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
        let good = "newsquiz-attempt 1 test 0 s 0 1\nq0 =a*.b.c\nq1 ~a.b*.c\nq2 ~a.b.c\n";
        assert!(read(good, &bank).is_some());
        for (from, to) in [
            ("newsquiz-attempt 1", "newsquiz-attempt 2"),
            (" test ", " other "),
            (" s ", " s:s "),
            (" 0 1\n", " 0 9\n"),
            (" 0 1\n", " 0 2\n"),
            (" 0 1\n", " 0 -1\n"),
            (" 0 1\n", " 0 1 1\n"),
            ("q2 ~a.b.c\n", "q2 ~a.b*.c\n"),
            ("q2 ~a.b.c\n", "q2 =a.b*.c\n"),
        ] {
            assert_eq!(read(&good.replacen(from, to, 1), &bank), None, "{from:?} -> {to:?}");
        }
        // A line that does not fit its question costs that question alone.
        for (line, counts, order) in [
            ("q2 ~a.b", true, vec![0, 1, 2]),
            ("q2 ~c.b.b", true, vec![2, 1, 0]),
            ("q2 ~c.x.a", true, vec![2, 0, 1]),
            ("q2 ~", true, vec![0, 1, 2]),
            ("q2 ?a.b.c", false, vec![]),
            ("q2 ", false, vec![]),
            ("q1 ~a.b.c", false, vec![]),
            ("q9 ~a.b.c", false, vec![]),
            ("?", false, vec![]),
        ] {
            let attempt = read(&good.replacen("q2 ~a.b.c", line, 1), &bank).unwrap();
            let last = &attempt.slots()[2];
            assert_eq!((last.counts(), &last.order), (counts, &order), "{line:?}");
        }
        // A response to a choice that is no more cannot be marked.
        let attempt = read(&good.replacen("=a", "=x", 1), &bank).unwrap();
        assert!(!attempt.slots()[0].counts());
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
        fn any_text_is_an_attempt_or_nothing(text in "newsquiz-attempt 1 test 0 s 0 [0-2]\n(q[0-3] [~=]?([abcx][*]?[.]?){0,4}\n){0,4}([+]seen q[0-3]\n)?") {
            let bank = bank(3);
            if let Some(attempt) = read(&text, &bank) {
                prop_assert!(attempt.current() <= attempt.slots().len());
                prop_assert_eq!(read(&write(&attempt, &bank), &bank), Some(attempt));
            }
        }
    }
}
