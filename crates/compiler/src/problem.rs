//! What is wrong with the source of a bank, where, and what an author can do about it.

use core::fmt;

use newsquiz_core::{
    block::BlockKind,
    choice_set::ChoiceSet,
    problem::{self, Fault, Place},
};

/// A fault in the source of a bank and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Where the fault is.
    pub(crate) place: Place,
    /// What the fault is.
    pub(crate) fault: SourceFault,
}

impl From<problem::Problem> for Problem {
    fn from(problem: problem::Problem) -> Problem {
        Problem { place: problem.place, fault: SourceFault::Unplayable(problem.fault) }
    }
}

/// What is wrong with the source of a bank, or with its evidence when it is held against the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SourceFault {
    /// What keeps any bank from being playable.
    Unplayable(Fault),
    /// The text is not JSON, or not in the form of a bank: what the parser says.
    Unreadable(String),
    /// The format number is missing or another one.
    Format(Option<u64>),
    /// A field that the format does not have.
    UnknownField(String),
    /// A field that stands in its object twice.
    FieldTwice(String),
    /// A field that has to be there and is not.
    MissingField(&'static str),
    /// The quiz has no title that a reader sees.
    NoTitle,
    /// A question asks nothing that a reader sees.
    NoStem,
    /// A choice says nothing that a reader sees.
    NoText,
    /// A choice looks like an earlier one of its question.
    DuplicateText,
    /// A field that may be left out, and has only what nobody sees.
    NothingToSee(String),
    /// A seed that cannot stand in a link.
    BadSeed(String),
    /// The article has no such paragraph; it has this many. Last, which of the page's articles it is.
    NoSuchParagraph(u16, usize, Option<String>),
    /// The article's file cannot stand in the bank's folder.
    BadArticleFile(String),
    /// The quote stands nowhere in the article. Last, which of the page's articles it is.
    QuoteNotFound(String, Option<String>),
    /// The quote stands in the article, but in no paragraph, though one is named; or in nothing that a quote may stand in.
    QuoteInNoParagraph(String, Option<BlockKind>),
    /// The quote stands in another paragraph.
    QuoteElsewhere(String, u16),
    /// The quote stands several times in the article.
    QuoteAmbiguous(String, usize),
    /// The quote starts or ends inside this word.
    QuoteCutsWord(String, String),
    /// The interface has no words in the bank's language; it has them in these.
    NoLabels(String, Vec<String>),
}

/// The fault and the remedy, in one line.
impl fmt::Display for SourceFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unplayable(fault) => write_fault(fault, f),
            Self::BadArticleFile(href) => write!(
                f,
                "the article stands at {href}: give its public address as `article.href`, or the name of a file below \
                 the bank, of letters, digits, `-`, `_` and `.`"
            ),
            Self::Unreadable(reason) => write!(f, "cannot be read: {reason}; correct it there"),
            Self::Format(None) => f.write_str("there is no format number; add `\"format\": 1`"),
            Self::Format(Some(other)) => {
                write!(f, "format {other} is not known here; use `\"format\": 1` or a newer newsquiz")
            }
            Self::UnknownField(path) => {
                write!(f, "`{path}` is not a field of format 1; correct the name or take it out")
            }
            Self::FieldTwice(path) => write!(f, "`{path}` stands there twice; keep one of them"),
            Self::MissingField(name) => write!(f, "`{name}` is missing; add it"),
            Self::NoTitle => f.write_str("there is no title that a reader sees; fill in `title`"),
            Self::NoStem => f.write_str("there is no question text that a reader sees; fill in `stem`"),
            Self::NoText => f.write_str("the choice has nothing that a reader sees; fill in `text`"),
            Self::DuplicateText => f.write_str(
                "the text looks like that of another choice; make it differ in more than spaces and other signs that \
                 nobody sees, or take it out",
            ),
            Self::NothingToSee(path) => {
                write!(f, "`{path}` has nothing that a reader sees; write something or take it out")
            }
            Self::BadSeed(seed) => {
                write!(f, "the seed `{seed}` is not usable in links; use 1 to 32 letters, digits, `-` or `_`")
            }
            Self::NoSuchParagraph(number, count, whereabouts) => write!(
                f,
                "the evidence names paragraph {number}, but the article has {count}; correct `paragraph`{}",
                looked_in(whereabouts.as_deref())
            ),
            Self::QuoteNotFound(quote, whereabouts) => write!(
                f,
                "the evidence “{quote}” does not stand in the article; copy it from there word for word{}",
                looked_in(whereabouts.as_deref())
            ),
            Self::QuoteInNoParagraph(quote, kind) => {
                let (place, remedy) = match kind {
                    Some(BlockKind::Headline) => ("a headline", "take out `paragraph`, or "),
                    Some(BlockKind::Caption) => ("a caption", "take out `paragraph`, or "),
                    Some(BlockKind::ListItem) => ("a list", "take out `paragraph`, or "),
                    Some(BlockKind::Paragraph) | None => ("text outside of every `<p>`", ""),
                };
                write!(
                    f,
                    "the evidence “{quote}” stands in {place}, and not in a paragraph; {remedy}quote a paragraph that says it"
                )
            }
            Self::QuoteElsewhere(quote, paragraph) => write!(
                f,
                "the evidence “{quote}” stands in paragraph {paragraph}; correct `paragraph` or the quote"
            ),
            Self::QuoteAmbiguous(quote, times) => write!(
                f,
                "the evidence “{quote}” stands {times} times in the article; lengthen it, or add `prefix` or \
                 `suffix`"
            ),
            Self::QuoteCutsWord(quote, word) => {
                write!(f, "the evidence “{quote}” cuts the word “{word}” of the article; take whole words")
            }
            Self::NoLabels(lang, known) => write!(
                f,
                "the interface has no words in `{lang}`; choose a language that it speaks ({})",
                known.join(", ")
            ),
        }
    }
}

/// Which of a page's articles was looked in, where there are several.
fn looked_in(whereabouts: Option<&str>) -> String {
    whereabouts.map(|whereabouts| format!(" (looked in {whereabouts})")).unwrap_or_default()
}

fn write_fault(fault: &Fault, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(match fault {
                Fault::BadId => {
                    "the id is not usable in links; use 1 to 40 lower-case letters, digits and hyphens"
                }
                Fault::DuplicateId => "the id is taken already; give it one of its own",
                Fault::BadLanguage => "the language is not a tag such as `en` or `es-MX`; correct `lang`",
                Fault::UnsafeLink => {
                    "the article's link is not a page; use a relative, http: or https: address"
                }
                Fault::BadContact => {
                    "`contact` is no address that readers can write to; begin it with https: or mailto:, and end it so that \
                     the id of a question can follow, as in `mailto:desk@news.example?subject=`"
                }
                Fault::DrawSize => {
                    "`draw.questions` is 0 or more than the bank has, withdrawn ones aside; choose a number that the bank can \
                     give"
                }
                Fault::BadBands => "the bands do not go up from 0 to at most 100; sort them by `from_percent`",
                Fault::TooFewChoices => "there are fewer than two choices; add a plausible distractor",
                Fault::TooManyChoices => {
                    return write!(f, "there are more than {} choices; keep the best ones", ChoiceSet::CAPACITY);
                }
                Fault::NoKey => "no choice is right; mark the key with `\"correct\": true`",
                Fault::NoDistractor => "every choice is right; add a wrong one",
                Fault::TwoPinned => "more than one choice is pinned last; pin one",
                Fault::NoEvidence => {
                    "there is no evidence; give `exact`, and `paragraph`, counted from 1, where it stands in one"
                }
                Fault::BadDate => {
                    "the date of its status is not one such as `2019-03-01`; correct `status.date`"
                }

    })
}
