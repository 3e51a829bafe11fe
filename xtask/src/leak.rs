//! Nothing that is shipped tells where it was built.

use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::workspace;

/// Looks for the paths of the home folder and of this checkout in every file of a folder.
///
/// # Errors
/// A file holds one of them, or cannot be read.
pub fn check(folder: &Path) -> Result<()> {
    let home = std::env::home_dir().context("the home folder is not known; set HOME")?;
    check_for(folder, &[&home, workspace::root()])
}

fn check_for(folder: &Path, private: &[&Path]) -> Result<()> {
    for path in workspace::files(folder)? {
        let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        for private in private {
            // The slash keeps `/home/editor` from being found in an address that goes on as `/home/editors`.
            let needle = format!("{}/", private.display());
            if needle.len() > 1 && bytes.windows(needle.len()).any(|part| part == needle.as_bytes()) {
                bail!("{} holds a path of this machine: {}", path.display(), private.display());
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_the_machine_in_any_file_is_an_error_that_names_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let private = Path::new("/home/editor");
        let file = folder.path().join("program.wasm");
        let rows = [
            (&b"\0asm/home/editor/.cargo/src/lib.rs\0"[..], false),
            (b"\0asm/home/editors.html", true),
            (b"\0asm\xff\xfe", true),
        ];
        for (bytes, clean) in rows {
            std::fs::write(&file, bytes).unwrap();
            let result = check_for(folder.path(), &[private, Path::new("")]);
            assert_eq!(result.is_ok(), clean, "{bytes:?}");
            if let Err(error) = result {
                assert!(error.to_string().contains("program.wasm"), "{error}");
            }
        }
    }
}
