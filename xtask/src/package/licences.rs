//! The licences of all that is inside of the packages: of every crate that is linked into the program or the widget, with
//! the texts that the crates bring along.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use crate::{process, workspace};

/// The programs that are inside, each with the system that it is built for.
const PROGRAMS: [(&str, &str); 3] = [
    ("newsquiz-cli", "x86_64-unknown-linux-musl"),
    ("newsquiz-cli", "wasm32-wasip1"),
    ("newsquiz-widget", "wasm32-unknown-unknown"),
];

/// How the names of files with licences begin, in small letters.
const BEGINNINGS: [&str; 6] = ["licen", "copying", "copyright", "notice", "unlicense", "authors"];

/// What is linked in beside crates: name, licence, who made it, and where it comes from.
const OTHERS: [(&str, &str, &str, &str); 3] = [
    (
        "The standard library of Rust",
        "MIT OR Apache-2.0",
        "The Rust Project contributors",
        "https://github.com/rust-lang/rust",
    ),
    ("musl", "MIT", "2005-2020 Rich Felker, et al.", "https://musl.libc.org"),
    ("wasi-libc", "MIT", "the authors of wasi-libc", "https://github.com/WebAssembly/wasi-libc"),
];

/// The typeface that cards for social sites are set in.
const TYPEFACE: &str = "Source Serif 4";

/// Its licence, and where it comes from.
const TYPEFACE_TERMS: &str = "OFL-1.1; https://github.com/adobe-fonts/source-serif";

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Crate>,
}

/// A crate, as cargo knows it.
#[derive(Deserialize)]
struct Crate {
    name: String,
    version: String,
    license: Option<String>,
    #[serde(default)]
    authors: Vec<String>,
    repository: Option<String>,
    /// Nothing for those of this checkout.
    source: Option<String>,
    manifest_path: PathBuf,
}

/// The list of what is inside, and all texts, each once.
///
/// # Errors
/// Cargo cannot tell, or a crate has no licence, or one whose text is not known.
pub(super) fn text() -> Result<String> {
    let inside = inside()?;
    let metadata = process::output(process::cargo().args(["metadata", "--format-version", "1"]))?;
    let metadata: Metadata =
        serde_json::from_str(&metadata).context("cannot read what cargo knows of the crates")?;
    let is_inside = |known: &&Crate| {
        known.source.is_some() && inside.contains(&(known.name.clone(), format!("v{}", known.version)))
    };
    let mut list = String::new();
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for known in metadata.packages.iter().filter(is_inside) {
        let named = format!("{} {}", known.name, known.version);
        let licence = known.license.as_deref().unwrap_or("see its text below");
        // Whoever gets a program under some of these licences has to be told where its source is.
        let from =
            known.repository.clone().unwrap_or_else(|| format!("https://crates.io/crates/{}", known.name));
        writeln!(list, "{named}: {licence}; {from}")?;
        for text in texts_of(known)? {
            texts.entry(text).or_default().push(named.clone());
        }
    }
    for (name, licence, holders, from) in OTHERS {
        writeln!(list, "{name}: {licence}; {from}")?;
        texts.entry(standard("MIT", holders)?).or_default().push(name.to_owned());
    }
    writeln!(list, "{TYPEFACE}: {TYPEFACE_TERMS}")?;
    texts.entry(typeface()?).or_default().push(TYPEFACE.to_owned());
    let mut told = format!(
        "newsquiz is under the licences in LICENSE-MIT and LICENSE-APACHE, at your choice.\nThis is inside of it, made by \
         others, with its licence and its source; the texts of the licences follow.\n\n{list}"
    );
    for (text, crates) in texts {
        write!(told, "\n{}\n{}\n\n{text}\n", "-".repeat(80), crates.join(", "))?;
    }
    Ok(told)
}

/// The text of the typeface's licence, with who made it.
fn typeface() -> Result<String> {
    let path = workspace::root().join("crates/publish/typeface/OFL.txt");
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(tidied(&text))
}

/// The crates that are linked into the programs, by name and version.
fn inside() -> Result<BTreeSet<(String, String)>> {
    let mut inside = BTreeSet::new();
    for (package, target) in PROGRAMS {
        let mut tree = process::cargo();
        tree.args(["tree", "--package", package, "--target", target, "--edges", "normal,no-proc-macro"]);
        for line in process::output(tree.args(["--prefix", "none", "--format", "{p}"]))?.lines() {
            let mut words = line.split(' ');
            if let (Some(name), Some(version)) = (words.next(), words.next()) {
                inside.insert((name.to_owned(), version.to_owned()));
            }
        }
    }
    Ok(inside)
}

/// The texts that a crate brings along, or else that of its licence.
fn texts_of(known: &Crate) -> Result<Vec<String>> {
    let folder = known.manifest_path.parent().context("a crate has a folder")?;
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        if is_licence(&path) && path.is_file() {
            let text = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            found.push(tidied(&String::from_utf8_lossy(&text)));
        }
    }
    if !found.is_empty() {
        return Ok(found);
    }
    let licence = known.license.as_deref().unwrap_or_default();
    // Of several at choice, the first whose text is known.
    let choices = licence.split([' ', '/']).filter(|word| !["OR", ""].contains(word));
    for choice in choices {
        if let Ok(text) =
            standard(choice, &format!("the authors of {}: {}", known.name, known.authors.join(", ")))
        {
            return Ok(vec![text]);
        }
    }
    bail!(
        "{} {} brings no text of its licence ({licence}); put that into xtask/licences, by its name in SPDX",
        known.name,
        known.version
    )
}

fn is_licence(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    BEGINNINGS.iter().any(|start| name.starts_with(start)) && !name.ends_with(".rs")
}

/// The text of a licence by its name in SPDX, for these holders of rights.
fn standard(licence: &str, holders: &str) -> Result<String> {
    let path = match licence {
        "Apache-2.0" => workspace::root().join("LICENSE-APACHE"),
        other => workspace::root().join(format!("xtask/licences/{other}.txt")),
    };
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(tidied(&text.replace("{holders}", holders)))
}

/// A text without what tells no copies of it apart.
fn tidied(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crate_in(folder: &Path, license: &str) -> Crate {
        Crate {
            name: "a".to_owned(),
            version: "1.0.0".to_owned(),
            license: Some(license.to_owned()),
            authors: vec!["Ada".to_owned()],
            repository: None,
            source: None,
            manifest_path: folder.join("Cargo.toml"),
        }
    }

    #[test]
    fn a_crate_s_own_texts_come_first_and_then_those_of_its_licence() {
        let folder = tempfile::tempdir().unwrap();
        let texts = texts_of(&crate_in(folder.path(), "MIT/Apache-2.0")).unwrap();
        assert!(texts.len() == 1 && texts[0].contains("Copyright (c) the authors of a: Ada"), "{texts:?}");
        std::fs::write(folder.path().join("license.rs"), "code").unwrap();
        std::fs::write(folder.path().join("LICENCE.md"), "words \r\n\r\n").unwrap();
        assert_eq!(texts_of(&crate_in(folder.path(), "MIT")).unwrap(), ["words"]);
    }

    #[test]
    fn the_typeface_comes_with_its_makers_and_the_text_of_its_licence() {
        let text = typeface().unwrap();
        for part in ["The Source Serif 4 Project Authors", "SIL OPEN FONT LICENSE Version 1.1", "DISCLAIMER"]
        {
            assert!(text.contains(part), "{text}");
        }
    }

    #[test]
    fn a_licence_whose_text_nobody_has_stops_the_package() {
        let folder = tempfile::tempdir().unwrap();
        let error = texts_of(&crate_in(folder.path(), "Nobody-1.0")).unwrap_err().to_string();
        assert!(error.starts_with("a 1.0.0 brings no text of its licence (Nobody-1.0)"), "{error}");
    }
}
