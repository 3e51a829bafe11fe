//! `newsquiz build`: a site of quizzes as a folder.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::slice;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, Result, anyhow};
use futures::executor::block_on;
use newsquiz_compiler::{Entry, Proved, Report};
use newsquiz_publish::{BaseUrl, Files, Listed, Options, Site, Top, Widget, fingerprint};

use crate::earlier::{self, Earlier, Inputs, Made};
use crate::folder::Replacement;
use crate::progress::Progress;
use crate::since::Since;
use crate::{bank, cores, fmt, folder, locales, output, problems, widget};

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
    /// Earlier states of the banks, which their proof sheets are compared with.
    pub since: Vec<PathBuf>,
}

/// Builds the site of some banks into a folder, with the widget in a folder or the one inside of the program. Gives
/// whether nothing stood in its way: what did was told.
///
/// # Errors
/// A bank has problems; the widget is not there; or the folder is somebody else's, or cannot be written.
pub fn run(banks: &[PathBuf], widget: Option<&Path>, wanted: Wanted) -> Result<bool> {
    let Wanted { out, base_url, title, writes_ids, denies_warnings, since } = wanted;
    folder::ensure_replaceable(&out)?;
    let widget = match widget::find(widget) {
        Ok(widget) => widget,
        // What is wrong with the banks is told all the same, and first.
        Err(error) => return bank::prove_all(banks).map_err(Into::into).and(Err(error)),
    };
    let since = Since::read(&since)?;
    let (has_base, has_title) = (base_url.is_some(), title.is_some());
    let options = Options { base_url, top: top_of(banks.len(), title), ..Options::default() };
    let build = Build::begin(&out, &widget, &options, &since, denies_warnings)?;
    let mut built = build.quizzes(banks)?;
    since.ensure_of(&built.iter().map(|built| &*built.id).collect::<Vec<_>>())?;
    let warnings = built.iter().flat_map(|built| built.warnings.entries.iter().cloned());
    let warnings = Report { entries: warnings.collect() };
    if !warnings.entries.is_empty() {
        let has_colours = problems::has_colours(&io::stderr());
        output::complain(problems::rendered(&warnings, has_colours).trim_end());
        if denies_warnings {
            output::complain("nothing is built, since warnings are denied");
            return Ok(false);
        }
    }
    if writes_ids && built.iter().any(|built| 0 < built.made_ids) {
        let without = banks.iter().zip(&built).filter(|(_, built)| 0 < built.made_ids);
        let without: Vec<PathBuf> = without.map(|(bank, _)| bank.clone()).collect();
        fmt::run(&without, fmt::Options::default())?;
        let again = build.quizzes(&without)?;
        for (built, again) in built.iter_mut().filter(|built| 0 < built.made_ids).zip(again) {
            *built = again;
        }
    }
    ensure_written_ids(banks, &built)?;
    let count = build.finish(built)?;
    let quizzes = if banks.len() == 1 { "1 quiz".to_owned() } else { format!("{} quizzes", banks.len()) };
    output::line(format!("{}: {quizzes}, {count} files; upload the folder as it is", out.display()))?;
    if has_title && banks.len() == 1 {
        output::line("--title is left out: it heads the list of several quizzes, and here is one alone")?;
    }
    if !has_base {
        output::line(
            "no --base-url: include files are written for the root of the page's own site, and the canonical link, \
             Open Graph and oEmbed are left out, since they take absolute addresses",
        )?;
    }
    output::line(
        "banks/<id>/review.html is the proof sheet, with all answers, for who signs a quiz off; no page links to it, and it need not be uploaded",
    )?;
    let named = output::as_arguments(banks.get(..1).unwrap_or_default());
    output::line(format!(
        "next: newsquiz snippet {named} says what to paste into a page; once the site is up, newsquiz doctor looks at it"
    ))?;
    Ok(true)
}

/// A site that is made bank by bank, none of which is held once its files are written.
struct Build<'a> {
    widget: &'a Widget,
    base_url: Option<&'a BaseUrl>,
    top: &'a Top,
    since: &'a Since,
    /// Banks with warnings are not built.
    denies_warnings: bool,
    /// What the folder has of an earlier build.
    earlier: Earlier,
    replacement: Replacement,
}

/// What is known of a bank that was proved.
struct Built {
    id: String,
    made_ids: usize,
    warnings: Report,
    inputs: Inputs,
    /// What was made of it; nothing where something stands in the way of the site.
    made: Option<Made>,
}

impl<'a> Build<'a> {
    fn begin(
        out: &Path,
        widget: &'a Widget,
        options: &'a Options,
        since: &'a Since,
        denies_warnings: bool,
    ) -> Result<Build<'a>> {
        let base_url = options.base_url.as_ref();
        let replacement = Replacement::begin(out)?;
        let maker =
            earlier::maker(widget, base_url, matches!(options.top, Top::List { .. }), &since.digest()?);
        let earlier = Earlier::read(replacement.folder(), &maker);
        Ok(Build { widget, base_url, top: &options.top, since, denies_warnings, earlier, replacement })
    }

    /// Proves all banks, and makes their files as long as there is no problem; those with problems do not hide the problems
    /// of the others.
    ///
    /// # Errors
    /// All problems of all banks; or a file cannot be made.
    fn quizzes(&self, banks: &[PathBuf]) -> Result<Vec<Built>> {
        let progress = Progress::new("building", banks.len());
        let is_stopped = AtomicBool::new(false);
        let all = cores::share_out(
            banks,
            |queue, give| {
                let options = self.options();
                let site = options.as_ref().map_err(|report| anyhow!(report.clone()));
                let site = site.and_then(|options| Site::without_quizzes(self.widget, options));
                for (ix, bank) in queue {
                    let site = site.as_ref().map_err(|error| anyhow!("{error:#}"));
                    let built = site.and_then(|site| self.quiz(site, bank, ix == 0, &is_stopped));
                    if built.is_err() {
                        is_stopped.store(true, Ordering::Relaxed);
                    }
                    give(ix, built);
                }
            },
            || progress.count(),
        );
        drop(progress);
        let (mut report, mut failure) = (Report::default(), None);
        let (mut paths, mut ids, mut proved) = (Vec::new(), Vec::new(), Vec::new());
        for (bank, built) in banks.iter().zip(all) {
            match built.map_err(|error| error.downcast::<Report>()) {
                Ok(built) => {
                    paths.push(bank.clone());
                    ids.push(built.id.clone());
                    proved.push(built);
                }
                Err(Ok(problems)) => report.entries.extend(problems.entries),
                Err(Err(error)) => failure = failure.or(Some(error)),
            }
        }
        report.entries.extend(bank::same_ids(&paths, &ids));
        match failure {
            _ if !report.entries.is_empty() => Err(report.into()),
            Some(error) => Err(error),
            None => Ok(proved),
        }
    }

    /// Proves a bank and makes its files, or takes over those of an earlier build.
    fn quiz(&self, site: &Site<'_>, bank: &Path, is_first: bool, is_stopped: &AtomicBool) -> Result<Built> {
        let inputs = Inputs::of(bank)?;
        if let Some(made) = self.earlier.unchanged(bank, &inputs)
            && let Some(files) = made.files_in(self.replacement.folder())
        {
            self.replacement.take_over(files)?;
            let warnings = if made.has_warnings { bank::prove(bank)?.warnings } else { Report::default() };
            let id = made.listed.id().to_owned();
            return Ok(Built { id, made_ids: 0, warnings, inputs, made: Some(made.clone()) });
        }
        let read = RefCell::new(BTreeMap::new());
        let proved = bank::prove_noting(bank, &|name, content| {
            read.borrow_mut().insert(name.to_owned(), fingerprint::digest(content));
        })?;
        let has_warnings = !proved.warnings.entries.is_empty();
        let is_refused = 0 < proved.made_ids || (self.denies_warnings && has_warnings);
        let mut made = None;
        if !is_refused && !is_stopped.load(Ordering::Relaxed) {
            let files = block_on(site.quiz(&proved, self.top.places_of(is_first)))?;
            let files = site.with_copies(files)?;
            self.replacement.write(&files)?;
            let listed = Listed::of(&proved)?;
            made = Some(Made::new(&inputs, read.into_inner(), &files, listed, has_warnings));
        }
        let id = proved.bank.parts().id.to_string();
        Ok(Built { id, made_ids: proved.made_ids, warnings: proved.warnings, inputs, made })
    }

    /// Makes what depends on all banks, and puts the site in its place. Gives how many files it has.
    fn finish(self, built: Vec<Built>) -> Result<usize> {
        let options = self.options()?;
        let mut site = Site::without_quizzes(self.widget, &options)?;
        let mut record = Earlier::new(self.earlier.maker());
        let mut quizzes = Vec::new();
        for Built { inputs, made, .. } in built {
            let made = made.context("a bank was not built")?;
            quizzes.push(made.listed.clone());
            record.add(&inputs, made);
        }
        if let Top::List { .. } = self.top {
            site.add_list(&quizzes)?;
        }
        self.replacement.write(&site.finish()?)?;
        self.replacement.write_banks(&record.text()?)?;
        let count = self.replacement.count();
        self.replacement.finish()?;
        Ok(count)
    }

    /// The options of the site, for one thread.
    fn options(&self) -> Result<Options, Report> {
        Ok(Options {
            base_url: self.base_url.cloned(),
            top: self.top.clone(),
            languages: locales::languages()?,
            since: self.since.banks()?,
            is_for_development: false,
        })
    }
}

/// Readers' kept answers go by ids, and those that are made change with their texts.
fn ensure_written_ids(banks: &[PathBuf], built: &[Built]) -> Result<(), Report> {
    let without = banks.iter().zip(built).filter(|(_, built)| 0 < built.made_ids);
    let entries = without.map(|(bank, built)| {
        let count =
            if built.made_ids == 1 { "1 id is".to_owned() } else { format!("{} ids are", built.made_ids) };
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

/// What stands at the top of the site of so many banks: the quiz, where there is one alone.
fn top_of(banks: usize, title: Option<String>) -> Top {
    if banks < 2 { Top::FirstQuiz } else { Top::List { heading: title } }
}

/// The files of a site to look at while its banks are written: its pages take a script of the server.
///
/// # Errors
/// The site cannot be made.
pub fn site_for_development(banks: &[Proved], widget: &Widget) -> Result<Files> {
    let options = Options { top: top_of(banks.len(), None), is_for_development: true, ..Options::default() };
    site_of(banks, widget, options)
}

/// The files of a site by their paths.
///
/// # Errors
/// The site cannot be made.
pub fn site(banks: &[Proved], widget: &Widget, base_url: Option<BaseUrl>) -> Result<Files> {
    site_of(banks, widget, Options { base_url, top: top_of(banks.len(), None), ..Options::default() })
}

/// The files of a site by their paths, with the interface in all languages that there are words in.
fn site_of(banks: &[Proved], widget: &Widget, options: Options) -> Result<Files> {
    let options = Options { languages: locales::languages()?, ..options };
    block_on(Site::new(banks, widget, &options))?.finish()
}
