//! The question that the reader is at: to be answered, or answered.

use std::rc::Rc;

use newsquiz_core::{
    attempt::{Action, Slot, State},
    bank::Question,
    choice_set::ChoiceSet,
    labels::Label,
};
use yew::prelude::*;

use crate::view::{Scene, feedback, words};

/// The question of a slot, with the buttons for what the reader can do.
pub fn view(scene: Scene<'_>, slot: &Slot, on_action: &Callback<Action>) -> Html {
    let Some(question) = scene.bank.question(slot.question) else {
        return Html::default();
    };
    let labels = &scene.bank.parts().labels;
    let (place, count) = (scene.attempt.current(), scene.attempt.slots().len());
    let number = labels.fill(Label::Progress, &(place + 1).to_string(), &count.to_string());
    let title =
        html! { <>{ words::small(number.into()) }{ words::text(&question.stem, &question.speech) }</> };
    match slot.state() {
        State::Open { picked, reminded } => {
            let on_submit = on_action.reform(move |event: SubmitEvent| {
                event.prevent_default();
                Action::ResponseSubmitted { slot: place }
            });
            let on_show = on_action.reform(move |_| Action::AnswerShown { slot: place });
            html! {
                <form class="nq-card" onsubmit={on_submit}>
                    <fieldset>
                        // All that a reader has to know of the group is in its name.
                        <legend ref={scene.heading} tabindex="-1">
                            { title }
                            if question.is_choose_all() {
                                { words::small(words::label(labels, Label::ChooseAll)) }
                            }
                        </legend>
                        { inputs(question, slot, place, picked, on_action) }
                    </fieldset>
                    // It is there before it speaks, so that its words are announced (WCAG technique ARIA22).
                    <p class="nq-reminder" role="status" aria-atomic="true">
                        if reminded { { words::label(labels, Label::NothingChosen) } }
                    </p>
                    <button class="nq-main">{ words::label(labels, Label::Check) }</button>
                    { words::quiet_button(labels, Label::Show, &on_show) }
                </form>
            }
        }
        State::Committed(response) => {
            let next = if place + 1 == count { Label::Finish } else { Label::Next };
            let on_next = on_action.reform(move |_| Action::WentOn { slot: place });
            html! {
                <div class="nq-card">
                    <p class="nq-stem">{ title }</p>
                    { feedback::view(scene, question, &slot.order, response) }
                    { words::main_button(labels, next, &on_next) }
                </div>
            }
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
    let kind = if question.is_choose_all() { "checkbox" } else { "radio" };
    let choices = slot.order.iter().filter_map(|&ix| Some((ix, question.choices.get(ix)?)));
    choices
        .map(|(ix, choice)| {
            html! {
                <label key={&*choice.id}>
                    <input type={kind} name={AttrValue::from(Rc::clone(&question.id))}
                        value={AttrValue::from(Rc::clone(&choice.id))} checked={picked.contains(ix)}
                        onchange={on_action.reform(move |_| Action::ChoicePicked { slot: place, choice: ix })} />
                    { words::text(&choice.text, &choice.speech) }
                </label>
            }
        })
        .collect()
}
