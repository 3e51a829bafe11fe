//! A quiz that was pasted as one piece: what `newsquiz snippet --whole` prints, behind what content systems do to it.

use std::rc::Rc;

use anyhow::{Context as _, Result, anyhow, ensure};
use futures::executor::block_on;
use newsquiz_cli::widget;
use newsquiz_core::{
    bank::{Bank, Parts},
    seed::Seed,
};
use newsquiz_publish::{
    address::{BaseUrl, QuizAddress},
    element::Shown,
    piece,
};
use xtask::workspace;

use crate::{
    filters::{FILTERS, for_authors, without_scripts, without_templates},
    page::Page,
    play::{answer_first_body, go_on, show_all, show_answer},
    quiz::{Quiz, SHOW},
    site::Site,
    watch::{WATCH, noted},
};

journeys! {
    in_each_engine {
        a_piece_plays_behind_what_content_systems_do_to_it,
        a_piece_has_its_draw_and_its_links_without_a_file_of_its_own,
        what_filters_leave_of_a_piece_can_be_read,
    }
    in_one_engine {
        a_newer_piece_corrects_the_older_one,
    }
}

/// A site to which no bank was uploaded, and a quiz.
fn site_and_quiz() -> Result<(Site, Quiz)> {
    let site = Site::copy()?;
    std::fs::remove_dir_all(site.folder().join("banks"))?;
    site.add("watch.js", WATCH)?;
    Ok((site, Quiz::of(&workspace::root().join("tests/fixtures/bridge"))?))
}

/// What is printed for a bank, with the program from a site.
fn whole(site: &Site, bank: &Bank) -> Result<String> {
    let quiz = QuizAddress::new(bank, Some(&BaseUrl::parse(&site.address(""))?))?;
    block_on(piece::piece(Shown { bank, retired: None }, &widget::read(&workspace::widget())?, &quiz))
}

/// Puts a text into a page of news.
fn paste(site: &Site, text: &str) -> Result<String> {
    site.add(
        "story.html",
        &format!(
            "<!doctype html><html lang=en><meta charset=utf-8><title>News</title><script src=watch.js></script>\
             <body><p>News.</p>{text}<p id=below>More news.</p>"
        ),
    )?;
    Ok(site.address("story.html"))
}

async fn a_piece_plays_behind_what_content_systems_do_to_it(page: &Page) -> Result<()> {
    let (site, quiz) = site_and_quiz()?;
    let whole = whole(&site, quiz.bank())?;
    for (filter, change) in FILTERS {
        // As where scripts are taken out, and the page has the program's line by itself.
        page.load(&paste(&site, &without_scripts(&change(&whole)))?).await.context(filter)?;
        let view = answer_first_body(page, &quiz, 1).await.context(filter)?;
        ensure!(view.verdicts == ["✓ Correct"] && !view.playing, "{filter}: {view:#?}");
        ensure!(!view.buttons.contains(&SHOW.to_owned()), "{filter}: it is there twice: {view:#?}");
        let script = format!(
            "const script = document.createElement('script'); script.type = 'module'; script.src = '{}'; document.head.append(script)",
            site.address("embed.js")
        );
        page.run(&script).await?;
        page.touch().await?;
        let view = page.until(filter, |view| view.playing).await?;
        ensure!(view.is_at_heading("Correct") || view.is_at_question(2), "{filter}: {view:#?}");
        let noted = noted(page).await?;
        ensure!(noted.of("problem").is_empty() && noted.of("response").len() == 1, "{filter}: {noted:#?}");
    }
    // As where a script changes the page, and browsers run no script that comes with the text.
    let put = "document.querySelector('news-quiz').remove(); document.body.insertAdjacentHTML('beforeend', arguments[0])";
    page.run_with(put, vec![whole.into()]).await?;
    page.touch().await?;
    page.until("it plays in an open page", |view| view.playing && view.is_at_question(1)).await?;
    Ok(())
}

async fn a_piece_has_its_draw_and_its_links_without_a_file_of_its_own(page: &Page) -> Result<()> {
    let (site, quiz) = site_and_quiz()?;
    let address = paste(&site, &whole(&site, quiz.bank())?)?;
    page.open(&address).await?;
    ensure!(show_all(page, &quiz).await? == quiz.expected(&quiz.bank().parts().plan.seed));
    let links = page.look().await?.links;
    ensure!(links.iter().all(|link| link.starts_with(&format!("{address}#"))), "{links:?}");
    let asked = page.run("return performance.getEntriesByType('resource').map(({ name }) => name).join(' ')").await?;
    let asked = asked.as_str().context("a text")?;
    ensure!(!asked.contains("banks/") && !asked.contains("quiz.html"), "{asked}");

    let seed = Seed::new("another").context("a seed")?;
    ensure!(quiz.expected(&seed) != quiz.expected(&quiz.bank().parts().plan.seed), "it is the same draw");
    page.load(&format!("{address}{}", quiz.link(&seed))).await?;
    page.until("the program plays", |view| view.playing).await?;
    ensure!(show_all(page, &quiz).await? == quiz.expected(&seed));
    ensure!(noted(page).await?.of("problem").is_empty(), "{:#?}", noted(page).await?);

    // Cut off where it was copied.
    let printed = whole(&site, quiz.bank())?;
    let (before, from) = printed.split_once("data-bank=\"").context("a bank")?;
    let (bank, after) = from.split_once('"').context("its end")?;
    let damaged = format!("{before}data-bank=\"{}\"{after}", &bank[..bank.len() / 2]);
    page.load(&paste(&site, &damaged)?).await?;
    page.touch().await?;
    page.until_true("it is told", "return noted.events.some(([name]) => name === 'problem')").await?;
    let problems = noted(page).await?;
    ensure!(problems.of("problem")[0]["code"] == "bank-damaged", "{problems:#?}");
    answer_first_body(page, &quiz, 1).await?;
    Ok(())
}

async fn what_filters_leave_of_a_piece_can_be_read(page: &Page) -> Result<()> {
    let (site, quiz) = site_and_quiz()?;
    let whole = whole(&site, quiz.bank())?;
    let drawn = quiz.expected(&quiz.bank().parts().plan.seed);
    let stem = format!("1. {}", quiz.question(&drawn[0].question)?.stem);
    let left = [
        ("no element", for_authors(&whole)),
        ("no template", without_scripts(&without_templates(&whole))),
        ("no style", without_scripts(&whole.replace("<style>", "<style media=none>"))),
    ];
    for (what, left) in left {
        page.load(&paste(&site, &left)?).await?;
        let view = page.look().await?;
        ensure!(view.has_line(&stem) && view.has_line("News.") && view.has_line("More news."), "{what}: {view:#?}");
        ensure!(view.buttons.is_empty() && view.choices.is_empty(), "{what}: {view:#?}");
        ensure!(view.lines.len() < 60 && !view.lines.iter().any(|line| line.contains("--nq")), "{what}: {view:#?}");
        ensure!(!view.lines.iter().any(|line| line.starts_with("Correct answer")), "{what}: {view:#?}");
        page.run("[...document.querySelectorAll('summary')].at(-1).click()").await?;
        page.until("the answer", |view| view.lines.iter().any(|line| line.starts_with("Correct answer: "))).await?;
    }
    // What is left of the element has the bank.
    page.load(&paste(&site, &without_templates(&whole))?).await?;
    page.touch().await?;
    let view = page.until("the program plays", |view| view.playing && view.is_at_question(1)).await?;
    ensure!(view.question == drawn[0].question && !view.has_line(&stem), "{view:#?}");
    show_answer(page).await?;
    ensure!(noted(page).await?.of("problem").is_empty(), "{:#?}", noted(page).await?);
    Ok(())
}

async fn a_newer_piece_corrects_the_older_one(page: &Page) -> Result<()> {
    let (site, quiz) = site_and_quiz()?;
    let pasted = |change: &dyn Fn(&mut Parts)| -> Result<String> {
        let mut parts = quiz.bank().parts().clone();
        change(&mut parts);
        let bank = Bank::new(parts).map_err(|problems| anyhow!("{problems:?}"))?;
        paste(&site, &whole(&site, &bank)?.replacen("<news-quiz ", "<news-quiz remember=local ", 1))
    };
    page.open(&pasted(&|_| {})?).await?;
    for number in 1..=2 {
        show_answer(page).await?;
        go_on(page, number, quiz.len()).await?;
    }
    let drawn = quiz.expected(&quiz.bank().parts().plan.seed);
    let first = quiz.bank().position(&drawn[0].question).context("it is there")?;
    let address = pasted(&|parts| Rc::make_mut(&mut parts.questions[first]).stem = "Asked anew?".into())?;
    page.load(&address).await?;
    page.touch().await?;
    let view = page.until("it is offered", |view| view.playing && view.has_button("Continue")).await?;
    ensure!(view.lines.iter().any(|line| line.starts_with("We updated this quiz")), "{view:#?}");
    page.press("Continue").await?;
    let view = page.until("what was corrected", |view| view.has_focus_on_question(1)).await?;
    ensure!(view.legend.ends_with("Asked anew?"), "{view:#?}");
    Ok(())
}
