//! What the views show in each state, as a reader meets it: rendered natively, without a browser.

use std::rc::Rc;

use futures::executor::block_on;
use newsquiz::{
    app::{App, AppProps},
    view::{Scene, head, outcome, progress, question},
};
use newsquiz_core::{
    attempt::{Action, Attempt},
    bank::{Bank, Direction, Speech},
    draw::Draw,
};
use scraper::{ElementRef, Html as Page};
use yew::{ServerRenderer, prelude::*};

use crate::bank::bank;

const PICK: fn(usize, usize) -> Action = |slot, choice| Action::ChoicePicked { slot, choice };
const CHECK: fn(usize) -> Action = |slot| Action::ResponseSubmitted { slot };
const SHOW: fn(usize) -> Action = |slot| Action::AnswerShown { slot };
const GO_ON: fn(usize) -> Action = |slot| Action::WentOn { slot };

/// The attempt after actions.
fn after(bank: &Bank, actions: &[Action]) -> Attempt {
    let start = Attempt::new(Draw::new(bank, bank.parts().plan.seed.clone()));
    actions.iter().fold(start, |attempt, &action| attempt.apply(bank, action).unwrap())
}

/// Any piece of the widget as a component, so that it can be rendered alone.
#[derive(Properties, PartialEq)]
struct ShownProps {
    html: Html,
}

#[component]
fn Shown(props: &ShownProps) -> Html {
    props.html.clone()
}

fn render(html: impl FnOnce() -> Html + Send + 'static) -> String {
    let renderer = ServerRenderer::<Shown>::with_props(move || ShownProps { html: html() });
    block_on(renderer.hydratable(false).render())
}

/// A view of an attempt at a bank.
fn render_scene(
    bank: fn() -> Rc<Bank>,
    actions: Vec<Action>,
    view: impl FnOnce(Scene<'_>) -> Html + Send + 'static,
) -> String {
    render(move || {
        let bank = bank();
        let attempt = after(&bank, &actions);
        let article = "banks/bridge/article.html".into();
        view(Scene { bank: &bank, article: &article, attempt: &attempt, heading: &NodeRef::default() })
    })
}

/// The question that an attempt is at.
fn render_card(bank: fn() -> Rc<Bank>, actions: Vec<Action>) -> String {
    render_scene(bank, actions, |scene| {
        question::view(scene, &scene.attempt.slots()[scene.attempt.current()], &Callback::noop())
    })
}

/// A rendered view as lines of text: headings, controls and paragraphs, each with what it is.
fn outline(html: &str) -> String {
    fn visit(element: ElementRef<'_>, lines: &mut Vec<String>) {
        let value = element.value();
        let text = || {
            let hidden = |text: &scraper::node::Text, parent: Option<ElementRef<'_>>| {
                parent.is_some_and(|parent| parent.attr("aria-hidden").is_some()) || text.trim().is_empty()
            };
            let parts = element.descendants().filter_map(|node| {
                let text = node.value().as_text()?;
                (!hidden(text, node.parent().and_then(ElementRef::wrap))).then(|| text.trim())
            });
            parts.collect::<Vec<_>>().join(" ")
        };
        let state = |name| if value.attr(name).is_some() { "(x)" } else { "( )" };
        let line = match value.name() {
            "label" => {
                let input = element.children().find_map(ElementRef::wrap).unwrap();
                let checked = if input.attr("checked").is_some() { "(x)" } else { "( )" };
                Some(format!("{} {checked} {}", input.attr("type").unwrap(), text()))
            }
            "details" => {
                lines.push(format!("details {}", state("open")));
                None
            }
            name @ ("h1" | "h2" | "h3" | "legend" | "p" | "button" | "summary" | "blockquote"
            | "figcaption" | "li") => {
                let nested = element
                    .descendants()
                    .filter_map(ElementRef::wrap)
                    .any(|inner| inner.value().name() == "details");
                (!nested).then(|| format!("{name}: {}", text()))
            }
            _ => None,
        };
        match line {
            Some(line) => lines.push(line.trim_end_matches(": ").to_owned()),
            None => element.children().filter_map(ElementRef::wrap).for_each(|child| visit(child, lines)),
        }
    }
    let mut lines = Vec::new();
    visit(Page::parse_fragment(html).root_element(), &mut lines);
    lines.join("\n")
}

#[track_caller]
fn check(html: &str, expected: &str) {
    let expected: Vec<&str> = expected.trim().lines().map(str::trim).collect();
    assert_eq!(outline(html), expected.join("\n"), "{html}");
}

#[test]
fn the_head_says_what_was_drawn() {
    let two_of_two = || head::view(&bank(|_| {}), &Callback::noop());
    check(&render(two_of_two), "h1: The new bridge\np: What do you remember?");
    assert!(render(two_of_two).contains("2 of 2, drawn"));
    let one_of_two = || head::view(&bank(|parts| parts.plan.questions = 1), &Callback::noop());
    check(&render(one_of_two), "h1: The new bridge\np: What do you remember?\nbutton: Other questions");
}

#[test]
fn an_open_question_has_nothing_chosen() {
    check(
        &render_card(|| bank(|_| {}), vec![]),
        "legend: Question 1 of 2 When did the bridge open?
         radio ( ) 1989
         radio ( ) 1994
         radio ( ) 2002
         p
         button: Check answer
         button: Show the answer",
    );
}

#[test]
fn a_picked_choice_is_checked() {
    let html = render_card(|| bank(|_| {}), vec![PICK(0, 2)]);
    assert!(outline(&html).contains("radio (x) 2002"), "{html}");
}

#[test]
fn a_check_with_nothing_chosen_is_answered_in_the_status_line() {
    let html = render_card(|| bank(|_| {}), vec![CHECK(0)]);
    assert!(
        outline(&html).contains("p: Nothing is chosen yet. Choose an answer, or have it shown."),
        "{html}"
    );
    assert!(html.contains(r#"role="status" aria-atomic="true""#), "{html}");
}

#[test]
fn a_right_response_is_told_why() {
    check(
        &render_card(|| bank(|_| {}), vec![PICK(0, 1), CHECK(0)]),
        "p: Question 1 of 2 When did the bridge open?
         li: 1989
         li: 1994 Your choice, right
         li: 2002
         h2: Right
         p: You remember.
         p: The bridge was built in a year.
         blockquote: The bridge opened in 1994 .
         figcaption: Paragraph 2 Show it in the article (opens a new tab)
         button: Next question",
    );
}

#[test]
fn a_wrong_response_is_told_the_right_answer_and_what_was_wrong() {
    check(
        &render_card(|| bank(|_| {}), vec![PICK(0, 0), CHECK(0)]),
        "p: Question 1 of 2 When did the bridge open?
         li: 1989 Your choice, wrong
         li: 1994 Right answer
         li: 2002
         h2: Not right
         p: Right answer: 1994
         p: Too early.
         p: The bridge was built in a year.
         blockquote: The bridge opened in 1994 .
         figcaption: Paragraph 2 Show it in the article (opens a new tab)
         button: Next question",
    );
}

#[test]
fn a_shown_answer_is_no_response() {
    check(
        &render_card(|| bank(|_| {}), vec![SHOW(0)]),
        "p: Question 1 of 2 When did the bridge open?
         li: 1989
         li: 1994 Right answer
         li: 2002
         h2: Here is the answer
         p: Right answer: 1994
         p: The bridge was built in a year.
         blockquote: The bridge opened in 1994 .
         figcaption: Paragraph 2 Show it in the article (opens a new tab)
         button: Next question",
    );
}

#[test]
fn choose_all_takes_several_and_says_so() {
    check(
        &render_card(|| bank(|_| {}), vec![SHOW(0), GO_ON(0), PICK(1, 0), PICK(1, 1)]),
        "legend: Question 2 of 2 Who paid for it? Choose all that apply.
         checkbox (x) The city
         checkbox (x) The state
         checkbox ( ) A bank
         p
         button: Check answer
         button: Show the answer",
    );
}

#[test]
fn a_partly_right_response_says_what_was_missed_and_leads_to_the_result() {
    check(
        &render_card(|| bank(|_| {}), vec![SHOW(0), GO_ON(0), PICK(1, 0), CHECK(1)]),
        "p: Question 2 of 2 Who paid for it?
         li: The city Your choice, right
         li: The state Right answer
         li: A bank
         h2: Partly right
         p: Right answer: The city ; The state
         p: The city Half of it.
         p: The bridge was built in a year.
         blockquote: It was the city and the state .
         figcaption: Paragraph 5 Show it in the article (opens a new tab)
         button: See your result",
    );
}

#[test]
fn progress_shows_marks_and_the_score() {
    let actions = vec![PICK(0, 1), CHECK(0), GO_ON(0), PICK(1, 0), CHECK(1)];
    let html = render_scene(|| bank(|_| {}), actions, progress::view);
    assert!(html.contains(r#"<li data-mark="right">✓</li><li data-mark="partly">½</li>"#), "{html}");
    assert!(html.contains("Score 1.5"), "{html}");
}

#[test]
fn the_outcome_has_score_band_and_every_question() {
    let actions = vec![PICK(0, 1), CHECK(0), GO_ON(0), PICK(1, 0), CHECK(1), GO_ON(1)];
    let html = render_scene(|| bank(|_| {}), actions, |scene| outcome::view(scene, &Callback::noop()));
    check(
        &html,
        "h2: Your result 1.5 of 2
         p: Across
         p: Well done.
         button: Play again
         h3: All your questions
         details ( )
         summary: Right When did the bridge open?
         li: 1989
         li: 1994 Your choice, right
         li: 2002
         p: You remember.
         p: The bridge was built in a year.
         blockquote: The bridge opened in 1994 .
         figcaption: Paragraph 2 Show it in the article (opens a new tab)
         details ( )
         summary: Partly right Who paid for it?
         li: The city Your choice, right
         li: The state Right answer
         li: A bank
         p: The city Half of it.
         p: The bridge was built in a year.
         blockquote: It was the city and the state .
         figcaption: Paragraph 5 Show it in the article (opens a new tab)",
    );
}

#[test]
fn the_quiz_starts_with_its_first_question() {
    let html = block_on(
        ServerRenderer::<App>::with_props(|| AppProps::new(bank(|_| {}), "banks/bridge/", ""))
            .hydratable(false)
            .render(),
    );
    check(
        &html,
        "h1: The new bridge
         p: What do you remember?
         li
         li
         p: Score 0
         legend: Question 1 of 2 When did the bridge open?
         radio ( ) 1989
         radio ( ) 1994
         radio ( ) 2002
         p
         button: Check answer
         button: Show the answer",
    );
    assert!(html.contains(r#"lang="en" dir="ltr""#), "{html}");
}

#[test]
fn the_passage_can_be_reached_in_the_article() {
    let html = render_card(|| bank(|_| {}), vec![SHOW(0)]);
    let href = r##"href="banks/bridge/article.html#:~:text=The%20bridge%20opened%20in%201994%2E""##;
    assert!(html.contains(href), "{html}");
}

#[test]
fn the_article_is_found_from_the_banks_folder() {
    for (href, expected) in [
        ("article.html", "quiz/banks/bridge/article.html"),
        ("../a.html", "quiz/banks/bridge/../a.html"),
        ("/news/a.html", "/news/a.html"),
        ("https://example.org/a", "https://example.org/a"),
    ] {
        let bank = bank(|parts| parts.article.href = href.into());
        assert_eq!(AppProps::new(bank, "quiz/banks/bridge/", "").article, expected, "{href}");
    }
}

#[test]
fn a_link_leads_to_a_draw_of_its_own_bank_only() {
    for (fragment, seed) in [
        ("", "first"),
        ("#newsquiz=bridge:second", "second"),
        ("#newsquiz=bridge:second:50", "second"),
        ("#newsquiz=other:second", "first"),
        ("#newsquiz=bridge:not a seed", "first"),
    ] {
        assert_eq!(AppProps::new(bank(|_| {}), "", fragment).draw.seed.as_str(), seed, "{fragment}");
    }
}

#[test]
fn authors_text_stays_text_in_its_own_language_and_direction() {
    let hostile = || {
        bank(|parts| {
            let question = Rc::make_mut(&mut parts.questions[0]);
            question.stem = "<script>alert(1)</script> متى؟".into();
            question.speech = Speech { lang: Some("ar".into()), dir: Some(Direction::Rtl) };
            question.choices[0].text = "<img src=x onerror=alert(1)>".into();
            question.choices[0].feedback = "javascript:alert(1)".into();
        })
    };
    let html = render_card(hostile, vec![PICK(0, 0), CHECK(0)]);
    assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
    assert!(html.contains(r#"<span lang="ar" dir="rtl">&lt;script&gt;"#), "{html}");
    assert!(html.contains(r#"<span dir="auto">&lt;img src=x"#), "{html}");
}
