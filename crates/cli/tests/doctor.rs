//! `newsquiz doctor` at sites that are up, on hosts that do one thing wrong each.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod small_widget;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use newsquiz_cli::doctor::{self, Examination};
use newsquiz_cli::server::{Manners, Server};
use newsquiz_cli::{bank, build, folder, widget};
use newsquiz_publish::BaseUrl;
use tempfile::TempDir;

/// A site with one bank, as `newsquiz build` makes it, with a change in its widget.
fn site(base_url: Option<&str>, style: &str) -> TempDir {
    site_of(&["tests/fixtures/bridge"], base_url, style)
}

/// The same with some banks of the project.
fn site_of(banks: &[&str], base_url: Option<&str>, style: &str) -> TempDir {
    let place = tempfile::tempdir().unwrap();
    let parts = place.path().join("widget");
    small_widget::write(&parts);
    fs::write(parts.join(small_widget::STYLE), style).unwrap();
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let banks: Vec<_> = banks.iter().map(|bank| bank::prove(&project.join(bank)).unwrap()).collect();
    let base_url = base_url.map(|url| BaseUrl::parse(url).unwrap());
    let files = build::site(&banks, &widget::read(&parts).unwrap(), base_url).unwrap();
    let site = tempfile::tempdir().unwrap();
    folder::write_all(site.path(), &files).unwrap();
    site
}

/// The file of a site with a hash in its name that has this beginning, without its copies.
fn hashed(site: &Path, start: &str) -> PathBuf {
    let fits = |path: &PathBuf| {
        let name = folder::name_in(site, path);
        name.starts_with(start) && newsquiz_publish::fingerprint::is_lasting(&name)
    };
    folder::files(site).unwrap().into_iter().find(fits).unwrap()
}

/// Takes a file away, with its copies.
fn remove(path: &Path) {
    for suffix in ["", ".br", ".gz"] {
        let _ = fs::remove_file(format!("{}{suffix}", path.display()));
    }
}

/// Puts a text in the place of a file, and takes its copies away.
fn replace(path: &Path, text: &str) {
    remove(path);
    fs::write(path, text).unwrap();
}

fn examine(site: &Path, manners: Manners) -> Examination {
    let server = Server::start_as(site, 0, manners).unwrap();
    doctor::examine(&server.origin()).unwrap()
}

/// Looks whether exactly these files have exactly these faults, by the beginning of a name and a part of the fault.
#[track_caller]
fn check(examination: &Examination, expected: &[(&str, &str)]) {
    let found: Vec<String> = examination
        .findings
        .iter()
        .map(|finding| {
            let name = finding.address.strip_prefix(&examination.site).unwrap_or(&finding.address);
            format!("{name}: {}", finding.fault)
        })
        .collect();
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (start, part) in expected {
        let is_there = found.iter().any(|found| found.starts_with(start) && found.contains(part));
        assert!(is_there, "{start}: {part} is not in {found:#?}");
    }
}

#[test]
fn a_site_that_is_well_served_has_nothing_wrong() {
    let site = site(None, "style");
    let examination = examine(site.path(), Manners::default());
    check(&examination, &[]);
    assert_eq!(examination.banks, ["bridge"]);
    let looked_at = |start: &str| examination.files.iter().any(|name| name.starts_with(start));
    for name in [
        "embed.js",
        "takeover-",
        "newsquiz-",
        "quiz-",
        "inside-",
        "icon-512-",
        "sw.js",
        "banks/bridge/bank.bin",
    ] {
        assert!(looked_at(name), "{name} is not in {:?}", examination.files);
    }
}

#[test]
fn a_card_has_to_be_where_the_page_says_that_it_is() {
    let served = tempfile::tempdir().unwrap();
    let server = Server::start_as(served.path(), 0, Manners::default()).unwrap();
    let site = site(Some(&server.origin()), "style");
    folder::copy(site.path(), served.path()).unwrap();
    let examination = doctor::examine(&server.origin()).unwrap();
    check(&examination, &[]);
    assert!(
        examination.files.iter().any(|name| name.starts_with("cards/bridge-")),
        "{:?}",
        examination.files
    );
    remove(&hashed(served.path(), "cards/bridge-"));
    check(&doctor::examine(&server.origin()).unwrap(), &[("cards/bridge-", "there is no such file")]);
}

#[test]
fn a_list_of_quizzes_is_a_site_whose_first_quiz_is_looked_at_and_the_one_that_is_named() {
    let site = site_of(&["tests/fixtures/bridge", "tests/fixtures/ferry"], None, "style");
    let server = Server::start_as(site.path(), 0, Manners::default()).unwrap();
    let examination = doctor::examine(&server.origin()).unwrap();
    check(&examination, &[]);
    assert_eq!(examination.banks, ["bridge"]);
    // What is wrong with the page of a quiz is told, and with what keeps it.
    remove(&site.path().join("banks/ferry/index.html"));
    replace(&site.path().join("banks/bridge/bank.bin"), "text");
    let examination = doctor::examine(&format!("{}/banks/ferry/", server.origin())).unwrap();
    let expected = [
        ("banks/bridge/bank.bin", "no page can play it"),
        ("banks/bridge/bank.bin", "not the file of this name that banks/bridge/sw.js was made with"),
        ("banks/ferry/", "there is no such file, and every link to this quiz loads it"),
    ];
    check(&examination, &expected);
    assert_eq!(examination.banks, ["bridge", "ferry"]);
}

#[test]
fn a_host_may_leave_out_the_end_of_a_page_s_name() {
    let site = site(None, "style");
    let manners = Manners { leaves_out_html: true, ..Manners::default() };
    check(&examine(site.path(), manners), &[]);
    // It does not hide that a page is gone.
    remove(&site.path().join("banks/bridge/embed.html"));
    check(&examine(site.path(), manners), &[("banks/bridge/embed.html", "there is no such file")]);
}

#[test]
fn what_a_host_does_wrong_is_told_for_the_files_that_suffer() {
    let site = site(None, &"a{color:red}".repeat(100));

    let alone = examine(site.path(), Manners { keeps_to_itself: true, ..Manners::default() });
    let suffers = |name: &str| {
        alone
            .findings
            .iter()
            .any(|finding| finding.address.contains(name) && finding.fault.contains("other sites"))
    };
    for name in ["embed.js", "newsquiz-", "takeover-", "quiz-", "bank.bin", "quiz.html"] {
        assert!(suffers(name), "{name} is not in {:?}", alone.findings);
    }
    assert!(!suffers("sw.js") && !suffers("embed.html"), "{:?}", alone.findings);

    let manners = Manners { calls_programs_bytes: true, ..Manners::default() };
    check(&examine(site.path(), manners), &[("newsquiz-", "the type `application/octet-stream`")]);

    let manners = Manners { compresses_nothing: true, ..Manners::default() };
    let large = examine(site.path(), manners);
    let is_told = |name: &str| large.findings.iter().any(|finding| finding.address.contains(name));
    assert!(is_told("newsquiz-") && is_told("quiz-") && is_told("embed.html"), "{:?}", large.findings);
    assert!(!is_told("bank.bin") && !is_told("icon") && !is_told("quiz.html"), "{:?}", large.findings);
}

#[test]
fn a_file_that_is_not_there_is_told_with_who_loads_it() {
    let site = site(None, "style");
    remove(&hashed(site.path(), "takeover-"));
    remove(&site.path().join("banks/bridge/bank.bin"));
    let expected = [
        ("takeover-", "there is no such file, and embed.js loads it"),
        ("banks/bridge/bank.bin", "there is no such file, and sw.js loads it"),
    ];
    check(&examine(site.path(), Manners::default()), &expected);

    // A host that answers with its page is not believed.
    let manners = Manners { knows_one_page: true, ..Manners::default() };
    let expected = [
        ("no-such-file", "as if there were"),
        ("takeover-", "a page in the place of this file, which embed.js loads"),
        ("banks/bridge/bank.bin", "a page in the place of this file"),
    ];
    check(&examine(site.path(), manners), &expected);
}

#[test]
fn a_site_may_do_without_what_installs_it() {
    let site = site(None, "style");
    for name in ["sw.js", "manifest.json"] {
        remove(&site.path().join(name));
    }
    let examination = examine(site.path(), Manners::default());
    check(&examination, &[]);
    assert_eq!(examination.left_out, ["sw.js", "manifest.json", "xapi.js"]);

    // In its place may stand the one that takes everything back (docs/hosting.md).
    fs::write(site.path().join("sw.js"), "addEventListener('install', () => skipWaiting())").unwrap();
    check(&examine(site.path(), Manners::default()), &[]);
}

#[test]
fn files_of_two_builds_are_told() {
    let (old, new) = (site(None, "old"), site(None, "new"));
    // The new one came over the old one, as it should, and a cache has kept the old starter.
    let both = tempfile::tempdir().unwrap();
    folder::copy(old.path(), both.path()).unwrap();
    folder::copy(new.path(), both.path()).unwrap();
    check(&examine(both.path(), Manners::default()), &[]);

    for name in ["embed.js", "embed.js.br", "embed.js.gz"] {
        fs::copy(old.path().join(name), both.path().join(name)).unwrap();
    }
    let expected = [
        ("embed.js", "not the file of this name that sw.js was made with"),
        ("", "embed.js loads takeover-"),
        ("", "loads quiz-"),
    ];
    check(&examine(both.path(), Manners::default()), &expected);
}

#[test]
fn a_file_that_was_changed_on_its_way_is_told() {
    let site = site(None, "style");
    replace(&hashed(site.path(), "inside-"), "inside!");
    replace(&site.path().join("frame.js"), "frames, and made smaller by the host");
    replace(&hashed(site.path(), "quiz-"), "style!");
    replace(&site.path().join("banks/bridge/bank.bin"), "text");
    let expected = [
        ("banks/bridge/bank.bin", "no page can play it"),
        ("banks/bridge/bank.bin", "not the file of this name that sw.js was made with"),
        ("inside-", "not the one that its name tells by the hash"),
        ("quiz-", "not the one that its name tells by the hash"),
    ];
    check(&examine(site.path(), Manners::default()), &expected);
}

#[test]
fn a_site_that_was_built_for_another_address_is_told() {
    let site = site(Some("https://quiz.example/"), "style");
    let expected = [
        ("", "it says that it stands at https://quiz.example/banks/bridge/"),
        ("banks/bridge/quiz.html", "it loads https://quiz.example/quiz-"),
    ];
    check(&examine(site.path(), Manners::default()), &expected);
}

#[test]
fn a_page_of_somebody_else_is_not_taken_for_a_site() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("index.html"), "<h1>Welcome!</h1>").unwrap();
    check(&examine(place.path(), Manners::default()), &[("", "there is no quiz in this page")]);
    let empty = tempfile::tempdir().unwrap();
    check(&examine(empty.path(), Manners::default()), &[("", "there is no page: the host answers 404")]);
}

fn newsquiz(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_newsquiz")).args(arguments).output().unwrap()
}

#[test]
fn the_command_tells_by_its_code_whether_all_is_well() {
    let site = site(None, "style");
    let server = Server::start(site.path(), 0).unwrap();
    let output = newsquiz(&["doctor", &server.origin()]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains(": nothing is wrong\n") && said.contains("the quiz `bridge`"), "{said}");

    remove(&site.path().join("frame.js"));
    let output = newsquiz(&["doctor", &format!("{}/banks/bridge/embed.html", server.origin()), "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let finding = &said["findings"][0];
    assert_eq!(finding["address"], format!("{}/frame.js", server.origin()));
    assert!(finding["remedy"].as_str().unwrap().contains("upload the whole folder"), "{finding}");
    assert!(output.stderr.is_empty());

    let origin = server.origin();
    drop(server);
    for address in [&*origin, "quiz.example"] {
        let output = newsquiz(&["doctor", address]);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("error: "), "{output:?}");
    }
}
