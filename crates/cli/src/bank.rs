//! Banks in their folders.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use newsquiz_compiler::{Entry, Proved, Report, TextFile};

use crate::{charset, fetch, locales};

/// The name of a bank's source in its folder, where it is in JSON.
pub const FILE: &str = "bank.json";

/// Its name where it is in Markdown.
pub const MARKDOWN_FILE: &str = "bank.md";

/// Proves all banks; those with problems do not hide the problems of the others.
///
/// # Errors
/// All problems of all banks.
pub fn prove_all(banks: &[PathBuf]) -> Result<Vec<Proved>, Report> {
    let mut proved = Vec::new();
    let mut report = Report::default();
    for bank in banks {
        match prove(bank) {
            Ok(bank) => proved.push(bank),
            Err(problems) => report.entries.extend(problems.entries),
        }
    }
    if report.entries.is_empty() { Ok(proved) } else { Err(report) }
}

/// The folder of a bank that is named by it, or by the file in it.
pub fn folder_of(bank: &Path) -> &Path {
    if !is_source(bank) {
        return bank;
    }
    match bank.parent() {
        // A file's name alone stands in the folder that one is in.
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn is_source(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == FILE || name == MARKDOWN_FILE)
}

/// The file of a bank that is named by it, or by its folder.
///
/// # Errors
/// The folder has two.
pub fn source_of(bank: &Path) -> Result<PathBuf, Report> {
    if is_source(bank) {
        return Ok(bank.to_owned());
    }
    let [markdown, json] = [MARKDOWN_FILE, FILE].map(|name| bank.join(name));
    match (markdown.exists(), json.exists()) {
        (true, true) => Err(two_sources(&markdown, FILE)),
        (true, false) => Ok(markdown),
        (false, _) => Ok(json),
    }
}

/// What is said of a bank that stands in its folder twice.
pub(crate) fn two_sources(file: &Path, other: &str) -> Report {
    let entry = Entry {
        file: file.display().to_string(),
        place: String::new(),
        spot: None,
        fault: format!("there is a {other} beside it, and one bank has one file"),
        remedy: "keep the one that you write in, and remove the other".to_owned(),
        lint: None,
    };
    Report { entries: vec![entry] }
}

/// Proves the bank in a folder, or of a `bank.md` or `bank.json`, against the article beside it.
///
/// # Errors
/// All problems of the bank.
pub fn prove(bank: &Path) -> Result<Proved, Report> {
    let folder = folder_of(bank);
    let beside = |name: &str| read(&folder.join(name));
    newsquiz_compiler::compile(&read(&source_of(bank)?), &beside, &locales::beside(folder))
}

/// Proves a bank against the article that readers find at its public address.
///
/// # Errors
/// The article cannot be fetched. Within: all problems of the bank, as it stands here and there.
pub fn prove_live(bank: &Path) -> Result<Result<Proved, Report>> {
    let proved = match prove(bank) {
        Ok(proved) => proved,
        Err(report) => return Ok(Err(report)),
    };
    let address = &*proved.bank.parts().article.href;
    ensure!(
        fetch::is_address(address),
        "the article of {} has no public address to look at; give one as `article.href`",
        bank.display()
    );
    let page = fetch::page(address)?;
    let html = charset::decode(address, &page.bytes, page.charset.as_deref())?.text;
    let published = |_: &str| TextFile::new(address, Ok(html.clone().into_bytes()));
    Ok(newsquiz_compiler::compile(&read(&source_of(bank)?), &published, &locales::beside(folder_of(bank))))
}

/// A text file, or why it cannot be read.
pub(crate) fn read(path: &Path) -> TextFile {
    TextFile::new(path.display().to_string(), std::fs::read(path).map_err(|error| error.to_string()))
}
