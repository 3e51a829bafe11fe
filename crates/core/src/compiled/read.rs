//! Reads what `write` wrote, from any bytes: what is wrong is noticed at the end, and empty until then.

use std::rc::Rc;

use crate::{
    bank::{
        Article, Band, Choice, Direction, Evidence, Level, Parts, Plan, Question, Speech, Status, StatusKind,
        Version,
        write::{IS_CORRECT, IS_PINNED},
    },
    block::Block,
    labels::Labels,
    seed::Seed,
};

/// The parts in the bytes after the version. `None` when these end too early or too late, or a text is no text.
pub(super) fn parts(bytes: &[u8]) -> Option<Parts> {
    let mut reader = Reader { bytes, failed: false };
    let parts = reader.parts()?;
    (reader.bytes.is_empty() && !reader.failed).then_some(parts)
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
