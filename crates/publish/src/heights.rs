//! How high a quiz is before anyone has answered, so that a page can keep that place free and nothing jumps.

use std::fmt::Write as _;

/// The heights of the first question of the higher of the two banks that the project comes with, in CSS pixels: (width of
/// the quiz, its height).
///
/// Measured in Chromium 156 on the release build, with the type faces of a bare Debian.
pub const MEASURED: [(u32, u32); 3] = [(280, 890), (390, 760), (640, 602)];

/// The height of a quiz by its width, in CSS pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heights(Vec<(u32, u32)>);

impl Heights {
    /// Takes measured pairs of width and height, in any order.
    ///
    /// A quiz that was higher at a larger width is taken to be as high at each smaller one: a place that is too
    /// large does no harm, one that is too small makes the text below it jump.
    pub fn new(measured: impl IntoIterator<Item = (u32, u32)>) -> Heights {
        let mut pairs: Vec<(u32, u32)> = measured.into_iter().collect();
        pairs.sort_unstable();
        let mut highest = 0;
        for (_, height) in pairs.iter_mut().rev() {
            highest = highest.max(*height);
            *height = highest;
        }
        pairs.dedup_by_key(|(width, _)| *width);
        Heights(pairs)
    }

    /// The height to keep free where the width is known; 0 when nothing was measured.
    pub fn at(&self, width: u32) -> u32 {
        let last = self.0.last().map_or(0, |&(_, height)| height);
        let lines = self.lines().map(|line| line.base - line.loss_at(width)).fold(f64::from(last), f64::max);
        lines.ceil() as u32
    }

    /// The height to keep free as a CSS length for every width: straight lines from one measured pair to the next.
    ///
    /// A style attribute has no media queries, and many a content system takes out style elements; this needs neither.
    /// `cqi` is the width of the nearest query container and, where a page has none, that of the window.
    pub fn css(&self) -> String {
        let last = self.0.last().map_or(0, |&(_, height)| height);
        let mut css = String::new();
        for line in self.lines() {
            // A String takes whatever is written to it.
            let _ = write!(css, "{}px - {}cqi, ", line.base.ceil(), (line.loss * 10_000.0).floor() / 100.0);
        }
        if css.is_empty() { format!("{last}px") } else { format!("max({css}{last}px)") }
    }

    /// The lines through neighbouring pairs, without those that are level: the last height stands for them.
    fn lines(&self) -> impl Iterator<Item = Line> {
        self.0.iter().zip(self.0.iter().skip(1)).filter_map(|(&(width, height), &(wider, lower))| {
            let loss = f64::from(height - lower) / f64::from(wider - width);
            (0.0 < loss).then(|| Line { base: f64::from(height) + loss * f64::from(width), loss })
        })
    }
}

/// A height that falls as the width grows.
struct Line {
    /// The height that it would have at no width.
    base: f64,
    /// How many pixels it loses with each pixel of width.
    loss: f64,
}

impl Line {
    fn loss_at(&self, width: u32) -> f64 {
        self.loss * f64::from(width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_never_lower_than_what_was_measured() {
        for pairs in [
            &[(320, 783), (390, 692), (640, 655)][..],
            &[(640, 655), (320, 783), (390, 692)],
            // Larger type on larger screens.
            &[(320, 700), (390, 690), (480, 710), (640, 650)],
            &[(320, 700), (320, 720)],
            &[(320, 500), (640, 900)],
            &[(320, 700)],
        ] {
            let heights = Heights::new(pairs.iter().copied());
            for &(width, height) in pairs {
                assert!(height <= heights.at(width), "{pairs:?} at {width}: {}", heights.at(width));
            }
        }
        assert_eq!(Heights::new([]).at(320), 0);
    }

    #[test]
    fn between_two_pairs_the_height_is_between_theirs() {
        let heights = Heights::new([(320, 800), (400, 700), (600, 600)]);
        for (width, height) in [(300, 825), (320, 800), (360, 750), (500, 650), (600, 600), (1280, 600)] {
            assert_eq!(heights.at(width), height, "{width}");
        }
    }

    #[test]
    fn css_says_the_same_for_every_width() {
        for (pairs, css) in [
            (&[(320, 800), (400, 700), (600, 600)][..], "max(1200px - 125cqi, 900px - 50cqi, 600px)"),
            (&MEASURED, "max(1221px - 118.18cqi, 1007px - 63.2cqi, 602px)"),
            (&[(320, 700), (640, 700)], "700px"),
            (&[(320, 700)], "700px"),
            (&[], "0px"),
        ] {
            assert_eq!(Heights::new(pairs.iter().copied()).css(), css);
        }
    }
}
