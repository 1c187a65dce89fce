//! Lives that a question looks at, shared among several threads: each takes the next days that nobody took yet.

use std::collections::BTreeSet;

use lapor_domain::figures::Reading;
use uuid::Uuid;

use super::answer::{self, Counts};
use super::fresh::Fresh;
use super::look::{Looking, is_handled};
use super::{sheets, signature};
use crate::change::{Pieces, Shared};
use crate::figures::answer::Adding;
use crate::figures::gather::{Cut, Rows, Units, reach};
use crate::figures::sql::{DAYS, Part};
use crate::figures::tables::fold::{Mark, mark};
use crate::figures::tables::handling;
use crate::{StoreError, Tx, params};

/// A question and the lives that it looks at.
pub(super) struct Search<'a> {
    cut: &'a Cut<'a>,
    /// One of its parts: they differ in whose reports they are.
    first: &'a Part,
    fresh: &'a Fresh,
    /// Where the tables were when [`Fresh`] was worked out.
    mark: Mark,
    readings: &'a BTreeSet<Reading>,
    is_twin: bool,
    pieces: Pieces<Piece>,
}

/// What is looked at by one thread, one after another.
enum Piece {
    /// What is open at the moment, whenever received.
    Open(Part),
    /// Cases of followers.
    Cases,
    /// What was received in some days, no more than a month: PostgreSQL holds all rows of a statement.
    Days(Part),
    /// Lives that stand for their rows.
    Fresh(Part),
}

/// What one thread found.
pub(super) struct Found<'a> {
    looking: Looking<'a>,
    /// Cases of followers, counted alone.
    cases: Adding,
    rows: Rows,
    units: Units,
}

impl<'a> Search<'a> {
    /// Finds what there is to look at.
    pub(super) async fn of(
        tx: &mut Tx<'_>,
        cut: &'a Cut<'a>,
        (first, parts): (&'a Part, &[Part]),
        (fresh, readings): (&'a Fresh, &'a BTreeSet<Reading>),
        (with_cases, is_twin): (bool, bool),
    ) -> Result<Self, StoreError> {
        let mut pieces = Vec::new();
        if readings.contains(&Reading::Stock) {
            pieces.extend(parts.iter().cloned().map(Piece::Open));
        }
        // What is open has no period.
        if readings.iter().any(|reading| *reading != Reading::Stock) {
            // Nobody asks for them where nothing is counted.
            let with_cases = with_cases && readings.contains(&Reading::Counts);
            pieces.extend(with_cases.then_some(Piece::Cases));
            for part in parts {
                pieces.push(Piece::Fresh(part.clone()));
                let months = reach::months_of_receipt(tx, part).await?;
                pieces.extend(months.into_iter().map(Piece::Days));
            }
        }
        Ok(Self {
            cut,
            first,
            fresh,
            mark: mark(tx).await?,
            readings,
            is_twin,
            pieces: Pieces::new(pieces),
        })
    }
}

impl Found<'_> {
    /// Adds it to what the others found; none where it cannot be told.
    pub(super) fn add_to(self, counts: &mut Counts) -> Option<()> {
        self.looking.add_to(&mut counts.adding)?;
        counts.adding.join_cases(self.cases);
        counts.rows.join(self.rows);
        counts.units.join(self.units);
        Some(())
    }
}

impl<'a> Shared for Search<'a> {
    /// None where something cannot be read.
    type Found = Option<Found<'a>>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Found, StoreError> {
        let handled = self.readings.iter().copied();
        let mut looking = Looking::new(self.cut, handled.filter(|reading| is_handled(*reading)));
        let mut open = Looking::new(self.cut, std::iter::once(Reading::Stock));
        let mut cases = Adding::default();
        let mut is_whole = true;
        // Another snapshot may have other rows: of that what is fresh would not be so.
        if mark(tx).await?.is_at(&self.mark) {
            while let Some(piece) = self.pieces.next() {
                is_whole &= match piece {
                    Piece::Open(part) => look_open(tx, part, self.fresh, &mut open).await?,
                    Piece::Cases => {
                        answer::cases(tx, self.cut, &mut cases).await?;
                        true
                    }
                    Piece::Days(days) => look(tx, days, self.fresh, &mut looking).await?,
                    Piece::Fresh(part) => look_fresh(part, self.fresh, &mut looking),
                };
            }
        }
        let tell = || {
            let (cut, first, of) = (self.cut, self.first, looking.of());
            let (mut rows, units) =
                handling::tell(cut, first, of, looking.numbers(), self.is_twin)?;
            let open = handling::tell_open(cut, first, of, open.numbers(), self.is_twin)?;
            rows.join(open);
            Some((rows, units))
        };
        let told = tell().filter(|_| is_whole);
        Ok(told.map(|(rows, units)| Found {
            looking,
            cases,
            rows,
            units,
        }))
    }
}

/// Looks at each report of some days; false where a life cannot be read.
async fn look(
    tx: &mut Tx<'_>,
    days: &Part,
    fresh: &Fresh,
    looking: &mut Looking<'_>,
) -> Result<bool, StoreError> {
    let asked = signature::asked(days);
    let sql = format!(
        "SELECT day, report_id, steps FROM cohort_life WHERE holder_id = $1 AND day >= $2 AND day <= $3{}",
        signature::condition(&asked, "signature", 4)
    );
    let mut is_whole = true;
    let sheets = sheets::days(tx, days).await?;
    for (from, to) in between(days.days(), sheets.iter().map(|sheet| sheet.day)) {
        let each = |(day, report, steps): (i64, Uuid, Vec<u8>)| {
            if !fresh.instead_of.contains(&report) {
                is_whole &= looking.count(days, day, &steps).is_some();
            }
        };
        let mut values = params![days.holder.0, from, to].to_vec();
        values.extend(signature::params(&asked));
        tx.each_dyn(&sql, &values, each).await?;
    }
    is_whole &= sheets::add(tx, days, &sheets, fresh, looking).await?;
    Ok(is_whole)
}

/// The same of lives that stand for their rows.
fn look_fresh(part: &Part, fresh: &Fresh, looking: &mut Looking<'_>) -> bool {
    let (from, to) = part.days();
    let rows = fresh.rows.iter();
    let mut rows = rows.filter(|row| row.holder == part.holder.0 && (from..=to).contains(&row.day));
    rows.all(|row| looking.count(part, row.day, &row.steps).is_some())
}

/// The stretches of days that lie between some, which come in order.
fn between((from, to): (i64, i64), days: impl Iterator<Item = i64>) -> Vec<(i64, i64)> {
    let mut stretches = Vec::new();
    let mut first = from;
    for day in days {
        stretches.push((first, day - 1));
        first = day + 1;
    }
    stretches.push((first, to));
    stretches.retain(|(from, to)| from <= to);
    stretches
}

/// Looks at those that are open at the moment, whenever received.
async fn look_open(
    tx: &mut Tx<'_>,
    part: &Part,
    fresh: &Fresh,
    looking: &mut Looking<'_>,
) -> Result<bool, StoreError> {
    let asked = signature::asked(part);
    // From one day on which something was received to the next, and of each what ended only later.
    let (open, o) = tx.engine().lives_that_are_open(!asked.is_empty());
    let sql = format!(
        "{DAYS} SELECT l.report_id, l.steps FROM day CROSS JOIN {open}
        WHERE {o}.holder_id = $1 AND {o}.day = day.d AND day.d <= $3 AND {o}.open_until >= $4{}",
        signature::condition(&asked, &format!("{o}.signature"), 5)
    );
    let mut is_whole = true;
    let sheets = sheets::open_days(tx, part).await?;
    let days = sheets.iter().flatten().map(|sheet| sheet.day);
    for (from, to) in between((0, part.last_day()), days) {
        let each = |(report, steps): (Uuid, Vec<u8>)| {
            if !fresh.instead_of.contains(&report) {
                is_whole &= looking.count_open(part, &steps).is_some();
            }
        };
        let mut values = params![part.holder.0, from, to, part.moment()].to_vec();
        values.extend(signature::params(&asked));
        tx.each_dyn(&sql, &values, each).await?;
    }
    for sheets in &sheets {
        is_whole &= sheets::add(tx, part, sheets, fresh, looking).await?;
    }
    let fresh = fresh.rows.iter();
    for row in fresh.filter(|row| row.holder == part.holder.0 && row.open_until >= part.moment()) {
        is_whole &= looking.count_open(part, &row.steps).is_some();
    }
    Ok(is_whole)
}
