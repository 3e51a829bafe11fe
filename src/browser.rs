//! The one door to the browser. Every call may fail, and none may cost the reader the quiz.

use web_sys::HtmlElement;
use yew::NodeRef;

/// Moves the focus to an element, which the browser scrolls into view if need be.
pub(crate) fn focus(element: &NodeRef) {
    if let Some(element) = element.cast::<HtmlElement>() {
        // Firefox does not focus a legend that it has not laid out yet; asking for its height makes it do so.
        element.offset_height();
        // An element that left the page meanwhile takes no focus.
        _ = element.focus();
    }
}

/// The fragment of the page's address, with its `#`; empty when there is none.
pub fn fragment() -> String {
    gloo::utils::window().location().hash().unwrap_or_default()
}

/// A random number, for a seed: nobody gains from guessing it.
pub(crate) fn random() -> u32 {
    (js_sys::Math::random() * f64::from(u32::MAX)) as u32
}
