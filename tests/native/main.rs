//! Tests that need no browser: what the views show, what the bank holds, what is wrong with faulty banks, what
//! pages are told of the element, and the rules of the layout.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod bank;
mod blocks;
mod content;
mod faults;
mod interface;
mod tidy;
mod views;
mod wire;

use std::path::PathBuf;

/// A path in the project.
fn path(relative: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(relative)
}
