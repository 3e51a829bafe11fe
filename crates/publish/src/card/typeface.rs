//! The typeface of cards, which the tool carries: which glyphs a word has and where they stand, and their outlines. It
//! knows no lines. Lengths are in parts of the size of text.

use std::str::FromStr as _;
use std::sync::OnceLock;

use anyhow::{Context as _, Result};
use harfrust::font::glyph::outline::{DrawMemory, DrawOptions, PathSink};
use harfrust::{Buffer, Font, GlyphId, Language, ShapeOptions, ShapePlan, ShaperFont, shape};
use tiny_skia::PathBuilder;

/// A weight of the typeface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// For choices and small print.
    Regular,
    /// For title and question.
    Bold,
}

/// A weight that was read.
pub(super) struct Face {
    font: Font,
    units_per_em: f32,
}

/// A glyph of a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    /// Its number in the typeface.
    pub(super) id: GlyphId,
    /// Where it stands: from the start of the word, and above the line.
    pub(super) place: (f32, f32),
    /// Where it ends.
    pub(super) end: f32,
    /// Where its letters begin in the word, in bytes.
    pub(super) from: usize,
    /// Whether a word that is too long may be broken before it: accents stay with their letters.
    pub(super) is_start: bool,
}

impl Glyph {
    /// The same glyph further along the line.
    pub(super) fn moved(self, by: f32) -> Glyph {
        Glyph { place: (self.place.0 + by, self.place.1), end: self.end + by, ..self }
    }
}

/// The typeface in both weights.
struct Typeface {
    regular: Face,
    bold: Face,
}

/// Read once for all cards: that takes longer than to lay out a card.
static TYPEFACE: OnceLock<Option<Typeface>> = OnceLock::new();

impl Face {
    /// A weight of the typeface.
    ///
    /// # Errors
    /// The typeface cannot be read.
    pub(super) fn of(weight: Weight) -> Result<&'static Face> {
        let typeface = TYPEFACE.get_or_init(|| {
            let regular = Face::read(include_bytes!("../../typeface/SourceSerif4-Regular.ttf"))?;
            let bold = Face::read(include_bytes!("../../typeface/SourceSerif4-Bold.ttf"))?;
            Some(Typeface { regular, bold })
        });
        let typeface = typeface.as_ref().context("the typeface of cards cannot be read")?;
        Ok(match weight {
            Weight::Regular => &typeface.regular,
            Weight::Bold => &typeface.bold,
        })
    }

    fn read(bytes: &'static [u8]) -> Option<Face> {
        let font = Font::new(bytes, 0)?;
        let units_per_em = f32::from(font.units_per_em());
        Some(Face { font, units_per_em })
    }

    /// What puts words of a language into glyphs.
    pub(super) fn shaper(&self, lang: &str) -> Shaper<'_> {
        let font = ShaperFont::new(&self.font);
        Shaper { face: self, font, language: Language::from_str(lang).ok(), plans: Vec::new() }
    }

    /// Adds the outline of a glyph to a path: where it begins on the line, in pixels from the upper left corner, and at a
    /// size of text in pixels.
    pub(super) fn outline(&self, glyph: GlyphId, size: f32, place: (f32, f32), path: &mut PathBuilder) {
        let options = DrawOptions::new().with_ppem(Some(size));
        if let Some(outline) = self.font.outline_glyphs().get(glyph) {
            // A glyph whose outline is faulty leaves a gap.
            let _ = outline.draw(&options, DrawMemory::Scratch, &mut Pen { path, place });
        }
    }
}

/// Puts words of one language into glyphs.
pub(super) struct Shaper<'a> {
    face: &'a Face,
    font: ShaperFont<'a, 'static>,
    language: Option<Language>,
    /// What was found out for each script: most texts have one.
    plans: Vec<ShapePlan>,
}

impl Shaper<'_> {
    /// The glyphs of a word, and how wide it is; `None` where the typeface lacks one of its letters.
    pub(super) fn word(&mut self, word: &str) -> Option<(Vec<Glyph>, f32)> {
        let mut buffer = Buffer::new();
        buffer.push_str(word);
        buffer.guess_segment_properties();
        buffer.set_language(self.language.clone());
        let (script, direction) = (buffer.script(), buffer.direction());
        let is_for_word = |plan: &ShapePlan| plan.script() == script && plan.direction() == direction;
        if !self.plans.iter().any(is_for_word) {
            let font = &self.face.font;
            self.plans.push(ShapePlan::new(font, direction, script, self.language.as_ref(), &[]));
        }
        let plan = self.plans.iter().find(|plan| is_for_word(plan));
        shape(&self.font, &mut buffer, ShapeOptions::new().plan(plan)).ok()?;

        let scaled = |units: i32| units as f32 / self.face.units_per_em;
        let (mut glyphs, mut end, mut cluster) = (Vec::new(), 0.0, None);
        for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
            let id = GlyphId::new(info.glyph_id);
            if id == GlyphId::NOTDEF {
                return None;
            }
            let place = (end + scaled(position.x_offset), scaled(position.y_offset));
            end += scaled(position.x_advance);
            let is_start = cluster != Some(info.cluster);
            glyphs.push(Glyph { id, place, end, from: info.cluster as usize, is_start });
            cluster = Some(info.cluster);
        }
        Some((glyphs, end))
    }
}

/// Takes an outline, whose second axis goes up, into a path, whose goes down.
struct Pen<'a> {
    path: &'a mut PathBuilder,
    place: (f32, f32),
}

impl Pen<'_> {
    fn on_picture(&self, x: f32, y: f32) -> (f32, f32) {
        (self.place.0 + x, self.place.1 - y)
    }
}

impl PathSink for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.on_picture(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.on_picture(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        let ((cx0, cy0), (x, y)) = (self.on_picture(cx0, cy0), self.on_picture(x, y));
        self.path.quad_to(cx0, cy0, x, y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let (cx0, cy0) = self.on_picture(cx0, cy0);
        let (cx1, cy1) = self.on_picture(cx1, cy1);
        let (x, y) = self.on_picture(x, y);
        self.path.cubic_to(cx0, cy0, cx1, cy1, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
