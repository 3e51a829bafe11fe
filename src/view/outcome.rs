//! The end of an attempt: score, band, and every question again.

use std::cmp::Ordering;

use newsquiz_core::{
    attempt::{Action, Slot},
    bank::Question,
    choice_set::ChoiceSet,
    labels::{Label, Labels},
    score::{self, Points},
};
use yew::{prelude::*, virtual_dom::VText};

use crate::{
    step::Step,
    view::{Scene, account, choices, head, question, words},
};

/// The end of an attempt: score, band, and every question again. The heading takes the focus. `to_beat` is what the reader had
/// who passed the draw on.
///
/// What the review unfolds takes longer to build than all else on the screen: so it `is_whole` when the reader has seen the
/// rest.
pub fn view(scene: Scene<'_>, to_beat: Option<Points>, is_whole: bool, on_step: &Callback<Step>) -> Html {
    let Scene { bank, attempt, .. } = scene;
    let parts = bank.parts();
    let labels = &parts.labels;
    let score = attempt.score(bank);
    let run = attempt.run();
    let is_all_right = score.percent() == 100;
    html! {
        <div class="card outcome" data-mark={is_all_right.then_some("right")}>
            {
                words::heading(html! {
                    <>
                        { words::small(words::label(labels, Label::Outcome)) }
                        <strong>{ head::of_all(scene, Label::Points, score.points()) }</strong>
                    </>
                })
            }
            if let Some(band) = score::reached(&parts.bands, score.percent()) {
                <p class="stem" lang={words::foreign(labels)} dir="auto">{ words::plain(&band.title) }</p>
                { words::paragraph(labels, &band.text) }
            }
            if let Some(points) = to_beat {
                { words::note(compared(scene, points)) }
            }
            if score.percent() < attempt.best() && labels.are_new() {
                { words::note(head::of_all(scene, Label::Best, Points::of_percent(attempt.best(), score.maximum))) }
            }
            <p>
                <a href={scene.article.clone()}>{ words::within(labels, words::plain(&parts.article.title)) }</a>
            </p>
            {
                words::buttons(html! {
                    <>
                        { words::main_button(labels, Label::Share, on_step, Step::Shared) }
                        { words::quiet(again(scene), on_step, Step::WantedOthers) }
                        if attempt.can_retry(bank) {
                            { words::quiet_button(labels, Label::Retry, on_step, Step::Did(Action::Retried { run })) }
                        }
                        // Where the publisher lets the quiz remember; see the style sheet.
                        <span class="forget">{ words::quiet_button(labels, Label::Forget, on_step, Step::Forgot) }</span>
                    </>
                })
            }
            // share.js says here what came of it.
            <p class="shared" role="status" data-text={AttrValue::from(labels.get(Label::Passed))}
                data-copied={AttrValue::from(labels.get(Label::Copied))}
                data-link={AttrValue::from(labels.get(Label::CopyThis))} />
            <h4>{ words::label(labels, Label::Review) }</h4>
            <ol class="review" role="list">
                { for attempt.slots().iter().map(|slot| reviewed(scene, slot, is_whole)) }
            </ol>
        </div>
    }
}

/// How the reader did beside who passed the draw on. A bank that was compiled before has words for what was to beat alone.
fn compared(scene: Scene<'_>, to_beat: Points) -> Html {
    let points = scene.attempt.score(scene.bank).points();
    if !scene.bank.parts().labels.are_new() {
        return head::of_all(scene, Label::ToBeat, to_beat);
    }
    let label = match points.cmp(&to_beat) {
        Ordering::Greater => Label::Won,
        Ordering::Equal => Label::Level,
        Ordering::Less => Label::Missed,
    };
    head::of_all(scene, label, points.apart(to_beat))
}

/// The words for the way to other questions: how many there are, where they are all new.
fn again(Scene { bank, attempt, .. }: Scene<'_>) -> Html {
    let labels = &bank.parts().labels;
    let count = bank.draw_len();
    let are_all_new = labels.are_new() && count <= attempt.unseen(bank);
    words::filled(labels, if are_all_new { Label::NewQuestions } else { Label::Again }, count, 0)
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
                    { picked_and_right(labels, question, &slot.order, response) }
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

/// What was picked and what would have been right, in a line; nothing where that is one.
fn picked_and_right(labels: &Labels, question: &Question, order: &[usize], response: ChoiceSet) -> Html {
    let keys = question.keys();
    if response == keys || response == ChoiceSet::EMPTY {
        return Html::default();
    }
    let [mut picked, mut right] = [String::new(), String::new()];
    for &ix in order {
        let text = question.choices.get(ix).map_or("", |choice| &*choice.text);
        for (set, texts) in [(response, &mut picked), (keys, &mut right)] {
            if set.contains(ix) {
                texts.push_str(if texts.is_empty() { "" } else { ", " });
                texts.push_str(text);
            }
        }
    }
    let words = labels.fill(Label::Compared, &picked, &right);
    words::small(words::within(labels, VText::new(words).into()))
}
