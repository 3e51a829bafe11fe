//! Core's attempt as a state that Yew can hold, with nothing else in it.

use std::rc::Rc;

use newsquiz_core::attempt::{Action, Attempt};
use yew::Reducible;

use crate::setup::Quiz;

/// A quiz, and a reader's attempt at it.
#[derive(Debug)]
pub struct Session {
    /// What is played.
    pub quiz: Rc<Quiz>,
    /// How far the reader is.
    pub attempt: Attempt,
}

/// What changes a session.
#[derive(Debug)]
pub enum Step {
    /// The reader did something.
    Did(Action),
    /// The page opened another quiz in the same place.
    Opened(Rc<Quiz>),
}

impl Session {
    /// A quiz at its start.
    pub fn new(quiz: Rc<Quiz>) -> Session {
        Session { attempt: quiz.start.clone(), quiz }
    }
}

impl Reducible for Session {
    type Action = Step;

    fn reduce(self: Rc<Self>, step: Step) -> Rc<Self> {
        match step {
            Step::Did(action) => match self.attempt.apply(&self.quiz.bank, action) {
                Some(attempt) => Rc::new(Session { quiz: Rc::clone(&self.quiz), attempt }),
                // Yew skips the render when it gets the same `Rc` back.
                None => self,
            },
            Step::Opened(quiz) => Rc::new(Session::new(quiz)),
        }
    }
}
