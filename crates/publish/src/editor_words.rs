//! The words of what editors and publishers get, in their language where somebody has translated them, else in English.
//!
//! The words of the quiz itself are elsewhere (`locales/`): readers download those.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};

/// The languages that there are words in, the first for all that have none.
const LANGUAGES: [(&str, &str); 2] =
    [("en", include_str!("../templates/words.en.json")), ("es", include_str!("../templates/words.es.json"))];

/// Words by their names, in one language.
#[derive(Debug)]
pub struct EditorWords {
    /// The language that they are in (BCP 47), which need not be the one that was asked for.
    pub lang: &'static str,
    words: BTreeMap<String, String>,
}

impl EditorWords {
    /// The words with a name; the name itself when there are none.
    pub fn get<'a>(&'a self, name: &'a str) -> &'a str {
        self.words.get(name).map_or(name, String::as_str)
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.words.iter().map(|(name, words)| (name.as_str(), words.as_str()))
    }
}

/// The words in a language: those of `es` serve `es-MX` too.
///
/// # Errors
/// A file of words is no JSON.
pub fn of(lang: &str) -> Result<EditorWords> {
    let language = lang.split('-').next().unwrap_or(lang);
    let [english, ..] = LANGUAGES;
    let (lang, text) =
        LANGUAGES.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(language)).unwrap_or(english);
    let words =
        serde_json::from_str(text).with_context(|| format!("words.{lang}.json is no list of words"))?;
    Ok(EditorWords { lang, words })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_without_words_is_served_in_english_and_says_so() {
        for (asked, given) in [("es", "es"), ("ES-mx", "es"), ("en-GB", "en"), ("ar", "en"), ("", "en")] {
            assert_eq!(of(asked).unwrap().lang, given, "{asked}");
        }
    }

    #[test]
    fn every_language_has_the_same_words_with_the_same_places() {
        let english = of("en").unwrap();
        for (lang, _) in LANGUAGES {
            let words = of(lang).unwrap();
            assert_eq!(words.words.keys().collect::<Vec<_>>(), english.words.keys().collect::<Vec<_>>());
            assert!(["ltr", "rtl"].contains(&words.get("direction")), "{lang}");
            for (name, text) in words.iter() {
                assert!(!text.is_empty(), "{lang}: {name}");
                for place in ["{0}", "{1}"] {
                    assert_eq!(text.contains(place), english.get(name).contains(place), "{lang}: {name}");
                }
            }
        }
    }
}
