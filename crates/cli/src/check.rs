//! `newsquiz check`: everything that is wrong with banks, and what had better be looked at.

use std::io;
use std::path::PathBuf;

use anyhow::Result;
use newsquiz_compiler::{Entry, Report};
use serde::Serialize;

use crate::{bank, output, problems};

/// How a check is told.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whether it is told as JSON, for other programs.
    pub json: bool,
    /// Whether banks are held against their published articles.
    pub is_live: bool,
    /// Whether warnings count as problems.
    pub denies_warnings: bool,
}

/// What other programs read.
#[derive(Serialize)]
struct Found<'a> {
    problems: &'a [Entry],
    warnings: &'a [Entry],
}

/// Checks banks and prints what was found. Gives whether nothing stands in the way of a site.
///
/// # Errors
/// A published article cannot be fetched, or what was found cannot be printed.
pub fn run(banks: &[PathBuf], options: Options) -> Result<bool> {
    let (mut found, mut warnings) = (Report::default(), Report::default());
    let (mut paths, mut all) = (Vec::new(), Vec::new());
    for bank in banks {
        let proved = if options.is_live { bank::prove_live(bank)? } else { bank::prove(bank) };
        match proved {
            Ok(mut proved) => {
                warnings.entries.append(&mut proved.warnings.entries);
                paths.push(bank.clone());
                all.push(proved);
            }
            Err(report) => found.entries.extend(report.entries),
        }
    }
    found.entries.extend(bank::same_ids(&paths, &all));
    let (retired, asking): (Vec<_>, Vec<_>) = all.iter().partition(|proved| proved.is_retired);
    let questions: usize = asking.iter().map(|proved| proved.bank.questions().len()).sum();
    let made_ids: usize = all.iter().map(|proved| proved.made_ids).sum();
    let may_warn = warnings.entries.is_empty() || !options.denies_warnings;
    let is_fine = found.entries.is_empty() && may_warn;
    if options.json {
        let found = Found { problems: &found.entries, warnings: &warnings.entries };
        output::line(serde_json::to_string_pretty(&found)?)?;
        return Ok(is_fine);
    }
    let has_colours = problems::has_colours(&io::stdout());
    let rendered =
        [problems::rendered(&found, has_colours), problems::rendered(&warnings, has_colours)].concat();
    let warned = match warnings.entries.len() {
        0 => String::new(),
        1 => ", 1 warning".to_owned(),
        count => format!(", {count} warnings"),
    };
    if !found.entries.is_empty() {
        output::line(format!("{rendered}{}{warned}; check again when nothing is left", found.count()))?;
        return Ok(false);
    }
    let all =
        if questions == 1 { "1 question is".to_owned() } else { format!("all {questions} questions are") };
    let denied = if is_fine { "" } else { "; warnings are denied" };
    let withdrawn = match retired.len() {
        0 => String::new(),
        1 => "1 quiz is retired: its readers are told so, and nothing of it is proved\n".to_owned(),
        count => {
            format!("{count} quizzes are retired: their readers are told so, and nothing of them is proved\n")
        }
    };
    // Where nothing is asked, nothing is proved.
    let told = if asking.is_empty() { String::new() } else { format!("{all} proved{warned}{denied}\n") };
    output::line(format!("{rendered}{withdrawn}{told}").trim_end())?;
    let named = output::as_arguments(banks);
    if 0 < made_ids {
        output::line(format!(
            "{made_ids} ids are made from the texts so far; before you publish, write them down: newsquiz fmt {named}"
        ))?;
    } else if is_fine {
        output::line(format!("next: newsquiz serve {named}, or newsquiz build {named} --out site"))?;
    }
    Ok(is_fine)
}
