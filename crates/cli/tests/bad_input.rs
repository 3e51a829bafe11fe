//! What the command does where a machine lets it down: a full disk, folders that cannot be read, an output that nobody takes.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod small_widget;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use newsquiz_cli::folder;
use newsquiz_cli::server::Server;
use tempfile::TempDir;

/// A folder with the bank of the fixtures and a widget.
fn desk() -> TempDir {
    let desk = tempfile::tempdir().unwrap();
    let bank = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/bridge");
    folder::copy(&bank, &desk.path().join("bridge")).unwrap();
    small_widget::write(&desk.path().join("widget"));
    desk
}

/// Runs the command by a line of the shell, in which `newsquiz` stands for it.
fn shell(desk: &TempDir, line: &str) -> Output {
    let line = line.replace("newsquiz", env!("CARGO_BIN_EXE_newsquiz"));
    Command::new("sh").current_dir(desk.path()).args(["-c", &line]).output().unwrap()
}

/// The same on a disk that takes no file of more than 1 kB, and says so as a full one does.
fn on_full_disk(desk: &TempDir, line: &str) -> Output {
    // Without the trap the system ends who writes too much.
    shell(desk, &format!("trap '' XFSZ; ulimit -f 2; exec {line}"))
}

#[track_caller]
fn check(output: &Output, code: i32, told: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{said}");
    assert!(said.contains(told), "{told} is not in {said}");
}

/// All files below a folder with what is in them.
fn files(place: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = folder::files(place).unwrap();
    files.into_iter().map(|file| (file.clone(), fs::read(file).unwrap())).collect()
}

/// It may be the only copy of what the quotes were proved against.
#[test]
fn a_saved_article_stays_whole_where_the_published_one_cannot_be_written() {
    let desk = desk();
    let saved = desk.path().join("bridge/article.html");
    let article = fs::read_to_string(&saved).unwrap();
    fs::create_dir(desk.path().join("news")).unwrap();
    let corrected = article.replace("one half", "two thirds") + &"<!-- It is long. -->".repeat(200);
    fs::write(desk.path().join("news/story.html"), corrected).unwrap();
    let server = Server::start(&desk.path().join("news"), 0).unwrap();
    let bank = desk.path().join("bridge/bank.json");
    let source = fs::read_to_string(&bank).unwrap();
    let address = format!("\"{}/story.html\"", server.origin());
    fs::write(&bank, source.replacen("\"article.html\"", &address, 1)).unwrap();
    let output = on_full_disk(&desk, "newsquiz check bridge --live --save");
    check(&output, 2, "error: cannot write bridge/article.html");
    assert_eq!(fs::read_to_string(&saved).unwrap(), article);
    assert_eq!(files(&desk.path().join("bridge")).len(), 2, "something is left behind");
}

#[test]
fn what_is_far_too_large_is_told_and_not_read() {
    let desk = desk();
    // Files that take no room.
    let large =
        |name: &str| fs::File::create(desk.path().join(name)).unwrap().set_len(1_000_000_000).unwrap();
    fs::create_dir(desk.path().join("markdown")).unwrap();
    for (name, line, code, told) in [
        ("story.html", "newsquiz new story.html --dir story", 2, "story.html has more than 10 MB"),
        (
            "markdown/bank.md",
            "newsquiz build markdown --widget widget --out dist",
            1,
            "error: it has more than 32 MB\n--> markdown/bank.md",
        ),
        (
            "bridge/article.html",
            "newsquiz build bridge --widget widget --out dist",
            1,
            "error: it has more than 10 MB\n--> bridge/article.html",
        ),
        (
            "bridge/bank.json",
            "newsquiz build bridge --widget widget --out dist",
            1,
            "error: it has more than 256 MB\n--> bridge/bank.json",
        ),
        ("bridge/bank.json", "newsquiz fmt bridge", 1, "error: it has more than 256 MB"),
    ] {
        large(name);
        check(&shell(&desk, line), code, told);
    }
    assert!(!desk.path().join("dist").exists() && !desk.path().join("story").exists());
}

#[test]
fn a_full_disk_is_told_and_leaves_all_as_it_was() {
    let desk = desk();
    fs::write(desk.path().join("story.txt"), "A story\n\n".to_owned() + &"It is long. ".repeat(400)).unwrap();
    let build = "newsquiz build bridge --widget widget --out dist";
    assert!(shell(&desk, build).status.success());
    // It is no more in its form.
    let bank = desk.path().join("bridge/bank.json");
    fs::write(&bank, fs::read_to_string(&bank).unwrap() + "\n").unwrap();
    let before = files(desk.path());
    for (line, told) in [
        (build, "error: cannot write "),
        ("newsquiz build bridge --widget widget --out other", "error: cannot write "),
        ("newsquiz fmt bridge", "error: cannot write bridge/bank.json"),
        ("newsquiz fmt bridge --to md", "error: cannot write bridge/bank.md"),
        ("newsquiz new story.txt --dir story", "error: cannot write "),
        ("newsquiz new --words nl --dir bridge", "error: cannot write bridge/words.nl.json"),
    ] {
        let output = on_full_disk(&desk, line);
        check(&output, 2, told);
        check(&output, 2, "because: File too large");
        assert!(files(desk.path()) == before, "{line} has left something behind");
    }
    assert!(!desk.path().join("other.new").exists() && !desk.path().join("story").exists());
    check(&shell(&desk, "newsquiz schema > /dev/full"), 2, "cannot write to the standard output");
}

/// Whoever may read everything, as tests in containers do, is stopped by a link that leads to itself.
#[test]
fn what_cannot_be_looked_at_is_not_told_as_missing() {
    let desk = desk();
    symlink("loop", desk.path().join("loop")).unwrap();
    fs::remove_file(desk.path().join("bridge/bank.json")).unwrap();
    symlink("bank.md", desk.path().join("bridge/bank.md")).unwrap();
    for bank in ["loop", "bridge", "bridge/bank.md"] {
        let output = shell(&desk, &format!("newsquiz check {bank} >&2"));
        check(&output, 1, "Too many levels of symbolic links");
    }
    check(&shell(&desk, "newsquiz new loop"), 2, "cannot look at loop; see who may read it");
    check(&shell(&desk, "newsquiz build bridge --widget widget --out loop"), 2, "cannot look at loop");
    fs::create_dir(desk.path().join("empty")).unwrap();
    check(
        &shell(&desk, "TMPDIR=loop newsquiz serve empty --widget widget"),
        1,
        "there is no bank in this folder",
    );
}

#[test]
fn it_needs_no_home() {
    let desk = desk();
    for home in ["HOME=/", "HOME=", "env -u HOME"] {
        let output = shell(&desk, &format!("{home} newsquiz check bridge"));
        check(&output, 0, "");
    }
    let bank = "TMPDIR=nowhere HOME=/ newsquiz serve bridge --widget widget --port 0";
    check(
        &shell(&desk, bank),
        2,
        "there is no place for temporary files; name a folder that can be written to as TMPDIR",
    );
}
