//! What commands print. `println!` would panic when whoever reads has gone, as `head` does after its lines.

use std::fmt;
use std::io::{self, ErrorKind, Write as _};

use anyhow::{Context as _, Result};

/// That whoever read the output has gone: there is nobody left to tell anything.
#[derive(Debug)]
pub struct NobodyReads;

impl fmt::Display for NobodyReads {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("nobody reads the output any more")
    }
}

impl std::error::Error for NobodyReads {}

/// Prints a line, or several.
///
/// # Errors
/// [`NobodyReads`], or the output cannot be written, as on a full disk.
pub fn line(text: impl fmt::Display) -> Result<()> {
    print(format!("{text}\n").as_bytes())
}

/// Prints bytes as they are.
///
/// # Errors
/// As with [`line`].
pub fn print(bytes: &[u8]) -> Result<()> {
    let mut output = io::stdout().lock();
    match output.write_all(bytes).and_then(|()| output.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(NobodyReads.into()),
        written => written.context("cannot write to the standard output"),
    }
}

/// Tells what went wrong, beside the output. Where that cannot be told either, the code of the command still tells it.
pub fn complain(text: impl fmt::Display) {
    let _ = writeln!(io::stderr(), "{text}");
}
