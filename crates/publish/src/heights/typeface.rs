//! How wide texts are, by the letter: as in DejaVu, which is wider than what phones and desks have in its place. A place that is
//! kept for it is never too low elsewhere. It knows no layout.

use unicode_normalization::UnicodeNormalization as _;

/// A typeface of the quiz in one weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Typeface {
    /// Texts: `--nq-sans`.
    Sans,
    /// Buttons and small print: the same in bold.
    SansBold,
    /// The title and the question: `--nq-serif`, bold.
    SerifBold,
}

/// The first character of the tables.
const FIRST: usize = ' ' as usize;

/// The widths of the characters of ASCII in DejaVu Sans, from the space to the tilde, in thousandths of the size.
const SANS: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636,
    636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295,
    295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838,
    500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521,
    392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];

/// The same in bold.
const SANS_BOLD: [u16; 95] = [
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696, 696, 696,
    696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683, 683, 821, 837, 372,
    372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838,
    500, 500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595,
    478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838,
];

/// The same of DejaVu Serif in bold.
const SERIF_BOLD: [u16; 95] = [
    348, 439, 521, 838, 696, 950, 903, 306, 473, 473, 523, 838, 348, 415, 348, 365, 696, 696, 696, 696, 696,
    696, 696, 696, 696, 696, 369, 369, 838, 838, 838, 586, 1000, 776, 845, 796, 867, 762, 710, 854, 945, 468,
    473, 869, 703, 1107, 914, 871, 752, 871, 831, 722, 744, 872, 776, 1123, 776, 714, 730, 473, 365, 473,
    838, 500, 500, 648, 699, 609, 699, 636, 430, 699, 727, 380, 362, 693, 380, 1058, 727, 667, 699, 699, 527,
    563, 462, 727, 581, 861, 596, 581, 568, 643, 364, 643, 838,
];

impl Typeface {
    /// How wide a text is, in parts of its size.
    pub(super) fn width(self, text: &str) -> f64 {
        let thousandths: u32 = text.nfd().map(|letter| u32::from(self.advance(letter))).sum();
        f64::from(thousandths) / 1_000.0
    }

    /// Accents are letters of their own here, and take no place.
    fn advance(self, letter: char) -> u16 {
        let table = match self {
            Typeface::Sans => &SANS,
            Typeface::SansBold => &SANS_BOLD,
            Typeface::SerifBold => &SERIF_BOLD,
        };
        let known = |letter: char| table.get((letter as usize).wrapping_sub(FIRST)).copied();
        match letter {
            '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5c7}'
            | '\u{64b}'..='\u{65f}'
            | '\u{200b}'..='\u{200f}' => 0,
            '¿' => known('?').unwrap_or_default(),
            '¡' => known('!').unwrap_or_default(),
            '‘' | '’' => known(',').unwrap_or_default(),
            '“' | '”' | '«' | '»' => 650,
            _ if is_dense(letter) => 1_000,
            _ => known(letter).unwrap_or_else(|| self.guess(letter)),
        }
    }

    /// For letters of other scripts.
    fn guess(self, letter: char) -> u16 {
        let width = match letter {
            '–' => 500,
            '—' | '…' => 1_000,
            // What is joined is narrow.
            '\u{600}'..='\u{6ff}' => 600,
            _ if letter.is_uppercase() => 800,
            _ => 680,
        };
        if self == Typeface::Sans { width } else { width + width / 10 }
    }
}

/// Whether a line may break beside a letter without a space: the scripts of East and South-East Asia.
pub(super) fn is_dense(letter: char) -> bool {
    matches!(letter,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}'
        | '\u{20000}'..='\u{3ffff}')
}
