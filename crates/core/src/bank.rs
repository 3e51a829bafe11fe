//! The bank: all questions derived from one article. A `Bank` that exists is playable.
//!
//! What is not here: how authors write a bank (the compiler), how its bytes are read (`compiled`) and whether its evidence is true (the compiler).

mod check;
mod excerpt;
pub(crate) mod write;

use core::fmt;
use std::rc::Rc;

pub use self::{
    check::{MAX_ID, is_id},
    excerpt::MOST_FURTHER,
};
use crate::{
    block::{Block, BlockKind},
    choice_set::ChoiceSet,
    digits::hexadecimal,
    draw::Draw,
    labels::{Label, Labels},
    passage::text_fragment,
    problem::Problem,
    seed::{Seed, fnv1a},
};

/// All questions derived from one article, checked: ids are unique, each question has evidence, a key and a distractor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bank {
    parts: Parts,
    version: Version,
    draw: Draw,
    /// Of an excerpt: what else it was made for.
    other_draws: Vec<Draw>,
    /// Of an excerpt: the draws that there are excerpts of, too.
    further: Vec<Seed>,
    playable: usize,
}

/// What a bank is made of, not checked yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Names the bank in links and stored attempts.
    pub id: Rc<str>,
    /// The language of the questions (BCP 47).
    pub lang: Rc<str>,
    /// The quiz's title.
    pub title: Rc<str>,
    /// One line of introduction; may be empty.
    pub intro: Rc<str>,
    /// Where readers can say that something is wrong: an address, to whose end the question's id is added; may be
    /// empty.
    pub contact: Rc<str>,
    /// The article that the questions are derived from.
    pub article: Article,
    /// What a first visit gets.
    pub plan: Plan,
    /// The closing texts, from the lowest score up; may be empty.
    pub bands: Vec<Band>,
    /// The words of the interface.
    pub labels: Labels,
    /// The questions, in the order of the article: a draw relies on it to span the article.
    pub questions: Vec<Rc<Question>>,
}

/// The article that a bank is derived from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its headline.
    pub title: Rc<str>,
    /// Its address, absolute or relative to the bank's folder.
    pub href: Rc<str>,
    /// Who wrote it; may be empty. The compiled bank does not have it.
    pub byline: Rc<str>,
}

/// How many questions a draw has, and the seed that a first visit gets, the same for all readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// How many questions are drawn.
    pub questions: u16,
    /// The seed of a first visit.
    pub seed: Seed,
}

/// A closing text for a range of scores: it holds up to the next band's start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// The lowest score of the band, in percent.
    pub from_percent: u8,
    /// The verdict in a few words.
    pub title: Rc<str>,
    /// A sentence to the reader.
    pub text: Rc<str>,
}

/// One question with its choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Names the question in links and stored attempts.
    pub id: Rc<str>,
    /// How hard it is.
    pub level: Level,
    /// What it is about, in a word; may be empty. The compiled bank does not have it.
    pub topic: Rc<str>,
    /// What it asks.
    pub stem: Rc<str>,
    /// Where the stem's language differs from the bank's.
    pub speech: Speech,
    /// What can be picked.
    pub choices: Vec<Choice>,
    /// The version of all this: where it differs, a response was to another question. A [`Bank`] has it right.
    pub asked: Version,
    /// Whether the choices keep their order: numbers, dates, true and false.
    pub keep_order: bool,
    /// What holds whatever was chosen; may be empty.
    pub explanation: Rc<str>,
    /// Where the answer stands in the article.
    pub evidence: Evidence,
    /// What editors did to it since it was published.
    pub status: Option<Status>,
}

/// What editors did to a question since it was published, told to readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// What they did.
    pub kind: StatusKind,
    /// When: a date as ISO 8601 has it, as in `2019-03-01`.
    pub date: Rc<str>,
    /// Why, in a sentence; may be empty.
    pub note: Rc<str>,
}

impl Status {
    /// What readers are told of it, before the note.
    pub fn told(&self, labels: &Labels) -> String {
        let label = match self.kind {
            StatusKind::Corrected => Label::Corrected,
            StatusKind::Withdrawn => Label::Withdrawn,
        };
        labels.fill(label, &self.date, "")
    }
}

/// What editors did to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusKind {
    /// They corrected it: it is played as it is now.
    Corrected,
    /// They took it back: it is drawn no more, and counts for nothing where it was drawn before.
    Withdrawn,
}

/// How hard a question is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Level {
    Easy,
    Medium,
    Hard,
}

impl Level {
    /// All levels, from easy to hard.
    pub const ALL: [Level; 3] = [Level::Easy, Level::Medium, Level::Hard];
}

/// One thing to pick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Names the choice in stored attempts; unique in its question.
    pub id: Rc<str>,
    /// What it says.
    pub text: Rc<str>,
    /// Where its language differs from the question's.
    pub speech: Speech,
    /// Whether it is a key.
    pub correct: bool,
    /// Whether it stays last when choices are shuffled.
    pub pinned: bool,
    /// What a reader who picked it is told; may be empty.
    pub feedback: Rc<str>,
    /// The passage that supports or contradicts it. The compiled bank does not have it.
    pub evidence: Option<Evidence>,
}

/// The language and direction of a text, where they differ from what is around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speech {
    /// Its language (BCP 47).
    pub lang: Option<Rc<str>>,
    /// Its direction; without one, its first strong letter decides.
    pub dir: Option<Direction>,
}

/// The direction of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "HTML's values, spelled out")]
pub enum Direction {
    Ltr,
    Rtl,
}

impl Direction {
    /// The value of HTML's `dir`.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        }
    }
}

/// Where in the article something stands: a block of it, and a quote in that (W3C Web Annotation, `TextQuoteSelector`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Which paragraph of the article, or what else of it.
    pub block: Block,
    /// Where the quote starts in it, in code points (`TextPositionSelector`); 0 before the proof.
    pub start: u32,
    /// The quoted words.
    pub exact: Rc<str>,
    /// What stands just before them: in a proved bank, the sentence up to there.
    pub prefix: Rc<str>,
    /// What stands just after them: in a proved bank, the rest of the sentence.
    pub suffix: Rc<str>,
    /// A few words that stand in the block before the sentence; empty when it is the first.
    pub before: Rc<str>,
    /// A few words that stand in the block after the sentence; empty when the ones before do, or it is the last.
    pub after: Rc<str>,
}

impl Evidence {
    /// The whole sentence, in which the quoted words stand once.
    pub fn sentence(&self) -> String {
        [&*self.prefix, &self.exact, &self.suffix].concat()
    }

    /// The fragment that leads to the sentence where the article has it, and nowhere else: a quiz on the same page
    /// prints the sentence too, but not what is around it.
    pub fn text_fragment(&self) -> String {
        text_fragment(&self.before, &self.sentence(), &self.after)
    }

    /// Whether both stand on one passage: quotes of the same block that overlap.
    pub fn overlaps(&self, other: &Evidence) -> bool {
        let end = |evidence: &Evidence| evidence.start as usize + evidence.exact.chars().count();
        self.block == other.block && (self.start as usize) < end(other) && (other.start as usize) < end(self)
    }
}

/// Which content a bank has: it changes with every letter of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Version(pub(crate) u32);

impl Version {
    /// The version of a bank with these bytes.
    pub(crate) fn of(bytes: &[u8]) -> Version {
        let hash = fnv1a(bytes);
        Version((hash ^ (hash >> 32)) as u32)
    }

    /// Eight hexadecimal digits.
    pub fn text(self) -> String {
        hexadecimal(self.0)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl Question {
    /// The right choices.
    pub fn keys(&self) -> ChoiceSet {
        self.choices.iter().enumerate().filter(|(_, choice)| choice.correct).map(|(ix, _)| ix).collect()
    }

    /// Whether editors took it back.
    pub fn is_withdrawn(&self) -> bool {
        self.status.as_ref().is_some_and(|status| status.kind == StatusKind::Withdrawn)
    }

    /// What a draw takes of it. The quote is as many spaces: where it ends decides whether it overlaps with another one.
    pub(crate) fn without_words(&self) -> Question {
        let none = || Rc::<str>::default();
        let choice = |choice: &Choice| Choice {
            id: none(),
            text: none(),
            speech: Speech::default(),
            feedback: none(),
            evidence: None,
            ..*choice
        };
        let Evidence { block, start, exact, .. } = &self.evidence;
        Question {
            id: Rc::clone(&self.id),
            topic: none(),
            stem: none(),
            speech: Speech::default(),
            choices: self.choices.iter().map(choice).collect(),
            explanation: none(),
            evidence: Evidence {
                block: *block,
                start: *start,
                exact: " ".repeat(exact.chars().count()).into(),
                prefix: none(),
                suffix: none(),
                before: none(),
                after: none(),
            },
            status: self.is_withdrawn().then(|| Status {
                kind: StatusKind::Withdrawn,
                date: none(),
                note: none(),
            }),
            ..*self
        }
    }

    /// Whether several choices are to be picked.
    pub fn is_choose_all(&self) -> bool {
        1 < self.keys().len()
    }
}

impl Bank {
    /// Checks the parts of a bank.
    ///
    /// # Errors
    /// Everything that keeps it from being playable, in the order of the bank.
    pub fn new(mut parts: Parts) -> Result<Bank, Vec<Problem>> {
        let problems = parts.problems();
        if problems.is_empty() {
            parts.drop_unused_labels();
            for question in &mut parts.questions {
                Rc::make_mut(question).asked = Version::of(&write::asked(question));
            }
            let version = Version::of(&write::parts(&parts));
            Ok(Bank::whole(parts, version))
        } else {
            Err(problems)
        }
    }

    /// A bank with all of its questions, and with the draw that its plan names.
    fn whole(parts: Parts, version: Version) -> Bank {
        let Plan { questions, seed } = &parts.plan;
        let draw = Draw::of(&parts.questions, usize::from(*questions), seed.clone());
        let (other_draws, further) = (Vec::new(), Vec::new());
        Bank { playable: parts.playable(), draw, other_draws, further, parts, version }
    }

    /// A bank that was compiled before, and so was checked. What playing rests on is looked at
    /// again, since bytes can be forged; all of it would cost a reader 900 bytes.
    pub(crate) fn decoded(
        parts: Parts,
        version: Version,
        mut draws: Vec<Draw>,
        further: Vec<Seed>,
        playable: usize,
    ) -> Option<Bank> {
        let draw = draws.pop()?;
        let bank = Bank { parts, version, draw, other_draws: draws, further, playable };
        (bank.parts.labels.fit() && bank.is_playable()).then_some(bank)
    }

    /// The same of one that was compiled without its draw.
    pub(crate) fn decoded_whole(parts: Parts, version: Version) -> Option<Bank> {
        let draws = 1..=parts.playable();
        let can_be_drawn = parts.labels.fit() && draws.contains(&usize::from(parts.plan.questions));
        let bank = can_be_drawn.then(|| Bank::whole(parts, version))?;
        bank.is_playable().then_some(bank)
    }

    /// What readers get: of a whole bank, what its plan names.
    pub fn draw(&self) -> &Draw {
        &self.draw
    }

    /// The seeds of further draws, of which there are excerpts beside this one, in the order in which they are to be played.
    pub fn further(&self) -> &[Seed] {
        &self.further
    }

    /// All draws that are known to be of this bank.
    pub fn draws(&self) -> impl Iterator<Item = &Draw> {
        self.other_draws.iter().chain([&self.draw])
    }

    /// What the bank is made of.
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// Which content the bank has.
    pub fn version(&self) -> Version {
        self.version
    }

    /// The questions, in the order of the bank.
    pub fn questions(&self) -> &[Rc<Question>] {
        &self.parts.questions
    }

    /// How many questions a draw has.
    pub fn draw_len(&self) -> usize {
        usize::from(self.parts.plan.questions)
    }

    /// The same bank, with draws of another length: at least 1, and at most what it has.
    pub fn with_draw_len(mut self, len: u16) -> Bank {
        let most = u16::try_from(self.playable()).unwrap_or(u16::MAX);
        self.parts.plan.questions = len.clamp(1, most.max(1));
        Bank::whole(self.parts, self.version)
    }

    /// The same bank, with the words of the interface in a language.
    pub fn in_language(&self, lang: &str, labels: Labels) -> Bank {
        let labels = Labels::in_order(labels.all().to_vec(), &lang.into(), &self.parts.lang);
        let mut parts = Parts { labels, ..self.parts.clone() };
        parts.drop_unused_labels();
        Bank { version: Version::of(&write::parts(&parts)), parts, ..self.clone() }
    }

    /// How many questions can be drawn: all that were not withdrawn, whether they are in an excerpt or not.
    pub fn playable(&self) -> usize {
        self.playable
    }

    /// The question at a position.
    pub fn question(&self, ix: usize) -> Option<&Rc<Question>> {
        self.parts.questions.get(ix)
    }

    /// The position of the question with an id.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.parts.questions.iter().position(|question| &*question.id == id)
    }
}

impl Parts {
    /// Leaves out the words for blocks that are no paragraphs where no question stands on one: so a bank of paragraphs
    /// alone is compiled as it was before there were such words, and programs of then read it.
    fn drop_unused_labels(&mut self) {
        let is_on_paragraph =
            |question: &Rc<Question>| question.evidence.block.kind() == BlockKind::Paragraph;
        if self.questions.iter().all(is_on_paragraph) {
            self.labels.drop_those_of_blocks();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Bank, Evidence, Version};
    use crate::{
        block::{Block, BlockKind},
        testing::{evidence, parts},
    };

    #[test]
    fn a_list_item_is_a_place_of_its_own() {
        let at = |kind, number| Evidence { block: Block::new(kind, number), ..evidence(0, "the passage") };
        let item = at(BlockKind::ListItem, 3);
        assert!(item.overlaps(&at(BlockKind::ListItem, 3)));
        for other in [
            at(BlockKind::ListItem, 4),
            at(BlockKind::Paragraph, 3),
            at(BlockKind::Caption, 3),
            evidence(0, ""),
        ] {
            assert!(!item.overlaps(&other) && !other.overlaps(&item), "{other:?}");
        }
    }

    #[test]
    fn quotes_of_one_paragraph_that_share_words_are_one_passage() {
        let at = |paragraph, start, exact| Evidence { start, ..evidence(paragraph, exact) };
        for (one, other, overlap) in [
            (at(3, 0, "opened an office"), at(3, 10, "office in"), true),
            (at(3, 0, "opened"), at(3, 6, " an office"), false),
            (at(3, 0, "opened"), at(4, 0, "opened"), false),
        ] {
            assert_eq!(one.overlaps(&other), overlap, "{one:?} {other:?}");
            assert_eq!(other.overlaps(&one), overlap, "{one:?} {other:?}");
        }
    }

    #[test]
    fn every_change_is_another_version() {
        let one = Bank::new(parts(3)).unwrap();
        let mut changed = parts(3);
        changed.bands[0].text = "Another word".into();
        assert_ne!(one.version(), Bank::new(changed).unwrap().version());
        assert_eq!(Version(0x1f).to_string(), "0000001f");
    }
}
