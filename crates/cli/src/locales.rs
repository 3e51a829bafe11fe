//! The words of the interface: those of `locales/`, which the command brings along, and those that stand beside a bank.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use include_dir::{Dir, File, include_dir};
use newsquiz_compiler::{Locales, Report, TextFile, main_language};
use newsquiz_publish::Language;

use crate::{bank, folder, output};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../locales");

/// The file with words that a bank brings along in its folder, for a language (`nl`, `pt-BR`).
fn file_name(lang: &str) -> String {
    format!("words.{}.json", main_language(lang))
}

/// The words of the interface, and those of files that stand beside a bank: `words.nl.json`.
pub fn beside(folder: &Path) -> Locales {
    files_beside(folder).iter().fold(all(), |locales, path| match language_of(path) {
        Some(lang) => locales.with(lang, bank::read(path)),
        None => locales,
    })
}

/// The files with words that stand beside a bank, in the order of their names.
pub(crate) fn files_beside(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| language_of(path).is_some()).collect();
    files.sort();
    files
}

/// The language that a file has words in, by its name.
fn language_of(path: &Path) -> Option<&str> {
    path.file_name()?.to_str()?.strip_prefix("words.")?.strip_suffix(".json")
}

/// Writes a file with the English words of the interface into a folder, for an editor to translate.
///
/// # Errors
/// There is a file of that name, or it cannot be written.
pub fn begin(lang: &str, folder: &Path) -> Result<()> {
    ensure!(
        !lang.is_empty() && lang.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
        "`{lang}` is no language; give its tag, as `nl` or `pt-BR`"
    );
    let path = folder.join(file_name(lang));
    ensure!(!path.exists(), "{} is there already, and stays as it is", path.display());
    let english = FILES.get_file("en.json").map(File::contents).unwrap_or_default();
    folder::write_new(&path, english)?;
    output::line(format!("{} has the words in English", path.display()))?;
    output::line(
        "next: translate what stands behind each colon; `newsquiz check` of a bank in this folder checks the words",
    )
}

/// The words of the interface.
pub fn all() -> Locales {
    Locales::new(FILES.files().filter_map(|file| {
        let name = file.path().display().to_string();
        let lang = name.strip_suffix(".json")?.to_owned();
        Some((lang, TextFile::new(format!("locales/{name}"), Ok(file.contents().to_vec()))))
    }))
}

/// The languages that the interface speaks, each with its words.
///
/// # Errors
/// Words are missing.
pub fn languages() -> Result<Vec<Language>, Report> {
    let locales = all();
    let mut languages = Vec::new();
    for tag in locales.languages() {
        let words = locales.labels(tag)?.zip(locales.page_words(tag)?);
        languages.extend(words.map(|(labels, page_words)| Language {
            tag: tag.to_owned(),
            labels,
            page_words,
        }));
    }
    Ok(languages)
}

#[cfg(test)]
mod tests {
    use super::{all, languages};

    #[test]
    fn every_language_has_all_words() {
        let languages: Vec<String> = languages().unwrap().into_iter().map(|language| language.tag).collect();
        assert_eq!(languages, all().languages().collect::<Vec<_>>());
        assert!(languages.iter().any(|lang| lang == "en"));
    }
}
