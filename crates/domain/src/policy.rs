//! A body's policy: lengths, steps and switches as versioned data, each with its basis.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::clock::{ClockKind, DayUnit, Length};
use crate::routing::AutoDisposition;
use crate::words::{Addressee, ReportType};

codes! {
    /// How sure the product is of a basis.
    pub enum Certainty {
        /// Read in the instrument or an official text.
        Read = "read",
        /// One weak source.
        Weak = "weak",
        /// Practice under an older instrument, or general knowledge: confirm before relying on it in law.
        ToConfirm = "to_confirm",
        /// A decision of this product where law and practice are silent.
        Decision = "decision",
    }
}

/// Where a length comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// Law, regulation, decree or practice.
    pub instrument: String,
    /// Article, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// How sure.
    pub certainty: Certainty,
}

/// Length of one clock and its basis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockRule {
    /// Number of days.
    pub days: u16,
    /// Working or calendar days.
    pub unit: DayUnit,
    /// Where the length comes from.
    pub basis: Basis,
}

/// Lengths of the resolution clock by type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResolutionRules {
    /// Permintaan informasi.
    pub information: ClockRule,
    /// Aspirasi.
    pub aspiration: ClockRule,
    /// Pengaduan tidak berkadar pengawasan; also what imports of unknown type take.
    pub complaint: ClockRule,
    /// Berkadar pengawasan, whatever the type.
    pub supervisory: ClockRule,
}

/// One step of the escalation: each is an event, told once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EscalationStep {
    /// Working days relative to the due instant: −1 is one day before, 0 the breach, 3 three days after.
    pub after_working_days: i32,
    /// Who is told.
    pub tell: Vec<Addressee>,
}

impl EscalationStep {
    /// Whether it reminds before the due instant; only what comes from then on escalates a delay.
    pub const fn is_reminder(&self) -> bool {
        self.after_working_days < 0
    }
}

/// A body's policy in one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Counts up with every change.
    pub version: u32,
    /// First local day on which clocks take their length from it.
    pub valid_from: Date,
    /// What an officer should know about this version.
    pub note: String,
    /// Verification, both levels together.
    pub verification: ClockRule,
    /// First follow-up of each round.
    pub first_follow_up: ClockRule,
    /// Resolution of each round.
    pub resolution: ResolutionRules,
    /// Silence after the final answer.
    pub auto_close: ClockRule,
    /// Silence after a hold.
    pub hold_expiry: ClockRule,
    /// Second person's check of a closure.
    pub check: ClockRule,
    /// A unit's time to accept or refuse.
    pub accept: ClockRule,
    /// Dispute, reopening, objection.
    pub review: ClockRule,
    /// The reporter's window to reopen.
    pub reopen_window: ClockRule,
    /// The reporter's window to object to archiving.
    pub objection_window: ClockRule,
    /// Acknowledgement of a hand-over.
    pub handover_ack: ClockRule,
    /// Public-information request referred to the PPID desk.
    pub ppid: ClockRule,
    /// Days by which the PPID desk's time may be extended, once (UU 14/2008 art. 22).
    #[serde(default = "usual_ppid_extension")]
    pub ppid_extension_days: u16,
    /// Steps before and after a breach, in order of their day.
    pub escalation: Vec<EscalationStep>,
    /// Working days before the automatic closing on which the reporter is reminded.
    pub auto_close_reminder_days: u16,
    /// Calendar days before a hold expires on which the reporter is reminded the second time
    /// (the first is at half of the hold).
    pub hold_reminder_days: u16,
    /// Holds a round may have without the coordinator.
    pub max_holds: u8,
    /// Refusals after which the coordinator's redirect is binding.
    pub binding_after_refusals: u8,
    /// Returns to the desk after which the desk's decision is binding.
    pub binding_after_returns: u8,
    /// A second person checks each proposed closure.
    pub closure_check: bool,
    /// Disposition without an officer; `None` is never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auto_disposition: Option<AutoDisposition>,
    /// Cost of one hour of an officer's work, in rupiah: what passing a report on costs.
    #[serde(default = "usual_hour")]
    pub officer_hour_rupiah: u32,
    /// Percent of its resolution terms that a unit should keep; below it in two months running an action plan is proposed.
    /// 0 is never.
    #[serde(default = "usual_late_unit")]
    pub late_unit_percent: u8,
    /// A support unit may answer the reporter itself.
    pub support_may_answer: bool,
    /// Calendar days for which an officer may still reopen a closed report.
    pub officer_reopen_days: u16,
    /// Calendar days a letter's stamp may lie back without a reason.
    pub backdate_days: u16,
    /// Statutory outer limit shown beside the resolution clock, in days from the complete file.
    pub statutory_limit_days: u16,
}

/// 173 hours a month at the wage of a middle grade, in rupiah: a figure to be replaced by the body's own.
pub const USUAL_HOUR: u32 = 30_000;

const fn usual_hour() -> u32 {
    USUAL_HOUR
}

/// Four of five: a figure to be replaced by the body's own.
pub const USUAL_LATE_UNIT: u8 = 80;

const fn usual_late_unit() -> u8 {
    USUAL_LATE_UNIT
}

const fn usual_ppid_extension() -> u16 {
    7
}

/// The last of several versions, oldest first, that is in force on a day.
pub fn in_force(versions: &[Policy], day: Date) -> Option<&Policy> {
    versions
        .iter()
        .rev()
        .find(|policy| policy.valid_from <= day)
}

impl Policy {
    /// The rule of a clock for a report of a type.
    pub fn rule(&self, clock: ClockKind, kind: ReportType, supervisory: bool) -> &ClockRule {
        match clock {
            ClockKind::Verification => &self.verification,
            ClockKind::FirstFollowUp => &self.first_follow_up,
            ClockKind::Resolution if supervisory => &self.resolution.supervisory,
            ClockKind::Resolution => match kind {
                ReportType::Information => &self.resolution.information,
                ReportType::Aspiration => &self.resolution.aspiration,
                ReportType::Complaint | ReportType::Unknown => &self.resolution.complaint,
            },
            ClockKind::AutoClose => &self.auto_close,
            ClockKind::HoldExpiry => &self.hold_expiry,
            ClockKind::Check => &self.check,
            ClockKind::Accept => &self.accept,
            ClockKind::Review => &self.review,
            ClockKind::ReopenWindow => &self.reopen_window,
            ClockKind::ObjectionWindow => &self.objection_window,
            ClockKind::HandoverAck => &self.handover_ack,
            ClockKind::Ppid => &self.ppid,
        }
    }

    /// The length of a clock for a report of a type.
    pub fn length(&self, clock: ClockKind, kind: ReportType, supervisory: bool) -> Length {
        let rule = self.rule(clock, kind, supervisory);
        Length {
            days: rule.days,
            unit: rule.unit,
        }
    }
}
