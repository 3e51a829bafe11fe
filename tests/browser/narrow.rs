//! The quiz 320 pixels wide, which is what a phone has and what 1,280 pixels are at a zoom of 400 %.
//!
//! No browser window is that narrow, but a frame is.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use crate::{
    page::Page,
    play::{answer, go_on},
    quiz::{CHECK, Quiz, distractors, keys},
    site::{Part, Site},
    view::View,
};

journeys! {
    in_each_engine {
        every_state_fits_whatever_a_reader_does_to_its_text,
        the_first_body_fits_into_320_pixels,
        a_quiz_that_becomes_wider_is_no_higher_than_one_that_was_wide,
        a_style_sheet_that_comes_late_leaves_no_gap,
    }
}

/// The most that readers may set by a style of their own (WCAG 2.2, 1.4.12 Text Spacing).
const SPACED: &str =
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }";

/// Twice the size of text (WCAG 2.2, 1.4.4 Resize Text), as a browser's setting makes it.
const LARGE: &str = ".nq { font-size: 200% !important }";

/// What sticks out on the left or on the right, what lies on something else, and controls that a finger misses.
const MEASURE: &str = r#"
    // There nothing sticks to the window's edge, and covers what is to be scrolled.
    scrollTo(0, document.documentElement.scrollHeight);
    const width = document.documentElement.clientWidth;
    const root = document.querySelector("news-quiz").shadowRoot;
    // What arrives is smaller on its way.
    for (const animation of root.getAnimations()) animation.finish();
    const seen = [document.body, root].flatMap((tree) => [...tree.querySelectorAll("*")])
        .filter((element) => element.checkVisibility({ visibilityProperty: true }));
    const named = (element, box) => `${element.localName} ${box.left}..${box.right} × ${box.height}: ${element.textContent.trim().slice(0, 40)}`;
    const faults = [];
    if (innerWidth !== 320) faults.push(`the frame is ${innerWidth} wide`);
    if (document.documentElement.scrollWidth > width) faults.push(`the page is ${document.documentElement.scrollWidth} wide`);
    for (const element of seen) {
        const box = element.getBoundingClientRect();
        if (box.left < -0.5 || box.right > width + 0.5) faults.push(`sticks out: ${named(element, box)}`);
        const least = element.matches("a, button, label, details:not([open]) > summary, .review summary") ? 44 : 0;
        if (box.height < least - 0.01) faults.push(`too low: ${named(element, box)}`);
    }
    // A score is one thing to look at.
    for (const score of seen.filter((element) => element.matches("h3 strong, .count"))) {
        const box = score.getBoundingClientRect();
        if (box.height > 1.8 * parseFloat(getComputedStyle(score).fontSize)) faults.push(`broken: ${named(score, box)}`);
    }
    const blocks = seen.filter((element) => element.getRootNode() === root && element.matches("h2, h3, h4, p:not(.keys), legend, label, button, summary, li, blockquote, figcaption"));
    for (const [ix, one] of blocks.entries()) {
        for (const other of blocks.slice(ix + 1)) {
            if (one.contains(other) || other.contains(one)) continue;
            const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
            const overlap = Math.min(Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
            if (overlap > 1) faults.push(`on each other: ${named(one, a)} and ${named(other, b)}`);
        }
    }
    return faults;
"#;

/// Opens a page of a site in a frame of 320 pixels, and stays in that frame.
pub(crate) async fn open(page: &Page, site: &Site, fragment: &str) -> Result<()> {
    let host = format!(
        "<!doctype html><title>A phone</title><iframe src='./{fragment}' width=320 height=600 style='border:0'></iframe>"
    );
    site.add("narrow.html", &host)?;
    page.load(&site.address("narrow.html")).await?;
    page.enter_frame().await
}

/// Fails when the page does not fit.
pub(crate) async fn check_fit(page: &Page, state: &str) -> Result<()> {
    page.settled().await?;
    let faults = page.run(MEASURE).await?;
    ensure!(faults == Value::Array(Vec::new()), "{state}: {faults:#}");
    Ok(())
}

/// The styles that a reader's browser may add, by name.
const STYLES: [(&str, &str); 3] = [("as it is", ""), ("spaced", SPACED), ("twice as large", LARGE)];

/// Fails when a state of the program does not fit, with any of these styles.
async fn check_fits(page: &Page, state: &str) -> Result<()> {
    for (name, style) in STYLES {
        page.run_with("sheet.replaceSync(arguments[0])", vec![style.into()]).await?;
        check_fit(page, &format!("{state}, {name}")).await?;
    }
    Ok(())
}

/// Plays a whole quiz.
async fn every_state_fits_whatever_a_reader_does_to_its_text(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    let seed = quiz.seed_where(|drawn| drawn.iter().any(|question| question.is_choose_all()))?;
    open(page, &site, &quiz.link(&seed)).await?;
    page.touch().await?;
    let mut view =
        page.until("the first question is there", |view| view.playing && view.is_at_question(1)).await?;
    page.run(
        "window.sheet = new CSSStyleSheet();
        document.querySelector('news-quiz').shadowRoot.adoptedStyleSheets.push(sheet)",
    )
    .await?;
    check_fits(page, "a question").await?;
    page.press(CHECK).await?;
    page.until("the reader is reminded", |view| !view.status.is_empty()).await?;
    check_fits(page, "a reminder").await?;

    for number in 1..=quiz.len() {
        let question = quiz.question(&view.question)?;
        let (key, distractor) = (keys(question), distractors(question));
        let choice = if number % 2 == 0 { distractor.first() } else { key.first() };
        page.choose(choice.context("there is such a choice")?).await?;
        page.until("the choice is taken", |view| !view.chosen().is_empty()).await?;
        check_fits(page, "a choice").await?;
        let answered = answer(page, &[], verdict(number % 2 == 1, key.len())).await?;
        check_fits(page, &format!("a verdict: {:?}", answered.headings)).await?;
        view = go_on(page, number, quiz.len()).await?;
        check_fits(page, "the next question, or the result").await?;
    }
    for number in 1..=quiz.len() {
        page.unfold(number).await?;
    }
    page.until("all is unfolded", |view: &View| view.quotes.len() == quiz.len()).await?;
    check_fits(page, "the review").await
}

/// The verdict on one choice.
fn verdict(is_key: bool, keys: usize) -> &'static str {
    match (is_key, keys) {
        (false, _) => "Incorrect",
        (true, 1) => "Correct",
        (true, _) => "Partly correct",
    }
}

/// The first body, with every question answered: the program does not come.
async fn the_first_body_fits_into_320_pixels(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    site.replace(&site.path(Part::Program)?, None)?;
    open(page, &site, "").await?;
    for number in 1..=quiz.len() {
        let view = page.until("the question is there", |view| view.is_at_question(number)).await?;
        check_fit(page, "a question").await?;
        let question = quiz.question(&view.question)?;
        page.choose(distractors(question).first().context("a distractor")?).await?;
        page.press(CHECK).await?;
        page.until("the verdict is there", |view| !view.is_at_question(number) || number == quiz.len())
            .await?;
        check_fit(page, "a verdict").await?;
    }
    Ok(())
}

/// Fails when a quiz that was in a narrow place is higher in a wide one than it has to be: phones are turned, and tabs and
/// drawers open from nothing. Frames may have no width at all while they come.
async fn check_widening(page: &Page, state: &str) -> Result<()> {
    let script = "const quiz = document.querySelector('news-quiz');
        const wide = frameElement.width;
        const height = () => quiz.getBoundingClientRect().height;
        frameElement.width = 40;
        const narrow = height();
        frameElement.width = wide;
        const widened = height();
        // So its boxes are made anew.
        quiz.style.display = 'none';
        height();
        quiz.style.display = '';
        return { narrow, widened, fresh: height() };";
    let heights = page.run(script).await?;
    ensure!(heights["fresh"].as_f64() < heights["narrow"].as_f64(), "{state}: {heights}");
    ensure!(heights["widened"] == heights["fresh"], "{state}: {heights}");
    Ok(())
}

async fn a_quiz_that_becomes_wider_is_no_higher_than_one_that_was_wide(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    open(page, &site, "").await?;
    page.until("the first body is there", |view| view.is_at_question(1)).await?;
    page.until_true("its style is there", "return !!document.querySelector('news-quiz').shadowRoot.querySelector('link')?.sheet")
        .await?;
    check_widening(page, "the first body").await?;
    page.touch().await?;
    let view =
        page.until("the first question is there", |view| view.playing && view.is_at_question(1)).await?;
    check_widening(page, "a question").await?;
    let question = quiz.question(&view.question)?;
    page.choose(distractors(question).first().context("a distractor")?).await?;
    answer(page, &[], "Incorrect").await?;
    check_widening(page, "a verdict").await
}

async fn a_style_sheet_that_comes_late_leaves_no_gap(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    site.replace(&site.path(Part::Starter)?, None)?;
    open(page, &site, "").await?;
    page.until("the first body is there", |view| view.is_at_question(1)).await?;
    let script = "const { shadowRoot } = document.querySelector('news-quiz');
        const link = shadowRoot.querySelector('link');
        const top = (element) => element.getBoundingClientRect().top;
        const question = shadowRoot.querySelector('fieldset');
        const legend = question.firstElementChild;
        link.disabled = true;
        top(question);
        const before = getComputedStyle(legend).float;
        link.disabled = false;
        const after = () => [before, getComputedStyle(legend).float, top(legend) - top(question)];
        return new Promise((done) => setTimeout(done, 500)).then(after)";
    let seen = page.run(script).await?;
    ensure!(seen == json!(["none", "left", 0]), "how the legend floats, and the gap above it: {seen}");
    Ok(())
}
