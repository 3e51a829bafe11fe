//! Requests by the sockets of this machine.

use std::io::ErrorKind;

use ureq::{Agent, Error};
use url::Url;

use super::{Failure, Manner, Sent, is_of_the_web};

/// Asks hosts, and keeps connections for the next question.
#[derive(Debug)]
pub(crate) struct Client {
    agent: Agent,
    manner: Manner,
}

impl Client {
    pub(crate) fn new(manner: Manner) -> Client {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // Whoever asks follows them, and may tell of them.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(manner.patience))
            .user_agent(manner.user_agent)
            .build();
        Client { agent: config.into(), manner }
    }

    /// Asks for a file.
    ///
    /// # Errors
    /// There is no answer, or none that is taken.
    pub(crate) fn get(&self, address: &Url) -> Result<Sent, Failure> {
        if !is_of_the_web(address) {
            return Err(Failure::NoAddress);
        }
        let mut request = self.agent.get(address.as_str());
        for (name, value) in self.manner.headers {
            request = request.header(name, *value);
        }
        let failed = |error| failure(address, error);
        let mut answer = request.call().map_err(failed)?;
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let body = answer.body_mut().with_config().limit(self.manner.limit).read_to_vec().map_err(failed)?;
        Ok(Sent { status, headers, body })
    }
}

fn failure(address: &Url, error: Error) -> Failure {
    match error {
        Error::HostNotFound => Failure::NoHost,
        Error::BadUri(_) | Error::Http(_) => Failure::NoAddress,
        Error::Timeout(_) => Failure::Late,
        Error::BodyExceedsLimit(_) => Failure::TooLarge,
        Error::Tls(_) | Error::Rustls(_) | Error::Pem(_) => Failure::Insecure(error.to_string()),
        Error::Io(ref cause) => match cause.kind() {
            ErrorKind::ConnectionRefused => Failure::Refused,
            // Systems tell an unknown host in words alone.
            _ if address.socket_addrs(|| None).is_err() => Failure::NoHost,
            ErrorKind::TimedOut => Failure::Late,
            // What TLS refuses while it reads comes as invalid data.
            ErrorKind::InvalidData if address.scheme() == "https" => Failure::Insecure(error.to_string()),
            _ => Failure::Broken(cause.to_string()),
        },
        other => Failure::Strange(other.to_string()),
    }
}
