//! The end of an attempt: score, band, and every question again.

use newsquiz_core::{
    attempt::{Action, Slot},
    digits::decimal,
    labels::Label,
    score::{self, Points},
};
use yew::prelude::*;

use crate::{
    step::Step,
    view::{Scene, account, choices, question, words},
};

/// The end of an attempt: score, band, and every question again. The heading takes the focus. `to_beat` is what the reader had
/// who passed the draw on.
///
/// What the review unfolds takes longer to build than all else on the screen: so it `is_whole` when the reader has seen the
/// rest, which the page tells by a `load` event at the list.
pub fn view(scene: Scene<'_>, to_beat: Option<Points>, is_whole: bool, on_step: &Callback<Step>) -> Html {
    let Scene { bank, attempt, .. } = scene;
    let labels = &bank.parts().labels;
    let run = attempt.run();
    let score = attempt.score(bank);
    let of_all = |label, points| labels.fill(label, &words::points(labels, points), &decimal(score.maximum));
    html! {
        <div class="card">
            <h3 tabindex="-1">
                { words::small(words::label(labels, Label::Outcome)) }
                <strong>{ of_all(Label::Points, score.points()) }</strong>
            </h3>
            if let Some(band) = score::reached(&bank.parts().bands, score.percent()) {
                <p class="stem" lang={words::foreign(labels)} dir="auto">{ words::plain(&band.title) }</p>
                { words::paragraph(labels, &band.text) }
            }
            if let Some(points) = to_beat {
                <p>{ of_all(Label::ToBeat, points) }</p>
            }
            if score.percent() < attempt.best() {
                <p>{ words::filled(labels, Label::Best, attempt.best().into(), 0) }</p>
            }
            <div class="buttons">
                { words::main_button(labels, Label::Again, on_step, Step::Restarted { run }) }
                { words::quiet_button(labels, Label::Share, on_step, Step::Shared) }
                if attempt.can_retry(bank) {
                    { words::quiet_button(labels, Label::Retry, on_step, Step::Did(Action::Retried { run })) }
                }
                // Where the publisher lets the quiz remember; see the style sheet.
                <span class="forget">{ words::quiet_button(labels, Label::Forget, on_step, Step::Forgot) }</span>
            </div>
            // share.js says here what came of it.
            <p class="shared" role="status" data-copied={AttrValue::from(labels.get(Label::Copied))}
                data-link={AttrValue::from(labels.get(Label::CopyThis))} />
            <h4>{ words::label(labels, Label::Review) }</h4>
            <ol class="review" role="list" onload={on_step.reform(|_: Event| Step::Seen)}>
                { for attempt.slots().iter().map(|slot| reviewed(scene, slot, is_whole)) }
            </ol>
        </div>
    }
}

/// One question of the review: its mark and stem, and on request all that the feedback said.
fn reviewed(scene: Scene<'_>, slot: &Slot, is_whole: bool) -> Html {
    let (Some(question), Some(response)) = (slot.question(scene.bank), slot.response()) else {
        return html! { <li>{ question::void(scene, slot.state(), slot.question(scene.bank)) }</li> };
    };
    let labels = &scene.bank.parts().labels;
    let (mark, sign, name) = words::mark(score::mark(question, response));
    html! {
        <li>
            <details>
                <summary data-mark={name}>
                    { words::sign(sign) }
                    { words::small(words::label(labels, mark)) }
                    { words::text(labels, &question.stem, &question.speech) }
                </summary>
                if is_whole {
                    { choices::answered(labels, question, &slot.order, response) }
                    { account::picked(labels, question, &slot.order, response) }
                    { account::view(scene, question) }
                }
            </details>
        </li>
    }
}
