//! Warnings: what can be published and had better be looked at. Each has a name, by which an author can switch it off in
//! the bank, with the reason.

use core::ops::Range;

use newsquiz_core::problem::Place;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::rc::Rc;

use crate::{
    article_named,
    problem::{Problem, SourceFault, Told},
    source::QuestionSource,
};

/// What can be warned of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lint {
    /// A tag or an entity of HTML, or bold or a link of Markdown, stands in a text: readers see it as it is written.
    MarkupInText,
    /// The key is far longer than every other choice: it can be told by its length.
    KeyIsLongest,
    /// Readers are told whether they were right, and not why.
    NoExplanation,
    /// Too many stems name the article, of which readers know that the quiz is about it.
    NamesTheArticle,
    /// A question stands in a comment: nobody is asked it.
    QuestionInComment,
    /// A question asks the same as an earlier one, or a choice says the same: readers see one thing twice.
    SaidTwice,
}

impl Lint {
    /// All of them.
    pub(crate) const ALL: [Lint; 6] = [
        Lint::MarkupInText,
        Lint::KeyIsLongest,
        Lint::NoExplanation,
        Lint::NamesTheArticle,
        Lint::QuestionInComment,
        Lint::SaidTwice,
    ];

    /// Its name in banks and messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Lint::MarkupInText => "markup-in-text",
            Lint::KeyIsLongest => "key-is-longest",
            Lint::NoExplanation => "no-explanation",
            Lint::NamesTheArticle => "names-the-article",
            Lint::QuestionInComment => "question-in-comment",
            Lint::SaidTwice => "said-twice",
        }
    }

    /// What an author is told.
    pub(crate) fn told(self) -> Told {
        match self {
            Lint::MarkupInText => Told::new(
                "the text has marks of HTML or Markdown, which readers see as they stand there",
                "write it without them: texts are plain, as in “Marks & Spencer”",
            ),
            Lint::KeyIsLongest => Told::new(
                "the right answer is far longer than every other, and can be told by that",
                "shorten it, or make the others as full",
            ),
            Lint::NoExplanation => Told::new(
                "the question has no explanation",
                "say in a paragraph below the quote what holds whatever was chosen (`explanation` in JSON)",
            ),
            Lint::NamesTheArticle => Told::new(
                "the stem names the article, as more than a quarter of the bank’s stems do",
                "ask about the world, and say who claims what; name the article where the question would not hold without it",
            ),
            Lint::QuestionInComment => Told::new(
                "a question stands in this comment, and nobody is asked it",
                "take <!-- and --> away where it is to be asked, or delete it",
            ),
            Lint::SaidTwice => Told::new(
                "readers see this twice: what stands above says the same, but for capital letters or the sign at the end",
                "take one of the two out, or make them differ",
            ),
        }
    }
}

/// Which warnings an author has switched off.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(crate) struct LintsSource {
    /// Those that are off.
    pub(crate) off: Vec<OffSource>,
}

/// A warning that is switched off.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(crate) struct OffSource {
    /// The name of the warning.
    pub(crate) name: Rc<str>,
    /// Why it does not matter in this bank.
    pub(crate) reason: Rc<str>,
}

impl LintsSource {
    /// What is wrong with what is switched off.
    pub(crate) fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (ix, off) in self.off.iter().enumerate() {
            if !Lint::ALL.iter().any(|lint| lint.name() == &*off.name) {
                problems.push(Problem::new(Place::Bank, SourceFault::NoSuchLint(ix, off.name.to_string())));
            }
            if off.reason.trim().is_empty() {
                problems.push(Problem::new(Place::Bank, SourceFault::NoReason(ix)));
            }
        }
        problems
    }

    fn is_on(&self, lint: Lint) -> bool {
        !self.off.iter().any(|off| &*off.name == lint.name())
    }
}

/// Something to be warned of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Warning {
    /// Which question or choice it is about.
    pub(crate) place: Place,
    /// The field that it is about.
    pub(crate) field: &'static str,
    /// What it is.
    pub(crate) lint: Lint,
    /// Where it stands, where that is in no field.
    pub(crate) span: Option<Range<usize>>,
}

/// What is to be warned of beside the questions: those that stand in comments.
pub(crate) fn check_comments(hidden: Vec<Range<usize>>, lints: &LintsSource) -> Vec<Warning> {
    let lint = Lint::QuestionInComment;
    let hidden = hidden.into_iter().filter(|_| lints.is_on(lint));
    hidden.map(|span| Warning { place: Place::Bank, field: "", lint, span: Some(span) }).collect()
}

/// How many repeated questions are told: a bank that has more was put together by a program, and nobody reads on.
const MOST_REPEATED: usize = 100;

/// Everything that is to be warned of, in the order of the bank.
pub(crate) fn check(questions: &[QuestionSource], lang: &str, lints: &LintsSource) -> Vec<Warning> {
    let naming = article_named::too_often(questions, lang);
    let mut found = Vec::new();
    let mut warn = |place, field, lint| found.push(Warning { place, field, lint, span: None });
    // What was asked, as hashes: the texts of a large bank would take as much room as the bank.
    let mut asked = HashSet::new();
    let mut repeated = 0;
    for (ix, question) in questions.iter().enumerate() {
        let place = Place::Question(ix);
        let mut choices = HashSet::new();
        for (choice_ix, choice) in question.choices.iter().enumerate() {
            // What is the very same is a problem, and no warning.
            let is_new = choices.insert(said(&choice.text));
            if !is_new && !question.choices.iter().take(choice_ix).any(|other| other.text == choice.text) {
                warn(Place::Choice(ix, choice_ix), "text", Lint::SaidTwice);
            }
        }
        let mut choices: Vec<String> = choices.into_iter().collect();
        choices.sort_unstable();
        let mut hasher = DefaultHasher::new();
        (said(&question.stem), choices).hash(&mut hasher);
        if !asked.insert(hasher.finish()) {
            repeated += 1;
            if repeated <= MOST_REPEATED {
                warn(place, "stem", Lint::SaidTwice);
            }
        }
        for (field, text) in [("stem", &question.stem), ("explanation", &question.explanation)] {
            if has_markup(text) {
                warn(place, field, Lint::MarkupInText);
            }
        }
        if naming.binary_search(&ix).is_ok() {
            warn(place, "stem", Lint::NamesTheArticle);
        }
        if question.explanation.trim().is_empty() {
            warn(place, "explanation", Lint::NoExplanation);
        }
        if let Some(key) = longest_key(question) {
            warn(Place::Choice(ix, key), "text", Lint::KeyIsLongest);
        }
        for (choice_ix, choice) in question.choices.iter().enumerate() {
            for (field, text) in [("text", &choice.text), ("feedback", &choice.feedback)] {
                if has_markup(text) {
                    warn(Place::Choice(ix, choice_ix), field, Lint::MarkupInText);
                }
            }
        }
    }
    found.retain(|warning| lints.is_on(warning.lint));
    found
}

/// What a text says, whatever its capital letters and the sign at its end are.
fn said(text: &str) -> String {
    text.trim().trim_end_matches(['.', '!', '?', '…']).to_lowercase()
}

/// Whether a text has a tag or an entity, as texts have that were copied out of HTML, or bold or a link as in Markdown.
/// `a < b`, `R&D; S&P`, `2 ** 3` and `[sic] (1)` are none.
fn has_markup(text: &str) -> bool {
    let tag = text.match_indices('<').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or_default();
        let name = rest.strip_prefix('/').unwrap_or(rest);
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.contains('>')
    });
    let entity = text.match_indices('&').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or_default();
        rest.split_once(';').is_some_and(|(name, _)| is_entity(name))
    });
    tag || entity || text.contains("<!--") || is_bold(text) || has_link(text)
}

/// Whether words of a text stand between two stars or low lines on each side.
fn is_bold(text: &str) -> bool {
    ["**", "__"].into_iter().any(|mark| {
        // Every other part stands between two marks.
        let parts: Vec<&str> = text.split(mark).collect();
        let inner = parts.iter().skip(1).step_by(2).take((parts.len() - 1) / 2);
        inner.into_iter().any(|part| !part.is_empty() && part.trim() == *part)
    })
}

/// Whether a text has words in brackets with an address in parentheses directly behind them.
fn has_link(text: &str) -> bool {
    let mut starts = text.match_indices("](").map(|(at, mark)| at + mark.len());
    starts.any(|at| {
        let rest = text.get(at..).unwrap_or_default();
        rest.split_once(')').is_some_and(|(address, _)| address.contains(['/', '.', '#']))
    })
}

/// Whether a name is that of an entity that editors write, or a number.
fn is_entity(name: &str) -> bool {
    const KNOWN: [&str; 16] = [
        "amp", "lt", "gt", "quot", "apos", "nbsp", "shy", "ndash", "mdash", "lsquo", "rsquo", "ldquo",
        "rdquo", "hellip", "euro", "pound",
    ];
    let number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    KNOWN.contains(&name)
        || name.strip_prefix('#').is_some_and(|rest| number(rest.trim_start_matches(['x', 'X'])))
}

/// The one key of a question where it is half as long again as every other choice, and by more than a word or two.
fn longest_key(question: &QuestionSource) -> Option<usize> {
    /// How many characters a word or two have.
    const WORDS: usize = 15;
    let length = |is_key: bool| {
        let choices = question.choices.iter().filter(move |choice| choice.correct == is_key);
        choices.map(|choice| choice.text.chars().count())
    };
    let mut keys = length(true);
    let (Some(key), None, Some(longest)) = (keys.next(), keys.next(), length(false).max()) else {
        return None;
    };
    if longest * 3 < key * 2 && longest + WORDS < key {
        return question.choices.iter().position(|choice| choice.correct);
    }
    None
}

#[cfg(test)]
mod tests {
    use newsquiz_core::problem::Place;

    use super::{Lint, LintsSource, MOST_REPEATED, check, has_markup, is_entity, longest_key};
    use crate::source::{ChoiceSource, QuestionSource};

    #[test]
    fn what_was_copied_out_of_html_is_told() {
        for (text, expected) in [
            ("Marks &amp; Spencer", true),
            ("an <em>old</em> idea", true),
            ("it&#8217;s", true),
            ("end</p>", true),
            ("a <!-- note -->", true),
            ("a **federal** law", true),
            ("__all__", true),
            ("see [our guide](https://x.example)", true),
            ("2 ** 3 is 8", false),
            ("** note", false),
            ("a****b", false),
            ("he [sic](1) said", false),
            ("Marks & Spencer", false),
            ("a < b and b > c", false),
            ("R&D; S&P", false),
            ("AT&T;", false),
        ] {
            assert_eq!(has_markup(text), expected, "{text}");
        }
        assert!(is_entity("#x2019") && !is_entity("#"));
    }

    #[test]
    fn what_readers_see_twice_is_told_once_for_each_time() {
        let choice = |text: &str| ChoiceSource { text: text.into(), ..ChoiceSource::default() };
        let question = |stem: &str, choices: &[&str]| QuestionSource {
            stem: stem.into(),
            explanation: "So it is.".into(),
            choices: choices.iter().map(|text| choice(text)).collect(),
            ..QuestionSource::default()
        };
        let questions = [
            question("Who paid?", &["The town", "The state"]),
            question("who paid", &["The state.", "the town"]),
            question("Who paid?", &["The town", "Nobody"]),
            question("Who sang?", &["The choir", "the choir!", "The choir", "A C choir", "A C# choir"]),
        ];
        let found = check(&questions, "en", &LintsSource::default());
        let found: Vec<_> = found.iter().map(|warning| (warning.place, warning.lint)).collect();
        assert_eq!(found, [(Place::Question(1), Lint::SaidTwice), (Place::Choice(3, 1), Lint::SaidTwice)]);

        let many: Vec<_> = (0..150).map(|_| question("Who paid?", &["The town", "The state"])).collect();
        assert_eq!(check(&many, "en", &LintsSource::default()).len(), MOST_REPEATED);
    }

    #[test]
    fn a_key_that_is_told_by_its_length_is_told() {
        let question = |key: &str, others: &[&str]| {
            let choice =
                |text: &str, correct| ChoiceSource { text: text.into(), correct, ..ChoiceSource::default() };
            let others = others.iter().map(|text| choice(text, false));
            QuestionSource {
                choices: core::iter::once(choice(key, true)).chain(others).collect(),
                ..QuestionSource::default()
            }
        };
        let long = "Because the two sides had no other way to talk";
        for (key, others, expected) in [
            (long, &["No", "Yes"][..], true),
            (long, &["Because the capital had no other house left"], false),
            ("Pyongyang", &["No"], false),
            (long, &[], false),
        ] {
            assert_eq!(longest_key(&question(key, others)).is_some(), expected, "{key} {others:?}");
        }
    }
}
