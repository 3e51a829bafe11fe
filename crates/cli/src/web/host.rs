//! Requests by the program around this one.

use http::header::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;
use url::Url;

use super::{Failure, Manner, Sent, is_of_the_web};
use crate::host::{self, Question, Refusal};

/// The head of an answer.
#[derive(Deserialize)]
struct Head {
    status: u16,
    headers: Vec<(String, String)>,
}

/// Asks hosts.
#[derive(Debug)]
pub(crate) struct Client(Manner);

impl Client {
    pub(crate) fn new(manner: Manner) -> Client {
        Client(manner)
    }

    /// Asks for a file.
    ///
    /// # Errors
    /// There is no answer, or none that is taken.
    pub(crate) fn get(&self, address: &Url) -> Result<Sent, Failure> {
        if !is_of_the_web(address) {
            return Err(Failure::NoAddress);
        }
        let headers = self.0.headers.iter().map(|(name, value)| (name.as_str(), *value));
        let question = Question::Get {
            address: address.as_str(),
            headers: headers.chain([("user-agent", self.0.user_agent)]).collect(),
            patience: self.0.patience.as_millis(),
            limit: self.0.limit,
        };
        let (head, body) = host::ask::<Head>(&question).map_err(failure)?;
        let mut headers = HeaderMap::new();
        for (name, value) in &head.headers {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                headers.append(name, value);
            }
        }
        Ok(Sent { status: head.status, headers, body })
    }
}

/// Node tells failures by codes: those of the system, of its own, of its reader of HTTP (`HPE_`), and of OpenSSL.
fn failure(refusal: Refusal) -> Failure {
    let Refusal { code, message } = refusal;
    match &*code {
        "ENOTFOUND" | "EAI_AGAIN" | "EAI_NODATA" | "EAI_NONAME" => Failure::NoHost,
        "ERR_INVALID_URL" | "ERR_INVALID_PROTOCOL" => Failure::NoAddress,
        "ECONNREFUSED" => Failure::Refused,
        "LATE" | "ETIMEDOUT" => Failure::Late,
        "TOO_LARGE" => Failure::TooLarge,
        "EPROTO" => Failure::Insecure(message),
        code if ["ERR_TLS", "ERR_SSL", "CERT_", "SELF_SIGNED", "DEPTH_ZERO", "UNABLE_TO"]
            .iter()
            .any(|start| code.starts_with(start)) =>
        {
            Failure::Insecure(message)
        }
        code if code.starts_with("HPE_") => Failure::Strange(message),
        _ => Failure::Broken(message),
    }
}
