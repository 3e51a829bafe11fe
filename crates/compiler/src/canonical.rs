//! The one form of a bank: its fields in the order of the format, and JSON as we write it.

use core::cell::Cell;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, Visitor, value},
    ser::{SerializeMap as _, SerializeSeq as _},
};

use crate::{
    source::{
        ArticleSource, BandSource, BankSource, ChoiceSource, DrawSource, EvidenceSource, QuestionSource,
        StatusSource,
    },
    tree::{Field, Node, Value},
};

/// A bank with its fields in the order of the format; those that the format does not have stand behind them, as they
/// were. `"correct": false` goes, since a choice is wrong without it.
pub(crate) fn canonical(bank: &Node) -> Node {
    ordered(bank, "")
}

fn ordered(node: &Node, path: &str) -> Node {
    let value = match &node.value {
        Value::List(items) => Value::List(items.iter().map(|item| ordered(item, path)).collect()),
        Value::Object(fields) => {
            let known = known(path);
            let says_something = |field: &&Field| {
                !(field.name == "correct" && path == CHOICES && field.node.value == Value::Bool(false))
            };
            let inner = |field: &Field| Field {
                name: field.name.clone(),
                name_span: field.name_span.clone(),
                node: ordered(&field.node, &[path, ".", &field.name].concat()),
            };
            let mut fields: Vec<Field> = fields.iter().filter(says_something).map(inner).collect();
            fields.sort_by_key(|field| rank(&field.name, known));
            Value::Object(fields)
        }
        value => value.clone(),
    };
    Node { span: node.span.clone(), value }
}

const CHOICES: &str = ".questions.choices";

/// The fields that the format has at a path.
fn known(path: &str) -> &'static [&'static str] {
    match path {
        "" => names::<BankSource>(),
        ".article" => names::<ArticleSource>(),
        ".draw" => names::<DrawSource>(),
        ".bands" => names::<BandSource>(),
        ".questions" => names::<QuestionSource>(),
        ".questions.status" => names::<StatusSource>(),
        ".questions.evidence" | ".questions.choices.evidence" => names::<EvidenceSource>(),
        CHOICES => names::<ChoiceSource>(),
        _ => &[],
    }
}

/// Where a field stands among the others.
fn rank(name: &str, known: &[&str]) -> usize {
    match (name, known.iter().position(|known| *known == name)) {
        // Editors look for it at the start.
        ("$schema", _) => 0,
        (_, Some(ix)) => ix + 1,
        ("questions", None) => usize::MAX,
        _ => known.len() + 1,
    }
}

/// The names of a type's fields, in their order.
fn names<T: for<'de> Deserialize<'de>>() -> &'static [&'static str] {
    let names = Cell::new([].as_slice());
    // It has no value to give: what it was asked for is the answer.
    _ = T::deserialize(Asked(&names));
    names.get()
}

/// Notes which fields a type asks for.
struct Asked<'a>(&'a Cell<&'static [&'static str]>);

impl<'de> Deserializer<'de> for Asked<'_> {
    type Error = value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, value::Error> {
        Err(de::Error::custom("there is no value"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, value::Error> {
        self.0.set(fields);
        self.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// A value as JSON on lines, two spaces a level.
pub(crate) fn pretty(node: &Node) -> String {
    // Writing to memory does not fail, nor does a name that is no text: fields have no other.
    let mut text = serde_json::to_string_pretty(node).unwrap_or_default();
    text.push('\n');
    text
}

/// A value as JSON on one line.
pub(crate) fn compact(node: &Node) -> String {
    serde_json::to_string(node).unwrap_or_default()
}

/// A text as JSON.
pub(crate) fn json_text(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Number(number) => number.serialize(serializer),
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| list.serialize_element(item))?;
                list.end()
            }
            Value::Object(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                fields.iter().try_for_each(|field| map.serialize_entry(&field.name, &field.node))?;
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{canonical, pretty};
    use crate::json;

    #[test]
    fn fields_stand_in_the_order_of_the_format_and_others_behind_them() {
        let text = r#"{ "questions": [{ "choices": [{ "correct": false, "text": "A", "id": "a" }], "hue": [], "id": "q" }],
            "mood": 1, "draw": { "seed": "s", "questions": 2 }, "id": "b", "format": 1, "$schema": "s" }"#;
        let expected = r#"{
  "$schema": "s",
  "format": 1,
  "id": "b",
  "draw": {
    "questions": 2,
    "seed": "s"
  },
  "mood": 1,
  "questions": [
    {
      "id": "q",
      "choices": [
        {
          "id": "a",
          "text": "A"
        }
      ],
      "hue": []
    }
  ]
}
"#;
        assert_eq!(pretty(&canonical(&json::parse(text).unwrap())), expected);
    }
}
