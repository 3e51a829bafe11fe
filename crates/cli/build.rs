//! Lays the built widget out for the program to take in: its files, and compressed copies of them.
//!
//! Where there is none, both folders are empty, and `newsquiz` says what is missing when it is asked for a site: in a
//! fresh checkout everything builds.

#![allow(clippy::print_stdout, reason = "a build script talks to cargo on its standard output")]

#[cfg(feature = "bundled")]
mod bundle {
    use std::collections::BTreeMap;
    use std::path::{Path, PathBuf};
    use std::{env, fs};

    use anyhow::{Context as _, Result, ensure};
    use newsquiz_publish::Widget;
    use newsquiz_publish::ready_copies::ReadyCopies;

    /// Names the folder of the widget; without it, it is where `cargo xtask widget` makes it.
    const VARIABLE: &str = "NEWSQUIZ_WIDGET";

    /// Where `cargo xtask widget` makes it, from the root of the checkout.
    const USUAL: &str = "target/widget";

    pub(crate) fn lay_out() -> Result<()> {
        println!("cargo::rerun-if-changed=build.rs");
        println!("cargo::rerun-if-env-changed={VARIABLE}");
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let named = env::var_os(VARIABLE).map(|folder| root.join(folder));
        ensure!(
            named.as_ref().is_none_or(|folder| folder.is_dir()),
            "{VARIABLE} names a folder that is not there; without it, {USUAL} is taken, which `cargo xtask widget` makes"
        );
        let folder = named.unwrap_or_else(|| root.join(USUAL));
        // While it is not there, cargo looks anew at each build.
        println!("cargo::rerun-if-changed={}", folder.display());
        let files = read(&folder)?;
        if files.is_empty() {
            println!(
                "cargo::warning=there is no built widget, so this newsquiz has none inside and asks for `--widget`; run \
                 `cargo xtask widget` first"
            );
        }
        let out = PathBuf::from(env::var_os("OUT_DIR").context("cargo names a folder for what is made")?);
        write(&out.join("widget"), &files)?;
        let copies = if files.is_empty() {
            ReadyCopies::default()
        } else {
            ReadyCopies::of_widget(&Widget::new(files))?
        };
        write(&out.join("copies"), copies.files())
    }

    fn read(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
        let mut files = BTreeMap::new();
        if !folder.is_dir() {
            return Ok(files);
        }
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).context("a file has no name")?;
            let content = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            files.insert(name.to_owned(), content);
        }
        Ok(files)
    }

    fn write(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<()> {
        if folder.is_dir() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
        for (name, content) in files {
            fs::write(folder.join(name), content)?;
        }
        Ok(())
    }
}

#[cfg(feature = "bundled")]
fn main() {
    if let Err(error) = bundle::lay_out() {
        println!("cargo::error={error:#}");
    }
}

#[cfg(not(feature = "bundled"))]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
}
