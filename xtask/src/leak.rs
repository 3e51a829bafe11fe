//! Nothing that is shipped tells where it was built.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use newsquiz_publish::Widget;

use crate::{home, workspace};

/// Looks for the paths of the home folder and of this checkout in every file of a widget.
///
/// # Errors
/// A file holds one of them.
pub fn check(widget: &Widget) -> Result<()> {
    check_for(widget, &private())
}

/// The first of these paths that stands in a program.
pub fn path_in(program: &[u8]) -> Option<PathBuf> {
    private().into_iter().find(|private| holds(program, private))
}

/// The paths that nobody else has to know.
fn private() -> Vec<PathBuf> {
    home::folder().into_iter().chain([workspace::root().to_owned()]).collect()
}

fn check_for(widget: &Widget, private: &[PathBuf]) -> Result<()> {
    for (name, bytes) in widget.files() {
        if let Some(private) = private.iter().find(|private| holds(bytes, private)) {
            bail!("{name} holds a path of this machine: {}", private.display());
        }
    }
    Ok(())
}

fn holds(bytes: &[u8], private: &Path) -> bool {
    // The slash keeps `/home/editor` from being found in an address that goes on as `/home/editors`.
    let needle = format!("{}/", private.display());
    needle.len() > 1 && bytes.windows(needle.len()).any(|part| part == needle.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_the_machine_in_any_file_is_an_error_that_names_the_file() {
        let private = PathBuf::from("/home/editor");
        let rows = [
            (&b"\0asm/home/editor/.cargo/src/lib.rs\0"[..], false),
            (b"\0asm/home/editors.html", true),
            (b"\0asm\xff\xfe", true),
        ];
        for (bytes, clean) in rows {
            let widget = Widget::new([("program.wasm".to_owned(), bytes.to_vec())].into());
            let result = check_for(&widget, &[private.clone(), PathBuf::new()]);
            assert_eq!(result.is_ok(), clean, "{bytes:?}");
            if let Err(error) = result {
                assert!(error.to_string().contains("program.wasm"), "{error}");
            }
        }
    }
}
