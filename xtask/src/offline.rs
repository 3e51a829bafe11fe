//! The service worker of the quiz's own page, `sw.js`: which files it keeps, and the version of all of them together.

use std::path::Path;

use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use newsquiz_compiler::Compiled;
use sha2::{Digest as _, Sha256};

use crate::minify::{self, Kind};
use crate::{embed, manifest, server, workspace};

/// The worker's name. It stands beside the page, since a worker serves nothing above its own folder.
pub const FILE: &str = "sw.js";

/// What stands in the page where the version belongs.
pub const VERSION: &str = "version-of-the-set";

/// Writes the worker for a folder whose other files are as they will be, and tells the page the version.
///
/// The version follows from the content of all files and from the worker itself: whatever changes, changes the page and
/// the worker, and browsers look at both.
///
/// # Errors
/// A file is not there, or cannot be read or written; or the page has no place for the version.
pub fn write(dist: &Path, compiled: &Compiled) -> Result<()> {
    let read = |path: &Path| std::fs::read(path).with_context(|| format!("cannot read {}", path.display()));
    let source = workspace::root().join("static").join(FILE);
    let source = String::from_utf8(read(&source)?).context("static/sw.js is no text")?;
    let page = dist.join("index.html");
    let text = String::from_utf8(read(&page)?).context("the page is no text")?;

    let mut version = Sha256::new();
    version.update(&source);
    version.update(&text);
    // The page goes by the name of its folder, as readers know it, and comes first.
    let mut files = vec![(String::new(), String::new())];
    for name in names(dist, compiled)? {
        let digest = Sha256::digest(read(&dist.join(&name))?);
        version.update(&name);
        version.update(digest);
        // Hosts write into HTML: they shorten it, or add a script.
        let is_page = name.ends_with(".html");
        let integrity = if is_page { String::new() } else { format!("sha256-{}", STANDARD.encode(digest)) };
        files.push((name, integrity));
    }
    let version: String = version.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect();

    let list = serde_json::to_string(&files).context("cannot list the files")?;
    let worker =
        workspace::replace_once(&source, "const VERSION = \"\"", &format!("const VERSION = \"{version}\""))
            .and_then(|text| workspace::replace_once(&text, "new Map([])", &format!("new Map({list})")))
            .context("static/sw.js")?;
    // Nothing else sees what stands at its top.
    workspace::write(&dist.join(FILE), minify::script(&worker, Kind::Module)?)?;
    workspace::write(&page, workspace::replace_once(&text, VERSION, &version).context("index.html")?)
}

/// What the page may load, and the article that it leads to, beside the page itself.
fn names(dist: &Path, compiled: &Compiled) -> Result<Vec<String>> {
    let mut names = vec![embed::EMBED.to_owned(), manifest::FILE.to_owned()];
    for path in workspace::files(dist)? {
        let name = embed::file_name(&path);
        // What lasts stands beside the page; one module of it is for frames alone. Copies are of hosts' concern.
        let is_copy = name.ends_with(".br") || name.ends_with(".gz");
        if path.parent() == Some(dist) && server::has_hash(&name) && !name.starts_with("inside-") && !is_copy
        {
            names.push(name);
        }
    }
    let parts = compiled.bank.parts();
    let folder = format!("banks/{}/", parts.id);
    names.push(format!("{folder}bank.bin"));
    if !newsquiz_compiler::is_elsewhere(&parts.article.href) {
        names.push(format!("{folder}{}", parts.article.href));
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page;

    fn dist() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [
            (
                "index.html",
                "<script src=\"install-1a2b3c4d5e6f.js\" data-version=version-of-the-set></script>",
            ),
            ("embed.js", "starter"),
            ("embed.js.br", "copy"),
            ("manifest.json", "{}"),
            ("newsquiz-1a2b3c4d5e6f.wasm", "program"),
            ("newsquiz-1a2b3c4d5e6f.wasm.br", "copy"),
            ("icon-192-1a2b3c4d5e6f.png", "icon"),
            ("install-1a2b3c4d5e6f.js", "installs"),
            ("inside-1a2b3c4d5e6f.js", "frames"),
            ("frame.js", "frames"),
            ("news.html", "news"),
            ("banks/liaison-office/bank.bin", "bank"),
            ("banks/liaison-office/article.html", "article"),
            ("banks/liaison-office/review.html", "review"),
            ("banks/oficina-de-enlace/bank.bin", "another bank"),
        ] {
            workspace::write(&folder.path().join(name), text).unwrap();
        }
        folder
    }

    /// The worker and the version that the page names.
    fn written(folder: &Path) -> (String, String) {
        write(folder, &page::compile(&workspace::bank(None).unwrap()).unwrap()).unwrap();
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
        let page = read("index.html");
        let version = page.split_once("data-version=").unwrap().1.split('>').next().unwrap();
        (read(FILE), version.to_owned())
    }

    #[test]
    fn the_worker_knows_what_the_page_may_load_and_nothing_else() {
        let folder = dist();
        let (worker, version) = written(folder.path());
        assert!(worker.contains(&version) && version.len() == 12, "{version}: {worker}");
        for (name, is_listed) in [
            ("", true),
            ("embed.js", true),
            ("manifest.json", true),
            ("newsquiz-1a2b3c4d5e6f.wasm", true),
            ("icon-192-1a2b3c4d5e6f.png", true),
            ("install-1a2b3c4d5e6f.js", true),
            ("banks/liaison-office/bank.bin", true),
            ("banks/liaison-office/article.html", true),
            ("index.html", false),
            ("embed.js.br", false),
            ("newsquiz-1a2b3c4d5e6f.wasm.br", false),
            ("inside-1a2b3c4d5e6f.js", false),
            ("frame.js", false),
            ("news.html", false),
            ("banks/liaison-office/review.html", false),
            ("banks/oficina-de-enlace/bank.bin", false),
        ] {
            assert_eq!(worker.contains(&format!("[`{name}`,")), is_listed, "{name}: {worker}");
        }
        // Of "starter", as `openssl dgst -sha256 -binary | base64` tells it.
        assert!(
            worker.contains("[`embed.js`,`sha256-T/mWEmm/djDTLhUnZWnJRHAXSl2nn6VnwPYiUaqaNrk=`]"),
            "{worker}"
        );
        assert!(worker.contains("article.html`,``]"), "{worker}");
    }

    #[test]
    fn whatever_changes_changes_the_version() {
        let (_, version) = written(dist().path());
        assert_eq!(written(dist().path()).1, version);
        let page = "<p>Another first question</p><script data-version=version-of-the-set></script>";
        for (name, text) in [
            ("index.html", page),
            ("embed.js", "another"),
            ("banks/liaison-office/bank.bin", "corrected"),
            ("banks/liaison-office/article.html", "corrected"),
        ] {
            let folder = dist();
            workspace::write(&folder.path().join(name), text).unwrap();
            assert_ne!(written(folder.path()).1, version, "{name}");
        }
        let folder = dist();
        workspace::write(&folder.path().join("frame.js"), "another").unwrap();
        assert_eq!(written(folder.path()).1, version, "the page never loads it");
    }

    #[test]
    fn a_page_without_a_place_for_the_version_is_an_error() {
        let folder = dist();
        workspace::write(&folder.path().join("index.html"), "<p>").unwrap();
        let error = write(folder.path(), &page::compile(&workspace::bank(None).unwrap()).unwrap());
        assert!(format!("{:#}", error.unwrap_err()).contains(VERSION));
    }
}
