//! `newsquiz fmt`: banks in their one form, in the notation that they have or in the other one.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use newsquiz_compiler::{Formatted, Notation, Report};

use crate::in_place::put;
use crate::{bank, output};

/// What is done with banks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The notation that they are turned into; without it each keeps its own.
    pub to: Option<Notation>,
    /// Whether it is only told what would be written.
    pub is_check: bool,
}

/// A bank that was read, and what is to be written.
struct Job {
    /// Its file.
    old: PathBuf,
    /// The file that is written; the same one where the bank keeps its notation.
    new: PathBuf,
    formatted: Formatted,
    is_done: bool,
}

/// Writes banks in their one form. Nothing is written when one of them cannot be read. Gives whether all is well, which
/// it is not when a check finds something to write.
///
/// # Errors
/// All that keeps banks from being read, or a file cannot be written.
pub fn run(banks: &[PathBuf], options: Options) -> Result<bool> {
    let mut jobs = Vec::new();
    let mut report = Report::default();
    for bank in banks {
        match job(bank, options.to) {
            Ok(job) => jobs.push(job),
            Err(problems) => report.entries.extend(problems.entries),
        }
    }
    if !report.entries.is_empty() {
        return Err(report.into());
    }
    for job in &jobs {
        if !job.is_done && !options.is_check {
            job.write()?;
        }
        output::line(job.told(options.is_check))?;
    }
    Ok(!options.is_check || jobs.iter().all(|job| job.is_done))
}

fn job(bank: &Path, to: Option<Notation>) -> Result<Job, Report> {
    let old = bank::source_of(bank)?;
    let source = bank::read(&old);
    let to = to.unwrap_or_else(|| Notation::of(&source.name));
    let new = if to == Notation::of(&source.name) { old.clone() } else { old.with_extension(to.ending()) };
    if new != old && new.exists() {
        let other = new.file_name().unwrap_or_default().to_string_lossy();
        return Err(bank::two_sources(&old, &other));
    }
    let formatted = newsquiz_compiler::format(&source, to)?;
    let written = fs::read_to_string(&old).unwrap_or_default();
    // Some systems check texts out with other line ends, which say the same.
    let is_done = new == old && written.replace("\r\n", "\n") == formatted.text;
    Ok(Job { old, new, formatted, is_done })
}

impl Job {
    /// Writes the new file. An old one of another name goes once the new one was read back and says the same.
    fn write(&self) -> Result<()> {
        let (old, new) = (&self.old, &self.new);
        put(old, new, self.formatted.text.as_bytes())?;
        if new == old {
            return Ok(());
        }
        if !newsquiz_compiler::says_the_same(&bank::read(old), &bank::read(new))? {
            bail!(
                "{} says something else than {}, which was changed meanwhile; keep one of them",
                new.display(),
                old.display()
            );
        }
        fs::remove_file(old).with_context(|| format!("cannot remove {}", old.display()))
    }

    fn told(&self, is_check: bool) -> String {
        let (old, new) = (self.old.display(), self.new.display());
        if self.is_done {
            return format!("{old}: nothing to do");
        }
        let ids = match self.formatted.made_ids {
            0 => String::new(),
            1 => ", with 1 id that was not written down".to_owned(),
            count => format!(", with {count} ids that were not written down"),
        };
        match (is_check, self.new == self.old) {
            (false, true) => format!("{old}: written{ids}"),
            (false, false) => format!("{new}: written{ids}, in the place of {old}"),
            (true, true) => format!("{old}: would be written{ids}; run `newsquiz fmt {old}`"),
            (true, false) => format!("{new}: would be written{ids}, in the place of {old}"),
        }
    }
}
