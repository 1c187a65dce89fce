//! Who may count a supervisory report is who may know that it exists.

use crate::agency::{Grant, Officer};
use crate::testkit::{self as kit, Life, commands::verify_supervisory, directory};
use crate::visibility::{Existence, Viewer, counts_supervisory, visibility};
use crate::words::Role;

#[test]
fn counts_hold_what_may_be_known_of() {
    let life = Life::received().as_coordinator(verify_supervisory(kit::INSPECTORATE));
    let directory = directory();
    for role in Role::ALL {
        for node in [None, Some(kit::INSPECTORATE)] {
            let grant = Grant {
                role: *role,
                body: kit::CITY,
                node,
            };
            // The national desk's right is its own body's.
            let grant = match role {
                Role::Desk => Grant {
                    body: kit::DESK,
                    ..grant
                },
                _ => grant,
            };
            let officer = Officer {
                grants: vec![grant],
                ..directory.officers[&kit::COUNTER].clone()
            };
            let view = visibility(&Viewer::Officer(&officer), &life.report, &directory);
            let known = view.existence != Existence::No;
            assert_eq!(counts_supervisory(&grant), known, "{grant:?}");
        }
    }
}
