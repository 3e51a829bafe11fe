//! Archives and their checksums. The same files make the same bytes: names are sorted, and nothing tells when or by whom an
//! archive was made.

use std::collections::BTreeMap;
use std::io::Write as _;

use anyhow::{Context as _, Result};
use flate2::{Compression, GzBuilder};
use sha2::{Digest as _, Sha256};
use tar::{Builder, EntryType, Header};

/// Whether a file is there to be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Program,
}

/// A file of an archive.
#[derive(Clone, Debug)]
pub(super) struct File {
    content: Vec<u8>,
    kind: Kind,
}

impl File {
    pub(super) fn new(content: Vec<u8>, kind: Kind) -> File {
        File { content, kind }
    }
}

/// When all files were changed last, in seconds since 1970: 26 October 1985, as in all packages of npm. Some tools refuse
/// files of 1970.
const TIME: u64 = 499_162_500;

/// Files by their paths as a compressed archive. `name` is for the error.
///
/// # Errors
/// A path is too long for an archive.
pub(super) fn packed(name: &str, files: &BTreeMap<String, File>) -> Result<Vec<u8>> {
    let mut archive = Builder::new(Vec::new());
    for (path, file) in files {
        let mut header = Header::new_ustar();
        header.set_entry_type(EntryType::Regular);
        header.set_size(file.content.len() as u64);
        header.set_mtime(TIME);
        header.set_mode(if file.kind == Kind::Program { 0o755 } else { 0o644 });
        header.set_uid(0);
        header.set_gid(0);
        archive
            .append_data(&mut header, path, &*file.content)
            .with_context(|| format!("{path} does not fit into {name}"))?;
    }
    let archive = archive.into_inner().with_context(|| format!("cannot make {name}"))?;
    let mut packed = GzBuilder::new().write(Vec::new(), Compression::best());
    packed
        .write_all(&archive)
        .and_then(|()| packed.finish())
        .with_context(|| format!("cannot compress {name}"))
}

/// The checksums of packages, as `sha256sum --check` reads them.
pub(super) fn checksums(packages: &BTreeMap<String, Vec<u8>>) -> String {
    let line = |(name, content): (&String, &Vec<u8>)| {
        let sum: String = Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{sum}  {name}\n")
    };
    packages.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_files_make_the_same_bytes_and_come_out_as_they_were() {
        let files = [("a/run", "#!/bin/sh", Kind::Program), ("a/read", "words", Kind::Text)];
        let files: BTreeMap<_, _> =
            files.map(|(path, text, kind)| (path.to_owned(), File::new(text.into(), kind))).into();
        let archive = packed("a", &files).unwrap();
        assert_eq!(archive, packed("a", &files).unwrap());
        let mut entries = tar::Archive::new(flate2::read::GzDecoder::new(&*archive));
        let known = entries.entries().unwrap().map(|entry| {
            let entry = entry.unwrap();
            (entry.path().unwrap().display().to_string(), entry.header().mode().unwrap(), entry.size())
        });
        assert_eq!(
            known.collect::<Vec<_>>(),
            [("a/read".to_owned(), 0o644, 5), ("a/run".to_owned(), 0o755, 9)]
        );
    }

    #[test]
    fn checksums_are_those_that_others_compute() {
        // Of the empty text, as FIPS 180-4 has it.
        let sum = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.tgz\n";
        assert_eq!(checksums(&[("a.tgz".to_owned(), Vec::new())].into()), sum);
    }
}
