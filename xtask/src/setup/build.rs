//! Building a tool from its source package: the way that always works, and the slow one.

use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::step;
use crate::process;
use crate::tools::{self, Tool};

/// Whether a tool is built with the dependencies that its authors locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lock {
    /// As the authors tested it: the rule.
    Keep,
    /// With the newest dependencies that fit, where the locked ones cannot be had.
    Ignore,
}

/// Builds the tool into its folder in the cache. An interrupted build goes on where it was.
///
/// # Errors
/// The package cannot be had, or does not build.
pub(super) fn install(tool: &Tool, lock: Lock) -> Result<()> {
    let mut command = process::cargo();
    command
        // A folder without a project, whose settings would be for the project's own programs.
        .current_dir(tools::cache())
        .args(["install", tool.package, "--version", &*tool.version, "--root"])
        .arg(tool.folder())
        .args((lock == Lock::Keep).then_some("--locked"))
        .env("CARGO_TARGET_DIR", leftovers())
        // Half the time to build, and the tools spend their own time in reading and writing files.
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
    process::clean_environment(&mut command);
    process::run(&mut command)
}

/// Removes what building tools left behind, once all of them are there: more than a gigabyte.
///
/// # Errors
/// It cannot be removed.
pub(super) fn remove_leftovers() -> Result<()> {
    let folder = leftovers();
    if folder.exists() {
        step("removing what building tools left behind", "all of them are there");
        std::fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

fn leftovers() -> PathBuf {
    tools::cache().join("build")
}
