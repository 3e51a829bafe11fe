//! A reader who only passes by, and one who begins without the program: what is loaded when, and what the first body does
//! by itself.

use anyhow::{Context as _, Result, ensure};
use fantoccini::key::Key;
use serde_json::json;

use crate::{
    engine::Engine,
    page::Page,
    play::answer_first_body,
    quiz::{CHECK, Quiz, keys},
    site::Site,
    view::View,
    watch::{WATCH, noted},
};

journeys! {
    in_each_engine {
        who_only_passes_by_loads_the_starter_and_what_knows_the_article,
        what_is_far_below_is_laid_out_after_the_article,
        what_is_in_sight_is_laid_out_at_once,
        a_page_that_is_loaded_again_below_a_quiz_stands_where_it_stood,
        a_quiz_without_a_first_body_gets_it_when_the_reader_comes_near,
        a_question_whose_passage_is_gone_is_not_asked_by_the_first_body_either,
        the_first_body_shows_passages_of_the_page,
        the_verdict_of_the_first_body_takes_the_focus,
        keys_that_the_quiz_uses_are_no_shortcuts_of_the_page,
        a_touch_while_the_page_is_still_loading_brings_the_program,
        without_its_style_the_first_body_tells_nothing_unasked,
    }
}

/// The page of the article with the quiz after it, in the article, whose text may be changed.
fn article(site: &Site, element: &str, change: impl Fn(&str) -> String) -> Result<String> {
    site.add("watch.js", WATCH)?;
    let page = site.read("banks/liaison-office/article.html")?;
    let start = page.find("<article").context("an article")?;
    let end = page.find("</article>").context("its end")?;
    let text = change(page.get(start..end).context("an article")?);
    let page = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>News</title><script src=watch.js></script>\
         <body>{text}{element}</article><script type=module src=embed.js></script>"
    );
    site.add("host.html", &page)?;
    Ok(site.address("host.html"))
}

/// What scripts have loaded, without hashes, in the order of the alphabet.
const LOADED: &str = "
    const entries = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname.split('/').at(-1));
    const names = entries.map((name) => name.replace(/-[0-9a-f]{8}(?=[.])/, ''));
    return names.filter((name) => !/^(watch.js|favicon.ico|quiz.css)$/.test(name)).sort();
";

/// Waits for what comes when a reader is near, and tells all that has come.
async fn come_near(page: &Page) -> Result<serde_json::Value> {
    page.run("document.querySelector('news-quiz').scrollIntoView()").await?;
    let is_there = "return performance.getEntriesByType('resource').some(({ name }) => name.includes('article-'))";
    page.until_true("the article is known", is_there).await?;
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    page.run(LOADED).await
}

async fn who_only_passes_by_loads_the_starter_and_what_knows_the_article(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    page.load(&article(&site, &site.include("liaison-office")?, str::to_owned)?).await?;
    let loaded = come_near(page).await?;
    ensure!(loaded == json!(["article.js", "embed.js"]), "{loaded}");
    // A focus is a touch, as by Tab. (A window that has not the focus itself tells of none, so that it is not moved here.)
    page.touch().await?;
    page.until("the program plays", |view| view.playing).await?;
    Ok(())
}

/// The page with the quiz below some space, and a mark far below it. It notes whether the quiz is laid out in its first frame.
fn below(site: &Site, space: u32) -> Result<String> {
    let element = format!(
        "<div style='height: {space}px'></div>{}<script>
            requestAnimationFrame(() => setTimeout(() => {{ window.wasThere = {IS_LAID_OUT}; }}));
        </script><div style='height: 3000px'></div><p id=mark>Comments</p><div style='height: 3000px'></div>",
        site.include("liaison-office")?
    );
    article(site, &element, str::to_owned)
}

const IS_LAID_OUT: &str = "document.querySelector('news-quiz').shadowRoot.querySelector('.first legend')\
                           .checkVisibility({ contentVisibilityAuto: true })";

async fn what_is_far_below_is_laid_out_after_the_article(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    page.load(&below(&site, 4000)?).await?;
    page.until_true("the first frame was painted", "return 'wasThere' in window").await?;
    let was_there = page.run("return wasThere").await?;
    // WebKit (2.50) does not keep what is read in its place when a quiz above gets its height: ADR 28.
    ensure!(was_there == json!(page.engine() == Engine::WebKit), "whether it was laid out: {was_there}");
    page.until_true("the question is laid out, though nobody has come near", &format!("return {IS_LAID_OUT}")).await?;
    Ok(())
}

async fn what_is_in_sight_is_laid_out_at_once(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    site.add("watch.js", WATCH)?;
    let quiz = site.include("liaison-office")?;
    let probe = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>News</title><script src=watch.js></script><body>{quiz}
         <script>requestAnimationFrame(() => setTimeout(() => {{ window.wasThere = {IS_LAID_OUT}; }}))</script>"
    );
    site.add("sight.html", &probe)?;
    page.load(&site.address("sight.html")).await?;
    page.until_true("it was laid out in the first frame", "return wasThere === true").await
}

async fn a_page_that_is_loaded_again_below_a_quiz_stands_where_it_stood(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    page.load(&below(&site, 1500)?).await?;
    page.until_true("the question is laid out", &format!("return {IS_LAID_OUT}")).await?;
    page.run("document.querySelector('#mark').scrollIntoView()").await?;
    page.settled().await?;
    page.run("window.isOld = true; location.reload()").await?;
    let is_back = "return !window.isOld && 'wasThere' in window && scrollY > 0";
    page.until_true("the page is there again", is_back).await?;
    // By then the quiz is laid out too.
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    let top = page.run("return Math.round(document.querySelector('#mark').getBoundingClientRect().top)").await?;
    ensure!(top.as_f64().is_some_and(|top| top.abs() <= 1.0), "the passage is {top} pixels below the top");
    Ok(())
}

async fn a_quiz_without_a_first_body_gets_it_when_the_reader_comes_near(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    let element = "<news-quiz src='banks/liaison-office/'><a href=quiz>Take the quiz</a></news-quiz>";
    page.load(&article(&site, element, str::to_owned)?).await?;
    let loaded = come_near(page).await?;
    ensure!(loaded == json!(["arrival.js", "article.js", "embed.js", "quiz.html"]), "{loaded}");
    // Its links lead where those of the site lead.
    let links = page
        .run("const [link] = document.querySelector('news-quiz').shadowRoot.querySelectorAll('figure a'); return new URL(link.href).pathname")
        .await?;
    ensure!(links.as_str().is_some_and(|path| path.ends_with("/banks/liaison-office/article.html")), "{links}");
    let view = page.look().await?;
    page.choose(keys(quiz.question(&view.question)?)[0]).await?;
    page.until("the program plays", |view| view.playing && view.chosen().len() == 1).await?;
    Ok(())
}

async fn a_question_whose_passage_is_gone_is_not_asked_by_the_first_body_either(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    let drawn = quiz.drawn(&quiz.bank().parts().plan.seed);
    let second = drawn.get(1).context("a second question")?;
    let exact = second.evidence.exact.to_string();
    let changed = |text: &str| text.replacen(&exact, "nothing of the kind happened", 1);
    // Without a program, which no reader has asked for.
    page.load(&article(&site, &site.include("liaison-office")?, changed)?).await?;
    come_near(page).await?;
    page.until_true("the page is told", "return noted.events.some(([name]) => name === 'problem')").await?;
    let told = noted(page).await?.of("problem")[0].clone();
    ensure!(told == json!({ "code": "article-changed", "questions": [&*second.id] }), "{told}");
    page.run("window.fetch = () => Promise.reject(new Error('no network'))").await?;
    let view = page.look().await?;
    ensure!(!view.playing && view.is_at_question(1), "{view:#?}");
    for key in keys(quiz.question(&view.question)?) {
        page.choose(key).await?;
    }
    page.press(CHECK).await?;
    let view = page.until("the third question follows", |view| view.is_at_question(3)).await?;
    ensure!(view.lines.iter().any(|line| line.starts_with("The article changed")), "{view:#?}");
    let total = page.run("return document.querySelector('news-quiz').shadowRoot.querySelector('.count').parentElement.textContent").await?;
    ensure!(total == json!(format!(" of {} exactly right", drawn.len() - 1)), "{total}");
    Ok(())
}

async fn the_first_body_shows_passages_of_the_page(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    page.load(&article(&site, &site.include("liaison-office")?, str::to_owned)?).await?;
    come_near(page).await?;
    page.run("window.fetch = () => Promise.reject(new Error('no network'))").await?;
    answer_first_body(page, &quiz, 1).await?;
    page.settled().await?;
    page.run("document.querySelector('news-quiz').shadowRoot.querySelector('.first figure a').click()").await?;
    page.until_true("the passage is marked", "return CSS.highlights.has('newsquiz-evidence')").await?;
    Ok(())
}

async fn the_verdict_of_the_first_body_takes_the_focus(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    page.load(&article(&site, &site.include("liaison-office")?, str::to_owned)?).await?;
    page.until("the first body", |view| view.is_at_question(1)).await?;
    // The program cannot come: the first body is all there is.
    page.run("window.fetch = () => Promise.reject(new Error('no network'))").await?;
    let view = page.look().await?;
    page.choose(keys(quiz.question(&view.question)?)[0]).await?;
    page.until_true("its scripts are there", "return !!document.querySelector('news-quiz').player.takeover").await?;
    page.press(CHECK).await?;
    let is_named = "return document.querySelector('news-quiz').shadowRoot.activeElement?.ariaLabel === 'Correct'";
    page.until_true("the verdict has the focus", is_named).await?;
    ensure!(!page.look().await?.playing, "the program has come without a network");
    page.key(Key::Tab).await?;
    ensure!(page.look().await?.focus.starts_with('a') || page.engine() == Engine::WebKit, "{:?}", page.look().await?.focus);
    Ok(())
}

async fn a_touch_while_the_page_is_still_loading_brings_the_program(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let loading = "<script>Object.defineProperty(document, 'readyState', { get: () => window.state ?? 'loading' })</script>";
    let element = format!("{loading}{}", site.include("liaison-office")?);
    page.load(&article(&site, &element, str::to_owned)?).await?;
    page.run("document.querySelector('news-quiz').scrollIntoView()").await?;
    page.settled().await?;
    // The page ends while the program is on its way.
    page.run(
        "document.querySelector('news-quiz').dispatchEvent(new Event('focusin'));
         window.state = 'complete';
         dispatchEvent(new Event('DOMContentLoaded'))",
    )
    .await?;
    page.until("the program plays", |view| view.playing && view.is_at_question(1)).await?;
    Ok(())
}

async fn keys_that_the_quiz_uses_are_no_shortcuts_of_the_page(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    page.load(&article(&site, &site.include("liaison-office")?, str::to_owned)?).await?;
    page.touch().await?;
    page.until("the program plays", |view| view.playing && view.is_at_question(1)).await?;
    page.run("window.pressed = []; document.addEventListener('keydown', ({ key }) => pressed.push(key))").await?;
    page.run("document.querySelector('news-quiz').shadowRoot.querySelector('[data-body] input').focus()").await?;
    for key in [Key::Down, Key::Up, Key::Enter, Key::Escape, Key::Tab] {
        page.key(key).await?;
    }
    for key in ['1', '2', ' ', 'x'] {
        page.run("document.querySelector('news-quiz').shadowRoot.querySelector('[data-body] input, [data-body] h4').focus()").await?;
        page.key(key).await?;
    }
    let pressed = page.run("return pressed").await?;
    ensure!(pressed == json!(["Escape", "Tab", "x"]), "{pressed}");
    Ok(())
}

/// What can be read of the quiz on the page.
const READABLE: &str = "
    const parts = [...document.querySelector('news-quiz').shadowRoot.querySelectorAll('blockquote, .keys, legend, .feedback p')];
    return parts.filter((part) => part.checkVisibility()).map((part) => part.textContent);
";

async fn without_its_style_the_first_body_tells_nothing_unasked(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let element = site.include("liaison-office")?;
    let bare = element.replacen("<style>", "<!--", 1).replacen("</style>", "-->", 1);
    ensure!(bare != element, "a first body has a style");
    let bare = bare.replace("<link rel=\"stylesheet\"", "<link rel=\"none\"");
    // A plug-in that takes styles out, before any script of ours has run.
    site.add("bare.html", &format!("<!doctype html><meta charset=utf-8><title>News</title><body>{bare}"))?;
    page.load(&site.address("bare.html")).await?;
    let told = page.run(READABLE).await?;
    let lines: Vec<&str> = told.as_array().context("a list")?.iter().filter_map(|line| line.as_str()).collect();
    ensure!(matches!(&lines[..], [one] if one.starts_with("Question 1 ")), "{lines:?}");
    // With the starter, the program comes as soon as the reader is near, and brings its style.
    page.load(&article(&site, &bare, str::to_owned)?).await?;
    page.run("document.querySelector('news-quiz').scrollIntoView()").await?;
    let view: View = page.until("the program plays", |view| view.playing && view.is_at_question(1)).await?;
    ensure!(view.quotes.is_empty(), "{view:#?}");
    Ok(())
}
