//! The command as a newsroom runs it: the real program, in a folder of its own, with a bank of its own.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod small_widget;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use newsquiz_cli::server::Server;
use serde_json::{Value, json};
use tempfile::TempDir;

/// A folder with the bank of the fixtures, as an author has it, and a widget.
fn desk() -> TempDir {
    let desk = tempfile::tempdir().unwrap();
    for name in ["bank.json", "article.html"] {
        let bank = desk.path().join("bridge");
        fs::create_dir_all(&bank).unwrap();
        fs::copy(project("tests/fixtures/bridge").join(name), bank.join(name)).unwrap();
    }
    small_widget::write(&desk.path().join("widget"));
    desk
}

fn project(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(relative)
}

fn newsquiz(desk: &TempDir, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_newsquiz")).current_dir(desk.path()).args(arguments).output().unwrap()
}

#[track_caller]
fn check(output: &Output, code: i32, stdout: &str, stderr: &str) {
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (said(&output.stdout), said(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{out}{err}");
    assert!(out.contains(stdout) && err.contains(stderr), "{out}{err}");
}

#[test]
fn a_bank_of_one_s_own_becomes_a_site_with_nothing_else_in_it() {
    let desk = desk();
    let build = [
        "build",
        "bridge",
        "--widget",
        "widget",
        "--out",
        "dist",
        "--base-url",
        "https://quiz.example/week-9",
    ];
    let output = newsquiz(&desk, &build);
    check(&output, 0, "dist: 1 quiz, ", "");
    let site = desk.path().join("dist");
    let banks: Vec<_> =
        fs::read_dir(site.join("banks")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(banks, ["bridge"]);
    let page = fs::read_to_string(site.join("index.html")).unwrap();
    let canonical = "<link rel=\"canonical\" href=\"https://quiz.example/week-9/banks/bridge/\">";
    assert!(page.contains(canonical), "{}", page.split("<template").next().unwrap_or_default());
    assert!(site.join("banks/bridge/oembed.json").is_file() && !site.join("news.html").exists());
    ensure_kept_by_one_rule_each(&site, "/week-9/");
    // Once more, in the place of what it made.
    check(&newsquiz(&desk, &build), 0, "dist: 1 quiz, ", "");
}

/// Makes sure that a host that follows `_headers` to the letter is told of each file how long it may be kept, and once.
#[track_caller]
fn ensure_kept_by_one_rule_each(site: &Path, root: &str) {
    let rules = fs::read_to_string(site.join("_headers")).unwrap();
    let keeping: Vec<&str> = rules
        .split("\n\n")
        .filter(|rule| rule.contains("Cache-Control"))
        .map(|rule| rule.lines().next().unwrap())
        .collect();
    let fits = |rule: &str, path: &str| match rule.strip_suffix('*') {
        Some(start) => path.starts_with(start),
        None => path == rule,
    };
    let files = newsquiz_cli::folder::files(site).unwrap();
    let names = files.iter().map(|file| newsquiz_cli::folder::name_in(site, file));
    // Compressed copies are sent in the place of files, and hosts hide what begins with a dot.
    let sent = names
        .filter(|name| !name.starts_with(['.', '_']) && !name.ends_with(".br") && !name.ends_with(".gz"));
    let sent: Vec<String> = sent.chain([String::new()]).collect();
    assert!(sent.iter().any(|name| name == "index.html"));
    for name in sent {
        let path = format!("{root}{name}");
        let fitting: Vec<_> = keeping.iter().filter(|rule| fits(rule, &path)).collect();
        assert_eq!(fitting.len(), 1, "{path}: {fitting:?}");
    }
}

#[test]
fn several_banks_have_a_page_each_and_a_list_at_the_top() {
    let desk = desk();
    let other = desk.path().join("other");
    fs::create_dir(&other).unwrap();
    let source = fs::read_to_string(desk.path().join("bridge/bank.json")).unwrap();
    fs::write(other.join("bank.json"), source.replacen("\"bridge\"", "\"other\"", 1)).unwrap();
    fs::copy(desk.path().join("bridge/article.html"), other.join("article.html")).unwrap();
    let build = ["build", "other", "bridge", "--widget", "widget", "--out", "dist", "--title", "This week"];
    check(&newsquiz(&desk, &build), 0, "dist: 2 quizzes, ", "");
    let list = text(&desk, "dist/index.html");
    assert!(list.contains("<title>This week</title>") && !list.contains("<news-quiz"), "{list}");
    let place = |bank: &str| list.find(&format!("href=\"banks/{bank}/\"")).unwrap();
    assert!(place("other") < place("bridge"), "{list}");
    for bank in ["other", "bridge"] {
        let page = text(&desk, &format!("dist/banks/{bank}/index.html"));
        assert!(page.contains("<news-quiz src=\"../../banks/"), "{bank}");
    }
    ensure_kept_by_one_rule_each(&desk.path().join("dist"), "/");
    // With one bank again, the quiz is back at the top.
    let build = ["build", "bridge", "--widget", "widget", "--out", "dist", "--title", "This week"];
    let output = newsquiz(&desk, &build);
    check(&output, 0, "1 quiz", "");
    check(&output, 0, "--title is left out", "");
    assert!(text(&desk, "dist/index.html").contains("<news-quiz src=\"banks/bridge/\""));
}

#[test]
fn all_problems_of_all_banks_are_told_and_nothing_is_built() {
    let desk = desk();
    fs::write(desk.path().join("bridge/bank.json"), "{}").unwrap();
    let output = newsquiz(&desk, &["build", "bridge", "other", "--widget", "none", "--out", "dist"]);
    check(
        &output,
        1,
        "",
        "error: there is no title that a reader sees\n--> bridge/bank.json\n = help: fill in `title`\n",
    );
    check(&output, 1, "", "error: there is no such folder\n--> other\n");
    assert!(!desk.path().join("dist").exists());
}

#[test]
fn a_check_tells_what_stands_in_the_way_and_what_to_do_next() {
    let desk = desk();
    let output = newsquiz(&desk, &["check", "bridge"]);
    check(
        &output,
        0,
        "all 5 questions have their quotes in the article\nreaders get 4 of them at a time, in the order of the article; `draw` in the bank says how many\nnext: newsquiz serve bridge",
        "",
    );

    let bank = desk.path().join("bridge/bank.json");
    let source = fs::read_to_string(&bank).unwrap();
    let warned = source.replacen("\"explanation\": \"", "\"explanation\": \"R&amp;D. ", 1);
    fs::write(&bank, &warned).unwrap();
    check(&newsquiz(&desk, &["check", "bridge"]), 0, "warning[markup-in-text]: question 1", "");
    check(
        &newsquiz(&desk, &["check", "bridge", "--deny", "warnings"]),
        1,
        "all 5 questions have their quotes in the article, 1 warning",
        "",
    );

    fs::write(&bank, warned.replacen("\"level\"", "\"levle\"", 1)).unwrap();
    check(&newsquiz(&desk, &["check", "bridge"]), 1, "1 problem; correct what is named, and check again", "");
    let output = newsquiz(&desk, &["check", "bridge", "--json"]);
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["made_ids"], 0);
    let problem = &found["problems"][0];
    assert_eq!(problem["file"], "bridge/bank.json");
    assert_eq!((&problem["line"], &problem["column"]), (&json!(36), &json!(7)));
    assert_eq!(problem["fault"], "`levle` is not a field of format 1");
    assert_eq!(problem["remedy"], "write `level` if that is meant, or take it out");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_retired_quiz_is_built_whatever_became_of_its_article() {
    let desk = desk();
    let bank = desk.path().join("bridge/bank.json");
    let source = fs::read_to_string(&bank).unwrap();
    fs::write(&bank, source.replacen('{', "{ \"retired\": true,", 1)).unwrap();
    let article = "<article><p>The town has no bridge after all.</p></article>";
    fs::write(desk.path().join("bridge/article.html"), article).unwrap();
    check(&newsquiz(&desk, &["check", "bridge"]), 0, "1 quiz is retired: its readers are told so", "");
    check(&newsquiz(&desk, &["snippet", "bridge"]), 0, "this quiz is retired: in each of these forms", "");
    let build = ["build", "bridge", "--widget", "widget", "--out", "dist"];
    check(&newsquiz(&desk, &build), 0, "dist: 1 quiz, ", "");
    for page in ["dist/index.html", "dist/banks/bridge/index.html", "dist/banks/bridge/quiz.es.html"] {
        let page = text(&desk, page);
        assert!(page.contains("data-retired") && !page.contains("<input"), "{page}");
    }
}

#[test]
fn ids_are_written_down_before_a_site_is_built() {
    let desk = desk();
    let bank = desk.path().join("bridge/bank.json");
    let source = fs::read_to_string(&bank).unwrap();
    fs::write(&bank, source.replacen("\"id\": \"weekday\",", "", 1)).unwrap();
    let build = ["build", "bridge", "--widget", "widget", "--out", "dist"];
    let told = "1 id is not written down, and readers would lose their answers with each corrected word";
    check(&newsquiz(&desk, &build), 1, "", told);
    assert!(!desk.path().join("dist").exists());

    let with_ids = [&build[..], &["--write-ids"]].concat();
    check(&newsquiz(&desk, &with_ids), 0, "bridge/bank.json: written, with 1 id", "");
    let written = fs::read_to_string(&bank).unwrap();
    assert!(
        !written.contains("\"weekday\"")
            && written.matches("\"id\"").count() == source.matches("\"id\"").count()
    );
    check(&newsquiz(&desk, &build), 0, "dist: 1 quiz, ", "");
}

#[test]
fn a_site_can_be_refused_for_its_warnings() {
    let desk = desk();
    let bank = desk.path().join("bridge/bank.json");
    let source = fs::read_to_string(&bank).unwrap();
    fs::write(&bank, source.replacen("\"explanation\": \"", "\"explanation\": \"R&amp;D. ", 1)).unwrap();
    let build = ["build", "bridge", "--widget", "widget", "--out", "dist"];
    let denied = newsquiz(&desk, &[&build[..], &["--deny", "warnings"]].concat());
    check(&denied, 1, "", "nothing is built, since warnings are denied");
    assert!(!desk.path().join("dist").exists());
    check(&newsquiz(&desk, &build), 0, "dist: 1 quiz, ", "warning[markup-in-text]");
}

#[test]
fn a_bank_brings_the_words_of_its_language_along() {
    let desk = desk();
    let bank = desk.path().join("bridge/bank.json");
    let source = fs::read_to_string(&bank).unwrap();
    fs::write(&bank, source.replacen("\"lang\": \"en\"", "\"lang\": \"nl-BE\"", 1)).unwrap();
    let told = "or give it the words: `newsquiz new --words nl-BE` makes a file to fill in";
    check(&newsquiz(&desk, &["check", "bridge"]), 1, told, "");

    let begin = ["new", "--words", "nl-BE", "--dir", "bridge"];
    check(&newsquiz(&desk, &begin), 0, "bridge/words.nl.json has the words in English", "");
    check(&newsquiz(&desk, &["check", "bridge"]), 0, "all 5 questions have their quotes in the article", "");
    let words = desk.path().join("bridge/words.nl.json");
    let english = fs::read_to_string(&words).unwrap();
    fs::write(&words, english.replacen("{0}", "", 1)).unwrap();
    check(&newsquiz(&desk, &["check", "bridge"]), 1, "bridge/words.nl.json:2:", "");
    check(&newsquiz(&desk, &begin), 2, "", "is there already, and stays as it is");
}

#[test]
fn a_published_article_that_was_corrected_is_told() {
    let desk = desk();
    let site = desk.path().join("news");
    fs::create_dir(&site).unwrap();
    let article = fs::read_to_string(desk.path().join("bridge/article.html")).unwrap();
    fs::write(site.join("story.html"), &article).unwrap();
    let server = Server::start(&site, 0).unwrap();
    let bank = desk.path().join("bridge/bank.json");
    let source = fs::read_to_string(&bank).unwrap();
    let address = format!("{}/story.html", server.origin());
    fs::write(&bank, source.replacen("\"article.html\"", &format!("\"{address}\""), 1)).unwrap();
    check(
        &newsquiz(&desk, &["check", "bridge", "--live"]),
        0,
        "all 5 questions have their quotes in the article",
        "",
    );

    // What stands beside the bank stays as it was.
    fs::write(site.join("story.html"), article.replace("one half", "two thirds")).unwrap();
    check(&newsquiz(&desk, &["check", "bridge"]), 0, "all 5 questions have their quotes in the article", "");
    let live = newsquiz(&desk, &["check", "bridge", "--live"]);
    check(&live, 1, "does not stand in the article", "");
    check(&live, 1, "`--live --save` takes the published page", "");

    // Another page is not taken for it.
    fs::write(site.join("story.html"), "<article><p>Sign in to read on.</article>").unwrap();
    let other = newsquiz(&desk, &["check", "bridge", "--live", "--save"]);
    check(&other, 1, "what is published there has no paragraph of article.html", "");
    check(&newsquiz(&desk, &["check", "bridge"]), 0, "all 5 questions have their quotes in the article", "");
    let corrected = article.replace("one half", "two thirds");
    fs::write(site.join("story.html"), &corrected).unwrap();
    let saved = newsquiz(&desk, &["check", "bridge", "--live", "--save"]);
    check(&saved, 1, "article.html is the published page now", "");
    assert_eq!(text(&desk, "bridge/article.html"), corrected);
    check(&newsquiz(&desk, &["check", "bridge"]), 1, "does not stand in the article", "");

    fs::write(desk.path().join("bridge/article.html"), &article).unwrap();
    fs::remove_file(site.join("story.html")).unwrap();
    check(&newsquiz(&desk, &["check", "bridge", "--live"]), 2, "", "the server answers 404");
    fs::write(&bank, source).unwrap();
    check(&newsquiz(&desk, &["check", "bridge", "--live"]), 2, "", "has no public address to look at");
}

/// A program that is ended with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
    }
}

/// What a server answers.
fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_bank_is_shown_while_it_is_written_and_its_problems_in_its_place() {
    let desk = desk();
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsquiz"));
    command.current_dir(desk.path()).args(["serve", "bridge", "--widget", "widget", "--port", "0"]);
    let mut running = Running(command.stdout(Stdio::piped()).spawn().unwrap());
    let mut said = BufReader::new(running.0.stdout.take().unwrap()).lines().map(Result::unwrap);
    let greeting = said.find(|line| line.starts_with("serving ")).unwrap();
    let address = greeting.split('/').nth(2).unwrap().to_owned();
    assert!(said.any(|line| line.starts_with("built; ")));
    assert!(get(&address, "/").contains("<news-quiz"));

    let mut changes = TcpStream::connect(&address).unwrap();
    changes.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    write!(changes, "GET /newsquiz-changes HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut changes = BufReader::new(changes).lines().map(Result::unwrap);
    assert!(changes.any(|line| line.eq_ignore_ascii_case("content-type: text/event-stream")));

    let bank = desk.path().join("bridge/bank.json");
    let source = fs::read_to_string(&bank).unwrap();
    fs::write(&bank, source.replacen("\"level\"", "\"levle\"", 1)).unwrap();
    assert!(changes.any(|line| line.contains("data: changed")));
    let page = get(&address, "/");
    assert!(page.contains("<h1>1 problem</h1>") && page.contains("<mark>\"levle\"</mark>"), "{page}");
    assert!(said.any(|line| line == "1 problem"));

    fs::write(&bank, source).unwrap();
    assert!(changes.any(|line| line.contains("data: changed")));
    assert!(get(&address, "/").contains("<news-quiz"));
}

#[test]
fn a_folder_of_others_is_left_alone() {
    let desk = desk();
    fs::create_dir(desk.path().join("www")).unwrap();
    fs::write(desk.path().join("www/index.html"), "theirs").unwrap();
    let output = newsquiz(&desk, &["build", "bridge", "--widget", "widget", "--out", "www"]);
    check(&output, 2, "", "www has files that `newsquiz build` did not make");
    assert_eq!(fs::read_to_string(desk.path().join("www/index.html")).unwrap(), "theirs");
}

#[test]
fn a_widget_that_is_not_there_is_told_with_its_remedy() {
    let output = newsquiz(&desk(), &["build", "bridge", "--widget", "no-widget", "--out", "dist"]);
    check(&output, 2, "", "error: there is no built widget; `cargo xtask widget` makes one");
}

#[test]
fn the_widget_is_inside_of_the_program_or_it_is_told_how_to_get_it() {
    let desk = desk();
    let output = newsquiz(&desk, &["build", "bridge", "--out", "dist"]);
    let Some(inside) = newsquiz_cli::widget::inside() else {
        return check(
            &output,
            2,
            "",
            "error: this newsquiz was built without the widget; run `cargo xtask widget`",
        );
    };
    check(&output, 0, "dist: 1 quiz, ", "");
    let published = |folder: &str| {
        let site = desk.path().join(folder);
        let files = newsquiz_cli::folder::files(&site).unwrap();
        let file = |path: &PathBuf| (newsquiz_cli::folder::name_in(&site, path), fs::read(path).unwrap());
        files.iter().map(file).collect::<BTreeMap<_, _>>()
    };
    // Copies that are ready are those that a folder's widget gets.
    for (name, content) in inside.files() {
        fs::create_dir_all(desk.path().join("named")).unwrap();
        fs::write(desk.path().join("named").join(name), content).unwrap();
    }
    check(
        &newsquiz(&desk, &["build", "bridge", "--widget", "named", "--out", "other"]),
        0,
        "other: 1 quiz, ",
        "",
    );
    assert!(published("dist") == published("other"));
}

#[test]
fn snippets_are_printed_for_the_address_that_is_given() {
    let output = newsquiz(&desk(), &["snippet", "bridge", "--base-url", "https://quiz.example"]);
    check(&output, 0, "<news-quiz src=\"https://quiz.example/banks/bridge/\"", "");
    let output = newsquiz(&desk(), &["snippet", "bridge/bank.json", "--base-url", "quiz.example"]);
    check(&output, 2, "", "--base-url is not an absolute address: quiz.example");
}

#[test]
fn a_whole_quiz_is_printed_as_one_piece_and_nothing_else() {
    let desk = desk();
    let whole = ["snippet", "bridge", "--whole", "--widget", "widget"];
    let output = newsquiz(&desk, &[&whole[..], &["--base-url", "https://quiz.example"]].concat());
    check(&output, 0, "src=\"https://quiz.example/embed.js\"></script></div>\n", "");
    assert!(output.stdout.starts_with(b"<div><news-quiz src=\"#\" data-bank=\"g"), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1);
    // Without an address nobody knows where the program is.
    check(&newsquiz(&desk, &whole), 2, "", "--base-url <URL>");
}

#[test]
fn who_reads_the_first_lines_only_is_told_no_fault() {
    let desk = desk();
    for arguments in [&["snippet", "bridge"][..], &["man", "build"], &["completions", "bash"], &["--help"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsquiz"));
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = command.current_dir(desk.path()).args(arguments).stdout(writer).stderr(Stdio::piped());
        let output = output.spawn().unwrap().wait_with_output().unwrap();
        assert!(output.stderr.is_empty(), "{arguments:?}: {output:?}");
        assert_ne!(output.status.code(), Some(101), "{arguments:?}: a panic");
    }
}

#[test]
fn shells_and_man_know_every_command() {
    let desk = desk();
    check(&newsquiz(&desk, &["completions", "bash"]), 0, "--base-url", "");
    check(&newsquiz(&desk, &["man"]), 0, "doctor", "");
    check(&newsquiz(&desk, &["man", "build"]), 0, "base\\-url", "");
    check(
        &newsquiz(&desk, &["man", "bild"]),
        2,
        "",
        "error: there is no command bild; `newsquiz --help` lists them",
    );
}
fn text(desk: &TempDir, name: &str) -> String {
    fs::read_to_string(desk.path().join(name)).unwrap()
}

#[test]
fn a_bank_turns_into_markdown_and_back_without_loss() {
    let desk = desk();
    check(&newsquiz(&desk, &["fmt", "bridge"]), 0, "bridge/bank.json", "");
    let json = text(&desk, "bridge/bank.json");
    let output = newsquiz(&desk, &["fmt", "bridge", "--to", "md"]);
    check(&output, 0, "bridge/bank.md: written, in the place of bridge/bank.json", "");
    assert!(!desk.path().join("bridge/bank.json").exists());
    assert!(text(&desk, "bridge/bank.md").contains("- [x] Monday {#a}\n  Yes, at the start of the week."));
    check(&newsquiz(&desk, &["check", "bridge"]), 0, "questions have their quotes in the article", "");
    check(
        &newsquiz(&desk, &["check", "bridge/bank.md"]),
        0,
        "questions have their quotes in the article",
        "",
    );
    check(&newsquiz(&desk, &["fmt", "--check", "bridge"]), 0, "bridge/bank.md: nothing to do", "");
    check(&newsquiz(&desk, &["fmt", "bridge/bank.md", "--to", "json"]), 0, "bridge/bank.json: written", "");
    assert_eq!(text(&desk, "bridge/bank.json"), json);
    let files: Vec<_> = fs::read_dir(desk.path().join("bridge")).unwrap().collect();
    assert_eq!(files.len(), 2, "{files:?}");
}

#[test]
fn a_check_of_the_form_writes_nothing_and_says_what_would_be_written() {
    let desk = desk();
    let bank = "---\nformat: 1\n---\n## Who?\n* [x] A\n* [ ] B\n";
    fs::remove_file(desk.path().join("bridge/bank.json")).unwrap();
    fs::write(desk.path().join("bridge/bank.md"), bank).unwrap();
    let output = newsquiz(&desk, &["fmt", "bridge", "--check"]);
    check(&output, 1, "bridge/bank.md: would be written, with 3 ids that were not written down", "");
    assert_eq!(text(&desk, "bridge/bank.md"), bank);
    // It has problems, and yet its form.
    check(&newsquiz(&desk, &["fmt", "bridge"]), 0, "bridge/bank.md: written, with 3 ids", "");
    assert_eq!(
        text(&desk, "bridge/bank.md"),
        "---\nformat: 1\n---\n\n## Who? {#who}\n\n- [x] A {#a}\n- [ ] B {#b}\n"
    );
}

#[test]
fn a_bank_that_stands_there_twice_is_told() {
    let desk = desk();
    fs::write(desk.path().join("bridge/bank.md"), "---\n---\n").unwrap();
    for arguments in [["check", "bridge", "bridge"], ["fmt", "bridge/bank.json", "--to=md"]] {
        let output = newsquiz(&desk, &arguments);
        let told = [output.stdout.clone(), output.stderr.clone()].concat();
        let told = String::from_utf8(told).unwrap();
        assert!(output.status.code() == Some(1) && told.contains("keep the one that you write in"), "{told}");
    }
    assert_eq!(text(&desk, "bridge/bank.md"), "---\n---\n");
}

#[test]
fn nothing_is_written_when_one_bank_cannot_be_read() {
    let desk = desk();
    let before = text(&desk, "bridge/bank.json");
    fs::create_dir(desk.path().join("other")).unwrap();
    fs::write(desk.path().join("other/bank.md"), "---\nid: other\n---\n\n# Who?\n").unwrap();
    let output = newsquiz(&desk, &["fmt", "bridge", "other", "--to", "md"]);
    check(&output, 1, "", "this heading is no question");
    check(&output, 1, "", "other/bank.md:5:1");
    assert_eq!(text(&desk, "bridge/bank.json"), before);
}
