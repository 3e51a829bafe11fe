//! From a bank's folder to the compiled bank.
//!
//! `bank.json` is read, every question's evidence is proved against the article page beside it, and the result is
//! compiled, or *all* problems are listed. What is not here: how a page is built from it, and any word of a reader.

#![forbid(unsafe_code)]

mod article;
mod proof;
mod read;
mod report;

use std::{
    collections::BTreeMap,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use newsquiz_core::{bank::Bank, compiled, labels::Labels, problem::SourceFault};

pub use crate::{
    article::Article,
    report::{Entry, Report},
};

/// The name of a bank's source in its folder.
pub const BANK_FILE: &str = "bank.json";

/// The name of the article page beside a bank whose article is elsewhere on the web.
const ARTICLE_FILE: &str = "article.html";

/// The words of the interface in one language, by their names.
pub type Words = BTreeMap<String, String>;

/// A bank, proved and compiled.
#[derive(Debug)]
pub struct Compiled {
    /// The bank.
    pub bank: Bank,
    /// The same as bytes for the widget.
    pub bytes: Vec<u8>,
    /// The article page that the evidence was proved against.
    pub article: PathBuf,
}

/// Compiles the bank in a folder; `locales` is the folder with the words of the interface, a file a language.
///
/// # Errors
/// Every problem of the bank with its place, or the file that cannot be read.
pub fn compile(folder: &Path, locales: &Path) -> Result<Compiled, Report> {
    let bank_file = folder.join(BANK_FILE);
    let text = read_file(&bank_file)?;
    let mut source = read::read(&text).map_err(|problems| Report::of_bank(&bank_file, &[], problems))?;
    let ids = source.ids.clone();

    let labels = match labels(locales, &source.bank.lang)? {
        Some(labels) => labels,
        // The bank is read on without the words, so that its other problems are told too.
        None => {
            if source.has_head() {
                source.fault(SourceFault::NoLabels(source.bank.lang.to_string()));
            }
            Labels::new(Some).map_err(|name| Report::of_file(&bank_file, name.to_owned()))?
        }
    };

    // An article elsewhere on the web has its text beside the bank all the same, for the proof.
    let href = source.bank.article.href.to_string();
    let article_file = folder.join(if is_elsewhere(&href) { ARTICLE_FILE } else { &href });
    let article = if source.has_head() { read_article(&article_file).map(Some) } else { Ok(None) };
    // Without the article there is nothing to prove, but more to tell.
    let (article, unread) = match article {
        Ok(article) => (article, None),
        Err(report) => (None, Some(report)),
    };

    let prove =
        |questions: &mut [_]| article.map(|article| proof::prove(questions, &article)).unwrap_or_default();
    let bank =
        source.into_bank(labels, prove).map_err(|problems| Report::of_bank(&bank_file, &ids, problems));
    match (bank, unread) {
        (Ok(bank), None) => {
            let bytes = compiled::encode(&bank);
            Ok(Compiled { bank, bytes, article: article_file })
        }
        (Ok(_), Some(unread)) => Err(unread),
        (Err(report), unread) => Err(report.and(unread)),
    }
}

/// Whether an article stands at an address of its own, on another site or that of the page, and not beside its bank.
pub fn is_elsewhere(href: &str) -> bool {
    href.contains("://") || href.starts_with('/')
}

/// The words of the interface in a language; `None` when there are none.
///
/// # Errors
/// The file with the words cannot be read, or words are missing.
pub fn labels(locales: &Path, lang: &str) -> Result<Option<Labels>, Report> {
    let file = locale_file(locales, lang);
    if !file.is_file() {
        return Ok(None);
    }
    let words: Words = serde_json::from_str(&read_file(&file)?)
        .map_err(|error| Report::of_file(&file, format!("cannot be read: {error}; correct it there")))?;
    let labels = Labels::new(|name| words.get(name).map(String::as_str));
    let missing = |name| Report::of_file(&file, format!("`{name}` is missing; add its words"));
    labels.map(Some).map_err(missing)
}

/// The file with the words for a language: that of the language alone serves all its regions.
fn locale_file(locales: &Path, lang: &str) -> PathBuf {
    let language = lang.split('-').next().unwrap_or(lang);
    // A language that is no tag must not lead out of the folder.
    let plain = language.bytes().all(|byte| byte.is_ascii_alphanumeric());
    locales.join(if plain { language.to_ascii_lowercase() } else { String::new() }).with_extension("json")
}

fn read_article(path: &Path) -> Result<Article, Report> {
    let article = Article::parse(&read_file(path)?);
    if article.paragraphs().is_empty() {
        let fault = "there is no `<p>` in an `<article>`; put the text of the article into such elements";
        return Err(Report::of_file(path, fault.to_owned()));
    }
    Ok(article)
}

fn read_file(path: &Path) -> Result<String, Report> {
    let text = fs::read_to_string(path).map_err(|error| {
        let remedy = match error.kind() {
            ErrorKind::InvalidData => "save it as UTF-8",
            _ => "put it there or correct its name",
        };
        Report::of_file(path, format!("cannot be read: {error}; {remedy}"))
    })?;
    // Editors of Windows begin a file with a sign that nobody sees, and that JSON does not know.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
