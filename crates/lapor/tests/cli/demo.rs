//! The demonstration as its visitors start it. That its year comes to the published figures is held by
//! `cargo xtask acceptance` on both engines: playing it twice in a debug build takes a minute.

use crate::support::{Place, bare, finish};

#[test]
fn a_real_installation_is_never_filled_or_changed() {
    let place = Place::sqlite().prepared();
    for args in [
        &["demo", "--seed-only"][..],
        &["demo", "--listen", "127.0.0.1:0"],
    ] {
        let told = place.refused(args);
        assert!(told.contains("bukan demonstrasi"), "{told}");
    }
    let officers = place.ok(&["admin", "officer", "list"]);
    assert!(!officers.contains("contoh.lapor.example"), "{officers}");
}

#[test]
fn filling_needs_a_database_that_is_named() {
    let run = finish(bare().args(["demo", "--seed-only"]), "");
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.err.contains("--database-url"), "{run:?}");
}
