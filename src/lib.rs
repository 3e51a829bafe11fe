//! The widget: what a reader sees of a quiz, for the browser and for native rendering.
//!
//! Dependencies go one way: `core ← session, view ← app`. Only `request` and `main` touch `browser`, and only
//! `browser` knows the page.

pub mod app;
pub mod browser;
pub mod event;
#[cfg(feature = "ssr")]
pub mod render;
pub mod request;
pub mod session;
pub mod step;
pub mod view;
