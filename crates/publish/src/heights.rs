//! How high a quiz is before anyone has answered, so that a page can keep that place free and nothing jumps.
//!
//! It is computed from the first question of a bank's own draw. Journeys hold it against what browsers make of it
//! (`tests/browser/heights.rs`).

mod layout;
mod typeface;

use std::fmt::Write as _;

use newsquiz_core::bank::Bank;

use crate::{heights::layout::Layout, snippet};

/// The widths that a quiz is computed at, in CSS pixels: at each smaller or larger one it is taken to be as high as at the
/// nearest. None is smaller. A wide window is no wide quiz: there it is as wide as the column of an article.
const NARROWEST: u32 = 280;
const WIDEST: u32 = snippet::COLUMN;

/// How much higher than the quiz the place may be, in CSS pixels: less than a line. The higher, the shorter is what stands
/// in the page for it.
const SLACK: f64 = 16.0;

/// The height of a quiz by its width, in CSS pixels: straight lines from one point to the next, which never rise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heights(Vec<(u32, u32)>);

impl Heights {
    /// The heights of the quiz of a bank.
    pub fn of(bank: &Bank) -> Heights {
        let layout = Layout::new(bank);
        Heights::new((NARROWEST..=WIDEST).map(|width| (width, layout.height(f64::from(width)).ceil() as u32)))
    }

    /// Takes pairs of width and height, in any order.
    ///
    /// A quiz that is higher at a larger width is taken to be as high at each smaller one: a place that is too large does no
    /// harm, one that is too small makes the text below it jump.
    pub fn new(pairs: impl IntoIterator<Item = (u32, u32)>) -> Heights {
        let mut pairs: Vec<(u32, u32)> = pairs.into_iter().collect();
        pairs.sort_unstable();
        let mut highest = 0;
        for (_, height) in pairs.iter_mut().rev() {
            highest = highest.max(*height);
            *height = highest;
        }
        pairs.dedup_by_key(|(width, _)| *width);
        Heights(fewer(&pairs))
    }

    /// The height to keep free where the width is known; 0 when nothing is.
    pub fn at(&self, width: u32) -> u32 {
        let last = self.0.last().map_or(0, |&(_, height)| height);
        let above = self.slopes().map(|slope| slope.at(width)).sum::<f64>();
        last + above.ceil() as u32
    }

    /// The height to keep free as a CSS length for every width.
    ///
    /// A style attribute has no media queries, and many a content system takes out style elements; this needs neither.
    /// `cqi` is the width of the nearest query container and, where a page has none, that of the window.
    pub fn css(&self) -> String {
        let last = self.0.last().map_or(0, |&(_, height)| height);
        let mut css = format!("{last}px");
        for slope in self.slopes() {
            let (base, loss) = ((slope.end * slope.loss).ceil(), (slope.loss * 1_000.0).floor() / 10.0);
            // A String takes whatever is written to it.
            let _ = write!(css, " + clamp(0px, {base}px - {loss}cqi, {}px)", slope.most);
        }
        if css.contains('+') { format!("calc({css})") } else { css }
    }

    /// What each line is higher than its end, but for those that are level.
    fn slopes(&self) -> impl Iterator<Item = Slope> {
        self.0.iter().zip(self.0.iter().skip(1)).filter(|((_, height), (_, lower))| lower < height).map(
            |(&(width, height), &(wider, lower))| {
                let most = height - lower;
                Slope { end: f64::from(wider), most, loss: f64::from(most) / f64::from(wider - width) }
            },
        )
    }
}

/// A height that falls as the width grows, down to nothing.
struct Slope {
    /// The width from which on it is nothing.
    end: f64,
    /// What it is at the most.
    most: u32,
    /// How much it loses with each pixel of width.
    loss: f64,
}

impl Slope {
    fn at(&self, width: u32) -> f64 {
        ((self.end - f64::from(width)) * self.loss).clamp(0.0, f64::from(self.most))
    }
}

/// As few points as can be whose lines are nowhere lower than the pairs, and nowhere more than [`SLACK`] higher where that
/// can be. Between two pairs, a quiz is taken to be as high as at the narrower one.
fn fewer(pairs: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let Some(&first) = pairs.first() else { return Vec::new() };
    let mut points = vec![first];
    let mut rest = pairs;
    while let (Some(&(from, start)), [_, further @ ..]) = (points.last(), rest) {
        // The slopes that a line from the last point may have.
        let (mut steepest, mut flattest) = (f64::NEG_INFINITY, 0.0_f64);
        let mut reached = None;
        let mut before = rest.first().map_or(0, |&(_, height)| height);
        for (ix, &(width, height)) in further.iter().enumerate() {
            let (least, most) = (f64::from(before), f64::from(before).max(f64::from(height) + SLACK));
            let slope = |to: f64| (to - f64::from(start)) / f64::from(width - from);
            steepest = steepest.max(slope(least));
            flattest = flattest.min(slope(most));
            if flattest < steepest {
                break;
            }
            reached = Some((ix, width, steepest));
            before = height;
        }
        let Some((ix, width, slope)) = reached else { break };
        let height = f64::from(start) + slope.min(0.0) * f64::from(width - from);
        points.push((width, height.ceil() as u32));
        rest = further.get(ix..).unwrap_or_default();
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn the_place_is_never_lower_than_the_quiz_nor_more_than_a_line_higher() {
        for (name, _) in testing::BANKS {
            let bank = testing::bank(name).bank;
            let (heights, layout) = (Heights::of(&bank), Layout::new(&bank));
            for width in NARROWEST..=WIDEST {
                let (kept, needed) = (f64::from(heights.at(width)), layout.height(f64::from(width)));
                // Where several texts break at once, the place falls within two pixels.
                let around = layout.height(f64::from(width - 2));
                assert!(needed <= kept, "{name} at {width}: {kept} for {needed}");
                assert!(kept <= around + SLACK + 2.0, "{name} at {width}: {kept} for {needed}");
            }
        }
    }

    #[test]
    fn the_place_is_never_lower_than_any_pair() {
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
    fn css_says_the_same_for_every_width() {
        for (points, css) in [
            (
                &[(320, 800), (400, 700), (500, 700), (600, 600)][..],
                "calc(600px + clamp(0px, 500px - 125cqi, 100px) + clamp(0px, 600px - 100cqi, 100px))",
            ),
            (&[(320, 700), (640, 700)], "700px"),
            (&[(320, 700)], "700px"),
            (&[], "0px"),
        ] {
            assert_eq!(Heights(points.to_vec()).css(), css);
        }
        let heights = Heights(vec![(320, 800), (400, 700), (500, 700), (600, 600)]);
        for (width, height) in
            [(300, 800), (320, 800), (360, 750), (450, 700), (550, 650), (600, 600), (1280, 600)]
        {
            assert_eq!(heights.at(width), height, "{width}");
        }
    }
}
