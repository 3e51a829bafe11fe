//! The quiz in a frame of another site's page, as `newsquiz snippet` prints it: its height, its colours, what the
//! page is told, and passages in the page's own article.

use std::{
    fs,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, ensure};
use newsquiz_cli::folder;
use newsquiz_core::{bank::Question, seed::Seed};
use newsquiz_publish::{
    address::{BaseUrl, QuizAddress},
    heights::Heights,
    snippet,
};
use serde_json::{Value, json};
use xtask::{demonstration, workspace};

use crate::{
    page::Page,
    play::{answer, answer_first_body, go_on},
    quiz::{NEXT, Quiz, SHOW, distractors, keys},
    site::{Site, built},
};

journeys! {
    in_each_engine {
        the_frame_is_as_high_as_the_quiz_at_every_step,
        it_plays_in_a_sandbox_without_an_origin,
        it_plays_without_scripts,
        it_plays_without_the_page_s_module,
        an_older_copy_of_the_page_s_module_is_understood,
        nothing_is_fetched_from_elsewhere,
        colours_and_size_of_text_follow_the_page,
        a_page_that_fades_into_the_dark_takes_its_quiz_along,
        messages_of_others_change_nothing,
        a_passage_is_shown_in_the_page_s_article_and_leads_back,
        a_passage_that_the_page_does_not_have_opens_the_article,
        a_passage_that_goes_later_opens_the_article,
        the_page_is_told_what_happens,
        a_frame_that_comes_late_is_cared_for,
        a_frame_is_cared_for_wherever_its_address_leads,
        a_frame_of_another_site_than_the_script_gets_its_height,
        two_scripts_of_two_sites_tell_each_event_once,
        a_page_that_changes_as_it_scrolls_tells_its_quiz_nothing_new,
        a_frame_that_says_it_is_a_quiz_gets_a_height_and_no_more,
        it_is_a_page_of_its_own,
        its_address_asks_for_what_attributes_do,
    }
    without_a_browser {
        the_modules_are_small,
    }
}

/// What pages with a frame, and frames, pay for their modules, in bytes as they are sent.
const MOST_BYTES: u64 = 1_800;

/// How long something may take to come about.
const PATIENCE: Duration = Duration::from_secs(15);

/// A page that shows the quiz of another site, each with an origin of its own.
struct Hosted {
    host: Site,
    quiz: Site,
    known: Quiz,
}

impl Hosted {
    fn new() -> Result<Hosted> {
        let hosted = Hosted { host: Site::copy()?, quiz: Site::copy()?, known: Quiz::liaison_office()? };
        ensure!(hosted.host.origin() != hosted.quiz.origin(), "both sites are one");
        Ok(hosted)
    }

    /// What a newsroom pastes.
    fn snippet(&self) -> Result<String> {
        let base = BaseUrl::parse(&self.quiz.address(""))?;
        let quiz = QuizAddress::new(self.known.bank(), Some(&base))?;
        Ok(snippet::frame(&quiz, &Heights::of(self.known.bank())))
    }

    /// Loads a page with something in its body, which notes what it is told.
    async fn load(&self, page: &Page, html: &str) -> Result<()> {
        self.host.add("noting.js", NOTING)?;
        let text = format!(
            "<!doctype html><html lang=en><meta charset=utf-8><title>News</title>\
             <meta name=viewport content='width=device-width'><script src=noting.js></script><body>{html}"
        );
        self.host.add("host.html", &text)?;
        page.load(&self.host.address("host.html")).await
    }

    /// The same, until the quiz plays; the page is looked at, not the frame.
    async fn open(&self, page: &Page, html: &str) -> Result<()> {
        self.load(page, html).await?;
        ready(page).await
    }
}

/// Waits for the frame, touches the quiz in it, as a reader does who is about to begin, and waits for its program.
async fn ready(page: &Page) -> Result<()> {
    until(page, "the frame is there", "return !!document.querySelector('iframe')?.src").await?;
    page.enter_frame().await?;
    page.until_true("the quiz is there", "return !!document.querySelector('news-quiz')").await?;
    page.touch().await?;
    page.leave_frame().await?;
    until(page, "the quiz plays", "return noted.some(([name]) => name === 'ready')").await
}

/// What the page notes: the events on its frames, and how often a frame told its height.
const NOTING: &str = r#"
    window.noted = [];
    window.heights = 0;
    for (const name of ["ready", "start", "response", "finish", "share", "problem"]) {
        document.addEventListener(`newsquiz:${name}`, ({ target, detail }) => noted.push([name, target.localName, detail]));
    }
    window.told = {};
    document.addEventListener("load", ({ target }) => (told[target.localName] = true), true);
    addEventListener("message", ({ data }) => {
        heights += data?.type === "size" ? 1 : 0;
        if (data?.type === "size") told.own = data.height;
        if (data?.sentinel === "amp" && data.type === "embed-size") told.amp = data.height;
        if (data?.["datawrapper-height"]) told.datawrapper = data["datawrapper-height"]["liaison-office"];
    });
"#;

/// Asks until a script says yes.
async fn until(page: &Page, what: &str, script: &str) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    while page.run(script).await? != true {
        ensure!(Instant::now() < deadline, "not so after {PATIENCE:?}: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

/// A script's number.
async fn number(page: &Page, script: &str) -> Result<f64> {
    page.run(script).await?.as_f64().with_context(|| format!("no number: {script}"))
}

/// A response that is not right.
fn wrong(question: &Question) -> Result<[&str; 1]> {
    Ok([distractors(question).first().context("a distractor")?])
}

/// Fails when the frame is not as high as the quiz, to a pixel. From within the frame.
async fn check_height(page: &Page, state: &str) -> Result<()> {
    let fits = "const root = document.documentElement;
        return root.scrollHeight <= root.clientHeight && Math.abs(root.getBoundingClientRect().height - innerHeight) < 1.01";
    until(page, &format!("the frame is as high as the quiz: {state}"), fits).await
}

async fn the_frame_is_as_high_as_the_quiz_at_every_step(page: &Page) -> Result<()> {
    let hosted = Hosted::new()?;
    let count = hosted.known.len();
    for width in [320, 640] {
        let html = format!(
            "<p>Before.</p><div style='width:{width}px'>{}</div><p>After.</p>{}",
            hosted.snippet()?,
            "<p>More.</p>".repeat(40)
        );
        hosted.open(page, &html).await?;
        page.enter_frame().await?;
        ensure!(
            number(page, "return document.body.clientWidth").await? == f64::from(width),
            "the quiz is not {width} wide, as the frame is"
        );
        check_height(page, "a question").await?;
        let mut view = page.until("the first question is there", |view| view.is_at_question(1)).await?;
        for number in 1..=count {
            let question = hosted.known.question(&view.question)?;
            if number % 2 == 1 {
                answer(page, &wrong(question)?, "Incorrect").await?;
            } else {
                page.press(SHOW).await?;
                page.until("the answer is there", |view| view.is_at_heading("Here is the answer")).await?;
            }
            check_height(page, &format!("answer {number} at {width}")).await?;
            check_seen(page, "h4").await?;
            view = go_on(page, number, count).await?;
            check_height(page, &format!("after answer {number} at {width}")).await?;
            // A question's group, and at the end the heading of the result.
            check_seen(page, if number < count { "fieldset" } else { "h3" }).await?;
        }
        page.unfold(1).await?;
        check_height(page, &format!("an unfolded question at {width}")).await?;

        // What is right stays as it is.
        page.leave_frame().await?;
        let before = number(page, "return heights").await?;
        tokio::time::sleep(Duration::from_millis(300)).await;
        let after = number(page, "return heights").await?;
        assert_eq!((before, after), (before, before), "the height goes on changing");
        let script = "const height = parseFloat(document.querySelector('iframe').style.height);
            return [told.own, told.amp, told.datawrapper].every((told) => told === height)";
        assert_eq!(page.run(script).await?, true, "other content systems are told something else");
    }
    Ok(())
}

/// Waits until what has the focus in the frame is in the window of the page around it, which follows by a message. From
/// within the frame.
async fn check_seen(page: &Page, name: &str) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        page.settled().await?;
        let script = "const focused = document.querySelector('news-quiz').shadowRoot.activeElement;
            return focused ? [focused.localName, focused.getBoundingClientRect().top] : ['', 0]";
        let (focused, inside): (String, f64) = serde_json::from_value(page.run(script).await?)?;
        page.leave_frame().await?;
        let script = "return [document.querySelector('iframe').getBoundingClientRect().top, innerHeight]";
        let (frame, height): (f64, f64) = serde_json::from_value(page.run(script).await?)?;
        page.enter_frame().await?;
        let top = frame + inside;
        if focused == name && (0.0..height).contains(&top) {
            return Ok(());
        }
        ensure!(Instant::now() < deadline, "{focused} at {top} of {height}, not {name}");
    }
}

async fn it_plays_in_a_sandbox_without_an_origin(page: &Page) -> Result<()> {
    let hosted = Hosted::new()?;
    let full = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox";
    let html = hosted.snippet()?;
    assert!(html.contains(full), "{html}");
    hosted.open(page, &html.replace(full, "allow-scripts")).await?;
    page.enter_frame().await?;
    assert_eq!(page.run("return self.origin").await?, "null");
    page.touch().await?;
    let view = page.until("it plays", |view| view.playing && view.is_at_question(1)).await?;
    answer(page, &keys(hosted.known.question(&view.question)?), "Correct").await?;
    check_height(page, "an answer in a sandbox").await?;
    page.leave_frame().await?;
    until(page, "the page is told", "return noted.some(([name]) => name === 'response')").await
}

async fn it_plays_without_scripts(page: &Page) -> Result<()> {
    let hosted = Hosted::new()?;
    let full = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox";
    hosted.load(page, &hosted.snippet()?.replace(full, "")).await?;
    until(page, "the frame is loaded", "return !!told.iframe").await?;
    page.enter_frame().await?;
    let view = answer_first_body(page, &hosted.known, 1).await?;
    assert_eq!((view.playing, view.verdicts), (false, vec!["✓ Correct".to_owned()]));
    Ok(())
}

async fn it_plays_without_the_page_s_module(page: &Page) -> Result<()> {
    let hosted = Hosted::new()?;
    let html = hosted.snippet()?;
    let (frame, _) = html.split_once("<script").context("a frame and a script")?;
    hosted.load(page, frame).await?;
    until(page, "the frame is loaded", "return !!told.iframe").await?;
    page.enter_frame().await?;
    page.touch().await?;
    let view = page.until("it plays", |view| view.playing && view.is_at_question(1)).await?;
    let view = answer(page, &keys(hosted.known.question(&view.question)?), "Correct").await?;
    assert!(view.lines.iter().any(|line| line.contains("(opens a new tab)")), "{view:#?}");
    page.press(NEXT).await?;
    page.until("it goes on", |view| view.is_at_question(2)).await?;
    Ok(())
}

/// Pages may keep a copy of frame.js that knows no standings.
async fn an_older_copy_of_the_page_s_module_is_understood(page: &Page) -> Result<()> {
    let hosted = Hosted::new()?;
    let html = hosted.snippet()?;
    let (frame, _) = html.split_once("<script").context("a frame and a script")?;
    let older = "<script>addEventListener('message', ({ data, source }) => {
            const found = data?.quotes?.map((_, ix) => ix > 0);
            if (data?.type === 'quotes') source.postMessage({ source: 'newsquiz', v: 1, type: 'found', found }, '*');
            if (data?.name === 'problem') window.problem = data.detail;
        })</script>";
    hosted.load(page, &format!("{older}{frame}")).await?;
    until(page, "the page is told", "return !!window.problem").await?;
    let drawn = hosted.known.drawn(&hosted.known.bank().parts().plan.seed);
    let first = drawn.first().context("a question")?;
    assert_eq!(
        page.run("return window.problem").await?,
        json!({ "code": "article-changed", "questions": [&*first.id] })
    );
    Ok(())
}

/// By the page's policy: both sites let anybody fetch.
async fn nothing_is_fetched_from_elsewhere(page: &Page) -> Result<()> {
    let hosted = Hosted::new()?;
    let full = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox";
    for sandbox in [full, "allow-scripts"] {
        hosted.open(page, &hosted.snippet()?.replace(full, sandbox)).await?;
        page.enter_frame().await?;
        page.run_with(
            "window.fetched = null;
             Promise.all(arguments[0].map((address) => fetch(address).then(() => true, () => false))).then((all) => (window.fetched = all));
             window.imported = null;
             import(arguments[0][1]).then(() => true, () => false).then((it) => (window.imported = it));",
            vec![json!([hosted.quiz.address("embed.js"), hosted.host.address("embed.js")])],
        )
        .await?;
        until(page, "both were tried", "return !!fetched && imported !== null").await?;
        assert_eq!(
            page.run("return [...fetched, imported]").await?,
            json!([true, false, false]),
            "{sandbox}"
        );
    }
    Ok(())
}

async fn colours_and_size_of_text_follow_the_page(page: &Page) -> Result<()> {
    let hosted = Hosted::new()?;
    hosted.open(page, &format!("<div>{}</div>", hosted.snippet()?)).await?;
    let look = "const nq = document.querySelector('news-quiz').shadowRoot.querySelector('.nq:not([hidden])');
        const { color, fontSize, paddingTop } = getComputedStyle(nq);
        return `${getComputedStyle(document.body).backgroundColor} ${color} ${paddingTop} ${fontSize}`";
    let (light, dark) =
        ("rgba(0, 0, 0, 0) oklch(0.23 0.01 90)", "rgba(0, 0, 0, 0) oklch(0.93 0.01 90)");
    let house = "--nq-paper: #012; --nq-pad: 7px";
    for (style, expected) in [
        ("color-scheme: dark; font-size: 20px", format!("{dark} 30px 20px")),
        ("color-scheme: light; font-size: 24px", format!("{light} 36px 24px")),
        ("color-scheme: only dark", format!("{dark} 24px 16px")),
        // A dark page that never heard of it.
        ("background: #222; color: #eee", format!("{dark} 24px 16px")),
        (house, "rgb(0, 17, 34) oklch(0.93 0.01 90) 7px 16px".to_owned()),
        // What was set is gone with its rule. Nothing is taken but colours and lengths, and none that asks for others.
        ("--nq-paper: url(x.png); --nq-accent: var(--nq-ink); --nq-pad: red", format!("{light} 24px 16px")),
        // A page that says nothing is light. What is too small for reading, or too large for the place, is not taken.
        ("font-size: 5px", format!("{light} 24px 16px")),
        ("font-size: 500px", format!("{light} 48px 32px")),
    ] {
        page.run_with("document.documentElement.setAttribute('style', arguments[0])", vec![json!(style)])
            .await?;
        page.enter_frame().await?;
        let mut seen = Value::Null;
        for _ in 0..200 {
            seen = page.run(look).await?;
            if seen == *expected {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(seen, *expected, "{style}");
        page.leave_frame().await?;
    }
    Ok(())
}

/// What a page tells in the middle of a change is neither the old colour nor the new one.
async fn a_page_that_fades_into_the_dark_takes_its_quiz_along(page: &Page) -> Result<()> {
    let hosted = Hosted::new()?;
    let fading = "<style>body { transition: all .4s; background: #fff; color: #111 } .night { background: #111; color: #eee }</style>";
    hosted.open(page, &format!("{fading}{}", hosted.snippet()?)).await?;
    let ink = "const nq = document.querySelector('news-quiz').shadowRoot.querySelector('.nq:not([hidden])');
        return getComputedStyle(nq).color";
    page.enter_frame().await?;
    until(page, "the ink is dark", &format!("{} === 'oklch(0.23 0.01 90)'", ink)).await?;
    page.leave_frame().await?;
    page.run("document.body.className = 'night'").await?;
    page.enter_frame().await?;
    until(page, "the ink is pale", &format!("{} === 'oklch(0.93 0.01 90)'", ink)).await
}

async fn messages_of_others_change_nothing(page: &Page) -> Result<()> {
    let hosted = Hosted::new()?;
    let forge = "for (const height of [500, 1e9]) arguments[0].postMessage({ source: 'newsquiz', v: 1, type: 'size', height }, '*');
        arguments[0].postMessage({ source: 'newsquiz', v: 1, type: 'event', name: 'forged', detail: {} }, '*');";
    let evil = format!("<!doctype html><script>((...arguments) => {{ {forge} }})(parent)</script>");
    hosted.host.add("evil.html", &evil)?;
    hosted.open(page, &hosted.snippet()?).await?;
    page.run(
        "window.forged = 0;
         document.addEventListener('newsquiz:forged', () => (forged += 1));
         addEventListener('message', ({ data }) => (window.last = data));",
    )
    .await?;
    page.enter_frame().await?;
    check_height(page, "a question").await?;
    page.leave_frame().await?;
    let height = "return document.querySelector('iframe').style.height";
    let right = page.run(height).await?;

    // From the page itself, and from a frame that is not ours.
    page.run(&forge.replace("arguments[0]", "window")).await?;
    page.run("document.body.append(Object.assign(document.createElement('iframe'), { src: 'evil.html' }))")
        .await?;
    until(page, "the other frame has spoken", "return window.last?.name === 'forged' && frames.length === 2")
        .await?;
    page.settled().await?;
    assert_eq!(page.run(height).await?, right);
    assert_eq!(page.run("return document.querySelectorAll('iframe')[1].style.height").await?, "");

    // From our frame, with nonsense in it, …
    page.enter_frame().await?;
    let speak = "const [more] = arguments; parent.postMessage({ source: 'newsquiz', v: 1, type: 'size', ...more }, '*')";
    for more in [
        json!({ "height": "700px" }),
        json!({ "height": null }),
        json!({ "v": 2, "height": 700 }),
        json!({ "type": "__proto__" }),
        json!({ "type": "constructor" }),
    ] {
        page.run_with(speak, vec![more]).await?;
    }
    page.run("for (const height of [NaN, Infinity]) parent.postMessage({ source: 'newsquiz', v: 1, type: 'size', height }, '*'); parent.postMessage(null, '*'); parent.postMessage('last', '*')").await?;
    page.leave_frame().await?;
    until(page, "all has been told", "return window.last === 'last'").await?;
    assert_eq!(page.run(height).await?, right);
    // … and with heights that no quiz has.
    for (told, taken) in [(1e9, "10000px"), (1.0, "100px"), (-5.0, "100px")] {
        page.enter_frame().await?;
        page.run_with(speak, vec![json!({ "height": told })]).await?;
        page.leave_frame().await?;
        until(page, taken, &format!("return document.querySelector('iframe').style.height === '{taken}'"))
            .await?;
    }

    // From our frame when it shows another site.
    page.run("window.last = 0; document.querySelector('iframe').contentWindow.location = new URL('evil.html', location.href).href").await?;
    until(page, "it has spoken", "return window.last?.name === 'forged'").await?;
    page.settled().await?;
    assert_eq!(page.run(height).await?, "100px");
    assert_eq!(page.run("return window.forged").await?, 0);
    Ok(())
}

/// The article of the bank, with the frame below it, and space below both.
fn article(hosted: &Hosted) -> Result<String> {
    let text = fs::read_to_string(workspace::root().join(demonstration::BANK).join("article.html"))?;
    let start = text.find("<article>").context("an article")?;
    let end = text.find("</article>").context("an article")?;
    Ok(format!("{}{}</article>{}", &text[start..end], hosted.snippet()?, "<p>More.</p>".repeat(60)))
}

async fn to_frame(page: &Page) -> Result<()> {
    page.run("document.querySelector('iframe').scrollIntoView()").await?;
    ready(page).await?;
    page.enter_frame().await
}

async fn a_passage_is_shown_in_the_page_s_article_and_leads_back(page: &Page) -> Result<()> {
    let hosted = Hosted::new()?;
    hosted.load(page, &article(&hosted)?).await?;
    to_frame(page).await?;
    page.touch().await?;
    let view =
        page.until("the first question is there", |view| view.playing && view.is_at_question(1)).await?;
    let question = hosted.known.question(&view.question)?;
    let view = answer(page, &wrong(question)?, "Incorrect").await?;
    assert!(!view.lines.iter().any(|line| line.contains("(opens a new tab)")), "{view:#?}");
    check_height(page, "an answer").await?;
    page.click_link_in("figure").await?;

    page.leave_frame().await?;
    let marked = "return [...(CSS.highlights.get('newsquiz-evidence') ?? [])].map(String).join().replace(/\\s+/g, ' ')";
    until(page, "the passage is marked", "return CSS.highlights.has('newsquiz-evidence')").await?;
    assert_eq!(page.run(marked).await?, *question.evidence.exact);
    page.settled().await?;
    let button = "const { left, top, width, height } = document.body.lastElementChild.shadowRoot.querySelector('button').getBoundingClientRect();
        return [left + width / 2, top + height / 2]";
    let (x, y): (f64, f64) = serde_json::from_value(page.run(button).await?)?;
    let away = number(page, "return document.querySelector('iframe').getBoundingClientRect().top").await?;
    page.click_at(x, y).await?;
    until(page, "the frame has the focus", "return document.activeElement.localName === 'iframe'").await?;
    assert_eq!(page.run(marked).await?, "");
    let near = number(page, "return document.querySelector('iframe').getBoundingClientRect().top").await?;
    ensure!(near < away, "the page is not where it was: {near}, {away}");
    page.enter_frame().await?;
    page.until("the link has the focus", |view| view.focus.starts_with("a See it in the article")).await?;
    check_seen(page, "a").await?;
    page.press(NEXT).await?;
    page.until("it goes on", |view| view.is_at_question(2)).await?;
    assert_eq!(page.windows().await?, 1);
    Ok(())
}

async fn a_passage_that_the_page_does_not_have_opens_the_article(page: &Page) -> Result<()> {
    let hosted = Hosted::new()?;
    // One passage is gone: its question is not asked, and the page is told.
    let drawn = hosted.known.drawn(&hosted.known.bank().parts().plan.seed);
    let question = drawn.first().context("a question")?;
    let text = article(&hosted)?;
    let exact = &*question.evidence.exact;
    ensure!(text.contains(exact), "{exact} is not in the page as it is");
    hosted.load(page, &text.replacen(exact, "nothing", 1)).await?;
    to_frame(page).await?;
    page.leave_frame().await?;
    let problem = page.run("return noted.find(([name]) => name === 'problem')").await?;
    assert_eq!(
        problem,
        json!(["problem", "iframe", { "code": "article-changed", "questions": [&*question.id] }])
    );

    // A page of another article, whose frame has a link like any other.
    hosted.load(page, &format!("<article><p>Another one.</p></article>{}", hosted.snippet()?)).await?;
    to_frame(page).await?;
    page.touch().await?;
    let view =
        page.until("the first question is there", |view| view.playing && view.is_at_question(1)).await?;
    let view = answer(page, &keys(hosted.known.question(&view.question)?), "Correct").await?;
    assert!(view.lines.iter().any(|line| line.contains("(opens a new tab)")), "{view:#?}");
    page.click_link_in("figure").await?;
    two_windows(page).await
}

async fn a_passage_that_goes_later_opens_the_article(page: &Page) -> Result<()> {
    let hosted = Hosted::new()?;
    // A page without an <article> says what it is.
    let text = article(&hosted)?
        .replace("<article>", "<div id=story>")
        .replace("</article>", "</div>")
        .replace("<iframe ", "<iframe data-article='#story' ");
    hosted.load(page, &text).await?;
    to_frame(page).await?;
    page.touch().await?;
    let view =
        page.until("the first question is there", |view| view.playing && view.is_at_question(1)).await?;
    let view = answer(page, &keys(hosted.known.question(&view.question)?), "Correct").await?;
    assert!(!view.lines.iter().any(|line| line.contains("(opens a new tab)")), "{view:#?}");
    page.leave_frame().await?;
    page.run("for (const paragraph of document.querySelectorAll('#story p')) paragraph.remove()").await?;
    page.enter_frame().await?;
    page.click_link_in("figure").await?;
    two_windows(page).await
}

/// Waits for another tab.
async fn two_windows(page: &Page) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    while page.windows().await? < 2 {
        ensure!(Instant::now() < deadline, "no tab is opened");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

async fn the_page_is_told_what_happens(page: &Page) -> Result<()> {
    let hosted = Hosted::new()?;
    // The module twice, as it is when two quizzes are pasted.
    let html = hosted.snippet()?;
    let (_, script) = html.split_once("\n").context("a frame and a script")?;
    let again = script.replace("frame.js", "frame.js?again");
    hosted.open(page, &format!("{html}{script}{again}")).await?;
    page.enter_frame().await?;
    let mut view = page.until("the first question is there", |view| view.is_at_question(1)).await?;
    for number in 1..=hosted.known.len() {
        answer(page, &wrong(hosted.known.question(&view.question)?)?, "Incorrect").await?;
        if number == 1 {
            page.leave_frame().await?;
            until(page, "the page is told", "return noted.some(([name]) => name === 'response')").await?;
            page.enter_frame().await?;
        }
        view = go_on(page, number, hosted.known.len()).await?;
    }
    page.leave_frame().await?;
    until(page, "the end is told", "return noted.some(([name]) => name === 'finish')").await?;
    let noted: Vec<(String, String, Value)> = serde_json::from_value(page.run("return noted").await?)?;
    let names: Vec<&str> = noted.iter().map(|(name, ..)| name.as_str()).collect();
    let expected = [&["ready", "start"][..], &vec!["response"; hosted.known.len()], &["finish"]].concat();
    assert_eq!(names, expected);
    assert!(noted.iter().all(|(_, target, _)| target == "iframe"), "{noted:?}");
    let detail = |ix: usize, pointer| noted.get(ix).and_then(|(_, _, detail)| detail.pointer(pointer));
    assert_eq!(detail(0, "/bank"), Some(&json!("liaison-office")));
    assert_eq!(detail(2, "/number"), Some(&json!(1)));
    assert_eq!(detail(noted.len() - 1, "/score/points").and_then(Value::as_f64), Some(0.0));
    Ok(())
}

async fn a_frame_that_comes_late_is_cared_for(page: &Page) -> Result<()> {
    let hosted = Hosted::new()?;
    let html = hosted.snippet()?;
    let (frame, script) = html.split_once("\n").context("a frame and a script")?;
    hosted.load(page, &format!("<div id=here></div>{script}")).await?;
    // As scripts that save bandwidth do it: the address comes after the frame.
    page.run_with(
        "here.innerHTML = arguments[0]; here.firstChild.src = here.firstChild.dataset.src;
         document.documentElement.style.colorScheme = 'dark'",
        vec![json!(frame.replace(" src=", " data-src="))],
    )
    .await?;
    ready(page).await?;
    page.enter_frame().await?;
    check_height(page, "a question").await?;
    until(page, "it is dark", "return document.documentElement.style.colorScheme === 'dark'").await
}

/// As where a site moved, or has an address with `www.` too: what the page wrote is not where the quiz is.
async fn a_frame_is_cared_for_wherever_its_address_leads(page: &Page) -> Result<()> {
    let hosted = Hosted::new()?;
    let moved = |to: &str| format!("<!doctype html><title>Moved</title><script>location.replace('{to}')</script>");
    let quiz = hosted.quiz.address("banks/liaison-office/embed.html");
    let html = hosted.snippet()?;
    let (frame, script) = html.split_once("\n").context("a frame and a script")?;

    // From another site to that of the script, …
    hosted.host.add("moved.html", &moved(&quiz))?;
    hosted.open(page, &format!("{}{script}", frame.replace(&quiz, &hosted.host.address("moved.html")))).await?;
    page.enter_frame().await?;
    check_height(page, "a frame that leads to the site of the script").await?;

    // … and from that of the script to another one; `loading=lazy` and all.
    let other = Site::copy()?;
    hosted.quiz.add("moved.html", &moved(&other.address("banks/liaison-office/embed.html")))?;
    hosted.open(page, &format!("{}{script}", frame.replace(&quiz, &hosted.quiz.address("moved.html")))).await?;
    page.enter_frame().await?;
    check_height(page, "a frame that leads away from the site of the script").await?;
    assert_eq!(page.run("return document.querySelector('news-quiz').page").await?, hosted.host.address("host.html"));
    Ok(())
}

/// As where a network of caches has an address of its own for the script.
async fn a_frame_of_another_site_than_the_script_gets_its_height(page: &Page) -> Result<()> {
    let hosted = Hosted::new()?;
    let html = hosted.snippet()?.replace(&hosted.quiz.address("frame.js"), &hosted.host.address("frame.js"));
    hosted.open(page, &format!("<div style='color-scheme:dark'>{html}</div>")).await?;
    page.enter_frame().await?;
    check_height(page, "a frame whose script is from elsewhere").await?;
    until(page, "it is dark", "return document.documentElement.style.colorScheme === 'dark'").await?;
    let address = "return document.querySelector('news-quiz').page ?? ''";
    assert_eq!(page.run(address).await?, "", "it is told where its reader is");

    // The page vouches for it by naming the article for it.
    hosted.open(page, &html.replace("<iframe ", "<iframe data-article=main ")).await?;
    page.enter_frame().await?;
    check_height(page, "the same with an article").await?;
    assert_eq!(page.run(address).await?, hosted.host.address("host.html"));
    Ok(())
}

async fn two_scripts_of_two_sites_tell_each_event_once(page: &Page) -> Result<()> {
    let hosted = Hosted::new()?;
    let html = hosted.snippet()?;
    let (_, script) = html.split_once("\n").context("a frame and a script")?;
    let elsewhere = script.replace(&hosted.quiz.address(""), &hosted.host.address(""));
    // The script of a site in whose folder this one is, and one of another host; whichever comes first.
    let below = script.replace("frame.js", "banks/frame.js");
    hosted.quiz.add("banks/frame.js", &hosted.quiz.read("frame.js")?)?;
    for scripts in [[script, &elsewhere, &below], [&*elsewhere, &below, script]] {
        let scripts = scripts.concat().replace(" async", "");
        hosted.open(page, &html.replace(script, &scripts)).await?;
        page.enter_frame().await?;
        let view = page.until("the first question is there", |view| view.is_at_question(1)).await?;
        let question = hosted.known.question(&view.question)?;
        answer(page, &keys(question), "Correct").await?;
        check_height(page, "an answer").await?;
        assert_eq!(
            page.run("return document.querySelector('news-quiz').page").await?,
            hosted.host.address("host.html"),
            "the script of another site has it"
        );
        page.leave_frame().await?;
        until(page, "the page is told", "return noted.some(([name]) => name === 'response')").await?;
        page.settled().await?;
        let names = page.run("return noted.map(([name]) => name)").await?;
        assert_eq!(names, json!(["ready", "start", "response"]));
    }
    Ok(())
}

/// As with a bar that shows how far the reader is, which is a new style of the root at each frame.
async fn a_page_that_changes_as_it_scrolls_tells_its_quiz_nothing_new(page: &Page) -> Result<()> {
    let hosted = Hosted::new()?;
    let html = hosted.snippet()?;
    let (frame, script) = html.split_once("\n").context("a frame and a script")?;
    let frame = frame.replace(" loading=\"lazy\"", "");
    let more = "<p>More.</p>".repeat(200);
    hosted.open(page, &format!("{frame}{frame}{frame}{more}{script}")).await?;
    let has_height = "return [...document.querySelectorAll('iframe')].every(({ style }) => /^\\d+px$/.test(style.height))";
    until(page, "all have their height", has_height).await?;
    // The reader has been near all of them.
    page.run("for (const frame of document.querySelectorAll('iframe')) setTimeout(() => frame.scrollIntoView())").await?;
    page.settled().await?;
    page.run("scrollTo(0, 0)").await?;
    tokio::time::sleep(std::time::Duration::from_millis(800)).await;
    page.enter_frame().await?;
    page.run("window.looks = []; addEventListener('message', ({ data }) => looks.push(data))").await?;
    page.leave_frame().await?;
    page.run(
        "window.messages = 0; addEventListener('message', () => (window.messages += 1));
         window.frames_left = 120;
         requestAnimationFrame(function scroll() {
             scrollBy(0, 5);
             document.documentElement.style.setProperty('--read', scrollY);
             document.body.className = `at-${scrollY}`;
             window.frames_left -= 1;
             if (window.frames_left) requestAnimationFrame(scroll);
         })",
    )
    .await?;
    until(page, "all is scrolled", "return window.frames_left === 0").await?;
    page.settled().await?;
    assert_eq!(page.run("return messages").await?, 0, "the quizzes have told the page something");
    let looks = async || {
        page.settled().await?;
        page.enter_frame().await?;
        let looks = page.run("return looks.length").await?;
        page.leave_frame().await?;
        anyhow::Ok(looks)
    };
    assert_eq!(looks().await?, 0);
    // What is new is told once, however often the page changes on its way.
    page.run(
        "for (let size = 17; size <= 24; size += 1) document.documentElement.style.fontSize = `${size}px`;
         document.documentElement.style.colorScheme = 'dark'",
    )
    .await?;
    page.enter_frame().await?;
    until(page, "it is told", "return looks.length > 0").await?;
    page.leave_frame().await?;
    assert_eq!(looks().await?, 1);
    Ok(())
}

/// As an advertisement may be: it knows what quizzes say.
async fn a_frame_that_says_it_is_a_quiz_gets_a_height_and_no_more(page: &Page) -> Result<()> {
    let hosted = Hosted::new()?;
    let stranger = Site::copy()?;
    stranger.add(
        "stranger.html",
        "<!doctype html><title>Stranger</title><script>
            window.heard = [];
            const tell = (type, more) => parent.postMessage({ source: 'newsquiz', v: 1, type, ...more }, '*');
            // The page's script may come after this one.
            addEventListener('message', ({ data }) => {
                const isFirst = !heard.some(({ type }) => type === 'look');
                heard.push(data);
                if (data.type === 'hello') tell('hello');
                if (data.type !== 'look' || !isFirst) return;
                tell('size', { height: 1e9 });
                tell('event', { name: 'finish', detail: { score: { points: 1, maximum: 1, percent: 100 } } });
                tell('focus', { top: 5000 });
                tell('quotes', { quotes: [{ id: 'q', exact: 'which words' }] });
                tell('show', { quote: { exact: 'which words' }, label: 'Click here' });
            });
            tell('hello');
        </script>",
    )?;
    let html = hosted.snippet()?;
    let address = stranger.address("stranger.html");
    for sandbox in ["", " sandbox=allow-scripts"] {
        let body = format!(
            "<iframe id=ad src='{address}' tabindex=0{sandbox}></iframe>{html}             <div style=height:4000px></div><article><p>It says which words stand here.</p></article>"
        );
        hosted.load(page, &body).await?;
        page.enter_frame().await?;
        until(page, "it has an answer to all", "return heard.some(({ type }) => type === 'lost')").await?;
        let heard = page.run("return heard.filter(({ type }) => type !== 'hello')").await?;
        let properties =
            json!({ "--nq-paper": "", "--nq-accent": "", "--nq-pad": "", "color": "rgb(0, 0, 0)" });
        let look = json!({ "source": "newsquiz", "v": 1, "type": "look", "scheme": "light", "size": 16, "properties": properties, "page": "" });
        let answers = heard.as_array().context("answers")?;
        let of = |name: &str| answers.iter().filter(|answer| answer["type"] == name).cloned().collect::<Vec<_>>();
        let looks: Vec<Value> = of("look").into_iter().map(without_nothing).collect();
        assert!(!looks.is_empty() && looks.iter().all(|told| *told == look), "{looks:?}");
        assert!(of("found").iter().all(|found| found["found"].is_null()), "{answers:?}");
        page.leave_frame().await?;
        page.settled().await?;
        let seen = "const [ad, quiz] = document.querySelectorAll('iframe');
            return [ad.style.height, quiz.style.height === '10000px', scrollY, document.activeElement.localName,
                CSS.highlights.size, noted.filter(([, , detail]) => detail.score?.percent === 100).length]";
        assert_eq!(page.run(seen).await?, json!(["10000px", false, 0, "body", 0, 1]), "{sandbox}");
    }
    Ok(())
}

/// A message without what has no value: engines of drivers tell such a field in two ways.
fn without_nothing(message: Value) -> Value {
    let Value::Object(fields) = message else { return message };
    Value::Object(fields.into_iter().filter(|(_, value)| !value.is_null()).collect())
}

async fn it_is_a_page_of_its_own(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    site.edit("banks/liaison-office/embed.html", |page| {
        page.replacen("<meta ", "<script src=\"../../watch.js\"></script><meta ", 1)
    })?;
    site.add(
        "watch.js",
        "window.stopped = []; addEventListener('securitypolicyviolation', (event) => stopped.push(event.violatedDirective));
         window.messages = 0; addEventListener('message', () => (messages += 1))",
    )?;
    let quiz = Quiz::liaison_office()?;
    let view = page.open(&site.address("banks/liaison-office/embed.html")).await?;
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
    go_on(page, 1, quiz.len()).await?;
    assert_eq!(page.run("return [stopped, messages]").await?, json!([[], 0]));
    Ok(())
}

fn the_modules_are_small() -> Result<()> {
    let is_ours =
        |name: &str| name == "frame.js.br" || (name.starts_with("inside-") && name.ends_with(".js.br"));
    let mut names = Vec::new();
    for file in folder::files(&built()?)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if is_ours(&name) {
            let bytes = fs::metadata(&file)?.len();
            ensure!(bytes <= MOST_BYTES, "{name} is sent in {bytes} bytes");
            names.push(name);
        }
    }
    ensure!(names.len() == 2, "not both are there: {names:?}");
    Ok(())
}

async fn its_address_asks_for_what_attributes_do(page: &Page) -> Result<()> {
    let hosted = Hosted::new()?;
    let asking = |query: &str| -> Result<String> {
        Ok(hosted.snippet()?.replace("embed.html\"", &format!("embed.html?{query}\"")))
    };
    hosted.open(page, &asking("lang=es&amp;questions=3&amp;seed=another&amp;theme=dark&amp;remember=local")?).await?;
    page.enter_frame().await?;
    let view = page.look().await?;
    let seed = Seed::new("another").context("a seed")?;
    let known = Quiz::liaison_office()?.shortened(3);
    ensure!(view.legend.starts_with("Pregunta 1 de 3 ") && view.question == known.expected(&seed)[0].question, "{view:#?}");
    let paper = "return getComputedStyle(document.querySelector('news-quiz').shadowRoot.querySelector('.nq:not([hidden])')).backgroundColor";
    ensure!(page.run(paper).await? == "rgb(24, 23, 20)", "{}", page.run(paper).await?);
    // `style` has what the page tells of its look.
    let attributes = "return document.querySelector('news-quiz').getAttributeNames().filter((name) => name !== 'style').sort().join(' ')";
    ensure!(page.run(attributes).await? == "lang questions seed src theme", "{}", page.run(attributes).await?);

    // An address is anybody's: what no attribute should be asks for nothing.
    let odd = "lang=../../x&amp;questions=-3&amp;seed=a.b&amp;theme=pink&amp;src=/&amp;eager=1&amp;article=p";
    hosted.open(page, &asking(odd)?).await?;
    page.enter_frame().await?;
    ensure!(page.run(attributes).await? == "src", "{}", page.run(attributes).await?);
    ensure!(page.look().await?.legend.starts_with("Question 1 of 8 "), "{:#?}", page.look().await?);
    Ok(())
}
