//! Why the answer is what it is: the right choices, what was picked, the explanation, the article's own words.

use newsquiz_core::{
    bank::{Choice, Question},
    choice_set::ChoiceSet,
    labels::{Label, Labels},
};
use yew::prelude::*;

use crate::view::{Scene, words};

/// The right choices, in the order in which they were shown. For who listens, and for text browsers: the rows of the choices
/// say it to the eye.
pub fn keys(labels: &Labels, question: &Question, order: &[usize]) -> Html {
    let keys = order
        .iter()
        .filter_map(|&ix| question.choices.get(ix))
        .filter(|choice| choice.correct)
        .enumerate()
        .map(|(ix, key)| {
            html! {
                <>
                    if ix != 0 { { "; " } }
                    <strong>{ words::text(labels, &key.text, &key.speech) }</strong>
                </>
            }
        });
    html! { <>{ words::label(labels, Label::RightChoice) }{ ": " }{ for keys }</> }
}

/// What there is to say about the choices that were picked, in the order in which they were shown.
pub fn picked(labels: &Labels, question: &Question, order: &[usize], response: ChoiceSet) -> Html {
    let picked = order.iter().filter(|&&ix| response.contains(ix));
    picked.filter_map(|&ix| question.choices.get(ix)).map(|choice| about(labels, question, choice)).collect()
}

/// What there is to say about a choice.
pub fn about(labels: &Labels, question: &Question, choice: &Choice) -> Html {
    if choice.feedback.is_empty() {
        return Html::default();
    }
    html! {
        <p>
            // With one choice there is no doubt which one is meant; but a text browser shows what is said of all.
            <strong hidden={!question.is_choose_all()}>
                { words::text(labels, &choice.text, &choice.speech) }{ ": " }
            </strong>
            { words::within(labels, words::plain(&choice.feedback)) }
        </p>
    }
}

/// What holds whatever was picked: a correction, the explanation, and the sentence of the article.
pub fn view(scene: Scene<'_>, question: &Question) -> Html {
    let parts = scene.bank.parts();
    let labels = &parts.labels;
    let evidence = &question.evidence;
    let block = evidence.block;
    let is_web = parts.contact.starts_with("http");
    let href = [&**scene.article, &evidence.text_fragment()].concat();
    html! {
        <>
            { words::paragraph(labels, &question.explanation) }
            { words::status(labels, question) }
            <figure part="clipping">
                <figcaption>{ words::filled(labels, block.label(), block.number().into(), 0) }</figcaption>
                <blockquote part="quote" lang={words::foreign(labels)} dir="auto">
                    { words::plain(&evidence.prefix) }<mark>{ words::plain(&evidence.exact) }</mark>{ words::plain(&evidence.suffix) }
                </blockquote>
                <a {href} target="_blank" data-back={AttrValue::from(labels.get(Label::Back))}>
                    { words::label(labels, Label::InTheArticle) }
                    // The page takes it away where it shows the passage itself.
                    <span class="away">{ " " }{ words::label(labels, Label::NewTab) }</span>
                </a>
            </figure>
            if !parts.contact.is_empty() {
                <p class="contact">
                    // A page opens beside the quiz, a letter does not open a page.
                    <a href={[&*parts.contact, &question.id].concat()}
                        target={if is_web { "_blank" } else { "_self" }}>
                        { words::label(labels, Label::Contact) }
                    </a>
                </p>
            }
        </>
    }
}
