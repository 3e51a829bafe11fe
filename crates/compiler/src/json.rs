//! JSON as authors write it, with the fields that stand in one object twice: a parser keeps the last of them without a
//! word, and an author looks at the first.

use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Error, Map, Value};

/// Where a field stands: the names of the objects around it, and numbers from 0 in lists, down to its own name.
pub(crate) type Path = Vec<String>;

/// The value of a text, and each field that its object had before.
///
/// # Errors
/// The text is not JSON.
pub(crate) fn parse(text: &str) -> Result<(Value, Vec<Path>), Error> {
    let mut twice = Vec::new();
    let mut parser = serde_json::Deserializer::from_str(text);
    let value = parser.deserialize_any(Reader { path: &mut Vec::new(), twice: &mut twice })?;
    parser.end()?;
    Ok((value, twice))
}

/// Reads one value, which stands at a path.
struct Reader<'a> {
    path: &'a mut Path,
    twice: &'a mut Vec<Path>,
}

impl Reader<'_> {
    /// A reader for what stands in this value.
    fn inner(&mut self) -> Reader<'_> {
        Reader { path: self.path, twice: self.twice }
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        loop {
            self.path.push(values.len().to_string());
            let value = list.next_element_seed(self.inner())?;
            self.path.pop();
            match value {
                Some(value) => values.push(value),
                None => return Ok(values.into()),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut object: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = object.next_key::<String>()? {
            self.path.push(name.clone());
            let value = object.next_value_seed(self.inner())?;
            if fields.insert(name, value).is_some() {
                self.twice.push(self.path.clone());
            }
            self.path.pop();
        }
        Ok(fields.into())
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_text_means_what_it_means_to_any_parser() {
        for text in [
            r#"{ "a": [1, -2, 0.5, 1e300, true, null, "ü\n\u00e9"], "b": { "a": {} }, "c": [] }"#,
            "7",
            "[]",
            "\"\"",
        ] {
            let (value, twice) = parse(text).unwrap();
            assert_eq!(value, serde_json::from_str::<serde_json::Value>(text).unwrap(), "{text}");
            assert!(twice.is_empty(), "{twice:?}");
        }
        for text in ["", "{", "{} {}", "{ \"a\": }", "[1, 2", "{ 1: 2 }"] {
            let expected = serde_json::from_str::<serde_json::Value>(text).unwrap_err().to_string();
            assert_eq!(parse(text).unwrap_err().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn a_field_that_stands_twice_is_found_wherever_it_is() {
        let rows = [
            (r#"{ "a": 1, "b": 2, "a": 3 }"#, &["a"][..]),
            (r#"{ "a": 1, "a": 1 }"#, &["a"]),
            (r#"{ "a": 1, "\u0061": 1, "a": 1 }"#, &["a", "a"]),
            (
                r#"{ "list": [{ "x": 1 }, { "x": 1, "y": { "z": 1, "z": 2 }, "x": 2 }] }"#,
                &["list.1.y.z", "list.1.x"],
            ),
            (r#"[{ "a": 1 }, { "a": 1 }]"#, &[]),
        ];
        for (text, expected) in rows {
            let (_, twice) = parse(text).unwrap();
            let found: Vec<_> = twice.iter().map(|path| path.join(".")).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
