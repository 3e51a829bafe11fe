//! Reads what `write` wrote, from any bytes: what is wrong is noticed at the end, and empty until then.

use std::{ops::Range, rc::Rc};

use super::Sparse;
use crate::{
    bank::{
        Article, Band, Bank, Choice, Direction, Evidence, Level, Parts, Plan, Question, Speech, Status,
        StatusKind, Version,
        write::{IS_CORRECT, IS_PINNED},
    },
    block::Block,
    draw::{Draw, DrawnQuestion},
    labels::Labels,
    seed::Seed,
};

/// The bank in the bytes after the checksum. `None` when these end too early or too late, a text is no text, or the bank
/// cannot be played.
pub(super) fn bank(bytes: &[u8]) -> Option<Bank> {
    let (version, bytes) = bytes.split_first_chunk()?;
    let mut reader = Reader { bytes, failed: false };
    let playable = reader.number() as usize;
    let parts = reader.parts()?;
    let draws = reader.list(|reader| reader.draw(&parts));
    let further = reader.list(|reader| reader.seed(&parts));
    let is_whole = reader.bytes.is_empty() && !reader.failed;
    let version = Version(u32::from_le_bytes(*version));
    is_whole.then(|| Bank::decoded(parts, version, draws, further, playable))?
}

/// The bank of which these bytes have the parts alone. `None` as above.
pub(super) fn whole(bytes: &[u8]) -> Option<Bank> {
    let mut reader = Reader { bytes, failed: false };
    let parts = reader.parts()?;
    let is_whole = reader.bytes.is_empty() && !reader.failed;
    is_whole.then(|| Bank::decoded_whole(parts, Version::of(bytes)))?
}

/// The bank of which these bytes have an outline, and some of its questions: see `outline`. `None` as above.
pub(super) fn sparse(outline: &[u8], questions: &[&[u8]]) -> Option<Sparse> {
    let (version, bytes) = outline.split_first_chunk()?;
    let mut reader = Reader { bytes, failed: false };
    let lens = reader.list(Reader::number);
    let mut parts = reader.parts()?;
    let is_whole = reader.bytes.is_empty() && !reader.failed && lens.len() == parts.questions.len();
    let mut end: u32 = 0;
    let mut places: Vec<Option<Range<u32>>> = Vec::new();
    for len in lens {
        let start = end;
        end = start.checked_add(len)?;
        places.push(Some(start..end));
    }
    for bytes in questions {
        let mut reader = Reader { bytes, failed: false };
        let ix = reader.number() as usize;
        let question = reader.question();
        if reader.failed || !reader.bytes.is_empty() {
            return None;
        }
        *parts.questions.get_mut(ix)? = Rc::new(question);
        *places.get_mut(ix)? = None;
    }
    let bank = Bank::decoded_whole(parts, Version(u32::from_le_bytes(*version)))?;
    is_whole.then_some(Sparse { bank, places })
}

struct Reader<'a> {
    /// What is still to be read.
    bytes: &'a [u8],
    failed: bool,
}

impl Reader<'_> {
    /// A number in LEB128, as WebAssembly has it.
    fn number(&mut self) -> u32 {
        let (mut number, mut shift) = (0, 0);
        while let Some((&byte, rest)) = self.bytes.split_first() {
            self.bytes = rest;
            number |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or_default();
            if byte < 0x80 {
                return number;
            }
            shift += 7;
        }
        self.failed = true;
        0
    }

    /// A number that is small in every bank.
    fn small<T: TryFrom<u32> + Default>(&mut self) -> T {
        T::try_from(self.number()).unwrap_or_else(|_| {
            self.failed = true;
            T::default()
        })
    }

    fn text(&mut self) -> Rc<str> {
        let len = self.number() as usize;
        let cut = self.bytes.split_at_checked(len);
        match cut.and_then(|(text, rest)| Some((str::from_utf8(text).ok()?, rest))) {
            Some((text, rest)) => {
                self.bytes = rest;
                text.into()
            }
            None => {
                self.failed = true;
                Rc::default()
            }
        }
    }

    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let mut list = Vec::new();
        for _ in 0..self.number() {
            // A forged length must not fill the memory.
            if self.failed {
                break;
            }
            list.push(item(self));
        }
        list
    }

    fn parts(&mut self) -> Option<Parts> {
        let (id, lang) = (self.text(), self.text());
        Some(Parts {
            id,
            title: self.text(),
            intro: self.text(),
            contact: self.text(),
            article: Article { title: self.text(), href: self.text(), byline: Rc::default() },
            plan: Plan { questions: self.small(), seed: Seed::new(&self.text())? },
            bands: self.list(|reader| Band {
                from_percent: reader.small(),
                title: reader.text(),
                text: reader.text(),
            }),
            labels: {
                let (of_labels, words) = (self.text(), self.list(Reader::text));
                Labels::in_order(words, &of_labels, &lang)
            },
            lang,
            questions: self.list(|reader| Rc::new(reader.question())),
        })
    }

    fn seed(&mut self, parts: &Parts) -> Seed {
        let seed = Seed::new(&self.text());
        self.failed |= seed.is_none();
        seed.unwrap_or_else(|| parts.plan.seed.clone())
    }

    fn draw(&mut self, parts: &Parts) -> Draw {
        Draw {
            seed: self.seed(parts),
            items: self.list(|reader| {
                let question = reader.number() as usize;
                let drawn = parts.questions.get(question);
                reader.failed |= drawn.is_none();
                let order = reader.order(drawn.map_or(0, |drawn| drawn.choices.len()));
                DrawnQuestion { question, order }
            }),
        }
    }

    /// An order of so many things, from its number: see `write`.
    fn order(&mut self, len: usize) -> Vec<usize> {
        let mut number = self.number() as usize;
        let mut order: Vec<usize> = (0..len).collect();
        for last in 1..len {
            order.swap(last, number % (last + 1));
            number /= last + 1;
        }
        order
    }

    fn question(&mut self) -> Question {
        let start = self.bytes;
        let (id, stem, speech) = (self.text(), self.text(), self.speech());
        let choices = self.list(|reader| {
            let (id, text, speech, flags) = (reader.text(), reader.text(), reader.speech(), reader.number());
            Choice {
                id,
                text,
                speech,
                correct: flags & IS_CORRECT != 0,
                pinned: flags & IS_PINNED != 0,
                feedback: Rc::default(),
                evidence: None,
            }
        });
        let asked = Version::of(start.get(..start.len() - self.bytes.len()).unwrap_or_default());
        Question {
            id,
            stem,
            speech,
            asked,
            choices: choices.into_iter().map(|choice| Choice { feedback: self.text(), ..choice }).collect(),
            level: match self.number() {
                0 => Level::Easy,
                1 => Level::Medium,
                _ => Level::Hard,
            },
            topic: Rc::default(),
            keep_order: self.number() != 0,
            explanation: self.text(),
            evidence: Evidence {
                block: Block::from_compiled(self.number()),
                start: self.number(),
                exact: self.text(),
                prefix: self.text(),
                suffix: self.text(),
                before: self.text(),
                after: self.text(),
            },
            status: match self.number() {
                0 => None,
                1 => Some(self.status(StatusKind::Corrected)),
                _ => Some(self.status(StatusKind::Withdrawn)),
            },
        }
    }

    fn speech(&mut self) -> Speech {
        let lang = self.text();
        Speech {
            lang: (!lang.is_empty()).then_some(lang),
            dir: match self.number() {
                0 => None,
                1 => Some(Direction::Ltr),
                _ => Some(Direction::Rtl),
            },
        }
    }

    fn status(&mut self, kind: StatusKind) -> Status {
        Status { kind, date: self.text(), note: self.text() }
    }
}
