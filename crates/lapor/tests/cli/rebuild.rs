use crate::support::Place;

#[test]
fn an_untouched_installation_agrees() {
    let place = Place::sqlite().prepared();
    assert!(place.ok(&["rebuild", "--check"]).contains("semuanya cocok"));
    place.ok(&["rebuild"]);
}
