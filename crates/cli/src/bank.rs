//! Banks in their folders.

use std::path::{Path, PathBuf};

use newsquiz_compiler::{Proved, Report, TextFile};

use crate::locales;

/// The name of a bank's source in its folder.
pub const FILE: &str = "bank.json";

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
    match bank.file_name() {
        Some(name) if name == FILE => match bank.parent() {
            // A file's name alone stands in the folder that one is in.
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        },
        _ => bank,
    }
}

/// Proves the bank in a folder, or of a `bank.json`, against the article beside it.
///
/// # Errors
/// All problems of the bank.
pub fn prove(bank: &Path) -> Result<Proved, Report> {
    let folder = folder_of(bank);
    let beside = |name: &str| read(&folder.join(name));
    newsquiz_compiler::compile(&beside(FILE), &beside, &locales::all())
}

fn read(path: &Path) -> TextFile {
    TextFile::new(path.display().to_string(), std::fs::read(path).map_err(|error| error.to_string()))
}
