//! The headers that the files of `dist/` need, as the `_headers` file that Netlify, Cloudflare Pages and others read.
//!
//! README, “Serving it”, has the same facts for other hosts: change both.

use std::path::Path;

use anyhow::Result;

use crate::{compress, review, server, workspace};

/// The name of the file, at the top of `dist/`.
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

/// Writes the file for what stands in a folder. `root` is where the folder will stand on its host: `/` or `/quiz/`.
///
/// # Errors
/// The folder cannot be read, or the file cannot be written.
pub fn write(dist: &Path, root: &str) -> Result<()> {
    let mut names = Vec::new();
    for path in workspace::files(dist)? {
        let is_copy = path
            .extension()
            .is_some_and(|extension| extension == compress::BROTLI || extension == compress::GZIP);
        let name = path.strip_prefix(dist).unwrap_or(&path);
        if !is_copy && name != Path::new(FILE) {
            // Windows has another separator, the web has not.
            names.push(name.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/"));
        }
    }
    let path = dist.join(FILE);
    workspace::write(&path, rules(root, &names))
}

/// The rules for files with these names inside of `dist/`.
///
/// Each file has a rule of its own. Where several rules fit a request, hosts join their values by commas, and
/// placeholders mean different things to different hosts. Cloudflare takes 100 rules: five banks, with a base address
/// four.
pub fn rules(root: &str, names: &[String]) -> String {
    // Any page may show the quiz, and a frame in a sandbox is of no origin: modules, the program and the bank need it.
    let mut text = format!(
        "# Made by `cargo xtask dist`, which knows the names with a hash.\n{root}*\n  \
         Access-Control-Allow-Origin: *\n  X-Content-Type-Options: nosniff\n"
    );
    for name in names {
        let keep = if server::has_hash(name) { LASTING } else { SHORT };
        let mut headers = vec![format!("Cache-Control: {keep}")];
        match name.rsplit('.').next() {
            // Without it browsers do not compile while they load.
            Some("wasm") => headers.push("Content-Type: application/wasm".to_owned()),
            Some("bin") => headers.push("Content-Type: application/octet-stream".to_owned()),
            _ => {}
        }
        if name.ends_with(&format!("/{}", review::FILE)) {
            headers.push("X-Robots-Tag: noindex".to_owned());
        }
        for address in addresses(name) {
            text.push_str(&format!("\n{root}{address}\n  {}\n", headers.join("\n  ")));
        }
    }
    text
}

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

    #[test]
    fn every_file_has_one_rule_and_everything_may_be_shown_elsewhere() {
        let names =
            ["banks/a/bank.bin", "banks/a/review.html", "embed.js", "index.html", "q-1a2b3c4d_bg.wasm"];
        let expected = format!(
            "# Made by `cargo xtask dist`, which knows the names with a hash.\n\
             /quiz/*\n  Access-Control-Allow-Origin: *\n  X-Content-Type-Options: nosniff\n\n\
             /quiz/banks/a/bank.bin\n  Cache-Control: {SHORT}\n  Content-Type: application/octet-stream\n\n\
             /quiz/banks/a/review\n  Cache-Control: {SHORT}\n  X-Robots-Tag: noindex\n\n\
             /quiz/banks/a/review.html\n  Cache-Control: {SHORT}\n  X-Robots-Tag: noindex\n\n\
             /quiz/embed.js\n  Cache-Control: {SHORT}\n\n\
             /quiz/\n  Cache-Control: {SHORT}\n\n\
             /quiz/index.html\n  Cache-Control: {SHORT}\n\n\
             /quiz/q-1a2b3c4d_bg.wasm\n  Cache-Control: {LASTING}\n  Content-Type: application/wasm\n"
        );
        assert_eq!(rules("/quiz/", &names.map(str::to_owned)), expected);
    }

    #[test]
    fn the_file_names_what_stands_in_the_folder_but_no_copies() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("banks/a")).unwrap();
        for name in ["embed.js", "embed.js.br", "embed.js.gz", "banks/a/bank.bin", "_headers"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        write(folder.path(), "/").unwrap();
        let text = std::fs::read_to_string(folder.path().join(FILE)).unwrap();
        let rules: Vec<&str> = text.lines().filter(|line| line.starts_with('/')).collect();
        assert_eq!(rules, ["/*", "/banks/a/bank.bin", "/embed.js"]);
    }

    #[test]
    fn the_readme_has_the_same_headers_for_every_host() {
        let readme = std::fs::read_to_string(workspace::root().join("README.md")).unwrap();
        // The table, nginx, Apache, and the object store.
        for value in [LASTING, SHORT] {
            assert_eq!(readme.matches(value).count(), 4, "README.md, “Serving it”: {value}");
        }
    }
}
