//! What this program, as WebAssembly, asks of the program around it, since it has no sockets and starts no other program:
//! questions in JSON, and answers in JSON with bytes behind it. `npm/lib/host.js` answers them.

use std::collections::BTreeMap;
use std::env;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Serialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub(crate) enum Question<'a> {
    /// Asks a host for a file: one request, not followed, its body as it travelled.
    Get {
        address: &'a str,
        headers: Vec<(&'a str, &'a str)>,
        /// In milliseconds.
        patience: u128,
        /// In bytes.
        limit: u64,
    },
    /// Looks whether a port is free.
    Listen { port: u16 },
    /// Serves a folder on this machine until this program ends.
    Serve {
        folder: &'a Path,
        port: u16,
        /// The media type of files by the end of their names.
        types: BTreeMap<&'a str, &'a str>,
        /// Where pages hear of changes.
        changes: &'a str,
    },
    /// Tells the pages that listen that the served folder has changed.
    Changed,
    /// Opens an address in the browser.
    Open { address: &'a str },
    /// Gives a file the permissions of another one.
    Permit { file: &'a Path, like: &'a Path },
}

/// Why something was not done.
#[derive(Debug, Deserialize)]
pub(crate) struct Refusal {
    /// As Node has it: `ECONNREFUSED`.
    pub(crate) code: String,
    /// In its words.
    pub(crate) message: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answer<T> {
    Done(T),
    Refused(Refusal),
}

/// Asks, and waits for the answer, and for the bytes that come with it.
///
/// # Errors
/// It was not done.
pub(crate) fn ask<T: DeserializeOwned>(question: &Question<'_>) -> Result<(T, Vec<u8>), Refusal> {
    let strange = |message: String| Refusal { code: "STRANGE".to_owned(), message };
    let question = serde_json::to_vec(question).map_err(|error| strange(error.to_string()))?;
    let answer = border::ask(&question);
    let end = answer.iter().position(|byte| *byte == b'\n').unwrap_or(answer.len());
    let (head, rest) = answer.split_at(end);
    match serde_json::from_slice(head).map_err(|error| strange(error.to_string()))? {
        Answer::Done(done) => Ok((done, rest.get(1..).unwrap_or_default().to_vec())),
        Answer::Refused(refusal) => Err(refusal),
    }
}

/// Asks for something that has no answer but that it is done.
///
/// # Errors
/// It was not done.
pub(crate) fn tell(question: &Question<'_>) -> Result<(), Refusal> {
    ask::<serde::de::IgnoredAny>(question).map(drop)
}

/// Stands in the folder that the program around this one was called in, and knows where temporary files go. WebAssembly
/// begins in the root of all folders, and has no word from the system for either.
///
/// # Errors
/// The folder is not there any more, or this program may not go there.
pub fn settle() -> Result<()> {
    if let Some(place) = env::var_os("TMPDIR") {
        // Nobody has asked for one before.
        let _ = tempfile::env::override_temp_dir(Path::new(&place));
    }
    let here =
        env::var_os("PWD").context("nobody says in which folder this runs; call it by its launcher")?;
    env::set_current_dir(&here).with_context(|| format!("cannot go to {}", Path::new(&here).display()))
}

/// The two functions of the program around this one.
#[allow(unsafe_code, reason = "functions of another program can be called in no other way")]
mod border {
    #[link(wasm_import_module = "newsquiz")]
    unsafe extern "C" {
        /// Takes a question from this memory, waits until it is answered, and gives the length of the answer.
        #[link_name = "ask"]
        fn put_question(question: *const u8, length: usize) -> usize;
        /// Writes the answer to the last question into this memory.
        #[link_name = "answer"]
        fn take_answer(place: *mut u8);
    }

    pub(super) fn ask(question: &[u8]) -> Vec<u8> {
        // SAFETY: it is read while it is borrowed, and no byte more than it has.
        let length = unsafe { put_question(question.as_ptr(), question.len()) };
        let mut answer = vec![0; length];
        // SAFETY: as many bytes are written as were told, and there is room for so many.
        unsafe { take_answer(answer.as_mut_ptr()) };
        answer
    }
}
