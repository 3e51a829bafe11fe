//! The card of a quiz: the picture that social sites show beside a link to it. It is drawn when the site is built.
//!
//! What it does not know: a reader's points. A link to a challenge has them in its fragment, which no server sees and no
//! social site reads, and the picture is the same for everybody.

mod canvas;
mod contents;
mod layout;
mod sheet;
mod text;
mod typeface;

use anyhow::Result;
use newsquiz_compiler::Proved;

use crate::card::contents::Contents;
use crate::card::layout::{Plan, Texts};
use crate::card::sheet::Sheet;
use crate::fingerprint;

/// How wide a card is, in pixels: what the large social sites ask for.
pub const WIDTH: u16 = 1_200;

/// How high it is.
pub const HEIGHT: u16 = 630;

/// The folder of all cards on a site. They have hashes in their names and are kept for long, what stands in the banks' own
/// folders is not, and no two rules of `_headers` may be for one file.
pub const FOLDER: &str = "cards/";

/// The card of a quiz.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its path on the site, with the hash of the picture: social sites keep what they have fetched by its address.
    pub path: String,
    /// The picture, as PNG.
    pub picture: Vec<u8>,
    /// What it shows, in words, for who does not see it.
    pub alt: String,
}

impl Card {
    /// Draws the card of a bank.
    ///
    /// # Errors
    /// The typeface cannot be read, or the picture not be written.
    pub fn of(proved: &Proved) -> Result<Card> {
        let contents = Contents::of(proved);
        let picture = picture(&contents)?;
        let name = fingerprint::name(&format!("{}.png", proved.bank.parts().id), &picture);
        Ok(Card { path: format!("{FOLDER}{name}"), picture, alt: contents.alt() })
    }
}

fn picture(contents: &Contents) -> Result<Vec<u8>> {
    let texts = Texts::new(contents)?;
    Sheet::drawn(contents, &texts, &Plan::best(contents, &texts)).png()
}

#[cfg(test)]
mod tests {
    use png::{ColorType, Decoder};

    use super::*;
    use crate::testing;

    /// The pixels of a picture, each with its red, green and blue.
    fn pixels(picture: &[u8]) -> Vec<[u8; 3]> {
        let mut decoder = Decoder::new(std::io::Cursor::new(picture));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        assert_eq!(reader.info().color_type, ColorType::Indexed);
        assert_eq!((reader.info().width, reader.info().height), (u32::from(WIDTH), u32::from(HEIGHT)));
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        pixels.chunks_exact(3).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect()
    }

    #[test]
    fn a_card_is_a_small_picture_of_the_size_that_social_sites_ask_for() {
        for (bank, _) in testing::BANKS {
            let card = Card::of(&testing::bank(bank)).unwrap();
            assert!(card.picture.len() < 40_000, "{bank}: {}", card.picture.len());
            let pixels = pixels(&card.picture);
            let paper = pixels.iter().filter(|pixel| **pixel == [0xff, 0xfd, 0xf8]).count();
            assert!(pixels.len() / 2 < paper && paper < pixels.len() * 99 / 100, "{bank}: {paper}");
        }
    }

    #[test]
    fn one_bank_has_one_card_and_another_text_another_name() {
        let proved = testing::liaison_office();
        let card = Card::of(&proved).unwrap();
        assert_eq!(Card::of(&proved).unwrap(), card);
        assert!(
            card.path.starts_with("cards/liaison-office-") && fingerprint::is_lasting(&card.path),
            "{}",
            card.path
        );
        let mut parts = proved.bank.parts().clone();
        parts.title = "Corrected".into();
        let bank = newsquiz_core::bank::Bank::new(parts).unwrap();
        let corrected = Card::of(&Proved { bank, ..proved }).unwrap();
        assert_ne!(corrected.path, card.path);
        assert!(corrected.alt.starts_with("Corrected · 8 questions"), "{}", corrected.alt);
    }

    #[test]
    fn what_is_read_from_the_right_begins_there() {
        let contents = Contents::of(&testing::liaison_office());
        // Without texts, whose letters are the same in both, but for a sign in the middle and a digit beside the steps.
        let bare = Contents { title: String::new(), article: String::new(), stem: String::new(), ..contents };
        let [ltr, rtl] =
            [false, true].map(|is_rtl| pixels(&picture(&Contents { is_rtl, ..bare.clone() }).unwrap()));
        let row = |pixels: &[[u8; 3]], top: usize| {
            pixels[top * usize::from(WIDTH)..][..usize::from(WIDTH)].to_vec()
        };
        // The lower half has choices alone.
        for top in usize::from(HEIGHT) * 3 / 4..usize::from(HEIGHT) {
            let mirrored: Vec<[u8; 3]> = row(&rtl, top).into_iter().rev().collect();
            let differing = row(&ltr, top).iter().zip(&mirrored).filter(|(one, other)| one != other).count();
            // Edges between two pixels are rounded to one side.
            assert!(differing < 12, "{top}: {differing}");
        }
        assert_ne!(ltr, rtl);
        let is_ink = |pixel: &&[u8; 3]| **pixel == [0x1f, 0x1d, 0x19];
        let steps = (100..usize::from(HEIGHT) / 3)
            .map(|top| row(&ltr, top))
            .find(|row| row.iter().any(|pixel| is_ink(&pixel)));
        let first = steps.unwrap().iter().position(|pixel| is_ink(&pixel)).unwrap();
        assert!(first < usize::from(WIDTH) / 4, "{first}");
    }

    #[test]
    fn a_bank_in_a_script_that_the_typeface_lacks_has_a_card_all_the_same() {
        let contents = Contents::of(&testing::liaison_office());
        let foreign = ["标题", "文章", "题", "问"].map(str::to_owned);
        let [title, article, drawn, stem] = foreign;
        let foreign = Contents { title, article, drawn, stem, ..contents };
        assert!(pixels(&picture(&foreign).unwrap()).contains(&[0x1f, 0x1d, 0x19]));
    }
}
