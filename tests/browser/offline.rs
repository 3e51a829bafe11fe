//! The quiz's own page, installed and played without a network: what is kept, when, and which version.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::TcpListener,
    thread,
    time::Duration,
};

use anyhow::{Context as _, Result, ensure};
use newsquiz_cli::server;
use serde_json::{Value, json};
use xtask::workspace;

use crate::{
    engine::Engine,
    page::Page,
    play::{answer, go_on, show_all},
    quiz::{Quiz, keys},
    site::{Part, Site},
    view::View,
    watch::{noted, release, watch_and_hold},
};

journeys! {
    in_each_engine {
        nothing_is_kept_before_the_reader_begins,
        a_pick_before_the_program_came_counts_at_the_next_step,
        after_the_first_pick_a_whole_quiz_plays_without_a_network,
        a_new_version_waits_for_the_next_start,
        what_a_host_shows_in_the_middle_of_an_update_is_not_kept,
        a_host_that_does_not_answer_is_not_waited_for,
        a_host_that_answers_with_a_fault_of_its_own_is_not_shown,
        a_worker_without_its_files_is_no_hindrance,
        the_published_worker_takes_everything_back,
        other_pages_keep_nothing,
        the_manifest_names_icons_of_the_sizes_that_they_have,
    }
}

/// How long is waited to see that nothing happens.
const A_WHILE: Duration = Duration::from_millis(700);

/// How many workers and caches the origin has.
async fn kept(page: &Page) -> Result<Value> {
    page.run(
        "return (async () => [(await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length])()",
    )
    .await
}

/// Opens a quiz's own page, begins, and waits until all is kept.
pub(crate) async fn begin(page: &Page, address: &str) -> Result<View> {
    let view = page.open(address).await?;
    page.choose(&view.choices[0].id).await?;
    is_kept(page).await?;
    Ok(view)
}

pub(crate) async fn is_kept(page: &Page) -> Result<()> {
    page.until_true(
        "the worker is there",
        "return navigator.serviceWorker.getRegistration().then((kept) => kept?.active?.state === 'activated')",
    )
    .await
}

/// Whether a file of the folder can be had from the network.
async fn is_online(page: &Page) -> Result<bool> {
    Ok(page.run("return fetch('news.html').then(() => true, () => false)").await? == true)
}

/// Plays the draw of the page to its end.
async fn play(page: &Page, address: &str) -> Result<()> {
    page.open(address).await?;
    let played = show_all(page, &Quiz::liaison_office()?).await?;
    ensure!(played.len() == 8, "{played:#?}");
    Ok(())
}

/// Gives a file of the copy another name and changes it. Returns the name that it had.
fn rename(site: &Site, part: Part, name: &str, change: impl Fn(&str) -> String) -> Result<String> {
    let path = site.path(part)?;
    let old = path.file_name().context("a name")?.to_string_lossy().into_owned();
    let text = site.read(&old)?;
    site.replace(&path, None)?;
    site.add(name, &change(&text))?;
    Ok(old)
}

/// Makes the copy another version: the starter, the page and the style are others, and what the old ones were is gone.
fn second_version(site: &Site) -> Result<()> {
    // What refers to a file that changes has another name too.
    let style = "quiz-01234567.css";
    let old_style = rename(site, Part::Style, style, |text| format!("{text}.nq{{--second:1}}"))?;
    let takeover = "takeover-01234567.js";
    let old_takeover = rename(site, Part::Takeover, takeover, |text| text.replace(&old_style, style))?;
    let renamed = |text: &str| text.replace(&old_style, style).replace(&old_takeover, takeover);
    site.edit("embed.js", |text| {
        format!("document.documentElement.dataset.starter = 'second';{}", renamed(text))
    })?;
    site.edit("index.html", |text| renamed(text).replacen("<html ", "<html data-page=second ", 1))?;
    site.release()
}

/// Which version the page is of: the page, its starter, its style, and what it would get as the starter now.
async fn version(page: &Page) -> Result<Value> {
    page.run(
        "const { page, starter } = document.documentElement.dataset;
        const quiz = document.querySelector('news-quiz').shadowRoot.querySelector('.nq:not(.first)');
        const style = getComputedStyle(quiz).getPropertyValue('--second');
        return fetch('embed.js').then((response) => response.text()).then((text) =>
            [page === 'second', starter === 'second', style === '1', text.includes('second')])",
    )
    .await
}

async fn nothing_is_kept_before_the_reader_begins(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let view = page.open(&site.address("")).await?;
    tokio::time::sleep(A_WHILE).await;
    ensure!(kept(page).await? == json!([0, 0]), "{}", kept(page).await?);
    let loaded =
        "return [location.href, ...performance.getEntriesByType('resource').map((entry) => entry.name)]";
    let loaded: Vec<String> = serde_json::from_value(page.run(loaded).await?)?;

    page.choose(&view.choices[0].id).await?;
    is_kept(page).await?;
    let names = page.run("return caches.keys()").await?;
    let [Value::String(name)] = names.as_array().context("a list")?.as_slice() else {
        anyhow::bail!("{names}");
    };
    ensure!(name.starts_with(&format!("newsquiz {} ", site.address(""))), "{name}");
    // What is kept is what the page names and what it loaded, and all of it is there.
    let files = "return caches.keys().then(([name]) => caches.open(name)).then((kept) => kept.keys())
        .then((requests) => requests.map((request) => request.url))";
    let files: Vec<String> = serde_json::from_value(page.run(files).await?)?;
    let folder = site.address("");
    for address in loaded {
        ensure!(files.contains(&address), "{address} was loaded and is not kept: {files:#?}");
    }
    for name in ["", "manifest.json", "banks/liaison-office/bank.bin", "banks/liaison-office/draw.bin", "banks/liaison-office/article.html"] {
        ensure!(files.contains(&format!("{folder}{name}")), "{name} is not kept: {files:#?}");
    }
    ensure!(files.iter().filter(|name| name.ends_with(".png")).count() == 4, "{files:#?}");
    Ok(())
}

async fn a_pick_before_the_program_came_counts_at_the_next_step(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    watch_and_hold(&site)?;
    site.release()?;
    page.load(&site.address("")).await?;
    let view = page.until("the first question", |view| view.is_at_question(1)).await?;
    page.choose(&view.choices[0].id).await?;
    release(page).await?;
    page.until("the program plays", |view| view.playing).await?;
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
    is_kept(page).await?;
    ensure!(noted(page).await?.stopped.is_empty(), "{:?}", noted(page).await?);
    Ok(())
}

async fn after_the_first_pick_a_whole_quiz_plays_without_a_network(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let address = site.address("");
    begin(page, &address).await?;
    ensure!(is_online(page).await?, "the host is there");
    drop(site);
    play(page, &address).await?;
    ensure!(!is_online(page).await?, "the host is still there");
    play(page, &format!("{address}index.html?from=home")).await?;
    // The article that the quiz leads to.
    page.load(&format!("{address}banks/liaison-office/article.html")).await?;
    let title = page.run("return document.querySelector('article h1').textContent").await?;
    ensure!(title == "An office both leaders like, and a summit without a deal", "{title}");
    Ok(())
}

async fn a_new_version_waits_for_the_next_start(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    let address = site.address("");
    begin(page, &address).await?;
    // What is not ours: of another app, and of a quiz in another folder.
    let others = [format!("newsquiz {}/other/ 1", site.origin()), "another app".to_owned()];
    for name in &others {
        page.run_with("return caches.open(arguments[0]).then(() => true)", vec![json!(name)]).await?;
    }
    let view = page.open(&address).await?;
    let first = version(page).await?;
    ensure!(first == json!([false, false, false, false]), "{first}");
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;

    second_version(&site)?;
    page.run("window.stays = true; navigator.serviceWorker.getRegistration().then((kept) => kept.update())")
        .await?;
    page.until_true(
        "the new version is kept",
        "return navigator.serviceWorker.getRegistration().then((kept) => kept.waiting?.state === 'installed')",
    )
    .await?;
    tokio::time::sleep(A_WHILE).await;
    ensure!(version(page).await? == first, "{}", version(page).await?);
    let view = go_on(page, 1, quiz.len()).await?;
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
    ensure!(page.run("return window.stays").await? == true, "the page was loaded anew");

    // The next start has all of the new version, and so has the one after it without a network.
    let second = json!([true, true, true, true]);
    page.open(&address).await?;
    ensure!(version(page).await? == second, "{}", version(page).await?);
    page.until_true("the old version is gone", "return caches.keys().then((names) => names.length === 3)")
        .await?;
    let names = page.run("return caches.keys()").await?;
    for name in &others {
        ensure!(names.as_array().context("a list")?.contains(&json!(name)), "{name} is gone: {names}");
    }
    drop(site);
    page.open(&address).await?;
    ensure!(version(page).await? == second, "{}", version(page).await?);
    play(page, &address).await
}

async fn what_a_host_shows_in_the_middle_of_an_update_is_not_kept(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let address = site.address("");
    begin(page, &address).await?;
    let starter = site.read("embed.js")?;
    second_version(&site)?;
    let new = site.read("embed.js")?;
    site.add("embed.js", &starter)?;
    let update = "const done = arguments[0];
        navigator.serviceWorker.getRegistration().then(async (kept) => {
            kept.addEventListener('updatefound', () => {
                const { installing } = kept;
                installing.addEventListener('statechange', () => done(installing.state));
            });
            await kept.update();
        });";
    let state = page.run_async(update, Vec::new()).await?;
    ensure!(state == "redundant", "a mixed version is {state}");

    // The next visit finds all of it.
    site.add("embed.js", &new)?;
    let state = page.run_async(update, Vec::new()).await?;
    ensure!(state == "installed", "a whole version is {state}");
    drop(site);
    page.open(&address).await?;
    let second = version(page).await?;
    ensure!(second == json!([true, true, true, true]), "{second}");
    Ok(())
}

/// The port of an address.
pub(crate) fn port(origin: &str) -> Result<u16> {
    origin.rsplit(':').next().context("a port")?.parse().context("a port")
}

/// Takes a port that another host is about to leave.
pub(crate) fn take(port: u16) -> Result<TcpListener> {
    for _ in 0..100 {
        if let Ok(listener) = server::listen(port) {
            return Ok(listener);
        }
        thread::sleep(Duration::from_millis(20));
    }
    server::listen(port)
}

async fn a_host_that_does_not_answer_is_not_waited_for(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let (address, port) = (site.address(""), port(&site.origin())?);
    begin(page, &address).await?;
    drop(site);
    // Whoever calls is put through, and hears nothing.
    let _silence = take(port)?;
    play(page, &address).await
}

async fn a_host_that_answers_with_a_fault_of_its_own_is_not_shown(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let (address, port) = (site.address(""), port(&site.origin())?);
    begin(page, &address).await?;
    drop(site);
    let listener = take(port)?;
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            // What is asked for makes no difference.
            _ = stream.read(&mut [0; 4096]);
            _ = stream.write_all(b"HTTP/1.1 503 Down\r\nConnection: close\r\nContent-Length: 4\r\n\r\nDown");
        }
    });
    play(page, &address).await
}

async fn a_worker_without_its_files_is_no_hindrance(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let address = site.address("");
    begin(page, &address).await?;
    page.run("return caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))")
        .await?;
    play(page, &address).await?;
    page.load(&format!("{address}banks/liaison-office/article.html")).await?;
    page.until_true("the article is there", "return !!document.querySelector('article h1')").await
}

async fn the_published_worker_takes_everything_back(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let address = site.address("");
    begin(page, &address).await?;
    page.run("return caches.open('another app').then(() => true)").await?;
    let page_for_hosts = fs::read_to_string(workspace::root().join("docs/hosting.md"))?;
    let mut scripts = page_for_hosts.split("```js\n").skip(1).filter_map(|rest| rest.split("```").next());
    site.add("sw.js", scripts.find(|script| script.contains("unregister")).context("the page has none")?)?;
    // The browser looks for another worker by itself, behind the page.
    let view = page.open(&address).await?;
    page.until_true(
        "it is gone",
        "return (async () => [(await navigator.serviceWorker.getRegistrations()).length, ...await caches.keys()].join())()
            .then((left) => left === '0,another app')",
    )
    .await?;
    page.choose(&view.choices[0].id).await?;
    page.until("the quiz plays on", |view| !view.chosen().is_empty()).await?;
    Ok(())
}

async fn other_pages_keep_nothing(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    site.add("around.html", "<!doctype html><iframe src=\"index.html\" width=900 height=900></iframe>")?;
    for (name, is_framed) in
        [("banks/liaison-office/embed.html", false), ("news.html", false), ("around.html", true)]
    {
        page.load(&site.address(name)).await?;
        if is_framed {
            page.enter_frame().await?;
        }
        page.run("document.querySelector('news-quiz').setAttribute('eager', '')").await?;
        let view = page.until("the program plays", |view| view.playing && view.is_at_question(1)).await?;
        page.choose(&view.choices[0].id).await?;
        page.until("it is picked", |view| !view.chosen().is_empty()).await?;
        tokio::time::sleep(A_WHILE).await;
        ensure!(kept(page).await? == json!([0, 0]), "{name}: {}", kept(page).await?);
    }
    Ok(())
}

async fn the_manifest_names_icons_of_the_sizes_that_they_have(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    page.open(&site.address("")).await?;
    let icons = "return (async () => {
        const link = document.querySelector('link[rel=manifest]').href;
        const manifest = await (await fetch(link)).json();
        const icons = [...manifest.icons, { src: document.querySelector('link[rel=apple-touch-icon]').href, sizes: '180x180' }];
        const wrong = [];
        for (const { src, sizes } of icons) {
            const image = new Image();
            image.src = new URL(src, link).href;
            await image.decode();
            const found = `${image.naturalWidth}x${image.naturalHeight}`;
            if (sizes !== found && sizes !== 'any') wrong.push(`${src}: ${found}`);
        }
        return [manifest.name, manifest.icons.length, wrong];
    })()";
    let found = page.run(icons).await?;
    ensure!(found == json!(["An office for old enemies: the quiz", 4, []]), "{found}");
    if page.engine() == Engine::Chromium {
        let manifest = page.devtools("Page.getAppManifest", json!({})).await?;
        ensure!(manifest["errors"] == json!([]), "{manifest}");
        let faults = page.devtools("Page.getInstallabilityErrors", json!({})).await?;
        ensure!(faults["installabilityErrors"] == json!([]), "{faults}");
    }
    Ok(())
}
