//! Writes a bank as Markdown.

use super::{FENCE, attributes, head_writer};
use crate::{
    canonical,
    tree::{Node, Value},
};

/// A bank as Markdown. What has no form of its own is written as an attribute.
pub(crate) fn write(bank: &Node) -> String {
    let mut head = Vec::new();
    let mut questions = None;
    for field in bank.fields() {
        match groups(&field.node) {
            Some(items) if field.name == "questions" => questions = Some(items),
            _ => head.push(field),
        }
    }
    let mut text = format!("{FENCE}\n{}{FENCE}\n", head_writer::write(&head));
    for question in questions.unwrap_or_default() {
        write_question(&mut text, question);
    }
    text
}

/// The items of a list that has groups of fields, and nothing else.
fn groups(node: &Node) -> Option<&[Node]> {
    let items = node.items();
    let are_groups = items.iter().all(|item| matches!(item.value, Value::Object(_)));
    (!items.is_empty() && are_groups).then_some(items)
}

fn write_question(text: &mut String, question: &Node) {
    let (mut stem, mut explanation, mut evidence, mut choices) = (None, None, None, None);
    let mut attributes = Vec::new();
    for field in question.fields() {
        match (&*field.name, flowing(&field.node)) {
            ("stem", Some(words)) => stem = Some(words),
            ("explanation", Some(words)) => explanation = Some(words),
            ("evidence", _) if is_group(&field.node) => evidence = Some(quote(&field.node)),
            ("choices", _) if groups(&field.node).is_some() => choices = groups(&field.node),
            ("status", _) if is_short_status(&field.node) => {
                attributes.extend(field.node.fields().iter().map(|part| match &*part.name {
                    "kind" => attribute("status", &part.node),
                    name => attribute(name, &part.node),
                }));
            }
            (name, _) => attributes.push(attribute(name, &field.node)),
        }
    }
    text.push_str(&format!("\n## {}\n", line(stem, &attributes)));
    if let Some(choices) = choices {
        text.push('\n');
        choices.iter().for_each(|choice| write_choice(text, choice));
    }
    if let Some(evidence) = evidence {
        text.push_str(&format!("\n> {evidence}\n"));
    }
    if let Some(explanation) = explanation {
        text.push_str(&format!("\n{}\n", escaped(explanation)));
    }
}

fn write_choice(text: &mut String, choice: &Node) {
    let (mut words, mut feedback, mut evidence) = (None, None, None);
    let mut tick = "[ ]";
    let mut attributes = Vec::new();
    for field in choice.fields() {
        match (&*field.name, flowing(&field.node)) {
            ("text", Some(text)) => words = Some(text),
            ("feedback", Some(text)) => feedback = Some(text),
            ("correct", _) if field.node.value == Value::Bool(true) => tick = "[x]",
            ("evidence", _) if is_group(&field.node) => evidence = Some(quote(&field.node)),
            (name, _) => attributes.push(attribute(name, &field.node)),
        }
    }
    text.push_str(&format!("- {tick} {}\n", line(words, &attributes)));
    if let Some(feedback) = feedback {
        text.push_str(&format!("  {}\n", escaped(feedback)));
    }
    if let Some(evidence) = evidence {
        text.push_str(&format!("  > {evidence}\n"));
    }
}

fn is_group(node: &Node) -> bool {
    matches!(node.value, Value::Object(_))
}

/// Whether a status has the parts that stand among the attributes of a question, each with its own name.
fn is_short_status(status: &Node) -> bool {
    let has_kind = status.field("kind").is_some_and(|kind| kind.node.text().is_some());
    has_kind && status.fields().iter().all(|part| matches!(&*part.name, "kind" | "date" | "note"))
}

/// Evidence as a line of a quote.
fn quote(evidence: &Node) -> String {
    let mut exact = None;
    let mut attributes = Vec::new();
    for field in evidence.fields() {
        match (&*field.name, flowing(&field.node)) {
            ("exact", Some(words)) => exact = Some(words),
            (name, _) => attributes.push(attribute(name, &field.node)),
        }
    }
    line(exact, &attributes)
}

/// Words and the attributes behind them; never nothing, of which Markdown makes no line.
fn line(words: Option<&str>, attributes: &[String]) -> String {
    match words {
        Some(words) if attributes.is_empty() => escaped(words),
        Some(words) => format!("{} {{{}}}", escaped(words), attributes.join(" ")),
        None => format!("{{{}}}", attributes.join(" ")),
    }
}

fn attribute(name: &str, node: &Node) -> String {
    let is_id_sign = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_');
    if let ("id", Some(id)) = (name, node.text())
        && !id.is_empty()
        && id.chars().all(is_id_sign)
    {
        return format!("#{id}");
    }
    let is_plain_name =
        !name.is_empty() && name.chars().all(|sign| is_id_sign(sign) || matches!(sign, '.' | '$'));
    let name = if is_plain_name { name.to_owned() } else { canonical::json_text(name) };
    match node.text() {
        Some(word) if is_bare(word) => format!("{name}={word}"),
        _ => format!("{name}={}", canonical::compact(node)),
    }
}

/// Whether a text says itself without quotation marks.
fn is_bare(word: &str) -> bool {
    let is_sign = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '_' | '.');
    let is_text = matches!(attributes::bare_value(word), Value::Text(_));
    !word.is_empty() && word.chars().all(is_sign) && is_text
}

/// A text that can stand as the words of a block, which have no line break, and no space around them.
fn flowing(node: &Node) -> Option<&str> {
    let text = node.text()?;
    let is_flowing = !text.is_empty() && text.trim() == text && !text.contains(char::is_control);
    is_flowing.then_some(text)
}

/// A text with a backslash before each sign that Markdown, here or elsewhere, would take for more than itself.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let number = text.len() - text.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
    let last = text.chars().next_back().map_or(0, |sign| text.len() - sign.len_utf8());
    for (at, sign) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        let has_meaning = match sign {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '{' => true,
            '&' => begins_entity(rest),
            '#' => at == 0 || at == last,
            '>' | '-' | '+' | '=' | '~' => at == 0,
            // With a space behind it, it would begin a list.
            '.' | ')' => number > 0 && at == number && rest.chars().nth(1).is_none_or(char::is_whitespace),
            _ => false,
        };
        if has_meaning {
            escaped.push('\\');
        }
        escaped.push(sign);
    }
    escaped
}

/// Whether a text begins with what HTML, and Markdown elsewhere, takes for one sign, as `&amp;`.
fn begins_entity(text: &str) -> bool {
    let name = text.split_once(';').and_then(|(name, _)| name.strip_prefix('&'));
    name.is_some_and(|name| {
        !name.is_empty() && name.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '#')
    })
}
