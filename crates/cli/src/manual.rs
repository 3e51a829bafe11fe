//! What shells and `man` know of the command: made from its own command line, so that it is always true.

use anyhow::{Context as _, Result};
use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;

use crate::output;

/// Prints a script that completes the command line in a shell.
///
/// # Errors
/// The output cannot be written.
pub fn completions(mut command: Command, shell: Shell) -> Result<()> {
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, name, &mut script);
    output::print(&script)
}

/// Prints the manual page of the command, or of one of the commands in it.
///
/// # Errors
/// There is no such command, or the output cannot be written.
pub fn page(mut command: Command, name: Option<&str>) -> Result<()> {
    command.build();
    let command = match name {
        Some(name) => {
            let found = command.find_subcommand(name).cloned();
            found.with_context(|| format!("there is no command {name}; `newsquiz --help` lists them"))?
        }
        None => command,
    };
    let mut page = Vec::new();
    Man::new(command).render(&mut page).context("cannot write the page")?;
    output::print(&page)
}
