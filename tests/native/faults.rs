//! Faulty banks: each file in `fixtures/invalid` beside the exact problems that an author is told.

use std::{collections::BTreeSet, ffi::OsStr, fs, path::Path};

use newsquiz_cli::problems;
use newsquiz_core::block::Block;
use tempfile::TempDir;

use crate::path;

/// What is wrong with the bank in a folder.
fn report(folder: &Path) -> String {
    match newsquiz_cli::bank::prove(folder) {
        Ok(_) => "no problem".to_owned(),
        Err(report) => report.to_string().replace(&format!("{}/", folder.display()), ""),
    }
}

/// The same as an author sees it in a terminal.
fn shown(source: &[u8], article: &Path) -> String {
    let folder = folder_with(source, article);
    let Err(mut report) = newsquiz_cli::bank::prove(folder.path()) else {
        return "no problem".to_owned();
    };
    for entry in &mut report.entries {
        entry.file = entry.file.replace(&format!("{}/", folder.path().display()), "");
    }
    format!("{}{}\n", problems::rendered(&report, false), report.count())
}

fn folder_with(source: &[u8], article: &Path) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("bank.json"), source).unwrap();
    fs::copy(article, folder.path().join("article.html")).unwrap();
    folder
}

/// What the compiler says of a bank's source, without the folder's name.
fn problems(source: &[u8], article: &Path) -> String {
    report(folder_with(source, article).path())
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
        let found = shown(&source, &path("tests/fixtures/bridge/article.html"));
        // As with the other golden texts: with this variable, what is there now is kept.
        if std::env::var_os("NEWSQUIZ_ACCEPT").is_some() {
            fs::write(folder.join(&name).with_extension("txt"), &found).unwrap();
            continue;
        }
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn a_valid_bank_has_no_problem() {
    let source = fs::read(path("tests/fixtures/valid.json")).unwrap();
    assert_eq!(problems(&source, &path("tests/fixtures/bridge/article.html")), "no problem");
}

#[test]
fn what_can_be_found_need_not_be_written() {
    let source = r#"{
        "id": "bridge", "lang": "en", "title": "The bridge", "article": { "href": "article.html" },
        "questions": [{
            "stem": "Who paid?", "choices": [{ "text": "The city", "correct": true }, { "text": "The state" }],
            "evidence": { "exact": "The city paid" }
        }]
    }"#;
    let folder = folder_with(source.as_bytes(), &path("tests/fixtures/bridge/article.html"));
    let proved = newsquiz_cli::bank::prove(folder.path()).unwrap();
    let bank = &proved.bank;
    let question = &bank.questions()[0];
    let ids: Vec<&str> = question.choices.iter().map(|choice| &*choice.id).collect();
    assert_eq!((&*question.id, &*ids), ("who-paid", &["the-city", "the-state"][..]));
    assert_eq!((bank.parts().plan.questions, bank.parts().plan.seed.as_str()), (1, "bridge"));
    assert_eq!(question.evidence.block, Block::paragraph(3));
    assert_eq!(proved.made_ids, 3);
    let warnings: Vec<_> = proved.warnings.entries.iter().map(|entry| entry.lint).collect();
    assert_eq!(warnings, [Some("no-explanation")]);
}

#[test]
fn a_quote_that_became_a_choice_s_is_told() {
    let folder = TempDir::new().unwrap();
    let bank = "---\nid: bridge\nlang: en\ntitle: T\narticle: { href: article.html }\n---\n\n## Who paid?\n\n\
                - [x] The city\n- [ ] Nobody\n\n      > The city paid\n";
    fs::write(folder.path().join("bank.md"), bank).unwrap();
    fs::copy(path("tests/fixtures/bridge/article.html"), folder.path().join("article.html")).unwrap();
    let told = report(folder.path());
    let expected = "bank.md:8:4: question 1 `who-paid`: the question has no evidence, and choice 2 has a quote of its own; \
                    take away the spaces before its >";
    assert!(told.contains(expected), "{told}");
}

#[test]
fn a_warning_is_switched_off_with_a_reason() {
    let source = fs::read_to_string(path("tests/fixtures/valid.json")).unwrap();
    let article = path("tests/fixtures/bridge/article.html");
    let marked = source.replacen("\"explanation\": \"", "\"explanation\": \"R&amp;D. ", 1);
    assert_ne!(marked, source);
    let warnings = |source: &str| {
        let folder = folder_with(source.as_bytes(), &article);
        newsquiz_cli::bank::prove(folder.path()).map(|proved| proved.warnings.entries.len())
    };
    let off = |text: &str| marked.replacen('{', &format!("{{ \"lints\": {{ \"off\": [{text}] }},"), 1);
    assert_eq!(warnings(&source).unwrap(), 0);
    assert_eq!(warnings(&marked).unwrap(), 1);
    let reason = "\"reason\": \"it is a name\"";
    assert_eq!(warnings(&off(&format!("{{ \"name\": \"markup-in-text\", {reason} }}"))).unwrap(), 0);
    for (text, expected) in [
        (
            format!("{{ \"name\": \"markup\", {reason} }}"),
            "no warning with the name `markup`; use `markup-in-text`",
        ),
        ("{ \"name\": \"markup-in-text\" }".to_owned(), "switched off without a reason; say in `reason`"),
    ] {
        let told = warnings(&off(&text)).unwrap_err().to_string();
        assert!(told.contains(expected), "{told}");
    }
}

#[test]
fn stems_that_name_the_article_are_told_where_they_are_too_many() {
    let article = path("tests/fixtures/bridge/article.html");
    let source = |naming: usize| {
        let question = |ix: usize| {
            let named = if ix < naming { ", as the article tells it" } else { "" };
            let stem = format!("Who paid for part {ix}{named}?");
            let choices = r#"[{ "text": "The city", "correct": true }, { "text": "The state" }]"#;
            let rest = r#""explanation": "It did.", "evidence": { "exact": "The city paid" }"#;
            format!(r#"{{ "id": "q{ix}", "stem": "{stem}", "choices": {choices}, {rest} }}"#)
        };
        let questions: Vec<String> = (0..8).map(question).collect();
        let head = r#""id": "bridge", "lang": "en", "title": "T", "article": { "href": "article.html" }"#;
        format!("{{ {head}, \"questions\": [{}] }}", questions.join(",\n"))
    };
    let warnings = |naming| {
        let folder = folder_with(source(naming).as_bytes(), &article);
        let proved = newsquiz_cli::bank::prove(folder.path()).unwrap();
        proved.warnings.entries.iter().map(|entry| (entry.lint, entry.place.clone())).collect::<Vec<_>>()
    };
    assert_eq!(warnings(2), []);
    let told = |place: &str| (Some("names-the-article"), place.to_owned());
    assert_eq!(warnings(3), [told("question 1 `q0`"), told("question 2 `q1`"), told("question 3 `q2`")]);
}

#[test]
fn a_folder_without_a_bank_is_told() {
    let folder = TempDir::new().unwrap();
    let report = report(folder.path());
    assert!(report.contains("there is no bank in this folder; put bank.md or bank.json there"), "{report}");
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
