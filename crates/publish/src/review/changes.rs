//! What changed in a bank since an earlier one, for the template: questions and choices go by their ids, texts by their words.

use std::rc::Rc;

use minijinja::{Value, context};
use newsquiz_core::bank::{Bank, Choice, Question};

use super::by_word::{self, Part};

/// What became of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// The earlier bank did not have it.
    New,
    /// It was another one.
    Changed,
}

impl Change {
    /// The name of its words.
    pub(super) fn name(self) -> &'static str {
        match self {
            Change::New => "new",
            Change::Changed => "changed",
        }
    }
}

/// What became of a question of a bank; `None` where it stayed as it was, or where there is nothing to compare it with. Where
/// its quotes stand, which an article can change by itself, does not count, and neither does its place in the bank.
pub(super) fn of_question(question: &Question, since: Option<&Bank>) -> Option<Change> {
    let earlier = since?.questions().iter().find(|earlier| earlier.id == question.id);
    match earlier {
        None => Some(Change::New),
        Some(earlier) => (told(earlier) != told(question)).then_some(Change::Changed),
    }
}

/// The questions of an earlier bank that are no more.
pub(super) fn removed<'a>(bank: &'a Bank, since: Option<&'a Bank>) -> impl Iterator<Item = &'a Rc<Question>> {
    let earlier = since.map(Bank::questions).unwrap_or_default();
    earlier.iter().filter(|earlier| bank.questions().iter().all(|question| question.id != earlier.id))
}

/// All that is written of a question.
fn told(question: &Question) -> impl PartialEq {
    let choice = |choice: &Choice| {
        let quote = choice.evidence.as_ref().map(|evidence| evidence.exact.clone());
        let texts = (choice.id.clone(), choice.text.clone(), choice.feedback.clone(), choice.speech.clone());
        (texts, choice.correct, choice.pinned, quote)
    };
    (
        (
            question.stem.clone(),
            question.explanation.clone(),
            question.topic.clone(),
            question.speech.clone(),
        ),
        (question.level, question.keep_order, question.status.clone()),
        question.evidence.exact.clone(),
        question.choices.iter().map(choice).collect::<Vec<_>>(),
    )
}

/// A text for the template: as it is where it stayed the same or nothing is known of it, else in parts.
pub(super) fn text(now: &str, was: Option<&str>) -> Value {
    let Some(was) = was.filter(|was| *was != now) else {
        return Value::from(now);
    };
    let part = |part| match part {
        Part::Kept(text) => context! { text, tag => "" },
        Part::Gone(text) => context! { text, tag => "del" },
        Part::New(text) => context! { text, tag => "ins" },
    };
    Value::from(by_word::parts(was, now).into_iter().map(part).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    /// What becomes of the first question when the bank is changed.
    fn after(change: impl FnOnce(&mut Question)) -> Option<Change> {
        let earlier = testing::liaison_office().bank;
        let mut question = earlier.questions()[0].clone();
        change(Rc::make_mut(&mut question));
        of_question(&question, Some(&earlier))
    }

    #[test]
    fn a_question_is_changed_when_anything_of_it_is_written_otherwise() {
        assert_eq!(after(|_| {}), None);
        assert_eq!(after(|question| question.evidence.start += 1), None, "the article has moved");
        assert_eq!(after(|question| question.id = "other".into()), Some(Change::New));
        let changes: [fn(&mut Question); 6] = [
            |question| question.stem = "Who?".into(),
            |question| question.topic = "Else".into(),
            |question| question.keep_order = !question.keep_order,
            |question| question.evidence.exact = "else".into(),
            |question| question.choices[0].feedback = "No.".into(),
            |question| question.choices.swap(0, 1),
        ];
        for change in changes {
            assert_eq!(after(change), Some(Change::Changed));
        }
    }

    #[test]
    fn without_an_earlier_bank_nothing_is_new() {
        let bank = testing::liaison_office().bank;
        assert_eq!(of_question(&bank.questions()[0], None), None);
        assert_eq!(removed(&bank, None).count(), 0);
    }
}
