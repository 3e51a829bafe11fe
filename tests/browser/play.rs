//! Steps that several journeys take on their way.

use anyhow::{Context as _, Result, ensure};

use crate::{
    page::Page,
    quiz::{CHECK, FINISH, NEXT, Played, Quiz, SHOW, keys},
    view::View,
};

/// Chooses and checks, and waits for the verdict.
pub(crate) async fn answer(page: &Page, choices: &[&str], verdict: &str) -> Result<View> {
    for id in choices {
        page.choose(id).await?;
    }
    page.press(CHECK).await?;
    page.until(verdict, |view| view.is_at_heading(verdict)).await
}

/// Answers a question of the first body rightly, and waits for the next one.
pub(crate) async fn answer_first_body(page: &Page, quiz: &Quiz, number: usize) -> Result<View> {
    let view = page.until("the question is there", |view| view.is_at_question(number)).await?;
    for key in keys(quiz.question(&view.question)?) {
        page.choose(key).await?;
    }
    page.press(CHECK).await?;
    page.until("the next question is there", |view| view.is_at_question(number + 1)).await
}

/// Has the answer shown, and waits for it.
pub(crate) async fn show_answer(page: &Page) -> Result<View> {
    page.press(SHOW).await?;
    page.until("the answer is there", |view| view.is_at_heading("Here is the answer")).await
}

/// Goes on from an answered question of a quiz with so many.
pub(crate) async fn go_on(page: &Page, number: usize, count: usize) -> Result<View> {
    if number < count {
        page.press(NEXT).await?;
        page.until("the next question is there", |view| view.is_at_question(number + 1)).await
    } else {
        page.press(FINISH).await?;
        page.until("the result is there", |view| view.focus.starts_with("h3 Your result ")).await
    }
}

/// Takes the way from the result to other questions, whose words say how many are new.
pub(crate) async fn play_again(page: &Page) -> Result<()> {
    let is_it = |words: &&String| {
        words.ends_with(" new questions") || *words == "1 new question" || *words == "Play again"
    };
    let view =
        page.until("a way to other questions", |view| view.buttons.iter().any(|words| is_it(&words))).await?;
    page.press(view.buttons.iter().find(is_it).context("a button")?).await
}

/// Has all answers shown, from the first question to the result, and tells what was played.
pub(crate) async fn show_all(page: &Page, quiz: &Quiz) -> Result<Vec<Played>> {
    let mut played = Vec::new();
    for number in 1..=quiz.len() {
        let view = page.until("the question is there", |view| view.is_at_question(number)).await?;
        let shown: Vec<String> = view.choices.iter().map(|choice| choice.text.clone()).collect();
        let choices = view.choices.into_iter().map(|choice| choice.id).collect();
        played.push(Played { question: view.question, choices });

        let view = show_answer(page).await?;
        let kept: Vec<String> = view.answered.into_iter().map(|choice| choice.text).collect();
        ensure!(kept == shown, "the choices change places: first {shown:?}, then {kept:?}");
        go_on(page, number, quiz.len()).await?;
    }
    Ok(played)
}
