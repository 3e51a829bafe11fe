//! Playing by keyboard alone, and where the focus is after each step.

use anyhow::{Context as _, Result, ensure};
use fantoccini::key::Key;
use newsquiz_core::bank::Question;

use crate::{
    engine::Engine,
    page::Page,
    quiz::{CHECK, FINISH, NEXT, OTHERS, Quiz, keys},
    site::Site,
    view::View,
};

journeys! {
    in_each_engine {
        a_whole_quiz_by_keyboard_alone,
        a_check_with_nothing_chosen_leaves_the_focus_on_its_button,
        digits_choose_while_the_focus_is_in_the_question_and_can_be_switched_off,
        the_choice_that_keys_have_reached_is_outlined_and_no_other,
        the_heading_of_a_question_is_outlined_for_keys_alone,
        a_choice_of_the_first_body_is_outlined_for_keys_alone,
    }
}

const SWITCH_OFF: &str = "Keys 1–3 choose, Enter checks · Turn off";
const SWITCH_ON: &str = "Shortcut keys are off · Turn on";

/// How many choices are outlined, among those that are shown.
const OUTLINED: &str = "[...document.querySelector('news-quiz').shadowRoot.querySelectorAll('form label, .first label')]
    .filter((label) => label.checkVisibility() && getComputedStyle(label).outlineStyle === 'solid').length";

/// Counts from now on how often the signs for who moves by keys are taken away.
const COUNT_LOSSES: &str = "
    window.losses = 0;
    const body = document.querySelector('news-quiz').shadowRoot.querySelector('[data-body]');
    const note = () => { if (!body.hasAttribute('data-by-key')) window.losses += 1; };
    new MutationObserver(note).observe(body, { attributeFilter: ['data-by-key'] });
";

async fn the_choice_that_keys_have_reached_is_outlined_and_no_other(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    let view = page.open(&site.address("")).await?;
    page.tab_to(&format!("button {OTHERS}")).await?;
    let first = view.choices.first().context("there are choices")?;
    let first_focus = format!("{} {}", first.kind, first.id);
    page.tab_to(&first_focus).await?;
    page.until_true("one choice is outlined", &format!("return {OUTLINED} === 1")).await?;
    page.key(Key::Down).await?;
    page.until("another choice has the focus", |view| view.focus != first_focus).await?;
    page.until_true("one choice is outlined", &format!("return {OUTLINED} === 1")).await?;
    // Its signs stay when the reader goes from the choices to their button.
    page.run(COUNT_LOSSES).await?;
    page.tab_to(&format!("button {CHECK}")).await?;
    ensure!(page.run("return window.losses").await? == 0, "the signs of the keys go and come back");
    page.keys_with(Key::Shift, Key::Tab).await?;
    page.key(Key::Up).await?;
    page.until("the first choice has the focus", |view| view.focus == first_focus).await?;
    page.until_true("one choice is outlined", &format!("return {OUTLINED} === 1")).await?;
    // A mouse that is pressed on a radio button gives it the focus at once.
    page.button_down_on_input(&view.choices.last().context("there are choices")?.id).await?;
    page.until_true("no choice is outlined", &format!("return {OUTLINED} === 0")).await?;
    page.button_up().await?;
    page.key(Key::Down).await?;
    page.until_true("one choice is outlined", &format!("return {OUTLINED} === 1")).await?;
    page.run("document.querySelector('news-quiz').shadowRoot.activeElement.blur()").await?;
    let is_by_key = "document.querySelector('news-quiz').shadowRoot.querySelector('[data-by-key]')";
    page.until_true("nobody moves by keys", &format!("return {is_by_key} === null")).await?;
    // Who goes on by mouse or finger is shown no outline.
    page.choose(keys(quiz.question(&view.question)?)[0]).await?;
    page.until_true("no choice is outlined", &format!("return {OUTLINED} === 0")).await?;
    Ok(())
}

async fn the_heading_of_a_question_is_outlined_for_keys_alone(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    let is_outlined = "getComputedStyle(document.querySelector('news-quiz').shadowRoot
        .querySelector('form legend h3')).outlineStyle === 'solid'";
    page.open(&site.address("")).await?;
    page.tab_to(&format!("button {OTHERS}")).await?;
    page.key(Key::Enter).await?;
    let view = page.until("the first question has the focus", |view| view.has_focus_on_question(1)).await?;
    page.until_true("its heading is outlined", &format!("return {is_outlined}")).await?;
    let room = page
        .run(
            "const root = document.querySelector('news-quiz').shadowRoot;
            const heading = root.querySelector('form legend h3');
            const { outlineWidth, outlineOffset } = getComputedStyle(heading);
            const end = heading.getBoundingClientRect().bottom + parseFloat(outlineWidth) + parseFloat(outlineOffset);
            return root.querySelector('form label').getBoundingClientRect().top - end",
        )
        .await?;
    ensure!(room.as_f64() > Some(0.0), "the outline lies {room} over the choices");
    // A choice that is pressed gives the focus to what is around it first.
    page.choose(keys(quiz.question(&view.question)?)[0]).await?;
    page.until_true("it is outlined no more", &format!("return !({is_outlined})")).await?;
    page.press(CHECK).await?;
    page.press(NEXT).await?;
    page.until("the second question has the focus", |view| view.has_focus_on_question(2)).await?;
    page.until_true("its heading is not outlined", &format!("return !({is_outlined})")).await?;
    Ok(())
}

async fn a_choice_of_the_first_body_is_outlined_for_keys_alone(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    page.load(&site.address("news.html")).await?;
    page.run("window.fetch = () => Promise.reject(new Error('no network'))").await?;
    page.run("document.querySelector('news-quiz').shadowRoot.querySelector('.first input').focus()").await?;
    page.key(Key::Down).await?;
    // In WebKit (2.50) what an arrow key leads to is no `:focus-visible`, and the first body has no script that knows.
    let outlined = usize::from(page.engine() != Engine::WebKit);
    page.until_true("the choice is outlined", &format!("return {OUTLINED} === {outlined}")).await?;
    let view = page.look().await?;
    page.choose(keys(quiz.question(&view.question)?)[0]).await?;
    page.until_true("no choice is outlined", &format!("return {OUTLINED} === 0")).await?;
    Ok(())
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
        let checked = page.until("the verdict has the focus", |view| view.is_at_heading("Correct")).await?;
        assert!(checked.has_score(&number.to_string()), "{checked:#?}");

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

async fn digits_choose_while_the_focus_is_in_the_question_and_can_be_switched_off(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    let is_single = |question: &&std::rc::Rc<Question>| {
        !question.is_choose_all() && question.choices.len() == 3 && !question.keep_order
    };
    let seed = quiz.seed_where(|drawn| drawn.iter().take(2).all(&is_single))?;
    let view = page.open(&site.address(&quiz.link(&seed))).await?;
    ensure!(!view.has_button(SWITCH_OFF), "they are told to who does not move by keys: {view:#?}");
    // Outside of the question a digit is the page's.
    page.tab_to(&format!("button {OTHERS}")).await?;
    page.key('2').await?;
    ensure!(page.settled().await?.chosen().is_empty(), "a digit outside of the question chooses");

    let first = &view.choices[0];
    page.tab_to(&format!("{} {}", first.kind, first.id)).await?;
    page.until("they are told", |view| view.has_button(SWITCH_OFF)).await?;
    // Between the steps and the question, where the window is wide enough for one line.
    let room = "const { shadowRoot } = document.querySelector('news-quiz');
        const words = document.createRange();
        words.selectNodeContents(shadowRoot.querySelector('[data-body] .shortcuts'));
        const steps = shadowRoot.querySelector('[data-body] .progress ol');
        return words.getBoundingClientRect().top - steps.getBoundingClientRect().bottom";
    let room = page.run(room).await?.as_f64().context("a distance")?;
    ensure!(room >= 0.0, "the words lie {room} pixels over the steps");
    // The switch is there for who goes back to it.
    page.keys_with(Key::Shift, Key::Tab).await?;
    let back = page.settled().await?.focus;
    ensure!(back == format!("button {SWITCH_OFF}"), "the focus is on {back}");
    page.tab_to(&format!("{} {}", first.kind, first.id)).await?;
    for (digit, ix) in [('3', 2), ('1', 0), ('2', 1)] {
        page.key(digit).await?;
        let choice = &view.choices[ix].id;
        page.until("the digit chooses, and the focus is there", |view| {
            view.chosen() == [choice] && view.focus == format!("radio {choice}")
        })
        .await?;
    }
    for digit in ['4', '9', '0'] {
        page.key(digit).await?;
    }
    ensure!(page.settled().await?.chosen() == [&view.choices[1].id], "there is no such choice");

    // Off, they are off for good: digits and Enter do nothing, not even submit the form.
    page.press(SWITCH_OFF).await?;
    page.settled().await?;
    page.tab_to(&format!("radio {}", view.choices[1].id)).await?;
    page.key('1').await?;
    page.key(Key::Enter).await?;
    let after = page.settled().await?;
    ensure!(after.chosen() == [&view.choices[1].id] && after.is_at_question(1), "{after:#?}");
    page.tab_to(&format!("button {CHECK}")).await?;
    page.key(Key::Enter).await?;
    page.until("the verdict", |view| view.answered.len() == 3).await?;
    page.tab_to(&format!("button {NEXT}")).await?;
    page.key(Key::Enter).await?;
    let second = page.until("the second question", |view| view.has_focus_on_question(2)).await?;
    page.key('1').await?;
    ensure!(page.settled().await?.chosen().is_empty() && second.has_button(SWITCH_ON), "{second:#?}");
    page.press(SWITCH_ON).await?;
    page.settled().await?;
    page.tab_to(&format!("radio {}", second.choices[0].id)).await?;
    page.key('2').await?;
    page.until("the digit chooses", |view| view.chosen() == [&second.choices[1].id]).await?;
    Ok(())
}

async fn a_check_with_nothing_chosen_leaves_the_focus_on_its_button(page: &Page) -> Result<()> {
    let site = Site::built()?;
    page.open(&site.address("")).await?;
    let check = format!("button {CHECK}");
    page.tab_to(&check).await?;
    page.key(Key::Enter).await?;
    let view = page
        .until("the reader is reminded", |view| view.status.starts_with("Choose an answer first"))
        .await?;
    assert_eq!((&view.focus, view.chosen().len()), (&check, 0));
    assert_eq!(page.settled().await?.focus, check);
    Ok(())
}
