//! Title, introduction, what was drawn, and what there is to beat: all of it at the start, and then the title alone.

use newsquiz_core::{digits::decimal, labels::Label, score::Points};
use yew::{prelude::*, virtual_dom::VText};

use crate::{
    step::Step,
    view::{Scene, words},
};

/// The title; until the reader has gone on from the first question also the introduction, what was drawn, with a way to
/// other questions, and `to_beat`, what the reader had who passed the draw on.
pub fn view(scene: Scene<'_>, to_beat: Option<Points>, on_step: &Callback<Step>) -> Html {
    let Scene { bank, attempt, .. } = scene;
    let parts = bank.parts();
    let labels = &parts.labels;
    let is_at_start = attempt.current() == 0;
    html! {
        <div>
            <h2 data-begun={(!is_at_start).then_some("")} part="title" lang={words::foreign(labels)} dir="auto">{ words::plain(&parts.title) }</h2>
            if is_at_start {
                if !parts.intro.is_empty() {
                    <p class="intro" lang={words::foreign(labels)} dir="auto">{ words::plain(&parts.intro) }</p>
                }
                { drawn(scene, on_step) }
                if let Some(points) = to_beat {
                    { words::note(of_all(scene, Label::ToBeat, points)) }
                }
            }
        </div>
    }
}

/// What was drawn. With nothing left to draw there are no others, and nothing was chosen from.
fn drawn(Scene { bank, attempt, .. }: Scene<'_>, on_step: &Callback<Step>) -> Html {
    let labels = &bank.parts().labels;
    let (drawn, all) = (attempt.slots().len(), bank.playable());
    if drawn == all {
        return Html::default();
    }
    html! {
        <div class="drawn">
            <span>{ words::filled(labels, Label::Drawn, drawn, all) }</span>
            { words::quiet_button(labels, Label::Others, on_step, Step::WantedOthers) }
        </div>
    }
}

/// Words with points, and the most that there are.
pub fn of_all(Scene { bank, attempt, .. }: Scene<'_>, label: Label, points: Points) -> Html {
    let labels = &bank.parts().labels;
    let maximum = decimal(attempt.score(bank).maximum);
    VText::new(labels.fill(label, &words::points(labels, points), &maximum)).into()
}
