//! A text file as the compiler is given it: whoever calls reads files, the compiler knows none.

use crate::{Report, problem::SourceFault};

/// A text, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFile {
    /// The file's name, as messages give it.
    pub name: String,
    /// The text without a byte order mark; else what is wrong with the file.
    text: Result<String, SourceFault>,
}

impl TextFile {
    /// Takes the bytes of a file, which have to be UTF-8, or the reason why it cannot be read.
    pub fn new(name: impl Into<String>, bytes: Result<Vec<u8>, String>) -> TextFile {
        let unread =
            |reason: &str, remedy| SourceFault::unreadable(&format!("cannot be read: {reason}"), remedy);
        let text = bytes.map_err(|reason| {
            unread(&reason, "see whether it is there under this name, and who may read it")
        });
        let text = text.and_then(|bytes| {
            String::from_utf8(bytes).map_err(|_| unread("it is not in UTF-8", "save it as UTF-8"))
        });
        // Editors of Windows begin a file with a sign that nobody sees, and that JSON does not know.
        let text = text.map(|text| text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text));
        TextFile { name: name.into(), text }
    }

    /// A file that has more than so many megabytes, and what to do about it.
    pub fn too_large(name: impl Into<String>, megabytes: u64, remedy: &str) -> TextFile {
        let fault = format!("it has more than {megabytes} MB");
        TextFile { name: name.into(), text: Err(SourceFault::unreadable(&fault, remedy)) }
    }

    /// The text.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn text(&self) -> Result<&str, Report> {
        self.text.as_deref().map_err(|fault| Report::of_file(&self.name, fault))
    }
}
