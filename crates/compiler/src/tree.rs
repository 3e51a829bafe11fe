//! What an author wrote as a tree of values, each with its place in the text, whatever notation the text is in.

use core::cell::RefCell;
use core::fmt;
use core::iter::Enumerate;
use core::ops::Range;
use core::slice;

use serde::de::{
    self, DeserializeSeed, Deserializer, Expected, IntoDeserializer as _, MapAccess, SeqAccess, Unexpected,
    Visitor, value::StrDeserializer,
};
use serde_json::Number;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    /// Its place in the text, in bytes.
    pub(crate) span: Range<usize>,
    /// What it says.
    pub(crate) value: Value,
}

/// What a value says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// Nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text.
    Text(String),
    /// Values in their order.
    List(Vec<Node>),
    /// Fields in the order in which they are written.
    Object(Vec<Field>),
}

/// A field of an object. Its name may stand there twice.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Field {
    /// Its name.
    pub(crate) name: String,
    /// Where the name stands; where a notation has none, the place of the value.
    pub(crate) name_span: Range<usize>,
    /// Its value.
    pub(crate) node: Node,
}

impl Node {
    /// The fields of an object; none of any other value.
    pub(crate) fn fields(&self) -> &[Field] {
        match &self.value {
            Value::Object(fields) => fields,
            _ => &[],
        }
    }

    /// A field of an object: the last of its name, as parsers have it.
    pub(crate) fn field(&self, name: &str) -> Option<&Field> {
        self.fields().iter().rev().find(|field| field.name == name)
    }

    /// A field of an object, to change it.
    pub(crate) fn field_mut(&mut self, name: &str) -> Option<&mut Field> {
        match &mut self.value {
            Value::Object(fields) => fields.iter_mut().rev().find(|field| field.name == name),
            _ => None,
        }
    }

    /// The values of a list, to change them; none of any other value.
    pub(crate) fn items_mut(&mut self) -> &mut [Node] {
        match &mut self.value {
            Value::List(items) => items,
            _ => &mut [],
        }
    }

    /// The values of a list; none of any other value.
    pub(crate) fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The text of a value that is one.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What a path leads to: names of fields, and numbers from 0 in lists.
    pub(crate) fn at<'a>(&self, path: impl IntoIterator<Item = &'a str>) -> Option<&Node> {
        path.into_iter().try_fold(self, |node, step| match &node.value {
            Value::List(items) => items.get(step.parse::<usize>().ok()?),
            _ => node.field(step).map(|field| &field.node),
        })
    }
}

/// A value that is not what its field takes, in an author's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mismatch {
    /// What is wrong, to be said of the field.
    pub(crate) fault: String,
    /// The field, as a path.
    pub(crate) path: String,
    /// Where its value stands.
    pub(crate) span: Option<Range<usize>>,
}

/// A field that its type does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unknown {
    /// The field, as a path.
    pub(crate) path: String,
    /// Where its name stands.
    pub(crate) span: Range<usize>,
    /// The field of the type that is most like it.
    pub(crate) nearest: Option<&'static str>,
    /// All fields of the type.
    pub(crate) known: &'static [&'static str],
}

/// A value as a type, and the fields in it that the type does not have.
///
/// # Errors
/// A value is of another kind than its field takes.
pub(crate) fn typed<'de, T: de::Deserialize<'de>>(node: &'de Node) -> (Result<T, Mismatch>, Vec<Unknown>) {
    let unknown = RefCell::new(Vec::new());
    let made = T::deserialize(Reader { node, path: String::new(), unknown: &unknown });
    (made, unknown.into_inner())
}

impl Mismatch {
    fn new(fault: String) -> Mismatch {
        Mismatch { fault, path: String::new(), span: None }
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.path, self.fault)
    }
}

impl std::error::Error for Mismatch {}

impl de::Error for Mismatch {
    fn custom<T: fmt::Display>(message: T) -> Mismatch {
        Mismatch::new(message.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, wanted: &dyn Expected) -> Mismatch {
        Mismatch::new(format!("is {}, and takes {}", shown(found), words(&wanted.to_string())))
    }

    fn invalid_value(found: Unexpected<'_>, wanted: &dyn Expected) -> Mismatch {
        Mismatch::invalid_type(found, wanted)
    }

    fn unknown_variant(found: &str, known: &'static [&'static str]) -> Mismatch {
        let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
        Mismatch::new(format!("is `{found}`, and takes {}", known.join(" or ")))
    }

    fn missing_field(field: &'static str) -> Mismatch {
        Mismatch::new(format!("lacks `{field}`"))
    }
}

/// What was found, in an author's words.
fn shown(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Bool(value) => format!("`{value}`"),
        Unexpected::Unsigned(number) => format!("the number {number}"),
        Unexpected::Signed(number) => format!("the number {number}"),
        Unexpected::Float(number) => format!("the number {number}"),
        Unexpected::Str(text) => format!("the text “{text}”"),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "a group of fields".to_owned(),
        _ => "empty".to_owned(),
    }
}

/// What is wanted, in an author's words: `serde` has the names of Rust's types.
fn words(wanted: &str) -> &str {
    match wanted {
        "u8" => "a whole number from 0 to 255",
        "u16" => "a whole number from 0 to 65535",
        "u64" => "a whole number",
        "a boolean" => "`true` or `false`",
        "a sequence" => "a list",
        wanted if wanted.contains("string") => "a text",
        wanted if wanted.starts_with("struct") => "a group of fields",
        wanted => wanted,
    }
}

/// Reads one value as a type.
struct Reader<'a, 'de> {
    node: &'de Node,
    path: String,
    unknown: &'a RefCell<Vec<Unknown>>,
}

impl<'a, 'de> Reader<'a, 'de> {
    /// A reader for a value in this one.
    fn inner(&self, name: &str, node: &'de Node) -> Reader<'a, 'de> {
        let between = if self.path.is_empty() { "" } else { "." };
        Reader { node, path: [&self.path, between, name].concat(), unknown: self.unknown }
    }

    /// Says where something went wrong, where that is not known yet.
    fn located<T>(&self, made: Result<T, Mismatch>) -> Result<T, Mismatch> {
        made.map_err(|error| match error.span {
            Some(_) => error,
            None => {
                Mismatch { fault: error.fault, path: self.path.clone(), span: Some(self.node.span.clone()) }
            }
        })
    }

    fn wrong<T>(&self, wanted: &str) -> Result<T, Mismatch> {
        let found = match &self.node.value {
            Value::Null => Unexpected::Unit,
            Value::Bool(value) => Unexpected::Bool(*value),
            Value::Number(number) => Unexpected::Float(number.as_f64().unwrap_or(f64::NAN)),
            Value::Text(text) => Unexpected::Str(text),
            Value::List(_) => Unexpected::Seq,
            Value::Object(_) => Unexpected::Map,
        };
        Err(de::Error::invalid_type(found, &wanted))
    }
}

impl<'de> Deserializer<'de> for Reader<'_, 'de> {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let made = match &self.node.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(number), _, _) => visitor.visit_u64(number),
                (None, Some(number), _) => visitor.visit_i64(number),
                (None, None, number) => visitor.visit_f64(number.unwrap_or(f64::NAN)),
            },
            Value::Text(text) => visitor.visit_borrowed_str(text),
            Value::List(items) => visitor.visit_seq(Items { reader: &self, items: items.iter().enumerate() }),
            Value::Object(fields) => visitor.visit_map(Fields { reader: &self, fields }),
        };
        self.located(made)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match &self.node.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        for field in self.node.fields() {
            if known.contains(&&*field.name) {
                continue;
            }
            let nearest = nearest(&field.name, known);
            let path = self.inner(&field.name, &field.node).path;
            self.unknown.borrow_mut().push(Unknown { path, span: field.name_span.clone(), nearest, known });
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        let made = match &self.node.value {
            Value::Text(text) => visitor.visit_enum(text.as_str().into_deserializer()),
            _ => self.wrong("a word"),
        };
        self.located(made)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map identifier ignored_any
    }
}

/// The known name that may be meant by another.
pub(crate) fn nearest(written: &str, known: &[&'static str]) -> Option<&'static str> {
    let like = known.iter().copied().filter(|known| is_like(known, written));
    like.min_by_key(|known| strsim::damerau_levenshtein(known, written))
}

/// Whether one name may be meant by another: a slip in one of three letters.
fn is_like(known: &str, written: &str) -> bool {
    strsim::damerau_levenshtein(known, &written.to_lowercase()) <= known.len() / 3
}

struct Items<'a, 'de> {
    reader: &'a Reader<'a, 'de>,
    items: Enumerate<slice::Iter<'de, Node>>,
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Mismatch;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mismatch> {
        let next = self.items.next();
        next.map(|(ix, node)| seed.deserialize(self.reader.inner(&ix.to_string(), node))).transpose()
    }
}

/// The fields of an object that are still to be read; of those with one name the last alone, since types take a field
/// once.
struct Fields<'a, 'de> {
    reader: &'a Reader<'a, 'de>,
    fields: &'de [Field],
}

impl<'de> MapAccess<'de> for Fields<'_, 'de> {
    type Error = Mismatch;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Mismatch> {
        while let [field, later @ ..] = self.fields {
            if later.iter().any(|other| other.name == field.name) {
                self.fields = later;
                continue;
            }
            let name: StrDeserializer<'_, Mismatch> = field.name.as_str().into_deserializer();
            return seed.deserialize(name).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Mismatch> {
        let (field, later) = self.fields.split_first().ok_or_else(|| Mismatch::new("is empty".to_owned()))?;
        self.fields = later;
        seed.deserialize(self.reader.inner(&field.name, &field.node))
    }
}
