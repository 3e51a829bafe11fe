//! Files of two builds on one site: a page that plays with both breaks, though all of them are there.

use std::collections::BTreeMap;

use super::finding::Fault;
use super::visit::UPLOAD;

/// One fault for each file that is named by two hashes. `named` has for each name who names it.
pub(crate) fn faults(named: &BTreeMap<String, String>) -> Vec<Fault> {
    let mut builds: BTreeMap<(&str, &str), Vec<(&str, &str)>> = BTreeMap::new();
    for (name, named_by) in named {
        let Some((stem, extension)) = name.rsplit_once('.') else { continue };
        let plain = stem.rsplit_once('-').map_or(stem, |(plain, _)| plain);
        builds.entry((plain, extension)).or_default().push((name, named_by));
    }
    let mixed = builds.values().filter_map(|names| match names.as_slice() {
        [(one, by_one), (other, by_other), ..] => Some(Fault::new(
            format!("files of two builds are mixed: {by_one} loads {one}, {by_other} loads {other}"),
            UPLOAD,
        )),
        _ => None,
    });
    mixed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_named_by_two_hashes_is_told_with_who_names_it() {
        let named = [
            ("icon-192-1a2b3c4d.png", "sw.js"),
            ("icon-512-1a2b3c4e.png", "sw.js"),
            ("quiz-1a2b3c4d.css", "the page at the top"),
            ("quiz-5e6f7a8b.css", "embed.js"),
            ("quiz-5e6f7a8c.js", "embed.js"),
        ];
        let named = named.map(|(name, by)| (name.to_owned(), by.to_owned())).into();
        let faults: Vec<String> = faults(&named).into_iter().map(|fault| fault.fault).collect();
        let expected = "files of two builds are mixed: the page at the top loads quiz-1a2b3c4d.css, embed.js loads \
                        quiz-5e6f7a8b.css";
        assert_eq!(faults, [expected]);
    }
}
