//! A widget whose program and scripts are words, with the page templates that are shipped: these tests are about sites,
//! and need no program to be built.

use std::fs;
use std::path::Path;

use newsquiz_publish::widget::{FRAMED_PAGE, PAGE, WORKER};

/// The style, long enough to gain by compression.
pub(crate) const STYLE: &str = "quiz.css";

/// Writes the widget into a folder.
pub(crate) fn write(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let words = [
        ("newsquiz.js", "glue".repeat(300)),
        ("newsquiz.wasm", "program".repeat(300)),
        (STYLE, "a{color:red}".repeat(100)),
        ("first.css", "a{}".to_owned()),
        ("page.css", "c{}".to_owned()),
        ("embed.js", format!("import('./{{{{ takeover.js }}}}');{}", "starter".repeat(200))),
        ("takeover.js", "'./{{ newsquiz.js }}','{{ newsquiz.wasm }}','{{ quiz.css }}'".to_owned()),
        ("frame.js", "frames".to_owned()),
        ("inside.js", "inside".to_owned()),
        ("install.js", "installs".to_owned()),
        ("list.js", "lists".to_owned()),
        ("sw-leave.js", "leaves".to_owned()),
        ("icon.svg", "<svg/>".to_owned()),
        ("icon-180.png", "small".to_owned()),
        ("icon-192.png", "middle".to_owned()),
        ("icon-512.png", "large".to_owned()),
        ("icon-maskable-512.png", "cut".to_owned()),
    ];
    for (name, text) in words {
        fs::write(folder.join(name), text).unwrap();
    }
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for (name, template) in
        [(PAGE, "index.html"), (FRAMED_PAGE, "static/embed.html"), (WORKER, "static/sw.js")]
    {
        fs::copy(project.join(template), folder.join(name)).unwrap();
    }
}
