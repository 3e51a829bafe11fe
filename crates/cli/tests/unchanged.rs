//! A bank that is as it was is not made again, and what is taken over is what would be made.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod small_widget;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use newsquiz_cli::folder;
use newsquiz_publish::{compress, fingerprint};
use tempfile::TempDir;

/// The banks of the desk.
const BANKS: [&str; 3] = ["bridge", "ferry", "tunnel"];

/// A folder with banks that differ in their ids, and a widget.
fn desk() -> TempDir {
    let desk = tempfile::tempdir().unwrap();
    let bridge = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/bridge");
    for bank in BANKS {
        let folder = desk.path().join(bank);
        fs::create_dir(&folder).unwrap();
        let source = fs::read_to_string(bridge.join("bank.json")).unwrap();
        fs::write(folder.join("bank.json"), source.replacen("\"bridge\"", &format!("\"{bank}\""), 1))
            .unwrap();
        fs::copy(bridge.join("article.html"), folder.join("article.html")).unwrap();
    }
    small_widget::write(&desk.path().join("widget"));
    desk
}

fn newsquiz(desk: &TempDir, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_newsquiz")).current_dir(desk.path()).args(arguments).output().unwrap()
}

#[track_caller]
fn build(desk: &TempDir, out: &str, options: &[&str]) {
    let output = newsquiz(desk, &[&["build", "--widget", "widget", "--out", out], options].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The files of a site, without those that are kept for pages of earlier builds, and the marker that names them.
fn files(desk: &TempDir, out: &str) -> BTreeMap<String, Vec<u8>> {
    let site = desk.path().join(out);
    let marker = fs::read_to_string(site.join(".newsquiz-site")).unwrap();
    let kept: Vec<&str> = marker.lines().filter_map(|line| line.strip_prefix("kept: ")).collect();
    assert!(kept.iter().all(|name| fingerprint::is_lasting(compress::original(name))));
    let names = folder::files(&site).unwrap().into_iter().map(|path| (folder::name_in(&site, &path), path));
    let ours = names.filter(|(name, _)| !kept.contains(&name.as_str()) && name != ".newsquiz-site");
    ours.map(|(name, path)| (name, fs::read(path).unwrap())).collect()
}

fn replace(path: PathBuf, from: &str, to: &str) {
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from} is not in {}", path.display());
    fs::write(path, text.replace(from, to)).unwrap();
}

#[test]
fn whatever_changes_changes_the_site_as_if_it_were_made_from_scratch() {
    let desk = desk();
    let two = &BANKS[..2];
    let at = |name: &str| desk.path().join(name);
    build(&desk, "dist", two);
    let mut base_url = Vec::new();
    type Change<'a> = (&'a str, &'a dyn Fn(), &'a str);
    let words = || {
        let english = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales/en.json");
        fs::copy(english, at("ferry/words.en.json")).unwrap();
        replace(at("ferry/words.en.json"), "\"Check answer\"", "\"Ahoy!\"");
    };
    let changes: [Change<'_>; 7] = [
        (
            "a text",
            &|| replace(at("ferry/bank.json"), "Nothing got past you.", "Nobody did better."),
            "banks/ferry/quiz.html",
        ),
        (
            "the article",
            &|| replace(at("ferry/article.html"), "</article>", "<p>It rained.</p></article>"),
            "banks/ferry/article.html",
        ),
        ("words beside the bank", &words, "banks/ferry/quiz.html"),
        (
            "other words beside it",
            &|| replace(at("ferry/words.en.json"), "Ahoy!", "Hello!"),
            "banks/ferry/quiz.html",
        ),
        ("the style", &|| replace(at("widget/first.css"), "a{}", "b{}"), "banks/bridge/quiz.html"),
        ("the program", &|| replace(at("widget/newsquiz.wasm"), "program", "Program"), "banks/bridge/sw.js"),
        (
            "a template",
            &|| replace(at("widget/embed.html"), "</body>", "<!-- new --></body>"),
            "banks/bridge/embed.html",
        ),
    ];
    for (what, change, path) in changes {
        let before = files(&desk, "dist");
        change();
        build(&desk, "dist", two);
        let after = files(&desk, "dist");
        assert_ne!(before[path], after[path], "{what}: {path}");
        let _ = fs::remove_dir_all(at("fresh"));
        build(&desk, "fresh", two);
        assert!(after == files(&desk, "fresh"), "{what}");
    }
    for url in ["https://quiz.example/a", "https://quiz.example/b"] {
        let before = files(&desk, "dist");
        base_url = vec!["--base-url", url];
        build(&desk, "dist", &[two, &base_url].concat());
        let after = files(&desk, "dist");
        assert_ne!(before["banks/bridge/quiz.html"], after["banks/bridge/quiz.html"], "{url}");
        let _ = fs::remove_dir_all(at("fresh"));
        build(&desk, "fresh", &[two, &base_url].concat());
        assert!(after == files(&desk, "fresh"), "{url}");
    }
    let card = |bank: &str| {
        let start = format!("cards/{bank}-");
        files(&desk, "dist").into_keys().find(|name| name.starts_with(&start)).unwrap()
    };
    let before = ["ferry", "bridge"].map(card);
    replace(at("ferry/bank.json"), "\"title\": \"", "\"title\": \"Ahoy! ");
    build(&desk, "dist", &[two, &base_url].concat());
    let [ferry, bridge] = ["ferry", "bridge"].map(card);
    assert_eq!((ferry == before[0], bridge == before[1]), (false, true));
    assert!(at("dist").join(&before[0]).is_file(), "social sites ask for it");
    // Other banks, in another order, and one alone, which has the page at the top.
    for banks in [&["tunnel", "bridge"][..], &["bridge"], two] {
        let options = [banks, &base_url].concat();
        build(&desk, "dist", &options);
        let _ = fs::remove_dir_all(at("fresh"));
        build(&desk, "fresh", &options);
        assert!(files(&desk, "dist") == files(&desk, "fresh"), "{banks:?}");
    }
}

#[test]
fn a_proof_sheet_follows_the_earlier_bank_that_it_is_compared_with() {
    let desk = desk();
    let bank = &BANKS[..1];
    let sheet = || fs::read_to_string(desk.path().join("dist/banks/bridge/review.html")).unwrap();
    let build_since = |file: &str| build(&desk, "dist", &[bank, &["--since", file]].concat());
    fs::copy(desk.path().join("bridge/bank.json"), desk.path().join("before.json")).unwrap();
    build(&desk, "dist", bank);
    assert!(!sheet().contains("id=\"since\""));
    build_since("before.json");
    assert!(sheet().contains("Nothing has changed since the earlier bank."));
    // A quote that the article has no more is no fault in an earlier bank.
    replace(desk.path().join("before.json"), "\"That is a day too late.\"", "\"Too late.\"");
    replace(desk.path().join("before.json"), "\"exact\": \"", "\"exact\": \"Once ");
    build_since("before.json");
    for before in ["<del>Too late.</del>", "<del lang=\"en\" dir=\"auto\">Once "] {
        assert!(sheet().contains(before), "{before}: the earlier bank is an input");
    }
    build(&desk, "dist", bank);
    assert!(!sheet().contains("<del>"));

    let output =
        newsquiz(&desk, &["build", "--widget", "widget", "--out", "dist", "bridge", "--since", "ferry"]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && told.contains("no bank of this build has its id `ferry`"), "{told}");
    assert!(!sheet().contains("id=\"since\""), "nothing was built");
}

#[cfg(unix)]
#[test]
fn what_did_not_change_is_taken_over_and_what_was_touched_is_made_again() {
    use std::os::unix::fs::MetadataExt as _;

    let desk = desk();
    let page = |bank: &str| desk.path().join(format!("dist/banks/{bank}/review.html"));
    let number = |bank: &str| fs::metadata(page(bank)).unwrap().ino();
    build(&desk, "dist", &BANKS);
    // They stay in use, so that no new file gets their numbers.
    let kept: Vec<_> = BANKS.iter().map(|bank| fs::File::open(page(bank)).unwrap()).collect();
    let before = BANKS.map(number);
    replace(desk.path().join("ferry/bank.json"), "Nothing got past you.", "Nobody did better.");
    let made = fs::read(page("tunnel")).unwrap();
    fs::write(page("tunnel"), "somebody's").unwrap();
    build(&desk, "dist", &BANKS);
    let after = BANKS.map(number);
    assert_eq!(before[0], after[0], "an unchanged bank");
    assert_ne!(before[1], after[1], "a changed bank");
    assert_ne!(before[2], after[2], "a bank whose page was written over");
    assert_eq!(fs::read(page("tunnel")).unwrap(), made);
    drop(kept);
}

#[test]
fn warnings_are_told_each_time_and_a_refused_build_leaves_the_site_as_it_was() {
    let desk = desk();
    replace(desk.path().join("ferry/bank.json"), "Nothing got past you.", "Nobody did better.");
    replace(desk.path().join("ferry/bank.json"), "That is a day too late.", "That is &amp; was late.");
    for _ in 0..2 {
        let output =
            newsquiz(&desk, &[&["build", "--widget", "widget", "--out", "dist"][..], &BANKS].concat());
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() && told.contains("warning[markup-in-text]"), "{told}");
    }
    let before = files(&desk, "dist");
    // A bank with the folder of another one.
    let other = desk.path().join("other");
    fs::create_dir(&other).unwrap();
    for name in ["bank.json", "article.html"] {
        fs::copy(desk.path().join("bridge").join(name), other.join(name)).unwrap();
    }
    replace(other.join("bank.json"), "Nothing got past you.", "Nobody did better.");
    replace(desk.path().join("tunnel/bank.json"), "\"title\"", "\"titel\"");
    for banks in [&["bridge", "other"][..], &["bridge", "tunnel"]] {
        let arguments = [&["build", "--widget", "widget", "--out", "dist"][..], banks].concat();
        let output = newsquiz(&desk, &arguments);
        assert_eq!(output.status.code(), Some(1));
        assert!(files(&desk, "dist") == before, "{banks:?}");
        assert!(!desk.path().join("dist.new").exists());
    }
}
