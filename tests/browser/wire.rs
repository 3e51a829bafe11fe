//! What a page has baked in for years is played by the newest starter and program (`tests/fixtures/wire`).

use std::fs;

use anyhow::{Result, ensure};
use xtask::workspace;

use crate::{
    page::Page,
    site::Site,
    watch::{WATCH, noted},
};

journeys! {
    in_each_engine {
        a_page_of_long_ago_plays,
    }
}

/// The forms of first bodies that are kept, each with the format of the bank beside it. A piece has its own bank.
const KEPT: [(&str, Option<&str>); 4] = [
    ("first-body-1.html", Some("bank-5.bin")),
    ("first-body-1.html", Some("bank-6.bin")),
    ("piece-1.html", None),
    ("piece-1-bank-6.html", None),
];

/// The site that the kept piece was printed for.
const SITE_OF_PIECE: &str = "https://quiz.example/";

async fn a_page_of_long_ago_plays(page: &Page) -> Result<()> {
    let site = Site::copy_at_the_root()?;
    let kept = workspace::root().join("tests/fixtures/wire");
    for (first, bank) in KEPT {
        let element = fs::read_to_string(kept.join(first))?.replace(SITE_OF_PIECE, "");
        let bank = bank.map(|bank| fs::read(kept.join(bank))).transpose()?;
        site.replace(&site.folder().join("banks/bridge/bank.bin"), bank.as_deref())?;
        site.add("watch.js", WATCH)?;
        site.add(
            "old.html",
            &format!(
                "<!doctype html><html lang=en><meta charset=utf-8><title>News</title><script src=watch.js></script>\
                 <body>{element}<script type=module src=embed.js></script>"
            ),
        )?;
        page.load(&site.address("old.html")).await?;
        let view = page.until("the first body is there", |view| view.is_at_question(1)).await?;
        ensure!(view.question == "weekday", "{view:#?}");
        page.choose(&view.choices[0].id).await?;
        let view = page.until("the program plays", |view| view.playing).await?;
        ensure!(view.question == "weekday" && view.chosen().len() == 1, "{first}: {view:#?}");
        page.press("Check answer").await?;
        page.until("it is marked", |view| view.quotes.len() == 1).await?;
        page.run("document.querySelector('news-quiz').player.fail({ code: 'test', place: 'stop' })").await?;
        page.until("the first body has it", |view| !view.playing && view.verdicts.len() == 1).await?;
        let problems = noted(page).await?.of("problem").len();
        ensure!(problems == 1, "{first}: {problems} problems, one of which is this test's");
    }
    Ok(())
}
