//! Builds `dist/`: the program, the page, the bank, and compressed copies of them.

use std::path::PathBuf;

use anyhow::Result;

use crate::address::Quiz;
use crate::setup::{self, Purpose};
use crate::size::{self, Shipped};
use crate::{compress, imports, leak, minify, page, publish, trunk, wasm_opt, workspace};

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
    if options.base_url.is_none() {
        println!(
            "no --base-url: the canonical link, Open Graph and oEmbed are left out, since they take absolute addresses"
        );
    }
    // Trunk's hook does it once more; here its faults stand alone, and no build comes before them.
    let compiled = page::compile(&options.bank)?;
    let questions = compiled.bank.questions().len();
    let quiz = Quiz::new(&compiled, options.base_url.as_deref())?;
    setup::run(Purpose::Serve)?;
    trunk::release(&options.bank, options.base_url.as_deref())?;
    let dist = workspace::dist();
    minify::files(&dist)?;
    wasm_opt::optimise(&dist)?;
    imports::shorten(&dist)?;
    publish::write(&dist, &compiled, &quiz)?;
    leak::check(&dist)?;
    compress::add_copies(&dist)?;
    Ok(Built { shipped: size::measure(&dist)?, questions })
}
