//! The surface of a card: shapes in a few inks on paper, and the PNG of it. It knows no texts.
//!
//! Each pixel is paper with more or less of one ink, so that it is a number in a palette from the start: a picture in all
//! colours weighs more, and takes longer.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use png::{BitDepth, ColorType, DeflateCompression, Encoder, Filter};
use tiny_skia::{FillRule, Mask, PathBuilder, Stroke, Transform};

use super::{HEIGHT, WIDTH};

/// What shapes are drawn in: the plain colours of `static/quiz.css`. Later ones lie on those before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ink {
    /// Steps that are not reached yet.
    Rule,
    /// The outlines of what can be picked.
    Control,
    /// Small print.
    Soft,
    /// How many questions there are: what leads on.
    Accent,
    /// Texts, and the rule above the title.
    Text,
}

impl Ink {
    const ALL: [Ink; 5] = [Ink::Rule, Ink::Control, Ink::Soft, Ink::Accent, Ink::Text];

    fn colour(self) -> Colour {
        match self {
            Ink::Rule => [0xdd, 0xdd, 0xcc],
            Ink::Control => [0x88, 0x77, 0x77],
            Ink::Soft => [0x4e, 0x4a, 0x41],
            Ink::Accent => [0x1d, 0x55, 0x66],
            Ink::Text => [0x1f, 0x1d, 0x19],
        }
    }

    /// The numbers that its pixels have in the palette follow this one.
    fn base(self) -> u8 {
        self as u8 * LEVELS
    }
}

/// Red, green and blue.
type Colour = [u8; 3];

const PAPER: Colour = [0xff, 0xfd, 0xf8];

/// How much of an ink a pixel may have, at the edges of shapes. At twice as many a card weighs a fifth more, and looks the
/// same.
const LEVELS: u8 = 7;

/// How well the picture is compressed, of 9: the best takes twice as long for five per cent.
const COMPRESSION: u8 = 6;

/// A rectangle in pixels: left, top, width and height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// A card that is being drawn.
#[derive(Default)]
pub(super) struct Canvas(BTreeMap<Ink, PathBuilder>);

impl Canvas {
    /// The shapes of an ink, to be added to.
    pub(super) fn shapes(&mut self, ink: Ink) -> &mut PathBuilder {
        self.0.entry(ink).or_default()
    }

    /// Fills a rectangle whose corners have a radius.
    pub(super) fn fill(&mut self, ink: Ink, area: Area, radius: f32) {
        push_rounded(self.shapes(ink), area, radius);
    }

    /// Draws the outline of such a rectangle, as wide as `pen`, inside of it.
    pub(super) fn frame(&mut self, ink: Ink, area: Area, radius: f32, pen: f32) {
        let mut path = PathBuilder::new();
        let middle = Area {
            left: area.left + pen / 2.0,
            top: area.top + pen / 2.0,
            width: area.width - pen,
            height: area.height - pen,
        };
        push_rounded(&mut path, middle, radius - pen / 2.0);
        let stroke = Stroke { width: pen, ..Stroke::default() };
        if let Some(outline) = path.finish().and_then(|path| path.stroke(&stroke, 1.0)) {
            self.shapes(ink).push_path(&outline);
        }
    }

    /// The picture as PNG.
    ///
    /// # Errors
    /// It cannot be written.
    pub(super) fn png(self) -> Result<Vec<u8>> {
        let (width, height) = (u32::from(WIDTH), u32::from(HEIGHT));
        let mut palette: Vec<u8> = PAPER.to_vec();
        for ink in Ink::ALL {
            palette.extend((1..=LEVELS).flat_map(|level| mixed(ink.colour(), level)));
        }
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, width, height);
        encoder.set_color(ColorType::Indexed);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_palette(palette);
        // Neighbours in a palette are not alike, so that differences between pixels gain nothing.
        encoder.set_filter(Filter::NoFilter);
        encoder.set_deflate_compression(DeflateCompression::Level(COMPRESSION));
        let mut writer = encoder.write_header().context("cannot begin the picture")?;
        writer.write_image_data(&self.pixels()?).context("cannot write the picture")?;
        writer.finish().context("cannot end the picture")?;
        Ok(bytes)
    }

    /// The numbers of all pixels in the palette, row by row.
    fn pixels(self) -> Result<Vec<u8>> {
        let mut mask =
            Mask::new(u32::from(WIDTH), u32::from(HEIGHT)).context("there is no room for a picture")?;
        let levels: Vec<u8> = (0..=u8::MAX).map(level_of).collect();
        let mut pixels = vec![0; mask.data().len()];
        for (ink, shapes) in self.0 {
            let Some(path) = shapes.finish() else { continue };
            mask.clear();
            mask.fill_path(&path, FillRule::Winding, true, Transform::identity());
            for (pixel, covered) in pixels.iter_mut().zip(mask.data()) {
                let level = levels.get(usize::from(*covered)).copied().unwrap_or_default();
                if 0 < level {
                    *pixel = ink.base() + level;
                }
            }
        }
        Ok(pixels)
    }
}

/// How much of an ink there is where it covers a pixel so far.
fn level_of(covered: u8) -> u8 {
    let levels = u16::from(LEVELS);
    ((u16::from(covered) * levels + 127) / 255) as u8
}

/// A colour on paper.
fn mixed(colour: Colour, level: u8) -> impl Iterator<Item = u8> {
    let part = move |(ink, paper): (u8, u8)| {
        let (level, levels) = (u16::from(level), u16::from(LEVELS));
        ((u16::from(ink) * level + u16::from(paper) * (levels - level)) / levels) as u8
    };
    colour.into_iter().zip(PAPER).map(part)
}

fn push_rounded(path: &mut PathBuilder, area: Area, radius: f32) {
    /// How far the handles of a quarter of a circle are from its ends, in parts of its radius, less than one.
    const HANDLE: f32 = 0.447_715;
    let Area { left, top, width, height } = area;
    let (right, bottom) = (left + width, top + height);
    let radius = radius.min(width / 2.0).min(height / 2.0).max(0.0);
    let near = radius * HANDLE;
    path.move_to(left + radius, top);
    path.line_to(right - radius, top);
    path.cubic_to(right - near, top, right, top + near, right, top + radius);
    path.line_to(right, bottom - radius);
    path.cubic_to(right, bottom - near, right - near, bottom, right - radius, bottom);
    path.line_to(left + radius, bottom);
    path.cubic_to(left + near, bottom, left, bottom - near, left, bottom - radius);
    path.line_to(left, top + radius);
    path.cubic_to(left, top + near, left + near, top, left + radius, top);
    path.close();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    fn hexadecimal(colour: Colour) -> u32 {
        colour.iter().fold(0, |number, part| number << 8 | u32::from(*part))
    }

    #[test]
    fn the_colours_are_those_of_the_quiz() {
        let sheet = testing::text("static/quiz.css");
        let colours = [
            ("paper", PAPER),
            ("ink", Ink::Text.colour()),
            ("soft", Ink::Soft.colour()),
            ("accent", Ink::Accent.colour()),
            ("rule", Ink::Rule.colour()),
            ("control", Ink::Control.colour()),
        ];
        for (name, colour) in colours {
            let text = testing::plain_colour(&sheet, &format!("--nq-{name}"));
            let long: String =
                if text.len() == 3 { text.chars().flat_map(|digit| [digit, digit]).collect() } else { text };
            assert_eq!(u32::from_str_radix(&long, 16).unwrap(), hexadecimal(colour), "{name}");
        }
    }

    #[test]
    fn what_is_covered_has_the_colour_of_its_ink_and_all_else_that_of_paper() {
        let mut canvas = Canvas::default();
        let area = Area { left: 100.0, top: 50.0, width: 20.0, height: 10.0 };
        canvas.fill(Ink::Rule, area, 0.0);
        canvas.fill(Ink::Text, Area { left: 110.0, ..area }, 0.0);
        let pixels = canvas.pixels().unwrap();
        let at = |x: usize, y: usize| pixels[y * usize::from(WIDTH) + x];
        assert_eq!(
            (at(99, 55), at(100, 55), at(115, 55)),
            (0, Ink::Rule.base() + LEVELS, Ink::Text.base() + LEVELS)
        );
        assert_eq!((at(130, 55), at(105, 49), at(105, 60)), (0, 0, 0));
        assert_eq!(mixed([0, 128, 255], LEVELS).collect::<Vec<_>>(), [0, 128, 255]);
        assert!((level_of(0), level_of(255)) == (0, LEVELS));
    }
}
