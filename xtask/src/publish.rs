//! What stands in `dist/` for those who publish the quiz: the proof sheet.

use std::path::Path;

use anyhow::{Context as _, Result};
use newsquiz_compiler::Compiled;

use crate::address::Quiz;
use crate::review;

/// Writes it into a `dist/` that has all its other files under their last names, but no compressed copies yet.
///
/// # Errors
/// The proof sheet cannot be made, or a file cannot be written.
pub fn write(dist: &Path, compiled: &Compiled, quiz: &Quiz) -> Result<()> {
    let folder = dist.join(quiz.folder());
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
    };
    write(review::FILE, &review::page(compiled)?)
}
