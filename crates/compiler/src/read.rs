//! The source of a bank as JSON. What can be read is read, and all that cannot is told at once.

use newsquiz_core::{
    bank::Bank,
    labels::Labels,
    problem::{Fault, Place},
};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    ARTICLE_FILE, assemble, is_elsewhere, json,
    problem::{Problem, SourceFault},
    source::{BankSource, QuestionSource},
};

/// A bank's source and what was wrong with it so far.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) bank: BankSource,
    /// The ids of the questions as they are written, to name them in messages.
    pub(crate) ids: Vec<String>,
    questions: Vec<QuestionSource>,
    problems: Vec<Problem>,
}

/// Reads a bank's source.
///
/// # Errors
/// The text is not JSON, or not an object: there is nothing to go on with.
pub(crate) fn read(text: &str) -> Result<Source, Vec<Problem>> {
    let unreadable = |reason: String| vec![problem(Place::Bank, SourceFault::Unreadable(reason))];
    let (value, twice) = json::parse(text).map_err(|error| unreadable(error.to_string()))?;
    let Value::Object(mut fields) = value else {
        return Err(unreadable("it is not an object".to_owned()));
    };
    // One by one, so that a fault in one question does not hide those of the others.
    let questions = fields.remove("questions").unwrap_or_default();
    let mut problems: Vec<Problem> = twice.into_iter().map(field_twice).collect();
    let bank = typed(Value::Object(fields), Place::Bank, &mut problems);
    let questions = match questions {
        Value::Array(questions) => questions,
        Value::Null => {
            problems.push(problem(Place::Bank, SourceFault::MissingField("questions")));
            Vec::new()
        }
        _ => {
            problems
                .push(problem(Place::Bank, SourceFault::Unreadable("`questions` is not a list".to_owned())));
            Vec::new()
        }
    };
    let id = |question: &Value| question.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let ids = questions.iter().map(id).collect();
    let questions = questions
        .into_iter()
        .enumerate()
        .map(|(ix, question)| typed(question, Place::Question(ix), &mut problems))
        .collect();
    Ok(Source { bank, ids, questions, problems })
}

/// A value as a type; what does not fit is told, and the default stands in for it.
fn typed<T: Default + for<'de> Deserialize<'de>>(
    value: Value,
    place: Place,
    problems: &mut Vec<Problem>,
) -> T {
    let mut track = serde_path_to_error::Track::new();
    let mut unknown = Vec::new();
    let mut note = |path: serde_ignored::Path<'_>| unknown.push(readable(&path.to_string()));
    let deserializer = serde_path_to_error::Deserializer::new(value, &mut track);
    let typed = serde_ignored::deserialize(deserializer, &mut note);
    problems.extend(unknown.into_iter().map(|path| problem(place, SourceFault::UnknownField(path))));
    typed.unwrap_or_else(|error: serde_json::Error| {
        let reason = format!("`{}`: {error}", track.path());
        problems.push(problem(place, SourceFault::Unreadable(reason)));
        T::default()
    })
}

/// What is told of a field that stands twice: of a question it is told as all that is wrong with that one.
fn field_twice(path: json::Path) -> Problem {
    let written = |path: &[String]| SourceFault::FieldTwice(path.join("."));
    if let [list, number, field @ ..] = path.as_slice()
        && list == "questions"
        && let Ok(ix) = number.parse()
    {
        return problem(Place::Question(ix), written(field));
    }
    problem(Place::Bank, written(&path))
}

/// A path as an author would write it: `serde_ignored` marks optional values with `?`.
fn readable(path: &str) -> String {
    path.split('.').filter(|part| *part != "?").collect::<Vec<_>>().join(".")
}

fn problem(place: Place, fault: SourceFault) -> Problem {
    Problem { place, fault }
}

impl Source {
    /// Adds what is wrong with the bank as a whole.
    pub(crate) fn fault(&mut self, fault: SourceFault) {
        self.problems.push(problem(Place::Bank, fault));
    }

    /// Whether the bank itself, apart from its questions, could be read.
    pub(crate) fn has_head(&self) -> bool {
        !self.problems.iter().any(|problem| {
            problem.place == Place::Bank && matches!(problem.fault, SourceFault::Unreadable(_))
        })
    }

    /// The name of the article's file beside the bank, which an article elsewhere on the web has all the same, for the
    /// proof; none where the bank does not say it, or names what cannot stand there.
    pub(crate) fn article_file(&mut self) -> Option<String> {
        if !self.has_head() {
            return None;
        }
        let href = self.bank.article.href.to_string();
        if is_elsewhere(&href) {
            return Some(ARTICLE_FILE.to_owned());
        }
        if is_below(&href) {
            return Some(href);
        }
        self.fault(SourceFault::BadArticleFile(href));
        None
    }

    /// The bank, once `prove` found nothing wrong with the questions either.
    pub(crate) fn into_bank(
        self,
        labels: Labels,
        prove: impl FnOnce(&mut [QuestionSource]) -> Vec<Problem>,
    ) -> Result<Bank, Vec<Problem>> {
        let Source { bank, mut questions, mut problems, .. } = self;
        // A value that could not be read was told as such; its stand-in is not to be blamed again.
        let unread: Vec<Place> = problems
            .iter()
            .filter(|problem| matches!(problem.fault, SourceFault::Unreadable(_)))
            .map(|problem| problem.place)
            .collect();
        problems.extend(prove(&mut questions));
        match assemble::bank(bank, questions, labels) {
            Ok(bank) if problems.is_empty() => return Ok(bank),
            Ok(_) => {}
            Err(more) => problems.extend(more.into_iter().filter(|problem| {
                let question = match problem.place {
                    Place::Choice(ix, _) => Place::Question(ix),
                    place => place,
                };
                !unread.contains(&question)
            })),
        }
        // What is no link at all is told as such.
        let is_no_link = |problem: &Problem| problem.fault == SourceFault::Unplayable(Fault::UnsafeLink);
        if problems.iter().any(is_no_link) {
            problems.retain(|problem| !matches!(problem.fault, SourceFault::BadArticleFile(_)));
        }
        problems.sort_by_key(|problem| problem.place);
        Err(problems)
    }
}

/// Whether a relative address leads to a file below its folder, by names that need no encoding.
fn is_below(href: &str) -> bool {
    let is_plain = |byte| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.');
    href.split('/').all(|name| !name.starts_with('.') && !name.is_empty() && name.bytes().all(is_plain))
}

#[cfg(test)]
mod tests {
    use super::is_below;

    #[test]
    fn an_article_of_the_bank_stands_below_it() {
        let rows = [
            ("article.html", true),
            ("pages/2019-02-28_hanoi.html", true),
            ("../article.html", false),
            (".hidden", false),
            ("an article.html", false),
            ("", false),
        ];
        for (href, expected) in rows {
            assert_eq!(is_below(href), expected, "{href}");
        }
    }
}
