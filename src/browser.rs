//! The one door to the browser. Every call may fail, and none may cost the reader the quiz.

use js_sys::Function;
use wasm_bindgen::JsValue;
use web_sys::Element;

/// A new element for a quiz.
pub fn element() -> Option<Element> {
    gloo::utils::document().create_element("div").ok()
}

/// Who is told what happens.
#[derive(Clone, Debug, Default)]
pub struct Notify(Option<Function>);

impl Notify {
    /// Tells a function of the page.
    pub fn new(function: Function) -> Notify {
        Notify(Some(function))
    }

    /// Tells the name of what happened, and its details as JSON.
    pub(crate) fn send(&self, name: &str, detail: &str) {
        if let Some(function) = &self.0 {
            // What a listener does wrong is the page's own affair.
            _ = function.call2(&JsValue::NULL, &name.into(), &detail.into());
        }
    }
}
