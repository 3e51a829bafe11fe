//! The article page as text: its paragraphs, as a reader sees them. It knows nothing of questions.

use scraper::{ElementRef, Html, Node, Selector};

/// The text of an article, paragraph by paragraph.
#[derive(Debug, PartialEq, Eq)]
pub struct Article {
    paragraphs: Vec<String>,
}

/// What stands in an article but is not its running text; `static/article.js` leaves out the same.
const ASIDE: [&str; 7] = ["header", "footer", "aside", "figure", "nav", "script", "style"];

impl Article {
    /// Takes the paragraphs of a page: every `<p>` in its `<article>` that is not in a header, footer, aside, figure
    /// or navigation. A page without `<article>` has none.
    pub fn parse(html: &str) -> Article {
        let page = Html::parse_document(html);
        let Ok(selector) = Selector::parse("article p") else {
            return Article { paragraphs: Vec::new() };
        };
        let running = |element: &ElementRef<'_>| {
            !element
                .ancestors()
                .filter_map(ElementRef::wrap)
                .any(|parent| ASIDE.contains(&parent.value().name()))
        };
        let paragraphs = page.select(&selector).filter(running).map(text).collect();
        Article { paragraphs }
    }

    /// The paragraphs, in the order of the page.
    pub fn paragraphs(&self) -> &[String] {
        &self.paragraphs
    }
}

/// The text of an element, with its white space collapsed as a browser shows it.
fn text(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    for node in element.descendants() {
        match node.value() {
            Node::Text(part) => text.push_str(part),
            Node::Element(element) if element.name() == "br" => text.push(' '),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::Article;

    #[test]
    fn the_running_text_counts_and_nothing_else() {
        let article = Article::parse(
            "<p>Before</p><article><header><p>Standfirst</p></header>
             <p>One <b>bold</b>\n   step.<p>Two<br>lines &amp; more.</p><figure><p>Caption</p></figure>
             <div><p>Three.</p></div><footer><p>End</p></footer></article><p>After</p>",
        );
        assert_eq!(article.paragraphs(), ["One bold step.", "Two lines & more.", "Three."]);
    }
}
