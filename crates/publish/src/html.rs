//! Text and addresses as HTML.

use minijinja::Value;

/// A text as HTML, in text and between double quotes.
///
/// The template engine would write each slash as six letters, and people read what they paste.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// An address as a template's value. Where no letter means anything in HTML it is not escaped: six letters would stand
/// there for each slash.
pub fn address(text: &str) -> Value {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte);
    if text.bytes().all(is_plain) { Value::from_safe_string(text.to_owned()) } else { Value::from(text) }
}
