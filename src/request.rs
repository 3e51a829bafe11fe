//! What a page asks of a quiz, and the attempt that a reader starts with.

use newsquiz_core::{
    attempt::{Action, Attempt},
    bank::Bank,
    saved,
    share::Challenge,
    split,
};
use yew::AttrValue;

use crate::browser::Notify;

/// What a page asks of a quiz. What is empty asks for nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request<'a> {
    /// The address of the bank's folder, with its last slash.
    pub folder: &'a str,
    /// An attempt to go on with, in the form of [`saved`].
    pub saved: &'a str,
    /// What was kept of earlier visits, in the same form: an attempt to be offered, or a record.
    pub kept: &'a str,
    /// The seed of the draw that was asked for, maybe with a score to beat, as [`Challenge::new`] reads it.
    pub seed: &'a str,
    /// The ids of the questions whose passages are gone from the article, with a full stop between them.
    pub gone: &'a str,
}

/// A quiz as a page asked for it.
#[derive(Debug)]
pub struct Quiz {
    /// The bank.
    pub bank: Bank,
    /// The address of the article.
    pub article: AttrValue,
    /// What a reader starts with of whom nothing is known.
    pub start: Attempt,
    /// What is known of the reader.
    pub known: Option<Attempt>,
    /// Whether the reader is asked whether to go on with that.
    pub is_asked: bool,
    /// The draw that was asked for, and maybe a score to beat in it.
    pub challenge: Option<Challenge>,
    /// Who is told what happens.
    pub notify: Notify,
}

impl<'a> Request<'a> {
    /// Reads what static/embed/takeover.js writes: the folder, what was saved, what was kept, the seed, and what is gone, with
    /// a NUL between them. As texts of their own they would cost a reader 110 bytes.
    pub fn read(text: &'a str) -> Request<'a> {
        let mut texts = split::all(text, b'\0');
        let mut next = || texts.next().unwrap_or_default();
        Request { folder: next(), saved: next(), kept: next(), seed: next(), gone: next() }
    }

    /// The quiz of a bank.
    pub fn quiz(&self, bank: Bank, notify: Notify) -> Quiz {
        let (start, known) = (self.attempt(&bank), self.known(&bank));
        let challenge = Challenge::new(self.seed);
        // Who has begun is not asked, nor who comes for another draw than that one.
        let is_wanted = |known: &Attempt| {
            known.is_answered()
                && !start.is_begun()
                && challenge.as_ref().is_none_or(|asked| asked.seed == *known.seed())
        };
        let is_asked = known.as_ref().is_some_and(is_wanted);
        Quiz { article: self.article(&bank).into(), start, known, is_asked, challenge, bank, notify }
    }

    /// The attempt that a reader starts with: what was begun, else the bank's draw, which is the one that was asked for.
    pub fn attempt(&self, bank: &Bank) -> Attempt {
        let drawn = || Attempt::new(bank.draw());
        saved::read(self.saved, bank).unwrap_or_else(drawn).without(questions_of(self.gone, bank))
    }

    /// What is known of the reader from earlier visits, an attempt at what comes next.
    fn known(&self, bank: &Bank) -> Option<Attempt> {
        let known = saved::recall(self.kept, bank)?.without(questions_of(self.gone, bank));
        let slot = known.current();
        let is_read = known.slots().get(slot).is_some_and(|slot| slot.response().is_some());
        let next = is_read.then(|| known.apply(bank, Action::WentOn { slot })).flatten();
        Some(next.unwrap_or(known))
    }

    /// The address of the article.
    pub fn article(&self, bank: &Bank) -> String {
        let href = &bank.parts().article.href;
        // What has a scheme has a colon before its first slash.
        let is_relative =
            split::all(href, b'/').next().is_some_and(|start| !start.is_empty() && !start.ends_with(':'));
        [if is_relative { self.folder } else { "" }, href].concat()
    }
}

/// The positions of questions in a bank, by their ids with a full stop between them.
pub fn questions_of(ids: &str, bank: &Bank) -> Vec<usize> {
    split::all(ids, b'.').filter_map(|id| bank.position(id)).collect()
}

#[cfg(test)]
mod tests {
    use super::Request;

    #[test]
    fn what_a_page_asks_is_read_text_by_text() {
        let request = Request::read("banks/bridge/\0newsquiz-attempt 1\na\0\0seed\0a.b");
        let Request { folder, saved, kept, seed, gone } = request;
        assert_eq!((folder, saved, kept), ("banks/bridge/", "newsquiz-attempt 1\na", ""));
        assert_eq!((seed, gone), ("seed", "a.b"));
        assert_eq!(Request::read("").gone, "");
    }
}
