//! Goes through a site from its page, as browsers do, and notes what is wrong.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use anyhow::{Context as _, Result};
use newsquiz_core::compiled;
use newsquiz_publish::{assets, fingerprint, manifest, offline, packed, widget};
use url::{Host, Url};

use super::client::{Answer, Client};
use super::finding::{Examination, Fault, Finding};
use super::names::{self, PageNames};
use super::place::Place;
use super::{headers, mixture};

/// A name that no site has.
const NOBODY_S: &str = "no-such-file-of-newsquiz.js";

/// What to do where files are missing or do not go together.
pub(crate) const UPLOAD: &str = "upload the whole folder that `newsquiz build` made, first the files with a hash in \
                                 their names, and empty the host's cache";

/// After how many files that a host did not send no more are asked for: each takes as long as patience lasts.
const GIVEN_UP: usize = 3;

/// A file that is to be looked at.
struct Task {
    name: String,
    named_by: String,
    /// Whether a site may do without it.
    is_optional: bool,
}

/// Looks at a site.
///
/// # Errors
/// The host cannot be reached.
pub(crate) fn examine(client: &Client, place: &Place) -> Result<Examination> {
    let home = client.ask(&place.root).with_context(|| format!("cannot ask {}", place.root))?;
    let mut visit = Visit::new(client, place, &home);
    visit.look_at_home(&home);
    visit.look_at_rest();
    Ok(visit.end())
}

struct Visit<'a> {
    client: &'a Client,
    root: Url,
    bank: Option<String>,
    tasks: VecDeque<Task>,
    /// The files that were looked at, by their names on the site; those that are not there have no content.
    seen: BTreeMap<String, Option<Vec<u8>>>,
    /// The files that are not what a worker was made with.
    changed: BTreeSet<String>,
    /// Which file has named each name with a hash.
    named: BTreeMap<String, String>,
    banks: Vec<String>,
    left_out: Vec<String>,
    /// How many files the host did not send to their ends.
    unanswered: usize,
    findings: Vec<Finding>,
}

impl<'a> Visit<'a> {
    fn new(client: &'a Client, place: &Place, home: &Answer) -> Visit<'a> {
        let mut visit = Visit {
            client,
            root: home.address.join(".").unwrap_or_else(|_| place.root.clone()),
            bank: place.bank.clone(),
            tasks: VecDeque::new(),
            seen: BTreeMap::new(),
            changed: BTreeSet::new(),
            named: BTreeMap::new(),
            banks: Vec::new(),
            left_out: Vec::new(),
            unanswered: 0,
            findings: Vec::new(),
        };
        visit.look_at_root(&place.root);
        visit
    }

    fn end(mut self) -> Examination {
        for fault in mixture::faults(&self.named) {
            self.note("", fault);
        }
        // The order among equals stays.
        self.findings.sort_by_key(|finding| finding.is_minor);
        Examination {
            site: self.root.to_string(),
            findings: self.findings,
            banks: self.banks,
            files: self.seen.into_keys().collect(),
            left_out: self.left_out,
        }
    }

    fn note(&mut self, name: &str, fault: Fault) {
        self.findings.push(fault.at(format!("{}{name}", self.root)));
    }

    /// The address of the site itself.
    fn look_at_root(&mut self, asked: &Url) {
        if self.root.scheme() == "http" && !is_this_machine(&self.root) {
            self.note(
                "",
                Fault::new(
                    "it is sent over http: pages on https do not show the quiz, and it does not play without a network",
                    "serve it over https",
                ),
            );
        }
        let is_same_place = (asked.host(), asked.path()) == (self.root.host(), self.root.path());
        if !is_same_place {
            let fault = Fault::new(
                format!("readers are sent on to {}, and wait for it", self.root),
                format!("name {} in pages that show the quiz, and as `--base-url`", self.root),
            );
            self.findings.push(fault.at(asked.as_str()));
        }
    }

    /// The page at the top; from it and from what always is there all else is found.
    fn look_at_home(&mut self, home: &Answer) {
        self.seen.insert(String::new(), Some(home.body.clone()));
        if home.status != 200 {
            let remedy = match home.status {
                401 | 403 => "let the host send the folder to everybody",
                404 | 410 => {
                    "upload the folder that `newsquiz build` made, or name the folder that it stands in"
                }
                _ => "look at the host's own log",
            };
            return self
                .note("", Fault::new(format!("there is no page: the host answers {}", home.status), remedy));
        }
        let text = home.text();
        let page = PageNames::of(&text);
        // The quiz, or the first of the list.
        let first = page.quiz.as_deref().map_or_else(|| page.listed.first().cloned(), bank_of);
        if first.is_none() {
            let fault = Fault::new(
                "there is no quiz in this page, and no list of quizzes: `newsquiz build` did not make it",
                "name the folder that the site stands in, or one of its quizzes (…/banks/<id>/)",
            );
            return self.note("", fault);
        }
        for fault in headers::faults("", home) {
            self.note("", fault);
        }
        let lasting = match &first {
            // A quiz at the top names the address that lasts.
            Some(bank) if page.quiz.is_some() => format!("{}banks/{bank}/", self.root),
            _ => self.root.to_string(),
        };
        // A site that an earlier newsquiz has built names the top.
        let is_of_site = |canonical: &&str| [lasting.as_str(), self.root.as_str()].contains(canonical);
        if let Some(canonical) = page.canonical.as_deref().filter(|canonical| !is_of_site(canonical)) {
            self.note("", self.other_base(&format!("it says that it stands at {canonical}")));
        }
        self.look_at_answer_for_nothing();
        self.look_at_installed("", &page);
        self.optional("xapi.js");
        self.required(widget::EMBED, "every page with a quiz");
        self.required(widget::FRAME, "every page with a quiz in a frame");
        self.follow_page("", &page);
        let banks = [first, self.bank.clone()].into_iter().flatten();
        for bank in banks {
            self.look_at_bank(bank);
        }
    }

    fn look_at_answer_for_nothing(&mut self) {
        let Ok(address) = self.root.join(NOBODY_S) else { return };
        if self.client.ask(&address).is_ok_and(|answer| answer.status == 200) {
            self.note(
                NOBODY_S,
                Fault::new(
                    "there is no such file, and the host answers with a page as if there were: browsers keep it in the \
                     place of scripts that are late",
                    "let the host answer 404 for files that are not there",
                ),
            );
        }
    }

    /// What installs the page of a folder. A site may be published without it, and then its absence is no fault.
    fn look_at_installed(&mut self, folder: &str, page: &PageNames) {
        self.optional(&format!("{folder}{}", offline::FILE));
        self.look_at_rest();
        self.look_at_worker(folder, page.version.as_deref());
        self.optional(&format!("{folder}{}", manifest::FILE));
    }

    /// What the worker of a folder keeps has to be what is there: else no reader has the quiz without a network.
    fn look_at_worker(&mut self, folder: &str, version: Option<&str>) {
        let worker_name = format!("{folder}{}", offline::FILE);
        let Some(Some(worker)) = self.seen.get(&worker_name) else { return };
        let worker = String::from_utf8_lossy(worker).into_owned();
        // The one that takes everything back has none.
        let Some(files) = names::of_worker(&worker) else { return };
        if version.is_some_and(|version| !worker.contains(version)) {
            self.note(&worker_name, Fault::new("it is of another build than the page beside it", UPLOAD));
        }
        for (name, integrity) in files.into_iter().filter(|(name, _)| !name.is_empty()) {
            let Some(path) = self.path_from(folder, &name) else { continue };
            self.required(&path, &worker_name);
            self.look_at_rest();
            let Some(Some(content)) = self.seen.get(&path) else { continue };
            let is_other = !integrity.is_empty() && assets::integrity(content) != integrity;
            // Several workers keep what they share.
            if is_other && !fingerprint::is_lasting(&path) && self.changed.insert(path.clone()) {
                let fault = format!("it is not the file of this name that {worker_name} was made with");
                self.note(&path, Fault::new(fault, unchanged()));
            }
        }
    }

    /// The path on the site of what a file in a folder names; `None` where that is elsewhere.
    fn path_from(&self, folder: &str, name: &str) -> Option<String> {
        let address = self.root.join(folder).and_then(|folder| folder.join(name)).ok()?;
        address.as_str().strip_prefix(self.root.as_str()).map(str::to_owned)
    }

    /// What other pages load of a quiz, and its own page.
    fn look_at_bank(&mut self, bank: String) {
        if self.banks.contains(&bank) {
            return;
        }
        let folder = format!("banks/{bank}/");
        for file in ["bank.bin", "quiz.html", "embed.html"] {
            self.required(&format!("{folder}{file}"), "every page with this quiz");
        }
        // Sites of before have none.
        self.optional(&format!("{folder}draw.bin"));
        self.required(&folder, "every link to this quiz");
        self.banks.push(bank);
        self.look_at_rest();
        let Some(Some(page)) = self.seen.get(&folder) else { return };
        let page = PageNames::of(&String::from_utf8_lossy(page));
        self.look_at_installed(&folder, &page);
    }

    fn required(&mut self, name: &str, named_by: &str) {
        self.plan(name, named_by, false);
    }

    fn optional(&mut self, name: &str) {
        self.plan(name, "", true);
    }

    fn plan(&mut self, name: &str, named_by: &str, is_optional: bool) {
        if fingerprint::is_lasting(name) {
            self.named.entry(name.to_owned()).or_insert_with(|| named_by.to_owned());
        }
        if self.seen.contains_key(name)
            || self.tasks.iter().any(|task| task.name == name && !task.is_optional)
        {
            return;
        }
        self.tasks.push_back(Task { name: name.to_owned(), named_by: named_by.to_owned(), is_optional });
    }

    fn look_at_rest(&mut self) {
        while !self.tasks.is_empty() {
            self.look_at_next();
        }
    }

    fn look_at_next(&mut self) {
        let Some(task) = self.tasks.pop_front() else { return };
        if self.unanswered == GIVEN_UP {
            self.unanswered += 1;
            let fault = format!("{GIVEN_UP} files were asked for in vain, and so the rest was not");
            self.note(&task.name, Fault::new(fault, "run this again once the host answers"));
        }
        if GIVEN_UP < self.unanswered {
            return;
        }
        if self.seen.contains_key(&task.name) {
            return;
        }
        let content = self.look_at(&task);
        if let Some(content) = &content {
            self.follow(&task.name, &String::from_utf8_lossy(content));
        }
        self.seen.insert(task.name, content);
    }

    /// Asks for a file, and notes what is wrong with it. It gives back the content of a file that is there.
    fn look_at(&mut self, task: &Task) -> Option<Vec<u8>> {
        let name = task.name.as_str();
        let address = self.root.join(name).ok()?;
        let answer = match self.client.ask(&address) {
            Ok(answer) => answer,
            Err(error) => {
                self.unanswered += 1;
                let fault = format!("the host does not send it: {error:#}");
                self.note(name, Fault::new(fault, "look at the host's own log"));
                return None;
            }
        };
        let is_page = name.ends_with(".html") || name.ends_with('/');
        let is_another_page = !is_page && headers::is_page(&answer)
            || is_page && self.seen.get("").is_some_and(|home| home.as_ref() == Some(&answer.body));
        let is_missing = answer.status != 200 || is_another_page;
        if is_missing && task.is_optional {
            self.left_out.push(name.to_owned());
            return None;
        }
        if is_missing {
            self.note(name, missing(&answer, &task.named_by, is_another_page));
            return None;
        }
        if !is_same_file(&address, &answer.address) {
            let fault = format!("readers are sent on to {}, and wait for it", answer.address);
            self.note(name, Fault::new(fault, "let the host send the file from its own address"));
        }
        if fingerprint::is_lasting(name) && !is_named_by_content(name, &answer.body) {
            self.note(
                name,
                Fault::new("its content is not the one that its name tells by the hash", unchanged()),
            );
        }
        if (name.ends_with("/bank.bin") || name.ends_with("/draw.bin")) && !is_bank(&answer.body) {
            self.note(
                name,
                Fault::new("no page can play it: it is not a bank, or only a part of one", unchanged()),
            );
        }
        for fault in headers::faults(name, &answer) {
            self.note(name, fault);
        }
        Some(answer.body)
    }

    /// Plans what a file names.
    fn follow(&mut self, name: &str, text: &str) {
        let last = name.rsplit('/').next().unwrap_or_default();
        // The worker's own list says more than the names in it.
        if last.ends_with(".js") && last != offline::FILE {
            for file in names::of_script(text) {
                self.required(&file, name);
            }
        }
        // What other pages name, such as an article, is its author's matter.
        if last == "embed.html" || name.ends_with('/') || headers::is_include_file(name) {
            self.follow_page(name, &PageNames::of(text));
        }
    }

    fn follow_page(&mut self, name: &str, page: &PageNames) {
        let named_by = if name.is_empty() { "the page at the top" } else { name };
        let Ok(base) = self.root.join(name) else { return };
        let (mut own, mut elsewhere) = (Vec::new(), None);
        for file in &page.files {
            let Ok(address) = base.join(file) else { continue };
            match address.as_str().strip_prefix(self.root.as_str()) {
                Some(file) => own.push(file.to_owned()),
                None => elsewhere = elsewhere.or(Some(address)),
            }
        }
        // One on another site is that of a wrong address, which is told once.
        let picture = page.picture.as_deref().and_then(|address| address.strip_prefix(self.root.as_str()));
        own.extend(picture.map(str::to_owned));
        for file in own {
            if !file.ends_with(manifest::FILE) {
                self.required(&file, named_by);
            }
        }
        if let Some(address) = elsewhere {
            self.note(name, self.other_base(&format!("it loads {address}, which is not on this site")));
        }
    }

    fn other_base(&self, fault: &str) -> Fault {
        Fault::new(fault, format!("build the site again with `--base-url {}`, and upload it", self.root))
    }
}

fn missing(answer: &Answer, named_by: &str, is_another_page: bool) -> Fault {
    if is_another_page && answer.status == 200 {
        let fault = format!("the host sends a page in the place of this file, which {named_by} loads");
        return Fault::new(fault, UPLOAD);
    }
    match answer.status {
        404 | 410 => Fault::new(format!("there is no such file, and {named_by} loads it"), UPLOAD),
        401 | 403 => Fault::new(
            format!("the host does not give it out (it answers {}), and {named_by} loads it", answer.status),
            "let the host send all files of the folder to everybody",
        ),
        status => Fault::new(
            format!("the host answers {status}, and {named_by} loads it"),
            "look at the host's own log",
        ),
    }
}

fn unchanged() -> String {
    format!(
        "{UPLOAD}; when that does not help, something changes files on their way, such as a minifier of the host: switch \
         it off for this folder"
    )
}

/// The id of the bank that an element's address leads to.
fn bank_of(address: &str) -> Option<String> {
    let (_, rest) = address.rsplit_once("banks/")?;
    let id = rest.split('/').next()?;
    (!id.is_empty()).then(|| id.to_owned())
}

/// Whether a host answers for a file from its own address. Some leave out the end of a page's name.
fn is_same_file(asked: &Url, answered: &Url) -> bool {
    let short = asked.path().strip_suffix(".html").unwrap_or(asked.path());
    asked.host() == answered.host() && [asked.path(), short].contains(&answered.path())
}

/// A bank, or what stands in its place where the quiz was withdrawn.
fn is_bank(content: &[u8]) -> bool {
    content == [packed::RETIRED]
        || packed::unpack(content).is_ok_and(|bank| compiled::decode_any(&bank).is_ok())
}

fn is_named_by_content(name: &str, content: &[u8]) -> bool {
    let Some((stem, extension)) = name.rsplit_once('.') else { return true };
    let plain = stem.rsplit_once('-').map_or(stem, |(plain, _)| plain);
    fingerprint::name(&format!("{plain}.{extension}"), content) == name
}

fn is_this_machine(address: &Url) -> bool {
    match address.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_may_leave_out_the_end_of_a_page_s_name_and_nothing_else() {
        let asked = Url::parse("https://quiz.example/banks/a/embed.html").unwrap();
        for (answered, expected) in [
            ("https://quiz.example/banks/a/embed.html", true),
            ("https://quiz.example/banks/a/embed", true),
            ("https://quiz.example/login", false),
            ("https://other.example/banks/a/embed.html", false),
        ] {
            assert_eq!(is_same_file(&asked, &Url::parse(answered).unwrap()), expected, "{answered}");
        }
    }

    #[test]
    fn a_site_on_this_machine_needs_no_https() {
        for (address, expected) in [
            ("http://localhost:8080/", true),
            ("http://127.0.0.1:8080/", true),
            ("http://[::1]/", true),
            ("http://quiz.example/", false),
            ("http://192.168.1.1/", false),
        ] {
            assert_eq!(is_this_machine(&Url::parse(address).unwrap()), expected, "{address}");
        }
    }
}
