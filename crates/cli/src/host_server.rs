//! [`Server`] where this program has no sockets: the program around it serves.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use anyhow::{Context as _, Result};
use newsquiz_publish::file_type;
use serde::Deserialize;

use crate::host::{self, Question, Refusal};
use crate::preview::CHANGES;

/// Serves a folder on this machine alone, until this program ends.
#[derive(Debug)]
pub struct Server {
    port: u16,
}

#[derive(Deserialize)]
struct Serving {
    port: u16,
}

impl Server {
    /// Starts serving a folder; port 0 stands for any free one.
    ///
    /// # Errors
    /// The port is taken ([`is_taken`]).
    pub fn start(folder: &Path, port: u16) -> Result<Server> {
        let types: BTreeMap<_, _> = file_type::all().map(|(end, known)| (end, known.media_type)).collect();
        let question = Question::Serve { folder, port, types, changes: CHANGES };
        let served = host::ask::<Serving>(&question).map_err(error);
        let (serving, _) = served.with_context(|| format!("cannot listen on port {port}"))?;
        Ok(Server { port: serving.port })
    }

    /// Tells the pages that listen at [`CHANGES`] that the folder has changed.
    pub fn tell_of_change(&self) {
        // Nobody may be listening.
        let _ = host::tell(&Question::Changed);
    }

    /// Where it serves, without a slash at the end: `http://127.0.0.1:8080`.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

/// Looks whether a port is free.
///
/// # Errors
/// The port is taken ([`is_taken`]), or not for everyone to take.
pub fn ensure_free(port: u16) -> Result<()> {
    host::tell(&Question::Listen { port })
        .map_err(error)
        .with_context(|| format!("cannot listen on port {port}"))
}

/// Whether a server could not start since its port is taken.
pub fn is_taken(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::AddrInUse)
}

fn error(refusal: Refusal) -> io::Error {
    let kind = match &*refusal.code {
        "EADDRINUSE" => io::ErrorKind::AddrInUse,
        "EACCES" => io::ErrorKind::PermissionDenied,
        _ => io::ErrorKind::Other,
    };
    io::Error::new(kind, refusal.message)
}
