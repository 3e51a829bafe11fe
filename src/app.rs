//! The root component: the reducer, and the effects that hang on the attempt. With `main`, the only user of `browser`.

use std::rc::Rc;

use newsquiz_core::{
    attempt::{Action, Attempt},
    bank::Bank,
    draw::Draw,
    share::Link,
};
use yew::prelude::*;

use crate::{
    browser,
    session::Session,
    view::{Scene, head, outcome, progress, question, words},
};

/// What is played, from where.
#[derive(Properties)]
pub struct AppProps {
    /// The bank.
    pub bank: Rc<Bank>,
    /// The address of the article.
    pub article: AttrValue,
    /// The draw that the reader starts with.
    pub draw: Draw,
}

/// The root gets its properties once. Comparing two banks letter by letter would be 2 kB of program for nothing.
impl PartialEq for AppProps {
    fn eq(&self, other: &AppProps) -> bool {
        Rc::ptr_eq(&self.bank, &other.bank)
    }
}

impl AppProps {
    /// A quiz whose bank lies in `folder`; a link to this bank in `fragment` says which draw, else the bank does.
    pub fn new(bank: Rc<Bank>, folder: &str, fragment: &str) -> AppProps {
        let parts = bank.parts();
        let seed = Link::in_fragment(fragment)
            .filter(|link| link.bank == *parts.id)
            .map_or_else(|| parts.plan.seed.clone(), |link| link.seed);
        let href = &parts.article.href;
        let is_relative = !href.contains("://") && !href.starts_with('/');
        let article = AttrValue::from(if is_relative { folder.to_owned() + href } else { href.to_string() });
        AppProps { draw: Draw::new(&bank, seed), article, bank }
    }
}

/// The whole quiz.
#[component]
pub fn App(AppProps { bank, article, draw }: &AppProps) -> Html {
    let session = use_reducer(|| Session { bank: Rc::clone(bank), attempt: Attempt::new(draw.clone()) });
    let on_action = session.dispatcher().to_callback();
    let attempt = &session.attempt;
    let (run, current) = (attempt.run(), attempt.current());
    let slot = attempt.slots().get(current);

    // The heading of what the reader comes to next takes the focus, but nothing does on load.
    let heading = use_node_ref();
    let place = (run, current, slot.is_some_and(|slot| slot.response().is_some()));
    use_effect_with(place, {
        let heading = heading.clone();
        move |place| {
            if *place != (0, 0, false) {
                browser::focus(&heading);
            }
        }
    });

    let on_restart = on_action.reform(move |_| Action::Restarted { run, random: browser::random() });
    // The second click of a double click was meant for what was there before the first: it neither picks a choice
    // nor leaves feedback unread.
    let on_click = |event: MouseEvent| {
        if words::is_repeated(&event) {
            event.prevent_default();
        }
    };
    let scene = Scene { bank, article, attempt, heading: &heading };
    let lang = AttrValue::from(Rc::clone(&bank.parts().lang));
    html! {
        <div class="nq" {lang} dir={bank.parts().labels.direction()} onclick={on_click}>
            { head::view(bank, &on_restart) }
            { progress::view(scene) }
            {
                match slot {
                    Some(slot) => question::view(scene, slot, &on_action),
                    None => outcome::view(scene, &on_restart),
                }
            }
        </div>
    }
}
