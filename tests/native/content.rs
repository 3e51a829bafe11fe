//! The bank that the project comes with: proved against its article, complete, and not guessable by form.

use std::{collections::BTreeSet, fs};

use newsquiz_compiler::{Article, Compiled};
use newsquiz_core::bank::{Evidence, Level};

use crate::{bank::liaison_office, path};

fn article(compiled: &Compiled) -> Article {
    Article::parse(&fs::read_to_string(&compiled.article).unwrap())
}

/// All evidence, that of the questions and that of single choices, with the question that it belongs to.
fn evidence(compiled: &Compiled) -> impl Iterator<Item = (&str, &Evidence)> {
    compiled.bank.questions().iter().flat_map(|question| {
        let of_choices = question.choices.iter().filter_map(|choice| choice.evidence.as_ref());
        of_choices.chain([&question.evidence]).map(|evidence| (&*question.id, evidence))
    })
}

/// Plainly, with nothing but the standard library: the compiler's own proof has its tests beside it.
#[test]
fn every_quote_stands_once_in_the_article_where_its_evidence_says() {
    let compiled = liaison_office();
    let article = article(&compiled);
    for (id, evidence) in evidence(&compiled) {
        let holding: Vec<usize> = (1..)
            .zip(article.paragraphs())
            .flat_map(|(number, text)| text.matches(&*evidence.exact).map(move |_| number))
            .collect();
        assert_eq!(holding, [usize::from(evidence.paragraph)], "{id}: {:?}", evidence.exact);
        let text = &article.paragraphs()[usize::from(evidence.paragraph) - 1];
        let from_start: String = text.chars().skip(evidence.start as usize).collect();
        assert!(from_start.starts_with(&*evidence.exact), "{id} starts at {}", evidence.start);
    }
}

#[test]
fn every_paragraph_carries_a_question_but_the_one_that_leads_over() {
    let compiled = liaison_office();
    assert_eq!(article(&compiled).paragraphs().len(), 17);
    let asked: BTreeSet<u16> =
        compiled.bank.questions().iter().map(|question| question.evidence.paragraph).collect();
    assert_eq!((1..=17).filter(|number| !asked.contains(number)).collect::<Vec<u16>>(), [4]);
}

#[test]
fn every_question_explains_itself() {
    let compiled = liaison_office();
    assert!(36 <= compiled.bank.questions().len());
    for question in compiled.bank.questions() {
        assert!(!question.explanation.is_empty() && !question.topic.is_empty(), "{}", question.id);
        for choice in &question.choices {
            assert!(!choice.feedback.is_empty(), "{}, choice {}", question.id, choice.id);
        }
    }
}

#[test]
fn levels_and_kinds_are_mixed() {
    let compiled = liaison_office();
    let questions = compiled.bank.questions();
    let share = |level: Level| {
        questions.iter().filter(|question| question.level == level).count() * 100 / questions.len()
    };
    assert!((25..=42).contains(&share(Level::Easy)), "{} % are easy", share(Level::Easy));
    assert!((40..=60).contains(&share(Level::Medium)), "{} % are medium", share(Level::Medium));
    assert!(10 <= share(Level::Hard), "{} % are hard", share(Level::Hard));
    assert!(4 <= questions.iter().filter(|question| question.is_choose_all()).count());
    assert!(
        2 <= questions.iter().filter(|question| question.stem.contains('“')).count(),
        "questions with a quotation"
    );
}

/// A reader who never saw the article must not do better than chance by a rule of thumb.
#[test]
fn keys_are_not_told_by_their_length() {
    let compiled = liaison_office();
    let single = || {
        compiled.bank.questions().iter().filter(|question| !question.is_choose_all() && !question.keep_order)
    };
    let chance: f64 = single().map(|question| 1.0 / question.choices.len() as f64).sum();
    let length = |choice: &newsquiz_core::bank::Choice| choice.text.chars().count();
    for (rule, picks) in
        [("longest", (|a: usize, b: usize| b < a) as fn(usize, usize) -> bool), ("shortest", |a, b| a < b)]
    {
        let keys = single().filter(|question| {
            let key = question.choices.iter().find(|choice| choice.correct).unwrap();
            question
                .choices
                .iter()
                .filter(|choice| !choice.correct)
                .all(|other| picks(length(key), length(other)))
        });
        let keys = keys.count() as f64;
        assert!(
            keys <= chance * 1.1,
            "the {rule} choice is the key in {keys} questions, by chance in {chance:.1}"
        );
    }
}

#[test]
fn keys_stand_in_all_places_of_the_source() {
    let compiled = liaison_office();
    let mut counts = [0_usize; 3];
    for question in compiled
        .bank
        .questions()
        .iter()
        .filter(|question| !question.is_choose_all() && question.choices.len() == 3)
    {
        counts[question.choices.iter().position(|choice| choice.correct).unwrap()] += 1;
    }
    let total: usize = counts.iter().sum();
    assert!(counts.iter().all(|&count| total / 4 <= count), "{counts:?}");
}

#[test]
fn the_locale_has_the_words_of_the_page_and_no_others() {
    let text = fs::read_to_string(path("static/locales/en.json")).unwrap();
    let words: newsquiz_compiler::Words = serde_json::from_str(&text).unwrap();
    let of_the_page: Vec<&str> = words
        .keys()
        .map(String::as_str)
        .filter(|name| !newsquiz_core::labels::Label::NAMES.contains(name))
        .collect();
    let page = fs::read_to_string(path("index.html")).unwrap();
    for name in &of_the_page {
        assert!(page.contains(name), "`{name}` is a word for nothing");
    }
    assert!(of_the_page.iter().all(|name| name.starts_with("page.")), "{of_the_page:?}");
}
