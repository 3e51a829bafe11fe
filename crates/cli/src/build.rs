//! `newsquiz build`: a site of quizzes as a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use futures::executor::block_on;
use newsquiz_compiler::Proved;
use newsquiz_publish::{BaseUrl, Options, Site, Widget};

use crate::{bank, folder, locales, output, widget};

/// Builds the site of some banks into a folder, with the widget in a folder or the one inside of the program.
///
/// # Errors
/// A bank has problems; the widget is not there; or the folder is somebody else's, or cannot be written.
pub fn run(banks: &[PathBuf], widget: Option<&Path>, out: &Path, base_url: Option<BaseUrl>) -> Result<()> {
    folder::ensure_replaceable(out)?;
    let proved = bank::prove_all(banks)?;
    let has_base = base_url.is_some();
    let files = site(&proved, &widget::find(widget)?, base_url)?;
    folder::replace(out, &files)?;
    let quizzes = if proved.len() == 1 { "1 quiz".to_owned() } else { format!("{} quizzes", proved.len()) };
    output::line(format!("{}: {quizzes}, {} files; upload the folder as it is", out.display(), files.len()))?;
    if !has_base {
        output::line(
            "no --base-url: include files are written for the root of the page's own site, and the canonical link, \
             Open Graph and oEmbed are left out, since they take absolute addresses",
        )?;
    }
    Ok(())
}

/// The files of a site to look at while its banks are written: the page at its top takes a script of the server.
///
/// # Errors
/// The site cannot be made.
pub fn site_for_development(banks: &[Proved], widget: &Widget) -> Result<BTreeMap<String, Vec<u8>>> {
    let languages = locales::languages()?;
    let options = Options { languages, is_for_development: true, ..Options::default() };
    block_on(Site::new(banks, widget, &options))?.finish()
}

/// The files of a site by their paths, with the interface in all languages that there are words in.
///
/// # Errors
/// The site cannot be made.
pub fn site(
    banks: &[Proved],
    widget: &Widget,
    base_url: Option<BaseUrl>,
) -> Result<BTreeMap<String, Vec<u8>>> {
    let options = Options { base_url, languages: locales::languages()?, ..Options::default() };
    block_on(Site::new(banks, widget, &options))?.finish()
}
