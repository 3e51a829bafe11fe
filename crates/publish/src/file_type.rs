//! What a file is, by its name: the type that a host has to tell, and whether compression makes it smaller.

/// A type of file that sites have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileType {
    /// The value of `Content-Type`.
    pub media_type: &'static str,
    /// Whether compression gains anything; pictures are compressed already.
    pub is_compressible: bool,
    /// Whether hosts are known not to tell the type by themselves.
    pub is_little_known: bool,
}

/// The types by their extensions.
const TYPES: [(&str, FileType); 11] = [
    ("html", known("text/html; charset=utf-8", true)),
    ("js", known("text/javascript", true)),
    // Without its type browsers do not compile while they load.
    ("wasm", FileType { is_little_known: true, ..known("application/wasm", true) }),
    ("css", known("text/css", true)),
    ("svg", known("image/svg+xml", true)),
    ("png", known("image/png", false)),
    ("jpg", known("image/jpeg", false)),
    ("json", known("application/json", true)),
    ("bin", FileType { is_little_known: true, ..known("application/octet-stream", false) }),
    ("txt", known("text/plain; charset=utf-8", true)),
    // Declarations for TypeScript: no browser loads them.
    ("ts", known("text/plain; charset=utf-8", false)),
];

const fn known(media_type: &'static str, is_compressible: bool) -> FileType {
    FileType { media_type, is_compressible, is_little_known: false }
}

/// The type of a file by the end of its name; `None` for what sites do not have.
pub fn of(name: &str) -> Option<FileType> {
    let (_, extension) = name.rsplit_once('.')?;
    TYPES.into_iter().find(|(known, _)| *known == extension).map(|(_, file_type)| file_type)
}

/// All types that sites have, by the ends of names.
pub fn all() -> impl Iterator<Item = (&'static str, FileType)> {
    TYPES.into_iter()
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_type_is_told_by_the_end_of_a_name() {
        assert_eq!(of("banks/a/bank.es.bin").unwrap().media_type, "application/octet-stream");
        assert!(of("q.wasm").unwrap().is_compressible && !of("icon.png").unwrap().is_compressible);
        assert_eq!((of("_headers"), of("embed.js.br")), (None, None));
    }
}
