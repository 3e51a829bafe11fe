//! From the source of a bank to a bank. Whether its evidence is true is not asked here.

use std::rc::Rc;

use newsquiz_core::{
    bank::{
        Article, Band, Bank, Choice, Evidence, Level, Parts, Plan, Question, Speech, Status, Version, is_id,
    },
    labels::Labels,
    problem::Place,
    seed::Seed,
};

use crate::{
    problem::{Problem, SourceFault},
    seen,
    source::{BandSource, BankSource, ChoiceSource, EvidenceSource, Pinned, QuestionSource, StatusSource},
};

/// The number of the format of sources. Compiled banks have one of their own, which changes more often.
const FORMAT: u64 = 1;

/// How many questions are drawn where the bank does not say it.
const USUAL_DRAW: u16 = 10;

/// Turns what an author wrote into a playable bank.
///
/// # Errors
/// Everything that is wrong with it, in the order of the bank.
pub(crate) fn bank(
    source: BankSource,
    questions: Vec<QuestionSource>,
    labels: Labels,
) -> Result<Bank, Vec<Problem>> {
    let mut problems = seen::check(&source, &questions);
    let mut fault = |place, fault| problems.push(Problem::new(place, fault));
    if let Some(format) = source.format.filter(|&format| format != FORMAT) {
        fault(Place::Bank, SourceFault::Format(format));
    }
    let seed = source.draw.seed.as_deref().unwrap_or_else(|| seed_of(&source.id));
    let seed = Seed::new(seed).unwrap_or_else(|| {
        fault(Place::Bank, SourceFault::BadSeed(seed.to_owned()));
        Seed::from_number(0)
    });
    let places: Vec<_> =
        questions.iter().map(|question| (question.evidence.position, question.evidence.start)).collect();
    let questions: Vec<Rc<Question>> =
        questions.into_iter().map(|question| Rc::new(Question::from(question))).collect();
    let drawn = source.draw.questions.unwrap_or_else(|| {
        let playable = questions.iter().filter(|question| !question.is_withdrawn()).count();
        u16::try_from(playable).unwrap_or(u16::MAX).min(USUAL_DRAW)
    });
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
        plan: Plan { questions: drawn, seed },
        bands: source.bands.into_iter().map(Band::from).collect(),
        labels,
        questions,
    };
    // Checked as it was written, so that problems name the places that the author sees.
    problems.extend(parts.problems().into_iter().map(Problem::from));
    if !problems.is_empty() {
        problems.sort_by_key(|problem| problem.place);
        return Err(problems);
    }
    let mut in_order: Vec<_> = places.into_iter().zip(parts.questions).collect();
    in_order.sort_by_key(|(place, _)| *place);
    parts.questions = in_order.into_iter().map(|(_, question)| question).collect();
    Bank::new(parts).map_err(|problems| problems.into_iter().map(Problem::from).collect())
}

/// A seed made from a bank's id, for banks that name none. An id has no character that a seed has not, but may be longer;
/// one that is not usable is told as that.
fn seed_of(id: &str) -> &str {
    /// How long a seed may be.
    const LONGEST: usize = 32;
    if is_id(id) { id.get(..LONGEST).unwrap_or(id) } else { "1" }
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
            level: source.level.map_or(Level::Medium, Level::from),
            topic: source.topic,
            stem: source.stem,
            speech: Speech { lang: source.lang, dir: source.dir.map(Into::into) },
            choices: source.choices.into_iter().map(Choice::from).collect(),
            asked: Version::default(),
            keep_order: source.keep_order,
            explanation: source.explanation,
            evidence: source.evidence.into(),
            status: source.status.map(|StatusSource { kind, date, note }| Status {
                kind: kind.into(),
                date,
                note,
            }),
        }
    }
}

impl From<ChoiceSource> for Choice {
    fn from(source: ChoiceSource) -> Choice {
        Choice {
            id: source.id,
            text: source.text,
            speech: Speech { lang: source.lang, dir: source.dir.map(Into::into) },
            correct: source.correct,
            pinned: source.pinned == Some(Pinned::Last),
            feedback: source.feedback,
            evidence: source.evidence.map(Evidence::from),
        }
    }
}

impl From<EvidenceSource> for Evidence {
    fn from(source: EvidenceSource) -> Evidence {
        Evidence {
            block: source.block,
            start: source.start,
            exact: source.exact,
            prefix: source.prefix,
            suffix: source.suffix,
            before: source.before,
            after: source.after,
        }
    }
}
