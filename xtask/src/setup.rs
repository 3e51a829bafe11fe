//! Installs what is missing, and says why; does nothing when nothing is missing.
//!
//! Every step looks first, tries the ordinary way next, and builds from the package registries when that fails. Each
//! one ends with a rename or with a package manager's own commit, so that an interrupted set-up can be run again.

mod build;
mod debian;
mod download;
mod lock;
mod npm;
mod rust;

use std::process::Command;

use anyhow::{Context as _, Result};

use crate::packages::{self, Package};
use crate::process;
use crate::tools::{self, Tool};

/// What the machine is to be made ready for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Purpose {
    /// Building and serving the program.
    Serve,
    /// The same, and running every test, in browsers too.
    Test,
    /// Building and serving the program, and making what newsrooms download.
    Package,
    /// Building and serving the program, and having a screen reader say it.
    Orca,
}

/// Installs what is missing for that purpose. Prints a line for each step that has something to do.
///
/// # Errors
/// Something is missing and cannot be installed from here; the error says what to install.
pub fn run(purpose: Purpose) -> Result<()> {
    let _lock = lock::take()?;
    rust::add_missing_parts()?;
    install(&tools::TRUNK, "builds the program and the page", build::Lock::Keep)?;
    // Its own lock file names versions that registries do not serve any more: version 0.2.130 cannot be built with it.
    let wasm_bindgen = tools::wasm_bindgen()?;
    install(&wasm_bindgen, "Cargo.lock has this version of the library", build::Lock::Ignore)?;
    optimiser();
    if purpose == Purpose::Package {
        rust::add_targets_of_packages()?;
        debian::install_missing_programs(&debian::of_packages(), "packages are made and tried by programs")?;
    }
    if purpose == Purpose::Orca {
        debian::install_missing_programs(
            &debian::of_orca(),
            "a screen reader and a desk for it need programs",
        )?;
    }
    if purpose == Purpose::Test {
        if !has_test_runner() {
            install(&tools::NEXTEST, "runs the tests", build::Lock::Keep)?;
        }
        debian::install_missing_programs(
            &debian::of_tests(),
            "the tests, in three real browser engines, need programs",
        )?;
        install(&tools::GECKODRIVER, "drives Firefox in the browser tests", build::Lock::Keep)?;
        install_by_npm(&tools::HTML_VALIDATE, "tells what is not valid HTML")?;
        install_by_npm(&tools::TYPESCRIPT, "checks the types of the scripts")?;
        install_by_npm(&tools::OXLINT, "tells what is wrong in the scripts")?;
        add(&packages::NODE_TYPES, "says what Node has, for the scripts that it runs")?;
        add(&packages::AXE, "looks for barriers in every state of the quiz")?;
        add(&packages::SCREEN_READER, "tells a whole quiz as a screen reader does")?;
    }
    build::remove_leftovers()
}

/// Says what is done now and why.
fn step(what: &str, why: &str) {
    println!("set-up: {what} ({why})");
}

fn install(tool: &Tool, why: &str, lock: build::Lock) -> Result<()> {
    if tool.find().is_some() {
        return Ok(());
    }
    step(&format!("{} {} is missing", tool.package, tool.version), why);
    let Err(reason) = download::install(tool) else {
        return Ok(());
    };
    println!(
        "set-up: no ready {} to be had, so it is built here, in some minutes ({})",
        tool.package,
        reason.root_cause()
    );
    build::install(tool, lock)
        .with_context(|| format!("cannot install {} {}; is the machine offline?", tool.package, tool.version))
}

fn install_by_npm(tool: &Tool, why: &str) -> Result<()> {
    if tool.find().is_some() {
        return Ok(());
    }
    let Tool { package, version, .. } = tool;
    step(&format!("{package} {version} is missing"), why);
    npm::install(tool)
        .with_context(|| format!("cannot install {package} {version} by npm; is the machine offline?"))
}

/// Adds a package that tests load into pages.
fn add(package: &Package, why: &str) -> Result<()> {
    if package.find().is_some() {
        return Ok(());
    }
    let Package { name, version, .. } = package;
    step(&format!("{name} {version} is missing"), why);
    npm::install_package(package)
        .with_context(|| format!("cannot install {name} {version} by npm; is the machine offline?"))
}

/// The optimiser saves four per cent of what readers download: good to have, no reason to stop.
fn optimiser() {
    let tool = &tools::WASM_OPT;
    if tool.find().is_some() {
        return;
    }
    step(&format!("{} {} is missing", tool.package, tool.version), "makes the program 4 % smaller");
    let installed = npm::install(tool).or_else(|_| download::install(tool));
    if let Err(reason) = installed {
        println!("set-up: going on without it ({})", reason.root_cause());
    }
}

/// Whether the machine's own test runner is new enough.
fn has_test_runner() -> bool {
    let version = process::output(Command::new(tools::NEXTEST.program).args(["nextest", "--version"]));
    version.is_ok_and(|text| is_new_enough(&text))
}

/// `text` is what `cargo nextest --version` prints.
fn is_new_enough(text: &str) -> bool {
    let Some(version) = text.split_whitespace().nth(1) else {
        return false;
    };
    let numbers: Vec<u64> = version.split('.').map_while(|part| part.parse().ok()).collect();
    numbers.as_slice() >= tools::NEXTEST_OLDEST.as_slice()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_test_runner_has_to_be_new_enough() {
        let rows = [
            ("cargo-nextest 0.9.143 (60fa45f63 2026-08-04)\nrelease: 0.9.143", true),
            ("cargo-nextest 0.9.100", true),
            ("cargo-nextest 0.9.99", false),
            ("cargo-nextest 0.10.0", true),
            ("cargo-nextest 1.0.0-rc.1", true),
            ("error: no such command", false),
            ("", false),
        ];
        for (text, expected) in rows {
            assert_eq!(is_new_enough(text), expected, "{text}");
        }
    }
}
