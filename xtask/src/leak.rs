//! Nothing that is shipped tells where it was built.

use std::path::Path;

use anyhow::{Result, bail};
use newsquiz_publish::Widget;

use crate::{home, workspace};

/// Looks for the paths of the home folder and of this checkout in every file of a widget.
///
/// # Errors
/// A file holds one of them.
pub fn check(widget: &Widget) -> Result<()> {
    let home = home::folder();
    let private: Vec<&Path> = home.as_deref().into_iter().chain([workspace::root()]).collect();
    check_for(widget, &private)
}

fn check_for(widget: &Widget, private: &[&Path]) -> Result<()> {
    for (name, bytes) in widget.files() {
        for private in private {
            // The slash keeps `/home/editor` from being found in an address that goes on as `/home/editors`.
            let needle = format!("{}/", private.display());
            if needle.len() > 1 && bytes.windows(needle.len()).any(|part| part == needle.as_bytes()) {
                bail!("{name} holds a path of this machine: {}", private.display());
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
        let private = Path::new("/home/editor");
        let rows = [
            (&b"\0asm/home/editor/.cargo/src/lib.rs\0"[..], false),
            (b"\0asm/home/editors.html", true),
            (b"\0asm\xff\xfe", true),
        ];
        for (bytes, clean) in rows {
            let widget = Widget::new([("program.wasm".to_owned(), bytes.to_vec())].into());
            let result = check_for(&widget, &[private, Path::new("")]);
            assert_eq!(result.is_ok(), clean, "{bytes:?}");
            if let Err(error) = result {
                assert!(error.to_string().contains("program.wasm"), "{error}");
            }
        }
    }
}
