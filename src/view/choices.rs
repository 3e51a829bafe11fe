//! The choices of an answered question: each with what it was, and whether the reader chose it.

use newsquiz_core::{
    bank::Question,
    choice_set::ChoiceSet,
    labels::{Label, Labels},
};
use yew::prelude::*;

use crate::view::words;

/// The choices in the order in which they were shown.
pub fn answered(labels: &Labels, question: &Question, order: &[usize], response: ChoiceSet) -> Html {
    let choices = order.iter().filter_map(|&ix| Some((ix, question.choices.get(ix)?)));
    let rows = choices.map(|(ix, choice)| {
        let (mark, sign, tag) = match (choice.correct, response.contains(ix)) {
            (true, true) => (Some("right"), "✓", Some(Label::ChosenRight)),
            (true, false) => (Some("key"), "✓", Some(Label::RightChoice)),
            (false, true) => (Some("wrong"), "✗", Some(Label::ChosenWrong)),
            (false, false) => (None, "", None),
        };
        html! {
            <li part="choice" data-mark={mark}>
                { words::sign(sign) }
                { words::text(labels, &choice.text, &choice.speech) }
                if let Some(tag) = tag {
                    { words::small(words::label(labels, tag)) }
                }
            </li>
        }
    });
    html! { <ul class="choices" role="list">{ for rows }</ul> }
}
