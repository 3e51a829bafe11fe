//! Playing by keyboard alone, and where the focus is after each step.

use anyhow::{Context as _, Result};
use fantoccini::key::Key;

use crate::{
    page::Page,
    quiz::{CHECK, FINISH, NEXT, OTHERS, Quiz, keys},
    site::Site,
    view::View,
};

in_each_engine! {
    a_whole_quiz_by_keyboard_alone,
    a_check_with_nothing_chosen_leaves_the_focus_on_its_button,
}

async fn a_whole_quiz_by_keyboard_alone(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    // Radio buttons and checkboxes have different keys: both kinds are in it.
    let seed =
        quiz.seed_where(|drawn| drawn.iter().filter(|question| question.is_choose_all()).count() == 1)?;
    let mut view = page.open(&site.address(&quiz.link(&seed))).await?;

    let result = format!("Your result {0} of {0}", quiz.len());
    page.tab_to(&format!("button {OTHERS}")).await?;
    for number in 1..=quiz.len() {
        choose(page, &view, &keys(quiz.question(&view.question)?)).await?;
        // By the button with each of its keys, and from within the choices, as in any form.
        match number % 3 {
            0 => page.key(Key::Enter).await?,
            rest => {
                page.tab_to(&format!("button {CHECK}")).await?;
                page.key(if rest == 1 { Key::Enter } else { Key::Space }).await?;
            }
        }
        let checked = page.until("the verdict has the focus", |view| view.is_at_heading("Right")).await?;
        assert!(checked.has_line(&format!("Score {number}")), "{checked:#?}");

        let next = if number < quiz.len() { NEXT } else { FINISH };
        page.tab_to(&format!("button {next}")).await?;
        page.key(Key::Enter).await?;
        view = if number < quiz.len() {
            page.until("the next legend has the focus", |view| view.has_focus_on_question(number + 1)).await?
        } else {
            page.until("the result has the focus", |view| view.is_at_heading(&result)).await?
        };
    }
    let band = quiz.bank().parts().bands.last().context("there are bands")?;
    assert!(view.has_line(&band.title) && view.has_line(&band.text), "not “{}” in {view:#?}", band.title);
    Ok(())
}

/// Goes to the choices and picks some.
async fn choose(page: &Page, view: &View, wanted: &[&str]) -> Result<()> {
    let first = view.choices.first().context("there are choices")?;
    page.tab_to(&format!("{} {}", first.kind, first.id)).await?;
    // Getting there picks nothing.
    assert_eq!(page.settled().await?.chosen(), [""; 0]);
    if first.kind == "radio" {
        let wanted = *wanted.first().context("there is a key")?;
        page.key(Key::Space).await?;
        page.until("the space bar picks", |view| view.chosen() == [first.id.as_str()]).await?;
        for choice in view.choices.iter().skip(1) {
            if page.look().await?.chosen() == [wanted] {
                break;
            }
            page.key(Key::Down).await?;
            let focus = format!("radio {}", choice.id);
            page.until("the arrow picks", |view| {
                view.chosen() == [choice.id.as_str()] && view.focus == focus
            })
            .await?;
        }
        return Ok(());
    }
    for (ix, choice) in view.choices.iter().enumerate() {
        if 0 < ix {
            page.tab_to(&format!("checkbox {}", choice.id)).await?;
        }
        if wanted.contains(&choice.id.as_str()) {
            page.key(Key::Space).await?;
            page.until("the space bar picks", |view| view.chosen().contains(&choice.id.as_str())).await?;
        }
    }
    Ok(())
}

async fn a_check_with_nothing_chosen_leaves_the_focus_on_its_button(page: &Page) -> Result<()> {
    let site = Site::built()?;
    page.open(&site.address("")).await?;
    let check = format!("button {CHECK}");
    page.tab_to(&check).await?;
    page.key(Key::Enter).await?;
    let view = page
        .until("the reader is reminded", |view| view.status.starts_with("Nothing is chosen yet."))
        .await?;
    assert_eq!((&view.focus, view.chosen().len()), (&check, 0));
    assert_eq!(page.settled().await?.focus, check);
    Ok(())
}
