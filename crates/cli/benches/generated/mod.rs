//! Banks of any size: the questions of the demonstration again and again, with ids of their own and its real article.

#![allow(clippy::indexing_slicing, reason = "values of JSON are indexed by names, which cannot fail here")]

use std::path::{Path, PathBuf};
use std::{fs, iter};

use anyhow::{Context as _, Result};
use newsquiz_cli::bank;
use serde_json::{Value, json};

/// The folder of the demonstration's bank.
pub(crate) fn demonstration() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../banks/liaison-office")
}

/// Writes so many banks of so many questions, each into a folder of its own.
pub(crate) fn banks(place: &Path, count: usize, questions: usize) -> Result<Vec<PathBuf>> {
    let source: Value = serde_json::from_slice(&fs::read(demonstration().join(bank::FILE))?)?;
    let written = source["questions"].as_array().context("the demonstration has questions")?;
    (0..count)
        .map(|number| {
            let folder = place.join(format!("bank-{number}"));
            fs::create_dir(&folder)?;
            let mut bank = source.clone();
            bank["id"] = json!(format!("bank-{number}"));
            let numbered = iter::zip(written.iter().cycle().skip(number), 0..questions);
            bank["questions"] = numbered
                .map(|(question, ix)| {
                    let mut question = question.clone();
                    question["id"] = json!(format!("question-{ix}"));
                    question
                })
                .collect();
            fs::write(folder.join(bank::FILE), serde_json::to_string_pretty(&bank)?)?;
            fs::copy(demonstration().join("article.html"), folder.join("article.html"))?;
            Ok(folder)
        })
        .collect()
}

/// Changes the introduction of a bank.
pub(crate) fn correct(bank: &Path, number: usize) -> Result<()> {
    let mut source: Value = serde_json::from_slice(&fs::read(bank)?)?;
    source["intro"] = json!(format!("What stayed with you? Corrected {number} times."));
    Ok(fs::write(bank, serde_json::to_string_pretty(&source)?)?)
}
