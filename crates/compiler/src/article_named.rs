//! Whether a stem names the article, by the words that a language has for it. It knows no warning.

use icu_normalizer::ComposingNormalizerBorrowed;

use crate::{locales::main_language, source::QuestionSource};

/// How a language names the article that a quiz is about, in small letters and words. What can as well be something in the
/// world, as a report or a piece, is not among them.
const NAMES: [(&str, &[&str]); 4] = [
    (
        "de",
        &[
            "der artikel",
            "den artikel",
            "dem artikel",
            "des artikels",
            "im artikel",
            "diesem artikel",
            "laut artikel",
            "der text",
            "im text",
            "laut text",
        ],
    ),
    ("en", &["the article", "this article", "the story", "this story", "the text", "this text"]),
    (
        "es",
        &[
            "el artículo",
            "este artículo",
            "del artículo",
            "al artículo",
            "la noticia",
            "esta noticia",
            "la nota",
            "esta nota",
            "el texto",
            "este texto",
            "del texto",
        ],
    ),
    ("fr", &["l article", "cet article", "le texte", "ce texte", "du texte"]),
];

/// With fewer stems than these, a quarter says nothing.
const ENOUGH: usize = 8;

/// The questions, by their numbers from 0, whose stems name the article, where these are more than a quarter of them; none
/// where they are fewer, or too few to say. Stems in a language without names here are not judged.
pub(crate) fn too_often(questions: &[QuestionSource], lang: &str) -> Vec<usize> {
    let judged = questions.iter().enumerate().filter_map(|(ix, question)| {
        let names = names(question.lang.as_deref().unwrap_or(lang))?;
        Some((ix, is_named(&question.stem, names)))
    });
    let (naming, others): (Vec<_>, Vec<_>) = judged.partition(|(_, is_named)| *is_named);
    let all = naming.len() + others.len();
    if all < ENOUGH || naming.len() * 4 <= all {
        return Vec::new();
    }
    naming.into_iter().map(|(ix, _)| ix).collect()
}

fn names(lang: &str) -> Option<&'static [&'static str]> {
    let lang = main_language(lang);
    NAMES.iter().find(|(known, _)| *known == lang).map(|(_, names)| *names)
}

/// Whether one of the names stands in a text, in whole words, and no number behind it, as in “el artículo 155”.
fn is_named(text: &str, names: &[&str]) -> bool {
    let text = ComposingNormalizerBorrowed::new_nfc().normalize(text).to_lowercase();
    let words: Vec<&str> =
        text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let words = format!(" {} ", words.join(" "));
    names.iter().any(|name| {
        let name = format!(" {name} ");
        let mut behind = words.split(&*name).skip(1);
        behind.any(|text| !text.starts_with(|sign: char| sign.is_numeric()))
    })
}

#[cfg(test)]
mod tests {
    use super::{is_named, names, too_often};
    use crate::source::QuestionSource;

    #[test]
    fn the_article_is_named_in_whole_words_and_is_no_paragraph_of_a_law() {
        for (lang, text, expected) in [
            ("en", "What reason does the article give?", true),
            ("en", "Where, in the article’s account, do they sleep?", true),
            ("en-GB", "The Story: who told it?", true),
            ("en", "Which articles of clothing were sold?", false),
            ("en", "Who wrote the storybook?", false),
            ("es-MX", "¿Qué dice el artículo de la cumbre?", true),
            ("es", "¿Qué dice el arti\u{301}culo de la cumbre?", true),
            ("es", "¿Cuándo se aplicó el artículo 155?", false),
            ("de", "Wen nennt der Artikel?", true),
            ("de", "Welche Artikel wurden verkauft?", false),
            ("fr", "Que dit l’article du sommet ?", true),
        ] {
            assert_eq!(is_named(text, names(lang).unwrap()), expected, "{text}");
        }
        assert_eq!(names("pt"), None);
    }

    #[test]
    fn a_quarter_of_eight_stems_may_name_the_article() {
        let bank = |naming: usize, others: usize| -> Vec<QuestionSource> {
            let stems =
                ["Whom does the article name?"].repeat(naming).into_iter().chain(["Who?"].repeat(others));
            stems.map(|stem| QuestionSource { stem: stem.into(), ..QuestionSource::default() }).collect()
        };
        assert_eq!(too_often(&bank(3, 5), "en"), [0, 1, 2]);
        assert!(too_often(&bank(2, 6), "en").is_empty());
        assert!(too_often(&bank(7, 0), "en").is_empty(), "too few to say");
        assert!(too_often(&bank(8, 0), "pt").is_empty(), "a language that is not known");

        let mut foreign = bank(3, 5);
        foreign[7].lang = Some("pt".into());
        assert!(too_often(&foreign, "en").is_empty(), "seven are left");
    }
}
