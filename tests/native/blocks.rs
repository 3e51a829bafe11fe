//! Questions that stand on headlines, captions and lists, and banks that have none of these.

use newsquiz_core::{
    bank::{Bank, Evidence},
    compiled,
    draw::Draw,
    labels::Labels,
    seed::Seed,
};

use crate::{
    bank::{compiled, words},
    path,
};

/// What a reader is told that the quote stands in.
fn told(bank: &Bank, evidence: &Evidence) -> String {
    let block = evidence.block;
    bank.parts().labels.fill(block.label(), &block.number().to_string(), "")
}

fn ferry() -> Bank {
    compiled(&path("tests/fixtures/ferry")).bank
}

fn in_spanish(bank: &Bank) -> Bank {
    let words = words("es");
    bank.in_language("es", Labels::new(|name| words.get(name).map(String::as_str)).unwrap())
}

#[test]
fn what_a_quote_stands_in_is_named_by_what_it_is() {
    let (english, spanish) = (ferry(), in_spanish(&ferry()));
    let of_questions: Vec<_> = english
        .questions()
        .iter()
        .map(|question| {
            let evidence = &question.evidence;
            (&*question.id, told(&english, evidence), told(&spanish, evidence), evidence.sentence())
        })
        .collect();
    let expected = [
        (
            "years",
            "From a headline of the article",
            "De un titular del artículo",
            "A ferry comes back after nine years",
        ),
        (
            "quay",
            "From the article, paragraph 1",
            "Del artículo, párrafo 1",
            "It sails from the old quay, as it did before.",
        ),
        ("fare", "From a list in the article", "De una lista del artículo", "A ticket costs two euros."),
        (
            "last-boat",
            "From a list in the article",
            "De una lista del artículo",
            "The last boat leaves at ten in the evening",
        ),
        ("crew", "From a headline of the article", "De un titular del artículo", "A crew of four"),
        (
            "mayor",
            "From a caption in the article",
            "De un pie de foto del artículo",
            "The ferry on its first day, with the mayor on board",
        ),
        (
            "months",
            "From a caption in the article",
            "De un pie de foto del artículo",
            "Sailings from May to September",
        ),
        (
            "winter",
            "From the article, paragraph 3",
            "Del artículo, párrafo 3",
            "In winter there is no ferry.",
        ),
    ];
    let expected = expected.map(|(id, english, spanish, sentence)| {
        (id, english.to_owned(), spanish.to_owned(), sentence.to_owned())
    });
    assert_eq!(of_questions, expected, "in the order of the article");
}

#[test]
fn every_such_question_is_drawn_and_no_two_stand_on_one_passage() {
    let bank = ferry();
    for (ix, one) in bank.questions().iter().enumerate() {
        for other in &bank.questions()[ix + 1..] {
            assert!(!one.evidence.overlaps(&other.evidence), "{} and {}", one.id, other.id);
        }
    }
    let short = bank.with_draw_len(4);
    for number in 0..200 {
        let drawn: Vec<_> =
            Draw::new(&short, Seed::from_number(number)).items.iter().map(|item| item.question / 2).collect();
        assert_eq!(drawn, [0, 1, 2, 3], "one of each quarter of the article");
    }
}

#[test]
fn a_compiled_bank_has_them_in_either_language() {
    for bank in [ferry(), in_spanish(&ferry())] {
        let read = compiled::decode(&compiled::encode(&bank)).unwrap();
        for (one, other) in bank.questions().iter().zip(read.questions()) {
            assert_eq!(one.evidence, other.evidence);
            assert_eq!(told(&bank, &one.evidence), told(&read, &other.evidence));
        }
    }
}

/// As programs read it that know of paragraphs only.
#[test]
fn a_bank_of_paragraphs_alone_has_no_words_for_anything_else() {
    let has = |bank: &Bank, words: &str| {
        compiled::encode(bank).windows(words.len()).any(|window| window == words.as_bytes())
    };
    let paragraphs = compiled(&path("tests/fixtures/bridge")).bank;
    for (bank, word) in [(&paragraphs, "From a headline"), (&in_spanish(&paragraphs), "titular")] {
        assert!(!has(bank, word), "{word}");
    }
    for (bank, word) in [(&ferry(), "From a headline"), (&in_spanish(&ferry()), "titular")] {
        assert!(has(bank, word), "{word}");
    }
}
