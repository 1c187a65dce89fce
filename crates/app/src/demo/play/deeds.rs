//! What people do, with the words they write: each deed becomes one command when its moment has come.

mod closing;
mod ppid;

use std::sync::Arc;

use lapor_domain::content::ContentKind;
use lapor_domain::report::command::{Command, Destination, Verification};
use lapor_domain::report::state::{Owner, SupportEnd};
use lapor_domain::words::{ArchiveReason, ReportType};

use super::pen::{Pen, unit_name};
use super::tale::CITY_SLUG;
use crate::demo::city::CITY;
use crate::demo::texts::officer::{self, Occasion};

pub(super) use closing::*;
pub(super) use ppid::*;

/// Becomes a command when its moment has come.
pub(super) type Deed = Arc<dyn Fn(&mut Pen<'_>) -> Command + Send + Sync>;

fn deed(make: impl Fn(&mut Pen<'_>) -> Command + Send + Sync + 'static) -> Deed {
    Arc::new(make)
}

/// How a verification decides.
#[derive(Clone, Copy)]
pub(super) struct Verdict {
    pub(super) body: &'static str,
    pub(super) lead: &'static str,
    /// Another category than the reporter's.
    pub(super) category: Option<&'static str>,
    pub(super) supervisory: bool,
    pub(super) keep: bool,
    pub(super) release: bool,
}

impl Verdict {
    /// To a unit of the city, released.
    pub(super) const fn to(lead: &'static str) -> Self {
        Self {
            body: CITY_SLUG,
            lead,
            category: None,
            supervisory: false,
            keep: false,
            release: true,
        }
    }

    /// To a unit of the city, seen only by those concerned.
    pub(super) const fn closed(lead: &'static str) -> Self {
        Self {
            release: false,
            ..Self::to(lead)
        }
    }
}

pub(super) fn verify(verdict: Verdict) -> Deed {
    deed(move |pen| {
        let words = if verdict.release {
            pen.public_words()
        } else {
            Vec::new()
        };
        let report_type = match pen.matter.kind {
            ReportType::Unknown => ReportType::Complaint,
            kind => kind,
        };
        Command::Verify(Box::new(Verification {
            report_type,
            supervisory: verdict.supervisory,
            category: pen.category(verdict.category.unwrap_or(pen.matter.category)),
            lead: pen.unit(verdict.body, verdict.lead),
            keep: verdict.keep,
            release: verdict.release,
            words,
            findings_kept: false,
            note: Some(pen.note(Occasion::VerificationNote)),
            proposed: None,
        }))
    })
}

pub(super) fn forward(to: &'static str) -> Deed {
    deed(move |pen| Command::Forward { to: pen.body(to) })
}

pub(super) fn return_to_desk(owner: &'static str) -> Deed {
    deed(move |pen| Command::ReturnToDesk {
        owner: Owner::Outside(owner.to_owned()),
        reason: pen.about(
            ContentKind::OfficerMessage,
            Occasion::ReturnToDesk,
            owner,
            pen.today,
        ),
    })
}

pub(super) fn hold() -> Deed {
    deed(|pen| Command::Hold {
        question: pen.message(Occasion::HoldQuestion),
    })
}

pub(super) fn reply(occasion: Occasion) -> Deed {
    deed(move |pen| Command::Reply {
        text: pen.said(occasion),
        files: std::mem::take(&mut pen.files),
    })
}

pub(super) fn resume() -> Deed {
    deed(|pen| Command::Resume {
        reason: pen.message(Occasion::Resume),
    })
}

pub(super) fn archive(reason: ArchiveReason) -> Deed {
    deed(move |pen| {
        let owner = place_to_go(pen.matter.category);
        let text = pen.with_about(owner, pen.today, |seed, about| {
            officer::archive_explanation(seed, reason, about)
        });
        Command::Archive {
            reason,
            explanation: pen.draft.seal(ContentKind::OfficerMessage, &text),
            where_to: (reason == ArchiveReason::OutOfScope)
                .then(|| "Kepolisian Resor Kota Palangka Raya, telepon 110".to_owned()),
            earlier: None,
        }
    })
}

/// It repeats the report of another tale, by the same person.
pub(super) fn archive_duplicate(of: &'static str) -> Deed {
    deed(move |pen| {
        let text = pen.with_about("", pen.today, |seed, about| {
            officer::archive_explanation(seed, ArchiveReason::Duplicate, about)
        });
        Command::Archive {
            reason: ArchiveReason::Duplicate,
            explanation: pen.draft.seal(ContentKind::OfficerMessage, &text),
            where_to: None,
            earlier: Some(pen.report(of)),
        }
    })
}

/// Who handles what no office of the city does: what is out of scope is archived with where to go.
fn place_to_go(category: &str) -> &'static str {
    match category {
        "bantuan-sosial" => "Kementerian Sosial, melalui Cek Bansos atau kantor pos penyalur",
        "minuman-keras" => "Kepolisian Resor Kota Palangka Raya",
        _ => "",
    }
}

pub(super) fn transfer_outside(owner: &'static str) -> Deed {
    deed(move |pen| Command::Transfer {
        to: Destination::Outside {
            name: owner.to_owned(),
            contact: Some("Surat resmi dan telepon kantor".to_owned()),
        },
        reason: pen.about(
            ContentKind::OfficerMessage,
            Occasion::Transfer,
            owner,
            pen.today,
        ),
    })
}

pub(super) fn transfer_to(body: &'static str) -> Deed {
    deed(move |pen| {
        let name = CITY.body(body).map_or("", |file| &file.body.name);
        Command::Transfer {
            to: Destination::Body(pen.body(body)),
            reason: pen.about(
                ContentKind::OfficerMessage,
                Occasion::Transfer,
                name,
                pen.today,
            ),
        }
    })
}

pub(super) fn merge(root: &'static str) -> Deed {
    deed(move |pen| Command::Merge {
        root: pen.report(root),
    })
}

pub(super) fn unmerge() -> Deed {
    deed(|pen| Command::Unmerge {
        reason: pen.message(Occasion::Unmerge),
    })
}

/// Two that look alike and are not the same.
pub(super) fn keep_apart(other: &'static str) -> Deed {
    deed(move |pen| Command::KeepApart {
        other: pen.report(other),
    })
}

pub(super) fn confirm_shared() -> Deed {
    deed(|_| Command::ConfirmShared)
}

pub(super) fn dispute_shared() -> Deed {
    deed(|pen| Command::DisputeShared {
        reason: pen.said(Occasion::Dispute),
    })
}

pub(super) fn hear_dispute() -> Deed {
    deed(|_| Command::HearDispute)
}

pub(super) fn accept() -> Deed {
    deed(|_| Command::Accept)
}

pub(super) fn refuse(owner: &'static str) -> Deed {
    deed(move |pen| Command::Refuse {
        owner: Owner::Unit(pen.unit(CITY_SLUG, owner)),
        reason: pen.about(
            ContentKind::OfficerMessage,
            Occasion::Refusal,
            unit_name(owner),
            pen.today,
        ),
    })
}

pub(super) fn redirect(lead: &'static str, occasion: Occasion) -> Deed {
    deed(move |pen| Command::Redirect {
        lead: pen.unit(CITY_SLUG, lead),
        note: Some(pen.about(
            ContentKind::InternalNote,
            occasion,
            unit_name(lead),
            pen.today,
        )),
    })
}

pub(super) fn sub_dispose(unit: &'static str, person: Option<&'static str>) -> Deed {
    deed(move |pen| Command::SubDispose {
        unit: pen.unit(CITY_SLUG, unit),
        person: person.map(|person| pen.officer(person)),
    })
}

pub(super) fn add_support(unit: &'static str, days: u16) -> Deed {
    deed(move |pen| Command::AddSupport {
        unit: pen.unit(CITY_SLUG, unit),
        days,
        task: Some(pen.note(Occasion::SupportRequest)),
    })
}

pub(super) fn release_support(unit: &'static str) -> Deed {
    deed(move |pen| Command::ReleaseSupport {
        unit: pen.unit(CITY_SLUG, unit),
        note: pen.note(Occasion::Note),
    })
}

pub(super) fn support_note(end: Option<SupportEnd>) -> Deed {
    deed(move |pen| Command::SupportNote {
        note: pen.note(match end {
            Some(SupportEnd::Refused) => Occasion::Refusal,
            _ => Occasion::SupportAnswer,
        }),
        end,
    })
}

pub(super) fn field_result() -> Deed {
    deed(|pen| Command::SupportNote {
        note: pen.note(Occasion::FieldResult),
        end: None,
    })
}

/// The photograph of the step becomes the report's.
pub(super) fn add_file() -> Deed {
    deed(|pen| match pen.files.pop() {
        Some(file) => Command::AddFile { file },
        None => Command::Accept,
    })
}

pub(super) fn answer(promised_days: u32) -> Deed {
    deed(move |pen| {
        let next_by = pen.working_day(promised_days);
        Command::Answer {
            text: pen.about(ContentKind::OfficerMessage, Occasion::Interim, "", next_by),
            next_by,
            files: std::mem::take(&mut pen.files),
        }
    })
}

pub(super) fn ask() -> Deed {
    deed(|pen| Command::Ask {
        text: pen.message(Occasion::Ask),
    })
}

pub(super) fn request_extension(days: u16) -> Deed {
    deed(move |pen| Command::RequestExtension {
        days,
        reason: pen.note(Occasion::Note),
    })
}

pub(super) fn extend(days: u16) -> Deed {
    deed(move |pen| {
        let date = pen.working_day(u32::from(days) + 5);
        Command::Extend {
            days,
            reason: pen.about(ContentKind::OfficerMessage, Occasion::Extension, "", date),
        }
    })
}

pub(super) fn reclassify(report_type: ReportType, supervisory: bool, to: &'static str) -> Deed {
    deed(move |pen| Command::Reclassify {
        report_type,
        supervisory,
        category: pen.category(to),
        reason: pen.message(Occasion::Reclassify),
    })
}
