//! A text that is measured, and broken into lines. It knows no picture. Lengths are in parts of the size of text.

use anyhow::Result;

use super::typeface::{Face, Glyph, Shaper, Weight};

/// What stands where a text was cut off.
const ELLIPSIS: &str = "…";

/// What does not stand before an ellipsis.
const LOOSE: [char; 9] = [',', ';', ':', '.', '–', '—', '-', '·', '…'];

/// How wide a space is where the typeface does not say.
const SPACE: f32 = 0.25;

/// A text whose words are measured.
pub(super) struct Text {
    pub(super) face: &'static Face,
    parts: Vec<Part>,
    ellipsis: Part,
    space: f32,
}

/// A part of a text that lines may break before.
#[derive(Clone, Debug)]
struct Part {
    glyphs: Vec<Glyph>,
    width: f32,
    /// Whether there is a space before it.
    has_space: bool,
    /// How many glyphs are left of it before an ellipsis.
    firm: usize,
}

/// Lines of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lines {
    pub(super) lines: Vec<Line>,
    /// Whether there was more than they have room for.
    pub(super) is_cut: bool,
}

/// A line: glyphs, whose places are from its start.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) width: f32,
    /// How many glyphs may be left before an ellipsis.
    stops: Vec<usize>,
}

impl Text {
    /// Measures a text; `None` where it is empty, or the typeface lacks one of its letters.
    ///
    /// # Errors
    /// The typeface cannot be read.
    pub(super) fn new(weight: Weight, lang: &str, text: &str) -> Result<Option<Text>> {
        let face = Face::of(weight)?;
        let mut shaper = face.shaper(lang);
        let words = text.split(' ').filter(|word| !word.is_empty());
        let parts =
            words.flat_map(|word| parts(word).into_iter().enumerate().map(|(ix, part)| (part, ix == 0)));
        let parts: Option<Vec<Part>> =
            parts.map(|(part, has_space)| Part::new(&mut shaper, part, has_space)).collect();
        let (Some(parts), Some(ellipsis)) = (parts, Part::new(&mut shaper, ELLIPSIS, false)) else {
            return Ok(None);
        };
        let space = Part::new(&mut shaper, " ", false).map_or(SPACE, |space| space.width);
        Ok((!parts.is_empty()).then_some(Text { face, parts, ellipsis, space }))
    }

    /// The text in one line, whole.
    pub(super) fn line(&self) -> Line {
        self.broken(f32::INFINITY).into_iter().next().unwrap_or_default()
    }

    /// The text in a column, in so many lines at the most: where it needs more, it ends with an ellipsis.
    pub(super) fn lines(&self, column: f32, most: usize) -> Lines {
        let mut lines = self.broken(column);
        let is_cut = most < lines.len();
        if is_cut {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                last.end_with(&self.ellipsis, column);
            }
        }
        Lines { lines, is_cut }
    }

    /// The same, and of all columns that give as many lines the narrowest: no line has a word alone.
    pub(super) fn balanced(&self, column: f32, most: usize) -> Lines {
        /// How many times the columns in question are halved: a twentieth of a letter is left.
        const HALVINGS: usize = 10;
        let lines = self.lines(column, most);
        if lines.is_cut || lines.lines.len() < 2 {
            return lines;
        }
        let (mut narrow, mut wide, mut best) = (column / 2.0, column, lines);
        for _ in 0..HALVINGS {
            let middle = f32::midpoint(narrow, wide);
            let other = self.lines(middle, best.lines.len());
            if other.is_cut {
                narrow = middle;
            } else {
                (wide, best) = (middle, other);
            }
        }
        best
    }

    fn broken(&self, column: f32) -> Vec<Line> {
        let (mut lines, mut line) = (Vec::new(), Line::default());
        for part in &self.parts {
            let space = if part.has_space && !line.glyphs.is_empty() { self.space } else { 0.0 };
            if line.width + space + part.width <= column {
                line.width += space;
                line.push(part);
                continue;
            }
            if !line.glyphs.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            let mut rest = part.clone();
            while column < rest.width
                && let Some(start) = rest.split_off(column)
            {
                line.push(&start);
                lines.push(std::mem::take(&mut line));
            }
            line.push(&rest);
        }
        lines.push(line);
        lines
    }
}

impl Part {
    fn new(shaper: &mut Shaper<'_>, part: &str, has_space: bool) -> Option<Part> {
        let (glyphs, width) = shaper.word(part)?;
        let firm = part.trim_end_matches(LOOSE).len();
        let firm = glyphs.iter().filter(|glyph| glyph.from < firm).count();
        Some(Part { glyphs, width, has_space, firm })
    }

    /// Takes as much from its start as fits into a column, but at least a letter; `None` where it has only one.
    fn split_off(&mut self, column: f32) -> Option<Part> {
        let starts = self.glyphs.iter().enumerate().skip(1).filter(|(_, glyph)| glyph.is_start);
        let starts: Vec<usize> = starts.map(|(ix, _)| ix).collect();
        let end_before =
            |ix: &usize| ix.checked_sub(1).and_then(|ix| self.glyphs.get(ix)).map_or(0.0, |glyph| glyph.end);
        let fitting = starts.iter().rev().find(|ix| end_before(ix) <= column);
        let at = *fitting.or(starts.first())?;
        let width = end_before(&at);
        let rest = self.glyphs.split_off(at);
        let start = Part { glyphs: std::mem::take(&mut self.glyphs), width, firm: at, ..*self };
        self.glyphs = rest.into_iter().map(|glyph| glyph.moved(-width)).collect();
        self.width -= width;
        self.firm = self.firm.saturating_sub(at);
        Some(start)
    }
}

impl Line {
    fn push(&mut self, part: &Part) {
        self.stops.push(self.glyphs.len() + part.firm);
        self.glyphs.extend(part.glyphs.iter().map(|glyph| glyph.moved(self.width)));
        self.width += part.width;
    }

    /// Leaves out words until an ellipsis has room, or letters where it is one word.
    fn end_with(&mut self, ellipsis: &Part, column: f32) {
        let room = column - ellipsis.width;
        let end_of = |count: usize| {
            count.checked_sub(1).and_then(|ix| self.glyphs.get(ix)).map_or(0.0, |glyph| glyph.end)
        };
        let fits = |count: &usize| 0 < *count && end_of(*count) <= room;
        let letters = || {
            (0..self.glyphs.len()).rev().filter(|ix| self.glyphs.get(*ix).is_some_and(|glyph| glyph.is_start))
        };
        let count = self.stops.iter().rev().copied().find(fits);
        let count = count.or_else(|| letters().find(fits)).unwrap_or_default();
        self.width = end_of(count);
        self.glyphs.truncate(count);
        self.stops.clear();
        self.push(ellipsis);
    }
}

/// The parts of a word that lines may break between: behind hyphens, dashes and slashes that stand between letters.
fn parts(word: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut breaks) = (0, false);
    for (at, letter) in word.char_indices() {
        let is_letter = letter.is_alphanumeric();
        if breaks && is_letter {
            parts.extend(word.get(start..at));
            start = at;
        }
        // A hyphen at the start of a word is a minus.
        breaks = 0 < at && matches!(letter, '-' | '‐' | '–' | '—' | '/');
    }
    parts.extend(word.get(start..));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Text {
        Text::new(Weight::Bold, "en", text).unwrap().unwrap()
    }

    /// How wide a text is in one line.
    fn width(words: &str) -> f32 {
        text(words).line().width
    }

    #[track_caller]
    fn check(lines: &Lines, expected: &[&str]) {
        let (found, expected): (Vec<f32>, Vec<f32>) = (
            lines.lines.iter().map(|line| line.width).collect(),
            expected.iter().map(|line| width(line)).collect(),
        );
        assert_eq!(found.len(), expected.len(), "{found:?} {expected:?}");
        // Neighbours in one word come closer to each other than in two.
        assert!(
            found.iter().zip(&expected).all(|(one, other)| (one - other).abs() < 0.1),
            "{found:?} {expected:?}"
        );
    }

    #[test]
    fn lines_break_between_words_and_behind_hyphens_and_are_as_wide_as_their_glyphs() {
        let column = width("a half-open");
        let lines = text("a half-open door and a half-closed one").lines(column, 9);
        check(&lines, &["a half-open", "door and a", "half-closed", "one"]);
        check(&text("the half-closed door").lines(width("the half- "), 9), &["the half-", "closed", "door"]);
        for line in &lines.lines {
            assert!(line.width <= column);
            assert_eq!(line.glyphs.last().map(|glyph| glyph.end), Some(line.width));
        }
    }

    #[test]
    fn what_belongs_together_is_not_broken() {
        let lines = |words: &str, column: &str| text(words).lines(width(column), 9);
        check(&lines("Qui dit ça\u{a0}?", "Qui dit ça"), &["Qui dit", "ça\u{a0}?"]);
        check(&lines("by -5", "by -"), &["by", "-5"]);
        assert_eq!(
            (parts("-5"), parts("and/or"), parts("1990–95")),
            (vec!["-5"], vec!["and/", "or"], vec!["1990–", "95"])
        );
    }

    #[test]
    fn a_word_that_is_too_long_is_broken_between_letters_and_not_before_accents() {
        let lines = text("aaaaaaaa").lines(width("aaa"), 9);
        check(&lines, &["aaa", "aaa", "aa"]);
        // Letters with accents of their own, for which there is no single one.
        let lines = text("q\u{303}q\u{303}q\u{303}").lines(width("q") * 1.5, 9);
        assert_eq!(lines.lines.len(), 3);
        assert!(lines.lines.iter().all(|line| 1 < line.glyphs.len()));
        // One letter stands in each line, however narrow that is.
        assert_eq!(text("aaa").lines(0.1, 9).lines.len(), 3);
    }

    #[test]
    fn what_is_cut_ends_with_an_ellipsis_behind_a_whole_word() {
        let lines = |words: &str, column: &str, most| text(words).lines(width(column), most);
        check(&lines("one two, three four", "one two, thr", 1), &["one two…"]);
        check(&lines("one two, three four", "one two, t", 1), &["one two…"]);
        check(&lines("one two three four", "one two", 2), &["one two", "three…"]);
        check(&lines("aaaaaaaa", "aaa…", 1), &["aaa…"]);
        assert!(lines("one two three", "one two", 1).is_cut && !lines("one two", "one two", 1).is_cut);
        let ellipsis = text(ELLIPSIS).line().glyphs[0].id;
        assert_eq!(lines("one two three", "one two", 1).lines[0].glyphs.last().unwrap().id, ellipsis);
    }

    #[test]
    fn balanced_lines_are_as_many_and_about_as_wide() {
        let words = "one two three four five six seven";
        let column = width("one two three four five six");
        check(&text(words).lines(column, 2), &["one two three four five six", "seven"]);
        check(&text(words).balanced(column, 2), &["one two three", "four five six seven"]);
        assert!(text(words).balanced(column, 1).is_cut);
    }

    #[test]
    fn a_text_has_glyphs_for_all_of_its_letters_or_is_none() {
        for words in [
            "Žluťoučký kůň, ¿qué año? “Zażółć” gęślą",
            "Đường phố Hà Nội",
            "Кто первым предложил? Їжак, ђак",
            "Ποιος πρότεινε πρώτος;",
            "½ 1953–2019 € № 36 %",
            "soft\u{ad}hyphen, e\u{301}",
        ] {
            let line = text(words).line();
            assert!(line.glyphs.iter().all(|glyph| glyph.id != harfrust::GlyphId::NOTDEF), "{words}");
        }
        for words in ["谁提出了?", "من اقترح؟", "מי הציע?", "ผู้ใด", "한국어", "Hanoi 河内", ""]
        {
            assert!(Text::new(Weight::Regular, "en", words).unwrap().is_none(), "{words}");
        }
    }
}
