//! Core's attempt as the state of a component, with what a reader may take up instead of it, and how it last changed.

use std::rc::Rc;

use newsquiz_core::{
    attempt::{Action, Attempt, Slot, State},
    choice_set::ChoiceSet,
};

use crate::{request::Quiz, step::Step};

/// A quiz, and a reader's attempt at it.
#[derive(Debug)]
pub struct Session {
    /// What is played.
    pub quiz: Rc<Quiz>,
    /// How far the reader is.
    pub attempt: Attempt,
    /// Whether the reader can choose by digits and check by Enter.
    pub has_keys: bool,
    /// Whether there is something to know for another visit: the reader answered, or did before.
    pub is_known: bool,
    /// Whether the reader is still asked whether to go on with what was kept of an earlier visit.
    pub is_asked: bool,
    /// Whether what is shown was painted, so that there is time for what nobody waits for: what the review unfolds, and what
    /// comes next.
    pub is_seen: bool,
    /// Where the question stands that the reader looks at again; nothing where the reader is where the attempt is.
    pub looked_at: Option<usize>,
    /// What the last step did to it.
    pub moved: Moved,
}

/// How a session came to be as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// It was opened.
    Opened,
    /// The reader stayed at a question.
    Stayed,
    /// The reader came to something new: a question, feedback, or the outcome.
    CameTo,
    /// The same, and all that is known is to be forgotten.
    Forgot,
    /// The reader looks at another question, and nothing else has changed.
    LookedAt,
    /// What is shown was completed, and nothing else has changed.
    Completed,
}

impl Session {
    /// A quiz at its start.
    pub fn new(quiz: Rc<Quiz>) -> Session {
        let start = quiz.start.clone();
        let attempt = quiz.known.iter().fold(start, |start, known| start.after(known, &quiz.bank));
        let is_known = quiz.known.is_some() || attempt.is_answered();
        Session {
            attempt,
            has_keys: true,
            is_known,
            is_asked: quiz.is_asked,
            is_seen: false,
            looked_at: None,
            moved: Moved::Opened,
            quiz,
        }
    }

    /// What the reader is asked whether to go on with.
    pub fn offer(&self) -> Option<&Attempt> {
        self.quiz.known.as_ref().filter(|_| self.is_asked)
    }

    /// The attempt that the reader sees.
    pub fn shown(&self) -> &Attempt {
        self.offer().unwrap_or(&self.attempt)
    }

    /// Whether what is shown is the result.
    pub fn shows_result(&self) -> bool {
        let is_over = self.shown().slots().len() <= self.shown().current();
        is_over && !self.is_asked && self.looked_at.is_none()
    }

    /// Whether a step changes nothing that the browser does not show by itself: a pick does, unless a reminder goes with
    /// it.
    pub fn shows_itself(&self, step: &Step) -> bool {
        let Step::Did(Action::ChoicePicked { slot, .. }) = step else { return false };
        let state = self.attempt.slots().get(*slot).map(Slot::state);
        matches!(state, Some(State::Open { reminded: false, .. }))
    }

    /// The attempt after the step that most likely comes next: the reader checks what is picked, or goes on. Nothing before
    /// what is shown was painted, nor where that step leads to no other card.
    pub fn ahead(&self) -> Option<Attempt> {
        if !self.is_seen || self.looked_at.is_some() {
            return None;
        }
        let Session { quiz, attempt, .. } = self;
        let slot = attempt.current();
        let is_answered = attempt.slots().get(slot)?.response().is_some();
        let action = if is_answered { Action::WentOn { slot } } else { Action::ResponseSubmitted { slot } };
        attempt.apply(&quiz.bank, action).filter(|ahead| place(ahead) != place(attempt))
    }

    /// Takes a step, and tells whether it changed anything.
    pub fn take(&mut self, step: Step) -> bool {
        // It comes by itself, maybe while the reader looks at another question.
        if !matches!(step, Step::Seen) {
            self.looked_at = None;
        }
        let next = match step {
            Step::Did(action) => self.shown().apply(&self.quiz.bank, action),
            Step::Decided { goes_on } => {
                self.offer().map(|kept| if goes_on { kept } else { &self.attempt }).cloned()
            }
            // What these ask for, the page does: the root component tells it.
            Step::Shared | Step::WantedOthers => None,
            Step::SwitchedKeys => {
                self.has_keys = !self.has_keys;
                self.moved = Moved::Stayed;
                return true;
            }
            Step::Forgot => {
                self.attempt = self.quiz.start.forgotten(&self.quiz.bank);
                (self.is_known, self.is_asked, self.moved) = (false, false, Moved::Forgot);
                return true;
            }
            Step::LookedAt { place } => {
                self.looked_at = (place != self.shown().current()).then_some(place);
                self.moved = Moved::LookedAt;
                return true;
            }
            Step::Seen => {
                self.moved = Moved::Completed;
                return !std::mem::replace(&mut self.is_seen, true);
            }
        };
        let Some(attempt) = next else { return false };
        let stayed = !self.is_asked && place(&self.attempt) == place(&attempt);
        self.moved = if stayed { Moved::Stayed } else { Moved::CameTo };
        self.is_seen = false;
        self.is_known |= attempt.is_answered();
        self.is_asked = false;
        self.attempt = attempt;
        true
    }
}

/// How far a reader is: nobody comes to the same place twice. The first number is the run; the second one tells the questions
/// of the run apart, open ones from answered ones, and these by their responses.
pub fn place(attempt: &Attempt) -> (u32, u32) {
    let current = attempt.current();
    let response = attempt.slots().get(current).and_then(Slot::response);
    let told = response.map_or(0, |response| 2 * u32::from(response.bits()) + 1);
    (attempt.run(), (current as u32) << (ChoiceSet::CAPACITY + 1) | told)
}
