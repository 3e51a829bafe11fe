//! What the tests know of a quiz without the page: its questions, keys and draws, from the native engine.

use std::{fs, path::Path, rc::Rc, sync::LazyLock};

use anyhow::{Context as _, Result, anyhow};
use futures::executor::block_on;
use newsquiz_cli::bank;
use newsquiz_core::{
    bank::{Bank, Question},
    compiled,
    draw::Draw,
    score::Points,
    seed::Seed,
    share::{Challenge, ScoreToBeat},
};
use serde_json::Value;
use tempfile::TempDir;

// The words that readers act by.
pub(crate) const CHECK: &str = "Check answer";
pub(crate) const SHOW: &str = "Show the answer";
pub(crate) const NEXT: &str = "Next question";
pub(crate) const FINISH: &str = "See your result";
pub(crate) const OTHERS: &str = "Change the questions";
pub(crate) const RETRY: &str = "Retry the ones you missed";
pub(crate) const SHARE: &str = "Share your result";

/// A quiz whose keys are known.
#[derive(Debug)]
pub(crate) struct Quiz {
    bank: Bank,
    bytes: Vec<u8>,
}

impl Quiz {
    /// The quiz that is built when no other is named. It is compiled once for all tests.
    pub(crate) fn liaison_office() -> Result<Quiz> {
        static BYTES: LazyLock<Result<Vec<u8>, String>> = LazyLock::new(|| {
            let folder = xtask::workspace::root().join(xtask::demonstration::BANK);
            Quiz::of(&folder).map(|quiz| quiz.bytes).map_err(|error| format!("{error:#}"))
        });
        let bytes = BYTES.as_ref().map_err(|error| anyhow!(error.clone()))?.clone();
        let bank = compiled::decode(&bytes).map_err(|error| anyhow!("{}", error.code()))?;
        Ok(Quiz { bank, bytes })
    }

    /// The quiz of the bank in a folder.
    pub(crate) fn of(folder: &Path) -> Result<Quiz> {
        let bank = bank::prove(folder)?.bank;
        let bytes = compiled::encode(&bank);
        Ok(Quiz { bank, bytes })
    }

    /// The same, with draws of another length.
    pub(crate) fn shortened(self, len: u16) -> Quiz {
        Quiz { bank: self.bank.with_draw_len(len), ..self }
    }

    /// All of it.
    pub(crate) fn bank(&self) -> &Bank {
        &self.bank
    }

    /// The same for the widget.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Its first body, as a page of the folder above its bank's has it.
    pub(crate) fn first_body(&self) -> String {
        let folder = format!("banks/{}/", self.bank.parts().id);
        block_on(newsquiz_widget::render::first_body(&self.bank, &folder))
    }

    /// How many questions a reader gets.
    pub(crate) fn len(&self) -> usize {
        self.bank.draw_len()
    }

    /// The question with an id.
    pub(crate) fn question(&self, id: &str) -> Result<&Rc<Question>> {
        let found = self.bank.position(id).and_then(|ix| self.bank.question(ix));
        found.with_context(|| format!("the bank has no question “{id}”"))
    }

    /// The questions that a seed draws.
    pub(crate) fn drawn(&self, seed: &Seed) -> Vec<&Rc<Question>> {
        let draw = Draw::new(&self.bank, seed.clone());
        draw.items.iter().filter_map(|item| self.bank.question(item.question)).collect()
    }

    /// What a seed draws, as [`Played`].
    pub(crate) fn expected(&self, seed: &Seed) -> Vec<Played> {
        let draw = Draw::new(&self.bank, seed.clone());
        let played = draw.items.iter().filter_map(|item| {
            let question = self.bank.question(item.question)?;
            let choices = item.order.iter().filter_map(|&ix| Some(question.choices.get(ix)?.id.to_string()));
            Some(Played { question: question.id.to_string(), choices: choices.collect() })
        });
        played.collect()
    }

    /// The first seed whose questions are as a journey needs them.
    pub(crate) fn seed_where(&self, fits: impl Fn(&[&Rc<Question>]) -> bool) -> Result<Seed> {
        let mut seeds = (0..1000).map(Seed::from_number);
        seeds.find(|seed| fits(&self.drawn(seed))).context("no draw has such questions")
    }

    /// The fragment that leads to a draw.
    pub(crate) fn link(&self, seed: &Seed) -> String {
        self.challenge(seed, None)
    }

    /// The same with a score to beat, in whole points.
    pub(crate) fn challenge(&self, seed: &Seed, points: Option<u32>) -> String {
        let score = points.map(|points| ScoreToBeat::Points(Points::new(points, 0)));
        Challenge { seed: seed.clone(), score }.fragment(&self.bank)
    }
}

/// A question as it was played: which one, and its choices in the order in which they were shown.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Played {
    pub(crate) question: String,
    pub(crate) choices: Vec<String>,
}

/// The ids of the right choices of a question.
pub(crate) fn keys(question: &Question) -> Vec<&str> {
    question.choices.iter().filter(|choice| choice.correct).map(|choice| &*choice.id).collect()
}

/// The ids of the other choices of a question.
pub(crate) fn distractors(question: &Question) -> Vec<&str> {
    question.choices.iter().filter(|choice| !choice.correct).map(|choice| &*choice.id).collect()
}

/// A copy of a bank's folder, with a change of what its author wrote.
pub(crate) fn edited(source: &Path, change: impl FnOnce(&mut Value)) -> Result<TempDir> {
    let copy = tempfile::tempdir()?;
    let mut text: Value = serde_json::from_slice(&fs::read(source.join(bank::FILE))?)?;
    change(&mut text);
    fs::write(copy.path().join(bank::FILE), text.to_string())?;
    fs::copy(source.join("article.html"), copy.path().join("article.html"))?;
    Ok(copy)
}
