//! Playing by touch alone, and the first body by keyboard too; and what moves meanwhile.

use anyhow::{Result, ensure};
use fantoccini::key::Key;
use serde_json::json;

use crate::{
    page::Page,
    quiz::{CHECK, FINISH, NEXT, Quiz, keys},
    site::{Part, Site},
};

journeys! {
    in_each_engine {
        a_whole_quiz_by_touch_alone,
        the_first_body_by_touch_alone,
        the_first_body_by_keyboard_alone,
    }
    in_chromium {
        what_is_right_moves_a_little_unless_the_reader_wants_no_movement,
    }
}

async fn a_whole_quiz_by_touch_alone(page: &Page) -> Result<()> {
    // Taps take their time, so there are few.
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?.shortened(3));
    site.edit("index.html", |page| page.replacen("<news-quiz ", "<news-quiz questions=3 ", 1))?;
    let mut view = page.open(&site.address("")).await?;
    let steps = page.run("return history.length").await?;
    for number in 1..=quiz.len() {
        for key in keys(quiz.question(&view.question)?) {
            page.tap_choice(key).await?;
            page.until("it is picked", |view| view.chosen().contains(&key)).await?;
        }
        page.tap_button(CHECK).await?;
        page.until("the verdict has the focus", |view| view.is_at_heading("Correct")).await?;
        page.tap_button(if number < quiz.len() { NEXT } else { FINISH }).await?;
        view = page
            .until("what comes next", |view| view.is_at_question(number + 1) || number == quiz.len())
            .await?;
    }
    let result = format!("Your result {0} of {0}", quiz.len());
    page.until("the result has the focus", |view| view.is_at_heading(&result)).await?;
    // The way back leads out of the quiz, not through it.
    ensure!(page.run("return history.length").await? == steps, "the quiz adds steps to the way back");
    Ok(())
}

/// The quiz whose program does not come, so that the first body stays.
fn without_program() -> Result<Site> {
    let site = Site::copy()?;
    site.replace(&site.path(Part::Program)?, None)?;
    Ok(site)
}

async fn the_first_body_by_touch_alone(page: &Page) -> Result<()> {
    let (site, quiz) = (without_program()?, Quiz::liaison_office()?);
    page.load(&site.address("")).await?;
    for number in 1..=quiz.len() {
        let view = page.until("the question", |view| view.is_at_question(number)).await?;
        for key in keys(quiz.question(&view.question)?) {
            page.tap_choice(key).await?;
        }
        page.tap_button(CHECK).await?;
        page.until("the verdict", |view| view.verdicts.len() == number).await?;
    }
    let view = page.look().await?;
    ensure!(view.verdicts.iter().all(|verdict| verdict == "✓ Correct") && !view.playing, "{view:#?}");
    ensure!(view.headings.iter().any(|heading| heading == "Your result"), "{view:#?}");
    Ok(())
}

async fn the_first_body_by_keyboard_alone(page: &Page) -> Result<()> {
    let (site, quiz) = (without_program()?, Quiz::liaison_office()?);
    page.load(&site.address("")).await?;
    for number in 1..=quiz.len() {
        let view = page.until("the question", |view| view.is_at_question(number)).await?;
        let right = keys(quiz.question(&view.question)?);
        for choice in &view.choices {
            // Among radio buttons the keys that pick are the arrows.
            if choice.kind == "radio" && view.choices[0] != *choice {
                if page.look().await?.chosen() == right {
                    break;
                }
                page.key(Key::Down).await?;
            } else {
                page.tab_to(&format!("{} {}", choice.kind, choice.id)).await?;
                if choice.kind == "radio" || right.contains(&&*choice.id) {
                    page.key(Key::Space).await?;
                }
            }
        }
        page.until("it is picked", |view| view.chosen() == right).await?;
        page.tab_to(&format!("summary {CHECK}")).await?;
        page.key(Key::Enter).await?;
        page.until("the verdict", |view| view.verdicts.len() == number).await?;
    }
    let view = page.look().await?;
    ensure!(view.verdicts.iter().all(|verdict| verdict == "✓ Correct") && !view.playing, "{view:#?}");
    Ok(())
}

async fn what_is_right_moves_a_little_unless_the_reader_wants_no_movement(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    // Each movement once, with its length in milliseconds.
    let moves = "return document.querySelector('news-quiz').shadowRoot.getAnimations({ subtree: true })
        .map((animation) => animation.effect.getTiming().duration).sort()";
    for (wish, expected) in [("no-preference", json!([200, 250])), ("reduce", json!([]))] {
        let feature = json!({ "features": [{ "name": "prefers-reduced-motion", "value": wish }] });
        page.devtools("Emulation.setEmulatedMedia", feature).await?;
        let view = page.open(&site.address("")).await?;
        for key in keys(quiz.question(&view.question)?) {
            page.choose(key).await?;
        }
        // Asked in the first frames after the verdict has got the focus, before anything is over.
        let check = format!(
            "const button = [...document.querySelector('news-quiz').shadowRoot.querySelectorAll('[data-body] button')]
                .find((button) => button.textContent === '{CHECK}');
             const done = arguments[0];
             const root = button.getRootNode();
             root.addEventListener('focusin', () => requestAnimationFrame(() => requestAnimationFrame(() => done((() => {{ {moves} }})()))), {{ once: true }});
             button.click();"
        );
        let found = page.run_async(&check, Vec::new()).await?;
        ensure!(found == expected, "{wish}: {found}");
        page.until("the verdict", |view| view.is_at_heading("Correct")).await?;
    }
    Ok(())
}
