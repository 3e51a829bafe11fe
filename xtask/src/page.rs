//! What Trunk cannot do: the bank beside the page, and the page's own words. Trunk calls it at the end of each build.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use newsquiz_compiler::Compiled;

use crate::inline::Inline;
use crate::{csp, minify, trunk, workspace};

/// Compiles the bank into Trunk's staging folder and fills the page there.
///
/// # Errors
/// Trunk did not call this; the bank has faults (the error lists all of them); a file cannot be written; or the page
/// names something that is not there.
pub fn run() -> Result<()> {
    let variable = |name| std::env::var_os(name).map(PathBuf::from);
    let stage = variable("TRUNK_STAGING_DIR").context("this is for Trunk to call; run `cargo xtask dist`")?;
    let bank = workspace::bank(variable(trunk::BANK_VARIABLE).as_deref())?;
    let base_url = std::env::var(trunk::BASE_URL_VARIABLE).ok();
    let is_release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");

    let page = Page::write_bank(compile(&bank)?, &stage, base_url)?;
    let path = stage.join("index.html");
    let template =
        std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    // The development server adds a script of its own to the page, which no policy can know.
    let text = if is_release { page.fill_for_release(&template)? } else { page.fill(&template, None)? };
    std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// Proves and compiles a bank.
///
/// # Errors
/// All faults of the bank.
pub fn compile(bank: &Path) -> Result<Compiled> {
    newsquiz_compiler::compile(bank, &workspace::locales())
        .with_context(|| format!("the bank in {} cannot be compiled", bank.display()))
}

/// What the page's template may name.
#[derive(Debug)]
struct Page {
    title: String,
    intro: String,
    lang: String,
    article_href: String,
    article_title: String,
    bank: String,
    bank_id: String,
    base_url: Option<String>,
    labels: BTreeMap<String, String>,
}

impl Page {
    /// Writes the compiled bank and its article page below the folder; the page will point to them.
    fn write_bank(compiled: Compiled, stage: &Path, base_url: Option<String>) -> Result<Page> {
        let parts = compiled.bank.parts();
        let folder = format!("banks/{}", parts.id);
        let bank = format!("{folder}/bank-{}.bin", compiled.bank.version());
        write(&stage.join(&bank), &compiled.bytes)?;

        let href = &*parts.article.href;
        let article_href = if is_elsewhere(href) {
            href.to_owned()
        } else {
            // The widget finds the article relative to the bank, and so the copy has to stand.
            ensure!(
                is_below(href),
                "the article's address has to lead to a file below the bank, not to {href}"
            );
            let article = format!("{folder}/{href}");
            let text = std::fs::read(&compiled.article)
                .with_context(|| format!("cannot read {}", compiled.article.display()))?;
            write(&stage.join(&article), &text)?;
            article
        };
        Ok(Page {
            title: parts.title.to_string(),
            intro: parts.intro.to_string(),
            lang: parts.lang.to_string(),
            article_href,
            article_title: parts.article.title.to_string(),
            bank,
            bank_id: parts.id.to_string(),
            base_url: base_url.map(|url| format!("{}/", url.trim_end_matches('/'))),
            labels: compiled.labels,
        })
    }

    /// The page that is shipped: with small scripts, and a policy that holds the hashes of what stands in the page.
    fn fill_for_release(&self, template: &str) -> Result<String> {
        let mut template = template.to_owned();
        for script in Inline::of(&template).scripts {
            let kind = if script.is_module { minify::Kind::Module } else { minify::Kind::Unknown };
            let small = minify::script(&script.text, kind).context("cannot minify a script of index.html")?;
            template = template.replace(&script.text, &small);
        }
        let policy = csp::policy(&self.fill(&template, Some(""))?);
        let page = self.fill(&template, Some(&policy))?;
        ensure!(csp::policy(&page) == policy, "the policy must not stand inside of a script or a style");
        Ok(page)
    }

    fn fill(&self, template: &str, csp: Option<&str>) -> Result<String> {
        // Trunk's minifier drops the quotes around it, and what is filled in may have spaces.
        ensure!(!template.contains("={{"), "write `=\"{{{{ name }}}}\"` with spaces inside of the braces");
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        // A name that is not there is a fault; asking whether it is there is not.
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        let labels = Value::from_pairs(self.labels.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        environment
            .render_str(
                template,
                context! {
                    title => &self.title,
                    intro => &self.intro,
                    lang => &self.lang,
                    dir => self.labels.get("direction"),
                    article_href => address(&self.article_href),
                    article_title => &self.article_title,
                    bank => address(&self.bank),
                    bank_id => &self.bank_id,
                    base_url => self.base_url.as_deref().map_or(Value::UNDEFINED, address),
                    // Made here, and of letters that mean nothing between double quotes.
                    csp => csp.map_or(Value::UNDEFINED, |csp| Value::from_safe_string(csp.to_owned())),
                    labels,
                    // The development server puts a script into the page, and itself fills these two of its names.
                    __TRUNK_ADDRESS__ => Value::from_safe_string("{{__TRUNK_ADDRESS__}}".to_owned()),
                    __TRUNK_WS_BASE__ => Value::from_safe_string("{{__TRUNK_WS_BASE__}}".to_owned()),
                },
            )
            .context("cannot fill index.html")
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().context("a file stands in a folder")?;
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

/// Whether the article stands at an address of its own on the web.
fn is_elsewhere(href: &str) -> bool {
    href.contains("://")
}

/// Whether a relative address leads to a file below its folder, by names that need no encoding.
fn is_below(href: &str) -> bool {
    let is_plain = |byte| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.');
    href.split('/').all(|name| !name.starts_with('.') && !name.is_empty() && name.bytes().all(is_plain))
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

    fn page() -> Page {
        Page {
            title: "Who said <it>?".to_owned(),
            intro: "\"Eight\" questions".to_owned(),
            lang: "en".to_owned(),
            article_href: "banks/a/article.html".to_owned(),
            article_title: "Hanoi & after".to_owned(),
            bank: "banks/a/bank-1a2b3c4d.bin".to_owned(),
            bank_id: "a".to_owned(),
            base_url: None,
            labels: BTreeMap::from([
                ("direction".to_owned(), "ltr".to_owned()),
                ("retry".to_owned(), "Try <again>".to_owned()),
            ]),
        }
    }

    #[test]
    fn authors_text_stays_text() {
        let filled =
            page().fill("<title>{{ title }}</title><p title=\"{{ intro }}\">{{ labels.retry }}", None);
        let expected =
            "<title>Who said &lt;it&gt;?</title><p title=\"&quot;Eight&quot; questions\">Try &lt;again&gt;";
        assert_eq!(filled.unwrap(), expected);
    }

    #[test]
    fn addresses_are_escaped_only_where_they_have_to_be() {
        assert_eq!(page().fill("{{ bank }}", None).unwrap(), "banks/a/bank-1a2b3c4d.bin");
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
    }

    #[test]
    fn a_name_that_is_not_there_is_an_error() {
        for template in ["{{ titel }}", "{{ labels.missing }}", "{{ csp }}"] {
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
    fn the_policy_is_that_of_the_finished_page() {
        let template = "<meta content=\"{{ csp }}\"><script>\n// Starts.\nstart( 1 );\n</script>{{ title }}";
        let filled = page().fill_for_release(template).unwrap();
        assert!(filled.contains(&format!("content=\"{}\"", csp::policy(&filled))), "{filled}");
        assert!(filled.contains("<script>start(1);</script>"), "{filled}");
        assert!(page().fill_for_release("<script>start('{{ csp }}')</script>").is_err());
    }
}
