//! `newsquiz snippet`: what to paste into a page.

use std::path::Path;

use anyhow::Result;
use newsquiz_publish::address::{BaseUrl, QuizAddress};
use newsquiz_publish::heights::{self, Heights};
use newsquiz_publish::snippet;

use crate::{bank, output};

/// Prints the three forms for a bank, ready to paste.
///
/// # Errors
/// The bank has problems.
pub fn run(bank: &Path, base_url: Option<&BaseUrl>) -> Result<()> {
    let quiz = QuizAddress::new(&bank::prove(bank)?.bank, base_url)?;
    if base_url.is_none() {
        output::line("no --base-url: written for a site at the root of the same host\n")?;
    }
    let forms = snippet::forms(&quiz, &Heights::new(heights::MEASURED));
    output::line(forms.map(|form| format!("{}\n\n{}\n", form.when, form.markup)).join("\n"))
}
