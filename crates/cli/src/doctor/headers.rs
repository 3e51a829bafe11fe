//! How a file was sent, held against what docs/hosting.md asks of hosts.

use http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY, X_CONTENT_TYPE_OPTIONS,
};
use newsquiz_publish::{compress, file_type, fingerprint, headers};

use super::client::{Answer, OTHER_SITE};
use super::finding::Fault;

/// What small files gain by compression is less than what a request takes, in bytes.
const SMALL: usize = 1_000;

/// Seconds that a name with a hash is to be kept at least: a week. A year is what it may be kept.
const LONG: u64 = 7 * 24 * 60 * 60;

/// Seconds that any other name may be kept at most: a reader of a corrected question waits for so long.
const SHORT: u64 = 60 * 60;

/// All that is wrong with how a file of this name was sent.
pub(crate) fn faults(name: &str, answer: &Answer) -> Vec<Fault> {
    let checks = [media_type, origin, compression, keeping, sniffing];
    checks.iter().filter_map(|check| check(name, answer)).collect()
}

/// Whether a type is that of a page.
pub(crate) fn is_page(answer: &Answer) -> bool {
    answer.header(CONTENT_TYPE).starts_with("text/html")
}

/// A page goes by the name of its folder, or without the end of its name.
fn file_name(name: &str) -> &str {
    if name.is_empty() || name.ends_with('/') { "index.html" } else { name }
}

fn media_type(name: &str, answer: &Answer) -> Option<Fault> {
    let expected = file_type::of(file_name(name))?.media_type;
    let sent = answer.header(CONTENT_TYPE);
    let (essence, parameters) = sent.split_once(';').unwrap_or((&sent, ""));
    let essence = essence.trim();
    let wanted = expected.split(';').next().unwrap_or(expected);
    let harm = match wanted {
        "text/javascript" => "browsers do not run it",
        "text/css" => "browsers do not apply it",
        "application/wasm" => "browsers load all of it before they begin to compile it",
        "text/html" => "browsers do not show it as a page",
        _ => "browsers may take it for something else",
    };
    let fits = match wanted {
        "text/javascript" => essence.ends_with("/javascript") || essence == "application/x-javascript",
        "application/json" => essence == wanted || essence.ends_with("+json"),
        // No browser asks for the type of a bank, but what is said to be text may be changed like text on its way.
        "application/octet-stream" => !essence.starts_with("text/"),
        _ => essence == wanted,
    };
    let told = if sent.is_empty() { "no type".to_owned() } else { format!("the type `{sent}`") };
    let remedy = format!("send it with `Content-Type: {expected}`");
    if !fits {
        return Some(Fault::new(format!("it is sent with {told}: {harm}"), remedy));
    }
    let is_other_charset = parameters.contains("charset=") && !parameters.contains("utf-8");
    (is_other_charset && wanted.starts_with("text/")).then(|| {
        Fault::new(format!("it is sent with {told}, and it is UTF-8: letters are shown as others"), remedy)
    })
}

fn origin(name: &str, answer: &Answer) -> Option<Fault> {
    // Nobody but the site itself loads them.
    let last = name.rsplit('/').next().unwrap_or_default();
    let is_own = file_name(name).ends_with("index.html")
        || ["sw.js", "manifest.json"].contains(&last)
        || (name.ends_with(".html") && !is_include_file(name));
    if is_own {
        return None;
    }
    let remedy = "send `Access-Control-Allow-Origin: *` with every file";
    match answer.header(ACCESS_CONTROL_ALLOW_ORIGIN).as_str() {
        "*" => None,
        OTHER_SITE if answer.header(VARY).contains("origin") => None,
        OTHER_SITE => Some(Fault::new(
            "it lets in the site that asks, and does not say `Vary: Origin`: a cache hands that on to other sites, which \
             are shut out",
            remedy,
        )),
        "" => Some(Fault::new(
            "pages of other sites cannot load it: it is sent without `Access-Control-Allow-Origin`",
            remedy,
        )),
        other => Some(Fault::new(
            format!("pages of other sites cannot load it: `Access-Control-Allow-Origin` is `{other}`"),
            remedy,
        )),
    }
}

/// Whether it is a file that goes into other pages.
pub(crate) fn is_include_file(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or_default();
    name.starts_with("quiz.") && name.ends_with(".html")
}

fn sniffing(_name: &str, answer: &Answer) -> Option<Fault> {
    (answer.header(X_CONTENT_TYPE_OPTIONS) != "nosniff").then(|| {
        Fault::minor(
            "browsers may take it for something else than its type says: it is sent without `nosniff`",
            "send `X-Content-Type-Options: nosniff` with every file",
        )
    })
}

fn compression(name: &str, answer: &Answer) -> Option<Fault> {
    let is_compressible = file_type::of(file_name(name)).is_some_and(|file_type| file_type.is_compressible);
    let is_small = answer.body.len() < SMALL;
    // Servers put include files into pages as they are.
    let is_as_it_has_to_be = !is_compressible || is_small || is_include_file(name);
    if is_as_it_has_to_be || !answer.header(CONTENT_ENCODING).is_empty() {
        return None;
    }
    let (br, gz) = (compress::BROTLI, compress::GZIP);
    Some(Fault::minor(
        "readers load more than they need: it is sent without compression, though brotli and gzip were offered",
        format!(
            "send the compressed copy that lies beside it (`.{br}`, `.{gz}`), or let the host compress this type"
        ),
    ))
}

fn keeping(name: &str, answer: &Answer) -> Option<Fault> {
    let sent = answer.header(CACHE_CONTROL);
    let directive = |name: &str| sent.split(',').map(str::trim).find_map(|part| part.strip_prefix(name));
    let seconds = directive("max-age=").and_then(|seconds| seconds.trim_matches('"').parse::<u64>().ok());
    let is_never_kept = directive("no-store").is_some() || directive("no-cache").is_some();
    let is_lasting = fingerprint::is_lasting(name);
    let right = if is_lasting { headers::LASTING } else { headers::SHORT };
    let remedy = format!("send it with `Cache-Control: {right}`");
    let told = if sent.is_empty() {
        "without `Cache-Control`".to_owned()
    } else {
        format!("with `Cache-Control: {sent}`")
    };
    let fault = if is_lasting {
        let is_long = seconds.is_some_and(|seconds| seconds >= LONG) && !is_never_kept;
        (!is_long).then(|| format!("readers load it again and again: it never changes, and is sent {told}"))
    } else if directive("stale-while-revalidate").is_some() {
        Some(format!("readers who come back are shown the old one once more: it is sent {told}"))
    } else if is_never_kept || seconds.is_some_and(|seconds| seconds <= SHORT) {
        None
    } else {
        Some(format!("readers may have an old one for long after it was corrected: it is sent {told}"))
    };
    fault.map(|fault| if is_lasting { Fault::minor(fault, remedy) } else { Fault::new(fault, remedy) })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG_KEPT: &str = "public, max-age=31536000, immutable";

    #[track_caller]
    fn check(check: fn(&str, &Answer) -> Option<Fault>, name: &str, answer: &Answer, expected: &str) {
        let fault = check(name, answer).map(|fault| fault.fault).unwrap_or_default();
        assert_eq!(fault.is_empty(), expected.is_empty(), "{name}: {fault}");
        assert!(fault.contains(expected), "{name}: {fault}");
    }

    #[test]
    fn a_type_that_browsers_refuse_is_told() {
        for (name, sent, expected) in [
            ("", "text/html; charset=UTF-8", ""),
            ("", "text/html", ""),
            ("", "text/html; charset=iso-8859-1", "letters are shown as others"),
            ("", "text/plain", "do not show it as a page"),
            ("embed.js", "application/javascript", ""),
            ("embed.js", "text/plain", "do not run it"),
            ("embed.js", "", "with no type: browsers do not run it"),
            ("q-1a2b3c4d.wasm", "application/octet-stream", "before they begin to compile"),
            ("q-1a2b3c4d.css", "text/plain", "do not apply it"),
            ("manifest.json", "application/manifest+json", ""),
            ("banks/a/bank.bin", "", ""),
            ("banks/a/bank.bin", "application/macbinary", ""),
            ("banks/a/bank.bin", "text/plain", "take it for something else"),
        ] {
            check(media_type, name, &Answer::of(&[(CONTENT_TYPE, sent)], b""), expected);
        }
    }

    #[test]
    fn what_other_sites_cannot_load_is_told() {
        let allow = ACCESS_CONTROL_ALLOW_ORIGIN;
        let rows: [(&str, &[(_, &str)], &str); 9] = [
            ("embed.js", &[(allow.clone(), "*")], ""),
            ("embed.js", &[], "cannot load it"),
            ("embed.js", &[(allow.clone(), "https://quiz.example")], "is `https://quiz.example`"),
            ("banks/a/bank.bin", &[(allow.clone(), OTHER_SITE), (VARY, "Accept-Encoding, Origin")], ""),
            ("banks/a/bank.bin", &[(allow, OTHER_SITE)], "`Vary: Origin`"),
            ("banks/a/quiz.es.html", &[], "cannot load it"),
            ("banks/a/embed.html", &[], ""),
            ("banks/a/", &[], ""),
            ("banks/a/sw.js", &[], ""),
        ];
        for (name, headers, expected) in rows {
            check(origin, name, &Answer::of(headers, b""), expected);
        }
    }

    #[test]
    fn what_readers_load_in_vain_is_told() {
        let (short, long) = (&b"short"[..], "long ".repeat(300));
        for (name, encoding, body, expected) in [
            ("embed.js", "br", long.as_bytes(), ""),
            ("embed.js", "gzip", long.as_bytes(), ""),
            ("embed.js", "", long.as_bytes(), "without compression"),
            ("", "", long.as_bytes(), "without compression"),
            ("embed.js", "", short, ""),
            ("banks/a/bank.bin", "", long.as_bytes(), ""),
            ("banks/a/quiz.html", "", long.as_bytes(), ""),
            ("icon-192-1a2b3c4d.png", "", long.as_bytes(), ""),
        ] {
            check(compression, name, &Answer::of(&[(CONTENT_ENCODING, encoding)], body), expected);
        }
    }

    #[test]
    fn what_is_kept_too_long_or_not_long_enough_is_told() {
        for (name, sent, expected) in [
            ("q-1a2b3c4d.js", LONG_KEPT, ""),
            ("q-1a2b3c4d.js", "max-age=600", "again and again"),
            ("q-1a2b3c4d.js", "", "again and again"),
            ("q-1a2b3c4d.js", "no-cache, max-age=31536000", "again and again"),
            ("embed.js", headers::SHORT, ""),
            ("embed.js", "no-cache", ""),
            ("embed.js", LONG_KEPT, "an old one for long"),
            ("embed.js", "", "an old one for long"),
            ("embed.js", "max-age=60, stale-while-revalidate=600", "once more"),
            ("banks/a/bank.bin", "max-age=86400", "an old one for long"),
        ] {
            check(keeping, name, &Answer::of(&[(CACHE_CONTROL, sent)], b""), expected);
        }
    }
}
