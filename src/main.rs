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

    /// Shows the quiz of a compiled bank in an element.
    ///
    /// `folder` is the address of the bank's folder, with its last slash. `saved` is an attempt to go on with, in the
    /// form of `newsquiz_core::saved`, and `kept` what is known from earlier visits; `seed` and `questions` ask for a draw
    /// of their own (empty and 0: the bank's); `gone` has the ids of the questions whose passages are gone from the article,
    /// with a full stop between them. `notify` is called with the name and the details (JSON) of what happens; with
    /// `attempt`, at each change, the details are the attempt as text, and with `kept` what of it is worth keeping for
    /// another visit, or nothing when all that was known of the reader is to be forgotten.
    ///
    /// Returns the function that takes the quiz away again; or a code when the bytes are not a playable bank, and then
    /// the element is untouched.
    #[wasm_bindgen]
    #[expect(clippy::too_many_arguments, reason = "an object would cost a reader more bytes")]
    pub fn mount(
        host: Element,
        bank: &[u8],
        folder: &str,
        saved: &str,
        kept: &str,
        seed: &str,
        questions: u16,
        gone: &str,
        notify: js_sys::Function,
    ) -> JsValue {
        match compiled::decode(bank) {
            Ok(bank) => {
                let request = Request { folder, saved, kept, seed, questions, gone };
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

    /// The quotes that the questions of a compiled bank stand on, as JSON: a list of objects with the question's `id`, and
    /// `prefix`, `exact` and `suffix`, what stands before, in and after the quote in its sentence. The list is empty when
    /// the bytes are not a playable bank.
    #[wasm_bindgen]
    pub fn quotes(bank: &[u8]) -> String {
        let bank = compiled::decode(bank);
        let questions = bank.iter().flat_map(|bank| bank.questions());
        let quotes = questions.map(|question| event::quote(&question.id, &question.evidence));
        ["[", &event::joined(quotes), "]"].concat()
    }
}
