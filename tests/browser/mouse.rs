//! Playing with a mouse: real clicks on what a reader would click on.

use anyhow::{Context as _, Result, bail};
use newsquiz_core::score;

use crate::{
    page::Page,
    play::{answer, go_on},
    quiz::{CHECK, NEXT, OTHERS, Quiz, SHOW, distractors, keys},
    site::Site,
};

journeys! {
    in_each_engine {
        nothing_is_chosen_focused_or_scrolled_on_load,
        a_whole_quiz_by_mouse,
        a_check_with_nothing_chosen_says_so_and_commits_nothing,
        a_shown_answer_earns_nothing_and_cannot_be_changed,
        a_double_click_goes_one_step,
    }
}

async fn nothing_is_chosen_focused_or_scrolled_on_load(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    page.open(&site.address("")).await?;
    let view = page.settled().await?;
    assert_eq!(view.chosen(), [""; 0], "a choice is chosen");
    assert_eq!((view.focus.as_str(), view.scroll), ("body", 0), "{view:#?}");

    let parts = quiz.bank().parts();
    assert!(view.has_line(&parts.title), "no title in {view:#?}");
    let drawn = format!("{} questions, picked from {}", quiz.len(), parts.questions.len());
    assert!(view.has_line(&drawn), "not “{drawn}” in {view:#?}");
    assert!(!view.has_score("0"), "a score before the first answer: {view:#?}");
    assert_eq!(view.buttons, [OTHERS, CHECK, SHOW]);
    assert_eq!(view.status, "", "something is announced");
    Ok(())
}

async fn a_whole_quiz_by_mouse(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    let seed = quiz.seed_where(|drawn| !drawn.iter().any(|question| question.is_choose_all()))?;
    let mut view = page.open(&site.address(&quiz.link(&seed))).await?;

    let (mut points, mut review) = (0, Vec::new());
    for number in 1..=quiz.len() {
        assert_eq!(view.chosen(), [""; 0], "question {number} is answered before it was asked");
        let question = quiz.question(&view.question)?;
        assert_eq!(view.legend, format!("Question {number} of {} {}", quiz.len(), question.stem));
        assert!(view.choices.iter().all(|choice| choice.kind == "radio"), "{:?}", view.choices);

        // Two of three are answered right.
        let (key, distractor) = (keys(question), distractors(question));
        let is_right = number % 3 != 0;
        let choice = *if is_right { &key } else { &distractor }.first().context("there is no such choice")?;
        let verdict = if is_right { "Correct" } else { "Incorrect" };
        assert_eq!(view.has_score(&points.to_string()), 1 < number, "{points} points in {view:#?}");

        let answered = answer(page, &[choice], verdict).await?;
        points += usize::from(is_right);
        assert!(answered.has_score(&points.to_string()), "not {points} points in {answered:#?}");
        for (asked, now) in view.choices.iter().zip(&answered.answered) {
            let tag = match (asked.id == choice, key.contains(&asked.id.as_str())) {
                (true, true) => "Your answer · correct",
                (true, false) => "Your answer · incorrect",
                (false, true) => "Correct answer",
                (false, false) => "",
            };
            assert_eq!((now.text.as_str(), now.tag.as_str()), (asked.text.as_str(), tag));
        }
        let picked = question.choices.iter().find(|other| *other.id == *choice);
        let about = &picked.context("the choice is in the bank")?.feedback;
        for text in [about, &question.explanation] {
            assert!(text.is_empty() || answered.has_line(text), "not “{text}” in {answered:#?}");
        }
        assert_eq!(answered.quotes, [question.evidence.sentence()]);
        assert!(
            answered.links.iter().any(|link| link.contains("article.html#:~:text=")),
            "{:?}",
            answered.links
        );

        let text_of = |ids: &[&str]| {
            let shown = view.choices.iter().filter(|shown| ids.contains(&&*shown.id));
            let choices = shown.filter_map(|shown| question.choices.iter().find(|choice| *choice.id == *shown.id));
            choices.map(|choice| &*choice.text).collect::<Vec<_>>().join(", ")
        };
        let compared = if is_right {
            String::new()
        } else {
            format!(" You: {} · Correct: {}", text_of(&[choice]), text_of(&key))
        };
        review.push(format!("{verdict} {}{compared}", question.stem));
        view = go_on(page, number, quiz.len()).await?;
        if number < quiz.len() {
            page.until("the legend has the focus", |view| view.has_focus_on_question(number + 1)).await?;
        }
    }

    let result = format!("Your result {points} of {}", quiz.len());
    page.until("the result has the focus", |view| view.is_at_heading(&result)).await?;
    let percent = u8::try_from(points * 100 / quiz.len())?;
    let band = score::reached(&quiz.bank().parts().bands, percent).context("every score reaches a band")?;
    for text in [&band.title, &band.text] {
        assert!(view.has_line(text), "not “{text}” in {view:#?}");
    }
    assert_eq!(view.review, review);
    assert_eq!(view.quotes, [""; 0], "the review is unfolded");

    page.unfold(3).await?;
    let sentence = quiz.drawn(&seed).get(2).context("a third question")?.evidence.sentence();
    page.until("the third question is told again", |view| view.quotes == [sentence.as_str()]).await?;
    Ok(())
}

async fn a_check_with_nothing_chosen_says_so_and_commits_nothing(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    let first = page.open(&site.address("")).await?;
    page.press(CHECK).await?;
    let reminder = "Choose an answer first, or press “Show the answer”.";
    let view = page.until("the reader is reminded", |view| view.status == reminder).await?;
    assert_eq!(view.focus, format!("button {CHECK}"));
    assert_eq!((&view.question, &view.choices), (&first.question, &first.choices));

    // Once more: still nothing.
    page.press(CHECK).await?;
    assert_eq!(page.settled().await?.status, reminder);

    let key = keys(quiz.question(&first.question)?);
    page.choose(key.first().context("there is a key")?).await?;
    let view = page.until("the choice is taken", |view| !view.chosen().is_empty()).await?;
    assert_eq!(view.status, "", "the reminder stays although it is heeded");
    answer(page, key.get(1..).unwrap_or_default(), "Correct").await?;
    Ok(())
}

async fn a_shown_answer_earns_nothing_and_cannot_be_changed(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    let first = page.open(&site.address("")).await?;
    let question = quiz.question(&first.question)?;
    let key = keys(question);
    // What was picked before counts no more than nothing.
    page.choose(key.first().context("there is a key")?).await?;
    page.press(SHOW).await?;

    let view = page.until("the answer is there", |view| view.is_at_heading("Here is the answer")).await?;
    assert!(view.has_score("0"), "{view:#?}");
    for (asked, now) in first.choices.iter().zip(&view.answered) {
        let tag = if key.contains(&asked.id.as_str()) { "Correct answer" } else { "" };
        assert_eq!((now.text.as_str(), now.tag.as_str()), (asked.text.as_str(), tag));
    }
    // Nothing is left to answer with.
    assert_eq!(
        (view.choices.len(), view.buttons.as_slice()),
        (0, [OTHERS.to_owned(), NEXT.to_owned()].as_slice())
    );

    let second = go_on(page, 1, quiz.len()).await?;
    assert_ne!(second.question, first.question);
    assert!(second.has_score("0"), "{second:#?}");
    Ok(())
}

async fn a_double_click_goes_one_step(page: &Page) -> Result<()> {
    for _ in 0..4 {
        if double_click_through(page).await? {
            return Ok(());
        }
    }
    bail!("the browser never took two fast clicks as a double click; is the machine too busy?")
}

/// Answers some questions by double clicks; `false` when the browser took one of them as two single clicks.
async fn double_click_through(page: &Page) -> Result<bool> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    let mut view = page.open(&site.address("")).await?;
    for number in 1..=3 {
        for key in keys(quiz.question(&view.question)?) {
            page.choose(key).await?;
        }
        if !page.press_twice(CHECK).await? {
            return Ok(false);
        }
        page.until("the verdict is there", |view| view.has_button(NEXT)).await?;
        let checked = page.settled().await?;
        let has_score = checked.has_score(&number.to_string());
        assert!(checked.headings == ["Correct"] && has_score, "{checked:#?}");

        if !page.press_twice(NEXT).await? {
            return Ok(false);
        }
        page.until("the next question is there", |view| !view.has_button(NEXT)).await?;
        view = page.settled().await?;
        assert!(view.is_at_question(number + 1), "{view:#?}");
        assert_eq!(
            (view.chosen().len(), view.status.as_str()),
            (0, ""),
            "the second click answers the next question"
        );
        assert_eq!(page.windows().await?, 1, "the second click opens the article");
    }
    Ok(true)
}
