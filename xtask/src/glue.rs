//! The script between the program and the page, as wasm-bindgen writes it, without what the quiz needs none of.

use anyhow::{Context as _, Result, ensure};

/// What it gives out: two ways to load the program.
const LOADERS: &str = "export { initSync, __wbg_init as default };";

/// The parts of which these are made. `static/embed/instantiate.js` loads programs itself, and says what is missing.
const PARTS: &str = "export { __wbg_get_imports as getImports, __wbg_finalize_init as start };";

/// What stands in the script from one text to another, both of them with it, and what comes in its place.
struct Cut {
    from: &'static str,
    to: &'static str,
    instead: &'static str,
}

const CUTS: [Cut; 5] = [
    // Every browser that loads the program has it: what stands in for it does not.
    Cut { from: "if (!('encodeInto' in cachedTextEncoder)) {", to: "\n}\n", instead: "" },
    Cut {
        from: "(typeof FinalizationRegistry === 'undefined')",
        to: "}\n    : new FinalizationRegistry",
        instead: "new FinalizationRegistry",
    },
    // The longer way to hand over a text, which is quicker where texts are long: here they are words and lines.
    Cut {
        from: "    let len = arg.length;\n    let ptr = malloc(len, 1)",
        to: "    return ptr;\n",
        instead: "",
    },
    // Gives back the memory of a program that has none left for a text: it has trapped, and its page gives up all of it.
    Cut { from: "    } catch (e) {\n        if (ptr", to: "throw e;\n", instead: "    } finally {\n" },
    // Safari decodes no more than 2 GiB with one decoder: the quiz decodes some kilobytes.
    Cut { from: "    numBytesDecoded += bytes.length;\n", to: "\n    }\n", instead: "" },
];

/// What is written in a longer way than browsers need, as often as it stands there, and the shorter one.
const SHORTER: [(&str, &str); 6] = [
    // What a browser's page has by four names is one thing.
    ("typeof globalThis === 'undefined' ? undefined : globalThis", "globalThis"),
    ("typeof global === 'undefined' ? undefined : global", "globalThis"),
    ("typeof self === 'undefined' ? undefined : self", "globalThis"),
    ("typeof window === 'undefined' ? undefined : window", "globalThis"),
    // Asked of classes that every browser has.
    ("} catch (_) {\n                result = false;\n            }", "} finally {}"),
    // Texts are handed over in one way: see below.
    ("if (realloc === undefined) {", "{"),
];

/// Trims the script. The minifier takes away what nothing calls any more.
///
/// # Errors
/// Another version of wasm-bindgen gives something else out.
pub fn trimmed(glue: &str) -> Result<String> {
    ensure!(glue.matches(LOADERS).count() == 1, "the glue does not end in `{LOADERS}`");
    let mut trimmed = glue.replace(LOADERS, PARTS);
    for (longer, shorter) in SHORTER {
        trimmed = trimmed.replace(longer, shorter);
    }
    for Cut { from, to, instead } in CUTS {
        // A version of wasm-bindgen that has none is as good: the program's budget says so.
        let Some((before, rest)) = trimmed.split_once(from) else { continue };
        let (_, after) = rest.split_once(to).with_context(|| format!("the glue's `{from}` has no end"))?;
        trimmed = [before, instead, after].concat();
    }
    Ok(trimmed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_quiz_needs_none_of_is_gone() {
        let glue = "const registry = (typeof FinalizationRegistry === 'undefined')\n    ? {}\n    : new FinalizationRegistry(end);\n\
            function pass(arg, malloc, realloc) {\n    if (realloc === undefined) {\n        return short;\n    }\n\n\
            \x20   let len = arg.length;\n    let ptr = malloc(len, 1) >>> 0;\n    return ptr;\n}\nexport { initSync, __wbg_init as default };";
        let trimmed = trimmed(glue).unwrap();
        assert!(trimmed.starts_with("const registry = new FinalizationRegistry(end);\n"), "{trimmed}");
        assert!(trimmed.contains("    {\n        return short;\n    }\n\n}\n"), "{trimmed}");
        assert!(trimmed.ends_with(PARTS), "{trimmed}");
    }

    #[test]
    fn what_browsers_need_no_longer_way_for_is_short() {
        for (longer, shorter) in [
            ("typeof self === 'undefined' ? undefined : self;", "globalThis;"),
            (
                "    try {\n        ptr0 = pass();\n    } catch (e) {\n        if (ptr0) { free(ptr0); }\n        throw e;\n    }\n",
                "    try {\n        ptr0 = pass();\n    } finally {\n    }\n",
            ),
        ] {
            assert_eq!(trimmed(&[longer, LOADERS].concat()).unwrap(), [shorter, PARTS].concat());
        }
    }

    #[test]
    fn a_glue_that_gives_something_else_out_is_refused() {
        let error = trimmed("export { init };").unwrap_err();
        assert!(error.to_string().contains("does not end in"), "{error}");
    }
}
