//! An attempt as text, so that it can be kept and taken up again. It names ids, never positions.
//!
//! ```text
//! newsquiz-attempt 1 liaison-office 89abcdef hanoi 0 1 75
//! first-question.0123cdef =a.c*.b.
//! second-question.4567ab89 ~b.a*.c.
//! third-question.89ab4567 ~c.b.a.
//! +seen other-question.
//! ```
//! The first line has the form's number, the bank, its version, the seed, the run, the current question, and, where they
//! are known, the best score in percent and whether it is a `retry`. A line for each question has its id, perhaps the
//! version of what it asked, whether the reader committed to a response (`=`), not yet (`~`), or was not asked (`-`), and
//! its choices as shown, those that are picked with a star. Without such lines it is a record: what is known of a reader
//! who has nothing to go on with.

use crate::{
    attempt::{Attempt, Slot, State, Void, add},
    bank::Bank,
    choice_set::ChoiceSet,
    digits::{decimal, number},
    seed::Seed,
    split,
};

const FORM: &str = "newsquiz-attempt 1 ";
/// No id begins with the sign.
const SEEN: &str = "+seen ";
/// The line of a question that the bank has no more.
const GONE: &str = "\n+gone";
const RETRY: &str = " retry";

/// What is worth knowing at another visit, as text: the attempt until it is finished, and what the reader saw and
/// reached before.
pub fn keep(attempt: &Attempt, bank: &Bank) -> String {
    let is_finished = attempt.current == attempt.slots.len();
    with_slots(attempt, bank, if is_finished { &[] } else { &attempt.slots })
}

/// The text form of an attempt.
pub fn write(attempt: &Attempt, bank: &Bank) -> String {
    with_slots(attempt, bank, &attempt.slots)
}

// Put together without `format!`: that, and other ways that format, would cost a reader 700 bytes.
fn with_slots(attempt: &Attempt, bank: &Bank, slots: &[Slot]) -> String {
    let mut text = FORM.to_owned();
    text += &bank.parts().id;
    let [run, current, best] = [attempt.run, attempt.current as u32, attempt.best.into()].map(decimal);
    for word in [&bank.version().text(), attempt.seed.as_str(), &run, &current, &best] {
        text += " ";
        text += word;
    }
    if attempt.is_retry {
        text += RETRY;
    }
    for slot in slots {
        let Some(question) = slot.question(bank) else {
            text += GONE;
            continue;
        };
        let (sign, picked) = match slot.state {
            State::Open { picked, .. } => (" ~", picked),
            State::Committed(response) => (" =", response),
            State::Void(_) => (" -", ChoiceSet::EMPTY),
        };
        for part in ["\n", &question.id, ".", &question.asked.text(), sign] {
            text += part;
        }
        for &ix in &slot.order {
            text += question.choices.get(ix).map_or("", |choice| &*choice.id);
            text += if picked.contains(ix) { "*." } else { "." };
        }
    }
    text += "\n";
    text += SEEN;
    for id in &attempt.seen {
        text += id;
        text += ".";
    }
    text
}

/// The attempt in a text, of this bank or an earlier version of it: the questions that it names, in their places,
/// whatever the seed would draw today. A question that the bank no longer has, or that was withdrawn, counts for
/// nothing; one that asks something else than it did is open again; choices that came new since stand last.
///
/// `None` when the text is of another bank or form, or no question is left.
pub fn read(text: &str, bank: &Bank) -> Option<Attempt> {
    recall(text, bank).filter(|attempt| attempt.slots.iter().any(Slot::counts))
}

/// What a text knows of a reader: the same, where it may be a record.
pub fn recall(text: &str, bank: &Bank) -> Option<Attempt> {
    let mut lines = split::all(text, b'\n');
    let mut head = split::all(lines.next()?.strip_prefix(FORM)?, b' ');
    let (id, _version, seed) = (head.next()?, head.next()?, Seed::new(head.next()?)?);
    let (run, current) = (number(head.next()?)?, number(head.next()?)? as usize);
    let best = head.next().map_or(Some(0), number)?;
    let best = u8::try_from(best).ok().filter(|&best| best <= 100)?;
    let is_retry = head.next().is_some();
    if id != &*bank.parts().id {
        return None;
    }
    let mut seen = Vec::new();
    let mut slots: Vec<Slot> = Vec::new();
    let mut is_edited = false;
    for line in lines {
        if let Some(ids) = line.strip_prefix(SEEN) {
            split::all(ids, b'.').filter(|id| !id.is_empty()).for_each(|id| add(&mut seen, id.into()));
        } else if !line.is_empty() {
            let slot = read_slot(line, bank, &mut is_edited)
                .filter(|slot| !slots.iter().any(|other| other.question == slot.question));
            // What an excerpt lacks was seen all the same.
            if slot.is_none() && slots.len() <= current && !line.starts_with('+') {
                let id = split::all(line, b' ').next().and_then(|id| split::all(id, b'.').next());
                id.into_iter().for_each(|id| add(&mut seen, id.into()));
            }
            let gone = || Slot { question: None, order: Vec::new(), state: State::Void(Void::Withdrawn) };
            slots.push(slot.unwrap_or_else(gone));
        }
    }
    // What is asked again comes first, and nothing ahead of it is picked. A passage may be there again.
    let is_open = |slot: &Slot| matches!(slot.state, State::Open { .. });
    let current = slots.iter().position(is_open).unwrap_or(slots.len()).min(current);
    for (place, slot) in slots.iter_mut().enumerate().skip(current) {
        if slot.state == State::Void(Void::ArticleChanged) || (current < place && is_open(slot)) {
            slot.state = State::Open { picked: ChoiceSet::EMPTY, reminded: false };
        }
    }
    Some(Attempt { run, seed, slots, current, seen, best, is_retry, is_edited, gone: Vec::new() })
}

/// The question of a line, with its choices as they were shown. `None` when there is nothing left to ask.
fn read_slot(line: &str, bank: &Bank, is_edited: &mut bool) -> Option<Slot> {
    let (id, state) = split::once(line, b' ')?;
    let (id, asked) = split::once(id, b'.').unwrap_or((id, ""));
    let (sign, ids) = state.split_at_checked(1)?;
    let ix = bank.position(id)?;
    let question = bank.question(ix)?;
    let (mut order, mut picked, mut is_known) = (Vec::new(), ChoiceSet::EMPTY, true);
    for id in split::all(ids, b'.') {
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
    let is_same = is_known && (asked.is_empty() || asked == question.asked.text());
    let fits = picked.len() <= 1 || question.is_choose_all();
    let state = match sign {
        _ if question.is_withdrawn() => State::Void(Void::Withdrawn),
        "=" if fits && is_same => State::Committed(picked),
        "-" => State::Void(Void::ArticleChanged),
        // What answered another question is no answer to this one.
        "~" | "=" => {
            *is_edited |= sign == "=";
            let picked = if fits && is_same { picked } else { ChoiceSet::EMPTY };
            State::Open { picked, reminded: false }
        }
        _ => return None,
    };
    Some(Slot { question: Some(ix), order, state })
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use proptest::prelude::*;

    use super::{keep, read, recall, write};
    use crate::{
        attempt::{Action, Attempt, Slot, State, Void},
        bank::Bank,
        draw::Draw,
        score::Points,
        testing::{bank, bank_with_choose_all, parts, withdrawn},
    };

    fn played(bank: &Bank, actions: &[Action]) -> Attempt {
        let start = Attempt::new(bank.draw());
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
            "newsquiz-attempt 1 test {} test 0 1 0\nq0.{} ={}\nq1.{} ~{}\n+seen ",
            bank.version(),
            bank.questions()[0].asked,
            order(0, ["a*.", "b.", "c."]),
            bank.questions()[1].asked,
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
        let score = attempt.score(&new);
        assert_eq!((score.points(), score.maximum), (Points::new(1, 0), 2));
        assert_eq!(read(&write(&attempt, &new), &new), Some(attempt));

        let mut without_first = parts(3);
        Rc::make_mut(&mut without_first.questions[0]).id = "other".into();
        let attempt = read(&text, &Bank::new(without_first).unwrap()).unwrap();
        assert_eq!((attempt.slots().len(), attempt.current()), (3, 1));
        assert!(!attempt.slots()[0].counts());
    }

    #[test]
    fn what_asks_something_else_by_now_is_asked_again_and_the_rest_is_kept() {
        let old = bank(3);
        let second = FIRST_RIGHT.map(|action| match action {
            Action::ChoicePicked { choice, .. } => Action::ChoicePicked { slot: 1, choice },
            Action::ResponseSubmitted { .. } => Action::ResponseSubmitted { slot: 1 },
            _ => Action::WentOn { slot: 1 },
        });
        let text = write(&played(&old, &[FIRST_RIGHT, second].concat()), &old);
        let with = |change: fn(&mut crate::bank::Question)| {
            let mut parts = parts(3);
            change(Rc::make_mut(&mut parts.questions[0]));
            Bank::new(parts).unwrap()
        };
        let told_better = with(|question| question.explanation = "Because of that.".into());
        let attempt = read(&text, &told_better).unwrap();
        assert_eq!((attempt.current(), attempt.is_edited()), (2, false));

        let other_key = with(|question| {
            question.choices[0].correct = false;
            question.choices[1].correct = true;
        });
        let attempt = read(&text, &other_key).unwrap();
        assert_eq!((attempt.current(), attempt.is_edited()), (0, true));
        assert_eq!(attempt.score(&other_key).points(), Points::new(1, 0));
        // What was answered since is not asked again.
        let [show, go_on] = [Action::AnswerShown { slot: 0 }, Action::WentOn { slot: 0 }];
        let attempt = attempt.apply(&other_key, show).unwrap().apply(&other_key, go_on).unwrap();
        assert_eq!(attempt.current(), 2);
    }

    #[test]
    fn a_record_knows_what_was_seen_and_reached() {
        let bank = bank(3);
        let under_way = played(&bank, &FIRST_RIGHT);
        assert_eq!(keep(&under_way, &bank), write(&under_way, &bank));
        let rest = [1, 2].map(|slot| [Action::AnswerShown { slot }, Action::WentOn { slot }]);
        let finished = played(&bank, &[&FIRST_RIGHT[..], rest.as_flattened()].concat());
        let text = keep(&finished, &bank);
        assert_eq!(read(&text, &bank), None, "there is nothing to go on with");
        let again = played(&bank, &[]).after(&recall(&text, &bank).unwrap(), &bank);
        assert_eq!((again.best(), &again.seen), (33, &["q0", "q1", "q2"].map(Rc::from).to_vec()));
        assert_eq!(keep(&again, &bank), write(&again, &bank), "it is known at the next visit too");
    }

    #[test]
    fn what_an_excerpt_lacks_was_seen_all_the_same() {
        let bank = bank(36);
        let all = (0..8).flat_map(|slot| [Action::AnswerShown { slot }, Action::WentOn { slot }]);
        let finished = played(&bank, &all.take(6).collect::<Vec<_>>());
        let text = write(&finished, &bank);
        let other = Draw::new(&bank, finished.other_seed(&bank, 5));
        let excerpt = bank.excerpt(other.clone(), Vec::new(), &[]);
        let attempt =
            |bank: &Bank, draw: &Draw| Attempt::new(draw).after(&recall(&text, bank).unwrap(), bank);
        let (part, whole) = (attempt(&excerpt, excerpt.draw()), attempt(&bank, &other));
        // Three were answered, and the fourth is before the reader.
        assert_eq!((part.seen.len(), part.unseen(&excerpt)), (4, whole.unseen(&bank)));
        assert_eq!(write(&part, &excerpt), write(&whole, &bank));
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
        let score = attempt.score(&changed);
        assert_eq!((score.points(), score.maximum), (Points::new(0, 0), 2));
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
    fn a_passage_that_is_there_again_has_its_question_asked() {
        let bank = bank(3);
        let drawn: Vec<_> = played(&bank, &[]).slots().iter().filter_map(|slot| slot.question).collect();
        let gone = played(&bank, &[]).without(vec![drawn[0], drawn[2]]);
        let attempt = read(&write(&gone, &bank), &bank).unwrap();
        assert_eq!(attempt.current(), 0);
        assert!(attempt.slots().iter().all(Slot::counts), "{attempt:?}");
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
            (" 0 1\n", " 0 -1\n"),
            (" 0 1\n", " 0 1 101\n"),
            (" 0 1\n", " 0\n"),
        ] {
            assert_eq!(read(&good.replacen(from, to, 1), &bank), None, "{from:?} -> {to:?}");
        }
        // Where it does not fit together, it goes on where the first question is open.
        for (from, to) in [
            (" 0 1\n", " 0 9\n"),
            (" 0 1\n", " 0 2\n"),
            ("q2 ~a.b.c\n", "q2 ~a.b*.c\n"),
            ("q2 ~a.b.c\n", "q2 =a.b*.c\n"),
        ] {
            let attempt = read(&good.replacen(from, to, 1), &bank).unwrap();
            assert_eq!(attempt.current(), 1, "{from:?} -> {to:?}");
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
        // A response to a choice that is no more cannot be marked: it is asked again.
        let attempt = read(&good.replacen("=a", "=x", 1), &bank).unwrap();
        assert_eq!((attempt.current(), attempt.slots()[0].response(), attempt.is_edited()), (0, None, true));
        assert_eq!(read("", &bank), None);
    }

    proptest! {
        #[test]
        fn any_attempt_comes_back_as_it_was(
            actions in prop::collection::vec((0..4_u8, 0..3_usize, 0..3_usize), 0..40),
        ) {
            let bank = bank_with_choose_all();
            let mut attempt = played(&bank, &[]);
            for (kind, slot, choice) in actions {
                let action = match kind {
                    0 => Action::ChoicePicked { slot, choice },
                    // A reminder is not kept: it belongs to the moment.
                    1 if !matches!(attempt.slots().get(slot).map(Slot::state),
                        Some(State::Open { picked, .. }) if picked.is_empty()) =>
                        Action::ResponseSubmitted { slot },
                    2 => Action::WentOn { slot },
                    _ => Action::Retried { run: attempt.run() },
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
                // That something changed is told once.
                let attempt = Attempt { is_edited: false, ..attempt };
                prop_assert_eq!(read(&write(&attempt, &bank), &bank), Some(attempt));
            }
        }
    }
}
