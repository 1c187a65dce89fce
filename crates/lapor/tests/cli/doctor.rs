use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::support::Place;

#[test]
fn a_good_installation_is_told_so_thing_by_thing() {
    let place = Place::sqlite().prepared();
    let told = place.ok(&["doctor", "--thorough"]);
    for what in [
        "basis data",
        "keutuhan",
        "berkas kunci",
        "folder foto",
        "jam mesin",
        "urutan peristiwa",
        "pekerjaan",
        "tabel angka",
        "pemasangan",
    ] {
        let line = told
            .lines()
            .find(|line| line.contains(&format!(" {what}: ")));
        assert!(
            line.is_some_and(|line| line.ends_with('.')),
            "{what}\n{told}"
        );
    }
    assert!(!told.contains("MASALAH"), "{told}");
    // Nobody would verify what comes in.
    assert!(told.contains("--role koordinator --body kota"), "{told}");
    let coordinator = [
        "admin",
        "officer",
        "add",
        "budi",
        "--name",
        "Budi Contoh",
        "--role",
        "koordinator",
        "--body",
        "kota",
    ];
    place.ok(&coordinator);
    assert!(!place.ok(&["doctor"]).contains("catatan"), "{told}");
}

#[test]
fn what_is_wrong_is_named_with_what_to_do() {
    let place = Place::sqlite().prepared();
    fs::set_permissions(place.key(), fs::Permissions::from_mode(0o644)).unwrap();
    assert!(place.ok(&["doctor"]).contains("chmod 600"));
    fs::remove_file(place.key()).unwrap();
    let run = place.run(&["doctor"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.out.contains("MASALAH  berkas kunci"), "{run:?}");
    assert!(run.err.contains("1 hal"), "{run:?}");
}

#[test]
fn without_a_database_the_rest_is_looked_at_all_the_same() {
    let place = Place::sqlite();
    let run = place.run(&["doctor"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    for what in [
        "MASALAH  basis data",
        "MASALAH  berkas kunci",
        "folder foto",
    ] {
        assert!(run.out.contains(what), "{run:?}");
    }
    assert_eq!(
        fs::read_dir(place.dir.path()).unwrap().count(),
        0,
        "a check-up makes nothing"
    );
}
