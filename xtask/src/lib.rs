//! Developers' commands, one module each, and the server that the browser tests use too.
//! Nothing in here is part of what readers download.

#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "commands talk to the person who ran them")]

pub mod address;
pub mod checks;
pub mod compress;
pub mod csp;
pub mod css;
pub mod dist;
pub mod element;
pub mod embed;
pub mod headers;
pub mod heights;
pub mod imports;
pub mod inline;
pub mod leak;
pub mod manifest;
pub mod minify;
pub mod news;
pub mod oembed;
pub mod offline;
pub mod packages;
pub mod page;
pub mod process;
pub mod publish;
pub mod review;
pub mod serve;
pub mod server;
pub mod setup;
pub mod shots;
pub mod size;
pub mod snippet;
pub mod tools;
pub mod trunk;
pub mod wasm_opt;
pub mod words;
pub mod workspace;
