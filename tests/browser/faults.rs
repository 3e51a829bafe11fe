//! A host that serves what it should not, and a program that breaks down: the first body stays, or comes back with what
//! the reader did, and plays on; the console says why, once, and so does an event.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::{
    page::Page,
    play::{answer, answer_first_body, go_on},
    quiz::{CHECK, Quiz, distractors, keys},
    site::{Part, Site},
    view::View,
    watch::{Noted, WATCH, noted, release, watch, watch_and_hold},
};

journeys! {
    in_each_engine {
        without_its_starter_the_quiz_plays,
        a_damaged_bank_leaves_the_first_body,
        a_damaged_program_leaves_the_first_body,
        damaged_glue_or_style_leaves_the_first_body,
        a_program_that_did_not_come_is_asked_for_again,
        a_program_that_traps_at_its_start_leaves_the_first_body,
        a_program_that_traps_in_play_brings_the_first_body_back_with_what_was_done,
        a_trap_of_another_program_is_not_ours,
    }
}

/// What is served instead of a file; nothing for a file that is not there.
type Damage = fn(&[u8]) -> Option<Vec<u8>>;

fn missing(_: &[u8]) -> Option<Vec<u8>> {
    None
}

fn half(whole: &[u8]) -> Option<Vec<u8>> {
    whole.get(..whole.len() / 2).map(<[u8]>::to_vec)
}

fn another_page(_: &[u8]) -> Option<Vec<u8>> {
    Some(b"<!doctype html><title>Not found</title>".into())
}

async fn without_its_starter_the_quiz_plays(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    site.replace(&site.path(Part::Starter)?, None)?;
    page.load(&site.address("")).await?;
    check_first_body_plays(page, &quiz, 1).await
}

async fn a_damaged_bank_leaves_the_first_body(page: &Page) -> Result<()> {
    check(page, Part::Bank, "bank-missing", missing).await?;
    check(page, Part::Bank, "bank-damaged", half).await?;
    // With the right format number, so that it is looked at.
    let garbage: Damage = |_| Some([&[newsquiz_core::compiled::FORMAT][..], &[0xa5; 20_000]].concat());
    check(page, Part::Bank, "bank-damaged", garbage).await?;
    check(page, Part::Bank, "bank-format", |whole| Some([&[0xff], whole.get(1..)?].concat())).await
}

async fn a_damaged_program_leaves_the_first_body(page: &Page) -> Result<()> {
    // What does not have the integrity that the starter knows is as good as not there.
    for damage in [missing, half, another_page] {
        check(page, Part::Program, "program-missing", damage).await?;
    }
    Ok(())
}

async fn damaged_glue_or_style_leaves_the_first_body(page: &Page) -> Result<()> {
    check(page, Part::Glue, "program-refused", missing).await?;
    check(page, Part::Glue, "program-refused", half).await?;
    check(page, Part::Style, "style-missing", missing).await
}

async fn a_program_that_did_not_come_is_asked_for_again(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    watch_and_hold(&site)?;
    let path = site.path(Part::Program)?;
    let program = fs::read(&path)?;
    site.replace(&path, None)?;
    page.load(&site.address("")).await?;
    // All else is there first.
    let is_fetched = "return performance.getEntriesByType('resource').some(({ initiatorType, name }) => initiatorType === 'fetch' && /quiz-.*css$/.test(name))";
    page.until_true("the style is there", is_fetched).await?;
    release(page).await?;
    told(page).await?;
    site.replace(&path, Some(&program))?;
    page.run("document.querySelector('news-quiz').restart()").await?;
    page.until("the program plays", |view| view.playing).await?;
    Ok(())
}

/// Damages a part of the quiz, and plays what is there all the same.
async fn check(page: &Page, part: Part, code: &str, damage: Damage) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    watch(&site)?;
    let path = site.path(part)?;
    let name = path.file_name().context("a file has a name")?.to_string_lossy();
    site.replace(&path, damage(&fs::read(&path)?).as_deref())?;
    if matches!(part, Part::Bank) {
        let own_draw = site.path(Part::OwnDraw)?;
        site.replace(&own_draw, damage(&fs::read(&own_draw)?).as_deref())?;
    }

    page.load(&site.address("")).await?;
    let noted = told(page).await?;
    check_told(page, &noted, code, &name).await?;
    if matches!(part, Part::Style) {
        // Without its style sheet the first body is only half of itself.
        return Ok(());
    }
    check_first_body_plays(page, &quiz, 1).await
}

/// What was noted once a problem was told.
async fn told(page: &Page) -> Result<Noted> {
    for _ in 0..500 {
        let noted = noted(page).await?;
        if !noted.of("problem").is_empty() {
            return Ok(noted);
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    anyhow::bail!("no problem is told: {:#?}", noted(page).await?)
}

/// One event and one line of the console say what happened and where.
async fn check_told(page: &Page, noted: &Noted, code: &str, place: &str) -> Result<()> {
    let problems = noted.of("problem");
    let [problem] = problems.as_slice() else { anyhow::bail!("told more than once: {problems:#?}") };
    let said = |name: &str| problem.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    ensure!(said("code") == code && said("place").contains(place), "not “{code}” at {place}: {problem}");
    if page.engine().has_console() {
        let lines = console(page).await?;
        let ours: Vec<_> = lines.iter().filter(|text| text.contains("newsquiz: ")).collect();
        let is_it = |text: &str| text.contains(&format!("newsquiz: {code} ")) && text.contains(place);
        ensure!(
            matches!(ours.as_slice(), [once] if is_it(once)),
            "not “{code}” at {place}, once, but {lines:#?}"
        );
    }
    Ok(())
}

/// What scripts and the engine said; that something could not be fetched is the network's to say.
async fn console(page: &Page) -> Result<Vec<String>> {
    let entries = page.log("browser").await?;
    let text = |entry: &Value, name| entry.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let said = entries.iter().filter(|entry| text(entry, "source") != "network");
    Ok(said.map(|entry| text(entry, "message")).collect())
}

/// The first body takes an answer to the question with this number, tells the verdict, and goes on to the next.
async fn check_first_body_plays(page: &Page, quiz: &Quiz, number: usize) -> Result<()> {
    let view = page.until("the question is there", |view| view.is_at_question(number)).await?;
    ensure!(!view.playing, "the program plays: {view:#?}");
    let question = quiz.question(&view.question)?;
    let view = answer_first_body(page, quiz, number).await?;
    ensure!(view.verdicts.get(number - 1).is_some_and(|verdict| verdict == "✓ Correct"), "{view:#?}");
    ensure!(
        view.quotes.last().is_some_and(|quote| *quote == question.evidence.sentence()),
        "no quote: {view:#?}"
    );
    let wrong = distractors(quiz.question(&view.question)?);
    page.choose(wrong.first().context("a distractor")?).await?;
    page.press(CHECK).await?;
    let view = page.until("the one after that is there", |view| view.is_at_question(number + 2)).await?;
    ensure!(view.quotes.len() == number + 1, "{view:#?}");
    ensure!(view.verdicts.get(number).is_some_and(|verdict| verdict == "✗ Incorrect"), "{view:#?}");
    Ok(())
}

/// A WebAssembly program that traps in its start function, which takes nothing and has `unreachable` as its code.
const TRAP: &str = "new WebAssembly.Module(new Uint8Array(\
    [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 5, 1, 3, 0, 0, 11]))";

/// Makes the program break down when it shows the question with a number, as a fault of ours would make it.
///
/// What it calls in the page runs the trap: the engine throws its own error there, through the program's frames and those
/// of its glue. By these it is known as ours: neither this script nor the trap has an address that would tell.
fn watch_and_trap(site: &Site, number: usize) -> Result<()> {
    watch(site)?;
    let script = r#"
        const trap = TRAP;
        const isShown = () => [...document.querySelectorAll("news-quiz")]
            .flatMap((quiz) => [...quiz.shadowRoot.querySelectorAll("[data-body] :not([data-ahead]) > form legend")])
            .some((legend) => legend.textContent.startsWith("Question NUMBER of "));
        const trapping = (call) => (...values) => {
            const value = call(...values);
            if (isShown()) new WebAssembly.Instance(trap);
            return value;
        };
        const { instantiateStreaming } = WebAssembly;
        WebAssembly.instantiateStreaming = (source, imports) => {
            for (const calls of Object.values(imports)) {
                for (const [name, call] of Object.entries(calls)) {
                    if (typeof call === "function") calls[name] = trapping(call);
                }
            }
            return instantiateStreaming(source, imports);
        };
    "#;
    let script = script.replace("TRAP", TRAP).replace("NUMBER", &number.to_string());
    site.add("watch.js", &format!("{WATCH}{script}"))
}

async fn a_program_that_traps_at_its_start_leaves_the_first_body(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    watch_and_trap(&site, 1)?;
    page.load(&site.address("")).await?;
    let noted = told(page).await?;
    check_told(page, &noted, "program-stopped", "newsquiz-").await?;
    check_first_body_plays(page, &quiz, 1).await
}

async fn a_program_that_traps_in_play_brings_the_first_body_back_with_what_was_done(
    page: &Page,
) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    watch_and_trap(&site, 3)?;
    let first = page.open(&site.address("")).await?;
    answer(page, &keys(quiz.question(&first.question)?), "Correct").await?;
    let second = go_on(page, 1, quiz.len()).await?;
    let wrong = distractors(quiz.question(&second.question)?);
    answer(page, wrong.get(..1).context("a distractor")?, "Incorrect").await?;
    page.press(crate::quiz::NEXT).await?;

    let noted = told(page).await?;
    check_told(page, &noted, "program-stopped", "newsquiz-").await?;
    let back =
        page.until("the first body is back", |view: &View| !view.playing && view.is_at_question(3)).await?;
    ensure!(back.quotes.len() == 2, "what was answered is not there any more: {back:#?}");
    let picked = "return [...document.querySelector('news-quiz').shadowRoot.querySelectorAll('.first :checked')].map((input) => input.value)";
    let picked: Vec<String> = serde_json::from_value(page.run(picked).await?)?;
    let mut expected = keys(quiz.question(&first.question)?);
    expected.extend(wrong.first());
    ensure!(picked == expected, "picked {picked:?}, not {expected:?}");
    check_first_body_plays(page, &quiz, 3).await
}

async fn a_trap_of_another_program_is_not_ours(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    watch(&site)?;
    let view = page.open(&site.address("")).await?;
    // At once, out of everybody's sight.
    page.run(&format!("setTimeout(() => new WebAssembly.Instance({TRAP}))")).await?;
    page.settled().await?;
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
    ensure!(noted(page).await?.of("problem").is_empty(), "a trap of another program is taken for ours");
    Ok(())
}
