//! The words of the interface that the command brings along: those of `locales/`, in all languages that there are.

use include_dir::{Dir, include_dir};
use newsquiz_compiler::{Locales, Report, TextFile};
use newsquiz_core::labels::Labels;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../locales");

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
pub fn languages() -> Result<Vec<(String, Labels)>, Report> {
    let locales = all();
    let mut languages = Vec::new();
    for lang in locales.languages() {
        languages.extend(locales.labels(lang)?.map(|labels| (lang.to_owned(), labels)));
    }
    Ok(languages)
}

#[cfg(test)]
mod tests {
    use super::{all, languages};

    #[test]
    fn every_language_has_all_words() {
        let languages: Vec<String> = languages().unwrap().into_iter().map(|(lang, _)| lang).collect();
        assert_eq!(languages, all().languages().collect::<Vec<_>>());
        assert!(languages.iter().any(|lang| lang == "en"));
    }
}
