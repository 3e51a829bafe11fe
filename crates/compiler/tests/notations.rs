//! The banks of the project, which say the same in each notation.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use newsquiz_compiler::{Notation, TextFile, format, says_the_same};

/// What is no bank that could be written: no JSON, no group of fields, or a field that stands there twice.
const UNWRITABLE: [&str; 3] = ["not-json.json", "not-an-object.json", "fields-twice.json"];

fn banks() -> Vec<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let list = |folder: &str| -> Vec<PathBuf> {
        fs::read_dir(project.join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect()
    };
    let folders = [list("banks"), list("tests/fixtures")].concat();
    let banks = folders.iter().map(|folder| folder.join("bank.json"));
    let faulty =
        list("tests/fixtures/invalid").into_iter().chain([project.join("tests/fixtures/valid.json")]);
    let is_writable = |path: &PathBuf| !UNWRITABLE.iter().any(|name| path.ends_with(name));
    let is_json = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "json") && path.is_file();
    banks.chain(faulty).filter(is_json).filter(is_writable).collect()
}

#[test]
fn every_bank_of_the_project_says_the_same_in_markdown() {
    let banks = banks();
    assert!(15 < banks.len(), "{banks:?}");
    for path in banks {
        let name = path.display().to_string();
        let written =
            |file: &TextFile, to| format(file, to).unwrap_or_else(|report| panic!("{name}: {report}")).text;
        let file = |name: &str, text: &str| TextFile::new(name, Ok(text.as_bytes().to_vec()));
        let json = TextFile::new("bank.json", Ok(fs::read(&path).unwrap()));
        let markdown = file("bank.md", &written(&json, Notation::Markdown));
        assert!(says_the_same(&json, &markdown).unwrap(), "{name}");
        assert_eq!(written(&markdown, Notation::Json), written(&json, Notation::Json), "{name}");
        assert_eq!(written(&markdown, Notation::Markdown), markdown.text().unwrap(), "{name}");
    }
}
