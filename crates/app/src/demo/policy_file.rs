//! The policy that is in force until a body records its own, read from its file.

use std::sync::LazyLock;

use jiff::civil::Date;
use lapor_domain::clock::{DayUnit, HoursPeriod, Week, WorkingHours};
use lapor_domain::policy::{Basis, ClockRule, EscalationStep, Policy, ResolutionRules};
use lapor_domain::routing::AutoDisposition;
use lapor_domain::words::Addressee;
use serde::Deserialize;

/// The file as written: a table per clock, and the rules around the clocks.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyFile {
    /// Counts up with every change.
    pub version: u32,
    /// First local day on which clocks take their length from it.
    pub valid_from: Date,
    /// What an officer should know about this version.
    pub note: String,
    /// Lengths.
    pub clock: Clocks,
    /// Outer limit beside the resolution clock.
    pub statutory_limit: StatutoryLimit,
    /// How much longer the PPID desk may take, once.
    pub ppid_extension: StatutoryLimit,
    /// Who is told, and when.
    pub escalation: Escalation,
    /// When the reporter is reminded.
    pub reminders: Reminders,
    /// How often something may happen, and how far back.
    pub limits: Limits,
    /// Rules that are on or off.
    pub switches: Switches,
    /// Disposition without an officer; left out it is off.
    #[serde(default)]
    pub auto_disposition: Option<AutoDisposition>,
    /// What work costs.
    #[serde(default)]
    pub costs: Costs,
    /// When an action plan is proposed.
    #[serde(default)]
    pub plans: Plans,
    /// Office hours, for figures only.
    pub working_hours: Hours,
}

/// A table per clock.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "each field is a clock of lapor_domain::clock::ClockKind, described there"
)]
pub struct Clocks {
    pub verification: ClockRule,
    pub first_follow_up: ClockRule,
    pub resolution: Resolution,
    pub auto_close: ClockRule,
    pub hold_expiry: ClockRule,
    pub check: ClockRule,
    pub accept: ClockRule,
    pub review: ClockRule,
    pub reopen_window: ClockRule,
    pub objection_window: ClockRule,
    pub handover_ack: ClockRule,
    pub ppid: ClockRule,
}

/// The resolution clock, whose length depends on the type.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resolution {
    /// Working or calendar days.
    pub unit: DayUnit,
    /// Days.
    pub by_type: ByType<u16>,
    /// Where each length comes from.
    pub basis: ByType<Basis>,
}

/// One value per type of report; supervisory goes before type.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the types of lapor_domain::words::ReportType")]
pub struct ByType<T> {
    pub information: T,
    pub aspiration: T,
    pub complaint: T,
    pub supervisory: T,
}

/// Days that a law sets.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatutoryLimit {
    /// Days: of the outer limit from the complete file.
    pub days: u16,
    /// Its basis.
    pub basis: Basis,
}

/// The ladder of warnings.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// Its basis.
    pub basis: Basis,
    /// Steps in order of their day.
    pub step: Vec<Step>,
}

/// One step of the ladder.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Working days from the due date; negative is before it.
    pub after: i32,
    /// Who is told.
    pub tell: Vec<Addressee>,
}

/// Reminders to the reporter.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reminders {
    /// Working days before the automatic closing.
    pub auto_close_days_before: u16,
    /// Calendar days before a hold expires.
    pub hold_days_before: u16,
}

/// Counts and spans.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Holds in a round without the coordinator.
    pub holds_per_round: u8,
    /// Refusals after which a redirect is binding.
    pub refusals_until_binding: u8,
    /// Returns to the desk after which it decides.
    pub returns_until_binding: u8,
    /// Calendar days in which an officer may reopen.
    pub officer_reopen_days: u16,
    /// Calendar days a letter's stamp may lie back.
    pub letter_backdate_days: u16,
    /// Their basis.
    pub basis: Basis,
}

/// Rules that are on or off.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Switches {
    /// A second person checks each proposed closure.
    pub closure_check: bool,
    /// Support units may answer the reporter.
    pub support_may_answer: bool,
}

/// What work costs.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Costs {
    /// An hour of an officer's work, in rupiah.
    pub officer_hour_rupiah: u32,
}

impl Default for Costs {
    fn default() -> Self {
        Self {
            officer_hour_rupiah: lapor_domain::policy::USUAL_HOUR,
        }
    }
}

/// When an action plan is proposed.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plans {
    /// Percent of its resolution terms that a unit should keep; 0 is never.
    pub late_unit_percent: u8,
}

impl Default for Plans {
    fn default() -> Self {
        Self {
            late_unit_percent: lapor_domain::policy::USUAL_LATE_UNIT,
        }
    }
}

/// Office hours.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// Their basis.
    pub basis: Basis,
    /// The usual week, Monday first.
    pub week: Week,
    /// The week in Ramadan.
    pub ramadan: Week,
    /// When Ramadan is.
    pub ramadan_periods: Vec<Span>,
}

/// A span of local dates, both included.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// The file that is part of the program, read once.
#[expect(
    clippy::expect_used,
    reason = "the file is part of the program and a test reads it"
)]
pub static DEFAULT: LazyLock<PolicyFile> =
    LazyLock::new(|| PolicyFile::read(DEFAULT_TEXT).expect("policy_default.toml"));

/// The same file as text, for an administrator to begin from.
pub const DEFAULT_TEXT: &str = include_str!("../../data/policy_default.toml");

impl PolicyFile {
    /// Reads a policy file.
    ///
    /// # Errors
    /// What the TOML reader says: line, column and the field that is lacking, unknown or of the wrong kind.
    pub fn read(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// The same as the rules take it.
    pub fn policy(&self) -> Policy {
        let clock = self.clock.clone();
        Policy {
            auto_disposition: self.auto_disposition,
            officer_hour_rupiah: self.costs.officer_hour_rupiah,
            late_unit_percent: self.plans.late_unit_percent,
            version: self.version,
            valid_from: self.valid_from,
            note: self.note.clone(),
            verification: clock.verification,
            first_follow_up: clock.first_follow_up,
            resolution: clock.resolution.rules(),
            auto_close: clock.auto_close,
            hold_expiry: clock.hold_expiry,
            check: clock.check,
            accept: clock.accept,
            review: clock.review,
            reopen_window: clock.reopen_window,
            objection_window: clock.objection_window,
            handover_ack: clock.handover_ack,
            ppid: clock.ppid,
            ppid_extension_days: self.ppid_extension.days,
            escalation: self.escalation.step.iter().map(Step::rule).collect(),
            auto_close_reminder_days: self.reminders.auto_close_days_before,
            hold_reminder_days: self.reminders.hold_days_before,
            max_holds: self.limits.holds_per_round,
            binding_after_refusals: self.limits.refusals_until_binding,
            binding_after_returns: self.limits.returns_until_binding,
            closure_check: self.switches.closure_check,
            support_may_answer: self.switches.support_may_answer,
            officer_reopen_days: self.limits.officer_reopen_days,
            backdate_days: self.limits.letter_backdate_days,
            statutory_limit_days: self.statutory_limit.days,
        }
    }

    /// Office hours as the figures take them.
    pub fn working_hours(&self) -> WorkingHours {
        let hours = &self.working_hours;
        let ramadan = |span: &Span| HoursPeriod {
            from: span.from,
            to: span.to,
            week: hours.ramadan.clone(),
            instrument: hours.basis.instrument.clone(),
        };
        WorkingHours {
            week: hours.week.clone(),
            periods: hours.ramadan_periods.iter().map(ramadan).collect(),
        }
    }
}

impl Resolution {
    fn rules(self) -> ResolutionRules {
        let unit = self.unit;
        let rule = |days, basis| ClockRule { days, unit, basis };
        ResolutionRules {
            information: rule(self.by_type.information, self.basis.information),
            aspiration: rule(self.by_type.aspiration, self.basis.aspiration),
            complaint: rule(self.by_type.complaint, self.basis.complaint),
            supervisory: rule(self.by_type.supervisory, self.basis.supervisory),
        }
    }
}

impl Step {
    fn rule(&self) -> EscalationStep {
        EscalationStep {
            after_working_days: self.after,
            tell: self.tell.clone(),
        }
    }
}

#[cfg(test)]
mod tests;
