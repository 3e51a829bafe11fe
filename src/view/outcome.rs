//! The end of an attempt: score, band, and every question again.

use newsquiz_core::{
    attempt::Slot,
    digits::decimal,
    labels::Label,
    score::{self, Points},
};
use yew::prelude::*;

use crate::view::{Scene, account, choices, question, words};

/// The ways on from the end.
#[derive(Debug, Default)]
pub struct Ways {
    /// To other questions.
    pub on_restart: Callback<MouseEvent>,
    /// To others, with the result.
    pub on_share: Callback<MouseEvent>,
    /// To what was missed.
    pub on_retry: Callback<MouseEvent>,
    /// To leave no trace.
    pub on_forget: Callback<MouseEvent>,
}

/// What is told of each question once more. Building it takes longer than all else on the screen, and it is folded: so it
/// comes when the reader has seen the rest, which the page tells by a `load` event at the list.
#[derive(Debug, Default)]
pub struct Review {
    /// Whether what it unfolds is there.
    pub is_whole: bool,
    /// The rest was seen.
    pub on_seen: Callback<Event>,
}

/// The end of an attempt: score, band, and every question again. The heading takes the focus. `to_beat` is what the reader had
/// who passed the draw on.
pub fn view(scene: Scene<'_>, to_beat: Option<Points>, ways: &Ways, review: &Review) -> Html {
    let Scene { bank, attempt, .. } = scene;
    let labels = &bank.parts().labels;
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
                { words::main_button(labels, Label::Again, &ways.on_restart) }
                { words::quiet_button(labels, Label::Share, &ways.on_share) }
                if attempt.can_retry(bank) {
                    { words::quiet_button(labels, Label::Retry, &ways.on_retry) }
                }
                // Where the publisher lets the quiz remember; see the style sheet.
                <span class="forget">{ words::quiet_button(labels, Label::Forget, &ways.on_forget) }</span>
            </div>
            // share.js says here what came of it.
            <p class="shared" role="status" data-copied={AttrValue::from(labels.get(Label::Copied))}
                data-link={AttrValue::from(labels.get(Label::CopyThis))} />
            <h4>{ words::label(labels, Label::Review) }</h4>
            <ol class="review" role="list" onload={&review.on_seen}>
                { for attempt.slots().iter().map(|slot| reviewed(scene, slot, review.is_whole)) }
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
