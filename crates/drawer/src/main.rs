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
    use newsquiz_core::compiled;
    use newsquiz_drawer::Wish;
    use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

    /// The compiled excerpt of a whole compiled bank, of any form that was ever published, with what is wanted of it
    /// ([`Wish::read`]); or a code when the bytes are not a playable bank.
    #[wasm_bindgen]
    pub fn excerpt(bank: &[u8], wish: &str, questions: u16) -> JsValue {
        match compiled::decode_any(bank) {
            Ok(bank) => {
                let excerpt = Wish::read(wish, questions).excerpt(bank);
                Uint8Array::from(&*compiled::encode(&excerpt)).into()
            }
            Err(error) => error.code().into(),
        }
    }

    /// The seed of a draw with as little as may be of what the reader has seen. Empty when the bytes are not a playable
    /// bank.
    #[wasm_bindgen]
    pub fn other_seed(bank: &[u8], wish: &str, questions: u16, random: u32) -> String {
        compiled::decode_any(bank).map_or_else(
            |_| String::new(),
            |bank| Wish::read(wish, questions).other_seed(bank, random).as_str().to_owned(),
        )
    }
}
