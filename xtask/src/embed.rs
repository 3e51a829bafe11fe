//! The starter, `embed.js`, the module for pages with frames, `frame.js`, and the names of what they load.
//!
//! Their own names never change; the names of what they load hold hashes of their content, so that hosts may keep them
//! for ever, and the starter knows the program's integrity.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::{manifest, workspace};

/// The starter's name.
pub const EMBED: &str = "embed.js";

/// The name of the module for pages that show the quiz in a frame.
pub const FRAME: &str = "frame.js";

/// What stands in the starter where the program's integrity belongs; without it, any program is taken.
const INTEGRITY: &str = "integrity-of-the-program";

/// Files whose names get a hash, by what their names begin and end with.
const SEALED: [(&str, &str); 12] = [
    ("newsquiz", ".js"),
    ("newsquiz", ".wasm"),
    ("quiz", ".css"),
    ("article", ".js"),
    ("inside", ".js"),
    ("install", ".js"),
    ("remember", ".js"),
    ("share", ".js"),
    ("icon-180", ".png"),
    ("icon-192", ".png"),
    ("icon-512", ".png"),
    ("icon-maskable-512", ".png"),
];

/// The names of the program's two files, as Trunk gave them.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// The module that loads the other one.
    pub glue: String,
    /// The program itself.
    pub wasm: String,
}

impl Program {
    /// Finds the files in Trunk's staging folder.
    ///
    /// # Errors
    /// The program is not there, or more than once.
    pub fn find(stage: &Path) -> Result<Program> {
        let name = |end| find(stage, "newsquiz", end).map(|path| file_name(&path));
        Ok(Program { glue: name(".js")?, wasm: name(".wasm")? })
    }
}

/// Writes the starter into Trunk's staging folder: the program is where Trunk put it, and has no integrity yet.
///
/// # Errors
/// The text is not the starter's, or the file cannot be written.
pub fn write(text: &str, program: &Program, stage: &Path, is_release: bool) -> Result<()> {
    let mut text = text.to_owned();
    for (name, found) in [("newsquiz.js", &program.glue), ("newsquiz.wasm", &program.wasm)] {
        text = replace_once(&text, &format!("\"{name}\""), &format!("\"{found}\""))?;
    }
    let integrity = if is_release { INTEGRITY } else { "" };
    text = replace_once(&text, "const INTEGRITY = \"\"", &format!("const INTEGRITY = \"{integrity}\""))?;
    let path = stage.join(EMBED);
    workspace::write(&path, text)
}

/// Gives each file that pages, the starter and [`FRAME`] load a name with the hash of its content, wherever it is named, and tells the
/// starter the program's integrity. Nothing may change these files afterwards.
///
/// # Errors
/// A file is not there, or cannot be read or written.
pub fn seal(dist: &Path) -> Result<()> {
    let mut names = Vec::new();
    for (start, end) in SEALED {
        let path = find(dist, start, end)?;
        let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        if end == ".wasm" {
            // The shortest that browsers take; no compression makes it shorter.
            names.push((INTEGRITY.to_owned(), format!("sha256-{}", STANDARD.encode(Sha256::digest(&bytes)))));
        }
        // 32 bits tell the versions of a file apart, and the starter carries six of them: they do not compress.
        let hash: String = Sha256::digest(&bytes).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        let name = format!("{start}-{hash}{end}");
        std::fs::rename(&path, dist.join(&name))
            .with_context(|| format!("cannot rename {}", path.display()))?;
        names.push((file_name(&path), name));
    }
    for path in workspace::files(dist)? {
        // Ours, and not the article, in which an author may name a file like one of them.
        let name = file_name(&path);
        let is_ours = path.parent() == Some(dist) && name.ends_with(".html")
            || [EMBED, FRAME, manifest::FILE, "embed.html"].contains(&&*name)
            || name.starts_with("quiz.");
        if !is_ours {
            continue;
        }
        let text =
            std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let sealed = names.iter().fold(text.clone(), |text, (name, sealed)| text.replace(name, sealed));
        if sealed != text {
            workspace::write(&path, sealed)?;
        }
    }
    Ok(())
}

/// The one file of a folder whose name begins and ends so, with a hash between or nothing.
pub(crate) fn find(folder: &Path, start: &str, end: &str) -> Result<PathBuf> {
    let fits = |path: &PathBuf| {
        let name = file_name(path);
        path.parent() == Some(folder)
            && name
                .strip_prefix(start)
                .and_then(|rest| rest.strip_suffix(end))
                .is_some_and(|hash| hash.is_empty() || hash.starts_with('-'))
    };
    let mut found = workspace::files(folder)?.into_iter().filter(fits);
    let path = found.next().with_context(|| format!("{} has no {start}…{end}", folder.display()))?;
    ensure!(found.next().is_none(), "{} has more than one {start}…{end}", folder.display());
    Ok(path)
}

pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn replace_once(text: &str, from: &str, to: &str) -> Result<String> {
    workspace::replace_once(text, from, to).context("static/embed.js is not the starter")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "load([\"newsquiz.js\", \"newsquiz.wasm\", \"quiz.css\", \"article.js\"]);\nconst INTEGRITY = \"\";\n";

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("newsquiz-0011223344556677.js", "glue"),
            ("newsquiz-0011223344556677_bg.wasm", "program"),
            ("quiz.css", "style"),
            ("article.js", "passages"),
            ("inside.js", "frame"),
            ("remember.js", "memory"),
            ("share.js", "sharing"),
            ("install.js", "worker"),
            ("icon-180.png", "small"),
            ("icon-192.png", "middle"),
            ("icon-512.png", "large"),
            ("icon-maskable-512.png", "cut"),
            (manifest::FILE, "{\"src\":\"icon-512.png\"}"),
            (FRAME, "import(\"article.js\")"),
            ("index.html", "<link href=\"./newsquiz-0011223344556677_bg.wasm\"><link href=\"quiz.css\">"),
        ] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    #[test]
    fn the_starter_names_what_is_there() {
        let folder = folder();
        let program = Program::find(folder.path()).unwrap();
        write(TEXT, &program, folder.path(), false).unwrap();
        let text = std::fs::read_to_string(folder.path().join(EMBED)).unwrap();
        assert!(
            text.contains("[\"newsquiz-0011223344556677.js\", \"newsquiz-0011223344556677_bg.wasm\""),
            "{text}"
        );
        assert!(text.contains("INTEGRITY = \"\""), "{text}");
        assert!(write("nothing", &program, folder.path(), false).is_err());
    }

    #[test]
    fn a_sealed_name_holds_the_hash_of_the_content() {
        let folder = folder();
        write(TEXT, &Program::find(folder.path()).unwrap(), folder.path(), true).unwrap();
        seal(folder.path()).unwrap();
        let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
        // The first eight digits of the SHA-256 of "program", "style" and so on.
        let (program, style) = ("1310ca2c", "cb86eb2d");
        let page = format!("<link href=\"./newsquiz-{program}.wasm\"><link href=\"quiz-{style}.css\">");
        assert_eq!(read("index.html"), page);
        assert_eq!(read(&format!("quiz-{style}.css")), "style");
        let starter = read(EMBED);
        for part in
            [format!("\"newsquiz-{program}.wasm\""), format!("\"quiz-{style}.css\""), "\"sha256-".to_owned()]
        {
            assert!(starter.contains(&part), "{part} in {starter}");
        }
        assert!(!starter.contains("_bg"), "{starter}");
        assert_eq!(read(FRAME), "import(\"article-10dc3882.js\")");
        assert_eq!(read("inside-9dff50df.js"), "frame");
        let icon = file_name(&find(folder.path(), "icon-512", ".png").unwrap());
        assert_eq!(read(manifest::FILE), format!("{{\"src\":\"{icon}\"}}"));
    }
}
