//! What a newsroom downloads: an archive with the program for Linux, a package for npm that runs on each system with Node,
//! and their checksums. It ends by trying both.

mod archive;
mod contents;
mod docs;
mod licences;
mod program;
mod trial;

use std::collections::BTreeMap;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};

use self::program::Program;
use crate::setup::{self, Purpose};
use crate::{widget, workspace};

/// The version of the packages, which is that of the workspace.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Makes the packages anew in [`workspace::package`], and tries them.
///
/// # Errors
/// This is not Linux on x86-64; something is missing or does not build; or a package does not do what it should.
pub fn run() -> Result<()> {
    ensure!(
        cfg!(all(target_os = "linux", target_arch = "x86_64")),
        "packages are made and tried on Linux on x86-64; run this there, or in a container of it"
    );
    step("set-up", || setup::run(Purpose::Package))?;
    step("the widget that readers load", widget::build)?;
    let native = step("the program for Linux", program::native)?;
    let wasm = step("the program in WebAssembly", program::wasm)?;
    let licences = step("the licences of what is inside", licences::text)?;
    let packages = step("the packages", || packages(&native, &wasm, &licences))?;
    let place = workspace::package();
    workspace::replace(&place, &packages)?;
    step("trying what was made", || trial::run(&place))?;

    let in_kilobytes = |bytes: usize| bytes.div_ceil(1000);
    println!(
        "the program for Linux: {} kB; in WebAssembly: {} kB",
        in_kilobytes(native.content.len()),
        in_kilobytes(wasm.content.len())
    );
    for (name, content) in &packages {
        println!("{}: {} kB", place.join(name).display(), in_kilobytes(content.len()));
    }
    Ok(())
}

/// The packages by their names, and their checksums.
fn packages(native: &Program, wasm: &Program, licences: &str) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut packages = BTreeMap::new();
    for (name, files) in [contents::archive(native, licences)?, contents::npm(native, wasm, licences)?] {
        let content = archive::packed(&name, &files)?;
        packages.insert(name, content);
    }
    packages.insert("SHA256SUMS".to_owned(), archive::checksums(&packages).into_bytes());
    Ok(packages)
}

/// Does a part of the work, and says what it is and how long it took.
fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("== {name}");
    let start = Instant::now();
    let done = work().with_context(|| format!("{name}: failed"))?;
    println!("== {name}: {:.1} s", start.elapsed().as_secs_f32());
    Ok(done)
}
