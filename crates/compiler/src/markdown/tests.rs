//! Banks to Markdown and back, and what is told of texts that are none.

use newsquiz_core::problem::Place;
use proptest::prelude::*;

use super::{read, write};
use crate::{
    canonical::{canonical, compact, json_text, pretty},
    json,
    notation::{NotRead, Notation, Reading},
    tree::Node,
};

/// What a text says that has one fault at most.
fn parse(text: &str) -> Result<Node, NotRead> {
    Notation::Markdown.parse(text).map_err(|mut faults| {
        assert_eq!(faults.len(), 1, "{text}: {faults:?}");
        faults.remove(0)
    })
}

fn of_json(text: &str) -> Node {
    canonical(&json::parse(text).unwrap())
}

fn of_markdown(text: &str) -> Node {
    canonical(&parse(text).unwrap_or_else(|error| panic!("{error:?}\n{text}")))
}

/// A bank goes to Markdown and back, and there again.
#[track_caller]
fn check_both_ways(bank: &str) {
    let before = of_json(bank);
    let markdown = write(&before);
    let after = of_markdown(&markdown);
    assert_eq!(compact(&after), compact(&before), "{markdown}");
    assert_eq!(write(&of_json(&pretty(&after))), markdown);
}

/// What a body below a head says, as JSON.
fn questions(body: &str) -> String {
    let bank = of_markdown(&format!("---\nformat: 1\n---\n{body}"));
    bank.field("questions").map(|field| compact(&field.node)).unwrap_or_default()
}

/// Texts that mean something in Markdown, YAML, JSON or HTML, or that lose something at a careless hand.
const NASTY: [&str; 66] = [
    "",
    " ",
    "a",
    " lead",
    "trail ",
    "\tTab",
    "in\tside",
    "two  spaces",
    "line\nbreak",
    "\n",
    "\r\n",
    "end\n",
    "*x*",
    "**x**",
    "_x_",
    "snake_case",
    "`code`",
    "``",
    "[x]",
    "[x] done",
    "[a](b)",
    "[a]: b",
    "![a](b)",
    "# x",
    "#x",
    "x #",
    "C#",
    "x ##",
    "> x",
    ">",
    "- x",
    "-",
    "---",
    "===",
    "***",
    "+ x",
    "1. x",
    "12) x",
    "2019.",
    "1.5",
    "~~~",
    "```",
    "{#id}",
    "x {#id}",
    "{",
    "}",
    "x {y} z",
    "x {",
    "\\",
    "\\\\",
    "x\\",
    "\\*",
    "\\{",
    "<b>",
    "<!-- x -->",
    "&amp;",
    "AT&T",
    "“quoted”",
    "\"quoted\"",
    "\"",
    "null",
    "true",
    "x: y",
    "ä ü – …",
    "\u{a0}x\u{a0}",
    "漢字。الجواب \u{2028}\u{feff}\u{7f}\u{0}\u{85}",
];

#[test]
fn no_text_is_changed_on_its_way() {
    for text in NASTY.iter().copied().chain([
        "yes",
        "~",
        "0x1F",
        "1e3",
        "-0",
        "|",
        "? x",
        "@x",
        "%x",
        "'x'",
        ", x",
        "| a | b |",
    ]) {
        let text = json_text(text);
        check_both_ways(&format!(
            r#"{{ "format": 1, "id": {text}, "title": {text}, "article": {{ "title": {text}, "mood": [{text}, {{ {text}: {text} }}] }},
            "bands": [{{ "title": {text} }}, [{text}], {{}}], "questions": [{{
                "id": {text}, "topic": {text}, "stem": {text}, "explanation": {text}, "hue": {text},
                "choices": [
                    {{ "id": {text}, "text": {text}, "feedback": {text}, "evidence": {{ "exact": {text}, "prefix": {text} }} }},
                    {{ "text": {text}, "correct": true }}, {{ "feedback": {text} }}, {{}}
                ],
                "evidence": {{ "exact": {text}, "suffix": {text}, "paragraph": 3 }},
                "status": {{ "kind": {text}, "note": {text} }}
            }}, {{ "stem": {text} }}] }}"#
        ));
    }
}

#[test]
fn two_nasty_texts_beside_each_other_stay_two() {
    for one in NASTY {
        for other in NASTY {
            let (one, other) = (json_text(one), json_text(other));
            check_both_ways(&format!(
                r#"{{ "questions": [{{ "stem": {one}, "explanation": {other},
                "choices": [{{ "text": {one}, "feedback": {other} }}, {{ "text": {other}, "evidence": {{ "exact": {one} }} }}],
                "evidence": {{ "exact": {other} }} }}] }}"#
            ));
        }
    }
}

proptest! {
    #[test]
    fn texts_that_nobody_thought_of_are_not_changed(
        one in "[-a1 #>+=~*_`{}\\[\\]()<&;:!\"'\\\\.\t\n\u{a0}ü|,]{0,9}",
        other in "[-a1 #>+=~*_`{}\\[\\]()<&;:!\"'\\\\.\t\n\u{a0}ü|,]{0,9}",
    ) {
        let (one, other) = (json_text(&one), json_text(&other));
        check_both_ways(&format!(
            r#"{{ "title": {one}, "intro": {other}, "bands": [{{ {one}: {other} }}], "questions": [{{ "stem": {one},
            "topic": {other}, "choices": [{{ "id": {one}, "text": {other}, "feedback": {one}, "evidence": {{ "exact": {other} }} }}],
            "explanation": {other}, "evidence": {{ "exact": {one}, "prefix": {other} }} }}] }}"#
        ));
    }

    #[test]
    fn no_text_makes_the_reader_stop(body in "([-#>x \n{}\\[\\]\"=:~`<\t\\\\1.]|- \\[ \\] |## |\\{#a\\}){0,30}") {
        // Whatever is said of it, each place is one of the text.
        let text = format!("---\n---\n{body}");
        for fault in read(&text).unwrap().faults {
            prop_assert!(text.get(fault.span.clone()).is_some(), "{text:?} {fault:?}");
        }
    }
}

#[test]
fn fields_of_every_kind_survive() {
    for question in [
        "{}",
        r#"{ "choices": [] }"#,
        r#"{ "choices": [1] }"#,
        r#"{ "choices": "a", "evidence": "none", "evidence_reason": "It is a sum." }"#,
        r#"{ "evidence": {} }"#,
        r#"{ "evidence": { "exact": 7, "paragraph": "4" } }"#,
        r#"{ "stem": 7, "keep_order": true, "explanation": null }"#,
        r#"{ "status": { "kind": "corrected", "date": "2019-03-01", "note": "We had {not} counted \"plans\"." } }"#,
        r#"{ "status": { "kind": "withdrawn", "by": "A" }, "date": "x", "note": 1 }"#,
        r#"{ "status": { "date": "2019-03-01" } }"#,
        r#"{ "image": { "file": "b.jpg", "focus": [0.5, 0.3], "a {": "}" }, "a b": 1, "": 2, "ä": 1e300 }"#,
        r#"{ "choices": [{ "text": "A", "correct": "yes", "pinned": "last" }, { "evidence": [] }] }"#,
    ] {
        check_both_ways(&format!(r#"{{ "questions": [{question}] }}"#));
    }
    for bank in [
        r#"{ "questions": [] }"#,
        r#"{ "questions": [1] }"#,
        r#"{ "questions": 7 }"#,
        "{}",
        r#"{ "a": {}, "b": [[], {}] }"#,
    ] {
        check_both_ways(bank);
    }
}

/// A bank as a journalist may write it.
const WRITTEN: &str = r#"---
format: 1
id: week-9   # for links
lang: en
title: "The week: nine questions"
article: { title: A bridge opens, href: article.html }
draw:
  questions: 8
  seed: nov
bands:
  - { from_percent: 0, title: Keep reading }
---

## What does the *new* bridge
   cost? ##

- [ ] 20 million {#a}
      That was the price of the
      old one.
- [X] 40 million {#b pinned=last}

      Of which the state pays half.

      > The state paid
      > one half {paragraph=3
      > prefix="it is
      > said"}

> cost 40 million \*

The town had planned for 20.
It took longer.

## Who? {#who level=easy keep_order=true status=corrected date=2019-03-01 note="We said \"B\"."}
* [x] A
  Yes.
* [ ] B
"#;

#[test]
fn a_bank_is_read_as_it_is_meant() {
    let expected = of_json(
        r#"{ "format": 1, "id": "week-9", "lang": "en", "title": "The week: nine questions",
        "article": { "title": "A bridge opens", "href": "article.html" }, "draw": { "questions": 8, "seed": "nov" },
        "bands": [{ "from_percent": 0, "title": "Keep reading" }],
        "questions": [
            { "stem": "What does the *new* bridge", "explanation": "x" },
            { "id": "who", "level": "easy", "stem": "Who?", "keep_order": true,
              "status": { "kind": "corrected", "date": "2019-03-01", "note": "We said \"B\"." },
              "choices": [{ "text": "A", "correct": true, "feedback": "Yes." }, { "text": "B" }] }
        ] }"#,
    );
    let error = parse(WRITTEN).unwrap_err();
    // A heading has one line: what stands below it is the explanation already.
    assert!(
        WRITTEN[error.span.clone()].starts_with("The town had") && error.fault.contains("second"),
        "{error:?}"
    );
    let text = WRITTEN.replace("bridge\n   cost? ##", "bridge cost? ##");
    let bank = of_markdown(&text);
    let first = r#"{"stem":"What does the *new* bridge cost?","choices":[{"id":"a","text":"20 million","feedback":"That was the price of the old one."},{"id":"b","text":"40 million","correct":true,"pinned":"last","feedback":"Of which the state pays half.","evidence":{"paragraph":3,"exact":"The state paid one half","prefix":"it is said"}}],"explanation":"The town had planned for 20. It took longer.","evidence":{"exact":"cost 40 million *"}}"#;
    assert_eq!(compact(bank.at(["questions", "0"]).unwrap()), first);
    assert_eq!(
        compact(bank.at(["questions", "1"]).unwrap()),
        compact(expected.at(["questions", "1"]).unwrap())
    );
    for (ours, theirs) in bank.fields().iter().zip(expected.fields()).take(7) {
        assert_eq!((&ours.name, compact(&ours.node)), (&theirs.name, compact(&theirs.node)));
    }
    // In windows of Windows lines end otherwise.
    assert_eq!(compact(&of_markdown(&text.replace('\n', "\r\n"))), compact(&bank));
}

#[test]
fn values_know_where_they_stand() {
    let text = "---\nid: ü\ntitle: Ünd so\nbands: [ {title: x} ]\n---\n## Wer \\* ist? {#wer level=leicht}\n\n- [x] Ä {#a lang=\"d\\\"e\"}\n      Nun ja,\n      gut.\n      > Sie\n      > ist {paragraph=12}\n\nDarum.\n";
    let bank = parse(text).unwrap();
    for (path, expected) in [
        ("id", "ü"),
        ("title", "Ünd so"),
        ("bands.0.title", "x"),
        ("questions.0.stem", "Wer \\* ist?"),
        ("questions.0.id", "wer"),
        ("questions.0.level", "leicht"),
        ("questions.0.choices.0.text", "Ä"),
        ("questions.0.choices.0.correct", "[x]"),
        ("questions.0.choices.0.lang", "\"d\\\"e\""),
        ("questions.0.choices.0.feedback", "Nun ja,\n      gut."),
        ("questions.0.choices.0.evidence.exact", "Sie\n      > ist"),
        ("questions.0.choices.0.evidence.paragraph", "12"),
        ("questions.0.explanation", "Darum."),
    ] {
        let node = bank.at(path.split('.')).unwrap_or_else(|| panic!("{path}"));
        assert_eq!(&text[node.span.clone()], expected, "{path}");
    }
    // Tabs do as well as spaces.
    let tabs = parse(&text.replace("      ", "\t")).unwrap();
    assert_eq!(compact(&tabs), compact(&bank));
    let level = bank.at(["questions", "0"]).unwrap().field("level").unwrap();
    assert_eq!(&text[level.name_span.clone()], "level");
    assert_eq!(&text[bank.field("title").unwrap().name_span.clone()], "title");
}

#[test]
fn a_comment_is_no_part_of_a_bank() {
    let plain = questions("## Q\n\n- [x] A\n\n> B\n");
    for body in [
        "<!--\n## No\n\n- [ ] question\n-->\n\n## Q\n\n- [x] A\n\n> B\n",
        "## Q\n\n- [x] A\n\n<!-- ours -->\n\n> B\n",
        "## Q\n\n- [x] A\n\n  <!-- ours -->\n\n> B\n\n<!-- the end -->\n",
    ] {
        assert_eq!(questions(body), plain, "{body}");
    }
}

#[test]
fn a_question_in_a_comment_is_noted() {
    let text = "---\nid: a\n---\n<!-- newsquiz new\n\n## Example\n-->\n\n## Q\n\n<!-- ours -->\n\n<!--\n## Later\n-->\n";
    let hidden = read(text).unwrap().hidden;
    assert_eq!(hidden.into_iter().map(|span| &text[span]).collect::<Vec<_>>(), ["<!--\n## Later\n-->"]);
}

#[test]
fn what_is_not_understood_is_told_at_its_place_and_never_dropped() {
    for (body, marked, expected) in [
        ("Hello.\n\n## Q", "Hello.", "before the first question"),
        ("# Q", "# Q", "begin a question with ##"),
        ("### Q", "### Q", "begin a question with ##"),
        ("## Q\n\nOne.\n\nTwo.", "Two.", "second paragraph of the explanation"),
        ("## Q\n\nWhy\n---\n", "Why\n---", "makes a heading of it"),
        ("## Q\n\n***\n", "***", "a line of signs has no place"),
        ("## Q\n\n```\ncode\n```\n", "```\ncode\n```", "a block of code has no place"),
        ("## Q\n\n<div>x</div>\n", "<div>x</div>", "HTML has no place"),
        ("## Q\n\n<!-- a --> b\n", "<!-- a --> b", "HTML has no place"),
        (
            "## Q\n\n| a | b |\n|---|---|\n| c | d |\n",
            "| a | b |\n|---|---|\n| c | d |",
            "a table has no place",
        ),
        ("## Q\n\n##Another\n", "##Another", "put a space between ## and"),
        ("## Q\n\nWhy.\n\n##Another\n", "##Another", "put a space between ## and"),
        ("##How many", "##How many", "put a space between ## and"),
        ("## Q\n\n-[x] A\n", "-[x] A", "this looks like a choice"),
        ("## Q\n\n- [x] A\n– [ ] B\n", "– [ ] B", "this looks like a choice"),
        ("## Q <!-- ask legal -->", "<!--", "a comment stands inside of a text"),
        ("## Q\n\n- [x] A {#a}\n  B <!-- a leak -->\n", "<!--", "a comment stands inside of a text"),
        ("## Q\n\n- [x] A\n  <!-- a leak -->\n", "<!--", "a comment stands inside of a text"),
        ("## Q\n\n1. a\n", "1. a", "choices have no numbers"),
        ("## Q\n\n- a\n", "- a", "does not say whether it is right"),
        ("## Q\n\n- [y] a\n", "- [y] a", "does not say whether it is right"),
        ("## Q\n\n- [ x ] a\n", "- [ x ] a", "the box of this choice is not written as one"),
        ("## Q\n\n- [] a\n", "- [] a", "the box of this choice is not written as one"),
        ("## Q\n\na) Ten\nb) Twelve\n", "a) Ten\nb) Twelve", "this looks like a choice"),
        ("## Q\n\n- [ ] a\n  - [ ] b\n", "- [ ] b", "a list inside of something else"),
        ("## Q\n\n- [ ] a\n\n> q\n\n- [x] b\n", "- [x] b", "second list"),
        ("## Q\n\n- [ ] a\nWhy.\n", "Why.", "begin it with two spaces if"),
        ("## Q\n\n- [ ] a\nb) c\n", "b) c", "this looks like a choice"),
        ("## Q\n\n<!-- a\n\n## R\n", "<!-- a\n\n## R", "this comment has no end"),
        ("Who paid?\n\n- [ ] a\n", "Who paid?", "does not begin as a question does"),
        (
            "## Q\n\n- [ ] a\n\n> q\n\nWho paid?\n\n- [ ] b\n\n> r\n\nSo.\n",
            "Who paid?",
            "begin it with ## and a space",
        ),
        ("## Q\n\n- [ ] a {#a}\n  x\n\n  y\n", "y", "make one feedback of it"),
        ("## Q\n\n- [ ] a\n  > q\n\n  > r\n", "> r", "the second quote of the choice"),
        ("## Q\n\n- [ ] a\n  ## b\n", "## b", "heading is inside"),
        ("## Q\n\n- [ ] a\n  > q\n  b\n", "b", "does not begin with >"),
        ("## Q\n\n> q\nWhy.\n", "Why.", "does not begin with >"),
        ("## Q\n\n> q\n\n> r\n", "> r", "second quote of the question"),
        ("## Q\n\n> q\n>\n> r\n", "r", "one paragraph"),
        ("## Q\n\n> > q\n", "> q", "does not belong"),
        ("## Q\n\n>\n", ">", "this quote is empty"),
        ("## Q\n\n[a]: http://x.example\n", "[a]: http://x.example", "no meaning in a bank"),
        ("## Q\n\n> [a]: http://x.example\n", "> [a]: http://x.example", "this quote is empty"),
        ("## Q\n\nWhy. {#w}\n", "{#w}", "where there are none"),
        ("## Q {#q\n", "{", "this { is not closed"),
        ("## Q {#q keep_order}\n", "keep_order", "`keep_order` has no value"),
        ("## Q {level = easy}\n", "level", "`level` has no value"),
        ("## Q {#q note=“x”}\n", "“x”", "straight ones"),
        ("## Q {#}\n", "", "no id behind this #"),
        ("## Q {#q a=\"x\"b=1}\n", "b", "no space before this"),
        ("## Q {a=[1,]}\n", ",", "nothing behind it"),
        ("## Q\n\n- [ ] a {#a}\n  b {#b}\n", "{#b}", "where there are none"),
    ] {
        let text = format!("---\nformat: 1\n---\n{body}");
        let Err(error) = parse(&text) else { panic!("{body} is taken for {}", questions(body)) };
        let told = format!("{}; {}", error.fault, error.remedy);
        assert!(told.contains(expected), "{body}: {told}");
        assert_eq!(&text[error.span.clone()], marked, "{body}: {told}");
    }
}

#[test]
fn all_that_is_not_understood_is_told_at_once_and_what_stands_around_it_is_read() {
    let text = r#"---
format: 1
---
Hello.

##Who?

- [x] A
- B
+ [ ] C

## When? {level = easy}

- [ ] 1990
-[x] 1991

> q

## Where?

- [ ] Here {#here
- [x] There

> one
>
> two

Because.

Why not.

## How?

- [x] So

> like this
"#;
    let Reading { tree, has_head, faults, .. } = read(text).unwrap();
    let told: Vec<(Place, &str, &str)> =
        faults.iter().map(|fault| (fault.place, &text[fault.span.clone()], &*fault.fault)).collect();
    assert_eq!(
        told,
        [
            (Place::Bank, "Hello.", "this stands before the first question"),
            (Place::Question(0), "##Who?", "this looks like a question"),
            (Place::Question(0), "- B", "this choice does not say whether it is right"),
            (Place::Question(0), "+ [ ] C", "this is the second list of the question"),
            (Place::Question(1), "level", "the attribute `level` has no value"),
            (Place::Question(1), "-[x] 1991", "this looks like a choice"),
            (Place::Question(2), "{", "this { is not closed"),
            (Place::Question(2), "two", "a quote has one paragraph, and this is its second"),
            (
                Place::Question(2),
                "Why not.",
                "this is the second paragraph of the explanation, after “Because.”"
            ),
        ]
    );
    assert!(has_head);
    let fourth =
        r#"{"stem":"How?","choices":[{"text":"So","correct":true}],"evidence":{"exact":"like this"}}"#;
    assert_eq!(compact(tree.at(["questions", "3"]).unwrap()), fourth);
}

#[test]
fn questions_are_read_below_a_head_that_is_none() {
    let Reading { tree, has_head, faults, .. } = read(
        "---
id: x: y
---
## Q

Why.

More.
",
    )
    .unwrap();
    assert!(!has_head);
    let places: Vec<Place> = faults.iter().map(|fault| fault.place).collect();
    assert_eq!(places, [Place::Bank, Place::Question(0)], "{faults:?}");
    assert_eq!(compact(&tree), r#"{"questions":[{"stem":"Q","explanation":"Why."}]}"#);
}

#[test]
fn a_head_that_is_none_is_told() {
    for (text, at, expected) in [
        ("", 0, "no head"),
        ("## Q\n", 0, "no head"),
        ("---\nid: x\n", 0, "no end"),
        ("---\nid: x: y\n---\n", 8, "has a colon in it"),
        ("---\ntitle: \"x\n---\n", 11, "the quotation mark at the end of this text is missing"),
        (
            "---\nid: a # ours\ntitle: Quiz #4 on x\n---\n",
            29,
            "no reader sees this: what stands behind # is a comment",
        ),
        ("---\ntitle: \"Quiz #4\" # ours\nbyline: x#y\n? [a]\n: b\n---\n", 42, "no name of a field"),
        // Lines that are well in a text of several tell nothing of it.
        ("---\nintro: >\n  note: a: b\ntitle: Quiz #4\n---\n", 38, "no reader sees this"),
        ("---\nid: x\n  lang: en\n---\n", 16, "not written as YAML"),
        ("---\n- x\n---\n", 4, "no group of fields"),
        ("---\nid: &a x\nlang: *a\n---\n", 8, "no place in a bank"),
        ("---\nid: !!str x\n---\n", 8, "no place in a bank"),
        ("---\nid: x\n...\ntitle: y\n---\n", 14, "no group of fields"),
        ("---\n? [a]\n: b\n---\n", 6, "no name of a field"),
    ] {
        let Err(error) = parse(text) else { panic!("{text}") };
        let told = format!("{}; {}", error.fault, error.remedy);
        assert!(told.contains(expected), "{text}: {told}");
        assert_eq!(error.span.start, at, "{text}: {told} {:?}", error.span);
    }
    assert_eq!(compact(&parse("---\n---\n").unwrap()), "{}");
    assert_eq!(
        compact(&parse("---\na: |\n  x\n  y\nb: >-\n  x\n  y\nc:\n---\n").unwrap()),
        r#"{"a":"x\ny\n","b":"x y","c":null}"#
    );
}

#[test]
fn a_field_that_is_said_twice_is_there_twice() {
    let bank = questions("## Q {#a id=b stem=x}\n\n- [x] a {correct=false}\n");
    assert!(bank.starts_with(r#"[{"id":"a","id":"b","stem":"Q","stem":"x""#), "{bank}");
}
