//! The figures once more, naively: every report folded from its events up to the moment, and looked at.

use std::collections::{BTreeMap, HashSet};

use jiff::Timestamp;
use lapor_domain::figures::{Cohort, Facts, SubCounts};
use lapor_domain::ids::{BodyId, ReportId, UnitId};
use lapor_domain::report::Report;
use lapor_domain::report::clocks::StopHow;
use lapor_domain::report::event::What;
use lapor_domain::report::state::State;
use lapor_domain::rules::Rules;
use lapor_domain::testkit::Life;
use lapor_domain::visibility::is_public;
use lapor_domain::words::Figure;

use crate::figures::{Ask, Dimension, Scope, Sight};

/// What an answer must be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Expected {
    pub(super) total: Cohort,
    pub(super) subs: SubCounts,
    pub(super) cases: u64,
    /// By key: figures and unreleased.
    pub(super) rows: BTreeMap<Option<String>, (Cohort, u64)>,
    pub(super) cases_of_rows: BTreeMap<Option<String>, u64>,
    pub(super) recorded_later: u64,
}

/// Counts by folding.
pub(super) fn expected(lives: &[Life], rules: &Rules, ask: &Ask) -> Expected {
    let moment = ask.moment();
    let mut expected = Expected {
        total: Cohort::default(),
        subs: SubCounts::default(),
        cases: 0,
        rows: BTreeMap::new(),
        cases_of_rows: BTreeMap::new(),
        recorded_later: 0,
    };
    let mut cases = HashSet::new();
    let mut cases_of_rows: BTreeMap<Option<String>, HashSet<ReportId>> = BTreeMap::new();
    for life in lives {
        let day = rules
            .zone(life.report.home)
            .local_date(life.report.received_at);
        if !(ask.from..=ask.to).contains(&day) {
            continue;
        }
        let look = |moment| {
            let seen = look(lives, life, rules, ask.scope, moment)?;
            (!seen.is_hidden(ask.sight, lives)).then_some(seen)
        };
        let Some(seen) = look(moment) else {
            let is_later = life.report.recorded_at >= moment;
            let last = Timestamp::MAX;
            let now_in = look(last).is_some();
            expected.recorded_later += u64::from(is_later && now_in);
            continue;
        };
        let key = key(ask, &seen, life, rules);
        expected.total.add(seen.facts.figure, 1);
        expected.subs.add(&seen.facts, 1);
        cases.insert(seen.case);
        if ask.by.is_some() {
            let row = expected.rows.entry(key.clone()).or_default();
            row.0.add(seen.facts.figure, 1);
            row.1 += u64::from(!seen.facts.is_public);
            cases_of_rows.entry(key).or_default().insert(seen.case);
        }
    }
    expected.cases = cases.len() as u64;
    expected.cases_of_rows = cases_of_rows
        .into_iter()
        .map(|(key, ids)| (key, ids.len() as u64))
        .collect();
    expected
}

/// A report in a scope at a moment.
pub(super) struct Seen {
    pub(super) report: Report,
    pub(super) lead: Option<UnitId>,
    pub(super) facts: Facts,
    pub(super) case: ReportId,
    root: Option<Report>,
}

impl Seen {
    /// Whether it, or the report it is merged into, is one of which the asker may not know: by what it is now.
    pub(super) fn is_hidden(&self, sight: Sight, lives: &[Life]) -> bool {
        let is_supervisory = |report: &Report| {
            let life = lives.iter().find(|life| life.report.id == report.id);
            life.unwrap().report.supervisory
        };
        let hides = |report: &Report| {
            let about = sight
                .officer
                .is_some_and(|officer| report.excluded.contains(&officer));
            about || (!sight.supervisory && is_supervisory(report))
        };
        hides(&self.report) || self.root.as_ref().is_some_and(hides)
    }
}

pub(super) fn look(
    lives: &[Life],
    life: &Life,
    rules: &Rules,
    scope: Scope,
    moment: Timestamp,
) -> Option<Seen> {
    let report = fold(life, moment)?;
    match scope {
        Scope::Body(body) if report.holder != body => {
            let held = last_held(life, moment, body)?;
            let facts = Facts {
                figure: Figure::Transferred,
                ..facts(&held, None)
            };
            let facts = Facts {
                ended_by: None,
                outcome: None,
                reason: None,
                ..facts
            };
            Some(Seen {
                lead: held.lead(),
                case: held.id,
                report: held,
                facts,
                root: None,
            })
        }
        Scope::Unit(unit) => {
            let seen = standing(lives, report, moment);
            let body = rules.directory.units.get(&unit)?.body;
            let within = seen
                .lead
                .is_some_and(|lead| rules.directory.is_within(lead, unit));
            (seen.report.holder == body && within).then_some(seen)
        }
        Scope::Installation | Scope::Body(_) => Some(standing(lives, report, moment)),
    }
}

/// With what its root is, where it is merged.
pub(super) fn standing(lives: &[Life], report: Report, moment: Timestamp) -> Seen {
    let mut root = None;
    let mut at = report.clone();
    let mut case = report.id;
    while let State::Merged(merge) = &at.state {
        case = merge.root;
        let life = lives.iter().find(|life| life.report.id == case);
        let Some(found) = life.and_then(|life| fold(life, moment)) else {
            root = None;
            break;
        };
        root = Some(found.clone());
        at = found;
    }
    let is_merged = matches!(report.state, State::Merged(_));
    let lead = if is_merged {
        root.as_ref().and_then(Report::lead)
    } else {
        report.lead()
    };
    Seen {
        lead,
        facts: facts(&report, root.as_ref()),
        case,
        report,
        root,
    }
}

fn facts(report: &Report, root: Option<&Report>) -> Facts {
    let handling = root.unwrap_or(report);
    let (ended_by, outcome, reason) = match &handling.state {
        State::Closed(closure) => (Some(closure.by), Some(closure.outcome), None),
        State::Archived(archival) => (Some(archival.by), None, Some(archival.reason)),
        _ => (None, None, None),
    };
    let merged = matches!(report.state, State::Merged(_));
    let at_birth = |clock: &lapor_domain::report::clocks::Clock| {
        let stop = clock.stopped.filter(|stop| stop.how == StopHow::Merged);
        stop.is_some_and(|stop| stop.at == report.recorded_at)
    };
    Facts {
        figure: handling.figure().unwrap_or(Figure::InProcess),
        ended_by,
        outcome,
        reason,
        reopened: handling.reopened,
        merged,
        joined: merged && report.clocks.iter().any(at_birth),
        status_unknown: report
            .import
            .as_ref()
            .is_some_and(|import| import.status_unknown),
        imported: report.import.is_some(),
        is_public: is_public(report),
        rating: report.rating,
    }
}

pub(super) fn fold(life: &Life, moment: Timestamp) -> Option<Report> {
    let known = life
        .events
        .iter()
        .filter(|event| event.recorded_at < moment);
    Report::fold(life.report.id, known)
}

/// The report as a body last had it, if it ever did.
fn last_held(life: &Life, moment: Timestamp, body: BodyId) -> Option<Report> {
    let known: Vec<_> = life
        .events
        .iter()
        .filter(|event| event.recorded_at < moment)
        .collect();
    let as_of = |n| Report::fold(life.report.id, known.iter().take(n).copied());
    let held = (1..=known.len())
        .rev()
        .filter_map(as_of)
        .find(|report| report.holder == body)?;
    let moved = matches!(
        known.get(held.seq as usize).map(|event| &event.event.what),
        Some(What::Forwarded { .. } | What::ReturnedToDesk { .. } | What::TransferredWithin { .. })
    );
    assert!(moved, "a report leaves a body only by being handed on");
    Some(held)
}

fn key(ask: &Ask, seen: &Seen, life: &Life, rules: &Rules) -> Option<String> {
    let (by, scope) = (ask.by, ask.scope);
    let report = &seen.report;
    match by? {
        by if by.is_time() => {
            let day = rules.zone(report.home).local_date(life.report.received_at);
            stretch(by, day)
        }
        by => value(by, report, seen.lead, rules, scope),
    }
}

/// The value of a dimension that is no stretch of time.
pub(super) fn value(
    by: Dimension,
    report: &Report,
    lead: Option<UnitId>,
    rules: &Rules,
    scope: Scope,
) -> Option<String> {
    let parts = |n| {
        let region = report.region.as_deref()?;
        let found: Vec<&str> = region.split('.').collect();
        (found.len() >= n).then(|| found[..n].join("."))
    };
    match by {
        Dimension::Unit => lead.map(|lead| lead.to_string()),
        Dimension::Branch => lead.map(|lead| branch(lead, rules, scope).to_string()),
        Dimension::Category => report.category.map(|category| category.to_string()),
        Dimension::CategoryGroup => {
            let mut at = report.category?;
            while let Some(parent) = rules.directory.categories[&at].parent {
                at = parent;
            }
            Some(at.to_string())
        }
        Dimension::Channel => Some(report.channel.to_string()),
        Dimension::Type => Some(report.report_type.to_string()),
        Dimension::Region => report.region.clone(),
        Dimension::District => parts(3),
        Dimension::Village => parts(4),
        Dimension::Body => Some(report.holder.to_string()),
        Dimension::Anonymity => {
            let hides = report.anonim || report.rahasia;
            Some(if hides { "unnamed" } else { "named" }.to_owned())
        }
        Dimension::Language => report.language.map(|it| it.as_str().to_owned()),
        _ => None,
    }
}

fn branch(unit: UnitId, rules: &Rules, scope: Scope) -> UnitId {
    let mut at = unit;
    while let Some(parent) = rules.directory.units[&at].parent {
        if scope == Scope::Unit(at) || scope == Scope::Unit(parent) {
            break;
        }
        at = parent;
    }
    at
}

/// A stretch of time around a day.
pub(super) fn stretch(by: Dimension, day: jiff::civil::Date) -> Option<String> {
    let (year, month) = (day.year(), day.month());
    Some(match by {
        Dimension::Day => day.to_string(),
        Dimension::Week => {
            let week = day.iso_week_date();
            format!("{}-W{:02}", week.year(), week.week())
        }
        Dimension::Month => format!("{year:04}-{month:02}"),
        Dimension::Quarter => format!("{year}-Q{}", (month - 1) / 3 + 1),
        Dimension::Year => year.to_string(),
        _ => return None,
    })
}
