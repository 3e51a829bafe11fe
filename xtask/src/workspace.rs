//! Where things stand in this checkout.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use walkdir::WalkDir;

/// The bank that is built when no other is named, relative to [`root`].
pub const DEFAULT_BANK: &str = "static/banks/liaison-office";

/// The folder of the whole checkout.
///
/// It is the one that this program was compiled in: cargo compiles it again when the checkout moves.
pub fn root() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package)
}

/// What is shipped: the folder that any file host serves as it is. One command writes it, so that what a newsroom is
/// about to upload is not replaced by what another one builds to look at.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The same as commands build it to serve, to weigh and to test it.
pub fn site() -> PathBuf {
    root().join("target/site")
}

/// The same with a program that breaks down when it is told to, for tests.
pub fn trapping_dist() -> PathBuf {
    root().join("target/trapping")
}

/// The words of the interface, one file a language.
pub fn locales() -> PathBuf {
    root().join("static/locales")
}

/// The folders of all banks of this checkout.
///
/// # Errors
/// The folder of banks cannot be read.
pub fn banks() -> Result<Vec<PathBuf>> {
    let folder = resolved(&root().join("static/banks"));
    let mut banks = Vec::new();
    for entry in std::fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry.with_context(|| format!("cannot list {}", folder.display()))?.path();
        if path.is_dir() {
            banks.push(path);
        }
    }
    banks.sort();
    Ok(banks)
}

/// The bank's folder as an absolute path: the one that was named, else the default one.
///
/// # Errors
/// The working directory cannot be read.
pub fn bank(named: Option<&Path>) -> Result<PathBuf> {
    let folder = named.map_or_else(|| Ok(root().join(DEFAULT_BANK)), std::path::absolute);
    folder.map(|folder| resolved(&folder)).context("cannot tell where the bank's folder is")
}

/// A path without links and detours, by which folders can be told apart; as it is where nothing stands there.
pub fn resolved(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Puts a copy of a folder in the place of another one, which may not be there. That one stays until the copy is whole.
///
/// # Errors
/// A file cannot be copied, or the other folder cannot be removed; then the copy stands beside it, with `.new` at its
/// name's end.
pub fn replace_folder(from: &Path, to: &Path) -> Result<()> {
    let copy = to.with_extension("new");
    remove_folder(&copy)?;
    copy_folder(from, &copy)?;
    remove_folder(to)?;
    std::fs::rename(&copy, to).with_context(|| format!("cannot move {} to {}", copy.display(), to.display()))
}

/// Copies all files of a folder into another one, and makes folders that are not there yet.
///
/// # Errors
/// A file cannot be read or written.
pub fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for file in files(from)? {
        let path = to.join(file.strip_prefix(from).unwrap_or(&file));
        let folder = path.parent().context("a file stands in a folder")?;
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        std::fs::copy(&file, &path).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

fn remove_folder(folder: &Path) -> Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// Writes a file, and makes its folder when it is not there yet.
///
/// # Errors
/// The folder cannot be made, or the file cannot be written.
pub fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    let folder = path.parent().context("a file stands in a folder")?;
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    std::fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

/// A text with something else in place of what it has once.
///
/// # Errors
/// The text does not have it, or more than once.
pub fn replace_once(text: &str, from: &str, to: &str) -> Result<String> {
    ensure!(text.matches(from).count() == 1, "`{from}` does not stand there once");
    Ok(text.replace(from, to))
}

/// All files under a folder, sorted by path.
///
/// # Errors
/// The folder or one below it cannot be read.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.with_context(|| format!("cannot list {}", folder.display()))?;
        if entry.file_type().is_file() {
            files.push(entry.into_path());
        }
    }
    Ok(files)
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
    fn a_folder_takes_the_place_of_another_one_whole() {
        let place = tempfile::tempdir().unwrap();
        let [from, to] = ["site", "dist"].map(|name| place.path().join(name));
        write(&from.join("banks/a/bank.bin"), "new").unwrap();
        for _ in 0..2 {
            write(&to.join("old.html"), "old").unwrap();
            replace_folder(&from, &to).unwrap();
            assert_eq!(files(&to).unwrap(), [to.join("banks/a/bank.bin")]);
            assert!(from.is_dir() && !place.path().join("dist.new").exists());
        }
    }

    #[test]
    fn a_bank_of_this_checkout_is_known_by_any_way_to_it() {
        let there = root().join("static/../static/banks").join("liaison-office");
        assert!(banks().unwrap().contains(&bank(Some(&there)).unwrap()));
        assert_eq!(bank(Some(&there)).unwrap(), bank(None).unwrap());
    }

    #[test]
    fn this_checkout_has_a_lock_file_with_this_package() {
        assert_eq!(locked_version("xtask").unwrap(), env!("CARGO_PKG_VERSION"));
    }
}
