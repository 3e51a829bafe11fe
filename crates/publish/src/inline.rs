//! The scripts and styles that stand in a page itself.

use html5gum::{StartTag, Token, Tokenizer, naive_next_state};

/// The texts of a page's inline scripts and styles, each in the page's order and letter by letter.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Inline {
    /// What runs: no data blocks, and no scripts that stand in files of their own.
    pub(crate) scripts: Vec<String>,
    /// The style sheets.
    pub(crate) styles: Vec<String>,
}

/// What an element's text is.
#[derive(Clone, Copy)]
enum InlineText {
    Script,
    Style,
}

impl Inline {
    /// The inline texts of a page, found as browsers find them.
    pub(crate) fn of(page: &str) -> Inline {
        let mut inline = Inline::default();
        let mut open = None;
        let mut text = String::new();
        let mut tokens = Tokenizer::new(page);
        while let Some(Ok(token)) = tokens.next() {
            match token {
                Token::StartTag(tag) => {
                    // The text of scripts and styles goes up to their end tags, whatever stands in it. What is there
                    // for readers without scripts is markup to them.
                    let state = naive_next_state(&tag.name).filter(|_| tag.name.as_slice() != b"noscript");
                    if let Some(state) = state {
                        tokens.set_state(state);
                    }
                    open = kind(&tag);
                    text.clear();
                }
                Token::String(part) => text.push_str(&String::from_utf8_lossy(&part)),
                Token::EndTag(_) => match open.take() {
                    Some(InlineText::Script) => inline.scripts.push(std::mem::take(&mut text)),
                    Some(InlineText::Style) => inline.styles.push(std::mem::take(&mut text)),
                    None => {}
                },
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        inline
    }
}

fn kind(tag: &StartTag<()>) -> Option<InlineText> {
    let attribute = |name: &str| tag.attributes.get(name.as_bytes()).map(|value| value.to_ascii_lowercase());
    match tag.name.as_slice() {
        b"style" => Some(InlineText::Style),
        b"script" if attribute("src").is_none() => match attribute("type").as_deref() {
            None | Some(b"" | b"text/javascript" | b"module") => Some(InlineText::Script),
            // A block of data, which browsers do not run.
            Some(_) => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_and_styles_are_found_as_browsers_find_them() {
        let page = "<!doctype html><title>a <script> in a title</title>\
            <script src=a.js></script><SCRIPT type=Module>if (a < b) { c('</p>&amp;é') }</SCRIPT>\
            <style>\np { color: red }\n</style><p>text</p><!-- <script>no</script> -->\
            <script type='application/json'>{}</script><noscript><style>q{}</style></noscript><script>\n</script>";
        let expected = Inline {
            scripts: vec!["if (a < b) { c('</p>&amp;é') }".to_owned(), "\n".to_owned()],
            styles: vec!["\np { color: red }\n".to_owned(), "q{}".to_owned()],
        };
        assert_eq!(Inline::of(page), expected);
    }

    #[test]
    fn a_page_without_any_has_none() {
        assert_eq!(Inline::of("<p>text"), Inline::default());
    }
}
