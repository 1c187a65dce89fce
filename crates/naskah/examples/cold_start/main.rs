//! How well the functions' own words route reports of a city never seen. Prints a table and what was confused with
//! what; never a text.
//!
//! `cargo run --release -p naskah --example cold_start -- FILE.csv [split]`, with the columns id,text,label,split.
//! A file named `laporgub` holds categories, any other names of units.
#![expect(clippy::print_stdout, reason = "an example prints")]

mod measure;

use std::path::PathBuf;
use std::time::Instant;

use measure::{Figures, Labels, functions_of, measure, rows};

fn main() -> Result<(), csv::Error> {
    let mut arguments = std::env::args().skip(1);
    let path = PathBuf::from(arguments.next().unwrap_or_default());
    let split = arguments.next().unwrap_or_else(|| "val".to_owned());
    let categories = path.file_stem().is_some_and(|stem| stem == "laporgub");
    let labels = if categories {
        Labels::Categories
    } else {
        Labels::Units
    };
    let rows = rows(&path, &split)?;
    let figures = measure(&rows, labels);
    print(&figures, labels);
    println!("\n{:.1} µs for the median report", median_micros(&rows));
    Ok(())
}

fn print(figures: &Figures, labels: Labels) {
    println!("reports           {}", figures.reports);
    for (what, count) in [
        ("first", figures.first),
        ("among three", figures.among_three),
        ("first, strictly", figures.first_strictly),
        ("unit", figures.unit),
        ("unit among three", figures.unit_among_three),
        ("no word spoke", figures.silent),
    ] {
        println!("{what:17} {:.3}", figures.share(count));
    }
    println!("calibration error {:.3}\n", figures.calibration);
    for (label, (reports, first, three)) in &figures.labels {
        let named: Vec<String> = functions_of(label, labels)
            .iter()
            .map(|(function, share)| format!("{} {share:.2}", function.code()))
            .collect();
        println!(
            "{reports:5} {first:5} {three:5}  {label} -> {}",
            named.join(", ")
        );
    }
    println!();
    let mut confused: Vec<_> = figures.confused.iter().collect();
    confused.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    for ((label, instead), count) in confused.iter().take(40) {
        println!("{count:5}  {label} -> {instead}");
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "measures how long a report takes"
)]
fn median_micros(rows: &[(String, String)]) -> f64 {
    let mut micros: Vec<f64> = rows
        .iter()
        .map(|(text, _)| {
            let start = Instant::now();
            std::hint::black_box(naskah::functions::explain(text));
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    micros.sort_by(f64::total_cmp);
    micros.get(micros.len() / 2).copied().unwrap_or_default()
}
