//! Routing where nothing was learnt: the functions' own words against what officers decided in cities whose reports no
//! list was made from. Needs files that are not part of this repository; skipped where they are absent.
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "../examples/cold_start/measure.rs"]
mod measure;

use std::collections::BTreeSet;
use std::path::PathBuf;

use measure::{Figures, Labels, functions_of, measure, rows};

/// The figures for one file, or nothing where the files are not at hand.
fn figures(file: &str, labels: Labels) -> Option<Figures> {
    let path = files()?.join(file);
    let figures = measure(&rows(&path, "val").unwrap(), labels);
    eprintln!(
        "{file}: {} reports, first {:.3} (strictly {:.3}), among three {:.3}, unit {:.3}, unit among three {:.3}, \
         silent {:.3}, calibration error {:.3}",
        figures.reports,
        figures.share(figures.first),
        figures.share(figures.first_strictly),
        figures.share(figures.among_three),
        figures.share(figures.unit),
        figures.share(figures.unit_among_three),
        figures.share(figures.silent),
        figures.calibration,
    );
    Some(figures)
}

fn files() -> Option<PathBuf> {
    let folder =
        std::env::var_os("LAPOR_TEST_DATA").map(|folder| PathBuf::from(folder).join("routing"));
    if folder.is_none() {
        eprintln!("skipped: LAPOR_TEST_DATA names no folder");
    }
    folder.filter(|folder| folder.is_dir())
}

#[test]
fn cities_never_seen() {
    for file in ["surabaya.csv", "bandung.csv"] {
        let Some(figures) = figures(file, Labels::Units) else {
            return;
        };
        assert!(figures.share(figures.first) >= 0.55, "{file}");
        assert!(figures.share(figures.first_strictly) >= 0.55, "{file}");
        assert!(figures.share(figures.among_three) >= 0.80, "{file}");
        assert!(figures.calibration <= 0.15, "{file}");
    }
}

#[test]
fn categories_of_a_province() {
    if let Some(figures) = figures("laporgub.csv", Labels::Categories) {
        assert!(figures.share(figures.first) >= 0.55);
        assert!(figures.share(figures.among_three) >= 0.75);
    }
}

#[test]
fn every_unit_is_proposed_a_function() {
    let Some(folder) = files() else {
        return;
    };
    for file in ["surabaya.csv", "bandung.csv"] {
        let labels: BTreeSet<String> = rows(&folder.join(file), "train")
            .unwrap()
            .into_iter()
            .map(|(_, label)| label)
            .collect();
        for label in labels {
            assert!(!functions_of(&label, Labels::Units).is_empty(), "{label}");
        }
    }
}
