//! Tries what was made, as a newsroom does that has just downloaded it: in an empty folder, on a search path without Rust.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::fs::symlink;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use newsquiz_cli::folder;
use newsquiz_cli::server::Server;

use super::VERSION;
use crate::{process, tools, workspace};

/// The programs that a machine with Node has, and all that these trials may find.
const PROGRAMS: [&str; 6] = ["env", "gzip", "node", "npm", "sh", "tar"];

/// A story that somebody has written.
const STORY: &str =
    "# The ferry is back\n\nOn Friday the ferry crossed the bay again.\n\nIt had been away for a year.\n";

/// How long a site that is served may take to follow a change.
const PATIENCE: Duration = Duration::from_secs(60);

/// One way to run the command.
struct Way<'a> {
    name: &'static str,
    /// Its program, and what comes before the command's own arguments.
    program: PathBuf,
    before: Vec<String>,
    environment: &'static [(&'static str, &'static str)],
    desk: &'a Desk,
}

/// A folder with nothing in it but packages, a story and a bank.
struct Desk {
    folder: tempfile::TempDir,
}

/// Tries the packages in a folder.
///
/// # Errors
/// One of them does not do what it should.
pub(super) fn run(packages: &Path) -> Result<()> {
    let desk = Desk::new(packages)?;
    desk.check_sums()?;
    let archive = format!("newsquiz-{VERSION}-x86_64-linux");
    desk.run("tar", &["-xzf", &format!("{archive}.tar.gz")])?;
    let npm = |environment| Way {
        name: "",
        program: desk.path("bin/npm"),
        before: [
            "exec",
            "--yes",
            "--offline",
            &format!("--package=./newsquiz-{VERSION}.tgz"),
            "--",
            "newsquiz",
        ]
        .map(str::to_owned)
        .into(),
        environment,
        desk: &desk,
    };
    let ways = [
        Way {
            name: "the archive's program",
            program: desk.path(&format!("{archive}/newsquiz")),
            before: Vec::new(),
            environment: &[],
            desk: &desk,
        },
        Way { name: "the program of the npm package", ..npm(&[]) },
        Way { name: "the WebAssembly of the npm package", ..npm(&[("NEWSQUIZ_WASM", "1")]) },
    ];
    let mut sites = Vec::new();
    for (number, way) in ways.iter().enumerate() {
        println!("{}:", way.name);
        sites.push(way.walk(number).with_context(|| format!("{} fails", way.name))?);
    }
    let [first, others @ ..] = sites.as_slice() else { bail!("nothing was tried") };
    ensure!(others.iter().all(|other| other == first), "the sites that the ways have made differ");
    println!("the sites of all three are the same, byte for byte");
    Ok(())
}

impl Desk {
    fn new(packages: &Path) -> Result<Desk> {
        let desk = Desk { folder: tempfile::tempdir().context("there is no place for temporary files")? };
        folder::copy(packages, &desk.path("."))?;
        std::fs::create_dir(desk.path("bin"))?;
        for program in PROGRAMS {
            let found = tools::on_path(program)
                .with_context(|| format!("there is no {program} to try packages with"))?;
            symlink(found, desk.path("bin").join(program))?;
        }
        folder::copy(&workspace::root().join("tests/fixtures/bridge"), &desk.path("bridge"))?;
        folder::write(&desk.path("story.md"), STORY)?;
        Ok(desk)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A command in this folder that knows of nothing else on this machine.
    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.folder.path()).env_clear().env("PATH", self.path("bin"));
        // npm writes there.
        command.env("HOME", self.path("home")).stdin(Stdio::null());
        command
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Result<()> {
        process::output(self.command(self.path("bin").join(program)).args(arguments)).map(drop)
    }

    fn check_sums(&self) -> Result<()> {
        let mut check = self.command("sha256sum");
        process::output(
            check.args(["--check", "SHA256SUMS"]).env("PATH", std::env::var_os("PATH").unwrap_or_default()),
        )?;
        Ok(())
    }
}

impl Way<'_> {
    /// From a story to a site that is up. Gives the files of the site.
    fn walk(&self, number: usize) -> Result<BTreeMap<String, Vec<u8>>> {
        let dist = format!("dist-{number}");
        self.expect(0, VERSION, &["--version"])?;
        self.expect(
            0,
            "is ready: article.html (2 paragraphs)",
            &["new", "story.md", "--dir", &format!("ferry-{number}")],
        )?;
        self.expect(0, "all 5 questions have their quotes in the article", &["check", "bridge"])?;
        self.expect(1, "there is no such folder", &["check", "nowhere"])?;

        let server = Server::start(&self.desk.path("bridge"), 0)?;
        let story = format!("{}/article.html", server.origin());
        self.expect(0, "is ready: article.html", &["new", &story, "--dir", &format!("fetched-{number}")])?;
        self.expect(
            2,
            "there is no page at this address",
            &["new", &format!("{}/no.html", server.origin())],
        )?;
        drop(server);
        self.expect(2, "the host takes no connection", &["new", &story, "--dir", "refused"])?;
        self.expect(2, "there is no such host", &["new", "https://no-such-host.invalid/"])?;

        let start = Instant::now();
        self.expect(0, "1 quiz, ", &["build", "bridge", "--out", &dist])?;
        println!("  built in {:.2} s", start.elapsed().as_secs_f32());
        // Once more, in the place of what it made, and by another path.
        let absolute = self.desk.path(&dist);
        self.expect(
            0,
            "1 quiz, ",
            &["build", "./bridge/bank.json", "--out", &absolute.display().to_string()],
        )?;
        self.expect(2, "files that `newsquiz build` did not make", &["build", "bridge", "--out", "bridge"])?;
        self.expect(
            0,
            "<news-quiz src=\"https://quiz.example/",
            &["snippet", "bridge", "--base-url", "https://quiz.example/"],
        )?;
        self.expect(0, "bridge/bank.json: ", &["fmt", "bridge"])?;

        let server = Server::start(&absolute, 0)?;
        self.expect(0, "nothing is wrong", &["doctor", &server.origin()])?;
        drop(server);
        let site = files_of(&absolute)?;
        // The server sends a compressed copy where there is one.
        for name in ["embed.js", "embed.js.br", "embed.js.gz"] {
            std::fs::remove_file(absolute.join(name))?;
        }
        let server = Server::start(&absolute, 0)?;
        self.expect(1, "there is no such file", &["doctor", &server.origin()])?;
        drop(server);
        self.serve()?;
        Ok(site)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.desk.command(&self.program);
        command.args(&self.before).args(arguments).envs(self.environment.iter().copied());
        command
    }

    /// Runs the command, and looks whether it ends with this code and says this. What it says besides is no warning of Node.
    fn expect(&self, code: i32, said: &str, arguments: &[&str]) -> Result<()> {
        let Output { status, stdout, stderr } = self
            .command(arguments)
            .output()
            .with_context(|| format!("cannot run {}", self.program.display()))?;
        let all = String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned();
        let is_right = status.code() == Some(code) && all.contains(said) && !all.contains("Warning");
        ensure!(is_right, "`newsquiz {}` ended with {status}, and said:\n{all}", arguments.join(" "));
        println!("  newsquiz {}: {code}, “{said}”", arguments.join(" "));
        Ok(())
    }

    /// Serves a bank while it is written.
    fn serve(&self) -> Result<()> {
        let mut command = self.command(&["serve", "bridge", "--port", "0"]);
        let mut running =
            Running(command.process_group(0).stdout(Stdio::piped()).spawn().context("cannot serve")?);
        let mut said =
            BufReader::new(running.0.stdout.take().context("it says nothing")?).lines().map_while(Result::ok);
        let greeting =
            said.find(|line| line.starts_with("serving ")).context("it does not say where it serves")?;
        let address = greeting.split('/').nth(2).context("it names no address")?.to_owned();
        ensure!(get(&address, "/")?.contains("<news-quiz"), "there is no quiz at {address}");

        let mut changes = ask(&address, "/newsquiz-changes")?;
        changes.set_read_timeout(Some(PATIENCE))?;
        wait_for(&mut changes, b"event-stream")?;
        let bank = self.desk.path("bridge/bank.json");
        let source = std::fs::read_to_string(&bank)?;
        std::fs::write(&bank, source.replacen("\"level\"", "\"levle\"", 1))?;
        wait_for(&mut changes, b"data: changed")?;
        let page = get(&address, "/")?;
        std::fs::write(&bank, source)?;
        ensure!(page.contains("<h1>1 problem</h1>"), "a problem is not shown");
        println!("  newsquiz serve bridge: follows a change");
        Ok(())
    }
}

/// The files of a folder by their names in it.
fn files_of(place: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let file = |path: &PathBuf| Ok((folder::name_in(place, path), std::fs::read(path)?));
    let mut files: BTreeMap<_, _> = folder::files(place)?.iter().map(file).collect::<Result<_>>()?;
    // It says which program has made the others.
    files.remove(folder::BANKS);
    Ok(files)
}

/// A program that is ended with the trial, and what it has started with it.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // npm does not pass it on to what it runs, so all of the group are told, as by Ctrl-C in a terminal.
        let _ = Command::new("kill").args(["-TERM", "--", &format!("-{}", self.0.id())]).status();
        let _ = self.0.wait();
    }
}

fn ask(address: &str, path: &str) -> Result<TcpStream> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    Ok(stream)
}

/// Reads until something was said.
fn wait_for(stream: &mut TcpStream, said: &[u8]) -> Result<()> {
    let (mut byte, mut all) = ([0; 1], Vec::new());
    while !all.ends_with(said) {
        ensure!(stream.read(&mut byte)? == 1, "it does not say {}", String::from_utf8_lossy(said));
        all.extend_from_slice(&byte);
    }
    Ok(())
}

fn get(address: &str, path: &str) -> Result<String> {
    let mut answer = Vec::new();
    ask(address, path)?.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
