//! What browsers have made of the quiz is valid HTML in every state (`every_state.rs`), and so are the other pages that are
//! shipped.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use anyhow::{Context as _, Result, anyhow, ensure};
use serde::Deserialize;
use serde_json::json;
use xtask::tools;

use crate::{newsroom, page::Page, site::Site};

journeys! {
    without_a_browser {
        the_other_pages_are_valid,
        what_is_not_valid_is_told_with_its_state,
    }
}

/// What is not valid and is meant, each with its reason.
const MEANT: [(&str, &str, &str); 3] = [
    (
        "valid-autocomplete",
        "autocomplete attribute cannot be used on <input type=\"radio\">",
        "Firefox gives a page that is loaded again its picks back, and nothing else stops it",
    ),
    (
        "valid-autocomplete",
        "autocomplete attribute cannot be used on <input type=\"checkbox\">",
        "Firefox gives a page that is loaded again its picks back, and nothing else stops it",
    ),
    (
        "attribute-allowed-values",
        "Attribute \"width\" has invalid value \"100%\"",
        "every browser takes it, and content systems that drop styles leave a frame no other way to be as wide as its place",
    ),
];

/// The document with its shadow roots.
const WRITE: &str = "
    const roots = [...document.querySelectorAll('*')].map((element) => element.shadowRoot).filter(Boolean);
    const attributes = [...document.documentElement.attributes].map(({ name, value }) => `${name}=\"${value}\"`).join(' ');
    return `<!doctype html><html ${attributes}>${document.documentElement.getHTML({ shadowRoots: roots })}</html>`;
";

/// What the validator says of a file.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    file_path: String,
    messages: Vec<Fault>,
}

/// What is not valid in it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Fault {
    rule_id: String,
    message: String,
    line: u32,
    column: u32,
    selector: Option<String>,
}

/// What a browser has made of the page, as HTML.
pub(crate) async fn document(page: &Page) -> Result<String> {
    let html = page.run(WRITE).await?.as_str().context("a document is text")?.to_owned();
    ensure!(html.contains("<template shadowrootmode=\"open\""), "there is no shadow root: {html}");
    Ok(html)
}

/// What is not valid in some documents, each by a name of its own.
pub(crate) fn faults(pages: &BTreeMap<String, String>) -> Result<Vec<String>> {
    if pages.is_empty() {
        return Ok(Vec::new());
    }
    let program =
        tools::HTML_VALIDATE.find().context("no html-validate; run `cargo xtask setup --for test`")?;
    let folder = tempfile::tempdir()?;
    // Rules of HTML itself; there are others, of taste.
    let config = json!({ "root": true, "extends": ["html-validate:standard"] });
    fs::write(folder.path().join("config.json"), config.to_string())?;
    let mut command = Command::new(program);
    command.current_dir(folder.path()).args(["--config", "config.json", "--formatter", "json=report.json"]);
    for (ix, page) in pages.values().enumerate() {
        fs::write(folder.path().join(format!("{ix}.html")), page)?;
        command.arg(format!("{ix}.html"));
    }
    // Faults make it fail, so that what it wrote tells how it went.
    let output = command.output().context("html-validate does not run")?;
    let report = fs::read(folder.path().join("report.json"))
        .with_context(|| String::from_utf8_lossy(&output.stderr).into_owned())?;
    let reports: Vec<Report> =
        serde_json::from_slice(&report).context("html-validate tells something else")?;
    let mut faults = Vec::new();
    for Report { file_path, messages } in reports {
        let ix = Path::new(&file_path).file_stem().and_then(|stem| stem.to_str()?.parse().ok());
        let name = ix.and_then(|ix| pages.keys().nth(ix)).context("a report is of a page")?;
        let not_meant = messages.iter().filter(|fault| {
            !MEANT.iter().any(|(rule, message, _)| (*rule, *message) == (&*fault.rule_id, &*fault.message))
        });
        faults.extend(not_meant.map(|Fault { rule_id, message, line, column, selector }| {
            format!("{name}, {line}:{column}: {rule_id}: {message} ({})", selector.as_deref().unwrap_or("?"))
        }));
    }
    Ok(faults)
}

fn check(pages: &BTreeMap<String, String>) -> Result<()> {
    let faults = faults(pages)?;
    ensure!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    Ok(())
}

/// The quiz's own page is among the states: its source leaves out the tags that HTML lets pages leave out.
fn the_other_pages_are_valid() -> Result<()> {
    let site = Site::built()?;
    let mut pages = BTreeMap::new();
    for name in site.other_pages()? {
        let page = site.read(&name)?;
        pages.insert(name, page);
    }
    pages.insert("the list".to_owned(), newsroom::listed()?.read("index.html")?);
    let withdrawn = newsroom::retired()?.read("banks/bridge/embed.html")?;
    pages.insert("a quiz that was withdrawn".to_owned(), withdrawn);
    check(&pages)
}

fn what_is_not_valid_is_told_with_its_state() -> Result<()> {
    let page = "<!doctype html><html lang=\"en\"><head><title>A page</title></head><body><news-quiz>\
        <template shadowrootmode=\"open\"><ul><div>No item</div></ul></template></news-quiz></body></html>";
    let pages = BTreeMap::from([("first body, right".to_owned(), page.to_owned())]);
    let error = check(&pages).err().ok_or_else(|| anyhow!("it is taken for valid"))?.to_string();
    let said = "element-permitted-content: <div> element is not permitted as content under <ul>";
    ensure!(error.contains("first body, right, 1:") && error.contains(said), "{error}");
    Ok(())
}
