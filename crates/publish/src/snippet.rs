//! What a newsroom pastes into its pages to show a quiz: three forms, for three kinds of content systems.

use crate::address::QuizAddress;
use crate::heights::Heights;
use crate::html::escape;
use crate::widget::{EMBED, FRAME};

/// How wide the column of an article is on a desk, in CSS pixels: for where one width has to be named.
pub const COLUMN: u32 = 640;

/// One way to put a quiz into a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// What it is and when to take it, in one line.
    pub when: &'static str,
    /// What to paste.
    pub markup: String,
}

/// The three forms, the one that gives readers the most first.
pub fn forms(quiz: &QuizAddress, heights: &Heights) -> [Form; 3] {
    [
        Form {
            when: "(a) Include file: when your server puts pages together and can read a file. \
                   The quiz stands in the page before any script.",
            markup: include(quiz),
        },
        Form {
            when: "(b) Element: when your content system keeps custom elements and scripts. \
                   The place is kept free, and the quiz comes with the script.",
            markup: element(quiz, heights),
        },
        Form {
            when: "(c) Frame: when it keeps iframes only, or your page's policy forbids WebAssembly. \
                   Have the quiz on a host name of its own.",
            markup: frame(quiz, heights),
        },
    ]
}

/// Form (a): one of three lines that include the file, and the line of the script.
pub fn include(quiz: &QuizAddress) -> String {
    let file = format!("{}quiz.html", quiz.folder());
    let path = quiz.path(&file);
    [
        "<!-- One of these three: server-side includes (nginx, Apache), PHP, edge-side includes. -->"
            .to_owned(),
        format!("<!--#include virtual=\"{path}\" -->"),
        format!("<?php readfile($_SERVER['DOCUMENT_ROOT'] . '{path}') ?>"),
        format!("<esi:include src=\"{}\"/>", escape(&quiz.address(&file))),
        "<!-- And this. -->".to_owned(),
        script(quiz, EMBED),
    ]
    .join("\n")
}

/// Form (b): the element with a link for whoever has no script, and the line of the script.
pub fn element(quiz: &QuizAddress, heights: &Heights) -> String {
    format!(
        "<news-quiz src=\"{}\" style=\"display:block;min-height:{}\"><a href=\"{}\">{}</a></news-quiz>\n{}",
        escape(&quiz.address(&quiz.folder())),
        heights.css(),
        escape(&quiz.address(&quiz.page())),
        escape(&quiz.invitation),
        script(quiz, EMBED),
    )
}

/// Form (c): the frame, and the line of the script that gives it its height.
pub fn frame(quiz: &QuizAddress, heights: &Heights) -> String {
    // On the site of the article the frame could lift its own sandbox, were it to count as of that site: there it has
    // to do without.
    let sandbox = match quiz.base {
        Some(_) => "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox",
        None => "allow-scripts allow-popups allow-popups-to-escape-sandbox",
    };
    // The attributes are for systems that take out styles, WordPress among them.
    format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"{}\" style=\"border:0;width:100%;height:{}\" \
         loading=\"lazy\" allow=\"web-share; clipboard-write\" sandbox=\"{sandbox}\"></iframe>\n{}",
        escape(&quiz.address(&quiz.page())),
        escape(&quiz.title),
        heights.at(COLUMN),
        heights.css(),
        script(quiz, FRAME),
    )
}

/// The line of a script of the site.
pub(crate) fn script(quiz: &QuizAddress, file: &str) -> String {
    format!("<script type=\"module\" async src=\"{}\"></script>", escape(&quiz.address(file)))
}

#[cfg(test)]
mod tests {
    use scraper::{Html, Selector};

    use super::*;
    use crate::address::{BaseUrl, tests::hostile};
    use crate::testing;

    fn heights() -> Heights {
        Heights::of(&testing::liaison_office().bank)
    }

    /// The one element with this name, and what its attributes say.
    #[track_caller]
    fn attributes<'a>(page: &'a Html, name: &str) -> Vec<(&'a str, &'a str)> {
        let found: Vec<_> = page.select(&Selector::parse(name).unwrap()).collect();
        assert_eq!(found.len(), 1, "{name} in {}", page.html());
        found[0].value().attrs().collect()
    }

    const BASE: &str = "https://news.example/quiz";

    #[test]
    fn the_element_is_two_lines_with_a_link_for_whoever_has_no_script() {
        let quiz = QuizAddress {
            title: "Hanoi".to_owned(),
            invitation: "Take it".to_owned(),
            ..hostile(Some(BASE))
        };
        assert_eq!(
            element(&quiz, &Heights::new([(320, 700)])),
            "<news-quiz src=\"https://news.example/quiz/banks/hanoi/\" style=\"display:block;min-height:700px\">\
             <a href=\"https://news.example/quiz/banks/hanoi/embed.html\">Take it</a></news-quiz>\n\
             <script type=\"module\" async src=\"https://news.example/quiz/embed.js\"></script>"
        );
    }

    #[test]
    fn every_file_is_named_by_its_address() {
        for (base, address, path) in [(Some(BASE), "https://news.example/quiz/", "/quiz/"), (None, "/", "/")]
        {
            let text = forms(&hostile(base), &heights()).map(|form| form.markup).join("\n");
            for line in [
                format!("<!--#include virtual=\"{path}banks/hanoi/quiz.html\" -->"),
                format!("<?php readfile($_SERVER['DOCUMENT_ROOT'] . '{path}banks/hanoi/quiz.html') ?>"),
                format!("<esi:include src=\"{address}banks/hanoi/quiz.html\"/>"),
                format!("<script type=\"module\" async src=\"{address}embed.js\"></script>"),
                format!("<script type=\"module\" async src=\"{address}frame.js\"></script>"),
            ] {
                assert!(text.lines().any(|other| other == line), "{line} is not in\n{text}");
            }
            assert!(text.contains(&format!("<iframe src=\"{address}banks/hanoi/embed.html\"")), "{text}");
        }
    }

    #[test]
    fn a_title_stays_text_wherever_it_stands() {
        let quiz = hostile(Some("https://news.example/a'b\"c<d>"));
        for form in forms(&quiz, &heights()) {
            let page = Html::parse_fragment(&form.markup);
            let scripts: Vec<_> = page
                .select(&Selector::parse("script").unwrap())
                .map(|script| (script.value().attr("src").unwrap(), script.text().collect::<String>()))
                .collect();
            assert!(!form.markup.contains("alert('"), "{}", form.markup);
            assert_eq!(scripts.len(), 1, "{}", form.markup);
            assert!(scripts[0].0.starts_with("https://news.example/a%27b%22c%3Cd%3E/"), "{}", scripts[0].0);
            assert_eq!(scripts[0].1, "");
        }
        let page = Html::parse_fragment(&frame(&quiz, &heights()));
        assert!(attributes(&page, "iframe").contains(&("title", quiz.title.as_str())));
        let page = Html::parse_fragment(&element(&quiz, &heights()));
        let link = page.select(&Selector::parse("news-quiz > a").unwrap()).next().unwrap();
        assert_eq!(link.text().collect::<String>(), quiz.invitation);
    }

    #[test]
    fn a_frame_may_count_as_of_its_site_only_where_that_is_another_one() {
        for (base, allowed) in [(Some(BASE), true), (None, false)] {
            let markup = frame(&hostile(base), &heights());
            let page = Html::parse_fragment(&markup);
            let attributes = attributes(&page, "iframe");
            let get = |name| attributes.iter().find(|(other, _)| *other == name).unwrap().1;
            assert_eq!(get("sandbox").split(' ').any(|token| token == "allow-same-origin"), allowed);
            assert_eq!(get("height"), heights().at(COLUMN).to_string());
            assert_eq!((get("loading"), get("allow")), ("lazy", "web-share; clipboard-write"));
            assert!(get("style").ends_with(&format!("height:{}", heights().css())), "{}", get("style"));
        }
    }

    #[test]
    fn the_documents_show_what_is_printed() {
        let base = BaseUrl::parse("https://quiz.example/").unwrap();
        let quiz = QuizAddress::new(&testing::liaison_office().bank, Some(&base)).unwrap();
        for document in ["README.md", "docs/embedding.md"] {
            let text = testing::text(document);
            for form in forms(&quiz, &heights()) {
                for line in form.markup.lines().filter(|line| !line.starts_with("<!-- ")) {
                    assert!(text.lines().any(|other| other == line), "{document} lacks\n{line}");
                }
            }
        }
    }
}
