//! How long it takes from banks to a site, and to a check: `cargo bench -p newsquiz-cli`.

mod generated;

use std::path::{Path, PathBuf};
use std::{fs, iter};

use anyhow::Result;
use criterion::{BatchSize, Criterion, SamplingMode};
use newsquiz_cli::build::{self, Wanted};
use newsquiz_cli::{bank, widget};

fn main() -> Result<()> {
    let mut criterion = Criterion::default().configure_from_args();
    one_bank(&mut criterion)?;
    many_banks(&mut criterion)?;
    a_large_bank(&mut criterion)?;
    criterion.final_summary();
    Ok(())
}

/// The demonstration's bank of 36 questions, with the widget inside of the program.
fn one_bank(criterion: &mut Criterion) -> Result<()> {
    let folder = generated::demonstration();
    let widget = widget::find(None)?;
    let proved = [bank::prove(&folder)?];
    build::site(&proved, &widget, None)?;

    let mut group = criterion.benchmark_group("one bank");
    group.sample_size(20).sampling_mode(SamplingMode::Flat);
    group.bench_function("proved", |bencher| bencher.iter(|| bank::prove(&folder)));
    group.bench_function("made into a site", |bencher| bencher.iter(|| build::site(&proved, &widget, None)));
    group.finish();
    Ok(())
}

/// 1,000 banks of 20 questions each, from their folders to a folder.
fn many_banks(criterion: &mut Criterion) -> Result<()> {
    let place = tempfile::tempdir()?;
    let banks = generated::banks(place.path(), 1_000, 20)?;
    let [scratch, out] = ["scratch", "site"].map(|name| place.path().join(name));
    let build = |out: &Path| build::run(&banks, None, Wanted { out: out.to_owned(), ..Wanted::default() });
    build(&out)?;

    let mut group = criterion.benchmark_group("1,000 banks");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    group.bench_function("from scratch", |bencher| {
        bencher.iter_batched(|| forget(&scratch), |()| build(&scratch), BatchSize::PerIteration);
    });
    let mut corrected = iter::successors(Some(0), |number| Some(number + 1));
    let changed = banks.first().map(|bank| bank.join(bank::FILE)).unwrap_or_default();
    group.bench_function("one of which changed", |bencher| {
        bencher.iter_batched(
            || generated::correct(&changed, corrected.next().unwrap_or_default()),
            |_| build(&out),
            BatchSize::PerIteration,
        );
    });
    group.finish();
    Ok(())
}

/// A bank of 100,000 questions, all of which have quotes of the article.
fn a_large_bank(criterion: &mut Criterion) -> Result<()> {
    let place = tempfile::tempdir()?;
    let banks: Vec<PathBuf> = generated::banks(place.path(), 1, 100_000)?;
    let mut group = criterion.benchmark_group("100,000 questions");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    group.bench_function("proved", |bencher| {
        bencher.iter(|| banks.first().map(|bank| bank::prove(bank).is_ok()));
    });
    group.finish();
    Ok(())
}

fn forget(folder: &Path) {
    // It is not there before the first time.
    let _ = fs::remove_dir_all(folder);
}
