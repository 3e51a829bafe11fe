//! Where a quiz stands, and how other pages name it. It knows no markup.

use anyhow::{Context as _, Result, ensure};
use newsquiz_core::bank::Bank;
use url::Url;

use crate::editor_words;

/// Where a site stands on the web: an absolute address of a folder, in letters that need no quoting anywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(Url);

impl BaseUrl {
    /// Reads an address; a slash at its end may be missing.
    ///
    /// # Errors
    /// It is not an absolute http: or https: address of a folder.
    pub fn parse(text: &str) -> Result<BaseUrl> {
        let advice = "give the address of the folder, as https://news.example/quiz/";
        let mut url = Url::parse(text)
            .with_context(|| format!("--base-url is not an absolute address: {text}; {advice}"))?;
        ensure!(
            matches!(url.scheme(), "https" | "http"),
            "--base-url has to begin with https:// or http://, not {text}"
        );
        // A file name would be put behind them.
        ensure!(
            url.query().is_none() && url.fragment().is_none(),
            "--base-url must not have ? or #: {text}; {advice}"
        );
        // It stands in pages for everyone to read.
        ensure!(
            url.username().is_empty() && url.password().is_none(),
            "--base-url must not have a user name or a password; {advice}"
        );
        // The parser leaves the apostrophe as it is; PHP's quotes would end there.
        let path = format!("{}/", url.path().trim_end_matches('/')).replace('\'', "%27");
        url.set_path(&path);
        Ok(BaseUrl(url))
    }

    /// The address, with a slash at its end.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The address without scheme and host: `/quiz/`.
    pub fn path(&self) -> &str {
        self.0.path()
    }

    /// The name of the host.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }
}

/// Where the page of a quiz stands on its site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PagePlace {
    /// At the top.
    Top,
    /// In the folder of the bank: the address that lasts.
    BankFolder,
}

impl PagePlace {
    /// The way to the top of the site.
    pub fn to_top(self) -> &'static str {
        match self {
            PagePlace::Top => "",
            PagePlace::BankFolder => "../../",
        }
    }
}

/// What other pages have to know of a quiz to show it.
#[derive(Clone, Debug)]
pub struct QuizAddress {
    /// The bank's id, which is the name of its folder.
    pub id: String,
    /// Its title, on one line.
    pub title: String,
    /// What a link to it says, in the bank's language.
    pub invitation: String,
    /// Where it stands; without, at the root of the site whose pages show it.
    pub base: Option<BaseUrl>,
}

impl QuizAddress {
    /// The quiz of a bank on a site that will stand at an address, or at the root of the pages' own site.
    ///
    /// # Errors
    /// The words of publishers' texts cannot be read.
    pub fn new(bank: &Bank, base: Option<&BaseUrl>) -> Result<QuizAddress> {
        let parts = bank.parts();
        let title = parts.title.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(QuizAddress {
            id: parts.id.to_string(),
            invitation: editor_words::of(&parts.lang)?.get("invitation").replace("{0}", &title),
            title,
            base: base.cloned(),
        })
    }

    /// The address of a file of the site.
    pub fn address(&self, file: &str) -> String {
        format!("{}{file}", self.base.as_ref().map_or("/", BaseUrl::as_str))
    }

    /// The same without scheme and host, as servers name their own files.
    pub fn path(&self, file: &str) -> String {
        format!("{}{file}", self.base.as_ref().map_or("/", BaseUrl::path))
    }

    /// The bank's folder on the site, with a slash at its end.
    pub fn folder(&self) -> String {
        format!("banks/{}/", self.id)
    }

    /// The folder of the quiz's own page at a place, with a slash at its end; empty for the top.
    pub fn folder_at(&self, place: PagePlace) -> String {
        match place {
            PagePlace::Top => String::new(),
            PagePlace::BankFolder => self.folder(),
        }
    }

    /// How the quiz's own page at a place names a file of the site.
    pub fn name_from(&self, place: PagePlace, file: &str) -> String {
        let beside = file.strip_prefix(&self.folder_at(place));
        beside.map_or_else(|| format!("{}{file}", place.to_top()), str::to_owned)
    }

    /// The quiz's page that frames show.
    pub fn page(&self) -> String {
        format!("{}embed.html", self.folder())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A quiz whose title is meant to break out of wherever it is put.
    pub(crate) fn hostile(base_url: Option<&str>) -> QuizAddress {
        let title = "\"><script>alert('1')</script> & ?> --> {{ title }}";
        QuizAddress {
            id: "hanoi".to_owned(),
            title: title.to_owned(),
            invitation: format!("Take the quiz: {title}"),
            base: base_url.map(|url| BaseUrl::parse(url).unwrap()),
        }
    }

    #[test]
    fn a_base_address_is_that_of_a_folder() {
        for (text, url, path, host) in [
            ("https://news.example", "https://news.example/", "/", "news.example"),
            ("https://news.example/quiz", "https://news.example/quiz/", "/quiz/", "news.example"),
            ("HTTP://LOCALHOST:8080/a/b//", "http://localhost:8080/a/b/", "/a/b/", "localhost"),
            (
                "https://zeitung.example/rätsel/",
                "https://zeitung.example/r%C3%A4tsel/",
                "/r%C3%A4tsel/",
                "zeitung.example",
            ),
            (
                "https://news.example/a\"b'c<d>e f",
                "https://news.example/a%22b%27c%3Cd%3Ee%20f/",
                "/a%22b%27c%3Cd%3Ee%20f/",
                "news.example",
            ),
        ] {
            let base = BaseUrl::parse(text).unwrap();
            assert_eq!((base.as_str(), base.path(), base.host()), (url, path, host), "{text}");
        }
    }

    #[test]
    fn what_is_no_address_of_a_folder_is_an_error() {
        for text in [
            "news.example",
            "/quiz/",
            "https://",
            "javascript:alert(1)",
            "file:///srv/quiz/",
            "https://news.example/?quiz=1",
            "https://news.example/#quiz",
            "https://editor:secret@news.example/",
        ] {
            let error = BaseUrl::parse(text).unwrap_err().to_string();
            assert!(error.starts_with("--base-url"), "{error}");
            assert!(!error.contains("secret"), "{error}");
        }
    }

    #[test]
    fn files_are_named_from_the_base_address_or_from_the_root() {
        let quiz = hostile(Some("https://news.example/quiz"));
        assert_eq!(quiz.address("embed.js"), "https://news.example/quiz/embed.js");
        assert_eq!(quiz.path("embed.js"), "/quiz/embed.js");
        assert_eq!(hostile(None).address("embed.js"), "/embed.js");
        assert_eq!((&*quiz.folder(), &*quiz.page()), ("banks/hanoi/", "banks/hanoi/embed.html"));
    }

    #[test]
    fn a_page_names_files_from_where_it_stands() {
        let quiz = hostile(None);
        for (file, top, folder) in [
            ("embed.js", "embed.js", "../../embed.js"),
            ("banks/hanoi/bank.bin", "banks/hanoi/bank.bin", "bank.bin"),
            ("banks/hanoi-2/bank.bin", "banks/hanoi-2/bank.bin", "../../banks/hanoi-2/bank.bin"),
        ] {
            assert_eq!(quiz.name_from(PagePlace::Top, file), top);
            assert_eq!(quiz.name_from(PagePlace::BankFolder, file), folder);
        }
    }
}
