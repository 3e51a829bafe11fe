//! What Trunk's hook calls at the end of each build: the demonstration quiz takes the place of what Trunk has staged.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use newsquiz_cli::folder;

use crate::demonstration::{self, Purpose};
use crate::widget;

/// Makes the demonstration's site out of Trunk's staging folder, in that folder.
///
/// # Errors
/// Trunk did not call this; a demonstration bank has faults; or a file cannot be read or written.
pub fn run() -> Result<()> {
    let stage = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let stage = stage.context("this is for Trunk to call; run `trunk build --release`")?;
    let is_release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let (form, purpose) = if is_release {
        (widget::Form::Shipped, Purpose::Release)
    } else {
        (widget::Form::Readable, Purpose::Development)
    };
    let files = demonstration::site(&widget::collect(&stage, form)?, purpose)?;
    for staged in folder::files(&stage)? {
        std::fs::remove_file(&staged).with_context(|| format!("cannot remove {}", staged.display()))?;
    }
    folder::write_all(&stage, &files)
}
