//! What content systems do to HTML that is pasted into them, as their documentation tells it, written anew for the tests of
//! pieces. Like them, it knows tags by `<` and `>` and no HTML.

/// The elements that begin a paragraph of their own: those of WordPress's `wpautop`.
const BLOCKS: &[&str] = &[
    "table",
    "thead",
    "tfoot",
    "caption",
    "col",
    "colgroup",
    "tbody",
    "tr",
    "td",
    "th",
    "div",
    "dl",
    "dd",
    "dt",
    "ul",
    "ol",
    "li",
    "pre",
    "form",
    "map",
    "area",
    "blockquote",
    "address",
    "math",
    "style",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "fieldset",
    "legend",
    "section",
    "article",
    "aside",
    "hgroup",
    "header",
    "footer",
    "nav",
    "figure",
    "figcaption",
    "details",
    "menu",
    "summary",
];

/// The elements whose texts keep their quotation marks: those of WordPress's `wptexturize`.
const AS_WRITTEN: &[&str] = &["pre", "code", "kbd", "style", "script", "tt"];

/// The elements of a quiz that an author of WordPress may not write: `wp_kses` takes their tags out.
const NOT_FOR_AUTHORS: &[&str] = &["news-quiz", "template", "style", "slot", "input", "script", "link"];

/// What a filter makes of a text.
pub(crate) type Filter = fn(&str) -> String;

/// All that leave a piece playing, by name.
pub(crate) const FILTERS: [(&str, Filter); 6] = [
    ("nothing", str::to_owned),
    ("paragraphs and round quotation marks", |html| paragraphs(&round_quotes(html))),
    ("attributes in another order", reordered),
    ("entities written anew", entities),
    ("comments and blanks", squeezed),
    ("all of them", |html| squeezed(&paragraphs(&round_quotes(&entities(&reordered(html)))))),
];

/// The tags and the texts between them, in their order.
fn parts(html: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let end = match rest.strip_prefix('<') {
            Some(tag) => tag.find('>').map_or(rest.len(), |at| at + 2),
            None => rest.find('<').unwrap_or(rest.len()),
        };
        let (part, after) = rest.split_at(end);
        parts.push(part);
        rest = after;
    }
    parts
}

/// The name of a tag's element, and whether it is an end tag; of a text nothing.
fn tag(part: &str) -> Option<(&str, bool)> {
    let rest = part.strip_prefix('<')?;
    let (rest, is_end) = rest.strip_prefix('/').map_or((rest, false), |rest| (rest, true));
    let end = rest.find([' ', '/', '>']).unwrap_or(rest.len());
    Some((&rest[..end], is_end))
}

/// Paragraphs where there are none: WordPress's `wpautop`.
fn paragraphs(html: &str) -> String {
    // What is preformatted is put aside.
    let mut aside = Vec::new();
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, from)) = rest.split_once("<pre") {
        let (inside, after) = from.split_once("</pre>").unwrap_or((from, ""));
        text.push_str(&format!("{before}\n\n<pre {}></pre>\n\n", aside.len()));
        aside.push(format!("<pre{inside}</pre>"));
        rest = after;
    }
    text.push_str(rest);
    let is_block = |part: &str| tag(part).is_some_and(|(name, _)| BLOCKS.contains(&name));
    let broken: String = parts(&text)
        .into_iter()
        .map(|part| match tag(part) {
            Some((_, true)) if is_block(part) => format!("{part}\n\n"),
            Some(_) if is_block(part) => format!("\n\n{part}"),
            _ => part.to_owned(),
        })
        .collect();
    let mut mended = String::new();
    for paragraph in broken.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        let parts = parts(paragraph);
        let begins = parts.first().is_some_and(|part| is_block(part));
        let ends = parts.last().is_some_and(|part| is_block(part));
        let (start, end) = (if begins { "" } else { "<p>" }, if ends { "" } else { "</p>" });
        mended.push_str(&format!("{start}{}{end}\n", paragraph.replace('\n', "<br />\n")));
    }
    for (ix, preformatted) in aside.iter().enumerate() {
        mended = mended.replace(&format!("<pre {ix}></pre>"), preformatted);
    }
    mended
}

/// Changes the texts that do not stand in one of some elements.
fn texts_outside_of(elements: &[&str], html: &str, change: impl Fn(&str) -> String) -> String {
    let mut within: Vec<&str> = Vec::new();
    let mut changed = String::new();
    for part in parts(html) {
        match tag(part) {
            Some((name, false)) if elements.contains(&name) => within.push(name),
            Some((name, true)) if within.last() == Some(&name) => drop(within.pop()),
            None if within.is_empty() => {
                changed.push_str(&change(part));
                continue;
            }
            _ => {}
        }
        changed.push_str(part);
    }
    changed
}

/// Round quotation marks for straight ones, and dashes for hyphens: WordPress's `wptexturize`.
fn round_quotes(html: &str) -> String {
    texts_outside_of(AS_WRITTEN, html, |text| {
        let opened = text.replace(" \"", " &#8220;").replace(" '", " &#8216;");
        opened
            .replace(['"'], "&#8221;")
            .replace('\'', "&#8217;")
            .replace("--", "&#8211;")
            .replace("...", "&#8230;")
    })
}

/// Each letter that is not of ASCII, and each quotation mark, as a number: parsers that write a page anew.
fn entities(html: &str) -> String {
    texts_outside_of(&["style", "script"], html, |text| {
        let text = text.replace("&amp;", "&#038;").replace("&#39;", "'").replace("&quot;", "&#x22;");
        let number = |letter: char| {
            if letter.is_ascii() && letter != '\'' {
                letter.to_string()
            } else {
                format!("&#{};", u32::from(letter))
            }
        };
        text.chars().map(number).collect()
    })
}

/// Attributes in the opposite order.
fn reordered(html: &str) -> String {
    let turned = |part: &str| -> Option<String> {
        let (name, is_end) = tag(part)?;
        let inner = part.strip_prefix('<')?.strip_prefix(name)?.strip_suffix('>')?;
        // Within quotation marks there may be blanks.
        let mut attributes: Vec<String> = Vec::new();
        let mut is_quoted = false;
        for piece in inner.split(' ') {
            match attributes.last_mut().filter(|_| is_quoted) {
                Some(last) => *last = format!("{last} {piece}"),
                None => attributes.push(piece.to_owned()),
            }
            is_quoted ^= piece.matches('"').count() % 2 == 1;
        }
        attributes.reverse();
        (!is_end && name.starts_with(|letter: char| letter.is_ascii_alphabetic())).then(|| {
            let attributes = attributes.iter().filter(|one| !one.is_empty());
            format!("<{name}{}>", attributes.map(|one| format!(" {one}")).collect::<String>())
        })
    };
    let mut in_style = false;
    parts(html)
        .into_iter()
        .map(|part| {
            let is_style = tag(part).is_some_and(|(name, _)| name == "style");
            in_style = if is_style { part == "<style>" } else { in_style };
            if in_style { part.to_owned() } else { turned(part).unwrap_or_else(|| part.to_owned()) }
        })
        .collect()
}

/// No comments, and one blank for many: what makes pages smaller.
fn squeezed(html: &str) -> String {
    let mut without = String::new();
    let mut rest = html;
    while let Some((before, from)) = rest.split_once("<!--") {
        without.push_str(before);
        rest = from.split_once("-->").map_or("", |(_, after)| after);
    }
    without.push_str(rest);
    without.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// No scripts.
pub(crate) fn without_scripts(html: &str) -> String {
    without(html, "<script", "</script>")
}

/// No templates, with all that is in them: sanitizers that know them for what they are.
pub(crate) fn without_templates(html: &str) -> String {
    without(html, "<template", "</template>")
}

fn without(html: &str, start: &str, end: &str) -> String {
    match html.split_once(start) {
        Some((before, from)) => {
            let after = from.split_once(end).map_or("", |(_, after)| after);
            format!("{before}{}", without(after, start, end))
        }
        None => html.to_owned(),
    }
}

/// What is left of what an author of WordPress pastes who may not write everything: the tags of what is not allowed are gone,
/// and what stood between them stays.
pub(crate) fn for_authors(html: &str) -> String {
    let is_allowed = |part: &&str| tag(part).is_none_or(|(name, _)| !NOT_FOR_AUTHORS.contains(&name));
    parts(html).into_iter().filter(is_allowed).collect()
}
