//! Everything that has to hold before a change lands, in the order of what fails soonest; the tests come last.

use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Context as _, Result};

use crate::setup::{self, Purpose};
use crate::{dist, process, size, tools};

/// Runs all checks, then all tests in one call of the test runner, whose own lines end the output.
///
/// # Errors
/// A check fails; the error names it. Tests that fail are no error here but the returned code: their runner has
/// already said all there is to say.
pub fn run() -> Result<ExitCode> {
    check("set-up", || setup::run(Purpose::Test))?;
    check("format", || cargo(&["fmt", "--all", "--check"]))?;
    check("lints, this machine", || {
        cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])
    })?;
    check("lints, browser", || {
        let target = "wasm32-unknown-unknown";
        cargo(&[
            "clippy",
            "-p",
            "newsquiz",
            "-p",
            "newsquiz-core",
            "--target",
            target,
            "--",
            "-D",
            "warnings",
        ])
    })?;
    check("documentation", || {
        let mut command = process::cargo();
        command.args(["doc", "--workspace", "--no-deps", "--document-private-items"]);
        process::run(command.env("RUSTDOCFLAGS", "-D warnings"))
    })?;
    check("release build and its size", size::run)?;
    check("a build that breaks down when told to, for tests", dist::build_trapping)?;

    println!("== tests");
    let status = test_runner()?.arg("--no-fail-fast").status().context("cannot run the tests")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn check(name: &str, step: impl FnOnce() -> Result<()>) -> Result<()> {
    println!("== {name}");
    let start = Instant::now();
    step().with_context(|| format!("{name}: failed after {:.1} s", start.elapsed().as_secs_f32()))?;
    println!("== {name}: passed in {:.1} s", start.elapsed().as_secs_f32());
    Ok(())
}

fn cargo(arguments: &[&str]) -> Result<()> {
    process::run(process::cargo().args(arguments))
}

/// The test runner, about to run all tests of the usual run on the release build.
///
/// # Errors
/// What the search path takes cannot be read.
pub(crate) fn test_runner() -> Result<Command> {
    let mut command = process::cargo();
    command.args(["nextest", "run", "--workspace"]).env("PATH", tools::search_path()?);
    Ok(command)
}
