//! The Content-Security-Policy of a page: what stands in the page may run, and nothing else.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::inline::Inline;

/// What a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// It loads from its own host.
    Own,
    /// The same, and it can be installed: it has a manifest and registers a worker, by the one policy of
    /// `static/install.js`, whose scripts all are the one `sw.js`.
    Installed,
    /// Frames show it, from any host by http or https: in a sandbox that takes a page's origin away, WebKit takes
    /// `'self'` for nobody. Such a page narrows it down by a script before any other runs (`static/inside.js`).
    Framed,
}

/// The policy for exactly this page: what is at home, and the scripts and styles that stand in it, by their hashes.
///
/// The hashes are those of the texts as they are now: whoever changes the page afterwards breaks it.
pub fn policy(page: &str, kind: PageKind) -> String {
    let inline = Inline::of(page);
    let listed = |hashes: Vec<String>| hashes.iter().map(|hash| format!(" {hash}")).collect::<String>();
    let home = if kind == PageKind::Framed { "http:" } else { "'self'" };
    let (more, types) = match kind {
        PageKind::Installed => ("manifest-src 'self'; worker-src 'self'; ", "newsquiz"),
        PageKind::Own | PageKind::Framed => ("", "'none'"),
    };
    format!(
        "default-src 'none'; script-src {home} 'wasm-unsafe-eval'{}; style-src {home}{}; connect-src {home}; \
         img-src {home} data:; {more}base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
         trusted-types {types}",
        listed(inline.scripts.iter().map(|script| hash(script)).collect()),
        listed(style_hashes(page)),
    )
}

/// The hashes of the styles that stand in a page, or a part of one, as policies write them.
pub fn style_hashes(page: &str) -> Vec<String> {
    Inline::of(page).styles.iter().map(|text| hash(text)).collect()
}

/// The hash of a text as policies write it.
pub fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_what_browsers_compute() {
        // The example of the specification of Content Security Policy, level 2.
        assert_eq!(
            policy("<script>alert('Hello, world.');</script>", PageKind::Own),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' \
             'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='; style-src 'self'; connect-src 'self'; \
             img-src 'self' data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
             trusted-types 'none'"
        );
    }

    #[test]
    fn only_the_page_that_can_be_installed_has_a_manifest_a_worker_and_a_trusted_type() {
        for kind in [PageKind::Own, PageKind::Installed, PageKind::Framed] {
            let policy = policy("<p>", kind);
            let is_installed = kind == PageKind::Installed;
            assert_eq!(
                policy.contains("; manifest-src 'self'; worker-src 'self'; "),
                is_installed,
                "{policy}"
            );
            let types = if is_installed { "trusted-types newsquiz" } else { "trusted-types 'none'" };
            assert!(policy.ends_with(types), "{policy}");
        }
    }

    #[test]
    fn each_style_is_allowed_by_its_own_hash() {
        let policy = policy("<style>a{}</style><p><style>b{}</style>", PageKind::Framed);
        let styles = policy.split("; ").find(|part| part.starts_with("style-src http: 'sha256-")).unwrap();
        assert_eq!(styles.matches("'sha256-").count(), 2, "{policy}");
    }
}
