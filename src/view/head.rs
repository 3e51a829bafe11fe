//! Title, introduction, and what was drawn.

use newsquiz_core::labels::Label;
use yew::prelude::*;

use crate::{
    step::Step,
    view::{Scene, words},
};

/// Title, introduction, and what was drawn, with a way to other questions.
pub fn view(Scene { bank, attempt, .. }: Scene<'_>, on_step: &Callback<Step>) -> Html {
    let parts = bank.parts();
    let labels = &parts.labels;
    let (drawn, all) = (attempt.slots().len(), bank.playable());
    html! {
        <div>
            <h2 part="title" lang={words::foreign(labels)} dir="auto">{ words::plain(&parts.title) }</h2>
            if !parts.intro.is_empty() {
                <p class="intro" lang={words::foreign(labels)} dir="auto">{ words::plain(&parts.intro) }</p>
            }
            <div class="drawn">
                <span>{ words::filled(labels, Label::Drawn, drawn, all) }</span>
                // With nothing left to draw, there are no others.
                if drawn < all {
                    { words::quiet_button(labels, Label::Others, on_step, Step::Restarted { run: attempt.run() }) }
                }
            </div>
        </div>
    }
}
