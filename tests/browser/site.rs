//! The built folder, served: as it is, or as a copy that can be damaged and repaired.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use anyhow::{Context as _, Result, anyhow, ensure};
use newsquiz_cli::{
    folder,
    server::{Manners, Server},
};
use newsquiz_core::compiled;
use newsquiz_publish::{
    address::PagePlace,
    compress,
    offline::{self, FileSet, KeptPage},
    packed,
};
use tempfile::TempDir;
use xtask::{demonstration, workspace};

use crate::quiz::Quiz;

/// Where the copy stands on its host: any file host serves the folder as it is, below any path.
const BELOW: &str = "news/quiz";

/// A file of the built folder that the quiz cannot do without.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    /// The compiled bank, all of it.
    Bank,
    /// What is needed of it for its own draw.
    OwnDraw,
    /// The WebAssembly.
    Program,
    /// The WebAssembly of what draws.
    Drawer,
    /// The JavaScript around the program.
    Glue,
    /// The style sheet.
    Style,
    /// The script that starts the program.
    Starter,
    /// The script that puts the program in its place.
    Takeover,
    /// The element with its first body, for servers to put into pages.
    IncludeFile,
}

/// The built folder, served until it is dropped.
#[derive(Debug)]
pub(crate) struct Site {
    server: Server,
    folder: PathBuf,
    below: &'static str,
    // Removed after the server is gone.
    copy: Option<TempDir>,
}

impl Site {
    /// Serves what was built, at the root of its host.
    pub(crate) fn built() -> Result<Site> {
        let folder = built()?;
        Ok(Site { server: serve(&folder, Manners::default())?, folder, below: "", copy: None })
    }

    /// Serves a copy of what was built, in a folder of its host.
    pub(crate) fn copy() -> Result<Site> {
        Site::copy_of(&built()?, BELOW)
    }

    /// Serves a copy of what was built, at the root of its host.
    pub(crate) fn copy_at_the_root() -> Result<Site> {
        Site::copy_of(&built()?, "")
    }

    /// Serves a copy on a host that was not set up well.
    pub(crate) fn on_a_host(manners: Manners) -> Result<Site> {
        Site::copy()?.moved_to(manners)
    }

    /// The same copy on a host that was not set up well.
    pub(crate) fn moved_to(mut self, manners: Manners) -> Result<Site> {
        let host = self.copy.as_ref().context("a copy has a folder")?.path().to_owned();
        self.server = serve(&host, manners)?;
        Ok(self)
    }

    /// Serves a copy of a site in a folder of its host.
    pub(crate) fn copy_of(built: &Path, below: &'static str) -> Result<Site> {
        let host = tempfile::Builder::new().prefix("newsquiz-").tempdir().context("no folder for a copy")?;
        let folder = host.path().join(below);
        folder::copy(built, &folder)?;
        Ok(Site { server: serve(host.path(), Manners::default())?, folder, below, copy: Some(host) })
    }

    /// The host's own address; nothing of the quiz comes from elsewhere.
    pub(crate) fn origin(&self) -> String {
        self.server.origin()
    }

    /// The address of a page or a fragment.
    pub(crate) fn address(&self, rest: &str) -> String {
        let slash = if self.below.is_empty() { "" } else { "/" };
        format!("{}/{}{slash}{rest}", self.server.origin(), self.below)
    }

    /// Writes a file of the copy anew, or takes it away. Its compressed copies go: they would be served instead.
    pub(crate) fn replace(&self, path: &Path, bytes: Option<&[u8]>) -> Result<()> {
        ensure!(self.copy.is_some(), "what was built stays as it is; take a copy");
        for suffix in [compress::BROTLI, compress::GZIP] {
            let mut copy = path.as_os_str().to_owned();
            copy.push(format!(".{suffix}"));
            remove(Path::new(&copy))?;
        }
        match bytes {
            Some(bytes) => folder::write(path, bytes),
            None => remove(path),
        }
    }

    /// Adds a page to the copy, beside that of the quiz.
    pub(crate) fn add(&self, name: &str, page: &str) -> Result<()> {
        self.replace(&self.folder.join(name), Some(page.as_bytes()))
    }

    /// What a file says.
    pub(crate) fn read(&self, name: &str) -> Result<String> {
        let path = self.folder.join(name);
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    }

    /// The element of a bank with its first body, as a page of any folder or host includes it.
    pub(crate) fn include(&self, bank: &str) -> Result<String> {
        self.include_file(&format!("banks/{bank}/quiz.html"))
    }

    /// The same out of a file, which is written for the root of its site. A build with this site's address would say
    /// just that.
    pub(crate) fn include_file(&self, name: &str) -> Result<String> {
        Ok(self.read(name)?.replace("=\"/", &format!("=\"{}", self.address(""))))
    }

    /// Changes a page of the copy.
    pub(crate) fn edit(&self, name: &str, change: impl Fn(&str) -> String) -> Result<()> {
        let path = self.folder.join(name);
        let page = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let changed = change(&page);
        ensure!(changed != page, "{name} is not changed");
        self.replace(&path, Some(changed.as_bytes()))
    }

    /// Makes what was changed in the copy a version of its own, as a build does.
    pub(crate) fn release(&self) -> Result<()> {
        let page = self.read("index.html")?;
        let (_, rest) = page.split_once("data-version=\"").context("the page names no version")?;
        let version: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
        let mut files = BTreeMap::new();
        for path in folder::files(&self.folder)? {
            files.insert(folder::name_in(&self.folder, &path), fs::read(&path)?);
        }
        let template = fs::read_to_string(workspace::widget().join(offline::FILE))?;
        let quiz = Quiz::liaison_office()?;
        let text = page.replace(&version, "");
        let kept = KeptPage { bank: quiz.bank(), place: PagePlace::Top, text: &text };
        let set = FileSet::new(&files, kept, &template)?;
        self.edit("index.html", |page| page.replace(&version, &set.version))?;
        self.add(offline::FILE, &set.worker(&template)?)
    }

    /// Writes the files of the compiled bank anew.
    pub(crate) fn replace_bank(&self, bytes: &[u8]) -> Result<()> {
        let bank = compiled::decode(bytes).map_err(|error| anyhow!("{}", error.code()))?;
        let path = self.path(Part::Bank)?;
        self.replace(&path, Some(bytes))?;
        for file in folder::files(&path.with_file_name(""))? {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with("draw-") && name.ends_with(".bin") {
                self.replace(&file, None)?;
            }
        }
        let excerpts = bank.excerpts();
        for (ix, excerpt) in excerpts.iter().enumerate() {
            let name =
                if ix == 0 { "draw.bin".to_owned() } else { format!("draw-{}.bin", excerpt.draw().seed) };
            self.replace(&path.with_file_name(name), Some(&compiled::encode(excerpt)))?;
        }
        Ok(())
    }

    /// The pages that are shipped beside the quizzes' own. An include file is a part of a page.
    pub(crate) fn other_pages(&self) -> Result<Vec<String>> {
        let mut pages = Vec::new();
        for file in folder::files(&self.folder)? {
            let name = file.strip_prefix(&self.folder)?.display().to_string();
            if name.ends_with(".html") && !name.ends_with("index.html") && !name.contains("/quiz.") {
                pages.push(name);
            }
        }
        ensure!(pages.len() > 3, "only {pages:?}");
        Ok(pages)
    }

    /// Where its files are.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where a file is; its name has a hash in it.
    pub(crate) fn path(&self, part: Part) -> Result<PathBuf> {
        find(&self.folder, part)
    }
}

/// Serves a folder at an origin that no site of this run had before: browsers live on, and keep by origin what they keep.
fn serve(folder: &Path, manners: Manners) -> Result<Server> {
    static ORIGINS: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let mut used = Vec::new();
    loop {
        let server = Server::start_as(folder, 0, manners)?;
        if ORIGINS.lock().unwrap_or_else(PoisonError::into_inner).insert(server.origin()) {
            return Ok(server);
        }
        // It keeps its port until there is another one.
        used.push(server);
    }
}

/// Where a file of the built folder is.
fn find(folder: &Path, part: Part) -> Result<PathBuf> {
    let (start, end) = match part {
        Part::Bank => return Ok(folder.join(demonstration::BANK).join("bank.bin")),
        Part::OwnDraw => return Ok(folder.join(demonstration::BANK).join("draw.bin")),
        Part::IncludeFile => return Ok(folder.join(demonstration::BANK).join("quiz.html")),
        Part::Program => ("newsquiz-", ".wasm"),
        Part::Drawer => ("drawer-", ".wasm"),
        Part::Takeover => ("takeover-", ".js"),
        Part::Glue => ("newsquiz-", ".js"),
        Part::Style => ("quiz-", ".css"),
        Part::Starter => ("embed", ".js"),
    };
    let fits = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(start) && name.ends_with(end)
    };
    let mut found = folder::files(folder)?.into_iter().filter(fits);
    let path = found.next().with_context(|| format!("{} has no {part:?}", folder.display()))?;
    ensure!(found.next().is_none(), "{} has more than one {part:?}", folder.display());
    Ok(path)
}

/// The folder that `cargo xtask size` builds, as long as it is there and new.
pub(crate) fn built() -> Result<PathBuf> {
    let folder = workspace::site();
    let page = folder.join("index.html");
    ensure!(page.is_file(), "there is no {}; run `cargo xtask size`, which builds it", page.display());
    // What the tests know of the bank would not be what the page plays.
    let bank = packed::unpack(&fs::read(find(&folder, Part::Bank)?)?)?;
    let is_new = bank == Quiz::liaison_office()?.bytes();
    ensure!(
        is_new,
        "{} has another bank than {}; run `cargo xtask size`",
        folder.display(),
        demonstration::BANK
    );
    Ok(folder)
}

fn remove(path: &Path) -> Result<()> {
    if !path.exists() {
        return Ok(());
    }
    fs::remove_file(path).with_context(|| format!("cannot remove {}", path.display()))
}
