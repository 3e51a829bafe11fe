//! The JSON Schema of a bank (draft 2020-12), made from the types that read it, for editors that check while one writes.

use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Value, json};

use crate::source::{BankSource, QuestionSource};

/// A bank as one file has it. The compiler reads its questions one by one.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it is read for its fields alone")]
struct BankFile {
    #[schemars(flatten)]
    bank: BankSource,
    /// The questions, in any order.
    questions: Vec<QuestionSource>,
}

/// What has to be there: the types have stand-ins for all, so that an author is told everything at once.
const NEEDED: [(&str, &[&str]); 4] = [
    ("ArticleSource", &["href"]),
    ("QuestionSource", &["stem", "choices", "evidence"]),
    ("ChoiceSource", &["text"]),
    ("EvidenceSource", &["exact"]),
];

/// The schema, as JSON with a line a field.
pub fn schema() -> String {
    let mut schema =
        SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<BankFile>().to_value();
    if let Some(root) = schema.as_object_mut() {
        root.insert("title".to_owned(), json!("A bank of newsquiz"));
        root.insert("required".to_owned(), json!(["id", "lang", "title", "article", "questions"]));
        root.insert("additionalProperties".to_owned(), json!(false));
    }
    for definition in schema.pointer_mut("/$defs").and_then(Value::as_object_mut).into_iter().flatten() {
        let (name, definition) = definition;
        let Some(definition) =
            definition.as_object_mut().filter(|definition| definition.contains_key("properties"))
        else {
            continue;
        };
        definition.insert("additionalProperties".to_owned(), json!(false));
        if let Some((_, needed)) = NEEDED.iter().find(|(needed, _)| needed == name) {
            definition.insert("required".to_owned(), json!(needed));
        }
    }
    format!("{schema:#}\n")
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{NEEDED, schema};

    #[test]
    fn the_schema_says_of_banks_what_the_compiler_says() {
        let schema: Value = serde_json::from_str(&schema()).unwrap();
        for (name, _) in NEEDED {
            assert!(schema["$defs"].get(name).is_some(), "there is no {name}");
        }
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        let bank: Value = serde_json::from_str(include_str!("../../../tests/fixtures/valid.json")).unwrap();
        assert!(validator.is_valid(&bank), "{:?}", validator.iter_errors(&bank).collect::<Vec<_>>());

        let mut with_schema = bank.clone();
        with_schema["$schema"] = json!("bank.schema.json");
        assert!(validator.is_valid(&with_schema));
        for (pointer, field, value) in [
            ("", "titel", json!("x")),
            ("", "title", json!(7)),
            ("/draw", "questions", json!("two")),
            ("/questions/0", "level", json!("trivial")),
            ("/questions/0/choices/0", "right", json!(true)),
            ("/questions/0/evidence", "paragraph", json!(-1)),
        ] {
            let mut faulty = bank.clone();
            faulty.pointer_mut(pointer).unwrap()[field] = value;
            assert!(!validator.is_valid(&faulty), "{pointer} {field}");
        }
        for (pointer, field) in [("", "title"), ("/questions/0", "stem"), ("/questions/0/evidence", "exact")]
        {
            let mut faulty = bank.clone();
            faulty.pointer_mut(pointer).unwrap().as_object_mut().unwrap().remove(field);
            assert!(!validator.is_valid(&faulty), "{pointer} {field}");
        }
    }
}
