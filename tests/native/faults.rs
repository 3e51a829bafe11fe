//! Faulty banks: each file in `fixtures/invalid` beside the exact problems that an author is told.

use std::{collections::BTreeSet, ffi::OsStr, fs, path::Path};

use tempfile::TempDir;

use crate::path;

/// What is wrong with the bank in a folder.
fn report(folder: &Path) -> String {
    match newsquiz_cli::bank::prove(folder) {
        Ok(_) => "no problem".to_owned(),
        Err(report) => report.to_string().replace(&format!("{}/", folder.display()), ""),
    }
}

/// What the compiler says of a bank's source, without the folder's name.
fn problems(source: &[u8], article: &Path) -> String {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("bank.json"), source).unwrap();
    fs::copy(article, folder.path().join("article.html")).unwrap();
    report(folder.path())
}

#[test]
fn every_fault_is_told_with_file_question_and_remedy() {
    let folder = path("tests/fixtures/invalid");
    let names = |extension: &str| -> BTreeSet<String> {
        let files = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let wanted = files.filter(|path| path.extension() == Some(OsStr::new(extension)));
        wanted.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names("json"), names("txt"), "each bank has its problems beside it");
    assert!(!names("json").is_empty());
    for name in names("json") {
        let source = fs::read(folder.join(&name).with_extension("json")).unwrap();
        let expected = fs::read_to_string(folder.join(&name).with_extension("txt")).unwrap();
        let found = problems(&source, &path("tests/fixtures/bridge/article.html"));
        assert_eq!(found, expected.trim_end(), "{name}");
    }
}

#[test]
fn a_valid_bank_has_no_problem() {
    let source = fs::read(path("tests/fixtures/valid.json")).unwrap();
    assert_eq!(problems(&source, &path("tests/fixtures/bridge/article.html")), "no problem");
}

#[test]
fn a_folder_without_a_bank_is_told() {
    let folder = TempDir::new().unwrap();
    let report = report(folder.path());
    assert!(report.contains("bank.json: cannot be read") && report.contains("put it there"), "{report}");
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    let source = fs::read(path("tests/fixtures/valid.json")).unwrap();
    let marked = [b"\xef\xbb\xbf", &*source].concat();
    assert_eq!(problems(&marked, &path("tests/fixtures/bridge/article.html")), "no problem");
}

#[test]
fn an_article_that_cannot_be_read_is_told_once_with_its_remedy() {
    let source = fs::read(path("tests/fixtures/valid.json")).unwrap();
    let folder = TempDir::new().unwrap();
    let page = folder.path().join("page.html");
    for (html, expected) in [
        (
            &b"<main><p>A bridge opens.</p></main>"[..],
            "article.html: there is no `<article>` with text in it; put the text of the article into `<p>` elements in one",
        ),
        (
            b"<article><p>Le pont est ferm\xe9.</p></article>",
            "article.html: cannot be read: it is not in UTF-8; save it as UTF-8",
        ),
    ] {
        fs::write(&page, html).unwrap();
        assert_eq!(problems(&source, &page), format!("{expected}\n1 problem"));
    }
}
