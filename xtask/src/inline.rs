//! The scripts and styles that stand in a page itself.

use html5gum::{StartTag, Token, Tokenizer, naive_next_state};

/// The texts of a page's inline scripts and styles, each in the page's order and letter by letter.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Inline {
    /// What runs: no data blocks, and no scripts that stand in files of their own.
    pub scripts: Vec<Script>,
    /// The style sheets.
    pub styles: Vec<String>,
}

/// An inline script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    /// Its text.
    pub text: String,
    /// Whether it is a module, whose names are its own.
    pub is_module: bool,
}

/// What an element's text is.
#[derive(Clone, Copy)]
enum Kind {
    Script { is_module: bool },
    Style,
}

impl Inline {
    /// The inline texts of a page, found as browsers find them.
    pub fn of(page: &str) -> Inline {
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
                    Some(Kind::Script { is_module }) => {
                        inline.scripts.push(Script { text: std::mem::take(&mut text), is_module });
                    }
                    Some(Kind::Style) => inline.styles.push(std::mem::take(&mut text)),
                    None => {}
                },
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        inline
    }
}

fn kind(tag: &StartTag<()>) -> Option<Kind> {
    let attribute = |name: &str| tag.attributes.get(name.as_bytes()).map(|value| value.to_ascii_lowercase());
    match tag.name.as_slice() {
        b"style" => Some(Kind::Style),
        b"script" if attribute("src").is_none() => match attribute("type").as_deref() {
            None | Some(b"" | b"text/javascript") => Some(Kind::Script { is_module: false }),
            Some(b"module") => Some(Kind::Script { is_module: true }),
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
            scripts: vec![
                Script { text: "if (a < b) { c('</p>&amp;é') }".to_owned(), is_module: true },
                Script { text: "\n".to_owned(), is_module: false },
            ],
            styles: vec!["\np { color: red }\n".to_owned(), "q{}".to_owned()],
        };
        assert_eq!(Inline::of(page), expected);
    }

    #[test]
    fn a_page_without_any_has_none() {
        assert_eq!(Inline::of("<p>text"), Inline::default());
    }
}
