//! The command line of the developers' commands: reads it, and hands over to the library.

#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "commands talk to the person who ran them")]

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use newsquiz_cli::serve::Options;
use xtask::setup::Purpose;
use xtask::{checks, orca, package, page, setup, shots, site, size, trunk, widget, workspace};

/// Developers' commands of newsquiz.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds the release widget and the demonstration's site, and serves it until Ctrl-C.
    Serve {
        /// The port; without it 8080, or the next one that is free.
        #[arg(long)]
        port: Option<u16>,
        /// Opens the page in the browser.
        #[arg(long)]
        open: bool,
    },
    /// Serves a debug build of the demonstration that is built again, and loaded again, at every change.
    Dev {
        /// The port.
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Builds the release widget, `target/widget`, which `newsquiz build --widget` takes.
    Widget,
    /// Prints the bytes of every shipped file, and fails over the budgets.
    Size,
    /// Runs every check and every test, as CI does.
    Test,
    /// Takes pictures of every state of the quiz, and puts them on one sheet, `target/shots/index.html`.
    Shots,
    /// Holds what the Orca screen reader says of a whole quiz against what is kept; as root, on Debian.
    Orca,
    /// Makes what newsrooms download, `target/package`: an archive for Linux, and a package for npm; and tries them.
    Package,
    /// Installs what is missing; the other commands do it too, as far as they need it.
    Setup {
        /// What for: the tests need browsers and their drivers too.
        #[arg(long = "for", value_enum, default_value_t = Purpose::Serve)]
        purpose: Purpose,
    },
    /// Makes the demonstration's site of what Trunk has staged. Trunk calls it.
    #[command(hide = true)]
    Page,
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
        Command::Serve { port, open } => site::serve(Options { port, open })?,
        Command::Dev { port } => trunk::dev(port)?,
        Command::Widget => {
            widget::build()?;
            println!("{}", workspace::widget().display());
        }
        Command::Size => size::run()?,
        Command::Test => return checks::run(),
        Command::Shots => return shots::run(),
        Command::Orca => return orca::run(),
        Command::Package => package::run()?,
        Command::Setup { purpose } => setup::run(purpose)?,
        Command::Page => page::run()?,
    }
    Ok(ExitCode::SUCCESS)
}
