//! A whole quiz as the Orca screen reader says it.

use std::process::ExitCode;

use anyhow::Result;

use crate::setup::{self, Purpose};
use crate::{checks, process, site};

/// Builds the release program, has Orca say it in two browsers, and holds that against what is kept.
///
/// # Errors
/// It does not build, a program is missing, or something else is said.
pub fn run() -> Result<ExitCode> {
    setup::run(Purpose::Test)?;
    setup::run(Purpose::Orca)?;
    site::build()?;
    // One after the other: each has the keyboard of its display, and the time between keys is what tells them apart.
    process::run(checks::journeys().args(["--ignored", "--test-threads=1", "orca::"]))?;
    Ok(ExitCode::SUCCESS)
}
