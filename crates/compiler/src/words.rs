//! The words of the interface in one language, as their file has them, and everything that is wrong with them.

use core::ops::Range;
use std::collections::BTreeSet;

use newsquiz_core::labels::{Label, Labels};

use crate::{
    PageWords, Report, TextFile, Words, json,
    problem::SourceFault,
    seen::is_seen,
    tree::{self, Node},
};

/// The name of the words' direction, which is `ltr` or `rtl`.
const DIRECTION: &str = "direction";

/// What is wrong, and where.
type Fault = (SourceFault, Option<Range<usize>>);

/// The words of a file for every label. `reference` are the words of a language whose places are known to be right.
///
/// # Errors
/// Everything that is wrong with the file.
pub(crate) fn labels(file: &TextFile, reference: Option<&Words>) -> Result<Labels, Report> {
    let words = read(file, reference)?;
    Labels::new(|name| words.get(name).map(String::as_str))
        .map_err(|name| Report::of_file(&file.name, &SourceFault::MissingField(name)))
}

/// The words of a file by their names, all of them and no others.
///
/// # Errors
/// Everything that is wrong with the file.
pub(crate) fn read(file: &TextFile, reference: Option<&Words>) -> Result<Words, Report> {
    let text = file.text()?;
    let told = |(fault, span): Fault| Report::of_text(&file.name, text, &fault, span.as_ref());
    let tree = json::parse(text).map_err(|error| told((SourceFault::not_read(&error), Some(error.span))))?;
    let words: Words = tree::typed(&tree).0.map_err(|error| {
        let fault = SourceFault::unreadable(&error.to_string(), "correct it there");
        told((fault, error.span))
    })?;
    let mut report = Report::default();
    for fault in faults(&tree, &words, reference) {
        report = report.and(Some(told(fault)));
    }
    if report.entries.is_empty() { Ok(words) } else { Err(report) }
}

/// The names of all words of a file.
fn names() -> Vec<&'static str> {
    Label::NAMES.iter().copied().chain(PageWords::NAMES).collect()
}

fn faults(tree: &Node, words: &Words, reference: Option<&Words>) -> Vec<Fault> {
    let names = names();
    let missing = names.iter().filter(|name| !words.contains_key(**name));
    let mut faults: Vec<Fault> = missing.map(|name| (SourceFault::MissingField(name), None)).collect();
    let mut known = BTreeSet::new();
    for field in tree.fields() {
        let name = || field.name.clone();
        let span = Some(field.node.span.clone());
        let text = field.node.text().unwrap_or_default();
        if !known.insert(&field.name) {
            faults.push((SourceFault::FieldTwice(name()), Some(field.name_span.clone())));
        } else if !names.contains(&&*field.name) {
            let nearest = tree::nearest(&field.name, &names);
            faults.push((SourceFault::UnknownWords(name(), nearest), Some(field.name_span.clone())));
        } else if !is_seen(text) {
            faults.push((SourceFault::NothingToSee(name()), span));
        } else if field.name == DIRECTION && !matches!(text, "ltr" | "rtl") {
            faults.push((SourceFault::BadDirection, span));
        } else if let Some(wanted) =
            reference.and_then(|words| words.get(&field.name)).map(|text| places(text))
            && wanted != places(text)
        {
            faults.push((SourceFault::BadPlaces(wanted.into_iter().map(str::to_owned).collect()), span));
        }
    }
    faults
}

/// The places of words that are filled in: `{0}`, `{1}`.
fn places(words: &str) -> BTreeSet<&str> {
    let starts = words.match_indices('{').map(|(start, _)| start);
    starts.filter_map(|start| words.get(start..start + 3).filter(|place| place.ends_with('}'))).collect()
}

#[cfg(test)]
mod tests {
    use super::{Words, labels, names};
    use crate::TextFile;

    /// Words for every label, some of them as they are given.
    fn words(some: &[(&str, &str)]) -> Words {
        let all = names().into_iter().map(|name| (name, if name == "direction" { "ltr" } else { "words" }));
        all.chain(some.iter().copied()).map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
    }

    fn told(text: &str) -> String {
        let reference = words(&[("progress", "Question {0} of {1}")]);
        let file = TextFile::new("nl.json", Ok(text.as_bytes().to_vec()));
        labels(&file, Some(&reference)).map_or_else(|report| report.to_string(), |_| "fine".to_owned())
    }

    #[test]
    fn words_are_checked_as_readers_meet_them() {
        let json = |some: &[(&str, &str)]| serde_json::to_string(&words(some)).unwrap();
        let fine = json(&[("progress", "Vraag {0} van {1}")]);
        assert_eq!(told(&fine), "fine");
        for (text, expected) in [
            (json(&[("progress", "Vraag {0}")]), "the words have other places than `{0}`, `{1}`"),
            (json(&[("check", " ")]), "`check` has nothing that a reader sees"),
            (fine.replacen("\"quizzes\":\"words\",", "", 1), "`quizzes` is missing; add it"),
            (json(&[("chek", "Controleer")]), "there are no words with the name `chek`; write `check`"),
            (json(&[("direction", "left")]), "the direction is neither `ltr` nor `rtl`"),
            (fine.replacen("\"check\"", "\"chek\"", 1), "`check` is missing; add it"),
            (fine.replacen('{', "{ \"check\": \"a\",", 1), "`check` stands there twice"),
        ] {
            assert!(told(&text).contains(expected), "{expected}: {}", told(&text));
        }
    }
}
