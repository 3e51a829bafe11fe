//! Builds what is shipped: the program, the page, the banks, and compressed copies of them.

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

/// Builds `dist/`, which stays what it was until all of the new one is there.
///
/// # Errors
/// As with [`build`]; or the folder cannot be replaced.
pub fn build_for_upload(options: &Options) -> Result<Built> {
    if options.base_url.is_none() {
        println!(
            "no --base-url: include files are written for the root of the page's own site, and the canonical link, \
             Open Graph and oEmbed are left out, since they take absolute addresses"
        );
    }
    let built = build(options)?;
    workspace::replace_folder(&workspace::site(), &workspace::dist())?;
    Ok(built)
}

/// Builds [`workspace::site`] anew.
///
/// # Errors
/// Something is missing and cannot be installed; the program does not build; a bank has faults; the page cannot be
/// filled; or a file holds a path of this machine.
pub fn build(options: &Options) -> Result<Built> {
    // Trunk's hook does it once more; here its faults stand alone, and no build comes before them.
    let banks = page::compile_all(&options.bank)?;
    let compiled = page::compile(&options.bank)?;
    let quiz = Quiz::new(&compiled, options.base_url.as_deref())?;
    setup::run(Purpose::Serve)?;
    let dist = workspace::site();
    trunk::release(&options.bank, options.base_url.as_deref(), &dist, &[])?;
    minify::files(&dist)?;
    wasm_opt::optimise(&dist)?;
    imports::shorten(&dist)?;
    embed::seal(&dist)?;
    offline::write(&dist, &compiled)?;
    for bank in &banks {
        publish::write(&dist, bank, &Quiz::new(bank, options.base_url.as_deref())?)?;
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
