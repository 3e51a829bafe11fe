//! Questions on headlines, captions and lists: both bodies say what the quote stands in, and the page's article has it.

use std::rc::Rc;

use anyhow::{Context as _, Result, ensure};
use fantoccini::key::Key;
use newsquiz_core::bank::Question;
use serde_json::{Value, json};

use crate::{
    newsroom::built,
    page::Page,
    passages::{around, load},
    play::{go_on, show_answer},
    quiz::{Quiz, SHOW},
    site::{Part, Site},
};

journeys! {
    in_each_engine {
        a_quote_is_shown_in_whatever_it_stands_in,
        the_first_body_says_what_a_quote_stands_in,
        what_was_edited_outside_of_paragraphs_is_gone,
        a_link_leads_to_whatever_a_quote_stands_in,
    }
}

/// The ferry's questions, in the order of its article: the id, what readers are told, and the element of the page.
const QUESTIONS: [(&str, &str, &str); 8] = [
    ("years", "From a headline of the article", "h1"),
    ("quay", "From the article, paragraph 1", "p"),
    ("fare", "From a list in the article", "li"),
    ("last-boat", "From a list in the article", "li"),
    ("crew", "From a headline of the article", "h2"),
    ("mayor", "From a caption in the article", "figcaption"),
    ("months", "From a caption in the article", "caption"),
    ("winter", "From the article, paragraph 3", "p"),
];

/// The highlighted words, and what has the focus.
const SHOWN: &str = r#"
    const [range] = CSS.highlights?.get("newsquiz-evidence") ?? [];
    return [range?.toString() ?? "", document.activeElement.localName];
"#;

/// The `<article>` of the ferry's page, on a site.
fn article_on(site: &Site) -> Result<String> {
    let page = site.read("banks/ferry/article.html")?;
    let start = page.find("<article").context("an article")?;
    let end = page.find("</article>").context("its end")?;
    Ok(page.get(start..end).context("an article")?.to_owned())
}

/// A page with a head, the article, and what is put at its end.
fn host(site: &Site, head: &str, end: &str) -> Result<String> {
    let article = article_on(site)?;
    site.add(
        "host.html",
        &format!("<!doctype html><html lang=en><meta charset=utf-8><title>News</title>{head}<body>{article}{end}"),
    )?;
    Ok(site.address("host.html"))
}

fn quotes(quiz: &Quiz) -> Value {
    let quote = |question: &Rc<Question>| {
        let evidence = &question.evidence;
        json!({ "prefix": &*evidence.prefix, "exact": &*evidence.exact, "suffix": &*evidence.suffix })
    };
    quiz.bank().questions().iter().map(quote).collect()
}

async fn a_quote_is_shown_in_whatever_it_stands_in(page: &Page) -> Result<()> {
    let (_desk, quiz, site) = built("ferry", |_| {})?;
    let end = format!("{}</article><script type=module src=embed.js></script>", site.include("ferry")?);
    page.load(&host(&site, "", &end)?).await?;
    page.run("document.querySelector('news-quiz').scrollIntoView()").await?;
    page.touch().await?;
    page.until("the program plays", |view| view.playing && view.is_at_question(1)).await?;
    for (number, (id, told, element)) in (1..).zip(QUESTIONS) {
        let view = page.look().await?;
        ensure!(view.question == id, "{view:#?}");
        let view = show_answer(page).await?;
        ensure!(view.has_line(told), "{id} does not stand in a {told}: {view:#?}");
        page.follow("See it in the article").await?;
        page.until("the focus is in the article", |view| view.focus.starts_with(element)).await?;
        let shown = page.run(SHOWN).await?;
        assert_eq!(shown, json!([&*quiz.question(id)?.evidence.exact, element]), "{id}");
        ensure!(page.windows().await? == 1, "{id}: a new tab was opened");
        page.key(Key::Escape).await?;
        page.until("the focus is back", |view| view.focus.starts_with("a ")).await?;
        go_on(page, number, quiz.len()).await?;
    }
    Ok(())
}

async fn the_first_body_says_what_a_quote_stands_in(page: &Page) -> Result<()> {
    let (_desk, _quiz, site) = built("ferry", |_| {})?;
    site.replace(&site.path(Part::Starter)?, None)?;
    page.load(&site.address("banks/ferry/embed.html")).await?;
    for (number, (id, told, _)) in (1..).zip(QUESTIONS) {
        let view = page.until("the question is there", |view| view.is_at_question(number)).await?;
        ensure!(view.question == id, "{view:#?}");
        page.press(SHOW).await?;
        let view = page.until("the answer is there", |view| view.verdicts.len() == number).await?;
        let lines = view.lines.iter().filter(|line| *line == told).count();
        let expected = QUESTIONS.iter().take(number).filter(|(_, other, _)| *other == told).count();
        assert_eq!(lines, expected, "{id} does not stand in a {told}: {view:#?}");
    }
    Ok(())
}

async fn what_was_edited_outside_of_paragraphs_is_gone(page: &Page) -> Result<()> {
    let (_desk, quiz, site) = built("ferry", |_| {})?;
    let article = article_on(&site)?;
    load(page, &site, &around("<style>.unseen { visibility: hidden }</style>", "<div id=story></div>")).await?;
    let look = "
        const [html, quotes] = arguments;
        document.querySelector('#story').innerHTML = html;
        return article.look(document.querySelector('#story > article'), quotes) ?? null;";
    let quotes = quotes(&quiz);
    let here: Vec<Value> = QUESTIONS.iter().map(|_| json!("here")).collect();
    assert_eq!(page.run_with(look, vec![json!(article), quotes.clone()]).await?, json!(here));
    for (ix, (id, ..)) in QUESTIONS.iter().enumerate().filter(|(_, (.., element))| *element != "p") {
        let exact = &*quiz.question(id)?.evidence.exact;
        for (change, told) in [
            (article.replace(exact, "something else"), "gone"),
            (article.replace(exact, &format!("<span class=unseen>{exact}</span>")), "hidden"),
        ] {
            ensure!(change != article, "{id} is not in the article as it was written");
            let mut expected = here.clone();
            expected[ix] = json!(told);
            let found = page.run_with(look, vec![json!(change), quotes.clone()]).await?;
            assert_eq!(found, json!(expected), "{id}");
        }
    }
    Ok(())
}

async fn a_link_leads_to_whatever_a_quote_stands_in(page: &Page) -> Result<()> {
    let (_desk, quiz, site) = built("ferry", |_| {})?;
    page.resize((620, 260)).await?;
    let apart = "<style>h1, h2, p, li, figure, table { margin-block: 600px }</style>";
    let address = host(&site, apart, "")?;
    for (id, _, element) in QUESTIONS {
        let evidence = &quiz.question(id)?.evidence;
        let link = format!("{address}{}", evidence.text_fragment());
        // From another page, so that it is loaded with the fragment and not only scrolled.
        page.load(&site.address("banks/ferry/article.html")).await?;
        page.load(&link).await?;
        page.settled().await?;
        let place = r#"
            const [text, element] = arguments;
            const block = [...document.querySelectorAll(element)].find((block) => block.textContent.includes(text));
            const { top, bottom } = block.getBoundingClientRect();
            return bottom > 0 && top < innerHeight;
        "#;
        let is_seen = page.run_with(place, vec![json!(&*evidence.exact), json!(element)]).await?;
        ensure!(is_seen == true, "{id} is not in view: {link}");
    }
    Ok(())
}
