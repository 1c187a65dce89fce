#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::HashSet;

use lapor_domain::words::{ArchiveReason, Outcome, ReportType};

use super::library::Library;
use super::officer::{About, Occasion, archive_explanation, final_answer, write};
use super::*;
use crate::demo::city::CITY;

const KINDS: [ReportType; 4] = [
    ReportType::Complaint,
    ReportType::Aspiration,
    ReportType::Information,
    ReportType::Unknown,
];

/// Nothing of the template language is left over, and nothing looks like a person's number or address.
fn is_clean(text: &str) {
    assert!(!text.trim().is_empty());
    assert!(!text.contains(['{', '}', '[', ']', '|', '@']), "{text}");
    let longest = text
        .split(|c: char| !c.is_ascii_digit())
        .map(str::len)
        .max()
        .unwrap_or(0);
    assert!(longest <= 4, "a long number: {text}");
    // Digits written with spaces or hyphens would be a telephone number too.
    let joined: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '.'))
        .collect();
    let run = joined
        .split(|c: char| !c.is_ascii_digit())
        .map(str::len)
        .max()
        .unwrap_or(0);
    assert!(run <= 8, "a telephone number: {text}");
    assert!(!text.contains("  ") && !text.contains(" ,"), "{text}");
}

#[test]
fn every_category_has_its_own_sentences() {
    let library = Library::load().unwrap();
    for (_, category) in CITY.categories() {
        let texts = library
            .groups
            .iter()
            .find_map(|group| group.categories.get(&category.code));
        let texts = texts.unwrap_or_else(|| panic!("no texts for {}", category.code));
        assert!(
            texts.formal.len() + texts.casual.len() >= 8,
            "{}",
            category.code
        );
        assert!(
            texts.title.len() >= 3 && texts.impact.len() >= 2 && texts.work.len() >= 2,
            "{}",
            category.code
        );
    }
    let known: usize = library
        .groups
        .iter()
        .map(|group| group.categories.len())
        .sum();
    assert_eq!(known, CITY.categories().count());
    for kelurahan in library.streets.keys().filter(|name| *name != "lainnya") {
        assert!(
            CITY.kelurahan().any(|region| region.name == *kelurahan),
            "{kelurahan}"
        );
    }
}

#[test]
fn two_thousand_reports_differ_and_are_clean() {
    let categories: Vec<_> = CITY
        .categories()
        .map(|(_, category)| category.code.as_str())
        .collect();
    let regions: Vec<_> = CITY
        .kelurahan()
        .map(|region| region.name.as_str())
        .collect();
    let mut bodies = HashSet::new();
    for seed in 0..2000_usize {
        let kind = KINDS[seed % 7 % 4];
        let text = report_of(
            seed as u64,
            kind,
            categories[seed % categories.len()],
            regions[seed * 7 % regions.len()],
        );
        for part in [&text.title, &text.body, &text.street] {
            is_clean(part);
        }
        assert!(text.title.chars().count() <= 120, "{}", text.title);
        bodies.insert(text.body);
    }
    assert!(bodies.len() >= 1980, "only {} of 2000 differ", bodies.len());
}

#[test]
fn the_same_seed_writes_the_same_text() {
    assert_eq!(
        report(7, "jalan-rusak", "Panarung"),
        report(7, "jalan-rusak", "Panarung")
    );
    assert_ne!(
        report(7, "jalan-rusak", "Panarung").body,
        report(8, "jalan-rusak", "Panarung").body
    );
    assert!(!report(1, "tidak-ada", "Entah").body.is_empty());
}

#[test]
fn officers_have_words_for_every_occasion() {
    let about = About {
        category: "drainase",
        unit: "Dinas PUPR",
        owner: "Dinas PUPR Provinsi",
        date: "12 Mei 2023",
        region: "Langkai",
    };
    for seed in 0..50 {
        for &occasion in Occasion::ALL {
            is_clean(&write(seed, occasion, &about));
            is_clean(&write(seed, occasion, &About::default()));
        }
        for &reason in ArchiveReason::ALL {
            is_clean(&archive_explanation(seed, reason, &about));
        }
        for &outcome in Outcome::ALL {
            for kind in KINDS {
                is_clean(&final_answer(seed, outcome, kind, &about));
            }
        }
    }
    let promise = write(3, Occasion::Interim, &about);
    assert!(promise.contains("12 Mei 2023"), "{promise}");
}

/// What an officer writes fits the matter: no road where a hospital is meant, no counter in the rubbish.
#[test]
fn officers_write_about_the_matter() {
    let road = ["jalan-rusak", "jembatan-titian", "kendaraan-berat"];
    for (_, category) in CITY.categories() {
        let about = About {
            category: &category.code,
            unit: "Dinas PUPR",
            owner: "BPJS Kesehatan",
            date: "12 Mei 2023",
            region: "Langkai",
        };
        for seed in 0..20 {
            for &occasion in Occasion::ALL {
                let text = write(seed, occasion, &about);
                is_clean(&text);
                let of_road = text.contains("provinsi") && !road.contains(&category.code.as_str());
                assert!(!of_road, "{}: {text}", category.code);
                let of_counter = occasion == Occasion::HoldQuestion
                    && category.public_place
                    && (text.contains("kantor") || text.contains("loket"));
                assert!(!of_counter, "{}: {text}", category.code);
            }
        }
    }
}

#[test]
fn what_fits_some_matters_names_known_ones() {
    let library = Library::load().unwrap();
    let known = |key: &str| {
        key == super::library::PLACE
            || CITY
                .categories()
                .any(|(group, category)| group.code == key || category.code == key)
    };
    for (key, occasions) in &library.officer.fitting {
        assert!(known(key), "{key}");
        for occasion in occasions.keys() {
            assert!(
                library.officer.occasions.contains_key(occasion),
                "{key}: {occasion}"
            );
        }
    }
}

/// Prints some texts for reading: `cargo test -p lapor-app --lib texts -- --ignored --nocapture`.
#[test]
#[ignore = "for human eyes"]
fn read_some() {
    for (place, (_, category)) in CITY.categories().enumerate() {
        for seed in 0..3 {
            let text = report_of(
                seed * 31 + place as u64,
                KINDS[(seed as usize + place) % 5 % 3],
                &category.code,
                "Panarung",
            );
            eprintln!("# {}\n{}\n({})\n", text.title, text.body, text.street);
        }
    }
}
