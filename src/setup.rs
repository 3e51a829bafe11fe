//! What a page asks of a quiz, and the attempt that a reader starts with.

use newsquiz_core::{
    attempt::{Action, Attempt, Slot},
    bank::Bank,
    draw::Draw,
    saved,
    seed::Seed,
};
use yew::AttrValue;

use crate::browser::Notify;

/// What a page asks of a quiz. What is empty or 0 asks for nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setup<'a> {
    /// The address of the bank's folder, with its last slash.
    pub folder: &'a str,
    /// An attempt to go on with, in the form of [`saved`].
    pub saved: &'a str,
    /// An attempt of an earlier visit, in the same form, to be offered.
    pub kept: &'a str,
    /// The seed of a draw.
    pub seed: &'a str,
    /// How many questions a draw has.
    pub questions: u16,
    /// The ids of questions whose passages are gone from the article, with spaces between them.
    pub gone: &'a str,
}

/// A quiz as a page asked for it.
#[derive(Debug)]
pub struct Quiz {
    /// The bank.
    pub bank: Bank,
    /// The address of the article.
    pub article: AttrValue,
    /// What the reader starts with.
    pub start: Attempt,
    /// What the reader is asked whether to go on with.
    pub kept: Option<Attempt>,
    /// Who is told what happens.
    pub notify: Notify,
}

impl Setup<'_> {
    /// The quiz of a bank.
    pub fn quiz(&self, bank: Bank, notify: Notify) -> Quiz {
        let bank = if self.questions == 0 { bank } else { bank.with_draw_len(self.questions) };
        let (start, kept) = (self.attempt(&bank), self.kept(&bank));
        Quiz { article: self.article(&bank).into(), start, kept, bank, notify }
    }

    /// The attempt that a reader starts with: what was begun, else the draw that is asked for, else the bank's own.
    pub fn attempt(&self, bank: &Bank) -> Attempt {
        let drawn = || {
            let seed = Seed::new(self.seed).unwrap_or_else(|| bank.parts().plan.seed.clone());
            Attempt::new(Draw::new(bank, seed))
        };
        saved::read(self.saved, bank).unwrap_or_else(drawn).without(self.gone(bank))
    }

    /// The attempt of an earlier visit, at what comes next. Without a response there is nothing to go on with, and what
    /// asks for another draw does not ask for that one.
    fn kept(&self, bank: &Bank) -> Option<Attempt> {
        let kept = saved::read(self.kept, bank)?.without(self.gone(bank));
        let is_answered = |slot: &Slot| slot.response().is_some();
        let is_wanted = self.seed.is_empty() || self.seed == kept.seed().as_str();
        let slot = kept.current();
        let next = kept.slots().get(slot).filter(|slot| is_answered(slot));
        let next = next.and_then(|_| kept.apply(bank, Action::WentOn { slot }));
        (is_wanted && kept.slots().iter().any(is_answered)).then(|| next.unwrap_or(kept))
    }

    fn gone(&self, bank: &Bank) -> Vec<usize> {
        self.gone.split(' ').filter_map(|id| bank.position(id)).collect()
    }

    /// The address of the article.
    pub fn article(&self, bank: &Bank) -> String {
        let href = &bank.parts().article.href;
        let is_relative = !href.contains("://") && !href.starts_with('/');
        if is_relative { self.folder.to_owned() + href } else { href.to_string() }
    }
}
