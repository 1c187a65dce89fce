//! Reads what a document is made from: every figure of one moment.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use lapor_domain::clock::ClockKind;
use lapor_domain::figures::{Reading, Share, Times};
use lapor_domain::ids::{OfficerId, UnitId};
use lapor_domain::official::{Cadence, Layout, MOST_LISTED, Period, Reader, date_words};
use lapor_domain::rules::Rules;
use lapor_domain::visibility::counts_supervisory;
use lapor_domain::words::Outcome;
use lapor_domain::zone::Zone;
use lapor_store::figures::{
    Answer, Ask, Dimension, Filter, GatherQuery, Performance, PopulationQuery, Scope, Sight,
};
use lapor_store::official;
use lapor_store::{Query, StoreError, Tx};

use super::error::OfficialError;
use super::lines::{self, Words, seat};
use super::model::{
    Before, Counts, DEFINITIONS, Gathered, Group, Handling, UnitHandling, Wish, day_of,
};
use super::papers::papers_on;
use super::words::moment;
use super::{ending, own, provincial, warning};
use crate::app::App;
use crate::error::AppError;
use crate::figures;

/// So many of the largest units are looked at for recommendations.
const UNITS_LOOKED_AT: usize = 12;

/// Figures, facts and words.
pub struct Prepared {
    /// Figures and facts.
    pub gathered: Gathered,
    /// Words that the reader may see now.
    pub words: Words,
}

/// Reads everything for a document.
///
/// # Errors
/// [`OfficialError`].
pub async fn prepare(app: &App, wish: &Wish) -> Result<Prepared, OfficialError> {
    prepare_for(app, wish, None).await
}

/// Reads everything for a document that an officer looks at before it is approved: reports of which they may not know are
/// in no figure and no line of what is for inside.
///
/// # Errors
/// [`OfficialError`].
pub async fn prepare_for(
    app: &App,
    wish: &Wish,
    officer: Option<OfficerId>,
) -> Result<Prepared, OfficialError> {
    let gathering = Gathering::begin(app, wish, officer).await?;
    if wish.layout == Layout::Province {
        let gathered = provincial::gather(app, wish, gathering.ask).await?;
        let words = Words::new();
        return Ok(Prepared { gathered, words });
    }
    gathering.gather().await
}

struct Gathering<'a> {
    app: &'a App,
    wish: &'a Wish,
    ask: Ask,
}

impl<'a> Gathering<'a> {
    async fn begin(
        app: &'a App,
        wish: &'a Wish,
        officer: Option<OfficerId>,
    ) -> Result<Self, OfficialError> {
        let rules = app.rules();
        let zone = rules.zone(wish.body);
        let period = wish.period;
        if period.from > zone.local_date(app.now()) {
            return Err(OfficialError::Future(period.words()));
        }
        if wish.reader == Reader::Public && !period.is_whole_months() {
            return Err(OfficialError::NotMonths(period.in_sentence()));
        }
        if wish.layout == Layout::Recap && !period.is_whole_months() {
            return Err(OfficialError::NoRecap(period.in_sentence()));
        }
        let today = zone.start_of_day(zone.local_date(app.now()));
        let as_of = if let Some(as_of) = wish.as_of {
            as_of
        } else {
            let last = after_last(app).await?;
            match wish.reader {
                Reader::Inside => begun(&period, zone, last.unwrap_or(today), app.now()),
                Reader::Public => whole_days(&period, zone, last).min(today),
            }
        };
        if zone.start_of_day(period.from) >= as_of {
            return Err(OfficialError::NotBegun {
                period: period.words(),
                as_of: moment(as_of, zone),
                first: date_words(period.from),
            });
        }
        let scope = wish.unit.map_or(Scope::Body(wish.body), Scope::Unit);
        let sight = match wish.reader {
            Reader::Public => Sight::WHOLE,
            Reader::Inside => Sight {
                supervisory: counts_supervisory(&seat(wish.body)),
                officer,
            },
        };
        let ask = Ask {
            scope,
            sight,
            from: period.from,
            to: period.to,
            as_of: Some(as_of),
            by: None,
            now: app.now(),
        };
        ask.check(&rules)?;
        Ok(Self { app, wish, ask })
    }

    async fn gather(self) -> Result<Prepared, OfficialError> {
        let rules = self.rules().await?;
        let by_unit = Ask {
            by: Some(Dimension::Unit),
            ..self.ask
        };
        let (answer, done) = match self.wish.reader {
            Reader::Public => figures::public(self.app, by_unit).await?,
            Reader::Inside => figures::exact(self.app, by_unit).await?,
        };
        let period = self.wish.period;
        // What anyone sees may be of an earlier day.
        let ask = Ask {
            as_of: Some(answer.as_of),
            ..self.ask
        };
        let directory = &rules.directory;
        let body = directory.bodies.get(&self.wish.body);
        let unit = self.wish.unit.and_then(|id| directory.units.get(&id));
        let before = if self.wish.layout == Layout::Activity {
            self.before(&ask, &period).await?
        } else {
            None
        };
        let mut handling = handling(&done);
        if self.wish.reader == Reader::Inside && self.wish.layout == Layout::Activity {
            handling.units = self.unit_handling(&ask, &answer, &done).await?;
        }
        let (lines, words, unlisted, is_cut) = if self.wish.layout.lists_reports() {
            self.lines(&ask, answer.total.received).await?
        } else {
            (Vec::new(), Words::new(), 0, false)
        };
        let gathered = Gathered {
            body: self.wish.body,
            body_name: body.map(|body| body.name.clone()).unwrap_or_default(),
            unit_name: unit.map(|unit| unit.name.clone()),
            zone: answer.zone,
            layout: self.wish.layout,
            reader: self.wish.reader,
            period,
            as_of: answer.as_of,
            position: answer.position,
            recorded_later: answer.recorded_later,
            policy: rules.policy(self.wish.body, answer.as_of).version,
            policies: answer.policy.iter().map(|policy| policy.version).collect(),
            definitions: DEFINITIONS,
            total: Counts::of(&answer.total),
            cases: answer.cases,
            closed_by: [
                answer.subs.closed_by_reporter,
                answer.subs.closed_by_officer,
                answer.subs.closed_by_system,
            ],
            outcomes: Outcome::ALL
                .iter()
                .map(|outcome| (*outcome, answer.subs.outcome(*outcome)))
                .filter(|(_, n)| *n > 0)
                .collect(),
            unreleased: answer.subs.unreleased,
            in_fives: answer.in_fives,
            before,
            at_end: ending::gather(self.app, self.wish, &self.ask, &answer).await?,
            months: self.months(&ask, &period).await?,
            categories: self.by(&ask, Dimension::Category).await?,
            channels: self.by(&ask, Dimension::Channel).await?,
            types: self.by(&ask, Dimension::Type).await?,
            bodies: Vec::new(),
            recap: None,
            units: Group::all(&answer),
            handling,
            warnings: warning::gather(self.app, self.wish, &ask, &answer).await?,
            lines,
            unlisted,
            is_cut,
        };
        Ok(Prepared { gathered, words })
    }

    /// The rules of the moment: names, trees and calendars as they were then.
    async fn rules(&self) -> Result<Arc<Rules>, OfficialError> {
        Ok(self.app.rules_as_of(self.ask.moment()).await?)
    }

    /// Counts of the same moment; the order of events has been waited for.
    async fn counts(&self, ask: Ask) -> Result<Answer, OfficialError> {
        match self.wish.reader {
            Reader::Public => Ok(figures::public_counts(self.app, ask).await?),
            Reader::Inside => Ok(figures::exact_counts(self.app, ask).await?),
        }
    }

    async fn by(&self, ask: &Ask, by: Dimension) -> Result<Vec<Group>, OfficialError> {
        let ask = Ask {
            by: Some(by),
            ..*ask
        };
        Ok(Group::all(&self.counts(ask).await?))
    }

    /// The months of a long period, or the twelve that end with a shorter one.
    async fn months(&self, ask: &Ask, period: &Period) -> Result<Vec<Group>, OfficialError> {
        let last = period.to.last_of_month();
        let first = if period.months() >= 3 {
            period.from.first_of_month()
        } else {
            let back = last.first_of_month().saturating_sub(11.months());
            back.first_of_month()
        };
        let ask = Ask {
            from: first.max(EARLIEST),
            to: last,
            ..*ask
        };
        let by_month = Ask {
            by: Some(Dimension::Month),
            ..ask
        };
        let answer = self.counts(by_month).await?;
        // For anyone a longer period may go back to an earlier day: such months are no part of this document.
        if answer.as_of != ask.moment() {
            return Ok(Vec::new());
        }
        let found = Group::all(&answer);
        Ok(every_month(ask.from, last, found, self.wish.reader))
    }

    async fn before(
        &self,
        ask: &Ask,
        period: &Period,
    ) -> Result<Option<Box<Before>>, OfficialError> {
        let previous = period.previous();
        if previous.from < EARLIEST || !self.began_before(ask, &previous).await? {
            return Ok(None);
        }
        let ask = Ask {
            from: previous.from,
            to: previous.to,
            by: Some(Dimension::Category),
            ..*ask
        };
        let answer = self.counts(ask).await?;
        // Of an earlier day it is no comparison.
        if answer.as_of != ask.moment() {
            return Ok(None);
        }
        Ok(Some(Box::new(Before {
            period: previous,
            total: Counts::of(&answer.total),
            in_fives: answer.in_fives,
            categories: Group::all(&answer),
        })))
    }

    /// Whether reports were received here before a period, in the year up to its first month or days: where the record
    /// begins inside it, it is no comparison.
    async fn began_before(&self, ask: &Ask, period: &Period) -> Result<bool, OfficialError> {
        let end = Period::of(period.cadence.min(Cadence::Monthly), period.from).to;
        let ask = Ask {
            from: period.from.saturating_sub(1.year()).max(EARLIEST),
            to: end.min(period.to),
            by: None,
            ..*ask
        };
        let found = figures::exact_counts(self.app, ask).await?;
        Ok(found.total.received > 0)
    }

    async fn unit_handling(
        &self,
        ask: &Ask,
        answer: &Answer,
        done: &Performance,
    ) -> Result<Vec<UnitHandling>, OfficialError> {
        let by_unit = Ask {
            by: Some(Dimension::Unit),
            ..*ask
        };
        let readings = BTreeSet::from([Reading::Clocks]);
        let query = GatherQuery::new(self.rules().await?, by_unit, Filter::default(), readings)?;
        let clocks = self.app.store().read(query).await?;
        let timely = |key: &str| {
            let mut rows = clocks.rows.iter();
            let row = rows.find(|row| row.key.as_deref() == Some(key));
            let clock = row.and_then(|row| row.counted.clocks.get(&ClockKind::Resolution));
            clock.map_or((0, 0), |clock| pair(clock.kept.first))
        };
        let units = answer.rows.iter().filter_map(|row| {
            let key = row.key.as_deref()?;
            let id = UnitId(key.parse().ok()?);
            let mut refused = done.refusals_by_unit.iter();
            let refused = refused.find(|other| other.unit == id);
            Some(UnitHandling {
                name: row.label.clone(),
                timely: timely(key),
                refused: refused.map_or((0, 0), |refused| pair(refused.share)),
            })
        });
        Ok(units.take(UNITS_LOOKED_AT).collect())
    }

    async fn lines(
        &self,
        ask: &Ask,
        received: u64,
    ) -> Result<(Vec<super::model::Line>, Words, u64, bool), OfficialError> {
        let reader = self.wish.reader;
        let most = self.most_lines(ask);
        let query = PopulationQuery::new(
            self.rules().await?,
            *ask,
            reader == Reader::Public,
            most.saturating_add(1),
        )?;
        let mut ids = self.app.store().read(query).await?;
        // What is about the officer is not among them; what was merged into it may be.
        if let Some(officer) = ask.sight.officer {
            let hidden = own::hidden_from(self.app, officer, self.app.now()).await?;
            ids.retain(|id| !hidden.contains(id));
        }
        let is_cut = ids.len() > most as usize;
        ids.truncate(most as usize);
        let (lines, words) =
            lines::read(self.app, ids, reader, self.wish.body, ask.moment()).await?;
        let unlisted = received.saturating_sub(lines.len() as u64);
        Ok((lines, words, unlisted, is_cut))
    }

    /// How many reports are listed. The body's papers say it for annexes; a recap is the list itself.
    fn most_lines(&self, ask: &Ask) -> u32 {
        let rules = self.app.rules();
        let day = day_of(ask.moment(), rules.zone(self.wish.body));
        let most = match self.wish.layout {
            Layout::Activity => papers_on(&rules, self.wish.body, day).annex_lines,
            _ => MOST_LISTED,
        };
        u32::from(most.min(MOST_LISTED))
    }
}

/// The first day that figures can be asked for.
const EARLIEST: Date = jiff::civil::date(1990, 1, 1);

/// Months without a report stand among the others with zeros; as anyone may see it nobody can tell.
fn every_month(from: Date, to: Date, found: Vec<Group>, reader: Reader) -> Vec<Group> {
    if reader == Reader::Public {
        return found;
    }
    let mut months = Vec::new();
    let mut month = from;
    while month <= to {
        let key = format!("{:04}-{:02}", month.year(), month.month());
        let known = found
            .iter()
            .find(|group| group.key.as_deref() == Some(key.as_str()));
        let name = lapor_domain::figures::month_name(i64::from(month.month()));
        months.push(known.cloned().unwrap_or_else(|| Group {
            label: format!("{name} {}", month.year()),
            key: Some(key),
            counts: Counts {
                received: 0,
                by: [Some(0); 7],
            },
            cases: 0,
            is_rest: false,
        }));
        month = month.saturating_add(1.month());
    }
    // Before the record begins there is nothing to show.
    let begin = months
        .iter()
        .position(|month: &Group| month.counts.received > 0)
        .unwrap_or(months.len().saturating_sub(1));
    months.split_off(begin)
}

const fn pair(share: Share) -> (u64, u64) {
    (share.part, share.whole)
}

fn timely(done: &Performance, kind: ClockKind) -> (u64, u64) {
    let found = done.on_time.iter().find(|(known, _)| *known == kind);
    found.map_or((0, 0), |(_, punctuality)| pair(punctuality.first))
}

fn handling(done: &Performance) -> Handling {
    let minutes = |times: &Times| (times.n, times.median, times.p90);
    let ended = done.disputes.confirmed + done.disputes.disputed + done.disputes.silent;
    Handling {
        followed_up: pair(done.follow_up.share),
        timely: [
            timely(done, ClockKind::Verification),
            timely(done, ClockKind::FirstFollowUp),
            timely(done, ClockKind::Resolution),
        ],
        minutes: [
            minutes(&done.to_verify.working_minutes),
            minutes(&done.to_first_follow_up.working_minutes),
            minutes(&done.to_resolve.working_minutes),
        ],
        refused: pair(done.refusals),
        disputed: (done.disputes.disputed, ended),
        rating: (done.rating.n, done.rating.mean),
        units: Vec::new(),
    }
}

/// The end of the day of the last event, or of the period: anyone's figures are of whole days, and the same as long as
/// nothing new is recorded.
fn whole_days(period: &Period, zone: Zone, last: Option<Timestamp>) -> Timestamp {
    let end = |day: Date| zone.start_of_day(day.tomorrow().unwrap_or(day));
    let of_last = last.map(|last| end(zone.local_date(last)));
    of_last.unwrap_or(Timestamp::MIN).max(end(period.to))
}

/// The first instant after everything that is recorded, where the period had begun by then. Else nothing of it is, and it is
/// told as of its end, or of its first instant while it goes on: the same as long as nothing new is recorded.
fn begun(period: &Period, zone: Zone, last: Timestamp, now: Timestamp) -> Timestamp {
    let begin = zone.start_of_day(period.from);
    let end = period.end(zone);
    if last > begin {
        last
    } else if end <= now {
        end
    } else {
        let first = begin.checked_add(SignedDuration::from_micros(1));
        first.unwrap_or(begin).min(now)
    }
}

/// The first instant after everything that is recorded: the same as long as nothing new is. None where nothing is.
///
/// # Errors
/// Where the database fails.
pub async fn after_last(app: &App) -> Result<Option<Timestamp>, AppError> {
    app.ordered_before(app.now()).await?;
    let last = app.store().read(LastRecorded).await?;
    let after = last.and_then(|last| last.checked_add(SignedDuration::from_micros(1)).ok());
    Ok(after.map(|after| after.min(app.now())))
}

struct LastRecorded;

impl Query for LastRecorded {
    type Output = Option<Timestamp>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        official::last_recorded(tx).await
    }
}
