//! The Content-Security-Policy of a page: what stands in the page may run, and nothing else.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::inline::Inline;

/// The policy for exactly this page: its own folder, and the scripts and styles that stand in it, by their hashes.
///
/// The hashes are those of the texts as they are now: whoever changes the page afterwards breaks it.
pub fn policy(page: &str) -> String {
    let inline = Inline::of(page);
    let styles = match inline.styles.as_slice() {
        [] => "'none'".to_owned(),
        styles => styles.iter().map(|text| hash(text)).collect::<Vec<_>>().join(" "),
    };
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{}; style-src {styles}; connect-src 'self'; \
         img-src 'self' data:; base-uri 'none'; form-action 'none'",
        inline.scripts.iter().map(|script| format!(" {}", hash(&script.text))).collect::<String>(),
    )
}

/// The hash of a text as policies write it.
pub(crate) fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_what_browsers_compute() {
        // The example of the specification of Content Security Policy, level 2.
        assert_eq!(
            policy("<script>alert('Hello, world.');</script>"),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' \
             'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='; style-src 'none'; connect-src 'self'; \
             img-src 'self' data:; base-uri 'none'; form-action 'none'"
        );
    }

    #[test]
    fn each_style_is_allowed_by_its_own_hash() {
        let policy = policy("<style>a{}</style><p><style>b{}</style>");
        let styles = policy.split("; ").find(|part| part.starts_with("style-src 'sha256-")).unwrap();
        assert_eq!(styles.matches("'sha256-").count(), 2, "{policy}");
    }
}
