//! Where a site stands, from the address that somebody has at hand.

use anyhow::{Context as _, Result, ensure};
use url::Url;

/// A site, and the quiz of it that was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The address of the site's folder, with its last slash.
    pub(crate) root: Url,
    /// The bank that the address leads to, when it leads into one.
    pub(crate) bank: Option<String>,
}

impl Place {
    /// Takes the address of a site, of a page in it, or of one of its quizzes.
    ///
    /// # Errors
    /// It is no whole address of the web.
    pub(crate) fn parse(text: &str) -> Result<Place> {
        let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let url = url.with_context(|| {
            format!("{text} is not the address of a site; write all of it, as in https://quiz.example/")
        })?;
        ensure!(url.has_host(), "{text} names no host; write all of it, as in https://quiz.example/");
        let parts: Vec<&str> = url.path().split('/').filter(|part| !part.is_empty()).collect();
        let banks = parts.iter().rposition(|part| *part == "banks");
        let bank = banks.and_then(|at| parts.get(at + 1)).map(|id| (*id).to_owned());
        let folders = match banks.filter(|_| bank.is_some()) {
            Some(at) => parts.get(..at),
            // A name with a dot is that of a file.
            None if parts.last().is_some_and(|name| name.contains('.')) => parts.get(..parts.len() - 1),
            None => Some(parts.as_slice()),
        };
        let mut path = "/".to_owned();
        for folder in folders.unwrap_or_default() {
            path.push_str(folder);
            path.push('/');
        }
        let mut root = url.clone();
        root.set_path(&path);
        root.set_query(None);
        root.set_fragment(None);
        Ok(Place { root, bank })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_site_or_of_any_page_of_it_will_do() {
        for (address, root, bank) in [
            ("https://quiz.example", "https://quiz.example/", None),
            ("https://quiz.example/week-9", "https://quiz.example/week-9/", None),
            ("https://quiz.example/index.html?a#b", "https://quiz.example/", None),
            ("https://quiz.example/q/banks/bridge/", "https://quiz.example/q/", Some("bridge")),
            ("https://quiz.example/banks/bridge/embed.html", "https://quiz.example/", Some("bridge")),
            ("http://localhost:8080/banks/", "http://localhost:8080/banks/", None),
        ] {
            let place = Place::parse(address).unwrap();
            assert_eq!((place.root.as_str(), place.bank.as_deref()), (root, bank), "{address}");
        }
    }

    #[test]
    fn what_is_no_address_is_told_with_an_example() {
        for address in ["quiz.example", "dist", "file:///srv/quiz/", ""] {
            let error = Place::parse(address).unwrap_err().to_string();
            assert!(error.contains("https://quiz.example/"), "{error}");
        }
    }
}
