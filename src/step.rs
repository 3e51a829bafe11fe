//! What views ask for when a reader presses something.

use newsquiz_core::attempt::Action;
use yew::prelude::*;

/// A step of the reader.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// The reader did something.
    Did(Action),
    /// The reader wants other questions.
    WantedOthers,
    /// The reader took what was kept up, or left it.
    Decided {
        /// Whether it is the former.
        goes_on: bool,
    },
    /// The reader had all that is known forgotten.
    Forgot,
    /// The reader asked to pass the result on.
    Shared,
    /// The reader switched the shortcut keys off or on.
    SwitchedKeys,
    /// What is shown was painted, and there is time: the page tells it by a `load` event (static/embed/takeover.js).
    Seen,
    /// The reader looks at the question at a place: one that was answered, or back at the one where the attempt is.
    LookedAt {
        /// Which question of the attempt.
        place: usize,
    },
}

impl Step {
    /// Asks for this step at an event. One closure for all: each kind of them would cost a reader some 50 bytes.
    ///
    /// Buttons hear `select`, into which the page turns a click (static/embed/clicks.js): Yew listens at the element that it
    /// draws in, and where an element hears clicks, screen readers say of all that is in it that it can be clicked.
    pub fn on_event(self, on_step: &Callback<Step>) -> Callback<Event> {
        on_step.reform(move |_| self)
    }
}
