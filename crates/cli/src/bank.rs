//! Banks in their folders.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{io, slice};

use anyhow::{Result, ensure};
use newsquiz_compiler::{Article, Entry, Notation, Proved, Report, TextFile};

use crate::in_place::put;
use crate::{charset, fetch, limited, locales, output};

/// The name of a bank's source in its folder, where it is in JSON.
pub const FILE: &str = "bank.json";

/// Its name where it is in Markdown.
pub const MARKDOWN_FILE: &str = "bank.md";

/// The name of the article's page beside a bank whose article is on the web.
pub(crate) const ARTICLE_FILE: &str = "article.html";

/// Proves all banks; those with problems do not hide the problems of the others.
///
/// # Errors
/// All problems of all banks.
pub fn prove_all(banks: &[PathBuf]) -> Result<Vec<Proved>, Report> {
    let (mut paths, mut proved) = (Vec::new(), Vec::new());
    let mut report = Report::default();
    for path in banks {
        match prove(path) {
            Ok(bank) => {
                paths.push(path.clone());
                proved.push(bank);
            }
            Err(problems) => report.entries.extend(problems.entries),
        }
    }
    let ids: Vec<String> = proved.iter().map(|proved| proved.bank.parts().id.to_string()).collect();
    report.entries.extend(same_ids(&paths, &ids));
    if report.entries.is_empty() { Ok(proved) } else { Err(report) }
}

/// What is said of banks that have the id of another one: each has a folder of that name on the site. `banks` are the
/// paths of those that were proved, and `ids` their ids.
pub fn same_ids(banks: &[PathBuf], ids: &[String]) -> Vec<Entry> {
    let mut known: BTreeMap<&str, &PathBuf> = BTreeMap::new();
    let mut entries = Vec::new();
    for (bank, id) in banks.iter().zip(ids) {
        if let Some(other) = known.get(&**id) {
            entries.push(Entry::new(
                bank.display().to_string(),
                format!("the bank has the same id `{id}` as {}", other.display()),
                "change `id` in the head of one of them; of one that was published, it is in links",
            ));
        }
        known.insert(id, bank);
    }
    entries
}

/// The folder of a bank that is named by it, or by the file in it.
pub fn folder_of(bank: &Path) -> &Path {
    if !is_source(bank) {
        return bank;
    }
    match bank.parent() {
        // A file's name alone stands in the folder that one is in.
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn is_source(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == FILE || name == MARKDOWN_FILE)
}

/// The file of a bank that is named by it, or by its folder.
///
/// # Errors
/// The folder has two or none, or there is no such folder.
pub fn source_of(bank: &Path) -> Result<PathBuf, Report> {
    if is_source(bank) {
        return Ok(bank.to_owned());
    }
    let named = output::as_arguments(slice::from_ref(&bank.to_path_buf()));
    if bank.is_file() {
        let remedy = format!("name the folder of a bank; `newsquiz new {named}` makes one from an article");
        return Err(no_bank(bank, "this is no bank", &remedy));
    }
    if !is_there(bank)? {
        return Err(no_bank(bank, "there is no such folder", "see how it is spelt"));
    }
    let [markdown, json] = [MARKDOWN_FILE, FILE].map(|name| bank.join(name));
    match (is_there(&markdown)?, is_there(&json)?) {
        (true, true) => Err(two_sources(&markdown, FILE)),
        (true, false) => Ok(markdown),
        (false, true) => Ok(json),
        (false, false) => Err(no_bank(
            bank,
            "there is no bank in this folder",
            "put bank.md or bank.json there; `newsquiz new` makes a folder with one from an article",
        )),
    }
}

/// Whether there is something, or what keeps one from looking.
fn is_there(path: &Path) -> Result<bool, Report> {
    path.try_exists().map_err(|error| {
        no_bank(path, &format!("it cannot be looked at ({error})"), "see who may read it, and its folder")
    })
}

/// What is said of a path that leads to no bank.
fn no_bank(path: &Path, fault: &str, remedy: &str) -> Report {
    Report { entries: vec![Entry::new(path.display().to_string(), fault, remedy)] }
}

/// What is said of a bank that stands in its folder twice.
pub(crate) fn two_sources(file: &Path, other: &str) -> Report {
    let fault = format!("there is a {other} beside it, and one bank has one file");
    no_bank(file, &fault, "keep the one that you write in, and remove the other")
}

/// Proves the bank in a folder, or of a `bank.md` or `bank.json`, against the article beside it.
///
/// # Errors
/// All problems of the bank.
pub fn prove(bank: &Path) -> Result<Proved, Report> {
    prove_noting(bank, &|_, _| {})
}

/// Proves a bank, and notes the name and the content of each file beside it that the proof reads, words of the interface
/// aside.
///
/// # Errors
/// All problems of the bank.
pub(crate) fn prove_noting(bank: &Path, note: &dyn Fn(&str, &[u8])) -> Result<Proved, Report> {
    let folder = folder_of(bank);
    let beside = |name: &str| {
        let path = folder.join(name);
        let bytes = limited::read(&path, fetch::LIMIT);
        note(name, bytes.as_ref().ok().and_then(Option::as_deref).unwrap_or_default());
        text_file(&path, bytes, fetch::LIMIT, "no article has as much: save the page of the article alone")
    };
    newsquiz_compiler::compile(&read(&source_of(bank)?), &beside, &locales::beside(folder))
}

/// Proves a bank against the article that readers find at its public address. `saves` has that take the place of the one
/// beside the bank, as long as it has a paragraph of that.
///
/// # Errors
/// The article cannot be fetched or saved. Within: all problems of the bank, as it stands here and there.
pub fn prove_live(bank: &Path, saves: bool) -> Result<Result<Proved, Report>> {
    let proved = match prove(bank) {
        Ok(proved) => proved,
        Err(report) => return Ok(Err(report)),
    };
    let address = &*proved.bank.parts().article.href;
    ensure!(
        fetch::is_address(address),
        "the article of {} has no public address to look at; give one as `article.href`",
        bank.display()
    );
    let page = fetch::page(address)?;
    let html = charset::decode(address, &page.bytes, page.charset.as_deref())?.text;
    let published = |_: &str| TextFile::new(address, Ok(html.clone().into_bytes()));
    let folder = folder_of(bank);
    let there = newsquiz_compiler::compile(&read(&source_of(bank)?), &published, &locales::beside(folder));
    let is_another = !shares_a_paragraph(&html, &proved.article);
    let is_saved = saves && !is_another;
    if is_saved {
        let path = folder.join(ARTICLE_FILE);
        put(&path, &path, html.as_bytes())?;
    }
    Ok(there.map_err(|report| {
        let first =
            if is_another { of_another_article(address) } else { of_corrected_article(address, is_saved) };
        Report { entries: [vec![first], report.entries].concat() }
    }))
}

/// Whether a page has a paragraph of an article, and so is that article, corrected or not.
fn shares_a_paragraph(html: &str, article: &Article) -> bool {
    let known = article.paragraphs();
    let there = Article::longest(html);
    let texts = there.iter().flat_map(Article::paragraphs);
    texts.filter(|text| !text.is_empty()).any(|text| known.contains(&text))
}

/// What is said before the problems that a bank has with its published article alone.
fn of_corrected_article(address: &str, is_saved: bool) -> Entry {
    let remedy = if is_saved {
        format!(
            "see for each question below whether its answer still holds, and correct its quote; {ARTICLE_FILE} is the published page now"
        )
    } else {
        format!(
            "see for each question below whether its answer still holds; `--live --save` takes the published page as \
             {ARTICLE_FILE}, and then correct the quotes"
        )
    };
    Entry::new(
        address,
        format!("the published article is another than {ARTICLE_FILE}: it was corrected"),
        remedy,
    )
}

/// The same where it has nothing of the article beside the bank.
fn of_another_article(address: &str) -> Entry {
    Entry::new(
        address,
        format!("what is published there has no paragraph of {ARTICLE_FILE}"),
        "see whether it is the article, and all of it: some sites give programs the beginning alone; then save the page in a \
         browser",
    )
}

/// How many bytes a bank in JSON has at most, of which a hundred thousand questions take a half.
const LARGEST: u64 = 256_000_000;

/// The same of one in Markdown, of which everything is held at once in several times its room.
const LARGEST_MARKDOWN: u64 = 32_000_000;

/// The text file of a bank, or of what stands beside it; or why it cannot be read.
pub(crate) fn read(path: &Path) -> TextFile {
    let most = match Notation::of(&path.to_string_lossy()) {
        Notation::Markdown => LARGEST_MARKDOWN,
        Notation::Json => LARGEST,
    };
    text_file(path, limited::read(path, most), most, "see whether it is a bank; divide it if it is")
}

fn text_file(path: &Path, read: io::Result<Option<Vec<u8>>>, most: u64, remedy: &str) -> TextFile {
    let name = path.display().to_string();
    match read {
        Ok(Some(bytes)) => TextFile::new(name, Ok(bytes)),
        Ok(None) => TextFile::too_large(name, most / 1_000_000, remedy),
        Err(error) => TextFile::new(name, Err(error.to_string())),
    }
}
