//! How far the reader is, and the running score.

use newsquiz_core::labels::Label;
use yew::prelude::*;

use crate::view::{Scene, words};

/// The steps, and the score so far. A change of the score is told after the verdict, which takes the focus.
pub fn view(scene: Scene<'_>) -> Html {
    let Scene { bank, attempt, .. } = scene;
    let labels = &bank.parts().labels;
    let score = words::points(labels, attempt.score(bank));
    html! {
        <div class="progress">
            { steps(scene) }
            // There before it speaks (WCAG technique ARIA22).
            <p role="status">
                // A page's translator replaces texts, which a program that changed them in place would not see: by its
                // key this one is made anew.
                if attempt.is_answered() {
                    <span key={&*score}>{ labels.fill(Label::Score, &score, "") }</span>
                }
            </p>
        </div>
    }
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
