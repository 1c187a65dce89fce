//! Making sheets: of days whose reports are mostly over, and anew where too much changed since.

use jiff::civil::Date;
use lapor_domain::rules::Rules;
use uuid::Uuid;

use super::line::Sheet;
use crate::figures::tables::fold::{Mark, mark};
use crate::figures::tables::lives::pack::LifeRow;
use crate::figures::tables::rows::Put;
use crate::record::project::day_number;
use crate::{Change, Query, Store, StoreError, Tx, Value, params};

/// A sheet is made anew where one in so many of its lives changed since.
const STALE: i64 = 8;

/// Which days get a sheet.
#[derive(Clone, Copy, Debug)]
pub struct Sheeting {
    /// Received up to this day.
    pub until: Date,
    /// At least so many reports: fewer are as quickly looked at one by one.
    pub least: i64,
    /// Days at once.
    pub most: usize,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Days that were looked at; where there are as many as were asked for at once, there may be more.
    pub days: usize,
    /// Sheets that were made.
    pub sheets: usize,
}

/// Makes some sheets that are missing or stale, if there are any, and the installation is one that keeps days.
///
/// # Errors
/// Where the database fails.
pub async fn make(store: &Store, rules: &Rules, sheeting: Sheeting) -> Result<Made, StoreError> {
    let mut bodies: Vec<Uuid> = rules.directory.bodies.keys().map(|body| body.0).collect();
    bodies.sort_unstable();
    let Some(drawn) = store.read(Draw { bodies, sheeting }).await? else {
        return Ok(Made::default());
    };
    let made = Made {
        days: drawn.days.len(),
        sheets: drawn.days.iter().filter(|day| day.sheet.is_some()).count(),
    };
    let written = made.days > 0 && store.run(drawn).await?;
    Ok(if written { made } else { Made::default() })
}

/// Draws them.
struct Draw {
    bodies: Vec<Uuid>,
    sheeting: Sheeting,
}

/// A day that was looked at.
struct Looked {
    holder: Uuid,
    day: i64,
    /// Whether it is looked at for the first time.
    is_new: bool,
    sheet: Option<Sheet>,
}

/// Days as they will be, where the tables are still as they were read.
struct Drawn {
    mark: Mark,
    days: Vec<Looked>,
}

impl Query for Draw {
    type Output = Option<Drawn>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        const STALE_DAYS: &str = "SELECT s.holder_id, s.day FROM cohort_sheet s WHERE s.part = 0
            AND ((SELECT count(*) FROM cohort_apart a WHERE a.holder_id = s.holder_id AND a.day = s.day) - s.apart) * $1 > s.lives
            LIMIT $2";
        let mark = mark(tx).await?;
        // Lives are still to come where the tables are being filled.
        if !mark.by_day || mark.place.position == 0 {
            return Ok(None);
        }
        let most = i64::try_from(self.sheeting.most).unwrap_or(i64::MAX);
        let stale: Vec<(Uuid, i64)> = tx.rows(STALE_DAYS, params![STALE, most]).await?;
        let mut found: Vec<(Uuid, i64, bool)> = stale
            .into_iter()
            .map(|(holder, day)| (holder, day, false))
            .collect();
        for holder in &self.bodies {
            let more = self.sheeting.most.saturating_sub(found.len());
            let new = new_days(tx, *holder, self.sheeting.until, more).await?;
            found.extend(new.into_iter().map(|day| (*holder, day, true)));
        }
        let mut days = Vec::with_capacity(found.len());
        for (holder, day, is_new) in found {
            let sheet = draw(
                tx,
                holder,
                day,
                if is_new { self.sheeting.least } else { 0 },
            )
            .await?;
            days.push(Looked {
                holder,
                day,
                is_new,
                sheet,
            });
        }
        Ok(Some(Drawn { mark, days }))
    }
}

/// The next days of a body of which nothing was decided.
async fn new_days(
    tx: &mut Tx<'_>,
    holder: Uuid,
    until: Date,
    most: usize,
) -> Result<Vec<i64>, StoreError> {
    const DECIDED: &str = "SELECT until_day FROM cohort_sheeted WHERE holder_id = $1";
    // From one seek to the next.
    const NEXT: &str = "SELECT day FROM cohort_life WHERE holder_id = $1 AND day > $2 AND day <= $3 ORDER BY day LIMIT 1";
    let mut last: i64 = tx.row(DECIDED, params![holder]).await?.unwrap_or(0);
    let mut days = Vec::new();
    while days.len() < most {
        let next = params![holder, last, day_number(until)];
        let Some(day) = tx.row::<i64>(NEXT, next).await? else {
            break;
        };
        days.push(day);
        last = day;
    }
    Ok(days)
}

/// The sheet of a day; none where it has fewer reports, or they have too many names for one.
async fn draw(
    tx: &mut Tx<'_>,
    holder: Uuid,
    day: i64,
    least: i64,
) -> Result<Option<Sheet>, StoreError> {
    const SQL: &str = "SELECT report_id, steps FROM cohort_life WHERE holder_id = $1 AND day = $2 ORDER BY report_id";
    let rows: Vec<(Uuid, Vec<u8>)> = tx.rows(SQL, params![holder, day]).await?;
    if i64::try_from(rows.len()).unwrap_or(i64::MAX) < least {
        return Ok(None);
    }
    Ok(Sheet::of(&rows))
}

impl Change for Drawn {
    type Output = bool;
    type Error = StoreError;
    const NAME: &'static str = "make_sheets";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        const DECIDED: &str = "INSERT INTO cohort_sheeted (holder_id, until_day) VALUES ($1, $2)
            ON CONFLICT (holder_id) DO UPDATE SET until_day = excluded.until_day";
        const THROW: &str = "DELETE FROM cohort_sheet WHERE holder_id = $1 AND day = $2";
        const JOIN: &str = "DELETE FROM cohort_apart WHERE holder_id = $1 AND day = $2";
        const PUT: &str = "INSERT INTO cohort_sheet (holder_id, day, part, lives, apart, cells) VALUES ($1, $2, $3, $4, $5, $6)";
        const PART: &str =
            "INSERT INTO cohort_apart (holder_id, day, report_id) VALUES ($1, $2, $3)";
        if !self.mark.is_still(tx).await? {
            return Ok(false);
        }
        for day in &self.days {
            let of_day = params![day.holder, day.day];
            if day.is_new {
                tx.exec(DECIDED, of_day).await?;
            }
            tx.exec(THROW, of_day).await?;
            tx.exec(JOIN, of_day).await?;
            let Some(sheet) = &day.sheet else { continue };
            let lives = i64::try_from(sheet.lives).unwrap_or(i64::MAX);
            let apart = i64::try_from(sheet.apart.len()).unwrap_or(i64::MAX);
            for (part, cells) in &sheet.parts {
                let row = params![day.holder, day.day, *part, lives, apart, &cells[..]];
                tx.exec(PUT, row).await?;
            }
            for report in &sheet.apart {
                tx.exec(PART, params![day.holder, day.day, *report]).await?;
            }
        }
        Ok(true)
    }
}

/// Notes a life that is written anew: the sheet of its day, if it has one, does not tell of it any more. What stands in a row
/// is put down like one.
pub(crate) struct Apart<'a>(pub(crate) &'a LifeRow);

impl Put for Apart<'_> {
    fn sql(&self) -> &'static str {
        "INSERT INTO cohort_apart (holder_id, day, report_id)
        SELECT l.holder_id, l.day, l.report_id FROM cohort_life l WHERE l.holder_id = $1 AND l.day = $2 AND l.report_id = $3
        AND EXISTS (SELECT 1 FROM cohort_sheet s WHERE s.holder_id = $1 AND s.day = $2 AND s.part = 0)
        ON CONFLICT (holder_id, day, report_id) DO NOTHING"
    }

    fn values(&self) -> Vec<Value<'_>> {
        params![self.0.holder, self.0.day, self.0.report].to_vec()
    }
}
