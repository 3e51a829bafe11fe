//! Writes what a reader of the quiz needs of a bank: what versions are the hashes of, and what is compiled
//! (`compiled.rs` says how it is laid out). What only its editors need (topics, the article's byline, the passages
//! behind single choices) stays with them.

use std::rc::Rc;

use crate::draw::Draw;

use super::{Bank, Direction, Evidence, Parts, Question, Speech, StatusKind};

// What is said of a choice, together in one number.
/// It is a key.
pub(crate) const IS_CORRECT: u32 = 1;
/// It stays last.
pub(crate) const IS_PINNED: u32 = 2;

/// A bank with its draws: what a compiled bank has after its checksum.
pub(crate) fn bank(bank: &Bank) -> Vec<u8> {
    let mut writer = Writer(bank.version.0.to_le_bytes().to_vec());
    writer.number(bank.playable as u32);
    writer.parts(&bank.parts);
    // What readers get comes last: it is taken from the end again.
    let draws: Vec<&Draw> = bank.draws().collect();
    writer.list(&draws, |writer, draw| {
        writer.texts(&[draw.seed.as_str()]);
        writer.list(&draw.items, |writer, item| {
            writer.number(item.question as u32);
            writer.number(number_of(&item.order));
        });
    });
    writer.list(&bank.further, |writer, seed| writer.texts(&[seed.as_str()]));
    writer.0
}

/// The number of an order of up to 12 things, as a shuffle of Fisher and Yates's makes it, in Durstenfeld's form, from the
/// numbers below 2, 3 and so on. These are its digits, the first one lowest.
fn number_of(order: &[usize]) -> u32 {
    let mut order = order.to_vec();
    let mut number = 0;
    for last in (1..order.len()).rev() {
        let at = order.iter().position(|&thing| thing == last).unwrap_or_default();
        order.swap(at, last);
        number = number * (last as u32 + 1) + at as u32;
    }
    number
}

/// All that versions are the hashes of.
pub(crate) fn parts(parts: &Parts) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.parts(parts);
    writer.0
}

/// The outline of a bank: what it takes to draw from it, and how long each question is in the file of questions.
pub(crate) fn outline(bank: &Bank, lens: &[u32]) -> Vec<u8> {
    let mut writer = Writer(bank.version.0.to_le_bytes().to_vec());
    writer.list(lens, |writer, &len| writer.number(len));
    let questions = bank.questions().iter().map(|question| Rc::new(question.without_words())).collect();
    writer.parts(&Parts { questions, ..bank.parts.clone() });
    writer.0
}

/// A question with its position in the bank.
pub(crate) fn placed(ix: usize, question: &Question) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.number(ix as u32);
    writer.question(question);
    writer.0
}

/// What a question asks, and what is right.
pub(crate) fn asked(question: &Question) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.asked(question);
    writer.0
}

#[derive(Default)]
struct Writer(Vec<u8>);

impl Writer {
    fn parts(&mut self, parts: &Parts) {
        self.texts(&[
            &parts.id,
            &parts.lang,
            &parts.title,
            &parts.intro,
            &parts.contact,
            &parts.article.title,
            &parts.article.href,
        ]);
        self.number(parts.plan.questions.into());
        self.texts(&[parts.plan.seed.as_str()]);
        self.list(&parts.bands, |writer, band| {
            writer.number(band.from_percent.into());
            writer.texts(&[&band.title, &band.text]);
        });
        self.texts(&[parts.labels.langs.as_ref().map_or(&parts.lang, |[lang, _]| lang)]);
        self.list(parts.labels.all(), |writer, words| writer.texts(&[words]));
        self.list(&parts.questions, |writer, question| writer.question(question));
    }

    /// A number in LEB128, as WebAssembly has it.
    fn number(&mut self, mut number: u32) {
        while 0x7f < number {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    fn texts(&mut self, texts: &[&str]) {
        for text in texts {
            self.number(text.len() as u32);
            self.0.extend_from_slice(text.as_bytes());
        }
    }

    fn list<T>(&mut self, items: &[T], item: impl Fn(&mut Self, &T)) {
        self.number(items.len() as u32);
        for one in items {
            item(self, one);
        }
    }

    fn question(&mut self, question: &Question) {
        self.asked(question);
        for choice in &question.choices {
            self.texts(&[&choice.feedback]);
        }
        self.number(question.level as u32);
        self.number(question.keep_order.into());
        self.texts(&[&question.explanation]);
        let Evidence { block, start, exact, prefix, suffix, before, after } = &question.evidence;
        self.number(block.compiled());
        self.number(*start);
        self.texts(&[exact, prefix, suffix, before, after]);
        match &question.status {
            None => self.number(0),
            Some(status) => {
                self.number(if status.kind == StatusKind::Corrected { 1 } else { 2 });
                self.texts(&[&status.date, &status.note]);
            }
        }
    }

    fn asked(&mut self, question: &Question) {
        self.texts(&[&question.id, &question.stem]);
        self.speech(&question.speech);
        self.list(&question.choices, |writer, choice| {
            writer.texts(&[&choice.id, &choice.text]);
            writer.speech(&choice.speech);
            let flag = |is_set, flag| if is_set { flag } else { 0 };
            writer.number(flag(choice.correct, IS_CORRECT) | flag(choice.pinned, IS_PINNED));
        });
    }

    fn speech(&mut self, speech: &Speech) {
        self.texts(&[speech.lang.as_deref().unwrap_or_default()]);
        self.number(match speech.dir {
            None => 0,
            Some(Direction::Ltr) => 1,
            Some(Direction::Rtl) => 2,
        });
    }
}
