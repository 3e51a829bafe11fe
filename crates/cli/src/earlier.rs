//! What an earlier build was made of, so that a bank that is as it was need not be made again.
//!
//! The folder of a site has a file that says of each bank what went into its files, by hashes, and what came out. Only what
//! went in counts, and no time: not that of a file, and not that of a build.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use newsquiz_compiler::Report;
use newsquiz_publish::{BaseUrl, Files, Listed, Widget, fingerprint::digest};
use serde::{Deserialize, Serialize};

use crate::{bank, folder, locales};

/// What a build was made of. Those with other makers have nothing in common.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Earlier {
    /// What made it: the program, the widget and the options. Empty where that is not known.
    maker: String,
    /// Its banks by the paths of their files.
    banks: BTreeMap<String, Made>,
}

/// What was made of a bank.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Made {
    /// The hash of its file and of the words beside it.
    inputs: String,
    /// The hashes of the other files beside it that its proof has read, by their names.
    read: BTreeMap<String, String>,
    /// Its files on the site.
    files: Vec<String>,
    /// The hash of their contents.
    content: String,
    /// What the list of quizzes says of it.
    pub(crate) listed: Listed,
    /// Whether its proof had warnings, which are told each time.
    pub(crate) has_warnings: bool,
}

/// What a bank is made of, as it is now.
#[derive(Debug)]
pub(crate) struct Inputs {
    /// The path of its file.
    path: String,
    /// The hash of its file and of the words beside it.
    hash: String,
}

/// The hash of all that goes into every bank's files alike: this program, which has the words of the interface inside; the
/// widget; where the site will stand; whether the page at its top is that of the first bank; and `since`, the hash of the
/// earlier banks that proof sheets are compared with. Empty where the program
/// cannot be read: then nothing is known of what it makes.
pub(crate) fn maker(widget: &Widget, base_url: Option<&BaseUrl>, has_list: bool, since: &str) -> String {
    let Some(program) = std::env::current_exe().ok().and_then(|path| std::fs::read(path).ok()) else {
        return String::new();
    };
    let files = widget.files().map(|(name, bytes)| format!("{} {name}\n", digest(bytes)));
    let base_url = base_url.map_or("", BaseUrl::as_str);
    digest(
        format!("{}\n{base_url}\n{has_list}\n{since}\n{}", digest(&program), files.collect::<String>())
            .as_bytes(),
    )
}

impl Inputs {
    /// Looks at a bank before it is proved: what is written in between belongs to the next build.
    ///
    /// # Errors
    /// The folder has no bank.
    pub(crate) fn of(bank: &Path) -> Result<Inputs, Report> {
        let path = bank::source_of(bank)?;
        let mut parts = digest_of(&path);
        for words in locales::files_beside(bank::folder_of(bank)) {
            parts.push_str(&format!("\n{} {}", digest_of(&words), words.display()));
        }
        Ok(Inputs { path: path.display().to_string(), hash: digest(parts.as_bytes()) })
    }
}

/// The hash of a file; empty where it cannot be read.
fn digest_of(path: &Path) -> String {
    std::fs::read(path).map(|bytes| digest(&bytes)).unwrap_or_default()
}

impl Earlier {
    /// What is known of the site in a folder: nothing where it was made by something else.
    pub(crate) fn read(site: &Path, maker: &str) -> Earlier {
        let known = std::fs::read(site.join(folder::BANKS)).ok();
        let known: Option<Earlier> = known.and_then(|text| serde_json::from_slice(&text).ok());
        let known = known.filter(|known| known.maker == maker && !maker.is_empty());
        known.unwrap_or_else(|| Earlier::new(maker))
    }

    /// One without banks.
    pub(crate) fn new(maker: &str) -> Earlier {
        Earlier { maker: maker.to_owned(), banks: BTreeMap::new() }
    }

    /// What made it.
    pub(crate) fn maker(&self) -> &str {
        &self.maker
    }

    /// The text that is kept of it.
    ///
    /// # Errors
    /// There is no such text.
    pub(crate) fn text(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    /// Adds what was made of a bank.
    pub(crate) fn add(&mut self, inputs: &Inputs, made: Made) {
        self.banks.insert(inputs.path.clone(), made);
    }

    /// What was made of a bank that is as it was, and the names of its files on the site.
    pub(crate) fn unchanged(&self, bank: &Path, inputs: &Inputs) -> Option<&Made> {
        let made = self.banks.get(&inputs.path).filter(|made| made.inputs == inputs.hash)?;
        let folder = bank::folder_of(bank);
        let is_as_it_was = made.read.iter().all(|(name, hash)| digest_of(&folder.join(name)) == *hash);
        is_as_it_was.then_some(made)
    }
}

impl Made {
    /// What was made of a bank: `read` are the hashes of what its proof has read beside its file.
    pub(crate) fn new(
        inputs: &Inputs,
        read: BTreeMap<String, String>,
        files: &Files,
        listed: Listed,
        has_warnings: bool,
    ) -> Made {
        let hashes = files.iter().map(|(name, content)| line(name, content));
        Made {
            inputs: inputs.hash.clone(),
            read,
            content: digest(hashes.collect::<String>().as_bytes()),
            files: files.keys().cloned().collect(),
            listed,
            has_warnings,
        }
    }

    /// The names of its files on the site, where they are in its folder as they were made, byte for byte.
    pub(crate) fn files_in(&self, site: &Path) -> Option<&[String]> {
        let mut hashes = String::new();
        for name in &self.files {
            let is_inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
            let content = std::fs::read(site.join(name)).ok().filter(|_| is_inside)?;
            hashes.push_str(&line(name, &content));
        }
        (digest(hashes.as_bytes()) == self.content).then_some(&self.files)
    }
}

fn line(name: &str, content: &[u8]) -> String {
    format!("{} {name}\n", digest(content))
}
