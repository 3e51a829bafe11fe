//! The newsroom's program, as it is downloaded: for Linux, with all of it in one file, and in WebAssembly.

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail, ensure};

use crate::{leak, process, trunk, workspace};

/// A program that was built.
#[derive(Debug)]
pub(super) struct Program {
    /// Where it can be run, if it is one for this machine.
    pub(super) path: PathBuf,
    pub(super) content: Vec<u8>,
}

/// The program for Linux on x86-64, which needs no library of the system's.
///
/// # Errors
/// It does not build, or it asks for a library.
pub(super) fn native() -> Result<Program> {
    let program = build("x86_64-unknown-linux-musl", "newsquiz")?;
    for loader in ["ld-linux", "ld-musl"] {
        let is_asked_for = program.content.windows(loader.len()).any(|part| part == loader.as_bytes());
        ensure!(!is_asked_for, "the program asks for {loader}, and so for libraries of the system");
    }
    Ok(program)
}

/// The same program in WebAssembly, for Node.
///
/// # Errors
/// It does not build.
pub(super) fn wasm() -> Result<Program> {
    build("wasm32-wasip1", "newsquiz.wasm")
}

fn build(target: &str, file: &str) -> Result<Program> {
    let mut command = process::cargo();
    process::clean_environment(&mut command);
    command
        .args([
            "build",
            "--profile",
            "newsroom",
            "--package",
            "newsquiz-cli",
            "--bin",
            "newsquiz",
            "--target",
            target,
        ])
        .env("CARGO_TARGET_DIR", target_dir())
        .env("CARGO_ENCODED_RUSTFLAGS", trunk::without_paths()?)
        // The widget that was built just now.
        .env_remove("NEWSQUIZ_WIDGET");
    process::run(&mut command)?;
    let path = target_dir().join(target).join("newsroom").join(file);
    let content = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    if let Some(private) = leak::path_in(&content) {
        bail!("{file} holds a path of this machine: {}", private.display());
    }
    Ok(Program { path, content })
}

/// A folder of its own, as the widget has one: cargo builds one thing at a time in a folder.
fn target_dir() -> PathBuf {
    workspace::root().join("target/package-cargo")
}
