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
    let keys = question.choices.iter().filter(|choice| choice.correct).enumerate().map(|(ix, key)| {
        html! {
            <>
                if ix != 0 { { "; " } }
                <strong>{ words::text(&key.text, &key.speech) }</strong>
            </>
        }
    });
    html! {
        <>
            { choices::answered(labels, question, order, response) }
            <div class="nq-feedback" data-mark={name}>
                <h2 ref={scene.heading} tabindex="-1">
                    { words::sign(sign) }{ words::label(labels, verdict) }
                </h2>
                if mark != Mark::Right {
                    <p>{ words::label(labels, Label::RightChoice) }{ ": " }{ for keys }</p>
                }
                { account::view(scene, question, response) }
            </div>
        </>
    }
}
