//! A widget that was not built, for tests of what is made around it.

use newsquiz_publish::Widget;

use crate::widget::{self, Form};
use crate::workspace;

/// The files of `static/` as they are, and a program of one word.
pub(crate) fn widget() -> Widget {
    let stage = tempfile::tempdir().unwrap();
    let index = std::fs::read(workspace::root().join("index.html")).unwrap();
    for (name, content) in [
        ("index.html", &*index),
        ("newsquiz-widget-0011223344556677.js", b"export { initSync, __wbg_init as default };"),
        ("newsquiz-widget-0011223344556677_bg.wasm", b"program"),
        ("newsquiz-drawer.js", b"export { initSync, __wbg_init as default };"),
        ("newsquiz-drawer_bg.wasm", b"program that draws"),
    ] {
        std::fs::write(stage.path().join(name), content).unwrap();
    }
    widget::collect(stage.path(), Form::Readable).unwrap()
}
