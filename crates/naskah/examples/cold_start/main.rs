//! How well the functions' own words route reports of a city never seen. Prints a table and what was confused with
//! what; never a text.
//!
//! `cargo run --release -p naskah --example cold_start -- FILE.csv [split]`, with the columns id,text,label,split.
//! A file named `laporgub` holds categories, any other names of units.
#![expect(clippy::print_stdout, reason = "an example prints")]

mod measure;

use std::path::PathBuf;

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
    let figures = measure(&rows(&path, &split)?, labels);
    print(&figures, labels);
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
