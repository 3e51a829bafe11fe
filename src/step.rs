//! What views ask for when a reader presses something.

use newsquiz_core::attempt::Action;
use yew::prelude::*;

/// A step of the reader.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// The reader did something.
    Did(Action),
    /// The reader wants other questions.
    Restarted {
        /// The run that is to end: a late click on the button of an earlier one does nothing.
        run: u32,
    },
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
    /// The reader has seen what is shown.
    Seen,
}

impl Step {
    /// What a button does that asks for this step. One closure for all buttons: each kind of them would cost a reader some
    /// 50 bytes.
    pub fn on_click(self, on_step: &Callback<Step>) -> Callback<MouseEvent> {
        on_step.reform(move |_| self)
    }
}
