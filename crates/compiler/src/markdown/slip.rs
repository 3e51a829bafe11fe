//! What authors write in the place of what Markdown has.

/// What is said of a line that looks like a choice and is none, and what to do about it.
pub(super) const CHOICE: (&str, &str) = (
    "this looks like a choice",
    "begin it with - [x] where it is right, and with - [ ] where it is wrong, with these spaces",
);

/// Whether a line begins like a choice that Markdown does not take for one: without a dash, with that of a word processor,
/// or without the spaces around the box.
pub(super) fn is_choice(line: &str) -> bool {
    let line = line.trim_start();
    let rest = line.trim_start_matches(['-', '*', '+', '•', '–', '—', '−', ' ', '\u{a0}']);
    let boxed = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    boxed.is_some_and(|(tick, _)| matches!(tick.trim(), "" | "x" | "X" | "✓" | "✔"))
}

#[cfg(test)]
mod tests {
    use super::is_choice;

    #[test]
    fn a_choice_is_known_by_its_box() {
        for (line, expected) in [
            ("-[x] Twelve", true),
            ("– [x] Twelve", true),
            ("[ ] Twelve", true),
            ("-\u{a0}[x] Twelve", true),
            ("[] Twelve", true),
            ("[sic] he said", false),
            ("Twelve [x]", false),
            ("- Twelve", false),
        ] {
            assert_eq!(is_choice(line), expected, "{line}");
        }
    }
}
