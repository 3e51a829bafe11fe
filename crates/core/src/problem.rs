//! What can be wrong with a bank, and where. It is worded by the compiler: a reader's program needs a code.

/// A fault in a bank and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where the fault is.
    pub place: Place,
    /// What the fault is.
    pub fault: Fault,
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
#[expect(missing_docs, reason = "the compiler words each")]
pub enum Fault {
    BadId,
    DuplicateId,
    BadLanguage,
    UnsafeLink,
    BadContact,
    DrawSize,
    BadBands,
    TooFewChoices,
    TooManyChoices,
    NoKey,
    NoDistractor,
    TwoPinned,
    NoEvidence,
    BadDate,
}
