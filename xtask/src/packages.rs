//! The packages of JavaScript that tests load into pages or look things up in: which version, and where it is. Finding only; what is missing
//! is installed by `setup`. None of it is in what readers download.

use std::path::PathBuf;

use crate::tools;

/// A package of a fixed version that is kept in the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Package {
    /// Its name in its registry.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The file of it that is used.
    pub file: &'static str,
}

/// Looks for faults against WCAG in a page, by the rules that need no judgement.
pub static AXE: Package = Package { name: "axe-core", version: "4.14.1", file: "axe.min.js" };

/// The types of Node's own modules, of the oldest version that runs the package for npm.
pub static NODE_TYPES: Package = Package { name: "@types/node", version: "20.19.43", file: "index.d.ts" };

/// Tells a page as a screen reader does, by what specifications ask of screen readers.
pub static SCREEN_READER: Package =
    Package { name: "@guidepup/virtual-screen-reader", version: "0.33.0", file: "lib/esm/index.browser.js" };

impl Package {
    /// The package's own folder in the cache, whether it is there or not.
    pub fn folder(&self) -> PathBuf {
        // A scope is the first half of a name, with a slash behind it.
        let name = self.name.trim_start_matches('@').replace('/', "-");
        tools::cache().join(format!("{name}-{}", self.version))
    }

    /// The file, when the package is there.
    pub fn find(&self) -> Option<PathBuf> {
        let file = self.folder().join("node_modules").join(self.name).join(self.file);
        Some(file).filter(|file| file.is_file())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_in_the_cache_has_no_folder_around_it() {
        let package = Package { name: "@scope/name", version: "1.2.3", file: "a.js" };
        assert!(package.folder().ends_with("scope-name-1.2.3"));
        assert_eq!(package.find(), None);
    }
}
