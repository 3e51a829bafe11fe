//! Asks a host for a file as a browser does for a page of another site, and keeps how it was sent.

use std::io::{Cursor, Read as _};
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use flate2::read::MultiGzDecoder;
use http::HeaderMap;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, HeaderName, ORIGIN};
use url::Url;

use crate::web::{self, Manner};

/// The site that requests are made for. It is nobody's (RFC 2606).
pub(crate) const OTHER_SITE: &str = "https://newsroom.example";

/// How long an answer may take as a whole.
const PATIENCE: Duration = Duration::from_secs(20);

/// How large a file may be, in bytes: the largest of a site has a tenth of it.
const LIMIT: u64 = 20_000_000;

/// How often a request may be sent on.
const HOPS: usize = 5;

/// What a host sent.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// The address that it came from in the end.
    pub(crate) address: Url,
    /// The code of HTTP: 200 when all is well.
    pub(crate) status: u16,
    headers: HeaderMap,
    /// The file, not compressed.
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The value of a header in small letters; of several ones all, as one list. Empty where there is none.
    pub(crate) fn header(&self, name: HeaderName) -> String {
        let values = self.headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        values.collect::<Vec<_>>().join(", ").to_ascii_lowercase()
    }

    /// The file as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[cfg(test)]
    pub(crate) fn of(headers: &[(HeaderName, &str)], body: &[u8]) -> Answer {
        let headers = headers.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect();
        let address = Url::parse("https://quiz.example/").unwrap();
        Answer { address, status: 200, headers, body: body.to_vec() }
    }
}

/// As a browser asks for a file of another site.
const MANNER: Manner = Manner {
    user_agent: concat!("newsquiz-doctor/", env!("CARGO_PKG_VERSION")),
    headers: &[(ORIGIN, OTHER_SITE), (ACCEPT_ENCODING, "br, gzip")],
    patience: PATIENCE,
    limit: LIMIT,
};

/// Asks hosts.
#[derive(Debug)]
pub(crate) struct Client(web::Client);

impl Client {
    pub(crate) fn new() -> Client {
        Client(web::Client::new(MANNER))
    }

    /// Asks for a file, and follows where the host sends on to.
    ///
    /// # Errors
    /// The host cannot be reached, does not end, sends on for ever, or sends what cannot be unpacked.
    pub(crate) fn ask(&self, address: &Url) -> Result<Answer> {
        let mut address = address.clone();
        for _ in 0..HOPS {
            let sent = self.0.get(&address)?;
            let Some(next) = sent.sent_on() else {
                let mut answer =
                    Answer { address, status: sent.status, headers: sent.headers, body: Vec::new() };
                let encoding = answer.header(CONTENT_ENCODING);
                answer.body = unpack(&encoding, sent.body)
                    .with_context(|| format!("what it sends as {encoding} cannot be unpacked"))?;
                return Ok(answer);
            };
            address = address.join(next).with_context(|| format!("it sends on to {next}"))?;
        }
        bail!("it sends on again and again, at last to {address}")
    }
}

/// How many bytes a file may have, unpacked: some small ones unpack to more than a machine has room for.
const LARGEST: u64 = 50_000_000;

/// How many bytes are unpacked at once.
const BUFFER: usize = 4096;

fn unpack(encoding: &str, sent: Vec<u8>) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    match encoding {
        "br" => {
            brotli::Decompressor::new(Cursor::new(sent), BUFFER).take(LARGEST + 1).read_to_end(&mut body)?;
        }
        "gzip" => {
            MultiGzDecoder::new(Cursor::new(sent)).take(LARGEST + 1).read_to_end(&mut body)?;
        }
        "" | "identity" => return Ok(sent),
        other => bail!("nobody asked for {other}"),
    }
    ensure!(
        body.len() as u64 <= LARGEST,
        "it unpacks to more than {} MB, which no file of a site has",
        LARGEST / 1_000_000
    );
    Ok(body)
}
