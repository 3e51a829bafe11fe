//! A quiz that was withdrawn: its bank keeps all that is in it, and asks nothing.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use newsquiz_compiler::{Locales, Notation, Proved, Report, TextFile, compile, format};

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)).unwrap()
}

fn file(name: &str, text: &str) -> TextFile {
    TextFile::new(name, Ok(text.as_bytes().to_vec()))
}

/// The bank of the fixtures with a line more in its head, and an article that has lost its quotes.
fn compiled(line: &str) -> Result<Proved, Report> {
    let bank = read("tests/fixtures/bridge/bank.json").replacen('{', &format!("{{ {line}"), 1);
    let article = |_: &str| file("article.html", "<article><p>All of this was wrong.</p></article>");
    let locales = Locales::new([("en".to_owned(), file("en.json", &read("locales/en.json")))]);
    compile(&file("bank.json", &bank), &article, &locales)
}

#[test]
fn what_is_withdrawn_needs_no_proof_and_nothing_of_it_is_lost() {
    let lost = compiled("").unwrap_err().entries.len();
    let retired = compiled("\"retired\": true,").unwrap();
    assert!(retired.is_retired && 5 <= lost, "{lost}");
    assert_eq!(retired.bank.questions().len(), 5);
    assert_eq!(retired.page_words.retired, "This quiz has been withdrawn.");
    assert_eq!(compiled("\"retired\": false,").unwrap_err().entries.len(), lost);
    // What is wrong with the bank itself is told all the same.
    let report = compiled("\"retired\": true, \"contact\": \"nowhere\",").unwrap_err().to_string();
    assert!(report.contains("contact"), "{report}");
    let report = compiled("\"retired\": \"yes\",").unwrap_err().to_string();
    assert!(report.contains("retired"), "{report}");
}

#[test]
fn both_notations_say_that_a_quiz_is_withdrawn() {
    let json = read("tests/fixtures/bridge/bank.json").replacen('{', "{ \"retired\": true,", 1);
    let markdown = format(&file("bank.json", &json), Notation::Markdown).unwrap().text;
    assert!(markdown.contains("\nretired: true\n"), "{markdown}");
    let back = format(&file("bank.md", &markdown), Notation::Json).unwrap().text;
    assert!(back.contains("\n  \"retired\": true,\n"), "{back}");
}
