//! The service worker of the quiz's own page, `sw.js`: which files it keeps, and the version of all of them together.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use newsquiz_core::bank::Bank;
use sha2::{Digest as _, Sha256};

use crate::address::QuizAddress;
use crate::assets::{self, fill_references};
use crate::{compress, fingerprint, manifest, widget};

/// The worker's name. It stands beside the page, since a worker serves nothing above its own folder.
pub const FILE: &str = widget::WORKER;

/// The quotation marks around a string of a script; the minifier chooses.
const QUOTES: [char; 3] = ['"', '\'', '`'];

/// The files that the page of a bank may load and the article that it leads to, as one set.
#[derive(Debug)]
pub struct FileSet {
    /// Names on the site, each with its integrity; none for pages, into which hosts write.
    files: Vec<(String, String)>,
    /// What the page names the set by.
    pub version: String,
}

impl FileSet {
    /// Lists the files of a finished site that the page of a bank may load. `page` is the page without a version, and
    /// `worker` the template of the worker.
    ///
    /// The version follows from the content of all files and from the worker itself: whatever changes, changes the page
    /// and the worker, and browsers look at both.
    ///
    /// # Errors
    /// The site lacks a file.
    pub fn new(site: &BTreeMap<String, Vec<u8>>, bank: &Bank, page: &str, worker: &str) -> Result<FileSet> {
        let mut version = Sha256::new();
        version.update(worker);
        version.update(page);
        // The page goes by the name of its folder, as readers know it, and comes first.
        let mut files = vec![(String::new(), String::new())];
        for name in names(site, bank)? {
            let content = site.get(&name).with_context(|| format!("the site has no {name}"))?;
            version.update(&name);
            version.update(Sha256::digest(content));
            // Hosts write into HTML: they shorten it, or add a script.
            let is_page = name.ends_with(".html");
            let integrity = if is_page { String::new() } else { assets::integrity(content) };
            files.push((name, integrity));
        }
        let digest = version.finalize();
        Ok(FileSet { files, version: fingerprint::hex(digest.get(..6).unwrap_or_default()) })
    }

    /// The worker that keeps these files.
    ///
    /// # Errors
    /// The template refers to what there is not.
    pub fn worker(&self, template: &str) -> Result<String> {
        let list = serde_json::to_string(&self.files).context("cannot list the files")?;
        // The list is no text but a value: it takes the place of the whole string.
        let template = QUOTES.iter().fold(template.to_owned(), |text, quote| {
            text.replace(&format!("[{quote}{{{{ files }}}}{quote}]"), &list)
        });
        fill_references(&template, |reference| match reference {
            "version" => Ok(self.version.clone()),
            "lasting" => Ok(fingerprint::PATTERN.to_owned()),
            other => anyhow::bail!("the worker refers to {other}, which there is not"),
        })
        .context(FILE)
    }
}

/// What the page may load, and the article that it leads to, beside the page itself.
fn names(site: &BTreeMap<String, Vec<u8>>, bank: &Bank) -> Result<Vec<String>> {
    let mut names = vec![widget::EMBED.to_owned(), manifest::FILE.to_owned()];
    // What lasts stands beside the page; one module of it is for frames alone. Copies are of hosts' concern.
    let is_for_page = |name: &&String| {
        !name.contains('/')
            && fingerprint::is_lasting(name)
            && !name.starts_with("inside-")
            && !compress::is_copy(name)
    };
    names.extend(site.keys().filter(is_for_page).cloned());
    let folder = QuizAddress::new(bank, None)?.folder();
    names.push(format!("{folder}bank.bin"));
    let href = &*bank.parts().article.href;
    if !newsquiz_compiler::is_elsewhere(href) {
        names.push(format!("{folder}{href}"));
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    const WORKER: &str =
        "const VERSION='{{ version }}',FILES=new Map([`{{ files }}`]),LASTING=new RegExp('{{ lasting }}')";

    fn site() -> BTreeMap<String, Vec<u8>> {
        let files = [
            ("embed.js", "starter"),
            ("embed.js.br", "copy"),
            ("manifest.json", "{}"),
            ("newsquiz-1a2b3c4d.wasm", "program"),
            ("newsquiz-1a2b3c4d.wasm.br", "copy"),
            ("icon-192-1a2b3c4d.png", "icon"),
            ("install-1a2b3c4d.js", "installs"),
            ("inside-1a2b3c4d.js", "frames"),
            ("frame.js", "frames"),
            ("news.html", "news"),
            ("banks/liaison-office/bank.bin", "bank"),
            ("banks/liaison-office/article.html", "article"),
            ("banks/liaison-office/review.html", "review"),
            ("banks/oficina-de-enlace/bank.bin", "another bank"),
        ];
        files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).into()
    }

    fn set(site: &BTreeMap<String, Vec<u8>>, page: &str) -> FileSet {
        FileSet::new(site, &testing::liaison_office().bank, page, WORKER).unwrap()
    }

    #[test]
    fn the_worker_knows_what_the_page_may_load_and_nothing_else() {
        let set = set(&site(), "page");
        let worker = set.worker(WORKER).unwrap();
        assert!(worker.starts_with(&format!("const VERSION='{}',", set.version)), "{worker}");
        assert_eq!(set.version.len(), 12);
        assert!(worker.ends_with(&format!("new RegExp('{}')", fingerprint::PATTERN)), "{worker}");
        for (name, is_listed) in [
            ("", true),
            ("embed.js", true),
            ("manifest.json", true),
            ("newsquiz-1a2b3c4d.wasm", true),
            ("icon-192-1a2b3c4d.png", true),
            ("install-1a2b3c4d.js", true),
            ("banks/liaison-office/bank.bin", true),
            ("banks/liaison-office/article.html", true),
            ("index.html", false),
            ("embed.js.br", false),
            ("newsquiz-1a2b3c4d.wasm.br", false),
            ("inside-1a2b3c4d.js", false),
            ("frame.js", false),
            ("news.html", false),
            ("banks/liaison-office/review.html", false),
            ("banks/oficina-de-enlace/bank.bin", false),
        ] {
            assert_eq!(worker.contains(&format!("[\"{name}\",")), is_listed, "{name}: {worker}");
        }
        // Of "starter", as `openssl dgst -sha256 -binary | base64` tells it.
        let starter = "[\"embed.js\",\"sha256-T/mWEmm/djDTLhUnZWnJRHAXSl2nn6VnwPYiUaqaNrk=\"]";
        assert!(worker.contains(starter) && worker.contains("article.html\",\"\"]"), "{worker}");
    }

    #[test]
    fn whatever_changes_changes_the_version() {
        let version = set(&site(), "page").version;
        assert_eq!(set(&site(), "page").version, version);
        assert_ne!(set(&site(), "another page").version, version);
        for name in ["embed.js", "banks/liaison-office/bank.bin", "banks/liaison-office/article.html"] {
            let mut site = site();
            site.insert(name.to_owned(), b"corrected".to_vec());
            assert_ne!(set(&site, "page").version, version, "{name}");
        }
        let mut site = site();
        site.insert("frame.js".to_owned(), b"another".to_vec());
        assert_eq!(set(&site, "page").version, version, "the page never loads it");
    }

    #[test]
    fn a_worker_that_refers_to_what_there_is_not_is_an_error() {
        let error = set(&site(), "page").worker("'{{ files }}'").unwrap_err();
        assert_eq!(format!("{error:#}"), "sw.js: the worker refers to files, which there is not");
    }
}
