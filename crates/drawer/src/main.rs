//! The program that a page loads when it wants another draw than a bank's own.

// Without `main`, as the widget: a page calls the exports.
#![cfg_attr(target_arch = "wasm32", no_main)]

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[cfg(target_arch = "wasm32")]
#[expect(unreachable_pub, reason = "exports to JavaScript have to be public")]
mod page {
    use js_sys::Uint8Array;
    use newsquiz_core::{compiled, digits::decimal};
    use newsquiz_drawer::Wish;
    use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

    /// The compiled excerpt of a compiled bank, of any form that was ever published, with what is wanted of it
    /// ([`Wish::read`]). Where questions have to be loaded for it, a text with their places in the file of questions, as the
    /// header `Range` has them, with a space behind each: `0-411 2040-2399 `. When the bytes are not a playable bank, a code.
    #[wasm_bindgen]
    pub fn excerpt(bank: &[u8], wish: &str, questions: u16) -> JsValue {
        let source = match compiled::decode_sparse(bank) {
            Ok(source) => source,
            Err(error) => return error.code().into(),
        };
        match Wish::read(wish, questions).excerpt(source) {
            Ok(excerpt) => Uint8Array::from(&*compiled::encode(&excerpt)).into(),
            Err(missing) => {
                let mut places = String::new();
                for place in missing {
                    for (number, behind) in [(place.start, '-'), (place.end.saturating_sub(1), ' ')] {
                        places.push_str(&decimal(number));
                        places.push(behind);
                    }
                }
                places.into()
            }
        }
    }
}
