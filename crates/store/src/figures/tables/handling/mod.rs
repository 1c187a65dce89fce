//! How reports were handled, folded beside the counts: durations as how many took so long, so that percentiles stay
//! those of the reports themselves; clocks missed from the instant they were due, which may lie ahead of the fold.

pub(crate) mod basis;
pub(crate) mod held;
pub(crate) mod life;
pub(crate) mod measure;
mod sum;
pub(crate) mod weigh;

use std::collections::BTreeSet;

use lapor_domain::figures::{Counted, Reading};
use lapor_domain::ids::UnitId;
use uuid::Uuid;

use self::measure::Marks;
use self::sum::{Cell, Value, Weighing};
use super::beyond::Beyond;
use super::cell::{self, finest, kind};
use super::fold;
use super::numbers::{Apart, From, Numbers, numbers};
use super::period::{Period, Span, is_of_days};
use crate::figures::gather::{Cut, Rows, Units};
use crate::figures::key::Key;
use crate::figures::sql::{Part, holders};
use crate::figures::{Ask, Dimension, Scope};
use crate::record::micros;
use crate::{StoreError, Tx};

/// Why cells cannot answer.
struct NoCells;

/// The dimension by whose cells a question is answered, if by any.
///
/// A unit and another dimension at once have no cells, nor has who did it, but for what happened; days only where cells of
/// days are kept.
fn cells_of(ask: &Ask, apart: Apart, is_flow: bool) -> Result<Option<Dimension>, NoCells> {
    let by = match ask.by {
        Some(Dimension::Officer) if is_flow && !matches!(ask.scope, Scope::Unit(_)) => None,
        Some(by) if finest(by).is_none() && apart == Apart::Nothing => return Err(NoCells),
        by => by.and_then(finest),
    };
    match (ask.scope, by) {
        (Scope::Unit(_), None | Some(Dimension::Unit)) => Ok(Some(Dimension::Unit)),
        (Scope::Unit(_), Some(_)) => Err(NoCells),
        (_, by) => Ok(by),
    }
}

/// Cells read for a question, and how their names are taken apart.
struct Cells<'a> {
    cut: &'a Cut<'a>,
    holders: Vec<Uuid>,
    part: &'a Part,
    /// The dimension of the cells.
    of: Option<Dimension>,
}

/// A name that is none.
struct Damaged;

/// A cell of a name, with the row and the unit it belongs to.
struct Told<'a> {
    key: Key,
    unit: Option<UnitId>,
    cell: Cell<'a>,
}

impl Cells<'_> {
    fn is_seen(&self, marks: Marks) -> bool {
        self.part.sees(marks.supervisory, marks.left)
    }

    /// None where its lead is not asked for.
    fn told<'b>(&self, of: &Key, name: &'b [u8]) -> Result<Option<Told<'b>>, Damaged> {
        let (own, rest) = match self.of {
            None => (None, name),
            Some(_) => cell::take_key(name)
                .map(|(key, rest)| (Some(key), rest))
                .ok_or(Damaged)?,
        };
        let cell = Cell::of(rest).ok_or(Damaged)?;
        let mut unit = None;
        if self.of == Some(Dimension::Unit) {
            let id = match own {
                Some(Key::Id(id)) => Some(id),
                _ => None,
            };
            if !self.part.has_lead(id) {
                return Ok(None);
            }
            unit = id.map(UnitId).filter(|_| cell.is_of_unit());
        } else if self.of.is_none() && cell.is_of_unit() {
            unit = Some(measure::unit(cell.rest).ok_or(Damaged)?);
        }
        let of = match self.cut.ask.by {
            Some(Dimension::Officer) => {
                let officer = measure::deed(cell.rest).and_then(|(_, officer)| officer);
                officer.map_or(Key::None, |officer| Key::Id(officer.0))
            }
            _ => of.clone(),
        };
        let by_own = self.cut.ask.by.and_then(finest).is_some();
        let key = own.filter(|_| by_own).unwrap_or(of);
        let key = self.cut.shape.gather(key);
        Ok(Some(Told { key, unit, cell }))
    }

    async fn numbers(
        &self,
        tx: &mut Tx<'_>,
        what: &[i64],
        (spans, apart): (&[Span], Apart),
        beyond: &Beyond,
    ) -> Result<Option<Numbers>, StoreError> {
        let ask = self.cut.ask;
        let is_all = ask.scope == Scope::Installation;
        let own = what.iter().copied();
        let elsewhere = own.clone().map(|what| what + kind::ELSEWHERE);
        let all = own.chain(elsewhere.filter(|_| is_all));
        let kinds: Vec<i64> = all.map(|what| kind::handled(what, self.of)).collect();
        let from = From {
            kinds: &kinds,
            holders: &self.holders,
            spans,
            moment: micros(ask.moment()),
            apart,
        };
        numbers(tx, &from, beyond).await
    }
}

/// Adds how the reports of a period were handled, as far as cells tell of it; false where the tables cannot tell. What happened
/// is asked for by itself: its period is not that of receipt.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn read(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    period: &Period,
    beyond: &Beyond,
    readings: &BTreeSet<Reading>,
    rows: &mut Rows,
    units: &mut Units,
) -> Result<bool, StoreError> {
    let apart = Apart::of(cut.ask.by, period.by_day);
    let is_flow = readings.contains(&Reading::Flow);
    let Ok(of) = cells_of(cut.ask, apart, is_flow) else {
        return Ok(false);
    };
    let parts = cut.parts();
    let Some(part) = parts.first() else {
        return Ok(true);
    };
    if !fold::holds(tx, cut).await? {
        return Ok(false);
    }
    let cells = Cells {
        cut,
        holders: holders(&parts),
        part,
        of,
    };
    let what = readings.iter().copied().filter_map(measure::of_reading);
    let what: Vec<i64> = what.collect();
    let when = (period.spans.as_slice(), apart);
    let Some(found) = cells.numbers(tx, &what, when, beyond).await? else {
        return Ok(false);
    };
    let added = found.each_on_many(
        || Adding::new(cut, rows.is_twin()),
        |adding, of, name, codes| cells.add_name(adding, of, name, codes),
    );
    let is_told = added.is_some();
    for adding in added.into_iter().flatten() {
        rows.join(adding.rows);
        units.join(adding.units);
    }
    Ok(is_told)
}

/// What is added up of cells.
struct Adding<'a> {
    weighing: Weighing<'a>,
    rows: Rows,
    units: Units,
    /// Values of a name, and those of them that are not public: used again for the next one.
    all: Vec<Value>,
    hidden: Vec<Value>,
}

impl<'a> Adding<'a> {
    fn new(cut: &Cut<'a>, is_twin: bool) -> Self {
        Self {
            weighing: Weighing::new(cut.rules, cut.ask.moment()),
            rows: Rows::new(is_twin),
            units: Units::default(),
            all: Vec::new(),
            hidden: Vec::new(),
        }
    }
}

impl Cells<'_> {
    /// Adds what a name tells; none where it is damaged.
    fn add_name(
        &self,
        adding: &mut Adding<'_>,
        of: &Key,
        name: &[u8],
        codes: &[Value],
    ) -> Option<()> {
        let Adding {
            weighing,
            rows,
            units,
            all,
            hidden,
        } = adding;
        self.values(codes, all, rows.is_twin().then_some(&mut *hidden));
        if all.is_empty() {
            return Some(());
        }
        let Some(Told { key, unit, cell }) = self.told(of, name).ok()? else {
            return Some(());
        };
        if let Some(unit) = unit {
            cell.add_to_unit(unit, all, units);
        }
        if cell.is_of_unit_alone() {
            return Some(());
        }
        rows.count_all(key, (all.as_slice(), hidden.as_slice()), |values, to| {
            cell.add(values, to, weighing)
        })
    }

    /// The values that may be seen, in order, each once; and those that are not public, where they are asked for.
    fn values(&self, codes: &[Value], all: &mut Vec<Value>, mut hidden: Option<&mut Vec<Value>>) {
        all.clear();
        if let Some(hidden) = &mut hidden {
            hidden.clear();
        }
        for (code, n) in codes {
            let (value, marks) = measure::of_code(*code);
            if self.is_seen(marks) {
                count(all, value, *n);
                if let Some(hidden) = hidden.as_mut().filter(|_| !marks.is_public) {
                    count(hidden, value, *n);
                }
            }
        }
    }
}

/// One more value, none smaller than the last.
fn count(values: &mut Vec<Value>, value: u32, n: u64) {
    match values.last_mut() {
        Some((last, all)) if *last == value => *all += n,
        _ => values.push((value, n)),
    }
}

/// What was measured of reports that were looked at one by one, and what their units did; none where a name cannot be read. `of`
/// is the dimension that its names begin with.
pub(crate) fn tell(
    cut: &Cut<'_>,
    part: &Part,
    of: Option<Dimension>,
    numbers: &Numbers,
    is_twin: bool,
) -> Option<(Rows, Units)> {
    let cells = looked_at(cut, part, of);
    let mut adding = Adding::new(cut, is_twin);
    numbers.each(|of, name, codes| cells.add_name(&mut adding, of, name, codes))?;
    Some((adding.rows, adding.units))
}

/// The same of what is open.
pub(crate) fn tell_open(
    cut: &Cut<'_>,
    part: &Part,
    of: Option<Dimension>,
    numbers: &Numbers,
    is_twin: bool,
) -> Option<Rows> {
    let cells = looked_at(cut, part, of);
    let mut adding = Adding::new(cut, is_twin);
    numbers.each(|holder, name, codes| cells.add_open_name(&mut adding, holder, name, codes))?;
    Some(adding.rows)
}

/// Names of reports that were looked at one by one are taken apart as those of cells are.
const fn looked_at<'a>(cut: &'a Cut<'a>, part: &'a Part, of: Option<Dimension>) -> Cells<'a> {
    Cells {
        cut,
        holders: Vec::new(),
        part,
        of,
    }
}

/// Adds what is open at the moment, whenever received; false where the tables cannot tell.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn open(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    beyond: &Beyond,
    rows: &mut Rows,
) -> Result<bool, StoreError> {
    // Their names say the day of receipt.
    let without = Ask {
        by: cut.ask.by.filter(|by| !is_of_days(*by)),
        ..*cut.ask
    };
    let Ok(of) = cells_of(&without, Apart::of(without.by, false), false) else {
        return Ok(false);
    };
    let parts = cut.parts();
    let Some(part) = parts.first() else {
        return Ok(true);
    };
    if !fold::holds(tx, cut).await? {
        return Ok(false);
    }
    let cells = Cells {
        cut,
        holders: holders(&parts),
        part,
        of,
    };
    let found = cells
        .numbers(tx, &[kind::OPEN], (&[Span::EVER], Apart::Holders), beyond)
        .await?;
    let Some(found) = found else {
        return Ok(false);
    };
    let added = found.each_on_many(
        || Adding::new(cut, rows.is_twin()),
        |adding, holder, name, codes| cells.add_open_name(adding, holder, name, codes),
    );
    let is_told = added.is_some();
    for adding in added.into_iter().flatten() {
        rows.join(adding.rows);
    }
    Ok(is_told)
}

impl Cells<'_> {
    /// Adds what a name tells of what is open at a holder's; none where it is damaged.
    fn add_open_name(
        &self,
        adding: &mut Adding<'_>,
        holder: &Key,
        name: &[u8],
        codes: &[Value],
    ) -> Option<()> {
        let Key::Id(body) = holder else { return None };
        let Adding { weighing, rows, .. } = adding;
        for (code, n) in codes {
            let (day, marks) = measure::of_code(*code);
            if !self.is_seen(marks) {
                continue;
            }
            let of = match self.cut.ask.by {
                Some(Dimension::Month | Dimension::Quarter | Dimension::Year) => {
                    Key::Number(i64::from(day) / 100)
                }
                Some(by) if by.is_time() => Key::Number(i64::from(day)),
                Some(Dimension::Body) => holder.clone(),
                _ => Key::None,
            };
            let Some(told) = self.told(&of, name).ok()? else {
                continue;
            };
            if told.cell.measure == measure::OVERDUE {
                rows.count(told.key, marks.is_public, |to| to.stock.overdue += n);
                continue;
            }
            let figure = measure::figure(told.cell.rest)?;
            let age = weighing.age(*body, day)?;
            rows.count(told.key, marks.is_public, |to: &mut Counted| {
                to.stock.add(figure, age, *n);
            });
        }
        Some(())
    }
}
