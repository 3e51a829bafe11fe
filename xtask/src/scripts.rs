//! Joins the modules that a script is written in into the one file that is shipped, and puts fingerprinted names where a
//! script refers to files beside it. Texts in, texts out: it knows no file and no build.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context as _, Result, bail, ensure};
use oxc_allocator::Allocator;
use oxc_ast::ast::{
    ExportSpecifier, Expression, ImportDeclaration, ImportDeclarationSpecifier, ImportExpression,
    NewExpression, Program, Statement,
};
use oxc_ast_visit::{Visit, walk};
use oxc_parser::Parser;
use oxc_semantic::SemanticBuilder;
use oxc_span::{GetSpan as _, SourceType, Span};

/// Joins a module and all that it imports by `./x.js` into one module: what is imported comes first, and each module once.
///
/// `read` gives the text of a module by its name without `./`. Imports between the modules and the word `export` are taken
/// out, so that one scope has the names of all of them. What the entry exports itself is exported still.
///
/// # Errors
/// A module cannot be read or parsed; modules import each other in a circle, or what the other one does not export, or
/// under another name; a form of import or export is not supported; or a name would mean something else in one scope than
/// it did in two. The error names the module.
pub fn join(entry: &str, read: &dyn Fn(&str) -> Result<String>) -> Result<String> {
    let mut joiner = Joiner { read, modules: BTreeMap::new(), order: Vec::new(), path: Vec::new() };
    joiner.add(entry)?;
    joiner.check_names()?;
    let texts = joiner.order.iter().filter_map(|name| joiner.modules.get(name));
    Ok(texts.map(|module| module.text.trim()).collect::<Vec<_>>().join("\n\n") + "\n")
}

/// Puts other names into the references of a script: into the specifier of each `import("./x.js")`, and into the first
/// argument of each `new URL("x", import.meta.url)`.
///
/// `name` is called with each file name, without `./`; what it returns stands in the literal then, behind the `./` that
/// was there. With `None` the reference stays as it is.
///
/// # Errors
/// The text is no script, or a name cannot stand in a literal.
pub fn references(text: &str, name: &mut dyn FnMut(&str) -> Option<String>) -> Result<String> {
    let allocator = Allocator::default();
    let program = parse(&allocator, text, SourceType::unambiguous())?;
    let mut finder = References::default();
    finder.visit_program(&program);
    let mut edits = Vec::new();
    for Reference { span, file } in finder.found {
        let Some(other) = name(file.strip_prefix("./").unwrap_or(&file)) else { continue };
        // Until a site is made, a file is named by a place to fill in.
        let place = other.strip_prefix("{{ ").and_then(|rest| rest.strip_suffix(" }}"));
        let plain = place.unwrap_or(&other);
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./".contains(letter);
        ensure!(
            plain.chars().all(is_plain),
            "`{other}` cannot take the place of `{file}`: name files with letters, digits, `-`, `_`, `.` and `/`"
        );
        let dot = if file.starts_with("./") { "./" } else { "" };
        // The quotes, of whatever kind, stay.
        edits.push((span.start as usize + 1..span.end as usize - 1, format!("{dot}{other}")));
    }
    Ok(edited(text, edits))
}

/// A module on its way into the joined one.
#[derive(Debug, Default)]
struct Module {
    /// Its text without what ties it to the others.
    text: String,
    /// What it imports: names, by module.
    imports: Vec<(String, Vec<String>)>,
    /// What others may import.
    exports: BTreeSet<String>,
    /// What it declares at its top.
    declared: BTreeSet<String>,
    /// What it uses and nobody declared: names of the browser's.
    globals: BTreeSet<String>,
}

struct Joiner<'a> {
    read: &'a dyn Fn(&str) -> Result<String>,
    modules: BTreeMap<String, Module>,
    /// The names of the modules, each after those that it imports.
    order: Vec<String>,
    /// The module that is being added, after those that led to it.
    path: Vec<String>,
}

impl Joiner<'_> {
    /// Adds a module after all that it imports.
    fn add(&mut self, name: &str) -> Result<()> {
        if let Some(start) = self.path.iter().position(|other| other == name) {
            let circle = self.path.iter().skip(start).map(String::as_str).chain([name]);
            bail!("modules import each other in a circle: {}", circle.collect::<Vec<_>>().join(" → "));
        }
        if self.modules.contains_key(name) {
            return Ok(());
        }
        let text = (self.read)(name).with_context(|| format!("cannot read the module {name}"))?;
        let is_entry = self.path.is_empty();
        let module = Module::parse(&text, is_entry).with_context(|| format!("cannot join {name}"))?;
        self.path.push(name.to_owned());
        for (other, names) in &module.imports {
            self.add(other)?;
            let exports = self.modules.get(other).map(|other| &other.exports);
            for wanted in names {
                ensure!(
                    exports.is_some_and(|exports| exports.contains(wanted)),
                    "{name} imports `{wanted}` from {other}, which does not export it"
                );
            }
        }
        self.path.pop();
        self.modules.insert(name.to_owned(), module);
        self.order.push(name.to_owned());
        Ok(())
    }

    /// Makes sure that each name means in one scope what it means in the modules.
    fn check_names(&self) -> Result<()> {
        let mut owners = BTreeMap::new();
        for name in &self.order {
            for declared in self.modules.get(name).iter().flat_map(|module| &module.declared) {
                if let Some(other) = owners.insert(declared, name) {
                    bail!("{other} and {name} both declare `{declared}` at their top: rename one of them");
                }
            }
        }
        for name in &self.order {
            for global in self.modules.get(name).iter().flat_map(|module| &module.globals) {
                if let Some(other) = owners.get(global) {
                    bail!(
                        "{name} uses a global `{global}`, and {other} declares that name at its top: import it, or \
                         rename it there"
                    );
                }
            }
        }
        Ok(())
    }
}

impl Module {
    fn parse(text: &str, is_entry: bool) -> Result<Module> {
        let allocator = Allocator::default();
        let program = parse(&allocator, text, SourceType::mjs())?;
        let mut module = Module::default();
        let mut edits = Vec::new();
        for statement in &program.body {
            match statement {
                Statement::ImportDeclaration(import) => {
                    module.imports.push(imported(import)?);
                    edits.push((range(import.span), String::new()));
                }
                Statement::ExportDeclaration(export) if !is_entry => {
                    let word = export.span.start as usize..export.declaration.span().start as usize;
                    edits.push((word, String::new()));
                }
                Statement::ExportNamedDeclaration(export) if !is_entry => {
                    for specifier in &export.specifiers {
                        module.exports.insert(exported(specifier)?);
                    }
                    edits.push((range(export.span), String::new()));
                }
                Statement::ExportFromDeclaration(export) => {
                    bail!(
                        "`export … from \"{}\"` is not supported: import it, then export it",
                        export.source.value
                    );
                }
                Statement::ExportAllDeclaration(export) => {
                    bail!(
                        "`export * from \"{}\"` is not supported: name what is exported",
                        export.source.value
                    );
                }
                Statement::ExportDefaultDeclaration(_) if !is_entry => {
                    bail!("`export default` is not supported: export it by its name");
                }
                _ => {}
            }
        }
        module.add_names(&program)?;
        module.text = edited(text, edits);
        Ok(module)
    }

    /// Notes what the module declares, exports and takes from the browser.
    fn add_names(&mut self, program: &Program<'_>) -> Result<()> {
        let built = SemanticBuilder::new_compiler().build(program);
        if let Some(fault) = built.diagnostics.first() {
            bail!("{fault}");
        }
        let scoping = built.semantic.scoping();
        for symbol in scoping.iter_bindings_in(scoping.root_scope_id()) {
            if !scoping.symbol_flags(symbol).is_import() {
                self.declared.insert(scoping.symbol_name(symbol).to_owned());
            }
        }
        self.globals.extend(scoping.root_unresolved_references().keys().map(ToString::to_string));
        for statement in &program.body {
            if let Statement::ExportDeclaration(export) = statement {
                let span = export.declaration.span();
                let names = scoping
                    .iter_bindings_in(scoping.root_scope_id())
                    .filter(|symbol| span.contains_inclusive(scoping.symbol_span(*symbol)))
                    .map(|symbol| scoping.symbol_name(symbol).to_owned());
                self.exports.extend(names);
            }
        }
        Ok(())
    }
}

/// The module that a declaration imports from, and the names.
fn imported(import: &ImportDeclaration<'_>) -> Result<(String, Vec<String>)> {
    let source = import.source.value.as_str();
    let file = source.strip_prefix("./").filter(|file| file.ends_with(".js") && !file.contains('/'));
    let file = file.with_context(|| {
        format!("it imports `{source}`: only modules of the same folder are joined, as `./name.js`")
    })?;
    ensure!(
        import.phase.is_none() && import.with_clause.is_none(),
        "the import of `{source}` has a phase or attributes, which are not supported"
    );
    let mut names = Vec::new();
    for specifier in import.specifiers.iter().flatten() {
        match specifier {
            ImportDeclarationSpecifier::ImportSpecifier(specifier) => {
                let (theirs, ours) = (specifier.imported.name(), specifier.local.name);
                ensure!(
                    theirs.as_str() == ours.as_str(),
                    "it imports `{theirs}` from `{source}` as `{ours}`: a name cannot be changed"
                );
                names.push(theirs.to_string());
            }
            ImportDeclarationSpecifier::ImportDefaultSpecifier(specifier) => bail!(
                "it imports the default of `{source}` as `{}`, which is not supported: import by name",
                specifier.local.name
            ),
            ImportDeclarationSpecifier::ImportNamespaceSpecifier(specifier) => bail!(
                "it imports all of `{source}` as `{}`, which is not supported: import by name",
                specifier.local.name
            ),
        }
    }
    Ok((file.to_owned(), names))
}

/// The name of what an `export { … }` exports.
fn exported(specifier: &ExportSpecifier<'_>) -> Result<String> {
    let (ours, theirs) = (specifier.local.name(), specifier.exported.name());
    ensure!(ours == theirs, "it exports `{ours}` as `{theirs}`: a name cannot be changed");
    Ok(ours.to_string())
}

/// A literal that names a file beside the script.
#[derive(Debug)]
struct Reference {
    /// Where it stands, with its quotes.
    span: Span,
    /// What it says.
    file: String,
}

#[derive(Debug, Default)]
struct References {
    found: Vec<Reference>,
}

impl References {
    fn add(&mut self, literal: &Expression<'_>, is_file: impl Fn(&str) -> bool) {
        let text = match literal {
            Expression::StringLiteral(literal) => Some(literal.value),
            // The minifier writes every string like this.
            Expression::TemplateLiteral(literal) => literal.single_quasi(),
            _ => None,
        };
        if let Some(file) = text.filter(|text| is_file(text)) {
            self.found.push(Reference { span: literal.span(), file: file.to_string() });
        }
    }
}

impl<'a> Visit<'a> for References {
    fn visit_import_expression(&mut self, import: &ImportExpression<'a>) {
        self.add(&import.source, |text| text.starts_with("./"));
        walk::walk_import_expression(self, import);
    }

    fn visit_new_expression(&mut self, new: &NewExpression<'a>) {
        if let [file, base] = new.arguments.as_slice()
            && new.callee.is_specific_id("URL")
            && base.as_expression().is_some_and(is_own_address)
            && let Some(file) = file.as_expression()
        {
            self.add(file, |_| true);
        }
        walk::walk_new_expression(self, new);
    }
}

/// Whether an expression is `import.meta.url`.
fn is_own_address(expression: &Expression<'_>) -> bool {
    let Expression::StaticMemberExpression(member) = expression else { return false };
    matches!(member.object, Expression::ImportMeta(_)) && member.property.name == "url"
}

fn parse<'a>(allocator: &'a Allocator, text: &'a str, source: SourceType) -> Result<Program<'a>> {
    let parsed = Parser::new(allocator, text, source).parse();
    if let Some(fault) = parsed.diagnostics.first() {
        bail!("{fault}");
    }
    Ok(parsed.program)
}

fn range(span: Span) -> Range<usize> {
    span.start as usize..span.end as usize
}

/// A text with other texts in place of some of its parts.
fn edited(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    // From the end, so that the places before stay where they are.
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let mut text = text.to_owned();
    for (range, new) in edits {
        text.replace_range(range, &new);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(modules: &[(&str, &str)]) -> Result<String> {
        join("main.js", &|name| {
            let module = modules.iter().find(|(other, _)| *other == name);
            module.map(|(_, text)| (*text).to_owned()).with_context(|| format!("there is no {name}"))
        })
    }

    /// What is wrong with modules, with all causes.
    fn fault(modules: &[(&str, &str)]) -> String {
        format!("{:#}", joined(modules).unwrap_err())
    }

    #[test]
    fn what_is_imported_comes_first_and_once() {
        let text = joined(&[
            ("main.js", "// The start.\nimport { a } from \"./a.js\";\nimport { b } from './b.js';\na(b);\n"),
            ("a.js", "import { b } from \"./b.js\";\nexport function a() { return b; }\n"),
            ("b.js", "export const b = \"export const c\";\n"),
        ]);
        let expected =
            "const b = \"export const c\";\n\nfunction a() { return b; }\n\n// The start.\n\n\na(b);\n";
        assert_eq!(text.unwrap(), expected);
    }

    #[test]
    fn all_forms_of_exported_names_may_be_imported() {
        let text = joined(&[
            ("main.js", "import { a, b, C, d, e, f } from \"./a.js\"; import \"./g.js\"; a(b, C, d, e, f);"),
            (
                "a.js",
                "export async function a() {}\nexport let b = 1, { d } = {};\nexport class C {}\nconst e = 1; var f;\n\
                 export { e, f };\n",
            ),
            ("g.js", "start();"),
        ]);
        let expected = "async function a() {}\nlet b = 1, { d } = {};\nclass C {}\nconst e = 1; var f;\n\nstart();\n\n\
                        a(b, C, d, e, f);\n";
        assert_eq!(text.unwrap(), expected);
    }

    #[test]
    fn the_entry_exports_still() {
        let text = joined(&[
            (
                "main.js",
                "import { a } from \"./a.js\";\nexport function b() { return a; }\nexport { a as c };\nexport default b;",
            ),
            ("a.js", "export const a = 1;"),
        ]);
        let expected =
            "const a = 1;\n\nexport function b() { return a; }\nexport { a as c };\nexport default b;\n";
        assert_eq!(text.unwrap(), expected);
    }

    #[test]
    fn names_of_functions_and_properties_are_their_own() {
        let text = joined(&[
            ("main.js", "import { a } from \"./a.js\";\nconst c = ({ b }) => a.b + b;"),
            ("a.js", "export const a = { b: 1 };\nfunction b() { let c = 1; return c; }"),
        ]);
        assert!(text.is_ok(), "{text:?}");
    }

    #[test]
    fn a_circle_is_an_error_that_names_it() {
        let modules = [
            ("main.js", "import { a } from \"./a.js\"; a();"),
            ("a.js", "import { b } from \"./b.js\"; export const a = b;"),
            ("b.js", "import { a } from \"./a.js\"; export const b = a;"),
        ];
        assert!(fault(&modules).ends_with("a.js → b.js → a.js"), "{}", fault(&modules));
        let own = [("main.js", "import \"./main.js\";")];
        assert!(fault(&own).ends_with("main.js → main.js"), "{}", fault(&own));
    }

    #[test]
    fn a_name_that_would_mean_something_else_is_an_error() {
        let twice = [("main.js", "import \"./a.js\"; const x = 1;"), ("a.js", "function x() {}")];
        assert_eq!(fault(&twice), "a.js and main.js both declare `x` at their top: rename one of them");
        let global = [("main.js", "import \"./a.js\"; close();"), ("a.js", "function close() {}")];
        assert!(
            fault(&global).starts_with("main.js uses a global `close`, and a.js declares"),
            "{}",
            fault(&global)
        );
    }

    #[test]
    fn what_is_not_supported_is_an_error_that_says_so() {
        let rows = [
            ("import { x as y } from \"./a.js\";", "`x` from `./a.js` as `y`"),
            ("import x from \"./a.js\";", "the default of `./a.js`"),
            ("import * as x from \"./a.js\";", "all of `./a.js` as `x`"),
            ("import { x } from \"a\";", "it imports `a`: only"),
            ("import { x } from \"../a.js\";", "it imports `../a.js`: only"),
            ("import { x } from \"./a.js\" with { type: \"json\" };", "attributes"),
            ("import { z } from \"./a.js\";", "main.js imports `z` from a.js, which does not export it"),
            ("export { x } from \"./a.js\";", "`export … from \"./a.js\"`"),
            ("export * from \"./a.js\";", "`export * from \"./a.js\"`"),
            ("import { x } from \"./b.js\";", "cannot read the module b.js: there is no b.js"),
            ("const = 1;", "cannot join main.js: "),
        ];
        for (text, expected) in rows {
            let fault = fault(&[("main.js", text), ("a.js", "export const x = 1;")]);
            assert!(
                fault.contains(expected) && fault.contains("main.js") | fault.contains("b.js"),
                "{text}: {fault}"
            );
        }
        for (text, expected) in [
            ("export default 1;", "cannot join a.js: `export default`"),
            ("const y = 1; export { y as z };", "cannot join a.js: it exports `y` as `z`"),
        ] {
            let fault = fault(&[("main.js", "import \"./a.js\";"), ("a.js", text)]);
            assert!(fault.starts_with(expected), "{fault}");
        }
    }

    fn renamed(text: &str) -> (String, Vec<String>) {
        let mut asked = Vec::new();
        let text = references(text, &mut |file| {
            asked.push(file.to_owned());
            let (stem, end) = file.split_once('.')?;
            (stem != "stays").then(|| format!("{stem}-0a1b.{end}"))
        });
        (text.unwrap(), asked)
    }

    #[test]
    fn references_get_other_names_and_all_else_stays() {
        let (text, asked) = renamed(
            "// import(\"./a.js\")\nawait import(\"./a.js\"); new URL('b.wasm', import.meta.url).href;\n\
             import(`./c.js`).then(() => new URL(`./d.css`, import.meta.url)); import(\"./stays.js\");\n\
             const say = 'import(\"./a.js\")' + \"a.js\";\n",
        );
        let expected = "// import(\"./a.js\")\nawait import(\"./a-0a1b.js\"); new URL('b-0a1b.wasm', import.meta.url).href;\n\
             import(`./c-0a1b.js`).then(() => new URL(`./d-0a1b.css`, import.meta.url)); import(\"./stays.js\");\n\
             const say = 'import(\"./a.js\")' + \"a.js\";\n";
        assert_eq!(text, expected);
        assert_eq!(asked, ["a.js", "b.wasm", "c.js", "d.css", "stays.js"]);
    }

    #[test]
    fn what_is_no_reference_is_not_asked_for() {
        let text = "new URL(\"a.js\", location); new URL(\"a.js\"); new Address(\"a.js\", import.meta.url);\n\
                    import(\"a\"); import(a); import(`./${a}.js`); new URL(\"a.js\", import.meta.url, 1); new URL(a, import.meta.url);";
        assert_eq!(renamed(text), (text.to_owned(), vec![]));
    }

    #[test]
    fn references_are_found_in_what_the_minifier_leaves() {
        let text = "const glue = new URL(\"a.js\", import.meta.url).href;\nimport(glue); import(\"./b.js\");";
        let small = crate::minify::script(text, crate::minify::ScriptKind::Module).unwrap();
        let (_, asked) = renamed(&small);
        assert_eq!(asked, ["a.js", "b.js"], "{small}");
    }

    #[test]
    fn a_name_that_cannot_stand_in_a_literal_is_an_error() {
        for name in ["a\".js", "a`.js", "a${b}.js", "a\\.js", "a b.js"] {
            let error =
                references("import(\"./a.js\")", &mut |_| Some(name.to_owned())).unwrap_err().to_string();
            assert!(error.contains(name) && error.contains("`./a.js`"), "{error}");
        }
        assert!(references("import(", &mut |_| None).is_err());
    }
}
