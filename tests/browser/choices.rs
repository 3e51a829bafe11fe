//! Questions with several right answers.

use std::rc::Rc;

use anyhow::{Context as _, Result};
use newsquiz_core::bank::Question;

use crate::{
    page::Page,
    play::{answer, go_on},
    quiz::{Quiz, SHOW, distractors, keys},
    site::Site,
};

journeys! {
    in_each_engine {
        some_of_several_right_answers_earn_a_part,
        all_of_several_right_answers_earn_a_point,
        every_choice_picked_earns_nothing_that_guessing_would,
    }
}

/// Goes to a question with two right answers and two wrong ones, without a point on the way.
/// Tells its number, its right answers and its wrong ones.
async fn open<'q>(page: &Page, site: &Site, quiz: &'q Quiz) -> Result<(usize, Vec<&'q str>, Vec<&'q str>)> {
    let fits = |question: &Rc<Question>| keys(question).len() == 2 && distractors(question).len() == 2;
    let seed = quiz.seed_where(|drawn| drawn.iter().any(|question| fits(question)))?;
    let number = quiz.drawn(&seed).iter().position(|question| fits(question)).context("it is drawn")? + 1;
    let mut view = page.open(&site.address(&quiz.link(&seed))).await?;
    for passed in 1..number {
        page.press(SHOW).await?;
        page.until("the answer is there", |view| view.is_at_heading("Here is the answer")).await?;
        view = go_on(page, passed, quiz.len()).await?;
    }
    assert!(view.has_line("Choose all that apply."), "{view:#?}");
    assert!(
        view.choices.iter().all(|choice| choice.kind == "checkbox" && !choice.chosen),
        "{:?}",
        view.choices
    );
    let question = quiz.question(&view.question)?;
    Ok((number, keys(question), distractors(question)))
}

async fn some_of_several_right_answers_earn_a_part(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    let (number, keys, distractors) = open(page, &site, &quiz).await?;
    let (key, distractor) = (*keys.first().context("a key")?, *distractors.first().context("a distractor")?);
    // Picked and taken back: it does not count.
    page.choose(distractor).await?;
    page.until("it is picked", |view| view.chosen() == [distractor]).await?;
    page.choose(distractor).await?;
    page.until("it is taken back", |view| view.chosen().is_empty()).await?;

    let view = answer(page, &[key], "Partly correct").await?;
    assert!(view.has_score("0.5"), "{view:#?}");
    let mut tags: Vec<&str> = view.answered.iter().map(|choice| choice.tag.as_str()).collect();
    tags.sort_unstable();
    assert_eq!(tags, ["", "", "Correct answer", "Your answer · correct"]);

    let view = go_on(page, number, quiz.len()).await?;
    assert!(view.has_score("0.5"), "{view:#?}");
    Ok(())
}

async fn all_of_several_right_answers_earn_a_point(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    let (_, keys, _) = open(page, &site, &quiz).await?;
    let view = answer(page, &keys, "Correct").await?;
    assert!(view.has_score("1"), "{view:#?}");
    Ok(())
}

async fn every_choice_picked_earns_nothing_that_guessing_would(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    let (_, keys, distractors) = open(page, &site, &quiz).await?;
    // Two right ones and two wrong ones.
    let view = answer(page, &[keys, distractors].concat(), "Partly correct").await?;
    assert!(view.has_score("0"), "{view:#?}");
    Ok(())
}
