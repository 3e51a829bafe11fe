//! The built widget: the one inside of the program, or one in a folder.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result};
use newsquiz_publish::Widget;

use crate::folder;

/// The widget in a folder, or without one the widget inside of the program.
///
/// # Errors
/// The folder or a file in it cannot be read, or the program was built without a widget.
pub fn find(folder: Option<&Path>) -> Result<Widget> {
    match folder {
        Some(folder) => read(folder),
        None => inside().context(
            "this newsquiz was built without the widget; run `cargo xtask widget` and install it again, or name the \
             folder of a built widget with `--widget`",
        ),
    }
}

/// Reads a built widget.
///
/// # Errors
/// The folder or a file in it cannot be read.
pub fn read(folder: &Path) -> Result<Widget> {
    let mut files = BTreeMap::new();
    let paths = folder::files(folder).context(
        "there is no built widget; `cargo xtask widget` makes one, and `--widget` says where it is",
    )?;
    for path in paths {
        let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        files.insert(folder::name_in(folder, &path), bytes);
    }
    Ok(Widget::new(files))
}

/// The widget that was taken into the program when it was built (build.rs); `None` when there was none.
#[cfg(feature = "bundled")]
pub fn inside() -> Option<Widget> {
    use include_dir::{Dir, include_dir};
    use newsquiz_publish::ready_copies::ReadyCopies;

    static FILES: Dir<'_> = include_dir!("$OUT_DIR/widget");
    static COPIES: Dir<'_> = include_dir!("$OUT_DIR/copies");

    let files_of = |folder: &Dir<'_>| -> BTreeMap<String, Vec<u8>> {
        folder.files().map(|file| (file.path().display().to_string(), file.contents().to_vec())).collect()
    };
    let files = files_of(&FILES);
    let copies = ReadyCopies::new(files_of(&COPIES));
    (!files.is_empty()).then(|| Widget::new(files).with_copies(copies))
}

/// The widget that was taken into the program: this one was built to have none.
#[cfg(not(feature = "bundled"))]
pub fn inside() -> Option<Widget> {
    None
}
