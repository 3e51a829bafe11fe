//! The widget: what a reader sees of a quiz, for the browser and for native rendering.
//!
//! Data flows one way: `core ← session ← view ← app`. Only `app` touches `browser`, and only `browser` knows the page.

pub mod app;
pub mod browser;
pub mod session;
pub mod view;
