//! `newsquiz snippet`: what to paste into a page.

use std::path::Path;

use anyhow::{Result, ensure};
use futures::executor::block_on;
use newsquiz_publish::address::{BaseUrl, QuizAddress};
use newsquiz_publish::heights::Heights;
use newsquiz_publish::{element::shown, piece, snippet};

use crate::{bank, output, widget};

/// Prints the three forms for a bank, ready to paste.
///
/// # Errors
/// The bank has problems.
pub fn run(bank: &Path, base_url: Option<&BaseUrl>) -> Result<()> {
    let proved = bank::prove(bank)?;
    let (bank, is_retired) = (proved.bank, proved.is_retired);
    let quiz = QuizAddress::new(&bank, base_url)?;
    if is_retired {
        output::line(
            "this quiz is retired: in each of these forms, readers are told so and led to the article; what was pasted \
             before can stay as it is\n",
        )?;
    }
    if base_url.is_none() {
        output::line("no --base-url: written for a site at the root of the same host\n")?;
    }
    let forms = snippet::forms(&quiz, &Heights::of(&bank));
    output::line(forms.map(|form| format!("{}\n\n{}\n", form.when, form.markup)).join("\n"))?;
    if base_url.is_some() {
        output::line(format!(
            "Where your pages stand on another host than the quiz, that has to send `Access-Control-Allow-Origin: *` with \
             every file; else (b) stays a link above an empty place. `newsquiz doctor {}` looks whether it does.",
            quiz.address("")
        ))?;
    }
    Ok(())
}

/// Prints a bank as one piece that needs no file of its own, with the styles of the widget in a folder or of the one inside of
/// the program.
///
/// # Errors
/// The bank has problems, or the widget is not there.
pub fn whole(bank: &Path, base_url: &BaseUrl, widget: Option<&Path>) -> Result<()> {
    let proved = bank::prove(bank)?;
    let named = output::as_arguments(&[bank.to_path_buf()]);
    ensure!(
        proved.made_ids == 0,
        "ids of {named} are not written down, and readers of what was pasted would lose their answers with each corrected \
         word; write them down first: newsquiz fmt {named}"
    );
    let quiz = QuizAddress::new(&proved.bank, Some(base_url))?;
    output::line(block_on(piece::piece(shown(&proved), &widget::find(widget)?, &quiz))?)
}
