//! Pages of the web, and what is wrong when one cannot be had. It does not know what they are for.

use std::io::Read as _;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use flate2::read::MultiGzDecoder;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE};
use url::Url;

use crate::web::{Client, Failure, Manner, Sent};

/// How long a page may take, and each address that leads to it.
const PATIENCE: Duration = Duration::from_secs(20);

/// How many bytes a page may have, unpacked.
pub(crate) const LIMIT: u64 = 10_000_000;

/// How many times a server may send us on.
const REDIRECTS: usize = 10;

/// As a browser asks for a page.
const MANNER: Manner = Manner {
    user_agent: concat!("newsquiz/", env!("CARGO_PKG_VERSION")),
    headers: &[(ACCEPT, "text/html"), (ACCEPT_ENCODING, "gzip")],
    patience: PATIENCE,
    limit: LIMIT,
};

/// A page as it was sent.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// Where it was found in the end.
    pub address: String,
    /// The encoding that the server names.
    pub charset: Option<String>,
    /// The page.
    pub bytes: Vec<u8>,
}

/// Whether a text is an address that can be fetched.
pub fn is_address(text: &str) -> bool {
    let scheme = text.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https"))
}

/// Fetches a page of HTML.
///
/// # Errors
/// It is not there, it is no page, it is too large, or the server cannot be reached; the error says what to do.
pub fn page(address: &str) -> Result<Fetched> {
    let (found_at, sent) = follow(address)?;
    ensure!((200..300).contains(&sent.status), "{address} {}", refusal(sent.status));
    let header = |name| sent.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let content_type = header(CONTENT_TYPE).to_owned();
    let (media_type, parameters) = content_type.split_once(';').unwrap_or((&content_type, ""));
    let media_type = media_type.trim().to_ascii_lowercase();
    ensure!(
        matches!(&*media_type, "" | "text/html" | "application/xhtml+xml"),
        "{address} is no page but {media_type}; give the address that readers open in their browser"
    );
    let is_packed = header(CONTENT_ENCODING) == "gzip";
    Ok(Fetched {
        address: found_at.into(),
        charset: charset_in(parameters),
        bytes: unpack(address, sent.body, is_packed)?,
    })
}

/// The answer of the address that one leads to in the end, and that address.
fn follow(address: &str) -> Result<(Url, Sent)> {
    let mut at = Url::parse(address).map_err(|_| failure(address, &Failure::NoAddress))?;
    let client = Client::new(MANNER);
    for _ in 0..=REDIRECTS {
        let sent = client.get(&at).map_err(|error| failure(address, &error))?;
        let Some(next) = sent.sent_on() else { return Ok((at, sent)) };
        at = at.join(next).map_err(|_| failure(address, &Failure::NoAddress))?;
    }
    bail!(
        "{address} cannot be fetched: it leads on and on, more than {REDIRECTS} times; open it in a browser, and give the \
         address that it ends at"
    )
}

/// The encoding that the parameters of a media type name.
fn charset_in(parameters: &str) -> Option<String> {
    let mut named = parameters.split(';').filter_map(|parameter| parameter.split_once('='));
    let (_, charset) = named.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    Some(charset.trim().trim_matches('"').to_owned())
}

fn unpack(address: &str, sent: Vec<u8>, is_packed: bool) -> Result<Vec<u8>> {
    if !is_packed {
        return Ok(sent);
    }
    let mut bytes = Vec::new();
    // A small page may unpack to a large one, so what is counted is what comes out.
    let read = MultiGzDecoder::new(&*sent).take(LIMIT + 1).read_to_end(&mut bytes);
    read.map_err(|error| failure(address, &Failure::Broken(error.to_string())))?;
    let len = u64::try_from(bytes.len()).context("a page is larger than this machine can count")?;
    if LIMIT < len {
        return Err(failure(address, &Failure::TooLarge));
    }
    Ok(bytes)
}

/// What a server means by a number, and what to do.
fn refusal(status: u16) -> String {
    let remedy = match status {
        401 | 402 | 403 | 407 | 429 | 451 => {
            "the server does not give it to programs; open it in a browser, save the page, and give the file"
        }
        404 | 410 => "there is no page at this address; see that it is whole, as it stands in the browser",
        500.. => "the server is in trouble; try again in a while",
        _ => "the server gives no page; open the address in a browser, save the page, and give the file",
    };
    format!("cannot be fetched, the server answers {status}: {remedy}")
}

/// What went wrong on the way, and what to do.
fn failure(address: &str, failure: &Failure) -> anyhow::Error {
    let remedy = match failure {
        Failure::TooLarge => {
            return anyhow!(
                "{address} has more than {} MB, which no article has; save the article as a file, and give that",
                LIMIT / 1_000_000
            );
        }
        Failure::NoHost => "there is no such host; see how the address is spelt, and that you are online".to_owned(),
        Failure::NoAddress => "it is no whole address; one looks like https://news.example/story".to_owned(),
        Failure::Refused => {
            "the host takes no connection; see that the address and its port are right, and that the server runs".to_owned()
        }
        Failure::Late => {
            format!("it did not come within {} seconds; try again, or save the page and give the file", PATIENCE.as_secs())
        }
        Failure::Insecure(cause) => format!(
            "there is no safe connection to the host ({cause}); see whether the address is right, with http:// or https:// as \
             in the browser, or save the page and give the file"
        ),
        Failure::Broken(cause) => {
            format!("the connection broke ({cause}); try again, or save the page and give the file")
        }
        Failure::Strange(cause) => format!(
            "the server does not speak as a server of pages ({cause}); save the page, and give the file"
        ),
    };
    anyhow!("{address} cannot be fetched: {remedy}")
}

/// An address of a page, without what readers of other addresses do not share: the part behind `#`, and passwords.
///
/// # Errors
/// It is no address.
pub fn public(address: &str) -> Result<Url> {
    let Ok(mut url) = Url::parse(address) else {
        bail!("{address} is no address of a page; one looks like https://news.example/story");
    };
    url.set_fragment(None);
    // Addresses of the web can always be without them.
    _ = url.set_username("");
    _ = url.set_password(None);
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::{Failure, charset_in, failure, is_address, public};

    #[test]
    fn addresses_are_told_from_files() {
        for (text, expected) in [
            ("https://a.example/b", true),
            ("HTTP://a.example", true),
            ("ftp://a.example/b", false),
            ("a.example/b.html", false),
            ("C:\\b.html", false),
            ("b.html", false),
        ] {
            assert_eq!(is_address(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_published_of_an_address_has_no_password() {
        assert_eq!(public("https://a:b@c.example/d?e#f").unwrap().as_str(), "https://c.example/d?e");
    }

    #[test]
    fn a_page_that_does_not_come_is_told_with_what_to_do() {
        let error = failure("https://a.example/b", &Failure::Late).to_string();
        let told = "https://a.example/b cannot be fetched: it did not come within 20 seconds; try again";
        assert!(error.starts_with(told), "{error}");
    }

    #[test]
    fn the_encoding_that_a_server_names_is_read() {
        for (parameters, expected) in [
            ("", None),
            (" charset=utf-8", Some("utf-8")),
            (" version=1; Charset=\"iso-8859-1\"", Some("iso-8859-1")),
        ] {
            assert_eq!(charset_in(parameters).as_deref(), expected, "{parameters}");
        }
    }
}
