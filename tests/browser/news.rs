//! The quiz in the page of a newspaper: beside its article, below a bar that stays on top, under a strict policy, with a
//! second quiz in a frame.

use anyhow::{Context as _, Result, ensure};
use fantoccini::key::Key;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    narrow::{self, check_fit},
    page::Page,
    play::{answer, go_on},
    quiz::{NEXT, Quiz, SHOW, distractors},
    site::Site,
    view::View,
    watch::{noted, watch_page},
};

journeys! {
    in_each_engine {
        the_quiz_plays_in_a_newspaper,
        evidence_is_shown_below_the_bar_and_leads_back,
        the_page_fits_into_320_pixels,
        the_colours_turn_round,
    }
}

pub(crate) const PAGE: &str = "news.html";

/// What the link to the passage says where it opens no tab.
const SHOW_PASSAGE: &str = "See it in the article";

/// Serves the page, which notes what happens.
fn paper() -> Result<Site> {
    let site = Site::copy()?;
    watch_page(&site, PAGE)?;
    Ok(site)
}

/// Goes down to the end of the quiz, as a reader does who has read the article. WebKit's driver does not see that a
/// button is below the end of its frame.
async fn go_to_quiz(page: &Page) -> Result<View> {
    page.run("document.querySelector('news-quiz').scrollIntoView({ block: 'end', behavior: 'instant' })")
        .await?;
    page.touch().await?;
    page.until("the quiz is there", |view| view.playing && view.is_at_question(1)).await
}

async fn the_quiz_plays_in_a_newspaper(page: &Page) -> Result<()> {
    let (site, quiz) = (paper()?, Quiz::liaison_office()?);
    page.load(&site.address(PAGE)).await?;
    page.settled().await?;
    // Past the frame, so that it is loaded too.
    page.run("document.querySelector('iframe').scrollIntoView({ behavior: 'instant' })").await?;
    page.settled().await?;
    let mut view = go_to_quiz(page).await?;
    page.settled().await?;
    let shift = noted(page).await?.shift;
    ensure!(shift == 0.0, "the page moves by {shift} as it loads");
    for number in 1..=quiz.len() {
        let wrong = distractors(quiz.question(&view.question)?);
        answer(page, wrong.get(..1).context("a distractor")?, "Incorrect").await?;
        view = go_on(page, number, quiz.len()).await?;
    }
    let noted = noted(page).await?;
    ensure!(noted.stopped.is_empty(), "the page's policy stops {:?}", noted.stopped);
    ensure!(noted.of("problem").is_empty(), "{:?}", noted.events);
    assert_eq!((noted.of("response").len(), noted.of("finish").len()), (quiz.len(), 1));
    let log = page.log("browser").await?;
    let errors: Vec<_> = log.iter().filter(|entry| entry.get("level") == Some(&json!("SEVERE"))).collect();
    ensure!(errors.is_empty(), "the console has {errors:#?}");
    Ok(())
}

/// What a reader sees who asked for the passage.
#[derive(Debug, Deserialize)]
struct Shown {
    /// The words that are marked.
    marked: Option<String>,
    /// Whether they begin below the bar and end in the window.
    clear: bool,
    /// Whether the focus is on the paragraph of the article that has these words.
    focused: bool,
    /// Where the way back is: left, top, right, bottom.
    back: Option<[f64; 4]>,
    /// How many entries the history has, the page's address and its fragment.
    history: (usize, String, String),
}

const LOOK: &str = r#"
    const [range] = CSS.highlights.get("newsquiz-evidence") ?? [];
    const passage = range?.getBoundingClientRect();
    const bar = document.querySelector(".bar").getBoundingClientRect();
    const focused = document.activeElement;
    const back = document.body.lastElementChild.shadowRoot?.querySelector("button")?.getBoundingClientRect();
    return {
        marked: range?.toString() ?? null,
        clear: !!passage && bar.top === 0 && bar.bottom <= passage.top && passage.bottom <= innerHeight,
        focused: focused.matches("article > p") && focused.contains(range?.commonAncestorContainer ?? null),
        back: back ? [back.left, back.top, back.right, back.bottom] : null,
        history: [history.length, location.href, location.hash],
    };
"#;

async fn look(page: &Page) -> Result<Shown> {
    // What is put right two frames later has been put right.
    page.settled().await?;
    page.settled().await?;
    serde_json::from_value(page.run(LOOK).await?).context("the page cannot be looked at")
}

async fn evidence_is_shown_below_the_bar_and_leads_back(page: &Page) -> Result<()> {
    let (site, quiz) = (paper()?, Quiz::liaison_office()?);
    page.load(&site.address(PAGE)).await?;
    let mut view = go_to_quiz(page).await?;
    let before = look(page).await?;
    ensure!(before.marked.is_none() && before.history.2.is_empty(), "{before:#?}");
    for number in 1..=quiz.len() {
        let evidence = &quiz.question(&view.question)?.evidence;
        page.press(SHOW).await?;
        page.until("the answer is there", |view| view.is_at_heading("Here is the answer")).await?;
        page.follow(SHOW_PASSAGE).await?;
        let shown = look(page).await?;
        let case = format!("question {number}: {shown:#?}");
        ensure!(shown.marked.as_deref() == Some(&*evidence.exact), "{case}");
        ensure!(shown.clear && shown.focused, "{case}");
        ensure!(shown.history == before.history && page.windows().await? == 1, "{case}");
        let [left, top, right, bottom] = shown.back.with_context(|| format!("no way back, {case}"))?;
        if number % 2 == 0 {
            page.key(Key::Escape).await?;
        } else {
            page.click_at((left + right) / 2.0, (top + bottom) / 2.0).await?;
        }
        let focus = page.settled().await?.focus;
        ensure!(focus == format!("a {SHOW_PASSAGE}"), "question {number}: the focus is on {focus}");
        let link = page.run(LINK).await?;
        ensure!(link == Value::Bool(true), "question {number}: the link is not to be seen");
        let after = look(page).await?;
        ensure!(
            after.marked.is_none() && after.back.is_none() && after.history == before.history,
            "{after:#?}"
        );
        if number < quiz.len() {
            page.press(NEXT).await?;
            view = page.until("the next question is there", |view| view.is_at_question(number + 1)).await?;
        }
    }
    ensure!(noted(page).await?.stopped.is_empty(), "the page's policy stops something");
    Ok(())
}

/// Whether what has the focus in the quiz can be seen, all of it.
const LINK: &str = r#"
    const { top, bottom } = document.querySelector("news-quiz").shadowRoot.activeElement.getBoundingClientRect();
    return document.querySelector(".bar").getBoundingClientRect().bottom <= top && bottom <= innerHeight;
"#;

async fn the_page_fits_into_320_pixels(page: &Page) -> Result<()> {
    let (site, quiz) = (paper()?, Quiz::liaison_office()?);
    narrow::open(page, &site, PAGE).await?;
    page.until("the page is there", |view| view.is_at_question(1)).await?;
    check_fit(page, "the page").await?;
    let view = go_to_quiz(page).await?;
    check_fit(page, "a question").await?;
    let wrong = distractors(quiz.question(&view.question)?);
    answer(page, wrong.get(..1).context("a distractor")?, "Incorrect").await?;
    check_fit(page, "a verdict").await?;
    // WebKit's driver does not see that the link is below the end of its frame, as it does not see buttons there.
    let link = "document.querySelector('news-quiz').shadowRoot.querySelector('[data-body] figure a')";
    page.run(&format!("{link}.scrollIntoView({{ block: 'center', behavior: 'instant' }})")).await?;
    page.follow(SHOW_PASSAGE).await?;
    let shown = look(page).await?;
    ensure!(shown.clear && shown.focused, "{shown:#?}");
    check_fit(page, "a passage").await
}

async fn the_colours_turn_round(page: &Page) -> Result<()> {
    let site = paper()?;
    page.load(&site.address(PAGE)).await?;
    let colours = "
        const quiz = document.querySelector('news-quiz').shadowRoot.querySelector('.nq');
        return [document.body, quiz].map((element) => getComputedStyle(element).backgroundColor);
    ";
    let light: [String; 2] = serde_json::from_value(page.run(colours).await?)?;
    page.run("document.querySelector('#colours').click()").await?;
    page.settled().await?;
    let dark: [String; 2] = serde_json::from_value(page.run(colours).await?)?;
    ensure!(light.iter().zip(&dark).all(|(light, dark)| light != dark), "{light:?} {dark:?}");
    // The quiz in the frame turns too.
    page.run("document.querySelector('iframe').scrollIntoView({ behavior: 'instant' })").await?;
    for scheme in ["dark", "light"] {
        page.enter_frame().await?;
        page.until_true(
            "the frame turns",
            &format!("return getComputedStyle(document.documentElement).colorScheme === '{scheme}'"),
        )
        .await?;
        page.leave_frame().await?;
        page.run("document.querySelector('#colours').click()").await?;
    }
    page.run("document.querySelector('#colours').click()").await?;
    page.settled().await?;
    assert_eq!(page.run(colours).await?, json!(light));
    Ok(())
}
