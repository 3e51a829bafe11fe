//! The source of a bank. What can be read is read, and all that cannot is told at once.

use core::ops::Range;
use std::borrow::Cow;

use newsquiz_core::{
    bank::Bank,
    labels::Labels,
    problem::{Fault, Place},
};
use serde::Deserialize;

use crate::{
    ARTICLE_FILE, assemble, is_elsewhere,
    lint::{self, Warning},
    notation::NotRead,
    problem::{Problem, SourceFault, shown},
    source::{BankSource, ChoiceSource, QuestionSource},
    tree::{self, Mismatch, Node, Unknown, Value},
    written::{QUESTIONS, Written},
};

/// A bank's source and what was wrong with it so far.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) bank: BankSource,
    /// Whether the bank itself, apart from its questions, could be read.
    pub(crate) has_head: bool,
    questions: Vec<QuestionSource>,
    problems: Vec<Problem>,
    /// Where comments stand that have a question in them.
    hidden: Vec<Range<usize>>,
}

/// What `newsquiz new` writes into its example, for authors to write over.
const EXAMPLE: [&str; 2] = ["What a reader who picks this is told.", "What holds whatever was chosen."];

/// Tells what was left of the example in a question.
fn left_of_example(question: &QuestionSource, ix: usize, problems: &mut Vec<Problem>) {
    let mut tell = |place, field, text: &str| {
        if EXAMPLE.contains(&text) {
            problems.push(Problem::new(place, SourceFault::Example(field)));
        }
    };
    tell(Place::Question(ix), "explanation", &question.explanation);
    for (choice_ix, choice) in question.choices.iter().enumerate() {
        tell(Place::Choice(ix, choice_ix), "feedback", &choice.feedback);
    }
}

/// Reads a bank's source.
///
/// # Errors
/// It is no group of fields, or a question cannot be read: there is nothing to go on with.
pub(crate) fn read(written: &Written<'_>) -> Result<Source, Vec<Problem>> {
    let tree = written.bank();
    let Value::Object(fields) = &tree.value else {
        let fault =
            SourceFault::unreadable("the bank is no group of fields", "begin it with { and end it with }");
        return Err(vec![Problem::at(Place::Bank, fault, tree.span.clone())]);
    };
    let not_read = |error: &NotRead| {
        let keeps_from_proof = error.place == Place::Bank && !written.has_head;
        let told = if keeps_from_proof { SourceFault::not_read_on } else { SourceFault::not_read };
        Problem::at(error.place, told(error), error.span.clone())
    };
    let mut problems: Vec<Problem> = written.faults.iter().map(not_read).collect();
    twice(tree, "", Place::Bank, &mut problems);
    // One by one, so that a fault in one question does not hide those of the others.
    let head = fields.iter().filter(|field| field.name != QUESTIONS).cloned().collect();
    let head = Node { span: tree.span.clone(), value: Value::Object(head) };
    let told_before = problems.len();
    let bank = typed(&head, Place::Bank, &mut problems);
    let has_head = written.has_head && !problems.iter().skip(told_before).any(Problem::is_unreadable);
    match tree.field(QUESTIONS).map(|field| &field.node) {
        Some(Node { value: Value::List(_), .. }) if 0 < written.question_count() => {}
        None | Some(Node { value: Value::List(_), .. }) => {
            problems.push(Problem::new(Place::Bank, SourceFault::NoQuestions));
        }
        Some(other) => {
            let fault =
                SourceFault::unreadable("`questions` is not a list", "put the questions between [ and ]");
            problems.push(Problem::at(Place::Bank, fault, other.span.clone()));
        }
    }
    let mut questions = Vec::with_capacity(written.question_count());
    for ix in 0..written.question_count() {
        let question = match written.question(ix) {
            Ok(Some(question)) => question,
            Ok(None) => break,
            Err(error) => {
                let fault = SourceFault::not_read_on(&error);
                return Err(vec![Problem::at(Place::Bank, fault, error.span)]);
            }
        };
        // Of those in the tree of the bank it was told with that.
        if let Cow::Owned(question) = &question {
            twice(question, "", Place::Question(ix), &mut problems);
        }
        let question: QuestionSource = typed(&question, Place::Question(ix), &mut problems);
        left_of_example(&question, ix, &mut problems);
        questions.push(question);
    }
    Ok(Source { bank, has_head, questions, problems, hidden: written.hidden.clone() })
}

/// A value as a type; what does not fit is told, and the default stands in for it.
fn typed<T: Default + for<'de> Deserialize<'de>>(
    node: &Node,
    place: Place,
    problems: &mut Vec<Problem>,
) -> T {
    let (made, unknown) = tree::typed(node);
    for Unknown { path, span, nearest, known } in unknown {
        problems.push(Problem::at(place, SourceFault::UnknownField(path, nearest, known), span));
    }
    made.unwrap_or_else(|Mismatch { fault, path, span }: Mismatch| {
        let fault = match &*path {
            "" => format!("this {fault}"),
            path => format!("`{}` {fault}", shown(path)),
        };
        let span = span.unwrap_or_else(|| node.span.clone());
        problems.push(Problem::at(place, SourceFault::unreadable(&fault, "correct it there"), span));
        T::default()
    })
}

/// Tells fields that stand twice: of a question as all that is wrong with that one.
fn twice(node: &Node, path: &str, place: Place, problems: &mut Vec<Problem>) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    let fields = node.fields();
    for (ix, field) in fields.iter().enumerate() {
        let path = below(&field.name);
        if fields.iter().take(ix).any(|earlier| earlier.name == field.name) {
            problems.push(Problem::at(place, SourceFault::FieldTwice(path.clone()), field.name_span.clone()));
        }
        if place == Place::Bank && path == QUESTIONS {
            for (ix, question) in field.node.items().iter().enumerate() {
                twice(question, "", Place::Question(ix), problems);
            }
        } else {
            twice(&field.node, &path, place, problems);
        }
    }
    for (ix, item) in node.items().iter().enumerate() {
        twice(item, &below(&ix.to_string()), place, problems);
    }
}

impl Source {
    /// Adds what is wrong with the bank as a whole.
    pub(crate) fn fault(&mut self, fault: SourceFault) {
        self.problems.push(Problem::new(Place::Bank, fault));
    }

    /// The name of the article's file beside the bank, which an article elsewhere on the web has all the same, for the
    /// proof; none where the bank does not say it, or names what cannot stand there.
    pub(crate) fn article_file(&mut self) -> Option<String> {
        if !self.has_head {
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

    /// The bank and what is to be warned of, once `prove` found nothing wrong with the questions either.
    pub(crate) fn into_bank(
        self,
        labels: Labels,
        prove: impl FnOnce(&mut [QuestionSource]) -> Vec<Problem>,
    ) -> Result<(Bank, Vec<Warning>), Vec<Problem>> {
        let Source { bank, has_head, mut questions, mut problems, hidden } = self;
        // A value that could not be read was told as such; its stand-in is not to be blamed again.
        let unread: Vec<Place> = problems
            .iter()
            .filter(|problem| problem.is_unreadable())
            .map(|problem| problem.place)
            .filter(|place| *place != Place::Bank || !has_head)
            .collect();
        problems.extend(prove(&mut questions));
        problems.extend(bank.lints.check());
        let mut warnings = lint::check_comments(hidden, &bank.lints);
        warnings.extend(lint::check(&questions, &bank.lang, &bank.lints));
        let quoting: Vec<Option<usize>> = questions.iter().map(quoting_choice).collect();
        match assemble::bank(bank, questions, labels) {
            Ok(bank) if problems.is_empty() => return Ok((bank, warnings)),
            Ok(_) => {}
            Err(more) => problems.extend(more.into_iter().filter(|problem| {
                let question = match problem.place {
                    Place::Choice(ix, _) => Place::Question(ix),
                    place => place,
                };
                !unread.contains(&question)
            })),
        }
        if problems.iter().any(|problem| problem.fault == SourceFault::MissingField("lang")) {
            let is_bank = |problem: &Problem| problem.place == Place::Bank;
            problems.retain(|problem| {
                !is_bank(problem) || problem.fault != SourceFault::Unplayable(Fault::BadLanguage)
            });
        }
        for problem in &mut problems {
            if let Place::Question(ix) = problem.place
                && problem.fault == SourceFault::Unplayable(Fault::NoEvidence)
                && let Some(choice) = quoting.get(ix).copied().flatten()
            {
                problem.fault = SourceFault::QuoteOfChoice(choice);
            }
        }
        // Without questions there is nothing to draw from, which is told as such.
        if problems.iter().any(|problem| problem.fault == SourceFault::NoQuestions) {
            problems.retain(|problem| problem.fault != SourceFault::Unplayable(Fault::DrawSize));
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

/// The last choice of a question without a quote that has one, by its number from 1.
fn quoting_choice(question: &QuestionSource) -> Option<usize> {
    if !question.evidence.exact.is_empty() {
        return None;
    }
    let has_quote =
        |choice: &ChoiceSource| choice.evidence.as_ref().is_some_and(|evidence| !evidence.exact.is_empty());
    question.choices.iter().rposition(has_quote).map(|ix| ix + 1)
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
