//! The program that a page loads: it exports [`mount`](crate::page::mount) and looks for no hosts itself.

// Without `main`: a page calls the exports, and the runtime that `main` needs would be bytes for nothing.
#![cfg_attr(target_arch = "wasm32", no_main)]

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[cfg(target_arch = "wasm32")]
#[expect(unreachable_pub, reason = "exports to JavaScript have to be public")]
mod page {
    use std::{cell::Cell, rc::Rc};

    use newsquiz_core::compiled;
    use newsquiz_widget::{
        app::{App, AppProps, Change},
        browser::{self, Notify},
        event,
        request::Request,
    };
    use wasm_bindgen::prelude::{Closure, JsValue, wasm_bindgen};
    use web_sys::Element;
    use yew::AppHandle;

    thread_local! {
        /// Apps whose quizzes were taken away. Yew never takes its listeners off an element, so that each new app on a
        /// page costs memory for good: those that are out of work get the next quizzes.
        static SPARE: Cell<Vec<(Element, AppHandle<App>)>> = const { Cell::new(Vec::new()) };
    }

    /// Shows the draw of a compiled bank in an element.
    ///
    /// `request` is what the page asks, as [`Request::read`] reads it.
    /// `notify` is called with the name and the details (JSON) of what happens; with `attempt`, at each change, the details
    /// are the attempt as text, and with `kept` what of it is worth keeping for another visit, or nothing when all that was
    /// known of the reader is to be forgotten.
    ///
    /// Returns the function that takes the quiz away again; or a code when the bytes are not a playable bank, and then
    /// the element is untouched.
    #[wasm_bindgen]
    pub fn mount(host: Element, bank: &[u8], request: &str, notify: js_sys::Function) -> JsValue {
        match compiled::decode(bank) {
            Ok(bank) => {
                let request = Request::read(request);
                let quiz = Rc::new(request.quiz(bank, Notify::new(notify)));
                let mut spare = SPARE.take();
                let (element, app) = match spare.pop() {
                    Some((element, app)) => {
                        app.send_message(Change::Opened(quiz));
                        (element, app)
                    }
                    None => {
                        let element = browser::element().unwrap_or_else(|| host.clone());
                        let root = element.clone();
                        (element, yew::Renderer::with_root_and_props(root, AppProps { quiz }).render())
                    }
                };
                SPARE.set(spare);
                if element != host {
                    _ = host.append_child(&element);
                }
                Closure::once_into_js(move || {
                    let mut spare = SPARE.take();
                    spare.push((element, app));
                    SPARE.set(spare);
                })
            }
            Err(error) => error.code().into(),
        }
    }

    /// The seeds of a compiled bank's draws and the quotes that its questions stand on, as [`event::quotes`] writes them. None when the bytes are
    /// not a playable bank.
    #[wasm_bindgen]
    pub fn quotes(bank: &[u8]) -> String {
        compiled::decode(bank).map_or_else(|_| String::new(), |bank| event::quotes(&bank))
    }
}
