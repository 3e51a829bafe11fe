//! How high the first body is before anyone has answered: `static/first.css` in numbers. Lengths are in parts of the size of
//! text, as there, which is taken to be 16 pixels, or in CSS pixels where it says so.

use newsquiz_core::{attempt::Attempt, bank::Bank, labels::Label};

use super::typeface::{Typeface, is_dense};

/// The size of text, in pixels: what browsers call medium.
const SIZE: f64 = 16.0;

/// How high what a finger presses is at least, in pixels.
const TOUCH: f64 = 44.0;

/// How much wider engines may lay text out than its letters are: WebKit rounds each of them.
const WIDER: f64 = 1.015;

/// A style of text: its size and the height of its lines in parts of that.
#[derive(Clone, Copy, Debug)]
struct Style {
    typeface: Typeface,
    /// In pixels.
    size: f64,
    line: f64,
}

const TITLE: Style = Style { typeface: Typeface::SerifBold, size: 1.6 * SIZE, line: 1.15 };
const STEM: Style = Style { typeface: Typeface::SerifBold, size: 1.25 * SIZE, line: 1.3 };
const SMALL: Style = Style { typeface: Typeface::SansBold, size: 0.9 * SIZE, line: 1.4 };
const INTRO: Style = Style { typeface: Typeface::Sans, size: SIZE, line: 1.5 };
const DRAWN: Style = Style { typeface: Typeface::Sans, size: 0.9 * SIZE, line: 1.5 };
const CHOICE: Style = Style { typeface: Typeface::Sans, size: SIZE, line: 1.4 };
const BUTTON: Style = Style { typeface: Typeface::SansBold, size: SIZE, line: 1.3 };
const SMALL_BUTTON: Style = Style { size: 0.9 * SIZE, ..BUTTON };

/// A text whose words are measured.
#[derive(Clone, Debug)]
struct Text {
    style: Style,
    /// How wide each part is that is not broken, in pixels, and whether there is a space before it.
    parts: Vec<(f64, bool)>,
    /// How wide a space is.
    space: f64,
}

impl Text {
    fn new(style: Style, text: &str) -> Text {
        let width = |text: &str| style.typeface.width(text) * style.size * WIDER;
        let words = text.split_whitespace().map(parts);
        let measured =
            words.flat_map(|parts| parts.into_iter().enumerate().map(|(ix, part)| (width(part), ix == 0)));
        Text { style, parts: measured.collect(), space: width(" ") }
    }

    /// How high it is in a column, both in pixels.
    fn height(&self, column: f64) -> f64 {
        f64::from(self.lines(column)) * self.style.size * self.style.line
    }

    /// How wide it is in one line, in pixels.
    fn width(&self) -> f64 {
        let spaces = self.parts.iter().filter(|(_, has_space)| *has_space).count().saturating_sub(1);
        self.parts.iter().map(|(width, _)| width).sum::<f64>() + spaces as f64 * self.space
    }

    /// How many lines it takes.
    fn lines(&self, column: f64) -> u32 {
        let (mut lines, mut end) = (1, 0.0);
        for &(width, has_space) in &self.parts {
            let before = if has_space && 0.0 < end { self.space } else { 0.0 };
            if end + before + width <= column {
                end += before + width;
                continue;
            }
            if 0.0 < end {
                lines += 1;
            }
            end = width;
            // A word that is too long for a line breaks anywhere.
            while column < end {
                lines += 1;
                end -= column;
            }
        }
        lines
    }

    /// How high a button with these words is.
    fn button(&self, column: f64) -> f64 {
        (self.height(column) + 1.44 * self.style.size).max(TOUCH)
    }
}

/// The parts of a word that lines may break between.
fn parts(word: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, letter) in word.char_indices() {
        let end = at + letter.len_utf8();
        let before = word.get(..at).and_then(|text| text.chars().next_back());
        let is_hyphen = |letter| matches!(letter, '-' | '–' | '—');
        let breaks = is_dense(letter) || before.is_some_and(|before| is_dense(before) || is_hyphen(before));
        if breaks && start < at && !is_hyphen(letter) {
            parts.extend(word.get(start..at));
            start = at;
        }
        if end == word.len() {
            parts.extend(word.get(start..));
        }
    }
    parts
}

/// What stands in the first body before anyone has answered, measured.
#[derive(Debug)]
pub(super) struct Layout {
    title: Text,
    intro: Option<Text>,
    drawn: Text,
    /// The button for other questions, where there are any.
    others: Option<Text>,
    /// Number and stem of the first question, and that it has several keys where it does.
    legend: Vec<Text>,
    choices: Vec<Text>,
    check: Text,
    show: Text,
}

impl Layout {
    /// The layout of the bank's own draw.
    pub(super) fn new(bank: &Bank) -> Layout {
        let parts = bank.parts();
        let labels = &parts.labels;
        let attempt = Attempt::new(bank.draw());
        let (count, all) = (attempt.slots().len(), bank.playable());
        let word = |style, label| Text::new(style, &labels.get(label));
        let filled = |style, label, first: usize, second: usize| {
            Text::new(style, &labels.fill(label, &first.to_string(), &second.to_string()))
        };
        let first = attempt.slots().first().and_then(|slot| Some((slot, slot.question(bank)?)));
        let (legend, choices) = first.map_or_else(Default::default, |(slot, question)| {
            let mut legend = vec![filled(SMALL, Label::Progress, 1, count), Text::new(STEM, &question.stem)];
            legend.extend(question.is_choose_all().then(|| word(SMALL, Label::ChooseAll)));
            let choices = slot.order.iter().filter_map(|&ix| question.choices.get(ix));
            (legend, choices.map(|choice| Text::new(CHOICE, &choice.text)).collect())
        });
        Layout {
            title: Text::new(TITLE, &parts.title),
            intro: (!parts.intro.is_empty()).then(|| Text::new(INTRO, &parts.intro)),
            drawn: filled(DRAWN, Label::Drawn, count, all),
            others: (count < all).then(|| word(SMALL_BUTTON, Label::Others)),
            legend,
            choices,
            check: word(BUTTON, Label::Check),
            show: word(BUTTON, Label::Show),
        }
    }

    /// How high it is at a width of the quiz, both in pixels.
    pub(super) fn height(&self, width: f64) -> f64 {
        // `padding: 1.5em max(4%, 50% - 21em)`
        let column = width - 2.0 * (0.04 * width).max(width / 2.0 - 21.0 * SIZE);
        let steps = (0.3 + 1.0 + 1.9) * DRAWN.size;
        2.0 * 1.5 * SIZE + self.head(column) + steps + self.question(column)
    }

    /// Title, introduction, and what was drawn.
    fn head(&self, column: f64) -> f64 {
        let title = 4.0 + 0.4 * TITLE.size + self.title.height(column);
        let intro = self.intro.as_ref().map_or(0.0, |intro| 0.3 * SIZE + intro.height(column));
        let drawn = self.drawn.height(column);
        let row = match &self.others {
            // All of the bank: nothing was chosen from.
            None => 0.0,
            Some(others) if self.drawn.width() + 1.3 * DRAWN.size + others.width() <= column => {
                others.button(column)
            }
            Some(others) => drawn + others.button(column),
        };
        title + intro + row
    }

    fn question(&self, column: f64) -> f64 {
        let legend = self.legend.iter().map(|text| text.height(column)).sum::<f64>() + 0.65 * STEM.size;
        // Padding, border, the input and the gap beside it.
        let inner = column - 2.0 * (1.05 * SIZE + 1.0) - SIZE - 0.7 * SIZE;
        let choice = |text: &Text| 0.5 * SIZE + (text.height(inner) + 1.4 * SIZE + 2.0).max(TOUCH);
        let choices: f64 = self.choices.iter().map(choice).sum();
        let sides = 2.0 * 1.2 * SIZE;
        let row = self.check.width() + sides + 1.3 * SIZE + self.show.width();
        let buttons = if row <= column {
            self.check.button(column)
        } else {
            self.check.button(column - sides) + self.show.button(column)
        };
        legend + choices + 0.5 * SIZE + buttons
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_break_where_browsers_break_them() {
        for (word, expected) in [
            ("summit", &["summit"][..]),
            ("well-known", &["well-", "known"]),
            ("1950–1953", &["1950–", "1953"]),
            ("--", &["--"]),
            ("橋です", &["橋", "で", "す"]),
            ("B橋", &["B", "橋"]),
        ] {
            assert_eq!(parts(word), expected, "{word}");
        }
    }

    #[test]
    fn a_text_takes_the_lines_that_it_needs() {
        let width = |text| Text::new(CHOICE, text).width();
        let ab = width("a b");
        for (text, column, lines) in [
            ("", 100.0, 1),
            ("a b", ab, 1),
            ("a b", ab - 0.1, 2),
            ("a b c", ab, 2),
            // Words that are too long break anywhere.
            ("aaaa", width("aa"), 2),
            ("é", width("e"), 1),
        ] {
            assert_eq!(Text::new(CHOICE, text).lines(column), lines, "{text} in {column}");
        }
    }
}
