//! What authors write in the place of what YAML has.

use core::ops::Range;

/// A slip: where it stands in the head, what it is, and what to do about it.
pub(super) type Slip = (Range<usize>, &'static str, &'static str);

/// The slips of a head that could not be read, in lines that tell them by themselves.
pub(super) fn all(head: &str) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut start = 0;
    for line in head.split_inclusive('\n') {
        let slip = in_line(line.trim_end());
        slips.extend(
            slip.map(|(range, fault, remedy)| (start + range.start..start + range.end, fault, remedy)),
        );
        start += line.len();
    }
    slips
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
        let Some(end) = quoted_end(value) else {
            return Some((
                start..line.len(),
                "the quotation mark at the end of this text is missing",
                "put a straight one (\") there",
            ));
        };
        let rest = value.get(end..)?.trim_start();
        return (!rest.is_empty() && !rest.starts_with('#')).then_some((
            start..line.len(),
            "there are straight quotation marks inside of this text, which ends at the first of them",
            "write \\\" for each in the middle, or put round ones there",
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
    use super::all;

    #[test]
    fn each_line_with_a_slip_is_named_and_not_the_one_where_the_parser_gave_up() {
        for (head, marked, expected) in [
            ("lang: en\ntitle: \"The week\nid: x\n", "\"The week", "at the end of this text is missing"),
            ("title: The week\"\n", "The week\"", "does not begin"),
            ("title: \"The \"new\" week\"\n", "\"The \"new\" week\"", "inside of this text"),
            ("article:\n\thref: x\n", "\t", "a tab"),
            ("title: The week: nine questions\n", "The week: nine questions", "a colon"),
            ("lang:en\ntitle: x\n", ":", "no space behind"),
            ("title: “The week”\n", "“The week”", "none for the head"),
        ] {
            let slips = all(head);
            let [(range, fault, _)] = slips.as_slice() else { panic!("{head}: {slips:?}") };
            assert_eq!(&head[range.clone()], marked, "{head}: {fault}");
            assert!(fault.contains(expected), "{head}: {fault}");
        }
    }

    #[test]
    fn what_is_written_well_is_no_slip() {
        let head = "id: \"a\" # for links\ntitle: \"A: \\\"b\\\"\"\narticle: { title: A, href: \"x: y\" }\nbands:\n  - { title: x }\nhref: https://x.example\nbyline: 'A: b'\n";
        assert_eq!(all(head), []);
    }
}
