//! How far the reader is, and the running score.

use newsquiz_core::{digits::decimal, labels::Label};
use yew::prelude::*;

use crate::{
    step::Step,
    view::{Scene, words},
};

/// The steps and the running score. It is no status: the verdict, which takes the focus, says it ([`told`]).
///
/// `has_result`: the result stands below. The style sheet could find that out itself, by `:has()`, and then browsers ask it
/// again for all steps whenever the focus moves or a choice is picked.
pub fn view(scene: Scene<'_>, has_result: bool, on_step: &Callback<Step>) -> Html {
    let is_over = scene.attempt.slots().len() <= scene.attempt.current();
    // At the end the result says it.
    let told = if is_over { String::new() } else { told(scene) };
    html! {
        <div class="progress" data-result={has_result.then_some("")}>
            { steps(scene, on_step) }
            // A new one in place of what a page's translator made of it.
            <p key={&*told}>{ told.clone() }</p>
        </div>
    }
}

/// What is told of the score so far; nothing before the first answer.
pub fn told(Scene { bank, attempt, .. }: Scene<'_>) -> String {
    if !attempt.is_answered() {
        return String::new();
    }
    let labels = &bank.parts().labels;
    let answered = attempt.slots().iter().filter(|slot| slot.response().is_some()).count();
    labels.fill(Label::Score, &words::points(labels, attempt.score(bank).points()), &decimal(answered as u32))
}

/// A step for each question. Each that was answered has its mark, and shows its question again. The others are for the eye
/// alone: the number of the question stands in its heading.
pub fn steps(scene: Scene<'_>, on_step: &Callback<Step>) -> Html {
    let Scene { bank, attempt, .. } = scene;
    let labels = &bank.parts().labels;
    let steps = attempt.slots().iter().enumerate().map(|(place, slot)| {
        let (mark, inside) = match slot.mark(bank).map(words::mark) {
            Some((words, sign, name)) => {
                let told = [&*number(scene, place), ", ", &*labels.get(words)].concat();
                let onselect = Step::LookedAt { place }.on_event(on_step);
                (name, html! { <button aria-label={told} {onselect}>{ sign }</button> })
            }
            None if !slot.counts() => ("none", words::sign("–")),
            None if place == attempt.current() => ("here", Html::default()),
            None => ("open", Html::default()),
        };
        html! { <li data-mark={mark}>{ inside }</li> }
    });
    html! { <ol role="none">{ for steps }</ol> }
}

/// Which question stands at a place, of how many.
pub fn number(Scene { bank, attempt, .. }: Scene<'_>, place: usize) -> String {
    let [number, count] = [place + 1, attempt.slots().len()].map(|number| decimal(number as u32));
    bank.parts().labels.fill(Label::Progress, &number, &count)
}
