//! The built widget in its folder.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result};
use newsquiz_publish::Widget;

use crate::folder;

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
