//! A small bank for the tests of views, and the compiled bank of the project.

use std::{path::Path, rc::Rc};

use newsquiz_compiler::{Proved, Words};
use newsquiz_core::{
    bank::{Article, Band, Bank, Choice, Evidence, Level, Parts, Plan, Question, Speech, Version},
    block::Block,
    labels::Labels,
    seed::Seed,
};

/// The bank that the project comes with.
pub(crate) fn liaison_office() -> Proved {
    compiled(&crate::path("banks/liaison-office"))
}

/// The bank of a folder, which has no problems.
pub(crate) fn compiled(folder: &Path) -> Proved {
    newsquiz_cli::bank::prove(folder).unwrap_or_else(|report| panic!("{report}"))
}

/// The words of the interface in a language.
pub(crate) fn words(lang: &str) -> Words {
    let file = crate::path("locales").join(lang).with_extension("json");
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

/// English words for the interface.
fn labels() -> Labels {
    let words = words("en");
    Labels::new(|name| words.get(name).map(String::as_str)).unwrap()
}

fn choice(id: &str, text: &str, correct: bool, feedback: &str) -> Choice {
    Choice {
        id: id.into(),
        text: text.into(),
        speech: Speech::default(),
        correct,
        pinned: false,
        feedback: feedback.into(),
        evidence: None,
    }
}

fn question(
    id: &str,
    paragraph: u16,
    stem: &str,
    (prefix, exact): (&str, &str),
    choices: Vec<Choice>,
) -> Question {
    Question {
        id: id.into(),
        level: Level::Easy,
        topic: "".into(),
        stem: stem.into(),
        speech: Speech::default(),
        choices,
        // The order of the bank, so that what is shown is known.
        asked: Version::default(),
        keep_order: true,
        explanation: "The bridge was built in a year.".into(),
        evidence: Evidence {
            block: Block::paragraph(paragraph),
            start: 0,
            prefix: prefix.into(),
            exact: exact.into(),
            suffix: ".".into(),
            before: "".into(),
            after: "It did.".into(),
        },
        status: None,
    }
}

/// Two questions, a single choice and a choose-all, both drawn, from an article about a bridge.
pub(crate) fn parts() -> Parts {
    let band =
        |from_percent, title: &str, text: &str| Band { from_percent, title: title.into(), text: text.into() };
    Parts {
        id: "bridge".into(),
        lang: "en".into(),
        title: "The new bridge".into(),
        intro: "What do you remember?".into(),
        contact: "".into(),
        article: Article { title: "A bridge opens".into(), href: "article.html".into(), byline: "".into() },
        plan: Plan { questions: 2, seed: Seed::new("first").unwrap() },
        bands: vec![band(0, "On the bank", "Read it again."), band(75, "Across", "Well done.")],
        labels: labels(),
        questions: vec![
            Rc::new(question(
                "year",
                2,
                "When did the bridge open?",
                ("The bridge ", "opened in 1994"),
                vec![
                    choice("a", "1989", false, "Too early."),
                    choice("b", "1994", true, "You remember."),
                    choice("c", "2002", false, "Too late."),
                ],
            )),
            Rc::new(question(
                "who-paid",
                5,
                "Who paid for it?",
                ("It was ", "the city and the state"),
                vec![
                    choice("a", "The city", true, "Half of it."),
                    choice("b", "The state", true, "The other half."),
                    choice("c", "A bank", false, "No bank did."),
                ],
            )),
        ],
    }
}

/// The same with a change, checked.
pub(crate) fn bank(change: impl FnOnce(&mut Parts)) -> Rc<Bank> {
    let mut parts = parts();
    change(&mut parts);
    Rc::new(Bank::new(parts).unwrap())
}
