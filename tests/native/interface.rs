//! What pages are told of the element, in `news-quiz.d.ts` and `custom-elements.json`, and what the scripts are told of the
//! program, is what the sources do. The scripts themselves are held against these files by `cargo xtask test`, which
//! checks their types; here TypeScript is handed what only Rust, a style sheet or JSON knows.

use std::{collections::BTreeSet, fs};

use newsquiz_core::{
    attempt::{Action, Attempt},
    bank::Bank,
};
use newsquiz_widget::event;
use serde_json::{Value, json};
use xtask::script_checks;

use crate::{bank::bank, path};

fn read(relative: &str) -> String {
    fs::read_to_string(path(relative)).unwrap_or_else(|error| panic!("{relative}: {error}"))
}

/// The element's entry in `custom-elements.json`.
fn manifest() -> Value {
    let manifest: Value = serde_json::from_str(&read("static/custom-elements.json")).unwrap();
    manifest["modules"][0]["declarations"][0].clone()
}

/// What a list of the manifest's names.
fn names(list: &Value) -> BTreeSet<String> {
    list.as_array().unwrap().iter().map(|entry| entry["name"].as_str().unwrap().to_owned()).collect()
}

fn set<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    names.into_iter().map(ToOwned::to_owned).collect()
}

/// The texts between two others, wherever these stand.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start).skip(1).filter_map(|rest| Some(rest.split_once(end)?.0)).collect()
}

/// The strings in a piece of code.
fn strings(code: &str) -> BTreeSet<String> {
    set(code.split('"').skip(1).step_by(2))
}

/// Has TypeScript read declarations beside `news-quiz.d.ts`, by the rules that the scripts are checked by.
fn check_types(declarations: &str) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text);
    write("news-quiz.d.ts", &read("static/news-quiz.d.ts"))?;
    let imports = "import type { NewsQuizElement, NewsQuizEventMap, NewsQuizResponse, NewsQuizScore } from \"./news-quiz.js\";\n\
        type Detail<Name extends string> = NewsQuizEventMap[`newsquiz:${Name}` & keyof NewsQuizEventMap][\"detail\"];\n\
        type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;\n";
    write("check.ts", &format!("{imports}{declarations}"))?;
    let rules = json!({ "extends": path("static/tsconfig.page.json"), "include": ["*.ts"], "exclude": [],
                        "compilerOptions": { "rootDirs": [], "noUnusedLocals": false } });
    write("tsconfig.json", &rules.to_string())?;
    script_checks::check_types(&folder.path().join("tsconfig.json"))
}

/// Has TypeScript accept declarations as they are, and refuse them with each of the changes.
#[track_caller]
fn check_drift(declarations: &str, changes: [(&str, &str); 3]) {
    check_types(declarations).unwrap();
    for (here, other) in changes {
        let drifted = declarations.replacen(here, other, 1);
        assert_ne!(drifted, declarations, "{here}");
        assert!(check_types(&drifted).is_err(), "{drifted}");
    }
}

/// What is told of each response that a reader may give, and the attempt after the last one.
fn responses(bank: &Bank) -> (Vec<String>, Attempt) {
    let pick = |slot, choice| [Action::ChoicePicked { slot, choice }, Action::ResponseSubmitted { slot }];
    let start = || Attempt::new(bank.draw());
    let after = |attempt: Attempt, actions: &[Action]| {
        actions.iter().fold(attempt, |attempt, &action| attempt.apply(bank, action).unwrap())
    };
    let right = after(start(), &pick(0, 1));
    let partly = after(after(right.clone(), &[Action::WentOn { slot: 0 }]), &pick(1, 0));
    let wrong = after(start(), &pick(0, 0));
    let shown = after(start(), &[Action::AnswerShown { slot: 0 }]);
    let told = [(&right, 0), (&partly, 1), (&wrong, 0), (&shown, 0)];
    let told = told.map(|(attempt, place)| event::response(bank, attempt, place).unwrap());
    (told.to_vec(), partly)
}

#[test]
fn events_tell_what_the_types_say() {
    let bank = bank(|_| {});
    let (responses, attempt) = responses(&bank);
    let marks: BTreeSet<String> = responses
        .iter()
        .map(|response| serde_json::from_str::<Value>(response).unwrap()["mark"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(marks.len(), 4, "{marks:?}");
    let marks: Value = marks.into_iter().map(|mark| (mark, Value::Bool(true))).collect();
    let declarations = format!(
        "export const ready: Detail<\"ready\"> = {};\nexport const responses: Detail<\"response\">[] = [{}];\n\
         export const marks: Record<NewsQuizResponse[\"mark\"], true> = {marks};\n\
         export const finish: Detail<\"finish\"> = {};\nexport const share: Detail<\"share\"> = {};\n",
        event::ready(&bank, &attempt),
        responses.join(","),
        event::finish(&bank, &attempt),
        event::share(&bank, &attempt),
    );
    check_drift(
        &declarations,
        [
            ("\"number\"", "\"place\""),
            ("\"maximum\":", "\"more\":1,\"maximum\":"),
            ("\"right\"", "\"great\""),
        ],
    );
}

#[test]
fn the_manifest_says_what_the_types_say() {
    let manifest = manifest();
    let kinds = |kind: &str| {
        let members = manifest["members"].as_array().unwrap().iter();
        members.filter(|member| member["kind"] == kind).cloned().collect::<Vec<_>>()
    };
    let mut declarations = String::new();
    let mut declare = |what: &str, theirs: &str, ours: &Value| {
        let ours = ours.as_str().unwrap_or_else(|| panic!("{what} has no type"));
        declarations += &format!("true satisfies Same<{theirs}, {ours}>; // {what}\n");
    };
    for field in kinds("field") {
        declare("field", &format!("NewsQuizElement[{}]", field["name"]), &field["type"]["text"]);
    }
    for method in kinds("method") {
        let theirs = format!("ReturnType<NewsQuizElement[{}]>", method["name"]);
        declare("method", &theirs, &method["return"]["type"]["text"]);
    }
    for event in manifest["events"].as_array().unwrap() {
        declare("event", &format!("NewsQuizEventMap[{}]", event["name"]), &event["type"]["text"]);
    }
    let all = |names: BTreeSet<String>| names.into_iter().map(|name| (name, true)).collect::<Value>();
    declarations += &format!(
        "export const members: Record<Exclude<keyof NewsQuizElement, keyof HTMLElement>, true> = {};\n\
         export const events: Record<keyof NewsQuizEventMap, true> = {};\n",
        all(names(&manifest["members"])),
        all(names(&manifest["events"])),
    );
    check_drift(
        &declarations,
        [("\"newsquiz:ready\":true,", ""), ("\"src\":true", "\"source\":true"), (", void>", ", string>")],
    );
}

#[test]
fn the_manifest_has_each_attribute_that_is_read() {
    let mut read_there = BTreeSet::new();
    for entry in fs::read_dir(path("static/embed")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        for element in ["this", "quiz"] {
            for call in ["getAttribute", "hasAttribute", "setAttribute"] {
                read_there.extend(set(between(&text, &format!("{element}.{call}(\""), "\"")));
            }
        }
        for list in between(&text, "observedAttributes = [", "]") {
            read_there.extend(strings(list));
        }
    }
    for sheet in ["first", "quiz"] {
        for host in between(&read(&format!("static/{sheet}.css")), ":host(", " {") {
            read_there.extend(set(between(host, "[", "]").iter().filter_map(|it| it.split('=').next())));
        }
    }
    // Of every element.
    read_there.remove("hidden");
    let manifest = manifest();
    assert_eq!(names(&manifest["attributes"]), read_there);

    let fields = |list: &str, attribute: &str, field: &str| {
        let entries = manifest[list].as_array().unwrap().iter();
        entries
            .filter_map(|entry| {
                Some((entry[attribute].as_str()?.to_owned(), entry[field].as_str()?.to_owned()))
            })
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(fields("attributes", "name", "fieldName"), fields("members", "attribute", "name"));
}

#[test]
fn the_manifest_has_each_property_and_part_that_a_page_may_style() {
    let (mut used, mut own) = (BTreeSet::new(), BTreeSet::new());
    for sheet in ["first", "quiz"] {
        let text = read(&format!("static/{sheet}.css"));
        let code: String = text.split("/*").map(|part| part.rsplit("*/").next().unwrap()).collect();
        used.extend(set(code.split("var(--nq-").skip(1).filter_map(|rest| rest.split([',', ')']).next())));
        for rule in code.split('}') {
            let (before, body) = rule.rsplit_once('{').unwrap_or_default();
            let selector = before.rsplit('{').next().unwrap().trim();
            // What is set on the host, the page may set otherwise; what is set below it is the quiz's own affair.
            if !selector.starts_with(":host") {
                own.extend(set(between(body, "--nq-", ":").into_iter().filter(|name| !name.contains(')'))));
            }
        }
    }
    let public: BTreeSet<String> = used.difference(&own).map(|name| format!("--nq-{name}")).collect();
    assert!(public.len() > 10, "{public:?}");
    let manifest = manifest();
    assert_eq!(names(&manifest["cssProperties"]), public);

    let mut parts = BTreeSet::new();
    for entry in fs::read_dir(path("src/view")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        parts.extend(set(between(&text, " part=\"", "\"")));
    }
    assert_eq!(names(&manifest["cssParts"]), parts);
}

#[test]
fn the_scripts_call_the_program_as_it_is() {
    let types = read("static/embed/newsquiz.d.ts");
    let program = read("src/main.rs");
    // The names of the parameters of a function.
    let parameters = |text: &str, function: &str| {
        let (_, list) = text.split_once(&format!(" {function}(")).unwrap();
        let (list, _) = list.split_once(')').unwrap();
        let names =
            list.split(',').filter_map(|parameter| Some(parameter.split_once(": ")?.0.trim().to_owned()));
        names.collect::<Vec<_>>()
    };
    assert_eq!(parameters(&program, "mount").len(), 4);
    assert_eq!(parameters(&program, "mount"), parameters(&types, "mount"));
    let (drawer, drawer_types) = (read("crates/drawer/src/main.rs"), read("static/embed/drawer.d.ts"));
    assert_eq!(parameters(&drawer, "excerpt").len(), 3);
    assert_eq!(parameters(&drawer, "excerpt"), parameters(&drawer_types, "excerpt"));

    let told = set(between(&read("src/app.rs"), ".send(\"", "\""));
    assert_eq!(told, strings(between(&types, "export type Told =", ";")[0]));
}

#[test]
fn a_script_that_breaks_a_rule_of_the_linter_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(path("static/.oxlintrc.json"), folder.path().join(".oxlintrc.json")).unwrap();
    let script = folder.path().join("a.js");
    fs::write(&script, "export const isSame = (one, other) => one === other;\n").unwrap();
    script_checks::lint(folder.path()).unwrap();
    fs::write(&script, "debugger;\n").unwrap();
    assert!(script_checks::lint(folder.path()).is_err());
}
