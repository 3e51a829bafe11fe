//! The article page as text: its paragraphs, as a reader sees them. It knows nothing of questions.

use scraper::{ElementRef, Html, Node, Selector};

/// The text of an article, paragraph by paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    paragraphs: Vec<String>,
}

/// What stands in an article but is not its running text; `static/article.js` leaves out the same.
const ASIDE: [&str; 5] = ["header", "footer", "aside", "figure", "nav"];

/// What is not shown, wherever it stands.
const UNSEEN: [&str; 4] = ["script", "style", "noscript", "template"];

impl Article {
    /// Takes the paragraphs of a page: every `<p>` in its first `<article>`, where the quiz looks too, that is not in a
    /// header, footer, aside, figure or navigation. A page without `<article>` has none.
    pub fn parse(html: &str) -> Article {
        let page = Html::parse_document(html);
        let (Ok(article), Ok(paragraph)) = (Selector::parse("article"), Selector::parse("p")) else {
            return Article { paragraphs: Vec::new() };
        };
        let running = |element: &ElementRef<'_>| {
            !element
                .ancestors()
                .filter_map(ElementRef::wrap)
                .map(|parent| parent.value().name())
                .any(|name| ASIDE.contains(&name) || UNSEEN.contains(&name))
        };
        let article = page.select(&article).next();
        let paragraphs = article.iter().flat_map(|article| article.select(&paragraph));
        Article { paragraphs: paragraphs.filter(running).map(text).collect() }
    }

    /// The paragraphs, in the order of the page.
    pub fn paragraphs(&self) -> &[String] {
        &self.paragraphs
    }
}

/// The text of an element, with its white space collapsed as a browser shows it.
fn text(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    collect(element, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn collect(element: ElementRef<'_>, text: &mut String) {
    for child in element.children() {
        match child.value() {
            Node::Text(part) => text.push_str(part),
            Node::Element(element) if element.name() == "br" => text.push(' '),
            Node::Element(element) if UNSEEN.contains(&element.name()) => {}
            _ => ElementRef::wrap(child).into_iter().for_each(|child| collect(child, text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Article;

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
}
