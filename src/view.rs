//! What a reader sees: state in, steps out. Nothing here knows the browser, the session or the clock.
//!
//! These are view functions rather than components: none has a hook, and a component costs a reader 0.9 to 2.4 kB
//! (docs/adr/0005-one-component.md).

pub mod account;
pub mod choices;
pub mod feedback;
pub mod first_body;
pub mod head;
pub mod offer;
pub mod outcome;
pub mod progress;
pub mod question;

pub mod words;

use newsquiz_core::{attempt::Attempt, bank::Bank};
use yew::AttrValue;

/// What the views show, and where.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The bank that is played.
    pub bank: &'a Bank,
    /// The address of the article.
    pub article: &'a AttrValue,
    /// How far the reader is.
    pub attempt: &'a Attempt,
}
