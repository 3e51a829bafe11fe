//! At home in any page: with the page's own paper or a house's, and with a house's accent, all words and controls can be
//! read. The rules are WCAG 2.2, 1.4.3 and 1.4.11, at level AA.

use anyhow::{Context as _, Result, ensure};
use serde_json::json;

use crate::{
    page::Page,
    play::{answer, answer_first_body, go_on},
    quiz::{CHECK, Quiz, distractors, keys},
    site::{Part, Site},
    view::View,
};

journeys! {
    in_each_engine {
        words_and_controls_can_be_read_in_every_house_style,
        so_they_can_in_the_first_body,
        what_sticks_to_the_window_has_the_paper_of_the_page,
        it_has_the_paper_of_a_page_that_turns_dark,
        margins_that_a_page_gives_choices_are_those_of_blocks,
    }
}

/// A house style, and the style sheet of its pages. Those that say nothing of `color-scheme` are pages that do not know it.
const STYLES: [(&str, &str); 14] = [
    ("no style at all", ""),
    ("a dark page of a browser's own colours", "html { color-scheme: dark }"),
    ("white sans", "body { background: #fff; color: #111 } news-quiz { --nq-accent: #c70000 }"),
    ("serif on cream", "body { background: #fdf6e3; color: #2b2b2b } news-quiz { --nq-accent: #8b1a1a }"),
    ("dark blue", "body { background: #0b1f3a; color: #e8eef7 } news-quiz { --nq-accent: #ffb000 }"),
    ("yellow tabloid", "body { background: #ffe600; color: #000 } news-quiz { --nq-accent: #d00000 }"),
    ("salmon", "body { background: #fff1e5; color: #33302e } news-quiz { --nq-accent: #0d7680 }"),
    ("black", "html { color-scheme: dark } body { background: #000; color: #ccc } news-quiz { --nq-accent: #1a4fff }"),
    ("grey with a pale accent", "body { background: #f0f0f0; color: #333 } news-quiz { --nq-accent: #ffd400 }"),
    ("mint", "body { background: #e6f4ea; color: #12352b } news-quiz { --nq-accent: #00a651 }"),
    ("dark paper in a white page", "body { background: #fff; color: #222 } news-quiz { --nq-paper: #14213d; --nq-accent: #fca311 }"),
    ("white paper in a dark page", "body { background: #222; color: #eee } news-quiz { --nq-paper: #fff; --nq-accent: #5b2a86 }"),
    ("pink", "body { background: #fde8ef; color: #3a0d1d } news-quiz { --nq-accent: #ff4f8b }"),
    ("dark green with a dark accent", "body { background: #10281c; color: #e3efe6 } news-quiz { --nq-accent: #003d1f }"),
];

/// What cannot be read: each with its contrast and what it has to have.
const MEASURE: &str = r##"
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
    const context = canvas.getContext("2d", { willReadFrequently: true });
    // Red, green, blue and opacity, from 0 to 1, of a colour in whatever form.
    const parsed = new Map();
    const parse = (colour) => {
        if (!parsed.has(colour)) {
            context.clearRect(0, 0, 1, 1);
            context.fillStyle = colour;
            context.fillRect(0, 0, 1, 1);
            parsed.set(colour, [...context.getImageData(0, 0, 1, 1).data].map((part) => part / 255));
        }
        return parsed.get(colour);
    };
    const over = (colour, below) => {
        const [r, g, b, a] = parse(colour);
        return [r, g, b].map((part, ix) => part * a + below[ix] * (1 - a));
    };
    // What is behind words, of each element, in one style.
    let behind = new Map();
    const background = (element) => {
        if (!behind.has(element)) {
            const around = element.parentElement ?? element.getRootNode().host;
            const below = around ? background(around) : over(canvasColour(), [1, 1, 1]);
            behind.set(element, over(getComputedStyle(element).backgroundColor, below));
        }
        return behind.get(element);
    };
    // Asked in the quiz: what changes in the page has the article looked at once more.
    const canvasColour = () => {
        const probe = all(".nq").at(-1).appendChild(document.createElement("i"));
        probe.style.cssText = "all: initial; color-scheme: inherit; background: Canvas";
        const colour = getComputedStyle(probe).backgroundColor;
        probe.remove();
        return colour;
    };
    const luminance = (colour) => {
        const [r, g, b] = colour.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (one, other) => {
        const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
        return (light + 0.05) / (dark + 0.05);
    };
    const faults = [];
    let measured = 0;
    let name = "";
    const hold = (what, element, colour, paper, least) => {
        measured += 1;
        const found = contrast(over(colour, paper), paper);
        if (found < least) faults.push(`${name}: ${what} of ${element.localName}.${element.className} “${element.textContent.trim().slice(0, 40)}”: ${found.toFixed(2)} in place of ${least} (${colour})`);
    };
    const measure = (body) => {
        for (const element of body.querySelectorAll("*")) {
            if (!element.checkVisibility({ visibilityProperty: true })) continue;
            const style = getComputedStyle(element);
            const own = background(element);
            const around = background(element.parentElement);
            const hasWords = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
            if (hasWords) {
                const size = Number.parseFloat(style.fontSize);
                const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
                hold("the words", element, style.color, own, isLarge ? 3 : 4.5);
            }
            for (const pseudo of ["::before", "::after"]) {
                const { content, color, display } = getComputedStyle(element, pseudo);
                const isShown = !/^(none|normal|""|counter.*)?$/.test(content) && display !== "none";
                if (isShown) hold(`the words ${pseudo}`, element, color, own, 4.5);
            }
            // What was answered is no control any more.
            if (element.localName === "label" && style.pointerEvents !== "none") hold("the border", element, style.borderTopColor, around, 3);
            if (element.localName === "input") hold("the dot", element, style.accentColor, own, 3);
            if (element.matches(".progress li")) hold("the step", element, style.borderBottomColor, around, 3);
        }
    };
    // No style sheet of the document's: what changes there has the article looked at once more.
    const sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [sheet];
    const body = all(".nq").at(-1);
    // The paper of the page as it was: the other journey is about that.
    body.parentElement?.style.removeProperty("--quiz-paper");
    for (const [style, rules] of arguments[0]) {
        name = style;
        behind = new Map();
        sheet.replaceSync(rules);
        measure(body);
    }
    document.adoptedStyleSheets = [];
    return { faults, measured };
"##;

/// Notes what cannot be read in a state of the quiz, in every house style.
async fn check(page: &Page, state: &str, faults: &mut Vec<String>) -> Result<()> {
    page.settled().await?;
    let found = page.run_with(&format!("{}{MEASURE}", View::TOOLS), vec![json!(STYLES)]).await?;
    // A state whose words are not found would have no faults.
    ensure!(10 * STYLES.len() as u64 <= found["measured"].as_u64().unwrap_or_default(), "{state}: {found}");
    for fault in found["faults"].as_array().into_iter().flatten() {
        faults.push(format!("{state}, {}", fault.as_str().unwrap_or_default()));
    }
    Ok(())
}

async fn open(page: &Page, site: &Site, style: &str) -> Result<()> {
    let quiz = site.include("liaison-office")?.replacen("<news-quiz ", "<news-quiz questions=2 ", 1);
    let html = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>News</title><style>{style}</style>\
         <body>{quiz}<script type=module src=embed.js></script>"
    );
    site.add("host.html", &html)?;
    page.load(&site.address("host.html")).await
}

async fn words_and_controls_can_be_read_in_every_house_style(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    let mut faults = Vec::new();
    open(page, &site, "").await?;
    page.touch().await?;
    let view = page.until("the program plays", |view| view.playing && view.is_at_question(1)).await?;
    check(page, "open", &mut faults).await?;
    page.choose(distractors(quiz.question(&view.question)?).first().context("a distractor")?).await?;
    check(page, "picked", &mut faults).await?;
    page.press(CHECK).await?;
    page.until("the verdict is there", |view| view.headings == ["Incorrect"]).await?;
    check(page, "answered", &mut faults).await?;
    let view = go_on(page, 1, 2).await?;
    answer(page, &keys(quiz.question(&view.question)?), "Correct").await?;
    check(page, "answered rightly", &mut faults).await?;
    go_on(page, 2, 2).await?;
    let unfold = format!("{} for (const row of all('.review details')) row.open = true", View::TOOLS);
    page.run(&unfold).await?;
    check(page, "the result", &mut faults).await?;
    ensure!(faults.is_empty(), "{faults:#?}");
    Ok(())
}

async fn so_they_can_in_the_first_body(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    site.replace(&site.path(Part::Program)?, None)?;
    let mut faults = Vec::new();
    open(page, &site, "").await?;
    check(page, "open", &mut faults).await?;
    answer_first_body(page, &quiz, 1).await?;
    check(page, "answered", &mut faults).await?;
    ensure!(faults.is_empty(), "{faults:#?}");
    Ok(())
}

/// The paper of the row with the buttons.
fn paper_of_the_row() -> String {
    format!("{} return getComputedStyle(all('form > .buttons').at(-1)).backgroundColor", View::TOOLS)
}

async fn it_has_the_paper_of_a_page_that_turns_dark(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let style = "body { background: rgb(255, 255, 255); color: #222; transition: background .2s } \
                 .dark { background: rgb(9, 9, 9); color: #eee }";
    open(page, &site, style).await?;
    page.touch().await?;
    page.until("the program plays", |view| view.playing && view.is_at_question(1)).await?;
    for (change, paper) in [("add", "rgb(9, 9, 9)"), ("remove", "rgb(255, 255, 255)")] {
        page.run(&format!("document.body.classList.{change}('dark')")).await?;
        page.until_true(&format!("the row is {paper}"), &format!("{} === '{paper}'", paper_of_the_row())).await?;
    }
    Ok(())
}

async fn what_sticks_to_the_window_has_the_paper_of_the_page(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    for (style, paper) in [
        ("body { background: rgb(255, 241, 229) }", "rgb(255, 241, 229)"),
        ("html { background: rgb(1, 2, 3); color: #fff } body { background: rgb(9 9 9 / .1) }", "rgb(1, 2, 3)"),
        ("", "rgb(255, 255, 255)"),
        ("body { background: #000 } news-quiz { --nq-paper: rgb(9, 8, 7) }", "rgb(9, 8, 7)"),
    ] {
        open(page, &site, style).await?;
        page.touch().await?;
        page.until("the program plays", |view| view.playing && view.is_at_question(1)).await?;
        let found = page.run(&paper_of_the_row()).await?;
        ensure!(found == paper, "{style}: {found}");
    }
    Ok(())
}

/// Open and answered: one choice is as far from the next as the larger of their margins.
async fn margins_that_a_page_gives_choices_are_those_of_blocks(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    page.open(&site.address("")).await?;
    page.run(
        "const sheet = new CSSStyleSheet();
        sheet.replaceSync('news-quiz::part(choice) { margin-block: 20px }');
        document.adoptedStyleSheets = [sheet]",
    )
    .await?;
    let gaps = format!(
        "{} const boxes = all('[part=choice]').filter((choice) => choice.offsetHeight).map((choice) => choice.getBoundingClientRect());
        return boxes.slice(1).map((box, ix) => Math.round(box.top - boxes[ix].bottom))",
        View::TOOLS
    );
    let twenty = |gaps: &serde_json::Value| gaps.as_array().is_some_and(|gaps| !gaps.is_empty() && gaps.iter().all(|gap| gap == 20));
    let view = page.until("a question is there", |view| view.playing && view.is_at_question(1)).await?;
    let open = page.run(&gaps).await?;
    ensure!(twenty(&open), "open: {open}");
    let question = quiz.question(&view.question)?;
    answer(page, &keys(question), "Correct").await?;
    let answered = page.run(&gaps).await?;
    ensure!(twenty(&answered), "answered: {answered}");
    Ok(())
}
