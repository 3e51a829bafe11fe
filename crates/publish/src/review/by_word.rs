//! What changed between two texts, word by word. It knows no question.

/// A part of two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// It stands in both.
    Kept(&'a str),
    /// It stands in the earlier one alone.
    Gone(&'a str),
    /// It stands in the later one alone.
    New(&'a str),
}

/// Up to how many pairs of words two texts are compared by word: what is longer is told as a whole.
const MOST_PAIRS: usize = 250_000;

/// The parts of two texts, in their order; what is gone stands before what took its place. Where less than half stays, one
/// text takes the place of the other: of a sentence in shreds nobody sees what it was.
pub(super) fn parts<'a>(earlier: &'a str, later: &'a str) -> Vec<Part<'a>> {
    let whole = || {
        let both = [(earlier, Part::Gone(earlier)), (later, Part::New(later))];
        both.into_iter().filter(|(text, _)| !text.is_empty()).map(|(_, part)| part).collect()
    };
    let (old, new) = (words(earlier), words(later));
    if MOST_PAIRS < old.len().saturating_mul(new.len()) {
        return whole();
    }
    let common = common_lengths(&old, &new);
    let at =
        |old: usize, new: usize| common.get(old).and_then(|row| row.get(new)).copied().unwrap_or_default();
    if at(0, 0) * 2 < old.len().max(new.len()) {
        return whole();
    }
    let mut runs: Vec<Run> = Vec::new();
    let (mut in_old, mut in_new) = (0, 0);
    while in_old < old.len() || in_new < new.len() {
        let (from_old, from_new) = (old.get(in_old), new.get(in_new));
        if from_old.is_some() && from_old.map(|word| word.text) == from_new.map(|word| word.text) {
            extend(&mut runs, Kind::Kept, from_new);
            (in_old, in_new) = (in_old + 1, in_new + 1);
        } else if from_new.is_none()
            || (from_old.is_some() && at(in_old, in_new + 1) <= at(in_old + 1, in_new))
        {
            extend(&mut runs, Kind::Gone, from_old);
            in_old += 1;
        } else {
            extend(&mut runs, Kind::New, from_new);
            in_new += 1;
        }
    }
    let part = |run: &Run| match run.kind {
        Kind::Kept => later.get(run.start..run.end).map(Part::Kept),
        Kind::New => later.get(run.start..run.end).map(Part::New),
        Kind::Gone => earlier.get(run.start..run.end).map(Part::Gone),
    };
    runs.iter().filter_map(part).collect()
}

/// A word with the space behind it.
#[derive(Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

/// The words of a text. In writing without spaces, the text is one word.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut start = 0;
    let pieces = text.split_inclusive(char::is_whitespace);
    let word = |piece: &str| {
        let begin = start;
        start += piece.len();
        (begin, start)
    };
    let places: Vec<(usize, usize)> = pieces.map(word).collect();
    places
        .into_iter()
        .filter_map(|(start, end)| Some(Word { text: text.get(start..end)?.trim_end(), start, end }))
        .collect()
}

/// How many words the rests of two texts have in common, in their order, from each pair of words on.
fn common_lengths(old: &[Word<'_>], new: &[Word<'_>]) -> Vec<Vec<usize>> {
    let mut rows = vec![vec![0; new.len() + 1]];
    for from_old in old.iter().rev() {
        let mut row = vec![0];
        let below = rows.last().cloned().unwrap_or_default();
        for (ix, from_new) in new.iter().enumerate().rev() {
            let right = row.last().copied().unwrap_or_default();
            let diagonal = below.get(ix + 1).copied().unwrap_or_default();
            let here = below.get(ix).copied().unwrap_or_default();
            row.push(if from_old.text == from_new.text { diagonal + 1 } else { right.max(here) });
        }
        row.reverse();
        rows.push(row);
    }
    rows.reverse();
    rows
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Kept,
    Gone,
    New,
}

/// Words of one kind that stand one after the other.
struct Run {
    kind: Kind,
    start: usize,
    end: usize,
}

fn extend(runs: &mut Vec<Run>, kind: Kind, word: Option<&Word<'_>>) {
    let Some(word) = word else { return };
    match runs.last_mut() {
        Some(run) if run.kind == kind => run.end = word.end,
        _ => runs.push(Run { kind, start: word.start, end: word.end }),
    }
}

#[cfg(test)]
mod tests {
    use super::Part::{Gone, Kept, New};
    use super::{MOST_PAIRS, parts};

    #[test]
    fn words_that_changed_are_told_and_the_others_kept() {
        assert_eq!(
            parts("Who paid the bill?", "Who paid for the bridge?"),
            [Kept("Who paid "), New("for "), Kept("the "), Gone("bill?"), New("bridge?")]
        );
        assert_eq!(parts("Now and", "Now and then"), [Kept("Now and "), New("then")]);
        assert_eq!(parts("Now", "Now and then"), [Gone("Now"), New("Now and then")], "most of it is new");
        assert_eq!(parts("One two three", "One three"), [Kept("One "), Gone("two "), Kept("three")]);
        assert_eq!(parts("", "All new"), [New("All new")]);
        assert_eq!(parts("All gone", ""), [Gone("All gone")]);
        assert_eq!(parts("年に開いた", "年に閉じた"), [Gone("年に開いた"), New("年に閉じた")]);
    }

    #[test]
    fn each_text_can_be_read_again_from_its_parts() {
        for (earlier, later) in [("a b c d", "b  x d e"), ("é\u{a0}ü", "é ü"), ("x y", "x y"), (" a", "a ")]
        {
            let parts = parts(earlier, later);
            let new: String = parts
                .iter()
                .filter_map(|part| if let Kept(text) | New(text) = part { Some(*text) } else { None })
                .collect();
            assert_eq!(new, later);
            assert!(parts.iter().all(|part| !matches!(part, Kept("") | New("") | Gone(""))), "{parts:?}");
        }
    }

    #[test]
    fn a_text_that_is_very_long_is_told_as_a_whole() {
        let long = "word ".repeat(MOST_PAIRS);
        assert_eq!(parts(&long, "a b"), [Gone(&long), New("a b")]);
    }
}
