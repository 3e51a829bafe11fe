//! From the texts of a bank, of its article and of the interface's words to a proved bank.
//!
//! Every question's evidence is proved against the article, and *all* problems are listed, each with its place and its
//! remedy. What it does not know: files, the clock, the network, how a page is built from a bank, and any word of a
//! reader. It compiles for browsers too.

#![forbid(unsafe_code)]

mod article;
mod article_named;
mod assemble;
mod canonical;
mod format;
mod ids;
mod json;
mod lint;
mod locales;
mod markdown;
mod nearest;
mod notation;
mod page_head;
mod page_words;
mod problem;
mod proof;
mod read;
mod report;
mod schema;
mod seen;
mod sentences;
mod source;
mod text_file;
mod tree;
mod words;
mod written;

use newsquiz_core::{bank::Bank, compiled, labels::Labels};

pub use crate::{
    article::Article,
    format::{Formatted, format, says_the_same},
    ids::id_of,
    locales::{Locales, Words, main_language},
    notation::Notation,
    page_head::PageHead,
    page_words::PageWords,
    report::{Entry, Report, Spot},
    schema::schema,
    text_file::TextFile,
};
use crate::{problem::SourceFault, written::Written};

/// The name of the article's file beside a bank whose article is elsewhere on the web.
const ARTICLE_FILE: &str = "article.html";

/// A bank whose evidence stands in its article.
#[derive(Clone, Debug)]
pub struct Proved {
    /// The bank; what the proof found is in its evidence.
    pub bank: Bank,
    /// The text of the article that it was proved against.
    pub article: Article,
    /// The article's page as HTML.
    pub article_html: String,
    /// The words of pages in the bank's language.
    pub page_words: PageWords,
    /// Whether the quiz was withdrawn. Then its quotes were not held against the article, which may have lost them.
    pub is_retired: bool,
    /// What had better be looked at before it is published.
    pub warnings: Report,
    /// How many ids the author has not written and were made from texts. A bank that is published has them written down:
    /// else a corrected typo loses the answers that readers keep.
    pub made_ids: usize,
}

impl Proved {
    /// The bank as bytes for the widget.
    pub fn bytes(&self) -> Vec<u8> {
        compiled::encode(&self.bank)
    }
}

/// Proves a bank, which is Markdown where its name ends in `.md`, and JSON else. `file` gives the files beside the bank by
/// their names, and is asked for that of the article alone.
///
/// # Errors
/// Every problem of the bank with its place, or the file that cannot be read.
pub fn compile(
    bank_file: &TextFile,
    file: &dyn Fn(&str) -> TextFile,
    locales: &Locales,
) -> Result<Proved, Report> {
    let text = bank_file.text()?;
    let written = written(bank_file, text)?;
    let told = |problems| Report::of_bank(&bank_file.name, text, &written, problems);
    let mut source = read::read(&written).map_err(told)?;

    let labels = match locales.labels(&source.bank.lang)? {
        Some(labels) => labels,
        // The bank is read on without the words, so that its other problems are told too.
        None => {
            if source.has_head {
                let known = locales.languages().map(str::to_owned).collect();
                let lang = source.bank.lang.to_string();
                source.fault(match &*lang {
                    "" => SourceFault::MissingField("lang"),
                    _ => SourceFault::NoLabels(lang, known),
                });
            }
            no_words(bank_file)?
        }
    };

    let page_words = locales.page_words(&source.bank.lang)?.unwrap_or_default();

    let is_retired = source.bank.retired;

    // Without the article there is nothing to prove, but more to tell.
    let mut unread = None;
    let mut read = None;
    if let Some(name) = source.article_file() {
        match read_article(&file(&name)) {
            Ok(found) => read = Some(found),
            Err(report) => unread = Some(report),
        }
    }
    // Which of the page's articles it is, only the quotes can tell.
    let mut chosen = None;
    let prove = |questions: &mut [_]| {
        chosen = read.as_ref().and_then(|(articles, _)| proof::choose(articles, questions)).cloned();
        let problems = chosen.as_ref().map(|article| proof::prove(questions, article)).unwrap_or_default();
        // What is asked no more needs no proof.
        if is_retired { Vec::new() } else { problems }
    };
    let made = source.into_bank(labels, prove).map_err(told);
    match (made, chosen.zip(read), unread) {
        (Ok((bank, warnings)), Some((article, (_, article_html))), None) => {
            let warnings = Report::of_warnings(&bank_file.name, text, &written, warnings);
            let made_ids = written.made_ids;
            Ok(Proved { bank, article, article_html, page_words, is_retired, warnings, made_ids })
        }
        // A bank without a named article has a problem of its own, and is no bank.
        (Ok(_), _, unread) => Err(unread.unwrap_or_default()),
        (Err(report), _, unread) => Err(report.and(unread)),
    }
}

/// Reads a bank whose quotes are not held against an article, as one of before that another is compared with. It has no
/// words of the interface, and is not to be played.
///
/// # Errors
/// Every other problem of the bank with its place, or the file that cannot be read.
pub fn unproved(bank_file: &TextFile) -> Result<Bank, Report> {
    let text = bank_file.text()?;
    let written = written(bank_file, text)?;
    let told = |problems| Report::of_bank(&bank_file.name, text, &written, problems);
    let source = read::read(&written).map_err(told)?;
    let made = source.into_bank(no_words(bank_file)?, |_| Vec::new());
    made.map(|(bank, _)| bank).map_err(told)
}

fn written<'a>(bank_file: &TextFile, text: &'a str) -> Result<Written<'a>, Report> {
    Written::read(Notation::of(&bank_file.name), text).map_err(|error| {
        Report::of_text(&bank_file.name, text, &SourceFault::not_read_on(&error), Some(&error.span))
    })
}

/// Stand-ins for the words of the interface: their names.
fn no_words(bank_file: &TextFile) -> Result<Labels, Report> {
    Labels::new(Some).map_err(|name| Report::of_file(&bank_file.name, &SourceFault::MissingField(name)))
}

/// Whether an article stands at an address of its own, on another site or that of the page, and not beside its bank.
pub fn is_elsewhere(href: &str) -> bool {
    href.contains("://") || href.starts_with('/')
}

/// The articles of a page that have text, and the page.
fn read_article(file: &TextFile) -> Result<(Vec<Article>, String), Report> {
    let html = file.text()?;
    let mut articles = Article::all(html);
    articles.retain(Article::has_text);
    if articles.is_empty() {
        let fault = SourceFault::unreadable(
            "there is no `<article>` with text in it",
            "put the text of the article into `<p>` elements in one",
        );
        return Err(Report::of_file(&file.name, &fault));
    }
    Ok((articles, html.to_owned()))
}
