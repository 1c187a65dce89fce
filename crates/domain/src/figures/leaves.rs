//! Every count of [`Counted`], so that none is forgotten where something is done with all of them: each structure is
//! taken apart by name.

use std::collections::{BTreeMap, BTreeSet};

use super::fives::Op;
use super::{
    Backlog, Clocked, Cohort, Counted, Deeds, Flow, Punctuality, Share, Spans, Stock, SubCounts,
};

/// By key; what comes to nothing is left out.
fn by_key<K: Ord + Copy, V: Default + PartialEq>(
    one: &BTreeMap<K, V>,
    other: &BTreeMap<K, V>,
    zip: impl Fn(&V, &V) -> V,
) -> BTreeMap<K, V> {
    let none = V::default();
    let each = one.iter().map(|(key, value)| {
        let other = other.get(key).unwrap_or(&none);
        (*key, zip(value, other))
    });
    each.filter(|(_, value)| *value != none).collect()
}

impl Counted {
    /// Does the same with every count. Cases are those of reports that stand for themselves, because one of followers
    /// alone may be of released and other reports; of working days there are no fives, because one report has many.
    pub(super) fn zip(&self, other: &Self, op: Op) -> Self {
        let Self {
            cohort,
            subs,
            cases: _,
            clocks,
            paused,
            deeds,
            stays,
            stock,
            flow,
            inhabitants,
            of,
        } = self;
        Self {
            cohort: cohort.zip(&other.cohort, op),
            subs: subs.zip(&other.subs, op),
            cases: op.of(self.alone(), other.alone()),
            clocks: by_key(clocks, &other.clocks, |one, other| one.zip(other, op)),
            paused: match op {
                Op::Less => paused.zip(other.paused, op),
                Op::Fives => Share::default(),
            },
            deeds: deeds.zip(&other.deeds, op),
            stays: by_key(stays, &other.stays, |one, other| one.zip(other, op)),
            stock: stock.zip(&other.stock, op),
            flow: flow.zip(&other.flow, op),
            inhabitants: *inhabitants,
            of: *of,
        }
    }
}

impl Share {
    fn zip(self, other: Self, op: Op) -> Self {
        let Self { part, whole } = self;
        Self {
            part: op.of(part, other.part),
            whole: op.of(whole, other.whole),
        }
    }
}

impl Cohort {
    fn zip(&self, other: &Self, op: Op) -> Self {
        let Self {
            received,
            handled,
            in_process,
            not_followed_up,
            not_verified,
            on_hold,
            archived,
            transferred,
        } = *self;
        Self {
            received: op.of(received, other.received),
            handled: op.of(handled, other.handled),
            in_process: op.of(in_process, other.in_process),
            not_followed_up: op.of(not_followed_up, other.not_followed_up),
            not_verified: op.of(not_verified, other.not_verified),
            on_hold: op.of(on_hold, other.on_hold),
            archived: op.of(archived, other.archived),
            transferred: op.of(transferred, other.transferred),
        }
    }

    pub(super) const fn parts(&mut self) -> [&mut u64; 7] {
        [
            &mut self.handled,
            &mut self.in_process,
            &mut self.not_followed_up,
            &mut self.not_verified,
            &mut self.on_hold,
            &mut self.archived,
            &mut self.transferred,
        ]
    }
}

impl SubCounts {
    fn zip(&self, other: &Self, op: Op) -> Self {
        let Self {
            closed_by_reporter,
            closed_by_officer,
            closed_by_system,
            outcomes,
            reasons,
            withdrawn,
            expired,
            merged,
            joined,
            reopened_once,
            status_unknown,
            imported,
            unreleased,
            rating,
        } = self;
        let count = |one: &u64, other: &u64| op.of(*one, *other);
        Self {
            closed_by_reporter: op.of(*closed_by_reporter, other.closed_by_reporter),
            closed_by_officer: op.of(*closed_by_officer, other.closed_by_officer),
            closed_by_system: op.of(*closed_by_system, other.closed_by_system),
            outcomes: by_key(outcomes, &other.outcomes, count),
            reasons: by_key(reasons, &other.reasons, count),
            withdrawn: op.of(*withdrawn, other.withdrawn),
            expired: op.of(*expired, other.expired),
            merged: op.of(*merged, other.merged),
            joined: op.of(*joined, other.joined),
            reopened_once: op.of(*reopened_once, other.reopened_once),
            status_unknown: op.of(*status_unknown, other.status_unknown),
            imported: op.of(*imported, other.imported),
            unreleased: op.of(*unreleased, other.unreleased),
            rating: rating.zip(&other.rating, op),
        }
    }
}

impl Spans {
    fn zip(&self, other: &Self, op: Op) -> Self {
        let Self { tenths, days } = self;
        Self {
            tenths: tenths.zip(&other.tenths, op),
            days: days.zip(&other.days, op),
        }
    }
}

impl Clocked {
    fn zip(&self, other: &Self, op: Op) -> Self {
        let Self { spans, kept } = self;
        let Punctuality { first, extended } = kept;
        Self {
            spans: spans.zip(&other.spans, op),
            kept: Punctuality {
                first: first.zip(other.kept.first, op),
                extended: extended.zip(other.kept.extended, op),
            },
        }
    }
}

impl Deeds {
    fn zip(&self, other: &Self, op: Op) -> Self {
        let Self {
            disposed,
            answered,
            imports_left_out,
            held,
            extended,
            moves,
            waits,
            refusals,
            support_asked,
            support_finished,
            support_refused,
            support_released,
            confirmed,
            disputed,
            silent,
            closed,
            reopened_by_reporter,
            reopened_by_officer,
        } = self;
        Self {
            disposed: op.of(*disposed, other.disposed),
            answered: op.of(*answered, other.answered),
            imports_left_out: op.of(*imports_left_out, other.imports_left_out),
            held: op.of(*held, other.held),
            extended: op.of(*extended, other.extended),
            moves: op.of(*moves, other.moves),
            waits: waits.zip(&other.waits, op),
            refusals: refusals.zip(other.refusals, op),
            support_asked: op.of(*support_asked, other.support_asked),
            support_finished: op.of(*support_finished, other.support_finished),
            support_refused: op.of(*support_refused, other.support_refused),
            support_released: op.of(*support_released, other.support_released),
            confirmed: op.of(*confirmed, other.confirmed),
            disputed: op.of(*disputed, other.disputed),
            silent: op.of(*silent, other.silent),
            closed: op.of(*closed, other.closed),
            reopened_by_reporter: op.of(*reopened_by_reporter, other.reopened_by_reporter),
            reopened_by_officer: op.of(*reopened_by_officer, other.reopened_by_officer),
        }
    }
}

impl Stock {
    fn zip(&self, other: &Self, op: Op) -> Self {
        let Self {
            open,
            not_verified,
            not_followed_up,
            in_process,
            on_hold,
            backlog,
            ages,
            overdue,
        } = self;
        let Backlog {
            to_5,
            to_14,
            to_60,
            over_60,
        } = *backlog;
        Self {
            open: op.of(*open, other.open),
            not_verified: op.of(*not_verified, other.not_verified),
            not_followed_up: op.of(*not_followed_up, other.not_followed_up),
            in_process: op.of(*in_process, other.in_process),
            on_hold: op.of(*on_hold, other.on_hold),
            backlog: Backlog {
                to_5: op.of(to_5, other.backlog.to_5),
                to_14: op.of(to_14, other.backlog.to_14),
                to_60: op.of(to_60, other.backlog.to_60),
                over_60: op.of(over_60, other.backlog.over_60),
            },
            ages: ages.zip(&other.ages, op),
            overdue: op.of(*overdue, other.overdue),
        }
    }

    pub(super) const fn states(&mut self) -> [&mut u64; 4] {
        [
            &mut self.not_verified,
            &mut self.not_followed_up,
            &mut self.in_process,
            &mut self.on_hold,
        ]
    }
}

impl Flow {
    /// Who the officers are is nobody's from outside.
    fn zip(&self, other: &Self, op: Op) -> Self {
        let Self {
            received,
            deeds,
            closed_by_system,
            reopened_by_reporter,
            by_officers,
            officers: _,
        } = self;
        Self {
            received: op.of(*received, other.received),
            deeds: by_key(deeds, &other.deeds, |one, other| op.of(*one, *other)),
            closed_by_system: op.of(*closed_by_system, other.closed_by_system),
            reopened_by_reporter: op.of(*reopened_by_reporter, other.reopened_by_reporter),
            by_officers: op.of(*by_officers, other.by_officers),
            officers: BTreeSet::new(),
        }
    }
}
