//! What pages have baked in and browsers have kept is read by the newest engine (`tests/fixtures/wire`).

use newsquiz_core::{
    compiled::{self, FORMAT},
    saved,
    score::Points,
};

/// The compiled banks that are kept, by their formats.
const BANKS: [u8; 1] = [5];

/// All files of compiled banks, with the id and the number of questions of each.
const FILES: [(&str, &str, usize); 2] = [("bank-5.bin", "bridge", 5), ("bank-5-blocks.bin", "ferry", 8)];

fn file(name: &str) -> Vec<u8> {
    std::fs::read(crate::path("tests/fixtures/wire").join(name)).unwrap()
}

#[test]
fn every_compiled_bank_that_was_ever_published_is_read() {
    for (name, id, len) in FILES {
        let bank = compiled::decode(&file(name)).unwrap();
        assert_eq!((&*bank.parts().id, bank.questions().len()), (id, len), "{name}");
    }
    // A new format has its file too.
    for format in BANKS {
        let name = format!("bank-{format}.bin");
        assert!(FILES.iter().any(|(file, ..)| *file == name), "keep {name}");
    }
    assert!(BANKS.contains(&FORMAT), "keep a bank of format {FORMAT}");
}

/// Its version is the hash of these bytes: kept answers and links name it.
#[test]
fn a_bank_of_this_format_is_compiled_as_it_ever_was() {
    for (name, ..) in FILES {
        let bytes = file(name);
        assert!(compiled::encode(&compiled::decode(&bytes).unwrap()) == bytes, "{name} is written otherwise");
    }
}

#[test]
fn what_a_quote_stands_in_is_read_as_it_was_compiled() {
    let bank = compiled::decode(&file("bank-5-blocks.bin")).unwrap();
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
    let bank = compiled::decode(&file("bank-5.bin")).unwrap();
    let text = String::from_utf8(file("attempt-1.txt")).unwrap();
    let attempt = saved::read(&text, &bank).unwrap();
    assert_eq!((attempt.current(), attempt.seed().as_str(), attempt.is_edited()), (1, "first", false));
    assert_eq!(attempt.score(&bank).points(), Points::new(1, 0));
    assert_eq!(saved::write(&attempt, &bank), text.trim_end_matches('\n'));
}
