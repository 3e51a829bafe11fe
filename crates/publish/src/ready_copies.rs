//! Compressed copies that were made before: the widget's files are in every site, and a good copy of its program takes
//! longer than all the rest of a site.

use std::collections::BTreeMap;

use anyhow::Result;

use crate::assets::Assets;
use crate::compress::{self, BROTLI, GZIP};
use crate::fingerprint;
use crate::widget::Widget;

/// Compressed copies, each found by the content that it is a copy of, whatever its name is on a site.
#[derive(Clone, Debug, Default)]
pub struct ReadyCopies(BTreeMap<String, Vec<u8>>);

impl ReadyCopies {
    /// Takes copies that [`ReadyCopies::files`] has given.
    pub fn new(files: BTreeMap<String, Vec<u8>>) -> ReadyCopies {
        ReadyCopies(files)
    }

    /// Makes the copies of all files that sites have from this widget. A file that tells the address of its site is
    /// another one there, and is compressed there.
    ///
    /// # Errors
    /// The widget lacks a file, or one cannot be compressed.
    pub fn of_widget(widget: &Widget) -> Result<ReadyCopies> {
        let mut files = BTreeMap::new();
        for (name, content) in Assets::new(widget, None)?.files() {
            for (suffix, copy) in compress::copies(name, content)? {
                files.insert(file_name(content, suffix), copy);
            }
        }
        Ok(ReadyCopies(files))
    }

    /// All copies by names that say what they are copies of, to be kept in files.
    pub fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.0
    }

    /// The copies of a content, each with its suffix; `None` when none is ready.
    pub fn find(&self, content: &[u8]) -> Option<Vec<(&'static str, Vec<u8>)>> {
        if self.0.is_empty() {
            return None;
        }
        let ready = |suffix| self.0.get(&file_name(content, suffix)).map(|copy| (suffix, copy.clone()));
        let copies: Vec<_> = [BROTLI, GZIP].into_iter().filter_map(ready).collect();
        (!copies.is_empty()).then_some(copies)
    }
}

fn file_name(content: &[u8], suffix: &str) -> String {
    format!("{}.{suffix}", fingerprint::digest(content))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_finds_the_copies_of_what_it_takes_from_the_widget_and_of_nothing_else() {
        let style = "a{color:red}".repeat(20);
        let files = [("quiz.css", style.as_str()), ("embed.js", "'{{ quiz.css }}'")];
        let files = files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
        let widget = Widget::new(files.into());
        let ready = ReadyCopies::of_widget(&widget).unwrap();
        let kept = ReadyCopies::new(ready.files().clone());

        let expected = compress::copies("quiz.css", style.as_bytes()).unwrap();
        assert_eq!(expected.len(), 2);
        assert_eq!(kept.find(style.as_bytes()), Some(expected));
        assert_eq!(kept.find(b"a{color:blue}"), None);
        assert_eq!(ReadyCopies::default().find(style.as_bytes()), None);
    }
}
