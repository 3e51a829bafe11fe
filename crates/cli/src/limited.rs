//! Reads files that are no larger than what they can be: whoever names a film or a device by mistake is told so.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// The content of a file; nothing where it has more than so many bytes.
///
/// # Errors
/// It cannot be read.
pub(crate) fn read(path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    let file = File::open(path)?;
    // A device says that it has none.
    let expected = file.metadata()?.len().min(most);
    let mut bytes = Vec::with_capacity(usize::try_from(expected + 1).unwrap_or_default());
    file.take(most + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_file_is_read_up_to_its_limit_and_not_beyond() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bank.md");
        std::fs::write(&path, "12345").unwrap();
        assert_eq!(read(&path, 5).unwrap(), Some(b"12345".to_vec()));
        assert_eq!(read(&path, 4).unwrap(), None);
        assert!(read(&folder.path().join("none"), 4).is_err());
    }
}
