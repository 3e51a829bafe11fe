//! Journeys in real browsers against the release build, `target/site`: what a reader does, and what a reader meets.
//!
//! Every journey is a test in Chromium, Firefox and WebKitGTK (Safari's engine). Each test has a driver, a browser and
//! a profile of its own, and takes them down again. The words, keys and draws that it expects come from the native
//! engine and from the bank's source, never from the page.

#![allow(clippy::indexing_slicing, reason = "a test that looks where nothing is has failed")]

/// Makes three tests of each journey of a module: `chromium::…`, `firefox::…` and `webkit::…`.
macro_rules! in_each_engine {
    ($($journey:ident),* $(,)?) => {
        in_each_engine! { chromium Chromium $($journey)* }
        in_each_engine! { firefox Firefox $($journey)* }
        in_each_engine! { webkit WebKit $($journey)* }
    };
    ($module:ident $engine:ident $($journey:ident)*) => {
        mod $module {
            $(
                #[test]
                fn $journey() -> anyhow::Result<()> {
                    crate::browser::run(crate::engine::Engine::$engine, super::$journey)
                }
            )*
        }
    };
}

mod accessible;
mod browser;
mod choices;
mod draws;
mod drift;
mod driver;
mod element;
mod engine;
mod faults;
mod forced;
mod frames;
mod golden;
mod heights;
mod history;
mod hostile;
mod keyboard;
mod language;
mod look;
mod mouse;
mod narrow;
mod news;
mod offline;
mod page;
mod passages;
mod play;
mod policies;
mod privacy;
mod quiz;
mod remember;
mod restart;
mod share;
mod shots;
mod site;
mod states;
mod takeover;
mod touch;
mod transcript;
mod valid;
mod view;
mod watch;
