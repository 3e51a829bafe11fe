//! The article page as text: its paragraphs, as a reader sees them, by the rules of `newsquiz_core::text`. It knows
//! nothing of questions.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use newsquiz_core::text::{self, is_footnote_mark};
use scraper::{ElementRef, Html, Node, Selector, node::Element};

/// The text of an article, paragraph by paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    paragraphs: Vec<String>,
    folded: Vec<bool>,
    others: Vec<(Kind, String)>,
    whereabouts: Option<String>,
}

/// What a text of an article is, where it is no paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A headline, of the article or of a part of it.
    Headline,
    /// The caption of a picture or a table.
    Caption,
    /// An item of a list.
    ListItem,
    /// Text that stands in no `<p>`.
    Bare,
}

/// A text that nothing interrupts.
struct Block<'a> {
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
        let rules = &*RULES;
        let mut reader =
            Reader { blocks: Vec::new(), current: Block { of: root, text: String::new(), is_folded: false } };
        reader.walk(root, State { is_read: true, in_paragraph: false, is_folded: false });
        reader.end_block(root, false);

        let mut of_paragraphs = BTreeMap::new();
        let mut others = Vec::new();
        for block in reader.blocks {
            let text = block.text.split_whitespace().collect::<Vec<_>>().join(" ");
            if text.is_empty() {
                continue;
            }
            if block.of.value().name() == "p" && is_counted(block.of) {
                of_paragraphs.insert(block.of.id(), (text, block.is_folded));
            } else {
                others.push((kind(block.of), text, block.is_folded));
            }
        }
        let counted = root.select(&rules.paragraph).filter(|paragraph| is_counted(*paragraph));
        let mut paragraphs: Vec<_> =
            counted.map(|paragraph| of_paragraphs.remove(&paragraph.id()).unwrap_or_default()).collect();
        if paragraphs.iter().all(|(text, _)| text.is_empty()) {
            let bare = others.extract_if(.., |(kind, ..)| *kind == Kind::Bare);
            paragraphs = bare.map(|(_, text, is_folded)| (text, is_folded)).collect();
        }
        let (paragraphs, folded) = paragraphs.into_iter().unzip();
        let others = others.into_iter().map(|(kind, text, _)| (kind, text)).collect();
        Article { paragraphs, folded, others, whereabouts: None }
    }

    /// The paragraphs, in the order of the page. Some may be empty.
    pub fn paragraphs(&self) -> &[String] {
        &self.paragraphs
    }

    /// Whether a paragraph, counted from 0, is folded away as the page is loaded.
    pub(crate) fn is_folded(&self, paragraph: usize) -> bool {
        self.folded.get(paragraph).copied().unwrap_or_default()
    }

    /// The texts that are no paragraphs.
    pub(crate) fn others(&self) -> &[(Kind, String)] {
        &self.others
    }

    /// Which of the page's articles it is, where there are several, in words for an editor.
    pub(crate) fn whereabouts(&self) -> Option<&str> {
        self.whereabouts.as_deref()
    }

    /// How many characters its paragraphs have.
    pub(crate) fn len(&self) -> usize {
        self.paragraphs.iter().map(String::len).sum()
    }

    fn describe(&self, number: usize, count: usize) -> String {
        /// How many words tell one article from another.
        const WORDS: usize = 6;
        let texts = self.others.iter().map(|(_, text)| text).chain(&self.paragraphs);
        let beginning: Vec<&str> = texts.flat_map(|text| text.split_whitespace()).take(WORDS).collect();
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
    blocks: Vec<Block<'a>>,
    current: Block<'a>,
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
            || (name == "sup" && self.is_mark(element));
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
        self.end_block(element, inner.is_folded);
        self.walk(element, inner);
        self.end_block(around, state.is_folded);
    }

    /// Ends the text so far, and begins one of another element.
    fn end_block(&mut self, of: ElementRef<'a>, is_folded: bool) {
        let next = Block { of, text: String::new(), is_folded };
        self.blocks.push(std::mem::replace(&mut self.current, next));
    }

    fn is_mark(&self, sup: ElementRef<'_>) -> bool {
        let text: String = sup.text().collect();
        let is_link = |element: &Element| element.name() == "a";
        let has_link = sup.descendent_elements().any(|element| is_link(element.value()));
        // A link that holds more than the mark is a link of the words.
        let in_link = sup
            .ancestors()
            .filter_map(ElementRef::wrap)
            .find(|parent| is_link(parent.value()))
            .is_some_and(|link| link.text().collect::<String>().trim() == text.trim());
        is_footnote_mark(&self.current.text, &text, has_link || in_link)
    }
}

/// Whether a `<p>` is one of the article's paragraphs.
fn is_counted(paragraph: ElementRef<'_>) -> bool {
    let mut parents = paragraph.ancestors().filter_map(ElementRef::wrap);
    !parents.any(|parent| RULES.uncounted.matches(&parent))
}

/// What a text is that stands in no paragraph.
fn kind(of: ElementRef<'_>) -> Kind {
    for element in [of].into_iter().chain(of.ancestors().filter_map(ElementRef::wrap)) {
        match element.value().name() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => return Kind::Headline,
            "figcaption" | "caption" => return Kind::Caption,
            "li" | "dt" | "dd" => return Kind::ListItem,
            "article" => break,
            _ => {}
        }
    }
    Kind::Bare
}

#[cfg(test)]
mod tests {
    use super::{Article, Kind};

    fn paragraphs(html: &str) -> Vec<String> {
        Article::parse(&format!("<article>{html}</article>")).paragraphs().to_vec()
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
            ("10<sup>6</sup> of 5 km<sup>2</sup>, the 10<sup>th</sup>", "106 of 5 km2, the 10th"),
            ("<a href=/>5 km<sup>2</sup></a>", "5 km2"),
            // Ruby, breaks, places where a word may break.
            ("<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>です", "東京です"),
            ("a<wbr>b<br>c", "ab c"),
            // Advertisements in the text.
            ("Kim <ins class=adsbygoogle>Buy!</ins>left", "Kim left"),
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
    }

    #[test]
    fn headlines_captions_and_lists_are_known_for_what_they_are() {
        let article = Article::parse(
            "<article><header><h1>Head</h1>By us</header><p>One.</p><figure><img alt=a><figcaption>A bridge<br>new
             </figcaption>Zoom</figure><ul><li>First<li>Second <p>Third</ul><div>Loose</div></article>",
        );
        let expected = [
            (Kind::Headline, "Head"),
            (Kind::Caption, "A bridge new"),
            (Kind::ListItem, "First"),
            (Kind::ListItem, "Second"),
            (Kind::Bare, "Loose"),
        ];
        assert_eq!(article.others(), expected.map(|(kind, text)| (kind, text.to_owned())));
        assert_eq!(article.paragraphs(), ["One.", "Third"]);
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
