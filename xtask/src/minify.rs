//! Makes scripts small. Trunk's own minifier gives up on what wasm-bindgen writes today (`as default` in an export).

use anyhow::{Result, bail};
use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

/// How a script is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScriptKind {
    /// As a module: what stands at its top is its own.
    Module,
    /// As its text tells: as a module when it imports or exports.
    Unknown,
}

/// The same script in fewer bytes.
///
/// # Errors
/// The text is no JavaScript; the error holds what the parser says.
pub fn script(text: &str, kind: ScriptKind) -> Result<String> {
    let allocator = Allocator::default();
    let source = match kind {
        ScriptKind::Module => SourceType::mjs(),
        ScriptKind::Unknown => SourceType::unambiguous(),
    };
    let parsed = Parser::new(&allocator, text, source).parse();
    if let Some(fault) = parsed.diagnostics.first() {
        bail!("{fault}");
    }
    let mut program = parsed.program;
    let minified = Minifier::new(MinifierOptions::default()).minify(&allocator, &mut program);
    let codegen = Codegen::new()
        .with_options(CodegenOptions::minify())
        .with_scoping(minified.scoping)
        .with_private_member_mappings(minified.class_private_mappings);
    Ok(codegen.build(&program).code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_wasm_bindgen_writes_gets_smaller_and_keeps_its_exports() {
        let text = "// A comment.\nlet wasm;\nfunction initSync(module) {\n    return wasm = module;\n}\n\
            async function __wbg_init(path) {\n    return initSync(await fetch(path));\n}\n\
            export { initSync, __wbg_init as default };\n";
        let small = script(text, ScriptKind::Unknown).unwrap();
        assert!(small.len() < text.len() * 2 / 3, "{small}");
        assert!(small.contains("as initSync") && small.contains("as default"), "{small}");
    }

    #[test]
    fn only_a_module_may_rename_what_stands_at_its_top() {
        let text = "function startQuiz(element) { element.hidden = false; } startQuiz(window.a); startQuiz(window.b)";
        assert!(script(text, ScriptKind::Unknown).unwrap().contains("startQuiz("));
        assert!(!script(text, ScriptKind::Module).unwrap().contains("startQuiz("));
    }

    #[test]
    fn what_is_no_script_is_an_error() {
        assert!(script("function (", ScriptKind::Unknown).is_err());
    }
}
