//! The last pass over the program: Binaryen makes it a little smaller.
//!
//! Trunk could call it, but then no build would do without it. It runs after Trunk.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::{process, tools};

/// What rustc emits and every browser of today runs, by name. `--all-features` would let Binaryen rewrite the
/// imports in a form that WebKit refuses.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// What to do. Measured on the quiz in brotli bytes, this saves 2,200 of 54,900, and `-Oz` alone 1,600.
const PASSES: [&str; 12] = [
    // Untangles branches that rustc wrote for speed.
    "--flatten",
    "--rereloop",
    "-O4",
    "-Oz",
    "--converge",
    // What it says of the alignment of each access, no engine of today makes use of.
    "--dealign",
    // Inlines what is small: copies compress well, calls do not. What has one caller leaves no copy, and may be larger.
    "--one-caller-inline-max-function-size=60",
    "--always-inline-max-function-size=4",
    "--flexible-inline-max-function-size=5",
    // No object of Rust's lies in the first kilobyte: the linker puts the stack's far end there.
    "--low-memory-unused",
    // Notes for tools.
    "--strip-producers",
    "--strip-target-features",
];

/// Optimises a WebAssembly file in place, or says that there is no optimiser.
///
/// # Errors
/// The optimiser refuses the file.
pub fn optimise(path: &Path) -> Result<()> {
    let Some(program) = tools::WASM_OPT.find() else {
        println!("wasm-opt is not there: the program stays 4 % larger than it could be");
        return Ok(());
    };
    let smaller = path.with_extension("smaller");
    let mut command = Command::new(&program);
    command.args(PASSES).args(FEATURES).arg(path).arg("--output").arg(&smaller);
    process::output(&mut command)?;
    std::fs::rename(&smaller, path).with_context(|| format!("cannot write {}", path.display()))
}
