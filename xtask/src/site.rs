//! The release build: the widget, and the demonstration's site made of it.

use std::collections::BTreeMap;

use anyhow::Result;
use newsquiz_cli::serve;

use crate::demonstration::{self, Purpose};
use crate::{widget, workspace};

/// Builds [`workspace::site`] anew, and gives back its files by their paths.
///
/// # Errors
/// The widget does not build, or a demonstration bank has faults.
pub fn build() -> Result<BTreeMap<String, Vec<u8>>> {
    let files = demonstration::site(&widget::build()?, Purpose::Release)?;
    workspace::replace(&workspace::site(), &files)?;
    Ok(files)
}

/// Builds the site and serves it until Ctrl-C.
///
/// # Errors
/// It does not build, or the named port is taken.
pub fn serve(options: serve::Options) -> Result<()> {
    options.ensure_free()?;
    build()?;
    serve::serve(&workspace::site(), options)
}
