//! The quiz on pages with strict policies, from another origin, and on hosts that are not set up well.

use anyhow::{Result, ensure};
use newsquiz_cli::server::Manners;
use newsquiz_publish::csp;

use crate::{
    page::Page,
    play::{answer, answer_first_body},
    quiz::{Quiz, keys},
    site::Site,
    watch::{WATCH, noted},
};

journeys! {
    in_each_engine {
        the_strictest_policies_that_are_recommended_let_the_quiz_play,
        under_policies_that_forbid_scripts_or_programs_the_first_body_plays,
        a_host_that_keeps_its_files_to_itself_leaves_the_first_body,
        a_host_that_does_not_know_programs_serves_the_quiz_all_the_same,
    }
}

/// A publisher's page on a host of its own, with a quiz of another and a policy.
async fn open(page: &Page, quiz: &Site, policy: &str, element: &str) -> Result<Site> {
    let host = Site::copy()?;
    host.add("watch.js", WATCH)?;
    let address = quiz.address("embed.js");
    host.add(
        "host.html",
        &format!(
            "<!doctype html><html lang=en><meta charset=utf-8><title>News</title><script src=watch.js></script>\
             <meta http-equiv=Content-Security-Policy content=\"{policy}\"><article><p>News.</p></article>{element}\
             <script type=module src=\"{address}\"></script>"
        ),
    )?;
    page.load(&host.address("host.html")).await?;
    Ok(host)
}

/// The recipes of docs/policies.md for a quiz at an origin.
fn recipes(origin: &str, element: &str) -> [(&'static str, String, String); 2] {
    let hashes = csp::style_hashes(element).join(" ");
    let common = format!(
        "default-src 'none'; script-src {origin} 'wasm-unsafe-eval'; connect-src {origin}; \
         require-trusted-types-for 'script'; trusted-types 'none'"
    );
    let bare = format!(
        "<news-quiz src='{origin}/news/quiz/banks/liaison-office/'><a href=quiz>Quiz</a></news-quiz>"
    );
    [
        ("(a)", format!("{common}; style-src {origin} {hashes}"), element.to_owned()),
        ("(b)", format!("{common}; style-src 'none'"), bare),
    ]
}

async fn the_strictest_policies_that_are_recommended_let_the_quiz_play(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    for (form, policy, element) in recipes(&site.origin(), &site.include("liaison-office")?) {
        let _host = open(page, &site, &policy, &element).await?;
        page.touch().await?;
        let view = page.until(form, |view| view.playing && view.is_at_question(1)).await?;
        answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
        let noted = noted(page).await?;
        // That browsers ask for an icon is the page's affair.
        let ours: Vec<_> = noted.stopped.iter().filter(|stopped| !stopped.contains("favicon")).collect();
        ensure!(ours.is_empty(), "{form}: the policy stops {ours:?}");
        ensure!(noted.of("problem").is_empty(), "{form}: {noted:#?}");
        let ink = page.run("const quiz = document.querySelector('news-quiz').shadowRoot; return getComputedStyle(quiz.querySelector('.nq:not(.first)')).color").await?;
        ensure!(ink == "oklch(0.23 0.01 90)", "{form}: the style is missing: {ink}");
    }
    Ok(())
}

/// The first body takes an answer and goes on.
async fn check_first_body_plays(page: &Page, quiz: &Quiz) -> Result<()> {
    let view = answer_first_body(page, quiz, 1).await?;
    ensure!(view.verdicts == ["✓ Correct"] && !view.playing, "{view:#?}");
    Ok(())
}

async fn under_policies_that_forbid_scripts_or_programs_the_first_body_plays(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    let origin = site.origin();
    for (policy, told) in [
        ("script-src 'none'".to_owned(), false),
        (format!("script-src {origin}"), true),
        (format!("script-src {origin} 'wasm-unsafe-eval'; connect-src 'none'"), true),
    ] {
        let _host = open(page, &site, &policy, &site.include("liaison-office")?).await?;
        check_first_body_plays(page, &quiz).await?;
        if told {
            for _ in 0..200 {
                if !noted(page).await?.of("problem").is_empty() {
                    break;
                }
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
            let problems = noted(page).await?.of("problem").len();
            ensure!(problems == 1, "{policy}: told {problems} times");
        }
    }
    Ok(())
}

async fn a_host_that_keeps_its_files_to_itself_leaves_the_first_body(page: &Page) -> Result<()> {
    let quiz = Quiz::liaison_office()?;
    let site = Site::on_a_host(Manners { keeps_to_itself: true, ..Manners::default() })?;
    let _host = open(page, &site, "default-src * 'unsafe-inline'", &site.include("liaison-office")?).await?;
    check_first_body_plays(page, &quiz).await
}

async fn a_host_that_does_not_know_programs_serves_the_quiz_all_the_same(page: &Page) -> Result<()> {
    let quiz = Quiz::liaison_office()?;
    let site = Site::on_a_host(Manners { calls_programs_bytes: true, ..Manners::default() })?;
    let policy = "default-src * 'unsafe-inline' 'wasm-unsafe-eval'";
    let _host = open(page, &site, policy, &site.include("liaison-office")?).await?;
    page.touch().await?;
    let view = page.until("the program plays", |view| view.playing && view.is_at_question(1)).await?;
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
    Ok(())
}
