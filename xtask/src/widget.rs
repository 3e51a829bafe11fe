//! The built widget: what Trunk built, with the scripts, styles, pictures and templates of `static/`, under plain names.
//!
//! What a site makes of it is not known here.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use newsquiz_cli::folder;
use newsquiz_publish::Widget;
use newsquiz_publish::widget::{DRAWER, DRAWER_GLUE, EMBED, FIRST_STYLE, FRAME, GLUE, PAGE, PROGRAM, STYLE};

use crate::minify::{self, ScriptKind};
use crate::setup::{self, Purpose};
use crate::{css, glue, imports, leak, scripts, trunk, wasm_opt, workspace};

/// The most that the style inside of the first body may weigh, in bytes as they are: it stands in every page.
const STYLE_BUDGET: usize = 2_000;

/// Where the files of the widget that are no program come from.
const STATIC: &str = "static";

/// The files of it that are no script and are shipped as they are, or made small.
const SHIPPED: [&str; 11] = [
    "custom-elements.json",
    "embed.html",
    "first.css",
    "icon-180.png",
    "icon-192.png",
    "icon-512.png",
    "icon-maskable-512.png",
    "icon.svg",
    "news-quiz.d.ts",
    "page.css",
    "quiz.css",
];

/// Each script that is joined from modules, and the one of them that imports the others.
pub(crate) const JOINED: [(&str, &str); 8] = [
    (EMBED, "element.js"),
    (FRAME, "frame.js"),
    ("arrival.js", "arrival.js"),
    ("draws.js", "draws.js"),
    ("inside.js", "inside.js"),
    ("list.js", "list.js"),
    ("share.js", "share.js"),
    (TAKEOVER, "takeover.js"),
];

/// What puts the program in its place, and hears what a reader does in it.
const TAKEOVER: &str = "takeover.js";

/// What has Chromium (from 136 on) compile all functions of a script while that arrives and beside the page's thread, instead
/// of each when it is called first, which is in the reader's first click. It has to stand at the top:
/// <https://v8.dev/blog/explicit-compile-hints>.
const COMPILE_HINT: &str = "//# allFunctionsCalledOnLoad\n";

/// The folder of these modules in [`STATIC`].
pub(crate) const MODULES: &str = "embed";

/// A program that Trunk builds.
struct Built {
    /// What the names of its files begin with in Trunk's staging folder.
    start: &'static str,
    glue: &'static str,
    program: &'static str,
}

const BUILT: [Built; 2] = [
    Built { start: "newsquiz-widget", glue: GLUE, program: PROGRAM },
    Built { start: "newsquiz-drawer", glue: DRAWER_GLUE, program: DRAWER },
];

/// Whose form the files have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For readers to download: small.
    Shipped,
    /// For developers to look at.
    Readable,
}

/// Builds the release widget into [`workspace::widget`].
///
/// # Errors
/// Something is missing and cannot be installed; the program does not build; or a file holds a path of this machine.
pub fn build() -> Result<Widget> {
    setup::run(Purpose::Serve)?;
    let stage = workspace::root().join("target/trunk");
    trunk::release(&stage)?;
    for built in &BUILT {
        wasm_opt::optimise(&built.staged(&stage, ".wasm")?)?;
    }
    let widget = collect(&stage, Form::Shipped)?;
    leak::check(&widget)?;
    let files = widget.files().map(|(name, content)| (name.to_owned(), content.to_vec())).collect();
    workspace::replace(&workspace::widget(), &files)?;
    Ok(widget)
}

/// Takes the files of a widget out of Trunk's staging folder and `static/`.
///
/// # Errors
/// A file is not there or cannot be read; a script or a style sheet is none; or the style of the first body is over its
/// budget.
pub fn collect(stage: &Path, form: Form) -> Result<Widget> {
    let mut files = BTreeMap::new();
    let statics = workspace::root().join(STATIC);
    for name in SHIPPED {
        files.insert(name.to_owned(), read(&statics.join(name))?);
    }
    for (name, text) in scripts_of(&statics)? {
        let text = scripts::references(&text, &mut reference).with_context(|| name.clone())?;
        let mut text = script(&text, form).with_context(|| name.clone())?;
        if name == TAKEOVER {
            text.insert_str(0, COMPILE_HINT);
        }
        files.insert(name, text.into_bytes());
    }
    styles(&mut files, form)?;
    for built in &BUILT {
        let (glue, program) = built.files(stage, form)?;
        files.insert(built.glue.to_owned(), glue);
        files.insert(built.program.to_owned(), program);
    }
    files.insert(PAGE.to_owned(), read(&stage.join(PAGE))?);
    Ok(Widget::new(files))
}

/// What stands in a script for the name of a file, until a site is made: sites name files by their content.
fn reference(file: &str) -> Option<String> {
    // A folder, as in `new URL(".", import.meta.url)`, keeps its name.
    (file != ".").then(|| format!("{{{{ {file} }}}}"))
}

/// The scripts of the widget by their names: those that stand in one file, and those that are joined from modules.
fn scripts_of(statics: &Path) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for path in folder::files(statics)? {
        let name = folder::name_in(statics, &path);
        if name.ends_with(".js") && !name.contains('/') {
            let script = text(&path, read(&path)?)?;
            found.push((name, script));
        }
    }
    for (name, entry) in JOINED {
        let script = joined(&statics.join(MODULES), entry)?;
        // Pages load the starter as a classic script too, by mistake or through an optimiser: it has no import and no export,
        // and leaves no names among theirs.
        let script = if name == EMBED { format!("(() => {{\n{script}}})();\n") } else { script };
        found.push((name.to_owned(), script));
    }
    Ok(found)
}

/// The text of a script of [`JOINED`], whose modules are in this folder.
fn joined(modules: &Path, entry: &str) -> Result<String> {
    scripts::join(entry, &|name| {
        let path = modules.join(name);
        text(&path, read(&path)?)
    })
}

/// Joins the quiz's two sheets, since the program, which may come without a first body, needs both; and makes all small.
fn styles(files: &mut BTreeMap<String, Vec<u8>>, form: Form) -> Result<()> {
    let first = files.get(FIRST_STYLE).cloned().unwrap_or_default();
    if let Some(rest) = files.get_mut(STYLE) {
        rest.splice(0..0, first);
    }
    if form == Form::Readable {
        return Ok(());
    }
    for (name, content) in files.iter_mut().filter(|(name, _)| name.ends_with(".css")) {
        let sheet = str::from_utf8(content).with_context(|| format!("{STATIC}/{name} is not UTF-8"))?;
        *content = css::minify(sheet).with_context(|| format!("{STATIC}/{name}"))?.into_bytes();
    }
    let weight = files.get(FIRST_STYLE).map_or(0, Vec::len);
    ensure!(
        weight <= STYLE_BUDGET,
        "{STATIC}/{FIRST_STYLE} weighs {weight} bytes in each page, budget {STYLE_BUDGET}; move what moves nothing to \
         {STYLE}"
    );
    Ok(())
}

fn script(text: &str, form: Form) -> Result<String> {
    match form {
        Form::Shipped => minify::script(text, ScriptKind::Unknown),
        Form::Readable => Ok(text.to_owned()),
    }
}

impl Built {
    /// The script between the program and the page, and the program.
    fn files(&self, stage: &Path, form: Form) -> Result<(Vec<u8>, Vec<u8>)> {
        let glue = self.staged(stage, ".js")?;
        let glue = glue::trimmed(&text(&glue, read(&glue)?)?)?;
        let glue = script(&glue, form)?;
        let program = read(&self.staged(stage, ".wasm")?)?;
        let (program, glue) = match form {
            Form::Shipped => imports::shorten(&program, &glue)?,
            Form::Readable => (program, glue),
        };
        Ok((glue.into_bytes(), program))
    }

    /// The one file of the program in Trunk's staging folder with this end of its name.
    fn staged(&self, stage: &Path, end: &str) -> Result<PathBuf> {
        let start = self.start;
        let fits = |path: &PathBuf| {
            let name = folder::name_in(stage, path);
            name.starts_with(start) && name.ends_with(end)
        };
        let mut found = folder::files(stage)?.into_iter().filter(fits);
        let path = found.next().with_context(|| format!("Trunk built no {start}…{end}"))?;
        ensure!(found.next().is_none(), "Trunk built more than one {start}…{end}");
        Ok(path)
    }
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn text(path: &Path, content: Vec<u8>) -> Result<String> {
    String::from_utf8(content).with_context(|| format!("{} is not UTF-8", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn a_widget_has_what_stands_in_static_and_what_trunk_built() {
        let widget = testing::widget();
        for name in
            ["embed.js", TAKEOVER, "frame.js", "sw.js", "embed.html", "icon.svg", "news-quiz.d.ts", PAGE]
        {
            assert!(widget.bytes(name).is_ok(), "{name}");
        }
        let glue = "export { __wbg_get_imports as getImports, __wbg_finalize_init as start };";
        assert_eq!((widget.text(GLUE).unwrap(), widget.bytes(PROGRAM).unwrap()), (glue, &b"program"[..]));
        let (first, all) = (widget.text(FIRST_STYLE).unwrap(), widget.text(STYLE).unwrap());
        assert!(all.starts_with(first) && first.len() < all.len());
        assert!(widget.text(TAKEOVER).unwrap().starts_with("//# allFunctionsCalledOnLoad\n"));
    }

    #[test]
    fn the_style_that_stands_in_every_page_is_within_its_budget() {
        let sheet = |name: &str| {
            let path = workspace::root().join(STATIC).join(name);
            (name.to_owned(), std::fs::read(path).unwrap())
        };
        let mut files: BTreeMap<_, _> = [FIRST_STYLE, STYLE].map(sheet).into();
        styles(&mut files, Form::Shipped).unwrap();
        let large = format!("a{{color:red;--x:\"{}\"}}", "x".repeat(STYLE_BUDGET));
        files.insert(FIRST_STYLE.to_owned(), large.into_bytes());
        let error = styles(&mut files, Form::Shipped).unwrap_err().to_string();
        assert!(error.contains(&format!("budget {STYLE_BUDGET}")), "{error}");
    }
}
