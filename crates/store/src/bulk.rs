//! Whole lives put down at once, for measurements over millions of reports.
//!
//! The rows are made by the projection's own code, as [`rebuild`](crate::rebuild) makes them; only how they get into
//! the tables differs: many rows to a statement, the last state of each alone, and events already in their place.
//! Search indexes, jobs and messages are left out.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::event::Recorded;
use lapor_domain::rules::Rules;

use crate::rebuild::{Expected, fold};
use crate::record::content::NewContent;
use crate::record::project::model::{ALL, RowValues};
use crate::record::{RecordError, content, events};
use crate::sequencer::ordered_until;
use crate::{Change, StoreError, Tx, Value};

/// Values of one statement: a few hundred rows.
const VALUES: usize = 6_000;

/// A life, worked out and ready to be put down.
pub struct Lived {
    events: Vec<(i64, RowValues<'static>)>,
    words: Vec<RowValues<'static>>,
    rows: Expected,
}

impl Lived {
    /// Works out the rows of a report from all that happened to it. Words are of the moment in which they were written.
    ///
    /// # Errors
    /// [`RecordError`] where the first event is no receipt.
    pub fn of(
        rules: &Rules,
        home: BodyId,
        id: ReportId,
        happened: &[Recorded],
        words: &[(NewContent, Timestamp)],
    ) -> Result<Self, RecordError> {
        let event = |recorded: &Recorded| {
            let row = events::values(home, id, recorded)?;
            Ok((recorded.recorded_at.as_microsecond(), row))
        };
        let events: Result<Vec<_>, RecordError> = happened.iter().map(event).collect();
        Ok(Self {
            events: events?,
            words: words
                .iter()
                .map(|(word, at)| content::values(home, id, word, *at))
                .collect(),
            rows: fold(id, happened, rules)?,
        })
    }
}

/// Puts lives down, their events in the order in which they were recorded.
pub struct Load {
    /// The lives.
    pub lives: Vec<Lived>,
    /// What is noted in the same transaction: a setting and its value.
    pub note: (&'static str, String),
}

impl Change for Load {
    type Output = ();
    type Error = StoreError;
    const NAME: &'static str = "load_lives";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let mut events: Vec<&(i64, RowValues<'static>)> =
            self.lives.iter().flat_map(|life| &life.events).collect();
        events.sort_by_key(|(at, _)| *at);
        let count = i64::try_from(events.len()).unwrap_or(0);
        let first = ordered_until(tx, count).await? - count + 1;
        let placed = events.iter().zip(first..).map(|((_, row), place)| {
            let place = std::iter::once(Value::from(place));
            row.iter().cloned().chain(place).collect()
        });
        put(tx, "event", EVENT, placed.collect()).await?;
        let words = self
            .lives
            .iter()
            .flat_map(|life| life.words.iter().cloned());
        put(tx, "content", CONTENT, words.collect()).await?;
        for (n, model) in ALL.iter().enumerate() {
            let mut columns = model.columns.to_vec();
            let mut rows: Vec<RowValues<'static>> = Vec::new();
            for life in &self.lives {
                let of_life = life.rows.rows.get(n).into_iter().flatten();
                rows.extend(of_life.cloned());
            }
            // The report's row alone says when the program must look at it again.
            if model.name == "report" {
                columns.push("next_timer");
                let timers = self.lives.iter().map(|life| life.rows.next_timer);
                for (row, timer) in rows.iter_mut().zip(timers) {
                    row.push(Value::from(timer));
                }
            }
            put(tx, model.name, &columns, rows).await?;
        }
        let (name, value) = &self.note;
        crate::record::setting::set(tx, name, value).await
    }
}

const EVENT: &[&str] = &[
    "body_id",
    "stream_kind",
    "stream_id",
    "seq",
    "occurred_at",
    "recorded_at",
    "actor_role",
    "actor_officer",
    "actor_unit",
    "kind",
    "version",
    "payload",
    "position",
];
const CONTENT: &[&str] = &[
    "id",
    "body_id",
    "stream_id",
    "kind",
    "salt",
    "wrapped_key",
    "sealed",
    "plain",
    "created_at",
];

/// Inserts rows, as many to a statement as fit.
async fn put(
    tx: &mut Tx<'_>,
    table: &str,
    columns: &[&str],
    rows: Vec<RowValues<'static>>,
) -> Result<(), StoreError> {
    for some in rows.chunks((VALUES / columns.len()).max(1)) {
        let mut place = 0;
        let mut row = || {
            let first = place + 1;
            place += columns.len();
            let places: Vec<String> = (first..=place).map(|n| format!("${n}")).collect();
            format!("({})", places.join(","))
        };
        let places: Vec<String> = some.iter().map(|_| row()).collect();
        let sql = format!(
            "INSERT INTO {table} ({}) VALUES {}",
            columns.join(", "),
            places.join(",")
        );
        let values: Vec<Value<'static>> = some.iter().flatten().cloned().collect();
        tx.exec_dyn(&sql, &values).await?;
    }
    Ok(())
}
