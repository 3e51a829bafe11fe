//! Title, introduction, and what was drawn.

use newsquiz_core::{bank::Bank, labels::Label};
use yew::prelude::*;

use crate::view::words;

/// Title, introduction, and what was drawn, with a way to other questions.
pub fn view(bank: &Bank, on_restart: &Callback<MouseEvent>) -> Html {
    let parts = bank.parts();
    let labels = &parts.labels;
    let (drawn, all) = (bank.draw_len(), bank.playable());
    html! {
        <header>
            <h2 part="title" dir="auto">{ parts.title.clone() }</h2>
            if !parts.intro.is_empty() {
                <p class="intro" dir="auto">{ parts.intro.clone() }</p>
            }
            <div class="drawn">
                <span>{ labels.fill(Label::Drawn, &drawn.to_string(), &all.to_string()) }</span>
                // With nothing left to draw, there are no others.
                if drawn < all {
                    { words::quiet_button(labels, Label::Others, on_restart) }
                }
            </div>
        </header>
    }
}
