//! Trunk: the release build with all that makes the program small, and the development loop.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::setup::{self, Purpose};
use crate::{process, tools, workspace};

/// The variable that hands the bank's folder to `xtask page`.
pub const BANK_VARIABLE: &str = "NEWSQUIZ_BANK";

/// The variable that hands the page's future address to `xtask page`.
pub const BASE_URL_VARIABLE: &str = "NEWSQUIZ_BASE_URL";

/// Builds the release program and the page into a folder, with features of the widget's that are not shipped.
///
/// # Errors
/// The program does not build, or the bank or the page has a fault.
pub fn release(bank: &Path, base_url: Option<&str>, dist: &Path, features: &[&str]) -> Result<()> {
    let mut command = trunk(bank)?;
    // Its JavaScript minifier gives up with a warning at each build; `minify` does that work.
    command.args(["build", "--release", "--log", "error,trunk=info,trunk::processing::minify=off"]);
    command.arg("--dist").arg(dist);
    if !features.is_empty() {
        command.args(["--features", &features.join(",")]);
    }
    if let Some(base_url) = base_url {
        command.env(BASE_URL_VARIABLE, base_url);
    }
    small(&mut command)?;
    process::run(&mut command)
}

/// Serves a debug build with reload, until Ctrl-C.
///
/// # Errors
/// Something is missing that cannot be installed, or Trunk ends with an error.
pub fn dev(bank: &Path, port: u16) -> Result<()> {
    setup::run(Purpose::Serve)?;
    let mut command = trunk(bank)?;
    // Beside `dist`, which is to hold nothing but what is shipped.
    command.args(["serve", "--dist"]).arg(workspace::root().join("target/dev"));
    command.args(["--port", &port.to_string()]);
    if !bank.starts_with(workspace::resolved(workspace::root())) {
        // Trunk watches the checkout unless it is told what to watch.
        command.arg("--watch").arg(workspace::root()).arg("--watch").arg(bank);
    }
    process::run(&mut command)
}

fn trunk(bank: &Path) -> Result<Command> {
    let program = tools::TRUNK.find()?.context("Trunk is not there; run `cargo xtask setup`")?;
    let mut command = Command::new(program);
    command
        .current_dir(workspace::root())
        .env("PATH", tools::search_path()?)
        .env(BANK_VARIABLE, bank)
        .env_remove(BASE_URL_VARIABLE)
        // It would ask a registry at each start.
        .env("TRUNK_SKIP_VERSION_CHECK", "true");
    if std::env::var_os("NO_COLOR").is_some() {
        // Trunk 0.21 takes `true`, and stops at the customary `1`.
        command.env("NO_COLOR", "true");
    }
    Ok(command)
}

/// Rebuilds the standard library for size, without the code that would word a panic: a quarter of the program.
///
/// The ordinary stable compiler can do it when told that unstable options are wanted. That is told to this one build
/// alone, in a target folder of its own, since every change of these variables makes cargo build all again.
fn small(command: &mut Command) -> Result<()> {
    process::clean_environment(command);
    command
        .env("CARGO_TARGET_DIR", workspace::root().join("target/widget"))
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
        .env("CARGO_ENCODED_RUSTFLAGS", rust_flags()?);
    Ok(())
}

/// The compiler's flags in the form that allows for spaces in folder names.
fn rust_flags() -> Result<OsString> {
    let home = std::env::home_dir().context("the home folder is not known; set HOME")?;
    let cargo_home = std::env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), Into::into);
    // The last folder that fits counts, so the most special one is the last.
    let folders = [
        (home.as_path(), "home"),
        (&cargo_home, "cargo"),
        (&tools::sysroot()?, "rust"),
        (workspace::root(), "newsquiz"),
    ];
    let mut flags = OsString::from(
        "-Zunstable-options\u{1f}-Cpanic=immediate-abort\u{1f}-Zfmt-debug=none\u{1f}-Zlocation-detail=none",
    );
    for (folder, name) in folders {
        flags.push("\u{1f}--remap-path-prefix=");
        flags.push(folder);
        flags.push(format!("={name}"));
    }
    Ok(flags)
}
