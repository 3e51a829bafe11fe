//! Pictures of every state of the quiz, both bodies side by side, on one sheet, for people to look at.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use minijinja::{AutoEscape, Environment, context};
use newsquiz_cli::folder;

use crate::setup::{self, Purpose};
use crate::{checks, process, site, workspace};

const TEMPLATE: &str = include_str!("../templates/shots.html");

/// What one picture shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shot {
    /// The state of the quiz.
    pub state: String,
    /// Which of the two bodies has it.
    pub body: String,
    /// How wide the page is, in pixels.
    pub width: u32,
    /// How it is looked at: light, dark, or by a name of its own.
    pub look: String,
}

impl Shot {
    /// The name of its file.
    pub fn file(&self) -> String {
        let Shot { state, body, width, look } = self;
        format!("{state}.{body}.{width}.{look}.png").replace(' ', "-")
    }

    /// What a file shows, by its name.
    fn of(file: &str) -> Option<Shot> {
        let words = file.strip_suffix(".png")?.replace('-', " ");
        let mut parts = words.split('.').map(str::to_owned);
        let (state, body) = (parts.next()?, parts.next()?);
        Some(Shot { state, body, width: parts.next()?.parse().ok()?, look: parts.next()? })
    }
}

/// Where the pictures are: nothing that is kept.
pub fn folder() -> PathBuf {
    workspace::root().join("target/shots")
}

/// Builds the release program, takes the pictures, and puts them on one sheet.
///
/// # Errors
/// It does not build, or a state cannot be reached.
pub fn run() -> Result<ExitCode> {
    setup::run(Purpose::Test)?;
    site::build()?;
    let folder = folder();
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    process::run(checks::journeys().args(["--ignored", "shots::"]))?;
    let sheet = folder.join("index.html");
    folder::write(&sheet, page(&shots(&folder)?)?)?;
    println!("{}", sheet.display());
    Ok(ExitCode::SUCCESS)
}

/// What there are pictures of, in the order in which they were taken.
fn shots(folder: &Path) -> Result<Vec<Shot>> {
    let mut files = Vec::new();
    for file in folder::files(folder)? {
        let time = file.metadata().and_then(|data| data.modified()).context("a picture has a time")?;
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.push((time, name));
    }
    files.sort();
    let shots: Vec<Shot> = files.iter().filter_map(|(_, name)| Shot::of(name)).collect();
    if shots.is_empty() {
        bail!("no picture was taken");
    }
    Ok(shots)
}

/// The sheet: state by state, and of each state look by look, with the bodies beside each other.
fn page(shots: &[Shot]) -> Result<String> {
    let mut states: Vec<(&str, Vec<Vec<&Shot>>)> = Vec::new();
    for shot in shots {
        let known = states.iter().position(|(state, _)| *state == shot.state);
        let ix = known.unwrap_or(states.len());
        if known.is_none() {
            states.push((&shot.state, Vec::new()));
        }
        let Some((_, rows)) = states.get_mut(ix) else { continue };
        let fits = |row: &&mut Vec<&Shot>| {
            row.first().is_some_and(|first| (first.width, &first.look) == (shot.width, &shot.look))
        };
        match rows.iter_mut().find(fits) {
            Some(row) => row.push(shot),
            None => rows.push(vec![shot]),
        }
    }
    for row in states.iter_mut().flat_map(|(_, rows)| rows) {
        row.sort_by(|one, other| one.body.cmp(&other.body));
    }
    let states: Vec<_> = states
        .iter()
        .map(|(state, rows)| {
            let rows: Vec<Vec<_>> = rows
                .iter()
                .map(|row| {
                    let shown = row.iter().map(|shot| {
                        let Shot { body, width, look, .. } = shot;
                        context! { body, width, look, file => shot.file() }
                    });
                    shown.collect()
                })
                .collect();
            context! { state => *state, rows }
        })
        .collect();
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.render_str(TEMPLATE, context! { states }).context("xtask/templates/shots.html")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shot(state: &str, body: &str, width: u32, look: &str) -> Shot {
        Shot { state: state.into(), body: body.into(), width, look: look.into() }
    }

    #[test]
    fn a_file_tells_by_its_name_what_it_shows() {
        let shot = shot("nothing chosen", "first body", 390, "dark");
        assert_eq!(shot.file(), "nothing-chosen.first-body.390.dark.png");
        assert_eq!(Shot::of(&shot.file()), Some(shot));
        assert_eq!(Shot::of("index.html"), None);
    }

    #[test]
    fn the_bodies_stand_beside_each_other() {
        let shots = [
            shot("right", "program", 390, "light"),
            shot("right", "program", 390, "dark"),
            shot("right", "first body", 390, "light"),
            shot("<offer>", "program", 390, "light"),
        ];
        let page = page(&shots).unwrap();
        let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("no {text} in {page}"));
        let order = [
            "<h2>right</h2>",
            "right.first-body.390.light.png",
            "right.program.390.light.png",
            "right.program.390.dark.png",
            "<h2>&lt;offer&gt;</h2>",
        ];
        assert!(order.map(place).is_sorted(), "{page}");
    }
}
