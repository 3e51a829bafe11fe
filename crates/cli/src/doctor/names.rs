//! What the pages and scripts of a site name, read out of them as browsers read them.

use html5gum::{StartTag, Token, Tokenizer, naive_next_state};
use newsquiz_publish::fingerprint;

/// What a page of a site names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct PageNames {
    /// The files that it loads, as they stand in it.
    pub(crate) files: Vec<String>,
    /// The address of its first quiz.
    pub(crate) quiz: Option<String>,
    /// The ids of the banks that it lists.
    pub(crate) listed: Vec<String>,
    /// The version that its worker has to have.
    pub(crate) version: Option<String>,
    /// Where it says that it stands.
    pub(crate) canonical: Option<String>,
    /// The address of the picture that social sites show of it.
    pub(crate) picture: Option<String>,
}

/// What links of pages that load a file say of it.
const LOADED: [&str; 6] = ["stylesheet", "modulepreload", "preload", "icon", "apple-touch-icon", "manifest"];

impl PageNames {
    /// What a page names. Authors' text is no part of it.
    pub(crate) fn of(page: &str) -> PageNames {
        let mut names = PageNames::default();
        let mut tokens = Tokenizer::new(page);
        while let Some(Ok(token)) = tokens.next() {
            let Token::StartTag(tag) = token else { continue };
            // Text that looks like markup is none inside of scripts and styles.
            if let Some(state) = naive_next_state(&tag.name).filter(|_| tag.name.as_slice() != b"noscript") {
                tokens.set_state(state);
            }
            names.add(&tag);
        }
        names
    }

    fn add(&mut self, tag: &StartTag<()>) {
        let attribute = |name: &str| {
            let value = tag.attributes.get(name.as_bytes())?;
            Some(String::from_utf8_lossy(value).into_owned())
        };
        match tag.name.as_slice() {
            b"script" => {
                self.files.extend(attribute("src"));
                self.version = self.version.take().or_else(|| attribute("data-version"));
            }
            b"link" => {
                let Some(href) = attribute("href").filter(|href| !href.starts_with("data:")) else { return };
                match attribute("rel").as_deref() {
                    Some("canonical") => self.canonical = Some(href),
                    Some(rel) if LOADED.contains(&rel) => self.files.push(href),
                    _ => {}
                }
            }
            b"meta" if attribute("property").as_deref() == Some("og:image") => {
                self.picture = attribute("content")
            }
            b"a" => self.listed.extend(attribute("data-bank")),
            b"news-quiz" => self.quiz = self.quiz.take().or_else(|| attribute("src")),
            _ => {}
        }
    }
}

/// The names with a hash that a script has in its strings. Our scripts hold no text of an author.
pub(crate) fn of_script(script: &str) -> Vec<String> {
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    let parts = script.split(|letter: char| !is_name(letter));
    parts.filter(|part| fingerprint::is_lasting(part)).map(str::to_owned).collect()
}

/// The files that the worker keeps, each with its integrity, which pages have not; `None` where there is no such list.
pub(crate) fn of_worker(script: &str) -> Option<Vec<(String, String)>> {
    let list = script.split_once("[[\"\",\"\"]").map(|(before, _)| before.len())?;
    let values = serde_json::Deserializer::from_str(script.get(list..)?).into_iter::<Vec<(String, String)>>();
    values.flatten().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_what_its_elements_load_and_not_what_its_texts_speak_of() {
        let page = "<title>a</title><style><link rel=icon href=no.svg></style>\
            <link href=https://quiz.example/ rel=canonical>\
            <meta property=og:image content=https://quiz.example/cards/a-1a2b3c4d.png><link rel=icon href=\"data:,\">\
            <link rel=\"stylesheet\" href=\"../../quiz-cb86eb2d.css\">\
            <script src=install-1a2b3c4d.js data-version=abc async></script>\
            <a href=\"banks/a/\" data-bank=a>A</a><a href=b>B</a>\
            <news-quiz src=\"../../banks/a&amp;b/\"><p>What is in share-1a2b3c4d.js?</p></news-quiz>";
        let expected = PageNames {
            files: vec!["../../quiz-cb86eb2d.css".to_owned(), "install-1a2b3c4d.js".to_owned()],
            quiz: Some("../../banks/a&b/".to_owned()),
            listed: vec!["a".to_owned()],
            version: Some("abc".to_owned()),
            canonical: Some("https://quiz.example/".to_owned()),
            picture: Some("https://quiz.example/cards/a-1a2b3c4d.png".to_owned()),
        };
        assert_eq!(PageNames::of(page), expected);
    }

    #[test]
    fn a_script_names_files_by_their_hash() {
        let script = "import(`./share-1a2b3c4d.js`);new URL(\"quiz-cb86eb2d.css\",import.meta.url);'a-b.js'";
        assert_eq!(of_script(script), ["share-1a2b3c4d.js", "quiz-cb86eb2d.css"]);
    }

    #[test]
    fn a_worker_has_a_list_with_the_integrity_of_files() {
        let script = "const A=new Map([[\"\",\"\"],[\"embed.js\",\"sha256-T/mW=\"]]),B=[1]";
        let expected = [("", ""), ("embed.js", "sha256-T/mW=")];
        assert_eq!(
            of_worker(script).unwrap(),
            expected.map(|(name, hash)| (name.to_owned(), hash.to_owned()))
        );
        assert_eq!(of_worker("addEventListener(\"install\", () => skipWaiting());"), None);
    }
}
