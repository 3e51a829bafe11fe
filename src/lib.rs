//! The widget: what a reader sees of a quiz, for the browser and for native rendering.
//!
//! Dependencies go one way: `core ← session, view ← app`. Only `app`, `setup` and `main` touch `browser`, and only
//! `browser` knows the page.

pub mod app;
pub mod browser;
pub mod event;
#[cfg(not(target_arch = "wasm32"))]
pub mod first_body;
pub mod session;
pub mod setup;
pub mod view;
