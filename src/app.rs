//! The root component: its state, and the effects of each change. What it tells, and whom, is in `event`.

use std::rc::Rc;

use newsquiz_core::{attempt::Attempt, digits::decimal, saved, score::Points};
use yew::prelude::*;

use crate::{
    event,
    request::Quiz,
    session::{self, Moved, Session},
    step::Step,
    view::{Scene, head, offer, outcome, progress, question, words},
};

/// What is played first.
#[derive(Properties)]
pub struct AppProps {
    /// The quiz.
    pub quiz: Rc<Quiz>,
}

/// The root gets its properties once. Comparing two banks letter by letter would be 2 kB of program for nothing.
impl PartialEq for AppProps {
    fn eq(&self, other: &AppProps) -> bool {
        Rc::ptr_eq(&self.quiz, &other.quiz)
    }
}

/// What changes the quiz.
#[derive(Debug)]
pub enum Change {
    /// The reader took a step.
    Took(Step),
    /// The page opened another quiz in the same place.
    Opened(Rc<Quiz>),
}

/// The whole quiz. A struct, since the hooks of a function would be bytes for what it does by itself.
#[derive(Debug)]
pub struct App {
    session: Session,
}

impl Component for App {
    type Message = Change;
    type Properties = AppProps;

    fn create(ctx: &Context<App>) -> App {
        App { session: Session::new(Rc::clone(&ctx.props().quiz)) }
    }

    fn update(&mut self, _: &Context<App>, change: Change) -> bool {
        match change {
            Change::Took(step) => self.take(step),
            Change::Opened(quiz) => {
                self.session = Session::new(quiz);
                true
            }
        }
    }

    fn view(&self, ctx: &Context<App>) -> Html {
        let session = &self.session;
        let on_step = ctx.link().callback(Change::Took);
        let scene = self.scene(session.shown());
        let Scene { bank, attempt, .. } = scene;
        let ahead = session.ahead().map(|ahead| self.card(&ahead, true, &on_step));
        let lang = words::lang(bank);
        html! {
            <div class="nq" {lang} dir={bank.parts().labels.direction()} onload={Step::Seen.on_event(&on_step)}>
                { head::view(scene, self.to_beat(attempt), &on_step) }
                { progress::view(scene, session.shows_result(), &on_step) }
                <>
                    { self.card(attempt, false, &on_step) }
                    { ahead }
                </>
            </div>
        }
    }

    /// A quiz that was opened is ready when it is there.
    fn rendered(&mut self, _: &Context<App>, _: bool) {
        if self.session.moved == Moved::Opened {
            self.tell();
            let quiz = &self.session.quiz;
            // What an earlier visit answered was told then.
            quiz.notify.send("ready", &event::ready(&quiz.bank, &quiz.start));
        }
    }
}

impl App {
    /// Takes a step, and tells whether there is something else to show.
    fn take(&mut self, step: Step) -> bool {
        let Session { quiz, attempt, .. } = &self.session;
        match step {
            Step::Shared => quiz.notify.send("share", &event::share(&quiz.bank, attempt)),
            Step::WantedOthers => quiz.notify.send("others", ""),
            _ => {}
        }
        let is_shown = self.session.shows_itself(&step);
        if !self.session.take(step) {
            return false;
        }
        // At once: Yew may let the browser go on between rendering and `rendered`, and the reader leave.
        match self.session.moved {
            Moved::Completed => {}
            Moved::LookedAt => self.session.quiz.notify.send("moved", ""),
            _ => self.tell(),
        }
        !is_shown
    }

    /// Tells the page how far the reader is, that the reader comes to something new, and what of it is worth keeping for
    /// another visit; in the order in which it is to follow.
    fn tell(&mut self) {
        let Session { quiz, attempt, moved, is_known, .. } = &self.session;
        let (bank, notify) = (&quiz.bank, &quiz.notify);
        notify.send("attempt", &saved::write(attempt, bank));
        let comes_to = matches!(moved, Moved::CameTo | Moved::Forgot);
        if comes_to {
            notify.send("moved", "");
        }
        // What is there already is not replaced before the reader goes on or answers.
        let is_new = *moved != Moved::Opened || quiz.known.is_none();
        if *is_known && (*moved == Moved::CameTo || (is_new && attempt.is_answered())) {
            notify.send("kept", &saved::keep(attempt, bank));
        } else if *moved == Moved::Forgot {
            notify.send("kept", "");
        }
        if !comes_to {
            return;
        }
        let place = attempt.current();
        if place == attempt.slots().len() {
            notify.send("finish", &event::finish(bank, attempt));
        } else if let Some(response) = event::response(bank, attempt, place) {
            notify.send("response", &response);
        }
    }

    /// What the views show of an attempt.
    fn scene<'a>(&'a self, attempt: &'a Attempt) -> Scene<'a> {
        let quiz = &self.session.quiz;
        Scene { bank: &quiz.bank, article: &quiz.article, attempt }
    }

    /// What there is to beat.
    fn to_beat(&self, attempt: &Attempt) -> Option<Points> {
        let quiz = &self.session.quiz;
        quiz.challenge.as_ref().and_then(|challenge| challenge.to_beat(attempt, &quiz.bank))
    }

    /// What an attempt has come to; `is_ahead`: out of sight, before the reader comes to it (the style sheet hides it, and
    /// lays it out). Its elements stay when the reader comes, so that little is left to do then. Another response has elements
    /// of its own: translators put theirs in the place of texts, which could not be changed any more.
    fn card(&self, attempt: &Attempt, is_ahead: bool, on_step: &Callback<Step>) -> Html {
        let session = &self.session;
        let scene = self.scene(attempt);
        let place = session.looked_at.unwrap_or_else(|| attempt.current());
        let card = match attempt.slots().get(place) {
            _ if session.is_asked && session.looked_at.is_none() => offer::view(scene, on_step),
            Some(slot) => question::view(scene, (place, slot), session.has_keys, on_step),
            None => outcome::view(scene, self.to_beat(attempt), session.is_seen && !is_ahead, on_step),
        };
        let (_, key) = session::place(attempt);
        html! { <div key={decimal(key)} data-ahead={is_ahead.then_some("")}>{ card }</div> }
    }
}
