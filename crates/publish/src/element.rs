//! The element with its first body, or with what is said in the place of a quiz that was withdrawn, as text: what pages and
//! include files hold.

use anyhow::{Result, ensure};
use newsquiz_compiler::Proved;
use newsquiz_core::bank::Bank;

use crate::address::QuizAddress;
use crate::assets::Assets;
use crate::html::escape;
use crate::widget::{FIRST_STYLE, STYLE, Widget};

/// What a page shows of a bank.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The bank, with the words of the interface.
    pub bank: &'a Bank,
    /// Where the quiz was withdrawn, the sentence that says so in the language of these words.
    pub retired: Option<&'a str>,
}

/// What pages show of a bank in its own language.
pub fn shown(proved: &Proved) -> Shown<'_> {
    let retired = proved.is_retired.then_some(&*proved.page_words.retired);
    Shown { bank: &proved.bank, retired }
}

/// Where the element of a quiz stands.
#[derive(Clone, Copy, Debug)]
pub struct Position<'a> {
    /// The address of the site, with its last slash; empty for pages that stand at its top.
    pub base: &'a str,
    /// Further attributes, each with a space before it.
    pub attributes: &'a str,
    /// Whether this is the quiz's own page, where the link to it would lead nowhere: there is one to the article.
    pub is_own: bool,
    /// Whether it stands below an article, so that most readers of the page never come near.
    pub is_below: bool,
}

/// Below an article, a quiz that is out of sight is not laid out in the page's first frames, so that the article is there
/// sooner (ADR 28). Until then it has about the height of a question. The values hold during the delay of an animation that
/// takes no time (`backwards`), for a style sheet has no other clock. Not for longer: what comes into sight by a jump, and is
/// higher or lower than that, would move what is below it. Not in Safari, which does not keep in its place what is read
/// (`overflow-anchor`).
pub(crate) const STYLE_BELOW: &str = "@media screen{@supports (overflow-anchor:auto){\
    .first:not([data-retired]){animation:nq-below 1ms .2s backwards}}}\
    @keyframes nq-below{from{content-visibility:auto;contain-intrinsic-block-size:clamp(460px,850px - 61vw,700px)}}";

/// What the elements of a site look like before anyone has answered, and after.
#[derive(Clone, Copy, Debug)]
pub struct ElementStyle<'a> {
    /// The style of the first question.
    style: &'a str,
    /// The name of the whole style sheet.
    style_sheet: &'a str,
}

impl<'a> ElementStyle<'a> {
    /// Takes the styles of a widget by their names on the site.
    ///
    /// # Errors
    /// The widget lacks one.
    pub fn new(widget: &'a Widget, assets: &'a Assets) -> Result<ElementStyle<'a>> {
        Ok(ElementStyle { style: widget.text(FIRST_STYLE)?, style_sheet: assets.name(STYLE)? })
    }
}

/// The element of a bank, whatever has become of the quiz.
///
/// # Errors
/// The bank gives no first body.
pub async fn of(quiz: Shown<'_>, style: ElementStyle<'_>, position: Position<'_>) -> Result<String> {
    match quiz.retired {
        Some(sentence) => {
            let folder = format!("{}{}", position.base, QuizAddress::new(quiz.bank, None)?.folder());
            let Retired { body, readable } = retired(quiz.bank, sentence, &folder);
            Ok(around(&folder, &body, &readable, style, position))
        }
        None => with_first_body(quiz.bank, style, position).await,
    }
}

/// The element of a bank, with the first body in a declarative shadow root. What drops the root (feeds, sanitizers, old
/// browsers) leaves a link to the quiz.
///
/// # Errors
/// The bank gives no first body.
pub async fn with_first_body(bank: &Bank, style: ElementStyle<'_>, position: Position<'_>) -> Result<String> {
    let parts = bank.parts();
    let quiz = QuizAddress::new(bank, None)?;
    let folder = format!("{}{}", position.base, quiz.folder());
    let body = newsquiz_widget::render::first_body(bank, &folder).await;
    ensure!(!body.is_empty(), "{} gives no first body", parts.id);
    let (href, words) = if position.is_own {
        (&*parts.article.href, &*parts.article.title)
    } else {
        (&*format!("{}{}", position.base, quiz.page()), &*quiz.invitation)
    };
    let link = format!("<a href=\"{}\">{}</a>", escape(href), escape(words));
    Ok(around(&folder, &body, &link, style, position))
}

/// What stands in the place of a quiz that was withdrawn.
pub(crate) struct Retired {
    /// To scripts, a first body in which nothing is asked.
    pub(crate) body: String,
    /// The same for where the shadow root is dropped.
    pub(crate) readable: String,
}

/// What is said of a quiz that was withdrawn, by a sentence and the way to the article. `folder` is the address of its files.
pub(crate) fn retired(bank: &Bank, sentence: &str, folder: &str) -> Retired {
    let parts = bank.parts();
    let href = &*parts.article.href;
    let href =
        if newsquiz_compiler::is_elsewhere(href) { href.to_owned() } else { format!("{folder}{href}") };
    // Without its headline the link says where it leads.
    let title = if parts.article.title.is_empty() { &href } else { &*parts.article.title };
    // The interface's language, and that of the bank's own texts.
    let (lang, own_lang) = match &parts.labels.langs {
        Some([lang, own]) => (&**lang, format!(" lang=\"{}\"", escape(own))),
        None => (&*parts.lang, String::new()),
    };
    let link = format!("<a href=\"{}\"{own_lang} dir=\"auto\">{}</a>", escape(&href), escape(title));
    let sentence = escape(sentence);
    let body = format!(
        "<div class=\"nq first\" lang=\"{}\" dir=\"{}\" data-form=\"{}\" data-retired>\
         <h2 part=\"title\"{own_lang} dir=\"auto\">{}</h2>\
         <div class=\"card\"><p class=\"intro\">{sentence}</p><p>{link}</p></div></div>",
        escape(lang),
        parts.labels.direction(),
        newsquiz_widget::view::first_body::FORM,
        escape(&parts.title),
    );
    Retired { body, readable: format!("<p lang=\"{}\">{sentence} {link}</p>", escape(lang)) }
}

/// The element around a body. `fallback` is what is left of it where the shadow root is dropped.
fn around(
    folder: &str,
    body: &str,
    fallback: &str,
    style: ElementStyle<'_>,
    position: Position<'_>,
) -> String {
    format!(
        // The link comes last: it holds back what comes after it, and what it brings is not to arrive in the middle of a
        // reader's first answer.
        "<news-quiz src=\"{}\"{}><template shadowrootmode=\"open\"><style>{}{}</style>{body}\
         <link rel=\"stylesheet\" href=\"{}{}\"></template>{fallback}</news-quiz>",
        escape(folder),
        position.attributes,
        style.style,
        if position.is_below { STYLE_BELOW } else { "" },
        escape(position.base),
        style.style_sheet,
    )
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;

    use super::*;
    use crate::testing;

    #[test]
    fn the_questions_stand_before_the_link_to_the_style_sheet() {
        let bank = testing::liaison_office().bank;
        let style = ElementStyle { style: "a{}", style_sheet: "quiz-1a2b3c4d.css" };
        let position = Position {
            base: "https://example.org/?a=\"&",
            attributes: " eager",
            is_own: false,
            is_below: false,
        };
        let element = block_on(with_first_body(&bank, style, position)).unwrap();
        let base = "https://example.org/?a=&quot;&amp;";
        let start = format!(
            "<news-quiz src=\"{base}banks/liaison-office/\" eager><template shadowrootmode=\"open\"><style>a{{}}</style>"
        );
        assert!(element.starts_with(&start), "{}", &element[..300]);
        let (before, after) = element.split_once("<link ").unwrap();
        assert_eq!(before.matches("<legend>").count(), bank.draw_len());
        let link = format!("rel=\"stylesheet\" href=\"{base}quiz-1a2b3c4d.css\"></template>");
        assert!(after.starts_with(&link), "{after}");
        let link = format!("<a href=\"{base}banks/liaison-office/embed.html\">Take the quiz: ");
        assert!(element.contains(&link) && element.ends_with("</a></news-quiz>"));
        assert!(!element.contains("<script"));
    }

    #[test]
    fn only_below_an_article_is_the_first_body_laid_out_after_it() {
        let bank = testing::liaison_office().bank;
        let style = ElementStyle { style: "a{}", style_sheet: "quiz-1a2b3c4d.css" };
        let element = |is_below| {
            let position = Position { base: "", attributes: "", is_own: false, is_below };
            block_on(with_first_body(&bank, style, position)).unwrap()
        };
        assert!(element(true).contains(&format!("<style>a{{}}{STYLE_BELOW}</style>")));
        assert!(element(false).contains("<style>a{}</style>"));
    }

    #[test]
    fn a_bank_that_speaks_of_our_files_is_shown_as_it_is_written() {
        let mut parts = testing::liaison_office().bank.parts().clone();
        for question in &mut parts.questions {
            std::rc::Rc::make_mut(question).stem =
                "What do quiz.css, share.js and {{ file.quiz_css }} do?".into();
        }
        let bank = Bank::new(parts).unwrap();
        let style = ElementStyle { style: "", style_sheet: "quiz-1a2b3c4d.css" };
        let position = Position { base: "", attributes: "", is_own: false, is_below: true };
        let element = block_on(with_first_body(&bank, style, position)).unwrap();
        assert!(element.contains("What do quiz.css, share.js and {{ file.quiz_css }} do?"), "{element}");
    }
}
