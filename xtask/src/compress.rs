//! Compressed copies beside the files, made once and as well as can be, so that no host has to do it on each request.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::workspace;

/// Files that gain by it; pictures are compressed already.
const COMPRESSIBLE: [&str; 8] = ["html", "js", "wasm", "css", "svg", "json", "bin", "txt"];

/// The suffix of a brotli copy.
pub const BROTLI: &str = "br";

/// The suffix of a gzip copy.
pub const GZIP: &str = "gz";

/// Puts a `.br` and a `.gz` copy beside each file of the folder, where the copy is smaller than the file.
///
/// # Errors
/// A file cannot be read, or a copy cannot be written.
pub fn add_copies(folder: &Path) -> Result<()> {
    for path in workspace::files(folder)? {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if !COMPRESSIBLE.contains(&extension) {
            continue;
        }
        let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        for (suffix, copy) in [(BROTLI, brotli(&bytes)?), (GZIP, gzip(&bytes)?)] {
            if copy.len() < bytes.len() {
                let path = copy_of(&path, suffix);
                std::fs::write(&path, copy).with_context(|| format!("cannot write {}", path.display()))?;
            }
        }
    }
    Ok(())
}

/// The path of a file's copy: `quiz.js` has `quiz.js.br`.
pub fn copy_of(path: &Path, suffix: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(".");
    path.push(suffix);
    path.into()
}

/// # Errors
/// The encoder fails.
fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters =
        BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut copy = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut copy, &parameters).context("cannot compress by brotli")?;
    Ok(copy)
}

/// # Errors
/// The encoder fails.
fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).context("cannot compress by gzip")
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn only_copies_that_are_smaller_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let text = "Ten words of a text are repeated again and again. ".repeat(20);
        std::fs::write(folder.path().join("long.txt"), &text).unwrap();
        std::fs::write(folder.path().join("short.txt"), "ok").unwrap();
        std::fs::write(folder.path().join("icon.png"), &text).unwrap();

        add_copies(folder.path()).unwrap();
        let names: Vec<_> = workspace::files(folder.path())
            .unwrap()
            .iter()
            .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(names, ["icon.png", "long.txt", "long.txt.br", "long.txt.gz", "short.txt"]);

        let mut back = String::new();
        let gzip = std::fs::File::open(folder.path().join("long.txt.gz")).unwrap();
        flate2::read::GzDecoder::new(gzip).read_to_string(&mut back).unwrap();
        assert_eq!(back, text);

        let mut back = Vec::new();
        let mut brotli = std::fs::File::open(folder.path().join("long.txt.br")).unwrap();
        brotli::BrotliDecompress(&mut brotli, &mut back).unwrap();
        assert_eq!(back, text.as_bytes());
    }
}
