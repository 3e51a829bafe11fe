//! What stands in the first question's place when the reader was here before.

use newsquiz_core::labels::Label;
use yew::prelude::*;

use crate::{
    step::Step,
    view::{Scene, question, words},
};

/// Where the reader was, and the ways on: to go on from there, to start again, or to leave no trace. The scene is the
/// one of then.
pub fn view(scene: Scene<'_>, on_step: &Callback<Step>) -> Html {
    let labels = &scene.bank.parts().labels;
    let place = scene.attempt.current();
    let is_finished = scene.attempt.slots().len() <= place;
    let resume = if is_finished { Label::Finish } else { Label::Resume };
    html! {
        <div class="card">
            <h3 tabindex="-1">
                { words::label(labels, Label::Kept) }
                if !is_finished { { words::small(question::number(scene, place)) } }
            </h3>
            if scene.attempt.is_edited() {
                <p>{ words::label(labels, Label::Edited) }</p>
            }
            <div class="buttons">
                { words::main_button(labels, resume, on_step, Step::Decided { goes_on: true }) }
                { words::quiet_button(labels, Label::Afresh, on_step, Step::Decided { goes_on: false }) }
                { words::quiet_button(labels, Label::Forget, on_step, Step::Forgot) }
            </div>
        </div>
    }
}
