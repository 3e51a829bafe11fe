//! The first body: a draw as markup that plays without a script, rendered when the site is built.
//!
//! Radio buttons keep what is picked, the summary of a `details` is the check, and style sheets do the rest: verdicts,
//! marks, the next question, the score (`static/first.css`, `static/quiz.css`). It stands on the same leaves as what
//! the program shows, in the same boxes, so that nothing moves when the program takes over. What depends on the
//! reader comes out of attributes: a text browser, which prints everything, would else print what is not so.

use std::rc::Rc;

use newsquiz_core::{
    attempt::Slot,
    bank::{Choice, Question},
    labels::{Label, Labels},
};
use yew::prelude::*;

use crate::view::{Scene, account, head, progress, question, words};

/// The number of this form of markup, by which a script knows whether it can read it: pages have it baked in for years. It
/// changes when `static/embed/first-body.js` of before would misread what is written here.
pub const FORM: &str = "1";

/// A draw that nobody has begun, all of it.
pub fn view(scene: Scene<'_>) -> Html {
    let Scene { bank, attempt, .. } = scene;
    let parts = bank.parts();
    let labels = &parts.labels;
    let (before, after) = exactly(labels, attempt.slots().len());
    let outcome = html! {
        <div class="card">
            <h3>{ words::small(words::label(labels, Label::Outcome)) }</h3>
            // Not in the heading: a name is made without what style sheets count.
            <p class="stem">{ before }<strong class="count" />{ after }</p>
            <p><a href={scene.article.clone()} lang={words::foreign(labels)} dir="auto">{ words::plain(&parts.article.title) }</a></p>
        </div>
    };
    // Each question holds what comes after it, which so learns from it whether it was answered.
    let cards = attempt.slots().iter().enumerate().rfold(outcome, |rest, (place, slot)| {
        slot.question(bank).map_or(rest.clone(), |question| card(scene, place, slot, question, rest))
    });
    html! {
        <div class="nq first" lang={words::lang(bank)} dir={labels.direction()} data-form={FORM}
            data-attempt={head_of(scene)} data-gone={AttrValue::from(labels.get(Label::ArticleChanged))}>
            { head::view(scene, None, &Callback::noop()) }
            // For the eye alone: style sheets fill it in.
            <div class="progress" aria-hidden="true">{ progress::steps(scene, &Callback::noop()) }</div>
            { cards }
        </div>
    }
}

/// The bank, its version and the seed, as the first line of a saved attempt has them.
fn head_of(Scene { bank, attempt, .. }: Scene<'_>) -> String {
    format!("{} {} {}", bank.parts().id, bank.version(), attempt.seed())
}

/// The words around the number of exact answers, which a style sheet counts.
fn exactly(labels: &Labels, count: usize) -> (String, String) {
    // A character that no text has.
    const PLACE: &str = "\u{fffe}";
    let text = labels.fill(Label::Exactly, PLACE, &count.to_string());
    match text.split_once(PLACE) {
        Some((before, after)) => (before.to_owned(), after.to_owned()),
        None => (text, String::new()),
    }
}

fn card(scene: Scene<'_>, place: usize, slot: &Slot, question: &Question, rest: Html) -> Html {
    let labels = &scene.bank.parts().labels;
    let choices = || slot.order.iter().filter_map(|&ix| question.choices.get(ix));
    let reminder = AttrValue::from(["to-", &*question.id].concat());
    // As a saved attempt names it: what was edited since is another question.
    let asked = [&*question.id, ".", &question.asked.text()].concat();
    html! {
        <div class="card" data-question={asked}>
            <fieldset>
                <legend>{ question::title(scene, place, question) }</legend>
                { for choices().map(|each| choice(labels, question, each)) }
            </fieldset>
            <div class="buttons">
                // While nothing is picked; its focus shows the reminder. Safari gives it the focus because of `tabindex`.
                <button type="button" class="main idle" part="button" tabindex="0" aria-describedby={reminder.clone()}>
                    { words::label(labels, Label::Check) }
                </button>
                <p class="reminder" id={reminder} hidden=true>{ words::label(labels, Label::NothingChosen) }</p>
                <details class="check">
                    <summary class="main" part="button">
                        <span class="words">{ words::label(labels, Label::Check) }</span>
                        { verdict(labels, "right", "✓ ", Label::Right) }
                        { verdict(labels, "partly", "½ ", Label::Partly) }
                        { verdict(labels, "wrong", "✗ ", Label::Wrong) }
                    </summary>
                </details>
                <details class="show">
                    <summary class="quiet">
                        <span class="words">{ words::label(labels, Label::Show) }</span>
                        { verdict(labels, "shown", "", Label::Shown) }
                    </summary>
                </details>
            </div>
            // Style sheets show what is told and what comes next. Where a policy or a plug-in takes them away, nothing is told
            // before it was asked for.
            <div class="feedback" part="feedback" hidden=true>
                <p class="keys">{ account::keys(labels, question, &slot.order) }</p>
                // Each at the place of its choice, by which the style sheet finds it.
                { for choices().map(|choice| html! { <div>{ account::about(labels, question, choice) }</div> }) }
                { account::view(scene, question) }
            </div>
            <div class="rest" hidden=true>{ rest }</div>
        </div>
    }
}

/// A verdict that a style sheet shows. Its name is for screen readers, not all of which read what style sheets make.
fn verdict(labels: &Labels, class: &'static str, sign: &str, label: Label) -> Html {
    let words = labels.get(label);
    html! {
        <span {class} role="img" aria-label={AttrValue::from(Rc::clone(&words))} data-verdict={[sign, &words].concat()} />
    }
}

fn choice(labels: &Labels, question: &Question, choice: &Choice) -> Html {
    let words = |label| AttrValue::from(labels.get(label));
    let chosen = if choice.correct { Label::ChosenRight } else { Label::ChosenWrong };
    html! {
        <label part="choice" data-key={choice.correct.then_some("")} data-words={words(chosen)}>
            <input type={words::kind(question)} name={AttrValue::from(Rc::clone(&question.id))}
                value={AttrValue::from(Rc::clone(&choice.id))} autocomplete="off" />
            { words::text(labels, &choice.text, &choice.speech) }
            if choice.correct {
                <small class="key" data-words={words(Label::RightChoice)} />
            }
        </label>
    }
}
