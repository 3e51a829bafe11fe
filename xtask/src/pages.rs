//! What the pages of the demonstration are made by: filled templates with a policy of their own, and what stands in the
//! article of another page.

use anyhow::{Context as _, Result};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};

/// Fills the template of the page `file`. `values` gives what comes into it, from the policy that stands in it, and `policy`
/// makes that from the page without one.
///
/// # Errors
/// The template names something that is not there.
pub fn fill(
    file: &str,
    template: &str,
    policy: impl FnOnce(&str) -> String,
    values: impl Fn(Value) -> Value,
) -> Result<String> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let page = |policy: String| {
        let filled = environment.render_str(template, values(Value::from_safe_string(policy)));
        filled.with_context(|| format!("cannot fill {file}"))
    };
    page(policy(&page(String::new())?))
}

/// Markup, styles and scripts that were made here, or by the bank's own editors.
pub fn safe(text: &str) -> Value {
    Value::from_safe_string(text.to_owned())
}

/// What stands in the article of a page; nothing where it has none.
pub fn article(page: &str) -> &str {
    page.split_once("<article")
        .and_then(|(_, after)| after.split_once('>'))
        .map_or("", |(_, inner)| inner.rsplit_once("</article>").map_or(inner, |(inner, _)| inner))
}
