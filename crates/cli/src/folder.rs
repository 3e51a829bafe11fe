//! Folders of files: listing, copying and writing them, and putting a new one in the place of an old one.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use walkdir::WalkDir;

/// What tells that `newsquiz build` made a folder, and so may replace it. Nobody's web root is ever removed.
const MARKER: &str = ".newsquiz-site";

/// What stands in the marker, for whoever finds it.
const MARKER_TEXT: &str = "`newsquiz build` made this folder, and replaces all of it.\n";

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

/// A file's path inside of a folder as the web writes it: Windows has another separator.
pub fn name_in(folder: &Path, path: &Path) -> String {
    let name = path.strip_prefix(folder).unwrap_or(path);
    name.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
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

/// Writes files below a folder, by their names in it.
///
/// # Errors
/// A file cannot be written.
pub fn write_all(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<()> {
    files.iter().try_for_each(|(name, content)| write(&folder.join(name), content))
}

/// Copies all files of a folder into another one, and makes folders that are not there yet.
///
/// # Errors
/// A file cannot be read or written.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in files(from)? {
        let path = to.join(file.strip_prefix(from).unwrap_or(&file));
        let bytes = std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        write(&path, bytes)?;
    }
    Ok(())
}

/// Looks whether a folder may be replaced: it is not there, it is empty, or this command made it.
///
/// # Errors
/// It is somebody else's; the error says what to do.
pub fn ensure_replaceable(folder: &Path) -> Result<()> {
    let mut entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries.with_context(|| format!("cannot list {}", folder.display()))?,
    };
    if entries.next().is_some() && !folder.join(MARKER).is_file() {
        bail!(
            "{} has files that `newsquiz build` did not make, and it would replace all of them; name another folder, or \
             empty this one",
            folder.display()
        );
    }
    Ok(())
}

/// Puts files in the place of a folder, which may not be there. It stays what it was until the new one is whole.
///
/// # Errors
/// The folder is somebody else's ([`ensure_replaceable`]), or a file cannot be written.
pub fn replace(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<()> {
    ensure_replaceable(folder)?;
    let [new, old] = ["new", "old"].map(|suffix| beside(folder, suffix));
    for leftover in [&new, &old] {
        ensure_replaceable(leftover)?;
        remove(leftover)?;
    }
    write(&new.join(MARKER), MARKER_TEXT)?;
    write_all(&new, files)?;
    if folder.exists() {
        rename(folder, &old)?;
    }
    rename(&new, folder)?;
    remove(&old)
}

/// The folder beside another one whose name has a suffix.
fn beside(folder: &Path, suffix: &str) -> PathBuf {
    let mut path = folder.components().as_path().as_os_str().to_owned();
    path.push(format!(".{suffix}"));
    path.into()
}

fn rename(from: &Path, to: &Path) -> Result<()> {
    std::fs::rename(from, to).with_context(|| format!("cannot move {} to {}", from.display(), to.display()))
}

fn remove(folder: &Path) -> Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_file(text: &str) -> BTreeMap<String, Vec<u8>> {
        [("banks/a/bank.bin".to_owned(), text.as_bytes().to_vec())].into()
    }

    #[test]
    fn a_folder_is_replaced_whole_and_again() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("my.site/");
        std::fs::create_dir(&out).unwrap();
        for text in ["one", "two"] {
            replace(&out, &one_file(text)).unwrap();
            assert_eq!(std::fs::read_to_string(out.join("banks/a/bank.bin")).unwrap(), text);
            write(&out.join("left.html"), "left over").unwrap();
        }
        replace(&out, &one_file("three")).unwrap();
        let names: Vec<String> =
            files(place.path()).unwrap().iter().map(|path| name_in(place.path(), path)).collect();
        assert_eq!(names, ["my.site/.newsquiz-site", "my.site/banks/a/bank.bin"]);
    }

    #[test]
    fn what_others_made_is_never_replaced() {
        let place = tempfile::tempdir().unwrap();
        for name in ["site", "site.new", "site.old"] {
            let theirs = place.path().join(name).join("index.html");
            write(&theirs, "theirs").unwrap();
            let error = replace(&place.path().join("site"), &one_file("ours")).unwrap_err().to_string();
            assert!(error.contains(name) && error.contains("name another folder"), "{error}");
            assert_eq!(std::fs::read_to_string(&theirs).unwrap(), "theirs");
            std::fs::remove_dir_all(place.path().join(name)).unwrap();
        }
    }
}
