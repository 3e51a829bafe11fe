//! What stands in the first question's place when the reader was here before.

use newsquiz_core::labels::Label;
use yew::prelude::*;

use crate::{
    step::Step,
    view::{Scene, words},
};

/// Where the reader was, and the ways on: to go on from there, to start again, or to leave no trace. The scene is the
/// one of then.
pub fn view(scene: Scene<'_>, on_step: &Callback<Step>) -> Html {
    let labels = &scene.bank.parts().labels;
    let (place, count) = (scene.attempt.current(), scene.attempt.slots().len());
    let resume = if place < count { Label::Resume } else { Label::Finish };
    html! {
        <div class="card">
            { words::heading(words::filled(labels, Label::Kept, count.min(place + 1), count)) }
            if scene.attempt.is_edited() {
                { words::note(words::label(labels, Label::Edited)) }
            }
            {
                words::buttons(html! {
                    <>
                        { words::main_button(labels, resume, on_step, Step::Decided { goes_on: true }) }
                        { words::quiet_button(labels, Label::Afresh, on_step, Step::Decided { goes_on: false }) }
                        { words::quiet_button(labels, Label::Forget, on_step, Step::Forgot) }
                    </>
                })
            }
        </div>
    }
}
