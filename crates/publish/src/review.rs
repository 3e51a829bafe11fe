//! The proof sheet: every question of a bank on one plain page, for the editor who signs it off. Readers do not need it.

mod by_word;
mod changes;
mod play;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};
use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use newsquiz_compiler::{Article, Proved};
use newsquiz_core::bank::{Bank, Choice, Direction, Evidence, Level, Question, Speech, Status};
use newsquiz_core::block::{Block, BlockKind};

use crate::editor_words::{self, EditorWords};
use crate::{csp, html};

/// The name of the page in the bank's folder.
pub const FILE: &str = "review.html";

const TEMPLATE: &str = include_str!("../templates/review.html");
const STYLE: &str = include_str!("../templates/review.css");
const SCRIPT: &str = include_str!("../templates/review.js");

/// How many letters of a paragraph are enough to know it again.
const BEGINNING: usize = 60;

/// The proof sheet of a bank, to stand beside its article page and the page that frames show. Where an earlier bank is
/// given, it says what changed since.
///
/// # Errors
/// The template names something that is not there.
pub fn page(proved: &Proved, since: Option<&Bank>) -> Result<String> {
    fill(&proved.bank, &proved.article, since)
}

fn fill(bank: &Bank, article: &Article, since: Option<&Bank>) -> Result<String> {
    let parts = bank.parts();
    let words = editor_words::of(&parts.lang)?;
    let drawn: Vec<usize> = bank.draw().items.iter().map(|item| item.question).collect();
    let sheet = Sheet { bank, words: &words, since, topics: topics_of(bank) };
    let plays = play::addresses(bank);
    let number = |name, value: &str| words.get(name).replace("{0}", value);
    let in_a_draw =
        number("in_a_draw", &sheet.in_use().count().to_string()).replace("{1}", &bank.draw_len().to_string());

    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.context("the template's syntax is not known")?);
    environment
        .render_str(
            TEMPLATE,
            context! {
                // The only things that are no text; all are made here.
                csp => Value::from_safe_string(policy(STYLE, SCRIPT)),
                style => Value::from_safe_string(STYLE.to_owned()),
                script => Value::from_safe_string(SCRIPT.to_owned()),
                words => Value::from_pairs(words.iter()),
                words_lang => words.lang,
                words_dir => words.get("direction"),
                lang => &*parts.lang,
                id => &*parts.id,
                version => bank.version().to_string(),
                title => &*parts.title,
                intro => &*parts.intro,
                levels => Level::ALL.map(level_name).to_vec(),
                topics => sheet.topics.iter().map(|topic| Value::from(*topic)).collect::<Vec<_>>(),
                since_note => sheet.since_note(),
                removed => changes::removed(bank, since)
                    .map(|question| context! {
                        id => &*question.id,
                        stem => &*question.stem,
                        speech => sheet.speech(&question.speech),
                    })
                    .collect::<Vec<_>>(),
                article => context! {
                    title => &*parts.article.title,
                    byline => &*parts.article.byline,
                    href => html::address(&parts.article.href),
                },
                in_a_draw,
                first_draw_note => number("first_draw_note", parts.plan.seed.as_str()),
                counts => [sheet.levels(), sheet.topics()].map(Value::from).to_vec(),
                coverage => sheet.coverage(article),
                paragraphs => sheet.paragraphs(article),
                bands => parts
                    .bands
                    .iter()
                    .map(|band| context! {
                        from => number("from_percent", &band.from_percent.to_string()),
                        title => &*band.title,
                        text => &*band.text,
                    })
                    .collect::<Vec<_>>(),
                questions => (0..)
                    .zip(bank.questions())
                    .zip(plays)
                    .map(|((ix, question), play)| sheet.question(ix, question, drawn.contains(&ix), play))
                    .collect::<Vec<_>>(),
                end => number("end", &bank.version().to_string()),
            },
        )
        .context("cannot fill the proof sheet")
}

/// Nothing is loaded but a question that is played, from beside the sheet, and nothing is sent: there is this one style, this
/// one script and the text.
fn policy(style: &str, script: &str) -> String {
    format!(
        "default-src 'none'; style-src {}; script-src {}; frame-src 'self'; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        csp::hash(style),
        csp::hash(script)
    )
}

/// A bank on its way to the template.
struct Sheet<'a> {
    bank: &'a Bank,
    words: &'a EditorWords,
    /// The earlier bank that it is compared with.
    since: Option<&'a Bank>,
    /// All topics; one without a name is that of questions without a topic.
    topics: BTreeSet<&'a str>,
}

/// The topics of a bank, in the order of their names.
fn topics_of(bank: &Bank) -> BTreeSet<&str> {
    bank.questions().iter().map(|question| &*question.topic).collect()
}

impl Sheet<'_> {
    /// The questions that readers get, with their numbers on the sheet: all that were not withdrawn.
    fn in_use(&self) -> impl Iterator<Item = (usize, &Question)> {
        let questions = (1..).zip(self.bank.questions()).map(|(number, question)| (number, &**question));
        questions.filter(|(_, question)| !question.is_withdrawn())
    }

    fn levels(&self) -> Value {
        let rows = Level::ALL.map(|level| {
            let count = self.in_use().filter(|(_, question)| question.level == level).count();
            context! { name => self.words.get(level_name(level)), by_author => false, count }
        });
        context! { title => self.words.get("levels"), of => self.words.get("level"), rows => rows.to_vec() }
    }

    fn topics(&self) -> Value {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, question) in self.in_use() {
            *counts.entry(&question.topic).or_default() += 1;
        }
        let row = |(topic, count): (&str, usize)| {
            let by_author = !topic.is_empty();
            context! { name => if by_author { topic } else { self.words.get("no_topic") }, by_author, count }
        };
        let rows: Vec<Value> = counts.into_iter().map(row).collect();
        context! { title => self.words.get("topics"), of => self.words.get("topic"), rows }
    }

    /// The numbers and ids of the questions that stand on a block of the article.
    fn on(&self, block: Block) -> impl Iterator<Item = (usize, &str)> {
        self.in_use()
            .filter(move |(_, question)| question.evidence.block == block)
            .map(|(number, question)| (number, &*question.id))
    }

    /// Which paragraphs no question stands on, in a sentence.
    fn coverage(&self, article: &Article) -> String {
        let paragraphs = article.blocks().map(|(block, _)| block).filter(|block| is_paragraph(*block));
        let bare = paragraphs.filter(|block| self.on(*block).next().is_none());
        let bare: Vec<String> = bare.map(|block| block.number().to_string()).collect();
        match bare.as_slice() {
            [] => self.words.get("all_covered").to_owned(),
            bare => self.words.get("not_covered").replace("{0}", &bare.join(", ")),
        }
    }

    /// The paragraphs of the article and, where they stand among them, the other blocks that have a question.
    fn paragraphs(&self, article: &Article) -> Vec<Value> {
        let row = |(block, text): (Block, &str)| {
            let questions: Vec<Value> = self.on(block).map(|(number, id)| context! { number, id }).collect();
            let name = if is_paragraph(block) { block.number().to_string() } else { self.place(block) };
            (is_paragraph(block) || !questions.is_empty())
                .then(|| context! { name, begins => beginning(text), questions })
        };
        article.blocks().filter_map(row).collect()
    }

    /// What a quote stands in, in words.
    fn place(&self, block: Block) -> String {
        let name = match block.kind() {
            BlockKind::Paragraph => "paragraph",
            BlockKind::Headline => "headline",
            BlockKind::Caption => "caption",
            BlockKind::ListItem => "list",
        };
        self.words.get(name).replace("{0}", &block.number().to_string())
    }

    fn question(&self, ix: usize, question: &Question, is_drawn: bool, play: Option<String>) -> Value {
        let was = self.earlier(&question.id);
        let was_choice = |id: &str| was.and_then(|was| was.choices.iter().find(|choice| *choice.id == *id));
        let is_gone = |was: &&Choice| question.choices.iter().all(|choice| choice.id != was.id);
        let gone = was.map(|was| was.choices.iter().filter(is_gone)).into_iter().flatten();
        let level = |question: &Question| self.words.get(level_name(question.level));
        let number = ix + 1;
        context! {
            number,
            id => &*question.id,
            marks => self.marks(question),
            change => changes::of_question(question, self.since).map(changes::Change::name),
            play,
            playing => self.words.get("playing").replace("{0}", &number.to_string()),
            level => changes::text(level(question), was.map(level)),
            topic => changes::text(&question.topic, was.map(|was| &*was.topic)),
            stem => changes::text(&question.stem, was.map(|was| &*was.stem)),
            gone => gone
                .map(|choice| context! {
                    id => &*choice.id,
                    text => &*choice.text,
                    speech => self.speech(&choice.speech),
                })
                .collect::<Vec<_>>(),
            speech => self.speech(&question.speech),
            is_choose_all => question.is_choose_all(),
            keep_order => question.keep_order,
            is_drawn,
            status => question.status.as_ref().map(|status| self.status(status)),
            choices => question
                .choices
                .iter()
                .map(|choice| self.choice(choice, was.is_some(), was_choice(&choice.id)))
                .collect::<Vec<_>>(),
            explanation => changes::text(&question.explanation, was.map(|was| &*was.explanation)),
            evidence => self.evidence(&question.evidence, was.map(|was| &was.evidence)),
        }
    }

    /// The question of the earlier bank with an id.
    fn earlier(&self, id: &str) -> Option<&Question> {
        let questions = self.since.map(Bank::questions).unwrap_or_default();
        questions.iter().find(|question| *question.id == *id).map(|question| &**question)
    }

    /// What a question is, for the filters, each in a word.
    fn marks(&self, question: &Question) -> String {
        let topic = self.topics.iter().position(|topic| *topic == &*question.topic).unwrap_or_default() + 1;
        let is_bare = question.choices.iter().any(|choice| !choice.correct && choice.evidence.is_none());
        let is_changed = changes::of_question(question, self.since).is_some();
        let mut marks = vec![level_name(question.level).to_owned(), format!("topic-{topic}")];
        let others = [("corrected", question.status.is_some()), ("bare", is_bare), ("changed", is_changed)];
        marks.extend(others.into_iter().filter(|(_, is_so)| *is_so).map(|(mark, _)| mark.to_owned()));
        marks.join(" ")
    }

    /// How many questions became what since the earlier bank, in a sentence; nothing where there is none.
    fn since_note(&self) -> Option<String> {
        self.since?;
        let changes: Vec<changes::Change> = self
            .bank
            .questions()
            .iter()
            .filter_map(|question| changes::of_question(question, self.since))
            .collect();
        let removed = changes::removed(self.bank, self.since).count();
        if changes.is_empty() && removed == 0 {
            return Some(self.words.get("nothing_changed").to_owned());
        }
        let count = |of| changes.iter().filter(|change| **change == of).count().to_string();
        let note = self.words.get("since_note").replace("{0}", &count(changes::Change::New));
        Some(note.replace("{1}", &count(changes::Change::Changed)).replace("{2}", &removed.to_string()))
    }

    /// What readers are told of a question that was changed after it was published.
    fn status(&self, status: &Status) -> Value {
        context! { told => status.told(&self.bank.parts().labels), note => &*status.note }
    }

    /// A choice of a question, and what it was where an earlier bank had the question.
    fn choice(&self, choice: &Choice, has_earlier: bool, was: Option<&Choice>) -> Value {
        let mark = |choice: &Choice| self.words.get(if choice.correct { "right" } else { "wrong" });
        let before = was.map(|was| &*was.text).or(has_earlier.then_some(""));
        let evidence_before = was.and_then(|was| was.evidence.as_ref());
        context! {
            id => &*choice.id,
            text => changes::text(&choice.text, before),
            speech => self.speech(&choice.speech),
            correct => choice.correct,
            mark => changes::text(mark(choice), was.map(mark)),
            pinned => choice.pinned,
            feedback => changes::text(&choice.feedback, was.map(|was| &*was.feedback)),
            evidence => choice.evidence.as_ref().map(|evidence| self.evidence(evidence, evidence_before)),
        }
    }

    fn speech(&self, speech: &Speech) -> Value {
        context! {
            lang => speech.lang.as_deref().unwrap_or(&self.bank.parts().lang),
            dir => speech.dir.map_or("auto", Direction::as_str),
        }
    }

    fn evidence(&self, evidence: &Evidence, was: Option<&Evidence>) -> Value {
        let href = &self.bank.parts().article.href;
        context! {
            was => was.filter(|was| was.exact != evidence.exact).map(|was| &*was.exact),
            prefix => &*evidence.prefix,
            exact => &*evidence.exact,
            suffix => &*evidence.suffix,
            place => self.place(evidence.block),
            // Where readers are led too: to the whole sentence.
            href => format!("{href}{}", evidence.text_fragment()),
        }
    }
}

fn is_paragraph(block: Block) -> bool {
    block.kind() == BlockKind::Paragraph
}

/// The name of a level's words.
fn level_name(level: Level) -> &'static str {
    match level {
        Level::Easy => "easy",
        Level::Medium => "medium",
        Level::Hard => "hard",
    }
}

/// The first words of a text.
fn beginning(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(BEGINNING) else {
        return text.to_owned();
    };
    let head = text.get(..end).unwrap_or_default();
    // A word that is cut is left out, unless there is nothing but one word, as where words have no spaces.
    let head = head.rsplit_once(' ').map_or(head, |(words, _)| words);
    format!("{head}\u{a0}…")
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use newsquiz_core::bank::{Parts, StatusKind};
    use scraper::{ElementRef, Html, Selector};

    use super::*;
    use crate::testing;

    fn compiled(bank: &str) -> Proved {
        testing::bank(bank)
    }

    /// The liaison office's bank, changed, and its article.
    fn changed(change: impl FnOnce(&mut Parts)) -> (Bank, Article) {
        let compiled = compiled("liaison-office");
        let mut parts = compiled.bank.parts().clone();
        change(&mut parts);
        (Bank::new(parts).unwrap(), compiled.article)
    }

    fn all<'a>(within: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
        within.select(&Selector::parse(selector).unwrap()).collect()
    }

    #[track_caller]
    fn one<'a>(within: ElementRef<'a>, selector: &str) -> ElementRef<'a> {
        let found = all(within, selector);
        assert_eq!(found.len(), 1, "{selector}");
        found[0]
    }

    fn text(element: ElementRef<'_>) -> String {
        element.text().collect::<String>().trim().to_owned()
    }

    #[test]
    fn every_question_stands_there_with_its_key_and_its_quote() {
        for bank in ["liaison-office", "oficina-de-enlace"] {
            let compiled = compiled(bank);
            let sheet = Html::parse_document(&super::page(&compiled, None).unwrap());
            let root = sheet.root_element();
            assert_eq!(all(root, "article").len(), compiled.bank.questions().len());
            for question in compiled.bank.questions() {
                let article = one(root, &format!("article[id='q-{}']", question.id));
                assert_eq!(text(one(article, "h3 > span:last-child")), *question.stem);

                let texts = |selector: &str| -> Vec<String> {
                    all(article, selector).into_iter().map(text).collect()
                };
                let choices = |choice: fn(&Choice) -> bool| -> Vec<&str> {
                    question.choices.iter().filter(|it| choice(it)).map(|it| &*it.text).collect()
                };
                assert_eq!(texts(".choices > .key .choice > span"), choices(|choice| choice.correct));
                assert_eq!(
                    texts(".choices > li:not(.key) .choice > span"),
                    choices(|choice| !choice.correct)
                );
                let feedback: Vec<&str> = question.choices.iter().map(|choice| &*choice.feedback).collect();
                assert_eq!(texts(".choices .feedback"), feedback);
                assert_eq!(texts(".explanation"), [&*question.explanation]);

                let evidence = one(article, ".proved figure");
                assert_eq!(text(one(evidence, "mark")), *question.evidence.exact);
                assert_eq!(text(one(evidence, "blockquote")), question.evidence.sentence().trim());
                let href = one(evidence, "a").value().attr("href").unwrap();
                assert_eq!(href, format!("article.html{}", question.evidence.text_fragment()));
                let of_choices: Vec<&str> = question
                    .choices
                    .iter()
                    .filter_map(|choice| Some(&*choice.evidence.as_ref()?.exact))
                    .collect();
                assert_eq!(texts(".choices mark"), of_choices);
            }
        }
    }

    #[test]
    fn the_first_draw_is_the_one_that_readers_get() {
        let compiled = compiled("liaison-office");
        let sheet = Html::parse_document(&super::page(&compiled, None).unwrap());
        let links: Vec<_> = all(sheet.root_element(), ".drawn a")
            .into_iter()
            .map(|link| link.value().attr("href").unwrap().to_owned())
            .collect();
        let expected: Vec<_> = compiled
            .bank
            .draw()
            .items
            .iter()
            .map(|item| format!("#q-{}", compiled.bank.question(item.question).unwrap().id))
            .collect();
        assert_eq!(links, expected);
        assert_eq!(all(sheet.root_element(), ".facts > .here").len(), expected.len());
    }

    #[test]
    fn paragraphs_without_a_question_are_named() {
        let sheet = Html::parse_document(&super::page(&compiled("liaison-office"), None).unwrap());
        assert_eq!(text(one(sheet.root_element(), "nav > p")), "Paragraphs without a question: 4");
        assert_eq!(text(one(sheet.root_element(), ".bare th")), "4");

        let (bank, _) = changed(|_| {});
        let article = Article::parse("<article><p>One.</p></article>");
        let words = editor_words::of("en").unwrap();
        let sheet = Sheet { bank: &bank, words: &words, since: None, topics: topics_of(&bank) };
        assert_eq!(sheet.coverage(&article), "Every paragraph has a question.");
    }

    #[test]
    fn quotes_outside_of_paragraphs_are_named_by_what_they_stand_in() {
        let sheet =
            Html::parse_document(&super::page(&testing::bank_in("tests/fixtures/ferry"), None).unwrap());
        let root = sheet.root_element();
        let texts = |selector| all(root, selector).into_iter().map(text).collect::<Vec<_>>();
        let places =
            ["Headline", "Paragraph 1", "List", "List", "Headline", "Caption", "Caption", "Paragraph 3"];
        assert_eq!(texts(".proved .source > span"), places);
        // The second paragraph has none.
        let rows = ["Headline", "1", "List", "List", "Headline", "2", "Caption", "Caption", "3"];
        assert_eq!(texts(".paragraphs tbody th"), rows);
        assert_eq!(texts("nav td a"), ["1", "2", "3", "4", "5", "6", "7", "8"]);
        assert_eq!(texts("nav > p"), ["Paragraphs without a question: 2"]);
    }

    #[test]
    fn what_was_corrected_or_withdrawn_says_so_and_the_latter_counts_nowhere() {
        let (bank, article) = changed(|parts| {
            let status =
                |kind, note: &str| Some(Status { kind, date: "2019-03-01".into(), note: note.into() });
            let mut questions = parts.questions.iter_mut().map(Rc::make_mut);
            let block = questions.next().map(|question| {
                question.status = status(StatusKind::Withdrawn, "It was never so.");
                question.evidence.block
            });
            for question in questions {
                if Some(question.evidence.block) == block {
                    question.evidence.block = Block::paragraph(question.evidence.block.number() + 1);
                }
                question.status = status(StatusKind::Corrected, "A name was wrong.");
            }
        });
        let html = fill(&bank, &article, None).unwrap();
        let sheet = Html::parse_document(&html);
        let notes: Vec<String> = all(sheet.root_element(), "article .status").into_iter().map(text).collect();
        assert_eq!(notes[0], "We withdrew this question on 2019-03-01. It does not count. It was never so.");
        assert_eq!(notes.len(), bank.questions().len());
        assert!(
            notes[1..].iter().all(|note| note == "Corrected on 2019-03-01. A name was wrong."),
            "{notes:?}"
        );
        let mut bare = [bank.questions()[0].evidence.block.number(), 4];
        bare.sort_unstable();
        let found: Vec<_> = all(sheet.root_element(), ".bare th").into_iter().map(text).collect();
        assert_eq!(found, bare.map(|paragraph| paragraph.to_string()));
        for table in all(sheet.root_element(), ".counts table") {
            let counts = all(table, "td").into_iter().map(|cell| text(cell).parse::<usize>().unwrap());
            assert_eq!(counts.sum::<usize>(), bank.questions().len() - 1);
        }
    }

    #[test]
    fn numbers_at_the_top_add_up() {
        let compiled = compiled("liaison-office");
        let sheet = Html::parse_document(&super::page(&compiled, None).unwrap());
        for table in all(sheet.root_element(), ".counts table") {
            let counts = all(table, "td").into_iter().map(|cell| text(cell).parse::<usize>().unwrap());
            assert_eq!(counts.sum::<usize>(), compiled.bank.questions().len());
        }
        assert_eq!(all(sheet.root_element(), "nav td a").len(), compiled.bank.questions().len());
        let head = text(one(sheet.root_element(), "body > header"));
        for part in
            [&*compiled.bank.parts().title, &*compiled.bank.parts().id, &compiled.bank.version().to_string()]
        {
            assert!(head.contains(part), "{part} is not in {head}");
        }
    }

    #[test]
    fn authors_text_stays_text_and_nothing_of_it_can_run() {
        let evil =
            "</style></span><script>alert(1)</script><img src=x onerror=alert(2)> \"'{{ title }} &amp;";
        let (bank, article) = changed(|parts| {
            for text in
                [&mut parts.title, &mut parts.intro, &mut parts.article.title, &mut parts.article.byline]
            {
                *text = evil.into();
            }
            parts.article.href = "https://news.example/?a=1&b=\"><script>alert(3)</script>".into();
            for band in &mut parts.bands {
                (band.title, band.text) = (evil.into(), evil.into());
            }
            for question in &mut parts.questions {
                let question = Rc::make_mut(question);
                (question.stem, question.topic, question.explanation) =
                    (evil.into(), evil.into(), evil.into());
                question.evidence.exact = evil.into();
                question.evidence.prefix = evil.into();
                question.evidence.suffix = evil.into();
                for (ix, choice) in question.choices.iter_mut().enumerate() {
                    choice.text = format!("{evil}{ix}").into();
                    choice.feedback = evil.into();
                    choice.evidence = Some(question.evidence.clone());
                }
            }
        });
        // What was there before is an author's text too.
        let (earlier, _) = changed(|parts| {
            for question in &mut parts.questions {
                let question = Rc::make_mut(question);
                question.stem = format!("{evil} before").into();
                question.evidence.exact = format!("{evil} before").into();
            }
            Rc::make_mut(&mut parts.questions[0]).id = "gone".into();
        });
        let html = fill(&bank, &article, Some(&earlier)).unwrap();
        let sheet = Html::parse_document(&html);
        let root = sheet.root_element();
        assert_eq!(all(root, "img, object, link, base").len(), 0);
        assert_eq!(one(root, "script").text().collect::<String>(), SCRIPT);
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        for frame in all(root, "iframe") {
            let address = frame.value().attr("src").unwrap();
            assert!(address.strip_prefix("embed.html?questions=1&seed=").is_some_and(is_number), "{address}");
        }
        for element in all(root, "*") {
            for (name, value) in element.value().attrs() {
                assert!(!name.starts_with("on") && name != "style", "{name}={value}");
            }
        }
        assert_eq!(text(one(root, "h1")), evil);
        assert_eq!(text(all(root, ".choice > span")[0]), format!("{evil}0"));
        assert_eq!(one(root, "style").text().collect::<String>(), STYLE);
        assert_eq!(one(root, "meta[http-equiv]").value().attr("content"), Some(&*policy(STYLE, SCRIPT)));
    }

    #[test]
    fn a_parser_finds_nothing_wrong_with_it() {
        for bank in ["liaison-office", "oficina-de-enlace"] {
            let html = super::page(&compiled(bank), None).unwrap();
            let sheet = Html::parse_document(&html);
            assert_eq!(sheet.errors, Vec::<String>::new(), "{bank}");
            let faults: Vec<_> = html5gum::Tokenizer::new(&html)
                .filter_map(|token| match token {
                    Ok(html5gum::Token::Error(fault)) => Some(fault),
                    _ => None,
                })
                .collect();
            assert_eq!(faults, [], "{bank}");

            let root = sheet.root_element();
            let mut ids: Vec<_> =
                all(root, "[id]").into_iter().map(|element| element.value().attr("id").unwrap()).collect();
            let count = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), count, "ids are unique");
            for reference in all(root, "[aria-labelledby], a[href^='#']") {
                let attribute = |name| reference.value().attr(name);
                let id = attribute("aria-labelledby").or(attribute("href")).unwrap().trim_start_matches('#');
                assert!(ids.contains(&id), "{id} is there");
            }
            let levels: Vec<u8> =
                all(root, "h1, h2, h3, h4").into_iter().map(|it| it.value().name().as_bytes()[1]).collect();
            assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "no level is left out: {levels:?}");
        }
    }

    #[test]
    fn every_text_has_its_language_and_the_page_that_of_its_words() {
        let (bank, article) = changed(|parts| {
            parts.lang = "ar".into();
            let question = Rc::make_mut(&mut parts.questions[0]);
            question.speech = Speech { lang: Some("he".into()), dir: Some(Direction::Rtl) };
        });
        let html = fill(&bank, &article, None).unwrap();
        let sheet = Html::parse_document(&html);
        let root = sheet.root_element();
        assert_eq!((root.value().attr("lang"), root.value().attr("dir")), (Some("en"), Some("ltr")));
        let speech = |selector| {
            let element = all(root, selector)[0].value();
            (element.attr("lang").unwrap(), element.attr("dir").unwrap())
        };
        assert_eq!(speech("h1 > span"), ("ar", "auto"));
        assert_eq!(speech("h3 > span:last-child"), ("he", "rtl"));
        assert_eq!(speech("blockquote"), ("ar", "auto"));

        let spanish = super::page(&compiled("oficina-de-enlace"), None).unwrap();
        assert!(spanish.starts_with("<!doctype html>\n<html lang=\"es\" dir=\"ltr\">"), "{}", &spanish[..80]);
    }

    #[test]
    fn what_changed_since_an_earlier_bank_is_told_by_word() {
        let (earlier, article) = changed(|parts| {
            let gone = Rc::make_mut(&mut parts.questions[1]);
            gone.id = "gone".into();
            gone.stem = "Is it gone?".into();
            let first = Rc::make_mut(&mut parts.questions[0]);
            first.stem = first.stem.replace("On which", "At which").into();
            first.level = Level::Hard;
            first.evidence.exact = "quoted before".into();
            first.choices[0].feedback = "Before.".into();
            first.choices[1].id = "z".into();
        });
        let bank = compiled("liaison-office").bank;
        let html = fill(&bank, &article, Some(&earlier)).unwrap();
        let sheet = Html::parse_document(&html);
        let root = sheet.root_element();
        let texts = |within, selector| all(within, selector).into_iter().map(text).collect::<Vec<_>>();

        let first = one(root, "#q-backing-weekday");
        assert_eq!(texts(first, "h3 del"), ["At"]);
        assert_eq!(texts(first, "h3 ins"), ["On"]);
        assert_eq!(texts(first, ".facts :is(del, ins)"), ["Hard", "Easy"]);
        assert_eq!(texts(first, ".proved del"), ["quoted before"]);
        assert_eq!(texts(first, ".choice ins"), ["Tuesday"], "a choice that is new");
        assert_eq!(texts(first, ".choice del"), ["Tuesday"], "a choice that is gone");
        assert!(text(one(first, ".choices > li:first-child .feedback")).starts_with("Before."));

        let changes = texts(root, "article .change");
        assert_eq!(changes, ["Changed", "New"]);
        let marked = all(root, "article[data-is~=changed]").into_iter().map(|it| it.value().id().unwrap());
        assert_eq!(marked.collect::<Vec<_>>(), ["q-backing-weekday", "q-another-summit"]);
        assert_eq!(texts(root, ".removed li"), ["gone Is it gone?"]);
        assert!(html.contains("1 new, 1 changed, 1 removed"));
        assert_eq!(all(root, "input[value=changed]").len(), 1);
    }

    #[test]
    fn a_bank_that_is_as_it_was_says_so() {
        let compiled = compiled("liaison-office");
        let html = super::page(&compiled, Some(&compiled.bank)).unwrap();
        let sheet = Html::parse_document(&html);
        assert!(html.contains("Nothing has changed since the earlier bank."));
        assert!(all(sheet.root_element(), "del, ins, .change, .removed").is_empty());
    }

    #[test]
    fn questions_say_what_they_can_be_filtered_by() {
        let (bank, article) = changed(|parts| {
            let status = Status { kind: StatusKind::Corrected, date: "2019-03-01".into(), note: "".into() };
            let first = Rc::make_mut(&mut parts.questions[0]);
            first.status = Some(status);
            first.topic = "".into();
            let evidence = first.evidence.clone();
            for choice in Rc::make_mut(&mut parts.questions[2]).choices.iter_mut() {
                choice.evidence = Some(evidence.clone());
            }
        });
        let sheet = Html::parse_document(&fill(&bank, &article, None).unwrap());
        let root = sheet.root_element();
        let marks = |id: &str| one(root, &format!("#q-{id}")).value().attr("data-is").unwrap().to_owned();
        // Topics are numbered by their names, and to have none comes first.
        assert_eq!(marks("backing-weekday"), "easy topic-1 corrected bare");
        assert_eq!(marks("never-had-one"), "medium topic-4");
        let topics: Vec<String> = all(root, "option[value^=topic-]").into_iter().map(text).collect();
        assert_eq!((&*topics[0], &*topics[3]), ("No topic", "The Hanoi summit"));
        assert!(all(root, "input[value=changed]").is_empty(), "there is nothing to compare with");
        assert_eq!(
            all(root, ".filters[hidden], .play[hidden]").len(),
            37,
            "what takes the script is hidden without it"
        );
    }

    #[test]
    fn a_beginning_ends_between_words_where_there_are_words() {
        let long = "word ".repeat(40);
        let short = beginning(&long);
        assert!(short.ends_with("word\u{a0}…") && short.chars().count() <= BEGINNING + 2, "{short}");
        assert_eq!(beginning("Short."), "Short.");
        assert_eq!(beginning(&"字".repeat(100)), format!("{}\u{a0}…", "字".repeat(BEGINNING)));
    }
}
