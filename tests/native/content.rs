//! The bank that the project comes with: proved against its article, complete, and not guessable by form.

use std::{
    collections::{BTreeSet, HashSet},
    fs,
    path::PathBuf,
};

use newsquiz_compiler::Proved;
use newsquiz_core::{
    bank::{Evidence, Level},
    labels::Label,
};

use crate::{
    bank::{self, compiled, liaison_office},
    path,
};

/// All evidence, that of the questions and that of single choices, with the question that it belongs to.
fn evidence(compiled: &Proved) -> impl Iterator<Item = (&str, &Evidence)> {
    compiled.bank.questions().iter().flat_map(|question| {
        let of_choices = question.choices.iter().filter_map(|choice| choice.evidence.as_ref());
        of_choices.chain([&question.evidence]).map(|evidence| (&*question.id, evidence))
    })
}

/// Plainly, with nothing but the standard library: the compiler's own proof has its tests beside it.
#[test]
fn every_quote_stands_once_in_the_article_where_its_evidence_says() {
    let compiled = liaison_office();
    let article = &compiled.article;
    for (id, evidence) in evidence(&compiled) {
        let holding: Vec<usize> = (1..)
            .zip(article.paragraphs())
            .flat_map(|(number, text)| text.matches(&*evidence.exact).map(move |_| number))
            .collect();
        assert_eq!(holding, [usize::from(evidence.block.number())], "{id}: {:?}", evidence.exact);
        let text = &article.paragraphs()[usize::from(evidence.block.number()) - 1];
        let from_start: String = text.chars().skip(evidence.start as usize).collect();
        assert!(from_start.starts_with(&*evidence.exact), "{id} starts at {}", evidence.start);
    }
}

#[test]
fn every_paragraph_carries_a_question_but_the_one_that_leads_over() {
    let compiled = liaison_office();
    assert_eq!(compiled.article.paragraphs().len(), 17);
    let asked: BTreeSet<u16> =
        compiled.bank.questions().iter().map(|question| question.evidence.block.number()).collect();
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

#[test]
fn true_or_false_keeps_its_order_and_is_not_always_the_same() {
    let compiled = liaison_office();
    let mut keys = BTreeSet::new();
    for question in compiled.bank.questions().iter().filter(|question| question.choices.len() == 2) {
        assert!(question.keep_order, "{}", question.id);
        keys.extend(question.choices.iter().filter(|choice| choice.correct).map(|choice| &*choice.text));
    }
    assert_eq!(keys, ["False", "True"].into());
}

#[test]
fn the_list_of_facts_names_every_question_once() {
    let compiled = liaison_office();
    let facts = fs::read_to_string(path("docs/facts-liaison-office.md")).unwrap();
    let mut named: Vec<&str> =
        facts.lines().filter_map(|line| line.strip_suffix("` |")?.rsplit('`').next()).collect();
    let mut ids: Vec<&str> = compiled.bank.questions().iter().map(|question| &*question.id).collect();
    named.sort_unstable();
    ids.sort_unstable();
    assert_eq!(named, ids);
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

/// A key that repeats a word of its question, where no wrong choice does, is told by it.
#[test]
fn no_word_of_a_question_tells_its_key() {
    fn words(text: &str) -> HashSet<String> {
        let words = text.split(|sign: char| !sign.is_alphabetic());
        words.filter(|word| 5 < word.chars().count()).map(str::to_lowercase).collect()
    }
    for folder in entries("banks") {
        let compiled = compiled(&folder);
        for question in compiled.bank.questions() {
            let stem = words(&question.stem);
            let echoed = |is_key: bool| -> HashSet<String> {
                let choices = question.choices.iter().filter(|choice| choice.correct == is_key);
                choices.flat_map(|choice| words(&choice.text)).filter(|word| stem.contains(word)).collect()
            };
            let told: Vec<_> = echoed(true).difference(&echoed(false)).cloned().collect();
            assert!(told.is_empty(), "{}: {told:?}", question.id);
        }
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

/// Whatever a newsroom adds beside it: every bank is proved by being compiled, and says all that ours say.
#[test]
fn every_bank_is_proved_and_has_feedback_for_every_choice() {
    for folder in entries("banks") {
        let compiled = compiled(&folder);
        assert!(12 <= compiled.bank.questions().len(), "{}", folder.display());
        assert_eq!(compiled.warnings.entries.len(), 0, "{}", compiled.warnings);
        for question in compiled.bank.questions() {
            assert!(!question.explanation.is_empty(), "{}: {}", folder.display(), question.id);
            let silent = question.choices.iter().filter(|choice| choice.feedback.is_empty()).count();
            assert_eq!(silent, 0, "{}: {}", folder.display(), question.id);
        }
    }
}

/// Names and places are looked at when they are read (crates/compiler/src/words.rs).
#[test]
fn every_locale_has_the_words_of_the_interface_and_no_others() {
    let names: BTreeSet<String> = bank::words("en").into_keys().collect();
    assert!(Label::NAMES.iter().all(|name| names.contains(*name)), "{names:?}");
    for file in entries("locales") {
        let words: newsquiz_compiler::Words =
            serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let found: BTreeSet<String> = words.keys().cloned().collect();
        assert_eq!(found, names, "{}", file.display());
        for (name, text) in &words {
            let english = bank::words("en");
            for place in ["{0}", "{1}"] {
                assert_eq!(text.contains(place), english[name].contains(place), "{}: {name}", file.display());
            }
        }
    }
}

fn entries(folder: &str) -> Vec<PathBuf> {
    let entries: Vec<PathBuf> =
        fs::read_dir(path(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(!entries.is_empty(), "{folder} is empty");
    entries
}
