//! The words for readers that pages of a site have, and no compiled bank: new ones are no new form of it, and programs that
//! are out there read the bank as ever.

use crate::Words;

/// These words in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageWords {
    /// The heading of a list of quizzes.
    pub quizzes: String,
    /// How many questions a quiz asks, with the place `{0}`.
    pub questions: String,
    /// What stands in the place of a quiz that was withdrawn.
    pub retired: String,
}

impl PageWords {
    /// The names of these words in the file of a language.
    pub(crate) const NAMES: [&str; 3] = ["quizzes", "questions", "retired"];

    /// Takes them out of the words of a file, which has them all.
    pub(crate) fn of(words: &Words) -> PageWords {
        let word = |name: &str| words.get(name).cloned().unwrap_or_default();
        let [quizzes, questions, retired] = PageWords::NAMES.map(word);
        PageWords { quizzes, questions, retired }
    }
}
