//! A whole quiz as a screen reader tells it, in each of its bodies, kept in `tests/golden` for people to read.
//!
//! The screen reader is a virtual one, which tells what specifications ask of real ones. It reads the box of one body:
//! it does not look into shadow roots by itself. The bank is one of the tests' own, so that nothing but the views and
//! the words of the interface changes what is told.

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::{
    golden,
    page::Page,
    quiz::{CHECK, FINISH, NEXT, Quiz, SHOW, distractors, keys},
    site::{Part, Site},
    states::with_first_body,
};

journeys! {
    in_chromium {
        a_whole_quiz_as_a_screen_reader_tells_it,
        the_first_body_as_a_screen_reader_tells_it,
    }
}

/// A page with nothing but the quiz.
const PAGE: &str = "<!doctype html><html lang=en><title>A quiz</title><main><h1>A page</h1>\
    <news-quiz src='banks/liaison-office/' eager></news-quiz></main><script type=module src=embed.js></script>";

/// Puts the reader at the top of the quiz. It knows nothing of what is folded away, which browsers hide by themselves.
const START: &str = "
    const [done] = arguments;
    const start = async () => {
        ({ virtual: window.reader } = await import(new URL('reader.js', location.href)));
        const { shadowRoot } = document.querySelector('news-quiz');
        const folded = new CSSStyleSheet();
        folded.replaceSync('details:not([open]) > :not(summary) { display: none }');
        shadowRoot.adoptedStyleSheets.push(folded);
        await reader.start({ container: [...shadowRoot.querySelectorAll('.nq')].at(-1) });
        window.head = await reader.lastSpokenPhrase();
    };
    start().then(() => done(null), (reason) => done(String(reason)));
";

/// Gives what was said since it was asked last, once something that begins like this has been; and reads on to the end
/// of the quiz, behind which the reader comes to its top again.
const HEAR: &str = "
    const [start, readsOn, done] = arguments;
    const hear = async () => {
        const isTold = async () => !start || (await reader.spokenPhraseLog()).some((phrase) => phrase.startsWith(start));
        while (!(await isTold())) await new Promise(requestAnimationFrame);
        // What is announced besides comes at once.
        for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
        if (readsOn) do await reader.next(); while ((await reader.lastSpokenPhrase()) !== head);
        const phrases = await reader.spokenPhraseLog();
        await reader.clearSpokenPhraseLog();
        return phrases;
    };
    hear().then(done, (reason) => done(String(reason)));
";

/// The virtual reader stands on the words that a verdict takes the place of, where a real one stands on their button:
/// it is called there.
const REFOCUS: &str = "
    const { activeElement } = document.querySelector('news-quiz').shadowRoot;
    activeElement.blur();
    activeElement.focus();
";

/// The virtual reader goes by the attribute `hidden` alone, where browsers go by what is displayed.
const SHOWN: &str = "
    for (const part of document.querySelector('news-quiz').shadowRoot.querySelectorAll('.first [hidden]')) {
        if (getComputedStyle(part).display !== 'none') part.hidden = false;
    }
";

/// What is told so far, under headings of what the reader did.
struct Transcript<'p> {
    page: &'p Page,
    text: String,
}

impl<'p> Transcript<'p> {
    /// Puts the reader at the top of the quiz that is shown.
    async fn begin(page: &'p Page, title: &str) -> Result<Transcript<'p>> {
        let started = page.run_async(START, Vec::new()).await?;
        anyhow::ensure!(started == Value::Null, "the screen reader does not start: {started}");
        let mut transcript = Transcript { page, text: format!("{title}\n") };
        transcript.note("comes to the quiz, and reads on", "").await?;
        Ok(transcript)
    }

    /// Notes what is told after the reader did something: once it begins with some words, to the end of the quiz.
    async fn note(&mut self, what: &str, start: &str) -> Result<()> {
        let mut phrases = self.hear(start, true).await?;
        // This reader tells an announcement once for each change that made it.
        phrases.dedup_by(|one, other| one == other && one.starts_with("polite: "));
        self.text.push_str(&format!("\n# The reader {what}\n\n"));
        // Where things end is told for each of them, which would be half of the text; at its end is its top again.
        let told = phrases.iter().take(phrases.len().saturating_sub(1));
        for phrase in told.filter(|phrase| !phrase.starts_with("end ") && !phrase.starts_with("end,")) {
            self.text.push_str(phrase.trim_end());
            self.text.push('\n');
        }
        Ok(())
    }

    async fn hear(&self, start: &str, reads_on: bool) -> Result<Vec<String>> {
        self.page.run(SHOWN).await?;
        let told = self.page.run_async(HEAR, vec![json!(start), json!(reads_on)]).await?;
        serde_json::from_value(told.clone()).with_context(|| format!("“{start}” is not told: {told}"))
    }

    /// Picks without noting: the virtual reader tells a choice before it is picked, which no real one does.
    async fn pick(&self, choices: &[&str]) -> Result<()> {
        for id in choices {
            self.page.choose(id).await?;
            self.page.until("it is picked", |view| view.chosen().contains(id)).await?;
        }
        self.hear("", false).await.map(drop)
    }
}

async fn a_whole_quiz_as_a_screen_reader_tells_it(page: &Page) -> Result<()> {
    let quiz = Quiz::of(&xtask::workspace::root().join("tests/fixtures/bridge"))?;
    let seed = quiz.seed_where(|drawn| drawn.iter().any(|question| question.is_choose_all()))?;
    let site = Site::copy()?;
    site.replace_bank(quiz.bytes())?;
    site.add("quiz.html", &PAGE.replace("eager", &format!("eager seed={seed}")))?;
    add_reader(&site)?;

    let mut view = page.open(&site.address("quiz.html")).await?;
    let mut transcript = Transcript::begin(page, "A whole quiz as a virtual screen reader tells it.").await?;
    page.press(CHECK).await?;
    transcript.note("checks with nothing chosen, and reads on", "polite: Choose").await?;

    for number in 1..=quiz.len() {
        let question = quiz.question(&view.question)?;
        let (keys, distractors) = (keys(question), distractors(question));
        let (did, choices, verdict) = match number {
            _ if question.is_choose_all() => {
                ("picks one of two right answers, checks", &keys[..1], "Partly correct")
            }
            1 => ("picks a wrong answer, checks", &distractors[..1], "Incorrect"),
            2 => ("picks the right answer, checks", &keys[..], "Correct"),
            _ => ("has the answer shown", &keys[..0], "Here is the answer"),
        };
        transcript.pick(choices).await?;
        page.press(if choices.is_empty() { SHOW } else { CHECK }).await?;
        transcript.note(&format!("{did}, and reads on"), &format!("heading, {verdict}")).await?;
        if number < quiz.len() {
            page.press(NEXT).await?;
            view = page.until("the next question", |view| view.has_focus_on_question(number + 1)).await?;
            transcript
                .note("goes to the next question, and reads on", &format!("group, Question {}", number + 1))
                .await?;
        }
    }
    page.press(FINISH).await?;
    transcript.note("goes to the result, and reads on", "heading, Your result").await?;
    page.unfold(1).await?;
    page.until("it is unfolded", |view| view.quotes.len() == 1).await?;
    transcript.note("unfolds the first question, and reads on", "Incorrect").await?;
    golden::compare("tests/golden/transcript.txt", &transcript.text)
}

async fn the_first_body_as_a_screen_reader_tells_it(page: &Page) -> Result<()> {
    let quiz = Quiz::of(&xtask::workspace::root().join("tests/fixtures/bridge"))?;
    let site = Site::copy()?;
    site.add("index.html", &with_first_body(&site.read("index.html")?, &quiz.first_body())?)?;
    site.replace(&site.path(Part::Starter)?, None)?;
    add_reader(&site)?;

    page.load(&site.address("")).await?;
    page.until("the first question is there", |view| view.is_at_question(1)).await?;
    let mut transcript = Transcript::begin(
        page,
        "The first body, which plays without a script, as a virtual screen reader tells it.",
    )
    .await?;
    page.press(CHECK).await?;
    transcript.note("checks with nothing chosen, and reads on", "button, Check").await?;
    for number in 1..=quiz.len() {
        let view = page.until("the question is there", |view| view.is_at_question(number)).await?;
        let question = quiz.question(&view.question)?;
        let (did, choices) = match number {
            1 => ("picks a wrong answer, checks", &distractors(question)[..1]),
            2 => ("picks a right answer, checks", &keys(question)[..1]),
            _ => ("has the answer shown", &[][..]),
        };
        transcript.pick(choices).await?;
        page.press(if choices.is_empty() { SHOW } else { CHECK }).await?;
        page.until("the verdict is there", |view| view.verdicts.len() == number).await?;
        page.run(REFOCUS).await?;
        transcript.note(&format!("{did}, and reads on"), "").await?;
    }
    golden::compare("tests/golden/transcript-first-body.txt", &transcript.text)
}

/// Puts the screen reader beside the page.
fn add_reader(site: &Site) -> Result<()> {
    let file = xtask::packages::SCREEN_READER.find();
    let file = file.context("no virtual screen reader; run `cargo xtask setup --for test`")?;
    site.add("reader.js", &std::fs::read_to_string(file)?)
}
