//! A quiz as one piece of HTML, for editors who may paste into a page and upload nothing: the first body with all of its
//! style, the bank, and the program by its address.
//!
//! A piece is pasted once and stays for years, and content systems mend what they are given. So the bank is text that
//! means nothing to any of them, and what plays stands in a `pre`, which WordPress takes out before it puts paragraphs and
//! quotation marks in. What takes the element away and leaves its texts (`wp_kses`) leaves the `pre` hidden: the
//! style alone shows it. Then, and wherever the style is gone, the questions are there to be read.

use anyhow::{Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use newsquiz_core::{
    attempt::{Attempt, Slot},
    bank::{Bank, Choice, Question},
    compiled,
    labels::Label,
};

use crate::address::QuizAddress;
use crate::element::{self, Retired, STYLE_BELOW, Shown};
use crate::html::escape;
use crate::packed;
use crate::snippet;
use crate::widget::{EMBED, FIRST_STYLE, STYLE, Widget};

/// Where the quiz of a piece has its files: on the page that it stands in. The article, too, is that page, where the bank
/// has no other address for it.
const HERE: &str = "#";

/// Shows what plays, and not what is there to be read. Both are the other way round without a style.
const SHOWN: &str = "pre[hidden]{display:contents}slot{display:none}";

/// The quiz of a bank as one piece. `address` says where the program is. One that was withdrawn has no bank in it, so that
/// nothing is loaded.
///
/// # Errors
/// The widget lacks a style, the bank gives no first body, or it cannot be packed.
pub async fn piece(
    Shown { bank, retired }: Shown<'_>,
    widget: &Widget,
    address: &QuizAddress,
) -> Result<String> {
    let folder = format!("{HERE}/");
    let (data, body, readable) = match retired {
        Some(sentence) => {
            let Retired { body, readable } = element::retired(bank, sentence, &folder);
            (String::new(), body, readable)
        }
        None => {
            let body = newsquiz_widget::render::first_body(bank, &folder).await;
            ensure!(!body.is_empty(), "{} gives no first body", address.id);
            let text = STANDARD_NO_PAD.encode(packed::pack(&compiled::encode(bank))?);
            (format!(" data-bank=\"{text}\""), body, readable(bank))
        }
    };
    Ok(format!(
        // Without the `div`, WordPress would begin a paragraph before the element, and browsers would end both at the first
        // block in it.
        "<div><news-quiz src=\"{HERE}\"{data}><template shadowrootmode=\"open\"><pre hidden>\
         <style>{}{}{STYLE_BELOW}{SHOWN}</style>{body}</pre><slot></slot></template>{readable}</news-quiz>{}</div>",
        widget.text(FIRST_STYLE)?,
        widget.text(STYLE)?,
        snippet::script(address, EMBED),
    ))
}

/// The bank's own draw to be read: questions, and each answer where it is asked for.
fn readable(bank: &Bank) -> String {
    let parts = bank.parts();
    let attempt = Attempt::new(bank.draw());
    let questions = (1..).zip(attempt.slots()).filter_map(|(number, slot)| {
        let question = slot.question(bank)?;
        Some(readable_question(bank, number, slot, question))
    });
    format!(
        "<p lang=\"{}\" dir=\"auto\"><strong>{}</strong></p>{}",
        escape(&parts.lang),
        escape(&parts.title),
        questions.collect::<String>()
    )
}

fn readable_question(bank: &Bank, number: usize, slot: &Slot, question: &Question) -> String {
    let parts = bank.parts();
    let word = |label| escape(&parts.labels.get(label));
    let choices = || slot.order.iter().filter_map(|&ix| question.choices.get(ix));
    let item = |choice: &Choice| format!("<li>{}</li>", escape(&choice.text));
    let keys: Vec<String> =
        choices().filter(|choice| choice.correct).map(|choice| escape(&choice.text)).collect();
    format!(
        "<div lang=\"{}\" dir=\"auto\"><p>{number}. {}</p><ul>{}</ul>\
         <details><summary>{}</summary><p>{}: {}</p></details></div>",
        escape(&parts.lang),
        escape(&question.stem),
        choices().map(item).collect::<String>(),
        word(Label::Show),
        word(Label::RightChoice),
        keys.join("; "),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use futures::executor::block_on;
    use newsquiz_compiler::Proved;
    use scraper::{Html, Selector};

    use super::*;
    use crate::address::BaseUrl;
    use crate::{compress, testing};

    /// The most that a piece of twenty questions may weigh, compressed, in bytes.
    const MOST: usize = 20_000;

    /// A widget with the styles that are shipped, as they are written but for their comments, which no reader gets.
    fn widget() -> Widget {
        let files = [FIRST_STYLE, STYLE].map(|name| {
            let style = testing::text(&format!("static/{name}"));
            (name.to_owned(), without_comments(&style).into_bytes())
        });
        Widget::new(BTreeMap::from(files))
    }

    fn without_comments(style: &str) -> String {
        let (first, rest) = style.split_once("/*").unwrap_or((style, ""));
        let rules = rest.split("/*").map(|part| part.split_once("*/").map_or("", |(_, rules)| rules));
        [first].into_iter().chain(rules).collect()
    }

    fn whole(bank: &Bank) -> String {
        whole_of(bank, None)
    }

    fn whole_of(bank: &Bank, retired: Option<&str>) -> String {
        let base = BaseUrl::parse("https://quiz.example").unwrap();
        let address = QuizAddress::new(bank, Some(&base)).unwrap();
        block_on(piece(Shown { bank, retired }, &widget(), &address)).unwrap()
    }

    #[track_caller]
    fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
        let (_, rest) = text.split_once(start).unwrap();
        rest.split_once(end).unwrap().0
    }

    #[test]
    fn a_piece_has_the_bank_that_its_first_body_was_made_from() {
        let Proved { bank, .. } = testing::liaison_office();
        let piece = whole(&bank);
        let text = between(&piece, "data-bank=\"", "\"");
        let bytes = packed::unpack(&STANDARD_NO_PAD.decode(text).unwrap()).unwrap();
        assert_eq!(compiled::decode(&bytes), Ok(compiled::decode(&compiled::encode(&bank)).unwrap()));
        let attempt = format!("data-attempt=\"liaison-office {} ", bank.version());
        assert!(piece.contains(&attempt));
    }

    #[test]
    fn a_piece_is_laid_out_after_the_article() {
        let piece = whole(&testing::liaison_office().bank);
        assert!(between(&piece, "<style>", "</style>").contains(STYLE_BELOW));
    }

    /// Filters that know no HTML are written for tags and quotation marks: what has none is left alone.
    #[test]
    fn what_filters_would_mend_stands_where_they_do_not() {
        let piece = whole(&testing::liaison_office().bank);
        let text = between(&piece, "data-bank=\"", "\"");
        assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(&byte)));
        assert!(between(&piece, "<style>", "</style>").ends_with(SHOWN));
        assert_eq!(piece.matches("</pre>").count(), 1);
        let playing = between(&piece, "<pre hidden>", "</pre>");
        assert!(playing.contains("data-form=\"1\"") && playing.ends_with("</div>"));
        // Neither a file of the quiz nor a comment, which some take out.
        assert!(!piece.contains("<link") && !piece.contains("<!--"));
        assert_eq!(piece.matches("https://quiz.example").count(), 1);
        assert!(piece.ends_with(
            "<script type=\"module\" async src=\"https://quiz.example/embed.js\"></script></div>"
        ));
    }

    #[test]
    fn a_quote_leads_to_the_page_around_unless_the_article_has_an_address() {
        let bank = testing::liaison_office().bank;
        assert!(whole(&bank).contains("<a href=\"#/article.html#:~:text="));
        let mut parts = bank.parts().clone();
        parts.article.href = "https://news.example/hanoi".into();
        assert!(whole(&Bank::new(parts).unwrap()).contains("<a href=\"https://news.example/hanoi#:~:text="));
    }

    #[test]
    fn what_is_left_without_the_element_are_questions_and_each_answer_behind_a_click() {
        let bank = testing::bank_in("tests/fixtures/bridge").bank;
        let piece = whole(&bank);
        let left = between(&piece, "</template>", "</news-quiz>");
        let page = Html::parse_fragment(left);
        let texts = |selector: &str| -> Vec<String> {
            page.select(&Selector::parse(selector).unwrap()).map(|element| element.text().collect()).collect()
        };
        assert_eq!(texts("strong"), [bank.parts().title.to_string()]);
        assert_eq!(texts("div > p").len(), bank.draw_len());
        assert!(texts("div > p")[0].starts_with("1. "));
        assert_eq!(texts("details > p").len(), bank.draw_len());
        for answer in texts("details > p") {
            assert!(answer.starts_with("Correct answer: "), "{answer}");
        }
        assert!(page.errors.is_empty(), "{:?}", page.errors);
    }

    #[test]
    fn a_quiz_that_was_withdrawn_says_so_and_loads_nothing() {
        let bank = testing::bank_in("tests/fixtures/bridge").bank;
        let piece = whole_of(&bank, Some("This quiz has been withdrawn."));
        assert_eq!(piece.matches("This quiz has been withdrawn.").count(), 2);
        for part in ["data-bank", "<input", "<button", "<summary", "<details"] {
            assert!(!piece.contains(part), "{part}");
        }
        assert!(piece.contains("data-retired") && piece.contains("<a href=\"#/article.html\""), "{piece}");
    }

    #[test]
    fn a_title_stays_text_in_a_piece() {
        let mut parts = testing::liaison_office().bank.parts().clone();
        parts.title = "</pre></template><script>alert(1)</script>\"".into();
        let piece = whole(&Bank::new(parts).unwrap());
        assert!(!piece.contains("<script>") && piece.matches("</pre>").count() == 1);
    }

    #[test]
    fn twenty_questions_weigh_less_than_twenty_kilobytes() {
        let mut parts = testing::liaison_office().bank.parts().clone();
        parts.questions.truncate(20);
        parts.plan.questions = 20;
        let bank = Bank::new(parts).unwrap();
        assert_eq!(bank.draw_len(), 20);
        let piece = whole(&bank).into_bytes();
        let copies = compress::copies("piece.html", &piece).unwrap();
        let (_, brotli) = copies.iter().find(|(suffix, _)| *suffix == compress::BROTLI).unwrap();
        assert!(brotli.len() < MOST, "{} bytes of {}", brotli.len(), piece.len());
    }
}
