//! A site that follows its banks while they are written: it is built anew at each save, and shows what is wrong in the
//! place of the quiz.

use std::convert::Infallible;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use anyhow::Result;
use newsquiz_compiler::{Entry, Report};
use newsquiz_publish::Widget;
use walkdir::WalkDir;

use crate::{bank, build, folder};

/// Where pages hear of changes of the site, as server-sent events.
pub const CHANGES: &str = "/newsquiz-changes";

/// How long it takes until the folders are looked at again.
const PAUSE: Duration = Duration::from_millis(150);

/// Files as they are, each with the time of its last change and its length in bytes.
pub type State = Vec<(PathBuf, SystemTime, u64)>;

/// The page of a folder: at the top of a site, and in that of each quiz.
const PAGE: &str = "index.html";

/// A site that follows its banks.
#[derive(Debug)]
pub struct Preview<'a> {
    /// The banks, as they are named on the command line.
    pub banks: &'a [PathBuf],
    /// The widget that plays them.
    pub widget: &'a Widget,
    /// The folder that is served.
    pub site: &'a Path,
}

impl Preview<'_> {
    /// Builds the site as the banks are now, and gives what is to be warned of. Problems are shown in the place of the quiz,
    /// and are given to be printed.
    ///
    /// # Errors
    /// The site cannot be made or written.
    pub fn build(&self) -> Result<Result<Report, Report>> {
        let banks = match bank::prove_all(self.banks) {
            Ok(banks) => banks,
            Err(report) => {
                self.show_problems(&report)?;
                return Ok(Err(report));
            }
        };
        let mut files = match build::site_for_development(&banks, self.widget) {
            Ok(files) => files,
            Err(error) => {
                let report = self.report_of(&error);
                self.show_problems(&report)?;
                return Ok(Err(report));
            }
        };
        for (_, page) in files.iter_mut().filter(|(path, _)| is_page(path)) {
            page.extend_from_slice(reload().as_bytes());
        }
        folder::write_all(self.site, &files)?;
        let warnings = banks.into_iter().flat_map(|proved| proved.warnings.entries);
        Ok(Ok(Report { entries: warnings.collect() }))
    }

    /// Shows problems in the place of the page at the top and of each quiz's own, whichever is open.
    fn show_problems(&self, report: &Report) -> Result<()> {
        let page = problems_page(report);
        for path in folder::files(self.site)? {
            if is_page(&folder::name_in(self.site, &path)) {
                folder::write(&path, &page)?;
            }
        }
        folder::write(&self.site.join(PAGE), page)
    }

    /// What keeps proved banks from being a site.
    fn report_of(&self, error: &anyhow::Error) -> Report {
        let named: Vec<String> = self.banks.iter().map(|bank| bank.display().to_string()).collect();
        let entry = Entry::new(named.join(", "), format!("{error:#}"), "correct it, and save");
        Report { entries: vec![entry] }
    }

    /// Does something after each change of the files in the banks' folders since they were in a state, for ever.
    ///
    /// The folders are looked at again and again: what systems tell of changes differs by system, editor and network
    /// drive, and tells of reading too. A bank has few files.
    ///
    /// # Errors
    /// What is done fails.
    pub fn after_each_change(
        &self,
        mut built: State,
        mut task: impl FnMut() -> Result<()>,
    ) -> Result<Infallible> {
        loop {
            thread::sleep(PAUSE);
            let now = self.state();
            // Editors save a file in several steps: it is built when two looks see the same.
            if now == built || !self.is_still(&now) {
                continue;
            }
            built = now;
            task()?;
        }
    }

    fn is_still(&self, state: &State) -> bool {
        thread::sleep(PAUSE / 2);
        self.state() == *state
    }

    /// The files of the banks' folders as they are now.
    pub fn state(&self) -> State {
        let files =
            self.banks.iter().flat_map(|bank| WalkDir::new(bank::folder_of(bank)).sort_by_file_name());
        let seen = files.filter_map(|entry| {
            let entry = entry.ok()?;
            let known = entry.metadata().ok()?;
            Some((entry.into_path(), known.modified().ok()?, known.len()))
        });
        seen.collect()
    }
}

/// Whether a file of a site is the page of its folder.
fn is_page(path: &str) -> bool {
    path.rsplit('/').next() == Some(PAGE)
}

/// What loads a page again when the site has changed. A page that was left behind by its server loads when there is one.
fn reload() -> String {
    format!("<script>new EventSource(\"{CHANGES}\").onmessage = () => location.reload()</script>")
}

/// A page that says what is wrong.
fn problems_page(report: &Report) -> String {
    let mut page = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\"><title>{count}</title>\
         <style>{STYLE}</style><main><h1>{count}</h1><p>The quiz is here as soon as this is corrected and saved.</p>",
        count = report.count()
    );
    for entry in &report.entries {
        add_problem(&mut page, entry);
    }
    page + "</main>" + &reload()
}

const STYLE: &str = ":root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }\
    main { max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }\
    section { margin-block: 1.5rem; padding-block-start: 1rem; border-block-start: 1px solid; }\
    h2 { margin: 0; font-size: 1.1rem; } p { margin-block: .25rem; }\
    pre { overflow-x: auto; padding: .75rem; background: light-dark(#f2f2f2, #222); }\
    mark { background: light-dark(#ffd6d1, #6b1d14); color: inherit; }";

fn add_problem(page: &mut String, entry: &Entry) {
    let between = if entry.place.is_empty() { "" } else { ": " };
    // Writing to a text cannot fail.
    let _ = write!(page, "<section><h2>{}{between}{}</h2>", escaped(&entry.place), escaped(&entry.fault));
    let file = escaped(&entry.file);
    let _ = match &entry.spot {
        None => write!(page, "<p>{file}</p>"),
        Some(spot) => {
            let part = |range| escaped(spot.text.get(range).unwrap_or_default());
            let (start, end) = (spot.marked.start, spot.marked.end);
            write!(
                page,
                "<p>{file}, line {}, column {}</p><pre>{}<mark>{}</mark>{}</pre>",
                spot.line,
                spot.column,
                part(0..start),
                part(start..end),
                part(end..spot.text.len())
            )
        }
    };
    let _ = write!(page, "<p>{}</p></section>", escaped(&entry.remedy));
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use newsquiz_compiler::Spot;

    use super::*;

    #[test]
    fn a_problem_is_shown_with_its_words_and_no_text_is_taken_for_markup() {
        let entry = Entry {
            file: "week/bank.json".to_owned(),
            place: "question 1 `a`".to_owned(),
            spot: Some(Spot { line: 7, column: 3, text: "a <b> & c".into(), marked: 2..5 }),
            fault: "<b> is wrong".to_owned(),
            remedy: "correct it".to_owned(),
            lint: None,
        };
        let page = problems_page(&Report { entries: vec![entry] });
        for expected in [
            "<h1>1 problem</h1>",
            "<h2>question 1 `a`: &lt;b> is wrong</h2>",
            "<p>week/bank.json, line 7, column 3</p><pre>a <mark>&lt;b></mark> &amp; c</pre><p>correct it</p>",
            "new EventSource(\"/newsquiz-changes\")",
        ] {
            assert!(page.contains(expected), "{expected} is not in {page}");
        }
    }
}
