//! The parts of the Rust toolchain that the program is built with.

use std::process::Command;

use anyhow::{Context as _, Result};

use super::step;
use crate::{process, tools};

/// Adds the WebAssembly target and the standard library's source to the active toolchain.
///
/// There is no rust-toolchain.toml to do it: with a toolchain that is not installed under that very name, no cargo
/// command would run at all, this one included.
///
/// # Errors
/// A part is missing and rustup cannot add it.
pub(super) fn add_missing_parts() -> Result<()> {
    // Looking takes milliseconds, needs no rustup, and is right for Debian's toolchain too.
    let library = tools::sysroot()?.join("lib/rustlib");
    if !library.join("wasm32-unknown-unknown/lib").is_dir() {
        step("target wasm32-unknown-unknown is missing", "readers run WebAssembly");
        add(&["target", "add", "wasm32-unknown-unknown"])?;
    }
    if !library.join("src/rust/library/std").is_dir() {
        step("component rust-src is missing", "the standard library is rebuilt for size");
        add(&["component", "add", "rust-src"])?;
    }
    Ok(())
}

/// Adds the targets of what newsrooms download.
///
/// # Errors
/// One is missing and rustup cannot add it.
pub(super) fn add_targets_of_packages() -> Result<()> {
    let library = tools::sysroot()?.join("lib/rustlib");
    for (target, why) in [
        ("x86_64-unknown-linux-musl", "the program for Linux needs no library of the system's"),
        ("wasm32-wasip1", "the program for all other systems is WebAssembly, which Node runs"),
    ] {
        if !library.join(target).join("lib").is_dir() {
            step(&format!("target {target} is missing"), why);
            add(&["target", "add", target])?;
        }
    }
    Ok(())
}

fn add(arguments: &[&str]) -> Result<()> {
    process::run(Command::new("rustup").args(arguments)).with_context(|| {
        format!(
            "run `rustup {}`; where Rust does not come from rustup, install that part from where Rust came from",
            arguments.join(" ")
        )
    })
}
