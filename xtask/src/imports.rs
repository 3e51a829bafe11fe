//! Gives what the program imports from its glue short names, in both files: wasm-bindgen's end in hashes, which no
//! compression makes smaller, and they are there twice. Saves 1,900 of 55,400 brotli bytes.

use anyhow::{Context as _, Result, anyhow, ensure};
use wasm_encoder::{
    Import, ImportSection, Imports, Module,
    reencode::{Error, Reencode},
};

/// A program and its glue with short names.
///
/// # Errors
/// The program is no WebAssembly, or the glue does not have each name exactly once.
pub fn shorten(program: &[u8], glue: &str) -> Result<(Vec<u8>, String)> {
    let mut renamer = Renamer::default();
    let mut module = Module::new();
    renamer
        .parse_core_module(&mut module, wasmparser::Parser::new(0), program)
        .map_err(|error| anyhow!("{error}"))
        .context("the program cannot be read")?;
    ensure!(renamer.modules.len() <= 1, "the program imports from several modules: {:?}", renamer.modules);
    let mut glue = glue.to_owned();
    let modules = renamer.modules.iter().map(|module| (module, "_".to_owned()));
    let names = renamer.names.iter().enumerate().map(|(ix, name)| (name, short_name(ix)));
    for (long, short) in modules.chain(names) {
        let times = glue.matches(long.as_str()).count();
        ensure!(times == 1, "the glue has `{long}` {times} times, not once");
        glue = glue.replace(long.as_str(), &short);
    }
    Ok((module.finish(), glue))
}

/// Writes a program as it is, but for the names of what it imports.
#[derive(Default)]
struct Renamer {
    /// The modules that things are imported from.
    modules: Vec<String>,
    /// The names of what is imported, in the order of their short names.
    names: Vec<String>,
}

impl Reencode for Renamer {
    type Error = std::convert::Infallible;

    fn parse_imports(
        &mut self,
        section: &mut ImportSection,
        imports: wasmparser::Imports<'_>,
    ) -> Result<(), Error<Self::Error>> {
        // The compact forms are a proposal that no browser has yet, and rustc does not write them.
        let wasmparser::Imports::Single(_, import) = imports else {
            return wasm_encoder::reencode::utils::parse_imports(self, section, imports);
        };
        if !self.modules.iter().any(|module| module == import.module) {
            self.modules.push(import.module.to_owned());
        }
        let known = self.names.iter().position(|name| name == import.name);
        let ix = known.unwrap_or_else(|| {
            self.names.push(import.name.to_owned());
            self.names.len() - 1
        });
        let ty = self.entity_type(import.ty)?;
        section.imports(Imports::Single(Import { module: "_", name: &short_name(ix), ty }));
        Ok(())
    }
}

/// The shortest names that are not taken: `a` to `z`, then `a1`, `b1` and so on.
fn short_name(ix: usize) -> String {
    let letter = char::from(b'a' + (ix % 26) as u8);
    match ix / 26 {
        0 => letter.to_string(),
        round => format!("{letter}{round}"),
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{EntityType, TypeSection};

    use super::*;

    fn program(names: &[&str]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        for name in names {
            imports.import("./quiz_bg.js", name, EntityType::Function(0));
        }
        let mut module = Module::new();
        module.section(&types).section(&imports);
        module.finish()
    }

    const GLUE: &str = "f({'./quiz_bg.js':{__wbg_focus_0011223344556677:a,__wbg_is_8899aabbccddeeff:b}})";

    #[test]
    fn program_and_glue_get_the_same_names() {
        let long = program(&["__wbg_focus_0011223344556677", "__wbg_is_8899aabbccddeeff"]);
        let (short, glue) = shorten(&long, GLUE).unwrap();
        assert_eq!(glue, "f({'_':{a:a,b:b}})");
        let has = |text: &str| short.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(!has("__wbg") && !has("quiz") && short.len() < long.len() / 2);
    }

    #[test]
    fn a_name_that_the_glue_does_not_have_once_is_an_error() {
        let long = program(&["__wbg_other_0011223344556677"]);
        let error = shorten(&long, GLUE).unwrap_err().to_string();
        assert!(error.contains("__wbg_other_0011223344556677") && error.contains("0 times"), "{error}");
    }

    #[test]
    fn short_names_differ() {
        let names: std::collections::BTreeSet<String> = (0..1000).map(short_name).collect();
        assert_eq!(names.len(), 1000);
        assert!(names.contains("z") && names.contains("a1"));
    }
}
