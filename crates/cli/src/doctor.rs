//! `newsquiz doctor`: asks a site that is up what is wrong with it, over the network, as a browser does.

mod client;
mod finding;
mod headers;
mod mixture;
mod names;
mod place;
mod visit;
mod words;

use anyhow::{Context as _, Result};

use self::client::Client;
pub use self::finding::{Examination, Finding};
use self::place::Place;
use crate::output;

/// In which form it is told what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For people.
    Text,
    /// For programs: an [`Examination`].
    Json,
}

/// Looks at the site at an address and tells what is wrong with it. Gives whether nothing is.
///
/// # Errors
/// The address is none, or the host cannot be reached.
pub fn run(address: &str, form: Form) -> Result<bool> {
    let examination = examine(address)?;
    match form {
        Form::Text => output::print(output::plain(&words::text(&examination)).as_bytes())?,
        Form::Json => {
            output::line(serde_json::to_string_pretty(&examination).context("cannot write JSON")?)?;
        }
    }
    Ok(examination.findings.is_empty())
}

/// Looks at the site at an address, which may be that of one of its pages or quizzes.
///
/// # Errors
/// The address is none, or the host cannot be reached.
pub fn examine(address: &str) -> Result<Examination> {
    visit::examine(&Client::new(), &Place::parse(address)?)
}
