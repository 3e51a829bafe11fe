//! Earlier states of banks, which proof sheets are compared with. They are read as they are written: their quotes need not
//! stand in any article.

use std::path::PathBuf;

use newsquiz_compiler::{Entry, Report, TextFile};
use newsquiz_core::bank::Bank;
use newsquiz_publish::fingerprint::digest;

use crate::bank;

/// Earlier states of banks, by the texts of their files.
#[derive(Debug, Default)]
pub(crate) struct Since(Vec<TextFile>);

impl Since {
    /// Reads the files at some paths: each a bank's folder, or a bank's file with any name, in Markdown where it ends in
    /// `.md`.
    ///
    /// # Errors
    /// All that is wrong with them.
    pub(crate) fn read(paths: &[PathBuf]) -> Result<Since, Report> {
        let file = |path: &PathBuf| {
            if path.is_file() {
                Ok(bank::read(path))
            } else {
                bank::source_of(path).map(|file| bank::read(&file))
            }
        };
        let since = Since(paths.iter().map(file).collect::<Result<_, _>>()?);
        since.banks()?;
        Ok(since)
    }

    /// The banks.
    ///
    /// # Errors
    /// All that is wrong with the first that is none.
    pub(crate) fn banks(&self) -> Result<Vec<Bank>, Report> {
        self.0.iter().map(newsquiz_compiler::unproved).collect()
    }

    /// The hash of all of them.
    ///
    /// # Errors
    /// A file cannot be read.
    pub(crate) fn digest(&self) -> Result<String, Report> {
        let digests = self.0.iter().map(|file| Ok(digest(file.text()?.as_bytes())));
        digests.collect()
    }

    /// That each is an earlier state of a bank with one of these ids.
    ///
    /// # Errors
    /// Those that are not.
    pub(crate) fn ensure_of(&self, ids: &[&str]) -> Result<(), Report> {
        let named = self.0.iter().zip(self.banks()?);
        let others = named.filter(|(_, bank)| !ids.contains(&&*bank.parts().id));
        let entry = |(file, bank): (&TextFile, Bank)| {
            let fault = format!("no bank of this build has its id `{}`", bank.parts().id);
            Entry::new(
                file.name.clone(),
                fault,
                "name an earlier state of a bank that is built, or build that bank too",
            )
        };
        let entries: Vec<Entry> = others.map(entry).collect();
        if entries.is_empty() { Ok(()) } else { Err(Report { entries }) }
    }
}
