//! What the doctor says to whoever asked.

use std::fmt::Write as _;

use super::finding::Examination;

/// How many addresses are named of those that have the same fault.
const NAMED: usize = 3;

/// All that was found, each fault once with the addresses that have it, and what was looked at.
pub(crate) fn text(examination: &Examination) -> String {
    let mut told: Vec<(&str, &str, Vec<&str>)> = Vec::new();
    for finding in &examination.findings {
        match told
            .iter_mut()
            .find(|(fault, remedy, _)| (*fault, *remedy) == (&*finding.fault, &*finding.remedy))
        {
            Some((_, _, addresses)) => addresses.push(&finding.address),
            None => told.push((&finding.fault, &finding.remedy, vec![&finding.address])),
        }
    }
    let mut text = String::new();
    for (fault, remedy, addresses) in &told {
        for address in addresses.iter().take(NAMED) {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{address}");
        }
        if let Some(more @ 1..) = addresses.len().checked_sub(NAMED) {
            let _ = writeln!(text, "and {more} more");
        }
        let _ = writeln!(text, "  {fault}\n  help: {remedy}\n");
    }
    let count = match told.len() {
        0 => "nothing is wrong".to_owned(),
        1 => "1 thing is wrong; docs/hosting.md has settings for hosts".to_owned(),
        more => format!("{more} things are wrong; docs/hosting.md has settings for hosts"),
    };
    let _ = writeln!(text, "{}: {count}", examination.site);
    let _ = writeln!(text, "looked at: {}, {}", files(examination.files.len()), quizzes(&examination.banks));
    if !examination.left_out.is_empty() {
        let _ = writeln!(text, "left out of this site, which it may be: {}", examination.left_out.join(", "));
    }
    if !examination.banks.is_empty() {
        text.push_str("other quizzes of the site were not looked at: name the folder of one, …/banks/<id>/, to have it looked at\n");
    }
    text
}

fn files(count: usize) -> String {
    if count == 1 { "1 file".to_owned() } else { format!("{count} files") }
}

fn quizzes(banks: &[String]) -> String {
    match banks {
        [] => "no quiz".to_owned(),
        [one] => format!("the quiz `{one}`"),
        more => format!("the quizzes `{}`", more.join("`, `")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::Fault;

    #[test]
    fn a_fault_of_many_files_is_told_once() {
        let fault = Fault::new("it is not there", "upload it");
        let examination = Examination {
            site: "https://quiz.example/".to_owned(),
            findings: ["a", "b", "c", "d"].map(|address| fault.clone().at(address)).into(),
            banks: vec!["bridge".to_owned()],
            files: vec!["embed.js".to_owned()],
            left_out: vec!["sw.js".to_owned()],
        };
        let expected = "a\nb\nc\nand 1 more\n  it is not there\n  help: upload it\n\n\
            https://quiz.example/: 1 thing is wrong; docs/hosting.md has settings for hosts\n\
            looked at: 1 file, the quiz `bridge`\n\
            left out of this site, which it may be: sw.js\n";
        assert!(text(&examination).starts_with(expected), "{}", text(&examination));
    }
}
