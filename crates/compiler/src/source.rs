//! The bank as authors write it (format 1). The doc comments are the format's.
//!
//! Whatever can be read is read, so that an author is told everything at once; what is missing is empty until then.

use std::rc::Rc;

use newsquiz_core::{bank, block::Block};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::lint::LintsSource;

/// A bank without its questions, which are read one by one.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(crate) struct BankSource {
    /// The number of the format: 1, which it is where none is written.
    pub(crate) format: Option<u64>,
    /// Names the bank in links and stored attempts: lower-case letters, digits and hyphens.
    pub(crate) id: Rc<str>,
    /// The language of the questions (BCP 47).
    pub(crate) lang: Rc<str>,
    /// The quiz's title.
    pub(crate) title: Rc<str>,
    /// One line of introduction.
    pub(crate) intro: Rc<str>,
    /// Whether the quiz was withdrawn: readers are told so wherever it stood, and led to the article.
    pub(crate) retired: bool,
    /// Where readers can say that something is wrong: `https:` or `mailto:`. The question's id is added to its end.
    pub(crate) contact: Rc<str>,
    /// The article that the questions are derived from.
    pub(crate) article: ArticleSource,
    /// What a first visit gets.
    pub(crate) draw: DrawSource,
    /// The closing texts, from the lowest score up, the first from 0.
    pub(crate) bands: Vec<BandSource>,
    /// Which warnings do not matter here.
    pub(crate) lints: LintsSource,
    /// Where the schema of this file is, for editors that look at it.
    #[serde(rename = "$schema")]
    pub(crate) _schema: Rc<str>,
}

/// The article that a bank is derived from.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(crate) struct ArticleSource {
    /// Its headline.
    pub(crate) title: Rc<str>,
    /// Its address, absolute or relative to the bank's folder.
    pub(crate) href: Rc<str>,
    /// Who wrote it.
    pub(crate) byline: Rc<str>,
}

/// What a first visit gets.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(crate) struct DrawSource {
    /// How many questions are drawn; without it ten, or all where there are fewer.
    pub(crate) questions: Option<u16>,
    /// The seed: 1 to 32 letters, digits, `-` or `_`; without it one is made from the bank's id.
    pub(crate) seed: Option<Rc<str>>,
}

/// A closing text for a range of scores.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(crate) struct BandSource {
    /// The lowest score of the band, in percent.
    pub(crate) from_percent: u8,
    /// The verdict in a few words.
    pub(crate) title: Rc<str>,
    /// A sentence to the reader.
    pub(crate) text: Rc<str>,
}

/// A question.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(crate) struct QuestionSource {
    /// Names the question: lower-case letters, digits and hyphens, unique in the bank. Without it one is made from the stem
    /// while the bank is written; a bank that is published has it.
    pub(crate) id: Rc<str>,
    /// How hard it is: `easy`, `medium`, which it is where nothing is written, or `hard`.
    pub(crate) level: Option<Level>,
    /// What it is about, in a word.
    pub(crate) topic: Rc<str>,
    /// What it asks.
    pub(crate) stem: Rc<str>,
    /// The stem's language, where it is another than the bank's.
    pub(crate) lang: Option<Rc<str>>,
    /// The stem's direction, where its first letter does not tell: `ltr` or `rtl`.
    pub(crate) dir: Option<Direction>,
    /// What can be picked; several right ones make a choose-all-that-apply question.
    pub(crate) choices: Vec<ChoiceSource>,
    /// Whether the choices keep their order: numbers, dates, true and false.
    pub(crate) keep_order: bool,
    /// What holds whatever was chosen.
    pub(crate) explanation: Rc<str>,
    /// Where the answer stands in the article.
    pub(crate) evidence: EvidenceSource,
    /// What was done to it since it was published: `kind` (`corrected` or `withdrawn`), `date` and `note`.
    pub(crate) status: Option<StatusSource>,
}

/// What was done to a question since it was published.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct StatusSource {
    /// `corrected` or `withdrawn`.
    pub(crate) kind: StatusKind,
    /// When, as in `2019-03-01`.
    pub(crate) date: Rc<str>,
    /// Why, in a sentence to readers.
    #[serde(default)]
    pub(crate) note: Rc<str>,
}

/// A choice of a question.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(crate) struct ChoiceSource {
    /// Names the choice; unique in its question. Without it one is made from the text while the bank is written.
    pub(crate) id: Rc<str>,
    /// What it says.
    pub(crate) text: Rc<str>,
    /// Its language, where it is another than the question's.
    pub(crate) lang: Option<Rc<str>>,
    /// Its direction, where its first letter does not tell: `ltr` or `rtl`.
    pub(crate) dir: Option<Direction>,
    /// Whether it is right.
    pub(crate) correct: bool,
    /// `last` keeps it in the last place.
    pub(crate) pinned: Option<Pinned>,
    /// What a reader who picked it is told.
    pub(crate) feedback: Rc<str>,
    /// The passage that supports or contradicts it.
    pub(crate) evidence: Option<EvidenceSource>,
}

/// Where a choice stays when the others are shuffled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Pinned {
    /// In the last place.
    Last,
}

/// Where in the article something stands.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(crate) struct EvidenceSource {
    /// Which paragraph of the article, counted from 1. Without it the quote is looked up.
    pub(crate) paragraph: Option<u16>,
    /// The quoted words.
    pub(crate) exact: Rc<str>,
    /// The words just before them, where the quote alone is not unique.
    pub(crate) prefix: Rc<str>,
    /// The words just after them, where the quote alone is not unique.
    pub(crate) suffix: Rc<str>,
    /// What it stands in: not written by authors but found by the proof, as is all that follows.
    #[serde(skip)]
    pub(crate) block: Block,
    /// Which text of the article that is, counted from 0.
    #[serde(skip)]
    pub(crate) position: usize,
    /// Where the quote starts in it, in code points.
    #[serde(skip)]
    pub(crate) start: u32,
    /// A few words before the sentence.
    #[serde(skip)]
    pub(crate) before: Rc<str>,
    /// A few words after the sentence, when there are none before.
    #[serde(skip)]
    pub(crate) after: Rc<str>,
}

/// Writes an enumeration of what authors may say, by its names in small letters, and its meaning in a bank.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($variant:ident),* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
        #[serde(rename_all = "lowercase")]
        pub(crate) enum $name { $($variant),* }

        impl From<$name> for bank::$name {
            fn from(source: $name) -> bank::$name {
                match source { $($name::$variant => bank::$name::$variant),* }
            }
        }
    };
}

named! {
    /// How hard a question is.
    Level { Easy, Medium, Hard }
}
named! {
    /// What was done to a question.
    StatusKind { Corrected, Withdrawn }
}
named! {
    /// The direction of a text.
    Direction { Ltr, Rtl }
}
