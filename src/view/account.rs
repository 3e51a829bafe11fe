//! Why the answer is what it is: about the choices that were picked, the explanation, the article's own words.

use newsquiz_core::{bank::Question, choice_set::ChoiceSet, labels::Label, passage::text_fragment};
use yew::prelude::*;

use crate::view::{Scene, words};

/// What a reader is told after a response.
pub fn view(scene: Scene<'_>, question: &Question, response: ChoiceSet) -> Html {
    let labels = &scene.bank.parts().labels;
    let evidence = &question.evidence;
    let picked = question.choices.iter().enumerate().filter(|(ix, _)| response.contains(*ix));
    let about = picked.filter(|(_, choice)| !choice.feedback.is_empty()).map(|(_, choice)| {
        html! {
            <p>
                // With one choice there is no doubt which one is meant.
                if question.is_choose_all() {
                    <strong>{ words::text(&choice.text, &choice.speech) }</strong>{ " " }
                }
                <span dir="auto">{ choice.feedback.clone() }</span>
            </p>
        }
    });
    let href = format!("{}{}", scene.article, text_fragment(&evidence.sentence()));
    html! {
        <>
            { for about }
            { words::paragraph(&question.explanation) }
            <figure>
                <blockquote dir="auto">
                    { evidence.prefix.clone() }<mark>{ evidence.exact.clone() }</mark>{ evidence.suffix.clone() }
                </blockquote>
                <figcaption>
                    <span>{ labels.fill(Label::Paragraph, &evidence.paragraph.to_string(), "") }</span>
                    <a {href} target="_blank">{ words::label(labels, Label::InTheArticle) }</a>
                </figcaption>
            </figure>
        </>
    }
}
