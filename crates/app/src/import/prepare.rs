//! One row of an export as what the record takes: a receipt, an observation, and the words beside them.

use jiff::Timestamp;
use lapor_domain::contact::{Email, Nik, Phone};
use lapor_domain::content::{ContentKind, ContentRef};
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::event::{Observation, Receipt};
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::{Identity, ReportType};
use lapor_domain::zone::Zone;
use lapor_store::record::content::NewContent;
use lapor_store::seal::LookupPurpose;
use uuid::Uuid;

use super::mapping::Mapping;
use super::names;
use super::place::{self, Gazetteer, Place};
use crate::app::{App, Draft};
use crate::report::tongue;
use crate::sp4n::{Contacts, Row};

/// What stands in the place of a name when there is none.
const NO_NAMES: &[&str] = &[
    "anonim",
    "anonymous",
    "rahasia",
    "pelapor",
    "tanpanama",
    "noname",
    "dirahasiakan",
    "tidakdiketahui",
    "hambaallah",
];

/// Everything that rows of one file share.
pub(super) struct Frame<'a> {
    pub(super) app: &'a App,
    pub(super) body: BodyId,
    /// The body's zone: a row without a time belongs to its written day here, whatever zone the file's clock has.
    pub(super) zone: Zone,
    pub(super) places: &'a Gazetteer<'a>,
    pub(super) mapping: &'a Mapping,
    /// When the export was made.
    pub(super) observed_at: Timestamp,
}

/// A row ready to be written, as often as needed.
pub(super) struct Prepared {
    pub(super) report: ReportId,
    pub(super) receipt: Receipt,
    pub(super) observed: Observation,
    pub(super) received_at: Timestamp,
    pub(super) observed_at: Timestamp,
    pub(super) words: Vec<NewContent>,
    /// Keyed hashes by which the reporter's contacts are found.
    pub(super) lookups: Vec<(&'static str, [u8; 32])>,
    /// Edited words as text, to be compared with those on record.
    pub(super) edited: Vec<(ContentRef, String)>,
    pub(super) job: Uuid,
}

impl Frame<'_> {
    pub(super) fn prepare(&self, row: &Row) -> Prepared {
        let mut draft = self.app.draft(self.body);
        let region = match self.places.locate(row) {
            Place::Found(code) | Place::Coarser(Some(code)) => Some(code.to_string()),
            Place::Unsaid | Place::Coarser(None) => None,
        };
        let received_at = if row.received.time_known {
            row.received.at
        } else {
            self.zone.start_of_day(row.received.written_on)
        };
        let observed_at = self.observed_at.max(received_at);
        let door = row.door();
        let observed = Observation {
            external_id: row.tracking_id.clone(),
            state: row.state.clone(),
            raw_status: row.status_raw.clone().unwrap_or_default(),
            report_type: row.classification.report_type,
            supervisory: row.classification.supervisory.unwrap_or(false),
            category: self.mapping.category(row),
            unit: self.mapping.unit(row),
            region: region.clone(),
            rating: row.rating,
            reason: draft.seal_some(ContentKind::OfficerMessage, row.hold_reason.as_deref()),
            observed_at: Some(observed_at),
        };
        let language = row.text_initial.as_deref().and_then(tongue::of);
        let (mut words, identity) = own_words(row, &mut draft);
        let edited = edited_words(row, &mut draft);
        words.extend(edited.iter().map(|(word, _)| word.clone()));
        let lookups = lookups(row, &draft);
        Prepared {
            report: ReportId(self.app.fresh_id()),
            receipt: Receipt {
                tracking: TrackingNo::from_random(0),
                home: self.body,
                holder: self.body,
                channel: door.channel,
                unmapped_channel: door.unmapped,
                declared_type: None,
                declared_supervisory: false,
                category: None,
                named_unit: None,
                region,
                language,
                incident_date: None,
                day_only: !row.received.time_known,
                identity,
                anonim: row.anonim.unwrap_or(false),
                rahasia: row.rahasia.unwrap_or(false),
                has_contact: row.contacts.phone.is_some() || row.contacts.email.is_some(),
                words,
                files: Vec::new(),
                excluded: Vec::new(),
            },
            observed,
            received_at,
            observed_at,
            words: draft.into_words(),
            lookups,
            edited,
            job: self.app.fresh_id(),
        }
    }
}

/// What the reporter wrote, as far as the export has it. Nothing is put in the place of what it lacks.
fn own_words(row: &Row, draft: &mut Draft) -> (Vec<ContentRef>, Identity) {
    let name = row
        .reporter_name
        .as_deref()
        .filter(|name| !NO_NAMES.contains(&names::key(name).as_str()));
    let text = row.text_initial.as_deref();
    let written = place::as_written(row);
    let rest = rest(row);
    let words = [
        (ContentKind::TextOriginal, text),
        (ContentKind::TitleOriginal, row.title.as_deref()),
        (ContentKind::Place, written.as_deref()),
        (ContentKind::Name, name),
        (
            ContentKind::Phone,
            row.contacts.phone.as_ref().map(Phone::expose),
        ),
        (
            ContentKind::Email,
            row.contacts.email.as_ref().map(Email::expose),
        ),
        (ContentKind::Nik, row.contacts.nik.as_ref().map(Nik::expose)),
        (ContentKind::InternalNote, rest.as_deref()),
    ];
    let sealed = words
        .into_iter()
        .filter_map(|(kind, text)| draft.seal_some(kind, text))
        .collect();
    let identity = if name.is_some() || row.contacts != Contacts::default() {
        Identity::Named
    } else {
        Identity::None
    };
    (sealed, identity)
}

fn lookups(row: &Row, draft: &Draft) -> Vec<(&'static str, [u8; 32])> {
    let key = draft.key();
    let Contacts { phone, email, nik } = &row.contacts;
    [
        (LookupPurpose::Phone, phone.as_ref().map(Phone::expose)),
        (LookupPurpose::Email, email.as_ref().map(Email::expose)),
        (LookupPurpose::Nik, nik.as_ref().map(Nik::expose)),
    ]
    .into_iter()
    .filter_map(|(purpose, text)| Some((purpose.as_str(), key.lookup(purpose, text?))))
    .collect()
}

/// What an officer of the national system left. Nobody here has masked it: it is sealed like the original, and opens
/// to the public only with the report's release.
fn edited_words(row: &Row, draft: &mut Draft) -> Vec<(ContentRef, String)> {
    let mut edited = Vec::new();
    for (kind, text) in [
        (ContentKind::TitleFinal, &row.title),
        (ContentKind::TextFinal, &row.text_final),
    ] {
        let Some(text) = text
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty())
        else {
            continue;
        };
        edited.push((draft.seal_always(kind, text), text.to_owned()));
    }
    edited
}

/// Columns that have no field here, as written: nothing the export knows is lost.
fn rest(row: &Row) -> Option<String> {
    let known_type = row.classification.report_type != ReportType::Unknown;
    let named = [
        ("Sumber Laporan", &row.source),
        ("Instansi Induk", &row.parent_body),
        ("Instansi Terdisposisi", &row.unit),
        ("ID Instansi Terdisposisi", &row.unit_id),
        ("Kategori", &row.category),
        ("ID Kategori", &row.category_id),
    ];
    let odd_type = row.classification_raw.as_ref().filter(|_| !known_type);
    let lines: Vec<_> = named
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.as_ref()?)))
        .chain(odd_type.map(|raw| ("Klasifikasi Laporan", raw)))
        .chain(row.other.iter().map(|(name, value)| (name.as_str(), value)))
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
