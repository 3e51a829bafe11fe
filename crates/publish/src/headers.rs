//! The headers that the files of a site need, as the `_headers` file that Netlify, Cloudflare Pages and others read.
//!
//! docs/hosting.md has the same facts for other hosts: change both.

use crate::card::FOLDER as CARDS;
use crate::{file_type, fingerprint};

/// The name of the file, at the top of a site.
pub const FILE: &str = "_headers";

/// For names with a hash: they never change, a change is another name.
pub const LASTING: &str = "public, max-age=31536000, immutable";

/// For names that stay when the content changes.
///
/// A corrected question is with every reader in five minutes, and no request is made for each page until then. There
/// is no `stale-while-revalidate`: a reader who comes back would be shown the uncorrected question once more, and an
/// old `embed.js` would start an old program on a new bank. When the host is down, what caches have is better than
/// nothing.
pub const SHORT: &str = "public, max-age=300, stale-if-error=86400";

/// The rules for files with these names on a site. `root` is where the site will stand on its host: `/` or `/quiz/`.
///
/// No two rules set one header for one file: hosts join the values of all that fit by commas. Cloudflare takes 100 rules,
/// so all banks share theirs, and all cards, and the files beside them have one each.
pub fn rules<'a>(root: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    // Any page may show the quiz, and a frame in a sandbox is of no origin: modules, the program and the bank need it.
    let mut text = format!(
        "# Made by `newsquiz build`, which knows the names with a hash.\n{root}*\n  \
         Access-Control-Allow-Origin: *\n  X-Content-Type-Options: nosniff\n"
    );
    text.push_str(&format!("\n{root}{BANKS}*\n  Cache-Control: {SHORT}\n"));
    text.push_str(&format!("\n{root}{CARDS}*\n  Cache-Control: {LASTING}\n"));
    for name in names {
        if name.starts_with(BANKS) || name.starts_with(CARDS) {
            continue;
        }
        let keep = if fingerprint::is_lasting(name) { LASTING } else { SHORT };
        let mut headers = vec![format!("Cache-Control: {keep}")];
        if let Some(file_type) = file_type::of(name).filter(|file_type| file_type.is_little_known) {
            headers.push(format!("Content-Type: {}", file_type.media_type));
        }
        for address in addresses(name) {
            text.push_str(&format!("\n{root}{address}\n  {}\n", headers.join("\n  ")));
        }
    }
    text
}

/// The folder of all banks. No name in it holds a hash, and browsers need no type of what is in it but that of pages.
const BANKS: &str = "banks/";

/// How hosts name a file: most of those that read this file leave out `index.html` and `.html`.
fn addresses(name: &str) -> Vec<&str> {
    let short = match name {
        "index.html" => Some(""),
        _ => name.strip_suffix("/index.html").or_else(|| name.strip_suffix(".html")),
    };
    short.into_iter().chain([name]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn banks_share_a_rule_and_everything_may_be_shown_elsewhere() {
        let names = [
            "banks/a/bank.bin",
            "banks/a/review.html",
            "cards/a-1a2b3c4d.png",
            "embed.js",
            "index.html",
            "q-1a2b3c4d.wasm",
        ];
        let expected = format!(
            "# Made by `newsquiz build`, which knows the names with a hash.\n\
             /quiz/*\n  Access-Control-Allow-Origin: *\n  X-Content-Type-Options: nosniff\n\n\
             /quiz/banks/*\n  Cache-Control: {SHORT}\n\n\
             /quiz/cards/*\n  Cache-Control: {LASTING}\n\n\
             /quiz/embed.js\n  Cache-Control: {SHORT}\n\n\
             /quiz/\n  Cache-Control: {SHORT}\n\n\
             /quiz/index.html\n  Cache-Control: {SHORT}\n\n\
             /quiz/q-1a2b3c4d.wasm\n  Cache-Control: {LASTING}\n  Content-Type: application/wasm\n"
        );
        assert_eq!(rules("/quiz/", names), expected);
    }

    #[test]
    fn the_page_for_hosts_has_the_same_headers_for_each() {
        let page = testing::text("docs/hosting.md");
        // The table, nginx, Apache, and the object store.
        for value in [LASTING, SHORT] {
            assert_eq!(page.matches(value).count(), 4, "docs/hosting.md: {value}");
        }
    }
}
