//! The widget's files as a site has them: which get a lasting name, and how scripts and templates refer to each other.
//!
//! A reference is written out where it stands: `{{ quiz.css }}` in a string of a script, `{{ file.quiz_css }}` in a page
//! template. Nothing else is replaced, so that no text of an author can be taken for a name.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minijinja::Value;
use sha2::{Digest as _, Sha256};

use crate::{
    address::BaseUrl,
    fingerprint,
    widget::{self, Widget},
};

/// What the name of each file of the widget becomes; those that are not listed get a lasting name.
const ROLES: [(&str, Role); 11] = [
    (widget::PAGE, Role::Template),
    (widget::FRAMED_PAGE, Role::Template),
    (widget::WORKER, Role::Template),
    (widget::LEAVING_WORKER, Role::Template),
    (widget::FIRST_STYLE, Role::Template),
    (widget::PAGE_STYLE, Role::Template),
    (widget::EMBED, Role::Stable),
    (widget::FRAME, Role::Stable),
    ("xapi.js", Role::Stable),
    ("news-quiz.d.ts", Role::Stable),
    ("custom-elements.json", Role::Stable),
];

/// What the name of a file becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// It is filled in, or stands in other files: it has no name on a site.
    Template,
    /// Other people's pages name it: it keeps its name.
    Stable,
    /// Only our own files name it: it gets a name with its hash.
    Lasting,
}

/// Before and behind the name in a reference.
const MARKS: (&str, &str) = ("{{ ", " }}");

/// What stands before the name of a file whose integrity is wanted in place of its name.
const INTEGRITY: &str = "integrity of ";

/// In place of a name: the address of the site with its last slash, or nothing where it is not known.
const SITE: &str = "address of the site";

/// In place of a name: the version of this program.
const VERSION: &str = "version of newsquiz";

/// The widget's files by the names that a site has them under.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// Names on the site by names in the widget.
    names: BTreeMap<String, String>,
    /// The files by their names on the site.
    files: BTreeMap<String, Vec<u8>>,
    /// The address of the site, where it is known.
    site: String,
}

impl Assets {
    /// Names all files of a widget, and fills in what its scripts refer to. `base_url` is the address of the site, where it
    /// is known.
    ///
    /// # Errors
    /// A script refers to what is not there, or to itself by way of others.
    pub fn new(widget: &Widget, base_url: Option<&BaseUrl>) -> Result<Assets> {
        let site = base_url.map(|url| url.as_str().to_owned()).unwrap_or_default();
        let mut assets = Assets { site, ..Assets::default() };
        for (name, _) in widget.files() {
            if role(name) != Role::Template {
                assets.add(name, widget, &mut Vec::new())?;
            }
        }
        Ok(assets)
    }

    /// The name that a site has a file of the widget under.
    ///
    /// # Errors
    /// There is no such file.
    pub fn name(&self, name: &str) -> Result<&str> {
        let published = self.names.get(name).map(String::as_str);
        published.with_context(|| format!("the built widget has no {name}; build it again"))
    }

    /// All files by their names on the site.
    pub fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.files
    }

    /// What page templates name `file`: the names on the site, by names in the widget with `_` for what is no letter.
    pub(crate) fn for_templates(&self) -> Value {
        let key = |name: &str| name.replace(|letter: char| !letter.is_ascii_alphanumeric(), "_");
        Value::from_pairs(self.names.iter().map(|(name, published)| (key(name), published.clone())))
    }

    /// Adds a file and, before it, all that it refers to. `within` has the files that wait for this one.
    fn add(&mut self, name: &str, widget: &Widget, within: &mut Vec<String>) -> Result<()> {
        if self.names.contains_key(name) {
            return Ok(());
        }
        ensure!(!within.iter().any(|other| other == name), "{name} refers to itself, by way of {within:?}");
        within.push(name.to_owned());
        let content = if name.ends_with(".js") {
            let fill = |reference: &str| self.resolve(reference, widget, within);
            fill_references(widget.text(name)?, fill).with_context(|| name.to_owned())?.into_bytes()
        } else {
            widget.bytes(name)?.to_vec()
        };
        within.pop();
        let published = match role(name) {
            Role::Lasting => fingerprint::name(name, &content),
            Role::Stable | Role::Template => name.to_owned(),
        };
        self.names.insert(name.to_owned(), published.clone());
        self.files.insert(published, content);
        Ok(())
    }

    /// What stands in a script for a reference.
    fn resolve(&mut self, reference: &str, widget: &Widget, within: &mut Vec<String>) -> Result<String> {
        match reference {
            SITE => return Ok(self.site.clone()),
            VERSION => return Ok(env!("CARGO_PKG_VERSION").to_owned()),
            _ => {}
        }
        let (name, wants_integrity) = match reference.strip_prefix(INTEGRITY) {
            Some(name) => (name, true),
            None => (reference, false),
        };
        ensure!(role(name) != Role::Template, "{name} has no name on a site");
        self.add(name, widget, within)?;
        let published = self.name(name)?;
        if !wants_integrity {
            return Ok(published.to_owned());
        }
        Ok(self.files.get(published).map(|content| integrity(content)).unwrap_or_default())
    }
}

/// The integrity of a file as browsers take it. SHA-256 is the shortest, and no compression makes it shorter.
pub fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

fn role(name: &str) -> Role {
    ROLES.iter().find(|(known, _)| *known == name).map_or(Role::Lasting, |(_, role)| *role)
}

/// A script with something in place of each reference: inside of a string, of letters that mean the same in all strings.
///
/// # Errors
/// A reference has no end, or `fill` does not know it.
pub(crate) fn fill_references(script: &str, mut fill: impl FnMut(&str) -> Result<String>) -> Result<String> {
    let mut filled = String::with_capacity(script.len());
    let mut rest = script;
    while let Some((before, from)) = rest.split_once(MARKS.0) {
        let (reference, after) = from.split_once(MARKS.1).context("a reference has no end")?;
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-_. ".contains(&byte);
        if !reference.bytes().all(is_name) {
            // A type in a comment, or code.
            filled.push_str(before);
            filled.push_str(MARKS.0);
            rest = from;
            continue;
        }
        let value = fill(reference)?;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./+=:()[]{}|$%".contains(&byte);
        if !value.bytes().all(is_plain) || value.contains("${") {
            bail!("`{value}` cannot stand in a string of a script");
        }
        filled.push_str(before);
        filled.push_str(&value);
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widget(files: &[(&str, &str)]) -> Widget {
        let files = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
        Widget::new(files.collect())
    }

    #[test]
    fn scripts_name_what_they_load_by_its_hash() {
        let assets = Assets::new(&widget(&[
            (
                "embed.js",
                "import('./{{ share.js }}');load(`{{ newsquiz.wasm }}`,'{{ integrity of newsquiz.wasm }}')",
            ),
            ("share.js", "import('./{{ words.js }}')"),
            ("words.js", "1"),
            ("newsquiz.wasm", "program"),
            ("index.html", "{{ title }}"),
        ]), None)
        .unwrap();
        let text = |name: &str| str::from_utf8(&assets.files()[assets.name(name).unwrap()]).unwrap();
        let (share, words) = (assets.name("share.js").unwrap(), assets.name("words.js").unwrap());
        assert_eq!(text("share.js"), format!("import('./{words}')"));
        // What it loads is a part of what it is.
        assert_eq!(share, fingerprint::name("share.js", text("share.js").as_bytes()));
        // Of "program", as `openssl dgst -sha256 -binary | base64` tells it.
        let integrity = "sha256-ExDKLIky29EYZovZdEJVij4fVGteFcaWmd+9YCT1SNg=";
        assert!(
            text("embed.js").ends_with(&format!("load(`newsquiz-1310ca2c.wasm`,'{integrity}')")),
            "{}",
            text("embed.js")
        );
        assert_eq!(
            (assets.name("embed.js").unwrap(), assets.name("index.html").is_ok()),
            ("embed.js", false)
        );
    }

    #[test]
    fn scripts_know_the_site_that_they_are_of_and_its_age() {
        let base_url = BaseUrl::parse("https://news.example/a%20b").unwrap();
        let script = "'{{ address of the site }}' '{{ version of newsquiz }}'";
        let version = env!("CARGO_PKG_VERSION");
        for (base_url, site) in [(Some(&base_url), "https://news.example/a%20b/"), (None, "")] {
            let assets = Assets::new(&widget(&[("embed.js", script)]), base_url).unwrap();
            let text = str::from_utf8(&assets.files()["embed.js"]).unwrap();
            assert_eq!(text, format!("'{site}' '{version}'"));
        }
    }

    #[test]
    fn a_reference_that_leads_nowhere_or_round_is_an_error_that_names_the_script() {
        for (files, expected) in [
            (&[("embed.js", "'{{ other.js }}'")][..], "the built widget has no other.js"),
            (&[("embed.js", "'{{ quiz.css'"), ("quiz.css", "")], "a reference has no end"),
            (&[("embed.js", "'{{ first.css }}'"), ("first.css", "")], "first.css has no name on a site"),
            (&[("a.js", "'{{ b.js }}'"), ("b.js", "'{{ a.js }}'")], "refers to itself"),
        ] {
            let error = format!("{:#}", Assets::new(&widget(files), None).unwrap_err());
            assert!(error.contains(expected) && error.contains(files[0].0), "{error}");
        }
    }

    #[test]
    fn what_only_looks_like_a_reference_stays() {
        let text = "/** @type {{ new (): A & B }} */ const a = '{{ b.js }}'";
        let filled = fill_references(text, |name| Ok(name.to_uppercase())).unwrap();
        assert_eq!(filled, "/** @type {{ new (): A & B }} */ const a = 'B.JS'");
    }

    #[test]
    fn what_would_end_a_string_is_not_filled_in() {
        let filled = fill_references("a('{{ x }}')", |_| Ok("');b('".to_owned()));
        assert!(filled.unwrap_err().to_string().contains("cannot stand in a string"));
    }
}
