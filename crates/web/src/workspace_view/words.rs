//! Words of the domain's codes, for officers.

use lapor_domain::clock::ClockKind;
use lapor_domain::report::command::CommandKind;
use lapor_domain::report::refusal::{Guard, Refusal};
use lapor_domain::report::table::{Party, row_of};
use lapor_domain::words::{
    Addressee, ArchiveReason, Channel, EndedBy, Figure, Outcome, Priority, ReportType, Role,
    StateCode,
};

use crate::i18n::I18n;
use crate::view::parts::{Chip, ChipKind};

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident, $code:ty, $prefix:literal;)*) => {
        $($(#[$doc])*
        pub fn $name(i18n: &I18n, code: $code) -> String {
            i18n.t(&key($prefix, code.as_str()))
        })*
    };
}

words! {
    /// An officer's word of a state.
    state, StateCode, "desk-state";
    /// Name of a command, as on its button.
    command, CommandKind, "command";
    /// An officer's name of a clock.
    clock, ClockKind, "desk-clock";
    /// Name of a role.
    role, Role, "role";
    /// Who is told of a delay.
    addressee, Addressee, "role";
    /// Name of a party of the rule book.
    party, Party, "party";
    /// Name of a channel.
    channel, Channel, "channel";
    /// Name of a type.
    report_type, ReportType, "type";
    /// Name of an outcome.
    outcome, Outcome, "outcome";
    /// Name of a reason for archiving.
    reason, ArchiveReason, "reason";
    /// Name of a priority.
    priority, Priority, "priority";
    /// Who ended it.
    ended_by, EndedBy, "endedby";
    /// Name of a figure.
    figure, Figure, "desk-figure";
}

/// One sentence about what a command does.
pub fn command_help(i18n: &I18n, code: CommandKind) -> String {
    i18n.t(&format!("{}-help", key("command", code.as_str())))
}

/// An event of the history, by the kind that the record gives it.
pub fn log(i18n: &I18n, kind: &str) -> String {
    i18n.t(&key("log", kind))
}

/// A code as part of an address or a message's key.
pub fn dashed(code: &str) -> String {
    code.replace('_', "-")
}

/// The message of a code.
pub fn key(prefix: &str, code: &str) -> String {
    format!("{prefix}-{}", dashed(code))
}

/// The state as a chip.
pub fn state_chip(i18n: &I18n, code: StateCode) -> Chip {
    let kind = match code {
        StateCode::Received => ChipKind::Waiting,
        StateCode::OnHold => ChipKind::Asked,
        StateCode::Assigned | StateCode::AwaitingRedirect => ChipKind::Todo,
        StateCode::InProgress | StateCode::ClosureProposed | StateCode::Review => ChipKind::Going,
        StateCode::Closed => ChipKind::Done,
        StateCode::Archived => ChipKind::Archived,
        StateCode::Transferred | StateCode::Merged => ChipKind::Moved,
    };
    Chip::new(kind, state(i18n, code))
}

/// A refusal in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusalNote {
    /// "Aturan nomor 13".
    pub rule: String,
    /// What stands against it and what to do next.
    pub text: String,
    /// "Yang boleh melakukannya: koordinator instansi".
    pub who: String,
    /// The report changed in between: look again first.
    pub stale: bool,
}

impl RefusalNote {
    /// The words of a refusal.
    pub fn of(i18n: &I18n, refusal: &Refusal) -> Self {
        let row = row_of(refusal.command());
        let who = row
            .by
            .iter()
            .map(|p| party(i18n, *p))
            .collect::<Vec<_>>()
            .join(", ");
        let (text, stale) = match refusal {
            Refusal::WrongState {
                command: c,
                state: s,
            } => (
                i18n.t2(
                    "refused-wrong-state",
                    "command",
                    command(i18n, *c),
                    "state",
                    state(i18n, *s),
                ),
                false,
            ),
            Refusal::NotYours { command: c } => (
                i18n.t1("refused-not-yours", "command", command(i18n, *c)),
                false,
            ),
            Refusal::Guard { guard, .. } => (
                i18n.t(&key("refusal", guard.as_str())),
                *guard == Guard::Stale,
            ),
        };
        Self {
            rule: i18n.t1("refused-rule", "rule", refusal.rule()),
            text,
            who: i18n.t1("refused-who", "who", who),
            stale,
        }
    }
}
