//! Which commands everyone has in each state, on one page, as a snapshot.

use lapor_domain::report::command::CommandKind;
use lapor_domain::report::permit::permitted;
use lapor_domain::testkit::commands::verify_supervisory;
use lapor_domain::testkit::{self as kit, Life, ROADS};

use crate::lives::{
    C, COUNTER, F, I, L, N, R, S, U, answered, archived, assigned, closed, disputed, held,
    merged_into, officer, outside, proposed, refused, supported,
};

/// Which commands each party has in each state, on one page.
#[test]
fn who_may_what_where() {
    use std::fmt::Write as _;
    let lives = vec![
        ("at the desk", Life::received_at_desk()),
        ("received", Life::received()),
        ("on hold", held()),
        ("assigned", supported()),
        ("awaiting redirect", refused()),
        ("in progress", answered()),
        ("closure proposed", proposed()),
        ("review", disputed()),
        ("closed", closed()),
        ("archived", archived()),
        ("transferred", outside()),
        ("merged", merged_into(assigned(), &assigned())),
        (
            "supervisory",
            Life::received().as_coordinator(verify_supervisory(ROADS)),
        ),
        ("about both coordinators", about_both()),
    ];
    let who = [
        ("R", R),
        ("C", C),
        ("N", N),
        ("U", U),
        ("S", S),
        ("F", F),
        ("I", I),
        ("L", L),
        ("counter", COUNTER),
        ("head", officer(kit::ROADS_HEAD)),
    ];
    let mut page = String::new();
    for (name, life) in lives {
        writeln!(page, "{name}").ok();
        for (actor_name, actor) in who {
            let may: Vec<_> = permitted(&life.report, actor, &life.directory)
                .into_iter()
                .map(CommandKind::as_str)
                .collect();
            writeln!(page, "  {actor_name}: {}", may.join(" ")).ok();
        }
    }
    insta::assert_snapshot!("who_may_what_where", page);
}

fn about_both() -> Life {
    Life::received_with(|receipt| {
        receipt.excluded = vec![kit::COORDINATOR, kit::COORDINATOR_TWO];
    })
}
