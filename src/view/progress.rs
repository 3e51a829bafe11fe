//! How far the reader is, and the running score.

use newsquiz_core::{digits::decimal, labels::Label};
use yew::prelude::*;

use crate::view::{Scene, words};

/// The steps and the running score. It is no status: the verdict, which takes the focus, says it ([`told`]).
pub fn view(scene: Scene<'_>) -> Html {
    let told = told(scene);
    html! {
        <div class="progress">
            { steps(scene) }
            // A new one in place of what a page's translator made of it.
            <p key={&*told}>{ told.clone() }</p>
        </div>
    }
}

/// What is told of the score so far; nothing before the first answer, nor at the end, where the result says it.
pub fn told(Scene { bank, attempt, .. }: Scene<'_>) -> String {
    if !attempt.is_answered() || attempt.slots().len() <= attempt.current() {
        return String::new();
    }
    let labels = &bank.parts().labels;
    let answered = attempt.slots().iter().filter(|slot| slot.response().is_some()).count();
    labels.fill(Label::Score, &words::points(labels, attempt.score(bank).points()), &decimal(answered as u32))
}

/// A step for each question, with the mark it got. They are for the eye alone: the number of the question stands in its
/// heading, the marks in words in the feedback.
pub fn steps(Scene { bank, attempt, .. }: Scene<'_>) -> Html {
    let steps = attempt.slots().iter().enumerate().map(|(ix, slot)| {
        let (sign, mark) = match slot.mark(bank).map(words::mark) {
            Some((_, sign, name)) => (sign, name),
            None if !slot.counts() => ("–", "none"),
            None if ix == attempt.current() => ("", "here"),
            None => ("", "open"),
        };
        html! { <li data-mark={mark}>{ sign }</li> }
    });
    html! { <ol aria-hidden="true">{ for steps }</ol> }
}
