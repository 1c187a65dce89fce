//! Real exports, where they are at hand: counts only, nothing of their content.
#![expect(clippy::print_stdout, reason = "a skipped test says so")]

use std::path::PathBuf;

use lapor_app::import::regions;
use lapor_domain::words::Figure;
use lapor_store::{Store, both_engines};

use crate::support::{Count, Office, figures};

fn data(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("LAPOR_TEST_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    let path = root.join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {name} is not there (set LAPOR_TEST_DATA)");
    None
}

async fn twice(store: Store, name: &str, rows: usize, expected: &[(Figure, usize)]) {
    let Some(path) = data(name) else { return };
    let office = Office::new(store).await;
    let first = office.import_file(&path, None).await.unwrap();
    assert_eq!((first.read, first.added, first.held_back), (rows, rows, 0));
    assert_eq!(figures(&first), expected);
    let events = office.count(Count::Events).await;
    let entities = office.count(Count::Entities).await;
    assert_eq!(events, i64::try_from(rows).unwrap());
    office.set("2026-02-01T09:00:00+07:00");
    let second = office.import_file(&path, None).await.unwrap();
    assert_eq!(
        (second.added, second.changed, second.unchanged),
        (0, 0, rows)
    );
    assert_eq!(second.figures, first.figures);
    assert_eq!(
        (
            office.count(Count::Events).await,
            office.count(Count::Entities).await
        ),
        (events, entities)
    );
    assert_eq!(office.count(Count::Public).await, 0);
    println!(
        "{name}: units {}, categories {}, problems {}",
        first.created_units.len(),
        first.created_categories.len(),
        first.problems
    );
}

both_engines! {
    async fn twenty_columns(store: Store) {
        let figures = [(Figure::Handled, 775), (Figure::NotVerified, 1), (Figure::OnHold, 21), (Figure::Archived, 46)];
        twice(store, "import/sp4n_export_20_columns.xlsx", 843, &figures).await;
    }

    async fn with_a_preamble(store: Store) {
        let figures = [(Figure::Handled, 53), (Figure::Archived, 7)];
        twice(store, "import/sp4n_export_with_preamble.xlsx", 60, &figures).await;
    }

    async fn boundaries_of_a_city(store: Store) {
        let Some(path) = data("regions/kelurahan_62.71.geojson") else { return };
        let office = Office::new(store).await;
        let done = regions(&office.app, &path).await.unwrap();
        assert_eq!((done.read, done.by_level["kelurahan/desa"]), (30, 30));
        assert_eq!(office.app.places().boundaries.len(), 30);
    }
}
