//! One state for both bodies: what is asked is compared by its value, and nothing that a reader did is lost or comes back
//! unasked.

use anyhow::{Context as _, Result, ensure};
use newsquiz_core::seed::Seed;
use serde_json::{Value, json};

use crate::{
    page::Page,
    play::{answer, answer_first_body, go_on, play_again, show_all},
    quiz::{OTHERS, Quiz, keys},
    site::Site,
    view::View,
    watch::{WATCH, noted},
};

journeys! {
    in_each_engine {
        the_same_link_again_costs_no_answers,
        other_questions_stay_when_the_quiz_is_taken_out_and_put_back,
        other_questions_are_offered_before_the_program_is_there,
        a_failure_while_taking_over_is_told,
        a_quiz_that_is_taken_out_at_a_pick_keeps_it,
        a_pick_goes_along_for_which_another_language_waits,
    }
    in_one_engine {
        another_link_is_followed_though_the_reader_has_begun,
        what_is_forgotten_does_not_come_back_with_the_first_body,
        leave_to_remember_costs_no_pick,
        an_attribute_that_is_none_is_told_and_costs_nothing,
        many_changes_at_once_are_one_start,
    }
}

/// A page of a publisher's with the quiz's element, beside the quiz's folder.
fn host(site: &Site, element: &str) -> Result<String> {
    site.add("watch.js", WATCH)?;
    let page = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>News</title><script src=watch.js></script>\
         <body>{element}<script type=module src=embed.js></script>"
    );
    site.add("host.html", &page)?;
    Ok(site.address("host.html"))
}

async fn playing(page: &Page, number: usize) -> Result<View> {
    page.touch().await?;
    page.until("the program plays", |view| view.playing && view.is_at_question(number)).await
}

async fn the_same_link_again_costs_no_answers(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    let seed = Seed::new("another").context("a seed")?;
    let link = quiz.link(&seed);
    let address = host(&site, &site.include("liaison-office")?)?;
    page.load(&format!("{address}{link}")).await?;
    let view = playing(page, 1).await?;
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
    go_on(page, 1, quiz.len()).await?;
    // To another part of the page and back, and the same link as a mail program writes it, or with a tail.
    for fragment in ["#section-2".to_owned(), link.clone(), format!("{link}&utm=1"), "#x".to_owned()] {
        page.run_with("location.hash = arguments[0]", vec![json!(fragment)]).await?;
        let view = page.settled().await?;
        ensure!(view.is_at_question(2) && view.has_score("1"), "{fragment}: {view:#?}");
    }
    page.run("history.go(-3)").await?;
    let view = page.settled().await?;
    ensure!(view.is_at_question(2) && view.has_score("1"), "{view:#?}");
    ensure!(noted(page).await?.of("ready").len() == 1, "it started more than once");
    Ok(())
}

async fn another_link_is_followed_though_the_reader_has_begun(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    page.load(&host(&site, &site.include("liaison-office")?)?).await?;
    let view = playing(page, 1).await?;
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
    let seed = Seed::new("another").context("a seed")?;
    page.run_with("location.hash = arguments[0]", vec![json!(quiz.link(&seed))]).await?;
    let first = quiz.drawn(&seed).first().map(|question| question.id.to_string());
    page.until("the linked draw", |view| Some(&view.question) == first.as_ref() && view.is_at_question(1)).await?;
    Ok(())
}

async fn what_is_forgotten_does_not_come_back_with_the_first_body(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    let element = site.include("liaison-office")?.replacen("<news-quiz ", "<news-quiz remember=local ", 1);
    page.load(&host(&site, &element)?).await?;
    playing(page, 1).await?;
    show_all(page, &quiz).await?;
    page.press("Delete my answers from this device").await?;
    page.until("the quiz is at its start", |view| view.is_at_question(1)).await?;
    ensure!(page.run("return localStorage.length").await? == 0, "something is kept");

    page.run("document.querySelector('news-quiz').player.fail({ code: 'test', place: 'stop' })").await?;
    let view = page.until("the first body is back", |view| !view.playing && view.is_at_question(1)).await?;
    ensure!(view.chosen().is_empty() && view.verdicts.is_empty(), "what was forgotten is back: {view:#?}");
    page.run("const quiz = document.querySelector('news-quiz'); quiz.remove(); setTimeout(() => document.body.append(quiz), 200)").await?;
    let view = playing(page, 1).await?;
    ensure!(view.chosen().is_empty() && !view.has_score("1"), "{view:#?}");
    ensure!(page.run("return localStorage.length").await? == 0, "what was forgotten is kept again");
    Ok(())
}

/// The ids of the draw that the page was told of last.
async fn drawn(page: &Page) -> Result<Value> {
    Ok(noted(page).await?.drawn().context("no draw was told")?.clone())
}

async fn other_questions_stay_when_the_quiz_is_taken_out_and_put_back(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?.shortened(2));
    let element = site.include("liaison-office")?.replacen("<news-quiz ", "<news-quiz questions=2 ", 1);
    page.load(&host(&site, &element)?).await?;
    playing(page, 1).await?;
    show_all(page, &quiz).await?;
    play_again(page).await?;
    let view = page.until("other questions", |view| view.is_at_question(1)).await?;
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
    let second = go_on(page, 1, 2).await?;

    page.run("window.kept = document.querySelector('news-quiz'); window.kept.remove()").await?;
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    page.run("document.body.append(window.kept)").await?;
    let view = page.until("it plays on", |view| view.playing && view.is_at_question(2)).await?;
    ensure!(view.question == second.question && view.has_score("1"), "{view:#?}");
    ensure!(drawn(page).await?.as_array().is_some_and(|ids| ids.len() == 2), "{}", drawn(page).await?);
    Ok(())
}

async fn other_questions_are_offered_before_the_program_is_there(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    page.load(&host(&site, &site.include("liaison-office")?)?).await?;
    let first = page.until("the first body", |view| !view.playing && view.has_button(OTHERS)).await?;
    let own: Vec<_> = quiz.drawn(&quiz.bank().parts().plan.seed).iter().map(|question| json!(&*question.id)).collect();
    page.press(OTHERS).await?;
    page.until("the program plays", |view| view.playing && view.is_at_question(1)).await?;
    ensure!(drawn(page).await? != Value::Array(own), "the same questions again: {first:#?}");
    Ok(())
}

async fn leave_to_remember_costs_no_pick(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    page.load(&host(&site, &site.include("liaison-office")?)?).await?;
    let view = page.until("the first body", |view| view.is_at_question(1)).await?;
    let picked = &view.choices[1].id;
    page.choose(picked).await?;
    page.until("the program plays", |view| view.playing && view.chosen() == [picked.as_str()]).await?;
    page.run("document.querySelector('news-quiz').setAttribute('remember', 'local')").await?;
    let view = page.settled().await?;
    ensure!(view.chosen() == [picked.as_str()], "{view:#?}");
    page.choose(keys(quiz.question(&view.question)?)[0]).await?;
    page.press("Check answer").await?;
    page.until_true("it is kept", "return localStorage.length === 1").await?;
    // By the id of the bank: the folder may move.
    ensure!(page.run("return Object.keys(localStorage)").await? == json!(["newsquiz liaison-office"]), "another name");
    Ok(())
}

/// The problems that the page was told of, each as code and place.
async fn problems(page: &Page) -> Result<Vec<String>> {
    let noted = noted(page).await?;
    let text = |problem: &Value, name| problem[name].as_str().unwrap_or_default().to_owned();
    Ok(noted.of("problem").iter().map(|problem| format!("{} {}", text(problem, "code"), text(problem, "place"))).collect())
}

/// Before a frame has shown the pick.
async fn a_quiz_that_is_taken_out_at_a_pick_keeps_it(page: &Page) -> Result<()> {
    let site = Site::built()?;
    let view = page.open(&site.address("")).await?;
    let picked = view.choices[1].id.as_str();
    let take_out = "root.querySelector(`form input[value=\"${arguments[0]}\"]`).click();
        window.taken = quiz;
        quiz.remove();";
    page.run_with(&format!("{}{take_out}", View::TOOLS), vec![json!(picked)]).await?;
    let is_taken = "return !window.taken.shadowRoot.querySelector('[data-body]')";
    page.until_true("the program is gone", is_taken).await?;
    let kept = "return [...window.taken.shadowRoot.querySelectorAll('.first input:checked')].map((input) => input.value)";
    ensure!(page.run(kept).await? == json!([picked]), "the first body does not have it");
    page.run("document.body.append(window.taken)").await?;
    page.until("the program has it", |view| view.playing && view.chosen() == [picked]).await?;
    Ok(())
}

async fn a_pick_goes_along_for_which_another_language_waits(page: &Page) -> Result<()> {
    let site = Site::built()?;
    let view = page.open(&site.address("")).await?;
    let picked = view.choices[1].id.as_str();
    page.button_down_on(picked).await?;
    page.run("document.querySelector('news-quiz').lang = 'es'").await?;
    let is_waiting = "return document.querySelector('news-quiz').shadowRoot.querySelectorAll('[data-body]').length === 2";
    page.until_true("the other program waits", is_waiting).await?;
    page.button_up().await?;
    let view = page.until("it is in Spanish", |view| view.has_button("Comprobar respuesta")).await?;
    ensure!(view.chosen() == [picked], "{:?} is chosen", view.chosen());
    Ok(())
}

async fn an_attribute_that_is_none_is_told_and_costs_nothing(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    let include = site.include("liaison-office")?;
    // An author's mistake is no failed program: the quiz plays as on a page without an article.
    let typo = include.replacen("<news-quiz ", "<news-quiz article='.story[' ", 1);
    page.load(&host(&site, &typo)?).await?;
    let view = playing(page, 1).await?;
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
    for told in problems(page).await? {
        ensure!(told == "attribute-refused article=\".story[\"", "{told}");
    }
    ensure!(!problems(page).await?.is_empty(), "nothing is told");

    // The quizzes behind it play all the same.
    let src = format!("src=\"{}banks/liaison-office/\"", site.address(""));
    ensure!(include.contains(&src), "{src}");
    let broken = "<news-quiz src='https://['><a href=quiz>Take the quiz</a></news-quiz>";
    page.load(&host(&site, &format!("{broken}{include}"))?).await?;
    page.run("document.querySelectorAll('news-quiz')[1].dispatchEvent(new Event('focusin'))").await?;
    page.until_true(
        "the other one plays",
        "return !!document.querySelectorAll('news-quiz')[1].shadowRoot.querySelector('[data-body]:not([hidden])')",
    )
    .await?;
    ensure!(problems(page).await? == ["attribute-refused src=\"https://[\""], "{:?}", problems(page).await?);
    Ok(())
}

async fn many_changes_at_once_are_one_start(page: &Page) -> Result<()> {
    let (site, _quiz) = (Site::copy()?, Quiz::liaison_office()?);
    page.load(&host(&site, &site.include("liaison-office")?)?).await?;
    playing(page, 1).await?;
    let before = noted(page).await?.of("ready").len();
    // In a task of the page's own, as its scripts do it.
    page.run(
        "setTimeout(() => {
             const quiz = document.querySelector('news-quiz');
             for (const seed of ['a', 'b', 'c', 'd', 'e']) {
                 quiz.seed = seed;
                 quiz.setAttribute('questions', 3);
                 quiz.lang = 'en';
             }
         })",
    )
    .await?;
    page.until("the last of them", |view| view.legend.starts_with("Question 1 of 3")).await?;
    page.settled().await?;
    ensure!(noted(page).await?.of("ready").len() == before + 1, "it started more than once");
    let fetched = page.run("return performance.getEntriesByType('resource').map(({ name }) => name.split('/').pop()).filter((name) => name.endsWith('.bin'))").await?;
    // The page's own draw, the one in the language that was set, and all of it for the other draw.
    ensure!(fetched == json!(["draw.bin", "draw.en.bin", "bank.en.bin"]), "{fetched} were fetched");
    Ok(())
}

async fn a_failure_while_taking_over_is_told(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    page.load(&host(&site, &site.include("liaison-office")?)?).await?;
    page.until("the first body", |view| view.is_at_question(1)).await?;
    // As a script of the page's that stands in the way.
    page.run("window.scrollBy = () => { throw new Error('not now') }").await?;
    let view = answer_first_body(page, &quiz, 1).await?;
    page.until_true("it is told", "return noted.events.some(([name]) => name === 'problem')").await?;
    let told = problems(page).await?;
    ensure!(matches!(&told[..], [one] if one.starts_with("program-refused ") && one.contains("not now")), "{told:?}");
    ensure!(!page.look().await?.playing && view.is_at_question(2), "{view:#?}");
    answer_first_body(page, &quiz, 2).await?;
    let bodies = page.run("return document.querySelector('news-quiz').shadowRoot.querySelectorAll('[data-body]').length").await?;
    ensure!(bodies == 0, "{bodies} bodies are left");
    Ok(())
}
