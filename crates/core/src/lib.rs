//! The quiz itself: a bank of questions, a draw from it, one reader's attempt, and the score.
//!
//! What is not here: no page, no clock, no randomness of its own, no I/O.
//! Playing cannot fail, and the same bank, plan and seed give the same draw on every machine.

#![forbid(unsafe_code)]

pub mod attempt;
pub mod bank;
pub mod block;
pub mod choice_set;
pub mod compiled;
pub mod digits;
pub mod draw;
pub mod labels;
pub mod passage;
pub mod problem;
pub mod saved;
pub mod score;
pub mod seed;
pub mod share;
pub mod split;
pub mod text;

#[cfg(test)]
mod testing;
