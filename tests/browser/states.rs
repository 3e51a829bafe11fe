//! The states in which a reader may find the quiz, and the way to each by clicks, in both of its bodies. What has to hold
//! in every state takes them from here: one row of [`MOMENTS`], and one arm of [`Scene::first_body`] or
//! [`Scene::program`], is a state for all of it.

use std::fmt;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};

use crate::{
    page::Page,
    play::{answer, go_on, show_answer},
    quiz::{self, CHECK, Quiz, SHARE, SHOW, distractors, keys},
    site::{Part, Site},
    view::View,
    watch::watch,
};

journeys! {
    without_a_browser {
        states_have_the_markup_that_is_shipped,
    }
}

/// Which of the two quizzes a reader has before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    /// The markup that plays without a script.
    First,
    /// What the program shows.
    Program,
}

/// How far the reader is, or what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    Unanswered,
    Chosen,
    NothingChosen,
    Right,
    Partly,
    Wrong,
    Shown,
    Result,
    Review,
    Shared,
    Passage,
    ByKeys,
    Offer,
    Edited,
    Corrected,
    Withdrawn,
    Problem,
}

const FIRST: &[Body] = &[Body::First];
const PROGRAM: &[Body] = &[Body::Program];
const BOTH: &[Body] = &[Body::First, Body::Program];

/// Every moment, its name, and the bodies that have it.
const MOMENTS: &[(Moment, &str, &[Body])] = &[
    (Moment::Unanswered, "unanswered", BOTH),
    (Moment::Chosen, "chosen", BOTH),
    (Moment::NothingChosen, "nothing chosen", BOTH),
    (Moment::Right, "right", BOTH),
    (Moment::Partly, "partly", BOTH),
    (Moment::Wrong, "wrong", BOTH),
    (Moment::Shown, "shown", BOTH),
    (Moment::Result, "result", BOTH),
    (Moment::Review, "review", PROGRAM),
    (Moment::Shared, "shared", PROGRAM),
    (Moment::Passage, "passage", PROGRAM),
    (Moment::Offer, "resume offer", PROGRAM),
    (Moment::ByKeys, "by keys", PROGRAM),
    (Moment::Edited, "edited since", PROGRAM),
    (Moment::Corrected, "corrected", PROGRAM),
    (Moment::Withdrawn, "withdrawn", PROGRAM),
    // The program does not start: the first body stays.
    (Moment::Problem, "problem", FIRST),
];

/// How many questions are played.
const LEN: u16 = 4;

/// Where the page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the window itself.
    Window,
    /// In a frame, whose width can be any, 1280 pixels at first; the driver then is in that frame.
    Frame,
}

/// One state of one body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct State {
    pub(crate) body: Body,
    pub(crate) name: &'static str,
    moment: Moment,
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = match self.body {
            Body::First => "first body",
            Body::Program => "program",
        };
        write!(f, "{body}, {}", self.name)
    }
}

/// Every state of one body.
pub(crate) fn of(body: Body) -> impl Iterator<Item = State> {
    let moments = MOMENTS.iter().filter(move |(.., bodies)| bodies.contains(&body));
    moments.map(move |&(moment, name, _)| State { body, name, moment })
}

impl State {
    /// Whether the quiz stands in the page of a newspaper rather than in its own.
    pub(crate) fn is_in_a_newspaper(&self) -> bool {
        self.moment == Moment::Passage
    }

    /// Brings a page there. What it loads is served as long as the site is kept.
    pub(crate) async fn reach(&self, page: &Page, stage: &Stage, place: Place) -> Result<Site> {
        let scene = Scene { page, place, quiz: &stage.quiz, site: stage.set()? };
        match self.body {
            Body::First => scene.first_body(self.moment).await,
            Body::Program => scene.program(self.moment).await,
        }
        .with_context(|| format!("cannot get to: {self}"))?;
        Ok(scene.site)
    }
}

/// The quiz that is played on the way: one draw for both bodies, short, with one right answer to its first question
/// and several to its second.
#[derive(Debug)]
pub(crate) struct Stage {
    quiz: Quiz,
    first_body: String,
}

impl Stage {
    /// Sets up the quiz.
    pub(crate) fn new() -> Result<Stage> {
        let quiz = Quiz::liaison_office()?.shortened(LEN);
        let seed = quiz.seed_where(|drawn| {
            let several: Vec<bool> = drawn.iter().map(|question| question.is_choose_all()).collect();
            several.starts_with(&[false, true])
        })?;
        let quiz = edited(|bank| bank["draw"] = json!({ "questions": LEN, "seed": seed.as_str() }))?;
        Ok(Stage { first_body: quiz.first_body(), quiz })
    }

    /// A copy of what was built that plays it, in both bodies.
    fn set(&self) -> Result<Site> {
        let site = Site::copy()?;
        site.replace_bank(self.quiz.bytes())?;
        let page = site.read("index.html")?;
        site.add("index.html", &with_first_body(&page, &self.first_body)?)?;
        Ok(site)
    }
}

/// A page that has a first body, with another in its place: between the style and the link to the style sheet.
pub(crate) fn with_first_body(page: &str, first_body: &str) -> Result<String> {
    let put = || {
        let (before, rest) = page.split_once("<template ")?;
        let (style, rest) = rest.split_once("</style>")?;
        let (_, rest) = rest.split_once("<link ")?;
        Some(format!("{before}<template {style}</style>{first_body}<link {rest}"))
    };
    put().context("the page has no first body")
}

/// Otherwise what holds in every state would be asked of markup that nobody gets.
fn states_have_the_markup_that_is_shipped() -> Result<()> {
    let page = Site::built()?.read("index.html")?;
    let again = with_first_body(&page, &Quiz::liaison_office()?.first_body())?;
    ensure!(again == page, "the page has another first body than the one that is built:\n{page}\n{again}");
    Ok(())
}

/// The bank that is built when no other is named, with a change.
fn edited(change: impl FnOnce(&mut Value)) -> Result<Quiz> {
    let source = xtask::workspace::root().join(xtask::demonstration::BANK);
    Quiz::of(quiz::edited(&source, change)?.path())
}

/// A page on its way.
struct Scene<'p> {
    page: &'p Page,
    place: Place,
    site: Site,
    quiz: &'p Quiz,
}

impl Scene<'_> {
    async fn load(&self, name: &str) -> Result<()> {
        if self.place == Place::Window {
            return self.page.load(&self.site.address(name)).await;
        }
        let host = format!(
            "<!doctype html><title>A frame</title><iframe src='./{name}' title='The page' width=1280 height=640 style='border:0'></iframe>"
        );
        self.site.add("frame.html", &host)?;
        self.page.load(&self.site.address("frame.html")).await?;
        self.page.enter_frame().await
    }

    // The first body

    async fn first_body(&self, moment: Moment) -> Result<()> {
        if moment == Moment::Problem {
            watch(&self.site)?;
            self.site.replace(&self.site.path(Part::Program)?, None)?;
            self.load("").await?;
            let told = "return window.noted.events.some(([name]) => name === 'problem')";
            return self.page.until_true("the problem is told", told).await;
        }
        self.site.replace(&self.site.path(Part::Starter)?, None)?;
        self.load("").await?;
        let view = self.page.until("the first question is there", |view| view.is_at_question(1)).await?;
        let question = self.quiz.question(&view.question)?;
        let wrong = distractors(question).first().copied().context("a distractor")?;
        match moment {
            Moment::Chosen => self.choose(wrong).await,
            Moment::NothingChosen => self.check_nothing().await,
            Moment::Right => self.decide(&keys(question), "✓ Correct").await,
            Moment::Wrong => self.decide(&[wrong], "✗ Incorrect").await,
            Moment::Shown => self.decide(&[], "Here is the answer").await,
            Moment::Partly => {
                self.decide(&[], "Here is the answer").await?;
                self.decide_partly().await
            }
            Moment::Result => {
                self.decide(&keys(question), "✓ Correct").await?;
                self.decide_partly().await?;
                for number in 3..=self.quiz.len() {
                    let view = self.page.until("the next one", |view| view.is_at_question(number)).await?;
                    let wrong = &distractors(self.quiz.question(&view.question)?)[..1];
                    let (choices, verdict) =
                        if number == 3 { (wrong, "✗ Incorrect") } else { (&[][..], "Here is the answer") };
                    self.decide(choices, verdict).await?;
                }
                let is_there =
                    |view: &View| view.headings.iter().any(|heading| heading.starts_with("Your result"));
                self.page.until("the result is there", is_there).await.map(drop)
            }
            Moment::Unanswered => Ok(()),
            _ => bail!("the first body has no such state"),
        }
    }

    /// Answers the open question of the first body; with no choices, has the answer shown.
    async fn decide(&self, choices: &[&str], verdict: &str) -> Result<()> {
        for id in choices {
            self.page.choose(id).await?;
        }
        self.page.press(if choices.is_empty() { SHOW } else { CHECK }).await?;
        let is_told = |view: &View| view.verdicts.last().is_some_and(|last| last == verdict);
        self.page.until(verdict, is_told).await.map(drop)
    }

    /// Answers the second question of the first body with one of its right answers.
    async fn decide_partly(&self) -> Result<()> {
        let view = self.page.until("the second question", |view| view.is_at_question(2)).await?;
        self.decide(&keys(self.quiz.question(&view.question)?)[..1], "½ Partly correct").await
    }

    // The program

    async fn program(&self, moment: Moment) -> Result<()> {
        match moment {
            Moment::Passage => return self.passage().await,
            Moment::Offer | Moment::Edited => self
                .site
                .edit("index.html", |page| page.replacen("<news-quiz ", "<news-quiz remember=session ", 1))?,
            Moment::Corrected => self.note("corrected")?,
            Moment::Withdrawn => self.note("withdrawn")?,
            _ => {}
        }
        let plan = &self.quiz.bank().parts().plan;
        let link = self.quiz.challenge(&plan.seed, Some(3));
        self.load(if moment == Moment::Shared { &link } else { "" }).await?;
        if moment == Moment::Withdrawn {
            return self.page.until("the note", |view| view.headings == ["Question 1 of 4"]).await.map(drop);
        }
        let view = self.first_question().await?;
        let question = self.quiz.question(&view.question)?;
        let wrong = distractors(question).first().copied().context("a distractor")?;
        match moment {
            Moment::Chosen => self.choose(wrong).await,
            Moment::NothingChosen => self.check_nothing().await,
            Moment::Right | Moment::Corrected => answer(self.page, &keys(question), "Correct").await.map(drop),
            Moment::Wrong => answer(self.page, &[wrong], "Incorrect").await.map(drop),
            Moment::Shown => self.show().await,
            Moment::Partly => {
                self.show().await?;
                let second = self.go_on(1).await?;
                let some = &keys(self.quiz.question(&second.question)?)[..1];
                answer(self.page, some, "Partly correct").await.map(drop)
            }
            Moment::Result => self.play().await,
            Moment::Review => {
                self.play().await?;
                for number in 1..=self.quiz.len() {
                    self.page.unfold(number).await?;
                }
                let is_unfolded = |view: &View| view.quotes.len() == self.quiz.len();
                self.page.until("all is unfolded", is_unfolded).await.map(drop)
            }
            Moment::Shared => {
                self.play().await?;
                // The longest that is said: the link itself.
                self.page.run("navigator.clipboard.writeText = () => Promise.reject()").await?;
                self.page.press(SHARE).await?;
                let is_there = |view: &View| {
                    view.status.contains("#newsquiz_") && view.has_line("Your friend’s score is ahead by 1.5.")
                };
                self.page.until("the link is there", is_there).await.map(drop)
            }
            Moment::ByKeys => {
                self.page.tab_to(&format!("radio {}", view.choices[0].id)).await?;
                let is_told =
                    |view: &View| view.buttons.iter().any(|words| words.starts_with("Keys 1–"));
                self.page.until("the keys are told", is_told).await.map(drop)
            }
            Moment::Offer | Moment::Edited => {
                answer(self.page, &keys(question), "Correct").await?;
                self.go_on(1).await?;
                if moment == Moment::Edited {
                    self.show().await?;
                    self.go_on(2).await?;
                    self.edit_first("stem", &json!("Asked in other words?"))?;
                }
                self.load("").await?;
                let is_offered = |view: &View| view.playing && view.has_button("Continue");
                self.page.until("the offer is there", is_offered).await.map(drop)
            }
            Moment::Unanswered => Ok(()),
            _ => bail!("the program has no such state"),
        }
    }

    async fn first_question(&self) -> Result<View> {
        self.page.touch().await?;
        self.page.until("the program plays", |view| view.playing && view.is_at_question(1)).await
    }

    async fn show(&self) -> Result<()> {
        show_answer(self.page).await.map(drop)
    }

    async fn go_on(&self, number: usize) -> Result<View> {
        go_on(self.page, number, self.quiz.len()).await
    }

    /// Plays to the end, and gets each of the four marks on the way.
    async fn play(&self) -> Result<()> {
        for number in 1..=self.quiz.len() {
            let view = self.page.until("the question", |view| view.is_at_question(number)).await?;
            let question = self.quiz.question(&view.question)?;
            match number {
                1 => drop(answer(self.page, &keys(question), "Correct").await?),
                2 => drop(answer(self.page, &keys(question)[..1], "Partly correct").await?),
                3 => drop(answer(self.page, &distractors(question)[..1], "Incorrect").await?),
                _ => self.show().await?,
            }
            self.go_on(number).await?;
        }
        Ok(())
    }

    /// The passage of an answer shown in the article of the page, with the way back.
    async fn passage(&self) -> Result<()> {
        self.load("news.html").await?;
        let scroll =
            "document.querySelector('news-quiz').scrollIntoView({ block: 'end', behavior: 'instant' })";
        self.page.run(scroll).await?;
        self.first_question().await?;
        self.show().await?;
        self.page.follow("See it in the article").await?;
        let is_marked = "return CSS.highlights.has('newsquiz-evidence')";
        self.page.until_true("the passage is marked", is_marked).await
    }

    /// Serves a bank whose first question was corrected or withdrawn after the page was built.
    fn note(&self, kind: &str) -> Result<()> {
        let status = json!({ "kind": kind, "date": "2019-03-01", "note": "We had it wrong." });
        self.edit_first("status", &status)
    }

    /// Gives the first question of the draw another value, in the compiled bank of the copy.
    fn edit_first(&self, name: &str, value: &Value) -> Result<()> {
        let plan = &self.quiz.bank().parts().plan;
        let drawn = self.quiz.drawn(&plan.seed);
        let first = drawn.first().context("a question is drawn")?;
        let noted = edited(|bank| {
            bank["draw"] = json!({ "questions": LEN, "seed": plan.seed.as_str() });
            for question in bank["questions"].as_array_mut().into_iter().flatten() {
                if question["id"] == *first.id {
                    question[name] = value.clone();
                }
            }
        })?;
        self.site.replace_bank(noted.bytes())
    }

    // Both

    async fn choose(&self, id: &str) -> Result<()> {
        self.page.choose(id).await?;
        self.page.until("it is chosen", |view| view.chosen() == [id]).await.map(drop)
    }

    async fn check_nothing(&self) -> Result<()> {
        self.page.press(CHECK).await?;
        let is_reminded =
            |view: &View| view.lines.iter().any(|line| line.starts_with("Choose an answer first"));
        self.page.until("the reader is reminded", is_reminded).await.map(drop)
    }
}
