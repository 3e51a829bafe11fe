//! The words of the interface by language. It knows no quiz.

use std::collections::BTreeMap;

use newsquiz_core::labels::Labels;

use crate::{Report, TextFile, json, problem::SourceFault};

/// The words of the interface in one language, by their names.
pub type Words = BTreeMap<String, String>;

/// The words of the interface in all languages that there are.
#[derive(Clone, Debug, Default)]
pub struct Locales(BTreeMap<String, TextFile>);

impl Locales {
    /// Takes the files of words, each with its language in small letters (`es`, which serves `es-MX` too).
    pub fn new(files: impl IntoIterator<Item = (String, TextFile)>) -> Locales {
        Locales(files.into_iter().collect())
    }

    /// The languages that there are files for, in the order of their names.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The words in a language (BCP 47); `None` when there are none.
    ///
    /// # Errors
    /// The file with the words cannot be read, or words are missing.
    pub fn labels(&self, lang: &str) -> Result<Option<Labels>, Report> {
        let language = lang.split('-').next().unwrap_or(lang).to_ascii_lowercase();
        let Some(file) = self.0.get(&language) else {
            return Ok(None);
        };
        let unreadable = |error: serde_json::Error| {
            Report::of_file(&file.name, format!("cannot be read: {error}; correct it there"))
        };
        let (value, twice) = json::parse(file.text()?).map_err(unreadable)?;
        if let Some(path) = twice.first() {
            let fault = SourceFault::FieldTwice(path.join("."));
            return Err(Report::of_file(&file.name, fault.to_string()));
        }
        let words: Words = serde_json::from_value(value).map_err(unreadable)?;
        let labels = Labels::new(|name| words.get(name).map(String::as_str));
        let missing = |name| Report::of_file(&file.name, format!("`{name}` is missing; add its words"));
        labels.map(Some).map_err(missing)
    }
}
