//! One request for a file of the web, and its answer as it was sent: not followed, not unpacked. By the machine's sockets,
//! and in WebAssembly, which has none, by the program around it. What is asked for, and why, is not known here.

#[cfg(target_os = "wasi")]
mod host;
#[cfg(not(target_os = "wasi"))]
mod sockets;

use std::fmt;
use std::time::Duration;

use http::header::{HeaderMap, HeaderName, LOCATION};
use url::Url;

#[cfg(target_os = "wasi")]
pub(crate) use host::Client;
#[cfg(not(target_os = "wasi"))]
pub(crate) use sockets::Client;

/// How hosts are asked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Manner {
    /// The name that hosts are told.
    pub(crate) user_agent: &'static str,
    /// What else they are told.
    pub(crate) headers: &'static [(HeaderName, &'static str)],
    /// How long an answer may take as a whole.
    pub(crate) patience: Duration,
    /// How many bytes it may have.
    pub(crate) limit: u64,
}

/// What a host sent.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    /// The code of HTTP: 200 when all is well.
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    /// The file, as it travelled.
    pub(crate) body: Vec<u8>,
}

impl Sent {
    /// Where the host sends on to, as it says it.
    pub(crate) fn sent_on(&self) -> Option<&str> {
        let location = self.headers.get(LOCATION)?.to_str().ok()?;
        (300..400).contains(&self.status).then_some(location)
    }
}

/// Why there is no answer. The texts are for people, in the words of whoever noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// There is no host of this name.
    NoHost,
    /// It is no address that can be asked.
    NoAddress,
    /// The host takes no connection.
    Refused,
    /// It took too long.
    Late,
    /// There is no safe connection.
    Insecure(String),
    /// There are more bytes than are taken.
    TooLarge,
    /// The connection broke.
    Broken(String),
    /// The host does not speak HTTP.
    Strange(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::NoHost => formatter.write_str("there is no host of this name"),
            Failure::NoAddress => formatter.write_str("it is no address that can be asked"),
            Failure::Refused => formatter.write_str("the host takes no connection"),
            Failure::Late => formatter.write_str("the answer did not come in time"),
            Failure::Insecure(cause) => write!(formatter, "there is no safe connection ({cause})"),
            Failure::TooLarge => formatter.write_str("the answer is too large"),
            Failure::Broken(cause) => write!(formatter, "the connection broke ({cause})"),
            Failure::Strange(cause) => write!(formatter, "the host does not speak HTTP ({cause})"),
        }
    }
}

impl std::error::Error for Failure {}

/// Whether an address is one that can be asked.
fn is_of_the_web(address: &Url) -> bool {
    matches!(address.scheme(), "http" | "https") && address.has_host()
}
