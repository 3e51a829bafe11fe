//! The root component: the reducer, and the effects that hang on the attempt. With `main` and `setup`, the only user of
//! `browser`.

use std::{cell::Cell, rc::Rc};

use newsquiz_core::attempt::{Action, Attempt};
use yew::prelude::*;

use crate::{
    browser, event,
    session::{Session, Step},
    setup::Quiz,
    view::{Scene, head, outcome, progress, question, words},
};

/// Where an app puts the way to open another quiz in it.
pub type Port = Rc<Cell<Option<UseReducerDispatcher<Session>>>>;

/// What is played first, and the way to open another quiz later.
#[derive(Clone, Properties)]
pub struct AppProps {
    /// The quiz.
    pub quiz: Rc<Quiz>,
    /// The way to open another.
    pub port: Port,
}

/// The root gets its properties once. Comparing two banks letter by letter would be 2 kB of program for nothing.
impl PartialEq for AppProps {
    fn eq(&self, other: &AppProps) -> bool {
        Rc::ptr_eq(&self.quiz, &other.quiz)
    }
}

/// The whole quiz.
#[component]
pub fn App(AppProps { quiz, port }: &AppProps) -> Html {
    let session = use_reducer(|| Session::new(Rc::clone(quiz)));
    port.set(Some(session.dispatcher()));
    let on_action: Callback<Action> = session.dispatcher().to_callback().reform(Step::Did);
    let Session { quiz, attempt } = &*session;
    let bank = &quiz.bank;
    let run = attempt.run();
    let slot = attempt.slots().get(attempt.current());

    // The heading of what the reader comes to next takes the focus, and who listens is told; on load neither.
    let heading = use_node_ref();
    use_effect_with(Place::of(quiz, attempt), {
        let (heading, session) = (heading.clone(), session.clone());
        move |place| {
            let Session { quiz, attempt } = &*session;
            if *place == Place::of(quiz, &quiz.start) {
                quiz.notify.send("ready", &event::ready(&quiz.bank, attempt));
                return;
            }
            browser::focus(&heading);
            if place.is_answered {
                quiz.notify.send("response", &event::response(&quiz.bank, attempt));
            } else if attempt.slots().len() <= place.current {
                quiz.notify.send("finish", &event::finish(&quiz.bank, attempt));
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
    #[cfg(feature = "trap")]
    browser::trap_at(attempt.current() + 1);
    let scene = Scene { bank, article: &quiz.article, attempt, heading: &heading };
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

/// How far a reader is: nobody comes to the same place twice.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Place {
    quiz: *const Quiz,
    run: u32,
    current: usize,
    is_answered: bool,
}

impl Place {
    fn of(quiz: &Rc<Quiz>, attempt: &Attempt) -> Place {
        let current = attempt.current();
        let is_answered = attempt.slots().get(current).is_some_and(|slot| slot.response().is_some());
        Place { quiz: Rc::as_ptr(quiz), run: attempt.run(), current, is_answered }
    }
}
