//! What pages have baked in and browsers have kept is read by the newest engine (`tests/fixtures/wire`).

use newsquiz_core::{
    bank::Bank,
    compiled::{self, FORMAT},
    saved,
    score::Points,
};

/// The compiled banks that are kept, by their formats.
const BANKS: [u8; 2] = [5, 6];

/// All files of compiled banks, with the id and the number of questions of each.
const FILES: [(&str, &str, usize); 3] =
    [("bank-5.bin", "bridge", 5), ("bank-5-blocks.bin", "ferry", 8), ("bank-6.bin", "bridge", 5)];

fn file(name: &str) -> Vec<u8> {
    std::fs::read(crate::path("tests/fixtures/wire").join(name)).unwrap()
}

#[test]
fn every_compiled_bank_that_was_ever_published_is_read() {
    for (name, id, len) in FILES {
        let bank = compiled::decode_any(&file(name)).unwrap();
        assert_eq!((&*bank.parts().id, bank.questions().len()), (id, len), "{name}");
    }
    // A new format has its file too.
    for format in BANKS {
        let name = format!("bank-{format}.bin");
        assert!(FILES.iter().any(|(file, ..)| *file == name), "keep {name}");
    }
    assert!(BANKS.contains(&FORMAT), "keep a bank of format {FORMAT}");
}

#[test]
fn a_bank_of_this_format_is_compiled_as_it_ever_was() {
    let bytes = file("bank-6.bin");
    assert!(compiled::encode(&compiled::decode(&bytes).unwrap()) == bytes, "it is written otherwise");
}

/// Kept answers and links name it, and questions are drawn by it.
#[test]
fn a_bank_keeps_version_and_draw_from_format_to_format() {
    let [older, newer] = ["bank-5.bin", "bank-6.bin"].map(|name| compiled::decode_any(&file(name)).unwrap());
    let facts = |bank: &Bank| (bank.version(), bank.draw().clone(), bank.questions().to_vec());
    assert_eq!(facts(&older), facts(&newer));
}

#[test]
fn what_a_quote_stands_in_is_read_as_it_was_compiled() {
    let bank = compiled::decode_any(&file("bank-5-blocks.bin")).unwrap();
    let numbers = bank.questions().iter().map(|question| question.evidence.block.number());
    assert_eq!(numbers.collect::<Vec<_>>(), [1, 1, 2, 3, 4, 5, 6, 3]);
    let labels = &bank.parts().labels;
    let told: Vec<String> = bank
        .questions()
        .iter()
        .map(|question| labels.get(question.evidence.block.label()).to_string())
        .collect();
    assert_eq!(
        told,
        ["Headline", "Paragraph {0}", "List", "List", "Headline", "Caption", "Caption", "Paragraph {0}"]
    );
}

#[test]
fn every_attempt_that_was_ever_kept_is_taken_up() {
    let bank = compiled::decode_any(&file("bank-5.bin")).unwrap();
    let text = String::from_utf8(file("attempt-1.txt")).unwrap();
    let attempt = saved::read(&text, &bank).unwrap();
    assert_eq!((attempt.current(), attempt.seed().as_str(), attempt.is_edited()), (1, "first", false));
    assert_eq!(attempt.score(&bank).points(), Points::new(1, 0));
    assert_eq!(saved::write(&attempt, &bank), text.trim_end_matches('\n'));
}
