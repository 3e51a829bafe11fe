//! What npm has as packages of plain JavaScript and WebAssembly: tools, and what tests load into pages.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::home;
use crate::packages::Package;
use crate::process;
use crate::tools::{self, Tool};

/// Installs the package into the tool's folder in the cache.
///
/// # Errors
/// There is no npm, or it cannot install the package, or the program does not run (it needs a recent Node).
pub(super) fn install(tool: &Tool) -> Result<()> {
    let stage = fetch(tool.package, &tool.version)?;
    let program = stage.join("node_modules/.bin").join(tool.program);
    ensure!(tool.is(&program), "{} does not run here", tool.program);
    keep(&stage, &tool.folder())
}

/// Installs a package into its folder in the cache.
///
/// # Errors
/// There is no npm, or it cannot install the package, or the file that is used is not in it.
pub(super) fn install_package(package: &Package) -> Result<()> {
    let stage = fetch(package.name, package.version)?;
    let file = stage.join("node_modules").join(package.name).join(package.file);
    ensure!(file.is_file(), "{} has no {}", package.name, package.file);
    keep(&stage, &package.folder())
}

/// Installs a package into a folder that has no name in the cache yet.
fn fetch(package: &str, version: &str) -> Result<PathBuf> {
    let stage = tools::cache().join(format!(".{}.part", package.replace('/', "-")));
    // What an interrupted set-up left.
    drop(std::fs::remove_dir_all(&stage));
    let mut npm = Command::new(tools::npm());
    if home::folder().is_none() {
        // Its own cache would be in the home folder.
        npm.env("npm_config_cache", tools::cache().join("npm"));
    }
    process::output(
        npm.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=1", "--prefix"])
            .arg(&stage)
            .arg(format!("{package}@{version}")),
    )?;
    Ok(stage)
}

fn keep(stage: &Path, folder: &Path) -> Result<()> {
    std::fs::rename(stage, folder).with_context(|| format!("cannot make {}", folder.display()))
}
