//! The rules of the layout that no compiler checks, each with its reason.

use std::{
    fs,
    path::{Path, PathBuf},
};

use newsquiz_core::choice_set::ChoiceSet;

use crate::path;

/// Words that must not stand in the Rust files of a folder or in a file, and why.
const RULES: &[(&str, &[&str], &str)] = &[
    (
        "src/view",
        &["web_sys", "js_sys", "gloo", "crate::browser", "crate::session"],
        "views get data, and give steps",
    ),
    ("src/view.rs", &["web_sys", "js_sys", "gloo", "crate::browser"], "views get data, and give steps"),
    (
        "src/session.rs",
        &["web_sys", "js_sys", "gloo", "browser", "view"],
        "the session is the attempt and nothing else",
    ),
    (
        "src/step.rs",
        &["crate::", "web_sys", "js_sys", "gloo"],
        "views ask for steps, and know nothing behind them",
    ),
    ("src/app.rs", &["web_sys", "js_sys", "gloo"], "only `browser` knows the page"),
    ("src", &["inner_html", "from_html_unchecked", "VRaw"], "authors' text never becomes markup"),
    ("src", &["function_component"], "the name is `component` since Yew 0.22"),
    (
        "src",
        &["unwrap()", "expect(\"", "panic!", "unreachable!"],
        "a panic while rendering freezes every quiz of the page",
    ),
    (
        "crates/core/src",
        &[
            "yew",
            "web_sys",
            "js_sys",
            "gloo",
            "std::time",
            "std::fs",
            "std::env",
            "std::net",
            "thread_rng",
            "SmallRng",
        ],
        "the core has no page, no clock, no randomness of its own and no I/O",
    ),
    (
        "crates/compiler/src",
        &["std::fs", "std::env", "std::net", "std::process", "std::time", "std::path"],
        "the compiler gets texts, and knows no file, no clock and no process",
    ),
    (
        "crates/publish/src",
        &["std::fs", "std::env", "std::net", "std::process", "std::time", "std::path"],
        "a site is a map from path to bytes: no file, no clock and no process",
    ),
];

fn files(root: &Path, extension: &str) -> Vec<PathBuf> {
    if root.is_file() {
        return vec![root.to_owned()];
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|other| other == extension) {
            found.push(path);
        }
    }
    found
}

/// The code of a file without its tests and its comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn nothing_stands_where_it_must_not() {
    for (place, words, reason) in RULES {
        let files = files(&path(place), "rs");
        assert!(!files.is_empty(), "{place} has no Rust file; correct the rule");
        // What only tests use may read the project's files.
        for file in files.iter().filter(|file| !file.ends_with("testing.rs")) {
            let code = code(file);
            for word in *words {
                assert!(!code.contains(word), "{}: `{word}`, but {reason} (ARCHITECTURE.md)", file.display());
            }
        }
    }
}

#[test]
fn every_module_says_what_it_is_for() {
    for folder in ["src", "crates", "xtask/src", "tests"] {
        for file in files(&path(folder), "rs") {
            let text = fs::read_to_string(&file).unwrap();
            assert!(
                text.starts_with("//!"),
                "{}: begin with a line of `//!` on the file's one job",
                file.display()
            );
        }
    }
}

#[test]
fn every_dependency_has_its_reason() {
    let manifests = ["Cargo.toml", "xtask/Cargo.toml"].map(str::to_owned).into_iter();
    let crates =
        ["core", "compiler", "drawer", "publish", "cli"].map(|name| format!("crates/{name}/Cargo.toml"));
    for manifest in manifests.chain(crates) {
        let text = fs::read_to_string(path(&manifest)).unwrap();
        let (mut in_dependencies, mut told) = (false, "");
        for line in text.lines() {
            if line.starts_with('[') {
                in_dependencies = line.contains("dependencies");
            } else if line.starts_with('#') {
                told = "any";
            } else if in_dependencies && !line.is_empty() && !line.starts_with([' ', ']']) {
                // What the workspace lists has its reason there, our own packages need none, and one reason serves
                // the packages of one family.
                let family = line.split(['-', '_', ' ', '.']).next().unwrap_or_default();
                let is_told =
                    told == "any" || told == family || line.contains("workspace") || line.contains("path =");
                assert!(is_told, "{manifest}: `{line}` has no comment that says why it is there");
                told = family;
            }
        }
    }
}

#[test]
fn the_style_sheet_finds_what_is_said_of_each_choice() {
    let css = fs::read_to_string(path("static/quiz.css")).unwrap();
    for place in 1..=ChoiceSet::CAPACITY {
        let rule = format!(":nth-of-type({place}) > :checked) ~ .feedback > div:nth-of-type({place})");
        assert!(css.contains(&rule), "quiz.css: {rule}");
    }
}

#[test]
fn the_style_sheet_is_right_to_left_too() {
    let css = fs::read_to_string(path("static/quiz.css")).unwrap();
    for word in [
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "border-left",
        "border-right",
        " left:",
        " right:",
    ] {
        assert!(!css.contains(word), "quiz.css: `{word}`; use logical properties, as `margin-inline-start`");
    }
}
