//! The page in a browser, as a reader uses it: clicks, keys, and looking until something is there.

use std::{
    fmt,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, anyhow, bail};
use fantoccini::{
    Client, Locator,
    actions::{InputSource as _, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction},
    elements::Element,
    key::Key,
    wd::WebDriverCompatibleCommand,
};
use serde_json::{Value, json};

use crate::{engine::Engine, view::View};

/// How long a reader waits for something to happen. Only a failure takes that long.
const PATIENCE: Duration = Duration::from_secs(15);

/// A page in a browser.
#[derive(Debug)]
pub(crate) struct Page {
    client: Client,
    engine: Engine,
}

impl Page {
    pub(crate) fn new(client: Client, engine: Engine) -> Page {
        Page { client, engine }
    }

    /// The engine that shows the page.
    pub(crate) fn engine(&self) -> Engine {
        self.engine
    }

    /// Ends the session.
    pub(crate) async fn close(self) -> Result<()> {
        Ok(self.client.close().await?)
    }

    /// Makes the page as large as said, whatever the browser has around it.
    pub(crate) async fn resize(&self, (width, height): (u32, u32)) -> Result<()> {
        self.client.set_window_size(width, height).await?;
        let around = self.run("return [outerWidth - innerWidth, outerHeight - innerHeight]").await?;
        let (beside, above): (u32, u32) = serde_json::from_value(around)?;
        Ok(self.client.set_window_size(width + beside, height + above).await?)
    }

    // Getting there

    /// Loads an address, whatever comes of it.
    pub(crate) async fn load(&self, address: &str) -> Result<()> {
        // An address that differs from the last one in its fragment alone would load nothing.
        self.client.goto("about:blank").await?;
        self.client.goto(address).await.with_context(|| format!("{address} cannot be loaded"))
    }

    /// Loads an address and waits for the first question.
    pub(crate) async fn open(&self, address: &str) -> Result<View> {
        self.load(address).await?;
        self.until("the first question is there", |view| view.is_at_question(1)).await
    }

    /// Makes a frame of the page the one that everything else is about.
    pub(crate) async fn enter_frame(&self) -> Result<()> {
        let frame = self.client.find(Locator::Css("iframe")).await.context("there is no frame")?;
        frame.enter_frame().await.context("the frame cannot be entered")
    }

    // Looking

    /// What is there now.
    pub(crate) async fn look(&self) -> Result<View> {
        serde_json::from_value(self.run(View::SCRIPT).await?).context("the page cannot be looked at")
    }

    /// Looks until it is so.
    pub(crate) async fn until(&self, what: &str, is_so: impl Fn(&View) -> bool) -> Result<View> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let view = self.look().await?;
            if is_so(&view) {
                return Ok(view);
            }
            if deadline < Instant::now() {
                bail!("not so after {PATIENCE:?}: {what}\n{view:#?}");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Looks when all that was under way has been shown: two frames have been painted since.
    pub(crate) async fn settled(&self) -> Result<View> {
        let script =
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()));";
        self.client.execute_async(script, Vec::new()).await.context("the page paints nothing any more")?;
        self.look().await
    }

    /// What a script gives back.
    pub(crate) async fn run(&self, script: &str) -> Result<Value> {
        self.run_with(script, Vec::new()).await
    }

    /// What a script gives back that takes values.
    pub(crate) async fn run_with(&self, script: &str, values: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute(script, values).await?)
    }

    /// How many tabs and windows there are.
    pub(crate) async fn windows(&self) -> Result<usize> {
        Ok(self.client.windows().await?.len())
    }

    /// Whether a dialogue of a script is open.
    pub(crate) async fn has_dialogue(&self) -> bool {
        self.client.get_alert_text().await.is_ok()
    }

    /// What a log of the browser got since it was read last; an engine without logs has none.
    pub(crate) async fn log(&self, name: &'static str) -> Result<Vec<Value>> {
        if !self.engine.has_console() {
            return Ok(Vec::new());
        }
        match self.client.issue_cmd(ReadLog(name)).await? {
            Value::Array(entries) => Ok(entries),
            other => Err(anyhow!("a log is a list, not {other}")),
        }
    }

    // Clicking

    /// Clicks on the button with these words.
    pub(crate) async fn press(&self, words: &str) -> Result<()> {
        let button = self.button(words).await?;
        button.click().await.with_context(|| format!("“{words}” cannot be clicked"))
    }

    /// Clicks on the button with these words twice, as fast as a hand that is used to double clicks. Tells whether
    /// the browser took it as a double click: on a busy machine the second click may come too late for that.
    pub(crate) async fn press_twice(&self, words: &str) -> Result<bool> {
        let button = self.button(words).await?;
        // Pointer actions do not scroll by themselves.
        self.run_with(BEFORE_CLICKS, vec![serde_json::to_value(&button)?]).await?;
        let down = PointerAction::Down { button: MOUSE_BUTTON_LEFT };
        let up = PointerAction::Up { button: MOUSE_BUTTON_LEFT };
        let actions = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveToElement { element: button, duration: None, x: 0.0, y: 0.0 })
            // A reader looks first. Without it, clicks of two double clicks would be one series of four.
            .pause(Duration::from_millis(1100))
            .then(down.clone())
            .then(up.clone())
            .pause(Duration::from_millis(60))
            .then(down)
            .then(up);
        self.client
            .perform_actions(actions)
            .await
            .with_context(|| format!("“{words}” cannot be double-clicked"))?;
        let clicks = self.run("return document.documentElement.dataset.clicks").await?;
        Ok(clicks.as_str().is_some_and(|clicks| clicks.starts_with("12")))
    }

    /// Clicks on a point of the window, as far from its left and from its top as said.
    pub(crate) async fn click_at(&self, x: f64, y: f64) -> Result<()> {
        let actions = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveTo { duration: None, x, y })
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.client.perform_actions(actions).await.with_context(|| format!("no click at {x}, {y}"))
    }

    /// Clicks on the words of a choice, which are its label.
    pub(crate) async fn choose(&self, id: &str) -> Result<()> {
        let label = format!("//fieldset//label[input[@value='{id}']]/span");
        let label = self.find(&label).await.with_context(|| format!("there is no choice {id}"))?;
        label.click().await.with_context(|| format!("choice {id} cannot be clicked"))
    }

    /// Clicks on the summary of a question in the review, counted from 1.
    pub(crate) async fn unfold(&self, number: usize) -> Result<()> {
        let summary = self.find(&format!("(//details)[{number}]/summary")).await?;
        summary.click().await.with_context(|| format!("question {number} of the review cannot be clicked"))
    }

    async fn button(&self, words: &str) -> Result<Element> {
        // Readers have no quotes to escape here: the words are ours.
        let path = format!("//button[not(@hidden) and normalize-space()='{words}']");
        self.find(&path).await.with_context(|| format!("there is no button “{words}”"))
    }

    async fn find(&self, path: &str) -> Result<Element> {
        let found = self.client.wait().at_most(PATIENCE).every(Duration::from_millis(20));
        Ok(found.for_element(Locator::XPath(path)).await?)
    }

    // Keys

    /// Presses a key and lets it go.
    pub(crate) async fn key(&self, key: Key) -> Result<()> {
        let value = char::from(key);
        let actions = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value });
        self.client.perform_actions(actions).await.context("a key cannot be pressed")
    }

    /// Presses a key while another one is held down.
    pub(crate) async fn keys_with(&self, held: Key, key: Key) -> Result<()> {
        let (held, value) = (char::from(held), char::from(key));
        let actions = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value })
            .then(KeyAction::Up { value: held });
        self.client.perform_actions(actions).await.context("two keys cannot be pressed")
    }

    /// Presses Tab until something has the focus, at most a few times: links stand between buttons, and not every
    /// engine stops at them.
    pub(crate) async fn tab_to(&self, focus: &str) -> Result<()> {
        let mut passed = Vec::new();
        for _ in 0..6 {
            self.key(Key::Tab).await?;
            let view = self.settled().await?;
            if view.focus == focus {
                return Ok(());
            }
            passed.push(view.focus);
        }
        bail!("Tab does not lead to {focus}, only to {passed:?}")
    }
}

/// Brings an element to where it can be clicked, and notes the place of each click in its series from now on.
const BEFORE_CLICKS: &str = "
    arguments[0].scrollIntoView({ block: 'center' });
    const noted = document.documentElement.dataset;
    if (noted.clicks === undefined) addEventListener('click', (event) => { noted.clicks += event.detail; }, true);
    noted.clicks = '';
";

/// Chromium's way to read logs.
struct ReadLog(&'static str);

impl fmt::Debug for ReadLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "reading the {} log", self.0)
    }
}

impl WebDriverCompatibleCommand for ReadLog {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(json!({ "type": self.0 }).to_string()))
    }
}
