//! `newsquiz build`: a site of quizzes as a folder.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::slice;

use anyhow::Result;
use futures::executor::block_on;
use newsquiz_compiler::{Entry, Proved, Report};
use newsquiz_publish::{BaseUrl, Options, Site, Top, Widget};

use crate::{bank, fmt, folder, locales, output, problems, widget};

/// What is wanted of a build.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The folder that is made.
    pub out: PathBuf,
    /// Where the site will stand.
    pub base_url: Option<BaseUrl>,
    /// The heading of the list of quizzes, where there are several.
    pub title: Option<String>,
    /// Whether ids that authors have not written are written down in their banks.
    pub writes_ids: bool,
    /// Whether warnings count as problems.
    pub denies_warnings: bool,
}

/// Builds the site of some banks into a folder, with the widget in a folder or the one inside of the program. Gives
/// whether nothing stood in its way: what did was told.
///
/// # Errors
/// A bank has problems; the widget is not there; or the folder is somebody else's, or cannot be written.
pub fn run(banks: &[PathBuf], widget: Option<&Path>, wanted: Wanted) -> Result<bool> {
    let Wanted { out, base_url, title, writes_ids, denies_warnings } = wanted;
    folder::ensure_replaceable(&out)?;
    let mut proved = bank::prove_all(banks)?;
    let warnings = proved.iter().flat_map(|proved| proved.warnings.entries.iter().cloned());
    let warnings = Report { entries: warnings.collect() };
    if !warnings.entries.is_empty() {
        let has_colours = problems::has_colours(&io::stderr());
        output::complain(problems::rendered(&warnings, has_colours).trim_end());
        if denies_warnings {
            output::complain("nothing is built, since warnings are denied");
            return Ok(false);
        }
    }
    if writes_ids && proved.iter().any(|proved| 0 < proved.made_ids) {
        let without = banks.iter().zip(&proved).filter(|(_, proved)| 0 < proved.made_ids);
        let without: Vec<PathBuf> = without.map(|(bank, _)| bank.clone()).collect();
        fmt::run(&without, fmt::Options::default())?;
        proved = bank::prove_all(banks)?;
    }
    ensure_written_ids(banks, &proved)?;
    let (has_base, has_title) = (base_url.is_some(), title.is_some());
    let options = Options { base_url, top: top_of(&proved, title), ..Options::default() };
    let files = site_of(&proved, &widget::find(widget)?, options)?;
    folder::replace(&out, &files)?;
    let quizzes = if proved.len() == 1 { "1 quiz".to_owned() } else { format!("{} quizzes", proved.len()) };
    output::line(format!("{}: {quizzes}, {} files; upload the folder as it is", out.display(), files.len()))?;
    if has_title && proved.len() == 1 {
        output::line("--title is left out: it heads the list of several quizzes, and here is one alone")?;
    }
    if !has_base {
        output::line(
            "no --base-url: include files are written for the root of the page's own site, and the canonical link, \
             Open Graph and oEmbed are left out, since they take absolute addresses",
        )?;
    }
    let named = output::as_arguments(banks.get(..1).unwrap_or_default());
    output::line(format!(
        "next: newsquiz snippet {named} says what to paste into a page; once the site is up, newsquiz doctor looks at it"
    ))?;
    Ok(true)
}

/// Readers' kept answers go by ids, and those that are made change with their texts.
fn ensure_written_ids(banks: &[PathBuf], proved: &[Proved]) -> Result<(), Report> {
    let without = banks.iter().zip(proved).filter(|(_, proved)| 0 < proved.made_ids);
    let entries = without.map(|(bank, proved)| {
        let count =
            if proved.made_ids == 1 { "1 id is".to_owned() } else { format!("{} ids are", proved.made_ids) };
        Entry::new(
            bank.display().to_string(),
            format!(
                "{count} not written down, and readers would lose their answers with each corrected word"
            ),
            format!(
                "run `newsquiz fmt {}`, or build with --write-ids",
                output::as_arguments(slice::from_ref(bank))
            ),
        )
    });
    let report = Report { entries: entries.collect() };
    if report.entries.is_empty() { Ok(()) } else { Err(report) }
}

/// What stands at the top of the site of these banks: the quiz, where there is one alone.
fn top_of(banks: &[Proved], title: Option<String>) -> Top {
    match banks {
        [_, _, ..] => Top::List { heading: title },
        _ => Top::FirstQuiz,
    }
}

/// The files of a site to look at while its banks are written: its pages take a script of the server.
///
/// # Errors
/// The site cannot be made.
pub fn site_for_development(banks: &[Proved], widget: &Widget) -> Result<BTreeMap<String, Vec<u8>>> {
    let options = Options { top: top_of(banks, None), is_for_development: true, ..Options::default() };
    site_of(banks, widget, options)
}

/// The files of a site by their paths.
///
/// # Errors
/// The site cannot be made.
pub fn site(
    banks: &[Proved],
    widget: &Widget,
    base_url: Option<BaseUrl>,
) -> Result<BTreeMap<String, Vec<u8>>> {
    site_of(banks, widget, Options { base_url, top: top_of(banks, None), ..Options::default() })
}

/// The files of a site by their paths, with the interface in all languages that there are words in.
fn site_of(banks: &[Proved], widget: &Widget, options: Options) -> Result<BTreeMap<String, Vec<u8>>> {
    let options = Options { languages: locales::languages()?, ..options };
    block_on(Site::new(banks, widget, &options))?.finish()
}
