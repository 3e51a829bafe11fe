//! What authors write in the place of what YAML has, in the line where a parser gives up or in one above it.

use core::ops::Range;

/// A slip: where it stands in the head, what it is, and what to do about it.
pub(super) type Slip = (Range<usize>, &'static str, &'static str);

/// The slip that made a head unreadable, whose parser gave up at a place; `None` where nobody can tell.
pub(super) fn find(head: &str, at: usize) -> Option<Slip> {
    let mut start = 0;
    for line in head.split_inclusive('\n') {
        if at < start {
            break;
        }
        if let Some((range, fault, remedy)) = in_line(line.trim_end()) {
            return Some((start + range.start..start + range.end, fault, remedy));
        }
        start += line.len();
    }
    None
}

fn in_line(line: &str) -> Option<Slip> {
    let indent = line.len() - line.trim_start().len();
    if let Some(tab) = line.get(..indent)?.find('\t') {
        return Some((
            tab..tab + 1,
            "a tab stands before this line",
            "use spaces: two for each step to the right",
        ));
    }
    let (name, value) = line.split_once(':')?;
    let is_name =
        !name.trim().is_empty() && name.trim().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    if !is_name {
        return None;
    }
    if !value.is_empty() && !value.starts_with(' ') {
        return Some((
            name.len()..name.len() + 1,
            "there is no space behind this colon",
            "put one between the name of a field and its value",
        ));
    }
    let start = line.len() - value.trim_start().len();
    let value = line.get(start..)?;
    if value.starts_with(['“', '”', '„', '«', '»']) {
        return Some((
            start..line.len(),
            "this text stands in quotation marks that are none for the head",
            "put it between straight ones (\")",
        ));
    }
    if value.starts_with('"') {
        let rest = quoted_end(value).and_then(|end| value.get(end..)).map(str::trim_start);
        let is_closed = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('#'));
        return (!is_closed).then_some((
            start..line.len(),
            "this text does not end at a straight quotation mark as it begins with one",
            "put one (\") at its end, and write \\\" for each in the middle of it",
        ));
    }
    if value.ends_with('"') {
        return Some((
            start..line.len(),
            "this text ends at a straight quotation mark and does not begin with one",
            "put one (\") at both ends, and write \\\" for each in the middle of it",
        ));
    }
    if !value.starts_with(['{', '[', '\'']) && value.contains(": ") {
        return Some((
            start..line.len(),
            "this text has a colon in it",
            "put it between straight quotation marks (\")",
        ));
    }
    None
}

/// Where a text in straight quotation marks ends, behind the second of them.
fn quoted_end(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    let end = text.char_indices().skip(1).find(|&(_, sign)| {
        let is_end = sign == '"' && !is_escaped;
        is_escaped = sign == '\\' && !is_escaped;
        is_end
    });
    end.map(|(at, _)| at + 1)
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn the_line_with_the_slip_is_named_and_not_the_one_where_the_parser_gave_up() {
        for (head, marked, expected) in [
            ("lang: en\ntitle: \"The week\nid: x\n", "\"The week", "does not end"),
            ("title: The week\"\n", "The week\"", "does not begin"),
            ("title: \"The \"new\" week\"\n", "\"The \"new\" week\"", "does not end"),
            ("article:\n\thref: x\n", "\t", "a tab"),
            ("title: The week: nine questions\n", "The week: nine questions", "a colon"),
            ("lang:en\ntitle: x\n", ":", "no space behind"),
            ("title: “The week”\n", "“The week”", "none for the head"),
        ] {
            let (range, fault, _) = find(head, head.len()).unwrap();
            assert_eq!(&head[range], marked, "{head}: {fault}");
            assert!(fault.contains(expected), "{head}: {fault}");
        }
    }

    #[test]
    fn what_is_written_well_is_no_slip() {
        let head = "id: \"a\" # for links\ntitle: \"A: \\\"b\\\"\"\narticle: { title: A, href: \"x: y\" }\nbands:\n  - { title: x }\nhref: https://x.example\nbyline: 'A: b'\n";
        assert_eq!(find(head, head.len()), None);
    }
}
