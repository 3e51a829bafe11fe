//! The newsroom's command, `newsquiz`, one module a command.
//!
//! Files, the network and the terminal are here alone; what a bank is, and what a site is made of, is not known here.

#![cfg_attr(not(target_os = "wasi"), forbid(unsafe_code))]

pub mod article_file;
pub mod bank;
pub mod build;
pub mod charset;
pub mod check;
mod cores;
pub mod doctor;
mod earlier;
pub mod fetch;
pub mod fmt;
pub mod folder;
#[cfg(target_os = "wasi")]
pub mod host;
mod in_place;
mod limited;
pub mod locales;
pub mod manual;
pub mod new;
mod new_bank;
pub mod output;
pub mod preview;
pub mod problems;
mod progress;
pub mod serve;
#[cfg(not(target_os = "wasi"))]
pub mod server;
#[cfg(target_os = "wasi")]
#[path = "host_server.rs"]
pub mod server;
mod since;
pub mod snippet;
mod web;
pub mod widget;
