//! How large the texts of a card are, which lines they are broken into, and how high all of it is. It draws nothing.
//! Lengths are in pixels.
//!
//! Everything is as large as fits. What does not fit at the smallest size that can be read is cut off.

use anyhow::Result;

use super::contents::Contents;
use super::text::{Lines, Text};
use super::typeface::Weight;
use super::{HEIGHT, WIDTH};

/// Between what is drawn and the edges at the sides.
pub(super) const MARGIN: f32 = 64.0;

/// How wide texts may be.
pub(super) const COLUMN: f32 = WIDTH as f32 - 2.0 * MARGIN;

/// Where what is drawn begins.
pub(super) const TOP: f32 = 44.0;

/// Where it ends.
pub(super) const BOTTOM: f32 = HEIGHT as f32 - 54.0;

/// How high the rule above the title is, how far it is below the article's title, and how far above that of the quiz.
pub(super) const RULE: f32 = 7.0;
const ABOVE_RULE: f32 = 14.0;
const BELOW_RULE: f32 = 16.0;

/// How high the row of steps is, with its words.
pub(super) const STEPS: f32 = 34.0;

/// Between choices.
pub(super) const GAP: f32 = 12.0;

/// Above the steps, the question and the choices, at the usual size of texts.
const ABOVE_STEPS: f32 = 20.0;
const ABOVE_STEM: f32 = 26.0;
const ABOVE_CHOICES: f32 = 24.0;

/// How much more it may be where there is room.
const MORE: f32 = 30.0;

/// The sizes of texts, in parts of the usual ones.
const SCALES: [f32; 12] = [1.3, 1.24, 1.18, 1.12, 1.06, 1.0, 0.95, 0.9, 0.85, 0.81, 0.78, SMALLEST_SCALE];
const SMALLEST_SCALE: f32 = 0.75;

/// Above and below the text of a choice together, in parts of its size.
const AROUND_CHOICE: f32 = 0.84;

/// From this size on a choice may be broken into two lines: before, smaller letters look better.
const BROKEN_FROM: f32 = 0.95;

/// Cards are shown 600 pixels wide and less: nothing is smaller than this.
const SMALLEST: f32 = 27.0;

/// The most lines of a title and of a question.
const TITLE_LINES: usize = 2;
const STEM_LINES: usize = 4;

/// A style of text: its size, and the height of its lines in parts of that.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    pub(super) size: f32,
    line: f32,
}

/// For the article's title and the number of questions.
pub(super) const SMALL: Style = Style { size: 28.0, line: 1.25 };
const TITLE: Style = Style { size: 54.0, line: 1.12 };
const STEM: Style = Style { size: 42.0, line: 1.2 };
const CHOICE: Style = Style { size: 32.0, line: 1.2 };

/// For what stands in the place of a question that cannot be shown.
const SIGN: Style = Style { size: 240.0, line: 0.95 };

impl Style {
    fn at(self, scale: f32) -> Style {
        Style { size: (self.size * scale).max(SMALLEST), ..self }
    }

    /// How high so many lines are.
    pub(super) fn height(self, lines: usize) -> f32 {
        lines as f32 * self.size * self.line
    }

    /// A length in parts of the size of text.
    pub(super) fn of(self, length: f32) -> f32 {
        length / self.size
    }
}

/// The texts of a card, measured; without those that the typeface lacks letters for.
pub(super) struct Texts {
    pub(super) article: Option<Text>,
    pub(super) title: Option<Text>,
    pub(super) drawn: Option<Text>,
    /// The question, or a sign in its place.
    pub(super) stem: Option<Text>,
    /// The choices; none where there is that sign.
    pub(super) choices: Vec<Text>,
    /// What stands in the place of choices that there is no room for.
    pub(super) others: Option<Text>,
}

impl Texts {
    /// Measures the texts of a card.
    ///
    /// # Errors
    /// The typeface cannot be read.
    pub(super) fn new(contents: &Contents) -> Result<Texts> {
        let text = |weight, text: &str| Text::new(weight, &contents.lang, text);
        let choices: Result<Option<Vec<Text>>> =
            contents.choices.iter().map(|choice| text(Weight::Regular, choice)).collect();
        // A question without one of its choices is another question.
        let question = text(Weight::Bold, &contents.stem)?.zip(choices?);
        let (stem, choices) = question.unzip();
        let is_said_twice = contents.article == contents.title;
        let drawn = text(Weight::Regular, &contents.drawn)?;
        Ok(Texts {
            article: if is_said_twice { None } else { text(Weight::Regular, &contents.article)? },
            title: text(Weight::Bold, &contents.title)?,
            drawn: if drawn.is_some() { drawn } else { text(Weight::Regular, &contents.steps.to_string())? },
            // The sign of all quizzes, in most scripts.
            stem: if stem.is_some() { stem } else { text(Weight::Bold, "?")? },
            choices: choices.unwrap_or_default(),
            others: text(Weight::Regular, "…")?,
        })
    }
}

/// What a plan may take.
#[derive(Clone, Copy, Debug)]
struct Limits {
    scale: f32,
    columns: usize,
    stem_lines: usize,
    choice_lines: usize,
}

/// Which lines the texts of a card are broken into, and at what size.
pub(super) struct Plan {
    scale: f32,
    /// Where the rule is.
    pub(super) rule: f32,
    pub(super) title: Block,
    pub(super) stem: Block,
    pub(super) cells: Cells,
}

/// Lines in a style.
pub(super) struct Block {
    pub(super) lines: Lines,
    pub(super) style: Style,
    /// Whether it stands in the middle, and not where reading begins.
    pub(super) is_centred: bool,
}

/// The choices as a table.
pub(super) struct Cells {
    pub(super) style: Style,
    /// The lines of each choice; none where they cannot be shown.
    pub(super) choices: Vec<Lines>,
    /// How many choices there are.
    pub(super) count: usize,
    pub(super) columns: usize,
    pub(super) width: f32,
    /// How high the rows are that there is room for.
    pub(super) rows: Vec<f32>,
}

impl Plan {
    /// The largest that has all of the texts; else the one that loses least.
    pub(super) fn best(contents: &Contents, texts: &Texts) -> Plan {
        let columns: &[usize] = if contents.choices.len() < 4 { &[1, 2, 3] } else { &[2, 1, 3] };
        let at_scales = |choice_lines| {
            SCALES.into_iter().flat_map(move |scale| {
                let limits = move |&columns| Limits { scale, columns, stem_lines: STEM_LINES, choice_lines };
                columns.iter().map(limits)
            })
        };
        let cut = |(stem_lines, choice_lines)| {
            [2, 3].map(|columns| Limits { scale: SMALLEST_SCALE, columns, stem_lines, choice_lines })
        };
        let plan = |limits| Plan::new(contents, texts, limits);
        let whole = at_scales(1).filter(|limits| BROKEN_FROM <= limits.scale).chain(at_scales(2));
        let whole = whole.map(plan).filter(|plan| !plan.is_cut());
        let cut = [(STEM_LINES, 2), (STEM_LINES, 1), (3, 1), (2, 1)].into_iter().flat_map(cut).map(plan);
        let best = whole.chain(cut).find(|plan| plan.end() <= BOTTOM);
        best.unwrap_or_else(|| {
            let limits = Limits { scale: SMALLEST_SCALE, columns: 3, stem_lines: 2, choice_lines: 1 };
            plan(limits).with_fewer_choices()
        })
    }

    fn new(contents: &Contents, texts: &Texts, limits: Limits) -> Plan {
        let Limits { scale, columns, stem_lines, choice_lines } = limits;
        let block = |style: Style, text: &Option<Text>, most, is_centred| {
            let lines = text.as_ref().map(|text| text.balanced(style.of(COLUMN), most));
            Block { lines: lines.unwrap_or_default(), style, is_centred }
        };
        let is_sign = texts.choices.is_empty();
        let stem = if is_sign { SIGN } else { STEM };
        let article = texts.article.as_ref().map_or(0.0, |_| SMALL.height(1) + ABOVE_RULE);
        Plan {
            scale,
            rule: TOP + article,
            title: block(TITLE.at(scale), &texts.title, TITLE_LINES, false),
            stem: block(stem.at(scale), &texts.stem, stem_lines, is_sign),
            cells: Cells::new(contents, texts, CHOICE.at(scale), columns, choice_lines),
        }
    }

    /// Whether a text is not all there.
    fn is_cut(&self) -> bool {
        self.title.lines.is_cut
            || self.stem.lines.is_cut
            || self.cells.choices.iter().any(|lines| lines.is_cut)
    }

    /// Where the title, the steps, the question and the choices begin, and where all ends, with so much more between them.
    fn tops(&self, more: f32) -> [f32; 5] {
        let between = |above: f32| above * self.scale.min(1.0) + more;
        let title = self.rule + RULE + BELOW_RULE;
        let steps =
            title + self.title.height() + between(if self.title.height() == 0.0 { 0.0 } else { ABOVE_STEPS });
        let stem = steps + STEPS + between(ABOVE_STEM);
        let cells = stem + self.stem.height() + between(ABOVE_CHOICES);
        [title, steps, stem, cells, cells + self.cells.height()]
    }

    fn end(&self) -> f32 {
        let [.., end] = self.tops(0.0);
        end
    }

    /// Where the title, the steps, the question and the choices begin.
    pub(super) fn spread(&self) -> [f32; 4] {
        let more = ((BOTTOM - self.end()) / 3.0).clamp(0.0, MORE);
        let [title, steps, stem, cells, _] = self.tops(more);
        [title, steps, stem, cells]
    }

    /// As many rows of choices as there is room for.
    fn with_fewer_choices(mut self) -> Plan {
        while BOTTOM < self.end() && 1 < self.cells.rows.len() {
            self.cells.rows.pop();
        }
        self
    }
}

impl Block {
    fn height(&self) -> f32 {
        self.style.height(self.lines.lines.len())
    }
}

impl Cells {
    fn new(contents: &Contents, texts: &Texts, style: Style, columns: usize, most_lines: usize) -> Cells {
        let count = contents.choices.len();
        let columns = columns.min(count).max(1);
        let width = (COLUMN - GAP * (columns - 1) as f32) / columns as f32;
        let mut cells = Cells { style, choices: Vec::new(), count, columns, width, rows: Vec::new() };
        let column = style.of(width - cells.text_start() - cells.padding());
        cells.choices = texts.choices.iter().map(|choice| choice.lines(column, most_lines)).collect();
        let lines_in = |row: usize| {
            let choices = cells.choices.iter().skip(row * columns).take(columns);
            choices.map(|lines| lines.lines.len()).max().unwrap_or(1)
        };
        let rows = 0..count.div_ceil(columns);
        cells.rows = rows.map(|row| style.height(lines_in(row)) + AROUND_CHOICE * style.size).collect();
        cells
    }

    /// How many cells there is room for.
    pub(super) fn room(&self) -> usize {
        self.count.min(self.rows.len() * self.columns)
    }

    fn height(&self) -> f32 {
        self.rows.iter().sum::<f32>() + self.rows.len().saturating_sub(1) as f32 * GAP
    }

    /// Beside what stands in a cell.
    pub(super) fn padding(&self) -> f32 {
        self.style.size * 0.7
    }

    /// How large the place is that a choice is marked in.
    pub(super) fn mark(&self) -> f32 {
        self.style.size * 0.78
    }

    /// Where the text begins in a cell.
    pub(super) fn text_start(&self) -> f32 {
        self.padding() + self.mark() + self.style.size * 0.5
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHOICES: [&str; 12] = [
        "Yes",
        "In Singapore",
        "The office of the Secretary of State",
        "1953",
        "Nothing at all, because nobody came",
        "Hanoi",
        "A joint statement on denuclearisation that neither of the two sides has ever signed",
        "Seoul",
        "A treaty of peace",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "Two",
        "Three",
    ];

    fn contents(title: &str, stem: &str, choices: usize) -> Contents {
        Contents {
            lang: "en".to_owned(),
            is_rtl: false,
            article: "An office both leaders like".to_owned(),
            title: title.to_owned(),
            steps: 8,
            drawn: "8 questions".to_owned(),
            stem: stem.to_owned(),
            choices: CHOICES.iter().take(choices).map(|choice| (*choice).to_owned()).collect(),
            is_choose_all: false,
        }
    }

    fn plan(contents: &Contents) -> Plan {
        Plan::best(contents, &Texts::new(contents).unwrap())
    }

    #[test]
    fn whatever_a_bank_says_stays_within_the_card_and_can_be_read() {
        let long = "A summit without a deal and a long history of half-open doors. ".repeat(6);
        let word = "Donaudampfschifffahrt".repeat(20);
        for title in ["Who?", &long, &word] {
            for stem in ["Where?", &long, &word] {
                for choices in 2..=CHOICES.len() {
                    let plan = plan(&contents(title, stem, choices));
                    let told = format!("{choices} choices, {title:.20} {stem:.20}");
                    assert!(plan.end() <= BOTTOM, "{told}: {}", plan.end());
                    let cells = &plan.cells;
                    let column = cells.width - cells.text_start() - cells.padding();
                    let texts = cells.choices.iter().map(|lines| (lines, cells.style, column));
                    let blocks = [&plan.title, &plan.stem].map(|block| (&block.lines, block.style, COLUMN));
                    for (lines, style, column) in texts.chain(blocks) {
                        assert!(SMALLEST <= style.size, "{told}: {}", style.size);
                        assert!(!lines.lines.is_empty(), "{told}");
                        for line in &lines.lines {
                            assert!(
                                line.width * style.size <= column + 0.5,
                                "{told}: {} in {column}",
                                line.width
                            );
                        }
                    }
                    let table = cells.width * cells.columns as f32 + GAP * (cells.columns - 1) as f32;
                    assert!((table - COLUMN).abs() < 0.5, "{told}: {table}");
                }
            }
        }
    }

    #[test]
    fn nothing_is_cut_as_long_as_smaller_letters_have_room() {
        let stem = "Which of these did the president say when he was asked on the last day of the summit?";
        for choices in [2, 3, 4, 6] {
            let plan = plan(&contents("An office for old enemies: the quiz", stem, choices));
            assert!(!plan.is_cut() && plan.cells.room() == choices, "{choices}");
        }
        assert!(plan(&contents("Who?", &stem.repeat(6), 4)).stem.lines.is_cut);
    }

    #[test]
    fn short_texts_are_large() {
        let [short, long] = ["Who?", "Who has said it, and when, and where, and to whom, and why only then?"]
            .map(|stem| plan(&contents("The quiz", stem, 4)).stem.style.size);
        assert!(long < short, "{short} {long}");
    }

    #[test]
    fn what_cannot_be_shown_gives_way_to_a_sign() {
        let full = contents("The quiz", "Who?", 2);
        let foreign = Contents { stem: "谁?".to_owned(), ..full.clone() };
        let foreign_choice = Contents { choices: vec!["Hanoi".to_owned(), "河内".to_owned()], ..full };
        for contents in [foreign, foreign_choice] {
            let texts = Texts::new(&contents).unwrap();
            assert!(texts.title.is_some() && texts.choices.is_empty());
            let plan = Plan::best(&contents, &texts);
            assert!(plan.stem.is_centred && plan.stem.lines.lines.len() == 1);
            assert_eq!((plan.cells.room(), plan.cells.choices.len()), (2, 0));
        }
    }
}
