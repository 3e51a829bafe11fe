//! What follows a committed response: the choices as they were, the verdict, the way on, and why.

use newsquiz_core::{
    bank::Question,
    choice_set::ChoiceSet,
    labels::Label,
    score::{self, Mark},
};
use yew::prelude::*;

use crate::view::{Scene, account, choices, progress, words};

/// The choices with what they were, the verdict beside the way on, and the feedback. In this order it is heard, and stands
/// in a frame, where nothing can stick to the window; elsewhere the way on is shown below (see the style sheet).
pub fn view(scene: Scene<'_>, question: &Question, order: &[usize], response: ChoiceSet, next: Html) -> Html {
    let labels = &scene.bank.parts().labels;
    let mark = score::mark(question, response);
    let (verdict, sign, name) = words::mark(mark);
    let verdict = if mark == Mark::NotAnswered { Label::Shown } else { verdict };
    html! {
        <>
            { choices::answered(labels, question, order, response) }
            <div class="row" data-mark={name}>
                <h4 tabindex="-1">
                    { words::sign(sign) }{ words::label(labels, verdict) }
                    // In the heading, which takes the focus: newer screen readers drop what is told beside it.
                    <span class="keys">
                        if mark != Mark::Right {
                            { ". " }{ account::keys(labels, question, order) }
                        }
                        { ". " }{ progress::told(scene) }
                    </span>
                </h4>
                { next }
            </div>
            <div class="feedback" part="feedback">
                { account::picked(labels, question, order, response) }
                { account::view(scene, question) }
            </div>
        </>
    }
}
