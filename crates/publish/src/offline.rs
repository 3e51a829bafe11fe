//! The service worker of a quiz's own page, `sw.js`: which files it keeps, and the version of all of them together.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use newsquiz_core::bank::Bank;
use sha2::{Digest as _, Sha256};

use crate::address::{PagePlace, QuizAddress};
use crate::assets::{self, fill_references};
use crate::{compress, fingerprint, manifest, widget};

/// The worker's name. It stands beside the page, since a worker serves nothing above its own folder.
pub const FILE: &str = widget::WORKER;

/// The quotation marks around a string of a script; the minifier chooses.
const QUOTES: [char; 3] = ['"', '\'', '`'];

/// What a set of files is made for: the page of a bank.
#[derive(Clone, Copy, Debug)]
pub struct KeptPage<'a> {
    /// The bank that it plays.
    pub bank: &'a Bank,
    /// Where it stands, and the worker beside it.
    pub place: PagePlace,
    /// The page without a version.
    pub text: &'a str,
}

/// The files that the page of a bank may load and the article that it leads to, as one set.
#[derive(Debug)]
pub struct FileSet {
    /// Names as the worker's folder has them, each with its integrity; none for pages, into which hosts write.
    files: Vec<(String, String)>,
    /// What the page names the set by.
    pub version: String,
}

impl FileSet {
    /// Lists the files of a finished site that a page may load. `worker` is the template of the worker.
    ///
    /// The version follows from the content of all files and from the worker itself: whatever changes, changes the page
    /// and the worker, and browsers look at both.
    ///
    /// # Errors
    /// The site lacks a file.
    pub fn new(site: &BTreeMap<String, Vec<u8>>, page: KeptPage<'_>, worker: &str) -> Result<FileSet> {
        let quiz = QuizAddress::new(page.bank, None)?;
        let mut version = Sha256::new();
        version.update(worker);
        version.update(page.text);
        // The page goes by the name of its folder, as readers know it, and comes first.
        let mut files = vec![(String::new(), String::new())];
        for path in paths(site, &quiz, page) {
            let content = site.get(&path).with_context(|| format!("the site has no {path}"))?;
            let name = quiz.name_from(page.place, &path);
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

/// What scripts with a hash in their names begin with that no page of a quiz loads: those for frames, and for the list.
const FOR_OTHER_PAGES: [&str; 2] = ["inside-", "list-"];

/// What a page may load, and the article that it leads to, beside the page itself; by their paths on the site.
fn paths(site: &BTreeMap<String, Vec<u8>>, quiz: &QuizAddress, page: KeptPage<'_>) -> Vec<String> {
    let mut paths =
        vec![widget::EMBED.to_owned(), format!("{}{}", quiz.folder_at(page.place), manifest::FILE)];
    // What lasts stands at the top. Copies are of hosts' concern.
    let is_for_page = |path: &&String| {
        !path.contains('/')
            && fingerprint::is_lasting(path)
            && !FOR_OTHER_PAGES.iter().any(|start| path.starts_with(start))
            && !compress::is_copy(path)
    };
    paths.extend(site.keys().filter(is_for_page).cloned());
    let folder = quiz.folder();
    paths.extend(["bank", "draw"].map(|name| format!("{folder}{name}.bin")));
    let href = &*page.bank.parts().article.href;
    if !newsquiz_compiler::is_elsewhere(href) {
        paths.push(format!("{folder}{href}"));
    }
    paths
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
            ("list-1a2b3c4d.js", "lists"),
            ("frame.js", "frames"),
            ("news.html", "news"),
            ("banks/liaison-office/bank.bin", "bank"),
            ("banks/liaison-office/draw.bin", "draw"),
            ("banks/liaison-office/manifest.json", "{}"),
            ("banks/liaison-office/article.html", "article"),
            ("banks/liaison-office/review.html", "review"),
            ("banks/oficina-de-enlace/bank.bin", "another bank"),
        ];
        files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).into()
    }

    fn set(site: &BTreeMap<String, Vec<u8>>, text: &str) -> FileSet {
        set_at(PagePlace::Top, site, text)
    }

    fn set_at(place: PagePlace, site: &BTreeMap<String, Vec<u8>>, text: &str) -> FileSet {
        let bank = &testing::liaison_office().bank;
        FileSet::new(site, KeptPage { bank, place, text }, WORKER).unwrap()
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
            ("banks/liaison-office/draw.bin", true),
            ("banks/liaison-office/article.html", true),
            ("index.html", false),
            ("embed.js.br", false),
            ("newsquiz-1a2b3c4d.wasm.br", false),
            ("inside-1a2b3c4d.js", false),
            ("list-1a2b3c4d.js", false),
            ("banks/liaison-office/manifest.json", false),
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
    fn the_worker_in_a_bank_s_folder_names_all_from_there() {
        let worker = set_at(PagePlace::BankFolder, &site(), "page").worker(WORKER).unwrap();
        for (name, is_listed) in [
            ("", true),
            ("../../embed.js", true),
            ("../../newsquiz-1a2b3c4d.wasm", true),
            ("manifest.json", true),
            ("bank.bin", true),
            ("article.html", true),
            ("../../manifest.json", false),
            ("review.html", false),
        ] {
            assert_eq!(worker.contains(&format!("[\"{name}\",")), is_listed, "{name}: {worker}");
        }
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
