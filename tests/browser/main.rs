//! Journeys in real browsers against the release build, `target/site`: what a reader does, and what a reader meets.
//!
//! Most journeys are tests in Chromium, Firefox and WebKitGTK (Safari's engine). The words, keys and draws that they
//! expect come from the native engine and from the bank's source, never from the page.
//!
//! This is a test harness of its own, so that a browser that one journey is done with can serve the next: starting one
//! takes longer than most journeys. On the command line it is like the usual one: `cargo test --test browser
//! touch::firefox` runs the journeys with these words in their names.

#![allow(clippy::indexing_slicing, reason = "a test that looks where nothing is has failed")]
#![allow(clippy::print_stdout, reason = "a test harness talks to the person who ran it")]

/// Names the functions of a module that are tests, by where they run.
macro_rules! journeys {
    ($($place:ident { $($journey:ident),* $(,)? })*) => {
        /// The tests of this module.
        pub(crate) fn journeys() -> Vec<crate::journey::Journey> {
            let journeys = [$($(crate::journey::$place(module_path!(), stringify!($journey), $journey)),*),*];
            journeys.into_iter().flatten().collect()
        }
    };
}

/// Declares modules of journeys, and gives the journeys of all of them.
macro_rules! modules_of_journeys {
    ($($module:ident)*) => {
        $(mod $module;)*

        fn all_journeys() -> Vec<Journey> {
            [$($module::journeys()),*].into_iter().flatten().collect()
        }
    };
}

mod browser;
mod driver;
mod engine;
mod filters;
mod forced;
mod journey;
mod look;
mod page;
mod paper;
mod play;
mod quiz;
mod site;
mod view;
mod watch;

// The longest come first, so that at the end nobody waits for one of them. Those by touch wait between two taps, and others
// go on meanwhile.
modules_of_journeys! {
    every_state
    accessible
    valid
    hostile
    touch
    blocks
    identity
    state
    passing
    frames
    narrow
    ahead
    choices
    draws
    drift
    element
    faults
    golden
    heights
    history
    house_styles
    keyboard
    language
    large
    launch
    look_back
    mouse
    news
    newsroom
    offline
    passages
    piece
    one_text
    orca
    standings
    policies
    privacy
    proof_sheet
    remember
    restart
    share
    shots
    statements
    states
    takeover
    taps
    transcript
    wire
}

use std::{
    path::Path,
    process::ExitCode,
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use anyhow::Result;
use libtest_mimic::{Arguments, Trial};

use crate::{browser::Browsers, journey::Journey};

/// How many of the journeys that took longest are named at the end.
const SLOWEST: usize = 10;

/// How long each journey took, and its name.
type Times = Mutex<Vec<(Duration, String)>>;

/// A folder in memory, on Linux. Sites and profiles are some hundred small files for each journey, and making and removing
/// them on a disk is a tenth of all that the machine does.
const MEMORY: &str = "/dev/shm";

/// As much as all journeys at once may need there, in bytes. Containers may have very little.
const ENOUGH: u64 = 1 << 30;

fn main() -> Result<ExitCode> {
    work_in_memory();
    let mut arguments = Arguments::from_args();
    // One more than there are processors: a journey waits now and then, as a reader does.
    arguments.test_threads.get_or_insert_with(|| thread::available_parallelism().map_or(2, usize::from) + 1);
    let browsers = Arc::new(Browsers::new()?);
    let times = Arc::new(Times::default());
    let trials = all_journeys().into_iter().map(|journey| trial(journey, &browsers, &times)).collect();
    let conclusion = libtest_mimic::run(&arguments, trials);
    browsers.close();
    tell_slowest(&times);
    // The last line of all checks and tests, which says how they ended.
    println!(
        "\njourneys: {} passed, {} failed, {} skipped",
        conclusion.num_passed, conclusion.num_failed, conclusion.num_ignored
    );
    Ok(conclusion.exit_code())
}

/// Puts temporary files into memory, where there is room for them.
fn work_in_memory() {
    let folder = Path::new(MEMORY);
    let has_room = rustix::fs::statvfs(folder).is_ok_and(|of| ENOUGH <= of.f_bavail * of.f_frsize);
    if has_room {
        // The first to say where they go; nothing has asked yet.
        _ = tempfile::env::override_temp_dir(folder);
    }
}

/// A journey as the harness runs it.
fn trial(journey: Journey, browsers: &Arc<Browsers>, times: &Arc<Times>) -> Trial {
    let Journey { name, run } = journey;
    // Pictures prove nothing, and a screen reader takes minutes: both are asked for by commands of their own.
    let is_ignored = ["shots::", "orca::"].iter().any(|module| name.starts_with(module));
    let (browsers, times) = (Arc::clone(browsers), Arc::clone(times));
    let label = name.clone();
    let go = move || {
        let start = Instant::now();
        let outcome = run(&browsers);
        times.lock().unwrap_or_else(PoisonError::into_inner).push((start.elapsed(), label));
        outcome.map_err(|error| format!("{error:#}").into())
    };
    Trial::test(name, go).with_ignored_flag(is_ignored)
}

/// Says where the time went.
fn tell_slowest(times: &Times) {
    let mut times = times.lock().unwrap_or_else(PoisonError::into_inner);
    times.sort_by(|one, other| other.cmp(one));
    for (time, name) in times.iter().take(SLOWEST) {
        println!("{:6.1} s  {name}", time.as_secs_f32());
    }
}
