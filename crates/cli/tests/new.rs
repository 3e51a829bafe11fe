//! `newsquiz new` as an author runs it: on files, and on pages of a server on this machine.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A page as newsrooms have it: a teaser before the story, and an author for machines.
const PAGE: &str = r#"<!doctype html><html lang="es_MX"><head><meta charset="utf-8">
<title>Puente | El Diario</title><meta property="og:title" content="El “nuevo” puente: ¿cuánto costó?">
<link rel="canonical" href="/economia/puente"><script type="application/ld+json">{"@graph":[{"@type":"NewsArticle",
"author":[{"name":"Ana Ruiz"},{"name":"Bo Li"}]}]}</script></head><body><article><h2>Otra nota</h2></article>
<article><h1>El nuevo puente</h1><p>Costó 40 millones.</p><p><img src="a.png"></p><p>Abrió el jueves.</p></article></body></html>"#;

/// What a client begins with that wants a safe connection.
const TLS: [u8; 1] = [0x16];

fn newsquiz(desk: &TempDir, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsquiz"));
    // A proxy knows nothing of this machine.
    command.env_clear().current_dir(desk.path()).args(arguments).output().unwrap()
}

#[track_caller]
fn check(output: &Output, code: i32, stdout: &[&str], stderr: &[&str]) {
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (said(&output.stdout), said(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{out}{err}");
    assert!(stdout.iter().all(|part| out.contains(part)), "{stdout:?} is not in\n{out}{err}");
    assert!(stderr.iter().all(|part| err.contains(part)), "{stderr:?} is not in\n{out}{err}");
}

fn desk(files: &[(&str, &[u8])]) -> TempDir {
    let desk = tempfile::tempdir().unwrap();
    files.iter().for_each(|(name, content)| fs::write(desk.path().join(name), content).unwrap());
    desk
}

fn read(desk: &TempDir, path: &str) -> String {
    fs::read_to_string(desk.path().join(path)).unwrap()
}

/// The names of all that stands on a desk.
fn names(desk: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(desk.path()).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A server that gives some answers by path, each with all its head, and 404 else. It ends with the tests.
fn serve(answers: Vec<(&'static str, Vec<u8>)>) -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut first = [0];
            if matches!(stream.peek(&mut first), Ok(1)) && first == TLS {
                _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
                continue;
            }
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
            let request = lines.next().unwrap_or_default();
            lines.find(|line| line.is_empty());
            let path = request.split(' ').nth(1).unwrap_or_default();
            let answer = answers.iter().find(|(name, _)| *name == path);
            let missing =
                b"HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n".to_vec();
            // Whoever has read enough hangs up.
            _ = stream.write_all(answer.map_or(&missing, |(_, answer)| answer));
        }
    });
    origin
}

fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {head}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

#[test]
fn a_page_becomes_a_bank_with_all_that_it_says_of_itself() {
    let desk = desk(&[]);
    let origin = serve(vec![
        ("/moved", answer("301 Moved\r\nlocation: /story?a=1", b"")),
        ("/story?a=1", answer("200 OK\r\ncontent-type: text/html; charset=utf-8", PAGE.as_bytes())),
    ]);
    let output = newsquiz(&desk, &["new", &format!("{origin}/moved#top")]);
    let folder = "el-nuevo-puente-cuanto-costo";
    let ready = format!("{folder} is ready: article.html (3 paragraphs), paragraphs.txt, bank.md");
    let next = format!("next: write questions into {folder}/bank.md, then `newsquiz check {folder}`");
    let place = "the text is that of `<article>` 2 of the page’s 2, “El nuevo puente";
    let led = format!("readers are led to {origin}/economia/puente; where");
    check(&output, 0, &[&ready, &next, place, "as short as the beginning of one", &led], &[]);

    assert_eq!(read(&desk, &format!("{folder}/article.html")), PAGE);
    let bank = read(&desk, &format!("{folder}/bank.md"));
    let head = format!(
        "---\nformat: 1\nid: \"{folder}\"\nlang: \"es-MX\"\ntitle: \"El “nuevo” puente: ¿cuánto costó?\"\narticle:\n  \
         title: \"El “nuevo” puente: ¿cuánto costó?\"\n  href: \"{origin}/economia/puente\"\n  byline: \"Ana Ruiz, Bo Li\"\n---\n\n<!-- newsquiz new"
    );
    assert!(bank.starts_with(&head) && bank.ends_with("What holds whatever was chosen.\n"), "{bank}");
    let list = read(&desk, &format!("{folder}/paragraphs.txt"));
    assert!(list.contains("[paragraph 3]\nAbrió el jueves.\n") && !list.contains("Otra nota"), "{list}");
    assert_eq!(names(&desk), [folder]);
}

/// Whatever else of it was written over.
#[test]
fn the_example_of_a_new_bank_is_not_published() {
    let desk = desk(&[("story.md", b"# A new bridge\n\nIt cost 40 million, as was said on Nov. 1.\n")]);
    check(&newsquiz(&desk, &["new", "story.md", "--dir", "bridge", "--lang", "en"]), 0, &[], &[]);
    let bank = desk.path().join("bridge/bank.md");
    let example = read(&desk, "bridge/bank.md");
    let quoted = example.replace("the words of the article that prove it", "It cost 40 million");
    std::fs::write(&bank, &quoted).unwrap();
    let left = "this is still the example that `newsquiz new` wrote";
    let output = newsquiz(&desk, &["check", "bridge"]);
    check(&output, 1, &[left, "3 problems"], &[]);

    let written = quoted
        .replace("What a reader who picks this is told.", "Think again.")
        .replace("What holds whatever was chosen.", "The state paid.");
    std::fs::write(&bank, format!("{written}\n<!--\n## Later?\n-->\n")).unwrap();
    let warned = "warning[question-in-comment]: a question stands in this comment, and nobody is asked it";
    check(
        &newsquiz(&desk, &["check", "bridge"]),
        0,
        &[warned, "1 question has its quote in the article, 1 warning"],
        &[],
    );
}

#[test]
fn markdown_and_text_become_pages_with_the_words_that_they_have() {
    let markdown = "# A new bridge\n\nIt cost *40* million & more.\n\n- One item\n";
    let text = "A new bridge\r\n\r\nIt cost 40 million & more.\r\n";
    for (name, article, paragraphs) in [("story.md", markdown, 1), ("story.txt", text, 1)] {
        let desk = desk(&[(name, article.as_bytes())]);
        let output = newsquiz(&desk, &["new", name, "--dir", "banks/Week 9", "--lang", "de"]);
        let ready = format!("banks/Week 9 is ready: article.html ({paragraphs} paragraph)");
        check(&output, 0, &[&ready, "the quiz has no words in `de` yet, but in `"], &[]);
        // It is short, but nobody has kept a part of it back.
        assert!(!String::from_utf8_lossy(&output.stdout).contains("signed in"), "{output:?}");
        let bank = read(&desk, "banks/Week 9/bank.md");
        for line in ["id: \"week-9\"", "lang: \"de\"", "title: \"A new bridge\"", "  href: \"article.html\""]
        {
            assert!(bank.lines().any(|found| found == line), "{line} is not in\n{bank}");
        }
        let list = read(&desk, "banks/Week 9/paragraphs.txt");
        assert!(
            list.contains("[headline]\nA new bridge\n\n[paragraph 1]\nIt cost 40 million & more.\n"),
            "{list}"
        );
        assert!(read(&desk, "banks/Week 9/article.html").contains("<html lang=\"de\">"));
    }
}

#[test]
fn the_demonstration_s_articles_have_their_paragraphs() {
    for (name, count) in [("liaison-office", 17), ("oficina-de-enlace", 17)] {
        let desk = desk(&[]);
        let article =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../banks").join(name).join("article.html");
        let output = newsquiz(&desk, &["new", article.to_str().unwrap(), "--dir", name]);
        check(&output, 0, &[&format!("{name} is ready: article.html ({count} paragraphs)")], &[]);
        assert_eq!(read(&desk, &format!("{name}/article.html")), fs::read_to_string(article).unwrap());
    }
}

#[test]
fn a_page_in_an_old_encoding_is_read_by_what_it_or_its_server_says() {
    let page = |charset: &str| {
        let html = format!(
            "<meta charset={charset}><title>Caf\u{1}</title><article><p>Le caf\u{1} ferme.</article>"
        );
        html.bytes().map(|byte| if byte == 1 { 0xe9 } else { byte }).collect::<Vec<u8>>()
    };
    let origin =
        serve(vec![("/a", answer("200 OK\r\ncontent-type: text/html; charset=ISO-8859-1", &page("utf-8")))]);
    for (article, note) in [("page.html", Some("write “utf-8”")), (&*format!("{origin}/a"), None)] {
        let desk = desk(&[("page.html", &page("iso-8859-1"))]);
        let output = newsquiz(&desk, &["new", article, "--lang", "es"]);
        check(&output, 0, &["cafe is ready", note.unwrap_or_default()], &[]);
        assert!(read(&desk, "cafe/article.html").contains("<p>Le café ferme."));
    }
}

#[test]
fn pages_that_cannot_be_had_are_told_with_what_to_do() {
    let html = "200 OK\r\ncontent-type: text/html";
    let large = vec![b' '; 10_000_001];
    let origin = serve(vec![
        ("/loop", answer("302 Found\r\nlocation: /loop", b"")),
        ("/secret", answer("403 Forbidden", b"")),
        ("/broken", answer("500 Oops", b"")),
        ("/picture", answer("200 OK\r\ncontent-type: image/png", b"png")),
        ("/large", answer(html, &large)),
        ("/klingon", answer("200 OK\r\ncontent-type: text/html; charset=klingon", b"a")),
        ("/latin", answer("200 OK\r\ncontent-type: text/html; charset=utf-8", b"caf\xe9")),
        ("/cut", b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 99\r\n\r\n<p>".to_vec()),
        ("/noise", b"noise\r\n\r\n".to_vec()),
        ("/empty", answer(html, b"<div id=root></div><script>load()</script>")),
    ]);
    let closed = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let refused = format!("http://{}/", closed.local_addr().unwrap());
    drop(closed);
    let at = |path: &str| format!("{origin}{path}");
    for (address, told) in [
        (at("/none"), "the server answers 404: there is no page at this address"),
        (at("/secret"), "the server answers 403: the server does not give it to programs"),
        (at("/broken"), "the server answers 500: the server is in trouble"),
        (at("/loop"), "it leads on and on, more than 10 times"),
        (at("/picture"), "is no page but image/png; give the address that readers open"),
        (at("/large"), "has more than 10 MB, which no article has; save the article"),
        (at("/klingon"), "says that it is in “klingon”, which is no encoding"),
        (at("/latin"), "says that it is in UTF-8, but has bytes that UTF-8 has not; save it as UTF-8"),
        (at("/cut"), "cannot be fetched: "),
        (at("/noise"), "cannot be fetched: "),
        (at("/empty"), "there is no text in it; "),
        (refused, "the host takes no connection"),
        ("https://no-such-host.invalid/".to_owned(), "cannot be fetched: there is no such host"),
        (origin.replace("http:", "https:"), "there is no safe connection to the host"),
        ("http://".to_owned(), "is no address of a page"),
    ] {
        let desk = desk(&[]);
        check(&newsquiz(&desk, &["new", &address, "--dir", "a/b"]), 2, &[], &["error: ", &address, told]);
        assert!(names(&desk).is_empty(), "{address}: {:?}", names(&desk));
    }
}

#[test]
fn files_that_are_no_article_are_told_with_what_to_do() {
    for (name, content, told) in [
        ("a.html", &b"<main><h1>A</h1><p>One.</main>"[..], "there is text in `<main>`, but no `<article>`"),
        ("a.html", b"<body class=a><h1>A</h1><p>One.", "there is text in `<body>`, but no `<article>`"),
        ("a.html", b"<article><h1>Head</h1></article>", "there is no text in its `<article>`"),
        ("a.md", b"# Head\n", "there is no text in its `<article>`"),
        ("a.txt", b"", "there is no text in it"),
        (
            "a.txt",
            b"Caf\xe9\n\nA caf\xe9.",
            "a.txt is not in UTF-8, and does not say what it is in; save it as UTF-8",
        ),
        ("a.docx", b"PK\x03\x04...", "a.docx is a document and no text; save it from its program"),
        ("a.pdf", b"%PDF-1.7", "a.pdf is a document and no text"),
        ("a.png", b"\x89PNG\0", "a.png is no text; give the article as HTML"),
    ] {
        let desk = desk(&[(name, content)]);
        check(&newsquiz(&desk, &["new", name]), 2, &[], &["error: ", name, told]);
        assert_eq!(names(&desk), [name]);
    }
    let desk = desk(&[]);
    fs::create_dir(desk.path().join("folder")).unwrap();
    check(
        &newsquiz(&desk, &["new", "folder"]),
        2,
        &[],
        &["folder is a folder; name the file with the article"],
    );
    check(
        &newsquiz(&desk, &["new", "none.html"]),
        2,
        &[],
        &["there is no file none.html; see how it is spelt"],
    );
}

#[test]
fn nothing_that_is_there_is_written_over() {
    let desk = desk(&[("story.txt", b"A bridge\n\nIt cost 40 million.\n"), ("file", b"theirs")]);
    for folder in ["a-bridge", "week-9"] {
        fs::create_dir(desk.path().join(folder)).unwrap();
        fs::write(desk.path().join(folder).join("bank.md"), "theirs").unwrap();
    }
    for (arguments, told) in [
        (&["new", "story.txt"][..], "a-bridge is there already and has files"),
        (&["new", "story.txt", "--dir", "week-9"], "week-9 is there already and has files"),
        (&["new", "story.txt", "--dir", "file"], "file is a file"),
        (&["new", "story.txt", "--dir", "file/week-9"], "file/week-9 is a file, or stands in one"),
    ] {
        check(&newsquiz(&desk, arguments), 2, &[], &[told, "--dir"]);
    }
    assert_eq!(read(&desk, "week-9/bank.md"), "theirs");
    assert_eq!(names(&desk), ["a-bridge", "file", "story.txt", "week-9"]);
    fs::create_dir(desk.path().join("empty")).unwrap();
    check(&newsquiz(&desk, &["new", "story.txt", "--dir", "empty"]), 0, &["empty is ready"], &[]);
}
