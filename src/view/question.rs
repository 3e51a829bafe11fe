//! The question that the reader is at: to be answered, or answered.

use std::rc::Rc;

use newsquiz_core::{
    attempt::{Action, Slot, State, Void},
    bank::Question,
    choice_set::ChoiceSet,
    labels::{Label, Labels},
};
use yew::{prelude::*, virtual_dom::VText};

use crate::{
    step::Step,
    view::{Scene, feedback, progress, words},
};

/// The question of a slot and its place, with the buttons for what the reader can do; `has_keys`: whether digits choose and
/// Enter checks, which the page hears (static/embed/keys.js).
pub fn view(
    scene: Scene<'_>,
    (place, slot): (usize, &Slot),
    has_keys: bool,
    on_step: &Callback<Step>,
) -> Html {
    let Scene { bank, attempt, .. } = scene;
    let labels = &bank.parts().labels;
    let next = || {
        let current = attempt.current();
        let is_back = place != current;
        let (to, step) = if is_back {
            (current, Step::LookedAt { place: current })
        } else {
            (attempt.next_after(place), Step::Did(Action::WentOn { slot: place }))
        };
        let words = match is_back {
            _ if to == attempt.slots().len() => Label::Finish,
            true => Label::Resume,
            false => Label::Next,
        };
        words::buttons(words::main_button(labels, words, on_step, step))
    };
    match (slot.state(), slot.question(bank)) {
        (State::Open { picked, reminded }, Some(question)) => {
            let check = Step::Did(Action::ResponseSubmitted { slot: place });
            let show = Step::Did(Action::AnswerShown { slot: place });
            let shortcuts = if has_keys { Label::KeysOn } else { Label::KeysOff };
            html! {
                // It submits nothing: it keeps these radio buttons apart from those of the first body, which have the
                // same names.
                <form class="card">
                    // Shown to who moves by keys: see the style sheet.
                    <button type="button" class="quiet shortcuts" onselect={Step::SwitchedKeys.on_event(on_step)}>
                        { words::filled(labels, shortcuts, slot.order.len().min(9), 0) }
                    </button>
                    // It takes the focus, and has the name of its legend: who listens hears the question once, and what stands
                    // in it as what stands in it.
                    <fieldset tabindex="-1" data-keys={has_keys.then_some("")}>
                        <legend>
                            { title(scene, place, question) }
                        </legend>
                        { inputs(labels, question, slot, place, picked, on_step) }
                    </fieldset>
                    {
                        words::buttons(html! {
                            <>
                                { words::main_button(labels, Label::Check, on_step, check) }
                                { words::quiet_button(labels, Label::Show, on_step, show) }
                            </>
                        })
                    }
                    // Below the buttons, which so stay where they are; there before it speaks, so that its words are
                    // announced (WCAG technique ARIA22).
                    <p class="reminder" role="status" aria-atomic="true">
                        if reminded { { words::label(labels, Label::NothingChosen) } }
                    </p>
                </form>
            }
        }
        (State::Committed(response), Some(question)) => html! {
            <div class="card answered">
                { title(scene, place, question) }
                { feedback::view(scene, question, &slot.order, response, next()) }
            </div>
        },
        (state, question) => html! {
            <div class="card">
                { words::heading(words::small(number(scene, place))) }
                { void(scene, state, question) }
                { next() }
            </div>
        },
    }
}

/// The heading with the number of a question, and what it asks. All that a reader has to know of its choices is in it too.
pub fn title(scene: Scene<'_>, place: usize, question: &Question) -> Html {
    let labels = &scene.bank.parts().labels;
    html! {
        <h3 part="question">
            { words::small(number(scene, place)) }
            { words::text(labels, &question.stem, &question.speech) }
            if question.is_choose_all() {
                { words::small(words::label(labels, Label::ChooseAll)) }
            }
        </h3>
    }
}

/// Which question it is, of how many.
pub fn number(scene: Scene<'_>, place: usize) -> Html {
    VText::new(progress::number(scene, place)).into()
}

/// Why nothing is asked here any more.
pub fn void(scene: Scene<'_>, state: State, question: Option<&Rc<Question>>) -> Html {
    let labels = &scene.bank.parts().labels;
    match question.filter(|question| question.is_withdrawn()) {
        Some(question) => words::status(labels, question),
        None => {
            let why = match state {
                State::Void(Void::ArticleChanged) => Label::ArticleChanged,
                _ => Label::Gone,
            };
            words::note(words::label(labels, why))
        }
    }
}

/// The choices as the browser's own radio buttons or checkboxes, whose keys readers know.
fn inputs(
    labels: &Labels,
    question: &Question,
    slot: &Slot,
    place: usize,
    picked: ChoiceSet,
    on_step: &Callback<Step>,
) -> Html {
    let choices = slot.order.iter().filter_map(|&ix| Some((ix, question.choices.get(ix)?)));
    choices
        .map(|(ix, choice)| {
            html! {
                <label part="choice" key={&*choice.id}>
                    <input type={words::kind(question)} name={AttrValue::from(Rc::clone(&question.id))}
                        value={AttrValue::from(Rc::clone(&choice.id))} checked={picked.contains(ix)}
                        onchange={Step::Did(Action::ChoicePicked { slot: place, choice: ix }).on_event(on_step)} />
                    { words::text(labels, &choice.text, &choice.speech) }
                </label>
            }
        })
        .collect()
}
