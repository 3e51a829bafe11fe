//! A driver as a process of its own, with everything that it starts. Whatever happens to the test, none of it stays.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::engine::Engine;

/// How long a driver may take until it listens.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running driver. Dropping it ends it, its browser and its screen.
#[derive(Debug)]
pub(crate) struct Driver {
    engine: Engine,
    address: String,
    // The order counts: first the browser goes, then its screen, then the folder that both wrote to.
    _process: Process,
    _screen: Option<Process>,
    folder: TempDir,
}

impl Driver {
    /// Starts the driver of an engine on a port of its own.
    pub(crate) async fn start(engine: Engine) -> Result<Driver> {
        let folder =
            tempfile::Builder::new().prefix("newsquiz-").tempdir().context("no folder for the browser")?;
        let (screen, display) = match engine.needs_screen().then(screen).transpose()? {
            Some((screen, display)) => (Some(screen), Some(display)),
            None => (None, None),
        };
        // A port that is free now may be taken a moment later, by another test.
        for _ in 0..5 {
            let port = free_port()?;
            let mut command = Command::new(engine.driver());
            command.arg(format!("--port={port}")).envs(display.as_ref().map(|display| ("DISPLAY", display)));
            // What browsers leave in the home folder and among temporary files is left in ours.
            command.env("HOME", folder.path()).env("TMPDIR", folder.path());
            // Typefaces differ between machines, and so would all that is measured.
            command.env("FONTCONFIG_FILE", xtask::workspace::root().join("tests/browser/fonts.conf"));
            // WebKit draws into plain memory: a machine for tests has no graphics card, and pretending one takes longer.
            command.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
            for name in ["XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "DBUS_SESSION_BUS_ADDRESS"] {
                command.env_remove(name);
            }
            let log = fs::File::create(folder.path().join("driver.log")).context("no log for the driver")?;
            command.stdout(log.try_clone()?).stderr(log);
            let mut process = Process::start(&mut command)?;
            if process.listens_on(port).await? {
                let address = format!("http://127.0.0.1:{port}/");
                return Ok(Driver { engine, address, _process: process, _screen: screen, folder });
            }
        }
        let log = fs::read_to_string(folder.path().join("driver.log")).unwrap_or_default();
        bail!("{} does not come up: {log}", engine.driver().display())
    }

    /// The engine of its browsers.
    pub(crate) fn engine(&self) -> Engine {
        self.engine
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// The folder that is there as long as the driver is.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// Ends every driver, browser and screen of these tests, for who stops them in the middle.
pub(crate) fn end_all() {
    let all = descendants(std::process::id());
    for signal in [Signal::TERM, Signal::KILL] {
        for &pid in &all {
            // What has ended meanwhile cannot be ended.
            _ = kill_process(pid, signal);
        }
        std::thread::sleep(Duration::from_secs(1));
    }
}

/// A screen that nobody looks at, and its name.
fn screen() -> Result<(Process, String)> {
    let mut command = Command::new(xtask::tools::xvfb());
    command.args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut process = Process::start(&mut command)?;
    let output = process.child.stdout.take().context("the screen tells no number")?;
    let mut number = String::new();
    BufReader::new(output).read_line(&mut number).context("the screen tells no number")?;
    Ok((process, format!(":{}", number.trim())))
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no port is free")?;
    Ok(listener.local_addr()?.port())
}

/// A process that ends, with all that it started, when it is dropped.
///
/// It stays in the tests' own process group, so that signals to that, those of Ctrl-C too, reach all of them.
#[derive(Debug)]
struct Process {
    child: Child,
}

impl Process {
    fn start(command: &mut Command) -> Result<Process> {
        let program = command.get_program().to_owned();
        let child = command.stdin(Stdio::null()).spawn().with_context(|| {
            format!("cannot run {}; run `cargo xtask setup --for test`", program.display())
        })?;
        Ok(Process { child })
    }

    /// Waits until the process listens; `false` when it ended instead.
    async fn listens_on(&mut self, port: u16) -> Result<bool> {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if self.child.try_wait()?.is_some() {
                return Ok(false);
            }
            if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
                return Ok(true);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        bail!("nobody listens on port {port} after {PATIENCE:?}")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Children first: once the process is gone, nothing tells any more that they were its own.
        for pid in descendants(self.child.id()) {
            // What has ended meanwhile cannot be ended.
            _ = kill_process(pid, Signal::KILL);
        }
        // A screen that is asked removes its socket.
        _ = kill_process(Pid::from_child(&self.child), Signal::TERM);
        let deadline = Instant::now() + Duration::from_secs(2);
        while Instant::now() < deadline && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(5));
        }
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// All processes that a process started, directly or not, the youngest generation first.
fn descendants(root: u32) -> Vec<Pid> {
    let Ok(entries) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    let processes: Vec<(u32, u32)> = entries
        .filter_map(|entry| {
            let pid = entry.ok()?.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
            // The name stands in brackets and may have any character; then come the state and the parent.
            let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()?;
            Some((pid, parent))
        })
        .collect();
    let mut found = vec![root];
    let mut next = 0;
    while let Some(&parent) = found.get(next) {
        found.extend(processes.iter().filter(|(_, of)| *of == parent).map(|(pid, _)| *pid));
        next += 1;
    }
    found.iter().skip(1).rev().filter_map(|&pid| Pid::from_raw(pid.try_into().ok()?)).collect()
}
