//! `newsquiz serve`: a site of quizzes to look at and play.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::server::{self, Server};
use crate::{bank, build, folder, widget};

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

/// Builds the site of some banks, serves it and waits; Ctrl-C ends it.
///
/// # Errors
/// It cannot be built, or the named port (or every one of many) is taken.
pub fn run(banks: &[PathBuf], widget: &Path, options: Options) -> Result<()> {
    options.ensure_free()?;
    let files = build::site(&bank::prove_all(banks)?, &widget::read(widget)?, None)?;
    let place = tempfile::Builder::new().prefix("newsquiz-").tempdir();
    let place = place.context("there is no place for temporary files")?;
    folder::write_all(place.path(), &files)?;
    serve(place.path(), options)
}

/// Serves a folder until Ctrl-C.
///
/// # Errors
/// The named port (or every one of many) is taken.
pub fn serve(site: &Path, options: Options) -> Result<()> {
    let server = start(site, options.port)?;
    let address = format!("{}/", server.origin());
    println!("serving {address} until Ctrl-C");
    if options.open
        && let Err(error) = open::that(&address)
    {
        println!("no browser can be opened ({error}); open {address} yourself");
    }
    loop {
        std::thread::park();
    }
}

impl Options {
    /// Looks whether the named port is free, so that nothing is built in vain.
    ///
    /// # Errors
    /// It is taken.
    pub fn ensure_free(self) -> Result<()> {
        self.port.map_or(Ok(()), |port| server::listen(port).map(drop))
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
