#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::{HashMap, HashSet};

use wilayah::Level;

use super::*;

#[test]
fn the_city_has_its_parts() {
    let city = City::load().unwrap();
    assert_eq!(city.kelurahan().count(), 30);
    assert_eq!(
        city.regions
            .iter()
            .filter(|region| region.kind == RegionKind::Kecamatan)
            .count(),
        5
    );
    let palangkaraya = city.body("palangkaraya").unwrap();
    let of_kind = |kind| {
        palangkaraya
            .units
            .iter()
            .filter(|unit| unit.kind == kind)
            .count()
    };
    assert_eq!((of_kind("kecamatan"), of_kind("kelurahan")), (5, 30));
    assert_eq!(
        city.bodies
            .iter()
            .filter(|file| file.body.kind == BodyKind::Desk)
            .count(),
        1
    );
}

#[test]
fn every_reference_leads_somewhere() {
    let city = City::load().unwrap();
    for file in &city.bodies {
        let mut seen = HashSet::new();
        for unit in &file.units {
            assert!(
                unit.parent
                    .as_ref()
                    .is_none_or(|parent| seen.contains(parent)),
                "{}",
                unit.slug
            );
            assert!(seen.insert(unit.slug.clone()), "{}", unit.slug);
            assert!(
                unit.region
                    .is_none_or(|code| code.is_within(file.body.region.unwrap())),
                "{}",
                unit.slug
            );
        }
        assert!(seen.contains(&file.body.coordinator));
        assert!(
            file.body
                .inspectorate
                .as_ref()
                .is_none_or(|slug| seen.contains(slug))
        );
    }
    let units: HashMap<_, HashSet<_>> = city
        .bodies
        .iter()
        .map(|file| {
            (
                file.body.slug.as_str(),
                file.units.iter().map(|unit| unit.slug.as_str()).collect(),
            )
        })
        .collect();
    let mut codes = HashSet::new();
    for (group, category) in city.categories() {
        assert!(
            units["palangkaraya"].contains(category.unit.as_str()),
            "{}",
            category.code
        );
        assert!(codes.insert(category.code.as_str()), "{}", category.code);
        assert_ne!(group.code, category.code);
    }
    assert!(
        city.groups
            .iter()
            .all(|group| (3..=7).contains(&group.categories.len()))
    );
    let mut slugs = HashSet::new();
    for officer in &city.officers {
        assert!(slugs.insert(&officer.slug));
        assert!(
            officer.name.contains("Contoh") && officer.email.ends_with("@contoh.lapor.example")
        );
        assert!(
            officer
                .unit
                .as_ref()
                .is_none_or(|unit| units[officer.body.as_str()].contains(unit.as_str())),
            "{}",
            officer.slug
        );
    }
}

/// Whoever may be given a report by default has somebody to read it.
#[test]
fn every_default_unit_has_an_officer_and_every_role_a_sign_in() {
    let city = City::load().unwrap();
    for (_, category) in city.categories() {
        let role = if category.unit == "inspektorat" {
            Role::Inspector
        } else {
            Role::UnitOfficer
        };
        assert!(
            city.officers_of("palangkaraya", &category.unit, role)
                .next()
                .is_some(),
            "{}",
            category.unit
        );
    }
    for role in Role::ALL
        .iter()
        .filter(|role| !matches!(role, Role::Reporter | Role::System))
    {
        assert!(
            city.officers.iter().any(|officer| officer.role == *role),
            "{role}"
        );
    }
}

#[test]
fn the_city_has_as_many_inhabitants_as_its_kelurahan() {
    let city = City::load().unwrap();
    let all = city.inhabitants();
    assert_eq!(all.len(), city.regions.len());
    let of = |level| {
        let of_level = all.iter().filter(move |(code, _)| code.level() == level);
        of_level.map(|(_, n)| n).sum::<u64>()
    };
    let whole = of(Level::Regency);
    assert!(whole > 100_000);
    assert_eq!((of(Level::District), of(Level::Village)), (whole, whole));
}

/// Names of the national tree are spelled as there, where that tree is at hand.
#[test]
fn national_names_exist() {
    let root = std::env::var("LAPOR_TEST_DATA").map_or_else(
        |_| std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        std::path::PathBuf::from,
    );
    let path = root.join("sp4n_categories.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("dilewati: {} tidak ada (LAPOR_TEST_DATA)", path.display());
        return;
    };
    let tree: HashMap<String, Vec<String>> =
        serde_json::from_str(&text.replace('\u{a0}', " ")).unwrap();
    for (group, category) in City::load().unwrap().categories() {
        if let Some((parent, name)) = category.sp4n_path(group) {
            assert!(
                tree[parent].iter().any(|known| known == name),
                "{parent} > {name}"
            );
        }
    }
}
