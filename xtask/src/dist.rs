//! Builds `dist/`: the program, the page, the bank, and compressed copies of them.

use std::path::PathBuf;

use anyhow::{Result, ensure};

use crate::setup::{self, Purpose};
use crate::size::{self, Shipped};
use crate::{compress, imports, leak, minify, page, trunk, wasm_opt, workspace};

/// What is built.
#[derive(Clone, Debug)]
pub struct Options {
    /// The bank's folder, absolute.
    pub bank: PathBuf,
    /// Where the page will stand.
    pub base_url: Option<String>,
}

/// What was built.
#[derive(Clone, Debug)]
pub struct Built {
    /// The files of the folder.
    pub shipped: Vec<Shipped>,
    /// How many questions the bank has.
    pub questions: usize,
}

/// Builds the folder anew.
///
/// # Errors
/// Something is missing and cannot be installed; the program does not build; the bank has faults; the page cannot be
/// filled; or a file holds a path of this machine.
pub fn build(options: &Options) -> Result<Built> {
    match &options.base_url {
        Some(url) => ensure!(is_absolute(url), "--base-url has to begin with https:// or http://, not {url}"),
        None => println!(
            "no --base-url: the canonical link and Open Graph are left out, since they take absolute addresses"
        ),
    }
    // Trunk's hook does it once more; here its faults stand alone, and no build comes before them.
    let questions = page::compile(&options.bank)?.bank.questions().len();
    setup::run(Purpose::Serve)?;
    trunk::release(&options.bank, options.base_url.as_deref())?;
    let dist = workspace::dist();
    minify::files(&dist)?;
    wasm_opt::optimise(&dist)?;
    imports::shorten(&dist)?;
    leak::check(&dist)?;
    compress::add_copies(&dist)?;
    Ok(Built { shipped: size::measure(&dist)?, questions })
}

fn is_absolute(url: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| url.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_absolute_addresses_are_base_addresses() {
        let rows = [
            ("https://example.org/quiz/", true),
            ("http://localhost:8080/", true),
            ("https://", false),
            ("example.org", false),
            ("javascript:alert(1)", false),
        ];
        for (url, expected) in rows {
            assert_eq!(is_absolute(url), expected, "{url}");
        }
    }
}
