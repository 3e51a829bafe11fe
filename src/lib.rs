//! The widget: what a reader sees of a quiz, for the browser and for native rendering.
//!
//! Dependencies go one way: `core ← session, view ← app`. Only `app` and `main` touch `browser`, and only `browser`
//! knows the page.

pub mod app;
pub mod browser;
pub mod session;
pub mod view;
