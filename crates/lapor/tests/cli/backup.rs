//! A backup is worth what can be restored from it.

use std::fs;
use std::path::PathBuf;

use crate::serve::serving;
use crate::server::{filing, send};
use crate::support::Place;

fn databases(folder: &std::path::Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    found.sort();
    found
}

#[test]
fn what_was_acknowledged_can_be_restored_elsewhere() {
    let place = Place::sqlite().prepared();
    let server = serving(&place);
    for n in 1..=3 {
        assert_eq!(
            send(server.address, &filing(server.address, n)).unwrap().0,
            201
        );
    }
    let photos = place.dir.path().join("files/ab");
    fs::create_dir_all(&photos).unwrap();
    fs::write(photos.join("abcd"), "foto").unwrap();
    fs::write(photos.join("ef.tmp"), "belum utuh").unwrap();

    let folder = place.dir.path().join("cadangan");
    let shown = folder.to_string_lossy().into_owned();
    let told = place.ok(&["backup", &shown]);
    assert!(
        told.contains("1 disalin") && told.contains("tidak ikut"),
        "{told}"
    );
    drop(server);

    // Nothing but whole databases, and no key among them.
    let copies = databases(&folder);
    assert!(copies.len() == 1, "{copies:?}");
    let restored = Place::sqlite();
    fs::copy(&copies[0], restored.dir.path().join("lapor.db")).unwrap();
    fs::copy(place.key(), restored.key()).unwrap();
    assert!(restored.ok(&["doctor", "--thorough"]).contains("3 laporan"));
    restored.ok(&["rebuild", "--check"]);
    assert_eq!(
        fs::read_to_string(folder.join("files/ab/abcd")).unwrap(),
        "foto"
    );
    assert!(!folder.join("files/ab/ef.tmp").exists());
    assert!(
        place
            .ok(&["backup", &shown])
            .contains("0 disalin, 1 sudah ada")
    );
}

#[test]
fn a_backup_that_cannot_be_made_says_why() {
    let place = Place::sqlite().prepared();
    let file = place.dir.path().join("berkas");
    fs::write(&file, "").unwrap();
    let told = place.refused(&["backup", &file.to_string_lossy()]);
    assert!(told.contains("cadangan di"), "{told}");
    let nothing = Place::sqlite();
    assert!(nothing.refused(&["backup", "x"]).contains("tidak ada"));
    let told = Place::at("postgres://u:rahasia@127.0.0.1:1/lapor").refused(&["backup", "x"]);
    assert!(
        told.contains("pg_dump") && !told.contains("rahasia"),
        "{told}"
    );
}
