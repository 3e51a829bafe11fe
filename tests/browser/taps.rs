//! One question, one place: on a phone with its browser's bars, no tap of a whole quiz needs a scroll first, and a question
//! stays where it is when it is answered.

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use crate::{
    news,
    page::Page,
    play::answer_first_body,
    quiz::{CHECK, FINISH, NEXT, Quiz, SHARE, distractors, keys},
    site::Site,
    view::View,
};

journeys! {
    in_each_engine {
        no_tap_needs_a_scroll_on_the_quiz_s_own_page,
        no_tap_needs_a_scroll_in_a_newspaper,
        no_tap_needs_a_scroll_in_a_frame_of_a_page,
        no_tap_needs_a_scroll_in_a_page_that_cuts_off_what_is_too_wide,
        no_check_needs_a_scroll_in_the_first_body,
    }
}

/// What a reader sees of a page on a small phone, in pixels.
const PHONE: (u32, u32) = (390, 664);

/// The window around the phone, which is a frame: no window of a browser is as narrow.
const WINDOW: (u32, u32) = (1000, 740);

/// By how much a question may move when it is answered, in pixels.
const STEADY: f64 = 8.0;

/// Where the target and the question are in the phone, and what lies on the target.
const MEASURE: &str = r#"
    let above = 0;
    for (let inner = window; inner.name !== "phone"; inner = inner.parent) above += inner.frameElement.getBoundingClientRect().top;
    const box = (element) => element.getBoundingClientRect();
    const { top, bottom, left, width } = box(target);
    const hit = (target.getRootNode()).elementFromPoint(left + width / 2, (top + bottom) / 2);
    const stems = all("[part=question]").filter((stem) => !stem.closest(".rest"));
    const row = all(".row .buttons, form > .buttons").at(-1);
    return {
        top: top + above,
        bottom: bottom + above,
        hit: target.contains(hit) || hit?.contains(target) ? "" : hit?.outerHTML.slice(0, 80) ?? "nothing",
        stem: stems.length ? box(stems.at(-1)).top + above : 0,
        least: stems.length && row ? box(all(".choices, fieldset").at(-1)).bottom - box(stems.at(-1)).top + box(row).height : 0,
    };
"#;

/// What was measured.
#[derive(Debug, Deserialize)]
struct Target {
    top: f64,
    bottom: f64,
    /// What lies on the target; nothing, else.
    hit: String,
    /// Where the question begins.
    stem: f64,
    /// How high the question is with its choices and the way on.
    least: f64,
}

/// A phone whose taps are watched.
struct Phone<'p> {
    page: &'p Page,
    faults: Vec<String>,
}

impl Phone<'_> {
    /// Taps on what an expression gives, and notes where that cannot be reached. Tells where the question was.
    async fn tap(&mut self, what: &str, expression: &str) -> Result<Target> {
        self.page.settled().await?;
        let target = self.measure(expression).await.with_context(|| what.to_owned())?;
        if target.top < 0.0 || f64::from(PHONE.1) < target.bottom || !target.hit.is_empty() {
            self.faults.push(format!("{what} cannot be reached: {target:?}"));
        }
        self.page.click_as_it_is(expression).await.with_context(|| what.to_owned())?;
        Ok(target)
    }

    async fn measure(&self, expression: &str) -> Result<Target> {
        let script = format!("{} const target = {expression}; {MEASURE}", View::TOOLS);
        serde_json::from_value(self.page.run(&script).await?).context("nothing was measured")
    }
}

fn button(words: &str) -> String {
    format!("all('button, summary').filter((button) => heard(button) === '{words}').at(-1)")
}

fn choice(id: &str) -> String {
    format!("all('label').filter((label) => label.querySelector('input').value === '{id}').at(-1)")
}

/// Shows a page of the site in the phone.
async fn open(page: &Page, site: &Site, name: &str) -> Result<()> {
    let (width, height) = PHONE;
    let html = format!(
        "<!doctype html><title>A phone</title><style>body {{ margin: 0 }}</style>\
         <iframe name=phone src='{name}' width={width} height={height} style='border:0'></iframe>"
    );
    site.add("phone.html", &html)?;
    page.resize(WINDOW).await?;
    page.load(&site.address("phone.html")).await?;
    page.enter_frame().await
}

/// Plays a whole quiz whose first question is there, one question in two wrong.
async fn play(page: &Page, quiz: &Quiz) -> Result<()> {
    let mut phone = Phone { page, faults: Vec::new() };
    for number in 1..=quiz.len() {
        let view = page.until("the question is there", |view| view.playing && view.is_at_question(number)).await?;
        let question = quiz.question(&view.question)?;
        let picked = if number % 2 == 0 { distractors(question) } else { keys(question) };
        for id in picked {
            phone.tap(&format!("question {number}, choice {id}"), &choice(id)).await?;
        }
        let open = phone.tap(&format!("question {number}, the check"), &button(CHECK)).await?;
        let way_on = if number < quiz.len() { NEXT } else { FINISH };
        page.until("the verdict is there", |view| view.has_button(way_on)).await?;
        let marked = phone.tap(&format!("question {number}, the way on"), &button(way_on)).await?;
        let moved = (marked.stem - open.stem).abs();
        if STEADY < moved && marked.least < f64::from(PHONE.1) {
            phone.faults.push(format!("question {number} moves by {moved}: {open:?} {marked:?}"));
        }
    }
    page.until("the result is there", |view| view.has_button(SHARE)).await?;
    phone.tap("sharing the result", &button(SHARE)).await?;
    ensure!(phone.faults.is_empty(), "{} faults:\n{}", phone.faults.len(), phone.faults.join("\n"));
    Ok(())
}

async fn no_tap_needs_a_scroll_on_the_quiz_s_own_page(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    open(page, &site, "./").await?;
    page.touch().await?;
    play(page, &quiz).await
}

/// A reader who has read the article comes down to the end of the quiz.
const COME_TO_QUIZ: &str =
    "document.querySelector('news-quiz').scrollIntoView({ block: 'end', behavior: 'instant' })";

async fn no_tap_needs_a_scroll_in_a_newspaper(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    open(page, &site, news::PAGE).await?;
    page.run(COME_TO_QUIZ).await?;
    page.touch().await?;
    play(page, &quiz).await
}

/// As many pages do, in both elements: so `body` is a box that never scrolls, and nothing in it sticks to the window.
async fn no_tap_needs_a_scroll_in_a_page_that_cuts_off_what_is_too_wide(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    open(page, &site, news::PAGE).await?;
    page.run("for (const { style } of [document.documentElement, document.body]) style.overflowX = 'hidden'").await?;
    page.run(COME_TO_QUIZ).await?;
    page.touch().await?;
    play(page, &quiz).await
}

async fn no_tap_needs_a_scroll_in_a_frame_of_a_page(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    let text = "<p>What the page says.".repeat(40);
    let html = format!(
        "<!doctype html><title>News</title><meta name=viewport content='width=device-width'>{text}\
         <iframe src='banks/liaison-office/embed.html' width='100%' height=600 style='border:0'></iframe>{text}\
         <script type=module src=frame.js></script>"
    );
    site.add("host.html", &html)?;
    open(page, &site, "host.html").await?;
    page.until_true("the frame has its height", "return document.querySelector('iframe').style.height !== ''").await?;
    // And has a little of what stands below in the window: nothing in a frame sticks to its edge.
    let come = "document.querySelector('iframe').scrollIntoView({ block: 'end', behavior: 'instant' }); scrollBy(0, 40)";
    page.run(come).await?;
    page.enter_frame().await?;
    page.touch().await?;
    play(page, &quiz).await
}

/// Without a script of the quiz, what comes next stands below what was answered.
async fn no_check_needs_a_scroll_in_the_first_body(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    site.replace(&site.path(crate::site::Part::Starter)?, None)?;
    open(page, &site, "./").await?;
    let mut phone = Phone { page, faults: Vec::new() };
    let view = page.until("the question is there", |view| view.is_at_question(1)).await?;
    for id in keys(quiz.question(&view.question)?) {
        phone.tap(&format!("choice {id}"), &choice(id)).await?;
    }
    let open = phone.tap("the check", &button(CHECK)).await?;
    page.until("the verdict is there", |view| view.verdicts == ["✓ Correct"]).await?;
    let marked = phone.measure("all('.first [open] > summary')[0]").await?;
    ensure!((marked.stem - open.stem).abs() <= STEADY, "{open:?} {marked:?}");
    ensure!(phone.faults.is_empty(), "{}", phone.faults.join("\n"));
    answer_first_body(page, &quiz, 2).await.map(drop)
}
