//! Change the questions: at the end, and at once.

use anyhow::Result;

use crate::{
    page::Page,
    play::{answer, go_on, play_again, show_all},
    quiz::{OTHERS, Quiz, SHOW, keys},
    site::Site,
};

journeys! {
    in_each_engine {
        other_questions_can_be_had_before_the_first_answer,
    }
    in_one_engine {
        playing_again_brings_other_questions,
    }
}

async fn playing_again_brings_other_questions(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    let view = page.open(&site.address("")).await?;
    // With a point, so that it can be seen to go.
    let answered = answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
    assert!(answered.has_score("1"), "{answered:#?}");
    let mut before = vec![view.question];
    for number in 1..quiz.len() {
        let view = go_on(page, number, quiz.len()).await?;
        before.push(view.question);
        page.press(SHOW).await?;
        page.until("the answer is there", |view| view.is_at_heading("Here is the answer")).await?;
    }
    go_on(page, quiz.len(), quiz.len()).await?;

    play_again(page).await?;
    let view = page.until("a new first question has the focus", |view| view.has_focus_on_question(1)).await?;
    assert!(!view.has_score("0") && view.chosen().is_empty(), "{view:#?}");
    let again = show_all(page, &quiz).await?;
    let repeated: Vec<_> = again.iter().filter(|played| before.contains(&played.question)).collect();
    // It is the first of the further draws, which has as few of them as 32 seeds can give.
    assert!(repeated.len() <= 1, "{repeated:#?} came again");
    Ok(())
}

async fn other_questions_can_be_had_before_the_first_answer(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    let first = page.open(&site.address("")).await?;
    // The browser shows a pick by itself, and the inputs may serve the next question too: it is not picked there.
    page.choose(&first.choices[0].id).await?;
    page.press(OTHERS).await?;
    let view = page.until("a new first question has the focus", |view| view.has_focus_on_question(1)).await?;
    assert!(!view.has_score("0") && view.chosen().is_empty(), "{view:#?}");
    let played = show_all(page, &quiz).await?;
    assert!(played.iter().all(|played| played.question != first.question), "{} came again", first.question);
    Ok(())
}
