//! What makes the parts of a bank playable, told fault by fault. Whether its evidence is true, and whether readers see its
//! texts, are the compiler's questions.

use std::collections::BTreeSet;

use super::{Bank, Evidence, Parts, Question, Speech};
use crate::{
    choice_set::ChoiceSet,
    problem::{Fault, Place, Problem},
};

impl Bank {
    /// Whether playing cannot go wrong, whatever the texts say.
    pub(super) fn is_playable(&self) -> bool {
        let has_both = |question: &Question| {
            let keys = question.keys().len() as usize;
            (1..question.choices.len()).contains(&keys) && question.choices.len() <= ChoiceSet::CAPACITY
        };
        is_safe_link(&self.parts.article.href)
            && is_contact(&self.parts.contact)
            && self.questions().iter().all(|question| has_both(question))
            && !self.draw().items.is_empty()
    }
}

impl Parts {
    /// How many questions were not withdrawn.
    pub(super) fn playable(&self) -> usize {
        self.questions.iter().filter(|question| !question.is_withdrawn()).count()
    }

    /// Every fault that keeps these parts from being a playable bank.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.check(&mut |place, fault| problems.push(Problem { place, fault }));
        problems
    }

    /// Tells every fault that keeps these parts from being a playable bank.
    fn check(&self, fault: &mut dyn FnMut(Place, Fault)) {
        let bank = Place::Bank;
        if !is_id(&self.id) {
            fault(bank, Fault::BadId);
        }
        if !is_language(&self.lang) {
            fault(bank, Fault::BadLanguage);
        }
        if !is_safe_link(&self.article.href) {
            fault(bank, Fault::UnsafeLink);
        }
        // A question's id is put at its end: what is no more than a mailbox would become another one.
        let is_mailbox =
            self.contact.starts_with("mailto:") && !self.contact.bytes().any(|byte| byte == b'?');
        if !is_contact(&self.contact) || is_mailbox {
            fault(bank, Fault::BadContact);
        }
        if self.plan.questions == 0 || self.playable() < usize::from(self.plan.questions) {
            fault(bank, Fault::DrawSize);
        }
        // The first from 0, each further one from more than the one before, the last from 100 at most.
        let mut least = 0;
        for band in &self.bands {
            let most = if least == 0 { 0 } else { 100 };
            if !(least..=most).contains(&band.from_percent) {
                fault(bank, Fault::BadBands);
            }
            least = band.from_percent.saturating_add(1);
        }
        let mut ids = BTreeSet::new();
        for (ix, question) in self.questions.iter().enumerate() {
            let place = Place::Question(ix);
            if !ids.insert(&question.id) {
                fault(place, Fault::DuplicateId);
            }
            question.check(ix, fault);
        }
    }
}

impl Question {
    fn check(&self, ix: usize, fault: &mut dyn FnMut(Place, Fault)) {
        let place = Place::Question(ix);
        if !is_id(&self.id) {
            fault(place, Fault::BadId);
        }
        if !self.speech.is_valid() {
            fault(place, Fault::BadLanguage);
        }
        match self.choices.len() {
            0 | 1 => fault(place, Fault::TooFewChoices),
            2..=ChoiceSet::CAPACITY => {}
            _ => fault(place, Fault::TooManyChoices),
        }
        if !self.choices.iter().any(|choice| choice.correct) {
            fault(place, Fault::NoKey);
        }
        if self.choices.iter().all(|choice| choice.correct) {
            fault(place, Fault::NoDistractor);
        }
        if 1 < self.choices.iter().filter(|choice| choice.pinned).count() {
            fault(place, Fault::TwoPinned);
        }
        self.evidence.check(place, fault);
        if self.status.as_ref().is_some_and(|status| !is_date(&status.date)) {
            fault(place, Fault::BadDate);
        }
        for (choice_ix, choice) in self.choices.iter().enumerate() {
            let place = Place::Choice(ix, choice_ix);
            let mut earlier = self.choices.iter().take(choice_ix);
            if !is_id(&choice.id) {
                fault(place, Fault::BadId);
            }
            if earlier.any(|other| other.id == choice.id) {
                fault(place, Fault::DuplicateId);
            }
            if !choice.speech.is_valid() {
                fault(place, Fault::BadLanguage);
            }
            if let Some(evidence) = &choice.evidence {
                evidence.check(place, fault);
            }
        }
    }
}

impl Evidence {
    fn check(&self, place: Place, fault: &mut dyn FnMut(Place, Fault)) {
        if self.exact.trim().is_empty() {
            fault(place, Fault::NoEvidence);
        }
    }
}

impl Speech {
    fn is_valid(&self) -> bool {
        self.lang.as_ref().is_none_or(|lang| is_language(lang))
    }
}

/// How many characters an id may have.
pub const MAX_ID: usize = 40;

/// Whether a text can name something in links and stored attempts: 1 to 40 lower-case letters, digits and hyphens.
pub fn is_id(text: &str) -> bool {
    matches!(text.len(), 1..=MAX_ID)
        && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// Whether a text has the form of a date, `2019-03-01`. Whether there was such a day is not known here.
fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

/// Whether a text has the form of a language tag. Which tags exist is not known here.
fn is_language(text: &str) -> bool {
    matches!(text.len(), 2..=35)
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !text.starts_with('-')
}

/// Whether a link leads to a page: `http:`, `https:` or no scheme. Yew does not look at schemes, and browsers drop
/// white space and control characters out of them (WHATWG URL, "basic URL parser"), so none is let through.
fn is_safe_link(href: &str) -> bool {
    let is_plain = href.bytes().all(|byte| !matches!(byte, 0..=b' ' | b'\\' | 0x7f));
    let first = href.bytes().position(|byte| matches!(byte, b':' | b'/' | b'?' | b'#'));
    let scheme = first.and_then(|end| href.get(..=end)).and_then(|start| start.strip_suffix(':'));
    let is_known =
        scheme.is_none_or(|name| name.eq_ignore_ascii_case("http") || name.eq_ignore_ascii_case("https"));
    is_plain && is_known && !href.is_empty()
}

/// Whether readers can be sent there, from whatever page the quiz stands on; or nowhere.
fn is_contact(href: &str) -> bool {
    href.is_empty() || ["https://", "http://", "mailto:"].iter().any(|start| href.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::{is_id, is_safe_link};
    use crate::{
        bank::{Bank, Parts, Question},
        problem::{Fault, Place},
        testing::{evidence, parts, withdrawn},
    };

    #[track_caller]
    fn check(change: impl FnOnce(&mut Parts), expected: &[(Place, Fault)]) {
        let mut parts = parts(3);
        change(&mut parts);
        let problems = Bank::new(parts).err().unwrap_or_default();
        let found: Vec<_> = problems.into_iter().map(|problem| (problem.place, problem.fault)).collect();
        assert_eq!(found, expected);
    }

    fn change_question(parts: &mut Parts, ix: usize, change: impl FnOnce(&mut Question)) {
        change(std::rc::Rc::make_mut(&mut parts.questions[ix]));
    }

    #[test]
    fn a_good_bank_is_playable() {
        check(|_| {}, &[]);
    }

    #[test]
    fn every_fault_is_told_with_its_place() {
        check(|parts| parts.id = "Liaison office".into(), &[(Place::Bank, Fault::BadId)]);
        check(|parts| parts.lang = "e".into(), &[(Place::Bank, Fault::BadLanguage)]);
        check(|parts| parts.article.href = "javascript:x".into(), &[(Place::Bank, Fault::UnsafeLink)]);
        for href in ["javascript:x", "contact.html", " https://news.example", "mailto:desk@news.example"] {
            check(|parts| parts.contact = href.into(), &[(Place::Bank, Fault::BadContact)]);
        }
        check(|parts| parts.contact = "mailto:desk@news.example?subject=Quiz:%20".into(), &[]);
        check(|parts| parts.plan.questions = 4, &[(Place::Bank, Fault::DrawSize)]);
        check(|parts| parts.plan.questions = 0, &[(Place::Bank, Fault::DrawSize)]);
        check(|parts| parts.bands[0].from_percent = 1, &[(Place::Bank, Fault::BadBands)]);
        check(|parts| parts.bands[1].from_percent = 101, &[(Place::Bank, Fault::BadBands)]);
        check(
            |parts| change_question(parts, 1, |question| question.id = "q0".into()),
            &[(Place::Question(1), Fault::DuplicateId)],
        );
        check(
            |parts| change_question(parts, 1, |question| question.choices.truncate(1)),
            &[(Place::Question(1), Fault::TooFewChoices), (Place::Question(1), Fault::NoDistractor)],
        );
        check(
            |parts| change_question(parts, 1, |question| question.choices[0].correct = false),
            &[(Place::Question(1), Fault::NoKey)],
        );
        check(
            |parts| change_question(parts, 2, |question| question.evidence = evidence(1, "")),
            &[(Place::Question(2), Fault::NoEvidence)],
        );
        check(
            |parts| change_question(parts, 2, |question| question.evidence = evidence(1, "\u{a0}")),
            &[(Place::Question(2), Fault::NoEvidence)],
        );
        check(
            |parts| change_question(parts, 2, |question| question.status = withdrawn("1 March 2019")),
            &[(Place::Bank, Fault::DrawSize), (Place::Question(2), Fault::BadDate)],
        );
        check(
            |parts| change_question(parts, 2, |question| question.choices[1].id = "a".into()),
            &[(Place::Choice(2, 1), Fault::DuplicateId)],
        );
    }

    #[test]
    fn all_faults_are_told_at_once() {
        check(
            |parts| {
                parts.id = "".into();
                change_question(parts, 0, |question| question.evidence = evidence(0, ""));
                change_question(parts, 2, |question| question.choices[1].id = "".into());
            },
            &[
                (Place::Bank, Fault::BadId),
                (Place::Question(0), Fault::NoEvidence),
                (Place::Choice(2, 1), Fault::BadId),
            ],
        );
    }

    #[test]
    fn links_lead_to_pages_only() {
        for (href, safe) in [
            ("article.html", true),
            ("../a/b.html?c=d:e#f:g", true),
            ("https://example.org/a:b", true),
            ("HTTP://example.org", true),
            ("javascript:alert(1)", false),
            ("JavaScript:alert(1)", false),
            ("java\nscript:alert(1)", false),
            (" javascript:alert(1)", false),
            ("data:text/html,x", false),
            ("\\\\example.org", false),
            ("", false),
        ] {
            assert_eq!(is_safe_link(href), safe, "{href:?}");
        }
    }

    #[test]
    fn ids_fit_into_links() {
        for (id, fits) in [("war-1953", true), ("", false), ("War", false), ("a b", false), ("a.b", false)] {
            assert_eq!(is_id(id), fits, "{id:?}");
        }
    }
}
