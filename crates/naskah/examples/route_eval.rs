//! Prints how well routing works on the sets in `LAPOR_TEST_DATA/routing`: by time, online, as a learning curve, and online
//! with more and fewer decisions gone over again.
//!
//! `cargo run --release -p naskah --example route_eval [curve] [bins] [memory]`
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a tool for developers, which measures time"
)]

use naskah::classify::Facets;
use naskah::classify::evaluate::{Online, Row, Split, evaluate, learning_curve, online};
use std::error::Error;
use std::time::Instant;

/// Decisions gone over again at each new one, and how far back they may lie.
const MEMORIES: [(usize, usize); 7] = [
    (0, 1),
    (1, 500),
    (4, 200),
    (4, 500),
    (4, 1_000),
    (4, 2_000),
    (4, 4_000),
];

const SETS: [&str; 3] = ["surabaya", "bandung", "laporgub"];

fn main() -> Result<(), Box<dyn Error>> {
    let Ok(root) = std::env::var("LAPOR_TEST_DATA") else {
        println!("LAPOR_TEST_DATA is not set: nothing to measure");
        return Ok(());
    };
    let curve = std::env::args().any(|word| word == "curve");
    let bins = std::env::args().any(|word| word == "bins");
    let memory = std::env::args().any(|word| word == "memory");
    let begun = Instant::now();
    for set in SETS {
        let mut reader = csv::Reader::from_path(format!("{root}/routing/{set}.csv"))?;
        let records = reader.records().collect::<Result<Vec<_>, _>>()?;
        let rows = records.iter().map(row).collect::<Result<Vec<_>, _>>()?;
        let found = evaluate(&rows, &|| begun.elapsed())?;
        let figures = found.figures;
        println!(
            "{set:9} {:?} n {} top-1 {:.3} top-3 {:.3} macro-F1 {:.3} ECE {:.3} | 90 %: {:.2} at {:.3} | 95 %: {:.2} at {:.3} | {:.2} s, {} µs, {:.1} MB",
            found.measured,
            figures.reports,
            figures.accuracy,
            figures.top3,
            figures.macro_f1,
            figures.ece,
            found.at_90.coverage,
            found.at_90.precision,
            found.at_95.coverage,
            found.at_95.precision,
            found.training.as_secs_f64(),
            found.per_report.as_micros(),
            found.model_bytes as f64 / 1e6,
        );
        if bins {
            println!("{:?}", found.calibration);
            for bin in found.reliability {
                println!(
                    "  {:4} said {:.2} right {:.2}",
                    bin.reports, bin.said, bin.right
                );
            }
        }
        if set != "bandung" {
            let found = online(&rows, Online::default());
            println!(
                "{set:9} online n {} top-1 {:.3} top-3 {:.3} macro-F1 {:.3} ECE {:.3} | sure: {:.3} at {:.3}",
                found.figures.reports,
                found.figures.accuracy,
                found.figures.top3,
                found.figures.macro_f1,
                found.figures.ece,
                found.sure.coverage,
                found.sure.precision,
            );
        }
        if memory {
            for (rehearsals, memory) in MEMORIES {
                let how = Online {
                    rehearsals,
                    memory,
                    ..Online::default()
                };
                let started = begun.elapsed();
                let found = online(&rows, how);
                let took = begun.elapsed().saturating_sub(started);
                println!(
                    "{set:9} {rehearsals} of {memory:4} top-1 {:.3} top-3 {:.3} macro-F1 {:.3} ECE {:.3} | sure: {:.3} at {:.3} | {} µs each",
                    found.figures.accuracy,
                    found.figures.top3,
                    found.figures.macro_f1,
                    found.figures.ece,
                    found.sure.coverage,
                    found.sure.precision,
                    took.as_micros() / rows.len().max(1) as u128,
                );
            }
        }
        if curve {
            for point in learning_curve(&rows, &[100, 300, 1_000, 3_000, rows.len()]) {
                let figures = point.figures;
                println!(
                    "{set:9} curve {:5} top-1 {:.3} top-3 {:.3} macro-F1 {:.3}",
                    point.trained, figures.accuracy, figures.top3, figures.macro_f1,
                );
            }
        }
    }
    Ok(())
}

fn row(record: &csv::StringRecord) -> Result<Row<'_>, Box<dyn Error>> {
    let field = |at| record.get(at).ok_or("a column is missing");
    Ok(Row {
        text: field(1)?,
        label: field(2)?,
        split: field(3)?.parse::<Split>()?,
        facets: Facets::default(),
        time: None,
    })
}
