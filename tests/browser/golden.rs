//! A text that is kept, against the one that is: told by the lines that differ, and accepted by a variable.

use std::fs;

use anyhow::{Context as _, Result, bail};

journeys! {
    without_a_browser {
        a_difference_is_told_by_its_lines,
    }
}

/// With this variable, what is there now is kept.
const ACCEPT: &str = "NEWSQUIZ_ACCEPT";

/// Fails when a text is another than the file of the checkout that keeps it.
pub(crate) fn compare(file: &str, now: &str) -> Result<()> {
    let path = xtask::workspace::root().join(file);
    if std::env::var_os(ACCEPT).is_some() {
        return newsquiz_cli::folder::write(&path, now);
    }
    let kept = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    if kept == now {
        return Ok(());
    }
    bail!(
        "{file} has other lines; look whether the new ones (+) are as they should be, and accept them by running this test with {ACCEPT}=1:\n{}",
        difference(&kept, now)
    )
}

/// The lines that only the one text has (-) or only the other (+), with one line around each change.
fn difference(before: &str, after: &str) -> String {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    // How many lines of the rests are common, for every place in both.
    let mut common = vec![vec![0_usize; after.len() + 1]; before.len() + 1];
    for (i, one) in before.iter().enumerate().rev() {
        for (j, other) in after.iter().enumerate().rev() {
            common[i][j] =
                if one == other { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut lines) = (0, 0, Vec::new());
    while i < before.len() || j < after.len() {
        if i < before.len() && j < after.len() && before[i] == after[j] {
            lines.push((' ', before[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == after.len() || (i < before.len() && common[i + 1][j] >= common[i][j + 1]) {
            lines.push(('-', before[i]));
            i += 1;
        } else {
            lines.push(('+', after[j]));
            j += 1;
        }
    }
    let is_near =
        |ix: usize| lines[ix.saturating_sub(1)..lines.len().min(ix + 2)].iter().any(|(sign, _)| *sign != ' ');
    let near = lines.iter().enumerate().filter(|(ix, _)| is_near(*ix));
    near.map(|(_, (sign, line))| format!("{sign} {line}\n")).collect()
}

fn a_difference_is_told_by_its_lines() -> Result<()> {
    let (before, after) = ("a\nb\nc\nd\ne\n", "a\nb\nx\nd\ne\nf\n");
    assert_eq!(difference(before, after), "  b\n- c\n+ x\n  d\n  e\n+ f\n");
    assert_eq!(difference(before, before), "");
    Ok(())
}
