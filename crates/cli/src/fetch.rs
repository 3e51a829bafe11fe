//! Pages of the web, and what is wrong when one cannot be had. It does not know what they are for.

use std::io::{ErrorKind, Read};
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use flate2::read::MultiGzDecoder;
use ureq::{Agent, Body, Error, ResponseExt as _};

/// How long a page may take, with all that leads to it.
const PATIENCE: Duration = Duration::from_secs(20);

/// How many bytes a page may have, unpacked.
const LIMIT: u64 = 10_000_000;

/// How many times a server may send us on.
const REDIRECTS: u32 = 10;

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

/// What to do about a host that has no address.
const NO_HOST: &str = "there is no such host; see how the address is spelt, and that you are online";

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
    let config = Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .max_redirects(REDIRECTS)
        .http_status_as_error(false)
        .user_agent(concat!("newsquiz/", env!("CARGO_PKG_VERSION")))
        .build();
    let answer = Agent::new_with_config(config)
        .get(address)
        .header("accept", "text/html")
        .header("accept-encoding", "gzip")
        .call();
    let answer = answer.map_err(|error| failure(address, error))?;

    let status = answer.status().as_u16();
    ensure!(answer.status().is_success(), "{address} {}", refusal(status));
    let found_at = answer.get_uri().to_string();
    let is_packed = answer.headers().get("content-encoding").is_some_and(|encoding| encoding == "gzip");
    let body = answer.into_body();
    let media_type = body.mime_type().unwrap_or("text/html").to_ascii_lowercase();
    ensure!(
        matches!(&*media_type, "text/html" | "application/xhtml+xml"),
        "{address} is no page but {media_type}; give the address that readers open in their browser"
    );
    let charset = body.charset().map(str::to_owned);
    Ok(Fetched { address: found_at, charset, bytes: read(address, body, is_packed)? })
}

fn read(address: &str, body: Body, is_packed: bool) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let sent = body.into_reader();
    let page: Box<dyn Read> = if is_packed { Box::new(MultiGzDecoder::new(sent)) } else { Box::new(sent) };
    // A small page may unpack to a large one, so what is counted is what comes out.
    let read = page.take(LIMIT + 1).read_to_end(&mut bytes);
    read.map_err(|error| failure(address, Error::from(error)))?;
    let len = u64::try_from(bytes.len()).context("a page is larger than this machine can count")?;
    ensure!(
        len <= LIMIT,
        "{address} has more than {} MB, which no article has; save the article as a file, and give that",
        LIMIT / 1_000_000
    );
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
fn failure(address: &str, error: Error) -> anyhow::Error {
    let remedy = match &error {
        Error::HostNotFound => NO_HOST.to_owned(),
        Error::BadUri(_) | Error::Http(_) => "it is no whole address; one looks like https://news.example/story".to_owned(),
        Error::TooManyRedirects | Error::RedirectFailed => format!(
            "it leads on and on, more than {REDIRECTS} times; open it in a browser, and give the address that it ends at"
        ),
        Error::Timeout(_) => {
            format!("it did not come within {} seconds; try again, or save the page and give the file", PATIENCE.as_secs())
        }
        Error::Tls(_) | Error::Rustls(_) | Error::Pem(_) => insecure(&error),
        Error::Io(cause) => match cause.kind() {
            ErrorKind::ConnectionRefused => {
                "the host takes no connection; see that the address and its port are right, and that the server runs"
                    .to_owned()
            }
            // Systems tell an unknown host in words alone.
            _ if !is_known_host(address) => NO_HOST.to_owned(),
            ErrorKind::TimedOut => "the host does not answer; try again in a while".to_owned(),
            // What TLS refuses while it reads comes as invalid data.
            ErrorKind::InvalidData if address.starts_with("https") => insecure(&error),
            _ => format!("the connection broke ({cause}); try again, or save the page and give the file"),
        },
        other => format!("the server does not speak as a server of pages ({other}); save the page, and give the file"),
    };
    anyhow!("{address} cannot be fetched: {remedy}")
}

/// Whether the host of an address is found by its name.
fn is_known_host(address: &str) -> bool {
    url::Url::parse(address).is_ok_and(|url| url.socket_addrs(|| None).is_ok())
}

fn insecure(error: &Error) -> String {
    format!(
        "there is no safe connection to the host ({error}); see whether the address is right, with http:// or https:// as in \
         the browser, or save the page and give the file"
    )
}

/// An address of a page, without what readers of other addresses do not share: the part behind `#`, and passwords.
///
/// # Errors
/// It is no address.
pub fn public(address: &str) -> Result<url::Url> {
    let Ok(mut url) = url::Url::parse(address) else {
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
    use super::{Error, failure, is_address, public};

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
        let error = failure("https://a.example/b", Error::Timeout(ureq::Timeout::Global)).to_string();
        let told = "https://a.example/b cannot be fetched: it did not come within 20 seconds; try again";
        assert!(error.starts_with(told), "{error}");
    }
}
