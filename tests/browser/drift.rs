//! The quiz on the page of its article: passages are shown there, and a question whose passage is gone is not asked.

use anyhow::{Context as _, Result, ensure};

use crate::{
    page::Page,
    play::{answer, go_on},
    quiz::{NEXT, Quiz, SHOW, keys},
    site::Site,
    watch::{WATCH, noted, release, watch_and_hold},
};

journeys! {
    in_each_engine {
        a_passage_is_shown_in_the_article_of_the_page,
        a_question_whose_passage_is_gone_is_not_asked,
        what_was_begun_is_not_taken_away,
        another_article_is_left_alone,
        a_page_that_is_folded_or_cut_voids_nothing,
        most_of_an_article_may_have_changed,
        links_lead_to_the_passages,
    }
}

const CHANGED: &str = "The article changed, so we no longer ask this question. It does not count.";

/// A page with the article, changed or not, and the quiz after it.
fn page_of_article(site: &Site, change: impl Fn(String) -> String) -> Result<String> {
    let page = site.read("banks/liaison-office/article.html")?;
    let start = page.find("<article").context("an article")?;
    let end = page.find("</article>").context("its end")?;
    let article = change(page.get(start..end).context("an article")?.to_owned());
    Ok(format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>News</title><script src=watch.js></script>\
         <body>{article}{}</article><script type=module src=embed.js></script>",
        site.include("liaison-office")?
    ))
}

fn host(site: &Site, change: impl Fn(String) -> String) -> Result<String> {
    site.add("watch.js", WATCH)?;
    site.add("host.html", &page_of_article(site, change)?)?;
    Ok(site.address("host.html"))
}

/// Where the highlighted words are, what has the focus, and what the page's address and history have become.
const SHOWN: &str = r#"
    const [range] = CSS.highlights?.get("newsquiz-evidence") ?? [];
    const { top, bottom } = range?.getBoundingClientRect() ?? {};
    return {
        text: range?.toString() ?? "", seen: top >= 0 && bottom <= innerHeight,
        focus: document.activeElement.textContent, hash: location.hash, history: history.length,
    };
"#;

async fn a_passage_is_shown_in_the_article_of_the_page(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    page.load(&host(&site, |article| article)?).await?;
    page.run("document.querySelector('news-quiz').scrollIntoView()").await?;
    page.touch().await?;
    let view = page.until("the program plays", |view| view.playing && view.is_at_question(1)).await?;
    let question = quiz.question(&view.question)?;
    answer(page, &keys(question), "Correct").await?;
    let before = page.run(SHOWN).await?;
    ensure!(before["text"] == "", "the passage is shown before it is asked for: {before}");
    let told = page.look().await?;
    ensure!(told.has_line("See it in the article"), "a new tab is announced: {told:#?}");

    page.follow("See it in the article").await?;
    page.until("the focus is in the article", |view| view.focus.starts_with("p ")).await?;
    page.settled().await?;
    let shown = page.run(SHOWN).await?;
    ensure!(shown["text"] == *question.evidence.exact, "not the quote: {shown}");
    ensure!(shown["seen"] == true, "it is not in view: {shown}");
    ensure!(
        shown["focus"].as_str().is_some_and(|focus| focus.contains(&*question.evidence.exact)),
        "{shown}"
    );
    ensure!(shown["hash"] == "" && shown["history"] == before["history"], "the history has changed: {shown}");
    ensure!(page.windows().await? == 1, "a new tab was opened");

    page.key(fantoccini::key::Key::Escape).await?;
    let back = page.until("the focus is back", |view| view.focus.starts_with("a ")).await?;
    ensure!(back.headings == ["Correct"], "{back:#?}");
    ensure!(page.run(SHOWN).await?["text"] == "", "the mark stays");
    go_on(page, 1, quiz.len()).await?;
    Ok(())
}

/// The article without the quotes of some questions of the bank's own draw, counted from 1.
fn without<'q>(quiz: &'q Quiz, numbers: &'q [usize]) -> impl Fn(String) -> String + 'q {
    let drawn = quiz.drawn(&quiz.bank().parts().plan.seed);
    move |article| {
        numbers.iter().filter_map(|number| drawn.get(number - 1)).fold(article, |article, question| {
            // Entities would hide the quote, and none of these has one.
            article.replace(&*question.evidence.exact, "something else")
        })
    }
}

async fn a_question_whose_passage_is_gone_is_not_asked(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    page.load(&host(&site, without(&quiz, &[1, 3]))?).await?;
    page.run("document.querySelector('news-quiz').scrollIntoView()").await?;
    page.touch().await?;
    let view = page.until("the first is not asked", |view| view.playing && view.has_line(CHANGED)).await?;
    ensure!(view.headings == ["Question 1 of 8"] && view.choices.is_empty(), "{view:#?}");
    let noted = noted(page).await?;
    let problems = noted.of("problem");
    let [problem] = problems.as_slice() else { anyhow::bail!("{problems:#?}") };
    ensure!(problem["code"] == "article-changed", "{problem}");
    let drawn = quiz.drawn(&quiz.bank().parts().plan.seed);
    let gone: Vec<String> = serde_json::from_value(problem["questions"].clone())?;
    ensure!(gone.iter().all(|id| quiz.bank().position(id).is_some()), "these are no ids: {gone:?}");
    for number in [0, 2] {
        ensure!(
            drawn.get(number).is_some_and(|question| gone.iter().any(|id| *id == *question.id)),
            "{gone:?}"
        );
    }

    page.press(NEXT).await?;
    page.until("the second is asked", |view| view.is_at_question(2)).await?;
    page.press(SHOW).await?;
    page.press(NEXT).await?;
    page.until("the third is not asked", |view| view.has_line(CHANGED)).await?;
    Ok(())
}

async fn what_was_begun_is_not_taken_away(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    watch_and_hold(&site)?;
    site.add("host.html", &page_of_article(&site, |article| article)?)?;
    page.load(&site.address("host.html")).await?;
    page.run("document.querySelector('news-quiz').scrollIntoView()").await?;
    let view = page.until("the first body is there", |view| view.is_at_question(1)).await?;
    let key = *keys(quiz.question(&view.question)?).first().context("a key")?;
    page.choose(key).await?;
    // The page is corrected while the program is on its way.
    site.add("corrected.html", &page_of_article(&site, without(&quiz, &[1]))?)?;
    let correct = "const done = arguments[0];
        fetch('corrected.html').then((response) => response.text()).then((text) => {
            const corrected = new DOMParser().parseFromString(text, 'text/html').querySelectorAll('article p');
            document.querySelectorAll('article p').forEach((paragraph, ix) => paragraph.replaceWith(corrected[ix]));
            done();
        });";
    page.run_async(correct, Vec::new()).await?;
    release(page).await?;
    let view = page.until("the program has taken over", |view| view.playing).await?;
    ensure!(view.is_at_question(1) && view.chosen() == [key], "it is taken away: {view:#?}");
    Ok(())
}

async fn another_article_is_left_alone(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    // Fewer than half of the quotes are left.
    page.load(&host(&site, |_| "<article><p>Another story.</p>".to_owned())?).await?;
    page.touch().await?;
    let view = page.until("the program plays", |view| view.playing && view.is_at_question(1)).await?;
    let view = answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
    ensure!(view.has_line("See it in the article (opens a new tab)"), "{view:#?}");
    ensure!(noted(page).await?.of("problem").is_empty(), "a page that is not the article is taken for it");
    Ok(())
}

/// Changes an article from its last fifth on.
fn from_the_last_fifth(article: &str, change: impl Fn(&str) -> String) -> String {
    let starts: Vec<usize> = article.match_indices("<p").map(|(at, _)| at).collect();
    let start = starts.get(starts.len() * 4 / 5).copied().unwrap_or(article.len());
    format!("{}{}", &article[..start], change(&article[start..]))
}

async fn a_page_that_is_folded_or_cut_voids_nothing(page: &Page) -> Result<()> {
    let folded = |rest: &str| format!("<div style='display:none'>{rest}</div>");
    let closed = |rest: &str| format!("<details><summary>More</summary>{rest}</details>");
    let cut = |_: &str| "<p>Subscribe to read on.</p>".to_owned();
    for change in [&folded as &dyn Fn(&str) -> String, &closed, &cut] {
        let site = Site::copy()?;
        page.load(&host(&site, |article| from_the_last_fifth(&article, change))?).await?;
        page.run("document.querySelector('news-quiz').scrollIntoView()").await?;
        page.touch().await?;
        page.until("the program plays", |view| view.playing && view.is_at_question(1)).await?;
        ensure!(noted(page).await?.of("problem").is_empty(), "{}", change("…"));
    }
    Ok(())
}

async fn most_of_an_article_may_have_changed(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    let drawn = quiz.drawn(&quiz.bank().parts().plan.seed);
    let edited = [1, 2, 4, 5, 6];
    let change = |article: String| {
        let passages = edited.iter().map(|&ix: &usize| &*drawn[ix].evidence.exact);
        // One word in the middle, as a correction changes it.
        passages.fold(article, |article, exact| {
            let mut words: Vec<&str> = exact.split(' ').collect();
            let middle = words.len() / 2;
            words[middle] = "45";
            article.replace(exact, &words.join(" "))
        })
    };
    page.load(&host(&site, change)?).await?;
    page.run("document.querySelector('news-quiz').scrollIntoView()").await?;
    page.touch().await?;
    page.until("the program plays", |view| view.playing && view.is_at_question(1)).await?;
    let noted = noted(page).await?;
    let problems = noted.of("problem");
    let problem = problems.first().context("the page is not told")?;
    let gone: Vec<String> = serde_json::from_value(problem["questions"].clone())?;
    let expected: Vec<&str> = edited.iter().map(|&ix| &*drawn[ix].id).collect();
    for id in &expected {
        ensure!(gone.iter().any(|other| other == id), "{id} is asked: {gone:?}");
    }
    ensure!(!gone.contains(&drawn[0].id.to_string()), "{gone:?}");
    Ok(())
}

async fn links_lead_to_the_passages(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    page.resize((620, 260)).await?;
    for question in quiz.drawn(&quiz.bank().parts().plan.seed) {
        let link = format!("banks/liaison-office/article.html{}", question.evidence.text_fragment());
        page.load(&site.address(&link)).await?;
        page.settled().await?;
        let place = r#"
            const [text] = arguments;
            const block = [...document.querySelectorAll("article p")].find((block) => block.textContent.replace(/\s+/g, " ").includes(text));
            const { top, bottom } = block.getBoundingClientRect();
            return bottom > 0 && top < innerHeight;
        "#;
        let is_seen = page.run_with(place, vec![serde_json::json!(&*question.evidence.exact)]).await?;
        ensure!(is_seen == true, "{} is not in view: {link}", question.id);
    }
    Ok(())
}
