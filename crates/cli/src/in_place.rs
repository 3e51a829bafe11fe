//! Writes authors' files: what was there stays until the new content is there as a whole.

use std::fs;
use std::io::Write as _;
use std::path::Path;

#[cfg(not(target_os = "wasi"))]
use anyhow::ensure;
use anyhow::{Context as _, Result};
use tempfile::NamedTempFile;

#[cfg(target_os = "wasi")]
use crate::host::{self, Question};

/// Puts a file in its place as a whole, so that nobody finds half of it, with the permissions of the old one.
///
/// # Errors
/// It cannot be written, or is not to be.
pub(crate) fn put(old: &Path, new: &Path, bytes: &[u8]) -> Result<()> {
    let cannot = || format!("cannot write {}", new.display());
    // A link to a file stays one.
    let place = fs::canonicalize(new).unwrap_or_else(|_| new.to_owned());
    let folder = match place.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let file = tempfile::Builder::new().prefix(".newsquiz-").tempfile_in(folder);
    let mut file = file.with_context(cannot)?;
    permit(&file, old)?;
    file.write_all(bytes).with_context(cannot)?;
    file.as_file().sync_all().with_context(cannot)?;
    if old == new {
        file.persist(&place).map(drop).with_context(cannot)
    } else {
        file.persist_noclobber(&place).map(drop).with_context(cannot)
    }
}

/// Gives a file the permissions of the one whose place it takes.
///
/// # Errors
/// That one is not to be written, or the permissions cannot be given.
#[cfg(not(target_os = "wasi"))]
fn permit(file: &NamedTempFile, old: &Path) -> Result<()> {
    let permissions =
        fs::metadata(old).with_context(|| format!("cannot look at {}", old.display()))?.permissions();
    ensure!(!permissions.readonly(), "{} is not to be written; make it writable first", old.display());
    let file = file.as_file();
    file.set_permissions(permissions).with_context(|| format!("cannot write beside {}", old.display()))
}

/// The same by the program around this one: WebAssembly knows no permissions.
#[cfg(target_os = "wasi")]
fn permit(file: &NamedTempFile, old: &Path) -> Result<()> {
    let permitted = host::tell(&Question::Permit { file: file.path(), like: old });
    permitted.map_err(|refusal| anyhow::anyhow!("{}: {}", old.display(), refusal.message))
}
