//! The proof sheet, as an editor uses it: questions are filtered and played on it, and it prints on few pages.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use newsquiz_core::bank::{Level, Question};
use serde_json::{Value, json};

use xtask::workspace;

use crate::{page::Page, quiz::Quiz, site::Site};

journeys! {
    in_each_engine {
        a_filter_leaves_the_questions_that_are_asked_for,
        a_question_is_played_as_a_reader_meets_it,
    }
    in_chromium {
        it_prints_on_few_pages,
    }
}

/// The sheet of the demonstration's first bank.
const SHEET: &str = "banks/liaison-office/review.html";

/// How many pages of A4 it has at most, with whatever typefaces a machine has. It had 17.
const MOST_PAGES: u64 = 8;

/// The questions that are shown, by their ids, and what is said of them.
const SHOWN: &str = r#"
    const shown = [...document.querySelectorAll("article")].filter((question) => question.checkVisibility());
    return [shown.map(({ id }) => id), document.querySelector("[role=status], output").textContent];
"#;

async fn a_filter_leaves_the_questions_that_are_asked_for(page: &Page) -> Result<()> {
    let (site, known) = (Site::built()?, Quiz::liaison_office()?);
    page.load(&site.address(SHEET)).await?;
    let questions = known.bank().questions();
    let ids = |fits: &dyn Fn(&Question) -> bool| -> Vec<String> {
        questions.iter().filter(|question| fits(question)).map(|question| format!("q-{}", question.id)).collect()
    };
    let shown = async || -> Result<(Vec<String>, String)> { Ok(serde_json::from_value(page.run(SHOWN).await?)?) };
    let set = async |script: &str| -> Result<()> {
        page.run(&format!("const form = document.querySelector('.filters'); {script}; form.dispatchEvent(new Event('input'))"))
            .await
            .map(drop)
    };
    let all = ids(&|_| true);
    ensure!(shown().await? == (all.clone(), "36 of 36 questions".to_owned()));

    set("form.querySelector('select').value = 'hard'").await?;
    let hard = ids(&|question| question.level == Level::Hard);
    ensure!(shown().await? == (hard.clone(), format!("{} of 36 questions · Hard", hard.len())));

    set("form.querySelector('[value=bare]').checked = true").await?;
    // The compiled bank has no evidence of choices: readers are not shown it.
    let source: Value = serde_json::from_slice(&fs::read(workspace::root().join("banks/liaison-office/bank.json"))?)?;
    let is_bare = |choice: &Value| choice["correct"] != true && choice["evidence"].is_null();
    let has_bare = |question: &&Value| question["choices"].as_array().into_iter().flatten().any(is_bare);
    let with_bare = source["questions"].as_array().into_iter().flatten().filter(has_bare);
    let with_bare: Vec<&Value> = with_bare.map(|question| &question["id"]).collect();
    let bare = ids(&|question| question.level == Level::Hard && with_bare.contains(&&json!(*question.id)));
    let (found, told) = shown().await?;
    ensure!(found == bare && !bare.is_empty() && bare.len() < hard.len(), "{found:?} {bare:?}");
    ensure!(told.ends_with(" · Hard · A wrong choice without evidence"), "{told}");

    // A link to a question that is left out shows it.
    let gone = all.iter().find(|id| !bare.contains(id)).context("all are bare")?;
    page.run_with("location.hash = arguments[0]", vec![json!(gone)]).await?;
    page.until_true("all are shown again", "return document.querySelectorAll('article[hidden]').length === 0").await?;
    ensure!(shown().await?.1 == "36 of 36 questions");
    Ok(())
}

async fn a_question_is_played_as_a_reader_meets_it(page: &Page) -> Result<()> {
    let (site, known) = (Site::built()?, Quiz::liaison_office()?);
    let first = known.bank().questions().first().context("a bank has questions")?;
    let drawn = known.drawn(&known.bank().parts().plan.seed);
    ensure!(drawn.iter().all(|question| question.id != first.id), "every visitor gets it, which proves nothing");
    page.load(&site.address(SHEET)).await?;
    page.run("const play = document.querySelector('.play'); play.open = true; play.scrollIntoView()").await?;
    page.enter_frame().await?;
    page.until("the question is there", |view| view.question == *first.id).await?;
    page.leave_frame().await?;
    let height = "return Number(document.querySelector('iframe').height)";
    page.until_true("the frame is as high as the quiz", &format!("{height} > 300")).await?;
    ensure!(page.run("return document.querySelectorAll('.play:not([open]) iframe').length").await? == 35);
    Ok(())
}

async fn it_prints_on_few_pages(page: &Page) -> Result<()> {
    let site = Site::built()?;
    page.load(&site.address(SHEET)).await?;
    let pages = async || -> Result<u64> {
        // A4, in inches.
        let paper = json!({ "paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": true });
        let printed = page.devtools("Page.printToPDF", paper).await?;
        let data = printed.get("data").cloned().unwrap_or(Value::Null);
        let count = "return atob(arguments[0]).match(/\\/Type\\s*\\/Page\\b/g).length";
        page.run_with(count, vec![data]).await?.as_u64().context("no number of pages")
    };
    let all = pages().await?;
    ensure!(all <= MOST_PAGES, "{all} pages");
    page.run("const form = document.querySelector('.filters'); form.querySelector('select').value = 'hard'; form.dispatchEvent(new Event('input'))")
        .await?;
    let few = pages().await?;
    ensure!(few < all, "what is left out is printed: {few} pages of {all}");
    Ok(())
}
