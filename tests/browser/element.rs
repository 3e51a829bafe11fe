//! The element in pages that are not ours: styles, attributes, events, several quizzes, and a page that moves things.

use anyhow::{Context as _, Result, bail, ensure};
use newsquiz_core::seed::Seed;
use serde_json::json;

use crate::{
    page::Page,
    play::answer,
    quiz::{CHECK, NEXT, Quiz, SHOW, keys},
    site::{Part, Site},
    view::View,
    watch::{WATCH, noted, watch},
};

journeys! {
    in_each_engine {
        the_styles_of_the_page_do_not_come_in,
        the_page_can_set_colours_size_and_theme,
        what_a_page_puts_before_choices_is_in_both_bodies,
        attributes_are_followed,
        a_link_is_followed_on_the_open_page,
        the_page_is_told_what_happens,
        quizzes_do_not_know_each_other,
        what_a_page_adds_moves_and_takes_away_plays_on,
        the_program_waits_until_a_reader_comes_near,
        the_element_plays_without_a_first_body,
        an_include_file_plays_as_it_is_in_any_folder_of_its_site,
    }
    in_one_engine {
        events_become_xapi_statements,
    }
    in_chromium {
        two_hundred_rounds_leave_little_behind,
    }
}

/// A page of a publisher's, beside the quiz's folder, that starts the quizzes in it.
fn host(site: &Site, head: &str, body: &str) -> Result<String> {
    site.add("watch.js", WATCH)?;
    let page = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>News</title><script src=watch.js></script>{head}\
         <body>{body}<script type=module src=embed.js></script>"
    );
    site.add("host.html", &page)?;
    Ok(site.address("host.html"))
}

async fn playing(page: &Page) -> Result<View> {
    page.touch().await?;
    page.until("the program plays", |view| view.playing && view.is_at_question(1)).await
}

/// Where everything stands in the body that is shown, and how it looks.
const LOOKS: &str = r#"
    const body = all(".nq").at(-1);
    const parts = [...body.querySelectorAll("h2, p, legend, label, label > *, button, summary, li")];
    const { left, top } = body.getBoundingClientRect();
    return parts.filter((part) => part.checkVisibility()).map((part) => {
        const box = part.getBoundingClientRect();
        const { color, fontSize, fontFamily, fontWeight, letterSpacing, textAlign, textTransform, cursor } = getComputedStyle(part);
        const sides = [box.left - left, box.top - top, box.width, box.height].map((side) => Math.round(side * 10));
        return [part.localName, ...sides, color, fontSize, fontFamily, fontWeight, letterSpacing, textAlign, textTransform, cursor].join(" ");
    });
"#;

async fn the_styles_of_the_page_do_not_come_in(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let column = format!(
        "<div style='display:block!important;width:600px!important'>{}</div>",
        site.include("liaison-office")?
    );
    let mut looks = Vec::new();
    for style in [
        "",
        "* { all: unset !important }",
        "html { font-size: 62.5% } *, ::before, ::after { box-sizing: content-box; margin: 0; padding: 0 } ul, ol, li { list-style: square; margin: 3em } label, button, legend { display: block; float: right; width: 10%; border: 3px solid red }",
        "html, body { font: italic 800 40px/3 cursive; color: red; letter-spacing: .5em; word-spacing: 1em; text-transform: uppercase; text-align: right; text-indent: 3em; white-space: pre; cursor: wait; visibility: visible }",
    ] {
        page.load(&host(&site, &format!("<style>{style}</style>"), &column)?).await?;
        playing(page).await?;
        page.settled().await?;
        let program = page.run(&format!("{}{LOOKS}", View::TOOLS)).await?;
        page.run("document.querySelector('news-quiz').player.fail({ code: 'test', place: 'stop' })").await?;
        page.until("the first body is back", |view| !view.playing).await?;
        let first = page.run(&format!("{}{LOOKS}", View::TOOLS)).await?;
        looks.push((style, program, first));
    }
    let (_, program, first) = looks.first().context("a page without styles")?.clone();
    for (style, program_now, first_now) in looks {
        ensure!(program_now == program, "{style}: the program looks otherwise: {program:#} {program_now:#}");
        ensure!(first_now == first, "{style}: the first body looks otherwise: {first:#} {first_now:#}");
    }
    Ok(())
}

async fn the_page_can_set_colours_size_and_theme(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let quiz = site.include("liaison-office")?;
    let look = format!(
        "{} const style = getComputedStyle(all('.nq').at(-1)); return [style.backgroundColor, style.color, style.fontSize]",
        View::TOOLS
    );
    // The page's own paper shows through, and `theme` brings some.
    let none = "rgba(0, 0, 0, 0)";
    let (dark_ink, pale_ink) = ("oklch(0.23 0.01 90)", "oklch(0.93 0.01 90)");
    for (head, theme, [paper, ink], size) in [
        ("", "", [none, dark_ink], "16px"),
        ("<style>html { color-scheme: dark }</style>", "", [none, pale_ink], "16px"),
        ("<style>.night { background: #123; color: #eee }</style>", "", [none, pale_ink], "16px"),
        ("", "dark", ["rgb(24, 23, 20)", pale_ink], "16px"),
        ("<style>html { color-scheme: dark }</style>", "light", ["rgb(255, 253, 248)", dark_ink], "16px"),
        ("<style>news-quiz { --nq-paper: rgb(1, 2, 3) }</style>", "", ["rgb(1, 2, 3)", pale_ink], "16px"),
        (
            "<style>news-quiz { --nq-paper: rgb(1, 2, 3); --nq-ink: rgb(250, 251, 252); --nq-size: 20px }</style>",
            "",
            ["rgb(1, 2, 3)", "rgb(250, 251, 252)"],
            "20px",
        ),
    ] {
        let element = quiz.replacen("<news-quiz ", &format!("<news-quiz theme='{theme}' "), 1);
        page.load(&host(&site, head, &format!("<div class=night>{element}</div>"))?).await?;
        playing(page).await?;
        let looks = page.run(&look).await?;
        ensure!(looks == json!([paper, ink, size]), "{head} {theme}: {looks}");
    }
    Ok(())
}

async fn what_a_page_puts_before_choices_is_in_both_bodies(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    let style = "<style>news-quiz::part(choice)::before { content: '–' }</style>";
    page.load(&host(&site, style, &site.include("liaison-office")?)?).await?;
    let program = playing(page).await?;
    page.run("document.querySelector('news-quiz').player.fail({ code: 'test', place: 'stop' })").await?;
    let first = page.until("the first body is back", |view| !view.playing).await?;
    assert_eq!(first.choices, program.choices);
    // What is picked is told nothing more before it is checked.
    for choice in &program.choices {
        ensure!(choice.text.starts_with("– "), "{choice:?}");
        page.choose(&choice.id).await?;
        let view = page.until("it is picked", |view| view.chosen() == [choice.id.as_str()]).await?;
        let heard = |view: &View| view.choices.iter().map(|choice| choice.text.clone()).collect::<Vec<_>>();
        assert_eq!(heard(&view), heard(&program));
    }
    // Then its row has the words, and the sign where the page leaves room for it.
    let picked = program.choices.last().context("a choice")?;
    page.press(CHECK).await?;
    page.until("the next question is there", |view| view.is_at_question(2)).await?;
    let is_key = keys(quiz.question(&program.question)?).contains(&picked.id.as_str());
    let (words, sign) = if is_key { ("Your answer · correct", "✓") } else { ("Your answer · incorrect", "✗") };
    let row = page.run(&format!("{}{ROW}", View::TOOLS)).await?;
    assert_eq!(row, json!([format!("{} {words}", picked.text), format!("\"{sign}\" / \"\"")]));
    Ok(())
}

/// What a screen reader makes of the row that was picked, and what stands in front of it without the page's style.
const ROW: &str = r#"
    const row = all("label:has(:checked)")[0];
    const words = heard(row);
    document.querySelector("style").remove();
    return [words, getComputedStyle(row, "::before").content];
"#;

/// Asks the element for other questions, and waits for them.
async fn restarted(page: &Page) -> Result<View> {
    let before = noted(page).await?;
    page.run("document.querySelector('news-quiz').restart()").await?;
    let mut now = noted(page).await?;
    for _ in 0..500 {
        if now.drawn() != before.drawn() {
            return page.settled().await;
        }
        now = noted(page).await?;
    }
    bail!("restart() brings no other questions: {:?}", now.drawn())
}

async fn attributes_are_followed(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    let element =
        site.include("liaison-office")?.replacen("<news-quiz ", "<news-quiz seed=anew questions=3 ", 1);
    page.load(&host(&site, "", &element)?).await?;
    let view = page
        .until("three questions", |view| view.playing && view.legend.starts_with("Question 1 of 3 "))
        .await?;
    let seed = Seed::new("anew").context("a seed")?;
    let three = Quiz::liaison_office()?.shortened(3);
    ensure!(three.drawn(&seed).first().is_some_and(|first| view.question == *first.id), "{view:#?}");

    page.run("document.querySelector('news-quiz').setAttribute('questions', 5)").await?;
    page.until("five questions", |view| view.legend.starts_with("Question 1 of 5 ")).await?;
    page.run("const quiz = document.querySelector('news-quiz'); quiz.removeAttribute('questions'); quiz.seed = 'again'").await?;
    let again = Seed::new("again").context("a seed")?;
    let expected = quiz.drawn(&again).first().context("a question")?.id.to_string();
    page.until("another draw", |view| {
        view.legend.starts_with("Question 1 of 8 ") && view.question == expected
    })
    .await?;
    let view = restarted(page).await?;
    // Starting at once is no reason to start again.
    page.choose(&view.choices[0].id).await?;
    page.run("document.querySelector('news-quiz').toggleAttribute('eager')").await?;
    let still = page.settled().await?;
    ensure!(still.question == view.question && still.chosen().len() == 1, "it starts again: {still:#?}");
    page.run("document.querySelector('news-quiz').src = './banks/oficina-de-enlace'").await?;
    page.until("another bank", |view| view.playing && view.legend.starts_with("Pregunta 1 de ")).await?;
    Ok(())
}

async fn a_link_is_followed_on_the_open_page(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    watch(&site)?;
    let first = page.open(&site.address("")).await?;
    let seed =
        quiz.seed_where(|drawn| drawn.first().is_some_and(|question| *question.id != *first.question))?;
    let expected = quiz.drawn(&seed).first().context("a question")?.id.to_string();
    page.run("location.hash = '#newsquiz_another-bank__x'").await?;
    ensure!(page.settled().await?.question == first.question, "a link to another bank is followed");
    page.run(&format!("location.hash = '{}'", quiz.link(&seed))).await?;
    page.until("the linked draw", |view| view.playing && view.question == expected).await?;
    // Change the questions are others, whatever the address still says.
    restarted(page).await.map(drop)
}

async fn the_page_is_told_what_happens(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    let element = site.include("liaison-office")?.replacen("<news-quiz ", "<news-quiz questions=2 ", 1);
    page.load(&host(&site, "", &element)?).await?;
    page.touch().await?;
    let view = playing(page).await?;
    let key = keys(quiz.question(&view.question)?);
    answer(page, &key, "Correct").await?;
    page.press(NEXT).await?;
    page.until("the second question", |view| view.is_at_question(2)).await?;
    page.press(SHOW).await?;
    crate::play::go_on(page, 2, 2).await?;

    let events = noted(page).await?.events;
    let names: Vec<&str> = events.iter().map(|(name, _)| name.as_str()).collect();
    ensure!(names == ["ready", "start", "response", "response", "finish"], "{names:?}");
    let part =
        |ix: usize, name: &str| events.get(ix).map(|(_, detail)| detail[name].clone()).unwrap_or_default();
    ensure!(
        part(0, "bank") == "liaison-office" && part(0, "questions")[0] == view.question.as_str(),
        "{events:#?}"
    );
    ensure!(part(0, "version") == quiz.bank().version().to_string().as_str(), "{events:#?}");
    let mut choices: Vec<String> = serde_json::from_value(part(2, "choices"))?;
    choices.sort_unstable();
    ensure!(part(2, "question") == view.question.as_str() && choices == key, "{events:#?}");
    ensure!(part(2, "mark") == "right" && part(2, "number") == 1, "{events:#?}");
    ensure!(part(3, "mark") == "none" && part(3, "choices") == json!([]), "{events:#?}");
    ensure!(part(4, "score") == json!({ "points": 1, "maximum": 2, "percent": 50 }), "{events:#?}");
    Ok(())
}

async fn events_become_xapi_statements(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    let element = site.include("liaison-office")?.replacen("<news-quiz ", "<news-quiz questions=1 ", 1);
    let module = r#"
        import { statements } from "./xapi.js";
        window.stated = [];
        const actor = { account: { homePage: "https://news.example", name: "anonymous" } };
        statements(document, { actor, home: "https://news.example/quiz", send: (statement) => stated.push(statement) });
    "#;
    site.add("stated.js", module)?;
    let body = format!("<script type=module src=stated.js></script>{element}");
    page.load(&host(&site, "", &body)?).await?;
    page.touch().await?;
    let view = playing(page).await?;
    let question = quiz.question(&view.question)?;
    let key = keys(question);
    answer(page, &key, "Correct").await?;
    crate::play::go_on(page, 1, 1).await?;

    let stated = page.run("return window.stated").await?;
    let part = |path: &str| stated.pointer(path).cloned().unwrap_or_default();
    for (path, value) in [
        ("/0/verb/id", json!("http://adlnet.gov/expapi/verbs/initialized")),
        ("/0/object/id", json!("https://news.example/quiz#liaison-office")),
        ("/1/verb/id", json!("http://adlnet.gov/expapi/verbs/answered")),
        ("/1/object/id", json!(format!("https://news.example/quiz#liaison-office/{}", question.id))),
        ("/1/object/definition/interactionType", json!("choice")),
        ("/1/result/success", json!(true)),
        ("/2/verb/id", json!("http://adlnet.gov/expapi/verbs/completed")),
        ("/2/result/score", json!({ "raw": 1, "min": 0, "max": 1, "scaled": 1 })),
        ("/2/actor/account/name", json!("anonymous")),
    ] {
        ensure!(part(path) == value, "{path} is {}, not {value}", part(path));
    }
    let response = part("/1/result/response");
    let mut picked: Vec<&str> = response.as_str().unwrap_or_default().split("[,]").collect();
    picked.sort_unstable();
    ensure!(picked == key, "{stated:#}");
    ensure!(stated.as_array().map(Vec::len) == Some(3), "{stated:#}");
    Ok(())
}

/// The legends of all quizzes of a page, what is chosen in each, and how often the program was fetched.
const ALL_QUIZZES: &str = r#"
    const quizzes = [...document.querySelectorAll("news-quiz")].map((quiz) => {
        const body = [...quiz.shadowRoot.children].find((child) => child.localName === "div" && !child.matches(".first") && child.checkVisibility());
        return [body?.querySelector("[tabindex]")?.textContent ?? "", [...(body?.querySelectorAll(":checked") ?? [])].map((input) => input.value).join()];
    });
    const programs = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".wasm")).length;
    return { quizzes, programs };
"#;

async fn quizzes_do_not_know_each_other(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let (english, spanish) = (site.include("liaison-office")?, site.include("oficina-de-enlace")?);
    let eager = |element: &str| element.replacen("<news-quiz ", "<news-quiz eager ", 1);
    // Two copies of one among them, and the starter from two addresses.
    let body = [&english, &spanish, &english].map(|element| eager(element)).concat()
        + "<script type=module src=embed.js?again></script>";
    page.load(&host(&site, "", &body)?).await?;
    for _ in 0..300 {
        let all = page.run(ALL_QUIZZES).await?;
        if all["quizzes"].as_array().is_some_and(|quizzes| quizzes.iter().all(|quiz| quiz[0] != "")) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(30)).await;
    }
    page.run(r#"
        const [first, second] = document.querySelectorAll("news-quiz");
        for (const quiz of [first, second]) quiz.shadowRoot.querySelector("div:not(.first) form input").click();
        second.shadowRoot.querySelector("form .main").click();
    "#).await?;
    page.settled().await?;
    let all = page.run(ALL_QUIZZES).await?;
    let quizzes = &all["quizzes"];
    ensure!(quizzes[0][1] != "" && quizzes[2][1] == "", "the copies know each other: {all:#}");
    let (one, other) = (quizzes[0][0].as_str(), quizzes[2][0].as_str());
    ensure!(one == other && one.is_some_and(|legend| legend.starts_with("Question 1")), "{all:#}");
    ensure!(quizzes[1][0].as_str().is_some_and(|verdict| verdict.contains("orrect")), "{all:#}");
    ensure!(all["programs"] == 1, "the program was fetched {} times", all["programs"]);
    let ready = noted(page).await?.of("ready").len();
    ensure!(ready == 3, "{ready} quizzes were ready");
    Ok(())
}

async fn what_a_page_adds_moves_and_takes_away_plays_on(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    let body =
        format!("<section id=one>{}</section><section id=two></section>", site.include("liaison-office")?);
    page.load(&host(&site, "", &body)?).await?;
    let view = playing(page).await?;
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;

    // A link that is moved loads its style sheet anew, and that may fail: here it is gone.
    let move_it = "const quiz = document.querySelector('news-quiz');
        quiz.shadowRoot.querySelector('link').remove();
        document.getElementById('two').append(quiz);
        return getComputedStyle(quiz.shadowRoot.querySelector('[data-body] .progress li')).textAlign";
    let style = page.run(move_it).await?;
    ensure!(style == "center", "it is not styled when it is moved: {style}");
    let moved = page.settled().await?;
    ensure!(
        moved.playing && moved.headings == ["Correct"] && moved.has_score("1"),
        "moving it costs: {moved:#?}"
    );
    page.press(NEXT).await?;
    page.until("it plays on", |view| view.is_at_question(2)).await?;

    // Taken away, it stops; put back, it offers the quiz again.
    page.run("window.kept = document.querySelector('news-quiz'); window.kept.remove()").await?;
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    page.run("document.body.append(window.kept)").await?;
    page.until("it plays on", |view| view.playing && view.has_score("1")).await?;

    // A copy has no first body, and a late one none either: it is fetched.
    page.run("const copy = window.kept.cloneNode(true); window.kept.remove(); document.body.append(copy)")
        .await?;
    playing(page).await?;
    page.run(
        r#"
        document.querySelector("news-quiz").remove();
        const late = document.createElement("news-quiz");
        late.setAttribute("src", "banks/oficina-de-enlace/");
        document.body.append(late);
    "#,
    )
    .await?;
    page.until("the first body of the late one is there", |view| view.legend.starts_with("Pregunta 1 ")).await?;
    page.touch().await?;
    page.until("the late one plays", |view| view.playing && view.legend.starts_with("Pregunta 1 ")).await?;

    // What is changed while it is nowhere counts.
    page.run(
        r#"
        const quiz = document.querySelector("news-quiz");
        quiz.remove();
        quiz.src = "banks/liaison-office/";
        document.body.append(quiz);
    "#,
    )
    .await?;
    page.until("the other bank plays", |view| view.playing && view.legend.starts_with("Question 1 ")).await?;
    ensure!(noted(page).await?.of("problem").is_empty(), "{:#?}", noted(page).await?);
    Ok(())
}

async fn the_program_waits_until_a_reader_comes_near(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let body = format!("<div style='height:4000px'></div>{}", site.include("liaison-office")?);
    page.load(&host(&site, "", &body)?).await?;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    ensure!(page.run(ALL_QUIZZES).await?["programs"] == 0, "the program comes to a reader who is far away");
    page.run("scrollTo(0, 3000)").await?;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let fetched = page.run(FETCHED).await?;
    ensure!(fetched == json!(["embed.js"]), "who only comes near loads {fetched}");
    // Then the reader begins, with the first body, and the program comes with that.
    let view = page.look().await?;
    page.choose(&view.choices[0].id).await?;
    let view = page.until("the program plays", |view| view.playing).await?;
    ensure!(view.chosen() == [view.choices[0].id.as_str()], "{view:#?}");
    Ok(())
}

/// The names of what the page has loaded from the quiz's site by scripts, without hashes, in order.
const FETCHED: &str = "
    const entries = performance.getEntriesByType('resource').filter(({ initiatorType }) => initiatorType !== 'link');
    const names = entries.map(({ name }) => new URL(name).pathname.split('/').at(-1).replace(/-[0-9a-f]{8}(?=\\.)/, ''));
    return names.filter((name) => !/watch.js|favicon/.test(name)).sort();
";

async fn the_element_plays_without_a_first_body(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    let element = "<news-quiz src=banks/liaison-office/><a href=quiz>Take the quiz</a></news-quiz>";
    page.load(&host(&site, "", element)?).await?;
    page.until("the first body has come", |view| view.is_at_question(1)).await?;
    let view = playing(page).await?;
    ensure!(!view.has_line("Take the quiz"), "the link stays: {view:#?}");
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
    // The first body has come when the reader came near; what stops the program brings it back, with what was done.
    page.run("document.querySelector('news-quiz').player.fail({ code: 'test', place: 'stop' })").await?;
    page.until("the first body plays on", |view| !view.playing && view.verdicts == ["✓ Correct"]).await?;

    // A site without include files, and so without one.
    site.replace(&site.path(Part::IncludeFile)?, None)?;
    page.load(&host(&site, "", element)?).await?;
    playing(page).await?;
    page.run("document.querySelector('news-quiz').player.fail({ code: 'test', place: 'stop' })").await?;
    page.until("the link is back", |view| view.has_line("Take the quiz")).await?;
    Ok(())
}

async fn an_include_file_plays_as_it_is_in_any_folder_of_its_site(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy_at_the_root()?, Quiz::liaison_office()?);
    let element = site.read("banks/liaison-office/quiz.html")?;
    let story = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>News</title><script src=/watch.js></script>\
         <body>{element}<script type=module async src=/embed.js></script>"
    );
    site.add("watch.js", WATCH)?;
    site.add("2019/03/story.html", &story)?;
    page.load(&site.address("2019/03/story.html")).await?;
    let view = playing(page).await?;
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
    let leads = page.run("return [...document.querySelector('news-quiz').shadowRoot.querySelectorAll('figure a')].every((link) => new URL(link.href).pathname === '/banks/liaison-office/article.html')").await?;
    ensure!(leads == true, "a link does not lead to the article");
    ensure!(noted(page).await?.of("problem").is_empty(), "{:#?}", noted(page).await?);
    Ok(())
}

/// Only Chromium tells how much memory a page has.
async fn two_hundred_rounds_leave_little_behind(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    page.load(&host(&site, "", "<div id=place></div>")?).await?;
    let note = "
        const start = WebAssembly.instantiateStreaming;
        WebAssembly.instantiateStreaming = async (...what) => {
            const started = await start.apply(WebAssembly, what);
            window.memory = started.instance.exports.memory;
            return started;
        };
    ";
    page.run(note).await?;
    let rounds = r#"
        const [count, done] = arguments;
        (async () => {
            for (let round = 0; round < count; round += 1) {
                const quiz = document.createElement("news-quiz");
                quiz.setAttribute("src", "banks/liaison-office/");
                quiz.setAttribute("eager", "");
                const ready = new Promise((ready) => quiz.addEventListener("newsquiz:ready", ready, { once: true }));
                document.getElementById("place").append(quiz);
                await ready;
                quiz.remove();
                await new Promise((later) => setTimeout(later, 5));
            }
            done(window.memory.buffer.byteLength);
        })();
    "#;
    let used = async || -> Result<f64> {
        page.devtools("HeapProfiler.collectGarbage", json!({})).await?;
        let usage = page.devtools("Runtime.getHeapUsage", json!({})).await?;
        usage["usedSize"].as_f64().context("a size")
    };
    // What is made once is there after some rounds.
    let program_before = page.run_async(rounds, vec![json!(20)]).await?;
    let before = used().await?;
    let program_after = page.run_async(rounds, vec![json!(200)]).await?;
    let after = used().await?;
    let left = after - before;
    let grown = program_after.as_f64().unwrap_or_default() - program_before.as_f64().unwrap_or_default();
    ensure!(
        left + grown < 200_000.0,
        "200 rounds leave {left} bytes in the heap and {grown} in the program's memory"
    );
    Ok(())
}
