//! The home folder of who runs this, as far as there is one.

use std::path::{Path, PathBuf};

/// The home folder. None where it cannot be anybody's own: containers set `HOME` to `/`, or to nothing, for users that
/// have none.
pub fn folder() -> Option<PathBuf> {
    std::env::home_dir().filter(|folder| is_own(folder))
}

fn is_own(folder: &Path) -> bool {
    folder.is_absolute() && folder.parent().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_of_all_folders_is_nobodys_home() {
        for (folder, expected) in [
            ("/home/editor", true),
            ("/root", true),
            ("/", false),
            ("//", false),
            ("", false),
            ("home", false),
        ] {
            assert_eq!(is_own(Path::new(folder)), expected, "{folder:?}");
        }
    }
}
