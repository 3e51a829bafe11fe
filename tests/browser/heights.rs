//! The place that snippets keep free is as high as the quiz is, before anyone has answered.

use anyhow::{Context as _, Result, ensure};
use newsquiz_publish::heights::{Heights, MEASURED};

use crate::{page::Page, site::Site};

// The heights hold for one engine and the typefaces of one system; others are a line higher or lower.
journeys! {
    in_chromium {
        what_is_kept_free_is_as_high_as_the_higher_quiz,
    }
}

async fn what_is_kept_free_is_as_high_as_the_higher_quiz(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let heights = Heights::new(MEASURED);
    for (width, _) in MEASURED {
        let mut highest = 0.0_f64;
        for bank in ["liaison-office", "oficina-de-enlace"] {
            let frame = format!(
                "<!doctype html><title>A frame</title><iframe src='banks/{bank}/embed.html' width={width} height=400 style='border:0'></iframe>"
            );
            site.add("frame.html", &frame)?;
            page.load(&site.address("frame.html")).await?;
            page.enter_frame().await?;
            page.touch().await?;
            page.until("the program plays", |view| view.playing).await?;
            let height =
                page.run("return document.querySelector('news-quiz').getBoundingClientRect().height").await?;
            highest = highest.max(height.as_f64().context("a height")?);
        }
        let kept = f64::from(heights.at(width));
        ensure!(
            (kept - 1.0..=kept).contains(&highest),
            "{width} wide, {highest} high, not {kept}: change `MEASURED`"
        );
    }
    Ok(())
}
