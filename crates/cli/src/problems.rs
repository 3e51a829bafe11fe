//! Problems and warnings as an author reads them in a terminal: what is wrong, the line with the words underlined, and what
//! to do about it.

use std::io::IsTerminal;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use newsquiz_compiler::{Entry, Report};

/// A report as text, with colours where they are shown.
pub fn rendered(report: &Report, has_colours: bool) -> String {
    let renderer = if has_colours { Renderer::styled() } else { Renderer::plain() };
    report.entries.iter().map(|entry| format!("{}\n\n", renderer.render(&[group(entry)]))).collect()
}

/// Whether a stream shows colours: it is a terminal, and nobody has switched them off (<https://no-color.org>).
pub fn has_colours(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

fn group(entry: &Entry) -> Group<'_> {
    let level = if entry.lint.is_some() { Level::WARNING } else { Level::ERROR };
    let between = if entry.place.is_empty() { "" } else { ": " };
    let mut title = level.primary_title(format!("{}{between}{}", entry.place, entry.fault));
    if let Some(lint) = entry.lint {
        title = title.id(lint);
    }
    let group = match &entry.spot {
        // A place between two signs is shown at the next one.
        Some(spot) => title.element(
            Snippet::source(&*spot.text)
                .line_start(spot.line)
                .path(&*entry.file)
                .annotation(AnnotationKind::Primary.span(spot.marked.clone())),
        ),
        None => title.element(Origin::path(&*entry.file)),
    };
    group.element(Level::HELP.message(&*entry.remedy))
}
