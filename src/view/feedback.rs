//! What follows a committed response: the choices as they were, the verdict, the answer, and why.

use newsquiz_core::{
    bank::Question,
    choice_set::ChoiceSet,
    labels::Label,
    score::{self, Mark},
};
use yew::prelude::*;

use crate::view::{Scene, account, choices, words};

/// The choices with what they were, and the feedback under its heading.
pub fn view(scene: Scene<'_>, question: &Question, order: &[usize], response: ChoiceSet) -> Html {
    let labels = &scene.bank.parts().labels;
    let mark = score::mark(question, response);
    let (verdict, sign, name) = words::mark(mark);
    let verdict = if mark == Mark::NotAnswered { Label::Shown } else { verdict };
    html! {
        <>
            { choices::answered(labels, question, order, response) }
            <div class="feedback" part="feedback" data-mark={name}>
                <h4 tabindex="-1">
                    { words::sign(sign) }{ words::label(labels, verdict) }
                </h4>
                if mark != Mark::Right {
                    { account::keys(labels, question, order) }
                }
                { account::picked(labels, question, order, response) }
                { account::view(scene, question) }
            </div>
        </>
    }
}
