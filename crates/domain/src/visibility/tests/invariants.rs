//! The invariants of section 5 under chance: any report, any flags, any grants.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::world::cases;
use crate::agency::{Directory, Grant, Officer};
use crate::ids::{BodyId, OfficerId, UnitId};
use crate::report::Report;
use crate::testkit::{self as kit, directory};
use crate::visibility::{
    ByNumber, Cell, Existence, Item, View, Viewer, by_number, is_public, listable, photo_shown,
    visibility,
};
use crate::words::{Identity, Role};

const ITEMS: [Item; 12] = [
    Item::Original,
    Item::PublicVersion,
    Item::AttachmentsOriginal,
    Item::Derivatives,
    Item::Place,
    Item::History,
    Item::Proceedings,
    Item::Clocks,
    Item::Notes,
    Item::Name,
    Item::Contact,
    Item::Source,
];

/// A report of any case with anything said about it, also what no command would say: the function must
/// hold even where a rule elsewhere failed.
fn reports() -> impl Strategy<Value = Report> {
    let base: Vec<Report> = cases().into_iter().map(|(_, report)| report).collect();
    let officers: Vec<OfficerId> = directory().officers.into_keys().collect();
    let units: Vec<UnitId> = directory().units.into_keys().collect();
    let flags = any::<[bool; 12]>();
    (
        select(base),
        flags,
        subsequence(officers, 0..3),
        subsequence(units, 0..3),
        select(BODIES.to_vec()),
    )
        .prop_map(|(mut report, flags, excluded, shared, holder)| {
            let [
                anonim,
                rahasia,
                supervisory,
                released,
                ever,
                verified,
                files,
                point,
                move_it,
                overseer,
                objection,
                nameless,
            ] = flags;
            (report.anonim, report.rahasia) = (anonim, rahasia);
            (report.supervisory, report.verified) = (supervisory, verified);
            (report.released, report.ever_released) = (released, released || ever);
            (report.files_released, report.point_released) = (files, point);
            report.released_files = report
                .files
                .iter()
                .map(|one| one.file)
                .filter(|_| files)
                .collect();
            (report.shared_overseer, report.objection_open) = (overseer, objection);
            if nameless {
                report.identity = Identity::None;
            }
            if move_it {
                report.held_by.push(holder);
                report.holder = holder;
            }
            report.excluded = excluded;
            report.shared_units = shared;
            report
        })
}

const BODIES: [BodyId; 3] = [kit::DESK, kit::CITY, kit::PROVINCE];

fn grants(roles: &'static [Role]) -> impl Strategy<Value = Vec<Grant>> {
    let nodes: Vec<Option<UnitId>> = directory()
        .units
        .into_keys()
        .map(Some)
        .chain([None, None, None])
        .collect();
    let grant = (select(roles), select(BODIES.to_vec()), select(nodes))
        .prop_map(|(role, body, node)| Grant { role, body, node });
    prop::collection::vec(grant, 1..4)
}

fn officer(grants: Vec<Grant>) -> impl Strategy<Value = Officer> {
    let ids: Vec<OfficerId> = directory().officers.into_keys().collect();
    select(ids).prop_map(move |id| Officer {
        id,
        name: String::new(),
        login: String::new(),
        grants: grants.clone(),
        disabled: false,
    })
}

pub(super) fn officers(roles: &'static [Role]) -> impl Strategy<Value = Officer> {
    grants(roles).prop_flat_map(officer)
}

fn never_more(less: &View, more: &View) -> bool {
    less.existence <= more.existence
        && ITEMS
            .iter()
            .all(|item| less.cell(*item) <= more.cell(*item))
}

fn shows_nothing(view: &View) -> bool {
    *view == View::NOTHING
}

fn without_account(report: &Report) -> Vec<Viewer<'static>> {
    let follower = report.followers.first().copied().unwrap_or(report.id);
    vec![
        Viewer::Public,
        Viewer::TrackingNumber,
        Viewer::Reporter,
        Viewer::Joined { follower },
    ]
}

fn town() -> &'static Directory {
    static TOWN: std::sync::LazyLock<Directory> = std::sync::LazyLock::new(directory);
    &TOWN
}

/// What only unit officers, field officers and counters hold: people of the units.
const OF_UNITS: &[Role] = &[Role::UnitOfficer, Role::FieldOfficer, Role::Counter];

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn flags_only_take_away(report in reports(), officer in officers(Role::ALL)) {
        let flags: [fn(&mut Report); 3] = [
            |report| report.anonim = true,
            |report| report.rahasia = true,
            |report| report.supervisory = true,
        ];
        let mut viewers = without_account(&report);
        viewers.push(Viewer::Officer(&officer));
        for viewer in &viewers {
            let before = visibility(viewer, &report, town());
            for set in flags {
                let mut flagged = report.clone();
                set(&mut flagged);
                // An inspector's part in what nobody verified, and in what was archived unseen, begins with
                // supervision: the rule book gives it there, so compare where it does not.
                if flagged.supervisory && !report.supervisory && inspects(viewer) {
                    continue;
                }
                let after = visibility(viewer, &flagged, town());
                prop_assert!(never_more(&after, &before), "{viewer:?}\n{before:?}\n{after:?}");
            }
        }
    }

    #[test]
    fn only_what_an_officer_released_is_public(report in reports()) {
        let public = visibility(&Viewer::Public, &report, town());
        let shown = public.existence != Existence::No;
        prop_assert_eq!(shown, is_public(&report));
        prop_assert_eq!(shown, by_number(&report) == ByNumber::Public);
        prop_assert_eq!(shown, listable(&Viewer::TrackingNumber, &report, town()));
        if !report.released || report.rahasia || report.supervisory {
            prop_assert!(shows_nothing(&public));
        }
        let closed = [Item::Original, Item::AttachmentsOriginal, Item::Notes, Item::Name, Item::Contact, Item::Source];
        prop_assert!(closed.iter().all(|item| public.cell(*item) == Cell::No));
        if by_number(&report) == ByNumber::NotFound {
            prop_assert!(shows_nothing(&visibility(&Viewer::TrackingNumber, &report, town())));
        }
    }

    #[test]
    fn who_looks_as_the_public_learns_nothing_from_inside(report in reports(), officer in officers(&[
        Role::UnitOfficer, Role::FieldOfficer, Role::Counter, Role::Auditor, Role::Coordinator, Role::Leader,
    ])) {
        let view = visibility(&Viewer::Officer(&officer), &report, town());
        let public = visibility(&Viewer::Public, &report, town());
        let part = view.proceedings != Cell::No;
        prop_assert!(part || view.notes == Cell::No || view.history == Cell::No, "{view:?}");
        prop_assert!(part || view.history <= public.history, "{view:?}");
        prop_assert!((public.proceedings, public.clocks) == (Cell::No, Cell::No));
        for file in &report.files {
            let shown = photo_shown(&Viewer::Officer(&officer), &view, &report, file.file);
            let everyone = photo_shown(&Viewer::Public, &public, &report, file.file);
            prop_assert!(part || !shown || everyone);
        }
    }

    #[test]
    fn what_is_supervisory_is_nothing_to_the_units(mut report in reports(), officer in officers(OF_UNITS)) {
        report.supervisory = true;
        prop_assert!(shows_nothing(&visibility(&Viewer::Officer(&officer), &report, town())));
    }

    #[test]
    fn whoever_is_excluded_sees_nothing(mut report in reports(), officer in officers(Role::ALL)) {
        report.excluded.push(officer.id);
        prop_assert!(shows_nothing(&visibility(&Viewer::Officer(&officer), &report, town())));
    }

    #[test]
    fn administrators_see_no_content(report in reports(), officer in officers(&[Role::Administrator])) {
        prop_assert!(shows_nothing(&visibility(&Viewer::Officer(&officer), &report, town())));
    }

    #[test]
    fn another_body_sees_what_the_public_sees(mut report in reports(), mut officer in officers(&[
        Role::Coordinator, Role::Leader, Role::Inspector, Role::UnitOfficer, Role::FieldOfficer, Role::Auditor,
    ])) {
        report.shared_units.clear();
        officer.grants.retain(|grant| {
            grant.body != report.holder && !report.held_by.contains(&grant.body)
        });
        let view = visibility(&Viewer::Officer(&officer), &report, town());
        prop_assert!(never_more(&view, &visibility(&Viewer::Public, &report, town())) );
    }

    #[test]
    fn no_identity_means_none_for_anyone(mut report in reports(), officer in officers(Role::ALL)) {
        report.identity = Identity::None;
        for viewer in [Viewer::Reporter, Viewer::Officer(&officer)] {
            let view = visibility(&viewer, &report, town());
            prop_assert_eq!((view.name, view.contact), (Cell::No, Cell::No));
        }
    }
}

fn inspects(viewer: &Viewer<'_>) -> bool {
    matches!(viewer, Viewer::Officer(officer)
        if officer.grants.iter().any(|grant| grant.role == Role::Inspector))
}
