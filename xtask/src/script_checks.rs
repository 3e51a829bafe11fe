//! What has to hold of the scripts, those of readers' browsers and those of the package for npm: their types, and the
//! linter's rules.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::tools::{self, Tool};
use crate::{packages, process, workspace};

/// The worlds that scripts run in, each with its own globals, as `static/tsconfig.json` lists them for editors.
const PROJECTS: [&str; 2] = ["tsconfig.page.json", "tsconfig.worker.json"];

/// The file with the linter's rules.
const LINTER_RULES: &str = ".oxlintrc.json";

/// Checks all scripts of this checkout.
///
/// # Errors
/// A script has a fault, which the tools print; or they are missing.
pub fn run() -> Result<()> {
    let scripts = workspace::root().join("static");
    for project in PROJECTS {
        check_types(&scripts.join(project))?;
    }
    lint(&scripts)?;
    // What editors' pages and the demonstration have follows the same rules; their types are looked at with those of the
    // page.
    for templates in ["crates/publish/templates", "xtask/templates/launch"] {
        lint_by(&workspace::root().join(templates), &scripts.join(LINTER_RULES))?;
    }
    launcher(&workspace::root().join("npm"))
}

/// Checks the scripts that Node runs, and runs their tests.
fn launcher(scripts: &Path) -> Result<()> {
    let types = packages::NODE_TYPES.find();
    let types = types.as_deref().and_then(|file| file.parent()?.parent());
    let types = types.context("no types of Node; run `cargo xtask setup --for test`")?;
    let mut command = command(&tools::TYPESCRIPT)?;
    command.args(["--pretty", "false", "--project"]).arg(scripts).arg("--typeRoots").arg(types);
    process::run(&mut command)
        .with_context(|| format!("types do not fit in {}; see above", scripts.display()))?;
    lint(scripts)?;
    // It looks for files whose names end in `.test.js`.
    process::run(Command::new("node").arg("--test").current_dir(scripts))
        .with_context(|| format!("a test in {} failed; see above", scripts.display()))
}

/// Checks the types of a TypeScript project, by its configuration file.
///
/// # Errors
/// A type does not fit; or TypeScript is missing.
pub fn check_types(project: &Path) -> Result<()> {
    let mut command = command(&tools::TYPESCRIPT)?;
    process::run(command.args(["--pretty", "false", "--project"]).arg(project))
        .with_context(|| format!("types do not fit in {}; see above", project.display()))
}

/// Holds the scripts of a folder against the linter's rules.
///
/// # Errors
/// A rule is broken; or the linter is missing.
pub fn lint(folder: &Path) -> Result<()> {
    lint_by(folder, &folder.join(LINTER_RULES))
}

fn lint_by(folder: &Path, rules: &Path) -> Result<()> {
    let mut command = command(&tools::OXLINT)?;
    command.args(["--deny-warnings", "--report-unused-disable-directives", "--config"]).arg(rules);
    // Where it runs decides which paths it prints.
    process::run(command.arg(".").current_dir(folder)).with_context(|| {
        format!("a script in {} breaks a rule of {LINTER_RULES}; see above", folder.display())
    })
}

fn command(tool: &Tool) -> Result<Command> {
    let program = tool.find();
    let program =
        program.with_context(|| format!("no {}; run `cargo xtask setup --for test`", tool.program))?;
    Ok(Command::new(program))
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::collections::BTreeSet;

    use super::*;
    use crate::scripts;
    use crate::widget::JOINED;

    /// A script as it is joined, and the modules in it.
    fn joined(entry: &str) -> (String, BTreeSet<String>) {
        let modules = RefCell::new(BTreeSet::new());
        let text = scripts::join(entry, &|name| {
            modules.borrow_mut().insert(name.to_owned());
            Ok(std::fs::read_to_string(workspace::root().join("static/embed").join(name))?)
        });
        (text.unwrap(), modules.into_inner())
    }

    #[test]
    fn what_several_scripts_have_has_no_state() {
        let scripts = JOINED.map(|(_, entry)| joined(entry).1);
        let several: BTreeSet<_> = scripts
            .iter()
            .flatten()
            .filter(|module| scripts.iter().filter(|script| script.contains(*module)).count() > 1)
            .collect();
        // Each of them was looked at: a variable in it would be there several times.
        let known = [
            "bank-address.js",
            "card.js",
            "fault.js",
            "get.js",
            "instantiate.js",
            "link.js",
            "other-draw.js",
            "packed.js",
            "page-address.js",
            "properties.js",
            "root.js",
            "share-link.js",
        ];
        assert_eq!(Vec::from_iter(several), known);
    }
}
