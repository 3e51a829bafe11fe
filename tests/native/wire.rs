//! What pages have baked in and browsers have kept is read by the newest engine (`tests/fixtures/wire`).

use newsquiz_core::{
    compiled::{self, FORMAT},
    saved,
    score::Points,
};

/// The compiled banks that are kept, by their formats.
const BANKS: [u8; 1] = [5];

fn file(name: &str) -> Vec<u8> {
    std::fs::read(crate::path("tests/fixtures/wire").join(name)).unwrap()
}

#[test]
fn every_compiled_bank_that_was_ever_published_is_read() {
    for format in BANKS {
        let bank = compiled::decode(&file(&format!("bank-{format}.bin"))).unwrap();
        assert_eq!((&*bank.parts().id, bank.questions().len()), ("bridge", 5), "format {format}");
    }
    // A new format has its file too.
    assert!(BANKS.contains(&FORMAT), "keep a bank of format {FORMAT}");
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
