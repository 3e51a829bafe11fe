//! The article page as text: its paragraphs, headlines, captions and lists, as a reader sees them, by the rules of
//! `newsquiz_core::text`. It knows nothing of questions.

use core::ops::Range;
use std::sync::LazyLock;

use newsquiz_core::{
    block::{Block, BlockKind},
    passage::Searched,
    text::{self, is_footnote_mark, is_note_mark},
};
use scraper::{ElementRef, Html, Node, Selector, node::Element};

use crate::sentences::sentences;

/// The text of an article, block by block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    texts: Vec<Text>,
    whereabouts: Option<String>,
}

/// A text of an article that nothing interrupts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    /// What it is; nothing where it stands outside of every paragraph, headline, caption and list, as the cells of a table
    /// do: no quote is proved there.
    pub(crate) block: Option<Block>,
    /// Its words. A paragraph may have none.
    pub(crate) text: String,
    /// The same as quotes are looked for in it.
    pub(crate) searched: Searched,
    /// Where its sentences stand in it, in bytes.
    pub(crate) sentences: Vec<Range<usize>>,
    /// Whether it is folded away as the page is loaded.
    pub(crate) is_folded: bool,
}

impl Text {
    /// A paragraph that has no words and counts all the same.
    fn without_words() -> Text {
        Text::new(Some(Block::default()), String::new(), false)
    }

    fn new(block: Option<Block>, text: String, is_folded: bool) -> Text {
        Text { block, searched: Searched::new(&text), sentences: sentences(&text), text, is_folded }
    }

    pub(crate) fn is_paragraph(&self) -> bool {
        self.block.is_some_and(|block| block.kind() == BlockKind::Paragraph)
    }
}

/// Gives texts their numbers: paragraphs are counted for themselves, and so are all others.
fn number(texts: &mut [Text]) {
    let (mut paragraphs, mut others) = (0_u16, 0_u16);
    for block in texts.iter_mut().filter_map(|text| text.block.as_mut()) {
        let count = if block.kind() == BlockKind::Paragraph { &mut paragraphs } else { &mut others };
        *count = count.saturating_add(1);
        *block = Block::new(block.kind(), *count);
    }
}

/// A text that nothing interrupts, while the page is read.
struct Piece<'a> {
    /// The element that says what it is.
    of: ElementRef<'a>,
    text: String,
    is_folded: bool,
}

/// The rules of the table, parsed.
struct Rules {
    unread: Selector,
    blocks: Selector,
    folded: Selector,
    raised: Selector,
    partly_read: Selector,
    read_parts: Selector,
    uncounted: Selector,
    article: Selector,
    paragraph: Selector,
}

#[expect(clippy::expect_used, reason = "they are ours, and every test reads them")]
static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let parse = |selector| Selector::parse(selector).expect("a selector");
    Rules {
        unread: parse(text::UNREAD),
        blocks: parse(text::BLOCKS),
        folded: parse(text::FOLDED),
        raised: parse(text::RAISED),
        partly_read: parse(text::PARTLY_READ),
        read_parts: parse(text::READ_PARTS),
        uncounted: parse(text::UNCOUNTED),
        article: parse("article"),
        paragraph: parse("p"),
    }
});

impl Article {
    /// Takes the text of a page's first `<article>`. A page without one has no paragraphs.
    pub fn parse(html: &str) -> Article {
        Article::all(html).into_iter().next().unwrap_or_default()
    }

    /// Takes the text of the `<article>` of a page that has most of it, of equals the first: the others are teasers.
    /// Headlines alone are no text, and give nothing.
    pub fn longest(html: &str) -> Option<Article> {
        let mut articles = Article::all(html);
        articles.retain(Article::has_text);
        articles.into_iter().rev().max_by_key(Article::len)
    }

    /// Takes the text of each `<article>` of a page, in the order of the page.
    pub(crate) fn all(html: &str) -> Vec<Article> {
        let page = Html::parse_document(html);
        let roots: Vec<_> = page.select(&RULES.article).collect();
        let count = roots.len();
        let read = |(ix, root)| {
            let mut article = Article::read(root);
            if 1 < count {
                article.whereabouts = Some(article.describe(ix + 1, count));
            }
            article
        };
        roots.into_iter().enumerate().map(read).collect()
    }

    /// Reads an element. Its paragraphs are its `<p>`, those without words too, but for those in headers and the like;
    /// where no `<p>` has words, every text that stands in no list, headline or caption is a paragraph.
    fn read(root: ElementRef<'_>) -> Article {
        let first = Piece { of: root, text: String::new(), is_folded: false };
        let mut reader = Reader { pieces: Vec::new(), current: first };
        reader.walk(root, State { is_read: true, in_paragraph: false, is_folded: false });
        reader.end_piece(root, false);

        let mut counted = root.select(&RULES.paragraph).filter(|paragraph| is_counted(*paragraph));
        let mut texts = Vec::new();
        for Piece { of, text, is_folded } in reader.pieces {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if text.is_empty() {
                continue;
            }
            let is_paragraph = of.value().name() == "p" && is_counted(of);
            if is_paragraph {
                // Those before it that have no words count too. This one is taken off as well.
                let before = counted.by_ref().take_while(|other| other.id() != of.id());
                texts.extend(before.map(|_| Text::without_words()));
            }
            let block = if is_paragraph { Some(Block::default()) } else { block_of(of) };
            texts.push(Text::new(block, text, is_folded));
        }
        texts.extend(counted.map(|_| Text::without_words()));

        if texts.iter().all(|text| text.text.is_empty() || !text.is_paragraph()) {
            texts.retain(|text| !text.is_paragraph());
            for text in &mut texts {
                text.block = text.block.or(Some(Block::default()));
            }
        }
        number(&mut texts);
        Article { texts, whereabouts: None }
    }

    /// The paragraphs, in the order of the page. Some may be empty.
    pub fn paragraphs(&self) -> Vec<&str> {
        self.blocks()
            .filter(|(block, _)| block.kind() == BlockKind::Paragraph)
            .map(|(_, text)| text)
            .collect()
    }

    /// All that quotes may stand in, with its words, in the order of the page.
    pub fn blocks(&self) -> impl Iterator<Item = (Block, &str)> {
        self.texts.iter().filter_map(|text| Some((text.block?, &*text.text)))
    }

    /// All its texts, in the order of the page.
    pub(crate) fn texts(&self) -> &[Text] {
        &self.texts
    }

    /// Whether there is anything in it but headlines.
    pub(crate) fn has_text(&self) -> bool {
        self.blocks().any(|(block, _)| block.kind() != BlockKind::Headline)
    }

    /// Which of the page's articles it is, where there are several, in words for an editor.
    pub fn whereabouts(&self) -> Option<&str> {
        self.whereabouts.as_deref()
    }

    /// How many characters its paragraphs have.
    pub(crate) fn len(&self) -> usize {
        self.paragraphs().into_iter().map(str::len).sum()
    }

    fn describe(&self, number: usize, count: usize) -> String {
        /// How many words tell one article from another.
        const WORDS: usize = 6;
        let words = self.texts.iter().flat_map(|text| text.text.split_whitespace());
        let beginning: Vec<&str> = words.take(WORDS).collect();
        format!("`<article>` {number} of the page’s {count}, “{} …”", beginning.join(" "))
    }
}

/// What is known of the elements around a node.
#[derive(Clone, Copy)]
struct State {
    is_read: bool,
    in_paragraph: bool,
    is_folded: bool,
}

/// Goes through an article. `read` in `static/article.js` is the same walk.
struct Reader<'a> {
    pieces: Vec<Piece<'a>>,
    current: Piece<'a>,
}

impl<'a> Reader<'a> {
    fn walk(&mut self, parent: ElementRef<'a>, state: State) {
        for node in parent.children() {
            match (node.value(), ElementRef::wrap(node)) {
                (Node::Text(text), _) if state.is_read => self.current.text.push_str(text),
                (_, Some(element)) => self.enter(element, state),
                _ => {}
            }
        }
    }

    fn enter(&mut self, element: ElementRef<'a>, state: State) {
        let rules = &*RULES;
        let is = |selector: &Selector| selector.matches(&element);
        let name = element.value().name();
        let is_block = is(&rules.blocks);
        let is_without_words = is(&rules.unread)
            || (if is_block { state.in_paragraph } else { is(&rules.folded) })
            || (name == "sup" && self.is_mark(element))
            || (!is_block
                && is(&rules.raised)
                && is_footnote_mark(&self.current.text, &text_of(element), false))
            || (name == "a" && is_note_mark(element.attr("href").unwrap_or_default(), &text_of(element)));
        if name == "br" && state.is_read {
            self.current.text.push(' ');
        }
        if is_without_words {
            return;
        }
        let inner = State {
            is_read: is(&rules.read_parts) || (state.is_read && !is(&rules.partly_read)),
            in_paragraph: state.in_paragraph || name == "p",
            is_folded: state.is_folded || (is_block && is(&rules.folded)),
        };
        if !is_block {
            self.walk(element, inner);
            return;
        }
        let around = self.current.of;
        self.end_piece(element, inner.is_folded);
        self.walk(element, inner);
        self.end_piece(around, state.is_folded);
    }

    /// Ends the text so far, and begins one of another element.
    fn end_piece(&mut self, of: ElementRef<'a>, is_folded: bool) {
        let next = Piece { of, text: String::new(), is_folded };
        self.pieces.push(std::mem::replace(&mut self.current, next));
    }

    fn is_mark(&self, sup: ElementRef<'_>) -> bool {
        let text = text_of(sup);
        let is_link = |element: &Element| element.name() == "a";
        let has_link = sup.descendent_elements().any(|element| is_link(element.value()));
        // A link that holds more than the mark is a link of the words.
        let in_link = sup
            .ancestors()
            .filter_map(ElementRef::wrap)
            .find(|parent| is_link(parent.value()))
            .is_some_and(|link| text::trimmed(&text_of(link)) == text::trimmed(&text));
        is_footnote_mark(&self.current.text, &text, has_link || in_link)
    }
}

/// All that is written in an element.
fn text_of(element: ElementRef<'_>) -> String {
    element.text().collect()
}

/// Whether a `<p>` is one of the article's paragraphs.
fn is_counted(paragraph: ElementRef<'_>) -> bool {
    let mut parents = paragraph.ancestors().filter_map(ElementRef::wrap);
    !parents.any(|parent| RULES.uncounted.matches(&parent))
}

/// What a text is that stands in no paragraph, by the nearest element that says it; not numbered yet. The terms of a list
/// and what is said of them are items of a list. The cells of a table are nothing: without the heads of their row and
/// column they prove nothing.
fn block_of(of: ElementRef<'_>) -> Option<Block> {
    for element in [of].into_iter().chain(of.ancestors().filter_map(ElementRef::wrap)) {
        let kind = match element.value().name() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Headline,
            "figcaption" | "caption" => BlockKind::Caption,
            "li" | "dt" | "dd" => BlockKind::ListItem,
            "article" => return None,
            _ => continue,
        };
        return Some(Block::new(kind, 0));
    }
    None
}

#[cfg(test)]
mod tests {
    use newsquiz_core::block::BlockKind;

    use super::Article;

    fn paragraphs(html: &str) -> Vec<String> {
        let article = Article::parse(&format!("<article>{html}</article>"));
        article.paragraphs().into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn the_running_text_counts_and_nothing_else() {
        let article = Article::parse(
            "<p>Before</p><article><header><p>Standfirst</p></header>
             <p>One <b>bold</b>\n   step.<p>Two<br>lines &amp; more.</p><figure><p>Caption</p></figure>
             <div><p>Thr<script>ad()</script><style>b{}</style>ee<noscript>!</noscript>.</p></div>
             <template><p>Quiz</p></template><footer><p>End</p></footer></article><p>After</p><article><p>A teaser</p></article>",
        );
        assert_eq!(article.paragraphs(), ["One bold step.", "Two lines & more.", "Three."]);
    }

    #[test]
    fn a_paragraph_has_the_words_that_its_readers_see() {
        for (html, text) in [
            // Corrections.
            ("cost <del>40</del> <ins>45</ins> million", "cost 45 million"),
            ("cost <s>40</s> <strike>41</strike> 45 million", "cost 45 million"),
            // What only screen readers are told, what no reader is told, and controls.
            (
                "<a href=/>Reuters<svg><title>Opens in a new tab</title></svg></a> first reported",
                "Reuters first reported",
            ),
            ("<a href=/>Reuters<span class='sr-only'> Opens in a new tab</span></a> says", "Reuters says"),
            ("<a href=/>BBC<span class=ssrcss-1-VisuallyHidden>, external</span></a> says", "BBC says"),
            ("Kim <span class=screen-reader-text>(new window)</span>left", "Kim left"),
            ("Kim <span hidden>really </span>left<b style='display: none'>!</b>", "Kim left"),
            ("Kim <button>Share</button><select><option>A</select>left<i aria-hidden=true>¶</i>", "Kim left"),
            // Marks of footnotes, powers and ordinals.
            ("an office opened<sup>1</sup> there", "an office opened there"),
            ("left.<sup>[2]</sup> Then it grew", "left. Then it grew"),
            ("left<sup class=fn><a href=#a>a</a></sup><a href=#b><sup>b</sup></a>.", "left."),
            ("left<a href=#_ftn1><span class=MsoFootnoteReference>[1]</span></a>.", "left."),
            ("left<sup role=doc-noteref>a</sup> and<a role=doc-noteref href=#a>b</a>", "left and"),
            (
                "left<a href=#footnote-1>1</a>. He<a href=/story#fn-a>*</a> saw<a href=#cite_note-3>[3]</a>",
                "left. He saw",
            ),
            ("Figures <a href=#f1>1</a>–<a href=#f3>3</a>, 全<a href=#list>12</a>人", "Figures 1–3, 全12人"),
            ("see <a href=#note-1>note 1</a> of <a href=#ref-2018>2018</a>", "see note 1 of 2018"),
            (
                "<span style='vertical-align:super'>He left, as <a href=/>Kim</a> said</span>",
                "He left, as Kim said",
            ),
            (
                "left<span style='vertical-align:super'>1</span>, 5 km<span style='vertical-align: super'>2</span>",
                "left, 5 km2",
            ),
            ("10<sup>6</sup> of 5 km<sup>2</sup>, the 10<sup>th</sup>", "106 of 5 km2, the 10th"),
            ("<a href=/>5 km<sup>2</sup></a>", "5 km2"),
            // Ruby, breaks, places where a word may break.
            ("<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>です", "東京です"),
            ("a<wbr>b<br>c", "ab c"),
            // Advertisements in the text.
            ("Kim <ins class=adsbygoogle>Buy!</ins>left", "Kim left"),
            // Style sheets set its marks, or do not.
            ("Kim said <q>yes</q>", "Kim said yes"),
            ("<math><semantics><mi>x</mi><annotation>\\x</annotation></semantics></math> is", "x is"),
        ] {
            assert_eq!(paragraphs(&format!("<p>{html}")), [text], "{html}");
        }
    }

    #[test]
    fn paragraphs_without_words_count() {
        for empty in [
            "<p></p>",
            "<p><img src=a></p>",
            "<p><script>ad()</script></p>",
            "<p aria-hidden=true>Pull quote</p>",
            "<p class=sr-only>Skip</p>",
            "<amp-ad><p>Buy</p></amp-ad>",
            "<button><p>Share</p></button>",
            "<del><p>Old</p></del>",
        ] {
            assert_eq!(paragraphs(&format!("<p>One</p>{empty}<p>Two")), ["One", "", "Two"], "{empty}");
        }
        assert_eq!(
            paragraphs("<p>One<p hidden>Two<div hidden=until-found><p>Three</div>"),
            ["One", "Two", "Three"]
        );
    }

    #[test]
    fn text_in_div_counts_where_no_p_has_words() {
        let html = "<h2>Head</h2><div>One <b>b</b>.<div>Two.</div>Three.<ul><li>Item</ul></div><p></p>";
        assert_eq!(paragraphs(html), ["One b.", "Two.", "Three."]);
        assert_eq!(paragraphs(&format!("{html}<p>Only this.")), ["", "Only this."]);
        let blocks =
            "<div>One.<center>Two.</center>Three.<address>Four.</address><fieldset>Five.</fieldset></div>";
        assert_eq!(paragraphs(blocks), ["One.", "Two.", "Three.", "Four.", "Five."]);
    }

    #[test]
    fn headlines_captions_and_lists_are_known_for_what_they_are() {
        let article = Article::parse(
            "<article><header><h1>Head</h1>By us</header><p>One.</p><figure><img alt=a><figcaption>A bridge<br>new
             </figcaption>Zoom</figure><ul><li>First<li>Second <p>Third</ul><div>Loose</div></article>",
        );
        let texts = article
            .texts()
            .iter()
            .map(|text| (text.block.map(|block| (block.kind(), block.number())), &*text.text));
        assert_eq!(
            texts.collect::<Vec<_>>(),
            [
                (Some((BlockKind::Headline, 1)), "Head"),
                (Some((BlockKind::Paragraph, 1)), "One."),
                (Some((BlockKind::Caption, 2)), "A bridge new"),
                (Some((BlockKind::ListItem, 3)), "First"),
                (Some((BlockKind::ListItem, 4)), "Second"),
                (Some((BlockKind::Paragraph, 2)), "Third"),
                (None, "Loose"),
            ]
        );
        assert_eq!(article.paragraphs(), ["One.", "Third"]);
    }

    #[test]
    fn a_text_is_what_its_nearest_element_says() {
        for (html, kinds) in [
            ("<ul><li>A<ul><li>B</ul></ul>", &[Some(BlockKind::ListItem); 2][..]),
            ("<li><h3>A</h3><div>B</div>", &[Some(BlockKind::Headline), Some(BlockKind::ListItem)]),
            ("<dl><dt>A<dd>B</dl>", &[Some(BlockKind::ListItem); 2]),
            ("<table><caption>A<tr><th>B<td>C</table>", &[Some(BlockKind::Caption), None, None]),
            ("<table><tr><td><ul><li>A</ul></table>", &[Some(BlockKind::ListItem)]),
            ("<figure>No<figcaption><p>A</p></figcaption></figure>", &[Some(BlockKind::Caption)]),
            ("<header>No<h1>A</h1></header><aside><li>No</aside>", &[Some(BlockKind::Headline)]),
        ] {
            let article = Article::parse(&format!("<article>{html}<p>A paragraph."));
            let found = article.texts().iter().filter(|text| !text.is_paragraph());
            let found: Vec<_> = found.map(|text| text.block.map(|block| block.kind())).collect();
            assert_eq!(found, kinds, "{html}");
        }
    }

    #[test]
    fn headlines_alone_are_no_article() {
        for (html, has_text) in [
            ("<h1>Head</h1>", false),
            ("<h1>Head</h1><ul><li>Item</ul>", true),
            ("<figure><figcaption>A bridge</figure>", true),
            ("<p></p>", false),
            ("", false),
        ] {
            assert_eq!(Article::parse(&format!("<article>{html}")).has_text(), has_text, "{html}");
        }
    }

    #[test]
    fn the_longest_article_of_a_page_is_the_story() {
        let page =
            "<article><h2>Teaser</h2></article><article><p>A story.</article><article><p>B story.</article>";
        let story = Article::longest(page).unwrap();
        assert_eq!(story.paragraphs(), ["A story."]);
        assert_eq!(Article::longest("<article><h1>Head</h1></article><p>Text"), None);
    }

    #[test]
    fn each_article_of_a_page_is_read() {
        let all = Article::all(
            "<article><h2>A teaser</h2></article><article><p>One two three four five six seven</article>",
        );
        let names: Vec<_> = all.iter().filter_map(Article::whereabouts).collect();
        assert_eq!(
            names,
            [
                "`<article>` 1 of the page’s 2, “A teaser …”",
                "`<article>` 2 of the page’s 2, “One two three four five six …”"
            ]
        );
    }
}
