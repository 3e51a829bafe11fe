//! The widget as it was built: the program, scripts, styles, pictures and page templates, by their names.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};

use crate::ready_copies::ReadyCopies;

/// A page of a bank that can be installed, as a template.
pub const PAGE: &str = "index.html";

/// The page that frames show, as a template.
pub const FRAMED_PAGE: &str = "embed.html";

/// The script that defines the element and starts the program.
pub const EMBED: &str = "embed.js";

/// The script for pages that show the quiz in a frame.
pub const FRAME: &str = "frame.js";

/// The service worker, as a template.
pub const WORKER: &str = "sw.js";

/// The service worker that takes back what an earlier one has kept.
pub const LEAVING_WORKER: &str = "sw-leave.js";

/// The script of the list of quizzes.
pub const LIST: &str = "list.js";

/// The JavaScript around the program.
pub const GLUE: &str = "newsquiz.js";

/// The program.
pub const PROGRAM: &str = "newsquiz.wasm";

/// The JavaScript around the program that draws.
pub const DRAWER_GLUE: &str = "drawer.js";

/// The program that draws from a whole bank.
pub const DRAWER: &str = "drawer.wasm";

/// All of the quiz's style.
pub const STYLE: &str = "quiz.css";

/// The part of it that stands in the first body.
pub const FIRST_STYLE: &str = "first.css";

/// The style of the page around the quiz.
pub const PAGE_STYLE: &str = "page.css";

/// A built widget: its files by their names, and copies of them that are compressed already.
#[derive(Clone, Debug, Default)]
pub struct Widget {
    files: BTreeMap<String, Vec<u8>>,
    copies: ReadyCopies,
}

impl Widget {
    /// Takes the files of a built widget.
    pub fn new(files: BTreeMap<String, Vec<u8>>) -> Widget {
        Widget { files, copies: ReadyCopies::default() }
    }

    /// The same widget with compressed copies, so that sites need not make them.
    #[must_use]
    pub fn with_copies(self, copies: ReadyCopies) -> Widget {
        Widget { copies, ..self }
    }

    /// The compressed copies that it brings along.
    pub fn copies(&self) -> &ReadyCopies {
        &self.copies
    }

    /// All files by their names.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// A file.
    ///
    /// # Errors
    /// The widget does not have it.
    pub fn bytes(&self, name: &str) -> Result<&[u8]> {
        self.files
            .get(name)
            .map(Vec::as_slice)
            .with_context(|| format!("the built widget has no {name}; build it again"))
    }

    /// A file that is text.
    ///
    /// # Errors
    /// The widget does not have it, or it is no text.
    pub fn text(&self, name: &str) -> Result<&str> {
        str::from_utf8(self.bytes(name)?).with_context(|| format!("{name} of the built widget is not UTF-8"))
    }
}
