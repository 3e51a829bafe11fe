//! The page in a browser, as a reader uses it: clicks, keys, and looking until something is there.

use std::{
    cell::Cell,
    fmt,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use fantoccini::{
    Client, Locator,
    actions::{
        InputSource as _, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction, TouchActions,
    },
    elements::{Element, ElementRef},
    key::Key,
    wd::WebDriverCompatibleCommand,
};
use serde_json::{Value, json};
use url::{Position, Url};

use crate::{engine::Engine, view::View};

/// How long a reader waits for something to happen. Only a failure takes that long.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long to wait from one look to the next: at first, and at the most. Looking costs more than the quiz itself does.
const SHORTEST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_millis(160);

/// The time after which a click or a tap is no second half of a double one, at the same place of the screen.
const APART: Duration = Duration::from_millis(600);

/// How long after a tap its click may come.
const LATE: Duration = Duration::from_secs(3);

/// A page in a browser.
#[derive(Debug)]
pub(crate) struct Page {
    client: Client,
    engine: Engine,
    /// Whether a frame is looked at.
    is_framed: Cell<bool>,
    /// When a finger or a fast hand has last been on it.
    touched: Cell<Option<Instant>>,
}

impl Page {
    pub(crate) fn new(client: Client, engine: Engine) -> Page {
        Page { client, engine, is_framed: Cell::new(false), touched: Cell::new(None) }
    }

    /// The engine that shows the page.
    pub(crate) fn engine(&self) -> Engine {
        self.engine
    }

    /// Ends the session.
    pub(crate) async fn close(self) -> Result<()> {
        Ok(self.client.close().await?)
    }

    /// Puts a new tab in the place of all there are, and the browser's own state back to what it was at its start.
    pub(crate) async fn start_anew(&self, size: (u32, u32)) -> Result<()> {
        self.is_framed.set(false);
        let old = self.client.windows().await?;
        let new = self.client.new_window(true).await?.handle;
        for window in old {
            self.client.switch_to_window(window).await?;
            self.client.close_window().await?;
        }
        self.client.switch_to_window(new).await?;
        self.client.delete_all_cookies().await?;
        self.log("browser").await?;
        self.resize(size).await
    }

    /// Makes the page as large as said, whatever the browser has around it.
    pub(crate) async fn resize(&self, (width, height): (u32, u32)) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        let (mut beside, mut above) = (0, 0);
        loop {
            self.client.set_window_size(width + beside, height + above).await?;
            let sizes = self.run("return [innerWidth, innerHeight, outerWidth, outerHeight]").await?;
            let [inner_width, inner_height, outer_width, outer_height]: [u32; 4] =
                serde_json::from_value(sizes)?;
            if (inner_width, inner_height) == (width, height) {
                return Ok(());
            }
            ensure!(
                Instant::now() < deadline,
                "the page is {inner_width} × {inner_height}, not {width} × {height}"
            );
            // The page may follow the window late, and be larger than it for a moment.
            let around = (outer_width.checked_sub(inner_width), outer_height.checked_sub(inner_height));
            if let (Some(width), Some(height)) = around {
                (beside, above) = (width, height);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    // Getting there

    /// Loads an address, whatever comes of it.
    pub(crate) async fn load(&self, address: &str) -> Result<()> {
        self.is_framed.set(false);
        // An address that differs from the last one in its fragment alone would load nothing, and Firefox's driver waits for
        // no page whose fragment is that of the one before.
        let [before, next] = [self.client.current_url().await?, address.parse::<Url>()?];
        if before[..Position::AfterQuery] == next[..Position::AfterQuery] || next.fragment().is_some() {
            self.client.goto("about:blank").await?;
        }
        self.client.goto(address).await.with_context(|| format!("{address} cannot be loaded"))
    }

    /// Loads an address and waits for the program and its first question.
    pub(crate) async fn open(&self, address: &str) -> Result<View> {
        self.load(address).await?;
        self.touch().await?;
        self.until("the first question is there", |view| view.playing && view.is_at_question(1)).await
    }

    /// Touches each quiz, as a reader does who is about to begin: the program comes then and not before.
    pub(crate) async fn touch(&self) -> Result<()> {
        self.until_true(
            "the quiz can be touched",
            "return [...document.querySelectorAll('news-quiz')].every((quiz) => quiz.player)",
        )
        .await?;
        self.run("for (const quiz of document.querySelectorAll('news-quiz')) quiz.dispatchEvent(new Event('focusin'))").await.map(drop)
    }

    /// Loads the page anew, as a reader does.
    pub(crate) async fn reload(&self) -> Result<()> {
        self.client.refresh().await.context("the page cannot be loaded anew")
    }

    /// Goes to another page, and back by the browser's history.
    pub(crate) async fn leave_and_come_back(&self, address: &str) -> Result<()> {
        self.client.goto(address).await.with_context(|| format!("{address} cannot be loaded"))?;
        self.client.back().await.context("there is no way back")
    }

    /// Makes a frame of the page the one that everything else is about.
    pub(crate) async fn enter_frame(&self) -> Result<()> {
        let frame = self.client.find(Locator::Css("iframe")).await.context("there is no frame")?;
        frame.enter_frame().await.context("the frame cannot be entered")?;
        self.is_framed.set(true);
        Ok(())
    }

    /// Goes back to the page around the frame.
    pub(crate) async fn leave_frame(&self) -> Result<()> {
        self.client.clone().enter_parent_frame().await.context("the frame cannot be left")?;
        self.is_framed.set(false);
        Ok(())
    }

    // Looking

    /// What is there now.
    pub(crate) async fn look(&self) -> Result<View> {
        self.glance().await?.context("the page has no body yet")
    }

    /// What is there now; nothing while a document is on its way that has no body yet.
    async fn glance(&self) -> Result<Option<View>> {
        serde_json::from_value(self.run(&View::script()).await?).context("the page cannot be looked at")
    }

    /// Looks until it is so.
    pub(crate) async fn until(&self, what: &str, is_so: impl Fn(&View) -> bool) -> Result<View> {
        let deadline = Instant::now() + PATIENCE;
        let mut pause = SHORTEST_PAUSE;
        loop {
            match self.glance().await? {
                Some(view) if is_so(&view) => return Ok(view),
                view => ensure!(Instant::now() < deadline, "not so after {PATIENCE:?}: {what}\n{view:#?}"),
            }
            tokio::time::sleep(pause).await;
            pause = LONGEST_PAUSE.min(pause * 2);
        }
    }

    /// Waits until a script says true.
    pub(crate) async fn until_true(&self, what: &str, script: &str) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        let mut pause = SHORTEST_PAUSE;
        while self.run(script).await? != true {
            ensure!(Instant::now() < deadline, "not so after {PATIENCE:?}: {what}");
            tokio::time::sleep(pause).await;
            pause = LONGEST_PAUSE.min(pause * 2);
        }
        Ok(())
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

    /// What a script gives to its last argument.
    pub(crate) async fn run_async(&self, script: &str, values: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute_async(script, values).await?)
    }

    /// What a command of Chromium's developer tools gives.
    pub(crate) async fn devtools(&self, command: &'static str, parameters: Value) -> Result<Value> {
        Ok(self.client.issue_cmd(DevTools(command, parameters)).await?)
    }

    /// A picture of the window, as PNG.
    pub(crate) async fn picture(&self) -> Result<Vec<u8>> {
        self.client.screenshot().await.context("no picture can be taken")
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

    /// Clicks on the link with these words.
    pub(crate) async fn follow(&self, words: &str) -> Result<()> {
        let link = self.find(&format!("all('a').filter((link) => heard(link) === '{words}').at(-1)")).await;
        let link = link.with_context(|| format!("there is no link “{words}”"))?;
        self.uncover(&link).await?;
        link.click().await.with_context(|| format!("“{words}” cannot be followed"))
    }

    /// Clicks on the button with these words twice, as fast as a hand that is used to double clicks. Tells whether
    /// the browser took it as a double click: on a busy machine the second click may come too late for that.
    pub(crate) async fn press_twice(&self, words: &str) -> Result<bool> {
        let button = self.button(words).await?;
        // Pointer actions do not scroll by themselves.
        self.run_with(BEFORE_CLICKS, vec![serde_json::to_value(&button)?]).await?;
        // A reader looks first. Without it, clicks of two double clicks would be one series of four.
        self.wait_apart().await;
        let down = PointerAction::Down { button: MOUSE_BUTTON_LEFT };
        let up = PointerAction::Up { button: MOUSE_BUTTON_LEFT };
        let actions = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveToElement { element: button, duration: None, x: 0.0, y: 0.0 })
            .then(down.clone())
            .then(up.clone())
            .pause(Duration::from_millis(60))
            .then(down)
            .then(up);
        self.client
            .perform_actions(actions)
            .await
            .with_context(|| format!("“{words}” cannot be double-clicked"))?;
        self.touched.set(Some(Instant::now()));
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

    /// Clicks on what an expression gives, and brings it nowhere before. WebKit's driver does not see what sticks to the edge
    /// of a frame: there a script clicks.
    pub(crate) async fn click_as_it_is(&self, expression: &str) -> Result<()> {
        if self.engine == Engine::WebKit {
            return self.run(&format!("{} {expression}.click()", View::TOOLS)).await.map(drop);
        }
        let script = format!("{} return {expression} ?? null;", View::TOOLS);
        let found = self.run(&script).await?;
        let id = found.as_object().and_then(|found| found.values().next()).and_then(Value::as_str);
        let id = id.with_context(|| format!("there is no {expression}"))?;
        let element = Element::from_element_id(self.client.clone(), ElementRef::from(id.to_owned()));
        element.click().await.with_context(|| format!("no click on {expression}"))
    }

    /// Clicks on the words of a choice, which are its label.
    pub(crate) async fn choose(&self, id: &str) -> Result<()> {
        let choice = self.choice(id).await?;
        self.uncover(&choice).await?;
        choice.click().await.with_context(|| format!("choice {id} cannot be clicked"))
    }

    /// Taps with a finger on the words of a choice.
    pub(crate) async fn tap_choice(&self, id: &str) -> Result<()> {
        self.tap(self.choice(id).await?).await.with_context(|| format!("choice {id} cannot be tapped on"))
    }

    /// Taps with a finger on the button with these words.
    pub(crate) async fn tap_button(&self, words: &str) -> Result<()> {
        self.tap(self.button(words).await?).await.with_context(|| format!("“{words}” cannot be tapped on"))
    }

    /// On a busy machine a finger may lift so late that the browser takes its tap as a long press, or meet the one before
    /// as a double tap: neither is what a reader does who taps. Then it taps once more.
    async fn tap(&self, element: Element) -> Result<()> {
        for _ in 0..5 {
            self.run_with(BEFORE_CLICKS, vec![serde_json::to_value(&element)?]).await?;
            // Sooner than a person reads it would be a double tap, whose second half the quiz does not take.
            self.wait_apart().await;
            let actions = TouchActions::new("finger".to_owned())
                .then(PointerAction::MoveToElement {
                    element: element.clone(),
                    duration: None,
                    x: 0.0,
                    y: 0.0,
                })
                .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
                .pause(Duration::from_millis(60))
                .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
            self.client.perform_actions(actions).await?;
            self.touched.set(Some(Instant::now()));
            if self.was_one_click().await? {
                return Ok(());
            }
        }
        bail!("the browser never took a tap as one; is the machine too busy?")
    }

    /// Whether the browser made a first click of the last tap. It may still be about to.
    async fn was_one_click(&self) -> Result<bool> {
        let deadline = Instant::now() + LATE;
        loop {
            let clicks = self.run("return document.documentElement.dataset.clicks").await?;
            let clicks = clicks.as_str().unwrap_or_default();
            if !clicks.is_empty() || deadline < Instant::now() {
                return Ok(clicks.starts_with('1'));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until what comes next is no second half of a double click or tap.
    async fn wait_apart(&self) {
        if let Some(touched) = self.touched.get() {
            tokio::time::sleep(APART.saturating_sub(touched.elapsed())).await;
        }
    }

    /// Clicks on the first visible link in something.
    pub(crate) async fn click_link_in(&self, selector: &str) -> Result<()> {
        let link = self.find(&format!("all('{selector} a')[0]")).await?;
        link.click().await.with_context(|| format!("the link in {selector} cannot be clicked"))
    }

    /// Clicks on the summary of a question in the review, counted from 1.
    pub(crate) async fn unfold(&self, number: usize) -> Result<()> {
        let summary = self.find(&format!("all('.review summary')[{number} - 1]")).await?;
        summary.click().await.with_context(|| format!("question {number} of the review cannot be clicked"))
    }

    /// Presses the mouse's button on the words of a choice, and keeps it down.
    pub(crate) async fn button_down_on(&self, id: &str) -> Result<()> {
        self.button_down(self.choice(id).await?).await
    }

    /// The same on the radio button or checkbox of a choice.
    pub(crate) async fn button_down_on_input(&self, id: &str) -> Result<()> {
        let input = format!("all('label > input').filter((input) => input.value === '{id}').at(-1)");
        self.button_down(self.find(&input).await?).await
    }

    async fn button_down(&self, element: Element) -> Result<()> {
        self.run_with(BEFORE_CLICKS, vec![serde_json::to_value(&element)?]).await?;
        let actions = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveToElement { element, duration: None, x: 0.0, y: 0.0 })
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT });
        self.client.perform_actions(actions).await.context("the button cannot be pressed")
    }

    /// Lets the mouse's button go.
    pub(crate) async fn button_up(&self) -> Result<()> {
        let actions =
            MouseActions::new("mouse".to_owned()).then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.client.perform_actions(actions).await.context("the button cannot be let go")
    }

    /// Brings what lies under something else, or outside of the window, to its middle, as a reader does who wants to press it.
    async fn uncover(&self, element: &Element) -> Result<()> {
        // Where WebDriver clicks: the middle of what the window shows of the first line.
        let script = "
            const [element] = arguments;
            const { left, right, top, bottom } = element.getClientRects()[0];
            const middle = (from, to, end) => (Math.max(from, 0) + Math.min(to, end)) / 2;
            const [x, y] = [middle(left, right, innerWidth), middle(top, bottom, innerHeight)];
            const hit = element.getRootNode().elementFromPoint(x, y);
            if (!element.contains(hit)) element.scrollIntoView({ block: 'center', behavior: 'instant' });
        ";
        self.run_with(script, vec![serde_json::to_value(element)?]).await.map(drop)
    }

    async fn choice(&self, id: &str) -> Result<Element> {
        let label = format!(
            "all('label').filter((label) => label.querySelector('input').value === '{id}').at(-1)?.querySelector('span')"
        );
        self.find(&label).await.with_context(|| format!("there is no choice {id}"))
    }

    async fn button(&self, words: &str) -> Result<Element> {
        // Readers have no quotes to escape here: the words are ours.
        let button = format!("all('button, summary').filter((button) => heard(button) === '{words}').at(-1)");
        self.find(&button).await.with_context(|| format!("there is no button “{words}”"))
    }

    /// The element that an expression gives, which may use what [`View::TOOLS`] has, once it gives one. The quiz stands
    /// in a shadow root, where no selector of WebDriver leads.
    async fn find(&self, expression: &str) -> Result<Element> {
        let script = format!("{} return {expression} ?? null;", View::TOOLS);
        let deadline = Instant::now() + PATIENCE;
        loop {
            let found = self.run(&script).await?;
            if let Some(id) =
                found.as_object().and_then(|found| found.values().next()).and_then(Value::as_str)
            {
                let element = Element::from_element_id(self.client.clone(), ElementRef::from(id.to_owned()));
                if self.is_framed.get() {
                    self.bring(&element).await?;
                }
                return Ok(element);
            }
            if deadline < Instant::now() {
                bail!("not there after {PATIENCE:?}: {expression}");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Brings what stands in a frame into the window: not every driver scrolls the page around the frame.
    async fn bring(&self, element: &Element) -> Result<()> {
        let middle = "const { top, height } = arguments[0].getBoundingClientRect(); return top + height / 2";
        let middle = self.run_with(middle, vec![serde_json::to_value(element)?]).await?;
        self.leave_frame().await?;
        let scroll = "const y = document.querySelector('iframe').getBoundingClientRect().top + arguments[0];
            if (y < 50 || innerHeight - 50 < y) scrollBy({ top: y - innerHeight / 2, behavior: 'instant' })";
        self.run_with(scroll, vec![middle]).await?;
        self.enter_frame().await
    }

    // Keys

    /// Presses a key and lets it go.
    pub(crate) async fn key(&self, key: impl Into<char>) -> Result<()> {
        let value = key.into();
        let actions = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value });
        self.client.perform_actions(actions).await.context("a key cannot be pressed")
    }

    /// Presses a key while another one is held down.
    pub(crate) async fn keys_with(&self, held: Key, key: impl Into<char>) -> Result<()> {
        let (held, value) = (char::from(held), key.into());
        let actions = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value })
            .then(KeyAction::Up { value: held });
        self.client.perform_actions(actions).await.context("two keys cannot be pressed")
    }

    /// Presses a key and keeps it down.
    pub(crate) async fn key_down(&self, key: Key) -> Result<()> {
        let actions = KeyActions::new("keyboard".to_owned()).then(KeyAction::Down { value: char::from(key) });
        self.client.perform_actions(actions).await.context("a key cannot be pressed")
    }

    /// Lets a key go.
    pub(crate) async fn key_up(&self, key: Key) -> Result<()> {
        let actions = KeyActions::new("keyboard".to_owned()).then(KeyAction::Up { value: char::from(key) });
        self.client.perform_actions(actions).await.context("a key cannot be let go")
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

/// Chromium's way to its developer tools.
#[derive(Debug)]
struct DevTools(&'static str, Value);

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(json!({ "cmd": self.0, "params": self.1 }).to_string()))
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
