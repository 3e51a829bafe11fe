//! Developers' commands, one module each: set-up, checks, Trunk, the size of what readers download, pictures of all states.
//! Nothing in here is part of what readers download, and nothing is needed by a newsroom.

#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "commands talk to the person who ran them")]

pub mod checks;
pub mod css;
pub mod demonstration;
pub mod glue;
pub mod home;
pub mod imports;
pub mod launch;
pub mod leak;
pub mod minify;
pub mod news;
pub mod orca;
pub mod package;
pub mod packages;
pub mod page;
pub mod pages;
pub mod process;
pub mod script_checks;
pub mod scripts;
pub mod setup;
pub mod shots;
pub mod site;
pub mod size;
pub mod tools;
pub mod trunk;
pub mod wasm_opt;
pub mod widget;
pub mod workspace;

#[cfg(test)]
mod testing;
