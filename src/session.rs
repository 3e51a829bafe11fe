//! Core's attempt as a state that Yew can hold, with what a reader may take up instead of it, and how it last changed.

use std::rc::Rc;

use newsquiz_core::attempt::{Action, Attempt};
use yew::Reducible;

use crate::setup::Quiz;

/// A quiz, and a reader's attempt at it.
#[derive(Clone, Debug)]
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
}

/// What changes a session.
#[derive(Debug)]
pub enum Step {
    /// The reader did something.
    Did(Action),
    /// The reader took what was kept up, or left it.
    Decided {
        /// Whether it is the former.
        goes_on: bool,
    },
    /// The reader had all that is known forgotten.
    Forgot,
    /// The reader switched the shortcut keys off or on.
    SwitchedKeys,
    /// The page opened another quiz in the same place.
    Opened(Rc<Quiz>),
}

impl Session {
    /// A quiz at its start.
    pub fn new(quiz: Rc<Quiz>) -> Session {
        let start = quiz.start.clone();
        let attempt = quiz.known.iter().fold(start, Attempt::after);
        let is_known = quiz.known.is_some() || attempt.is_answered();
        Session { attempt, has_keys: true, is_known, is_asked: quiz.is_asked, moved: Moved::Opened, quiz }
    }

    /// What the reader is asked whether to go on with.
    pub fn offer(&self) -> Option<&Attempt> {
        self.quiz.known.as_ref().filter(|_| self.is_asked)
    }

    /// The attempt that the reader sees.
    pub fn shown(&self) -> &Attempt {
        self.offer().unwrap_or(&self.attempt)
    }
}

impl Reducible for Session {
    type Action = Step;

    fn reduce(self: Rc<Self>, step: Step) -> Rc<Self> {
        let now = || (*self).clone();
        let next = match step {
            Step::Did(action) => self.shown().apply(&self.quiz.bank, action),
            Step::Decided { goes_on } => {
                self.offer().map(|kept| if goes_on { kept } else { &self.attempt }).cloned()
            }
            Step::SwitchedKeys => {
                return Rc::new(Session { has_keys: !self.has_keys, moved: Moved::Stayed, ..now() });
            }
            Step::Forgot => {
                let attempt = self.quiz.start.forgotten(&self.quiz.bank);
                let (is_known, is_asked) = (false, false);
                return Rc::new(Session { attempt, is_known, is_asked, moved: Moved::Forgot, ..now() });
            }
            Step::Opened(quiz) => return Rc::new(Session::new(quiz)),
        };
        match next {
            Some(attempt) => {
                let stayed = !self.is_asked && place(&self.attempt) == place(&attempt);
                let moved = if stayed { Moved::Stayed } else { Moved::CameTo };
                let is_known = self.is_known || attempt.is_answered();
                Rc::new(Session { attempt, is_known, is_asked: false, moved, ..now() })
            }
            // Yew skips the render when it gets the same `Rc` back.
            None => self,
        }
    }
}

/// How far a reader is: nobody comes to the same place twice.
fn place(attempt: &Attempt) -> (u32, usize, bool) {
    let current = attempt.current();
    let is_answered = attempt.slots().get(current).is_some_and(|slot| slot.response().is_some());
    (attempt.run(), current, is_answered)
}
