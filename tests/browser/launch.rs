//! The launch page, as somebody from a newsroom tries it.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::{page::Page, site::Site, view::View};

journeys! {
    in_each_engine {
        the_switches_change_all_papers,
        without_scripts_the_papers_play_on,
        a_question_goes_with_its_words_and_comes_back_with_them,
    }
    // The windows of the others cannot be as narrow.
    in_chromium {
        on_a_phone_nothing_is_wider_than_the_page,
    }
}

const PAGE: &str = "launch.html";

/// What is seen of the papers: of each page the light and direction that it has, of its quiz the direction and whether the
/// program plays, and what is told below it.
const PAPERS: &str = r#"
    return [...document.querySelectorAll("figure")].map((figure) => {
        const page = figure.querySelector("iframe").contentDocument;
        if (!page.querySelector("news-quiz")?.shadowRoot) return { told: "", direction: [] };
        const { backgroundColor } = getComputedStyle(page.body);
        const parts = backgroundColor.match(/\d+/g).map(Number);
        const body = [...page.querySelector("news-quiz").shadowRoot.querySelectorAll(".nq")].at(-1);
        return {
            light: parts[0] + parts[1] + parts[2] > 384 ? "light" : "dark",
            direction: [getComputedStyle(page.body).direction, body.dir],
            isPlaying: !body.matches(".first"),
            told: figure.querySelector(".measured").textContent,
        };
    });
"#;

/// Waits until all three papers are as they are to be.
async fn until_papers(page: &Page, what: &str, is_so: &str) -> Result<Vec<Value>> {
    let script = format!("return (() => {{ {PAPERS} }})().every((paper) => {is_so})");
    page.until_true(what, &script).await?;
    Ok(page.run(PAPERS).await?.as_array().cloned().unwrap_or_default())
}

/// Switches to a value.
async fn switch(page: &Page, name: &str, value: &str) -> Result<()> {
    page.run(&format!("document.querySelector('[name={name}][value=\"{value}\"]').click()")).await.map(drop)
}

async fn open(page: &Page, site: &Site) -> Result<()> {
    page.load(&site.address(PAGE)).await?;
    until_papers(page, "all papers were measured", "/First question after \\d+ ms\\. \\d+\\.\\d kB so far/.test(paper.told)")
        .await
        .map(drop)
}

async fn the_switches_change_all_papers(page: &Page) -> Result<()> {
    let site = Site::built()?;
    open(page, &site).await?;
    let lights = |papers: &[Value]| papers.iter().map(|paper| paper["light"].clone()).collect::<Vec<_>>();
    let papers = until_papers(page, "they are as they come", "!paper.isPlaying").await?;
    ensure!(lights(&papers) == [json!("light"), json!("light"), json!("dark")], "{papers:#?}");
    for light in ["dark", "light"] {
        switch(page, "colours", light).await?;
        until_papers(page, light, &format!("paper.light === '{light}'")).await?;
    }
    switch(page, "colours", "").await?;
    let papers = until_papers(page, "they turn back", "true").await?;
    ensure!(lights(&papers) == [json!("light"), json!("light"), json!("dark")], "{papers:#?}");

    switch(page, "direction", "rtl").await?;
    until_papers(page, "right to left", "paper.direction.join() === 'rtl,rtl'").await?;
    // The program that comes then is turned round too.
    let touch = "document.querySelectorAll('iframe').forEach((frame) => \
                 frame.contentDocument.querySelector('news-quiz').shadowRoot.querySelector('input')\
                 .dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true })))";
    page.run(touch).await?;
    let is_so = "paper.isPlaying && paper.direction.join() === 'rtl,rtl' && /played \\d+ ms after/.test(paper.told)";
    until_papers(page, "the programs play", is_so).await?;
    switch(page, "screen", "desk").await?;
    let widths = "return [...document.querySelectorAll('iframe')].every((frame) => frame.clientWidth > innerWidth / 2)";
    page.until_true("the papers are wide", widths).await
}

async fn without_scripts_the_papers_play_on(page: &Page) -> Result<()> {
    let site = Site::built()?;
    open(page, &site).await?;
    switch(page, "scripts", "off").await?;
    until_papers(page, "the papers come without scripts", "/, and no script\\.$/.test(paper.told)").await?;
    // Answered by clicks alone; the page around looks into its frame.
    let answer = "
        const page = document.querySelector('iframe').contentDocument;
        const card = page.querySelector('news-quiz').shadowRoot.querySelector('[data-question]');
        card.querySelector('[data-key] input').click();
        card.querySelector('details.check summary').click();
        return [page.defaultView.customElements.get('news-quiz') === undefined,
            card.querySelector('.feedback').checkVisibility(), card.querySelector('.rest .card').checkVisibility()];
    ";
    let found = page.run(answer).await?;
    ensure!(found == json!([true, true, true]), "no script, feedback, next question: {found}");
    switch(page, "scripts", "on").await?;
    until_papers(page, "the scripts are back", "/no program before the first touch/.test(paper.told)").await?;
    Ok(())
}

async fn a_question_goes_with_its_words_and_comes_back_with_them(page: &Page) -> Result<()> {
    let site = Site::built()?;
    page.load(&site.address(PAGE)).await?;
    let gone = |view: &View| view.lines.iter().any(|line| line.starts_with("The article changed, so we no longer ask"));
    page.until("the question is there", |view| view.is_at_question(1) && !gone(view)).await?;
    page.press("Take the marked words out").await?;
    page.until("it is gone", |view| gone(view) && view.is_at_question(2)).await?;
    page.press("Put them back").await?;
    page.until("it is back", |view| view.is_at_question(1) && !gone(view)).await?;
    // As a visitor types.
    page.run("const words = document.querySelector('#evidence'); words.focus(); getSelection().selectAllChildren(words)").await?;
    for letter in "so".chars() {
        page.key(letter).await?;
    }
    page.until("it is gone", |view| gone(view) && view.is_at_question(2)).await?;
    let words = page.run("return document.querySelector('#evidence').textContent").await?;
    ensure!(words == "so", "{words}");
    Ok(())
}

async fn on_a_phone_nothing_is_wider_than_the_page(page: &Page) -> Result<()> {
    let site = Site::built()?;
    page.resize((320, 640)).await?;
    page.load(&site.address(PAGE)).await?;
    page.settled().await?;
    let wide = "const right = document.documentElement.clientWidth; \
                return [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > right + 1)\
                .map((element) => element.outerHTML.slice(0, 80))";
    let wide = page.run(wide).await?;
    ensure!(wide == json!([]), "{wide:#}");
    Ok(())
}
