//! What is wrong with the source of a bank, where, and what an author can do about it.

use core::ops::Range;

use newsquiz_core::{
    block::{Block, BlockKind},
    choice_set::ChoiceSet,
    problem::{self, Fault, Place},
};

use crate::{lint::Lint, notation::NotRead};

/// A fault in the source of a bank and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Where the fault is.
    pub(crate) place: Place,
    /// What the fault is.
    pub(crate) fault: SourceFault,
    /// Where it stands in the text, in bytes, where that is known already.
    pub(crate) span: Option<Range<usize>>,
}

impl Problem {
    /// A problem whose place in the text follows from what it is.
    pub(crate) fn new(place: Place, fault: SourceFault) -> Problem {
        Problem { place, fault, span: None }
    }

    /// A problem at a place in the text.
    pub(crate) fn at(place: Place, fault: SourceFault, span: Range<usize>) -> Problem {
        Problem { place, fault, span: Some(span) }
    }

    /// Whether something could not be read, so that what it says is not known.
    pub(crate) fn is_unreadable(&self) -> bool {
        matches!(self.fault, SourceFault::Unreadable(..))
    }
}

impl From<problem::Problem> for Problem {
    fn from(problem: problem::Problem) -> Problem {
        Problem::new(problem.place, SourceFault::Unplayable(problem.fault))
    }
}

/// What is wrong with the source of a bank, or with its evidence when it is held against the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SourceFault {
    /// What keeps any bank from being playable.
    Unplayable(Fault),
    /// The text is not JSON, or not in the form of a bank: what is wrong there, and what to do.
    Unreadable(String, String),
    /// The format number is another one.
    Format(u64),
    /// A field that the format does not have, the name of one that may be meant, and all that there are.
    UnknownField(String, Option<&'static str>, &'static [&'static str]),
    /// A field that stands in its object twice.
    FieldTwice(String),
    /// A warning is switched off that does not exist: which of the list, and its name.
    NoSuchLint(usize, String),
    /// A warning is switched off and nothing says why: which of the list.
    NoReason(usize),
    /// Words of the interface that no label has, and the name that may be meant.
    UnknownWords(String, Option<&'static str>),
    /// The words' direction is none.
    BadDirection,
    /// Words have other places to fill in than these.
    BadPlaces(Vec<String>),
    /// A field that has to be there and is not.
    MissingField(&'static str),
    /// The quiz has no title that a reader sees.
    NoTitle,
    /// The bank has no questions.
    NoQuestions,
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
    /// The quote stands nowhere in the article.
    QuoteNotFound {
        /// The quote.
        quote: String,
        /// The passage that is most like it, and what it stands in.
        nearest: Option<(String, Block)>,
        /// Which of the page's articles was looked in, where there are several.
        whereabouts: Option<String>,
    },
    /// A question has no quote, and one of its choices has one, by its number from 1.
    QuoteOfChoice(usize),
    /// The quote begins in one text of the article and ends in the next.
    QuoteAcross(String),
    /// The quote stands in the article, but in no paragraph, though one is named; or in nothing that a quote may stand in.
    QuoteInNoParagraph(String, Option<BlockKind>),
    /// A text is that of the example that a new bank begins with, in this field.
    Example(&'static str),
    /// The quote stands in another paragraph.
    QuoteElsewhere(String, u16),
    /// The quote stands several times in the article.
    QuoteAmbiguous(String, usize),
    /// The quote starts or ends inside this word.
    QuoteCutsWord(String, String),
    /// The interface has no words in the bank's language; it has them in these.
    NoLabels(String, Vec<String>),
}

/// What an author is told of a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// What is wrong.
    pub(crate) fault: String,
    /// What to do about it.
    pub(crate) remedy: String,
}

impl Told {
    /// A fault and its remedy.
    pub(crate) fn new(fault: impl Into<String>, remedy: impl Into<String>) -> Told {
        Told { fault: fault.into(), remedy: remedy.into() }
    }
}

impl SourceFault {
    /// What cannot be read, and what to do about it.
    pub(crate) fn unreadable(fault: &str, remedy: &str) -> SourceFault {
        SourceFault::Unreadable(fault.to_owned(), remedy.to_owned())
    }

    /// What is wrong with a part of a text that is not written as its notation has it.
    pub(crate) fn not_read(error: &NotRead) -> SourceFault {
        SourceFault::unreadable(&error.fault, error.remedy)
    }

    /// The same where it keeps something else from being looked at: what stands behind it, or in the article.
    pub(crate) fn not_read_on(error: &NotRead) -> SourceFault {
        SourceFault::unreadable(&error.fault, &format!("{} (the rest is looked at after that)", error.remedy))
    }

    /// What an author is told.
    pub(crate) fn told(&self) -> Told {
        match self {
            Self::Unplayable(fault) => unplayable(fault),
            Self::BadArticleFile(href) => Told::new(
                format!("the article stands at {href}"),
                "give its public address as `article.href`, or the name of a file below the bank, of letters, digits, `-`, \
                 `_` and `.`",
            ),
            Self::Unreadable(fault, remedy) => Told::new(fault, remedy),
            Self::Format(other) => {
                Told::new(format!("format {other} is not known here"), "use format 1 or a newer newsquiz")
            }
            Self::NoSuchLint(_, name) => {
                let known = Lint::ALL.map(|lint| format!("`{}`", lint.name()));
                Told::new(
                    format!("there is no warning with the name `{name}`"),
                    format!("use {}", known.join(", ")),
                )
            }
            Self::UnknownWords(name, near) => Told::new(
                format!("there are no words with the name `{name}`"),
                match near {
                    Some(near) => format!("write `{near}` if that is meant, or take it out"),
                    None => "take it out".to_owned(),
                },
            ),
            Self::BadDirection => {
                Told::new("the direction is neither `ltr` nor `rtl`", "say how the language is written")
            }
            Self::BadPlaces(places) => {
                let places: Vec<String> = places.iter().map(|place| format!("`{place}`")).collect();
                let wanted = if places.is_empty() { "none".to_owned() } else { places.join(", ") };
                Told::new(
                    format!("the words have other places than {wanted}"),
                    "have the same as `en.json` has there: numbers and names are put in their place",
                )
            }
            Self::NoReason(_) => Told::new(
                "a warning is switched off without a reason",
                "say in `reason` why it does not matter in this bank",
            ),
            Self::UnknownField(path, near, known) => Told::new(
                format!("`{}` is not a field of format 1", shown(path)),
                match near {
                    Some(near) => format!("write `{near}` if that is meant, or take it out"),
                    None => {
                        let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
                        format!("take it out; there are {}", known.join(", "))
                    }
                },
            ),
            Self::FieldTwice(path) => {
                Told::new(format!("`{}` stands there twice", shown(path)), "keep one of them")
            }
            Self::MissingField(name) => Told::new(format!("`{name}` is missing"), "add it"),
            Self::NoTitle => Told::new("there is no title that a reader sees", "fill in `title`"),
            Self::NoQuestions => Told::new(
                "there are no questions",
                "write one below a line that begins with ##; in JSON they stand in `questions`",
            ),
            Self::NoStem => Told::new("there is no question text that a reader sees", "fill in `stem`"),
            Self::NoText => Told::new("the choice has nothing that a reader sees", "fill in `text`"),
            Self::DuplicateText => Told::new(
                "the text looks like that of another choice",
                "take one of the two out, or make them differ in more than spaces and other signs that nobody sees",
            ),
            Self::Example(_) => Told::new(
                "this is still the example that `newsquiz new` wrote",
                "write over it, or take it out",
            ),
            Self::NothingToSee(path) => Told::new(
                format!("`{}` has nothing that a reader sees", shown(path)),
                "write something or take it out",
            ),
            Self::BadSeed(seed) => Told::new(
                format!("the seed `{seed}` is not usable in links"),
                "use 1 to 32 letters, digits, `-` or `_`",
            ),
            Self::NoSuchParagraph(number, count, whereabouts) => Told::new(
                format!("the evidence names paragraph {number}, but the article has {count}"),
                format!("correct `paragraph`{}", looked_in(whereabouts.as_deref())),
            ),
            Self::QuoteNotFound { quote, nearest, whereabouts } => Told::new(
                format!("the evidence “{quote}” does not stand in the article"),
                match nearest {
                    Some((text, block)) => format!(
                        "did you mean “{text}” in {}? Copy it from the article word for word{}",
                        named(*block),
                        looked_in(whereabouts.as_deref())
                    ),
                    None => {
                        format!("copy it from there word for word{}", looked_in(whereabouts.as_deref()))
                    }
                },
            ),
            Self::QuoteOfChoice(choice) => Told::new(
                format!("the question has no evidence, and choice {choice} has a quote of its own"),
                "take away the spaces before its > if it is that of the question; else add one for the question, which is \
                 the one that readers see",
            ),
            Self::QuoteAcross(quote) => Told::new(
                format!(
                    "the evidence “{quote}” runs over the end of a paragraph, or of what else it stands in"
                ),
                "quote from one of them",
            ),
            Self::QuoteInNoParagraph(quote, kind) => {
                let (place, remedy) = match kind {
                    Some(BlockKind::Headline) => ("a headline", "take out `paragraph`, or "),
                    Some(BlockKind::Caption) => ("a caption", "take out `paragraph`, or "),
                    Some(BlockKind::ListItem) => ("a list", "take out `paragraph`, or "),
                    Some(BlockKind::Paragraph) | None => ("text outside of every `<p>`", ""),
                };
                Told::new(
                    format!("the evidence “{quote}” stands in {place}, and not in a paragraph"),
                    format!("{remedy}quote a paragraph that says it"),
                )
            }
            Self::QuoteElsewhere(quote, paragraph) => Told::new(
                format!("the evidence “{quote}” stands in paragraph {paragraph}"),
                "correct `paragraph` or the quote, or take `paragraph` out",
            ),
            Self::QuoteAmbiguous(quote, times) => Told::new(
                format!("the evidence “{quote}” stands {times} times in the article"),
                "lengthen it, or write behind it which is meant: {prefix=\"the words before it\"}, or `suffix` for those behind it",
            ),
            Self::QuoteCutsWord(quote, word) => Told::new(
                format!("the evidence “{quote}” cuts the word “{word}” of the article"),
                "take whole words",
            ),
            Self::NoLabels(lang, known) => Told::new(
                format!("the interface has no words in `{lang}`"),
                format!(
                    "choose a language that it speaks ({}), or give it the words: `newsquiz new --words {lang}` makes a \
                     file to fill in",
                    known.join(", ")
                ),
            ),
        }
    }

    /// The field that the fault is in, as a path below its place.
    pub(crate) fn field(&self) -> String {
        let name = match self {
            Self::NoSuchLint(ix, _) | Self::NoReason(ix) => return format!("lints.off.{ix}.name"),
            Self::Unplayable(fault) => match fault {
                Fault::BadId | Fault::DuplicateId => "id",
                Fault::BadLanguage => "lang",
                Fault::UnsafeLink => "article.href",
                Fault::BadContact => "contact",
                Fault::DrawSize => "draw.questions",
                Fault::BadBands => "bands",
                Fault::TooFewChoices | Fault::TooManyChoices | Fault::NoKey | Fault::NoDistractor => {
                    "choices"
                }
                Fault::TwoPinned => "choices",
                Fault::NoEvidence => "evidence",
                Fault::BadDate => "status.date",
            },
            Self::BadArticleFile(_) => "article.href",
            Self::Format(_) => "format",
            Self::NothingToSee(path) => path,
            Self::Example(field) => field,
            Self::NoTitle => "title",
            Self::NoQuestions => "questions",
            Self::NoStem => "stem",
            Self::NoText | Self::DuplicateText => "text",
            Self::BadSeed(_) => "draw.seed",
            Self::NoSuchParagraph(..) | Self::QuoteElsewhere(..) => "evidence.paragraph",
            Self::QuoteNotFound { .. }
            | Self::QuoteAcross(_)
            | Self::QuoteOfChoice(_)
            | Self::QuoteInNoParagraph(..)
            | Self::QuoteAmbiguous(..)
            | Self::QuoteCutsWord(..) => "evidence.exact",
            Self::NoLabels(..) => "lang",
            Self::Unreadable(..)
            | Self::UnknownField(..)
            | Self::FieldTwice(_)
            | Self::MissingField(_)
            | Self::UnknownWords(..)
            | Self::BadDirection
            | Self::BadPlaces(_) => "",
        };
        name.to_owned()
    }
}

/// A path as authors read it: they count from 1.
pub(crate) fn shown(path: &str) -> String {
    let step = |step: &str| step.parse::<usize>().map_or_else(|_| step.to_owned(), |ix| (ix + 1).to_string());
    path.split('.').map(step).collect::<Vec<_>>().join(".")
}

/// What a text of the article is called in messages.
fn named(block: Block) -> String {
    match block.kind() {
        BlockKind::Paragraph => format!("paragraph {}", block.number()),
        BlockKind::ListItem => "a list".to_owned(),
        BlockKind::Caption => "a caption".to_owned(),
        BlockKind::Headline => "a headline".to_owned(),
    }
}

/// Which of a page's articles was looked in, where there are several.
fn looked_in(whereabouts: Option<&str>) -> String {
    whereabouts.map(|whereabouts| format!(" (looked in {whereabouts})")).unwrap_or_default()
}

fn unplayable(fault: &Fault) -> Told {
    let (fault, remedy) = match fault {
        Fault::BadId => {
            ("the id is not usable in links", "use 1 to 40 lower-case letters, digits and hyphens")
        }
        Fault::DuplicateId => (
            "the id is taken already",
            "give it one of its own, or take it out and have `newsquiz fmt` make one",
        ),
        Fault::BadLanguage => ("the language is not a tag such as `en` or `es-MX`", "correct `lang`"),
        Fault::UnsafeLink => ("the article's link is not a page", "use a relative, http: or https: address"),
        Fault::BadContact => (
            "`contact` is no address that readers can write to",
            "begin it with https: or mailto:, and end it so that the id of a question can follow, as in \
             `mailto:desk@news.example?subject=`",
        ),
        Fault::DrawSize => (
            "`draw.questions` is 0 or more than the bank has, withdrawn ones aside",
            "choose a number that the bank can give",
        ),
        Fault::BadBands => ("the bands do not go up from 0 to at most 100", "sort them by `from_percent`"),
        Fault::TooFewChoices => {
            ("there are fewer than two choices", "add a wrong one that might be taken for right")
        }
        Fault::TooManyChoices => {
            let most = ChoiceSet::CAPACITY;
            return Told::new(format!("there are more than {most} choices"), "keep the best ones");
        }
        Fault::NoKey => {
            ("no choice is right", "tick the right one: `- [x]` in Markdown, `\"correct\": true` in JSON")
        }
        Fault::NoDistractor => ("every choice is right", "add a wrong one"),
        Fault::TwoPinned => ("more than one choice is pinned last", "pin one"),
        Fault::NoEvidence => (
            "there is no evidence",
            "give the words of the article that prove the answer: below the choices in a line that begins with >, in JSON as \
             `exact` of the `evidence`",
        ),
        Fault::BadDate => ("the date of its status is not one such as `2019-03-01`", "correct `status.date`"),
    };
    Told::new(fault, remedy)
}
