//! JSON as authors write it.

use core::ops::Range;

use jsonc_parser::{
    CollectOptions, ParseOptions, Scanner, ScannerOptions,
    ast::Value as Parsed,
    common::{Range as Part, Ranged as _},
    errors::{ParseError, ParseErrorKind},
    parse_to_ast,
    tokens::Token,
};

use serde_json::Number;

use crate::{
    notation::NotRead,
    tree::{Field, Node, Value},
    written::QUESTIONS,
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

/// The same of tokens.
const STRICT_TOKENS: ScannerOptions = ScannerOptions {
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
    parse_moved(text, &|at| at)
}

/// The value that stands at a place of a text.
///
/// # Errors
/// What stands there is not JSON.
pub(crate) fn parse_at(text: &str, place: Range<usize>) -> Result<Node, NotRead> {
    let start = place.start;
    parse_moved(text.get(place).unwrap_or_default(), &|at| start + at)
}

/// The value of a part of a text. `place` says where in the whole text a place of the part is.
fn parse_moved(part: &str, place: &dyn Fn(usize) -> usize) -> Result<Node, NotRead> {
    let parsed = parse_to_ast(part, &CollectOptions::default(), &STRICT)
        .map_err(|error| NotRead { span: moved(error.range(), place), ..told(&error) })?;
    let nothing = || NotRead::at(0..0, "the file is empty", "write the bank into it");
    node(parsed.value.ok_or_else(nothing)?, place)
}

fn moved(range: Part, place: &dyn Fn(usize) -> usize) -> Range<usize> {
    place(range.start)..place(range.end)
}

fn node(value: Parsed<'_>, place: &dyn Fn(usize) -> usize) -> Result<Node, NotRead> {
    let span = moved(value.range(), place);
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
        Parsed::Array(list) => {
            Value::List(list.elements.into_iter().map(|value| node(value, place)).collect::<Result<_, _>>()?)
        }
        Parsed::Object(object) => {
            let field = |property: jsonc_parser::ast::ObjectProp<'_>| {
                Ok(Field {
                    name_span: moved(property.name.range(), place),
                    name: property.name.into_string(),
                    node: node(property.value, place)?,
                })
            };
            Value::Object(object.properties.into_iter().map(field).collect::<Result<_, _>>()?)
        }
    };
    Ok(Node { span, value })
}

/// A bank whose questions can be read one at a time.
#[derive(Debug)]
pub(crate) struct Outline {
    /// The bank, with an empty list in place of its questions.
    pub(crate) bank: Node,
    /// Where each question stands.
    pub(crate) questions: Vec<Range<usize>>,
}

/// The outline of a text; `None` where it has to be read as a whole: it is not JSON, its questions are not one list of
/// groups of fields, or an id is not written, which is made in view of all others.
pub(crate) fn outline(text: &str) -> Option<Outline> {
    let mut scanner = Scanner::new(text, &STRICT_TOKENS);
    let mut found = None;
    let mut depth = 0_usize;
    // Whether the last token was the name of the questions, or the colon behind it.
    let (mut is_name, mut is_named) = (false, false);
    while let Some(token) = scanner.scan().ok()? {
        if is_named && token == Token::OpenBracket {
            let start = scanner.token_end();
            let questions = places_of_questions(&mut scanner)?;
            if found.replace((start..scanner.token_start(), questions)).is_some() {
                return None;
            }
        } else {
            depth = deeper(depth, &token)?;
        }
        is_named = is_name && token == Token::Colon;
        is_name = depth == 1 && is_text(&token, QUESTIONS);
    }
    let (list, questions) = found?;
    let around = [text.get(..list.start)?, text.get(list.end..)?].concat();
    let place = |at| if at < list.start { at } else { at + list.len() };
    Some(Outline { bank: parse_moved(&around, &place).ok()?, questions })
}

/// Where the questions of a list stand that has been opened, up to its end; `None` where [`outline`] has none. What
/// stands in a question is not looked at, but for the names of its fields.
fn places_of_questions(scanner: &mut Scanner<'_>) -> Option<Vec<Range<usize>>> {
    let mut places = Vec::new();
    loop {
        match scanner.scan().ok()?? {
            Token::OpenBrace => {}
            Token::CloseBracket if places.is_empty() => return Some(places),
            _ => return None,
        }
        let start = scanner.token_start();
        let mut depth = 1;
        // Questions are at depth 1; choices, in their list, at depth 3.
        let (mut ids, mut things) = (0, 1);
        let mut is_name = false;
        while 0 < depth {
            let token = scanner.scan().ok()??;
            depth = deeper(depth, &token)?;
            things += usize::from(depth == 3 && token == Token::OpenBrace);
            ids += usize::from([1, 3].contains(&depth) && is_name && token == Token::Colon);
            is_name = is_text(&token, "id");
        }
        if ids != things {
            return None;
        }
        places.push(start..scanner.token_end());
        match scanner.scan().ok()?? {
            Token::Comma => {}
            Token::CloseBracket => return Some(places),
            _ => return None,
        }
    }
}

/// How many brackets are open after a token, where that many were before; `None` where it closes more.
fn deeper(depth: usize, token: &Token<'_>) -> Option<usize> {
    match token {
        Token::OpenBrace | Token::OpenBracket => Some(depth + 1),
        Token::CloseBrace | Token::CloseBracket => depth.checked_sub(1),
        _ => Some(depth),
    }
}

fn is_text(token: &Token<'_>, text: &str) -> bool {
    matches!(token, Token::String(found) if found == text)
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
    use super::{outline, parse, parse_at};
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
    #[test]
    fn questions_that_are_read_one_at_a_time_are_what_they_are_in_the_whole() {
        let text = r#"{ "a": { "questions": [7] }, "questions": [
            { "id": "ü", "choices": [{ "text": "{", "id": "b" }, { "id": "c", "evidence": { "id": 1 } }] },
            { "id": "id", "stem": "questions" }
        ], "z": ["questions", 2] }"#;
        let whole = parse(text).unwrap();
        let outline = outline(text).unwrap();
        let questions: Vec<_> =
            outline.questions.iter().map(|place| parse_at(text, place.clone()).unwrap()).collect();
        assert_eq!(questions, whole.field("questions").unwrap().node.items());
        let mut head = whole;
        head.field_mut("questions").unwrap().node.value = tree::Value::List(Vec::new());
        assert_eq!(outline.bank, head);
    }

    #[test]
    fn what_has_to_be_seen_as_a_whole_has_no_outline() {
        for text in [
            "",
            "[]",
            "{}",
            r#"{ "questions": 7 }"#,
            r#"{ "questions": [7] }"#,
            r#"{ "questions": [{ "id": "a" } { "id": "b" }] }"#,
            r#"{ "questions": [{ "id": "a" }, ] }"#,
            r#"{ "questions": [], "questions": [] }"#,
            r#"{ "questions": [{ "stem": "id" }] }"#,
            r#"{ "questions": [{ "id": "a", "choices": [{ "id": "a" }, {}] }] }"#,
            r#"{ "questions": [{ "id": "a" }], }"#,
            r#"{ "questions": [{ "id": "a" }"#,
        ] {
            assert!(outline(text).is_none(), "{text}");
        }
        let error = parse_at(r#"[{ "a": }]"#, 1..9).unwrap_err();
        assert_eq!((error.span.start, error.fault), (8, parse(r#"[{ "a": }]"#).unwrap_err().fault));
    }
}
