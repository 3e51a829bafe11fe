//! Builds the release program and serves it, for looking at and playing.

use std::path::Path;

use anyhow::Result;

use crate::dist;
use crate::server::{self, Server};
use crate::workspace;

/// Where one looks first for a page that is being worked on.
const USUAL_PORT: u16 = 8080;

/// How many ports are tried before giving up.
const TRIES: u16 = 100;

/// Builds, serves and waits; Ctrl-C ends it.
///
/// # Errors
/// It does not build, or the named port (or every one of many) is taken.
pub fn run(bank: &Path, port: Option<u16>, open: bool) -> Result<()> {
    if let Some(port) = port {
        // Told before a build that would be for nothing.
        drop(server::listen(port)?);
    }
    dist::build(&dist::Options { bank: bank.to_owned(), base_url: None })?;
    let server = start(port)?;
    let address = format!("{}/", server.origin());
    println!("serving {address} until Ctrl-C");
    if open && let Err(error) = open::that(&address) {
        println!("no browser can be opened ({error}); open {address} yourself");
    }
    loop {
        std::thread::park();
    }
}

fn start(port: Option<u16>) -> Result<Server> {
    let dist = workspace::site();
    if let Some(port) = port {
        return Server::start(&dist, port);
    }
    for port in USUAL_PORT..USUAL_PORT + TRIES {
        match Server::start(&dist, port) {
            Err(error) if server::is_taken(&error) => {}
            result => return result,
        }
    }
    Server::start(&dist, 0)
}
