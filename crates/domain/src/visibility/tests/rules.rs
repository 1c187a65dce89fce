//! What the matrix does not print: openings, lists, points, notes, several grants.

use super::world::{handled, merged, received, released};
use crate::agency::{Grant, Officer};
use crate::ids::OfficerId;
use crate::report::command::Command;
use crate::testkit::commands::{reclassify, transfer_within};
use crate::testkit::{self as kit, directory};
use crate::visibility::{
    ByNumber, Cell, Existence, Item, NoteAuthor, Opening, Viewer, by_number, is_public, listable,
    may_open, note_visible, point_leaves, point_shown, visibility,
};
use crate::words::Role;

fn officer(id: OfficerId) -> Officer {
    directory().officers[&id].clone()
}

fn sees(id: OfficerId, life: &kit::Life) -> crate::visibility::View {
    visibility(
        &Viewer::Officer(&officer(id)),
        &life.report,
        &life.directory,
    )
}

#[test]
fn a_cell_says_how_a_thing_is_opened() {
    let life = released(|_| {});
    let lead = sees(kit::ROADS_OFFICER, &life);
    assert_eq!(may_open(&lead, Item::PublicVersion), Opening::Free);
    assert_eq!(may_open(&lead, Item::Original), Opening::WithReason);
    assert_eq!(may_open(&lead, Item::Name), Opening::Never);
    let leader = sees(kit::LEADER, &life);
    assert_eq!(may_open(&leader, Item::Original), Opening::Never);
}

/// Section 5 "unless excluded", section 3 "past them": somebody must be able to read it.
#[test]
fn the_desk_reads_as_coordinator_what_was_addressed_past_one() {
    let past = |holder| {
        let mut receipt = kit::receipt(holder);
        receipt.declared_supervisory = true;
        receipt.excluded = vec![kit::COORDINATOR, kit::COORDINATOR_TWO];
        kit::Life::from_receipt(receipt)
    };
    let at_desk = sees(kit::DESK_OFFICER, &past(kit::DESK));
    assert_eq!(at_desk.original, Cell::Yes);
    assert_eq!(at_desk.notes, Cell::Yes);
    // The inspector decides it at the city: the desk is the desk again.
    let mut at_city = past(kit::CITY);
    let seen = sees(kit::DESK_OFFICER, &at_city);
    assert_eq!(seen.existence, Existence::StateAndClocks);
    assert_eq!(seen.original, Cell::No);
    if let Some(inspector) = at_city.directory.officers.get_mut(&kit::INSPECTOR) {
        inspector.disabled = true;
    }
    assert_eq!(sees(kit::DESK_OFFICER, &at_city).original, Cell::Yes);
}

/// Row 28 and the replies that people bring to the counter: which report, and where it is; no words.
#[test]
fn the_counter_finds_the_report_and_reads_nothing_of_it() {
    let life = handled(|_| {});
    let counter = sees(kit::COUNTER, &life);
    assert_eq!(counter.existence, Existence::StateAndClocks);
    assert_eq!(counter.clocks, Cell::Yes);
    for item in [
        Item::Original,
        Item::PublicVersion,
        Item::History,
        Item::Proceedings,
    ] {
        assert_eq!(counter.cell(item), Cell::No, "{item:?}");
    }
    assert_eq!(
        sees(kit::COUNTER, &released(|_| {})).public_version,
        Cell::Yes
    );
    for hidden in [
        received(|r| r.rahasia = true),
        received(|r| r.declared_supervisory = true),
    ] {
        assert_eq!(sees(kit::COUNTER, &hidden).existence, Existence::No);
    }
    let elsewhere = handled(|_| {}).as_coordinator(transfer_within(kit::PROVINCE));
    assert_eq!(sees(kit::COUNTER, &elsewhere).existence, Existence::No);
}

#[test]
fn the_point_needs_an_officer_and_a_public_place() {
    let potholes = &directory().categories[&kit::POTHOLES];
    let service = &directory().categories[&kit::SERVICE];
    let life = released(|_| {});
    assert!(point_shown(&life.report, potholes));
    assert!(!point_shown(&life.report, service), "another category");
    let moved = life.clone().as_coordinator(Command::Reclassify {
        report_type: life.report.report_type,
        supervisory: false,
        category: kit::SERVICE,
        reason: kit::content(crate::content::ContentKind::OfficerMessage),
    });
    assert!(!point_shown(&moved.report, service), "no public place");
    let back = life.as_coordinator(crate::testkit::commands::unrelease());
    assert!(!point_shown(&back.report, potholes));
}

#[test]
fn a_point_leaves_for_another_system_only_of_a_public_place() {
    let directory = directory();
    let potholes = &directory.categories[&kit::POTHOLES];
    let service = &directory.categories[&kit::SERVICE];
    assert!(point_leaves(Some(kit::POTHOLES), potholes));
    assert!(!point_leaves(Some(kit::SERVICE), service));
    assert!(
        !point_leaves(Some(kit::SERVICE), potholes),
        "another category"
    );
    assert!(!point_leaves(None, potholes));
}

#[test]
fn a_number_puts_nothing_into_a_list() {
    let life = handled(|_| {});
    assert_eq!(by_number(&life.report), ByNumber::StateOnly);
    assert!(!listable(
        &Viewer::TrackingNumber,
        &life.report,
        &life.directory
    ));
    assert!(!listable(&Viewer::Public, &life.report, &life.directory));
    let supervisory = life.as_coordinator(reclassify(true));
    let leader = officer(kit::LEADER);
    assert!(
        !listable(
            &Viewer::Officer(&leader),
            &supervisory.report,
            &supervisory.directory
        ),
        "counted, never listed"
    );
}

#[test]
fn nothing_tells_a_hidden_report_from_an_unknown_one() {
    let hidden = [
        handled(|r| r.rahasia = true),
        handled(|r| (r.rahasia, r.anonim) = (true, true)),
        handled(|_| {}).as_coordinator(reclassify(true)),
        received(|r| r.declared_supervisory = true),
    ];
    for life in hidden {
        assert_eq!(by_number(&life.report), ByNumber::NotFound);
        for viewer in [Viewer::Public, Viewer::TrackingNumber] {
            let view = visibility(&viewer, &life.report, &life.directory);
            assert_eq!(view, crate::visibility::View::NOTHING);
        }
    }
}

#[test]
fn several_grants_show_the_most_of_any_but_never_past_an_exclusion() {
    let mut both = officer(kit::ROADS_OFFICER);
    both.grants.push(Grant {
        role: Role::Coordinator,
        body: kit::CITY,
        node: None,
    });
    // Given to a person who was excluded only later: nobody gives it to an excluded person.
    let mut life = handled(|_| {});
    life.report.excluded.push(kit::FIELD_OFFICER);
    let view = visibility(&Viewer::Officer(&both), &life.report, &life.directory);
    assert_eq!((view.original, view.notes), (Cell::Yes, Cell::Yes));
    assert_eq!(sees(kit::FIELD_OFFICER, &life).existence, Existence::No);
    both.disabled = true;
    let view = visibility(&Viewer::Officer(&both), &life.report, &life.directory);
    assert_eq!(view.existence, Existence::No);
}

#[test]
fn a_unit_that_refused_or_was_let_go_is_a_stranger_again() {
    let life = handled(|_| {});
    assert_eq!(sees(kit::WATER_OFFICER, &life).existence, Existence::Full);
    let life = life.as_coordinator(Command::ReleaseSupport {
        unit: kit::WATER,
        note: kit::content(crate::content::ContentKind::InternalNote),
    });
    assert_eq!(sees(kit::WATER_OFFICER, &life).existence, Existence::No);
    let life = life.as_coordinator(crate::testkit::commands::redirect(kit::HEALTH));
    assert_eq!(sees(kit::ROADS_OFFICER, &life).existence, Existence::No);
    assert_eq!(sees(kit::HEALTH_OFFICER, &life).existence, Existence::Full);
}

#[test]
fn a_node_sees_what_lies_below_it_and_not_beside_it() {
    let life = received(|_| {})
        .as_coordinator(crate::testkit::commands::verify_unreleased(kit::NORTH_TWO));
    assert_eq!(sees(kit::KELURAHAN_OFFICER, &life).existence, Existence::No);
    let mut north = officer(kit::KELURAHAN_OFFICER);
    north.grants[0].node = Some(kit::NORTH);
    let view = visibility(&Viewer::Officer(&north), &life.report, &life.directory);
    assert_eq!(view.existence, Existence::Full);
}

#[test]
fn a_guest_sees_as_a_support_unit_and_nothing_of_supervision() {
    let look = Command::GrantView {
        unit: Some(kit::PROVINCE_ROADS),
        overseer: false,
    };
    let life = handled(|r| r.rahasia = true);
    assert_eq!(sees(kit::PROVINCE_OFFICER, &life).existence, Existence::No);
    let life = life.as_coordinator(look);
    let view = sees(kit::PROVINCE_OFFICER, &life);
    assert_eq!((view.original, view.name), (Cell::Masked, Cell::No));
    let life = life.as_coordinator(reclassify(true));
    assert_eq!(sees(kit::PROVINCE_OFFICER, &life).existence, Existence::No);
}

#[test]
fn an_overseer_at_the_desk_oversees_every_body() {
    let mut everywhere = officer(kit::OVERSEER);
    everywhere.grants[0].body = kit::DESK;
    let life = handled(|_| {});
    let view = visibility(&Viewer::Officer(&everywhere), &life.report, &life.directory);
    assert_eq!(
        (view.existence, view.original),
        (Existence::Full, Cell::Masked)
    );
    everywhere.grants[0].body = kit::PROVINCE;
    let view = visibility(&Viewer::Officer(&everywhere), &life.report, &life.directory);
    assert_eq!(view.existence, Existence::No);
}

#[test]
fn a_stranger_is_not_joined_by_saying_so() {
    let (follower, root) = merged();
    let kept = crate::testkit::commands::unrelease();
    let root_hidden = root.clone().as_coordinator(kept);
    let joined = Viewer::Joined {
        follower: follower.report.id,
    };
    let stranger = Viewer::Joined {
        follower: root.report.id,
    };
    let see = |viewer, report| visibility(&viewer, report, &root.directory).existence;
    assert_eq!(see(joined, &root_hidden.report), Existence::StateAndClocks);
    assert_eq!(see(stranger, &root_hidden.report), Existence::No);
}

#[test]
fn a_released_report_stays_public_while_another_body_takes_it_over() {
    let life = released(|_| {}).as_coordinator(transfer_within(kit::PROVINCE));
    assert!(is_public(&life.report));
}

#[test]
fn notes_reach_those_they_are_for() {
    let life = handled(|_| {});
    let reads = |id, author, shared: &[_], life: &kit::Life| {
        note_visible(
            &Viewer::Officer(&officer(id)),
            author,
            shared,
            &life.report,
            &life.directory,
        )
    };
    let coordinator = NoteAuthor {
        body: kit::CITY,
        unit: None,
    };
    let support = NoteAuthor {
        body: kit::CITY,
        unit: Some(kit::WATER),
    };
    let desk = NoteAuthor {
        body: kit::DESK,
        unit: None,
    };
    assert!(reads(kit::ROADS_OFFICER, coordinator, &[], &life));
    assert!(!reads(kit::ROADS_OFFICER, desk, &[], &life));
    assert!(reads(kit::COORDINATOR, desk, &[], &life));
    assert!(!reads(kit::WATER_OFFICER, coordinator, &[], &life));
    assert!(reads(kit::WATER_OFFICER, coordinator, &[kit::WATER], &life));
    assert!(reads(kit::WATER_OFFICER, support, &[], &life));
    assert!(!reads(
        kit::HEALTH_OFFICER,
        coordinator,
        &[kit::HEALTH],
        &life
    ));
    for blind in [
        kit::DESK_OFFICER,
        kit::OVERSEER,
        kit::AUDITOR,
        kit::ADMINISTRATOR,
    ] {
        assert!(!reads(blind, desk, &[], &life));
    }
    let hidden = life.as_coordinator(reclassify(true));
    assert!(!reads(
        kit::ROADS_OFFICER,
        coordinator,
        &[kit::ROADS],
        &hidden
    ));
    let shared: Vec<_> = hidden.directory.units.keys().copied().collect();
    assert!(!reads(kit::WATER_OFFICER, support, &shared, &hidden));
    let public = Viewer::Public;
    assert!(!note_visible(
        &public,
        coordinator,
        &shared,
        &hidden.report,
        &hidden.directory
    ));
}
