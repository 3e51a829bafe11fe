//! The question that the reader is at: to be answered, or answered.

use std::rc::Rc;

use newsquiz_core::{
    attempt::{Action, Slot, State, Void},
    bank::Question,
    choice_set::ChoiceSet,
    labels::Label,
};
use yew::prelude::*;

use crate::view::{Scene, feedback, words};

/// The question of a slot, with the buttons for what the reader can do.
pub fn view(scene: Scene<'_>, slot: &Slot, on_action: &Callback<Action>) -> Html {
    let labels = &scene.bank.parts().labels;
    let (place, count) = (scene.attempt.current(), scene.attempt.slots().len());
    let next = || {
        let words = if place + 1 == count { Label::Finish } else { Label::Next };
        let on_next = on_action.reform(move |_| Action::WentOn { slot: place });
        html! { <div class="buttons">{ words::main_button(labels, words, &on_next) }</div> }
    };
    match (slot.state(), slot.question(scene.bank)) {
        (State::Open { picked, reminded }, Some(question)) => {
            let on_check = on_action.reform(move |_| Action::ResponseSubmitted { slot: place });
            // A sandboxed frame submits no forms, so that Enter does not go by way of one.
            let on_key = {
                let on_action = on_action.clone();
                move |event: KeyboardEvent| {
                    if event.key() == "Enter" {
                        event.prevent_default();
                        on_action.emit(Action::ResponseSubmitted { slot: place });
                    }
                }
            };
            let on_show = on_action.reform(move |_| Action::AnswerShown { slot: place });
            html! {
                // It submits nothing: it keeps these radio buttons apart from those of the first body, which have the
                // same names.
                <form class="card">
                    <fieldset onkeydown={on_key}>
                        <legend part="question" ref={scene.heading} tabindex="-1">{ title(scene, place, question) }</legend>
                        { inputs(question, slot, place, picked, on_action) }
                    </fieldset>
                    <div class="buttons">
                        { words::main_button(labels, Label::Check, &on_check) }
                        { words::quiet_button(labels, Label::Show, &on_show) }
                    </div>
                    // Below the buttons, which so stay where they are; there before it speaks, so that its words are
                    // announced (WCAG technique ARIA22).
                    <p class="reminder" role="status" aria-atomic="true">
                        if reminded { { words::label(labels, Label::NothingChosen) } }
                    </p>
                </form>
            }
        }
        (State::Committed(response), Some(question)) => html! {
            <div class="card">
                <p class="stem" part="question">{ title(scene, place, question) }</p>
                { feedback::view(scene, question, &slot.order, response) }
                { next() }
            </div>
        },
        (state, question) => html! {
            <div class="card">
                <h3 ref={scene.heading} tabindex="-1">{ words::small(number(scene, place)) }</h3>
                { void(scene, state, question) }
                { next() }
            </div>
        },
    }
}

/// The number of a question, and what it asks. All that a reader has to know of its choices is in it too.
pub fn title(scene: Scene<'_>, place: usize, question: &Question) -> Html {
    html! {
        <>
            { words::small(number(scene, place)) }
            { words::text(&question.stem, &question.speech) }
            if question.is_choose_all() {
                { words::small(words::label(&scene.bank.parts().labels, Label::ChooseAll)) }
            }
        </>
    }
}

/// Which question it is, of how many.
pub fn number(scene: Scene<'_>, place: usize) -> Html {
    let count = scene.attempt.slots().len();
    words::filled(&scene.bank.parts().labels, Label::Progress, place + 1, count)
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
            html! { <p class="note">{ words::label(labels, why) }</p> }
        }
    }
}

/// The choices as the browser's own radio buttons or checkboxes, whose keys readers know.
fn inputs(
    question: &Question,
    slot: &Slot,
    place: usize,
    picked: ChoiceSet,
    on_action: &Callback<Action>,
) -> Html {
    let choices = slot.order.iter().filter_map(|&ix| Some((ix, question.choices.get(ix)?)));
    choices
        .map(|(ix, choice)| {
            html! {
                <label part="choice" key={&*choice.id}>
                    <input type={words::kind(question)} name={AttrValue::from(Rc::clone(&question.id))}
                        value={AttrValue::from(Rc::clone(&choice.id))} checked={picked.contains(ix)} autocomplete="off"
                        onchange={on_action.reform(move |_| Action::ChoicePicked { slot: place, choice: ix })} />
                    { words::text(&choice.text, &choice.speech) }
                </label>
            }
        })
        .collect()
}
