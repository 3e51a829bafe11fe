//! The programs that the commands and the browser tests run: which version, and where it is.
//! Finding only; what is missing is installed by `setup`.

use std::borrow::Cow;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::{home, process, workspace};

/// A program of a fixed version that is kept in the cache when the machine has no such one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tool {
    /// The package's name in its registry, and the first part of its folder's name in the cache.
    pub package: &'static str,
    /// The package's version.
    pub version: Cow<'static, str>,
    /// The program's file name.
    pub program: &'static str,
    /// The word by which `--version` tells that it is this version.
    pub answer: Cow<'static, str>,
}

/// Builds the program and the page. 0.22 wants a newer compiler than the workspace does.
pub static TRUNK: Tool = Tool::new("trunk", "0.21.14", "trunk", "0.21.14");

/// Makes the program smaller.
pub static WASM_OPT: Tool = Tool::new("binaryen", "132.0.0", "wasm-opt", "132");

/// Runs the tests. Any version from [`NEXTEST_OLDEST`] on is as good.
pub static NEXTEST: Tool = Tool::new("cargo-nextest", "0.9.143", "cargo-nextest", "0.9.143");

/// The oldest test runner that reads all of `.config/nextest.toml`.
pub const NEXTEST_OLDEST: [u64; 3] = [0, 9, 100];

/// Drives Firefox.
pub static GECKODRIVER: Tool = Tool::new("geckodriver", "0.37.1", "geckodriver", "0.37.1");

/// Tells what is not valid in a page. It is the newest one that Debian 12's Node runs.
pub static HTML_VALIDATE: Tool = Tool::new("html-validate", "9.7.1", "html-validate", "html-validate-9.7.1");

/// Checks the types of the scripts. Debian 12's Node runs it.
pub static TYPESCRIPT: Tool = Tool::new("typescript", "7.0.2", "tsc", "7.0.2");

/// Tells what is wrong or slow in the scripts. Debian 12's Node runs it.
pub static OXLINT: Tool = Tool::new("oxlint", "1.94.0", "oxlint", "1.94.0");

/// Joins the program to the page's JavaScript. Its version has to be that of the library in the program.
///
/// # Errors
/// Cargo.lock cannot be read, or does not name the library.
pub fn wasm_bindgen() -> Result<Tool> {
    let version = workspace::locked_version("wasm-bindgen")?;
    Ok(Tool {
        package: "wasm-bindgen-cli",
        version: version.clone().into(),
        program: "wasm-bindgen",
        answer: version.into(),
    })
}

impl Tool {
    const fn new(
        package: &'static str,
        version: &'static str,
        program: &'static str,
        answer: &'static str,
    ) -> Tool {
        Tool { package, version: Cow::Borrowed(version), program, answer: Cow::Borrowed(answer) }
    }

    /// The tool's own folder in the cache, whether it is there or not.
    pub fn folder(&self) -> PathBuf {
        cache().join(format!("{}-{}", self.package, self.version))
    }

    /// The program: from the cache, else from the machine when it is of this very version.
    pub fn find(&self) -> Option<PathBuf> {
        let folder = self.folder();
        // What is in the cache was tried before it got its name there.
        let cached = ["bin", "node_modules/.bin"].map(|bin| folder.join(bin).join(self.program));
        if let Some(cached) = cached.into_iter().find(|path| path.is_file()) {
            return Some(cached);
        }
        on_path(self.program).filter(|path| self.is(path))
    }

    /// Whether the program at this path runs, and is of this version.
    pub fn is(&self, path: &Path) -> bool {
        process::output(Command::new(path).arg("--version"))
            .is_ok_and(|text| text.split_whitespace().any(|word| word == self.answer))
    }
}

/// Where tools are kept: outside of the checkout, so that all checkouts find them, but for those who have no home folder.
pub fn cache() -> PathBuf {
    cache_of(home::folder())
}

fn cache_of(home: Option<PathBuf>) -> PathBuf {
    match home {
        Some(home) => home.join(".cache/newsquiz"),
        None => workspace::root().join("target/tools"),
    }
}

/// The folder of the active toolchain.
///
/// # Errors
/// rustc cannot be run.
pub fn sysroot() -> Result<PathBuf> {
    process::output(Command::new("rustc").args(["--print", "sysroot"])).map(PathBuf::from)
}

/// The search path for programs that run other programs: tools, then the machine's own.
///
/// # Errors
/// Cargo.lock cannot be read.
pub fn search_path() -> Result<OsString> {
    let mut folders = Vec::new();
    for tool in [&TRUNK, &wasm_bindgen()?, &NEXTEST] {
        folders.extend(tool.find().as_deref().and_then(Path::parent).map(Path::to_owned));
    }
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&inherited));
    std::env::join_paths(folders).context("a folder's name does not fit into a search path")
}

/// Chromium.
pub fn chromium() -> PathBuf {
    first_of(&["chromium", "chromium-browser", "google-chrome"]).unwrap_or_else(|| "/usr/bin/chromium".into())
}

/// Chromium's driver.
pub fn chromedriver() -> PathBuf {
    first_of(&["chromedriver"]).unwrap_or_else(|| "/usr/bin/chromedriver".into())
}

/// Firefox.
pub fn firefox() -> PathBuf {
    first_of(&["firefox-esr", "firefox"]).unwrap_or_else(|| "/usr/bin/firefox-esr".into())
}

/// Firefox's driver.
pub fn geckodriver() -> PathBuf {
    GECKODRIVER.find().unwrap_or_else(|| "geckodriver".into())
}

/// The driver of WebKitGTK, Safari's engine on Linux.
pub fn webkit_driver() -> PathBuf {
    first_of(&["WebKitWebDriver"]).unwrap_or_else(|| "/usr/bin/WebKitWebDriver".into())
}

/// The small browser around WebKitGTK, which is on no search path.
pub fn webkit_browser() -> PathBuf {
    let debian =
        PathBuf::from(format!("/usr/lib/{}-linux-gnu/webkit2gtk-4.1/MiniBrowser", std::env::consts::ARCH));
    let fedora = PathBuf::from("/usr/libexec/webkit2gtk-4.1/MiniBrowser");
    if !debian.exists() && fedora.exists() { fedora } else { debian }
}

/// The screen that WebKitGTK needs, and that nobody looks at.
pub fn xvfb() -> PathBuf {
    first_of(&["Xvfb"]).unwrap_or_else(|| "/usr/bin/Xvfb".into())
}

/// The package manager of JavaScript, which some tools and what tests load into pages come by.
pub fn npm() -> PathBuf {
    first_of(&["npm"]).unwrap_or_else(|| "/usr/bin/npm".into())
}

fn first_of(programs: &[&str]) -> Option<PathBuf> {
    programs.iter().find_map(|program| on_path(program))
}

/// The first file of this name on the search path.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(program)).find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(folder: &Path, text: &str) -> PathBuf {
        use std::os::unix::fs::PermissionsExt as _;
        let path = folder.join("tool");
        std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        path
    }

    #[test]
    fn a_tool_is_known_by_a_whole_word_of_its_answer() {
        let folder = tempfile::tempdir().unwrap();
        let rows = [
            ("echo trunk 0.21.14", true),
            ("echo trunk 0.21.1", false),
            ("echo trunk 10.21.14", false),
            ("echo 'trunk 0.21.14 (abc 2025-01-01)'", true),
            ("echo trunk 0.21.14; exit 1", false),
        ];
        for (text, expected) in rows {
            assert_eq!(TRUNK.is(&script(folder.path(), text)), expected, "{text}");
        }
        assert!(!TRUNK.is(&folder.path().join("missing")));
    }

    #[test]
    fn the_folder_in_the_cache_names_the_version() {
        let folder = TRUNK.folder();
        assert!(folder.starts_with(cache()) && folder.ends_with("trunk-0.21.14"), "{}", folder.display());
    }

    #[test]
    fn tools_are_kept_in_the_checkout_of_who_has_no_home() {
        let home = PathBuf::from("/home/editor");
        assert_eq!(cache_of(Some(home)), Path::new("/home/editor/.cache/newsquiz"));
        assert_eq!(cache_of(None), workspace::root().join("target/tools"));
    }
}
