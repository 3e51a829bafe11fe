//! The words of the interface, as part of the compiled bank: a reader loads one language and no more.

use std::rc::Rc;

use crate::split;

/// Writes the enumeration of labels and its list of names from one table.
macro_rules! labels {
    ($($label:ident $name:literal)*) => {
        /// A piece of text that the interface shows or speaks. `{0}` and `{1}` stand for what is filled in.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "`locales/en.json` has the words themselves")]
        pub enum Label { $($label),* }

        impl Label {
            /// The names of all labels in a locale file, in the order in which they are compiled.
            pub const NAMES: &[&str] = &[$($name),*];
        }
    };
}

labels! {
    Drawn "drawn"
    Others "others"
    Progress "progress"
    Score "score"
    ChooseAll "choose_all"
    Check "check"
    Show "show"
    NothingChosen "nothing_chosen"
    KeysOn "keys_on"
    KeysOff "keys_off"
    Right "right"
    Partly "partly"
    Wrong "wrong"
    NotAnswered "not_answered"
    Shown "shown"
    ChosenRight "chosen_right"
    ChosenWrong "chosen_wrong"
    RightChoice "right_choice"
    InTheArticle "in_the_article"
    NewTab "new_tab"
    Back "back"
    Paragraph "paragraph"
    Kept "kept"
    Resume "resume"
    Afresh "afresh"
    Forget "forget"
    Edited "edited"
    Next "next"
    Finish "finish"
    Outcome "outcome"
    Points "points"
    Review "review"
    Again "again"
    Retry "retry"
    Share "share"
    Copied "copied"
    CopyThis "copy_this"
    ToBeat "to_beat"
    Best "best"
    Contact "contact"
    Exactly "exactly"
    Corrected "corrected"
    Withdrawn "withdrawn"
    Gone "gone"
    ArticleChanged "article_changed"
    Decimal "decimal"
    Direction "direction"
    Headline "headline"
    Caption "caption"
    List "list"
    NewQuestions "new_questions"
    Compared "compared"
    Passed "passed_on"
    Won "won"
    Level "level"
    Missed "missed"
    OneDrawn "one_drawn"
    OneNewQuestion "one_new_question"
}

/// How many labels there were when this form of compiled banks began. Later ones stand behind these, and banks that were
/// compiled before have no words for them.
const FIRST: usize = 45;

/// The labels for blocks of an article that are no paragraphs. Banks that stand on paragraphs alone have no words for them.
const OF_BLOCKS: [Label; 3] = [Label::Headline, Label::Caption, Label::List];

/// The words for every label, in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    words: Vec<Rc<str>>,
    /// Their language and the bank's, where these differ.
    pub langs: Option<[Rc<str>; 2]>,
}

impl Labels {
    /// Takes the words for each name in [`Label::NAMES`].
    ///
    /// # Errors
    /// The first name that has no words.
    pub fn new<'a>(words: impl Fn(&'static str) -> Option<&'a str>) -> Result<Labels, &'static str> {
        let words = Label::NAMES.iter().map(|&name| words(name).map(Rc::from).ok_or(name));
        words.collect::<Result<_, _>>().map(|words| Labels { words, langs: None })
    }

    /// Takes the words in the order of [`Label::NAMES`], in a language for a bank.
    pub(crate) fn in_order(words: Vec<Rc<str>>, lang: &Rc<str>, bank: &Rc<str>) -> Labels {
        Labels { words, langs: (lang != bank).then(|| [lang, bank].map(Rc::clone)) }
    }

    /// The words in that order.
    pub(crate) fn all(&self) -> &[Rc<str>] {
        &self.words
    }

    /// Leaves out the words for blocks that are no paragraphs.
    pub(crate) fn drop_those_of_blocks(&mut self) {
        for label in OF_BLOCKS {
            if let Some(words) = self.words.get_mut(label as usize) {
                *words = Rc::default();
            }
        }
    }

    /// Whether there are words for every label that there ever was, and for none that this program does not know.
    pub(crate) fn fit(&self) -> bool {
        (FIRST..=Label::NAMES.len()).contains(&self.words.len())
    }

    /// Whether the bank was compiled since there are words for points and challenges at the end ([`Label::Won`]).
    pub fn are_new(&self) -> bool {
        !self.get(Label::Won).is_empty()
    }

    /// The words of a label.
    pub fn get(&self, label: Label) -> Rc<str> {
        // A list that is too short shows nothing there, and the quiz goes on.
        self.words.get(label as usize).cloned().unwrap_or_default()
    }

    /// The words of a label for a count. Banks that were compiled before there were words for one have those for many.
    fn of_count(&self, label: Label, count: &str) -> Rc<str> {
        let one = match label {
            Label::Drawn if count == "1" => self.get(Label::OneDrawn),
            Label::NewQuestions if count == "1" => self.get(Label::OneNewQuestion),
            _ => Rc::default(),
        };
        if one.is_empty() { self.get(label) } else { one }
    }

    /// The direction in which the language is written: `ltr` or `rtl`, whatever else the list says.
    pub fn direction(&self) -> &'static str {
        if &*self.get(Label::Direction) == "rtl" { "rtl" } else { "ltr" }
    }

    /// The words of a label with its places filled in. Where the first is one, those for one alone.
    pub fn fill(&self, label: Label, first: &str, second: &str) -> String {
        let mut text = String::new();
        let words = self.of_count(label, first);
        let mut rest = &*words;
        while let Some((before, after)) = split::once(rest, b'{') {
            text.push_str(before);
            let (value, after) = match split::once(after, b'}') {
                Some(("0", after)) => (first, after),
                Some(("1", after)) => (second, after),
                _ => ("{", after),
            };
            text.push_str(value);
            rest = after;
        }
        text.push_str(rest);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::{Label, Labels};

    #[test]
    fn places_are_filled_in_whatever_their_order() {
        for (words, filled) in [
            ("Question {0} of {1}", "Question 3 of 8"),
            ("{1} 중 {0}", "8 중 3"),
            ("no place", "no place"),
            ("an open { brace", "an open { brace"),
            ("{2}", "{2}"),
        ] {
            let labels = Labels::new(|name| Some(if name == "progress" { words } else { name })).unwrap();
            assert_eq!(labels.fill(Label::Progress, "3", "8"), filled, "{words}");
        }
    }

    #[test]
    fn one_question_is_told_as_one() {
        for (label, many, one) in
            [(Label::Drawn, "drawn", "one_drawn"), (Label::NewQuestions, "new_questions", "one_new_question")]
        {
            let fill = |words_for_one: &'static str, count| {
                let words = |name| match name {
                    _ if name == many => "{0} questions",
                    _ if name == one => words_for_one,
                    _ => name,
                };
                Labels::new(|name| Some(words(name))).unwrap().fill(label, count, "36")
            };
            assert_eq!(fill("{0} question", "1"), "1 question");
            assert_eq!(fill("{0} question", "10"), "10 questions");
            assert_eq!(fill("", "1"), "1 questions", "a bank that was compiled before has no words for one");
        }
    }

    #[test]
    fn a_missing_word_is_named() {
        let labels = Labels::new(|name| (name != "check").then_some(name));
        assert_eq!(labels, Err("check"));
    }
}
