//! How far the reader is, and the running score.

use newsquiz_core::labels::Label;
use yew::prelude::*;

use crate::view::{Scene, words};

/// The steps, and the place of the running score, which the page fills in with what it is told ([`told`]).
pub fn view(scene: Scene<'_>) -> Html {
    html! {
        <div class="progress">
            { steps(scene) }
            // There before it speaks (WCAG technique ARIA22).
            <p role="status" />
        </div>
    }
}

/// What is told of the score so far, after the verdict, which takes the focus; nothing before the first answer.
pub fn told(Scene { bank, attempt, .. }: Scene<'_>) -> String {
    if !attempt.is_answered() {
        return String::new();
    }
    let labels = &bank.parts().labels;
    labels.fill(Label::Score, &words::points(labels, attempt.score(bank).points()), "")
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
