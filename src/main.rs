//! The program that a page loads: it exports [`mount`](crate::page::mount) and looks for no hosts itself.

// Without `main`: a page calls the export, and the runtime that `main` needs would be bytes for nothing.
#![cfg_attr(target_arch = "wasm32", no_main)]

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
mod page {
    use std::rc::Rc;

    use newsquiz::{
        app::{App, AppProps},
        browser,
    };
    use newsquiz_core::compiled;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Shows the quiz of a compiled bank in an element, whose content it replaces. `folder` is the address of the
    /// bank's folder, with its last slash. A link in the page's fragment leads to a draw.
    ///
    /// Returns a code when the bytes are not a playable bank; the element is untouched then.
    #[wasm_bindgen]
    #[expect(unreachable_pub, reason = "an export to JavaScript has to be public")]
    pub fn mount(host: web_sys::Element, bank: &[u8], folder: &str) -> Option<String> {
        match compiled::decode(bank) {
            Ok(bank) => {
                let props = AppProps::new(Rc::new(bank), folder, &browser::fragment());
                yew::Renderer::<App>::with_root_and_props(host, props).render();
                None
            }
            Err(error) => Some(error.code().into()),
        }
    }
}
