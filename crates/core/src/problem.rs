//! What can be wrong with a bank, and where. The wording is only in tools: a reader's program needs a code.

/// A fault in a bank and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where the fault is.
    pub place: Place,
    /// What the fault is.
    pub kind: Kind,
}

/// Where in a bank something stands, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The bank as a whole.
    Bank,
    /// A question.
    Question(usize),
    /// A choice of a question.
    Choice(usize, usize),
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each has its wording below")]
pub enum Kind {
    BadId,
    DuplicateId,
    BadLanguage,
    NoTitle,
    UnsafeLink,
    BadContact,
    DrawSize,
    BadBands,
    NoStem,
    TooFewChoices,
    TooManyChoices,
    NoKey,
    NoDistractor,
    TwoPinned,
    NoText,
    DuplicateText,
    NoEvidence,
    BadDate,
    /// What only the source of a bank can have wrong.
    #[cfg(feature = "source")]
    Source(SourceFault),
}

/// What only the source of a bank can have wrong, or its evidence when it is held against the article.
#[cfg(feature = "source")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceFault {
    /// The text is not JSON, or not in the form of a bank: what the parser says.
    Unreadable(String),
    /// The format number is missing or another one.
    Format(Option<u64>),
    /// A field that the format does not have.
    UnknownField(String),
    /// A field that has to be there and is not.
    MissingField(&'static str),
    /// A seed that cannot stand in a link.
    BadSeed(String),
    /// The article has no such paragraph; it has this many.
    NoSuchParagraph(u16, usize),
    /// The quote stands nowhere in the article.
    QuoteNotFound(String),
    /// The quote stands in another paragraph.
    QuoteElsewhere(String, usize),
    /// The quote stands several times in the article.
    QuoteAmbiguous(String, usize),
    /// The quote starts or ends inside a word.
    QuoteCutsWord(String),
    /// The interface has no words in the bank's language.
    NoLabels(String),
}

#[cfg(feature = "source")]
mod wording {
    use core::fmt;

    use super::{Kind, SourceFault};
    use crate::choice_set::ChoiceSet;

    /// The fault and the remedy, in one line.
    impl fmt::Display for Kind {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let text = match self {
                Kind::BadId => {
                    "the id is not usable in links; use 1 to 40 lower-case letters, digits and hyphens"
                }
                Kind::DuplicateId => "the id is taken already; give it one of its own",
                Kind::BadLanguage => "the language is not a tag such as `en` or `es-MX`; correct `lang`",
                Kind::NoTitle => "there is no title; fill in `title`",
                Kind::UnsafeLink => {
                    "the article's link is not a page; use a relative, http: or https: address"
                }
                Kind::BadContact => {
                    "`contact` is no address that readers can write to; begin it with https: or mailto:, and end it so that the id of a question can follow, as in `mailto:desk@news.example?subject=`"
                }
                Kind::DrawSize => {
                    "`draw.questions` is 0 or more than the bank has, withdrawn ones aside; choose a number that the bank can give"
                }
                Kind::BadBands => "the bands do not go up from 0 to at most 100; sort them by `from_percent`",
                Kind::NoStem => "there is no question text; fill in `stem`",
                Kind::TooFewChoices => "there are fewer than two choices; add a plausible distractor",
                Kind::TooManyChoices => {
                    return write!(
                        f,
                        "there are more than {} choices; keep the best ones",
                        ChoiceSet::CAPACITY
                    );
                }
                Kind::NoKey => "no choice is right; mark the key with `\"correct\": true`",
                Kind::NoDistractor => "every choice is right; add a wrong one",
                Kind::TwoPinned => "more than one choice is pinned last; pin one",
                Kind::NoText => "the choice says nothing; fill in `text`",
                Kind::DuplicateText => "the text is that of another choice; make it differ or take it out",
                Kind::NoEvidence => "there is no evidence; give `paragraph`, counted from 1, and `exact`",
                Kind::BadDate => {
                    "the date of its status is not one such as `2019-03-01`; correct `status.date`"
                }
                Kind::Source(fault) => return fault.fmt(f),
            };
            f.write_str(text)
        }
    }

    impl fmt::Display for SourceFault {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            match self {
                Self::Unreadable(reason) => write!(f, "cannot be read: {reason}; correct it there"),
                Self::Format(None) => f.write_str("there is no format number; add `\"format\": 1`"),
                Self::Format(Some(other)) => {
                    write!(f, "format {other} is not known here; use `\"format\": 1` or a newer newsquiz")
                }
                Self::UnknownField(path) => {
                    write!(f, "`{path}` is not a field of format 1; correct the name or take it out")
                }
                Self::MissingField(name) => write!(f, "`{name}` is missing; add it"),
                Self::BadSeed(seed) => {
                    write!(
                        f,
                        "the seed `{seed}` is not usable in links; use 1 to 32 letters, digits, `-` or `_`"
                    )
                }
                Self::NoSuchParagraph(number, count) => write!(
                    f,
                    "the evidence names paragraph {number}, but the article has {count}; correct `paragraph`"
                ),
                Self::QuoteNotFound(quote) => write!(
                    f,
                    "the evidence “{quote}” does not stand in the article; copy it from there word for word"
                ),
                Self::QuoteElsewhere(quote, paragraph) => write!(
                    f,
                    "the evidence “{quote}” stands in paragraph {paragraph}; correct `paragraph` or the quote"
                ),
                Self::QuoteAmbiguous(quote, times) => write!(
                    f,
                    "the evidence “{quote}” stands {times} times in the article; lengthen it, or add `prefix` or `suffix`"
                ),
                Self::QuoteCutsWord(quote) => {
                    write!(f, "the evidence “{quote}” starts or ends inside a word; take whole words")
                }
                Self::NoLabels(lang) => write!(
                    f,
                    "the interface has no words in `{lang}`; add a file for it to the folder of locales"
                ),
            }
        }
    }
}
