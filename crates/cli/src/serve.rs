//! `newsquiz serve`: a site of quizzes to look at and play.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use newsquiz_compiler::Report;

#[cfg(target_os = "wasi")]
use crate::host::{self, Question};
use crate::preview::Preview;
use crate::server::{self, Server};
use crate::{bank, output, problems, widget};

/// Where one looks first for a page that is being worked on.
const USUAL_PORT: u16 = 8080;

/// How many ports are tried before giving up.
const TRIES: u16 = 100;

/// How a site is served.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The port; without one, the usual one or the next that is free.
    pub port: Option<u16>,
    /// Whether the page is opened in the browser.
    pub open: bool,
}

/// Serves the site of some banks while they are written: it is built anew, and loaded anew, at each save. The widget is
/// that of a folder, or the one inside of the program. Ctrl-C ends it.
///
/// # Errors
/// It cannot be built, or the named port (or every one of many) is taken.
pub fn run(banks: &[PathBuf], widget: Option<&Path>, options: Options) -> Result<()> {
    options.ensure_free()?;
    for bank in banks {
        bank::source_of(bank)?;
    }
    let widget = widget::find(widget)?;
    let place = tempfile::Builder::new().prefix("newsquiz-").tempdir();
    let place = place
        .context("there is no place for temporary files; name a folder that can be written to as TMPDIR")?;
    let preview = Preview { banks, widget: &widget, site: place.path() };
    let has_colours = problems::has_colours(&io::stdout());
    // It serves on when nobody reads what it says.
    let tell = |built: Result<Report, Report>| {
        let _ = match built {
            Ok(warnings) => output::line(format!(
                "{}built; a change of a bank or its article is shown when it is saved",
                problems::rendered(&warnings, has_colours)
            )),
            Err(report) => {
                output::line(format!("{}{}", problems::rendered(&report, has_colours), report.count()))
            }
        };
    };
    // Before the first build: what is saved during it is built after it.
    let state = preview.state();
    let built = preview.build()?;
    let server = start(place.path(), options.port)?;
    greet(&server, options);
    tell(built);
    let never = preview.after_each_change(state, || {
        tell(preview.build()?);
        server.tell_of_change();
        Ok(())
    })?;
    match never {}
}

/// Serves a folder until Ctrl-C.
///
/// # Errors
/// The named port (or every one of many) is taken.
pub fn serve(site: &Path, options: Options) -> Result<()> {
    let server = start(site, options.port)?;
    greet(&server, options);
    loop {
        std::thread::park();
    }
}

/// Says where the site is, and opens it.
fn greet(server: &Server, options: Options) {
    let address = format!("{}/", server.origin());
    // It serves on when nobody reads what it says.
    let _ = output::line(format!("serving {address} until Ctrl-C"));
    if options.open
        && let Err(error) = open(&address)
    {
        let _ = output::line(format!("no browser can be opened ({error}); open {address} yourself"));
    }
}

#[cfg(not(target_os = "wasi"))]
fn open(address: &str) -> io::Result<()> {
    open::that(address)
}

#[cfg(target_os = "wasi")]
fn open(address: &str) -> io::Result<()> {
    host::tell(&Question::Open { address }).map_err(|refusal| io::Error::other(refusal.message))
}

impl Options {
    /// Looks whether the named port is free, so that nothing is built in vain.
    ///
    /// # Errors
    /// It is taken.
    pub fn ensure_free(self) -> Result<()> {
        self.port.map_or(Ok(()), server::ensure_free)
    }
}

fn start(site: &Path, port: Option<u16>) -> Result<Server> {
    if let Some(port) = port {
        return Server::start(site, port);
    }
    for port in USUAL_PORT..USUAL_PORT + TRIES {
        match Server::start(site, port) {
            Err(error) if server::is_taken(&error) => {}
            result => return result,
        }
    }
    Server::start(site, 0)
}
