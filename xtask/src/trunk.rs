//! Trunk: the release build with all that makes the program small, and the development loop.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use newsquiz_cli::folder;

use crate::setup::{self, Purpose};
use crate::{home, process, tools, workspace};

/// Builds the release program and the page's template into a folder. Trunk's hook, which makes a whole site of them for
/// those who call Trunk themselves, does not run.
///
/// # Errors
/// The program does not build.
pub fn release(stage: &Path) -> Result<()> {
    let config = workspace::root().join("target/trunk.toml");
    folder::write(&config, without_hooks()?)?;
    let mut command = trunk()?;
    // Its JavaScript minifier gives up with a warning at each build; `minify` does that work.
    command.args(["--config"]).arg(&config);
    command.args(["build", "--release", "--log", "error,trunk=info,trunk::processing::minify=off"]);
    command.arg("--dist").arg(stage);
    small(&mut command)?;
    process::run(&mut command)
}

/// Serves a debug build of the demonstration with reload, until Ctrl-C.
///
/// # Errors
/// Something is missing that cannot be installed, or Trunk ends with an error.
pub fn dev(port: u16) -> Result<()> {
    setup::run(Purpose::Serve)?;
    let mut command = trunk()?;
    command.args(["serve", "--dist"]).arg(workspace::root().join("target/dev"));
    process::run(command.args(["--port", &port.to_string()]))
}

fn trunk() -> Result<Command> {
    let program = tools::TRUNK.find().context("Trunk is not there; run `cargo xtask setup`")?;
    let mut command = Command::new(program);
    command
        .current_dir(workspace::root())
        .env("PATH", tools::search_path()?)
        // It would ask a registry at each start.
        .env("TRUNK_SKIP_VERSION_CHECK", "true");
    if std::env::var_os("NO_COLOR").is_some() {
        // Trunk 0.21 takes `true`, and stops at the customary `1`.
        command.env("NO_COLOR", "true");
    }
    Ok(command)
}

/// Trunk's configuration as it is, but for its hook, and with the page named from wherever the configuration stands.
fn without_hooks() -> Result<String> {
    let path = workspace::root().join("Trunk.toml");
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut config: toml::Table = text.parse().context("Trunk.toml is not TOML")?;
    config.remove("hooks").context("Trunk.toml has no hook")?;
    let build =
        config.get_mut("build").and_then(toml::Value::as_table_mut).context("Trunk.toml has no [build]")?;
    let page = workspace::root().join("index.html");
    build.insert("target".to_owned(), page.display().to_string().into());
    toml::to_string(&config).context("cannot write Trunk's configuration")
}

/// Rebuilds the standard library for size, without the code that would word a panic: a quarter of the program.
///
/// The ordinary stable compiler can do it when told that unstable options are wanted. That is told to this one build
/// alone, in a target folder of its own, since every change of these variables makes cargo build all again.
fn small(command: &mut Command) -> Result<()> {
    process::clean_environment(command);
    command
        .env("CARGO_TARGET_DIR", workspace::root().join("target/trunk-cargo"))
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
        .env("CARGO_ENCODED_RUSTFLAGS", rust_flags()?);
    Ok(())
}

/// The compiler's flags in the form that allows for spaces in folder names.
fn rust_flags() -> Result<OsString> {
    let mut flags = OsString::from(
        "-Zunstable-options\u{1f}-Cpanic=immediate-abort\u{1f}-Zfmt-debug=none\u{1f}-Zlocation-detail=none\u{1f}",
    );
    flags.push(without_paths()?);
    Ok(flags)
}

/// The compiler's flags for a program that does not tell where it was built.
///
/// # Errors
/// rustc cannot be run.
pub(crate) fn without_paths() -> Result<OsString> {
    // Cargo's own, wherever that is: it asks for no more than a home folder that is set.
    let cargo_home = || std::env::home_dir().map(|home| home.join(".cargo"));
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(cargo_home);
    // The last folder that fits counts, so the most special one is the last.
    let folders = [
        (home::folder(), "home"),
        (cargo_home, "cargo"),
        (Some(tools::sysroot()?), "rust"),
        (Some(workspace::root().to_owned()), "newsquiz"),
    ];
    let mut flags = OsString::new();
    for (folder, name) in folders.into_iter().filter_map(|(folder, name)| Some((folder?, name))) {
        if !flags.is_empty() {
            flags.push("\u{1f}");
        }
        flags.push("--remap-path-prefix=");
        flags.push(folder);
        flags.push(format!("={name}"));
    }
    Ok(flags)
}
