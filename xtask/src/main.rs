//! The command line of the developers' commands: reads it, and hands over to the library.

#![forbid(unsafe_code)]
#![allow(clippy::print_stderr, reason = "a command says what went wrong")]

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use xtask::setup::Purpose;
use xtask::{checks, dist, page, serve, setup, shots, size, snippet, trunk, workspace};

/// Developers' commands of newsquiz.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds the release program, and serves it until Ctrl-C.
    Serve {
        /// The port; without it 8080, or the next one that is free.
        #[arg(long)]
        port: Option<u16>,
        /// Opens the page in the browser.
        #[arg(long)]
        open: bool,
        #[command(flatten)]
        bank: Bank,
    },
    /// Serves a debug build that is built again, and loaded again, at every change.
    Dev {
        /// The port.
        #[arg(long, default_value_t = 8080)]
        port: u16,
        #[command(flatten)]
        bank: Bank,
    },
    /// Builds `dist/`, the folder that any file host serves as it is.
    Dist {
        #[command(flatten)]
        bank: Bank,
        /// Where `dist/` will stand, for what needs absolute addresses: include files for other sites, the canonical
        /// link, Open Graph, oEmbed.
        #[arg(long, value_name = "URL")]
        base_url: Option<String>,
        /// Builds `target/trapping` instead, whose program breaks down when it is told to, for the browser tests.
        #[arg(long, hide = true)]
        trapping: bool,
    },
    /// Prints what to paste into a page to show the quiz, in three forms.
    Snippet {
        #[command(flatten)]
        bank: Bank,
        /// Where `dist/` stands; without it at the root of the same site.
        #[arg(long, value_name = "URL")]
        base_url: Option<String>,
    },
    /// Prints the bytes of every shipped file, and fails over the budgets.
    Size,
    /// Runs every check and every test, as CI does.
    Test,
    /// Takes pictures of every state of the quiz, and puts them on one sheet, `target/shots/index.html`.
    Shots,
    /// Installs what is missing; the other commands do it too, as far as they need it.
    Setup {
        /// What for: the tests need browsers and their drivers too.
        #[arg(long = "for", value_enum, default_value_t = Purpose::Serve)]
        purpose: Purpose,
    },
    /// Compiles the bank and fills the page that Trunk has staged. Trunk calls it.
    #[command(hide = true)]
    Page,
}

#[derive(Args)]
struct Bank {
    /// The bank's folder, with bank.json and its article page [default: static/banks/liaison-office].
    #[arg(long, value_name = "DIR")]
    bank: Option<PathBuf>,
}

impl Bank {
    fn folder(&self) -> Result<PathBuf> {
        workspace::bank(self.bank.as_deref())
    }
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            for cause in error.chain().skip(1) {
                eprintln!("because: {cause}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Serve { port, open, bank } => serve::run(&bank.folder()?, port, open)?,
        Command::Dev { port, bank } => trunk::dev(&bank.folder()?, port)?,
        Command::Dist { trapping: true, .. } => dist::build_trapping()?,
        Command::Dist { bank, base_url, .. } => {
            let built = dist::build_for_upload(&dist::Options { bank: bank.folder()?, base_url })?;
            size::print(&built.shipped);
        }
        Command::Snippet { bank, base_url } => snippet::run(&bank.folder()?, base_url.as_deref())?,
        Command::Size => size::run()?,
        Command::Test => return checks::run(),
        Command::Shots => return shots::run(),
        Command::Setup { purpose } => setup::run(purpose)?,
        Command::Page => page::run()?,
    }
    Ok(ExitCode::SUCCESS)
}
