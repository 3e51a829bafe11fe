//! How the passages of a bank stand in the article of a page: there, there but not to be shown now, or gone. Only what is
//! gone voids a question.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use newsquiz_core::bank::Evidence;
use serde_json::{Value, json};
use xtask::{demonstration, workspace};

use crate::{
    page::Page,
    passages::{around, load},
    quiz::Quiz,
    site::Site,
};

journeys! {
    in_each_engine {
        what_is_folded_away_is_not_gone,
        what_is_behind_a_wall_is_not_gone,
        what_was_edited_or_taken_out_is_gone,
        a_page_that_is_being_translated_is_not_compared,
        another_article_is_not_compared,
        what_is_unfolded_is_shown,
        the_article_is_found_among_others,
    }
}

/// The bank's own draw, in the order of the article, and a page with the article.
struct Story {
    evidence: Vec<Evidence>,
    html: String,
    /// How many paragraphs it has.
    paragraphs: usize,
}

impl Story {
    fn new() -> Result<Story> {
        let quiz = Quiz::liaison_office()?;
        let drawn = quiz.drawn(&quiz.bank().parts().plan.seed);
        let evidence: Vec<_> = drawn.iter().map(|question| question.evidence.clone()).collect();
        ensure!(evidence.len() == 8 && evidence.is_sorted_by_key(|evidence| evidence.block.number()));
        let html = article_of(demonstration::BANK)?;
        let paragraphs = newsquiz_compiler::Article::parse(&html).paragraphs().len();
        Ok(Story { evidence, html, paragraphs })
    }

    fn quotes(&self) -> Vec<Value> {
        let quote = |evidence: &Evidence| {
            json!({ "prefix": &*evidence.prefix, "exact": &*evidence.exact, "suffix": &*evidence.suffix })
        };
        self.evidence.iter().map(quote).collect()
    }

    /// What is told of each quote, by what is expected in each paragraph, counted from 1.
    fn told(&self, of: impl Fn(usize) -> &'static str) -> Value {
        self.evidence.iter().map(|evidence| of(usize::from(evidence.block.number()))).collect()
    }

    /// Changes the article on a page as it was loaded, and tells how the quotes stand then.
    async fn look(&self, page: &Page, change: &str) -> Result<Value> {
        let script = format!(
            "const [html, quotes, spanish] = arguments;
             document.querySelector('#story').innerHTML = html;
             document.documentElement.className = '';
             const root = document.querySelector('#story > article');
             const ps = [...root.querySelectorAll('p')].filter((p) => !p.closest('header, footer, aside, figure'));
             const last = ps.slice(Math.ceil(ps.length * 0.8));
             const fold = (element) => {{ last[0].before(element); element.append(...last); }};
             const make = (html) => {{ const div = document.createElement('div'); div.innerHTML = html; return div.firstChild; }};
             const edit = (ix, change) => {{
                 const {{ prefix, exact, suffix }} = quotes[ix];
                 const sentence = prefix + exact + suffix;
                 const plain = (p) => p.textContent.replace(/\\s+/g, ' ').trim();
                 const p = ps.find((p) => plain(p).includes(sentence));
                 p.textContent = plain(p).replace(sentence, change(quotes[ix], sentence));
             }};
             const otherwise = ({{ prefix, exact, suffix }}) => {{
                 const words = exact.split(' ');
                 words[words.length >> 1] = '45';
                 return prefix + words.join(' ') + suffix;
             }};
             {change}
             return article.look(root, quotes) ?? null;"
        );
        let spanish = article_of("banks/oficina-de-enlace")?;
        page.run_with(&script, vec![json!(self.html), json!(self.quotes()), json!(spanish)]).await
    }
}

/// The `<article>` in the page of a bank's article.
fn article_of(bank: &str) -> Result<String> {
    let text = fs::read_to_string(workspace::root().join(bank).join("article.html"))?;
    let start = text.find("<article").context("an article")?;
    let end = text.find("</article>").context("its end")?;
    Ok(format!("{}</article>", &text[start..end]))
}

async fn open(page: &Page) -> Result<(Site, Story)> {
    let site = Site::copy()?;
    let styles = "<style>.away { display: none } .unseen { visibility: hidden } .cut { max-height: 0; overflow: hidden }
        .clamp { height: 1px; overflow: clip }</style>";
    load(page, &site, &around(styles, "<div id=story></div>")).await?;
    Ok((site, Story::new()?))
}

async fn what_is_folded_away_is_not_gone(page: &Page) -> Result<()> {
    let (_site, story) = open(page).await?;
    let here = story.told(|_| "here");
    assert_eq!(story.look(page, "").await?, here);
    let fold = story.paragraphs - story.paragraphs / 5;
    let folded = story.told(|paragraph| if paragraph <= fold { "here" } else { "hidden" });
    ensure!(folded != here, "no quote stands in the last fifth");
    for html in [
        "<div class=away></div>",
        "<div hidden></div>",
        "<div style='display: none'></div>",
        "<div class=unseen></div>",
        "<div class=cut></div>",
        "<div hidden=until-found></div>",
        "<details><summary>Continue reading</summary></details>",
    ] {
        let told = story.look(page, &format!("fold(make(`{html}`))")).await?;
        assert_eq!(told, folded, "folded into {html}");
    }
    // The whole article is cut off by its height, as behind “Continue reading”.
    let told = story.look(page, "root.className = 'clamp'").await?;
    ensure!(told.as_array().is_some_and(|told| !told.contains(&json!("gone"))), "{told}");
    assert_eq!(told[7], "hidden");
    // A fold in the middle.
    let [middle] = [story.evidence[3].block.number()];
    let told = story.look(page, &format!("ps[{middle} - 1].className = 'away'")).await?;
    assert_eq!(told, story.told(|paragraph| if paragraph == usize::from(middle) { "hidden" } else { "here" }));
    Ok(())
}

async fn what_is_behind_a_wall_is_not_gone(page: &Page) -> Result<()> {
    let (_site, story) = open(page).await?;
    for kept in [0.25, 0.4, 0.8] {
        let wall = "root.append(make('<div><p>Subscribe to read on.</p><p>Already a subscriber? Sign in.</p></div>'))";
        let told = story.look(page, &format!("const kept = Math.ceil(ps.length * {kept}); ps.slice(kept).forEach((p) => p.remove()); {wall}; window.kept = kept")).await?;
        let kept = page.run("return window.kept").await?.as_u64().context("a number")? as usize;
        let expected = story.told(|paragraph| if paragraph <= kept { "here" } else { "hidden" });
        assert_eq!(told, expected, "cut behind paragraph {kept}");
    }
    Ok(())
}

async fn what_was_edited_or_taken_out_is_gone(page: &Page) -> Result<()> {
    let (_site, story) = open(page).await?;
    for edited in [&[2][..], &[7], &[0], &[0, 2, 3, 5, 6], &[0, 1, 2, 3, 4, 5, 6], &[0, 1, 2, 3, 4, 5, 6, 7]] {
        let told = story.look(page, &format!("for (const ix of {edited:?}) edit(ix, otherwise)")).await?;
        let expected: Value = (0..8).map(|ix| if edited.contains(&ix) { "gone" } else { "here" }).collect();
        assert_eq!(told, expected, "with {edited:?} edited");
    }
    for taken in [&[3][..], &[0], &[1, 4]] {
        let told = story.look(page, &format!("for (const ix of {taken:?}) edit(ix, () => '')")).await?;
        let expected: Value = (0..8).map(|ix| if taken.contains(&ix) { "gone" } else { "here" }).collect();
        assert_eq!(told, expected, "with {taken:?} taken out");
    }
    // What a correction leaves to be read was not edited; what it struck out was.
    let struck = "edit(2, () => 'Here'); ps.find((p) => p.textContent.includes('Here')).append(make(`<del>${quotes[2].prefix}${quotes[2].exact}${quotes[2].suffix}</del>`))";
    assert_eq!(story.look(page, struck).await?[2], "gone");
    // A sentence that stands twice stands there.
    let twice = "ps[0].after(make(`<p>${quotes[2].prefix}${quotes[2].exact}${quotes[2].suffix}</p>`))";
    assert_eq!(story.look(page, twice).await?[2], "hidden");
    // A draw of one question.
    let one = "quotes.splice(0, 2); quotes.length = 1;";
    assert_eq!(story.look(page, one).await?, json!(["here"]));
    assert_eq!(story.look(page, &format!("{one} edit(0, otherwise)")).await?, json!(["gone"]));
    assert_eq!(story.look(page, &format!("{one} edit(0, () => '')")).await?, Value::Null);
    Ok(())
}

async fn a_page_that_is_being_translated_is_not_compared(page: &Page) -> Result<()> {
    let (_site, story) = open(page).await?;
    let translate = "const others = [...make(spanish).querySelectorAll('p')].map((p) => p.textContent).filter((text) => text.length > 99);
        const turn = (p, ix) => { p.textContent = others[ix % others.length] };
        const share = (part) => ps.slice(0, Math.round(ps.length * part));
        const scattered = (part) => ps.filter((_, ix) => (ix * 7) % ps.length < Math.round(ps.length * part));";
    for choose in ["share", "scattered"] {
        for part in ["0.15", "0.4", "0.6", "0.9", "1"] {
            let told = story.look(page, &format!("{translate} {choose}({part}).forEach(turn)")).await?;
            let is_kept = told.is_null() || told.as_array().is_some_and(|told| !told.contains(&json!("gone")));
            ensure!(is_kept, "{part} translated ({choose}): {told}");
        }
    }
    // Into another script.
    let other = "const text = '어제 수도에서 연락 사무소가 문을 열었고 대표들은 이것이 새로운 시작이라고 말했다 그러나 회담은 다시 중단되었다'; share(0.4).forEach((p) => { p.textContent = text })";
    assert_eq!(story.look(page, &format!("{translate} {other}")).await?, Value::Null);
    // Browsers leave marks, also before they have changed a word.
    let google = "ps.slice(0, 3).forEach((p, ix) => { p.innerHTML = `<font dir=\"auto\" style=\"vertical-align: inherit;\"><font style=\"vertical-align: inherit;\">${others[ix]}</font></font>` })";
    for mark in ["document.documentElement.className = 'js translated-ltr'", google, "ps[0].setAttribute('_msttexthash', '1')"] {
        assert_eq!(story.look(page, &format!("{translate} {mark}")).await?, Value::Null, "{mark}");
    }
    page.run("document.documentElement.className = ''").await?;
    Ok(())
}

async fn another_article_is_not_compared(page: &Page) -> Result<()> {
    let (_site, story) = open(page).await?;
    let other = "root.innerHTML = `<p>The river rose again on Tuesday, and the people of the valley left their houses for the third time
        in a year.</p><p>The mayor said that the new wall would be ready in the spring, but few of them believed it.</p>`;";
    assert_eq!(story.look(page, other).await?, Value::Null);
    assert_eq!(story.look(page, "root.innerHTML = ''").await?, Value::Null);
    assert_eq!(story.look(page, "root.innerHTML = spanish").await?, Value::Null);
    // Stories of one newspaper share sentences.
    for shared in ["[7]", "[4]", "[3, 7]"] {
        let share = format!("{other} for (const ix of {shared}) root.append(make(`<p>${{quotes[ix].prefix}}${{quotes[ix].exact}}${{quotes[ix].suffix}}</p>`))");
        assert_eq!(story.look(page, &share).await?, Value::Null, "with {shared}");
    }
    Ok(())
}

async fn what_is_unfolded_is_shown(page: &Page) -> Result<()> {
    let (_site, story) = open(page).await?;
    story.look(page, "fold(make('<details><summary>More</summary></details>'))").await?;
    let reveal = "return article.reveal(document.querySelector('#story > article'), arguments[0], { label: 'Back', go() {} })";
    let quote = story.quotes().pop().context("a quote")?;
    assert_eq!(page.run_with(reveal, vec![quote.clone()]).await?, false);
    page.run("document.querySelector('details').open = true").await?;
    assert_eq!(page.run_with(reveal, vec![quote]).await?, true);
    page.run("article.hide()").await?;
    Ok(())
}

async fn the_article_is_found_among_others(page: &Page) -> Result<()> {
    let (_site, story) = open(page).await?;
    let teaser = "const teaser = make('<article><h2>A teaser</h2><p>Another story, and a longer one.</p></article>');
        root.before(teaser); root.after(teaser.cloneNode(true));
        const all = [...document.querySelectorAll('article')];
        window.chosen = [all.indexOf(article.choose(all, quotes)), article.choose([teaser], quotes) === teaser, article.choose([], quotes)];";
    story.look(page, teaser).await?;
    assert_eq!(page.run("return window.chosen").await?, json!([1, true, null]));
    Ok(())
}
