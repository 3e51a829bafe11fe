//! JSON as authors write it.

use jsonc_parser::{
    CollectOptions, ParseOptions,
    ast::Value as Parsed,
    common::Ranged as _,
    errors::{ParseError, ParseErrorKind},
    parse_to_ast,
};

use serde_json::Number;

use crate::{
    notation::NotRead,
    tree::{Field, Node, Value},
};

/// JSON, and hardly more: other programs read these files too. The parser lets line breaks and tabs in texts pass, which
/// `fmt` writes as JSON has them.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// The value of a text.
///
/// # Errors
/// The text is not JSON.
pub(crate) fn parse(text: &str) -> Result<Node, NotRead> {
    let parsed = parse_to_ast(text, &CollectOptions::default(), &STRICT).map_err(|error| told(&error))?;
    let nothing = || NotRead::at(0..0, "the file is empty", "write the bank into it");
    node(parsed.value.ok_or_else(nothing)?)
}

fn node(value: Parsed<'_>) -> Result<Node, NotRead> {
    let range = value.range();
    let span = range.start..range.end;
    let value = match value {
        Parsed::NullKeyword(_) => Value::Null,
        Parsed::BooleanLit(literal) => Value::Bool(literal.value),
        Parsed::NumberLit(literal) => match number(literal.value) {
            Some(number) => Value::Number(number),
            None => {
                return Err(NotRead::at(
                    span,
                    "this number is larger than any that a bank has",
                    "correct it",
                ));
            }
        },
        Parsed::StringLit(literal) => Value::Text(literal.value.into_owned()),
        Parsed::Array(list) => Value::List(list.elements.into_iter().map(node).collect::<Result<_, _>>()?),
        Parsed::Object(object) => {
            let field = |property: jsonc_parser::ast::ObjectProp<'_>| {
                let range = property.name.range();
                Ok(Field {
                    name_span: range.start..range.end,
                    name: property.name.into_string(),
                    node: node(property.value)?,
                })
            };
            Value::Object(object.properties.into_iter().map(field).collect::<Result<_, _>>()?)
        }
    };
    Ok(Node { span, value })
}

/// A number that is kept as it is written: a whole one has all its digits.
fn number(text: &str) -> Option<Number> {
    let number: Number = text.parse().ok()?;
    let is_whole = text.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit());
    (!is_whole || number.is_i64() || number.is_u64()).then_some(number)
}

/// What an author is told.
fn told(error: &ParseError) -> NotRead {
    use ParseErrorKind as Kind;

    const CANNOT_STAND: &str = "this bracket cannot stand here";
    const MAY_BE_MISSING: &str = "write the value that is missing before it, or take it out";

    let (fault, remedy) = match error.kind() {
        Kind::ExpectedComma => ("a comma is missing here", "add it"),
        Kind::TrailingCommasNotAllowed => ("this comma has nothing behind it", "take it out"),
        Kind::UnexpectedComma => ("this comma has nothing before it", "take it out"),
        Kind::CommentsNotAllowed => ("JSON has no comments", "take it out"),
        Kind::ExpectedColonAfterObjectKey => ("a colon is missing behind the name of a field", "add it"),
        Kind::ExpectedObjectValue => ("a field has no value", "write one behind its colon"),
        Kind::ExpectedStringObjectProperty | Kind::UnexpectedTokenInObject => {
            ("the name of a field is expected here", "put it in straight quotation marks")
        }
        Kind::SingleQuotedStringsNotAllowed => ("texts stand in double quotation marks", "use \""),
        Kind::UnexpectedWord | Kind::NonFiniteNumbersNotAllowed => {
            ("this word stands outside of quotation marks", "put them around the text")
        }
        Kind::UnterminatedArray => ("this list has no end", "close it with ]"),
        Kind::UnterminatedObject => ("this group of fields has no end", "close it with }"),
        Kind::UnexpectedCloseBrace => (CANNOT_STAND, MAY_BE_MISSING),
        Kind::UnexpectedCloseBracket => (CANNOT_STAND, MAY_BE_MISSING),
        Kind::UnexpectedColon => ("this colon has no name before it", "take it out or add the name"),
        Kind::MultipleRootJsonValues => ("there is more behind the end of the bank", "take it out"),
        Kind::NestingDepthExceeded => ("there are too many brackets inside of one another", "correct them"),
        Kind::UnexpectedToken => {
            ("this sign cannot stand here", "texts stand in straight quotation marks (\"), not in round ones")
        }
        Kind::String(_) => (
            "this text is not written as JSON has it",
            "close it with \" on its line, and write \\\" for a quotation mark and \
             \\\\ for a backslash in it",
        ),
        Kind::BareDecimalPointNumbersNotAllowed
        | Kind::ExpectedDigit
        | Kind::ExpectedDigitFollowingNegativeSign
        | Kind::ExpectedPlusMinusOrDigitInNumberLiteral
        | Kind::HexadecimalNumbersNotAllowed
        | Kind::UnaryPlusNumbersNotAllowed => ("this is no number as JSON has it", "write it in digits"),
        Kind::UnterminatedCommentBlock => {
            ("this comment has no end, and JSON has no comments", "take it out")
        }
    };
    let range = error.range();
    NotRead::at(range.start..range.end, fault, remedy)
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::tree;

    #[test]
    fn a_text_means_what_it_means_to_any_parser() {
        for text in [
            r#"{ "a": [1, -2, 0.5, 1e300, true, null, "ü\n\u00e9"], "b": { "a": {} }, "c": [] }"#,
            "7",
            "[]",
            "\"\"",
        ] {
            let expected: serde_json::Value = serde_json::from_str(text).unwrap();
            assert_eq!(tree::typed(&parse(text).unwrap()), (Ok(expected), Vec::new()), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_found_at_its_place() {
        for (text, at, expected) in [
            ("", 0, "is empty"),
            ("{", 0, "has no end; close it with }"),
            ("[1, 2", 0, "has no end; close it with ]"),
            ("{} {}", 3, "more behind the end"),
            ("{ \"a\": }", 7, "missing before it"),
            ("{ 1: 2 }", 2, "the name of a field"),
            ("{ \"a\": 1 \"b\": 2 }", 8, "a comma is missing"),
            ("{ \"a\": 1, }", 8, "nothing behind it"),
            ("{ \"a\": “b” }", 7, "straight quotation marks"),
            ("{ \"a\": b }", 7, "outside of quotation marks"),
            ("{ \"a\": \"b }", 7, "close it with \""),
            ("// bank\n{}", 0, "no comments"),
            ("[1e999]", 1, "larger than any"),
            ("[12345678901234567890123]", 1, "larger than any"),
        ] {
            let error = parse(text).unwrap_err();
            let told = format!("{}; {}", error.fault, error.remedy);
            assert!(told.contains(expected) && error.span.start == at, "{text}: {error:?}");
        }
    }

    #[test]
    fn values_know_where_they_stand() {
        let text = "{ \"a\": [1, { \"b\": \"ü\" }], \"a\": 2 }";
        let tree = parse(text).unwrap();
        assert_eq!(tree.field("a").unwrap().node.value, tree::Value::Number(2.into()));
        let list = &tree.fields()[0].node;
        let inner = list.at(["1", "b"]).unwrap();
        assert_eq!((&text[inner.span.clone()], inner.text()), ("\"ü\"", Some("ü")));
        assert_eq!(&text[tree.fields()[1].name_span.clone()], "\"a\"");
    }
}
