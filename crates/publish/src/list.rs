//! The list of a site's quizzes, which stands at the top where there are several: plain HTML, in the order in which the
//! banks were named. It has a script for links of before alone (`static/embed/list.js`).

use anyhow::{Context as _, Result};
use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use newsquiz_compiler::Proved;
use serde::{Deserialize, Serialize};

use crate::address::{BaseUrl, PagePlace, QuizAddress};
use crate::assets::Assets;
use crate::{csp, html, manifest, widget};

const TEMPLATE: &str = include_str!("../templates/list.html");
const STYLE: &str = include_str!("../templates/list.css");

/// What the list says of a quiz, in the quiz's own language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    id: String,
    lang: String,
    dir: String,
    /// The addresses of quiz and article, not escaped yet.
    href: String,
    article_href: String,
    article_title: String,
    title: String,
    intro: String,
    /// How many questions there are, in words.
    questions: String,
    /// What a list of quizzes is called.
    quizzes: String,
    /// Whether it was withdrawn.
    is_retired: bool,
}

/// What is wanted of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct List<'a> {
    /// The quizzes, in the order of the list; those that were withdrawn are left out.
    pub(crate) quizzes: &'a [Listed],
    /// Its heading; without one, that of the words in the language of the first bank.
    pub(crate) heading: Option<&'a str>,
    /// Where the site will stand.
    pub(crate) base: Option<&'a BaseUrl>,
    /// Whether it has a policy. A server for development adds a script of its own, which no policy can know.
    pub(crate) has_policy: bool,
}

impl List<'_> {
    /// The page.
    ///
    /// # Errors
    /// The widget lacks the icon or the script; or the template names something that is not there.
    pub(crate) fn page(&self, assets: &Assets) -> Result<String> {
        let first = self.quizzes.first().context("there is no bank to list")?;
        let csp = if self.has_policy { Value::from_safe_string(policy()) } else { Value::UNDEFINED };
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        environment.set_syntax(syntax.context("the template's syntax is not known")?);
        let quizzes = self.quizzes.iter().filter(|quiz| !quiz.is_retired).map(Listed::for_template);
        let quizzes: Vec<Value> = quizzes.collect();
        environment
            .render_str(
                TEMPLATE,
                context! {
                    // These two are made here.
                    csp,
                    style => Value::from_safe_string(STYLE.to_owned()),
                    lang => &*first.lang,
                    dir => &*first.dir,
                    heading => self.heading.unwrap_or(&first.quizzes),
                    canonical => self.base.map_or(Value::UNDEFINED, |base| html::address(base.as_str())),
                    icon => assets.name(manifest::DRAWING)?,
                    script => assets.name(widget::LIST)?,
                    quizzes,
                },
            )
            .context("cannot fill the list of quizzes")
    }
}

impl Listed {
    /// What is said of a quiz.
    ///
    /// # Errors
    /// The bank has no address.
    pub fn of(proved: &Proved) -> Result<Listed> {
        let parts = proved.bank.parts();
        let quiz = QuizAddress::new(&proved.bank, None)?;
        let href = &*parts.article.href;
        let article_href = if newsquiz_compiler::is_elsewhere(href) {
            href.to_owned()
        } else {
            quiz.name_from(PagePlace::Top, &format!("{}{href}", quiz.folder()))
        };
        Ok(Listed {
            id: (*parts.id).to_owned(),
            lang: (*parts.lang).to_owned(),
            dir: parts.labels.direction().to_owned(),
            href: quiz.folder(),
            article_href,
            article_title: (*parts.article.title).to_owned(),
            title: (*parts.title).to_owned(),
            intro: (*parts.intro).to_owned(),
            questions: proved.page_words.questions.replace("{0}", &proved.bank.draw_len().to_string()),
            quizzes: proved.page_words.quizzes.to_string(),
            is_retired: proved.is_retired,
        })
    }

    /// The bank's id.
    pub fn id(&self) -> &str {
        &self.id
    }

    fn for_template(&self) -> Value {
        context! {
            id => &*self.id,
            lang => &*self.lang,
            dir => &*self.dir,
            href => html::address(&self.href),
            title => &*self.title,
            intro => &*self.intro,
            questions => &*self.questions,
            article_href => html::address(&self.article_href),
            article_title => &*self.article_title,
        }
    }
}

/// The one style that stands in the page, the icon and the script of the site, and nothing else.
fn policy() -> String {
    format!(
        "default-src 'none'; script-src 'self'; style-src {}; img-src 'self'; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        csp::hash(STYLE)
    )
}

#[cfg(test)]
mod tests {
    use newsquiz_core::bank::Bank;
    use scraper::{ElementRef, Html, Selector};

    use super::*;
    use crate::testing;

    fn select<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
        page.select(&Selector::parse(selector).unwrap()).collect()
    }

    fn text(element: &ElementRef<'_>) -> String {
        element.text().collect::<String>().trim().to_owned()
    }

    fn list(banks: &[Proved], heading: Option<&str>) -> Html {
        let assets = Assets::new(&testing::widget(), None).unwrap();
        let base = BaseUrl::parse("https://quiz.example/week").unwrap();
        let quizzes: Vec<Listed> = banks.iter().map(|proved| Listed::of(proved).unwrap()).collect();
        let list = List { quizzes: &quizzes, heading, base: Some(&base), has_policy: true };
        Html::parse_document(&list.page(&assets).unwrap())
    }

    #[test]
    fn each_quiz_is_told_in_its_language_and_in_the_order_of_the_banks() {
        let banks = testing::BANKS.map(|(name, _)| testing::bank(name));
        let page = list(&banks, None);
        assert_eq!(text(&select(&page, "h1")[0]), "Quizzes");
        assert_eq!(select(&page, "html")[0].value().attr("lang"), Some("en"));
        let entries = select(&page, "main > ul > li");
        let langs: Vec<_> = entries.iter().map(|entry| entry.value().attr("lang").unwrap()).collect();
        assert_eq!(langs, ["en", "es"]);
        let links: Vec<_> =
            select(&page, "h2 a").iter().map(|link| link.value().attr("href").unwrap().to_owned()).collect();
        assert_eq!(links, ["banks/liaison-office/", "banks/oficina-de-enlace/"]);
        let told = text(&entries[1]);
        for part in ["Una oficina para viejos enemigos: el cuestionario", "Una cumbre", "Preguntas: 6"] {
            assert!(told.contains(part), "{part} is not in {told}");
        }
        let article = select(&page, "li .small a")[1].value().attr("href");
        assert_eq!(article, Some("banks/oficina-de-enlace/article.html"));
        assert_eq!(
            select(&page, "link[rel=canonical]")[0].value().attr("href"),
            Some("https://quiz.example/week/")
        );
    }

    #[test]
    fn a_heading_of_one_s_own_and_an_author_s_words_stay_text() {
        let proved = testing::liaison_office();
        let mut parts = proved.bank.parts().clone();
        parts.title = "Who said <it>?".into();
        parts.intro = "".into();
        parts.article.href = "https://news.example/?a=1&b=\"".into();
        let banks = [Proved { bank: Bank::new(parts).unwrap(), ..proved }];
        let page = list(&banks, Some("<b>Ours</b> & theirs"));
        assert_eq!(text(&select(&page, "h1")[0]), "<b>Ours</b> & theirs");
        assert_eq!(text(&select(&page, "title")[0]), "<b>Ours</b> & theirs");
        assert_eq!(text(&select(&page, "h2 a")[0]), "Who said <it>?");
        assert_eq!(select(&page, "li p").len(), 1, "no line without an introduction");
        let article = select(&page, "li .small a")[0].value().attr("href");
        assert_eq!(article, Some("https://news.example/?a=1&b=\""));
    }

    #[test]
    fn the_policy_allows_what_stands_in_the_page_and_nothing_else() {
        let page = list(&[testing::liaison_office()], None);
        let policy = select(&page, "meta[http-equiv=Content-Security-Policy]")[0].value().attr("content");
        let style = select(&page, "style")[0].text().collect::<String>();
        assert!(policy.unwrap().contains(&format!("style-src {};", csp::hash(&style))), "{policy:?}");
        let scripts = select(&page, "script");
        assert!(scripts.iter().all(|script| script.value().attr("src").is_some()));
    }

    #[test]
    fn the_colours_are_those_of_the_quiz() {
        let quiz = testing::text("static/quiz.css");
        for name in ["paper", "ink", "soft", "rule", "accent"] {
            let [ours, its] = [(STYLE, "--"), (&*quiz, "--nq-")]
                .map(|(sheet, prefix)| testing::plain_colour(sheet, &format!("{prefix}{name}")));
            assert_eq!(ours, its, "{name}");
        }
    }
}
