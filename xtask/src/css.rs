//! Makes style sheets small.

use anyhow::{Result, anyhow};
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, StyleSheet};

/// The same style sheet in fewer bytes.
///
/// # Errors
/// The text is no style sheet; the error holds what the parser says and where.
pub fn minify(text: &str) -> Result<String> {
    let mut sheet = StyleSheet::parse(text, ParserOptions::default()).map_err(|error| anyhow!("{error}"))?;
    sheet.minify(MinifyOptions::default()).map_err(|error| anyhow!("{error}"))?;
    let options = PrinterOptions { minify: true, ..PrinterOptions::default() };
    Ok(sheet.to_css(options).map_err(|error| anyhow!("{error}"))?.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_sheet_gets_smaller_and_keeps_what_it_says() {
        let small = minify(
            "/* A. */\n:host { --a: light-dark(#fff, #000); }\nb:not(:has([open])) ~ * { color: red }\n",
        );
        assert_eq!(small.unwrap(), ":host{--a:light-dark(#fff,#000)}b:not(:has([open]))~*{color:red}");
    }

    #[test]
    fn what_is_no_style_sheet_is_an_error() {
        assert!(minify("a { color: }} b").is_err());
    }
}
