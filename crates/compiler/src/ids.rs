//! Ids that an author has not written: they are made from the texts, so that a bank can be tried while it is written.
//! An id that is made changes with its text, and readers' kept answers go with it: who publishes a bank writes them down.

use std::collections::{BTreeMap, BTreeSet};

use newsquiz_core::bank::MAX_ID;

use crate::tree::{Field, Node, Value};

/// Gives each question and choice without an id one that is made from its text, and says how many that were.
pub(crate) fn fill(tree: &mut Node) -> usize {
    let Some(questions) = tree.field_mut("questions") else {
        return 0;
    };
    let questions = questions.node.items_mut();
    let mut made = fill_list(questions, "stem", "question");
    for question in questions {
        if let Some(choices) = question.field_mut("choices") {
            made += fill_list(choices.node.items_mut(), "text", "choice");
        }
    }
    made
}

/// Gives ids to those that have none, made from the text in a field, or from a word where that gives none.
fn fill_list(things: &mut [Node], field: &str, word: &str) -> usize {
    let id = |thing: &Node| thing.field("id").and_then(|id| id.node.text()).map(str::to_owned);
    let mut taken: BTreeSet<String> = things.iter().filter_map(id).collect();
    // Of texts that are equal, each looks on from where the last one found a number.
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut made = 0;
    for thing in things.iter_mut().filter(|thing| thing.field("id").is_none()) {
        let Some((text, span)) = thing.field(field).and_then(|field| {
            let text = field.node.text()?;
            Some((text.to_owned(), field.node.span.clone()))
        }) else {
            continue;
        };
        let base = made_from(&text, word);
        let number = numbers.entry(base.clone()).or_insert(1);
        let id = loop {
            let id = if *number == 1 { base.clone() } else { format!("{base}-{number}") };
            *number += 1;
            if !taken.contains(&id) {
                break id;
            }
        };
        taken.insert(id.clone());
        let node = Node { span: span.clone(), value: Value::Text(id) };
        if let Value::Object(fields) = &mut thing.value {
            fields.insert(0, Field { name: "id".to_owned(), name_span: span, node });
            made += 1;
        }
    }
    made
}

/// An id made from a text, or from a word where the text gives none, with room for a number of five digits behind it.
fn made_from(text: &str, word: &str) -> String {
    let id = id_of(text, MAX_ID - 6);
    if id.is_empty() { word.to_owned() } else { id }
}

/// The letters and digits of a text as an id has them: whole words, as many as have room, and of one that has none its
/// beginning. Empty where the text has no letter or digit.
pub fn id_of(text: &str, longest: usize) -> String {
    let slug = slug::slugify(text);
    // With the hyphen that may stand right behind the last word.
    let Some(longer) = slug.get(..=longest) else {
        return slug;
    };
    let end = longer.rfind('-').unwrap_or(longest);
    slug.get(..end).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use newsquiz_core::bank::is_id;

    use super::{fill, made_from};
    use crate::json;

    #[test]
    fn an_id_is_made_of_a_text() {
        for (text, expected) in [
            ("What does the new bridge cost?", "what-does-the-new-bridge-cost"),
            ("Which of the two countries opened an office there first?", "which-of-the-two-countries-opened"),
            ("¿Cuánto costó?", "cuanto-costo"),
            ("Что?", "chto"),
            ("9–4", "9-4"),
            ("🙂", "slight-smile"),
            ("?", "question"),
            ("Donaudampfschifffahrtsgesellschaftskapitän", "donaudampfschifffahrtsgesellschaft"),
        ] {
            let id = made_from(text, "question");
            assert!(id == expected && is_id(&id), "{text}: {id}");
        }
    }

    #[test]
    fn what_has_an_id_keeps_it_and_no_two_get_the_same() {
        let text = r#"{ "questions": [
            { "stem": "Who?", "choices": [{ "text": "A" }, { "text": "a" }, { "id": "b", "text": "C" }] },
            { "id": "who-2", "stem": "Else?" },
            { "stem": "Who?" }, { "choices": 7 }, 8
        ] }"#;
        let mut tree = json::parse(text).unwrap();
        assert_eq!(fill(&mut tree), 4);
        let id =
            |path: &[&str]| tree.at(["questions"].iter().chain(path).copied()).and_then(|node| node.text());
        assert_eq!(id(&["0", "id"]), Some("who"));
        assert_eq!(id(&["1", "id"]), Some("who-2"));
        assert_eq!(id(&["2", "id"]), Some("who-3"));
        assert_eq!(id(&["0", "choices", "0", "id"]), Some("a"));
        assert_eq!(id(&["0", "choices", "1", "id"]), Some("a-2"));
        assert_eq!(id(&["0", "choices", "2", "id"]), Some("b"));
        assert_eq!(fill(&mut tree), 0);
    }
}
