//! The place that snippets keep free is as high as the quiz is, before anyone has answered.

use anyhow::{Context as _, Result, ensure};
use newsquiz_cli::widget;
use newsquiz_publish::{
    heights::Heights,
    widget::{FIRST_STYLE, STYLE},
};
use serde::Deserialize;
use xtask::workspace;

use crate::{page::Page, quiz::Quiz, site::Site};

journeys! {
    in_each_engine {
        what_is_kept_free_is_as_high_as_each_quiz_at_every_width,
    }
}

/// The banks whose heights are measured.
const BANKS: [&str; 4] =
    ["banks/liaison-office", "banks/oficina-de-enlace", "tests/fixtures/bridge", "tests/fixtures/ferry"];

/// The widths, in CSS pixels: phones, columns of articles, and a whole screen.
const WIDTHS: [u32; 14] = [320, 340, 360, 375, 390, 412, 440, 480, 520, 560, 600, 640, 768, 1280];

/// How much lower than the quiz the place may be, and how much higher, in CSS pixels: a line, or the row of a button at the
/// widths at which it comes to stand beside the other one.
const LESS: f64 = 3.0;
const MORE: f64 = 46.0;

/// How much higher it may be in the mean of all widths: most of the time it is as high as the quiz.
const MEAN: f64 = 16.0;

/// A bank at a width: how high it is, and how high its place.
#[derive(Debug, Deserialize)]
struct Measured {
    #[expect(dead_code, reason = "told when it is off")]
    bank: String,
    #[expect(dead_code, reason = "told when it is off")]
    width: u32,
    quiz: f64,
    kept: f64,
}

async fn what_is_kept_free_is_as_high_as_each_quiz_at_every_width(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let widget = widget::read(&workspace::widget())?;
    let style = [widget.text(FIRST_STYLE)?, widget.text(STYLE)?].concat();
    let mut rows = String::new();
    for bank in BANKS {
        let quiz = Quiz::of(&workspace::root().join(bank))?;
        let (kept, body) = (Heights::of(quiz.bank()).css(), quiz.first_body());
        for width in WIDTHS {
            rows.push_str(&format!(
                "<div class=row data-bank={bank} data-width={width} style=\"width:{width}px;container-type:inline-size\">\
                 <div style=\"min-height:{kept}\"></div>\
                 <div><template shadowrootmode=open><style>{style}</style>{body}</template></div></div>"
            ));
        }
    }
    site.add("heights.html", &format!("<!doctype html><meta charset=utf-8><title>Heights</title><body>{rows}"))?;
    page.load(&site.address("heights.html")).await?;
    let script = "const high = (element) => element.getBoundingClientRect().height;
        return [...document.querySelectorAll('.row')].map(({ dataset, children: [kept, quiz] }) =>
            ({ bank: dataset.bank, width: Number(dataset.width), quiz: high(quiz), kept: high(kept) }));";
    let measured: Vec<Measured> =
        serde_json::from_value(page.run(script).await?).context("nothing was measured")?;
    ensure!(measured.len() == BANKS.len() * WIDTHS.len(), "{measured:#?}");
    let is_off = |one: &&Measured| !(-LESS..=MORE).contains(&(one.kept - one.quiz));
    let off: Vec<&Measured> = measured.iter().filter(is_off).collect();
    ensure!(off.is_empty(), "{off:#?}");
    let mean = measured.iter().map(|one| one.kept - one.quiz).sum::<f64>() / measured.len() as f64;
    ensure!(mean < MEAN, "{mean} pixels in the mean: {measured:#?}");
    Ok(())
}
