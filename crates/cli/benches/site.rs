//! How long it takes from a bank's texts to a site with compressed copies: `cargo bench -p newsquiz-cli`.

use std::path::Path;

use anyhow::Result;
use criterion::{Criterion, SamplingMode};
use newsquiz_cli::{bank, build, widget};

fn main() -> Result<()> {
    let mut criterion = Criterion::default().configure_from_args();
    one_bank(&mut criterion)?;
    criterion.final_summary();
    Ok(())
}

/// The demonstration's bank of 36 questions, with the widget inside of the program.
fn one_bank(criterion: &mut Criterion) -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../banks/liaison-office");
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
