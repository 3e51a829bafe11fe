//! One set-up at a time on a machine: two would write the same folders.

use std::fs::{File, TryLockError};

use anyhow::{Context as _, Result};

use crate::tools;

/// Waits until no other set-up runs. The lock ends with the returned file, or with the process.
///
/// # Errors
/// The cache cannot be written, or the file system knows no locks.
pub(super) fn take() -> Result<File> {
    let cache = tools::cache();
    std::fs::create_dir_all(&cache).with_context(|| {
        format!(
            "cannot make {}, where tools are kept; set HOME to a folder that you can write to",
            cache.display()
        )
    })?;
    let path = cache.join("lock");
    let file = File::create(&path).with_context(|| {
        format!("cannot write {}; set HOME to a folder whose .cache you can write to", path.display())
    })?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            println!("set-up: waiting for another set-up to end");
            file.lock().with_context(|| format!("cannot lock {}", path.display()))?;
        }
        Err(TryLockError::Error(error)) => {
            return Err(error).with_context(|| format!("cannot lock {}", path.display()));
        }
    }
    Ok(file)
}
