//! oEmbed: whoever pastes the quiz's address into a system that knows it gets the frame. It knows no other service.
//!
//! A static host cannot answer for the address of a page, but the discovery link may name the answer itself.

use anyhow::{Context as _, Result};
use serde_json::json;

use crate::address::QuizAddress;
use crate::card::{self, Card};
use crate::heights::Heights;
use crate::{html, snippet};

/// The name of the answer in the bank's folder.
pub const FILE: &str = "oembed.json";

/// How long others may keep the answer, in seconds: a day, since it holds nothing but the title and an address.
const CACHE_AGE: u32 = 86_400;

/// The answer (oEmbed 1.0, type `rich`); `None` without a base address, as there is no address to hand out.
///
/// Its thumbnail is the card, where there is one: address, width and height, all three or none.
///
/// There is no author in it: the bank names who wrote the article, not who made the quiz.
///
/// # Errors
/// The JSON cannot be written.
pub fn answer(quiz: &QuizAddress, heights: &Heights, card: Option<&Card>) -> Result<Option<String>> {
    let Some(base) = &quiz.base else {
        return Ok(None);
    };
    let mut answer = json!({
        "version": "1.0",
        "type": "rich",
        "title": &quiz.title,
        "provider_name": base.host(),
        "provider_url": base.as_str(),
        "cache_age": CACHE_AGE,
        "width": snippet::COLUMN,
        "height": heights.at(snippet::COLUMN),
        "html": snippet::frame(quiz, heights),
    });
    if let (Some(card), Some(fields)) = (card, answer.as_object_mut()) {
        fields.insert("thumbnail_url".to_owned(), quiz.address(&card.path).into());
        fields.insert("thumbnail_width".to_owned(), card::WIDTH.into());
        fields.insert("thumbnail_height".to_owned(), card::HEIGHT.into());
    }
    let text = serde_json::to_string_pretty(&answer).context("cannot write the oEmbed answer")?;
    Ok(Some(format!("{text}\n")))
}

/// The link in a page's head by which others find the answer, as HTML; `None` without a base address.
pub fn discovery_link(quiz: &QuizAddress) -> Option<String> {
    quiz.base.as_ref().map(|_| {
        format!(
            "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{}\" title=\"{}\">",
            html::escape(&quiz.address(&format!("{}{FILE}", quiz.folder()))),
            html::escape(&quiz.title),
        )
    })
}

#[cfg(test)]
mod tests {
    use scraper::{Html, Selector};

    use super::*;
    use crate::address::tests::hostile;

    #[test]
    fn the_answer_has_all_that_a_rich_one_has_to_have() {
        let quiz = hostile(Some("https://news.example/quiz/"));
        let heights = Heights::new([(640, 602)]);
        let answer: serde_json::Value =
            serde_json::from_str(&answer(&quiz, &heights, None).unwrap().unwrap()).unwrap();
        for (name, value) in [
            ("version", json!("1.0")),
            ("type", json!("rich")),
            ("title", json!(quiz.title)),
            ("provider_name", json!("news.example")),
            ("provider_url", json!("https://news.example/quiz/")),
            ("width", json!(640)),
            ("height", json!(602)),
            ("cache_age", json!(86_400)),
            ("html", json!(snippet::frame(&quiz, &heights))),
        ] {
            assert_eq!(answer[name], value, "{name}");
        }
        for name in ["author_name", "thumbnail_url", "thumbnail_width", "thumbnail_height"] {
            assert!(answer.get(name).is_none(), "{name}");
        }
    }

    #[test]
    fn the_card_is_the_thumbnail_with_its_size() {
        let quiz = hostile(Some("https://news.example/quiz/"));
        let path = "cards/hanoi-1a2b3c4d.png".to_owned();
        let card = Card { path, picture: Vec::new(), alt: String::new() };
        let answer = answer(&quiz, &Heights::new([]), Some(&card)).unwrap().unwrap();
        let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
        for (name, value) in [
            ("thumbnail_url", json!("https://news.example/quiz/cards/hanoi-1a2b3c4d.png")),
            ("thumbnail_width", json!(1200)),
            ("thumbnail_height", json!(630)),
        ] {
            assert_eq!(answer[name], value, "{name}");
        }
    }

    #[test]
    fn the_link_leads_to_the_answer_and_its_title_stays_text() {
        let quiz = hostile(Some("https://news.example/\"quiz'"));
        let page = Html::parse_document(&discovery_link(&quiz).unwrap());
        let link = page.select(&Selector::parse("head > link").unwrap()).next().unwrap().value();
        assert_eq!(link.attr("href"), Some("https://news.example/%22quiz%27/banks/hanoi/oembed.json"));
        assert_eq!(link.attr("title"), Some(quiz.title.as_str()));
        assert_eq!(
            (link.attr("rel"), link.attr("type")),
            (Some("alternate"), Some("application/json+oembed"))
        );
    }

    #[test]
    fn without_a_base_address_there_is_nothing_to_hand_out() {
        let quiz = hostile(None);
        assert_eq!(answer(&quiz, &Heights::new([]), None).unwrap(), None);
        assert_eq!(discovery_link(&quiz), None);
    }
}
