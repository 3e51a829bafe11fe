//! Builds `dist/`: the program, the page, the bank, and compressed copies of them.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::address::Quiz;
use crate::setup::{self, Purpose};
use crate::size::{self, Shipped};
use crate::{compress, embed, imports, leak, minify, offline, page, publish, trunk, wasm_opt, workspace};

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
    /// The folder of the bank that the page plays, inside of the built folder.
    pub bank: PathBuf,
    /// How many questions it has.
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
    let quiz = Quiz::new(&compiled, options.base_url.as_deref())?;
    setup::run(Purpose::Serve)?;
    let dist = workspace::dist();
    trunk::release(&options.bank, options.base_url.as_deref(), &dist, &[])?;
    minify::files(&dist)?;
    wasm_opt::optimise(&dist)?;
    imports::shorten(&dist)?;
    embed::seal(&dist)?;
    offline::write(&dist, &compiled)?;
    for bank in page::banks(&options.bank)? {
        let compiled = page::compile(&bank)?;
        publish::write(&dist, &compiled, &Quiz::new(&compiled, options.base_url.as_deref())?)?;
    }
    publish::write_headers(&dist, quiz.base.as_ref())?;
    leak::check(&dist)?;
    compress::add_copies(&dist)?;
    Ok(Built {
        shipped: size::measure(&dist)?,
        bank: Path::new("banks").join(&*compiled.bank.parts().id),
        questions: compiled.bank.questions().len(),
    })
}

/// Builds the default bank's folder with a program that breaks down when it is told to. It is not made small: it is
/// for tests, and nobody downloads it.
///
/// # Errors
/// As with [`build`].
pub fn build_trapping() -> Result<()> {
    let dist = workspace::trapping_dist();
    let bank = workspace::bank(None)?;
    trunk::release(&bank, None, &dist, &["trap"])?;
    embed::seal(&dist)?;
    offline::write(&dist, &page::compile(&bank)?)
}
