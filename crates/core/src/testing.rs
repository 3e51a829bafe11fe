//! Small banks for the tests of this crate.

use std::rc::Rc;

use crate::{
    attempt::{Action, Attempt},
    bank::{
        Article, Band, Bank, Choice, Evidence, Level, Parts, Plan, Question, Speech, Status, StatusKind,
        Version,
    },
    block::Block,
    labels::Labels,
    seed::Seed,
};

/// A choice that says its id.
pub(crate) fn choice(id: &str, correct: bool) -> Choice {
    Choice {
        id: id.into(),
        text: format!("Choice {id}").into(),
        speech: Speech::default(),
        correct,
        pinned: false,
        feedback: format!("About {id}").into(),
        evidence: None,
    }
}

/// A quote that is not proved.
pub(crate) fn evidence(paragraph: u16, exact: &str) -> Evidence {
    let none = || "".into();
    Evidence {
        block: Block::paragraph(paragraph),
        start: 0,
        exact: exact.into(),
        prefix: none(),
        suffix: none(),
        before: none(),
        after: none(),
    }
}

/// The question number `ix`: a single choice, `a` of `a`, `b`, `c`, on a paragraph of its own.
pub(crate) fn question(ix: usize) -> Question {
    Question {
        id: format!("q{ix}").into(),
        level: Level::ALL[ix % 3],
        topic: "".into(),
        stem: format!("Question {ix}?").into(),
        speech: Speech::default(),
        choices: vec![choice("a", true), choice("b", false), choice("c", false)],
        asked: Version::default(),
        keep_order: false,
        explanation: "Because.".into(),
        evidence: evidence(ix as u16 + 1, "the passage"),
        status: None,
    }
}

/// What makes a question a withdrawn one.
pub(crate) fn withdrawn(date: &str) -> Option<Status> {
    Some(Status { kind: StatusKind::Withdrawn, date: date.into(), note: "".into() })
}

/// A bank with `count` questions, of which up to eight are drawn.
pub(crate) fn parts(count: usize) -> Parts {
    let band = |from_percent, title: &str| Band { from_percent, title: title.into(), text: "Text".into() };
    Parts {
        id: "test".into(),
        lang: "en".into(),
        title: "A test".into(),
        intro: "For tests".into(),
        contact: "https://news.example/contact?about=".into(),
        article: Article { title: "".into(), href: "article.html".into(), byline: "".into() },
        plan: Plan { questions: count.min(8) as u16, seed: Seed::new("test").unwrap() },
        bands: vec![band(0, "Keep reading"), band(50, "Solid")],
        labels: Labels::new(Some).unwrap(),
        questions: (0..count).map(|ix| Rc::new(question(ix))).collect(),
    }
}

/// The same, checked.
pub(crate) fn bank(count: usize) -> Bank {
    Bank::new(parts(count)).unwrap()
}

/// Three questions, of which the second has two keys.
pub(crate) fn bank_with_choose_all() -> Bank {
    let mut parts = parts(3);
    Rc::make_mut(&mut parts.questions[1]).choices[1].correct = true;
    Bank::new(parts).unwrap()
}

/// Plays a bank to its end, whatever it is.
pub(crate) fn play_through(bank: &Bank) {
    let mut attempt = Attempt::new(bank.draw());
    for slot in 0..attempt.slots().len() {
        for action in [Action::AnswerShown { slot }, Action::WentOn { slot }] {
            attempt = attempt.apply(bank, action).unwrap();
        }
    }
    assert_eq!(attempt.current(), attempt.slots().len());
}
