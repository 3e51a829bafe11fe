//! The command line of `newsquiz`: reads it, and hands over to the library.
//!
//! It ends with 0 when all is well, with 1 when a bank has problems, and with 2 when it could not do its work.

#![forbid(unsafe_code)]
#![allow(clippy::print_stderr, reason = "a command says what went wrong")]

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand, ValueEnum};
use newsquiz_cli::{build, check, problems, serve, snippet};
use newsquiz_compiler::Report;
use newsquiz_publish::BaseUrl;

/// Makes quizzes that stand under articles.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds a site of quizzes: a folder that any file host serves as it is.
    #[command(after_help = "Example:\n  newsquiz build week-9 --out dist --base-url https://quiz.example/")]
    Build {
        #[command(flatten)]
        banks: Banks,
        #[command(flatten)]
        widget: Widget,
        /// The folder that is made, or replaced when this command made it.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        #[command(flatten)]
        base: Base,
    },
    /// Tells everything that is wrong with banks: file, line, column, and what to do about it.
    #[command(
        after_help = "Examples:\n  newsquiz check week-9\n  newsquiz check --deny warnings banks/*\n  newsquiz check week-9 --json"
    )]
    Check {
        #[command(flatten)]
        banks: Banks,
        /// Prints what was found as JSON.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        deny: Deny,
    },
    /// Builds a site and serves it on this machine until Ctrl-C.
    #[command(after_help = "Example:\n  newsquiz serve week-9 --open")]
    Serve {
        #[command(flatten)]
        banks: Banks,
        #[command(flatten)]
        widget: Widget,
        /// The port; without it 8080, or the next one that is free.
        #[arg(long)]
        port: Option<u16>,
        /// Opens the page in the browser.
        #[arg(long)]
        open: bool,
    },
    /// Prints what to paste into a page to show a quiz, in three forms.
    #[command(after_help = "Example:\n  newsquiz snippet week-9 --base-url https://quiz.example/")]
    Snippet {
        /// The bank's folder.
        bank: PathBuf,
        #[command(flatten)]
        base: Base,
    },
    /// Prints the JSON Schema of bank.json (draft 2020-12), for editors that check while one writes.
    #[command(after_help = "Example:\n  newsquiz schema > bank.schema.json")]
    Schema,
}

#[derive(Args)]
struct Banks {
    /// Folders of banks, each with a bank.json and its article page; the first has the page at the site's top.
    #[arg(required = true, value_name = "BANK")]
    banks: Vec<PathBuf>,
}

#[derive(Args)]
struct Deny {
    /// Makes problems of warnings.
    #[arg(long, value_name = "WHAT")]
    deny: Option<Denied>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Denied {
    /// Warnings of every name.
    Warnings,
}

#[derive(Args)]
struct Widget {
    /// The folder of the built widget, as `cargo xtask widget` makes it.
    #[arg(long, value_name = "DIR")]
    widget: PathBuf,
}

#[derive(Args)]
struct Base {
    /// Where the site will stand, for what needs absolute addresses: include files for other sites, the canonical link,
    /// Open Graph, oEmbed. Without it, the site is written for the root of the pages' own site.
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<BaseUrl>,
}

fn base_url(text: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(text).map_err(|error| error.to_string())
}

fn main() -> ExitCode {
    let error = match run(Cli::parse().command) {
        Ok(true) => return ExitCode::SUCCESS,
        Ok(false) => return ExitCode::from(1),
        Err(error) => error,
    };
    if is_closed_pipe(&error) {
        return ExitCode::SUCCESS;
    }
    if let Some(report) = error.downcast_ref::<Report>() {
        let has_colours = problems::has_colours(&io::stderr());
        eprintln!("{}{}", problems::rendered(report, has_colours), report.count());
        return ExitCode::from(1);
    }
    eprintln!("error: {error}");
    for cause in error.chain().skip(1) {
        eprintln!("because: {cause}");
    }
    ExitCode::from(2)
}

/// Whether whoever read what is printed has read enough, as `head` does.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let cause = error.chain().find_map(|cause| cause.downcast_ref::<io::Error>());
    cause.is_some_and(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

/// Does what a command asks for; `false` says that there are problems, which were told.
fn run(command: Command) -> Result<bool> {
    match command {
        Command::Check { banks, json, deny } => {
            return check::run(&banks.banks, check::Options { json, deny_warnings: deny.deny.is_some() });
        }
        Command::Schema => Ok(io::stdout().write_all(newsquiz_compiler::schema().as_bytes())?),
        Command::Build { banks, widget, out, base } => {
            build::run(&banks.banks, &widget.widget, &out, base.base_url)
        }
        Command::Serve { banks, widget, port, open } => {
            serve::run(&banks.banks, &widget.widget, serve::Options { port, open })
        }
        Command::Snippet { bank, base } => snippet::run(&bank, base.base_url.as_ref()),
    }?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
