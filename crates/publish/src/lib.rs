//! From proved banks and a built widget to a site: everything that a file host serves, as a map from path to bytes.
//!
//! It makes pages, first bodies, policies, fingerprints, snippets, oEmbed answers, proof sheets, the list for playing
//! offline, headers, heights and compressed copies. What it does not know: files, processes, the network, the clock, and
//! where a bank or the widget came from. It compiles for browsers too.

#![forbid(unsafe_code)]

pub mod address;
pub mod assets;
pub mod card;
pub mod compress;
pub mod csp;
pub mod editor_words;
pub mod element;
pub mod file_type;
pub mod fingerprint;
pub mod headers;
pub mod heights;
pub mod html;
pub mod manifest;
pub mod oembed;
pub mod offline;
pub mod packed;
pub mod page;
pub mod piece;
pub mod ready_copies;
pub mod review;
pub mod site;
pub mod snippet;
pub mod widget;

mod inline;
mod list;

#[cfg(test)]
mod testing;

pub use crate::{
    address::BaseUrl,
    list::Listed,
    site::{Files, Language, Options, Site, Top},
    widget::Widget,
};
