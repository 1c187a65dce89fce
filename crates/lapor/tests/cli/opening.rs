use std::fs;
use std::time::{Duration, Instant};

use lapor_store::testing::with_postgres;
use lapor_store::{Change, OpenOptions, Store, StoreError, Tx, params};

use crate::support::{Place, bare, finish, one_sentence};

const YEAR: [&str; 5] = ["stats", "--from", "2023-01-01", "--to", "2023-12-31"];

#[test]
fn without_a_database_the_operator_is_told_how_to_name_one() {
    let run = finish(bare().args(YEAR), "");
    assert_eq!(run.code, Some(2), "{run:?}");
    one_sentence(&run);
    assert!(run.err.contains("--database-url") && run.err.contains("LAPOR_DATABASE_URL"));
}

#[test]
fn a_wrong_address_says_which_forms_there_are() {
    for url in [
        "mysql://a:rahasia@b/c",
        "sqlite:",
        "postgres://u:rahasia@host",
    ] {
        let run = finish(
            bare()
                .args(YEAR)
                .args(["--database-url", url, "--key-file", "/nowhere"]),
            "",
        );
        assert!(matches!(run.code, Some(1 | 2)), "{run:?}");
        one_sentence(&run);
        assert!(!run.err.contains("rahasia"), "{run:?}");
    }
}

#[test]
fn a_mistyped_file_or_folder_creates_nothing() {
    let place = Place::sqlite();
    assert!(place.refused(&YEAR).contains("lapor admin init"));
    assert_eq!(fs::read_dir(place.dir.path()).unwrap().count(), 0);
    let elsewhere = Place::at("sqlite:/tidak/ada/lapor.db");
    assert!(elsewhere.refused(&YEAR).contains("/tidak/ada"));
}

#[test]
fn a_database_that_was_never_set_up_says_so() {
    let place = Place::sqlite();
    fs::write(place.dir.path().join("lapor.db"), "").unwrap();
    assert!(place.refused(&YEAR).contains("belum disiapkan"));
}

#[test]
fn a_missing_key_and_a_wrong_key_are_told_apart() {
    let place = Place::sqlite().prepared();
    let kept = fs::read(place.key()).unwrap();
    fs::remove_file(place.key()).unwrap();
    assert!(place.refused(&YEAR).contains("tidak ada"));
    assert!(!place.key().exists(), "a second key must never be made");

    let other = Place::sqlite().prepared();
    fs::copy(other.key(), place.key()).unwrap();
    assert!(place.refused(&YEAR).contains("bukan kunci basis data ini"));

    fs::write(place.key(), "bukan kunci").unwrap();
    assert!(place.refused(&YEAR).contains("bukan kunci lapor yang utuh"));

    fs::write(place.key(), kept).unwrap();
    place.ok(&YEAR);
}

#[test]
fn a_database_of_a_newer_version_is_refused() {
    struct Newer;
    impl Change for Newer {
        type Output = ();
        type Error = StoreError;
        const NAME: &'static str = "newer";
        async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
            let sql =
                "INSERT INTO lapor_migration (version, name, checksum) VALUES ($1, 'nanti', '')";
            tx.exec(sql, params![99_999]).await.map(drop)
        }
    }
    let place = Place::sqlite().prepared();
    let url = place.url.clone();
    tokio::runtime::Runtime::new()
        .unwrap()
        .block_on(async move {
            let store = Store::open(&url, OpenOptions::default()).await.unwrap();
            store.run(Newer).await.unwrap();
            store.close().await;
        });
    let told = place.refused(&YEAR);
    assert!(
        told.contains("99999") && told.contains("lebih baru"),
        "{told}"
    );
}

#[test]
fn a_server_that_cannot_be_reached_is_told_within_seconds() {
    let place = Place::at("postgres://u:rahasia@127.0.0.1:1/lapor");
    #[expect(clippy::disallowed_methods, reason = "how long the operator waits")]
    let begun = Instant::now();
    let told = place.refused(&YEAR);
    #[expect(clippy::disallowed_methods, reason = "how long the operator waits")]
    let waited = begun.elapsed();
    assert!(waited < Duration::from_secs(10), "{waited:?}");
    assert!(
        told.contains("127.0.0.1:1/lapor") && told.contains("tidak dapat dihubungi"),
        "{told}"
    );
    assert!(!told.contains("rahasia"), "{told}");
}

#[test]
fn a_file_that_is_no_database_is_told() {
    let place = Place::sqlite();
    fs::write(
        place.dir.path().join("lapor.db"),
        "ini bukan basis data".repeat(100),
    )
    .unwrap();
    let told = place.refused(&YEAR);
    assert!(
        told.contains("lapor.db: berkas itu bukan basis data SQLite"),
        "{told}"
    );
}

#[test]
fn a_server_that_refuses_says_what_to_look_at() {
    with_postgres(|url| {
        let (server, _) = url.rsplit_once('/').unwrap();
        let nowhere = Place::at(&format!("{server}/tidak_ada")).refused(&YEAR);
        assert!(nowhere.contains("/tidak_ada: server PostgreSQL tidak punya basis data"));
        assert!(nowhere.contains("createdb"), "{nowhere}");
        let (_, host) = url.split_once('@').unwrap();
        let nobody = Place::at(&format!("postgres://bukan_siapa_siapa:rahasia@{host}"));
        let nobody = nobody.refused(&YEAR);
        assert!(nobody.contains("menolak pengguna itu"), "{nobody}");
        assert!(!nobody.contains("rahasia"), "{nobody}");
        async {}
    });
}
