//! A tool that npm has as a package of plain JavaScript and WebAssembly.

use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::process;
use crate::tools::{self, Tool};

/// Installs the package into the tool's folder in the cache.
///
/// # Errors
/// There is no npm, or it cannot install the package, or the program does not run (it needs a recent Node).
pub(super) fn install(tool: &Tool) -> Result<()> {
    let folder = tool.folder()?;
    let stage = tools::cache()?.join(format!(".{}.part", tool.package));
    // What an interrupted set-up left.
    drop(std::fs::remove_dir_all(&stage));
    process::output(
        Command::new("npm")
            .args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=1", "--prefix"])
            .arg(&stage)
            .arg(format!("{}@{}", tool.package, tool.version)),
    )?;
    let program = stage.join("node_modules/.bin").join(tool.program);
    ensure!(tool.is(&program), "{} does not run here", tool.program);
    std::fs::rename(&stage, &folder).with_context(|| format!("cannot make {}", folder.display()))
}
