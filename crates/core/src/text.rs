//! What the text of an article is: the one table of rules, for the proof, which reads a file, and for the script, which
//! reads a document. Both have to read the same words in the same page.
//!
//! `crates/compiler/src/article.rs` reads by this table. `static/article.js` has the rules again, for readers load
//! neither this file nor a parser; a test below holds its selectors against these, and journeys in the browsers
//! (`tests/browser/one_text.rs`) hold everything else: what each character compares as, and the text of generated pages.
//!
//! The rules ask for names, attributes and inline styles only. Style sheets are not asked: the proof has none. So the marks
//! around a `<q>`, which browsers' own style sheet sets and many a site's takes off again, are not read.

/// Selector of what holds no words of the article: what runs, what is played, controls, what belongs to the page and not
/// to the story, annotations beside the words, words that were taken back, advertisements, what only screen readers are
/// told or are not told, and the marks of footnotes in texts that come from Word.
pub const UNREAD: &str = "script,style,template,noscript,iframe,object,video,audio,canvas,svg,button,select,textarea,dialog,nav,\
    footer,aside,news-quiz,rt,rp,annotation,del,s,strike,.adsbygoogle,amp-ad,amp-embed,[aria-hidden=true],\
    [class*=visually i],[class*=sr-only i],[class*=screen-reader i],.MsoFootnoteReference,\
    [role=doc-noteref]";

/// Selector of the elements that text does not run across. In a paragraph no parser leaves one: there a script has put
/// it, and it holds no words of the paragraph.
pub const BLOCKS: &str = "address,article,blockquote,caption,center,dd,details,div,dl,dt,fieldset,figcaption,figure,form,h1,h2,h3,\
    h4,h5,h6,header,hgroup,hr,li,main,menu,ol,p,pre,section,summary,table,td,th,ul";

/// Selector of what is folded away. In the middle of a text it holds no words. Blocks that are folded away are read, for
/// a reader may unfold them; where a quote stands elsewhere too, they do not count.
pub const FOLDED: &str = "[hidden],[style*='display:none' i],[style*='display: none' i]";

/// Selector of the elements of which only a part is read: the headlines of a header, the caption of a figure.
pub const PARTLY_READ: &str = "header,figure";

/// Selector of these parts.
pub const READ_PARTS: &str = "h1,h2,h3,h4,h5,h6,figcaption";

/// Selector of what a paragraph may stand in and not be one of the article's, by whose count banks name paragraphs. It
/// decides about nothing else, and never changes: banks would mean other passages. A paragraph that counts may still
/// hold no words, by the other rules.
pub const UNCOUNTED: &str = "header,footer,aside,figure,nav,script,style,noscript,template";

/// Selector of what is raised above the line without being a `<sup>`, as in texts that come from Google Docs.
pub const RAISED: &str = "[style*='vertical-align:super' i],[style*='vertical-align: super' i]";

/// A text without the white space at its ends, as JavaScript's `trim` takes it away: with a byte order mark, which editors
/// leave in links, and not with U+0085.
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c == '\u{feff}' || (c.is_whitespace() && c != '\u{85}'))
}

/// Whether a `<sup>` is the mark of a footnote, which is no word, rather than a power or an ordinal (10⁶, km², 10ᵗʰ).
///
/// A mark has a link, or brackets, or one of the signs that notes have; or it is a number behind a whole word, a year or
/// the end of a sentence. Behind a shorter thing a number is a power: units and bases of powers are short.
pub fn is_footnote_mark(before: &str, text: &str, has_link: bool) -> bool {
    let text = trimmed(text);
    if has_link || text.starts_with(['[', '(', '*', '†', '‡', '§', '¶']) {
        return !text.is_empty();
    }
    let is_number = !text.is_empty()
        && text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || [',', '-', '–'].contains(&c));
    let last_three = |is: fn(char) -> bool| before.chars().rev().take(3).filter(|&c| is(c)).count() == 3;
    let after_sign = before.chars().next_back().is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace());
    is_number && (after_sign || last_three(char::is_alphabetic) || last_three(|c| c.is_ascii_digit()))
}

/// Whether a link is the mark of a footnote, which a style sheet may raise where the markup does not: it leads to a note, by
/// what these are mostly called (by Substack, Word, Google Docs, Wikipedia, Markdown and the plug-ins of WordPress), and says
/// no more than its sign, or its number of up to three digits, in brackets or not.
pub fn is_note_mark(href: &str, text: &str) -> bool {
    let Some((_, fragment)) = href.rsplit_once('#') else { return false };
    let fragment = fragment.to_ascii_lowercase();
    let is_note = ["fn", "ftn", "_ftn", "_edn", "ref"].iter().any(|start| fragment.starts_with(start))
        || fragment.contains("note");
    let text = trimmed(text);
    let number = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let has_number = fragment.bytes().any(|byte| byte.is_ascii_digit());
    let is_number = has_number && (1..=3).contains(&number.len()) && is_digits(number);
    let is_sign = !text.is_empty() && text.chars().all(|c| ['*', '†', '‡', '§', '¶'].contains(&c));
    is_note && (is_number || is_sign)
}

/// What a character compares as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// It is not there: no eye sees it.
    Nothing,
    /// White space is one space however much of it there is, and nothing beside a mark: French typography puts spaces
    /// there that others do not have.
    Space,
    /// Any quotation mark or apostrophe is as good as any other: keyboards have two, and each language sets its own.
    QuotationMark,
    /// Any dash or hyphen is as good as any other, and so are several: keyboards have one, and content systems make
    /// others of `-` and `--`.
    Dash,
    /// A mark that may have a space before it.
    Mark(char),
    /// A character that is compared as this one.
    Other(char),
}

/// The rule for one character. Before, a letter and its accents are made one character where there is one for both
/// (Unicode's form C).
pub fn compared(c: char) -> Compared {
    match c {
        c if c.is_whitespace() => Compared::Space,
        // Unicode's property Quotation_Mark, and what is typed or set for such a mark: grave and acute accents,
        // modifier letters, primes.
        '"'
        | '\''
        | '«'
        | '»'
        | '‹'
        | '›'
        | '`'
        | '´'
        | 'ʻ'
        | 'ʼ'
        | '′'
        | '″'
        | '\u{2018}'..='\u{201f}'
        | '\u{2e42}'
        | '「'..='』'
        | '〝'..='〟'
        | '\u{fe41}'..='\u{fe44}'
        | '＂'
        | '＇'
        | '｢'
        | '｣' => Compared::QuotationMark,
        // Hyphens (that of Hebrew too), dashes, the minus.
        '-' | '־' | '\u{2010}'..='\u{2015}' | '−' => Compared::Dash,
        ';' | ':' | '!' | '?' | '%' => Compared::Mark(c),
        // Content systems set 4x4 like this.
        '×' => Compared::Other('x'),
        c if is_ignorable(c) => Compared::Nothing,
        c => Compared::Other(c),
    }
}

/// Unicode's property Default_Ignorable_Code_Point: soft hyphens, joiners, marks of direction, variants.
fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The script that reads documents by the same rules.
    const SCRIPT: &str = include_str!("../../../static/article.js");

    #[test]
    fn the_script_has_the_selectors_of_this_table() {
        // Long texts are in several pieces there.
        let script: String = SCRIPT.split("\" +\n  \"").collect();
        for selector in [UNREAD, BLOCKS, FOLDED, RAISED, PARTLY_READ, READ_PARTS] {
            assert!(script.contains(&format!("\"{selector}\"")), "static/article.js has no {selector:?}");
        }
    }

    #[test]
    fn a_mark_of_a_footnote_is_no_power_and_no_ordinal() {
        for (before, text, has_link, is_mark) in [
            ("An office opened", "1", false, true),
            ("he left.", "2, 3", false, true),
            ("he left.", "[2]", false, true),
            ("he left”", "4–6", false, true),
            ("in 2018", "1", false, true),
            ("办公室成立", "1", false, true),
            ("km", "a", true, true),
            ("of it", "*", false, true),
            ("some 10", "6", false, false),
            ("10", "-3", false, false),
            ("km", "2", false, false),
            ("250km", "2", false, false),
            ("km/s", "2", false, false),
            ("the 10", "th", false, false),
            ("le XIX", "e", false, false),
            ("uranium ", "235", false, false),
            ("", "14", false, false),
            ("opened", "", true, false),
        ] {
            assert_eq!(is_footnote_mark(before, text, has_link), is_mark, "{before:?} {text:?}");
        }
    }

    #[test]
    fn a_link_to_a_note_is_its_mark_where_it_says_no_more_than_which() {
        for mark in ["1", " 12 ", "[3]", "*", "††", "123", "\u{feff}1"] {
            assert!(is_note_mark("#fn1", mark), "{mark:?}");
        }
        for words in ["", "2018", "[2018]", "[]", "[map]", "note 1", "1–3", "*a", "one", "½", "\u{85}1"] {
            assert!(!is_note_mark("#fn1", words), "{words:?}");
        }
        for note in [
            "#_ftn1",
            "#ftnt1",
            "#footnote-1",
            "#cite_note-Smith-3",
            "/story#Ref5",
            "#sdfootnote1sym",
            "a#b#fn1",
        ] {
            assert!(is_note_mark(note, "1"), "{note}");
        }
        for other in [
            "#referendum",
            "/data#refugees",
            "/notebook#chart1",
            "#p1",
            "#",
            "",
            "#figure-1",
            "#my-fn1",
            "note1",
        ] {
            assert!(!is_note_mark(other, "52"), "{other}");
        }
        assert!(is_note_mark("#fn-a", "*") && !is_note_mark("#fn-a", "1"));
    }
}
