//! What boundary files look like, good and bad.
#![expect(clippy::unwrap_used, reason = "tests")]

use wilayah::{Boundaries, BoundaryError, CoordinateError, FeatureProblem};

fn feature(properties: &str, geometry: &str) -> String {
    format!(r#"{{"type":"Feature","properties":{properties},"geometry":{geometry}}}"#)
}

fn square(west: f64, south: f64) -> String {
    let (east, north) = (west + 0.1, south + 0.1);
    format!(
        r#"{{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}"#
    )
}

fn problem(text: &str) -> FeatureProblem {
    match Boundaries::from_geojson(text) {
        Err(BoundaryError::Feature { problem, .. }) => problem,
        other => panic!("{other:?}"),
    }
}

#[test]
fn usual_property_names_are_understood() {
    for properties in [
        r#"{"kode":"62.71.03.1002","nama":"Menteng"}"#,
        r#"{"KDEPUM":"62.71.03.1002","WADMKD":"Menteng","WADMKC":"Jekan Raya","KDCPUM":"62.71.03"}"#,
        r#"{"Code":6271031002,"Name":"Menteng"}"#,
        r#"{"kode_kelurahan":"62.71.03.1002","kecamatan":"Jekan Raya","kelurahan":"Menteng"}"#,
    ] {
        let boundaries =
            Boundaries::from_geojson(&feature(properties, &square(113.9, -2.3))).unwrap();
        let region = boundaries.iter().next().unwrap().region();
        assert_eq!(
            (region.code.to_string().as_str(), region.name.as_str()),
            ("62.71.03.1002", "Menteng")
        );
        assert_eq!(boundaries.find(113.95, -2.25), Some(&region.code));
    }
}

#[test]
fn the_finest_region_answers() {
    let text = format!(
        r#"{{"type":"FeatureCollection","features":[{},{}]}}"#,
        feature(
            r#"{"kode":"62.71","nama":"Palangka Raya"}"#,
            &square(113.9, -2.3)
        ),
        feature(
            r#"{"kode":"62.71.03.1002","nama":"Menteng"}"#,
            &square(113.95, -2.25)
        ),
    );
    let boundaries = Boundaries::from_geojson(&text).unwrap();
    assert_eq!(
        boundaries.find(113.97, -2.22).unwrap().to_string(),
        "62.71.03.1002"
    );
    assert_eq!(boundaries.find(113.91, -2.29).unwrap().to_string(), "62.71");
    assert_eq!(boundaries.find(0.0, 0.0), None);
    assert_eq!(
        boundaries.check_and_find(0.0, 0.0),
        Err(CoordinateError::Null)
    );
}

#[test]
fn parts_of_one_region_are_joined_and_a_code_taken_is_refused() {
    let part = |name: &str, west| {
        feature(
            &format!(r#"{{"kode":"62.71.05","nama":"{name}"}}"#),
            &square(west, -1.9),
        )
    };
    let collection =
        |a: String, b: String| format!(r#"{{"type":"FeatureCollection","features":[{a},{b}]}}"#);
    let joined = Boundaries::from_geojson(&collection(
        part("Rakumpit", 113.5),
        part("Rakumpit", 113.8),
    ))
    .unwrap();
    assert_eq!(joined.len(), 1);
    assert!(joined.find(113.55, -1.85).is_some() && joined.find(113.85, -1.85).is_some());
    assert!(joined.find(113.7, -1.85).is_none());
    let taken = Boundaries::from_geojson(&collection(
        part("Rakumpit", 113.5),
        part("Sabangau", 113.8),
    ))
    .unwrap_err();
    assert_eq!(
        taken.to_string(),
        "wilayah ke-2 (Sabangau): kode 62.71.05 sudah dipakai untuk \"Rakumpit\" dalam berkas ini"
    );
}

#[test]
fn each_fault_names_its_feature() {
    let good = r#"{"kode":"62.71","nama":"Palangka Raya"}"#;
    assert!(matches!(
        problem(&feature(r#"{"nama":"X"}"#, &square(113.9, -2.3))),
        FeatureProblem::NoCode { .. }
    ));
    assert!(matches!(
        problem(&feature(r#"{"kode":"7","nama":"X"}"#, &square(113.9, -2.3))),
        FeatureProblem::BadCode(_)
    ));
    assert!(matches!(
        problem(&feature(r#"{"kode":"62"}"#, &square(113.9, -2.3))),
        FeatureProblem::NoName { .. }
    ));
    assert!(matches!(
        problem(&feature(
            good,
            r#"{"type":"Point","coordinates":[113.9,-2.2]}"#
        )),
        FeatureProblem::NoArea { .. }
    ));
    assert!(matches!(
        problem(&feature(good, "null")),
        FeatureProblem::NoArea { .. }
    ));
    let short = r#"{"type":"Polygon","coordinates":[[[113.9,-2.2],[113.9,-2.2]]]}"#;
    assert_eq!(
        problem(&feature(good, short)),
        FeatureProblem::ShortRing { points: 2 }
    );
    let text = r#"{"type":"Polygon","coordinates":[[["a","b"]]]}"#;
    assert_eq!(problem(&feature(good, text)), FeatureProblem::BadPosition);
    let swapped = r#"{"type":"Polygon","coordinates":[[[-2.2,113.9],[-2.2,113.95],[-2.1,113.9],[-2.2,113.9]]]}"#;
    assert!(matches!(
        problem(&feature(good, swapped)),
        FeatureProblem::Coordinate(CoordinateError::Swapped { .. })
    ));
    let metres = r#"{"type":"Polygon","coordinates":[[[826000,9755000],[826100,9755000],[826000,9755100],[826000,9755000]]]}"#;
    assert!(matches!(
        problem(&feature(good, metres)),
        FeatureProblem::Coordinate(CoordinateError::OutsideIndonesia { .. })
    ));
}

#[test]
fn files_that_are_not_boundaries() {
    assert!(matches!(
        Boundaries::from_geojson("{"),
        Err(BoundaryError::NotJson(_))
    ));
    assert!(matches!(
        Boundaries::from_geojson(r#"{"type":"Topology"}"#),
        Err(BoundaryError::NotFeatures { .. })
    ));
    assert!(matches!(
        Boundaries::from_geojson(r#"{"type":"FeatureCollection","features":[]}"#),
        Err(BoundaryError::Empty)
    ));
    let open = r#"{"type":"Polygon","coordinates":[[[113.9,-2.3],[114.0,-2.3],[114.0,-2.2]]]}"#;
    assert!(
        Boundaries::from_geojson(&format!(
            "\u{feff}{}",
            feature(r#"{"kode":"62","nama":"Kalteng"}"#, open)
        ))
        .is_ok()
    );
}

/// A real file of the city's 30 kelurahan, where the test data is at hand.
#[test]
fn a_real_file() {
    let root = std::env::var("LAPOR_TEST_DATA").map_or_else(
        |_| std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        std::path::PathBuf::from,
    );
    let path = root.join("regions/kelurahan_62.71.geojson");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("dilewati: {} tidak ada (LAPOR_TEST_DATA)", path.display());
        return;
    };
    let boundaries = Boundaries::from_geojson(&text).unwrap();
    assert_eq!(boundaries.len(), 30);
    let city = "62.71".parse().unwrap();
    assert!(
        boundaries
            .iter()
            .all(|boundary| boundary.region().code.is_within(city))
    );
    // The Kahayan bridge road and the centre of the city lie in known kelurahan.
    assert_eq!(
        boundaries.find(113.950, -2.199).unwrap().to_string(),
        "62.71.01.1001"
    );
    assert_eq!(boundaries.find(110.0, -2.2), None);
}
