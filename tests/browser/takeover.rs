//! The program takes the place of the first body: nothing moves, what was done goes along, and no click is lost.

use anyhow::{Context as _, Result, ensure};
use fantoccini::key::Key;
use newsquiz_cli::server::Manners;
use newsquiz_core::seed::Seed;
use serde_json::{Value, json};

use crate::{
    engine::Engine,
    news,
    page::Page,
    play::{answer_first_body, go_on},
    quiz::{self, CHECK, Quiz, SHOW, distractors, keys},
    site::Site,
    view::View,
    watch::{noted, release, watch_and_hold, watch_page},
};

journeys! {
    in_each_engine {
        nothing_moves,
        a_pick_goes_over_with_the_focus,
        a_pick_does_not_tell_the_key,
        a_pick_made_while_another_draw_arrives_is_kept,
        answers_go_over_and_the_next_question_stays_where_it_is,
        a_verdict_that_is_being_read_stays,
        a_wrong_answer_goes_over,
        a_shown_answer_goes_over,
        a_click_under_way_is_not_lost,
        a_key_under_way_is_not_lost,
        a_press_that_never_ends_holds_nothing_up,
        a_selection_is_not_taken_away,
        a_selection_is_seen_where_roots_are_asked_for_one_by_one,
    }
    // The one that measures it.
    in_chromium {
        nothing_moves_while_the_page_arrives,
    }
    in_one_engine {
        what_was_answered_is_asked_again_when_it_was_edited_since,
        the_questions_of_the_first_body_are_played_though_the_bank_was_edited,
    }
}

/// Where everything stands that the first question shows: names, and boxes in tenths of a pixel.
const BOXES: &str = r#"
    const parts = "h2, .intro, .drawn > *, .progress, .progress li, legend, legend *, label, label > input, label > span, .buttons > button, summary";
    const body = all(".nq").at(-1);
    return [...body.querySelectorAll(parts)].filter((part) => part.checkVisibility()).map((part) => {
        const { left, top, width, height } = part.getBoundingClientRect();
        const name = part.localName.replace("summary", "button");
        return [name, ...[left, top, width, height].map((side) => Math.round(side * 10))].join(" ");
    });
"#;

async fn boxes(page: &Page) -> Result<Value> {
    page.settled().await?;
    page.run(&format!("{}{BOXES}", View::TOOLS)).await
}

/// Opens the page of a copy with the first body alone.
async fn open(page: &Page) -> Result<(Site, Quiz)> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    watch_and_hold(&site)?;
    page.load(&site.address("")).await?;
    page.until("the first body is there", |view| !view.playing && view.is_at_question(1)).await?;
    Ok((site, quiz))
}

async fn taken_over(page: &Page) -> Result<View> {
    page.until("the program has taken over", |view| view.playing).await
}

async fn nothing_moves(page: &Page) -> Result<()> {
    for width in [1280, 620] {
        page.resize((width, 800)).await?;
        let (_site, _) = open(page).await?;
        let before = boxes(page).await?;
        release(page).await?;
        taken_over(page).await?;
        let after = boxes(page).await?;
        ensure!(before == after, "at {width}: {before:#} became {after:#}");
        let noted = noted(page).await?;
        ensure!(noted.shift == 0.0, "a layout shift of {} at {width}: {:#?}", noted.shift, noted.moved);
    }
    Ok(())
}

async fn nothing_moves_while_the_page_arrives(page: &Page) -> Result<()> {
    for name in ["index.html", news::PAGE] {
        let site = Site::on_a_host(Manners { dribbles: true, ..Manners::default() })?;
        watch_page(&site, name)?;
        for width in [1280, 620] {
            page.resize((width, 800)).await?;
            page.load(&site.address(name)).await?;
            page.settled().await?;
            let noted = noted(page).await?;
            ensure!(noted.shift == 0.0, "{name} at {width}: {:#?}", noted.moved);
        }
    }
    Ok(())
}

async fn a_pick_goes_over_with_the_focus(page: &Page) -> Result<()> {
    let (_site, quiz) = open(page).await?;
    let view = page.look().await?;
    let wrong = *distractors(quiz.question(&view.question)?).first().context("a distractor")?;
    page.choose(wrong).await?;
    let before = page.until("it is picked", |view| view.chosen() == [wrong]).await?;
    release(page).await?;
    let after = taken_over(page).await?;
    ensure!(after.chosen() == [wrong], "{after:#?}");
    ensure!(after.focus == before.focus, "the focus went from {} to {}", before.focus, after.focus);
    ensure!(after.scroll == before.scroll, "the page scrolls");
    page.press(CHECK).await?;
    page.until("it is marked", |view| view.is_at_heading("Incorrect")).await?;
    Ok(())
}

async fn a_pick_does_not_tell_the_key(page: &Page) -> Result<()> {
    let (_site, quiz) = open(page).await?;
    let view = page.look().await?;
    let question = quiz.question(&view.question)?;
    let mut looks = Vec::new();
    for id in [keys(question), distractors(question)].concat() {
        page.choose(id).await?;
        // The pointer is elsewhere when it is looked at.
        let look = format!(
            "{} const {{ border, background, boxShadow, color }} = getComputedStyle(all('label').find((label) => label.querySelector('input').value === '{id}')); return [border, background, boxShadow, color]",
            View::TOOLS
        );
        page.button_down_on(id).await?;
        page.button_up().await?;
        looks.push(page.run(&look).await?);
    }
    ensure!(
        looks.iter().all(|look| *look == looks[0]),
        "a right pick looks otherwise than a wrong one: {looks:#?}"
    );
    Ok(())
}

async fn a_pick_made_while_another_draw_arrives_is_kept(page: &Page) -> Result<()> {
    let quiz = Quiz::liaison_office()?;
    let excerpts = quiz.bank().excerpts();
    // One that the site has, and one that it has not.
    for seed in [&excerpts[1].draw().seed, &Seed::new("another").context("a seed")?] {
        let site = Site::copy()?;
        watch_and_hold(&site)?;
        page.load(&site.address(&quiz.link(seed))).await?;
        let view = page.until("the first body is there", |view| view.is_at_question(1)).await?;
        let key = *keys(quiz.question(&view.question)?).first().context("a key")?;
        page.button_down_on(key).await?;
        long_enough(page).await?;
        page.button_up().await?;
        let view = taken_over(page).await?;
        ensure!(view.chosen() == [key], "{seed}: the pick is lost: {view:#?}");
        ensure!(view.legend.starts_with("Question 1 of 8"), "{seed}: {view:#?}");
        // It is played on where the quiz starts anew for something else.
        page.run("document.querySelector('news-quiz').lang = 'es'").await?;
        let view = page.until("it is in Spanish", |view| view.legend.starts_with("Pregunta 1 de 8")).await?;
        ensure!(view.chosen() == [key], "{seed}: the pick is lost: {view:#?}");
    }
    Ok(())
}

async fn answers_go_over_and_the_next_question_stays_where_it_is(page: &Page) -> Result<()> {
    let (_site, quiz) = open(page).await?;
    let second = answer_first_body(page, &quiz, 1).await?;
    let wrong = *distractors(quiz.question(&second.question)?).first().context("a distractor")?;
    page.choose(wrong).await?;
    let top = format!("{} return all('legend').at(-1).getBoundingClientRect().top", View::TOOLS);
    let before = page.run(&top).await?.as_f64().context("a place")?;
    release(page).await?;
    let view = taken_over(page).await?;
    ensure!(view.is_at_question(2) && view.chosen() == [wrong] && view.has_score("1"), "{view:#?}");
    let noted = noted(page).await?;
    let names: Vec<&str> = noted.events.iter().map(|(name, _)| name.as_str()).collect();
    // The reader has begun before the program was there.
    ensure!(names == ["start", "ready", "response"], "{names:?}");
    let (ready, response) = (&noted.events[1].1, &noted.events[2].1);
    ensure!(ready["responses"] == json!([response]), "{ready:#} {response:#}");
    ensure!(response["number"] == 1 && response["mark"] == "right", "{response:#}");
    let after = page.run(&top).await?.as_f64().context("a place")?;
    ensure!((before - after).abs() < 1.0, "what the reader reads went from {before} to {after}");
    Ok(())
}

async fn a_verdict_that_is_being_read_stays(page: &Page) -> Result<()> {
    let (_site, quiz) = open(page).await?;
    answer_first_body(page, &quiz, 1).await?;
    let view = check_feedback_stays(page).await?;
    ensure!(view.headings == ["Correct"] && view.legend.is_empty(), "{view:#?}");
    ensure!(view.focus == "h4 Correct", "the focus is on {}", view.focus);
    let next = go_on(page, 1, quiz.len()).await?;
    ensure!(next.has_score("1"), "{next:#?}");
    Ok(())
}

async fn a_wrong_answer_goes_over(page: &Page) -> Result<()> {
    let (_site, quiz) = open(page).await?;
    let first = page.look().await?;
    page.choose(distractors(quiz.question(&first.question)?).first().context("a distractor")?).await?;
    page.press(CHECK).await?;
    page.until("the verdict is there", |view| view.verdicts == ["✗ Incorrect"]).await?;
    let view = check_feedback_stays(page).await?;
    ensure!(view.headings == ["Incorrect"] && view.has_score("0"), "{view:#?}");
    Ok(())
}

async fn a_shown_answer_goes_over(page: &Page) -> Result<()> {
    let (_site, quiz) = open(page).await?;
    let first = page.look().await?;
    // What was picked before counts no more than nothing.
    page.choose(keys(quiz.question(&first.question)?).first().context("a key")?).await?;
    page.press(SHOW).await?;
    page.until("the answer is there", |view| view.verdicts == ["Here is the answer"]).await?;
    let view = check_feedback_stays(page).await?;
    ensure!(view.headings == ["Here is the answer"] && view.has_score("0"), "{view:#?}");
    Ok(())
}

/// Lets the program come, and fails when a text of the feedback moves, or when a style sheet goes that the page adopted
/// into the quiz.
async fn check_feedback_stays(page: &Page) -> Result<View> {
    // Without spaces: markup joins texts that the program keeps apart.
    let texts = format!(
        "{} return all('.feedback').flatMap((box) => [...box.querySelectorAll('p:not(.keys), figure, a')])
            .filter((text) => text.checkVisibility())
            .map((text) => [heard(text).replace(/\\s/g, ''), text.getBoundingClientRect().top])",
        View::TOOLS
    );
    let adopt = "window.own = new CSSStyleSheet();
        document.querySelector('news-quiz').shadowRoot.adoptedStyleSheets = [window.own]";
    page.run(adopt).await?;
    let has_arrived = "return !document.querySelector('news-quiz').shadowRoot.getAnimations().length";
    page.until_true("the clipping has arrived", has_arrived).await?;
    let before: Vec<(String, f64)> = serde_json::from_value(page.run(&texts).await?)?;
    release(page).await?;
    let view = taken_over(page).await?;
    let after: Vec<(String, f64)> = serde_json::from_value(page.run(&texts).await?)?;
    let stays = |((text, top), (other, other_top)): (&(String, f64), &(String, f64))| {
        text == other && (top - other_top).abs() < 0.5
    };
    ensure!(
        !before.is_empty() && before.len() == after.len() && before.iter().zip(&after).all(stays),
        "what the reader reads moved: {before:#?} {after:#?}"
    );
    let adopted =
        "return document.querySelector('news-quiz').shadowRoot.adoptedStyleSheets.indexOf(window.own)";
    // After ours, which it overrules.
    ensure!(page.run(adopted).await? == 1, "the page's own style sheet is not where it was");
    Ok(view)
}

/// Lets the program come, and waits longer than it needs to take over once it is there, out of sight.
async fn long_enough(page: &Page) -> Result<()> {
    release(page).await?;
    let is_there = "const root = document.querySelector('news-quiz').shadowRoot;
        return !!root.querySelector('[data-body] .nq')";
    page.until_true("the program is there", is_there).await?;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    Ok(())
}

async fn a_click_under_way_is_not_lost(page: &Page) -> Result<()> {
    let (_site, quiz) = open(page).await?;
    let view = page.look().await?;
    let key = *keys(quiz.question(&view.question)?).first().context("a key")?;
    // A press takes the focus away from where it was.
    page.run("document.querySelector('h1 a').focus()").await?;
    page.button_down_on(key).await?;
    long_enough(page).await?;
    ensure!(!page.look().await?.playing, "the program takes over under a finger");
    page.button_up().await?;
    let view = taken_over(page).await?;
    ensure!(view.chosen() == [key], "the click is lost: {view:#?}");
    Ok(())
}

async fn a_key_under_way_is_not_lost(page: &Page) -> Result<()> {
    let (_site, _) = open(page).await?;
    page.run("document.querySelector('news-quiz').shadowRoot.querySelector('input').focus()").await?;
    let id = page.look().await?.choices.first().context("a choice")?.id.clone();
    page.key_down(Key::Space).await?;
    // The end of another key is not the end of this one.
    page.key_down(Key::Shift).await?;
    page.key_up(Key::Shift).await?;
    long_enough(page).await?;
    ensure!(!page.look().await?.playing, "the program takes over under a finger");
    page.key_up(Key::Space).await?;
    let view = taken_over(page).await?;
    ensure!(
        view.chosen() == [id.as_str()] && view.focus == format!("radio {id}"),
        "the key is lost: {view:#?}"
    );
    Ok(())
}

/// macOS tells no end of a key that is pressed together with Command.
async fn a_press_that_never_ends_holds_nothing_up(page: &Page) -> Result<()> {
    let (_site, _) = open(page).await?;
    page.run("document.body.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyC', bubbles: true }))")
        .await?;
    long_enough(page).await?;
    ensure!(!page.look().await?.playing, "the program takes over under a finger");
    taken_over(page).await?;
    Ok(())
}

async fn a_selection_is_not_taken_away(page: &Page) -> Result<()> {
    let (_site, _) = open(page).await?;
    check_selection_stays(page).await
}

/// Safari before 26 takes roots one by one, and nothing that only holds some.
async fn a_selection_is_seen_where_roots_are_asked_for_one_by_one(page: &Page) -> Result<()> {
    let (_site, _) = open(page).await?;
    let safari = "
        const { getComposedRanges } = Selection.prototype;
        Selection.prototype.getComposedRanges = getComposedRanges && function (...shadowRoots) {
            if (!shadowRoots.every((root) => root instanceof ShadowRoot)) throw new TypeError('no root');
            return getComposedRanges.call(this, { shadowRoots });
        };
    ";
    page.run(safari).await?;
    check_selection_stays(page).await
}

async fn check_selection_stays(page: &Page) -> Result<()> {
    let select = r#"
        const legend = document.querySelector("news-quiz").shadowRoot.querySelector("legend span");
        getSelection().setBaseAndExtent(legend.firstChild, 0, legend.firstChild, 5);
    "#;
    page.run(select).await?;
    long_enough(page).await?;
    ensure!(!page.look().await?.playing, "the program takes a selection away");
    page.run("getSelection().removeAllRanges()").await?;
    taken_over(page).await?;
    Ok(())
}

/// Bytes of the bank with some questions changed.
fn edited(quiz: &Quiz, change: impl Fn(usize, &mut Value)) -> Result<Vec<u8>> {
    let source = xtask::workspace::root().join(xtask::demonstration::BANK);
    let drawn: Vec<String> =
        quiz.drawn(&quiz.bank().parts().plan.seed).iter().map(|question| question.id.to_string()).collect();
    let folder = quiz::edited(&source, |bank| {
        for question in bank["questions"].as_array_mut().into_iter().flatten() {
            let place = drawn.iter().position(|id| question["id"] == *id.as_str());
            change(place.map_or(usize::MAX, |place| place + 1), question);
        }
    })?;
    Ok(Quiz::of(folder.path())?.bytes().to_vec())
}

async fn what_was_answered_is_asked_again_when_it_was_edited_since(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    watch_and_hold(&site)?;
    let bytes = edited(&quiz, |number, question| {
        if number == 1 {
            for choice in question["choices"].as_array_mut().into_iter().flatten() {
                choice["correct"] = json!(choice["correct"] != true);
            }
        }
    })?;
    site.replace_bank(&bytes)?;
    page.load(&site.address("")).await?;
    answer_first_body(page, &quiz, 1).await?;
    answer_first_body(page, &quiz, 2).await?;
    release(page).await?;
    let view = taken_over(page).await?;
    ensure!(view.is_at_question(1) && view.chosen().is_empty(), "{view:#?}");
    page.press(SHOW).await?;
    page.until("the answer is there", |view| view.is_at_heading("Here is the answer")).await?;
    page.press(crate::quiz::NEXT).await?;
    // The second one asks the same as before.
    let view = page.until("on from there", |view| view.is_at_question(3)).await?;
    ensure!(view.has_score("1"), "{view:#?}");
    Ok(())
}

async fn the_questions_of_the_first_body_are_played_though_the_bank_was_edited(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    let note = |kind: &str| json!({ "kind": kind, "date": "2019-03-01", "note": "We had it wrong." });
    let bytes = edited(&quiz, |number, question| match number {
        1 => question["status"] = note("withdrawn"),
        2 => question["status"] = note("corrected"),
        3 => question["id"] = json!("renamed"),
        _ => {}
    })?;
    site.replace_bank(&bytes)?;
    page.load(&site.address("")).await?;
    let view = taken_over(page).await?;
    ensure!(view.headings == ["Question 1 of 8"], "{view:#?}");
    let said = "We withdrew this question on 2019-03-01. It does not count. We had it wrong.";
    ensure!(view.has_line(said), "not told: {view:#?}");

    page.press(crate::quiz::NEXT).await?;
    let second = page.until("the second question is there", |view| view.is_at_question(2)).await?;
    let expected = quiz.drawn(&quiz.bank().parts().plan.seed);
    ensure!(
        expected.get(1).is_some_and(|question| second.question == *question.id),
        "another question: {second:#?}"
    );
    let answered = crate::play::answer(page, &keys(quiz.question(&second.question)?), "Correct").await?;
    ensure!(answered.has_line("Corrected on 2019-03-01. We had it wrong."), "{answered:#?}");

    page.press(crate::quiz::NEXT).await?;
    let gone = "This question is no longer part of the quiz. It does not count.";
    page.until("the third question is gone", |view| view.has_line(gone)).await?;
    page.press(crate::quiz::NEXT).await?;
    page.until("the fourth question is there", |view| view.is_at_question(4)).await?;
    for number in 4..=quiz.len() {
        page.press(SHOW).await?;
        page.until("the answer is there", |view| view.is_at_heading("Here is the answer")).await?;
        go_on(page, number, quiz.len()).await?;
    }
    page.until("six count", |view| view.is_at_heading("Your result 1 of 6")).await?;
    if page.engine() == Engine::Chromium {
        ensure!(page.log("browser").await?.is_empty(), "the console has something to say");
    }
    Ok(())
}
