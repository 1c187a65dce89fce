//! State, turn, place on the way, and facts, in words.

use lapor_app::report::case::{self, CaseView};
use lapor_domain::clock::ClockKind;
use lapor_domain::report::command::CommandKind;
use lapor_domain::words::{ArchiveReason, EndedBy, Outcome, ReportType, StateCode};

use super::answer::{has_answer, lead_answered};
use crate::asked;
use crate::i18n::I18n;
use crate::places::Region;
use crate::view::own::Fact;
use crate::view::parts::{Chip, Step};
use crate::view::words::{ArchiveWord, OutcomeWord, StateWord, Turn};

/// The public word of a report's state.
fn state_word(case: &CaseView) -> StateWord {
    let word = of_state(case);
    if case.merged {
        StateWord::Merged(Box::new(word))
    } else {
        word
    }
}

fn of_state(case: &CaseView) -> StateWord {
    use lapor_domain::words::Figure;
    match case.state {
        StateCode::Received => StateWord::NotVerified,
        StateCode::OnHold => StateWord::OnHold,
        StateCode::Assigned => StateWord::NotFollowedUp,
        // Looking for another unit: what it was before.
        StateCode::AwaitingRedirect if case.figure == Some(Figure::NotFollowedUp) => {
            StateWord::NotFollowedUp
        }
        StateCode::AwaitingRedirect | StateCode::InProgress | StateCode::Merged => {
            StateWord::InProcess
        }
        StateCode::ClosureProposed if case.awaits_check => StateWord::Check,
        StateCode::ClosureProposed => StateWord::ClosureProposed,
        StateCode::Review => StateWord::Review,
        StateCode::Closed => StateWord::Handled(outcome(case.outcome.unwrap_or(Outcome::Unknown))),
        StateCode::Archived => StateWord::Archived(
            case.archive_reason
                .map_or(ArchiveWord::Unclear, archive_word),
        ),
        StateCode::Transferred => StateWord::Transferred(match &case.turn {
            case::Turn::Outside(to) => to.clone(),
            _ => String::new(),
        }),
    }
}

/// An outcome's word.
pub(in crate::public) const fn outcome(outcome: Outcome) -> OutcomeWord {
    match outcome {
        Outcome::Done => OutcomeWord::Done,
        Outcome::Answered => OutcomeWord::Answered,
        Outcome::Planned => OutcomeWord::Planned,
        Outcome::NotGranted => OutcomeWord::NotGranted,
        Outcome::Unfounded => OutcomeWord::Unfounded,
        Outcome::Upheld => OutcomeWord::Upheld,
        Outcome::Unknown => OutcomeWord::Unknown,
    }
}

/// A reason's word.
pub(super) const fn archive_word(reason: ArchiveReason) -> ArchiveWord {
    match reason {
        ArchiveReason::Incomplete => ArchiveWord::Incomplete,
        ArchiveReason::Unclear => ArchiveWord::Unclear,
        ArchiveReason::NoEvidence => ArchiveWord::NoEvidence,
        ArchiveReason::OutOfScope => ArchiveWord::OutOfScope,
        ArchiveReason::Duplicate => ArchiveWord::Duplicate,
        ArchiveReason::AlreadyAnswered => ArchiveWord::AlreadyAnswered,
        ArchiveReason::InCourt => ArchiveWord::InCourt,
        ArchiveReason::Unlawful => ArchiveWord::Unlawful,
        ArchiveReason::SpamOrTest => ArchiveWord::SpamOrTest,
        ArchiveReason::Withdrawn => ArchiveWord::Withdrawn,
        ArchiveReason::ExpiredImport => ArchiveWord::ExpiredImport,
    }
}

/// The status with its drawing.
pub(in crate::public) fn chip(i18n: I18n, case: &CaseView) -> Chip {
    Chip::of(&i18n, &state_word(case))
}

/// Whose turn it is; `own` speaks to the reporter.
pub(in crate::public) fn turn(i18n: I18n, case: &CaseView, own: bool) -> Turn {
    match &case.turn {
        case::Turn::Desk => Turn::Desk,
        case::Turn::Coordinator(body) => Turn::Coordinator(body.clone()),
        case::Turn::Checker => Turn::Coordinator(case.holder_name.clone()),
        case::Turn::Unit(Some(unit)) => Turn::Unit(unit.clone()),
        case::Turn::Unit(None) => Turn::Unit(i18n.t("where-unit-unknown")),
        case::Turn::Reporter if own => Turn::You,
        case::Turn::Reporter => Turn::Reporter,
        case::Turn::Outside(name) => Turn::Body(name.clone()),
        case::Turn::Nobody => may_still(case, own).map_or(Turn::Nobody, Turn::MayStill),
    }
}

/// What the reporter may still do with a report that nobody has to act on.
fn may_still(case: &CaseView, own: bool) -> Option<&'static str> {
    let window = case.window.as_ref()?;
    let withdrawn = case.archive_reason == Some(ArchiveReason::Withdrawn);
    let (command, keys) = match window.clock {
        ClockKind::ReopenWindow => (
            CommandKind::Reopen,
            ["turn-may-reopen", "turn-may-reopen-own"],
        ),
        _ if withdrawn => (CommandKind::Object, ["turn-may-undo", "turn-may-undo-own"]),
        _ => (
            CommandKind::Object,
            ["turn-may-object", "turn-may-object-own"],
        ),
    };
    let [other, yours] = keys;
    if own {
        case.may.contains(&command).then_some(yours)
    } else {
        Some(other)
    }
}

/// The four steps and where the report is among them.
pub(in crate::public) fn steps(i18n: I18n, case: &CaseView) -> Vec<Step> {
    let now = match case.state {
        StateCode::Received => 0,
        StateCode::Closed => 4,
        StateCode::InProgress | StateCode::ClosureProposed | StateCode::Review => 2,
        StateCode::Assigned => 1,
        _ if case.round == 0 => 0,
        _ => 1,
    };
    let note = match &case.turn {
        case::Turn::Unit(Some(unit)) => unit.clone(),
        _ if case.state == StateCode::Closed => String::new(),
        _ => state_word(case).text(&i18n),
    };
    // Where the way ends elsewhere, the steps that did not come are not promised.
    let end = match case.state {
        StateCode::Archived => Some(("way-archived", reason_note(i18n, case))),
        StateCode::Transferred => Some(("way-transferred", holder_note(case))),
        _ => None,
    };
    if let Some((key, note)) = end {
        let disposed = case.round > 0 || case.history.iter().any(|it| it.kind == "verified");
        let passed = match has_answer(case) {
            true => 3,
            false if disposed => 2,
            false => 1,
        };
        return Step::ended(&i18n, passed, key, &note);
    }
    Step::way(&i18n, now, &note)
}

fn reason_note(i18n: I18n, case: &CaseView) -> String {
    case.archive_reason
        .map(|reason| i18n.t(archive_word(reason).key()))
        .unwrap_or_default()
}

fn holder_note(case: &CaseView) -> String {
    match &case.turn {
        case::Turn::Outside(to) => to.clone(),
        _ => String::new(),
    }
}

/// Where the report is, in a sentence; `own` speaks to its reporter.
pub(crate) fn where_now(i18n: I18n, case: &CaseView, own: bool) -> String {
    let said = |key: &str| {
        let key = if own {
            format!("{key}-own")
        } else {
            key.to_owned()
        };
        i18n.t(&key)
    };
    let unit = || {
        case.lead
            .clone()
            .unwrap_or_else(|| i18n.t("where-unit-unknown"))
    };
    let sentence = match case.state {
        StateCode::Received if case.turn == case::Turn::Desk => i18n.t("where-desk"),
        StateCode::Received => i18n.t1("where-received", "body", &case.holder_name),
        StateCode::OnHold => said("where-on-hold"),
        StateCode::Assigned => i18n.t1("where-assigned", "unit", unit()),
        StateCode::AwaitingRedirect => i18n.t1("where-redirect", "body", &case.holder_name),
        StateCode::InProgress if !lead_answered(case) && case.import.is_none() => {
            i18n.t1("where-taken-over", "unit", unit())
        }
        StateCode::InProgress | StateCode::Merged => i18n.t1("where-in-progress", "unit", unit()),
        StateCode::ClosureProposed if case.awaits_check => i18n.t("where-check"),
        StateCode::ClosureProposed if own => i18n.t1("where-closure-proposed-own", "unit", unit()),
        StateCode::ClosureProposed => i18n.t1("where-closure-proposed", "unit", unit()),
        StateCode::Review => i18n.t("where-review"),
        StateCode::Closed => match case.ended_by {
            Some(EndedBy::Reporter) => said("where-closed-reporter"),
            Some(EndedBy::System) => i18n.t("where-closed-system"),
            _ => i18n.t("where-closed-officer"),
        },
        StateCode::Archived if case.objection_open => said("where-objection"),
        StateCode::Archived => i18n.t("where-archived"),
        StateCode::Transferred => match &case.turn {
            case::Turn::Outside(to) => i18n.t1("where-transferred", "body", to),
            _ => i18n.t1("where-transferred", "body", &case.holder_name),
        },
    };
    match (&case.promise, case.merged) {
        (Some((by, owner)), _) => {
            let promise = i18n.t2("where-promise", "unit", owner, "date", i18n.date(*by));
            format!("{sentence} {promise}")
        }
        (None, true) => format!("{sentence} {}", i18n.t("where-merged")),
        (None, false) => sentence,
    }
}

/// Category, place, office and the like. `exact` adds what only the reporter reads.
pub(in crate::public) fn facts(
    i18n: I18n,
    case: &CaseView,
    region: &Region,
    exact: bool,
) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |key: &str, value: String| {
        if !value.is_empty() {
            facts.push(Fact {
                label: i18n.t(key),
                value,
            });
        }
    };
    add(
        "fact-type",
        i18n.t(type_key(case.report_type, case.supervisory)),
    );
    add("fact-category", case.category.clone().unwrap_or_default());
    add(
        "fact-region",
        case.region
            .as_deref()
            .map(|code| region.name(code))
            .unwrap_or_default(),
    );
    if exact {
        add(
            "about-case-place",
            case.place.words().unwrap_or_default().to_owned(),
        );
    }
    add(
        "fact-point",
        case.point
            .map(|(lat, lon)| format!("{lat:.5}, {lon:.5}"))
            .unwrap_or_default(),
    );
    add("about-case-body", case.holder_name.clone());
    let lead = case.lead.clone().unwrap_or_default();
    let helpers = u64::try_from(case.helpers).unwrap_or(0);
    add(
        "about-case-unit",
        if helpers == 0 {
            lead
        } else {
            format!("{lead}, {}", i18n.tn("about-case-helped", helpers))
        },
    );
    add(
        "fact-channel",
        i18n.t(&format!("channel-{}", case.channel).replace('_', "-")),
    );
    add(
        "fact-received",
        i18n.date(case.zone.local_date(case.received_at)),
    );
    if exact {
        add(
            "about-case-incident",
            case.incident_date
                .map(|date| i18n.date(date))
                .unwrap_or_default(),
        );
    }
    facts.extend(case.answers.shown.iter().map(|answer| Fact {
        label: asked::label(i18n, answer),
        value: asked::answered(i18n, answer, case.zone),
    }));
    facts
}

const fn type_key(of: ReportType, supervisory: bool) -> &'static str {
    match of {
        _ if supervisory => "kind-supervisory",
        ReportType::Complaint => "kind-complaint",
        ReportType::Aspiration => "kind-aspiration",
        ReportType::Information => "kind-information",
        ReportType::Unknown => "kind-unknown",
    }
}
