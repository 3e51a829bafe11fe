//! Passages of the page's own article: `static/article.js` finds them as the proof does, shows them, and leads back.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use fantoccini::key::Key;
use newsquiz_core::passage::{self, Quote};
use newsquiz_publish::compress;
use serde::Deserialize;
use serde_json::{Value, json};
use xtask::{
    demonstration,
    minify::{self, ScriptKind},
    workspace,
};

use crate::{page::Page, quiz::Quiz, site::Site};

journeys! {
    in_each_engine {
        passages_are_found_as_readers_see_them,
        a_browser_finds_what_the_proof_finds,
        every_quote_of_a_bank_is_found_in_its_article,
        a_passage_is_shown_and_a_click_leads_back,
        the_way_back_goes_with_its_article,
        the_keyboard_goes_from_the_passage_to_the_way_back_and_on,
        a_passage_is_under_no_bar,
        a_strict_page_shows_passages_too,
        what_cannot_be_shown_changes_nothing,
    }
    without_a_browser {
        the_modules_are_small,
    }
}

/// The modules, and what a reader pays for each, in bytes as they are sent: for the first where the page has an article,
/// for the other where an answer may be shown in it.
const MODULES: [(&str, u64); 2] = [("article.js", 2_900), ("marker.js", 1_500)];

/// A page with the module, as `article`, and whatever else it holds.
pub(crate) fn around(head: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>An article</title>{head}<body>{body}\
         <script type=module src=loading.js></script>"
    )
}

/// A script that takes the module into the page, notes what the page's policy refuses, and makes a button of the page
/// show a passage.
const LOADING: &str = r##"
    import * as finding from "./article.js";
    import * as showing from "./marker.js";
    const article = { ...finding, ...showing };
    await article.prepare();
    window.refused = [];
    window.told = [];
    // Browsers ask for an icon by themselves.
    const note = ({ violatedDirective }) => violatedDirective !== "img-src" && refused.push(violatedDirective);
    addEventListener("securitypolicyviolation", note);
    const quiz = document.querySelector("#quiz");
    const go = () => {
        told.push("back");
        quiz.focus();
    };
    if (quiz) quiz.onclick = () => {
        const quote = { prefix: "Then ", exact: "an office opened in the capital", suffix: "" };
        const [range] = article.find(document.querySelector("article"), [quote]);
        told.push(article.show(range, { label: "Back to the question", go }));
    };
    window.article = article;
"##;

/// Loads a page with the module.
pub(crate) async fn load(page: &Page, site: &Site, html: &str) -> Result<()> {
    for (name, _) in MODULES {
        site.add(name, &fs::read_to_string(workspace::root().join("static").join(name))?)?;
    }
    site.add("loading.js", LOADING)?;
    site.add("host.html", html)?;
    page.load(&site.address("host.html")).await?;
    page.until_true("the module is there", "return typeof window.article?.find === 'function'").await
}

/// What is looked for in an article, and what is marked of it: the text of the page from the first to the last of the
/// quote's characters, with all that readers do not see in between.
struct Case {
    html: &'static str,
    quote: (&'static str, &'static str, &'static str),
    found: Option<&'static str>,
}

const fn exact(html: &'static str, exact: &'static str, found: Option<&'static str>) -> Case {
    Case { html, quote: ("", exact, ""), found }
}

const fn quoted(
    html: &'static str,
    quote: (&'static str, &'static str, &'static str),
    found: Option<&'static str>,
) -> Case {
    Case { html, quote, found }
}

const CASES: &[Case] = &[
    // White space, quotation marks, what is not seen: as `passage.rs` has it.
    exact("<p>An office opened.", "An office opened.", Some("An office opened.")),
    exact("<p>An\n   office&nbsp;opened.", "An office opened", Some("An\n   office\u{a0}opened")),
    exact("<p>An office\topened.", "  An office opened  ", Some("An office\topened")),
    exact("<p>An&#x202f;office&#x2003;opened.", "An office opened", Some("An\u{202f}office\u{2003}opened")),
    exact("<p>Kim won’t “jump”.", "won't \"jump\"", Some("won’t “jump”")),
    exact("<p>Kim won't &quot;jump&quot;.", "won’t “jump”", Some("won't \"jump\"")),
    exact("<p>An extra&shy;ordinary step.", "extraordinary step", Some("extra\u{ad}ordinary step")),
    exact("<p>An extraordinary step.", "extra\u{ad}ordinary step", Some("extraordinary step")),
    exact("<p>A quick&#x200b;brown fox.", "quickbrown fox", Some("quick\u{200b}brown fox")),
    exact("<p>A quick&#x200b;brown fox.", "quick", Some("quick")),
    exact("<p>A quick<wbr>brown fox.", "quickbrown fox", Some("quickbrown fox")),
    exact("<p>A quick&#x2060;brown fox.", "quickbrown fox", Some("quick\u{2060}brown fox")),
    exact("<p>An office<br>opened.", "An office opened", Some("An officeopened")),
    exact("<p>Q&amp;A &mdash; 5 &lt; 6 caf&eacute;s.", "Q&A — 5 < 6 cafés", Some("Q&A — 5 < 6 cafés")),
    exact("<p>An Office opened.", "An office opened", None),
    exact("<p>An office – opened.", "An office - opened", Some("An office – opened")),
    exact("<p>A year -- or two.", "A year — or two", Some("A year -- or two")),
    exact("<p>A well‑known office.", "well-known office", Some("well‑known office")),
    exact("<p>«&#8239;Oui&#8239;», dit-il.", "Oui", Some("Oui")),
    exact("<p>«&#8239;Oui&#8239;», dit-il.", "«Oui», dit-il", Some("«\u{202f}Oui\u{202f}», dit-il")),
    exact("<p>Vrai&#8239;? Oui.", "Vrai?", Some("Vrai\u{202f}?")),
    exact("<p>„Nein“, sagte sie.", "\"Nein\", sagte", Some("„Nein“, sagte")),
    exact("<p>Voici l’office du Nord.", "office du Nord", Some("office du Nord")),
    exact("<p>Kim can’t come.", "Kim can", None),
    exact("<p>Wait... what?", "Wait… what", Some("Wait... what")),
    exact("<p style='text-transform: uppercase'>An office opened.", "An office", Some("An office")),
    exact("<p>A cafe\u{301} opened.", "café", Some("cafe\u{301}")),
    exact("<p>A café opened.", "cafe\u{301} opened", Some("café opened")),
    exact("<p>A cafe\u{301} opened.", "cafe\u{301}", Some("cafe\u{301}")),
    exact("<p>An office opened.", "", None),
    exact("<p>An office opened.", " \u{ad} ", None),
    // Inline markup.
    exact("<p>An of<b>fi</b>ce <a href=#><i>op</i>ened</a>.", "An office opened.", Some("An office opened.")),
    exact("<p><span><span>An</span> </span><span> office</span>.", "An office", Some("An  office")),
    exact(
        "<p><span style='float:left'>T</span>he office opened.",
        "The office opened",
        Some("The office opened"),
    ),
    exact(
        "<div><span style='float:left'>T</span>he office opened.</div>",
        "The office opened",
        Some("The office opened"),
    ),
    exact(
        "<p>An <span style='display:contents'>office <b>opened</b></span>.",
        "An office opened",
        Some("An office opened"),
    ),
    exact(
        "<p>An <span style='display:block'>office</span> opened.",
        "An office opened",
        Some("An office opened"),
    ),
    exact(
        "<p>An <span style='display:inline-block'>office</span> opened.",
        "An office opened",
        Some("An office opened"),
    ),
    exact("<p>An <!-- small --> office.", "An office", Some("An  office")),
    // Whole words, and whole characters.
    exact("<p>Two offices opened.", "office", None),
    exact("<p>It cost 1,250,000 dollars.", "It cost 1", None),
    exact("<p>An o<b>ffice</b> opened.", "ffice", None),
    exact("<p>An office, opened", "office", Some("office")),
    exact("<p>東京都は日本の首都である。", "日本の首都", Some("日本の首都")),
    exact("<p>東京都は日本の首都である。", "京都は日", Some("京都は日")),
    exact("<p>افتتح المكتب <b>في</b> بيونغ يانغ", "المكتب في بيونغ", Some("المكتب في بيونغ")),
    exact("<p>משרד ה<i>קישור</i> נפתח", "הקישור נפתח", Some("הקישור נפתח")),
    exact("<p>그는 평양에 갔다.", "평양", None),
    exact("<p>A family 👨‍👩‍👧 came.", "👨", None),
    exact("<p>A family 👨‍👩‍👧 came.", "👨‍👩‍👧 came", Some("👨‍👩‍👧 came")),
    exact("<p>Flags 🇰🇵🇺🇸 here.", "🇺🇸 here", Some("🇺🇸 here")),
    exact("<p>Flags 🇰🇵🇺🇸 here.", "\u{1f1f8}", None),
    exact("<p>A cafe\u{301} opened.", "cafe", None),
    // What is not the article's running text.
    exact("<p>An office<sup>1</sup> opened.", "An office opened", Some("An office1 opened")),
    exact(
        "<p>An office<sup><a href=#n>[a]</a></sup> opened.",
        "An office opened",
        Some("An office[a] opened"),
    ),
    exact("<p>Over 5 km<sup>2</sup> of it.", "5 km2 of it", Some("5 km2 of it")),
    exact("<p>The 10<sup>th</sup> time.", "The 10th time", Some("The 10th time")),
    exact("<p>An <span hidden>old </span>office.", "An office", Some("An old office")),
    exact(
        "<p>An <span style='display:none'>old <b>grey</b> </span>office.",
        "An office",
        Some("An old grey office"),
    ),
    exact("<p>An <span style='display:none'>old </span>office.", "An old office", None),
    exact("<p>An <span aria-hidden=true>¶ </span>office.", "An office", Some("An ¶ office")),
    exact("<p>An <button>Share</button>office.", "An office", Some("An Shareoffice")),
    exact("<p>An <script>let office</script>office.", "An office", Some("An let officeoffice")),
    exact("<p>An <noscript>old </noscript>office.", "An office", Some("An old office")),
    exact("<p>An <select><option>old</select>office.", "An office", Some("An oldoffice")),
    exact("<p>It cost <del>40</del> <ins>45</ins> million.", "cost 45 million", Some("cost 40 45 million")),
    exact("<p>It cost <del>40</del> <ins>45</ins> million.", "cost 40 million", None),
    exact("<p>An <ins class=adsbygoogle>Buy</ins>office.", "An office", Some("An Buyoffice")),
    exact(
        "<p><a href=#>Reuters<svg><title>Opens in a new tab</title></svg></a> first reported it.",
        "Reuters first reported",
        Some("ReutersOpens in a new tab first reported"),
    ),
    exact(
        "<p><a href=#>Reuters<span class=sr-only> (new tab)</span></a> reported it.",
        "Reuters reported",
        Some("Reuters (new tab) reported"),
    ),
    exact(
        "<p>He left.<sup>[2]</sup> Then it grew.",
        "left. Then it grew",
        Some("left.[2] Then it grew"),
    ),
    exact(
        "<p><ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>です。",
        "東京です",
        Some("東京(とうきょう)です"),
    ),
    exact("<figure><figcaption>An office opened.</figcaption></figure>", "An office", Some("An office")),
    exact("<header><h1>An office opened</h1><p>By Kim</p></header>", "An office opened", Some("An office opened")),
    exact("<header><p>An office opened.</p></header>", "An office", None),
    exact("<p>An <iframe></iframe>office.", "An office", Some("An office")),
    exact("<aside><p>An office opened.</p></aside>", "An office", None),
    exact("<figure><p>An office opened.</p></figure>", "An office", None),
    exact(
        "<details><summary>More</summary><p>An office opened.</p></details>",
        "An office",
        Some("An office"),
    ),
    exact("<p style='display:none'>An office.</p><p id=seen>An office.</p>", "An office", Some("An office")),
    exact("<template><p>An office opened.</p></template>", "An office", None),
    exact("<news-quiz><p>An office opened.</p></news-quiz>", "An office", None),
    exact(
        "<news-quiz>An office opened.</news-quiz><p>An office opened.",
        "An office opened",
        Some("An office opened"),
    ),
    exact("<p>An old</p><p>office opened.", "old office", None),
    exact("<ul><li>An old</li><li>office opened.</ul>", "oldoffice", None),
    exact("<ul><li>An office<li>Another</ul>", "An office", Some("An office")),
    exact("<table><caption>An office</caption><tr><td>Another</table>", "An office", Some("An office")),
    exact("<dl><dt>An office<dd>A place of work</dl>", "place of work", Some("place of work")),
    // Which of several places.
    exact("<p>An office, an office.", "office", None),
    exact("<ul><li>An office opened.</ul><p>An office opened.", "An office opened", Some("An office opened")),
    exact("<h2>An office opened</h2><p>An office opened.", "An office opened", Some("An office opened")),
    exact(
        "<figure><figcaption><p>An office opened</figcaption></figure><p>An office opened.",
        "An office opened",
        Some("An office opened"),
    ),
    exact("<ul><li>An office opened.</ul><h2>An office opened</h2>", "An office opened", None),
    quoted("<p>An office, an office.", ("An office, an ", "office", "."), Some("office")),
    quoted("<p>An office, an old office.", ("an old", "office", ""), Some("office")),
    quoted("<p>“It grew,” Kim said.", ("“", "It grew", ",” Kim said."), Some("It grew")),
    quoted("<p>\"It grew,\" Kim <b>said</b>.", ("“", "It grew", ",” Kim said."), Some("It grew")),
    // The rest of the sentence was changed.
    quoted(
        "<p>Yesterday an office opened there.",
        ("Today ", "an office opened", " here."),
        Some("an office opened"),
    ),
    quoted(
        "<p>Yesterday the big man from the North said no. The South said no.",
        ("Today the big man from the North ", "said no", "."),
        Some("said no"),
    ),
    quoted("<p>The North said no. The East said no.", ("The South ", "said no", "."), None),
    quoted("<p>The West said no. The East said no.", ("But the West ", "said no", ", then yes."), None),
    quoted("<p>The West said no. The West said no.", ("The West ", "said no", "."), None),
    quoted("<p>They met on Monday, in Hanoi.", ("It opened on ", "Monday", "."), None),
    quoted(
        "<p>The office opened on Monday, at last.",
        ("The office opened on ", "Monday", "."),
        Some("Monday"),
    ),
    // The words themselves were changed.
    exact("<p>An office closed.", "An office opened", None),
    quoted("<p>An old office opened there.", ("", "An office opened", " there."), None),
];

/// Finds the quote of each case in the element that was made for it.
const FIND: &str = r#"
    return arguments[0].map(([html, [prefix, exact, suffix]]) => {
        const root = document.createElement("article");
        root.innerHTML = html;
        document.body.append(root);
        const [range] = article.find(root, [{ prefix, exact, suffix }]);
        const found = range && range.toString();
        root.remove();
        return found;
    });
"#;

async fn passages_are_found_as_readers_see_them(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    load(page, &site, &around("", "")).await?;
    let cases = CASES.iter().map(|Case { html, quote, .. }| json!([html, quote])).collect();
    let found: Vec<Option<String>> =
        serde_json::from_value(page.run_with(FIND, vec![Value::Array(cases)]).await?)?;
    let wrong: Vec<String> = CASES
        .iter()
        .zip(&found)
        .filter(|(case, found)| case.found != found.as_deref())
        .map(|(case, found)| format!("{:?} in {}: {found:?}, not {:?}", case.quote, case.html, case.found))
        .collect();
    ensure!(wrong.is_empty() && found.len() == CASES.len(), "{}", wrong.join("\n"));

    let odd = page
        .run(
            "const quote = { exact: 'office' };
             const text = document.createElement('p');
             text.textContent = 'An office';
             return [
                 article.find(null, [quote, quote]),
                 article.find(document, [quote]),
                 article.find(text, [quote, null, {}, { exact: 5 }]).map((range) => range && range.toString()),
                 article.find(text, []), article.find(text), article.find(text, 5),
             ];",
        )
        .await?;
    assert_eq!(odd, json!([[null, null], [null], ["office", null, null, null], [], [], []]));
    Ok(())
}

/// Words in all the forms that compare alike in some way, and what stands between them.
const WORDS: [&str; 10] = [
    "office",
    "extra\u{ad}ordinary",
    "extraordinary",
    "won’t",
    "won't",
    "“no”",
    "\"no\"",
    "quick\u{200b}brown",
    "東京都",
    "👨‍👩‍👧",
];
const SPACES: [&str; 6] = [" ", "  ", "\n\t ", "\u{a0}", "\u{2003}", " \u{200b} "];

/// A sequence of numbers that is the same each time (a linear congruential generator).
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn text(&mut self, words: usize) -> String {
        let mut text = String::new();
        for ix in 0..words {
            if 0 < ix {
                text.push_str(SPACES.get(self.below(SPACES.len())).copied().unwrap_or_default());
            }
            text.push_str(WORDS.get(self.below(WORDS.len())).copied().unwrap_or_default());
        }
        text
    }
}

/// Finds quotes in texts that are cut into elements at places that have nothing to do with words: where in the text,
/// in UTF-16 code units, the quote starts and ends.
const FIND_IN_PIECES: &str = r#"
    return arguments[0].map(([text, cuts, prefix, exact, suffix]) => {
        const root = document.createElement("article");
        const paragraph = root.appendChild(document.createElement("p"));
        let last = 0;
        for (const cut of [...cuts, text.length]) {
            const piece = document.createElement("b");
            piece.append(text.slice(last, cut));
            paragraph.append(piece, "");
            last = cut;
        }
        document.body.append(root);
        const [range] = article.find(root, [{ prefix, exact, suffix }]);
        if (!range) {
            root.remove();
            return null;
        }
        const before = new Range();
        before.setStart(paragraph, 0);
        before.setEnd(range.startContainer, range.startOffset);
        const start = before.toString().length;
        const place = [start, start + range.toString().length];
        root.remove();
        return place;
    });
"#;

async fn a_browser_finds_what_the_proof_finds(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    load(page, &site, &around("", "")).await?;
    let mut numbers = Numbers(1);
    let (mut cases, mut expected) = (Vec::new(), Vec::new());
    while cases.len() < 600 {
        let words = 1 + numbers.below(12);
        let text = numbers.text(words);
        let [before, words, after] = [numbers.below(3), 1 + numbers.below(3), numbers.below(3)];
        let [prefix, exact, suffix] = [before, words, after].map(|words| numbers.text(words));
        let sentence = passage::places(&text, Quote { exact: &exact, prefix: &prefix, suffix: &suffix });
        let alone = passage::places(&text, Quote { exact: &exact, prefix: "", suffix: "" });
        // Most words drawn at random stand nowhere, which proves little.
        if alone.is_empty() && cases.len() % 3 != 0 {
            continue;
        }
        let place = match (&*sentence, &*alone) {
            ([place], _) => Some(place.clone()),
            // Nobody but the module decides by a part of the sentence.
            (_, [_, ..]) if before + after > 0 => continue,
            _ => None,
        };
        let units = |end: usize| text.get(..end).unwrap_or_default().encode_utf16().count();
        expected.push(place.map(|place| [units(place.start), units(place.end)]));
        let length = units(text.len());
        let mut cuts = [0; 4].map(|_| numbers.below(length));
        cuts.sort_unstable();
        cases.push(json!([text, cuts, prefix, exact, suffix]));
    }
    let found: Vec<Option<[usize; 2]>> =
        serde_json::from_value(page.run_with(FIND_IN_PIECES, vec![json!(cases)]).await?)?;
    assert_eq!(found.len(), expected.len());
    for ((case, found), expected) in cases.iter().zip(found).zip(expected) {
        assert_eq!(found, expected, "{case:?}");
    }
    Ok(())
}

/// The paragraph of the article that each quote is found in, counted as the compiler does, and the words found there.
const FIND_IN_ARTICLE: &str = r#"
    const root = document.querySelector("article");
    const paragraphs = [...root.querySelectorAll("p")].filter((p) => !p.closest("header, footer, aside, figure, nav"));
    return article.find(root, arguments[0]).map((range) => range && [
        1 + paragraphs.findIndex((p) => p.contains(range.commonAncestorContainer)),
        range.toString().replace(/\s+/g, " "),
    ]);
"#;

async fn every_quote_of_a_bank_is_found_in_its_article(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::copy()?, Quiz::liaison_office()?);
    load(page, &site, &around("", "")).await?;
    let module = site.address("article.js");
    let text = fs::read_to_string(workspace::root().join(demonstration::BANK).join("bank.json"))?;
    let bank: Value = serde_json::from_str(&text)?;
    // As they were written, …
    let mut evidence = Vec::new();
    for question in bank.pointer("/questions").and_then(Value::as_array).context("a bank has questions")? {
        let choices = question["choices"].as_array().into_iter().flatten();
        evidence
            .extend(choices.chain([question]).map(|part| &part["evidence"]).filter(|part| !part.is_null()));
    }
    let mut quotes: Vec<Value> = evidence.into_iter().cloned().collect();
    // … and with the sentence that the proof found around them, as the widget has them.
    quotes.extend(quiz.bank().questions().iter().map(|question| {
        let evidence = &question.evidence;
        json!({
            "paragraph": evidence.block.number(),
            "prefix": &*evidence.prefix, "exact": &*evidence.exact, "suffix": &*evidence.suffix,
        })
    }));
    ensure!(quotes.len() >= 80, "there are only {} quotes", quotes.len());

    page.load(&site.address("banks/liaison-office/article.html")).await?;
    page.run_with(
        "const script = document.createElement('script');
         script.type = 'module';
         script.textContent = `import * as article from '${arguments[0]}'; window.article = article`;
         document.head.append(script);",
        vec![json!(module)],
    )
    .await?;
    page.until_true("the module is there", "return !!window.article").await?;
    let found = page.run_with(FIND_IN_ARTICLE, vec![json!(quotes)]).await?;
    for (quote, found) in quotes.iter().zip(found.as_array().context("a list")?) {
        assert_eq!(found[0], quote["paragraph"], "{quote} is found at {found}");
        let exact = quote["exact"].as_str().unwrap_or_default();
        let words = found[1].as_str().unwrap_or_default();
        let places = passage::places(words, Quote { exact, prefix: "", suffix: "" });
        let is_same = places.first() == Some(&(0..words.len()));
        assert!(is_same, "{exact:?} is found as {words:?}");
    }
    Ok(())
}

/// An article that is long, with a passage in its middle, and a quiz at its end whose button shows the passage.
fn long_article() -> String {
    let filler =
        "<p>Talks began <a href=#talks>again</a> and again, and each time they ended as before. </p>"
            .repeat(30);
    format!(
        "<article id=article>{filler}<p id=there>Then <i>an off</i>ice opened in the <b>capital</b>, which was new.</p>\
         <p><a id=next href=#next>The next link</a></p>{filler}</article><button id=quiz>In the article</button>{filler}"
    )
}

/// What there is to see of a passage.
#[derive(Debug, Deserialize, PartialEq)]
struct Shown {
    /// What `show` said, and `back` each time that it was called.
    told: Vec<Value>,
    /// The words that are highlighted.
    marked: Vec<String>,
    /// Whether they have a colour of their own.
    coloured: bool,
    /// Whether the passage can be seen: at its start and at its end, nothing else is on top.
    clear: bool,
    /// How far its middle is from that of the window, in pixels.
    off: f64,
    /// What has the focus, and within the button's shadow root what.
    focus: String,
    /// The `tabindex` of the passage's block.
    tabindex: Option<String>,
    /// The button's box: left, top, right, bottom.
    button: Option<[f64; 4]>,
    /// How many elements the page has.
    elements: usize,
    /// How many entries the history has, and the page's address.
    history: (usize, String),
    /// How many style sheets scripts have added.
    sheets: usize,
    /// What the page's policy refused.
    refused: Vec<String>,
}

const LOOK: &str = r##"
    const block = document.querySelector("#there");
    const box = block.getBoundingClientRect();
    const isThere = (x, y) => block.contains(document.elementFromPoint(x, y));
    const words = document.createRange();
    words.selectNodeContents(block);
    const lines = [...words.getClientRects()];
    const first = lines[0];
    const last = lines.at(-1);
    const active = document.activeElement;
    const host = document.body.lastElementChild;
    const button = host.shadowRoot?.querySelector("button");
    const edges = button?.getBoundingClientRect();
    return {
        told,
        marked: [...(CSS.highlights.get("newsquiz-evidence") ?? [])].map((range) => range.toString()),
        coloured: document.adoptedStyleSheets.length > 0 && getComputedStyle(block, "::highlight(newsquiz-evidence)").backgroundColor !== "rgba(0, 0, 0, 0)",
        clear: isThere(first.left + 2, first.top + 2) && isThere(last.right - 2, last.bottom - 2),
        off: Math.abs((box.top + box.bottom - innerHeight) / 2),
        focus: active.shadowRoot?.activeElement?.textContent ?? (active.id || active.localName),
        tabindex: block.getAttribute("tabindex"),
        button: edges ? [edges.left, edges.top, edges.right, edges.bottom] : null,
        elements: document.querySelectorAll("*").length,
        history: [history.length, location.href],
        sheets: document.adoptedStyleSheets.length,
        refused,
    };
"##;

async fn look(page: &Page) -> Result<Shown> {
    // What is put right two frames later has been put right.
    page.settled().await?;
    page.settled().await?;
    serde_json::from_value(page.run(LOOK).await?).context("the page cannot be looked at")
}

/// Clicks on the button that shows the passage.
async fn press(page: &Page) -> Result<()> {
    page.run("quiz.scrollIntoView({ block: 'center', behavior: 'instant' })").await?;
    page.press("In the article").await
}

/// Fails when the passage is not shown as it should be, with the way back beside it.
async fn check_shown(page: &Page, case: &str, before: &Shown) -> Result<Shown> {
    let shown = look(page).await?;
    let [left, top, right, bottom] = shown.button.with_context(|| format!("{case}: no way back"))?;
    let size = page.run("return [document.documentElement.clientWidth, innerHeight]").await?;
    let (width, height): (f64, f64) = serde_json::from_value(size)?;
    ensure!(shown.told.last() == Some(&json!(true)), "{case}: {shown:#?}");
    ensure!(shown.marked == ["an office opened in the capital"] && shown.coloured, "{case}: {shown:#?}");
    ensure!(shown.clear, "{case}: something is on top: {shown:#?}");
    ensure!(shown.focus == "there" && shown.tabindex.as_deref() == Some("-1"), "{case}: {shown:#?}");
    ensure!(right - left >= 44.0 && bottom - top >= 44.0, "{case}: the button is too small: {shown:#?}");
    ensure!(
        left >= 0.0 && top >= 0.0 && right <= width && bottom <= height,
        "{case}: the button is not in the window of {width} × {height}: {shown:#?}"
    );
    ensure!(shown.history == before.history, "{case}: {shown:#?}");
    ensure!(shown.elements == before.elements + 1, "{case}: {shown:#?}");
    ensure!(shown.refused.is_empty(), "{case}: {shown:#?}");
    Ok(shown)
}

/// Fails when anything but the focus and what was told is not as it was.
async fn check_left(page: &Page, before: &Shown) -> Result<()> {
    let left = look(page).await?;
    assert_eq!((left.told.last(), &*left.focus), (Some(&json!("back")), "quiz"), "{left:#?}");
    assert_eq!((&left.marked, left.button, &left.tabindex), (&Vec::new(), None, &None), "{left:#?}");
    assert_eq!(
        (left.elements, left.sheets, left.history),
        (before.elements, before.sheets, before.history.clone())
    );
    Ok(())
}

async fn open(page: &Page, site: &Site, head: &str, body: &str) -> Result<Shown> {
    load(page, site, &around(head, body)).await?;
    look(page).await
}

async fn a_passage_is_shown_and_a_click_leads_back(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let head = "<style>html { scroll-behavior: smooth }</style>";
    let before = open(page, &site, head, &long_article()).await?;
    for _ in 0..2 {
        press(page).await?;
        let shown = check_shown(page, "a plain page", &before).await?;
        assert!(shown.off < 2.0, "the passage is not in the middle: {shown:#?}");
        let [left, top, right, bottom] = shown.button.context("a button")?;
        page.click_at((left + right) / 2.0, (top + bottom) / 2.0).await?;
        check_left(page, &before).await?;
    }

    // Once more while it is shown, and taken away by the caller.
    press(page).await?;
    page.run("quiz.click(); quiz.click()").await?;
    check_shown(page, "shown three times", &before).await?;
    page.run("article.hide(); article.hide(); told.push('back'); quiz.focus()").await?;
    check_left(page, &before).await
}

/// As where a page shows another story in the same place.
async fn the_way_back_goes_with_its_article(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let before = open(page, &site, "", &long_article()).await?;
    press(page).await?;
    check_shown(page, "a plain page", &before).await?;
    page.run("document.querySelector('#there').closest('article').remove()").await?;
    page.until_true(
        "nothing of it is left",
        "return !document.querySelector('body > span') && !CSS.highlights.size && !document.adoptedStyleSheets.length",
    )
    .await
}

async fn the_keyboard_goes_from_the_passage_to_the_way_back_and_on(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let before = open(page, &site, "", &long_article()).await?;
    page.run("quiz.focus()").await?;
    page.key(Key::Enter).await?;
    check_shown(page, "by keyboard", &before).await?;

    page.key(Key::Tab).await?;
    let at_button = look(page).await?;
    assert_eq!((&*at_button.focus, &at_button.tabindex), ("Back to the question", &None));
    // Back to the passage, and on past the button to what comes after the passage.
    page.run("quiz.onfocus = () => told.push('lost')").await?;
    let shift_tab = page.keys_with(Key::Shift, Key::Tab);
    shift_tab.await?;
    let back = look(page).await?;
    assert_eq!((&*back.focus, back.tabindex.as_deref()), ("there", Some("-1")));
    page.key(Key::Tab).await?;
    page.key(Key::Tab).await?;
    let on = look(page).await?;
    assert_eq!(on.tabindex, None, "{on:#?}");
    // WebKit's Tab stops at no link, as Safari's: it goes on to the next button, which is that of the quiz.
    let is_past = on.focus == "next" || on.focus == "quiz";
    assert!(is_past, "{on:#?}");

    page.run("quiz.onfocus = null").await?;
    page.key(Key::Escape).await?;
    check_left(page, &before).await?;

    page.key(Key::Enter).await?;
    check_shown(page, "by keyboard, again", &before).await?;
    page.key(Key::Tab).await?;
    page.key(Key::Enter).await?;
    check_left(page, &before).await?;

    // A dialogue of the page uses Escape for itself. Without anything shown, nothing listens.
    page.key(Key::Enter).await?;
    page.run("window.used = (event) => event.preventDefault(); addEventListener('keydown', used, true)")
        .await?;
    page.key(Key::Escape).await?;
    check_shown(page, "after an Escape that was not meant", &before).await?;
    page.run(
        "removeEventListener('keydown', used, true);
         document.body.append(document.createElement('input'));
         document.querySelector('input').focus();",
    )
    .await?;
    page.key(Key::Escape).await?;
    assert_eq!(look(page).await?.told.last(), Some(&json!(true)), "an Escape in a field leads away");
    page.run("document.querySelector('input').remove()").await?;
    for field in ["<input id=field>", "<p id=field contenteditable>A comment</p>", "<div popover role=dialog><button id=field>Close</button></div>"] {
        page.run_with(
            "const host = document.body.appendChild(document.createElement('x-comments'));
             host.attachShadow({ mode: 'open' }).innerHTML = arguments[0];
             host.shadowRoot.querySelector('[popover]')?.showPopover?.();
             host.shadowRoot.querySelector('#field').focus();",
            vec![json!(field)],
        )
        .await?;
        page.key(Key::Escape).await?;
        assert_eq!(look(page).await?.told.last(), Some(&json!(true)), "an Escape in {field} of a shadow root leads away");
        page.run("document.querySelector('x-comments').remove()").await?;
    }
    page.key(Key::Escape).await?;
    check_left(page, &before).await?;
    page.key(Key::Escape).await?;
    let told = look(page).await?.told;
    assert_eq!(told.iter().filter(|told| **told == "back").count(), 3, "{told:?}");
    Ok(())
}

async fn a_passage_is_under_no_bar(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let bar = "<div id=bar style='top:0;height:200px;left:0;right:0;background:gray;z-index:9;position";
    let article = long_article();
    let high = article.replace("which was new", &"which was new, and ".repeat(900));
    let late = format!(
        "{bar}:fixed;display:none'></div>{article}<script>addEventListener('scroll', () => {{ bar.style.display = 'block' }})</script>"
    );
    for (case, head, body) in [
        ("a sticky bar", "", format!("{bar}:sticky'>News</div>{article}")),
        ("a fixed bar", "", format!("{bar}:fixed'><span>News</span></div>{article}")),
        (
            "two bars above and one below",
            "",
            format!(
                "{bar}:fixed'></div>{bar}:sticky;top:200px;height:60px'></div>{bar}:fixed;top:auto;bottom:0'></div>{article}"
            ),
        ),
        ("a bar that comes later", "", late),
        (
            "a page that scrolls in itself",
            "<style>html, body { height: 100%; margin: 0; overflow: hidden } main { height: 100%; overflow: auto }</style>",
            format!("{bar}:fixed'></div><main>{article}</main>"),
        ),
        (
            "an article that scrolls in itself",
            "<style>article { height: 300px; overflow: auto } body { margin-block: 900px }</style>",
            format!("{bar}:sticky'></div>{article}"),
        ),
        ("right to left", "<style>body { direction: rtl; margin-inline: 10vw }</style>", article.clone()),
        ("a margin beside it", "<style>article { width: 600px; margin: auto }</style>", article.clone()),
    ] {
        let before = open(page, &site, head, &body).await?;
        press(page).await?;
        let before = Shown { elements: look(page).await?.elements - 1, ..before };
        check_shown(page, case, &before).await?;
        page.key(Key::Escape).await?;
        check_left(page, &before).await?;
    }

    // A paragraph that is higher than the window, and then a passage that is: its first words are to be seen, and so
    // is the way back.
    let in_itself = "<style>html, body { height: 100%; margin: 0; overflow: hidden } main { height: 100%; overflow: auto }</style>";
    for (head, body) in [("", high.clone()), (in_itself, format!("<main>{high}</main>"))] {
        open(page, &site, head, &format!("{bar}:fixed'>News</div>{body}")).await?;
        press(page).await?;
        let shown = look(page).await?;
        let [_, top, _, bottom] = shown.button.context("a button")?;
        assert!(500.0 < top && bottom <= 657.0, "{shown:#?}");
        page.run(
            "const [range] = article.find(document.body, [{ exact: document.querySelector('#there').textContent }]);
             article.show(range, { label: 'Back', go() {} });",
        )
        .await?;
        let shown = look(page).await?;
        let top = page.run("return document.querySelector('#there').getBoundingClientRect().top").await?;
        assert!(top.as_f64().is_some_and(|top| (199.0..220.0).contains(&top)), "{top} {shown:#?}");
        let [_, top, _, bottom] = shown.button.context("a button")?;
        assert!(500.0 < top && bottom <= 657.0, "{shown:#?}");
    }
    Ok(())
}

async fn a_strict_page_shows_passages_too(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let policy = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; script-src 'self'; \
                  style-src 'none'; require-trusted-types-for 'script'\">";
    // The page's own sheets, and a page that would style every element of ours.
    let before = open(page, &site, policy, &long_article()).await?;
    press(page).await?;
    check_shown(page, "a strict page", &before).await?;
    page.key(Key::Escape).await?;
    check_left(page, &before).await?;
    // The policy holds: what it is to refuse is refused.
    page.run("document.body.setAttribute('style', 'color: red')").await?;
    page.until_true("the policy holds", "return refused.length > 0").await?;

    let loud = "<style>* { all: unset } body > span, button { display: none !important; position: static !important; color: transparent }</style>";
    let before =
        open(page, &site, loud, &long_article().replace("<button", "<input type=button value=x><button"))
            .await?;
    page.run("quiz.style.setProperty('display', 'block', 'important')").await?;
    page.run("quiz.click()").await?;
    let shown = look(page).await?;
    let [left, top, right, bottom] = shown.button.context("a button")?;
    assert!(right - left >= 44.0 && bottom - top >= 44.0, "{shown:#?}");
    page.click_at((left + right) / 2.0, (top + bottom) / 2.0).await?;
    assert_eq!((look(page).await?.told.last(), before.sheets), (Some(&json!("back")), 0));
    Ok(())
}

async fn what_cannot_be_shown_changes_nothing(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    let before = open(page, &site, "", &long_article()).await?;
    let said = page
        .run(
            "const back = { label: 'Back', go() {} };
             const [range] = article.find(document.body, [{ exact: 'an office opened' }]);
             const block = document.querySelector('#there');
             const said = [article.show(null, back), article.show(undefined, back), article.show({}, back)];
             said.push(article.show(document.createRange(), back));
             block.hidden = true;
             said.push(article.show(range, back));
             block.hidden = false;
             const place = block.nextSibling;
             block.remove();
             said.push(article.show(range, back));
             place.before(block);
             const [again] = article.find(document.body, [{ exact: 'an office opened' }]);
             const { highlights } = CSS;
             Object.defineProperty(CSS, 'highlights', { value: undefined, configurable: true });
             said.push(article.show(again, back));
             Object.defineProperty(CSS, 'highlights', { value: highlights });
             article.hide();
             return said;",
        )
        .await?;
    assert_eq!(said, json!([false, false, false, false, false, false, false]));
    let after = look(page).await?;
    assert_eq!(after, before);
    Ok(())
}

fn the_modules_are_small() -> Result<()> {
    for (name, most) in MODULES {
        let text = fs::read_to_string(workspace::root().join("static").join(name))?;
        let small = minify::script(&text, ScriptKind::Module)?;
        let bytes = compress::brotli(small.as_bytes())?.len() as u64;
        ensure!(bytes <= most, "{name} is sent in {bytes} bytes");
    }
    Ok(())
}
