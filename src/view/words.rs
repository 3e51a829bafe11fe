//! Small pieces of text that several views show.

use std::rc::Rc;

use newsquiz_core::{
    bank::{Bank, Direction, Parts, Question, Speech},
    digits::decimal,
    labels::{Label, Labels},
    score::{Mark, Points},
};
use yew::{prelude::*, virtual_dom::VText};

use crate::step::Step;

/// The sign of a mark, for the eye: its words stand beside it.
pub fn sign(sign: &'static str) -> Html {
    html! { <b aria-hidden="true">{ sign }</b> }
}

/// Small print: what something is, or was.
pub fn small(text: Html) -> Html {
    html! { <small>{ text }</small> }
}

/// The words of a label.
pub fn label(labels: &Labels, label: Label) -> Html {
    plain(&labels.get(label))
}

/// The words of a label with numbers in its places.
pub fn filled(labels: &Labels, label: Label, first: usize, second: usize) -> Html {
    let [first, second] = [first, second].map(|number| decimal(number as u32));
    VText::new(labels.fill(label, &first, &second)).into()
}

/// A text as it is. Without formatting it, as the usual conversion does.
pub fn plain(text: &Rc<str>) -> Html {
    VText::new(Rc::clone(text)).into()
}

/// A mark in words and its sign; the name is the one that the style sheet knows.
pub fn mark(mark: Mark) -> (Label, &'static str, &'static str) {
    let (label, sign) = match mark {
        Mark::Right => (Label::Right, "✓"),
        Mark::Partly => (Label::Partly, "½"),
        Mark::Wrong => (Label::Wrong, "✗"),
        Mark::NotAnswered => (Label::NotAnswered, "–"),
    };
    (label, sign, mark.name())
}

/// Points, with a tenth where they are not whole.
pub fn points(labels: &Labels, points: Points) -> String {
    points.text(&labels.get(Label::Decimal))
}

/// The button for the way on.
pub fn main_button(labels: &Labels, words: Label, on_step: &Callback<Step>, step: Step) -> Html {
    let onselect = step.on_event(on_step);
    html! { <button type="button" class="main" part="button" {onselect}>{ label(labels, words) }</button> }
}

/// A button for what few readers do.
pub fn quiet_button(labels: &Labels, words: Label, on_step: &Callback<Step>, step: Step) -> Html {
    quiet(label(labels, words), on_step, step)
}

/// The same with words that are made for it.
pub fn quiet(words: Html, on_step: &Callback<Step>, step: Step) -> Html {
    html! { <button type="button" class="quiet" onselect={step.on_event(on_step)}>{ words }</button> }
}

/// The language of the interface.
pub fn lang(bank: &Bank) -> AttrValue {
    let Parts { lang, labels, .. } = bank.parts();
    Rc::clone(labels.langs.as_ref().map_or(lang, |[lang, _]| lang)).into()
}

/// The language of authors' texts, where it is not that of the interface around them.
pub fn foreign(labels: &Labels) -> Option<AttrValue> {
    labels.langs.as_ref().map(|[_, bank]| Rc::clone(bank).into())
}

/// A paragraph of an author's text; nothing when there is none.
pub fn paragraph(labels: &Labels, text: &Rc<str>) -> Html {
    if text.is_empty() {
        Html::default()
    } else {
        html! { <p lang={foreign(labels)} dir="auto">{ plain(text) }</p> }
    }
}

/// A row of buttons.
pub fn buttons(all: Html) -> Html {
    html! { <div class="buttons">{ all }</div> }
}

/// The heading of a card, which takes the focus.
pub fn heading(words: Html) -> Html {
    html! { <h3 tabindex="-1">{ words }</h3> }
}

/// What is told of a question or of other readers, apart from the texts around it.
pub fn note(words: Html) -> Html {
    html! { <p class="note">{ words }</p> }
}

/// An author's text within words of the interface.
pub fn within(labels: &Labels, text: Html) -> Html {
    html! { <span lang={foreign(labels)} dir="auto">{ text }</span> }
}

/// The kind of input for a question's choices.
pub fn kind(question: &Question) -> &'static str {
    if question.is_choose_all() { "checkbox" } else { "radio" }
}

/// What editors did to a question; nothing when they did nothing.
pub fn status(labels: &Labels, question: &Question) -> Html {
    let Some(status) = &question.status else { return Html::default() };
    html! {
        <p class="note">
            <strong>{ status.told(labels) }</strong>{ " " }
            { within(labels, plain(&status.note)) }
        </p>
    }
}

/// An author's text, in its language and direction: without one, its first letter decides.
pub fn text(labels: &Labels, text: &Rc<str>, speech: &Speech) -> Html {
    let lang = speech.lang.clone().map_or_else(|| foreign(labels), |lang| Some(lang.into()));
    html! { <span {lang} dir={speech.dir.map_or("auto", Direction::as_str)}>{ plain(text) }</span> }
}
