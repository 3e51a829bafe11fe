//! The interface in another language than the bank's: what the page asks for, and what is there.

use anyhow::{Result, ensure};

use crate::{
    page::Page,
    play::answer,
    quiz::{Quiz, keys},
    site::Site,
    view::View,
    watch::{release, watch_and_hold},
};

journeys! {
    in_each_engine {
        the_interface_speaks_the_page_s_language_and_the_questions_their_own,
        a_language_without_words_leaves_the_bank_s,
    }
}

/// The language that each of these elements is in, as the nearest `lang` says it.
const LANGS: &str = "const root = document.querySelector('news-quiz').shadowRoot;
    const at = (selector) => [...root.querySelectorAll('[data-body] ' + selector)].map((node) => node.closest('[lang]').lang);
    return [...new Set(at(arguments[0]))].join()";

async fn the_interface_speaks_the_page_s_language_and_the_questions_their_own(page: &Page) -> Result<()> {
    let (quiz, site) = (Quiz::liaison_office()?, Site::copy()?);
    // The first body speaks it too, and so nothing moves.
    let element = site.include_file("banks/liaison-office/quiz.es.html")?;
    site.edit("index.html", |page| {
        match (page.split_once("<news-quiz "), page.split_once("</news-quiz>")) {
            (Some((before, _)), Some((_, after))) => [before, &element, after].concat(),
            _ => String::new(),
        }
    })?;
    watch_and_hold(&site)?;
    page.load(&site.address("")).await?;
    let view = page.until("the first body", |view| view.has_button("Comprobar respuesta")).await?;
    ensure!(view.legend.starts_with("Pregunta 1 de 8 "), "{view:#?}");
    release(page).await?;
    page.touch().await?;
    let view = page.until("the program plays", |view| view.playing).await?;
    ensure!(view.has_button("Comprobar respuesta") && view.has_button("Ver la respuesta"), "{view:#?}");
    answer_in_spanish(page, &quiz, &view.question).await?;
    for (selector, lang) in [
        (
            "h2, .intro, [part=question] > span, .choices span, .feedback > p > span, blockquote, blockquote mark",
            "en",
        ),
        (".nq, .drawn, [part=question] small, h4, .keys, figure a, .main, .choices small", "es"),
    ] {
        let found = page.run_with(LANGS, vec![selector.into()]).await?;
        ensure!(found == lang, "{selector}: {found}");
    }
    Ok(())
}

async fn answer_in_spanish(page: &Page, quiz: &Quiz, question: &str) -> Result<()> {
    for key in keys(quiz.question(question)?) {
        page.choose(key).await?;
    }
    page.press("Comprobar respuesta").await?;
    page.until("the verdict", |view| view.is_at_heading("Correcto")).await?;
    Ok(())
}

async fn a_language_without_words_leaves_the_bank_s(page: &Page) -> Result<()> {
    let (quiz, site) = (Quiz::liaison_office()?, Site::copy()?);
    site.edit("index.html", |page| page.replacen("<news-quiz ", "<news-quiz lang=tlh-Latn ", 1))?;
    page.load(&site.address("")).await?;
    page.touch().await?;
    let view = page.until("the program plays", |view| view.playing).await?;
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
    ensure!(page.run_with(LANGS, vec![".nq *".into()]).await? == "en");

    // Regions take the words of their language, capitals or not, and a change is followed.
    page.run("document.querySelector('news-quiz').lang = 'ES-ar'").await?;
    // What was answered stays.
    let is_spanish = |view: &View| view.playing && view.has_button("Siguiente pregunta") && view.lines.iter().any(|line| line.starts_with("1 de 1 hasta ahora"));
    page.until("Spanish", is_spanish).await?;
    Ok(())
}
