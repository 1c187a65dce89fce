use crate::support::Place;

#[test]
fn a_real_installation_is_never_filled_or_changed() {
    let place = Place::sqlite().prepared();
    let told = place.refused(&["demo", "--seed-only"]);
    assert!(told.contains("bukan demonstrasi"), "{told}");
    assert!(
        !place
            .ok(&["admin", "officer", "list"])
            .contains("contoh.lapor.example")
    );
}
