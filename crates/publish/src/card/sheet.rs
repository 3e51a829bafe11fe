//! Draws what was laid out. Places are told from where reading begins: from the left, or from the right. Lengths are in
//! pixels.

use super::WIDTH;
use super::canvas::{Area, Canvas, Ink};
use super::contents::Contents;
use super::layout::{Block, COLUMN, Cells, GAP, MARGIN, Plan, RULE, SMALL, STEPS, Style, TOP, Texts};
use super::text::{Line, Lines, Text};

/// How high the bars of steps are, and the most that is between them.
const BAR: f32 = 10.0;
const BETWEEN_BARS: f32 = 8.0;

/// As many steps as can be told from each other.
const MOST_STEPS: usize = 100;

/// How wide the lines around choices and around their marks are.
const CELL_PEN: f32 = 2.0;
const MARK_PEN: f32 = 2.5;

/// A canvas that is drawn on from where reading begins.
pub(super) struct Sheet {
    canvas: Canvas,
    is_rtl: bool,
}

impl Sheet {
    /// The card.
    pub(super) fn drawn(contents: &Contents, texts: &Texts, plan: &Plan) -> Canvas {
        let mut sheet = Sheet { canvas: Canvas::default(), is_rtl: contents.is_rtl };
        let [title, steps, stem, cells] = plan.spread();
        if let Some(article) = &texts.article {
            sheet.one_line(article, Ink::Soft, COLUMN, TOP);
        }
        sheet.fill(Ink::Text, Area { left: MARGIN, top: plan.rule, width: COLUMN, height: RULE }, 0.0);
        sheet.block(texts.title.as_ref(), &plan.title, title);
        sheet.steps(contents.steps, texts.drawn.as_ref(), steps);
        sheet.block(texts.stem.as_ref(), &plan.stem, stem);
        sheet.cells(texts, &plan.cells, contents.is_choose_all, cells);
        sheet.canvas
    }

    /// A bar for each step, and in words how many there are.
    fn steps(&mut self, steps: usize, drawn: Option<&Text>, top: f32) {
        let mut width = COLUMN;
        if let Some(drawn) = drawn {
            let lines = drawn.lines(SMALL.of(COLUMN / 2.0), 1);
            let words = lines.lines.iter().map(|line| line.width).sum::<f32>() * SMALL.size;
            for line in &lines.lines {
                self.line(drawn, line, SMALL, Ink::Accent, (MARGIN + COLUMN - words, top));
            }
            width -= words + SMALL.size;
        }
        let steps = steps.clamp(1, MOST_STEPS);
        let gap = BETWEEN_BARS.min(width / steps as f32 / 3.0);
        let pitch = (width + gap) / steps as f32;
        let top = top + (STEPS - BAR) / 2.0;
        for step in 0..steps {
            // Where a reader is: at the first.
            let ink = if step == 0 { Ink::Text } else { Ink::Rule };
            let left = MARGIN + pitch * step as f32;
            self.fill(ink, Area { left, top, width: pitch - gap, height: BAR }, 0.0);
        }
    }

    fn cells(&mut self, texts: &Texts, cells: &Cells, is_choose_all: bool, mut top: f32) {
        let room = cells.room();
        let mut places = 0..room;
        for &height in &cells.rows {
            for (column, place) in places.by_ref().take(cells.columns).enumerate() {
                let left = MARGIN + (cells.width + GAP) * column as f32;
                let area = Area { left, top, width: cells.width, height };
                if room < cells.count && place + 1 == room {
                    self.others(texts, cells, area);
                } else {
                    let choice = texts.choices.get(place).zip(cells.choices.get(place));
                    self.cell(choice, cells, area, is_choose_all);
                }
            }
            top += height + GAP;
        }
    }

    /// A choice that can be picked; without its text where that cannot be shown.
    fn cell(&mut self, choice: Option<(&Text, &Lines)>, cells: &Cells, area: Area, is_choose_all: bool) {
        let style = cells.style;
        self.frame(Ink::Control, area, style.size * 0.28, CELL_PEN);
        let (size, middle) = (cells.mark(), area.top + area.height / 2.0);
        let left = area.left + cells.padding();
        let mark = Area { left, top: middle - size / 2.0, width: size, height: size };
        // As the widget has it: a box where several may be picked.
        let radius = if is_choose_all { size * 0.18 } else { size / 2.0 };
        self.frame(Ink::Control, mark, radius, MARK_PEN);
        if let Some((text, lines)) = choice {
            let mut top = middle - style.height(lines.lines.len()) / 2.0;
            for line in &lines.lines {
                self.line(text, line, style, Ink::Text, (area.left + cells.text_start(), top));
                top += style.height(1);
            }
        }
    }

    /// What stands in the place of choices that there is no room for.
    fn others(&mut self, texts: &Texts, cells: &Cells, area: Area) {
        if let Some(others) = &texts.others {
            let top = area.top + (area.height - cells.style.height(1)) / 2.0;
            self.line(others, &others.line(), cells.style, Ink::Text, (area.left + cells.padding(), top));
        }
    }

    fn block(&mut self, text: Option<&Text>, block: &Block, mut top: f32) {
        for line in &block.lines.lines {
            if let Some(text) = text {
                let left = COLUMN - line.width * block.style.size;
                let start = if block.is_centred { MARGIN + left / 2.0 } else { MARGIN };
                self.line(text, line, block.style, Ink::Text, (start, top));
            }
            top += block.style.height(1);
        }
    }

    /// Small print.
    fn one_line(&mut self, text: &Text, ink: Ink, width: f32, top: f32) {
        for line in &text.lines(SMALL.of(width), 1).lines {
            self.line(text, line, SMALL, ink, (MARGIN, top));
        }
    }

    fn line(&mut self, text: &Text, line: &Line, style: Style, ink: Ink, (start, top): (f32, f32)) {
        /// How far the letters stand below the middle of a line, so that capitals are in its middle.
        const BELOW: f32 = 0.32;
        let left = self.left(start, line.width * style.size);
        let base = top + style.height(1) / 2.0 + BELOW * style.size;
        for glyph in &line.glyphs {
            let (x, y) = glyph.place;
            let place = (left + x * style.size, base - y * style.size);
            text.face.outline(glyph.id, style.size, place, self.canvas.shapes(ink));
        }
    }

    fn fill(&mut self, ink: Ink, area: Area, radius: f32) {
        let left = self.left(area.left, area.width);
        self.canvas.fill(ink, Area { left, ..area }, radius);
    }

    fn frame(&mut self, ink: Ink, area: Area, radius: f32, pen: f32) {
        let left = self.left(area.left, area.width);
        self.canvas.frame(ink, Area { left, ..area }, radius, pen);
    }

    /// Where something that wide stands from the left.
    fn left(&self, start: f32, width: f32) -> f32 {
        if self.is_rtl { f32::from(WIDTH) - start - width } else { start }
    }
}
