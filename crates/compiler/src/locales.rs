//! The words of the interface by language. It knows no quiz.

use std::collections::BTreeMap;

use newsquiz_core::labels::Labels;

use crate::{PageWords, Report, TextFile, words};

/// The language that says which places the words of the others have.
const REFERENCE: &str = "en";

/// The words of the interface in one language, by their names.
pub type Words = BTreeMap<String, String>;

/// The words of the interface in all languages that there are.
#[derive(Clone, Debug, Default)]
pub struct Locales(BTreeMap<String, TextFile>);

/// What a language is called in the names of files with words, which serve all countries that speak it: `pt` of `pt-BR`.
pub fn main_language(lang: &str) -> String {
    lang.split('-').next().unwrap_or(lang).to_ascii_lowercase()
}

impl Locales {
    /// Takes the files of words, each with its language in small letters (`es`, which serves `es-MX` too).
    pub fn new(files: impl IntoIterator<Item = (String, TextFile)>) -> Locales {
        Locales(files.into_iter().collect())
    }

    /// The same and one file more, which comes before another one of its language.
    #[must_use]
    pub fn with(mut self, lang: &str, file: TextFile) -> Locales {
        self.0.insert(lang.to_owned(), file);
        self
    }

    /// The languages that there are files for, in the order of their names.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The words in a language (BCP 47); `None` when there are none.
    ///
    /// # Errors
    /// Everything that is wrong with the file of the words.
    pub fn labels(&self, lang: &str) -> Result<Option<Labels>, Report> {
        let Some(file) = self.file(lang) else { return Ok(None) };
        // What is wrong with the reference is told of itself.
        let reference = self.0.get(REFERENCE).filter(|reference| reference.name != file.name);
        let reference = reference.and_then(|reference| words::read(reference, None).ok());
        words::labels(file, reference.as_ref()).map(Some)
    }

    /// Those of them that pages have, and no compiled bank; `None` when there are none.
    ///
    /// # Errors
    /// Everything that is wrong with the file of the words by itself.
    pub fn page_words(&self, lang: &str) -> Result<Option<PageWords>, Report> {
        let words = self.file(lang).map(|file| words::read(file, None)).transpose()?;
        Ok(words.as_ref().map(PageWords::of))
    }

    fn file(&self, lang: &str) -> Option<&TextFile> {
        self.0.get(&main_language(lang))
    }
}
