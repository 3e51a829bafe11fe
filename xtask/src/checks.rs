//! Everything that has to hold before a change lands, in the order of what fails soonest; the tests come last.

use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Context as _, Result};

use crate::setup::{self, Purpose};
use crate::{process, script_checks, size, tools};

/// Runs all checks, then all tests, whose own lines end the output.
///
/// # Errors
/// A check fails; the error names it. Tests that fail are no error here but the returned code: their runners have
/// already said all there is to say.
pub fn run() -> Result<ExitCode> {
    check("set-up", || setup::run(Purpose::Test))?;
    check("format", || cargo(&["fmt", "--all", "--check"]))?;
    check("lints, this machine", || {
        cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])
    })?;
    // What runs in browsers: the widget's programs, and the pipeline for an editor that runs there.
    check("lints, browser", || {
        let target = ["--target", "wasm32-unknown-unknown", "--", "-D", "warnings"];
        let packages = [
            "-p",
            "newsquiz-widget",
            "-p",
            "newsquiz-core",
            "-p",
            "newsquiz-drawer",
            "-p",
            "newsquiz-compiler",
            "-p",
            "newsquiz-publish",
        ];
        cargo(&[&["clippy"], &packages[..], &target].concat())
    })?;
    check("scripts", script_checks::run)?;
    check("documentation", || {
        let mut command = process::cargo();
        command.args(["doc", "--workspace", "--no-deps", "--document-private-items"]);
        process::run(command.env("RUSTDOCFLAGS", "-D warnings"))
    })?;
    check("release build and its size", size::run)?;

    println!("== tests without a browser");
    let native = native()?.status().context("cannot run the tests")?;
    println!("== tests in browsers");
    let journeys = journeys().status().context("cannot run the tests in browsers")?;
    Ok(if native.success() && journeys.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
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

/// All other tests, about to run.
fn native() -> Result<Command> {
    let mut command = process::cargo();
    command.args(["nextest", "run", "--workspace", "--no-fail-fast", "-E", "not binary(browser)"]);
    command.env("PATH", tools::search_path()?);
    Ok(command)
}

/// The tests in browsers, about to run on the release build. What is added to the command is for their harness.
pub(crate) fn journeys() -> Command {
    let mut command = process::cargo();
    command.args(["test", "--workspace", "--test", "browser", "--"]);
    command
}
