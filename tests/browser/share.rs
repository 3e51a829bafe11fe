//! A result is passed on: what is copied, and what the link in it leads to.

use anyhow::{Context as _, Result, ensure};
use fantoccini::key::Key;
use newsquiz_cli::folder;
use newsquiz_core::seed::Seed;
use newsquiz_publish::{
    address::{BaseUrl, QuizAddress},
    heights::Heights,
    snippet,
};
use serde_json::{Value, json};

use crate::{
    page::Page,
    play::{answer, go_on, play_again, show_answer},
    quiz::{Quiz, RETRY, SHARE, keys},
    site::{Part, Site},
};

journeys! {
    in_each_engine {
        a_result_is_copied_with_a_link_to_its_draw,
        what_cannot_be_copied_is_there_to_be_copied,
        whatever_refuses_the_link_is_there_to_be_copied,
        who_follows_a_link_is_led_to_its_quiz,
        a_device_that_can_share_does,
        a_frame_passes_its_page_on_and_takes_links_to_it,
    }
    in_one_engine {
        a_link_leads_to_its_draw_and_tells_the_score_to_beat,
        what_is_shared_is_the_page_with_what_its_publisher_names_it_by,
        without_its_module_all_else_goes_on,
    }
}

const COPIED: &str = "Copied: your result and a link to these questions";

/// The quiz's own page with two questions, of which the first is answered rightly and the other one shown.
async fn half_right(page: &Page, site: &Site, quiz: &Quiz) -> Result<()> {
    let view = page.open(&site.address("")).await?;
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
    go_on(page, 1, 2).await?;
    show_answer(page).await?;
    go_on(page, 2, 2).await.map(drop)
}

/// A copy of the site whose page has two questions, and notes what is told of sharing.
fn short(script: &str) -> Result<(Site, Quiz)> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?.shortened(2));
    site.add("told.js", script)?;
    site.edit("index.html", |page| {
        page.replacen("<news-quiz ", "<script src=told.js></script><news-quiz questions=2 ", 1)
    })?;
    Ok((site, quiz))
}

const TOLD: &str = "window.told = []; addEventListener('newsquiz:share', ({ detail }) => told.push(detail));";

/// What is passed on of half a quiz: words, and the marks of both questions.
fn told(quiz: &Quiz) -> String {
    format!("I got 1 of 2 in “{}”. Can you do better?\n✓ –", quiz.bank().parts().title)
}

/// What a reader finds in the clipboard.
async fn pasted(page: &Page) -> Result<String> {
    page.run("const field = document.createElement('textarea'); document.body.append(field); field.focus()")
        .await?;
    page.keys_with(Key::Control, 'v').await?;
    page.until_true("something is pasted", "return document.querySelector('textarea').value !== ''").await?;
    let text = page
        .run("const field = document.querySelector('textarea'); field.remove(); return field.value")
        .await?;
    Ok(text.as_str().context("a text")?.to_owned())
}

async fn a_result_is_copied_with_a_link_to_its_draw(page: &Page) -> Result<()> {
    let (site, quiz) = short(TOLD)?;
    half_right(page, &site, &quiz).await?;
    ensure!(page.look().await?.status.is_empty(), "something is said unasked");
    page.press(SHARE).await?;
    let view = page.until("it is said", |view| view.status == COPIED).await?;
    assert_eq!(view.focus, format!("button {SHARE}"));
    let parts = quiz.bank().parts();
    let url = site.address(&quiz.challenge(&parts.plan.seed, Some(1)));
    assert_eq!(pasted(page).await?, format!("{}\n{url}", told(&quiz)));
    let score = json!({ "points": 1, "maximum": 2, "percent": 50 });
    assert_eq!(
        page.run("return told").await?,
        json!([{ "link": quiz.challenge(&parts.plan.seed, Some(1)), "score": score }])
    );

    // Of a retry, which has fewer questions than the draw, the link tells no score.
    page.press(RETRY).await?;
    let view = page.until("what was missed", |view| view.legend.starts_with("Question 1 of 1")).await?;
    ensure!(!view.has_line(COPIED), "what was said stays: {view:#?}");
    show_answer(page).await?;
    let view = go_on(page, 1, 1).await?;
    ensure!(view.status.is_empty(), "what was said is there again: {view:#?}");
    page.press(SHARE).await?;
    page.until("it is said", |view| view.status == COPIED).await?;
    let url = site.address(&quiz.link(&parts.plan.seed));
    let text = format!("I got 0 of 1 in “{}”. Can you do better?\n–\n{url}", parts.title);
    assert_eq!(pasted(page).await?, text);
    Ok(())
}

async fn a_link_leads_to_its_draw_and_tells_the_score_to_beat(page: &Page) -> Result<()> {
    let (site, quiz) = short(TOLD)?;
    let seed = Seed::new("another").context("a seed")?;
    let view = page.open(&site.address(&quiz.challenge(&seed, Some(2)))).await?;
    let drawn = quiz.drawn(&seed);
    assert_eq!(Some(&*view.question), drawn.first().map(|question| &*question.id));
    let to_beat = "A friend got 2 of 2. Can you beat that?";
    ensure!(view.has_line(to_beat), "{view:#?}");
    for number in 1..=2 {
        show_answer(page).await?;
        go_on(page, number, 2).await?;
    }
    let missed = "Your friend’s score is ahead by 2.";
    page.until("how far the friend is ahead", |view| view.has_line(missed)).await?;
    // Other questions are no match for it.
    play_again(page).await?;
    for number in 1..=2 {
        page.until("a question", |view| view.is_at_question(number)).await?;
        show_answer(page).await?;
        go_on(page, number, 2).await?;
    }
    let view = page.look().await?;
    ensure!(!view.has_line(to_beat) && !view.has_line(missed), "{view:#?}");
    Ok(())
}

async fn what_cannot_be_copied_is_there_to_be_copied(page: &Page) -> Result<()> {
    // As without https, and in frames that may not: both are missing, or refuse.
    let shut =
        "navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'));";
    let (site, quiz) = short(shut)?;
    half_right(page, &site, &quiz).await?;
    page.press(SHARE).await?;
    let url = site.address(&quiz.challenge(&quiz.bank().parts().plan.seed, Some(1)));
    page.until("the link is there", |view| view.status == format!("Copy this link: {url}")).await?;
    // Whoever has keys alone copies it by two of them.
    page.keys_with(Key::Control, 'c').await?;
    assert_eq!(pasted(page).await?, url);
    Ok(())
}

/// As other people's scripts do it, which put their own in the place of the browser's.
async fn whatever_refuses_the_link_is_there_to_be_copied(page: &Page) -> Result<()> {
    for shut in [
        "navigator.share = () => { throw undefined }; navigator.clipboard.writeText = () => { throw null };",
        "navigator.share = () => Promise.reject(null); Object.defineProperty(navigator, 'clipboard', { get() { throw new Error('no') } });",
        "navigator.share = null; Object.defineProperty(navigator, 'clipboard', { value: undefined }); window.getSelection = () => { throw new Error('no') };",
    ] {
        let (site, quiz) = short(TOLD)?;
        half_right(page, &site, &quiz).await?;
        page.run(shut).await?;
        page.press(SHARE).await?;
        let url = site.address(&quiz.challenge(&quiz.bank().parts().plan.seed, Some(1)));
        page.until(shut, |view| view.status == format!("Copy this link: {url}")).await?;
    }
    Ok(())
}

/// What a device is handed on a page, in the element and in a frame of the page.
async fn what_is_shared_is_the_page_with_what_its_publisher_names_it_by(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    let element = site.include("liaison-office")?.replacen("<news-quiz ", "<news-quiz questions=1 eager ", 1);
    let device = "window.handed = []; navigator.share = async (data) => handed.push(data.url);";
    let link = quiz.challenge(&quiz.bank().parts().plan.seed, Some(0));
    let own = site.address("host.html");
    for (canonical, query, expected) in [
        // A query may be the reader's own affair.
        ("", "", ""),
        ("", "?session=1", ""),
        // Of this page, with the parameters that name it.
        ("host.html", "?utm=1", ""),
        ("host.html#top", "", ""),
        ("host.html?id=7", "?utm=1&id=7", "?id=7"),
        ("host.html?a=1&b=2", "?b=2&a=1", "?a=1&b=2"),
        // Of the story before, of another page or site, or no address at all.
        ("host.html?id=7", "?id=8", ""),
        ("host.html?id=7", "", ""),
        ("other.html", "", ""),
        ("https://news.example/host.html", "", ""),
        ("https://", "?id=8", ""),
    ] {
        let link_of_page = if canonical.is_empty() { String::new() } else { format!("<link rel=canonical href='{canonical}'>") };
        site.add(
            "host.html",
            &format!(
                "<!doctype html><html lang=en><meta charset=utf-8><title>News</title>{link_of_page}\
                 <script>{device}</script><body>{element}<script type=module src=embed.js></script>"
            ),
        )?;
        page.open(&format!("{own}{query}")).await?;
        show_answer(page).await?;
        go_on(page, 1, 1).await?;
        page.press(SHARE).await?;
        page.until_true("it is handed over", "return handed.length === 1").await?;
        let shared = page.run("return handed[0]").await?;
        assert_eq!(shared, format!("{own}{expected}{link}"), "{canonical:?} at {query:?}");
    }
    Ok(())
}

async fn without_its_module_all_else_goes_on(page: &Page) -> Result<()> {
    let (site, quiz) =
        short("window.missed = 0; addEventListener('unhandledrejection', () => (missed += 1));")?;
    for file in folder::files(&site.path(Part::Starter)?.with_file_name(""))? {
        if file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("share-")) {
            site.replace(&file, None)?;
        }
    }
    half_right(page, &site, &quiz).await?;
    page.press(SHARE).await?;
    play_again(page).await?;
    page.until("it goes on", |view| view.playing && view.is_at_question(1)).await?;
    assert_eq!(page.run("return missed").await?, 0);
    Ok(())
}

async fn who_follows_a_link_is_led_to_its_quiz(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    let seed = Seed::new("another").context("a seed")?;
    // Other parts of the fragment are left alone.
    let link = format!("{}&more=1", quiz.link(&seed).replacen('#', "#section-2&", 1));
    let element = site.include("liaison-office")?;
    let story = |element: &str| {
        format!(
            "<!doctype html><html lang=en><meta charset=utf-8><title>News</title>\
             <body><div style=height:3000px></div>{element}<script type=module src=embed.js></script>"
        )
    };
    site.add("host.html", &story(&element))?;
    site.add("eager.html", &story(&element.replacen("<news-quiz ", "<news-quiz eager ", 1)))?;
    page.load(&site.address("host.html")).await?;
    assert_eq!(page.settled().await?.scroll, 0);
    page.load(&site.address(&format!("eager.html{link}"))).await?;
    page.until("the eager quiz is there", |view| view.playing && 2000 < view.scroll).await?;
    page.load(&site.address(&format!("host.html{link}"))).await?;
    let view = page.until("the quiz is there", |view| view.playing && 2000 < view.scroll).await?;
    assert_eq!(Some(&*view.question), quiz.drawn(&seed).first().map(|question| &*question.id));
    // A page that moves its parts takes nobody along.
    page.run("scrollTo({ top: 0, behavior: 'instant' }); document.body.append(document.querySelector('news-quiz'))").await?;
    assert_eq!(page.settled().await?.scroll, 0);
    Ok(())
}

/// No browser on Linux can share: what a device would be handed is noted.
async fn a_device_that_can_share_does(page: &Page) -> Result<()> {
    let device = "window.handed = []; navigator.share = (data) => {
        handed.push(data);
        const reason = [, 'AbortError', 'InvalidStateError'][handed.length - 1];
        return reason ? Promise.reject(new DOMException('', reason)) : Promise.resolve();
    };";
    let (site, quiz) = short(device)?;
    half_right(page, &site, &quiz).await?;
    let parts = quiz.bank().parts();
    let url = site.address(&quiz.challenge(&parts.plan.seed, Some(1)));
    let handed = json!({ "title": &*parts.title, "text": told(&quiz), "url": url });
    // Then the reader thinks better of it, or asks again while the device still does: nothing is copied behind
    // their back.
    for times in 1..=3 {
        page.press(SHARE).await?;
        page.until_true("it is handed over", &format!("return handed.length === {times}")).await?;
        assert_eq!(page.settled().await?.status, "");
    }
    assert_eq!(page.run("return handed").await?, json!([handed, handed, handed]));
    Ok(())
}

async fn a_frame_passes_its_page_on_and_takes_links_to_it(page: &Page) -> Result<()> {
    let (host, site, quiz) = (Site::copy()?, Site::copy()?, Quiz::liaison_office()?);
    let address = QuizAddress::new(quiz.bank(), Some(&BaseUrl::parse(&site.address(""))?))?;
    let frame = snippet::frame(&address, &Heights::of(quiz.bank()));
    host.add(
        "host.html",
        &format!(
            "<!doctype html><html lang=en><meta charset=utf-8><title>News</title>\
             <link rel=canonical href='host.html?page=2'>\
             <script>window.told = []; addEventListener('newsquiz:share', ({{ detail }}) => told.push(detail.link))</script>\
             <body><div style=height:3000px></div>{frame}"
        ),
    )?;
    let seed = Seed::new("another").context("a seed")?;
    let first = quiz.drawn(&seed).first().map(|question| question.id.to_string());
    page.load(&host.address(&format!("host.html?from=mail&page=2{}", quiz.challenge(&seed, Some(7))))).await?;
    page.until_true("the frame is in view", "return scrollY > 2000").await?;
    page.enter_frame().await?;
    page.until("the draw of the link", |view| view.playing && Some(&view.question) == first.as_ref()).await?;
    for number in 1..=quiz.len() {
        show_answer(page).await?;
        go_on(page, number, quiz.len()).await?;
    }
    let view = page.look().await?;
    ensure!(view.has_line("Your friend’s score is ahead by 7."), "{view:#?}");
    page.press(SHARE).await?;
    page.until("it is said", |view| !view.status.is_empty()).await?;
    page.leave_frame().await?;
    page.until_true("the page is told", "return told.length === 1").await?;
    let link = quiz.challenge(&seed, Some(0));
    assert_eq!(page.run("return told[0]").await?, Value::from(&*link));
    let text = pasted(page).await?;
    ensure!(text.ends_with(&format!("\n{}{link}", host.address("host.html?page=2"))), "{text}");

    // A page that shows another story under another address.
    page.run(
        "history.pushState(null, '', 'next.html?page=2');
         document.querySelector('link[rel=canonical]').href = 'next.html'",
    )
    .await?;
    page.settled().await?;
    page.enter_frame().await?;
    let told = format!("return document.querySelector('news-quiz').page === '{}'", host.address("next.html"));
    page.until_true("the quiz knows the address of the other story", &told).await?;
    page.leave_frame().await?;

    // A link that is followed on the open page, and leaves no entry of the frame's own in its history.
    let entries = page.run("return history.length").await?.as_u64().context("a number")?;
    let other = Seed::new("one-more").context("a seed")?;
    page.run(&format!("location.hash = '{}'", quiz.link(&other))).await?;
    page.enter_frame().await?;
    let first = quiz.drawn(&other).first().map(|question| question.id.to_string());
    page.until("the draw of the other link", |view| view.playing && Some(&view.question) == first.as_ref())
        .await?;
    page.leave_frame().await?;
    assert_eq!(page.run("return history.length").await?, Value::from(entries + 1));
    Ok(())
}
