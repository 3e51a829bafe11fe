//! The proof, which reads a file, and `static/article.js`, which reads a document, read one text: the rules of
//! `newsquiz_core::text`, held against each other with the same characters and the same pages.

use std::{collections::BTreeMap, sync::LazyLock};

use anyhow::{Context as _, Result, anyhow, ensure};
use newsquiz_cli::locales;
use newsquiz_compiler::{Article, Locales, TextFile};
use newsquiz_core::{
    block::{Block, BlockKind},
    passage::as_compared,
    text::UNCOUNTED,
};
use serde_json::{Value, json};

use crate::{
    page::Page,
    passages::{Numbers, around, load},
    site::Site,
};

journeys! {
    in_each_engine {
        each_character_compares_as_in_the_proof,
        a_page_has_the_text_that_was_proved,
    }
}

async fn each_character_compares_as_in_the_proof(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    load(page, &site, &around("", "")).await?;
    // Engines know different versions of Unicode, so that what is new in it may differ: scripts beyond the first plane
    // are looked at where texts of newspapers have characters.
    let planes = (0x1..=0xffff).chain(0x1_f000..=0x1_faff).chain(0x2_0000..=0x2_0100);
    let script = "
        const other = {};
        for (const code of arguments[0]) {
            const c = String.fromCodePoint(code);
            // Between letters, so that spaces and accents are compared as they are in words.
            const { text } = article.compared(`e${c}e`);
            if (text !== `e${c}e`) other[code] = text;
        }
        return other;";
    let codes: Vec<u32> = planes.filter(|&code| char::from_u32(code).is_some()).collect();
    let found: BTreeMap<u32, String> =
        serde_json::from_value(page.run_with(script, vec![json!(codes)]).await?)?;
    let mut wrong = Vec::new();
    for code in codes {
        let text = format!("e{}e", char::from_u32(code).context("a character")?);
        let expected = as_compared(&text);
        let found = found.get(&code).unwrap_or(&text);
        if *found != expected {
            wrong.push(format!("U+{code:04X}: {found:?}, not {expected:?}"));
        }
    }
    ensure!(wrong.is_empty(), "{} characters:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

/// Words and signs as news sites have them in their pages: entities, typography, footnotes, what pastes leave.
const WORDS: &[&str] = &[
    "office", "opened", "the", "Kim", "said", "in", "2018", "10", "km", "U.S.", "Q&amp;A", "caf&eacute;", "cafe&#769;s",
    "Vi&#x1ec7;t", "Vie&#770;&#803;t", "won&#8217;t", "won&#39;t", "l&rsquo;office", "aujourd’hui", "don&#146;t", "rock ’n’ roll",
    "&laquo;&#8239;Oui&#8239;&raquo;,", "« Oui »", "&ldquo;No,&rdquo;", "&#8220;&#8216;Yes&#8217;&#8221;", "&bdquo;Nein&ldquo;",
    "‚ja‘", "&quot;well&quot;", "vrai&nbsp;?", "vrai ?", "vrai&#x202f;!", "5&thinsp;%", "5&nbsp;%", "well&#8209;known", "well-known",
    "--", "---", "&mdash;", "a&mdash;b", "&ndash;", "2–3", "&minus;4", "...", "&hellip;", "wait....", "extra&shy;ordinary", "quick&#8203;brown",
    "quick<wbr>brown", "&#xfeff;left", "&zwnj;", "\u{200f}", "&nbsp;", "&emsp;", "\n\t", "4&times;4", "&euro;5", "東京都", "開放了。",
    "สำนักงาน", "المكتب", "הקישור", "한국에", "&#x1112;&#x1161;&#x11ab;", "👨‍👩‍👧", "❤&#xfe0f;", "&lt;b&gt;",
    "10<sup>6</sup>", "km<sup>2</sup>", "10<sup>th</sup>", "CO<sub>2</sub>", "opened<sup>1</sup>", "left.<sup>[2]</sup>",
    "2018<sup>3</sup>", "<sup>235</sup>U", "said<sup class=\"modern-footnotes-footnote\"><a href=\"#fn1\">1</a></sup>",
    "<a href=\"#f2\"><sup>2</sup></a>", "<a href=\"#_ftn1\" name=\"_ftnref1\"><span class=MsoFootnoteReference><span style='mso-special-character:footnote'>[1]</span></span></a>",
    "left<a class=\"footnote-anchor\" href=\"#footnote-1\">1</a>", "he <a href=\"#fn-2\" role=\"doc-noteref\">b</a>", "<a href=\"#cite_note-3\">[3]</a>", "x<a href=\"#fn9\">&#xfeff;9</a>",
    "Figures <a href=\"#f1\">1</a>–<a href=\"#f3\">3</a>", "<a href=\"/story#ref5\">5</a>", "<a href=\"/data#refugees\">52</a>",
    "<a href=\"/notebook#chart1\">7</a>", "<a href=\"#fn-a\">*</a>", "<sup>&#xfeff;2</sup>",
    "<span style=\"vertical-align: super\">as <a href=\"/\">Kim</a> said</span>",
    "said<span style=\"font-size:0.6em;vertical-align:super;\">4</span>", "<a href=\"#y\">2019</a>",
    "<br>", "<br />\n", "<!-- wp:paragraph -->", "<!--[if !supportLists]-->", "<img class=\"emoji\" alt=\"☕\" src=\"data:,\">",
    "<svg viewBox=\"0 0 1 1\"><title>Opens in a new tab</title><path d=\"M0 0\"/></svg>", "<button type=button>Share</button>",
    "<span hidden>hidden</span>", "<span style=\"display:none\">unseen</span>", "<span aria-hidden=\"true\">¶</span>",
    "<script>document.title</script>", "<style>b{}</style>", "<noscript><img src=\"data:,\">no script</noscript>",
    "<ins class=\"adsbygoogle\" style=\"display:block\">Advertisement</ins>", "<select><option>One</select>", "<o:p></o:p>", "<o:p>&nbsp;</o:p>",
    "<del datetime=\"2019-03-01\">forty</del> <ins datetime=\"2019-03-01\">forty-five</ins>", "<s>$40</s> $45", "<strike>old</strike>",
    "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>", "<math><mi>x</mi></math>",
];

/// What words stand in: `{}` is for the words.
const INLINE: &[&str] = &[
    "<strong>{}</strong>", "<em>{}</em>", "<b>{}</b>", "<i>{}", "<mark class=\"has-inline-color\">{}</mark>", "<q>{}</q>",
    // WordPress
    "<a href=\"#\" target=\"_blank\" rel=\"noreferrer noopener\">{}<span class=\"screen-reader-text\"> (opens in a new tab)</span></a>",
    "<span class=\"has-drop-cap\">{}</span>", "<abbr title=\"x\">{}</abbr>", "<ins>{}</ins>",
    // BBC, Guardian, Arc
    "<a class=\"ssrcss-k17ofh-InlineLink e1kn3p7n0\" href=\"#\">{}<span class=\"visually-hidden ssrcss-1f39n02-VisuallyHidden e16en2lz0\">, external</span></a>",
    "<gu-island name=\"Tip\" deferuntil=\"idle\"><span class=\"dcr-1r5gi1u\">{}</span></gu-island>",
    "<span data-component=\"drop-cap\" class=\"dcr-15u2bqy\">{}</span>", "<a class=\"c-link\" href=\"#\" data-link-name=\"in body link\">{}</a>",
    "<span class=\"sr-only\">{}</span>",
    // AMP
    "<amp-fit-text width=\"300\" height=\"20\">{}</amp-fit-text>",
    // Word and Google Docs
    "<span lang=EN-US style='font-size:12.0pt;mso-ansi-language:EN-US'>{}<o:p></o:p></span>", "<st1:place w:st=\"on\">{}</st1:place>",
    "<span style=\"font-size:11pt;font-family:Arial;white-space:pre-wrap;\">{}</span>", "<font face=\"Arial\">{}</font>",
];

/// What texts stand in: `{}` is for words, `[]` for other blocks.
const BLOCKS: &[&str] = &[
    "<p>{}</p>", "<p>{}</p>", "<p>{}</p>\n\n", "<p>{}", "<p class=MsoNormal style='margin-bottom:0cm'>{}</p>",
    "<p class=\"ssrcss-1q0x1qg-Paragraph e1jhz7w10\">{}</p>", "<p class=\"c-paragraph\" dir=ltr>{}</p>",
    "<div data-component=\"text-block\" class=\"ssrcss-11r1m41-RichTextComponentWrapper\">[]</div>",
    "<div class=\"wp-block-group\"><div class=\"wp-block-group__inner-container\">[]</div></div>",
    "<section class=\"c-article-body\">[]</section>", "<main>[]</main>", "<blockquote class=\"wp-block-quote\">[]<cite>{}</cite></blockquote>",
    "<b style=\"font-weight:normal;\" id=\"docs-internal-guid-1a2b\">[]</b>", "<div>{}[]{}</div>", "<center>[]</center>", "<center>{}</center>",
    "<fieldset>{}[]</fieldset>", "<menu><li>{}</menu>", "<hgroup><h2>{}</h2><p>{}</p></hgroup>",
    "<h2 class=\"wp-block-heading\">{}</h2>", "<header><h1>{}</h1><p>{}</p><div>{}</div></header>", "<footer><p>{}</p></footer>",
    "<figure class=\"wp-block-image\"><img src=\"data:,\" alt=\"A\"><figcaption>{}</figcaption></figure>", "<figure><p>{}</p><div>{}</div></figure>",
    "<figure class=\"wp-block-pullquote\"><blockquote><p>{}</p></blockquote></figure>",
    "<ul><li>{}<li>{}</ul>", "<ol><li><p>{}</p></li></ol>", "<dl><dt>{}<dd>{}</dl>", "<table><caption>{}</caption><tr><td>{}<td>{}</table>",
    "<aside><p>{}</p></aside>", "<nav><p>{}</p></nav>", "<amp-ad width=1 height=1><p>{}</p></amp-ad>", "<form><p>{}</p><textarea>{}</textarea></form>",
    "<div class=\"ad\" aria-hidden=\"true\"><p>{}</p></div>", "<p hidden>{}</p>", "<div hidden=\"until-found\">[]</div>",
    "<details><summary>{}</summary>[]</details>", "<template><p>{}</p></template>", "<p></p>", "<p>&nbsp;</p>", "<hr>", "<pre>{}</pre>",
    "<iframe></iframe>", "<news-quiz>[]</news-quiz>", "<del>[]</del>", "<ins>[]</ins>", "<div><br></div>", "<address>{}</address>",
    "<!-- wp:paragraph -->", "<video><p>{}</p></video>", "<dialog><p>{}</p></dialog>", "<object>[]</object>",
    "<p style='margin-left:36.0pt;text-indent:-18.0pt'><!--[if !supportLists]--><span style='mso-list:Ignore'>·<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;</span></span><!--[endif]-->{}</p>",
];

/// Makes pages of these.
struct Pages {
    numbers: Numbers,
    /// Each text has a word of its own, so that a quote with it stands once.
    texts: usize,
}

impl Pages {
    fn one_of(&mut self, list: &[&'static str]) -> &'static str {
        list.get(self.numbers.below(list.len())).copied().unwrap_or_default()
    }

    fn words(&mut self, depth: usize) -> String {
        let count = 1 + self.numbers.below(5);
        let mut words = Vec::new();
        for _ in 0..count {
            let is_plain = depth == 0 || self.numbers.below(3) > 0;
            words.push(if is_plain {
                self.one_of(WORDS).to_owned()
            } else {
                let inner = self.words(depth - 1);
                self.one_of(INLINE).replace("{}", &inner)
            });
        }
        words.join(if self.numbers.below(6) == 0 { "" } else { " " })
    }

    fn blocks(&mut self, depth: usize) -> String {
        let mut html = String::new();
        for _ in 0..=1 + self.numbers.below(4) {
            let mut rest = self.one_of(BLOCKS);
            while let Some(at) = rest.find(['{', '[']) {
                html.push_str(&rest[..at]);
                if rest[at..].starts_with('{') {
                    self.texts += 1;
                    let (before, after) = (self.words(2), self.words(2));
                    html.push_str(&format!("{before} Item{} {after}", self.texts));
                } else if 0 < depth {
                    html.push_str(&self.blocks(depth - 1));
                }
                rest = rest.get(at + 2..).unwrap_or_default();
            }
            html.push_str(rest);
        }
        html
    }
}

/// A quote of a few words around the word that no other text has, as the proof gives it, if it accepts it. It names its
/// paragraph where it stands in one.
fn proved(
    page: &str,
    block: Block,
    text: &str,
    locales: &Locales,
    numbers: &mut Numbers,
) -> Result<Option<Value>> {
    let words: Vec<&str> = text.split(' ').collect();
    let item = words.iter().position(|word| word.starts_with("Item")).context("a word of its own")?;
    let first = item - numbers.below(item + 1).min(3);
    let last = (item + numbers.below(4)).min(words.len() - 1);
    let exact = words[first..=last].join(" ");
    let mut evidence = json!({ "exact": exact });
    if block.kind() == BlockKind::Paragraph {
        evidence["paragraph"] = json!(block.number());
    }
    let bank = json!({
        "format": 1, "id": "a", "lang": "en", "title": "A", "article": { "title": "A", "href": "https://news.example/" },
        "draw": { "questions": 1, "seed": "a" },
        "questions": [{
            "id": "a", "level": "easy", "stem": "A?",
            "choices": [{ "id": "a", "text": "A", "correct": true }, { "id": "b", "text": "B" }],
            "evidence": evidence,
        }],
    });
    let bank = TextFile::new("bank.json", Ok(bank.to_string().into_bytes()));
    let article = |name: &str| TextFile::new(name, Ok(page.as_bytes().to_vec()));
    let Ok(proved) = newsquiz_compiler::compile(&bank, &article, locales) else { return Ok(None) };
    let evidence = &proved.bank.questions().first().context("a question")?.evidence;
    ensure!(evidence.block == block, "{exact:?} is proved in {:?}, not in {block:?}", evidence.block);
    Ok(Some(json!({ "prefix": &*evidence.prefix, "exact": &*evidence.exact, "suffix": &*evidence.suffix })))
}

/// The text of each paragraph, and what each quote is found in: the number of a paragraph, from 0, or the name of another
/// element.
const READ: &str = r#"
    const [cases, uncounted] = arguments;
    return cases.map(([html, quotes]) => {
        const root = document.createElement("article");
        root.innerHTML = html;
        document.body.append(root);
        const paragraphs = [...root.querySelectorAll("p")].filter((p) => !p.closest(uncounted));
        const blocks = article.read(root).text.split("\0").map((text) => text.trim());
        const texts = paragraphs.map((p) => article.read(p).text.replaceAll("\0", "").trim());
        // A text that is none of the article's may stand in an element that is not read.
        const read = texts.map((text) => (blocks.includes(text) ? text : ""));
        const homes = article.find(root, quotes).map((range) => {
            if (!range) return null;
            const around = range.startContainer.parentElement;
            const ix = paragraphs.findIndex((p) => p.contains(around));
            if (ix >= 0) return String(ix);
            return around.closest("h1, h2, h3, h4, h5, h6, figcaption, caption, li, dt, dd").localName;
        });
        root.remove();
        return [read, homes];
    });
"#;

/// Pages with the quotes that were proved in them, as the script gets them; what the text of their paragraphs is as it is
/// compared, and what each quote stands in.
struct Cases {
    pages: Vec<Value>,
    expected: Vec<(Vec<String>, Vec<Block>)>,
}

/// Whether what a quote was found in is what it was proved in.
fn is_home(found: Option<&str>, block: Block) -> bool {
    found.is_some_and(|found| match block.kind() {
        BlockKind::Paragraph => found.parse() == Ok(block.number() - 1),
        BlockKind::Headline => matches!(found.as_bytes(), [b'h', b'1'..=b'6']),
        BlockKind::Caption => matches!(found, "caption" | "figcaption"),
        BlockKind::ListItem => matches!(found, "li" | "dt" | "dd"),
    })
}

/// Made once for all engines: a proof reads the whole page.
static CASES: LazyLock<Result<Cases, String>> = LazyLock::new(|| make_cases().map_err(|error| format!("{error:#}")));

fn make_cases() -> Result<Cases> {
    let locales = locales::all();
    let mut maker = Pages { numbers: Numbers(15), texts: 0 };
    let (mut pages, mut expected) = (Vec::new(), Vec::new());
    let (mut in_paragraphs, mut elsewhere) = (0, 0);
    for _ in 0..200 {
        // A paragraph that is surely one: without any, other texts are.
        let html = format!("{}<p>An office opened.</p>", maker.blocks(3));
        let whole = format!("<!doctype html><article>{html}</article>");
        let article = Article::parse(&whole);
        let (mut quotes, mut homes) = (Vec::new(), Vec::new());
        for (block, text) in article.blocks().filter(|(_, text)| text.contains("Item")) {
            if let Some(quote) = proved(&whole, block, text, &locales, &mut maker.numbers)? {
                let count =
                    if block.kind() == BlockKind::Paragraph { &mut in_paragraphs } else { &mut elsewhere };
                *count += 1;
                quotes.push(quote);
                homes.push(block);
            }
        }
        let texts = article.paragraphs().into_iter().map(|text| as_compared(text).trim().to_owned());
        expected.push((texts.collect(), homes));
        pages.push(json!([html, quotes]));
    }
    ensure!(400 < in_paragraphs && 200 < elsewhere, "only {in_paragraphs} and {elsewhere} quotes");
    Ok(Cases { pages, expected })
}

async fn a_page_has_the_text_that_was_proved(page: &Page) -> Result<()> {
    let site = Site::copy()?;
    load(page, &site, &around("", "")).await?;
    let Cases { pages, expected } = CASES.as_ref().map_err(|error| anyhow!("{error}"))?;
    let found: Vec<(Vec<String>, Vec<Option<String>>)> =
        serde_json::from_value(page.run_with(READ, vec![json!(pages), json!(UNCOUNTED)]).await?)?;
    assert_eq!(found.len(), expected.len());
    for ((case, (texts, homes)), (expected_texts, expected_homes)) in pages.iter().zip(found).zip(expected) {
        assert_eq!(&texts, expected_texts, "the text of {}", case[0]);
        let is_as_proved = homes.iter().zip(expected_homes).all(|(found, block)| is_home(found.as_deref(), *block));
        ensure!(
            homes.len() == expected_homes.len() && is_as_proved,
            "{} stand in {homes:?}, not in {expected_homes:?}, of {}",
            case[1],
            case[0]
        );
    }
    Ok(())
}
