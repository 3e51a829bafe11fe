//! The draws of the program in the browser, 32 bits wide, are those of the native engine, 64 bits wide.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use newsquiz_core::seed::Seed;
use serde_json::{Value, json};

use crate::{
    page::Page,
    play::{answer, go_on, play_again, show_all},
    quiz::{CHECK, OTHERS, Quiz, keys},
    site::{Part, Site},
    view::View,
    watch::{noted, release, watch, watch_and_hold_back},
};

journeys! {
    in_each_engine {
        a_first_visit_plays_the_draw_of_the_bank,
        who_plays_the_bank_s_own_draw_loads_no_more_of_it,
        a_site_of_before_plays,
        other_questions_that_are_on_their_way_are_told,
        other_questions_take_no_focus_from_a_reader_who_went_elsewhere,
        nobody_gets_other_questions_who_does_not_wait_for_them,
        other_questions_that_cannot_be_had_cost_nothing,
        other_questions_of_a_quiz_that_was_withdrawn_meanwhile_say_so,
    }
    in_one_engine {
        links_play_the_draws_that_the_native_engine_makes,
        a_link_to_another_bank_is_ignored,
        a_link_to_the_bank_s_own_draw_loads_no_more_of_it,
        without_the_file_of_a_further_draw_it_is_drawn,
    }
}

async fn a_first_visit_plays_the_draw_of_the_bank(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    page.open(&site.address("")).await?;
    assert_eq!(show_all(page, &quiz).await?, quiz.expected(&quiz.bank().parts().plan.seed));
    Ok(())
}

async fn links_play_the_draws_that_the_native_engine_makes(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    for seed in ["0", "zzzzzz3", "A_seed-that_is-as-long-as-can-be"] {
        let seed = Seed::new(seed).context("a seed")?;
        page.open(&site.address(&quiz.link(&seed))).await?;
        assert_eq!(show_all(page, &quiz).await?, quiz.expected(&seed), "{seed}");
    }
    Ok(())
}

async fn a_link_to_another_bank_is_ignored(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    page.open(&site.address("#newsquiz_another-bank__0")).await?;
    assert_eq!(show_all(page, &quiz).await?, quiz.expected(&quiz.bank().parts().plan.seed));
    Ok(())
}

/// The names of the compiled banks, and of what draws from them, that a page has loaded, in order. WebKit tells of each file
/// twice that was asked for ahead.
async fn loaded(page: &Page) -> Result<Value> {
    page.run(
        "const names = performance.getEntriesByType('resource')
             .map(({ name }) => name.split('/').pop().replace(/-[0-9a-f]{8}/, ''));
         return [...new Set(names)].filter((name) => /\\.bin$|^drawer/.test(name)).sort()",
    )
    .await
}

async fn who_plays_the_bank_s_own_draw_loads_no_more_of_it(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    page.open(&site.address("")).await?;
    show_all(page, &quiz).await?;
    let own = json!(["draw.bin"]);
    ensure!(loaded(page).await? == own, "{} for the bank's own draw", loaded(page).await?);
    let whole = fs::metadata(site.path(Part::Bank)?)?.len();
    let drawn = fs::metadata(site.path(Part::OwnDraw)?)?.len();
    ensure!(drawn < 6_000 && drawn * 2 < whole, "{drawn} bytes of {whole}");

    // So do other questions, as long as the site has such draws.
    let excerpts = quiz.bank().excerpts();
    let mut files = vec!["draw.bin".to_owned()];
    for excerpt in excerpts.iter().skip(1) {
        let seed = &excerpt.draw().seed;
        let height = "return document.querySelector('news-quiz').offsetHeight";
        let before = page.run(height).await?.as_f64();
        play_again(page).await?;
        page.until("other questions", |view| view.has_focus_on_question(1)).await?;
        // The result and its review leave no room behind.
        let now = page.run(height).await?.as_f64();
        ensure!(now < before, "{now:?} pixels in place of {before:?}");
        assert_eq!(show_all(page, &quiz).await?, quiz.expected(seed), "{seed}");
        files.push(format!("draw-{seed}.bin"));
        files.sort();
        ensure!(loaded(page).await? == json!(files), "{} for {seed}", loaded(page).await?);
    }
    // Then they take what draws, and all of the bank.
    play_again(page).await?;
    page.until("other questions", |view| view.has_focus_on_question(1)).await?;
    files.extend(["bank.bin", "drawer.js", "drawer.wasm"].map(str::to_owned));
    files.sort();
    ensure!(loaded(page).await? == json!(files), "{} at the end", loaded(page).await?);
    Ok(())
}

async fn other_questions_of_a_quiz_that_was_withdrawn_meanwhile_say_so(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    watch(&site)?;
    page.open(&site.address("")).await?;
    let path = site.path(Part::Bank)?;
    for excerpt in quiz.bank().excerpts().iter().skip(1) {
        site.replace(&path.with_file_name(format!("draw-{}.bin", excerpt.draw().seed)), None)?;
    }
    for part in [Part::Bank, Part::OwnDraw] {
        site.replace(&site.path(part)?, Some(&[newsquiz_publish::packed::RETIRED]))?;
    }
    page.press(OTHERS).await?;
    let is_told = "return noted.events.some(([name, { code }]) => name === 'problem' && code === 'bank-retired')";
    page.until_true("it is told", is_told).await
}

async fn without_the_file_of_a_further_draw_it_is_drawn(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    let excerpts = quiz.bank().excerpts();
    let seed = &excerpts[1].draw().seed;
    let file = site.path(Part::OwnDraw)?.with_file_name(format!("draw-{seed}.bin"));
    ensure!(file.exists(), "there is no {}", file.display());
    site.replace(&file, None)?;
    page.open(&site.address(&quiz.link(seed))).await?;
    assert_eq!(show_all(page, &quiz).await?, quiz.expected(seed));
    Ok(())
}

async fn a_link_to_the_bank_s_own_draw_loads_no_more_of_it(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    let own = quiz.bank().draw().seed.clone();
    let view = page.open(&site.address(&quiz.challenge(&own, Some(7)))).await?;
    ensure!(view.has_line("A friend got 7 of 8. Can you beat that?"), "{view:#?}");
    ensure!(loaded(page).await? == json!(["draw.bin"]), "{}", loaded(page).await?);
    Ok(())
}

/// It has the whole bank alone.
async fn a_site_of_before_plays(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    watch(&site)?;
    site.replace(&site.path(Part::OwnDraw)?, None)?;
    page.open(&site.address("")).await?;
    assert_eq!(show_all(page, &quiz).await?, quiz.expected(&quiz.bank().draw().seed));
    let problems = noted(page).await?.of("problem").len();
    ensure!(problems == 0, "{problems} problems are told");
    Ok(())
}

/// Of the program's body and the first one, from before the reader asks.
const BODIES: &str = "const root = document.querySelector('news-quiz').shadowRoot;
    window.bodies ??= [...root.querySelectorAll('.first, [data-body]')];
    return bodies.map((body) => [body.ariaBusy, body.style.opacity].join())";

async fn other_questions_that_are_on_their_way_are_told(page: &Page) -> Result<()> {
    for is_program in [false, true] {
        let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
        let further = format!("draw-{}.bin", quiz.bank().excerpts()[1].draw().seed);
        watch_and_hold_back(&site, if is_program { &further } else { ".wasm" })?;
        page.load(&site.address("")).await?;
        let is_there = |view: &View| view.playing == is_program && view.is_at_question(1);
        page.until("the body is there", is_there).await?;
        let rest = page.run(BODIES).await?;
        ensure!(rest == json!([","]), "{rest} before");
        page.press(OTHERS).await?;
        let is_told = format!("const looks = (() => {{ {BODIES} }})(); return looks.every((look) => look === 'true,0.5')");
        page.until_true("it is told", &is_told).await?;
        release(page).await?;
        page.until("others", |view| view.playing && view.has_focus_on_question(1)).await?;
        let after = page.run(BODIES).await?;
        ensure!(is_program || after == json!([","]), "{after} of what comes back");
        let left = "return !document.querySelector('news-quiz').shadowRoot.querySelector('[aria-busy]')";
        page.until_true("nothing is under way", left).await?;
    }
    Ok(())
}

async fn other_questions_take_no_focus_from_a_reader_who_went_elsewhere(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    watch_and_hold_back(&site, ".wasm")?;
    site.edit("index.html", |page| page.replacen("</body>", "<input id=comment></body>", 1))?;
    page.load(&site.address("")).await?;
    page.until("the first body is there", |view| view.is_at_question(1)).await?;
    page.press(OTHERS).await?;
    page.run("document.getElementById('comment').focus({ preventScroll: true })").await?;
    let scroll = page.look().await?.scroll;
    release(page).await?;
    let view = page.until("others", |view| view.playing).await?;
    let focus = page.run("return document.activeElement.id").await?;
    ensure!(focus == "comment" && view.scroll == scroll, "{focus}, {} and {scroll}", view.scroll);

    // Where Safari puts the focus when a button is clicked in it is not elsewhere.
    page.load(&site.address("")).await?;
    page.until("the first body is there", |view| view.is_at_question(1)).await?;
    page.press(OTHERS).await?;
    let around = "const around = document.querySelector('news-quiz').parentElement;
        around.tabIndex = -1;
        around.focus({ preventScroll: true })";
    page.run(around).await?;
    release(page).await?;
    page.until("others", |view| view.playing && view.has_focus_on_question(1)).await?;
    Ok(())
}

async fn nobody_gets_other_questions_who_does_not_wait_for_them(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    watch_and_hold_back(&site, "draw-")?;
    let first = page.open(&site.address("")).await?;
    page.press(OTHERS).await?;
    let is_busy = "return document.querySelector('news-quiz').shadowRoot.querySelectorAll('[aria-busy]').length === 1";
    page.until_true("they are on their way", is_busy).await?;
    page.run("window.quiz = document.querySelector('news-quiz'); window.place = quiz.parentNode; quiz.remove()").await?;
    release(page).await?;
    page.run("place.append(quiz)").await?;
    let view = page.until("it plays again", |view| view.playing && view.is_at_question(1)).await?;
    ensure!(view.question == first.question, "{view:#?}");
    let left = page.run("return quiz.shadowRoot.querySelectorAll('[aria-busy]').length").await?;
    ensure!(left == 0, "{left} bodies wait");
    Ok(())
}

async fn other_questions_that_cannot_be_had_cost_nothing(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    watch(&site)?;
    let path = site.path(Part::Bank)?;
    let whole = fs::read(&path)?;
    site.replace(&path, None)?;
    for excerpt in quiz.bank().excerpts().iter().skip(1) {
        site.replace(&path.with_file_name(format!("draw-{}.bin", excerpt.draw().seed)), None)?;
    }
    let first = page.open(&site.address("")).await?;
    page.choose(&first.choices[0].id).await?;
    page.press(OTHERS).await?;
    page.until_true("it is told", "return noted.events.some(([name]) => name === 'problem')").await?;
    let first_noted = noted(page).await?;
    let told = first_noted.of("problem");
    ensure!(told.len() == 1 && told[0]["code"] == "bank-missing", "{told:#?}");
    let left = page.run(BODIES).await?;
    ensure!(left == json!([","]), "{left} after");
    // What was picked is there, also where the quiz starts anew for something else.
    let is_as_it_was =
        |view: &View| view.playing && view.question == first.question && view.chosen().len() == 1;
    let view = page.look().await?;
    ensure!(is_as_it_was(&view), "{view:#?}");
    page.run("document.querySelector('news-quiz').lang = 'es'").await?;
    page.until("it is in Spanish", |view| view.legend.starts_with("Pregunta 1 de 8") && is_as_it_was(view)).await?;
    page.run("document.querySelector('news-quiz').lang = ''").await?;
    page.until("it is in English", |view| view.legend.starts_with("Question 1 of 8") && is_as_it_was(view)).await?;
    let problems = noted(page).await?.of("problem").len();
    ensure!(problems == 1, "{problems} problems are told");
    page.press(CHECK).await?;
    page.until("it is marked", |view| view.quotes.len() == 1).await?;
    go_on(page, 1, quiz.len()).await?;
    // Another try may have more luck, and what was seen counts.
    site.replace(&path, Some(&whole))?;
    page.run("document.querySelector('news-quiz').restart()").await?;
    let view = page.until("others", |view| view.playing && view.is_at_question(1)).await?;
    ensure!(view.question != first.question, "{view:#?}");
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await.map(drop)
}
