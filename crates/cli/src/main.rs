//! The command line of `newsquiz`: reads it, and hands over to the library.
//!
//! It ends with 0 when all is well, with 1 when a bank or a site has problems, and with 2 when it could not do its work.

#![forbid(unsafe_code)]

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use newsquiz_cli::{build, check, doctor, fmt, locales, manual, new, output, problems, serve, snippet};
use newsquiz_compiler::{Notation, Report};
use newsquiz_publish::BaseUrl;

/// Makes quizzes that stand under articles.
#[derive(Parser)]
#[command(name = "newsquiz", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Makes the folder of a bank from an article: its page, its paragraphs by number, and a bank to write questions into.
    #[command(
        after_help = "Examples:\n  newsquiz new https://news.example/story\n  newsquiz new story.html --dir week-9\n  \
                            newsquiz new story.md --lang es\n  newsquiz new --words nl --dir week-9"
    )]
    New {
        /// The article: an address that begins with https:// or http://, or a file in HTML, Markdown or plain text.
        #[arg(required_unless_present = "words")]
        article: Option<String>,
        /// The folder that is made; without it, one here that is named after the headline.
        #[arg(long, alias = "out", value_name = "DIR")]
        dir: Option<PathBuf>,
        /// The article's language, as `en` or `es-MX`; without it, what the page says.
        #[arg(long, value_name = "LANG")]
        lang: Option<String>,
        /// Makes a file with the words of the interface instead, to translate into a language that it does not speak; it
        /// belongs beside the bank.
        #[arg(long, value_name = "LANG", conflicts_with_all = ["article", "lang"])]
        words: Option<String>,
    },
    /// Builds a site of quizzes: a folder that any file host serves as it is.
    #[command(
        after_help = "Examples:\n  newsquiz build week-9 --out dist --base-url https://quiz.example/\n  \
                            newsquiz build week-9 week-10 --out dist --title \"Our quizzes\"\n  \
                            newsquiz build week-9 --out dist --since before/bank.md"
    )]
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
        /// The heading of the list of quizzes, which stands at the site's top where there are several.
        #[arg(long, value_name = "TEXT")]
        title: Option<String>,
        /// Writes ids that are missing down in the banks before, as `newsquiz fmt` does.
        #[arg(long)]
        write_ids: bool,
        /// An earlier state of a bank, by its folder or a file: the bank's proof sheet marks what changed since. Several
        /// take the option several times.
        #[arg(long, value_name = "BANK")]
        since: Vec<PathBuf>,
        #[command(flatten)]
        deny: Deny,
    },
    /// Tells everything that is wrong with banks: file, line, column, and what to do about it.
    #[command(
        after_help = "Examples:\n  newsquiz check week-9\n  newsquiz check --deny warnings banks/*\n  newsquiz check week-9 --json\n  newsquiz check week-9 --live"
    )]
    Check {
        #[command(flatten)]
        banks: Banks,
        /// Prints what was found as JSON.
        #[arg(long)]
        json: bool,
        /// Fetches the articles from their public addresses, and holds the banks against what stands there now.
        #[arg(long)]
        live: bool,
        /// Saves each of these articles as the article.html beside its bank, unless it has no paragraph of that.
        #[arg(long, requires = "live")]
        save: bool,
        #[command(flatten)]
        deny: Deny,
    },
    /// Writes banks in their one form, in place, and with all their ids.
    #[command(
        after_help = "Examples:\n  newsquiz fmt week-9\n  newsquiz fmt week-9 --to md\n  newsquiz fmt --check banks/*"
    )]
    Fmt {
        /// Banks, each by its folder or its file.
        #[arg(required = true, value_name = "BANK")]
        banks: Vec<PathBuf>,
        /// Turns them into the other notation: the new file takes the place of the old one.
        #[arg(long, value_name = "NOTATION")]
        to: Option<To>,
        /// Writes nothing, and ends with 1 where something would be written.
        #[arg(long)]
        check: bool,
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
    /// Prints what to paste into a page to show a quiz, in three forms, or the whole quiz as one piece.
    #[command(after_help = "Examples:\n  newsquiz snippet week-9 --base-url https://quiz.example/\n  \
                      newsquiz snippet week-9 --whole --base-url https://quiz.example/ > week-9.html")]
    Snippet {
        /// The bank's folder.
        bank: PathBuf,
        /// Prints one piece with the bank in it, which needs no file but those of a site that is up already, at the
        /// address of --base-url.
        #[arg(long, requires = "base_url")]
        whole: bool,
        #[command(flatten)]
        widget: Widget,
        #[command(flatten)]
        base: Base,
    },
    /// Prints the JSON Schema of bank.json (draft 2020-12), for editors that check while one writes.
    #[command(after_help = "Example:\n  newsquiz schema > bank.schema.json")]
    Schema,
    /// Asks a site that is up what is wrong with it: files, types, headers, builds that are mixed.
    #[command(
        after_help = "It ends with 1 when something is wrong, and with 2 when the site cannot be asked.\n\n\
                            Example:\n  newsquiz doctor https://quiz.example/banks/week-9/"
    )]
    Doctor {
        /// The address of the site, or of one of its quizzes; without one, the quiz at the site's top is looked at.
        address: String,
        /// Prints what was found as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Prints a script that completes this command's line in a shell.
    #[command(
        after_help = "Example:\n  newsquiz completions bash > ~/.local/share/bash-completion/completions/newsquiz"
    )]
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Prints the manual page of this command, or of one of the commands in it.
    #[command(after_help = "Example:\n  newsquiz man build | man -l -")]
    Man {
        /// The command in it, such as `build`.
        command: Option<String>,
    },
}

#[derive(Args)]
struct Banks {
    /// Folders of banks, each with a bank.md or bank.json and its article page, in the order in which a list names them.
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
enum To {
    /// Markdown: bank.md.
    Md,
    /// JSON: bank.json.
    Json,
}

impl From<To> for Notation {
    fn from(to: To) -> Notation {
        match to {
            To::Md => Notation::Markdown,
            To::Json => Notation::Json,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum Denied {
    /// Warnings of every name.
    Warnings,
}

#[derive(Args)]
struct Widget {
    /// The folder of a widget that a developer has built, in place of the one inside of this program.
    #[arg(long, value_name = "DIR")]
    widget: Option<PathBuf>,
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
    #[cfg(target_os = "wasi")]
    if let Err(error) = newsquiz_cli::host::settle() {
        output::complain(format!("error: {error:#}"));
        return ExitCode::from(2);
    }
    let error = match run(Cli::parse().command) {
        Ok(true) => return ExitCode::SUCCESS,
        Ok(false) => return ExitCode::from(1),
        Err(error) => error,
    };
    if let Some(report) = error.downcast_ref::<Report>() {
        let has_colours = problems::has_colours(&io::stderr());
        output::complain(format!("{}{}", problems::rendered(report, has_colours), report.count()));
        return ExitCode::from(1);
    }
    if error.is::<output::NobodyReads>() {
        // As a shell tells of a program that a closed pipe has ended.
        return ExitCode::from(141);
    }
    output::complain(output::plain(&format!("error: {error}")));
    for cause in error.chain().skip(1) {
        output::complain(output::plain(&format!("because: {cause}")));
    }
    ExitCode::from(2)
}

/// Does what a command asks for; `false` says that there are problems, which were told.
fn run(command: Command) -> Result<bool> {
    match command {
        Command::New { words: Some(words), dir, .. } => {
            locales::begin(&words, &dir.unwrap_or_else(|| PathBuf::from(".")))
        }
        Command::New { article, dir, lang, .. } => {
            new::run(&article.unwrap_or_default(), dir.as_deref(), lang.as_deref())
        }
        Command::Check { banks, json, live, save, deny } => {
            let denies_warnings = deny.deny.is_some();
            let options = check::Options { json, is_live: live, saves: save, denies_warnings };
            return check::run(&banks.banks, options);
        }
        Command::Doctor { address, json } => {
            return doctor::run(&address, if json { doctor::Form::Json } else { doctor::Form::Text });
        }
        Command::Schema => output::print(newsquiz_compiler::schema().as_bytes()),
        Command::Fmt { banks, to, check } => {
            return fmt::run(&banks, fmt::Options { to: to.map(Notation::from), is_check: check });
        }
        Command::Build { banks, widget, out, base, title, write_ids, since, deny } => {
            let wanted = build::Wanted {
                out,
                base_url: base.base_url,
                title,
                writes_ids: write_ids,
                denies_warnings: deny.deny.is_some(),
                since,
            };
            return build::run(&banks.banks, widget.widget.as_deref(), wanted);
        }
        Command::Serve { banks, widget, port, open } => {
            serve::run(&banks.banks, widget.widget.as_deref(), serve::Options { port, open })
        }
        Command::Snippet { bank, whole, widget, base } => match base.base_url {
            Some(base_url) if whole => snippet::whole(&bank, &base_url, widget.widget.as_deref()),
            base_url => snippet::run(&bank, base_url.as_ref()),
        },
        Command::Completions { shell } => manual::completions(Cli::command(), shell),
        Command::Man { command } => manual::page(Cli::command(), command.as_deref()),
    }?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
