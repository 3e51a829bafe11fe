//! The pages of a bank: templates, filled in, each with a policy for exactly what stands in it.

use anyhow::{Context as _, Result, ensure};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use newsquiz_core::bank::Bank;

use crate::address::{BaseUrl, PagePlace, QuizAddress};
use crate::card::{self, Card};
use crate::csp::{self, PageKind};
use crate::{html, oembed};

/// A page of a bank on its way into a template.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    /// The bank that it shows.
    pub(crate) bank: &'a Bank,
    /// Whether the quiz was withdrawn: then there is nothing to load.
    pub(crate) is_retired: bool,
    /// Where it stands.
    pub(crate) place: PagePlace,
    /// The quiz's element, with its first body.
    pub(crate) element: String,
    /// The names of the widget's files on the site.
    pub(crate) files: Value,
    /// A style sheet for the page around the quiz.
    pub(crate) style: &'a str,
    /// Where the site will stand.
    pub(crate) base: Option<&'a BaseUrl>,
    /// What social sites show beside a link to it.
    pub(crate) card: Option<&'a Card>,
    /// What its policy is made for.
    pub(crate) kind: PageKind,
    /// Whether it has a policy. The development server adds a script of its own, which no policy can know.
    pub(crate) has_policy: bool,
}

impl Page<'_> {
    /// The page, with a policy that holds the hashes of the styles and scripts that stand in it. `version` is what it
    /// names the set of its files by; only a page that can be installed has one.
    ///
    /// # Errors
    /// The template names something that is not there, or has the policy's place inside of a script or a style.
    pub(crate) fn fill(&self, template: &str, version: &str) -> Result<String> {
        if !self.has_policy {
            return self.fill_with(template, version, None);
        }
        let policy = csp::policy(&self.fill_with(template, version, Some(""))?, self.kind);
        let page = self.fill_with(template, version, Some(&policy))?;
        ensure!(
            csp::policy(&page, self.kind) == policy,
            "the policy must not stand inside of a script or a style"
        );
        Ok(page)
    }

    fn fill_with(&self, template: &str, version: &str, csp: Option<&str>) -> Result<String> {
        // Trunk's minifier drops the quotes around it, and what is filled in may have spaces.
        ensure!(!template.contains("={{"), "write `=\"{{{{ name }}}}\"` with spaces inside of the braces");
        let parts = self.bank.parts();
        let quiz = QuizAddress::new(self.bank, self.base)?;
        let folder = quiz.folder();
        let from_here = |file: &str| quiz.name_from(self.place, &format!("{folder}{file}"));
        let href = &*parts.article.href;
        let article_href =
            if newsquiz_compiler::is_elsewhere(href) { href.to_owned() } else { from_here(href) };
        // At the top, too: what stands there is the quiz only as long as the site has no other one.
        let canonical = self.base.map_or(Value::UNDEFINED, |_| html::address(&quiz.address(&folder)));
        let card = self.card.map_or(Value::UNDEFINED, |card| {
            let address = html::address(&quiz.address(&card.path));
            context! { address, alt => &*card.alt, width => card::WIDTH, height => card::HEIGHT }
        });
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        // A name that is not there is a fault; asking whether it is there is not.
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        environment
            .render_str(
                template,
                context! {
                    title => &*parts.title,
                    intro => &*parts.intro,
                    lang => &*parts.lang,
                    dir => parts.labels.direction(),
                    article_href => html::address(&article_href),
                    article_title => &*parts.article.title,
                    bank => html::address(&from_here("draw.bin")),
                    file => &self.files,
                    // Made here, of letters that mean nothing in HTML.
                    top => Value::from_safe_string(self.place.to_top().to_owned()),
                    version,
                    is_retired => self.is_retired,
                    // Made by us, out of escaped parts.
                    element => Value::from_safe_string(self.element.clone()),
                    oembed => Value::from_safe_string(oembed::discovery_link(&quiz).unwrap_or_default()),
                    style => Value::from_safe_string(self.style.to_owned()),
                    canonical,
                    card,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    /// A bank whose texts are meant to break out of wherever they are put.
    fn bank() -> Bank {
        let mut parts = testing::liaison_office().bank.parts().clone();
        parts.title = "Who said <it>?".into();
        parts.intro = "\"Eight\" questions".into();
        parts.article.title = "Hanoi & after".into();
        Bank::new(parts).unwrap()
    }

    fn page<'a>(bank: &'a Bank, base: Option<&'a BaseUrl>) -> Page<'a> {
        Page {
            bank,
            is_retired: false,
            place: PagePlace::Top,
            element: "<news-quiz></news-quiz>".to_owned(),
            files: context! { quiz_css => "quiz-1a2b3c4d.css" },
            style: "",
            base,
            card: None,
            kind: PageKind::Own,
            has_policy: false,
        }
    }

    #[track_caller]
    fn check(template: &str, expected: &str) {
        assert_eq!(page(&bank(), None).fill(template, "0a1b").unwrap(), expected);
    }

    #[test]
    fn authors_text_stays_text() {
        check(
            "<title>{{ title }}</title><p title=\"{{ intro }}\">{{ article_title }}",
            "<title>Who said &lt;it&gt;?</title><p title=\"&quot;Eight&quot; questions\">Hanoi &amp; after",
        );
    }

    #[test]
    fn files_are_named_by_the_names_that_they_have_on_the_site() {
        check(
            "<link href=\"{{ file.quiz_css }}\" data-version=\"{{ version }}\">",
            "<link href=\"quiz-1a2b3c4d.css\" data-version=\"0a1b\">",
        );
        check(
            "{{ bank }} {{ article_href }}",
            "banks/liaison-office/draw.bin banks/liaison-office/article.html",
        );
        let bank = bank();
        let page = Page { place: PagePlace::BankFolder, ..page(&bank, None) };
        let filled = page.fill("{{ top }}{{ file.quiz_css }} {{ bank }} {{ article_href }}", "").unwrap();
        assert_eq!(filled, "../../quiz-1a2b3c4d.css draw.bin article.html");
    }

    #[test]
    fn addresses_are_escaped_only_where_they_have_to_be() {
        let mut parts = bank().parts().clone();
        parts.article.href = "https://example.org/?a=1&b=\"".into();
        let bank = Bank::new(parts).unwrap();
        let filled = page(&bank, None).fill("{{ article_href }}", "").unwrap();
        assert_eq!(filled.replace("&#x2f;", "/"), "https://example.org/?a=1&amp;b=&quot;");
    }

    #[test]
    fn what_takes_an_absolute_address_is_there_only_with_one() {
        let template = "{% if canonical %}<link rel=\"canonical\" href=\"{{ canonical }}\">{% endif %}";
        check(template, "");
        let base = BaseUrl::parse("https://example.org/quiz/").unwrap();
        let expected = "<link rel=\"canonical\" href=\"https://example.org/quiz/banks/liaison-office/\">";
        for place in [PagePlace::Top, PagePlace::BankFolder] {
            let bank = bank();
            let page = Page { place, ..page(&bank, Some(&base)) };
            assert_eq!(page.fill(template, "").unwrap(), expected, "one address, wherever it is found");
        }
    }

    #[test]
    fn a_name_that_is_not_there_is_an_error() {
        for template in ["{{ titel }}", "{{ csp }}", "{{ file.other_css }}"] {
            assert!(page(&bank(), None).fill(template, "").is_err(), "{template}");
        }
    }

    #[test]
    fn what_the_development_server_fills_is_left_to_it() {
        let script = "<script>address = '{{__TRUNK_ADDRESS__}}'; base = '{{__TRUNK_WS_BASE__}}'</script>";
        check(script, script);
    }

    #[test]
    fn a_value_that_the_minifier_would_strip_of_its_quotes_is_an_error() {
        assert!(page(&bank(), None).fill("<html lang={{lang}}>", "").is_err());
    }

    #[test]
    fn the_policy_is_that_of_the_finished_page() {
        let template = "<meta content=\"{{ csp }}\"><style>a{}</style>{{ element }}";
        let bank = bank();
        let page = Page { has_policy: true, ..page(&bank, None) };
        let filled = page.fill(template, "").unwrap();
        let policy = csp::policy(&filled, PageKind::Own);
        assert!(filled.contains(&format!("content=\"{policy}\"")), "{filled}");
        assert!(filled.ends_with("<news-quiz></news-quiz>"), "{filled}");
        assert!(page.fill("<style>{{ csp }}</style>", "").is_err());
    }
}
