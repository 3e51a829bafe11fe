//! Where things stand in this checkout.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use newsquiz_cli::folder;

/// The folder of the whole checkout.
///
/// It is the one that this program was compiled in: cargo compiles it again when the checkout moves.
pub fn root() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package)
}

/// The release widget, as `newsquiz --widget` takes it.
pub fn widget() -> PathBuf {
    root().join("target/widget")
}

/// The demonstration's site, as commands build it to serve, to weigh and to test it.
pub fn site() -> PathBuf {
    root().join("target/site")
}

/// What newsrooms download.
pub fn package() -> PathBuf {
    root().join("target/package")
}

/// Puts files in the place of a folder below `target/`, which nobody else writes to.
///
/// # Errors
/// The folder cannot be removed, or a file cannot be written.
pub fn replace(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    folder::write_all(folder, files)
}

/// The version that Cargo.lock has for a package.
///
/// # Errors
/// The file cannot be read, is not a lock file, or does not name the package.
pub fn locked_version(package: &str) -> Result<String> {
    let path = root().join("Cargo.lock");
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    version_in(&text, package)
}

fn version_in(lock: &str, package: &str) -> Result<String> {
    let lock: toml::Table = lock.parse().context("Cargo.lock is not TOML")?;
    let packages =
        lock.get("package").and_then(toml::Value::as_array).context("Cargo.lock has no packages")?;
    packages
        .iter()
        .filter_map(toml::Value::as_table)
        .find(|entry| entry.get("name").and_then(toml::Value::as_str) == Some(package))
        .and_then(|entry| entry.get("version")?.as_str())
        .map(str::to_owned)
        .with_context(|| format!("Cargo.lock does not name {package}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1.0.0\"\n\n\
        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\ndependencies = [\"cfg-if\"]\n";

    #[test]
    fn the_lock_file_names_the_version_of_exactly_that_package() {
        assert_eq!(version_in(LOCK, "wasm-bindgen").unwrap(), "0.2.130");
    }

    #[test]
    fn a_package_that_the_lock_file_does_not_name_is_an_error() {
        assert_eq!(version_in(LOCK, "bindgen").unwrap_err().to_string(), "Cargo.lock does not name bindgen");
        assert!(version_in("not = [toml", "bindgen").is_err());
    }

    #[test]
    fn this_checkout_has_a_lock_file_with_this_package() {
        assert_eq!(locked_version("xtask").unwrap(), env!("CARGO_PKG_VERSION"));
    }
}
