//! One browser for one journey: driver, session, and the end of both.

use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};
use fantoccini::ClientBuilder;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::Value;

use crate::{driver::Driver, engine::Engine, page::Page, site};

/// How long a journey may take. The test runner ends it later, and then nobody cleans up.
const LIMIT: Duration = Duration::from_secs(150);

/// How long a browser may take to come up or to leave.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a reader sees of a page on a laptop of 1366 by 768 pixels: it decides where things scroll, and so where
/// they are under the pointer.
const VIEWPORT: (u32, u32) = (1366, 657);

/// Goes on a journey in a new browser.
pub(crate) fn run(engine: Engine, journey: impl AsyncFnOnce(&Page) -> Result<()>) -> Result<()> {
    // What cannot be played is told at once, and no browser is started for it.
    site::built()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("no runtime")?;
    runtime.block_on(async {
        let driver = Driver::start(engine).await?;
        let page = open(engine, &driver).await?;
        let outcome = match tokio::time::timeout(LIMIT, journey(&page)).await {
            Ok(outcome) => outcome,
            Err(_) => Err(anyhow!("the journey is not over after {LIMIT:?}")),
        };
        // A browser that is asked to leave takes its helpers along. It is ended anyway: a failure here is none.
        _ = tokio::time::timeout(PATIENCE, page.close()).await;
        outcome.with_context(|| format!("in {engine:?}"))
    })
}

async fn open(engine: Engine, driver: &Driver) -> Result<Page> {
    let Value::Object(capabilities) = engine.capabilities(driver.folder()) else {
        return Err(anyhow!("capabilities are an object"));
    };
    let mut builder = ClientBuilder::new(HttpConnector::new());
    let connecting = builder.capabilities(capabilities).connect(driver.address());
    let client = tokio::time::timeout(PATIENCE, connecting)
        .await
        .with_context(|| format!("{engine:?} is not there after {PATIENCE:?}"))?
        .with_context(|| format!("{engine:?} does not come up"))?;
    let page = Page::new(client, engine);
    page.resize(VIEWPORT).await.context("the window has no size")?;
    Ok(page)
}
