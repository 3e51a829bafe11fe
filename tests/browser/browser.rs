//! The browsers: each is started when it is needed first, and serves one journey after another.
//!
//! No journey finds what another one did. Each has a tab of its own, which is closed after it; each site has an origin
//! that no other one had (`site.rs`), and with it a storage, workers and caches of its own; and what belongs to the
//! whole browser is put back. WebKit's browser is started anew by the driver that started the one before, which takes no
//! longer than that. One whose journey failed is ended with its driver: nobody knows what state it is in.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context as _, Result, anyhow};
use fantoccini::ClientBuilder;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::Value;
use tokio::{
    runtime::Runtime,
    signal::unix::{SignalKind, signal},
};

use crate::{
    driver::{self, Driver},
    engine::Engine,
    page::Page,
    site,
};

/// How long a journey may take: the longest takes a tenth of it when a machine has nothing else to do.
const LIMIT: Duration = Duration::from_secs(300);

/// The code of tests that were stopped, as of a program that Ctrl-C ended.
const STOPPED: i32 = 130;

/// How long a browser may take to come up, to open a tab or to leave.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a reader sees of a page on a laptop of 1366 by 768 pixels: it decides where things scroll, and so where
/// they are under the pointer.
const VIEWPORT: (u32, u32) = (1366, 657);

/// All browsers, of those that run and of those that wait.
#[derive(Debug)]
pub(crate) struct Browsers {
    /// Where the connections to the drivers live.
    runtime: Runtime,
    /// The browsers that no journey uses.
    idle: Mutex<Vec<Browser>>,
    /// The drivers that have no browser.
    drivers: Mutex<Vec<Driver>>,
}

impl Browsers {
    /// None yet.
    pub(crate) fn new() -> Result<Browsers> {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        let runtime = builder.worker_threads(1).enable_all().build().context("no runtime")?;
        runtime.block_on(async {
            // Registered before the first browser is started.
            let (mut terminated, mut interrupted) =
                (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
            tokio::spawn(async move {
                tokio::select! { _ = terminated.recv() => {}, _ = interrupted.recv() => {} }
                driver::end_all();
                std::process::exit(STOPPED);
            });
            anyhow::Ok(())
        })?;
        Ok(Browsers { runtime, idle: Mutex::default(), drivers: Mutex::default() })
    }

    /// Goes on a journey in a browser that shows nothing yet.
    pub(crate) fn go(&self, engine: Engine, journey: impl AsyncFnOnce(&Page) -> Result<()>) -> Result<()> {
        // What cannot be played is told at once, and no browser is started for it.
        site::built()?;
        self.runtime.block_on(async {
            let browser = match self.take(engine) {
                Some(browser) => browser,
                None => self.start(engine).await?,
            };
            let outcome = browser.serve(journey).await;
            if outcome.is_ok() && engine.shares_browsers() {
                self.give_back(browser);
                return outcome;
            }
            let driver = browser.close().await;
            if outcome.is_ok() {
                self.drivers.lock().unwrap_or_else(PoisonError::into_inner).push(driver);
            }
            outcome
        })
    }

    /// The same in a browser that notes what it asks for, where there is one. It takes longer for everything, and serves
    /// this journey alone.
    pub(crate) fn go_noting_requests(
        &self,
        engine: Engine,
        journey: impl AsyncFnOnce(&Page) -> Result<()>,
    ) -> Result<()> {
        site::built()?;
        self.runtime.block_on(async {
            let browser = Browser::start(Driver::start(engine).await?, true).await?;
            let outcome = browser.serve(journey).await;
            browser.close().await;
            outcome
        })
    }

    /// A browser by a driver that has none. WebKit's driver may hang that has ended browsers before, once in some thousand
    /// starts: then by a driver of its own.
    async fn start(&self, engine: Engine) -> Result<Browser> {
        match Browser::start(self.driver(engine).await?, false).await {
            Ok(browser) => Ok(browser),
            Err(_) => Browser::start(Driver::start(engine).await?, false).await,
        }
    }

    /// A driver that has no browser.
    async fn driver(&self, engine: Engine) -> Result<Driver> {
        let idle = {
            let mut drivers = self.drivers.lock().unwrap_or_else(PoisonError::into_inner);
            let ix = drivers.iter().position(|driver| driver.engine() == engine);
            ix.map(|ix| drivers.swap_remove(ix))
        };
        match idle {
            Some(driver) => Ok(driver),
            None => Driver::start(engine).await,
        }
    }

    /// Ends all of them.
    pub(crate) fn close(&self) {
        self.drivers.lock().unwrap_or_else(PoisonError::into_inner).clear();
        for browser in std::mem::take(&mut *self.idle.lock().unwrap_or_else(PoisonError::into_inner)) {
            self.runtime.block_on(browser.close());
        }
    }

    fn take(&self, engine: Engine) -> Option<Browser> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let ix = idle.iter().position(|browser| browser.page.engine() == engine)?;
        Some(idle.swap_remove(ix))
    }

    fn give_back(&self, browser: Browser) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(browser);
    }
}

/// A browser and its driver.
#[derive(Debug)]
struct Browser {
    page: Page,
    driver: Driver,
}

impl Browser {
    async fn start(driver: Driver, notes_requests: bool) -> Result<Browser> {
        let engine = driver.engine();
        let Value::Object(capabilities) = engine.capabilities(driver.folder(), notes_requests) else {
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
        Ok(Browser { page, driver })
    }

    /// Goes on a journey, and makes a browser that is shared what it was before.
    async fn serve(&self, journey: impl AsyncFnOnce(&Page) -> Result<()>) -> Result<()> {
        match tokio::time::timeout(LIMIT, journey(&self.page)).await {
            Ok(outcome) => outcome?,
            Err(_) => return Err(anyhow!("the journey is not over after {LIMIT:?}")),
        }
        if !self.page.engine().shares_browsers() {
            return Ok(());
        }
        tokio::time::timeout(PATIENCE, self.page.start_anew(VIEWPORT))
            .await
            .with_context(|| format!("the browser is not ready for another journey after {PATIENCE:?}"))?
            .context("the browser cannot be made ready for another journey")
    }

    /// Ends the browser, and leaves its driver. One that is asked to leave takes its helpers along; it is ended with its
    /// driver at the latest, so a failure is none.
    async fn close(self) -> Driver {
        _ = tokio::time::timeout(PATIENCE, self.page.close()).await;
        self.driver
    }
}
