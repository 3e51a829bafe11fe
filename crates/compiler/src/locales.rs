//! The words of the interface by language. It knows no quiz.

use core::ops::Range;
use std::collections::BTreeMap;

use newsquiz_core::labels::Labels;

use crate::{Report, TextFile, json, problem::SourceFault, tree};

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
        let text = file.text()?;
        let told =
            |fault: SourceFault, span: Option<&Range<usize>>| Report::of_text(&file.name, text, &fault, span);
        let tree =
            json::parse(text).map_err(|error| told(SourceFault::not_json(&error), Some(&error.span)))?;
        if let Some(field) = tree.first_twice() {
            return Err(told(SourceFault::FieldTwice(field.name.clone()), Some(&field.name_span)));
        }
        let words: Words = tree::typed(&tree).0.map_err(|error| {
            told(SourceFault::unreadable(&error.to_string(), "correct it there"), error.span.as_ref())
        })?;
        let labels = Labels::new(|name| words.get(name).map(String::as_str));
        labels.map(Some).map_err(|name| told(SourceFault::MissingField(name), None))
    }
}
