//! What a quiz, a link and a copy of the starter are known by: by what they mean, and not by the letters of an address.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use newsquiz_core::seed::Seed;
use serde_json::json;
use xtask::workspace;

use crate::{
    page::Page,
    play::answer,
    quiz::{Quiz, keys},
    site::{Part, Site},
    view::View,
    watch::{WATCH, noted},
};

journeys! {
    in_each_engine {
        links_are_read_in_every_form_that_they_were_ever_written_in,
        a_starter_that_is_loaded_as_a_classic_script_plays,
        a_copied_starter_says_what_is_missing_or_finds_its_site,
        of_two_copies_the_newest_plays_all_quizzes,
        a_first_body_that_comes_by_a_script_of_the_page_plays,
    }
    in_one_engine {
        a_link_is_one_that_mail_programs_and_selectors_leave_alone,
        a_page_in_place_of_a_bank_in_another_language_costs_nothing,
        a_first_body_of_a_form_to_come_plays_on_and_is_told,
    }
}

/// What stands in a fragment, and the draw of the bank `hanoi` that it asks for.
const FRAGMENTS: [(&str, &str); 16] = [
    ("", ""),
    ("#section-2", ""),
    ("#newsquiz_hanoi__first", "first"),
    ("#newsquiz_hanoi_7_first", "first:7p"),
    ("#newsquiz_hanoi_7-5_fi_rst-2", "fi_rst-2:7.5p"),
    ("#section-2&newsquiz_hanoi_7_first&utm=1", "first:7p"),
    ("#newsquiz_hanoi_7_first.", "first:7p"),
    ("#newsquiz_hanoi_2_first:~:text=a", "first:2p"),
    ("#newsquiz%5Fhanoi%5F7%5Ffirst", "first:7p"),
    ("#newsquiz_other_7_first", ""),
    ("#xnewsquiz_hanoi_7_first", ""),
    ("#%&newsquiz_hanoi_7_first", "first:7p"),
    // As they were before.
    ("#newsquiz=hanoi:first", "first"),
    ("#newsquiz=hanoi:first:75", "first:75"),
    ("#newsquiz=hanoi%3Afirst%3A75", "first:75"),
    ("#newsquiz=other:first:75", ""),
];

async fn links_are_read_in_every_form_that_they_were_ever_written_in(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    site.add("link.js", &fs::read_to_string(workspace::root().join("static/embed/link.js"))?)?;
    site.add("host.html", "<!doctype html><title>Links</title><script type=module>import * as link from './link.js'; window.link = link</script>")?;
    page.load(&site.address("host.html")).await?;
    page.until_true("the module is there", "return !!window.link").await?;
    for (fragment, draw) in FRAGMENTS {
        let read = page.run_with("return link.drawIn(arguments[0], 'hanoi')", vec![json!(fragment)]).await?;
        ensure!(read == draw, "{fragment}: {read}, not {draw}");
        if draw.is_empty() {
            continue;
        }
        let again = "return link.drawIn(link.fragmentOf(arguments[0], 'hanoi'), 'hanoi')";
        let read = page.run_with(again, vec![json!(draw)]).await?;
        ensure!(read == draw, "{draw} is written and read as {read}");
    }
    Ok(())
}

async fn a_link_is_one_that_mail_programs_and_selectors_leave_alone(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    let seed = Seed::new("another_one-2").context("a seed")?;
    let link = quiz.challenge(&seed, Some(5));
    let page_of = site.address(&link);
    page.open(&page_of).await?;
    let view = page.look().await?;
    ensure!(quiz.drawn(&seed).first().is_some_and(|first| view.question == *first.id), "{view:#?}");
    // As many a page does with its fragment.
    let found = page.run("return [document.querySelector(location.hash), encodeURIComponent(location.hash.slice(1)) === location.hash.slice(1)]").await?;
    ensure!(found == json!([null, true]), "{found}");
    Ok(())
}

fn host(site: &Site, body: &str) -> Result<String> {
    site.add("watch.js", WATCH)?;
    let page = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>News</title><script src=watch.js></script><body>{body}"
    );
    site.add("host.html", &page)?;
    Ok(site.address("host.html"))
}

const STARTER: &str = "<script type=module src=embed.js></script>";

async fn plays(page: &Page) -> Result<View> {
    page.touch().await?;
    let quiz = Quiz::liaison_office()?;
    let view = page.until("the program plays", |view| view.playing && view.is_at_question(1)).await?;
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await
}

async fn a_page_in_place_of_a_bank_in_another_language_costs_nothing(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    // Some hosts send their home page, and say that all is well.
    for name in ["draw.fr.bin", "bank.fr.bin"] {
        site.add(&format!("banks/liaison-office/{name}"), "<!doctype html><title>Home</title>")?;
    }
    let element = site.include("liaison-office")?.replacen("<news-quiz ", "<news-quiz lang=fr ", 1);
    page.load(&host(&site, &format!("{element}{STARTER}"))?).await?;
    plays(page).await?;
    ensure!(noted(page).await?.of("problem").is_empty(), "{:#?}", noted(page).await?);
    Ok(())
}

async fn a_starter_that_is_loaded_as_a_classic_script_plays(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let element = site.include("liaison-office")?;
    let names = "<script>const before = Object.getOwnPropertyNames(window);</script>";
    let leaks = "<script>window.leaks = Object.getOwnPropertyNames(window).filter((name) => !before.includes(name));</script>";
    // Twice, as optimisers do it too.
    let script = "<script src=embed.js></script><script src=embed.js></script>";
    page.load(&host(&site, &format!("{element}{names}{script}{leaks}"))?).await?;
    let leaks = page.run("return leaks").await?;
    ensure!(leaks == json!([]), "{leaks} among the names of the page");
    plays(page).await.map(drop)
}

async fn a_copied_starter_says_what_is_missing_or_finds_its_site(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let element = site.include("liaison-office")?;
    let starter = fs::read_to_string(site.path(Part::Starter)?)?;
    site.add("cache/embed.js", &starter)?;
    page.load(&host(&site, &format!("{element}<script type=module src=cache/embed.js></script>"))?).await?;
    page.touch().await?;
    page.until_true("it is told", "return noted.events.some(([name]) => name === 'problem')").await?;
    let told = noted(page).await?.of("problem")[0].clone();
    ensure!(told["code"] == "starter-alone" && told["place"].as_str().is_some_and(|place| place.contains("takeover-")), "{told}");

    // A site that was built with its address knows where its files are.
    let known = starter.replacen("import(``+", &format!("import(`{}`+", site.address("")), 1);
    ensure!(known != starter, "the starter has no place for the address of its site");
    site.add("cache/embed.js", &known)?;
    page.load(&host(&site, &format!("{element}<script type=module src=cache/embed.js></script>"))?).await?;
    plays(page).await?;
    ensure!(noted(page).await?.of("problem").is_empty(), "{:#?}", noted(page).await?);
    Ok(())
}

async fn of_two_copies_the_newest_plays_all_quizzes(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let element = site.include("liaison-office")?;
    let version = env!("CARGO_PKG_VERSION");
    let starter = fs::read_to_string(site.path(Part::Starter)?)?;
    ensure!(starter.matches(version).count() == 1, "the starter has its version once");
    // Another copy from another site, whose program would not start.
    let other = |version: &str| {
        let named = starter.replacen(env!("CARGO_PKG_VERSION"), version, 1);
        named.replace("takeover-", "gone-")
    };
    for (one, two) in [("0.0.9", None), ("99.0.0", Some(()))] {
        site.add("old/embed.js", &other(one))?;
        let (first, second) = ("<script type=module src=old/embed.js></script>", STARTER);
        for scripts in [format!("{first}{second}"), format!("{second}{first}")] {
            page.load(&host(&site, &format!("{element}{scripts}"))?).await?;
            if two.is_none() {
                plays(page).await?;
                ensure!(noted(page).await?.of("problem").is_empty(), "{scripts}: {:#?}", noted(page).await?);
            } else {
                page.touch().await?;
                page.until_true("the other one is asked", "return noted.events.some(([name]) => name === 'problem')").await?;
            }
        }
    }
    Ok(())
}

async fn a_first_body_that_comes_by_a_script_of_the_page_plays(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let element = site.include("liaison-office")?;
    site.add("element.html", &element)?;
    page.load(&host(&site, &format!("<main></main>{STARTER}"))?).await?;
    page.until_true("the starter is there", "return !!customElements.get('news-quiz')").await?;
    for way in [
        "document.querySelector('main').innerHTML = text",
        "document.querySelector('main').replaceChildren(...new DOMParser().parseFromString(text, 'text/html').body.children)",
        "document.querySelector('main').replaceChildren(document.createRange().createContextualFragment(text))",
    ] {
        let script = format!(
            "const done = arguments[0];
             fetch('element.html').then((response) => response.text()).then((text) => {{
                 {way};
                 const root = document.querySelector('news-quiz').shadowRoot;
                 done([!!root?.querySelector('.first'), !!document.querySelector('news-quiz > template')]);
             }});"
        );
        let found = page.run_async(&script, Vec::new()).await?;
        // At once: the page does not jump later.
        ensure!(found == json!([true, false]), "{way}: {found}");
        plays(page).await?;
    }
    Ok(())
}

async fn a_first_body_of_a_form_to_come_plays_on_and_is_told(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let element = site.include("liaison-office")?.replacen("data-form=\"1\"", "data-form=\"99\"", 1);
    ensure!(element.contains("data-form=\"99\""), "a first body has no form");
    page.load(&host(&site, &format!("{element}{STARTER}"))?).await?;
    page.until_true("it is told", "return noted.events.some(([name]) => name === 'problem')").await?;
    let told = noted(page).await?.of("problem")[0].clone();
    ensure!(told["code"] == "first-body-form" && told["place"].as_str().is_some_and(|place| place.contains("99")), "{told}");
    crate::play::answer_first_body(page, &Quiz::liaison_office()?, 1).await?;
    ensure!(!page.look().await?.playing, "the program takes what it cannot read");
    Ok(())
}
