//! The demonstration banks and a small widget, for the tests of this crate.

use std::path::{Path, PathBuf};

use newsquiz_compiler::{Locales, Proved, TextFile};

use crate::site::Language;
use crate::widget::{FRAMED_PAGE, PAGE, WORKER, Widget};

/// The name of the English demonstration bank.
pub(crate) const LIAISON_OFFICE: &str = "liaison-office";

/// The names of both demonstration banks, with their languages.
pub(crate) const BANKS: [(&str, &str); 2] = [(LIAISON_OFFICE, "en"), ("oficina-de-enlace", "es")];

/// A path in the project.
pub(crate) fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(relative)
}

/// What a file of the project says.
pub(crate) fn text(relative: &str) -> String {
    std::fs::read_to_string(path(relative)).unwrap()
}

/// The value of a custom property in the colours of a style sheet that browsers get which cannot mix any.
pub(crate) fn plain_colour(sheet: &str, property: &str) -> String {
    let (_, plain) = sheet.split_once("@supports not").unwrap();
    let (_, rest) = plain.split_once(&format!("{property}: #")).unwrap();
    rest.split_once(';').unwrap().0.to_owned()
}

/// The words of the interface.
pub(crate) fn locales() -> Locales {
    Locales::new(["en", "es"].map(|lang| (lang.to_owned(), file(&format!("locales/{lang}.json")))))
}

/// A language of the interface.
pub(crate) fn language(tag: &str) -> Language {
    let locales = locales();
    let labels = locales.labels(tag).unwrap().unwrap();
    Language { tag: tag.to_owned(), labels, page_words: locales.page_words(tag).unwrap().unwrap() }
}

/// A demonstration bank.
pub(crate) fn bank(name: &str) -> Proved {
    bank_in(&format!("banks/{name}"))
}

/// The bank in a folder of the project.
pub(crate) fn bank_in(folder: &str) -> Proved {
    let beside = |name: &str| file(&format!("{folder}/{name}"));
    newsquiz_compiler::compile(&beside("bank.json"), &beside, &locales()).unwrap()
}

/// The English one.
pub(crate) fn liaison_office() -> Proved {
    bank(LIAISON_OFFICE)
}

fn file(relative: &str) -> TextFile {
    TextFile::new(relative, std::fs::read(path(relative)).map_err(|error| error.to_string()))
}

/// A widget whose files are told from each other by a word, with the page templates that are shipped.
pub(crate) fn widget() -> Widget {
    let words = [
        ("newsquiz.js", "glue"),
        ("newsquiz.wasm", "program"),
        ("quiz.css", "style"),
        ("first.css", "a{}"),
        ("page.css", "c{}"),
        ("embed.js", "import('./{{ newsquiz.js }}','{{ newsquiz.wasm }}','{{ quiz.css }}')"),
        ("frame.js", "frames"),
        ("inside.js", "inside"),
        ("takeover.js", "takeover"),
        ("install.js", "installs"),
        ("list.js", "lists"),
        ("sw-leave.js", "leaves"),
        ("icon.svg", "<svg/>"),
        ("icon-180.png", "small"),
        ("icon-192.png", "middle"),
        ("icon-512.png", "large"),
        ("icon-maskable-512.png", "cut"),
        ("news-quiz.d.ts", "types"),
    ];
    let mut files: std::collections::BTreeMap<String, Vec<u8>> =
        words.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).into();
    for (name, path) in [(PAGE, "index.html"), (FRAMED_PAGE, "static/embed.html"), (WORKER, "static/sw.js")] {
        files.insert(name.to_owned(), text(path).into_bytes());
    }
    Widget::new(files)
}
