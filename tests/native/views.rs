//! What the views show in each state, as a reader meets it: rendered natively, without a browser.

use std::rc::Rc;

use futures::executor::block_on;
use newsquiz_core::{
    attempt::{Action, Attempt, Slot},
    bank::{Bank, Direction, Evidence, Speech, Status, StatusKind},
    block::{Block, BlockKind},
    compiled,
    draw::Draw,
    saved,
    share::Challenge,
};
use newsquiz_widget::{
    app::{App, AppProps},
    browser::Notify,
    event, render,
    request::Request,
    session::Session,
    step::Step,
    view::{Scene, head, offer, outcome, progress, question},
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
    played(bank, Attempt::new(bank.draw()), actions)
}

/// An attempt after more actions.
fn played(bank: &Bank, attempt: Attempt, actions: &[Action]) -> Attempt {
    actions.iter().fold(attempt, |attempt, &action| attempt.apply(bank, action).unwrap())
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

fn shown(html: impl FnOnce() -> Html + Send + 'static) -> String {
    let renderer = ServerRenderer::<Shown>::with_props(move || ShownProps { html: html() });
    block_on(renderer.hydratable(false).render())
}

/// A view of an attempt at a bank.
fn render_scene(
    bank: fn() -> Rc<Bank>,
    actions: Vec<Action>,
    view: impl FnOnce(Scene<'_>) -> Html + Send + 'static,
) -> String {
    render_attempt(bank, move |bank| after(bank, &actions), view)
}

fn render_attempt(
    bank: fn() -> Rc<Bank>,
    attempt: impl FnOnce(&Bank) -> Attempt + Send + 'static,
    view: impl FnOnce(Scene<'_>) -> Html + Send + 'static,
) -> String {
    shown(move || {
        let bank = bank();
        let attempt = attempt(&bank);
        let article = "banks/bridge/article.html".into();
        view(Scene { bank: &bank, article: &article, attempt: &attempt })
    })
}

/// The place of the question that an attempt is at, and what the reader did with it.
fn here(scene: Scene<'_>) -> (usize, &Slot) {
    let place = scene.attempt.current();
    (place, &scene.attempt.slots()[place])
}

/// The question that an attempt is at.
fn render_card(bank: fn() -> Rc<Bank>, actions: Vec<Action>) -> String {
    render_scene(bank, actions, |scene| question::view(scene, here(scene), true, &Callback::noop()))
}

/// A rendered view as lines of text: headings, controls and paragraphs, each with what it is.
fn outline(html: &str) -> String {
    fn visit(element: ElementRef<'_>, lines: &mut Vec<String>) {
        let value = element.value();
        let text = || {
            let hidden =
                |element: ElementRef<'_>| element.attr("aria-hidden").or(element.attr("hidden")).is_some();
            let parts = element.descendants().filter_map(|node| {
                let text = node.value().as_text()?.trim();
                let is_told = !text.is_empty() && !node.ancestors().filter_map(ElementRef::wrap).any(hidden);
                is_told.then_some(text)
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
            "legend" => {
                // Its heading says the same.
                lines.push("legend".to_owned());
                None
            }
            name @ ("h1" | "h2" | "h3" | "h4" | "p" | "button" | "summary" | "blockquote" | "figcaption"
            | "li") => {
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
    let head = |bank| render_scene(bank, vec![], |scene| head::view(scene, None, &Callback::noop()));
    let two_of_two = head(|| bank(|_| {}));
    check(&two_of_two, "h2: The new bridge\np: What do you remember?");
    assert!(!two_of_two.contains("picked from"), "nothing was picked from: {two_of_two}");
    let one_of_two = head(|| bank(|parts| parts.plan.questions = 1));
    check(&one_of_two, "h2: The new bridge\np: What do you remember?\nbutton: Change the questions");
    assert!(one_of_two.contains("1 question, picked from 2"), "{one_of_two}");
}

#[test]
fn what_was_begun_is_offered_in_the_question_s_place() {
    let shown = |actions: Vec<Action>| {
        let draw = |scene: Scene<'_>| offer::view(scene, &Callback::noop());
        render_scene(|| bank(|_| {}), actions, draw)
    };
    check(
        &shown(vec![PICK(0, 1), CHECK(0), GO_ON(0)]),
        "h3: Welcome back. You’re at question 2 of 2.\nbutton: Continue\nbutton: Start over\nbutton: Delete my answers from this device",
    );
    check(
        &shown(vec![PICK(0, 1), CHECK(0), GO_ON(0), SHOW(1), GO_ON(1)]),
        "h3: Welcome back. You’re at question 2 of 2.\nbutton: See your result\nbutton: Start over\nbutton: Delete my answers from this device",
    );
}

#[test]
fn an_open_question_has_nothing_chosen() {
    check(
        &render_card(|| bank(|_| {}), vec![]),
        "button: Keys 1–3 choose, Enter checks · Turn off
         legend
         h3: Question 1 of 2 When did the bridge open?
         radio ( ) 1989
         radio ( ) 1994
         radio ( ) 2002
         button: Check answer
         button: Show the answer
         p",
    );
}

#[test]
fn shortcut_keys_can_be_switched_off() {
    let html = render_scene(
        || bank(|_| {}),
        vec![],
        |scene| question::view(scene, here(scene), false, &Callback::noop()),
    );
    assert!(outline(&html).starts_with("button: Shortcut keys are off · Turn on\nlegend\nh3: "), "{html}");
    assert!(!html.contains("data-keys"), "{html}");
}

#[test]
fn a_picked_choice_is_checked() {
    let html = render_card(|| bank(|_| {}), vec![PICK(0, 2)]);
    assert!(outline(&html).contains("radio (x) 2002"), "{html}");
}

#[test]
fn a_check_with_nothing_chosen_is_answered_in_the_status_line() {
    let html = render_card(|| bank(|_| {}), vec![CHECK(0)]);
    assert!(outline(&html).contains("p: Choose an answer first, or press “Show the answer”."), "{html}");
    assert!(html.contains(r#"role="status" aria-atomic="true""#), "{html}");
}

#[test]
fn a_right_response_is_told_why() {
    check(
        &render_card(|| bank(|_| {}), vec![PICK(0, 1), CHECK(0)]),
        "h3: Question 1 of 2 When did the bridge open?
         li: 1989
         li: 1994 Your answer · correct
         li: 2002
         h4: Correct . 1 of 1 so far
         button: Next question
         p: You remember.
         p: The bridge was built in a year.
         figcaption: From the article, paragraph 2
         blockquote: The bridge opened in 1994 .",
    );
}

#[test]
fn a_quote_outside_of_paragraphs_is_named_by_what_it_stands_in() {
    fn on(kind: BlockKind) -> Rc<Bank> {
        bank(|parts| Rc::make_mut(&mut parts.questions[0]).evidence.block = Block::new(kind, 7))
    }
    for (html, name) in [
        (render_card(|| on(BlockKind::Headline), vec![SHOW(0)]), "headline of"),
        (render_card(|| on(BlockKind::Caption), vec![SHOW(0)]), "caption in"),
        (render_card(|| on(BlockKind::ListItem), vec![SHOW(0)]), "list in"),
    ] {
        let line = format!("figcaption: From a {name} the article");
        assert!(outline(&html).contains(&line), "{html}");
    }
}

#[test]
fn a_wrong_response_is_told_the_right_answer_and_what_was_wrong() {
    check(
        &render_card(|| bank(|_| {}), vec![PICK(0, 0), CHECK(0)]),
        "h3: Question 1 of 2 When did the bridge open?
         li: 1989 Your answer · incorrect
         li: 1994 Correct answer
         li: 2002
         h4: Incorrect . Correct answer: 1994 . 0 of 1 so far
         button: Next question
         p: Too early.
         p: The bridge was built in a year.
         figcaption: From the article, paragraph 2
         blockquote: The bridge opened in 1994 .",
    );
}

#[test]
fn a_shown_answer_is_no_response() {
    check(
        &render_card(|| bank(|_| {}), vec![SHOW(0)]),
        "h3: Question 1 of 2 When did the bridge open?
         li: 1989
         li: 1994 Correct answer
         li: 2002
         h4: Here is the answer . Correct answer: 1994 . 0 of 1 so far
         button: Next question
         p: The bridge was built in a year.
         figcaption: From the article, paragraph 2
         blockquote: The bridge opened in 1994 .",
    );
}

#[test]
fn choose_all_takes_several_and_says_so() {
    check(
        &render_card(|| bank(|_| {}), vec![SHOW(0), GO_ON(0), PICK(1, 0), PICK(1, 1)]),
        "button: Keys 1–3 choose, Enter checks · Turn off
         legend
         h3: Question 2 of 2 Who paid for it? Choose all that apply.
         checkbox (x) The city
         checkbox (x) The state
         checkbox ( ) A bank
         button: Check answer
         button: Show the answer
         p",
    );
}

#[test]
fn a_partly_right_response_says_what_was_missed_and_leads_to_the_result() {
    check(
        &render_card(|| bank(|_| {}), vec![SHOW(0), GO_ON(0), PICK(1, 0), CHECK(1)]),
        "h3: Question 2 of 2 Who paid for it? Choose all that apply.
         li: The city Your answer · correct
         li: The state Correct answer
         li: A bank
         h4: Partly correct . Correct answer: The city ; The state . 0.5 of 2 so far
         button: See your result
         p: The city : Half of it.
         p: The bridge was built in a year.
         figcaption: From the article, paragraph 5
         blockquote: It was the city and the state .",
    );
}

#[test]
fn a_question_that_is_looked_at_again_has_its_verdict_and_a_way_back() {
    let actions = vec![PICK(0, 1), CHECK(0), GO_ON(0)];
    let html = render_scene(
        || bank(|_| {}),
        actions.clone(),
        |scene| question::view(scene, (0, &scene.attempt.slots()[0]), true, &Callback::noop()),
    );
    let card = outline(&html);
    assert!(card.contains("Question 1 of 2") && card.contains("button: Continue"), "{card}");
    assert!(!card.contains("button: Next question"), "{card}");
    // At the end it leads back to the result.
    let actions = [actions, vec![SHOW(1), GO_ON(1)]].concat();
    let html = render_scene(
        || bank(|_| {}),
        actions,
        |scene| question::view(scene, (0, &scene.attempt.slots()[0]), true, &Callback::noop()),
    );
    assert!(outline(&html).contains("button: See your result"), "{}", outline(&html));
}

#[test]
fn who_looks_at_a_question_before_going_on_with_an_earlier_visit_comes_back_to_the_offer() {
    let bank = bank(|_| {});
    let kept = saved::keep(&after(&bank, &[PICK(0, 1), CHECK(0), GO_ON(0)]), &bank);
    let request = Request { kept: &kept, ..Request::default() };
    let mut session = Session::new(Rc::new(request.quiz((*bank).clone(), Notify::default())));
    assert!(session.is_asked && session.shown().current() == 1);
    assert!(session.take(Step::LookedAt { place: 0 }));
    assert_eq!((session.looked_at, session.is_asked), (Some(0), true));
    assert!(session.take(Step::LookedAt { place: 1 }));
    assert_eq!((session.looked_at, session.is_asked), (None, true));
}

#[test]
fn progress_shows_marks_and_the_score() {
    let actions = vec![PICK(0, 1), CHECK(0), GO_ON(0), PICK(1, 0), CHECK(1)];
    let html =
        render_scene(|| bank(|_| {}), actions, |scene| progress::view(scene, false, &Callback::noop()));
    let step = |mark, words, sign| {
        format!(r#"<li data-mark="{mark}"><button aria-label="{words}">{sign}</button></li>"#)
    };
    let steps = step("right", "Question 1 of 2, Correct", "✓")
        + &step("partly", "Question 2 of 2, Partly correct", "½");
    assert!(html.contains(&steps), "{html}");
    assert!(html.ends_with("<p>1.5 of 2 so far</p></div>"), "{html}");
    let html =
        render_scene(|| bank(|_| {}), Vec::new(), |scene| progress::view(scene, false, &Callback::noop()));
    assert!(html.ends_with("<p></p></div>"), "{html}");
}

fn render_outcome(actions: Vec<Action>) -> String {
    render_outcome_until(true, actions)
}

fn render_outcome_until(is_whole: bool, actions: Vec<Action>) -> String {
    render_outcome_of(is_whole, move |bank| after(bank, &actions))
}

fn render_outcome_of(is_whole: bool, attempt: impl FnOnce(&Bank) -> Attempt + Send + 'static) -> String {
    render_attempt(
        || bank(|_| {}),
        attempt,
        move |scene| {
            let challenge = Challenge::new("first:70").unwrap();
            let to_beat = challenge.to_beat(scene.attempt, scene.bank);
            outcome::view(scene, to_beat, is_whole, &Callback::noop())
        },
    )
}

#[test]
fn the_review_has_every_question_at_once_and_what_it_unfolds_later() {
    let nothing = vec![SHOW(0), GO_ON(0), SHOW(1), GO_ON(1)];
    let [at_once, later] = [false, true].map(|is_whole| render_outcome_until(is_whole, nothing.clone()));
    assert_eq!(at_once.matches("<summary").count(), 2, "{at_once}");
    assert!(!at_once.contains("<figure"), "{at_once}");
    assert_eq!(later.matches("<figure").count(), 2, "{later}");
}

#[test]
fn what_was_missed_can_be_retried_and_the_best_score_is_told() {
    let all_right = [PICK(0, 1), CHECK(0), GO_ON(0), PICK(1, 0), PICK(1, 1), CHECK(1), GO_ON(1)];
    let nothing = [SHOW(0), GO_ON(0), SHOW(1), GO_ON(1)];
    let best = "p: Your best: 2 of 2";
    let html = outline(&render_outcome(all_right.to_vec()));
    let to_beat = "p: You beat your friend’s score by 0.6.";
    assert!(!html.contains("Retry") && !html.contains(best) && html.contains(to_beat), "{html}");
    let html = outline(&render_outcome_of(true, move |bank| {
        let first = after(bank, &all_right);
        let other = Draw::new(bank, first.other_seed(bank, 1));
        played(bank, Attempt::new(&other).after(&first, bank), &nothing)
    }));
    assert!(html.contains(best) && html.contains("button: Retry the ones you missed"), "{html}");
    // It was reached in another draw than this one, and not in the part of it that a retry asks.
    assert!(!html.contains(to_beat), "{html}");
    let html = outline(&render_outcome([&nothing[..], &[Action::Retried { run: 0 }], &all_right].concat()));
    assert!(html.starts_with("h3: Your result 2 of 2") && !html.contains("Retry"), "{html}");
    assert!(!html.contains(to_beat), "{html}");
}

#[test]
fn readers_can_say_what_is_wrong_where_somebody_listens() {
    let told = |bank| {
        render_scene(bank, vec![], |scene| {
            newsquiz_widget::view::account::view(scene, scene.bank.question(0).unwrap())
        })
    };
    let html = told(|| bank(|parts| parts.contact = "mailto:desk@news.example?subject=Quiz:%20".into()));
    assert!(html.contains(r#"<a href="mailto:desk@news.example?subject=Quiz:%20year""#), "{html}");
    assert!(html.contains("Report an error"), "{html}");
    assert!(!told(|| bank(|_| {})).contains("Report an error"));
}

#[test]
fn the_outcome_has_score_band_and_every_question() {
    let actions = vec![PICK(0, 1), CHECK(0), GO_ON(0), PICK(1, 0), CHECK(1), GO_ON(1)];
    let html = render_outcome(actions);
    check(
        &html,
        "h3: Your result 1.5 of 2
         p: Across
         p: Well done.
         p: You beat your friend’s score by 0.1.
         p: A bridge opens
         button: Share your result
         button: Play again
         button: Retry the ones you missed
         button: Delete my answers from this device
         p
         h4: Your answers
         details ( )
         summary: Correct When did the bridge open?
         li: 1989
         li: 1994 Your answer · correct
         li: 2002
         p: You remember.
         p: The bridge was built in a year.
         figcaption: From the article, paragraph 2
         blockquote: The bridge opened in 1994 .
         details ( )
         summary: Partly correct Who paid for it? You: The city · Correct: The city, The state
         li: The city Your answer · correct
         li: The state Correct answer
         li: A bank
         p: The city : Half of it.
         p: The bridge was built in a year.
         figcaption: From the article, paragraph 5
         blockquote: It was the city and the state .",
    );
}

/// The whole quiz as a page asks for it.
fn props(bank: Bank, request: Request<'_>) -> AppProps {
    AppProps { quiz: Rc::new(request.quiz(bank, Notify::default())) }
}

#[test]
fn the_quiz_starts_with_its_first_question() {
    let html = block_on(
        ServerRenderer::<App>::with_props(|| {
            props((*bank(|_| {})).clone(), Request { folder: "banks/bridge/", ..Request::default() })
        })
        .hydratable(false)
        .render(),
    );
    check(
        &html,
        "h2: The new bridge
         p: What do you remember?
         li
         li
         p
         button: Keys 1–3 choose, Enter checks · Turn off
         legend
         h3: Question 1 of 2 When did the bridge open?
         radio ( ) 1989
         radio ( ) 1994
         radio ( ) 2002
         button: Check answer
         button: Show the answer
         p",
    );
    assert!(html.contains(r#"lang="en" dir="ltr""#), "{html}");
}

#[test]
fn the_passage_can_be_reached_in_the_article() {
    let html = render_card(|| bank(|_| {}), vec![SHOW(0)]);
    let href =
        r##"href="banks/bridge/article.html#:~:text=The%20bridge%20opened%20in%201994%2E,-It%20did%2E""##;
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
        let request = Request { folder: "quiz/banks/bridge/", ..Request::default() };
        assert_eq!(request.article(&bank), expected, "{href}");
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

/// What editors did to the first question.
fn with_status(kind: StatusKind) -> Rc<Bank> {
    bank(|parts| {
        parts.plan.questions = 1;
        let note = "The year was wrong.".into();
        Rc::make_mut(&mut parts.questions[0]).status = Some(Status { kind, date: "2019-03-01".into(), note });
    })
}

#[test]
fn a_corrected_question_says_so_when_it_is_answered() {
    let html = render_scene(
        || with_status(StatusKind::Corrected),
        vec![],
        |scene| {
            let question = scene.bank.question(0).unwrap();
            newsquiz_widget::view::account::view(scene, question)
        },
    );
    assert!(outline(&html).contains("p: Corrected on 2019-03-01. The year was wrong."), "{html}");
}

/// An attempt at the bank as it was, gone on with at a changed one.
fn gone_on_with(bank: Rc<Bank>, gone: &'static str) -> String {
    let saved = "newsquiz-attempt 1 bridge 00000000 first 0 0\nyear ~a.b.c\nwho-paid ~a.b.c\n";
    opened(&bank, Request { saved, gone, ..Request::default() })
}

/// The whole quiz of a bank, as a page asks for it.
fn opened(bank: &Bank, request: Request<'static>) -> String {
    let bytes = compiled::encode(bank);
    let renderer =
        ServerRenderer::<App>::with_props(move || props(compiled::decode(&bytes).unwrap(), request));
    block_on(renderer.hydratable(false).render())
}

#[test]
fn an_earlier_visit_is_offered_where_there_is_something_to_go_on_with() {
    let answered = "newsquiz-attempt 1 bridge 00000000 first 0 0\nyear =a.b*.c\nwho-paid ~a.b.c\n";
    let picked = "newsquiz-attempt 1 bridge 00000000 first 0 0\nyear ~a.b*.c\nwho-paid ~a.b.c\n";
    let at_withdrawn = "newsquiz-attempt 1 bridge 00000000 first 0 1\nwho-paid =a*.b.c\nyear ~a.b*.c\n";
    let withdrawn = || with_status(StatusKind::Withdrawn);
    let offer = Some("h3: Welcome back. You’re at question 2 of 2.");
    for (name, bank, kept, seed, expected) in [
        ("an answer", bank(|_| {}), answered, "", offer),
        ("the draw that is asked for", bank(|_| {}), answered, "first", offer),
        ("another draw than is asked for", bank(|_| {}), answered, "other", None),
        ("a pick", bank(|_| {}), picked, "", None),
        ("a pick in what is withdrawn", withdrawn(), picked, "", None),
        ("an answer to what is withdrawn", withdrawn(), answered, "", None),
        // Its note is still to be read.
        ("at what is withdrawn", withdrawn(), at_withdrawn, "", offer),
        ("of another bank", bank(|parts| parts.id = "other".into()), answered, "", None),
    ] {
        let html = opened(&bank, Request { kept, seed, ..Request::default() });
        let found = outline(&html);
        let shown = found.lines().find(|line| line.contains("Welcome back."));
        assert_eq!(shown, expected, "{name}: {found}");
    }
}

#[test]
fn a_question_that_is_not_asked_any_more_keeps_its_place_and_says_why() {
    let renamed = || bank(|parts| Rc::make_mut(&mut parts.questions[0]).id = "other".into());
    for (bank, gone, why) in [
        (
            with_status(StatusKind::Withdrawn),
            "",
            "We withdrew this question on 2019-03-01. It does not count. The year was wrong.",
        ),
        (renamed(), "", "This question is no longer part of the quiz. It does not count."),
        (bank(|_| {}), "year", "The article changed, so we no longer ask this question. It does not count."),
    ] {
        let html = gone_on_with(bank, gone);
        let expected = format!("h3: Question 1 of 2\np: {why}\nbutton: Next question");
        assert!(outline(&html).ends_with(&expected), "{}", outline(&html));
        assert!(html.contains(r#"<li data-mark="none"><b aria-hidden="true">–</b></li>"#), "{html}");
    }
}

#[test]
fn the_first_body_is_the_banks_own_draw_with_nothing_told_before_it_is_asked() {
    let bank = bank(|_| {});
    let html = block_on(render::first_body(&bank, "banks/bridge/"));
    // As a style sheet shows it.
    let hidden = |class: &str| format!(r#"hidden="hidden" class="{class}""#);
    let shown = ["feedback", "rest", "reminder"].iter().fold(html.clone(), |html, class| {
        assert!(html.contains(&hidden(class)), "{class}: {html}");
        html.replace(&hidden(class), &format!(r#"class="{class}""#))
    });
    check(
        &shown,
        "h2: The new bridge
         p: What do you remember?
         li
         li
         legend
         h3: Question 1 of 2 When did the bridge open?
         radio ( ) 1989
         radio ( ) 1994
         radio ( ) 2002
         button: Check answer
         p: Choose an answer first, or press “Show the answer”.
         details ( )
         summary: Check answer
         details ( )
         summary: Show the answer
         p: Correct answer: 1994
         p: Too early.
         p: You remember.
         p: Too late.
         p: The bridge was built in a year.
         figcaption: From the article, paragraph 2
         blockquote: The bridge opened in 1994 .
         legend
         h3: Question 2 of 2 Who paid for it? Choose all that apply.
         checkbox ( ) The city
         checkbox ( ) The state
         checkbox ( ) A bank
         button: Check answer
         p: Choose an answer first, or press “Show the answer”.
         details ( )
         summary: Check answer
         details ( )
         summary: Show the answer
         p: Correct answer: The city ; The state
         p: The city : Half of it.
         p: The state : The other half.
         p: A bank : No bank did.
         p: The bridge was built in a year.
         figcaption: From the article, paragraph 5
         blockquote: It was the city and the state .
         h3: Your result
         p: of 2 exactly right
         p: A bridge opens",
    );
    let head = format!(r#"data-attempt="bridge {} first""#, bank.version());
    assert!(html.contains(&head), "{html}");
    // What a text browser shows of each choice names it.
    assert!(html.contains(r#"<strong hidden="hidden"><span dir="auto">1989</span>: </strong>"#), "{html}");
    // The words that depend on what is picked are in attributes.
    assert!(
        html.contains(r#"data-verdict="✓ Correct""#)
            && html.contains(r#"data-words="Your answer · incorrect""#),
        "{html}"
    );
}

#[test]
fn without_a_style_sheet_the_first_body_tells_nothing_that_was_not_asked_for() {
    // As where a policy forbids inline styles, or a plug-in takes them out.
    let html = block_on(render::first_body(&bank(|_| {}), "banks/bridge/"));
    let told = outline(&html)
        .lines()
        .filter(|line| line.ends_with(char::is_alphanumeric))
        .collect::<Vec<_>>()
        .join("\n");
    assert!(told.starts_with("h2: The new bridge"), "{told}");
    for untold in
        ["Too early", "The bridge opened", "Correct answer", "Who paid", "Your result", "Nothing is chosen"]
    {
        assert!(!told.contains(untold), "{told}");
    }
    assert!(told.contains("radio ( ) 2002") && told.contains("summary: Check answer"), "{told}");
}

#[test]
fn the_page_is_told_ids_marks_and_scores() {
    let bank = bank(|_| {});
    let start = after(&bank, &[]);
    let ready = |responses: &str| {
        let version = bank.version();
        format!(
            r#"{{"bank":"bridge","version":"{version}","questions":["year","who-paid"],"responses":[{responses}]}}"#
        )
    };
    assert_eq!(event::ready(&bank, &start), ready(""));
    assert_eq!(event::response(&bank, &start, 0), None);
    let answered = after(&bank, &[SHOW(0), GO_ON(0), PICK(1, 1), PICK(1, 0), CHECK(1)]);
    let score = r#""score":{"points":1,"maximum":2,"percent":50}"#;
    let [first, second] = [
        format!(r#"{{"question":"year","number":1,"choices":[],"mark":"none",{score}}}"#),
        format!(r#"{{"question":"who-paid","number":2,"choices":["a","b"],"mark":"right",{score}}}"#),
    ];
    assert_eq!(event::response(&bank, &answered, 1).as_ref(), Some(&second));
    assert_eq!(event::ready(&bank, &answered), ready(&format!("{first},{second}")));
    assert_eq!(event::finish(&bank, &answered), format!("{{{score}}}"));
    let quotes = event::quotes(&bank);
    let quotes: Vec<_> = quotes.split('\0').collect();
    let Evidence { prefix, exact, suffix, .. } = &bank.question(1).unwrap().evidence;
    assert_eq!(quotes[..2], ["first", "year"]);
    assert_eq!(quotes[5..], ["who-paid", &**prefix, &**exact, &**suffix, ""]);
    let link = r##""link":"#newsquiz_bridge_1_first""##;
    assert_eq!(event::share(&bank, &answered), format!("{{{link},{score}}}"));
}
