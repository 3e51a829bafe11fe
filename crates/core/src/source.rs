//! The bank as authors write it (format 1), and its conversion into a bank. The doc comments are the format's.
//!
//! Whatever can be read is read, so that an author is told everything at once; what is missing is empty until then.

use std::rc::Rc;

use serde::Deserialize;

use crate::{
    bank::{
        self, Article, Band, Bank, Choice, Direction, Evidence, Level, Parts, Plan, Question, Speech, Status,
        StatusKind, Version,
    },
    labels::Labels,
    problem::{Kind, Place, Problem, SourceFault},
    seed::Seed,
};

/// The number of the format of sources. Compiled banks have one of their own, which changes more often.
const FORMAT: u64 = 1;

/// A bank without its questions, which are read one by one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct BankSource {
    /// The number of the format: 1.
    pub format: Option<u64>,
    /// Names the bank in links and stored attempts: lower-case letters, digits and hyphens.
    pub id: Rc<str>,
    /// The language of the questions (BCP 47).
    pub lang: Rc<str>,
    /// The quiz's title.
    pub title: Rc<str>,
    /// One line of introduction.
    pub intro: Rc<str>,
    /// Where readers can say that something is wrong: `https:` or `mailto:`. The question's id is added to its end.
    pub contact: Rc<str>,
    /// The article that the questions are derived from.
    pub article: ArticleSource,
    /// What a first visit gets.
    pub draw: DrawSource,
    /// The closing texts, from the lowest score up, the first from 0.
    pub bands: Vec<BandSource>,
}

/// The article that a bank is derived from.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ArticleSource {
    /// Its headline.
    pub title: Rc<str>,
    /// Its address, absolute or relative to the bank's folder.
    pub href: Rc<str>,
    /// Who wrote it.
    pub byline: Rc<str>,
}

/// What a first visit gets.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DrawSource {
    /// How many questions are drawn.
    pub questions: u16,
    /// The seed: 1 to 32 letters, digits, `-` or `_`.
    pub seed: Rc<str>,
}

/// A closing text for a range of scores.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct BandSource {
    /// The lowest score of the band, in percent.
    pub from_percent: u8,
    /// The verdict in a few words.
    pub title: Rc<str>,
    /// A sentence to the reader.
    pub text: Rc<str>,
}

/// A question.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct QuestionSource {
    /// Names the question: lower-case letters, digits and hyphens, unique in the bank.
    pub id: Rc<str>,
    /// How hard it is: `easy`, `medium` or `hard`.
    pub level: Option<Level>,
    /// What it is about, in a word.
    pub topic: Rc<str>,
    /// What it asks.
    pub stem: Rc<str>,
    /// The stem's language, where it is another than the bank's.
    pub lang: Option<Rc<str>>,
    /// The stem's direction, where its first letter does not tell: `ltr` or `rtl`.
    pub dir: Option<Direction>,
    /// What can be picked; several right ones make a choose-all-that-apply question.
    pub choices: Vec<ChoiceSource>,
    /// Whether the choices keep their order: numbers, dates, true and false.
    pub keep_order: bool,
    /// What holds whatever was chosen.
    pub explanation: Rc<str>,
    /// Where the answer stands in the article.
    pub evidence: EvidenceSource,
    /// What was done to it since it was published: `kind` (`corrected` or `withdrawn`), `date` and `note`.
    pub status: Option<StatusSource>,
}

/// What was done to a question since it was published.
#[derive(Debug, Deserialize)]
pub struct StatusSource {
    /// `corrected` or `withdrawn`.
    pub kind: StatusKind,
    /// When, as in `2019-03-01`.
    pub date: Rc<str>,
    /// Why, in a sentence to readers.
    #[serde(default)]
    pub note: Rc<str>,
}

/// A choice of a question.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ChoiceSource {
    /// Names the choice; unique in its question.
    pub id: Rc<str>,
    /// What it says.
    pub text: Rc<str>,
    /// Its language, where it is another than the question's.
    pub lang: Option<Rc<str>>,
    /// Its direction, where its first letter does not tell: `ltr` or `rtl`.
    pub dir: Option<Direction>,
    /// Whether it is right.
    pub correct: bool,
    /// `last` keeps it in the last place.
    pub pinned: Option<Pinned>,
    /// What a reader who picked it is told.
    pub feedback: Rc<str>,
    /// The passage that supports or contradicts it.
    pub evidence: Option<EvidenceSource>,
}

/// Where a choice stays when the others are shuffled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pinned {
    /// In the last place.
    Last,
}

/// Where in the article something stands.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct EvidenceSource {
    /// Which paragraph of the article, counted from 1.
    pub paragraph: u16,
    /// The quoted words.
    pub exact: Rc<str>,
    /// The words just before them, where the quote alone is not unique.
    pub prefix: Rc<str>,
    /// The words just after them, where the quote alone is not unique.
    pub suffix: Rc<str>,
    /// Where the quote starts in its paragraph, in code points: not written by authors but found by the proof.
    #[serde(skip)]
    pub start: u32,
    /// A few words before the sentence; found by the proof too.
    #[serde(skip)]
    pub before: Rc<str>,
    /// A few words after the sentence, when there are none before; found by the proof too.
    #[serde(skip)]
    pub after: Rc<str>,
}

impl Bank {
    /// Turns what an author wrote into a playable bank.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of the bank.
    pub fn from_source(
        source: BankSource,
        questions: Vec<QuestionSource>,
        labels: Labels,
    ) -> Result<Bank, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut fault = |place, fault| problems.push(Problem { place, kind: Kind::Source(fault) });
        if source.format != Some(FORMAT) {
            fault(Place::Bank, SourceFault::Format(source.format));
        }
        let seed = Seed::new(&source.draw.seed).unwrap_or_else(|| {
            fault(Place::Bank, SourceFault::BadSeed(source.draw.seed.to_string()));
            Seed::from_number(0)
        });
        let questions: Vec<Rc<Question>> = questions
            .into_iter()
            .enumerate()
            .map(|(ix, question)| {
                if question.level.is_none() {
                    fault(Place::Question(ix), SourceFault::MissingField("level"));
                }
                Rc::new(Question::from(question))
            })
            .collect();
        let mut parts = Parts {
            id: source.id,
            lang: source.lang,
            title: source.title,
            intro: source.intro,
            contact: source.contact,
            article: Article {
                title: source.article.title,
                href: source.article.href,
                byline: source.article.byline,
            },
            plan: Plan { questions: source.draw.questions, seed },
            bands: source.bands.into_iter().map(Band::from).collect(),
            labels,
            questions,
        };
        // Checked as it was written, so that problems name the places that the author sees.
        match Bank::new(parts.clone()) {
            Ok(_) if problems.is_empty() => {
                parts
                    .questions
                    .sort_by_key(|question| (question.evidence.paragraph, question.evidence.start));
                Bank::new(parts)
            }
            Ok(_) => Err(problems),
            Err(more) => {
                problems.extend(more);
                problems.sort_by_key(|problem| problem.place);
                Err(problems)
            }
        }
    }
}

impl From<BandSource> for Band {
    fn from(source: BandSource) -> Band {
        Band { from_percent: source.from_percent, title: source.title, text: source.text }
    }
}

impl From<QuestionSource> for Question {
    fn from(source: QuestionSource) -> Question {
        Question {
            id: source.id,
            // Without a level the bank is refused; the value is a stand-in.
            level: source.level.unwrap_or(Level::Medium),
            topic: source.topic,
            stem: source.stem,
            speech: Speech { lang: source.lang, dir: source.dir },
            choices: source.choices.into_iter().map(Choice::from).collect(),
            asked: Version::default(),
            keep_order: source.keep_order,
            explanation: source.explanation,
            evidence: source.evidence.into(),
            status: source.status.map(|StatusSource { kind, date, note }| Status { kind, date, note }),
        }
    }
}

impl From<ChoiceSource> for Choice {
    fn from(source: ChoiceSource) -> Choice {
        Choice {
            id: source.id,
            text: source.text,
            speech: Speech { lang: source.lang, dir: source.dir },
            correct: source.correct,
            pinned: source.pinned == Some(Pinned::Last),
            feedback: source.feedback,
            evidence: source.evidence.map(Evidence::from),
        }
    }
}

impl From<EvidenceSource> for bank::Evidence {
    fn from(source: EvidenceSource) -> Evidence {
        Evidence {
            paragraph: source.paragraph,
            start: source.start,
            exact: source.exact,
            prefix: source.prefix,
            suffix: source.suffix,
            before: source.before,
            after: source.after,
        }
    }
}
