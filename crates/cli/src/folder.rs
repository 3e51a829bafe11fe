//! Folders of files: listing, copying and writing them, and putting a new one in the place of an old one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use newsquiz_publish::{Files, card, compress, fingerprint};
use walkdir::WalkDir;

/// What tells that `newsquiz build` made a folder, and so may replace it. Nobody's web root is ever removed.
const MARKER: &str = ".newsquiz-site";

/// What `build` knows of the banks of a site from when it made them.
pub const BANKS: &str = ".newsquiz-banks";

/// How the marker begins, for whoever finds it. The names of all files follow, a line each: what others put beside them
/// is never removed.
const MARKER_TEXT: &str = "`newsquiz build` made these files, and replaces them.\n";

/// What stands in the marker before the names of files of earlier builds.
const CARRIED: &str = "kept: ";

/// All files under a folder, sorted by path.
///
/// # Errors
/// The folder or one below it cannot be read.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.with_context(|| format!("cannot list {}", folder.display()))?;
        if entry.file_type().is_file() {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

/// A file's path inside of a folder as the web writes it: Windows has another separator.
pub fn name_in(folder: &Path, path: &Path) -> String {
    let name = path.strip_prefix(folder).unwrap_or(path);
    name.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Writes a file, and makes its folder when it is not there yet.
///
/// # Errors
/// The folder cannot be made, or the file cannot be written.
pub fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    let folder = path.parent().context("a file stands in a folder")?;
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    std::fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

/// Writes a file that is not there yet, whole or not at all.
///
/// # Errors
/// As with [`write()`].
pub fn write_new(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    write(path, content).inspect_err(|_| {
        // Of a file that could not be made there is nothing to remove.
        let _ = std::fs::remove_file(path);
    })
}

/// Writes files below a folder, by their names in it.
///
/// # Errors
/// A file cannot be written.
pub fn write_all(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<()> {
    files.iter().try_for_each(|(name, content)| write(&folder.join(name), content))
}

/// Copies all files of a folder into another one, and makes folders that are not there yet.
///
/// # Errors
/// A file cannot be read or written.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in files(from)? {
        let path = to.join(file.strip_prefix(from).unwrap_or(&file));
        let bytes = std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        write(&path, bytes)?;
    }
    Ok(())
}

/// Looks whether a folder may be replaced: it is not there, or this command made all that is in it.
///
/// # Errors
/// It is somebody else's; the error says what to do.
pub fn ensure_replaceable(folder: &Path) -> Result<()> {
    /// How many files of others are named.
    const NAMED: usize = 3;
    match std::fs::metadata(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        known => ensure!(
            known.with_context(|| format!("cannot look at {}", folder.display()))?.is_dir(),
            "{} is a file; name a folder",
            folder.display()
        ),
    }
    let marker = std::fs::read_to_string(folder.join(MARKER)).unwrap_or_default();
    let made = marker.lines().skip(1).map(|line| line.strip_prefix(CARRIED).unwrap_or(line));
    let made: BTreeSet<&str> = made.chain([MARKER, BANKS]).collect();
    let names: Vec<String> = files(folder)?.iter().map(|file| name_in(folder, file)).collect();
    let theirs: Vec<&str> = names.iter().map(String::as_str).filter(|name| !made.contains(name)).collect();
    if theirs.is_empty() {
        return Ok(());
    }
    let more = if NAMED < theirs.len() { " and others" } else { "" };
    bail!(
        "{} has files that `newsquiz build` did not make, and it would remove them: {}{more}; name another folder, or take \
         them out",
        folder.display(),
        theirs.get(..NAMED).unwrap_or(&theirs).join(", ")
    );
}

/// Looks whether a folder can be made: it is not there, or it is empty.
///
/// # Errors
/// There is something; the error says what to do.
pub fn ensure_empty(folder: &Path) -> Result<()> {
    let name = folder.display();
    let mut entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            bail!("{name} is a file, or stands in one; name another folder with --dir")
        }
        entries => entries.with_context(|| format!("cannot list {name}"))?,
    };
    if entries.next().is_some() {
        bail!(
            "{name} is there already and has files, which stay as they are; name another folder with --dir"
        );
    }
    Ok(())
}

/// Makes a folder with files that have no folders among them, whole or not at all.
///
/// # Errors
/// The folder has something in it ([`ensure_empty`]), or a file cannot be written.
pub fn make(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<()> {
    ensure_empty(folder)?;
    let is_there = folder.is_dir();
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // On the same disk, so that the files can be moved.
    let place = if is_there { folder } else { parent };
    std::fs::create_dir_all(place).with_context(|| format!("cannot make {}", place.display()))?;
    let temporary = tempfile::Builder::new().prefix(".newsquiz-").tempdir_in(place);
    let temporary = temporary.with_context(|| format!("cannot write in {}", place.display()))?;
    // Temporary folders are for nobody else to read; one in it is as any other.
    let new = temporary.path().join("new");
    write_all(&new, files)?;
    if !is_there {
        return rename(&new, folder);
    }
    files.keys().try_for_each(|name| rename(&new.join(name), &folder.join(name)))
}

/// How long a file with a hash in its name stays after it was replaced: pages that were loaded before ask for it.
const KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Puts files in the place of a folder ([`Replacement`]).
///
/// # Errors
/// The folder is somebody else's ([`ensure_replaceable`]), or a file cannot be written.
pub fn replace(folder: &Path, files: &Files) -> Result<()> {
    let replacement = Replacement::begin(folder)?;
    replacement.write(files)?;
    replacement.finish()
}

/// A folder that is made beside another one, and takes its place once it is whole. Until then the other one, which may not
/// be there, stays what it was; where it never gets whole, nothing is left of it.
///
/// Files of earlier builds with a hash in their names stay for 30 days after they were written.
#[derive(Debug)]
pub struct Replacement {
    folder: PathBuf,
    new: PathBuf,
    old: PathBuf,
    /// The names of its files so far, and the marker that has them.
    made: Mutex<(BTreeSet<String>, File)>,
    is_whole: bool,
}

impl Replacement {
    /// Begins with an empty folder.
    ///
    /// # Errors
    /// The folder that it is to replace is somebody else's ([`ensure_replaceable`]), or it cannot be made.
    pub fn begin(folder: &Path) -> Result<Replacement> {
        // A link to a folder stays one.
        let folder = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let is_here = std::env::current_dir().is_ok_and(|here| here.starts_with(&folder));
        ensure!(!is_here, "this is the folder that would be replaced; name another one, or one in it");
        ensure_replaceable(&folder)?;
        let [new, old] = ["new", "old"].map(|suffix| beside(&folder, suffix));
        ensure_replaceable(&old)?;
        if !folder.exists() && old.join(MARKER).is_file() {
            // A build was broken off while it moved them.
            rename(&old, &folder)?;
        }
        for leftover in [&new, &old] {
            ensure_replaceable(leftover)?;
            remove(leftover)?;
        }
        // The marker comes first: what is left of a build that was broken off can be removed by the next.
        let marker = new.join(MARKER);
        write(&marker, MARKER_TEXT)?;
        let marker = File::options().append(true).open(&marker);
        let marker = marker.with_context(|| format!("cannot write in {}", new.display()))?;
        Ok(Replacement { folder, new, old, made: Mutex::new((BTreeSet::new(), marker)), is_whole: false })
    }

    /// The folder whose place it takes.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// How many files it has.
    pub fn count(&self) -> usize {
        self.made.lock().map_or(0, |made| made.0.len())
    }

    /// Writes files by their names in it. One that is there already stays: it may be one with a file of the folder that is
    /// replaced.
    ///
    /// # Errors
    /// A file cannot be written.
    pub fn write(&self, files: &Files) -> Result<()> {
        let new = self.note(files.keys())?;
        let new = files.iter().filter(|(name, _)| new.contains(name));
        new.into_iter().try_for_each(|(name, content)| write(&self.new.join(name), content))
    }

    /// Takes files over from the folder that it replaces, by their names there and here.
    ///
    /// # Errors
    /// A file cannot be taken over.
    pub fn take_over(&self, names: &[String]) -> Result<()> {
        for name in self.note(names)? {
            let (from, to) = (self.folder.join(name), self.new.join(name));
            let cannot = || format!("cannot copy {}", from.display());
            std::fs::create_dir_all(to.parent().unwrap_or(&self.new)).with_context(cannot)?;
            // One file under two names, until the old folder goes; some disks have no such thing.
            if std::fs::hard_link(&from, &to).is_err() {
                std::fs::copy(&from, &to).with_context(cannot)?;
            }
        }
        Ok(())
    }

    /// Writes what is known of the banks beside the marker.
    ///
    /// # Errors
    /// The file cannot be written.
    pub(crate) fn write_banks(&self, text: &str) -> Result<()> {
        write(&self.new.join(BANKS), text)
    }

    /// Puts it in the place of the other folder.
    ///
    /// # Errors
    /// A folder cannot be moved, or the old one cannot be removed.
    pub fn finish(mut self) -> Result<()> {
        let names = self.made.get_mut().map(|made| mem::take(&mut made.0)).unwrap_or_default();
        let carried = if self.folder.exists() { carry_over(&self.folder, &self.new)? } else { Vec::new() };
        mark(&self.new, names.iter(), &carried)?;
        if self.folder.exists() {
            rename(&self.folder, &self.old)?;
        }
        rename(&self.new, &self.folder)?;
        self.is_whole = true;
        remove(&self.old)
    }

    /// Writes the names of files down, before there are such files, and gives those that are new.
    fn note<'a>(&self, names: impl IntoIterator<Item = &'a String>) -> Result<BTreeSet<&'a String>> {
        let mut made = self.made.lock().map_err(|_| anyhow!("another thread has failed"))?;
        let (known, marker) = &mut *made;
        let new: BTreeSet<&String> = names.into_iter().filter(|name| known.insert((*name).clone())).collect();
        let lines: String = new.iter().map(|name| format!("{name}\n")).collect();
        let written = marker.write_all(lines.as_bytes());
        written.with_context(|| format!("cannot write in {}", self.new.display()))?;
        Ok(new)
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        if !self.is_whole {
            // The next build removes what this one cannot.
            let _ = remove(&self.new);
        }
    }
}

/// Writes down in a folder which files in it this command has made, and which of them it has carried over.
fn mark<'a>(folder: &Path, made: impl Iterator<Item = &'a String>, carried: &[String]) -> Result<()> {
    let made = made.map(|name| format!("{name}\n"));
    let carried = carried.iter().map(|name| format!("{CARRIED}{name}\n"));
    let names: String = made.chain(carried).collect();
    write(&folder.join(MARKER), [MARKER_TEXT, &names].concat())
}

/// Copies what pages of earlier builds may still ask for, with the time at which it was written.
/// Those that are carried over for the first time begin to age now; the others go on.
fn carry_over(old: &Path, new: &Path) -> Result<Vec<String>> {
    let marker = std::fs::read_to_string(old.join(MARKER)).unwrap_or_default();
    let carried: BTreeSet<&str> = marker.lines().filter_map(|line| line.strip_prefix(CARRIED)).collect();
    let mut names = Vec::new();
    for file in files(old)? {
        let name = name_in(old, &file);
        let to = new.join(&name);
        // In the folders of banks a name like this is an author's.
        let is_ours = !name.contains('/') || name.starts_with(card::FOLDER);
        if !is_ours || !fingerprint::is_lasting(compress::original(&name)) || to.exists() {
            continue;
        }
        let cannot = || format!("cannot copy {}", file.display());
        let was_carried = carried.contains(&*name);
        let since = if was_carried {
            std::fs::metadata(&file).and_then(|known| known.modified())
        } else {
            Ok(SystemTime::now())
        };
        let since = since.with_context(cannot)?;
        // A clock that was set back makes a file of the future, which is kept.
        if since.elapsed().is_ok_and(|age| KEPT <= age) {
            continue;
        }
        let bytes = std::fs::read(&file).with_context(cannot)?;
        std::fs::create_dir_all(to.parent().unwrap_or(new)).with_context(cannot)?;
        let mut copy = File::create(&to).with_context(cannot)?;
        copy.write_all(&bytes).and_then(|()| copy.set_modified(since)).with_context(cannot)?;
        names.push(name);
    }
    Ok(names)
}

/// The folder beside another one whose name has a suffix.
fn beside(folder: &Path, suffix: &str) -> PathBuf {
    let mut path = folder.components().as_path().as_os_str().to_owned();
    path.push(format!(".{suffix}"));
    path.into()
}

fn rename(from: &Path, to: &Path) -> Result<()> {
    std::fs::rename(from, to).with_context(|| format!("cannot move {} to {}", from.display(), to.display()))
}

/// Removes a folder that this command made, the marker last: without it nobody would know what is left.
fn remove(folder: &Path) -> Result<()> {
    let cannot = || format!("cannot remove {}", folder.display());
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries.with_context(cannot)?,
    };
    for entry in entries {
        let path = entry.with_context(cannot)?.path();
        if path.is_dir() {
            std::fs::remove_dir_all(&path).with_context(cannot)?;
        } else if path.file_name().is_some_and(|name| name != MARKER) {
            std::fs::remove_file(&path).with_context(cannot)?;
        }
    }
    std::fs::remove_dir_all(folder).with_context(cannot)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_file(text: &str) -> BTreeMap<String, Vec<u8>> {
        [("banks/a/bank.bin".to_owned(), text.as_bytes().to_vec())].into()
    }

    #[test]
    fn a_folder_is_replaced_whole_and_again() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("my.site/");
        std::fs::create_dir(&out).unwrap();
        for text in ["one", "two"] {
            replace(&out, &one_file(text)).unwrap();
            assert_eq!(std::fs::read_to_string(out.join("banks/a/bank.bin")).unwrap(), text);
        }
        replace(&out, &one_file("three")).unwrap();
        let names: Vec<String> =
            files(place.path()).unwrap().iter().map(|path| name_in(place.path(), path)).collect();
        assert_eq!(names, ["my.site/.newsquiz-site", "my.site/banks/a/bank.bin"]);

        // What somebody puts beside them stays, and is named.
        for name in ["CNAME", ".git/HEAD"] {
            write(&out.join(name), "theirs").unwrap();
            let error = replace(&out, &one_file("four")).unwrap_err().to_string();
            assert!(error.contains(name) && out.join(name).is_file(), "{error}");
            std::fs::remove_file(out.join(name)).unwrap();
        }
        replace(&out, &one_file("four")).unwrap();
    }

    #[test]
    fn what_pages_of_earlier_builds_ask_for_stays_for_thirty_days() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("site");
        let build = |names: &[&str]| {
            let files = names.iter().map(|name| ((*name).to_owned(), b"a".to_vec())).collect();
            replace(&out, &files).unwrap();
        };
        let names =
            || -> Vec<String> { files(&out).unwrap().iter().map(|path| name_in(&out, path)).collect() };
        let age = |name: &str, days: u64| {
            let then = SystemTime::now() - Duration::from_secs(days * 24 * 60 * 60);
            File::options().write(true).open(out.join(name)).unwrap().set_modified(then).unwrap();
        };
        build(&[
            "quiz-0000000a.css",
            "quiz-0000000a.css.br",
            "cards/a-0000000a.png",
            "banks/a/photo-20190228.png",
            "left.html",
        ]);
        // It was in use until now, however old it is.
        age("quiz-0000000a.css", 400);
        build(&["quiz-0000000b.css", "index.html"]);
        assert_eq!(
            names(),
            [
                ".newsquiz-site",
                "cards/a-0000000a.png",
                "index.html",
                "quiz-0000000a.css",
                "quiz-0000000a.css.br",
                "quiz-0000000b.css"
            ]
        );
        age("cards/a-0000000a.png", 31);
        age("quiz-0000000a.css", 29);
        age("quiz-0000000a.css.br", 31);
        build(&["index.html"]);
        assert_eq!(names(), [".newsquiz-site", "index.html", "quiz-0000000a.css", "quiz-0000000b.css"]);
        // Its time goes on where it is carried over.
        let written = std::fs::metadata(out.join("quiz-0000000a.css")).unwrap().modified().unwrap();
        assert!(Duration::from_secs(28 * 24 * 60 * 60) < written.elapsed().unwrap());
    }

    #[test]
    fn what_a_broken_off_build_left_is_taken_up() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("site");
        replace(&out, &one_file("one")).unwrap();
        std::fs::rename(&out, place.path().join("site.old")).unwrap();
        write(&place.path().join("site.new/.newsquiz-site"), MARKER_TEXT).unwrap();
        replace(&out, &one_file("two")).unwrap();
        assert_eq!(std::fs::read_to_string(out.join("banks/a/bank.bin")).unwrap(), "two");
        assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_is_made_where_there_is_nothing_and_never_over_something() {
        let place = tempfile::tempdir().unwrap();
        std::fs::create_dir(place.path().join("empty")).unwrap();
        std::fs::write(place.path().join("file"), "theirs").unwrap();
        let files = [("bank.md".to_owned(), b"ours".to_vec())].into();
        for name in ["empty", "new/deep/"] {
            let folder = place.path().join(name);
            make(&folder, &files).unwrap();
            let error = make(&folder, &files).unwrap_err().to_string();
            assert!(error.contains("is there already"), "{error}");
        }
        let error = make(&place.path().join("file"), &files).unwrap_err().to_string();
        assert!(error.contains("is a file"), "{error}");
        let all = super::files(place.path()).unwrap();
        let names: Vec<String> = all.iter().map(|path| name_in(place.path(), path)).collect();
        assert_eq!(names, ["empty/bank.md", "file", "new/deep/bank.md"]);
        assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 3);
    }

    #[test]
    fn what_others_made_is_never_replaced() {
        let place = tempfile::tempdir().unwrap();
        for name in ["site", "site.new", "site.old"] {
            let theirs = place.path().join(name).join("index.html");
            write(&theirs, "theirs").unwrap();
            let error = replace(&place.path().join("site"), &one_file("ours")).unwrap_err().to_string();
            assert!(error.contains(name) && error.contains("name another folder"), "{error}");
            assert_eq!(std::fs::read_to_string(&theirs).unwrap(), "theirs");
            std::fs::remove_dir_all(place.path().join(name)).unwrap();
        }
    }
}
