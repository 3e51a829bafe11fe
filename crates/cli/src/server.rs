//! Serves a folder as a good file host does: types, compressed copies, and how long to keep what.
//! The browser tests use it too; nothing in its use is asynchronous.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE, RANGE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use futures::stream;
use newsquiz_publish::{file_type, fingerprint, headers};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::broadcast::{self, error::RecvError};
use tokio::time::sleep;
use tower_http::services::{ServeDir, ServeFile};

use crate::preview::CHANGES;

/// Serves a folder on this machine alone, until it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    /// Always there until the server is dropped.
    runtime: Option<Runtime>,
    changes: broadcast::Sender<()>,
}

impl Server {
    /// Starts serving a folder; port 0 stands for any free one.
    ///
    /// # Errors
    /// The folder is not there, or the port is taken ([`is_taken`]).
    pub fn start(folder: &Path, port: u16) -> Result<Server> {
        Server::start_as(folder, port, Manners::default())
    }

    /// The same with the manners of a host that was not set up well.
    ///
    /// # Errors
    /// As with [`Server::start`].
    pub fn start_as(folder: &Path, port: u16, manners: Manners) -> Result<Server> {
        ensure!(folder.is_dir(), "there is no folder {} to serve", folder.display());
        let listener = listen(port)?;
        listener.set_nonblocking(true).context("cannot set up the listening socket")?;
        let address = listener.local_addr().context("cannot tell the port")?;

        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .enable_io()
            .enable_time()
            .build()
            .context("cannot start the server's threads")?;
        let listener = {
            let _inside = runtime.enter();
            TcpListener::from_std(listener).context("cannot set up the listening socket")?
        };
        // Pages that are slow to hear need no more than the last.
        let changes = broadcast::Sender::new(1);
        let service = service(folder, manners, changes.clone());
        runtime.spawn(async move { axum::serve(listener, service).await });
        Ok(Server { address, runtime: Some(runtime), changes })
    }

    /// Tells the pages that listen at [`CHANGES`] that the folder has changed.
    pub fn tell_of_change(&self) {
        // Nobody may be listening.
        let _ = self.changes.send(());
    }

    /// Where it serves, without a slash at the end: `http://127.0.0.1:8080`.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Browsers keep connections open: waiting for them to end could take minutes.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// What a file host may do wrong.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manners {
    /// It lets no other origin use its files.
    pub keeps_to_itself: bool,
    /// It does not know the type of WebAssembly.
    pub calls_programs_bytes: bool,
    /// It sends pages in small pieces, as a slow network does.
    pub dribbles: bool,
    /// It sends every file as it is.
    pub compresses_nothing: bool,
    /// It sends files as a whole only.
    pub sends_no_parts: bool,
    /// It sends its page at the top in the place of what is not there.
    pub knows_one_page: bool,
    /// It has pages under addresses without `.html`, and sends on to these.
    pub leaves_out_html: bool,
}

/// Takes a port of this machine, until the returned listener is dropped.
///
/// # Errors
/// The port is taken ([`is_taken`]), or not for everyone to take.
pub fn listen(port: u16) -> Result<std::net::TcpListener> {
    std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .with_context(|| format!("cannot listen on port {port}"))
}

/// Looks whether a port is free.
///
/// # Errors
/// As with [`listen`].
pub fn ensure_free(port: u16) -> Result<()> {
    listen(port).map(drop)
}

/// Whether a server could not start since its port is taken.
pub fn is_taken(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::AddrInUse)
}

fn service(folder: &Path, manners: Manners, changes: broadcast::Sender<()>) -> Router {
    let files = ServeDir::new(folder).precompressed_br().precompressed_gzip();
    let hear = get(async move || {
        let events = stream::unfold(changes.subscribe(), async |mut changes| match changes.recv().await {
            Err(RecvError::Closed) => None,
            // A page that missed one hears of it with the next.
            Ok(()) | Err(RecvError::Lagged(_)) => {
                Some((Ok::<_, Infallible>(Event::default().data("changed")), changes))
            }
        });
        Sse::new(events)
    });
    let router = Router::new().route(CHANGES, hear);
    let router = if manners.knows_one_page {
        router.fallback_service(files.fallback(ServeFile::new(folder.join("index.html"))))
    } else {
        router.fallback_service(files)
    };
    router.layer(middleware::from_fn_with_state(manners, finish))
}

/// Adds what a file server does not know by itself.
async fn finish(State(manners): State<Manners>, mut request: Request, next: Next) -> Response {
    // A piece of a compressed page gives many pieces of the page at once.
    if manners.dribbles || manners.compresses_nothing {
        request.headers_mut().remove(ACCEPT_ENCODING);
    }
    if manners.sends_no_parts {
        request.headers_mut().remove(RANGE);
    }
    let mut name = request.uri().path().to_owned();
    if manners.leaves_out_html {
        if let Some(short) = name.strip_suffix(".html") {
            return Redirect::permanent(short).into_response();
        }
        let last = name.rsplit('/').next().unwrap_or_default();
        if !last.is_empty() && !last.contains('.') {
            name.push_str(".html");
            *request.uri_mut() = name.parse().unwrap_or_default();
        }
    }
    let mut response = next.run(request).await;
    if response.status() == StatusCode::NOT_FOUND {
        response = (StatusCode::NOT_FOUND, "There is no such file.\n").into_response();
    }
    let ok = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    // A folder's address is that of the page in it.
    let file = if name.ends_with('/') { "index.html" } else { &name };
    let media_type = file_type::of(file).map(|file_type| file_type.media_type);
    let keep = if fingerprint::is_lasting(&name) && ok { headers::LASTING } else { "no-cache" };
    let answer = response.headers_mut();
    answer.insert(CACHE_CONTROL, HeaderValue::from_static(keep));
    // Pages of other hosts embed the quiz, and frames that are sandboxed have no host at all.
    if !manners.keeps_to_itself {
        answer.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
    let media_type = match media_type {
        Some("application/wasm") if manners.calls_programs_bytes => Some("application/octet-stream"),
        // What it sends in the place of others is a page.
        _ if manners.knows_one_page && is_html(answer) => None,
        media_type => media_type,
    };
    if let Some(media_type) = media_type.filter(|_| ok) {
        answer.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    }
    answer.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let is_page = is_html(answer);
    if manners.dribbles && is_page { in_pieces(response).await } else { response }
}

fn is_html(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|value| value.as_bytes().starts_with(b"text/html"))
}

/// Sends the body in pieces that are no part of the page by themselves: they end in the middle of tags and words.
async fn in_pieces(response: Response) -> Response {
    const PIECE: usize = 97;
    const PAUSE: Duration = Duration::from_millis(4);

    let (head, body) = response.into_parts();
    // Files of this machine, which can all be held.
    let Ok(rest) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let pieces = stream::unfold(rest, async |mut rest: Bytes| {
        if rest.is_empty() {
            return None;
        }
        sleep(PAUSE).await;
        let piece = rest.split_to(PIECE.min(rest.len()));
        Some((Ok::<_, io::Error>(piece), rest))
    });
    Response::from_parts(head, Body::from_stream(pieces))
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;

    use newsquiz_publish::compress;

    use super::*;

    /// What a browser gets: the head in small letters, and the body.
    fn get(server: &Server, path: &str, headers: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(server.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n")
            .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|part| part == b"\r\n\r\n").unwrap();
        let body = answer.split_off(end + 4);
        (String::from_utf8(answer).unwrap().to_lowercase(), body)
    }

    #[track_caller]
    fn check(server: &Server, path: &str, accept: &str, expected: &[&str]) {
        let (head, _) = get(server, path, &format!("Accept-Encoding: {accept}\r\n"));
        for line in expected {
            assert!(head.contains(&format!("{line}\r\n")), "{path}: {line} is not in\n{head}");
        }
    }

    #[test]
    fn files_are_served_as_a_good_host_does() {
        let folder = tempfile::tempdir().unwrap();
        let bank = folder.path().join("banks/a");
        std::fs::create_dir_all(&bank).unwrap();
        let text = "a text that is compressed well ".repeat(20);
        for name in [
            "index.html",
            "manifest.json",
            "icon-1a2b3c4d.png",
            "q-1a2b3c4d.js",
            "q-1a2b3c4d.wasm",
            "banks/a/bank.bin",
        ] {
            std::fs::write(folder.path().join(name), &text).unwrap();
            for (suffix, copy) in compress::copies(name, text.as_bytes()).unwrap() {
                std::fs::write(folder.path().join(format!("{name}.{suffix}")), copy).unwrap();
            }
        }
        let server = Server::start(folder.path(), 0).unwrap();

        let (lasting, fresh) =
            ("cache-control: public, max-age=31536000, immutable", "cache-control: no-cache");
        let nosniff = "x-content-type-options: nosniff";
        let html = "content-type: text/html; charset=utf-8";
        check(&server, "/", "br", &["http/1.1 200 ok", html, "content-encoding: br", fresh, nosniff]);
        check(&server, "/index.html", "gzip", &[html, "content-encoding: gzip", "vary: accept-encoding"]);
        check(&server, "/manifest.json", "br", &["content-type: application/json", fresh, nosniff]);
        check(&server, "/icon-1a2b3c4d.png", "br", &["content-type: image/png", lasting, nosniff]);
        check(&server, "/q-1a2b3c4d.js", "br", &["content-type: text/javascript", lasting, nosniff]);
        check(&server, "/q-1a2b3c4d.wasm", "br", &["content-type: application/wasm", lasting]);
        check(&server, "/q-1a2b3c4d.wasm", "identity", &[&format!("content-length: {}", text.len())]);
        let bytes = "content-type: application/octet-stream";
        check(&server, "/q-1a2b3c4d.wasm", "gzip, br", &["content-encoding: br"]);
        // It is packed already.
        check(
            &server,
            "/banks/a/bank.bin",
            "gzip, br",
            &[bytes, fresh, &format!("content-length: {}", text.len())],
        );

        let plain = "content-type: text/plain; charset=utf-8";
        check(&server, "/missing-1a2b3c4d.js", "br", &["http/1.1 404 not found", plain, fresh, nosniff]);
        check(&server, "/../Cargo.toml", "br", &["http/1.1 404 not found"]);
        assert_eq!(get(&server, "/missing", "").1, b"There is no such file.\n");
        assert_eq!(get(&server, "/q-1a2b3c4d.js", "").1, text.as_bytes());
    }

    #[test]
    fn a_dropped_server_leaves_its_port_although_a_connection_is_open() {
        let folder = tempfile::tempdir().unwrap();
        let server = Server::start(folder.path(), 0).unwrap();
        let port = server.address.port();
        let error = Server::start(folder.path(), port).unwrap_err();
        assert!(is_taken(&error), "{error:#}");

        let open = TcpStream::connect(server.address).unwrap();
        drop(server);
        let refused = (0..100).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(10));
            TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err()
        });
        assert!(refused);
        drop(open);
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        assert!(Server::start(Path::new("/no/such/folder"), 0).is_err());
    }
}
