//! `newsquiz new`: a bank's folder from an article, with all filled in that the article says by itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use newsquiz_compiler::{Article, PageHead, id_of, main_language};
use newsquiz_core::bank::MAX_ID;
use newsquiz_core::block::BlockKind;

use crate::article_file::{self, Form};
use crate::bank::ARTICLE_FILE;
use crate::charset::{self, Decoded};
use crate::{fetch, folder, locales, new_bank, output};

/// The name of the list of paragraphs.
const PARAGRAPHS: &str = "paragraphs.txt";

/// How long an article is at least, in bytes; what is shorter may be the beginning of one. It is some 120 words, in bytes
/// since not every script has spaces between its words: a word and its space take about as many as the two signs that
/// are a word in Chinese.
const SHORTEST: usize = 720;

/// The language of a bank whose article does not say its own.
const USUAL_LANG: &str = "en";

/// An article as it was given.
struct Given {
    /// Its page, and the encoding that it was in.
    page: Decoded,
    /// Where it was found on the web.
    address: Option<url::Url>,
    /// Whether its site may have given a part of it. Whoever has it as Markdown or text has it whole.
    may_be_a_part: bool,
    /// A name for it where the page has no headline.
    name: String,
}

/// Makes the folder of a bank for an article, a file or an address. `dir` is the folder, which else is named after the
/// headline; `lang` is the article's language where the page does not say it, or says it wrong.
///
/// # Errors
/// The article cannot be had or has no text, or the folder has something in it. Nothing is left behind then.
pub fn run(article: &str, dir: Option<&Path>, lang: Option<&str>) -> Result<()> {
    if let Some(dir) = dir {
        folder::ensure_empty(dir)?;
    }
    let given =
        if fetch::is_address(article) { fetched(article)? } else { from_file(Path::new(article), lang)? };
    let html = given.page.text;
    let Some(text) = Article::longest(&html) else { bail!("{}", without_article(article, &html)) };

    let head = PageHead::parse(&html);
    let own = own_headline(&text).filter(|_| !head.has_shared_title).map(str::to_owned);
    let title = own.or_else(|| head.title.clone()).unwrap_or(given.name);
    let id = id(dir, &title);
    let dir = dir.map_or_else(|| PathBuf::from(&id), Path::to_path_buf);
    let mut notes = Vec::new();
    notes.extend(text.whereabouts().map(|place| format!("the text is that of {place}")));
    notes.extend(stub(&text, &head).filter(|_| given.may_be_a_part));
    notes.extend(other_charset(&head, given.page.charset));
    let lang = language(lang, &head, &mut notes);
    let href = href(&head, given.address.as_ref());
    notes.extend(led_to(&href, &head));
    if head.title.is_none() {
        notes.push("the article has no headline; correct the titles in bank.md".to_owned());
    }

    let files = [
        (ARTICLE_FILE, html),
        (PARAGRAPHS, new_bank::paragraphs(&text)),
        (
            "bank.md",
            new_bank::bank(&new_bank::Head {
                id: &id,
                lang: &lang,
                title: &title,
                href: &href,
                byline: head.byline.as_deref(),
            })?,
        ),
    ];
    let files: BTreeMap<_, _> =
        files.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect();
    folder::make(&dir, &files)?;

    let name = dir.display();
    let count = text.paragraphs().len();
    let paragraphs = if count == 1 { "1 paragraph".to_owned() } else { format!("{count} paragraphs") };
    output::line(format!("{name} is ready: {ARTICLE_FILE} ({paragraphs}), {PARAGRAPHS}, bank.md"))?;
    notes.iter().try_for_each(|note| output::line(output::plain(&format!("note: {note}"))))?;
    let bank = dir.join("bank.md");
    let named = output::as_arguments(&[dir]);
    output::line(format!("next: write questions into {}, then `newsquiz check {named}`", bank.display()))?;
    Ok(())
}

fn fetched(address: &str) -> Result<Given> {
    let fetched = fetch::page(fetch::public(address)?.as_str())?;
    let page = charset::decode(address, &fetched.bytes, fetched.charset.as_deref())?;
    let address = fetch::public(&fetched.address)?;
    let name = address.path_segments().into_iter().flatten().rfind(|part| !part.is_empty());
    let name = name.unwrap_or("quiz").to_owned();
    Ok(Given { page, address: Some(address), may_be_a_part: true, name })
}

fn from_file(path: &Path, lang: Option<&str>) -> Result<Given> {
    let bytes = article_file::read(path)?;
    let Decoded { text, charset } = charset::decode(&path.display().to_string(), &bytes, None)?;
    let form = Form::of(path, &text);
    let text = article_file::page(&text, form, lang)?;
    let name = path.file_stem().map_or_else(|| "quiz".to_owned(), |name| name.to_string_lossy().into_owned());
    Ok(Given { page: Decoded { text, charset }, address: None, may_be_a_part: form == Form::Html, name })
}

/// What to do with a page that has no article with text in it.
fn without_article(article: &str, html: &str) -> String {
    let html = html.to_ascii_lowercase();
    let has_text_in = |name: &str| {
        // The rules for what is text are those of an article.
        let renamed =
            html.replace(&format!("<{name}"), "<article").replace(&format!("</{name}>"), "</article>");
        Article::longest(&renamed).is_some()
    };
    if html.contains("<article") {
        return format!(
            "{article}: there is no text in its `<article>`; where a script puts it there, open it in a browser, save the \
             page as it is shown, and give the file"
        );
    }
    let Some(place) = ["main", "body"].into_iter().find(|name| has_text_in(name)) else {
        return format!(
            "{article}: there is no text in it; write it as paragraphs, with blank lines between them below a headline, or \
             as `<p>` in an `<article>`; where a script makes the page, save it from a browser, and give the file"
        );
    };
    format!(
        "{article}: there is text in `<{place}>`, but no `<article>` that says where the article begins and ends; save the \
         page, write `<article>` before the headline and `</article>` behind the last paragraph, and give the file"
    )
}

/// The headline that an article begins with, as its readers see it. One behind a paragraph is that of a part.
fn own_headline(article: &Article) -> Option<&str> {
    let mut blocks = article.blocks().filter(|(_, text)| !text.is_empty());
    blocks.next().filter(|(block, _)| block.kind() == BlockKind::Headline).map(|(_, text)| text)
}

/// A name for a bank, by its folder, or else by the headline.
fn id(dir: Option<&Path>, title: &str) -> String {
    let folder = dir.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let names = folder.iter().map(String::as_str).chain([title]);
    names.map(|name| id_of(name, MAX_ID)).find(|id| !id.is_empty()).unwrap_or_else(|| "quiz".to_owned())
}

/// Where readers find the article: the address that it gives itself, else the one that it was fetched from.
fn href(head: &PageHead, address: Option<&url::Url>) -> String {
    let canonical = head.canonical.as_deref().and_then(|canonical| match address {
        Some(address) => address.join(canonical).ok(),
        None => url::Url::parse(canonical).ok(),
    });
    let is_page = |url: &&url::Url| matches!(url.scheme(), "http" | "https");
    canonical
        .as_ref()
        .filter(is_page)
        .or(address)
        .map_or_else(|| ARTICLE_FILE.to_owned(), url::Url::to_string)
}

/// A note that says where readers find the article, when that is on the web.
fn led_to(href: &str, head: &PageHead) -> Option<String> {
    let other = head.other_address.as_deref().filter(|other| *other != href);
    let other =
        other.map(|other| format!(", though the page also calls {other} its own")).unwrap_or_default();
    (href != ARTICLE_FILE).then(|| {
        format!(
            "readers are led to {href}{other}; where the article stands elsewhere, correct `href` in bank.md"
        )
    })
}

/// The language of the bank, with notes where an editor has to look at it.
fn language(given: Option<&str>, head: &PageHead, notes: &mut Vec<String>) -> String {
    let Some(lang) = given.or(head.lang.as_deref()) else {
        notes.push(format!(
            "the article does not say its language; if it is not `{USUAL_LANG}`, correct `lang` in bank.md"
        ));
        return USUAL_LANG.to_owned();
    };
    // Some pages write it as computers do, and not as the web.
    let lang = lang.replace('_', "-");
    let spoken = locales::all();
    let language = main_language(&lang);
    if !spoken.languages().any(|known| known == language) {
        let known: Vec<_> = spoken.languages().map(|known| format!("`{known}`")).collect();
        notes.push(format!(
            "the quiz has no words in `{lang}` yet, but in {}; set `lang` in bank.md to one of them, or make a file with \
             the words by `newsquiz new --words {lang}`",
            known.join(", ")
        ));
    }
    lang
}

/// A note where there may be more of the article than was given.
fn stub(article: &Article, head: &PageHead) -> Option<String> {
    let length: usize = article.blocks().map(|(_, text)| text.len()).sum();
    let remedy = "see in paragraphs.txt whether all of it is there; if not, open it in a browser while you are signed in, save \
                  the page, and run this again with the file";
    if head.is_restricted {
        return Some(format!("the page says that it is not free to read: {remedy}"));
    }
    (length < SHORTEST).then(|| format!("the article is as short as the beginning of one: {remedy}"))
}

/// A note where a browser would read the kept page in the encoding that it had, and it is in UTF-8 now.
fn other_charset(head: &PageHead, charset: &str) -> Option<String> {
    let says = head.charset.as_deref()?;
    let is_utf_8 = matches!(&*says.to_ascii_lowercase(), "utf-8" | "utf8");
    (!is_utf_8).then(|| {
        format!(
            "the page was in {charset}, and {ARTICLE_FILE} is in UTF-8; where it says “{says}” in its head, write “utf-8”, if it \
             is to be published with the quiz"
        )
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use newsquiz_core::bank::is_id;

    use super::{Article, PageHead, href, id, own_headline};

    #[test]
    fn the_headline_of_an_article_is_the_one_that_it_begins_with() {
        for (article, expected) in [
            ("<h1>A bridge</h1><p>It is open.", Some("A bridge")),
            ("<p></p><h2>A bridge</h2><p>It is open.", Some("A bridge")),
            ("<p>It is open.<h2>What it cost</h2><p>40 million.", None),
            ("<p>It is open.", None),
        ] {
            let article = Article::parse(&format!("<h1>Other news</h1><article>{article}</article>"));
            assert_eq!(own_headline(&article), expected);
        }
    }

    #[test]
    fn an_id_is_made_of_the_folder_or_of_whole_words_of_the_headline() {
        for (dir, title, expected) in [
            (None, "A new bridge, at last", "a-new-bridge-at-last"),
            (
                None,
                "Dos líderes a favor de una oficina, una cumbre",
                "dos-lideres-a-favor-de-una-oficina-una",
            ),
            (Some("banks/Week 9/"), "A new bridge", "week-9"),
            (Some("."), "A new bridge", "a-new-bridge"),
            (None, "…", "quiz"),
            (None, &"long".repeat(20), "longlonglonglonglonglonglonglonglonglong"),
        ] {
            let id = id(dir.map(Path::new), title);
            assert!(is_id(&id), "{id}");
            assert_eq!(id, expected, "{dir:?} {title}");
        }
    }

    #[test]
    fn readers_are_sent_to_the_address_that_the_article_gives_itself() {
        let at = url::Url::parse("https://a.example/b?c").unwrap();
        for (canonical, address, expected) in [
            (Some("https://a.example/story"), Some(&at), "https://a.example/story"),
            (Some("/story"), Some(&at), "https://a.example/story"),
            (Some("javascript:alert(1)"), Some(&at), "https://a.example/b?c"),
            (None, Some(&at), "https://a.example/b?c"),
            (Some("https://a.example/story"), None, "https://a.example/story"),
            (Some("/story"), None, "article.html"),
            (None, None, "article.html"),
        ] {
            let head = PageHead { canonical: canonical.map(str::to_owned), ..PageHead::default() };
            assert_eq!(href(&head, address), expected, "{canonical:?}");
        }
    }
}
