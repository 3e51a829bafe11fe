//! Writes the head of a bank: YAML with a field a line.

use super::attributes;
use crate::{
    canonical,
    tree::{Field, Node, Value},
};

/// What is before the fields of a group in a list, instead of spaces.
const ITEM: &str = "- ";

/// Fields as lines.
pub(super) fn write(fields: &[&Field]) -> String {
    let mut text = String::new();
    for field in fields {
        write_field(&mut text, field, 0);
    }
    text
}

fn write_field(text: &mut String, field: &Field, depth: usize) {
    text.push_str(&format!("{}{}:", "  ".repeat(depth), word(&field.name)));
    write_value(text, &field.node, depth + 1);
}

/// A value behind a colon: on its line, or below it where it has parts.
fn write_value(text: &mut String, node: &Node, depth: usize) {
    match &node.value {
        Value::Object(fields) if !fields.is_empty() => {
            text.push('\n');
            fields.iter().for_each(|field| write_field(text, field, depth));
        }
        Value::List(items) if !items.is_empty() => {
            text.push('\n');
            items.iter().for_each(|item| write_item(text, item, depth));
        }
        Value::Text(value) => text.push_str(&format!(" {}\n", word(value))),
        _ => text.push_str(&format!(" {}\n", canonical::compact(node))),
    }
}

fn write_item(text: &mut String, item: &Node, depth: usize) {
    let indent = "  ".repeat(depth);
    match &item.value {
        Value::Object(fields) if !fields.is_empty() => {
            let mut lines = String::new();
            fields.iter().for_each(|field| write_field(&mut lines, field, depth + 1));
            // The first field stands on the line of the sign.
            let first = lines.get(indent.len() + ITEM.len()..).unwrap_or_default();
            text.push_str(&format!("{indent}{ITEM}{first}"));
        }
        Value::Text(value) => text.push_str(&format!("{indent}{ITEM}{}\n", word(value))),
        _ => text.push_str(&format!("{indent}{ITEM}{}\n", yaml_safe(canonical::compact(item)))),
    }
}

/// A text as it is, or in quotation marks where YAML would take it for something else.
fn word(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { yaml_safe(canonical::json_text(text)) }
}

/// Texts that older readers of YAML take for yes or no.
const YES_OR_NO: [&str; 6] = ["yes", "no", "on", "off", "y", "n"];

fn is_plain(text: &str) -> bool {
    let begins_well = text.starts_with(char::is_alphanumeric);
    let ends_well = !text.ends_with([' ', ':']);
    let has_no_sign = !text.contains(": ") && !text.contains(" #") && !text.contains(is_hidden);
    let is_text = matches!(attributes::bare_value(text), Value::Text(_));
    let is_old_word = YES_OR_NO.contains(&&*text.to_lowercase());
    begins_well && ends_well && has_no_sign && is_text && !is_old_word
}

/// Signs that YAML takes only as their numbers, or for the end of a line.
fn is_hidden(sign: char) -> bool {
    sign.is_control() || matches!(sign, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// JSON in which such signs are written as their numbers, so that it is YAML too.
fn yaml_safe(json: String) -> String {
    let mut safe = String::with_capacity(json.len());
    for sign in json.chars() {
        if is_hidden(sign) {
            safe.push_str(&format!("\\u{:04x}", u32::from(sign)));
        } else {
            safe.push(sign);
        }
    }
    safe
}
