//! Where each question can be played by itself, as a reader meets it: the quiz's page for frames with a draw of one question,
//! by a seed that gives this one.

use newsquiz_core::bank::Bank;
use newsquiz_core::draw::Draw;
use newsquiz_core::seed::Seed;

/// Seeds are found by trying: among many questions that takes long, and these are played in the quiz.
const MOST_QUESTIONS: usize = 500;

/// How many seeds are tried for each question of a bank: of a thousand banks with so many, one has a question without one.
const TRIES: usize = 20;

/// The addresses, from the bank's folder, that play each question; `None` where readers do not get it, or where no seed
/// was found.
pub(super) fn addresses(bank: &Bank) -> Vec<Option<String>> {
    let count = bank.questions().len();
    let mut found = vec![None; count];
    if MOST_QUESTIONS < count {
        return found;
    }
    let mut open = bank.questions().iter().filter(|question| !question.is_withdrawn()).count();
    let bank = bank.clone().with_draw_len(1);
    for number in 0..count * TRIES {
        if open == 0 {
            break;
        }
        let Some(seed) = Seed::new(&number.to_string()) else { continue };
        let draw = Draw::new(&bank, seed);
        let place = draw.items.first().and_then(|item| found.get_mut(item.question));
        if let Some(place @ None) = place {
            *place = Some(format!("embed.html?questions=1&seed={}", draw.seed.as_str()));
            open -= 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use newsquiz_core::bank::{Status, StatusKind};

    use super::*;
    use crate::testing;

    #[test]
    fn every_question_that_readers_get_can_be_played_by_itself() {
        for (name, _) in testing::BANKS {
            let bank = testing::bank(name).bank;
            let one = bank.clone().with_draw_len(1);
            for (ix, address) in addresses(&bank).into_iter().enumerate() {
                let address = address.unwrap();
                let seed = address.strip_prefix("embed.html?questions=1&seed=").unwrap();
                let drawn: Vec<usize> = Draw::new(&one, Seed::new(seed).unwrap())
                    .items
                    .iter()
                    .map(|item| item.question)
                    .collect();
                assert_eq!(drawn, [ix]);
            }
        }
    }

    #[test]
    fn a_question_that_was_withdrawn_is_not_played() {
        let mut parts = testing::liaison_office().bank.parts().clone();
        let status = Status { kind: StatusKind::Withdrawn, date: "2019-03-01".into(), note: "".into() };
        Rc::make_mut(&mut parts.questions[3]).status = Some(status);
        let addresses = addresses(&Bank::new(parts).unwrap());
        let without: Vec<usize> = (0..36).filter(|ix| addresses[*ix].is_none()).collect();
        assert_eq!(without, [3]);
    }
}
