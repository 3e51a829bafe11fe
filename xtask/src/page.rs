//! What Trunk cannot do: the banks beside the page, and the page's own words. Trunk calls it at the end of each build.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use newsquiz_compiler::Compiled;
use newsquiz_core::labels::Labels;

use crate::address::{BaseUrl, Quiz};
use crate::element::{self, Place, Styles};
use crate::embed::Program;
use crate::{csp, css, embed, manifest, news, oembed, review, trunk, workspace};

/// Compiles the banks into Trunk's staging folder, puts the starter and the styles there, and fills the page.
///
/// # Errors
/// Trunk did not call this; a bank has faults (the error lists all of them); a file cannot be written; or the page
/// names something that is not there.
pub fn run() -> Result<()> {
    let variable = |name| std::env::var_os(name).map(PathBuf::from);
    let stage = variable("TRUNK_STAGING_DIR").context("this is for Trunk to call; run `cargo xtask dist`")?;
    let bank = workspace::bank(variable(trunk::BANK_VARIABLE).as_deref())?;
    let base_url = std::env::var(trunk::BASE_URL_VARIABLE).ok();
    let base = base_url.as_deref().map(BaseUrl::parse).transpose()?;
    let base_url = base.as_ref().map(BaseUrl::as_str);
    let is_release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");

    let read = |name: &str| {
        let path = workspace::root().join("static").join(name);
        std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let styles = Styles::new(&read("first.css")?, &read("quiz.css")?, is_release)?;
    workspace::write(&stage.join("quiz.css"), &styles.all)?;
    for name in [
        "article.js",
        "inside.js",
        "install.js",
        "remember.js",
        "share.js",
        "xapi.js",
        "news-quiz.d.ts",
        "custom-elements.json",
        embed::FRAME,
    ] {
        workspace::write(&stage.join(name), read(name)?)?;
    }
    let program = Program::find(&stage)?;
    embed::write(&read(embed::EMBED)?, &program, &stage, is_release)?;

    let languages = languages()?;
    let around = read("page.css")?;
    let around = if is_release { css::minify(&around).context("static/page.css")? } else { around };
    let frame = read("embed.html")?;
    for compiled in compile_all(&bank)? {
        // Pages that include a file stand anywhere on their site.
        write_bank(&compiled, &styles, &languages, base_url.unwrap_or("/"), &stage)?;
        let page = Page::in_frame(&compiled, &styles, around.clone())?;
        let text = if is_release { page.fill_for_release(&frame)? } else { page.fill(&frame, None)? };
        let folder = stage.join("banks").join(&*compiled.bank.parts().id);
        workspace::write(&folder.join("embed.html"), text)?;
    }
    let compiled = compile(&bank)?;
    if let Some(text) = news::page(&compiled, &styles)? {
        workspace::write(&stage.join(news::FILE), text)?;
    }
    manifest::write(&stage, &compiled)?;
    let page = Page::of_build(&compiled, &styles, program, base_url)?;
    let path = stage.join("index.html");
    let template =
        std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    // The development server adds a script of its own to the page, which no policy can know.
    let text = if is_release { page.fill_for_release(&template)? } else { page.fill(&template, None)? };
    workspace::write(&path, text)
}

/// Proves and compiles all banks that are built: those of this checkout, and the one that the page plays.
///
/// # Errors
/// The folder of banks cannot be read; a bank has faults; or two have one id, and so one folder.
pub fn compile_all(page: &Path) -> Result<Vec<Compiled>> {
    let mut folders = workspace::banks()?;
    if !folders.iter().any(|folder| folder == page) {
        folders.push(page.to_owned());
    }
    let banks = folders.iter().map(|folder| compile(folder)).collect::<Result<Vec<_>>>()?;
    let mut known = BTreeMap::new();
    for (folder, bank) in folders.iter().zip(&banks) {
        let id = &*bank.bank.parts().id;
        if let Some(earlier) = known.insert(id, folder) {
            bail!(
                "the banks in {} and {} have the same id `{id}`; change `id` in the bank.json of one of them",
                earlier.display(),
                folder.display()
            );
        }
    }
    Ok(banks)
}

/// Proves and compiles a bank.
///
/// # Errors
/// All faults of the bank; or its article cannot stand in its folder.
pub fn compile(bank: &Path) -> Result<Compiled> {
    let compiled = newsquiz_compiler::compile(bank, &workspace::locales())
        .with_context(|| format!("the bank in {} cannot be compiled", bank.display()))?;
    let href = &*compiled.bank.parts().article.href;
    ensure!(
        newsquiz_compiler::is_elsewhere(href) || (is_below(href) && !is_made(href)),
        "the bank in {} has its article at {href}: give its public address as `article.href`, or the name of a file \
         below the bank, of letters, digits, `-`, `_` and `.`, that is not the name of a file that is made there",
        bank.display()
    );
    Ok(compiled)
}

/// Writes what belongs to one bank: the compiled bank, its article page, and the file that other pages include.
///
/// The compiled bank keeps its name when it changes, so that a page that was made before plays what is true today.
fn write_bank(
    compiled: &Compiled,
    styles: &Styles,
    languages: &[(String, Labels)],
    base: &str,
    stage: &Path,
) -> Result<()> {
    let parts = compiled.bank.parts();
    let folder = stage.join("banks").join(&*parts.id);
    workspace::write(&folder.join("bank.bin"), &compiled.bytes)?;
    let href = &*parts.article.href;
    if !newsquiz_compiler::is_elsewhere(href) {
        // The widget finds the article relative to the bank, and so the copy has to stand.
        let text = std::fs::read(&compiled.article)
            .with_context(|| format!("cannot read {}", compiled.article.display()))?;
        workspace::write(&folder.join(href), text)?;
    }
    let place = Place { base, attributes: "", is_own: false };
    workspace::write(&folder.join("quiz.html"), element::with_first_body(compiled, styles, place)?)?;
    // Its own among them: a page names the language that it wants, whatever the bank's is.
    for (lang, labels) in languages {
        let bank = compiled.bank.in_language(lang, labels.clone());
        let bytes = newsquiz_core::compiled::encode(&bank);
        workspace::write(&folder.join(format!("bank.{lang}.bin")), &bytes)?;
        let compiled = Compiled { bank, bytes, article: compiled.article.clone() };
        let place = Place { attributes: &format!(" lang=\"{lang}\""), ..place };
        let text = element::with_first_body(&compiled, styles, place)?;
        workspace::write(&folder.join(format!("quiz.{lang}.html")), text)?;
    }
    Ok(())
}

/// The languages that the interface speaks, each with its words.
///
/// # Errors
/// Words are missing, or a file cannot be read.
fn languages() -> Result<Vec<(String, Labels)>> {
    let locales = workspace::locales();
    let mut languages = Vec::new();
    for file in workspace::files(&locales)? {
        let Some(lang) = file.file_stem().and_then(OsStr::to_str) else { continue };
        languages.extend(newsquiz_compiler::labels(&locales, lang)?.map(|labels| (lang.to_owned(), labels)));
    }
    Ok(languages)
}

/// What the page's template may name.
#[derive(Debug)]
struct Page {
    title: String,
    intro: String,
    lang: String,
    direction: &'static str,
    article_href: String,
    article_title: String,
    bank: String,
    /// Only the page of the build asks for it ahead.
    program: Program,
    element: String,
    /// A style sheet for the page around the quiz; the page of the build has Trunk put it there.
    style: String,
    base_url: Option<String>,
    /// The link by which others find the oEmbed answer; empty without a base address.
    oembed: String,
    /// What its policy is made for.
    kind: csp::Kind,
}

impl Page {
    /// The page of a bank that frames show, in the bank's own folder.
    fn in_frame(compiled: &Compiled, styles: &Styles, style: String) -> Result<Page> {
        let place = Place { base: "../../", attributes: " eager", is_own: true };
        let element = element::with_first_body(compiled, styles, place)?;
        Ok(Page { style, kind: csp::Kind::Framed, ..Page::new(compiled, element, None)? })
    }

    /// The page of the build.
    fn of_build(
        compiled: &Compiled,
        styles: &Styles,
        program: Program,
        base_url: Option<&str>,
    ) -> Result<Page> {
        let place = Place { base: "", attributes: " eager", is_own: false };
        let element = element::with_first_body(compiled, styles, place)?;
        Ok(Page { program, kind: csp::Kind::Installed, ..Page::new(compiled, element, base_url)? })
    }

    /// A page of a bank, with the quiz in it.
    fn new(compiled: &Compiled, element: String, base_url: Option<&str>) -> Result<Page> {
        let parts = compiled.bank.parts();
        let folder = format!("banks/{}/", parts.id);
        let href = &*parts.article.href;
        Ok(Page {
            title: parts.title.to_string(),
            intro: parts.intro.to_string(),
            lang: parts.lang.to_string(),
            direction: parts.labels.direction(),
            article_href: if newsquiz_compiler::is_elsewhere(href) {
                href.to_owned()
            } else {
                format!("{folder}{href}")
            },
            article_title: parts.article.title.to_string(),
            bank: format!("{folder}bank.bin"),
            program: Program::default(),
            element,
            style: String::new(),
            oembed: oembed::discovery_link(&Quiz::new(compiled, base_url)?).unwrap_or_default(),
            base_url: base_url.map(ToOwned::to_owned),
            kind: csp::Kind::Own,
        })
    }

    /// The page that is shipped, with a policy that holds the hash of the style that stands in it.
    fn fill_for_release(&self, template: &str) -> Result<String> {
        let policy = csp::policy(&self.fill(template, Some(""))?, self.kind);
        let page = self.fill(template, Some(&policy))?;
        ensure!(
            csp::policy(&page, self.kind) == policy,
            "the policy must not stand inside of a script or a style"
        );
        Ok(page)
    }

    fn fill(&self, template: &str, csp: Option<&str>) -> Result<String> {
        // Trunk's minifier drops the quotes around it, and what is filled in may have spaces.
        ensure!(!template.contains("={{"), "write `=\"{{{{ name }}}}\"` with spaces inside of the braces");
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        // A name that is not there is a fault; asking whether it is there is not.
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        environment
            .render_str(
                template,
                context! {
                    title => &self.title,
                    intro => &self.intro,
                    lang => &self.lang,
                    dir => self.direction,
                    article_href => address(&self.article_href),
                    article_title => &self.article_title,
                    bank => address(&self.bank),
                    glue => address(&self.program.glue),
                    program => address(&self.program.wasm),
                    // Made by us, out of escaped parts.
                    element => Value::from_safe_string(self.element.clone()),
                    oembed => Value::from_safe_string(self.oembed.clone()),
                    style => Value::from_safe_string(self.style.clone()),
                    base_url => self.base_url.as_deref().map_or(Value::UNDEFINED, address),
                    // Made here, and of letters that mean nothing between double quotes.
                    csp => csp.map_or(Value::UNDEFINED, |csp| Value::from_safe_string(csp.to_owned())),
                    // The development server puts a script into the page, and itself fills these two of its names.
                    __TRUNK_ADDRESS__ => Value::from_safe_string("{{__TRUNK_ADDRESS__}}".to_owned()),
                    __TRUNK_WS_BASE__ => Value::from_safe_string("{{__TRUNK_WS_BASE__}}".to_owned()),
                },
            )
            .context("cannot fill a page")
    }
}

/// Whether a relative address leads to a file below its folder, by names that need no encoding.
fn is_below(href: &str) -> bool {
    let is_plain = |byte| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.');
    href.split('/').all(|name| !name.starts_with('.') && !name.is_empty() && name.bytes().all(is_plain))
}

/// Whether a file with this name is made in the folder of each bank.
fn is_made(href: &str) -> bool {
    let starts = ["bank.", "quiz.", "embed.html", review::FILE, oembed::FILE];
    starts.iter().any(|start| href.starts_with(start))
}

/// An address as the template's value. Where no letter means anything in HTML it is not escaped: six letters would
/// stand there for each slash.
pub(crate) fn address(text: &str) -> Value {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte);
    if text.bytes().all(is_plain) { Value::from_safe_string(text.to_owned()) } else { Value::from(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::element::tests::styles;

    fn page() -> Page {
        Page {
            title: "Who said <it>?".to_owned(),
            intro: "\"Eight\" questions".to_owned(),
            lang: "en".to_owned(),
            article_href: "banks/a/article.html".to_owned(),
            direction: "ltr",
            article_title: "Hanoi & after".to_owned(),
            bank: "banks/a/bank.bin".to_owned(),
            program: Program::default(),
            element: "<news-quiz></news-quiz>".to_owned(),
            style: String::new(),
            base_url: None,
            oembed: String::new(),
            kind: csp::Kind::Own,
        }
    }

    #[test]
    fn authors_text_stays_text() {
        let filled =
            page().fill("<title>{{ title }}</title><p title=\"{{ intro }}\">{{ article_title }}", None);
        let expected =
            "<title>Who said &lt;it&gt;?</title><p title=\"&quot;Eight&quot; questions\">Hanoi &amp; after";
        assert_eq!(filled.unwrap(), expected);
    }

    #[test]
    fn addresses_are_escaped_only_where_they_have_to_be() {
        assert_eq!(page().fill("{{ bank }}", None).unwrap(), "banks/a/bank.bin");
        let article = Page { article_href: "https://example.org/?a=1&b=\"".to_owned(), ..page() };
        let filled = article.fill("{{ article_href }}", None).unwrap();
        assert_eq!(filled.replace("&#x2f;", "/"), "https://example.org/?a=1&amp;b=&quot;");
    }

    #[test]
    fn what_takes_an_absolute_address_is_there_only_with_one() {
        let template = "{% if base_url %}<link rel=\"canonical\" href=\"{{ base_url }}\">{% endif %}";
        assert_eq!(page().fill(template, None).unwrap(), "");
        let page = Page { base_url: Some("https://example.org/quiz/".to_owned()), ..page() };
        let expected = "<link rel=\"canonical\" href=\"https://example.org/quiz/\">";
        assert_eq!(page.fill(template, None).unwrap(), expected);
    }

    #[test]
    fn an_article_of_the_bank_stands_below_it() {
        let rows = [
            ("article.html", true),
            ("pages/2019-02-28_hanoi.html", true),
            ("../article.html", false),
            ("/etc/passwd", false),
            (".hidden", false),
            ("an article.html", false),
            ("", false),
        ];
        for (href, expected) in rows {
            assert_eq!(is_below(href), expected, "{href}");
        }
        for (href, expected) in [
            ("article.html", false),
            ("quiz.html", true),
            ("quiz.es.html", true),
            ("embed.html", true),
            ("review.html", true),
            ("bank.bin", true),
            ("2019/quiz.html", false),
        ] {
            assert_eq!(is_made(href), expected, "{href}");
        }
    }

    #[test]
    fn two_banks_with_one_id_are_told_before_anything_is_built() {
        let copy = tempfile::tempdir().unwrap();
        let bank = workspace::root().join(workspace::DEFAULT_BANK);
        workspace::copy_folder(&bank, copy.path()).unwrap();
        let error = compile_all(copy.path()).unwrap_err().to_string();
        let (one, other) = (bank.display(), copy.path().display());
        assert!(
            error.starts_with(&format!("the banks in {one} and {other} have the same id `liaison-office`")),
            "{error}"
        );
        assert_eq!(compile_all(&bank).unwrap().len(), workspace::banks().unwrap().len());
    }

    #[test]
    fn a_name_that_is_not_there_is_an_error() {
        for template in ["{{ titel }}", "{{ csp }}"] {
            assert!(page().fill(template, None).is_err(), "{template}");
        }
    }

    #[test]
    fn what_the_development_server_fills_is_left_to_it() {
        let script = "<script>address = '{{__TRUNK_ADDRESS__}}'; base = '{{__TRUNK_WS_BASE__}}'</script>";
        assert_eq!(page().fill(script, None).unwrap(), script);
    }

    #[test]
    fn a_value_that_the_minifier_would_strip_of_its_quotes_is_an_error() {
        assert!(page().fill("<html lang={{lang}}>", None).is_err());
    }

    #[test]
    fn the_page_for_frames_names_all_from_the_bank_s_folder_and_speaks_its_language() {
        let template = std::fs::read_to_string(workspace::root().join("static/embed.html")).unwrap();
        for (bank, lang) in [("liaison-office", "en"), ("oficina-de-enlace", "es")] {
            let compiled = compile(&workspace::root().join("static/banks").join(bank)).unwrap();
            let page = Page::in_frame(&compiled, &styles(), "c{}".to_owned()).unwrap();
            let text = page.fill_for_release(&template).unwrap();
            for part in [
                &*format!("<html lang=\"{lang}\" dir=\"ltr\">"),
                &format!("<news-quiz src=\"../../banks/{bank}/\" eager><template shadowrootmode=\"open\">"),
                "<link rel=\"stylesheet\" href=\"../../quiz.css\">",
                "<a href=\"article.html\">",
                "<style>c{}</style>",
                "script-src http: 'wasm-unsafe-eval';",
                &*csp::hash("c{}"),
            ] {
                assert!(text.contains(part), "{bank}: {part}");
            }
            // Each script is a file.
            assert_eq!(
                text.matches("<script type=\"module\" src=\"../../").count(),
                text.matches("<script").count()
            );
        }
    }

    #[test]
    fn the_policy_is_that_of_the_finished_page() {
        let template = "<meta content=\"{{ csp }}\"><style>a{}</style>{{ element }}";
        let filled = page().fill_for_release(template).unwrap();
        assert!(
            filled.contains(&format!("content=\"{}\"", csp::policy(&filled, csp::Kind::Own))),
            "{filled}"
        );
        assert!(filled.ends_with("<news-quiz></news-quiz>"), "{filled}");
        assert!(page().fill_for_release("<style>{{ csp }}</style>").is_err());
    }
}
