//! What is kept of a quiz for another visit: where the publisher says so, after the reader acted, and never imposed.

use std::rc::Rc;

use anyhow::{Context as _, Result, anyhow, ensure};
use newsquiz_core::{
    bank::{Bank, Question},
    compiled,
};
use serde_json::{Value, json};

use crate::{
    page::Page,
    play::{answer, answer_first_body, go_on, play_again, show_all, show_answer},
    quiz::{CHECK, NEXT, OTHERS, Played, Quiz, RETRY, SHARE, keys},
    site::Site,
    view::View,
    watch::{WATCH, noted, release, watch, watch_and_hold},
};

journeys! {
    in_each_engine {
        what_was_done_is_offered_at_the_next_visit,
        forgetting_leaves_nothing,
        another_tab_is_not_written_over,
        a_pick_before_the_program_came_forgets_nothing,
        nothing_below_moves,
        a_storage_that_fails_costs_nothing,
        an_answer_is_kept_though_its_page_is_left_at_once,
    }
    in_one_engine {
        starting_again_takes_the_offer_back,
        an_edited_question_is_asked_again_and_the_rest_is_kept,
        the_best_score_stays_and_what_was_missed_can_be_retried,
        other_questions_are_others_than_those_of_the_earlier_visit,
        an_attempt_at_other_questions_is_gone_on_with,
        other_questions_are_none_of_any_earlier_visit,
        what_is_over_is_offered_no_more,
        a_link_is_followed_whatever_was_kept,
        nothing_is_kept_without_leave,
        leave_may_come_late,
        an_answer_before_the_program_came_goes_with_those_of_the_earlier_visit,
        what_was_done_before_the_program_came_is_kept,
    }
}

const KEPT: &str = "Welcome back. You’re at question ";
const RESUME: &str = "Continue";
const AFRESH: &str = "Start over";
const FORGET: &str = "Delete my answers from this device";

/// The quiz's own page, with the element that remembers as it is told.
fn remembering(kind: &str) -> Result<(Site, String)> {
    let site = Site::copy()?;
    watch(&site)?;
    site.edit("index.html", |page| page.replacen("<news-quiz ", &format!("<news-quiz remember={kind} "), 1))?;
    let address = site.address("");
    Ok((site, address))
}

/// The same with two questions.
fn remembering_two() -> Result<(Site, String, Quiz)> {
    let (site, address) = remembering("local")?;
    site.edit("index.html", |page| page.replacen("<news-quiz ", "<news-quiz questions=2 ", 1))?;
    Ok((site, address, Quiz::liaison_office()?.shortened(2)))
}

/// Loads the page as a later visit does.
async fn visit(page: &Page, address: &str) -> Result<View> {
    page.load(address).await?;
    page.touch().await?;
    page.until("the program plays", |view| view.playing).await
}

fn is_offered(view: &View) -> bool {
    view.headings.iter().any(|heading| heading.starts_with(KEPT))
}

/// All that is stored: how much the tab has, how much the browser, and the texts.
async fn stored(page: &Page) -> Result<Value> {
    page.run("return [sessionStorage.length, localStorage.length, ...Object.values(sessionStorage), ...Object.values(localStorage)]")
        .await
}

/// Answers the first question rightly and goes on.
async fn answer_one(page: &Page, quiz: &Quiz) -> Result<View> {
    page.touch().await?;
    let view = page.until("the first question", |view| view.playing && view.is_at_question(1)).await?;
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
    go_on(page, 1, quiz.len()).await
}

async fn what_was_done_is_offered_at_the_next_visit(page: &Page) -> Result<()> {
    let quiz = Quiz::liaison_office()?;
    for kind in ["local", "session"] {
        let (_site, address) = remembering(kind)?;
        visit(page, &address).await?;
        ensure!(stored(page).await? == json!([0, 0]), "something is stored before the reader acts");
        let second = answer_one(page, &quiz).await?;
        let picked = &second.choices[1].id;
        page.choose(picked).await?;
        page.until("it is picked", |view| view.chosen() == [picked]).await?;

        let view = visit(page, &address).await?;
        ensure!(view.headings == [KEPT.to_owned() + "2 of 8."], "{kind}: {view:#?}");
        ensure!(view.has_score("1") && view.has_button(RESUME) && view.choices.is_empty(), "{view:#?}");
        ensure!(view.focus == "body" && view.scroll == 0, "the offer takes the focus: {view:#?}");
        ensure!(noted(page).await?.shift < 0.001, "something moved: {:?}", noted(page).await?);
        page.press(RESUME).await?;
        let view = page.until("the second question", |view| view.has_focus_on_question(2)).await?;
        let ids =
            |view: &View| -> Vec<String> { view.choices.iter().map(|choice| choice.id.clone()).collect() };
        ensure!(view.chosen() == [picked] && ids(&view) == ids(&second), "{view:#?}");
        // Nothing is told twice.
        let names: Vec<_> = noted(page).await?.events.into_iter().map(|(name, _)| name).collect();
        ensure!(names == ["ready", "start"], "{names:?}");
        ensure!(stored(page).await?[usize::from(kind == "local")] == 1, "{}", stored(page).await?);
        page.run("sessionStorage.clear(), localStorage.clear()").await?;
    }
    Ok(())
}

async fn starting_again_takes_the_offer_back(page: &Page) -> Result<()> {
    let (quiz, (_site, address)) = (Quiz::liaison_office()?, remembering("local")?);
    let first = visit(page, &address).await?;
    answer_one(page, &quiz).await?;
    visit(page, &address).await?;
    page.press(AFRESH).await?;
    let view = page.until("the first question", |view| view.has_focus_on_question(1)).await?;
    ensure!(view.question == first.question && view.chosen().is_empty(), "{view:#?}");
    ensure!(!view.has_score("1"), "{view:#?}");
    page.until_true("it is over", "return !Object.values(localStorage)[0].includes('=')").await?;
    let view = visit(page, &address).await?;
    ensure!(!is_offered(&view) && view.is_at_question(1), "{view:#?}");
    Ok(())
}

async fn forgetting_leaves_nothing(page: &Page) -> Result<()> {
    let (site, address, quiz) = remembering_two()?;
    let gone = "return localStorage.length === 0";
    // From the offer, and from the result.
    visit(page, &address).await?;
    answer_one(page, &quiz).await?;
    visit(page, &address).await?;
    page.press(FORGET).await?;
    let view = page.until("the first question", |view| view.has_focus_on_question(1)).await?;
    page.until_true("it is forgotten", gone).await?;
    // There is nothing to know before the first answer.
    page.choose(&view.choices[0].id).await?;
    page.settled().await?;
    ensure!(stored(page).await? == json!([0, 0]), "{}", stored(page).await?);
    answer_one(page, &quiz).await?;
    show_answer(page).await?;
    go_on(page, 2, 2).await?;
    page.until_true("the record is kept", "return localStorage.length === 1").await?;
    page.press(FORGET).await?;
    page.until("the first question", |view| view.has_focus_on_question(1)).await?;
    page.until_true("it is forgotten", gone).await?;

    // Change the questions without an answer are nothing to know.
    page.press(OTHERS).await?;
    page.until("other questions", |view| view.has_focus_on_question(1)).await?;
    page.settled().await?;
    ensure!(stored(page).await? == json!([0, 0]), "{}", stored(page).await?);

    // What was answered before the program came is forgotten too.
    watch_and_hold(&site)?;
    page.load(&address).await?;
    answer_first_body(page, &quiz, 1).await?;
    release(page).await?;
    page.touch().await?;
    page.until("the program plays", |view| view.playing).await?;
    page.until_true("it is kept", "return localStorage.length === 1").await?;
    if page.look().await?.is_at_heading("Correct") {
        page.press(NEXT).await?;
    }
    // What was begun there has as many questions as the bank says.
    let all = Quiz::liaison_office()?.len();
    for number in 2..=all {
        page.until("the next question", |view| view.is_at_question(number)).await?;
        show_answer(page).await?;
        go_on(page, number, all).await?;
    }
    page.press(FORGET).await?;
    let view = page.until("the first question", |view| view.has_focus_on_question(1)).await?;
    page.until_true("it is forgotten", gone).await?;
    ensure!(view.chosen().is_empty() && !view.has_score("1"), "{view:#?}");
    site.add("watch.js", WATCH)?;

    // Where nothing is kept, there is nothing to forget.
    site.edit("index.html", |page| page.replacen("remember=local ", "", 1))?;
    visit(page, &address).await?;
    answer_one(page, &quiz).await?;
    show_answer(page).await?;
    let view = go_on(page, 2, 2).await?;
    ensure!(!view.has_button(FORGET) && view.has_button(RETRY), "{view:#?}");
    Ok(())
}

async fn an_edited_question_is_asked_again_and_the_rest_is_kept(page: &Page) -> Result<()> {
    let (quiz, (site, address)) = (Quiz::liaison_office()?, remembering("local")?);
    const EDITED: &str = "We updated this quiz since your visit. You’ll see changed questions again.";
    let first = visit(page, &address).await?;
    answer_one(page, &quiz).await?;
    let view = page.until("the second question", |view| view.has_focus_on_question(2)).await?;
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
    go_on(page, 2, quiz.len()).await?;
    let with = |change: fn(&mut Question)| -> Result<()> {
        let mut parts = quiz.bank().parts().clone();
        let ix = quiz.bank().position(&first.question).context("the first question is there")?;
        change(Rc::make_mut(&mut parts.questions[ix]));
        let bank = Bank::new(parts).map_err(|problems| anyhow!("{problems:?}"))?;
        site.replace_bank(&compiled::encode(&bank))?;
        site.release()
    };
    // Better words for what was learned change no question.
    with(|question| question.explanation = "Told better.".into())?;
    let view = visit(page, &address).await?;
    ensure!(view.headings == [KEPT.to_owned() + "3 of 8."] && !view.has_line(EDITED), "{view:#?}");
    with(|question| question.stem = "Asked anew?".into())?;
    let view = visit(page, &address).await?;
    ensure!(view.headings == [KEPT.to_owned() + "1 of 8."] && view.has_line(EDITED), "{view:#?}");
    ensure!(view.has_score("1"), "{view:#?}");
    page.press(RESUME).await?;
    let view = page.until("the first question", |view| view.has_focus_on_question(1)).await?;
    ensure!(view.question == first.question && view.chosen().is_empty(), "{view:#?}");
    show_answer(page).await?;
    // What was answered since is not asked again.
    page.press(NEXT).await?;
    page.until("the third question", |view| view.has_focus_on_question(3)).await?;
    Ok(())
}

async fn another_tab_is_not_written_over(page: &Page) -> Result<()> {
    let (quiz, (_site, address)) = (Quiz::liaison_office()?, remembering("local")?);
    visit(page, &address).await?;
    answer_one(page, &quiz).await?;
    let of_the_other =
        "localStorage.setItem(Object.keys(localStorage)[0], Date.now() + ' ' + 'of the other')";
    page.run(of_the_other).await?;
    let before = stored(page).await?;
    show_answer(page).await?;
    let view = go_on(page, 2, quiz.len()).await?;
    ensure!(view.has_score("1"), "the quiz goes on: {view:#?}");
    ensure!(stored(page).await? == before, "{}", stored(page).await?);
    // Nor by who asks for other questions.
    page.run("document.querySelector('news-quiz').restart()").await?;
    page.until("other questions", |view| view.is_at_question(1)).await?;
    answer_one(page, &quiz).await?;
    ensure!(stored(page).await? == before, "{}", stored(page).await?);
    Ok(())
}

async fn the_best_score_stays_and_what_was_missed_can_be_retried(page: &Page) -> Result<()> {
    let (_site, address, quiz) = remembering_two()?;
    visit(page, &address).await?;
    let missed = answer_one(page, &quiz).await?;
    show_answer(page).await?;
    let view = go_on(page, 2, 2).await?;
    ensure!(view.headings.first().is_some_and(|heading| heading == "Your result 1 of 2"), "{view:#?}");
    page.press(RETRY).await?;
    let view = page.until("what was missed", |view| view.has_focus_on_question(1)).await?;
    ensure!(view.question == missed.question && view.chosen().is_empty(), "{view:#?}");
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
    let view = go_on(page, 1, 1).await?;
    ensure!(view.headings.first().is_some_and(|heading| heading == "Your result 1 of 1"), "{view:#?}");
    ensure!(!view.has_button(RETRY), "nothing is missed: {view:#?}");

    // At the next visit, with other questions.
    visit(page, &address).await?;
    page.press(OTHERS).await?;
    page.until("other questions", |view| view.has_focus_on_question(1)).await?;
    show_all(page, &quiz).await?;
    page.until("the best score", |view| view.has_line("Your best: 1 of 2")).await?;
    Ok(())
}

async fn other_questions_are_others_than_those_of_the_earlier_visit(page: &Page) -> Result<()> {
    let (quiz, (_site, address)) = (Quiz::liaison_office()?, remembering("local")?);
    let first = visit(page, &address).await?;
    let second = answer_one(page, &quiz).await?;
    visit(page, &address).await?;
    page.press("Start over").await?;
    page.until("the questions from the start", |view| view.has_button(OTHERS)).await?;
    page.press(OTHERS).await?;
    page.until("other questions", |view| view.is_at_question(1) && view.question != first.question).await?;
    let played = show_all(page, &quiz).await?;
    let again: Vec<_> = played
        .iter()
        .filter(|played| [&first.question, &second.question].contains(&&played.question))
        .collect();
    ensure!(again.is_empty(), "{again:#?} came again");
    Ok(())
}

/// What the bank's own draw takes does not have them, nor what their seed draws.
async fn an_attempt_at_other_questions_is_gone_on_with(page: &Page) -> Result<()> {
    let (quiz, (_site, address)) = (Quiz::liaison_office()?, remembering("local")?);
    let own = visit(page, &address).await?;
    page.press(OTHERS).await?;
    page.until("other questions", |view| view.is_at_question(1) && view.question != own.question).await?;
    let second = answer_one(page, &quiz).await?;
    let view = visit(page, &address).await?;
    ensure!(view.headings == [KEPT.to_owned() + "2 of 8."], "{view:#?}");
    page.press(RESUME).await?;
    let view = page.until("the second question", |view| view.has_focus_on_question(2)).await?;
    ensure!(view.question == second.question && view.has_score("1"), "{view:#?}");
    for number in 2..=quiz.len() {
        show_answer(page).await?;
        go_on(page, number, quiz.len()).await?;
    }
    // A score is passed on of what its seed draws, and of nothing else.
    page.run("addEventListener('newsquiz:share', ({ detail }) => { window.shared = detail.link })").await?;
    page.press(SHARE).await?;
    page.until_true("the score is in the link", "return window.shared?.includes('_1_')").await
}

/// What is kept names the draw that was played last, and the questions of all.
async fn other_questions_are_none_of_any_earlier_visit(page: &Page) -> Result<()> {
    let (quiz, (_site, address)) = (Quiz::liaison_office()?, remembering("local")?);
    visit(page, &address).await?;
    let mut played = show_all(page, &quiz).await?;
    play_again(page).await?;
    page.until("other questions", |view| view.has_focus_on_question(1)).await?;
    played.extend(show_all(page, &quiz).await?);
    // At another visit the bank's own draw is played once more.
    visit(page, &address).await?;
    show_all(page, &quiz).await?;
    play_again(page).await?;
    page.until("other questions", |view| view.has_focus_on_question(1)).await?;
    let others = show_all(page, &quiz).await?;
    let is_old = |other: &&Played| played.iter().any(|played| played.question == other.question);
    let again: Vec<_> = others.iter().filter(is_old).collect();
    ensure!(again.len() <= 2, "{again:#?} came again");
    Ok(())
}

async fn what_is_over_is_offered_no_more(page: &Page) -> Result<()> {
    let (_site, address, quiz) = remembering_two()?;
    visit(page, &address).await?;
    answer_one(page, &quiz).await?;
    show_answer(page).await?;
    // All is answered, and the result not seen yet.
    let view = visit(page, &address).await?;
    ensure!(view.headings == [KEPT.to_owned() + "2 of 2."], "{view:#?}");
    go_on(page, 2, 2).await?;
    let kept = stored(page).await?[2].to_string();
    ensure!(!kept.contains('='), "answers are kept beyond the end: {kept}");
    ensure!(!is_offered(&visit(page, &address).await?), "what is over is offered");
    Ok(())
}

async fn a_link_is_followed_whatever_was_kept(page: &Page) -> Result<()> {
    let (quiz, (_site, address)) = (Quiz::liaison_office()?, remembering("local")?);
    let first = visit(page, &address).await?;
    answer_one(page, &quiz).await?;
    let seed = quiz.seed_where(|drawn| drawn.first().is_some_and(|other| *other.id != *first.question))?;
    page.load("about:blank").await?;
    let view = visit(page, &format!("{address}#{}", quiz.link(&seed))).await?;
    let expected = quiz.drawn(&seed)[0].id.to_string();
    ensure!(!is_offered(&view) && view.question == expected, "{view:#?}");

    // Who only looks at it, and picks, has not given up what was begun.
    page.choose(&view.choices[0].id).await?;
    page.until("it is picked", |view| !view.chosen().is_empty()).await?;
    page.load("about:blank").await?;
    let view = visit(page, &address).await?;
    ensure!(is_offered(&view), "{view:#?}");
    Ok(())
}

async fn nothing_is_kept_without_leave(page: &Page) -> Result<()> {
    let (quiz, (_site, address)) = (Quiz::liaison_office()?, remembering("none")?);
    visit(page, &address).await?;
    answer_one(page, &quiz).await?;
    ensure!(stored(page).await? == json!([0, 0]), "{}", stored(page).await?);

    // The reader's consent comes, and what is done next is kept; when it goes, so does that.
    page.run("document.querySelector('news-quiz').setAttribute('remember', 'local')").await?;
    show_answer(page).await?;
    page.until_true("it is kept", "return localStorage.length === 1").await?;
    page.run("document.querySelector('news-quiz').removeAttribute('remember')").await?;
    page.until_true("it is forgotten", "return localStorage.length === 0").await?;
    page.press(NEXT).await?;
    page.until("the quiz goes on", |view| view.has_focus_on_question(3)).await?;
    ensure!(stored(page).await? == json!([0, 0]), "{}", stored(page).await?);
    Ok(())
}

async fn leave_may_come_late(page: &Page) -> Result<()> {
    let (quiz, (site, address)) = (Quiz::liaison_office()?, remembering("local")?);
    visit(page, &address).await?;
    answer_one(page, &quiz).await?;
    // A consent tool says it at each page, and more than once.
    site.edit("index.html", |page| page.replacen("remember=local ", "", 1))?;
    let view = visit(page, &address).await?;
    ensure!(!is_offered(&view), "{view:#?}");
    let allow = "document.querySelector('news-quiz').setAttribute('remember', 'local')";
    page.run(allow).await?;
    page.until("the offer", is_offered).await?;
    page.run(allow).await?;
    page.settled().await?;
    ensure!(stored(page).await?[1] == 1, "leave given twice forgets");
    page.press(RESUME).await?;
    page.until("the second question", |view| view.has_focus_on_question(2)).await?;
    // A page that gives no leave any more takes away what another one kept.
    site.edit("index.html", |page| page.replacen("<news-quiz ", "<news-quiz remember=none ", 1))?;
    ensure!(!is_offered(&visit(page, &address).await?), "it is offered without leave");
    page.until_true("it is forgotten", "return localStorage.length === 0").await
}

async fn a_pick_before_the_program_came_forgets_nothing(page: &Page) -> Result<()> {
    let (quiz, (site, address)) = (Quiz::liaison_office()?, remembering("local")?);
    visit(page, &address).await?;
    answer_one(page, &quiz).await?;
    show_answer(page).await?;
    page.press(NEXT).await?;
    page.until("the third question", |view| view.is_at_question(3)).await?;
    let before = stored(page).await?;
    watch_and_hold(&site)?;
    page.load(&address).await?;
    let view = page.until("the first question", |view| view.is_at_question(1)).await?;
    page.choose(&view.choices[0].id).await?;
    release(page).await?;
    page.touch().await?;
    let view = page.until("the program plays", |view| view.playing).await?;
    page.settled().await?;
    ensure!(stored(page).await? == before, "{before} became {}", stored(page).await?);
    ensure!(!is_offered(&view) && view.chosen() == [&view.choices[0].id], "{view:#?}");
    page.load(&address).await?;
    release(page).await?;
    page.until("the offer", |view| view.playing && is_offered(view)).await?;
    Ok(())
}

async fn an_answer_before_the_program_came_goes_with_those_of_the_earlier_visit(page: &Page) -> Result<()> {
    let (quiz, (site, address)) = (Quiz::liaison_office()?, remembering("local")?);
    visit(page, &address).await?;
    answer_one(page, &quiz).await?;
    show_answer(page).await?;
    go_on(page, 2, quiz.len()).await?;
    watch_and_hold(&site)?;
    page.load(&address).await?;
    page.until("the first question", |view| view.is_at_question(1)).await?;
    answer_first_body(page, &quiz, 1).await?;
    release(page).await?;
    page.touch().await?;
    page.until("the program plays", |view| view.playing).await?;
    ensure!(page.look().await?.is_at_heading("Correct"), "{:#?}", page.look().await?);
    page.press(NEXT).await?;
    let view = page.until("on from there", |view| view.is_at_question(3)).await?;
    ensure!(view.has_score("1"), "{view:#?}");
    Ok(())
}

async fn nothing_below_moves(page: &Page) -> Result<()> {
    let (quiz, (site, address)) = (Quiz::liaison_office()?, remembering("local")?);
    site.edit("index.html", |page| page.replacen("</main>", "</main><p id=below>More news</p>", 1))?;
    visit(page, &address).await?;
    answer_one(page, &quiz).await?;
    watch_and_hold(&site)?;
    page.load(&address).await?;
    page.until("the first body", |view| view.is_at_question(1)).await?;
    let top = "return Math.round(document.querySelector('#below').getBoundingClientRect().top * 10)";
    let before = page.run(top).await?;
    release(page).await?;
    page.until("the offer", |view| view.playing && is_offered(view)).await?;
    ensure!(page.run(top).await? == before, "from {before} to {}", page.run(top).await?);
    Ok(())
}

async fn what_was_done_before_the_program_came_is_kept(page: &Page) -> Result<()> {
    let (quiz, (site, address)) = (Quiz::liaison_office()?, remembering("local")?);
    watch_and_hold(&site)?;
    page.load(&address).await?;
    answer_first_body(page, &quiz, 1).await?;
    release(page).await?;
    page.touch().await?;
    page.until("the program plays", |view| view.playing).await?;
    page.until_true("it is kept", "return localStorage.length === 1").await?;
    page.load(&address).await?;
    release(page).await?;
    let view = page.until("the offer", |view| view.playing && is_offered(view)).await?;
    ensure!(view.has_score("1"), "{view:#?}");
    Ok(())
}

async fn a_storage_that_fails_costs_nothing(page: &Page) -> Result<()> {
    let (quiz, (site, address)) = (Quiz::liaison_office()?, remembering("local")?);
    visit(page, &address).await?;
    answer_one(page, &quiz).await?;
    let good = stored(page).await?[2].clone();
    let kept = "const name = Object.keys(localStorage)[0]; localStorage.setItem(name,";
    // What is too old, damaged, of another quiz or form.
    for forged in [
        "String(Date.now() - 31 * 24 * 60 * 60 * 1000) + good.replace(/^[0-9]+/, '')",
        "'not a time ' + good",
        "good.slice(0, 60)",
        "good.replace('liaison-office', 'another-bank')",
        "good.replace('newsquiz-attempt 1', 'newsquiz-attempt 9')",
        "'\\0'",
    ] {
        page.run_with(&format!("const good = arguments[0]; {kept} {forged})"), vec![good.clone()]).await?;
        let view = visit(page, &address).await?;
        ensure!(!is_offered(&view) && view.is_at_question(1), "{forged}: {view:#?}");
        // It is there again for the next one.
        answer_one(page, &quiz).await?;
        ensure!(stored(page).await?[1] == 1, "{forged}: {}", stored(page).await?);
    }
    for fault in [
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } });",
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') };\
         Storage.prototype.getItem = () => null;",
    ] {
        site.add("watch.js", &format!("{}{fault}", WATCH))?;
        visit(page, &address).await?;
        answer_one(page, &quiz).await?;
        let events = noted(page).await?;
        ensure!(events.of("problem").is_empty(), "{fault}: {events:?}");
    }
    Ok(())
}

/// What follows from a click is done when it has been painted; a page that is left is painted no more.
async fn an_answer_is_kept_though_its_page_is_left_at_once(page: &Page) -> Result<()> {
    let (quiz, (site, address)) = (Quiz::liaison_office()?, remembering("local")?);
    let view = visit(page, &address).await?;
    page.choose(keys(quiz.question(&view.question)?)[0]).await?;
    let elsewhere = site.address("banks/liaison-office/article.html");
    page.run(&format!(
        "const buttons = document.querySelector('news-quiz').shadowRoot.querySelectorAll('[data-body] button');
         window.requestAnimationFrame = () => 0;
         [...buttons].find((button) => button.textContent === '{CHECK}').click();
         location.assign('{elsewhere}');"
    ))
    .await?;
    page.until_true("the page is left", "return location.pathname.endsWith('/article.html')").await?;
    // Chromium may tell a page that it is left when the next one is there already.
    page.until_true("the answer is kept", "return localStorage.length === 1").await?;
    let view = visit(page, &address).await?;
    ensure!(is_offered(&view), "{view:#?}");
    Ok(())
}
