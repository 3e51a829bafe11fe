//! What a test is: a name, and something to do in a browser or without one.

use anyhow::{Context as _, Result};

use crate::{
    browser::Browsers,
    engine::Engine::{self, Chromium, Firefox, WebKit},
    page::Page,
};

/// Does what a test does, with a browser out of these when it needs one.
type Run = dyn FnOnce(&Browsers) -> Result<()> + Send;

/// A test.
pub(crate) struct Journey {
    /// The name: its module, its engine and its function.
    pub(crate) name: String,
    /// What it does.
    pub(crate) run: Box<Run>,
}

/// A test in each of the engines.
pub(crate) fn in_each_engine<J>(module: &str, function: &str, journey: J) -> Vec<Journey>
where
    J: AsyncFnOnce(&Page) -> Result<()> + Copy + Send + 'static,
{
    [Chromium, Firefox, WebKit].map(|engine| in_engine(engine, module, function, journey)).into()
}

/// A test in each of the engines, which note what they ask for where they can.
pub(crate) fn in_each_engine_that_notes_requests<J>(module: &str, function: &str, journey: J) -> Vec<Journey>
where
    J: AsyncFnOnce(&Page) -> Result<()> + Copy + Send + 'static,
{
    let journeys = [Chromium, Firefox, WebKit].map(|engine| {
        journey_in(engine, module, function, move |browsers| browsers.go_noting_requests(engine, journey))
    });
    journeys.into()
}

/// A test in Chromium alone.
pub(crate) fn in_chromium<J>(module: &str, function: &str, journey: J) -> Vec<Journey>
where
    J: AsyncFnOnce(&Page) -> Result<()> + Send + 'static,
{
    vec![in_engine(Chromium, module, function, journey)]
}

/// A test of what the quiz's own code does with its records, which every engine runs alike: in the one that is through with
/// it soonest.
pub(crate) fn in_one_engine<J>(module: &str, function: &str, journey: J) -> Vec<Journey>
where
    J: AsyncFnOnce(&Page) -> Result<()> + Send + 'static,
{
    vec![in_engine(Firefox, module, function, journey)]
}

/// A test of what was built, or of what the tests do themselves.
pub(crate) fn without_a_browser(module: &str, function: &str, test: fn() -> Result<()>) -> Vec<Journey> {
    let name = format!("{}::{function}", short(module));
    vec![Journey { name, run: Box::new(move |_| test()) }]
}

fn in_engine<J>(engine: Engine, module: &str, function: &str, journey: J) -> Journey
where
    J: AsyncFnOnce(&Page) -> Result<()> + Send + 'static,
{
    journey_in(engine, module, function, move |browsers| browsers.go(engine, journey))
}

fn journey_in(
    engine: Engine,
    module: &str,
    function: &str,
    go: impl FnOnce(&Browsers) -> Result<()> + Send + 'static,
) -> Journey {
    let name = format!("{}::{}::{function}", short(module), engine.name());
    Journey { name, run: Box::new(move |browsers| go(browsers).with_context(|| format!("in {engine:?}"))) }
}

/// A module's path without the crate's name.
fn short(module: &str) -> &str {
    module.split_once("::").map_or(module, |(_, rest)| rest)
}
