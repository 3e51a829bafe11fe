//! `newsquiz check`: everything that is wrong with banks, and what had better be looked at.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;
use newsquiz_compiler::{Entry, Report};
use serde::Serialize;

use crate::progress::Progress;
use crate::{bank, cores, output, problems};

/// How a check is told.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whether it is told as JSON, for other programs.
    pub json: bool,
    /// Whether banks are held against their published articles.
    pub is_live: bool,
    /// Whether the published articles take the place of those beside the banks.
    pub saves: bool,
    /// Whether warnings count as problems.
    pub denies_warnings: bool,
}

/// What other programs read.
#[derive(Serialize)]
struct Found<'a> {
    problems: &'a [Entry],
    warnings: &'a [Entry],
    /// How many ids the authors have not written, and are made from the texts so far.
    made_ids: usize,
}

/// What is told of a bank that was proved.
struct Checked {
    id: String,
    questions: usize,
    /// How many of them a reader gets at a time.
    drawn: usize,
    made_ids: usize,
    is_retired: bool,
    warnings: Report,
}

/// Checks a bank, of which nothing else is kept: a bank takes several times the room of its text.
fn check(bank: &Path, options: Options) -> Result<Result<Checked, Report>> {
    let proved = if options.is_live { bank::prove_live(bank, options.saves)? } else { bank::prove(bank) };
    Ok(proved.map(|proved| Checked {
        id: proved.bank.parts().id.to_string(),
        questions: proved.bank.questions().len(),
        drawn: proved.bank.draw_len(),
        made_ids: proved.made_ids,
        is_retired: proved.is_retired,
        warnings: proved.warnings,
    }))
}

/// Checks banks and prints what was found. Gives whether nothing stands in the way of a site.
///
/// # Errors
/// A published article cannot be fetched, or what was found cannot be printed.
pub fn run(banks: &[PathBuf], options: Options) -> Result<bool> {
    let progress = Progress::new("checking", banks.len());
    let all = cores::share_out(
        banks,
        |queue, give| {
            for (ix, bank) in queue {
                give(ix, check(bank, options));
            }
        },
        || progress.count(),
    );
    drop(progress);
    let (mut found, mut warnings) = (Report::default(), Report::default());
    let (mut paths, mut ids) = (Vec::new(), Vec::new());
    let (mut asking, mut retired) = (0, 0);
    let (mut questions, mut made_ids) = (0, 0);
    let mut drawn = None;
    for (bank, checked) in banks.iter().zip(all) {
        match checked? {
            Ok(mut checked) => {
                warnings.entries.append(&mut checked.warnings.entries);
                paths.push(bank.clone());
                ids.push(checked.id);
                if checked.is_retired {
                    retired += 1;
                } else {
                    asking += 1;
                    questions += checked.questions;
                    drawn = Some(checked.drawn);
                }
                made_ids += checked.made_ids;
            }
            Err(report) => found.entries.extend(report.entries),
        }
    }
    found.entries.extend(bank::same_ids(&paths, &ids));
    let may_warn = warnings.entries.is_empty() || !options.denies_warnings;
    let is_fine = found.entries.is_empty() && may_warn;
    if options.json {
        let found = Found { problems: &found.entries, warnings: &warnings.entries, made_ids };
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
        output::line(format!("{rendered}{}{warned}; correct what is named, and check again", found.count()))?;
        return Ok(false);
    }
    let all = if questions == 1 {
        "1 question has its quote".to_owned()
    } else {
        format!("all {questions} questions have their quotes")
    };
    let denied = if is_fine { "" } else { "; warnings are denied" };
    let withdrawn = match retired {
        0 => String::new(),
        1 => "1 quiz is retired: its readers are told so, and nothing of it is proved\n".to_owned(),
        count => {
            format!("{count} quizzes are retired: their readers are told so, and nothing of them is proved\n")
        }
    };
    // Where nothing is asked, nothing is proved.
    let told = if asking == 0 { String::new() } else { format!("{all} in the article{warned}{denied}\n") };
    let drawn = match drawn {
        Some(drawn) if asking == 1 && drawn < questions => {
            format!(
                "readers get {drawn} of them at a time, in the order of the article; `draw` in the bank says how many\n"
            )
        }
        _ => String::new(),
    };
    output::line(format!("{rendered}{withdrawn}{told}{drawn}").trim_end())?;
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
