//! Tables of measures: any measure by any dimension, as of any moment.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::figures::{Counted, Family, Measure, Measured, Reading};
use lapor_domain::ids::UnitId;
use lapor_domain::rules::Rules;
use lapor_domain::zone::Zone;
use lapor_store::figures::{
    Ask, AskError, Dimension, Filter, GatherQuery, Gathered, GatheredRow, PolicyInForce,
    PublicTableQuery, time_span,
};
use wilayah::RegionCode;

use super::arrangement;
use super::compare;
use super::question::{Organisation, Question, QuestionError};
use super::{FiguresError, is_known};
use crate::app::App;

/// A table of measures, with everything that is needed to ask for it again and to read it.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureTable {
    /// What is answered; of a public question it may not be quite what was asked.
    pub ask: Ask,
    /// Only these reports.
    pub filter: Filter,
    /// Of which reports it speaks.
    pub family: Family,
    /// By whose names.
    pub organisation: Organisation,
    /// The exclusive moment.
    pub as_of: Timestamp,
    /// The zone in which it is shown.
    pub zone: Zone,
    /// Place in the order of events of the last one that was recorded before the moment: reading the log up to it gives
    /// the same figures again.
    pub position: i64,
    /// Reports of the period that were recorded at or after the moment: in no other number. Nothing is told to anyone.
    pub recorded_later: u64,
    /// Policies in force in the period.
    pub policy: Vec<PolicyInForce>,
    /// What is measured.
    pub columns: Vec<&'static Measure>,
    /// One row for each value of the breakdown: stretches of time in order, others by the first measure, most first, and those
    /// that stand on few behind them by name.
    pub rows: Vec<FigureRow>,
    /// All reports.
    pub total: FigureRow,
    /// The period before, when it was as old.
    pub before: Option<Compared>,
    /// The same period of the year before, when it was as old; none where that is the period before.
    pub last_year: Option<Compared>,
    /// As anyone may see it.
    pub is_public: bool,
    /// Of the total too, as of each row, reports that are not public are told in whole fives.
    pub in_fives: bool,
}

/// A row of measured values.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureRow {
    /// For programs: an id, a code, `2023-01`; none where the reports have no value, or are of several.
    pub key: Option<String>,
    /// What people read.
    pub label: String,
    /// A value for each column; none where it is not told: of what no row tells only the number is.
    pub values: Vec<Option<Measured>>,
    /// Stands on so few that it is flagged, and never ranked.
    pub few: Vec<bool>,
    /// Reports that stand in the row's cohort, or are open: what its shares are of.
    pub n: u64,
}

/// Another period.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// The moment as of which it is told.
    pub as_of: Timestamp,
    /// Place in the order of events of the last one before that moment.
    pub position: i64,
    /// By how many days that moment lies before the one at which it was as old as the period beside it. Where they are many,
    /// of a cohort only how many there were is told.
    pub days_fewer: i64,
    /// Its total, too, is told in fives.
    pub in_fives: bool,
    /// Reports of it that were recorded at or after that moment, as [`FigureTable::recorded_later`].
    pub recorded_later: u64,
    /// Something of it was recorded by then; else it has no values: nought would say nothing.
    pub is_recorded: bool,
    /// Its values.
    pub row: FigureRow,
}

impl FigureRow {
    /// The value of a column by which the row stands among others; none where it stands on few, and of ratings.
    fn ranked(&self, column: usize) -> Option<f64> {
        let is_few = self.few.get(column).copied().unwrap_or(true);
        let value = self.values.get(column).copied().flatten()?;
        let is_ranked = !is_few && !matches!(value, Measured::Rating(_));
        value.rank().filter(|_| is_ranked)
    }
}

/// A list of the reports behind a value, as the lists filter: which of them a reader sees is for the list to say. Lists
/// show reports as they are now; the query carries the moment of the figure, so that the page can say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Query of an office's list.
    pub desk: String,
    /// Query of the public list.
    pub public: String,
}

/// Of a place that there is not, nothing is known: that is no zero. Where no regions are known at all, any code may be one.
fn check_region(app: &App, question: &Question) -> Result<(), AskError> {
    let places = app.places();
    let Some(region) = &question.filter.region else {
        return Ok(());
    };
    let code = region.parse::<RegionCode>().ok();
    // A province may be known by its cities only.
    let is_known = |code| places.regions.within(code).next().is_some();
    if places.regions.is_empty() || code.is_some_and(is_known) {
        Ok(())
    } else {
        Err(AskError::NoSuchRegion(region.clone()))
    }
}

/// A table as it is.
///
/// # Errors
/// A question without an answer, or where the database fails.
pub async fn table(app: &App, question: &Question) -> Result<FigureTable, FiguresError> {
    let rules = arrangement::rules(app, question.organisation, &question.ask).await?;
    question.ask.check(&rules)?;
    check_region(app, question)?;
    let family = question.check(&rules)?;
    let readings: BTreeSet<Reading> = readings(&question.measures);
    let (ask, filter) = (question.ask, &question.filter);
    let query = GatherQuery::new(Arc::clone(&rules), ask, filter.clone(), readings.clone())?;
    app.ordered_before(ask.moment()).await?;
    if !is_known(app, ask).await? {
        return Err(QuestionError::BeforeFirst(ask.moment()).into());
    }
    let gathered = app.store().read(query).await?;
    let zone = gathered.zone;
    let then = arrangement::names_before(app, &question.ask, question.organisation).await?;
    let mut made = made(question, family, &rules, &then, gathered, false);
    if question.compare {
        for (other, slot) in [
            (compare::before(&ask, zone), &mut made.before),
            (compare::last_year(&ask, zone), &mut made.last_year),
        ] {
            let Some(other) = other else {
                continue;
            };
            let rules = arrangement::rules(app, question.organisation, &other).await?;
            let query = GatherQuery::new(rules, other, filter.clone(), readings.clone())?;
            let gathered = app.store().read(query).await?;
            let is_known = is_known(app, other).await?;
            *slot = Some(compared(gathered, &question.measures, is_known));
        }
    }
    Ok(made)
}

/// A table in which nobody is singled out.
///
/// # Errors
/// As [`table`]; and what is not told to anyone.
pub async fn public_table(app: &App, question: &Question) -> Result<FigureTable, FiguresError> {
    question.check_public()?;
    let rules = arrangement::rules(app, question.organisation, &question.ask).await?;
    question.ask.check(&rules)?;
    question.filter.check(&rules)?;
    check_region(app, question)?;
    let family = question.check(&rules)?;
    // One filter is one row of a breakdown, told where that row is.
    let picked = if question.filter.is_empty() {
        None
    } else {
        Some(question.as_row(&rules).ok_or(QuestionError::NoRow)?)
    };
    let ask = Ask {
        by: picked.as_ref().map_or(question.ask.by, |(by, _)| Some(*by)),
        ..question.ask
    };
    if ask.as_of.is_some() && !is_known(app, ask).await? {
        return Err(QuestionError::BeforeFirst(ask.moment()).into());
    }
    let mut made = read_public(app, question, family, &rules, ask, picked.as_ref()).await?;
    if question.compare {
        let zone = made.zone;
        for (other, slot) in [
            (compare::before(&made.ask, zone), &mut made.before),
            (compare::last_year(&made.ask, zone), &mut made.last_year),
        ] {
            let Some(other) = other else {
                continue;
            };
            let other = Ask {
                by: picked.as_ref().map(|(by, _)| *by),
                ..other
            };
            let rules = arrangement::rules(app, question.organisation, &other).await?;
            let read = read_public(app, question, family, &rules, other, picked.as_ref()).await?;
            let days_fewer = compare::days_fewer(&other, read.as_of);
            let is_known = is_known(app, other).await?;
            let is_recorded = is_recorded(family, is_known, &read.total, read.recorded_later);
            let mut row = read.total;
            if !is_recorded {
                leave(&mut row, &question.measures, |_| false);
            } else if family == Family::Cohort && !compare::is_alike(days_fewer) {
                // What became of them depends on how long one waits.
                leave(&mut row, &question.measures, |measure| {
                    measure.id == "received"
                });
            }
            *slot = Some(Compared {
                from: read.ask.from,
                to: read.ask.to,
                as_of: read.as_of,
                position: read.position,
                days_fewer,
                in_fives: read.in_fives,
                recorded_later: read.recorded_later,
                is_recorded,
                row,
            });
        }
    }
    Ok(made)
}

/// Leaves only the values of some measures.
fn leave(row: &mut FigureRow, measures: &[&'static Measure], keeps: impl Fn(&Measure) -> bool) {
    let values = row.values.iter_mut().zip(&mut row.few);
    for (measure, (value, few)) in measures.iter().zip(values) {
        if !keeps(measure) {
            (*value, *few) = (None, false);
        }
    }
}

/// Whether a period was recorded at its moment. Of what happened or is open, that something was is enough.
fn is_recorded(family: Family, is_known: bool, total: &FigureRow, recorded_later: u64) -> bool {
    match family {
        Family::Cohort => compare::is_recorded(is_known, total.n, recorded_later),
        Family::Stock | Family::Flow => is_known,
    }
}

async fn read_public(
    app: &App,
    question: &Question,
    family: Family,
    rules: &Arc<Rules>,
    ask: Ask,
    picked: Option<&(Dimension, String)>,
) -> Result<FigureTable, FiguresError> {
    let query = PublicTableQuery::new(Arc::clone(rules), ask, family, question.measures.clone())?;
    app.ordered_before(query.moment()).await?;
    let mut gathered = app.store().read(query).await?;
    let then = arrangement::names_before(app, &question.ask, question.organisation).await?;
    if let Some((_, key)) = picked {
        let mut rows = std::mem::take(&mut gathered.rows).into_iter();
        // A row of nothing is not told: it would tell that there is something.
        gathered.total = rows
            .find(|row| row.key.as_ref() == Some(key))
            .unwrap_or_else(|| nothing(&gathered.total));
        gathered.ask.by = None;
        gathered.in_fives = true;
    }
    Ok(made(question, family, rules, &then, gathered, true))
}

/// A row of a table of which nothing is told.
fn nothing(total: &GatheredRow) -> GatheredRow {
    GatheredRow {
        key: None,
        label: total.label.clone(),
        counted: Counted {
            of: total.counted.of,
            ..Counted::default()
        },
        hidden: Counted::default(),
        is_rest: false,
    }
}

fn readings(measures: &[&'static Measure]) -> BTreeSet<Reading> {
    measures.iter().map(|measure| measure.reading).collect()
}

/// The table of what was gathered; `before` says how units were called when the period began.
fn made(
    question: &Question,
    family: Family,
    rules: &Rules,
    before: &Rules,
    mut gathered: Gathered,
    is_public: bool,
) -> FigureTable {
    let measures = &question.measures;
    let by = gathered.ask.by;
    let rest = gathered.rows.pop_if(|row| row.is_rest);
    let mut rows: Vec<FigureRow> = gathered
        .rows
        .into_iter()
        .map(|found| {
            let mut row = row(found, measures, family);
            if by.is_some_and(Dimension::is_unit) {
                row.label = dated(rules, &gathered.ask, &row);
                if question.organisation == Organisation::Today {
                    let (key, label) = (row.key.as_deref(), &mut row.label);
                    arrangement::explain(key, label, rules, before, question.ask.now);
                }
            }
            row
        })
        .collect();
    if !by.is_some_and(Dimension::is_time) {
        rows.sort_by(|one, other| {
            // What is never ranked stands behind the others, by name.
            let rank = |row: &FigureRow| row.ranked(0);
            let order = rank(other).partial_cmp(&rank(one));
            let order = order.unwrap_or(std::cmp::Ordering::Equal);
            let last = |row: &FigureRow| row.key.is_none();
            last(one)
                .cmp(&last(other))
                .then(order)
                .then_with(|| one.label.cmp(&other.label))
        });
    }
    rows.extend(rest.map(|rest| row(rest, measures, family)));
    FigureTable {
        filter: question.filter.clone(),
        family,
        organisation: question.organisation,
        as_of: gathered.as_of,
        zone: gathered.zone,
        position: gathered.position,
        recorded_later: gathered.recorded_later,
        policy: gathered.ask.policies(rules),
        ask: gathered.ask,
        columns: measures.clone(),
        rows,
        total: row(gathered.total, measures, family),
        before: None,
        last_year: None,
        is_public,
        in_fives: gathered.in_fives,
    }
}

fn row(found: GatheredRow, measures: &[&'static Measure], family: Family) -> FigureRow {
    let value = |measure: &&'static Measure| {
        if found.is_rest {
            measure.of_rest(&found.counted)
        } else {
            Some(measure.of(&found.counted))
        }
    };
    let values: Vec<Option<Measured>> = measures.iter().map(value).collect();
    let is_few = |value: &Option<Measured>| value.as_ref().is_some_and(Measured::is_few);
    FigureRow {
        few: values.iter().map(is_few).collect(),
        values,
        n: match family {
            Family::Stock => found.counted.stock.open,
            Family::Cohort | Family::Flow => found.counted.cohort.received,
        },
        key: found.key,
        label: found.label,
    }
}

fn compared(gathered: Gathered, measures: &[&'static Measure], is_known: bool) -> Compared {
    let family = measures
        .first()
        .map_or(Family::Cohort, |measure| measure.family);
    let mut row = row(gathered.total, measures, family);
    let is_recorded = is_recorded(family, is_known, &row, gathered.recorded_later);
    if !is_recorded {
        leave(&mut row, measures, |_| false);
    }
    Compared {
        from: gathered.ask.from,
        to: gathered.ask.to,
        as_of: gathered.as_of,
        position: gathered.position,
        days_fewer: 0,
        in_fives: false,
        recorded_later: gathered.recorded_later,
        is_recorded,
        row,
    }
}

/// A unit's name, with the days on which it began or ended where they lie in what is told.
fn dated(rules: &Rules, ask: &Ask, row: &FigureRow) -> String {
    let id = row.key.as_ref().and_then(|key| key.parse::<UnitId>().ok());
    let unit = id.and_then(|id| rules.directory.units.get(&id));
    let Some(unit) = unit else {
        return row.label.clone();
    };
    let last = ask.zone(rules).local_date(ask.moment());
    let mut label = row.label.clone();
    if let Some(from) = unit
        .valid_from
        .filter(|from| (ask.from..=last).contains(from))
    {
        let _ = write!(label, " (sejak {from})");
    }
    if let Some(to) = unit.valid_to.filter(|to| *to <= last) {
        let to = to.yesterday().unwrap_or(to);
        let _ = write!(label, " (sampai {to})");
    }
    label
}

impl FigureTable {
    /// The lists of the reports behind a value, narrowed to the days in which they were received. Of a figure of what
    /// happened the days are told and do not narrow: no list knows when what happened.
    pub fn link(&self, row: Option<&FigureRow>, measure: &Measure) -> Link {
        let mut filter = self.filter.clone();
        let mut days = (self.ask.from, self.ask.to);
        if let Some((by, key)) = self.ask.by.zip(row.and_then(|row| row.key.as_ref())) {
            match by {
                Dimension::Unit | Dimension::Branch => filter.unit = key.parse().ok(),
                Dimension::Category | Dimension::CategoryGroup => {
                    filter.category = key.parse().ok();
                }
                Dimension::Channel => filter.channel = Some(key.clone()),
                Dimension::Type => filter.report_type = key.parse().ok(),
                by if by.is_region() => filter.region = Some(key.clone()),
                by if by.is_time() => {
                    // Months that are told together are named together: `2023-01/2023-02`.
                    let first = key.split('/').next().and_then(|key| time_span(by, key));
                    let last = key.rsplit('/').next().and_then(|key| time_span(by, key));
                    if let (Some((first, _)), Some((_, last))) = (first, last) {
                        days = (days.0.max(first), days.1.min(last));
                    }
                }
                _ => {}
            }
        }
        let (tab, status) = places(measure);
        let mut desk = query(&[("tab", tab.to_owned())]);
        let mut public = query(&[("status", status.to_owned())]);
        let text = |id: Option<String>| id.unwrap_or_default();
        let unit = text(filter.unit.map(|id| id.to_string()));
        let category = text(filter.category.map(|id| id.to_string()));
        let region = text(filter.region);
        add(&mut desk, "unit", &unit);
        add(&mut desk, "category", &category);
        add(&mut desk, "region", &region);
        add(&mut desk, "channel", &text(filter.channel));
        add(&mut public, "unit", &unit);
        add(&mut public, "category", &category);
        add(&mut public, "village", &region);
        for query in [&mut desk, &mut public] {
            if self.family != Family::Stock {
                add(query, "from", &days.0.to_string());
                add(query, "to", &days.1.to_string());
            }
            if self.family == Family::Flow && measure.id != "flow_received" {
                add(query, "of", "deeds");
            }
            add(query, "as_of", &self.as_of.to_string());
        }
        Link { desk, public }
    }

    /// Places from 1 of the rows by a column, best first; none for rows with few, without a value, or joined ones, and
    /// for measures of which neither way is better.
    pub fn ranks(&self, column: usize) -> Vec<Option<usize>> {
        use lapor_domain::figures::Direction;
        let direction = self.columns.get(column).map(|measure| measure.direction);
        let sign = match direction {
            Some(Direction::Up) => -1.0,
            Some(Direction::Down) => 1.0,
            _ => return vec![None; self.rows.len()],
        };
        let value = |row: &FigureRow| {
            let value = row.ranked(column).filter(|_| row.key.is_some());
            value.map(|value| value * sign)
        };
        let values: Vec<Option<f64>> = self.rows.iter().map(value).collect();
        let place = |one: &Option<f64>| {
            let one = (*one)?;
            let better = values.iter().flatten().filter(|other| **other < one);
            Some(better.count() + 1)
        };
        values.iter().map(place).collect()
    }
}

/// Where the reports of a measure are found: an office's tab, and a public status.
fn places(measure: &Measure) -> (&'static str, &'static str) {
    match measure.id {
        "not_verified" | "open_not_verified" => ("belum-diverifikasi", "not_verified"),
        "on_hold" | "open_on_hold" => ("menunggu-pelapor", "on_hold"),
        "in_process" | "open_in_process" => ("semua", "in_process"),
        "not_followed_up" | "open_not_followed_up" => ("semua", "not_followed_up"),
        "overdue" | "overdue_share" => ("terlambat", ""),
        "archived" | "withdrawn" | "expired" => ("arsip", "archived"),
        "transferred" | "merged" => ("arsip", ""),
        "handled" | "completion" | "solved_share" => ("selesai", "handled"),
        id if id.starts_with("closed_by") || id.starts_with("outcome_") => ("selesai", "handled"),
        id if id.starts_with("archive_") => ("arsip", "archived"),
        _ if measure.family == Family::Stock => ("tindakan", ""),
        _ => ("semua", ""),
    }
}

fn query(pairs: &[(&str, String)]) -> String {
    let mut query = String::new();
    for (name, value) in pairs {
        add(&mut query, name, value);
    }
    query
}

/// Adds a pair, escaped; nothing where there is no value.
fn add(query: &mut String, name: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    if !query.is_empty() {
        query.push('&');
    }
    let _ = write!(query, "{name}=");
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            query.push(char::from(byte));
        } else {
            let _ = write!(query, "%{byte:02X}");
        }
    }
}
