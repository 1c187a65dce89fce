//! A made-up installation: a national desk, a city, a province, and people of every role.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::date;
use uuid::Uuid;

use crate::agency::{Body, BodyKind, Category, Directory, Grant, Officer, Unit};
use crate::calendar::Calendar;
use crate::clock::DayUnit;
use crate::ids::{BodyId, CategoryId, OfficerId, UnitId};
use crate::policy::{Basis, Certainty, ClockRule, EscalationStep, Policy, ResolutionRules};
use crate::words::{Addressee, Role};
use crate::zone::Zone;

macro_rules! ids {
    ($type:ident: $($(#[$doc:meta])* $name:ident = $n:literal),+ $(,)?) => {
        $($(#[$doc])* pub const $name: $type = $type(Uuid::from_u128($n));)+
    };
}

ids! { BodyId:
    /// The national desk.
    DESK = 0xB0,
    /// The city that most reports go to.
    CITY = 0xB1,
    /// Another body.
    PROVINCE = 0xB2,
}

ids! { UnitId:
    /// The city's coordinating unit.
    COMMUNICATION = 0x10,
    /// Dinas: roads. The usual lead.
    ROADS = 0x11,
    /// Dinas: water. The usual support.
    WATER = 0x12,
    /// Dinas: health. Usually has nothing to do with it.
    HEALTH = 0x13,
    /// The city's inspectorate.
    INSPECTORATE = 0x14,
    /// Kecamatan.
    NORTH = 0x20,
    /// Kelurahan of [`NORTH`].
    NORTH_ONE = 0x21,
    /// Kelurahan of [`NORTH`].
    NORTH_TWO = 0x22,
    /// Kecamatan.
    SOUTH = 0x30,
    /// Kelurahan of [`SOUTH`].
    SOUTH_ONE = 0x31,
    /// Kelurahan of [`SOUTH`].
    SOUTH_TWO = 0x32,
    /// A technical unit below [`ROADS`].
    ROADS_WORKSHOP = 0x40,
    /// A unit of the province.
    PROVINCE_ROADS = 0x50,
}

ids! { CategoryId:
    /// In public space; asks for evidence of repair.
    POTHOLES = 0x101,
    /// Not in public space; asks for nothing.
    SERVICE = 0x102,
    /// The province's only category.
    PROVINCE_SERVICE = 0x103,
}

ids! { OfficerId:
    /// National desk.
    DESK_OFFICER = 0x1001,
    /// The city's coordinator.
    COORDINATOR = 0x1002,
    /// The city's second coordinator.
    COORDINATOR_TWO = 0x1003,
    /// Records for people at the city's counter.
    COUNTER = 0x1004,
    /// Officer of [`ROADS`].
    ROADS_OFFICER = 0x1005,
    /// Another officer of [`ROADS`].
    ROADS_OFFICER_TWO = 0x1006,
    /// Head of [`ROADS`]: a leader within that node.
    ROADS_HEAD = 0x1007,
    /// Officer of [`WATER`].
    WATER_OFFICER = 0x1008,
    /// Officer of [`HEALTH`].
    HEALTH_OFFICER = 0x1009,
    /// Goes out for [`ROADS`].
    FIELD_OFFICER = 0x100A,
    /// The city's leader.
    LEADER = 0x100B,
    /// The city's inspector.
    INSPECTOR = 0x100C,
    /// The city's overseer.
    OVERSEER = 0x100D,
    /// The city's auditor.
    AUDITOR = 0x100E,
    /// Administrator of the program, granted at the city.
    ADMINISTRATOR = 0x100F,
    /// Officer of the kelurahan [`NORTH_ONE`].
    KELURAHAN_OFFICER = 0x1010,
    /// The province's coordinator.
    PROVINCE_COORDINATOR = 0x1011,
    /// Officer of [`PROVINCE_ROADS`].
    PROVINCE_OFFICER = 0x1012,
    /// The province's leader.
    PROVINCE_LEADER = 0x1013,
    /// The province's inspector.
    PROVINCE_INSPECTOR = 0x1014,
}

/// Monday 2 February 2026, 09:00 WIB: a plain working morning on which lives begin.
pub const START: Timestamp = Timestamp::constant(1_769_997_600, 0);

/// Bodies, units, categories and officers.
pub fn directory() -> Directory {
    Directory {
        bodies: by_id(bodies(), |body| body.id),
        units: by_id(units(), |unit| unit.id),
        categories: by_id(categories(), |category| category.id),
        officers: by_id(officers(), |officer| officer.id),
        routes: HashMap::new(),
        api_keys: HashMap::new(),
        stationery: HashMap::new(),
        wordings: HashMap::new(),
        webhooks: HashMap::new(),
        open_data: HashMap::new(),
        plans: HashMap::new(),
        proposals: HashMap::new(),
        heirs: HashMap::new(),
    }
}

/// The national calendar in WIB, as known in November 2026.
pub fn calendar() -> Calendar {
    Calendar::national(Zone::Wib, Timestamp::constant(1_793_491_200, 0))
}

/// The lengths of the rule book, section 4; no check of closures; support units do not answer.
pub fn policy() -> Policy {
    let step = |after_working_days, tell: &[Addressee]| EscalationStep {
        after_working_days,
        tell: tell.to_vec(),
    };
    Policy {
        version: 1,
        valid_from: date(2020, 1, 1),
        note: String::new(),
        verification: working(3),
        first_follow_up: working(5),
        resolution: ResolutionRules {
            information: working(5),
            aspiration: working(5),
            complaint: working(14),
            supervisory: working(60),
        },
        auto_close: working(10),
        hold_expiry: rule(30, DayUnit::Calendar),
        check: working(2),
        accept: working(2),
        review: working(5),
        reopen_window: rule(30, DayUnit::Calendar),
        objection_window: rule(30, DayUnit::Calendar),
        handover_ack: working(5),
        ppid: working(10),
        ppid_extension_days: 7,
        escalation: vec![
            step(-1, &[Addressee::UnitOfficer]),
            step(
                0,
                &[
                    Addressee::UnitOfficer,
                    Addressee::UnitHead,
                    Addressee::Coordinator,
                ],
            ),
            step(3, &[Addressee::Leader]),
            step(10, &[Addressee::Overseer]),
        ],
        auto_close_reminder_days: 3,
        hold_reminder_days: 3,
        max_holds: 2,
        binding_after_refusals: 2,
        binding_after_returns: 2,
        closure_check: false,
        auto_disposition: None,
        officer_hour_rupiah: 30_000,
        late_unit_percent: 80,
        support_may_answer: false,
        officer_reopen_days: 365,
        backdate_days: 30,
        statutory_limit_days: 60,
    }
}

fn working(days: u16) -> ClockRule {
    rule(days, DayUnit::Working)
}

fn rule(days: u16, unit: DayUnit) -> ClockRule {
    ClockRule {
        days,
        unit,
        basis: Basis {
            instrument: "contoh".to_owned(),
            article: None,
            certainty: Certainty::Decision,
        },
    }
}

fn bodies() -> Vec<Body> {
    let body = |id, slug: &str, kind| Body {
        id,
        slug: slug.to_owned(),
        name: slug.to_owned(),
        kind,
        region: None,
        from_import: false,
    };
    vec![
        body(DESK, "meja-nasional", BodyKind::Desk),
        body(CITY, "kota", BodyKind::Agency),
        body(PROVINCE, "provinsi", BodyKind::Agency),
    ]
}

fn units() -> Vec<Unit> {
    let unit = |id, parent, slug: &str| Unit {
        id,
        body: if id == PROVINCE_ROADS { PROVINCE } else { CITY },
        parent,
        slug: slug.to_owned(),
        name: slug.to_owned(),
        region: None,
        valid_from: None,
        valid_to: None,
        is_ppid: false,
        succeeds: Vec::new(),
        from_import: false,
    };
    vec![
        unit(COMMUNICATION, None, "diskominfo"),
        unit(ROADS, None, "dinas-pupr"),
        unit(WATER, None, "dinas-air"),
        unit(HEALTH, None, "dinas-kesehatan"),
        unit(INSPECTORATE, None, "inspektorat"),
        unit(NORTH, None, "kecamatan-utara"),
        unit(NORTH_ONE, Some(NORTH), "kelurahan-utara-satu"),
        unit(NORTH_TWO, Some(NORTH), "kelurahan-utara-dua"),
        unit(SOUTH, None, "kecamatan-selatan"),
        unit(SOUTH_ONE, Some(SOUTH), "kelurahan-selatan-satu"),
        unit(SOUTH_TWO, Some(SOUTH), "kelurahan-selatan-dua"),
        unit(ROADS_WORKSHOP, Some(ROADS), "upt-bengkel"),
        unit(PROVINCE_ROADS, None, "dinas-pu-provinsi"),
    ]
}

fn categories() -> Vec<Category> {
    let category = |id, body, slug: &str, public| Category {
        id,
        body,
        parent: None,
        slug: slug.to_owned(),
        name: slug.to_owned(),
        public_place: public,
        evidence_required: public,
        default_unit: None,
        sp4n_name: None,
        retired: false,
        from_import: false,
        questions: Vec::new(),
    };
    vec![
        category(POTHOLES, CITY, "jalan-berlubang", true),
        category(SERVICE, CITY, "pelayanan", false),
        category(PROVINCE_SERVICE, PROVINCE, "pelayanan", false),
    ]
}

/// Coordinators act for the whole body, and work for a unit of it too, for which they keep reports.
fn officers() -> Vec<Officer> {
    let own_unit = |id, body, node| {
        let mut coordinator = officer(id, Role::Coordinator, body, None);
        coordinator.grants.push(Grant {
            role: Role::UnitOfficer,
            body,
            node: Some(node),
        });
        coordinator
    };
    vec![
        officer(DESK_OFFICER, Role::Desk, DESK, None),
        own_unit(COORDINATOR, CITY, COMMUNICATION),
        own_unit(COORDINATOR_TWO, CITY, COMMUNICATION),
        officer(COUNTER, Role::Counter, CITY, None),
        officer(ROADS_OFFICER, Role::UnitOfficer, CITY, Some(ROADS)),
        officer(ROADS_OFFICER_TWO, Role::UnitOfficer, CITY, Some(ROADS)),
        officer(ROADS_HEAD, Role::Leader, CITY, Some(ROADS)),
        officer(WATER_OFFICER, Role::UnitOfficer, CITY, Some(WATER)),
        officer(HEALTH_OFFICER, Role::UnitOfficer, CITY, Some(HEALTH)),
        officer(FIELD_OFFICER, Role::FieldOfficer, CITY, Some(ROADS)),
        officer(LEADER, Role::Leader, CITY, None),
        officer(INSPECTOR, Role::Inspector, CITY, Some(INSPECTORATE)),
        officer(OVERSEER, Role::Overseer, CITY, None),
        officer(AUDITOR, Role::Auditor, CITY, None),
        officer(ADMINISTRATOR, Role::Administrator, CITY, None),
        officer(KELURAHAN_OFFICER, Role::UnitOfficer, CITY, Some(NORTH_ONE)),
        own_unit(PROVINCE_COORDINATOR, PROVINCE, PROVINCE_ROADS),
        officer(
            PROVINCE_OFFICER,
            Role::UnitOfficer,
            PROVINCE,
            Some(PROVINCE_ROADS),
        ),
        officer(PROVINCE_LEADER, Role::Leader, PROVINCE, None),
        officer(PROVINCE_INSPECTOR, Role::Inspector, PROVINCE, None),
    ]
}

fn officer(id: OfficerId, role: Role, body: BodyId, node: Option<UnitId>) -> Officer {
    Officer {
        id,
        name: format!("petugas {role}"),
        login: format!("{id}"),
        grants: vec![Grant { role, body, node }],
        disabled: false,
    }
}

fn by_id<K: std::hash::Hash + Eq, V>(all: Vec<V>, id: impl Fn(&V) -> K) -> HashMap<K, V> {
    all.into_iter().map(|one| (id(&one), one)).collect()
}
