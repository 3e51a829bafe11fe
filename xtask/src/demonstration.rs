//! The demonstration: the banks that the project comes with as one site, with a page of an invented newspaper, and the
//! launch page.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use futures::executor::block_on;
use newsquiz_cli::{bank, locales};
use newsquiz_publish::{Options, Site, Widget};

use crate::{launch, news, workspace};

/// The folder of the bank that the page at the top plays, from the root of the checkout.
pub const BANK: &str = "banks/liaison-office";

/// The folder of the other bank.
pub const OTHER_BANK: &str = "banks/oficina-de-enlace";

/// What the site is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To be served, weighed and tested as a newsroom's site is.
    Release,
    /// For Trunk's development server: no policy, no compressed copies.
    Development,
}

/// The files of the demonstration's site by their paths.
///
/// # Errors
/// A bank has faults, or the widget lacks a file.
pub fn site(widget: &Widget, purpose: Purpose) -> Result<BTreeMap<String, Vec<u8>>> {
    let folders: [PathBuf; 2] = [BANK, OTHER_BANK].map(|folder| workspace::root().join(folder));
    let banks = bank::prove_all(&folders).context("the demonstration banks cannot be compiled")?;
    let options = Options {
        languages: locales::languages()?,
        is_for_development: purpose == Purpose::Development,
        ..Options::default()
    };
    let mut site = block_on(Site::new(&banks, widget, &options))?;
    let [article, rail] = banks.as_slice() else { anyhow::bail!("the demonstration has two banks") };
    let page = news::page(article, rail, &site)?;
    site.add(news::FILE, page);
    for (path, page) in launch::pages(article, &site)? {
        site.add(path, page);
    }
    site.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::widget;

    #[test]
    fn both_pages_hold_the_whole_article() {
        let files = site(&widget(), Purpose::Development).unwrap();
        let read = |file: &str| newsquiz_compiler::Article::parse(str::from_utf8(&files[file]).unwrap());
        let article = read("banks/liaison-office/article.html");
        for page in [news::FILE, launch::FILE] {
            assert_eq!(read(page).paragraphs(), article.paragraphs(), "{page}");
        }
    }
}
