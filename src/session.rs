//! Core's attempt as a state that Yew can hold, with nothing else in it.

use std::rc::Rc;

use newsquiz_core::{
    attempt::{Action, Attempt},
    bank::Bank,
};
use yew::Reducible;

/// A bank and a reader's attempt at it.
#[derive(Debug, PartialEq, Eq)]
pub struct Session {
    /// What is played.
    pub bank: Rc<Bank>,
    /// How far the reader is.
    pub attempt: Attempt,
}

impl Reducible for Session {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        match self.attempt.apply(&self.bank, action) {
            Some(attempt) => Rc::new(Session { bank: Rc::clone(&self.bank), attempt }),
            // Yew skips the render when it gets the same `Rc` back.
            None => self,
        }
    }
}
