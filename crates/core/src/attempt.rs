//! One reader's run through a draw, as a state machine. No action fails: what comes late, twice or points nowhere
//! changes nothing.

use std::rc::Rc;

use crate::{
    bank::{Bank, Question},
    choice_set::ChoiceSet,
    draw::{Draw, DrawnQuestion},
    score::{self, Mark, Score},
    seed::Seed,
};

/// One reader's run through a draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub(crate) run: u32,
    pub(crate) seed: Seed,
    pub(crate) slots: Vec<Slot>,
    pub(crate) current: usize,
    /// The ids of the questions that were shown to this reader in earlier attempts. An excerpt may be without them.
    pub(crate) seen: Vec<Rc<str>>,
    /// The best score of finished attempts, in percent.
    pub(crate) best: u8,
    /// Whether it asks again what the reader had missed: after that, no score is a best one.
    pub(crate) is_retry: bool,
    /// Whether questions changed since the reader answered them, and are asked again.
    pub(crate) is_edited: bool,
    /// Questions whose evidence is gone from the article.
    pub(crate) gone: Vec<usize>,
}

/// A drawn question and what the reader did with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The question's position in the bank; `None` when the bank has it no more.
    pub question: Option<usize>,
    /// The positions of its choices, in the order in which they are shown.
    pub order: Vec<usize>,
    pub(crate) state: State,
}

/// How far the reader is with a question: there is no mark without a committed response, and none changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The reader may still pick.
    Open {
        /// What is picked at the moment.
        picked: ChoiceSet,
        /// Whether the reader asked for a check with nothing chosen.
        reminded: bool,
    },
    /// The reader has committed to a response; an empty one means that the answer was shown.
    Committed(ChoiceSet),
    /// Nothing is asked any more: the question keeps its place and its number, and counts for nothing.
    Void(Void),
}

/// Why nothing is asked any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Void {
    /// Editors took the question back, or out of the bank.
    Withdrawn,
    /// The passage that it stood on is gone from the article.
    ArticleChanged,
}

/// What the reader did. `slot` is the place in the attempt that it was done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Picked a choice, or took it back where several can be picked.
    ChoicePicked {
        /// Which question of the attempt.
        slot: usize,
        /// Which choice, by its position in the bank.
        choice: usize,
    },
    /// Asked for the check of what is picked.
    ResponseSubmitted {
        /// Which question of the attempt.
        slot: usize,
    },
    /// Asked to be shown the answer.
    AnswerShown {
        /// Which question of the attempt.
        slot: usize,
    },
    /// Went on, from a question that is answered.
    WentOn {
        /// Which question of the attempt.
        slot: usize,
    },
    /// Asked for the missed questions again, at the end.
    Retried {
        /// Which run the reader leaves, so that a double click starts once.
        run: u32,
    },
}

impl Slot {
    fn new(drawn: &DrawnQuestion) -> Slot {
        let state = State::Open { picked: ChoiceSet::EMPTY, reminded: false };
        Slot { question: Some(drawn.question), order: drawn.order.clone(), state }
    }

    /// The question; `None` when the bank has it no more.
    pub fn question<'b>(&self, bank: &'b Bank) -> Option<&'b Rc<Question>> {
        bank.question(self.question?)
    }

    /// Where the question stands in the bank; `None` when the bank has it no more.
    pub fn position(&self) -> Option<usize> {
        self.question
    }

    /// Whether the question is asked, and the reader did nothing with it yet.
    fn is_untouched(&self) -> bool {
        matches!(self.state, State::Open { picked: ChoiceSet::EMPTY, .. })
    }

    /// The same question, not answered.
    fn reopened(&self) -> Slot {
        Slot { state: State::Open { picked: ChoiceSet::EMPTY, reminded: false }, ..self.clone() }
    }

    /// How far the reader is with the question.
    pub fn state(&self) -> State {
        self.state
    }

    /// What the reader committed to.
    pub fn response(&self) -> Option<ChoiceSet> {
        match self.state {
            State::Committed(response) => Some(response),
            State::Open { .. } | State::Void(_) => None,
        }
    }

    /// Whether the question is asked, and so counts.
    pub fn counts(&self) -> bool {
        !matches!(self.state, State::Void(_))
    }

    /// The mark of the committed response.
    pub fn mark(&self, bank: &Bank) -> Option<Mark> {
        Some(score::mark(self.question(bank)?, self.response()?))
    }
}

impl Attempt {
    /// The first run through a draw.
    pub fn new(draw: &Draw) -> Attempt {
        Attempt {
            run: 0,
            seed: draw.seed.clone(),
            slots: draw.items.iter().map(Slot::new).collect(),
            current: 0,
            seen: Vec::new(),
            best: 0,
            is_retry: false,
            is_edited: false,
            gone: Vec::new(),
        }
    }

    /// What the draw was made from.
    pub fn seed(&self) -> &Seed {
        &self.seed
    }

    /// Which run of this reader it is, from 0.
    pub fn run(&self) -> u32 {
        self.run
    }

    /// The questions of the attempt.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// The place of the question that the reader is at; the number of questions when the attempt is finished.
    pub fn current(&self) -> usize {
        self.current
    }

    /// What was earned so far.
    pub fn score(&self, bank: &Bank) -> Score {
        let committed =
            self.slots.iter().filter_map(|slot| Some((&**slot.question(bank)?, slot.response()?)));
        Score::new(committed, self.slots.iter().filter(|slot| slot.counts()).count() as u32)
    }

    /// How many questions the reader was not shown yet, of those that can be drawn. Of an excerpt that is known as far as
    /// what it lacks is still as it was: where editors took a question back or out that was seen, one too few.
    pub fn unseen(&self, bank: &Bank) -> usize {
        let mut old = self.all_seen(bank);
        for id in ids(bank, self.gone.iter().copied()) {
            add(&mut old, id);
        }
        let is_withdrawn = |question: &Rc<Question>| question.is_withdrawn() && old.contains(&question.id);
        let withdrawn = bank.questions().iter().filter(|question| is_withdrawn(question)).count();
        (bank.playable() + withdrawn).saturating_sub(old.len())
    }

    /// The best score of the attempts that this reader finished, in percent; 0 also when there was none.
    pub fn best(&self) -> u8 {
        self.best
    }

    /// Whether questions changed since the reader answered them, and are asked again.
    pub fn is_edited(&self) -> bool {
        self.is_edited
    }

    /// Whether its questions are what its seed draws: those of a retry are fewer, and the draw may be from before the
    /// bank was edited.
    pub fn is_draw(&self, bank: &Bank) -> bool {
        let is_same = |(slot, item): (&Slot, &DrawnQuestion)| slot.question == Some(item.question);
        let is_it = |draw: &Draw| {
            draw.seed == self.seed
                && draw.items.len() == self.slots.len()
                && self.slots.iter().zip(&draw.items).all(is_same)
        };
        !self.is_retry && bank.draws().any(is_it)
    }

    /// Whether the reader did something with a question.
    pub fn is_begun(&self) -> bool {
        self.slots.iter().any(|slot| !slot.is_untouched() && !matches!(slot.state, State::Void(_)))
    }

    /// Whether the reader committed to a response.
    pub fn is_answered(&self) -> bool {
        self.slots.iter().any(|slot| slot.response().is_some())
    }

    /// Whether the reader can retry: missed a question that counts, and is through.
    pub fn can_retry(&self, bank: &Bank) -> bool {
        self.current == self.slots.len() && self.missed(bank).next().is_some()
    }

    fn missed(&self, bank: &Bank) -> impl Iterator<Item = &Slot> {
        // What was answered before its passage was missed is not asked again.
        let is_there = |slot: &Slot| slot.question.is_some_and(|ix| !self.gone.contains(&ix));
        self.slots
            .iter()
            .filter(move |slot| slot.counts() && is_there(slot) && slot.mark(bank) != Some(Mark::Right))
    }

    /// The same attempt of a reader who made others before: what was seen and reached then goes along. Who has begun
    /// the draw of the earlier attempt anew, and was not through with it, keeps the responses of then to what comes next.
    pub fn after(mut self, earlier: &Attempt, bank: &Bank) -> Attempt {
        for id in earlier.all_seen(bank) {
            add(&mut self.seen, id);
        }
        self.best = earlier.best;
        let is_same = self.seed == earlier.seed && !earlier.is_retry;
        if self.is_begun() && is_same && earlier.current < earlier.slots.len() {
            for (slot, known) in self.slots.iter_mut().zip(&earlier.slots).skip(self.current + 1) {
                // What was answered is not taken away by an article that changed since.
                let is_free = slot.is_untouched() || slot.state == State::Void(Void::ArticleChanged);
                if is_free && slot.question == known.question && known.response().is_some() {
                    *slot = known.clone();
                }
            }
        }
        self
    }

    /// Where the reader goes on to from a place: to the next question that is not answered, or to the end.
    pub fn next_after(&self, place: usize) -> usize {
        let ahead = self.slots.iter().skip(place + 1).position(|slot| slot.response().is_none());
        ahead.map_or(self.slots.len(), |ahead| place + 1 + ahead)
    }

    /// The same draw for a reader of whom nothing is known; a first visit's where the bank does not have that one.
    pub fn forgotten(&self, bank: &Bank) -> Attempt {
        let draw = bank.draws().find(|draw| draw.seed == self.seed);
        Attempt::new(draw.unwrap_or(bank.draw())).without(self.gone.clone())
    }

    /// The seed of a draw that prefers what this reader was not shown yet. For a whole bank.
    pub fn other_seed(&self, bank: &Bank, random: u32) -> Seed {
        let mut old = self.all_seen(bank);
        // When all have been seen, only what was shown just now is old.
        if self.unseen(bank) == 0 {
            old = ids(bank, self.shown()).collect();
        }
        let seen = old.iter().filter_map(|id| bank.position(id));
        let avoided: Vec<usize> = seen.chain(self.gone.iter().copied()).collect();
        Draw::fresh(bank, &avoided, random).seed
    }

    /// The same attempt when the passages of some questions are gone from the article. What the reader has begun is
    /// never taken away.
    pub fn without(mut self, gone: Vec<usize>) -> Attempt {
        for slot in &mut self.slots {
            if slot.is_untouched() && slot.question.is_some_and(|ix| gone.contains(&ix)) {
                slot.state = State::Void(Void::ArticleChanged);
            }
        }
        self.gone = gone;
        self
    }

    /// The attempt after an action. `None` means that nothing changed.
    pub fn apply(&self, bank: &Bank, action: Action) -> Option<Attempt> {
        match action {
            Action::ChoicePicked { slot, choice } => {
                let (question, picked) = self.open(bank, slot)?;
                question.choices.get(choice)?;
                let picked =
                    if question.is_choose_all() { picked.toggled(choice) } else { ChoiceSet::only(choice) };
                self.with(slot, State::Open { picked, reminded: false })
            }
            Action::ResponseSubmitted { slot } => match self.open(bank, slot)?.1 {
                picked @ ChoiceSet::EMPTY => self.with(slot, State::Open { picked, reminded: true }),
                picked => self.with(slot, State::Committed(picked)),
            },
            Action::AnswerShown { slot } => {
                self.open(bank, slot)?;
                self.with(slot, State::Committed(ChoiceSet::EMPTY))
            }
            Action::WentOn { slot } => {
                let left = self.slots.get(slot)?;
                let here = slot == self.current && (left.response().is_some() || !left.counts());
                here.then(|| self.past(slot, bank))
            }
            Action::Retried { run } => (run == self.run && self.can_retry(bank)).then(|| self.retried(bank)),
        }
    }

    /// The question that the reader is at and what is picked there, unless it is answered.
    fn open<'b>(&self, bank: &'b Bank, slot: usize) -> Option<(&'b Question, ChoiceSet)> {
        let here = self.slots.get(slot).filter(|_| slot == self.current)?;
        match here.state {
            State::Open { picked, .. } => Some((here.question(bank)?, picked)),
            State::Committed(_) | State::Void(_) => None,
        }
    }

    fn with(&self, slot: usize, state: State) -> Option<Attempt> {
        let mut next = self.clone();
        let changed = next.slots.get_mut(slot)?;
        if changed.state == state {
            return None;
        }
        changed.state = state;
        Some(next)
    }

    /// Beyond a place. The end adds to what is known of the reader.
    fn past(&self, slot: usize, bank: &Bank) -> Attempt {
        let mut next = Attempt { current: self.next_after(slot), ..self.clone() };
        if next.current == next.slots.len() {
            next.seen = next.all_seen(bank);
            if !next.is_retry {
                next.best = next.best.max(next.score(bank).percent());
            }
        }
        next
    }

    /// The questions that were shown to this reader.
    fn shown(&self) -> impl Iterator<Item = usize> {
        self.slots.iter().take(self.current + 1).filter_map(|slot| slot.question)
    }

    /// The ids of these, and of those of earlier attempts.
    fn all_seen(&self, bank: &Bank) -> Vec<Rc<str>> {
        let mut seen = self.seen.clone();
        for id in ids(bank, self.shown()) {
            add(&mut seen, id);
        }
        seen
    }

    /// A run through what was missed, as it was shown.
    fn retried(&self, bank: &Bank) -> Attempt {
        Attempt {
            run: self.run.wrapping_add(1),
            slots: self.missed(bank).map(Slot::reopened).collect(),
            current: 0,
            is_retry: true,
            ..self.clone()
        }
    }
}

/// The ids of questions.
fn ids(bank: &Bank, questions: impl Iterator<Item = usize>) -> impl Iterator<Item = Rc<str>> {
    questions.filter_map(|ix| Some(Rc::clone(&bank.question(ix)?.id)))
}

/// Adds an id to others, unless it is among them.
pub(crate) fn add(ids: &mut Vec<Rc<str>>, id: Rc<str>) {
    if !ids.contains(&id) {
        ids.push(id);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Action, Attempt, State, Void};
    use crate::{
        bank::Bank,
        choice_set::ChoiceSet,
        draw::Draw,
        score::{Mark, Points},
        testing::{bank, bank_with_choose_all},
    };

    fn start(bank: &Bank) -> Attempt {
        Attempt::new(bank.draw())
    }

    /// An attempt at other questions than those of an attempt.
    fn other(bank: &Bank, attempt: &Attempt, random: u32) -> Attempt {
        Attempt::new(&Draw::new(bank, attempt.other_seed(bank, random))).after(attempt, bank)
    }

    /// The attempt after actions, each of which changes something.
    #[track_caller]
    fn after(bank: &Bank, actions: &[Action]) -> Attempt {
        actions.iter().fold(start(bank), |attempt, &action| {
            attempt.apply(bank, action).unwrap_or_else(|| panic!("{action:?} changed nothing"))
        })
    }

    const PICK_KEY: Action = Action::ChoicePicked { slot: 0, choice: 0 };
    const SUBMIT: Action = Action::ResponseSubmitted { slot: 0 };
    const SHOW: Action = Action::AnswerShown { slot: 0 };
    const GO_ON: Action = Action::WentOn { slot: 0 };

    #[test]
    fn a_pick_and_a_check_give_a_mark() {
        let bank = bank(8);
        let attempt = after(&bank, &[PICK_KEY, SUBMIT]);
        assert_eq!(attempt.slots()[0].mark(&bank), Some(Mark::Right));
        assert_eq!(attempt.score(&bank).points(), Points::new(1, 0));
    }

    #[test]
    fn a_check_with_nothing_chosen_reminds_once() {
        let bank = bank(8);
        let attempt = after(&bank, &[SUBMIT]);
        assert_eq!(attempt.slots()[0].state(), State::Open { picked: ChoiceSet::EMPTY, reminded: true });
        assert_eq!(attempt.apply(&bank, SUBMIT), None);
        let picked = attempt.apply(&bank, PICK_KEY).unwrap();
        assert_eq!(picked.slots()[0].state(), State::Open { picked: ChoiceSet::only(0), reminded: false });
    }

    #[test]
    fn showing_the_answer_commits_an_empty_response() {
        let bank = bank(8);
        let attempt = after(&bank, &[PICK_KEY, SHOW]);
        assert_eq!(attempt.slots()[0].response(), Some(ChoiceSet::EMPTY));
        assert_eq!(attempt.slots()[0].mark(&bank), Some(Mark::NotAnswered));
    }

    #[test]
    fn a_single_choice_takes_one_pick_and_choose_all_takes_several() {
        let bank = bank_with_choose_all();
        let pick = |slot, choice| Action::ChoicePicked { slot, choice };
        let attempt = after(&bank, &[pick(0, 0), pick(0, 1), Action::ResponseSubmitted { slot: 0 }, GO_ON]);
        assert_eq!(attempt.slots()[0].response(), Some(ChoiceSet::only(1)));
        let attempt = [pick(1, 0), pick(1, 1), pick(1, 2), pick(1, 2)]
            .into_iter()
            .fold(attempt, |attempt, action| attempt.apply(&bank, action).unwrap());
        let picked = [0, 1].into_iter().collect();
        assert_eq!(attempt.slots()[1].state(), State::Open { picked, reminded: false });
    }

    #[test]
    fn what_comes_late_twice_or_points_nowhere_changes_nothing() {
        let bank = bank(8);
        let fresh = start(&bank);
        let checked = after(&bank, &[PICK_KEY, SUBMIT]);
        let next = after(&bank, &[PICK_KEY, SUBMIT, GO_ON]);
        for (attempt, action) in [
            (&fresh, GO_ON),
            (&fresh, Action::ChoicePicked { slot: 1, choice: 0 }),
            (&fresh, Action::ChoicePicked { slot: 0, choice: 3 }),
            (&fresh, Action::ChoicePicked { slot: usize::MAX, choice: usize::MAX }),
            (&fresh, Action::Retried { run: 0 }),
            (&checked, PICK_KEY),
            (&checked, SUBMIT),
            (&checked, SHOW),
            (&next, GO_ON),
            (&next, SHOW),
            (&next, PICK_KEY),
        ] {
            assert_eq!(attempt.apply(&bank, action), None, "{action:?}");
        }
    }

    #[test]
    fn other_questions_are_those_that_were_not_seen() {
        let bank = bank(36);
        let all = (0..8).flat_map(|slot| [Action::AnswerShown { slot }, Action::WentOn { slot }]);
        let finished = after(&bank, &all.collect::<Vec<_>>());
        assert_eq!((finished.current(), finished.unseen(&bank)), (8, 28));
        let again = other(&bank, &finished, 99);
        let first: Vec<_> = finished.slots().iter().map(|slot| slot.question).collect();
        let repeated = again.slots().iter().filter(|slot| first.contains(&slot.question)).count();
        assert!(repeated <= 1, "{repeated} of 8 came again");
        // The first of them is before the reader.
        assert_eq!(again.unseen(&bank), 27);
    }

    #[test]
    fn who_begins_anew_before_going_on_keeps_what_was_answered_beyond() {
        let bank = bank(8);
        let all = (0..8).flat_map(|slot| [Action::AnswerShown { slot }, Action::WentOn { slot }]);
        let all: Vec<_> = all.collect();
        let earlier = after(&bank, &all[..5]);
        assert_eq!(earlier.current(), 2);
        let is_answered = |attempt: Attempt| -> Vec<bool> {
            attempt.slots().iter().map(|slot| slot.response().is_some()).collect()
        };
        let first = |answered: usize| (0..8).map(|slot| slot < answered).collect::<Vec<_>>();

        let anew = after(&bank, &[PICK_KEY, SUBMIT]).after(&earlier, &bank);
        assert_eq!((anew.current(), anew.slots()[0].mark(&bank)), (0, Some(Mark::Right)));
        assert_eq!(anew.apply(&bank, GO_ON).unwrap().current(), 3, "on from where the reader was then");
        assert_eq!(is_answered(anew), first(3));
        // What the reader is at is not taken away, and what is not begun is not answered.
        assert_eq!(
            is_answered(after(&bank, &[PICK_KEY]).after(&earlier, &bank)),
            [&[false], &first(3)[1..]].concat()
        );
        assert_eq!(is_answered(start(&bank).after(&earlier, &bank)), first(0));
        // Who was through with it, or answered another draw, begins from the start.
        assert_eq!(
            is_answered(after(&bank, &[PICK_KEY, SUBMIT]).after(&after(&bank, &all), &bank)),
            first(1)
        );
        let another = other(&bank, &earlier, 9);
        assert_eq!(is_answered(after(&bank, &[PICK_KEY, SUBMIT]).after(&another, &bank)), first(1));
        // Nor do answers to a retry count in an attempt that is none.
        let retry = after(&bank, &all).apply(&bank, Action::Retried { run: 0 }).unwrap();
        let retry = all[..5].iter().fold(retry, |attempt, &action| attempt.apply(&bank, action).unwrap());
        assert_eq!(is_answered(after(&bank, &[PICK_KEY, SUBMIT]).after(&retry, &bank)), first(1));
        // What was answered stays, though its passage is gone from the article by now.
        let gone = start(&bank).slots()[1].question.unwrap();
        let begun = [PICK_KEY, SUBMIT]
            .iter()
            .fold(start(&bank).without(vec![gone]), |attempt, &action| attempt.apply(&bank, action).unwrap());
        assert_eq!(is_answered(begun.after(&earlier, &bank)), first(3));
    }

    #[test]
    fn a_retry_asks_what_was_missed_and_is_no_best_score() {
        let bank = bank(8);
        let right = [PICK_KEY, SUBMIT, GO_ON];
        let rest = (1..8).flat_map(|slot| [Action::AnswerShown { slot }, Action::WentOn { slot }]);
        let finished = after(&bank, &right.into_iter().chain(rest).collect::<Vec<_>>());
        assert_eq!(finished.best(), 12);
        let retry = finished.apply(&bank, Action::Retried { run: 0 }).unwrap();
        assert_eq!((retry.run(), retry.current(), retry.slots().len()), (1, 0, 7));
        for (slot, before) in retry.slots().iter().zip(&finished.slots()[1..]) {
            assert_eq!((slot.question, &slot.order, slot.response()), (before.question, &before.order, None));
        }
        assert_eq!(retry.apply(&bank, Action::Retried { run: 1 }), None, "in the middle");
        let all_right = (0..7).flat_map(|slot| {
            let pick = Action::ChoicePicked { slot, choice: 0 };
            [pick, Action::ResponseSubmitted { slot }, Action::WentOn { slot }]
        });
        let retried = all_right.fold(retry, |attempt, action| attempt.apply(&bank, action).unwrap());
        assert_eq!((retried.score(&bank).percent(), retried.best()), (100, 12));
        assert!(!retried.can_retry(&bank), "nothing is missed any more");
        assert_eq!(retried.apply(&bank, Action::Retried { run: 1 }), None);
        let again = other(&bank, &retried, 5);
        assert_eq!((again.best(), again.is_retry), (12, false));
    }

    #[test]
    fn what_is_forgotten_leaves_the_questions() {
        let bank = bank(8);
        let all = (0..8).flat_map(|slot| [Action::AnswerShown { slot }, Action::WentOn { slot }]);
        let begun = after(&bank, &[PICK_KEY, SUBMIT, GO_ON]);
        let finished = after(&bank, &all.collect::<Vec<_>>());
        for attempt in [&begun, &finished] {
            assert_eq!(attempt.forgotten(&bank), start(&bank));
        }
        let gone = start(&bank).slots()[2].question.unwrap();
        let forgotten = begun.without(vec![gone]).forgotten(&bank);
        assert!(!forgotten.slots()[2].counts(), "what is not asked stays so");
    }

    #[test]
    fn the_best_score_stays() {
        let bank = bank(8);
        let play = |attempt: Attempt, rights: usize| {
            (0..8).fold(attempt, |attempt, slot| {
                let answer = if slot < rights {
                    vec![Action::ChoicePicked { slot, choice: 0 }, Action::ResponseSubmitted { slot }]
                } else {
                    vec![Action::AnswerShown { slot }]
                };
                let steps = answer.into_iter().chain([Action::WentOn { slot }]);
                steps.fold(attempt, |attempt, action| attempt.apply(&bank, action).unwrap())
            })
        };
        let first = play(start(&bank), 4);
        assert_eq!(first.best(), 50);
        let second = play(other(&bank, &first, 7), 2);
        assert_eq!(second.best(), 50);
        assert_eq!(play(other(&bank, &second, 7), 8).best(), 100);
    }

    #[test]
    fn a_question_whose_passage_is_gone_keeps_its_place_and_counts_for_nothing() {
        let bank = bank(8);
        let drawn: Vec<_> = start(&bank).slots().iter().filter_map(|slot| slot.question).collect();
        // The reader has begun the first: it stays.
        let begun = after(&bank, &[PICK_KEY]).without(vec![drawn[0], drawn[1]]);
        assert!(begun.slots()[0].counts());
        assert_eq!(begun.slots()[1].state(), State::Void(Void::ArticleChanged));
        let attempt =
            [SUBMIT, GO_ON].iter().fold(begun, |attempt, &action| attempt.apply(&bank, action).unwrap());
        let pick = Action::ChoicePicked { slot: 1, choice: 0 };
        for action in [pick, Action::ResponseSubmitted { slot: 1 }, Action::AnswerShown { slot: 1 }] {
            assert_eq!(attempt.apply(&bank, action), None, "{action:?}");
        }
        let attempt = attempt.apply(&bank, Action::WentOn { slot: 1 }).unwrap();
        assert_eq!((attempt.current(), attempt.slots().len()), (2, 8));
        assert_eq!(attempt.score(&bank).maximum, 7);
        // Other questions keep away from it as far as they can, and it stays void.
        let again = other(&bank, &attempt, 1).without(vec![drawn[0], drawn[1]]);
        let asked = again.slots().iter().filter(|slot| slot.counts()).filter_map(|slot| slot.question);
        assert!(asked.clone().all(|ix| ix != drawn[0] && ix != drawn[1]));
    }

    #[test]
    fn a_retry_asks_nothing_whose_passage_is_gone() {
        let bank = bank(8);
        let missed = |attempt: Attempt| {
            (0..8).fold(attempt, |attempt, slot| {
                let shown = attempt.apply(&bank, Action::AnswerShown { slot }).unwrap_or(attempt);
                shown.apply(&bank, Action::WentOn { slot }).unwrap()
            })
        };
        let first = start(&bank).slots()[0].question.unwrap();
        // It was answered before the program had looked.
        let begun = after(&bank, &[Action::AnswerShown { slot: 0 }]).without(vec![first]);
        let finished = missed(begun);
        assert_eq!(finished.score(&bank).maximum, 8);
        let retry = finished.apply(&bank, Action::Retried { run: 0 }).unwrap();
        assert_eq!(retry.slots().len(), 7);
        assert!(retry.slots().iter().all(|slot| slot.question != Some(first)));
    }

    fn any_action() -> impl Strategy<Value = Action> {
        prop_oneof![
            4 => (0..4_usize, 0..5_usize).prop_map(|(slot, choice)| Action::ChoicePicked { slot, choice }),
            3 => (0..4_usize).prop_map(|slot| Action::ResponseSubmitted { slot }),
            1 => (0..4_usize).prop_map(|slot| Action::AnswerShown { slot }),
            3 => (0..4_usize).prop_map(|slot| Action::WentOn { slot }),
            1 => (0..3_u32).prop_map(|run| Action::Retried { run }),
        ]
    }

    proptest! {
        #[test]
        fn whatever_a_reader_does_the_attempt_stays_true(
            actions in prop::collection::vec(any_action(), 0..80),
        ) {
            let bank = bank_with_choose_all();
            let mut attempt = start(&bank);
            for action in actions {
                let Some(next) = attempt.apply(&bank, action) else { continue };
                prop_assert_ne!(&next, &attempt, "{:?} changed nothing but said it did", action);
                prop_assert!(next.current() <= next.slots().len());
                let score = next.score(&bank);
                prop_assert!(score.points() <= Points::new(score.maximum, 0) && score.percent() <= 100);
                if next.run() == attempt.run() {
                    prop_assert!(attempt.current() <= next.current() && next.current() <= attempt.current() + 1);
                    prop_assert!(attempt.score(&bank).percent() <= score.percent());
                    for (before, now) in attempt.slots().iter().zip(next.slots()) {
                        if before.response().is_some() {
                            prop_assert_eq!(before, now, "a committed response changed");
                        }
                    }
                }
                for (ix, slot) in next.slots().iter().enumerate() {
                    prop_assert_eq!(slot.mark(&bank).is_some(), slot.response().is_some());
                    prop_assert!(next.current() <= ix || slot.response().is_some(), "a question was skipped");
                }
                attempt = next;
            }
        }
    }
}
