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

/// The letter that a line begins with, from 0, where choices have letters elsewhere: `a) Twelve`.
pub(super) fn letter_of_choice(line: &str) -> Option<u8> {
    let mut signs = line.trim_start().trim_start_matches('(').bytes();
    let letter = signs.next().filter(u8::is_ascii_alphabetic)?;
    let is_marked = matches!(signs.next(), Some(b')' | b'.')) && signs.next() == Some(b' ');
    is_marked.then(|| letter.to_ascii_lowercase() - b'a')
}

/// Whether a paragraph begins with a choice that has a letter, and has others: what stands between them may be feedback.
pub(super) fn are_lettered_choices(paragraph: &str) -> bool {
    let is_first = paragraph.lines().next().and_then(letter_of_choice) == Some(0);
    is_first && paragraph.lines().filter_map(letter_of_choice).any(|letter| letter == 1)
}

#[cfg(test)]
mod tests {
    use super::{are_lettered_choices, is_choice};

    #[test]
    fn choices_with_letters_are_known_where_there_are_several() {
        for (paragraph, expected) in [
            ("a) Ten\nb) Twelve", true),
            ("A. Ten\n(B) Twelve\n", true),
            ("a) Ten", false),
            ("a) Ten\nNo.\nb) Twelve\nYes.", true),
            ("A. Smith said so.\nNobody knows.", false),
            ("A. Smith and\nC. Jones said so.", false),
            ("U.S. law\nU.K. law", false),
        ] {
            assert_eq!(are_lettered_choices(paragraph), expected, "{paragraph}");
        }
    }

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
