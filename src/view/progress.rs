//! How far the reader is, and the running score.

use newsquiz_core::{labels::Label, score::Score};
use yew::prelude::*;

use crate::view::{Scene, words};

/// A step for each question, with the mark it got, and the score so far. The steps are for the eye alone: the number
/// of the question stands in its legend, the marks in words in the feedback.
pub fn view(Scene { bank, attempt, .. }: Scene<'_>) -> Html {
    let labels = &bank.parts().labels;
    let score = words::points(labels, Score::of(attempt, bank));
    let steps = attempt.slots().iter().enumerate().map(|(ix, slot)| {
        let (sign, mark) = match slot.mark(bank).map(words::mark) {
            Some((_, sign, name)) => (sign, name),
            None if !slot.counts() => ("–", "none"),
            None if ix == attempt.current() => ("", "here"),
            None => ("", "open"),
        };
        html! { <li data-mark={mark}>{ sign }</li> }
    });
    html! {
        <div class="progress">
            <ol aria-hidden="true">{ for steps }</ol>
            // A page's translator replaces texts, which a program that changed them in place would not see: by its key
            // the paragraph is made anew.
            if attempt.slots().iter().any(|slot| slot.response().is_some()) {
                <p key={&*score}>{ labels.fill(Label::Score, &score, "") }</p>
            }
        </div>
    }
}
