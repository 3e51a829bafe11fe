//! What commands print. `println!` would panic when whoever reads has gone, as `head` does after its lines.

use std::fmt;
use std::io::{self, ErrorKind, Write as _};
use std::path::PathBuf;

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
/// As with [`line()`].
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

/// A text of a page, a host or a file as it can be printed: signs that steer a terminal, or turn the direction of what is
/// read, are left out.
pub fn plain(text: &str) -> String {
    let steers = |sign: char| {
        (sign.is_control() && !matches!(sign, '\n' | '\t'))
            || matches!(sign, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().filter(|sign| !steers(*sign)).collect()
}

/// Paths as one would write them on a command line.
pub fn as_arguments(paths: &[PathBuf]) -> String {
    let argument = |path: &PathBuf| {
        let path = path.display().to_string();
        let is_plain = |sign: char| sign.is_alphanumeric() || "/.-_~:\\".contains(sign);
        if !path.is_empty() && path.chars().all(is_plain) {
            path
        } else {
            format!("'{}'", path.replace('\'', "'\\''"))
        }
    };
    paths.iter().map(argument).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{as_arguments, plain};

    #[test]
    fn what_steers_a_terminal_is_left_out() {
        assert_eq!(plain("a\u{1b}]0;b\u{7}\tc\n\u{202e}d é"), "a]0;b\tc\nd é");
    }

    #[test]
    fn paths_can_be_pasted_into_a_command_line() {
        let paths = ["week-9", "Woche 9 ä", "Bob's"].map(Into::into);
        assert_eq!(as_arguments(&paths), "week-9 'Woche 9 ä' 'Bob'\\''s'");
    }
}
