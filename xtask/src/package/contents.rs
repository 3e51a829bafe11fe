//! What stands in each package, by its path there.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};
use newsquiz_cli::folder;

use super::VERSION;
use super::archive::{File, Kind};
use super::docs;
use super::program::Program;
use crate::{process, workspace};

/// A package: its name, and its files.
pub(super) type Package = (String, BTreeMap<String, File>);

/// The shells whose completions come along, each with the name that its own folder has for them.
const SHELLS: [(&str, &str); 3] =
    [("bash", "newsquiz.bash"), ("fish", "newsquiz.fish"), ("zsh", "_newsquiz")];

/// The commands that have a page of the manual of their own.
const COMMANDS: [&str; 8] = ["build", "check", "doctor", "fmt", "new", "schema", "serve", "snippet"];

/// The archive for Linux: the program, what shells and `man` know of it, and licences.
///
/// # Errors
/// A file cannot be read, or the program does not run here.
pub(super) fn archive(native: &Program, licences: &str) -> Result<Package> {
    let name = format!("newsquiz-{VERSION}-x86_64-linux");
    let mut files = common(licences)?;
    files.insert("README.md".to_owned(), filled(&workspace::root().join("xtask/templates/archive.md"))?);
    let ask = |arguments: &[&str]| {
        said(&native.path, arguments).map(|text| File::new(text.into_bytes(), Kind::Text))
    };
    for (shell, file) in SHELLS {
        files.insert(format!("completions/{file}"), ask(&["completions", shell])?);
    }
    files.insert("man/newsquiz.1".to_owned(), ask(&["man"])?);
    for command in COMMANDS {
        files.insert(format!("man/newsquiz-{command}.1"), ask(&["man", command])?);
    }
    files.insert("newsquiz".to_owned(), File::new(native.content.clone(), Kind::Program));
    let files = files.into_iter().map(|(path, file)| (format!("{name}/{path}"), file)).collect();
    Ok((format!("{name}.tar.gz"), files))
}

/// The package for npm: the program in WebAssembly with its launcher, and the native one for the machines that it is for.
///
/// # Errors
/// A file cannot be read.
pub(super) fn npm(native: &Program, wasm: &Program, licences: &str) -> Result<Package> {
    let source = workspace::root().join("npm");
    let mut files = common(licences)?;
    files.insert("README.md".to_owned(), filled(&source.join("README.md"))?);
    files.insert("package.json".to_owned(), filled(&source.join("package.json"))?);
    for folder_name in ["bin", "lib"] {
        for path in folder::files(&source.join(folder_name))? {
            let kind = if folder_name == "bin" { Kind::Program } else { Kind::Text };
            files.insert(folder::name_in(&source, &path), File::new(read(&path)?.into_bytes(), kind));
        }
    }
    files.insert("newsquiz.wasm".to_owned(), File::new(wasm.content.clone(), Kind::Text));
    files.insert("native/newsquiz".to_owned(), File::new(native.content.clone(), Kind::Program));
    // Every package of npm has all in a folder of this name.
    let files = files.into_iter().map(|(path, file)| (format!("package/{path}"), file)).collect();
    Ok((format!("newsquiz-{VERSION}.tgz"), files))
}

/// What both have.
fn common(licences: &str) -> Result<BTreeMap<String, File>> {
    let mut files = BTreeMap::new();
    for name in ["CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"] {
        files.insert(name.to_owned(), text(&workspace::root().join(name))?);
    }
    for (name, document) in docs::documents()? {
        files.insert(format!("docs/{name}"), File::new(document.into_bytes(), Kind::Text));
    }
    let licences = File::new(licences.as_bytes().to_vec(), Kind::Text);
    files.insert("THIRD-PARTY-LICENSES.txt".to_owned(), licences);
    Ok(files)
}

/// A text of this checkout.
fn text(path: &Path) -> Result<File> {
    Ok(File::new(read(path)?.into_bytes(), Kind::Text))
}

/// A text with the version in the place that it leaves for it. npm's manifest has a number there, since it has to.
fn filled(path: &Path) -> Result<File> {
    let text = read(path)?.replace("VERSION", VERSION).replace("\"0.0.0\"", &format!("\"{VERSION}\""));
    Ok(File::new(text.into_bytes(), Kind::Text))
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// What a program says.
fn said(program: &Path, arguments: &[&str]) -> Result<String> {
    Ok(format!("{}\n", process::output(Command::new(program).args(arguments))?))
}
