//! What readers download, and how much of it there may be.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, anyhow, bail};
use newsquiz_core::compiled;
use newsquiz_publish::{compress, offline, packed, widget};

use crate::{demonstration, site};

/// The most that the program may weigh, in brotli bytes: WebAssembly, JavaScript and style together.
///
/// Readers who only pass by do not load it, so that clear code is worth a kB. A quiz of this kind made with React and its
/// usual companions weighs 56,500; this one may not be much heavier.
pub const PROGRAM_BUDGET: u64 = 64_000;

/// The most that the starter may weigh, in brotli bytes: it is in every page, whether a reader comes near or not.
pub const STARTER_BUDGET: u64 = 3_200;

/// What the program is to weigh in the end, in brotli bytes: with page and bank not more than a React quiz, which has
/// 56,500.
pub const PROGRAM_GOAL: u64 = 52_000;

/// The most that the compiled bank may weigh for each of its questions, in brotli bytes.
///
/// A question has four choices with a feedback each, an explanation and a quote: about 1,000 letters, of which
/// brotli leaves less than a half.
pub const QUESTION_BUDGET: u64 = 450;

/// The most that what is needed for a draw may weigh, as it travels, in bytes: a reader loads it in place of the bank.
pub const DRAW_BUDGET: u64 = 6_000;

/// The most that what draws may weigh, in brotli bytes: WebAssembly and JavaScript, which few readers load.
pub const DRAWER_BUDGET: u64 = 17_000;

/// What a shipped file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What every reader of every quiz downloads to play it.
    Program,
    /// The page, with the first body in it.
    Page,
    /// The questions.
    Bank,
    /// The article page, icons, cards for social sites and the like.
    Other,
}

impl Part {
    /// The part that the file at this path inside of a site belongs to.
    fn of(path: &str) -> Part {
        let (_, extension) = path.rsplit_once('.').unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or(path);
        // Loaded when they are used: where the page has the article, where it has no first body, for draws that no file has,
        // around and in frames, by the list of quizzes, for another visit, when a result is passed on, for a visit without a
        // network, for a record store.
        let is_extra = [
            "arrival",
            "article",
            "drawer",
            "draws",
            "frame",
            "inside",
            "install",
            "list",
            "marker",
            "remember",
            "share",
            offline::FILE,
            "xapi",
        ]
        .iter()
        .any(|start| name.starts_with(start));
        match extension {
            "bin" => Part::Bank,
            _ if is_extra => Part::Other,
            "wasm" | "js" | "css" => Part::Program,
            _ if path == "index.html" => Part::Page,
            _ => Part::Other,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Part::Program => "program",
            Part::Page => "page",
            Part::Bank => "bank",
            Part::Other => "other",
        }
    }
}

/// A file that readers download, and its weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// Where it is inside of the site.
    pub path: String,
    /// What it is for.
    pub part: Part,
    /// Its own bytes.
    pub raw: u64,
    /// The bytes of its gzip copy, or its own when it has none.
    pub gzip: u64,
    /// The bytes of its brotli copy, or its own when it has none.
    pub brotli: u64,
}

/// Builds the demonstration's site, prints its weight, and holds it against the budgets.
///
/// # Errors
/// It does not build, or a budget is exceeded.
pub fn run() -> Result<()> {
    let files = site::build()?;
    let shipped = measure(&files);
    print(&shipped);
    let bank = files.get(&format!("{}/bank.bin", demonstration::BANK)).context("the site has no bank")?;
    let bank = compiled::decode_any(&packed::unpack(bank)?)
        .map_err(|error| anyhow!("the built bank: {}", error.code()))?;
    check(&shipped, demonstration::BANK, bank.questions().len())
}

/// The files of a site with compressed copies among them, by part and path.
fn measure(site: &BTreeMap<String, Vec<u8>>) -> Vec<Shipped> {
    let mut shipped = Vec::new();
    for (path, content) in site {
        if compress::is_copy(path) {
            continue;
        }
        let bytes = |content: &Vec<u8>| content.len() as u64;
        let copy = |suffix| site.get(&format!("{path}.{suffix}")).map_or(bytes(content), bytes);
        let (gzip, brotli) = (copy(compress::GZIP), copy(compress::BROTLI));
        shipped.push(Shipped { part: Part::of(path), path: path.clone(), raw: bytes(content), gzip, brotli });
    }
    shipped.sort_by(|left, right| (left.part, &left.path).cmp(&(right.part, &right.path)));
    shipped
}

/// Prints a line for each file, and one for the program as a whole.
fn print(shipped: &[Shipped]) {
    let width = shipped.iter().map(|file| file.path.len()).max().unwrap_or_default();
    println!("{:<7}  {:<width$}  {:>9}  {:>9}  {:>9}", "part", "file", "raw", "gzip", "brotli");
    let line = |part: &str, path: &str, [raw, gzip, brotli]: [u64; 3]| {
        println!(
            "{part:<7}  {path:<width$}  {:>9}  {:>9}  {:>9}",
            grouped(raw),
            grouped(gzip),
            grouped(brotli)
        );
    };
    for file in shipped {
        line(file.part.name(), &file.path, [file.raw, file.gzip, file.brotli]);
    }
    let program = || shipped.iter().filter(|file| file.part == Part::Program);
    let sum = [
        program().map(|file| file.raw).sum(),
        program().map(|file| file.gzip).sum(),
        program().map(|file| file.brotli).sum(),
    ];
    line(Part::Program.name(), "in all", sum);
}

/// Holds files against the budgets, and prints how near they are. `bank` is the folder of a bank with so many questions.
///
/// # Errors
/// A budget is exceeded; the error names each one that is.
fn check(shipped: &[Shipped], bank: &str, questions: usize) -> Result<()> {
    let weight = |counts: &dyn Fn(&&Shipped) -> bool| {
        shipped.iter().filter(counts).map(|file| file.brotli).sum::<u64>()
    };
    let program = weight(&|file| file.part == Part::Program);
    // A reader loads one of the languages of the interface.
    let banks = shipped.iter().filter(|file| file.part == Part::Bank && file.path.starts_with(bank));
    let bank = banks.map(|file| file.brotli).max().unwrap_or_default();
    let a_question = bank.div_ceil(u64::try_from(questions).unwrap_or(u64::MAX).max(1));
    println!(
        "program: {} brotli bytes, budget {}, goal {}",
        grouped(program),
        grouped(PROGRAM_BUDGET),
        grouped(PROGRAM_GOAL)
    );
    println!("bank: {a_question} brotli bytes a question ({questions} questions), budget {QUESTION_BUDGET}");

    let is_draw = |file: &&Shipped| file.path.rsplit('/').next().is_some_and(|name| name.starts_with("draw"));
    let draws = shipped.iter().filter(|file| file.part == Part::Bank).filter(is_draw);
    let draw = draws.map(|file| file.brotli).max().unwrap_or_default();
    println!("draw: {} bytes at most, budget {}", grouped(draw), grouped(DRAW_BUDGET));

    let drawer = weight(&|file| file.path.starts_with("drawer"));
    println!("drawer: {} brotli bytes, budget {}", grouped(drawer), grouped(DRAWER_BUDGET));
    let starter = weight(&|file| file.path == widget::EMBED);
    println!("starter: {} brotli bytes, budget {}", grouped(starter), grouped(STARTER_BUDGET));

    let mut over = Vec::new();
    if starter > STARTER_BUDGET {
        over.push(format!("the starter is {} bytes over its budget", grouped(starter - STARTER_BUDGET)));
    }
    if program > PROGRAM_BUDGET {
        over.push(format!("the program is {} bytes over its budget", grouped(program - PROGRAM_BUDGET)));
    }
    if draw > DRAW_BUDGET {
        over.push(format!("a draw is {} bytes over its budget", grouped(draw - DRAW_BUDGET)));
    }
    if drawer > DRAWER_BUDGET {
        over.push(format!("the drawer is {} bytes over its budget", grouped(drawer - DRAWER_BUDGET)));
    }
    if a_question > QUESTION_BUDGET {
        over.push(format!("the bank is {} bytes a question over its budget", a_question - QUESTION_BUDGET));
    }
    if over.is_empty() { Ok(()) } else { bail!(over.join("; ")) }
}

/// A number with commas, as people read it.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped(path: &str, brotli: u64) -> Shipped {
        Shipped { part: Part::of(path), path: path.to_owned(), raw: brotli * 3, gzip: brotli * 2, brotli }
    }

    #[test]
    fn each_file_belongs_to_a_part() {
        let rows = [
            ("index.html", Part::Page),
            ("newsquiz-1a2b3c4d.wasm", Part::Program),
            ("snippets/a/inline0.js", Part::Program),
            ("banks/liaison-office/bank.bin", Part::Bank),
            ("banks/liaison-office/draw-f3.bin", Part::Bank),
            ("drawer-1a2b3c4d.wasm", Part::Other),
            ("banks/liaison-office/article.html", Part::Other),
            ("banks/liaison-office/index.html", Part::Other),
            ("banks/liaison-office/sw.js", Part::Other),
            ("list-1a2b3c4d.js", Part::Other),
            ("news.html", Part::Other),
            ("icon.svg", Part::Other),
            ("cards/liaison-office-1a2b3c4d.png", Part::Other),
            // Whatever the id of a bank begins with.
            ("cards/share-1a2b3c4d.png", Part::Other),
            ("frame.js", Part::Other),
            ("inside-1a2b3c4d.js", Part::Other),
            ("install-1a2b3c4d.js", Part::Other),
            ("marker-1a2b3c4d.js", Part::Other),
            ("sw.js", Part::Other),
        ];
        for (path, part) in rows {
            assert_eq!(Part::of(path), part, "{path}");
        }
    }

    #[test]
    fn budgets_hold_up_to_their_last_byte() {
        let rows = [
            (64_000, 4_500, None),
            (64_001, 4_500, Some("the program is 1 bytes over its budget")),
            (64_000, 4_501, Some("the bank is 1 bytes a question over its budget")),
            (
                65_500,
                5_000,
                Some(
                    "the program is 1,500 bytes over its budget; the bank is 50 bytes a question over its budget",
                ),
            ),
        ];
        for (program, bank, expected) in rows {
            let files = [
                shipped("embed.js", 1_000),
                shipped("a.wasm", program - 1_000),
                shipped("banks/b/bank.bin", bank),
                shipped("banks/b/bank.es.bin", bank - 1),
                shipped("banks/other/bank.bin", 1_000_000),
                shipped("index.html", 1_000_000),
            ];
            let error = check(&files, "banks/b", 10).err().map(|error| error.to_string());
            assert_eq!(error.as_deref(), expected, "{program} {bank}");
        }
    }

    #[test]
    fn a_draw_has_a_budget_whatever_its_bank_weighs() {
        let of = |draw| [shipped("banks/b/bank.bin", 400_000), shipped("banks/b/draw-f3.es.bin", draw)];
        assert!(check(&of(DRAW_BUDGET), "banks/b", 1_000).is_ok());
        let error = check(&of(DRAW_BUDGET + 1), "banks/b", 1_000).unwrap_err().to_string();
        assert_eq!(error, "a draw is 1 bytes over its budget");
        let drawer = [shipped("drawer-1a2b3c4d.wasm", DRAWER_BUDGET), shipped("drawer-1a2b3c4d.js", 1)];
        let error = check(&drawer, "banks/b", 1_000).unwrap_err().to_string();
        assert_eq!(error, "the drawer is 1 bytes over its budget");
    }

    #[test]
    fn a_bank_without_questions_is_no_division_by_nothing() {
        assert!(check(&[shipped("banks/b/bank.bin", 100)], "banks/b", 0).is_ok());
    }

    #[test]
    fn a_file_weighs_what_its_copies_weigh() {
        let files = [("a.js", 9), ("a.js.br", 3), ("a.js.gz", 4), ("b.png", 5)];
        let files = files.map(|(name, length)| (name.to_owned(), vec![0; length])).into();
        let expected = [
            Shipped { path: "a.js".into(), part: Part::Program, raw: 9, gzip: 4, brotli: 3 },
            Shipped { path: "b.png".into(), part: Part::Other, raw: 5, gzip: 5, brotli: 5 },
        ];
        assert_eq!(measure(&files), expected);
    }

    #[test]
    fn numbers_are_grouped_by_three() {
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), text);
        }
    }
}
