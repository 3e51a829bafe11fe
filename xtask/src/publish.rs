//! What stands in `dist/` for those who publish the quiz: the proof sheet, the oEmbed answer, and the headers.

use std::path::Path;

use anyhow::Result;
use newsquiz_compiler::Compiled;

use crate::address::{BaseUrl, Quiz};
use crate::heights::{self, Heights};
use crate::{headers, oembed, review, workspace};

/// Writes the first two of a bank into a `dist/` that has no compressed copies yet.
///
/// # Errors
/// The proof sheet cannot be made, or a file cannot be written.
pub fn write(dist: &Path, compiled: &Compiled, quiz: &Quiz) -> Result<()> {
    let folder = dist.join(quiz.folder());
    workspace::write(&folder.join(review::FILE), review::page(compiled)?)?;
    if let Some(answer) = oembed::answer(quiz, &Heights::new(heights::MEASURED))? {
        workspace::write(&folder.join(oembed::FILE), answer)?;
    }
    Ok(())
}

/// Writes the headers of all files of a `dist/`, which has to have all of them.
///
/// # Errors
/// A folder cannot be read, or the file cannot be written.
pub fn write_headers(dist: &Path, base: Option<&BaseUrl>) -> Result<()> {
    headers::write(dist, base.map_or("/", BaseUrl::path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page;

    #[test]
    fn each_file_stands_where_the_others_look_for_it() {
        let compiled = page::compile(&workspace::bank(None).unwrap()).unwrap();
        for (base_url, files) in [
            (Some("https://news.example/quiz"), &["_headers", "oembed.json", "review.html"][..]),
            (None, &["_headers", "review.html"]),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let quiz = Quiz::new(&compiled, base_url).unwrap();
            write(folder.path(), &compiled, &quiz).unwrap();
            write_headers(folder.path(), quiz.base.as_ref()).unwrap();
            let names: Vec<_> = workspace::files(folder.path())
                .unwrap()
                .iter()
                .map(|path| path.strip_prefix(folder.path()).unwrap().display().to_string())
                .collect();
            let in_folder = |name: &&str| {
                if *name == "_headers" { (*name).to_owned() } else { format!("banks/liaison-office/{name}") }
            };
            assert_eq!(names, files.iter().map(in_folder).collect::<Vec<_>>());
            let headers = std::fs::read_to_string(folder.path().join("_headers")).unwrap();
            let root = if base_url.is_some() { "/quiz/" } else { "/" };
            assert!(headers.contains(&format!("\n{root}banks/liaison-office/review.html\n")), "{headers}");
        }
    }
}
