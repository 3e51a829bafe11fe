//! What the page is told, as JSON: ids, marks and scores, and nothing about the reader. Ids are letters, digits and
//! hyphens, so that nothing but quotes has to be escaped.

use newsquiz_core::{
    attempt::Attempt,
    bank::{Bank, Evidence},
    digits::decimal,
    share::Challenge,
};

// Parts are put together without `format!`, which would cost a reader 300 bytes here.

/// The quiz is there: `bank`, `version`, the ids of the `questions`, and the `responses` that the reader gave before, each
/// with what is told of one.
pub fn ready(bank: &Bank, attempt: &Attempt) -> String {
    let ids = attempt.slots().iter().filter_map(|slot| slot.question(bank)).map(|question| &*question.id);
    let responses = (0..attempt.slots().len()).filter_map(|place| response(bank, attempt, place));
    let parts = [
        r#"{"bank":""#,
        &bank.parts().id,
        r#"","version":""#,
        &bank.version().text(),
        r#"","questions":["#,
        &list(ids),
        r#"],"responses":["#,
        &joined(responses),
        "]}",
    ];
    parts.concat()
}

/// What the reader committed to at a place: `question`, `number` from 1, `choices` as picked, `mark`, and the `score` so
/// far. `None` where there is no response.
pub fn response(bank: &Bank, attempt: &Attempt, place: usize) -> Option<String> {
    let slot = attempt.slots().get(place)?;
    let (question, response) = (slot.question(bank)?, slot.response()?);
    let picked = slot.order.iter().filter(|&&ix| response.contains(ix));
    let choices = list(picked.filter_map(|&ix| question.choices.get(ix)).map(|choice| &*choice.id));
    let mark = slot.mark(bank)?.name();
    let (number, score) = (decimal(place as u32 + 1), finish(bank, attempt));
    let parts = [
        r#"{"question":""#,
        &question.id,
        r#"","number":"#,
        &number,
        r#","choices":["#,
        &choices,
        r#"],"mark":""#,
        mark,
        r#"","#,
        // Without its opening brace.
        score.get(1..)?,
    ];
    Some(parts.concat())
}

/// The reader is through: the `score`, with `points`, the `maximum` and the `percent`.
pub fn finish(bank: &Bank, attempt: &Attempt) -> String {
    let score = attempt.score(bank);
    let [maximum, percent] = [score.maximum, u32::from(score.percent())].map(decimal);
    [
        r#"{"score":{"points":"#,
        &score.points().text("."),
        r#","maximum":"#,
        &maximum,
        r#","percent":"#,
        &percent,
        "}}",
    ]
    .concat()
}

/// The reader asked to pass the result on: the `score`, and the `link` to its draw, a fragment.
pub fn share(bank: &Bank, attempt: &Attempt) -> String {
    let (link, score) = (Challenge::of(attempt, bank).fragment(bank), finish(bank, attempt));
    [r#"{"link":""#, &link, r#"","#, score.get(1..).unwrap_or_default()].concat()
}

/// The seed of a bank's draw and those of further ones, with a space between them, and the passages that its questions stand
/// on. Not as JSON, in which texts have to be escaped: of each question its id, and the prefix, the exact words and the suffix
/// of the quote in its sentence, with a NUL behind the seeds and each of the four. No article has that character: HTML drops
/// it.
pub fn quotes(bank: &Bank) -> String {
    let mut quotes = bank.draw().seed.as_str().to_owned();
    for seed in bank.further() {
        quotes += " ";
        quotes += seed.as_str();
    }
    quotes.push('\0');
    for question in bank.questions() {
        let Evidence { prefix, exact, suffix, .. } = &question.evidence;
        for text in [&question.id, prefix, exact, suffix] {
            quotes += text;
            quotes.push('\0');
        }
    }
    quotes
}

/// Ids in a list, without its brackets.
fn list<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    joined(ids.map(|id| ["\"", id, "\""].concat()))
}

/// Values in a list, without its brackets. The library's `join` would cost a reader 150 bytes.
pub fn joined(values: impl Iterator<Item = String>) -> String {
    let mut list = String::new();
    for value in values {
        list.push_str(if list.is_empty() { "" } else { "," });
        list.push_str(&value);
    }
    list
}
