//! The one door to the browser. Every call may fail, and none may cost the reader the quiz.

use web_sys::HtmlElement;
use yew::NodeRef;

/// Moves the focus to an element, which the browser scrolls into view if need be.
pub(crate) fn focus(element: &NodeRef) {
    if let Some(element) = element.cast::<HtmlElement>() {
        // An element that left the page meanwhile takes no focus.
        _ = element.focus();
    }
}

/// A random number, for a seed: nobody gains from guessing it.
pub(crate) fn random() -> u32 {
    (js_sys::Math::random() * f64::from(u32::MAX)) as u32
}
