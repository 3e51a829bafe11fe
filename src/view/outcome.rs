//! The end of an attempt: score, band, and every question again.

use newsquiz_core::{
    attempt::Slot,
    labels::Label,
    score::{self, Score},
};
use yew::prelude::*;

use crate::view::{Scene, account, choices, words};

/// The end of an attempt: score, band, and every question again. The heading takes the focus.
pub fn view(scene: Scene<'_>, on_restart: &Callback<MouseEvent>) -> Html {
    let Scene { bank, attempt, heading, .. } = scene;
    let labels = &bank.parts().labels;
    let score = Score::of(attempt, bank);
    let points = labels.fill(Label::Points, &words::points(labels, score), &score.maximum.to_string());
    html! {
        <div class="nq-card">
            <h2 ref={heading} tabindex="-1">
                { words::small(words::label(labels, Label::Outcome)) }
                <strong>{ points }</strong>
            </h2>
            if let Some(band) = score::reached(&bank.parts().bands, score.percent()) {
                <p class="nq-stem" dir="auto">{ band.title.clone() }</p>
                { words::paragraph(&band.text) }
            }
            { words::main_button(labels, Label::Again, on_restart) }
            <h3>{ words::label(labels, Label::Review) }</h3>
            <ol class="nq-review" role="list">
                { for attempt.slots().iter().filter_map(|slot| review(scene, slot)) }
            </ol>
        </div>
    }
}

/// One question of the review: its mark and stem, and on request all that the feedback said.
fn review(scene: Scene<'_>, slot: &Slot) -> Option<Html> {
    let question = scene.bank.question(slot.question)?;
    let response = slot.response()?;
    let labels = &scene.bank.parts().labels;
    let (mark, sign, name) = words::mark(score::mark(question, response));
    Some(html! {
        <li>
            <details>
                <summary data-mark={name}>
                    { words::sign(sign) }
                    { words::small(words::label(labels, mark)) }
                    { words::text(&question.stem, &question.speech) }
                </summary>
                { choices::answered(labels, question, &slot.order, response) }
                { account::view(scene, question, response) }
            </details>
        </li>
    })
}
