//! What administrators do in the demonstration: the province's categories and rules, and a local free day.

use std::collections::HashMap;

use jiff::civil::{Date, date};
use lapor_domain::agency::Category;
use lapor_domain::calendar::{FreeDay, FreeKind};
use lapor_domain::content::ContentKind;
use lapor_domain::ids::{BodyId, CategoryId};
use lapor_domain::policy::Policy;
use lapor_domain::report::event::ActorRef;
use lapor_domain::words::Role;
use lapor_domain::zone::Zone;
use lapor_store::figures::PutInhabitants;
use lapor_store::record::entity::{CalendarDocument, Entity, PolicyHistory};

use super::tale::{CITY_SLUG, Known, PROVINCE, World};
use super::{Categories, INSTALLED};
use crate::admin;
use crate::app::App;
use crate::demo::city::CITY;
use crate::demo::install::Installed;
use crate::demo::policy_file;
use crate::error::AppError;
use crate::report::open;

/// On this day the city's administrator enters a local free day, which moves the clocks that are open.
pub(super) const LOCAL_DECREE: Date = date(2024, 1, 8);
/// The free day.
const LOCAL_DAY: Date = date(2024, 1, 19);
/// On this day somebody's contact is opened.
pub(super) const LOOK_DAY: Date = date(2024, 1, 24);

/// Categories of the province: code and name.
const PROVINCIAL: [(&str, &str); 3] = [
    ("jalan-provinsi", "Jalan dan jembatan provinsi"),
    ("sekolah-menengah", "SMA, SMK, dan sekolah luar biasa"),
    ("kehutanan", "Kehutanan dan lahan"),
];

/// The province has categories of its own, and from January 2024 a second person checks each closure.
pub(super) async fn province(app: &App, installed: &Installed) -> Result<Categories, AppError> {
    let Some(body) = installed.bodies.get(PROVINCE).copied() else {
        return Ok(HashMap::new());
    };
    let mut made = HashMap::new();
    let mut entities = vec![Entity::Policy(PolicyHistory {
        body,
        versions: vec![policy_file::DEFAULT.policy(), checked()],
    })];
    for (code, name) in PROVINCIAL {
        let id = CategoryId(app.fresh_id());
        made.insert(code, id);
        entities.push(Entity::Category(category(id, body, code, name)));
    }
    admin::put(app, entities, ActorRef::SYSTEM).await?;
    Ok(made)
}

/// Who is said to have counted the demonstration's inhabitants.
const NOBODY_COUNTED: &str = "angka contoh untuk demonstrasi, bukan data resmi";

/// An operator writes down how many live in each region, as `lapor import inhabitants` does.
pub(super) async fn inhabitants(app: &App) -> Result<(), AppError> {
    let regions = CITY.inhabitants().into_iter();
    let change = PutInhabitants {
        regions: regions.map(|(code, n)| (code.to_string(), n)).collect(),
        year: INSTALLED.year(),
        source: NOBODY_COUNTED.to_owned(),
        now: app.now(),
    };
    Ok(app.store().run(change).await?)
}

fn checked() -> Policy {
    Policy {
        version: 2,
        valid_from: date(2024, 1, 1),
        note: "Mulai 2024 setiap penyelesaian diperiksa orang kedua.".to_owned(),
        closure_check: true,
        ..policy_file::DEFAULT.policy()
    }
}

fn category(id: CategoryId, body: BodyId, code: &str, name: &str) -> Category {
    Category {
        id,
        body,
        parent: None,
        slug: code.to_owned(),
        name: name.to_owned(),
        public_place: true,
        evidence_required: false,
        default_unit: None,
        sp4n_name: None,
        retired: false,
        from_import: false,
        questions: Vec::new(),
    }
}

/// The city's own free day, decided when reports are open.
pub(super) async fn local_day(app: &App, world: &World) -> Result<(), AppError> {
    let Some(body) = world.body(CITY_SLUG) else {
        return Ok(());
    };
    let instrument = "Keputusan Wali Kota (contoh) 8 Januari 2024".to_owned();
    let calendar = CalendarDocument {
        body,
        zone: Zone::Wib,
        added: vec![FreeDay {
            date: LOCAL_DAY,
            name: "Libur lokal (contoh)".to_owned(),
            kind: FreeKind::Local,
            instrument: instrument.clone(),
        }],
        removed: Vec::new(),
        instrument,
        hours: Some(policy_file::DEFAULT.working_hours()),
    };
    let actor = ActorRef {
        role: Role::Administrator,
        officer: world.officer("administrator"),
        unit: None,
    };
    admin::put(app, vec![Entity::Calendar(calendar)], actor).await
}

/// The coordinator looks up how to reach a reporter: the auditor's page shows that somebody looked.
pub(super) async fn look(app: &App, world: &World, known: &Known) -> Result<(), AppError> {
    let (Some(report), Some(officer)) = (known.get("sampah"), world.officer("koordinator")) else {
        return Ok(());
    };
    let reason = "Pelapor meminta jadwal pengangkutan dikirim lewat surel";
    open::with_reason(app, officer, *report, ContentKind::Email, reason).await?;
    Ok(())
}
