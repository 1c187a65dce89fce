//! Whole lives put down at once, for measurements over millions of reports.
//!
//! The rows are made by the projection's own code, as [`rebuild`](crate::rebuild) makes them; only how they get into
//! the tables differs: many rows at once, in the order of their keys, the last state of each alone, and events already in
//! their place. Indexes are taken away before and built afterwards, but for those of few rows. Search indexes, jobs and messages are left out.

use std::borrow::Cow;

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::event::Recorded;
use lapor_domain::rules::Rules;
use uuid::Uuid;

use crate::rebuild::{Expected, fold};
use crate::record::content::{self, NewContent};
use crate::record::project::model::{ALL, Model, RowValues};
use crate::record::{RecordError, events, setting};
use crate::sequencer::ordered_until;
use crate::{Change, StoreError, Tx, Value};

/// Where indexes that were taken away are noted.
const TAKEN: &str = "bulk_indexes";

/// A life, worked out and ready to be put down.
pub struct Lived {
    id: Uuid,
    events: Vec<(i64, RowValues<'static>)>,
    rows: Expected,
    home: BodyId,
    received: Timestamp,
    words: Vec<NewContent>,
}

impl Lived {
    /// Works out the rows of a report from all that happened to it, and the words that were said.
    ///
    /// # Errors
    /// [`RecordError`] where the first event is no receipt.
    pub fn of(
        rules: &Rules,
        home: BodyId,
        id: ReportId,
        happened: &[Recorded],
        words: Vec<NewContent>,
    ) -> Result<Self, RecordError> {
        let event = |recorded: &Recorded| {
            let row = events::values(home, id, recorded)?;
            Ok((recorded.recorded_at.as_microsecond(), row))
        };
        let events: Result<Vec<_>, RecordError> = happened.iter().map(event).collect();
        Ok(Self {
            id: id.0,
            events: events?,
            rows: fold(id, happened, rules)?,
            home,
            received: happened
                .first()
                .map_or(Timestamp::UNIX_EPOCH, |first| first.recorded_at),
            words,
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
        let mut lives: Vec<&Lived> = self.lives.iter().collect();
        lives.sort_unstable_by_key(|life| life.id);
        let events: Vec<&(i64, RowValues<'static>)> =
            lives.iter().flat_map(|life| &life.events).collect();
        let mut in_time: Vec<usize> = (0..events.len()).collect();
        in_time.sort_by_key(|at| events.get(*at).map(|(recorded, _)| *recorded));
        let count = i64::try_from(events.len()).unwrap_or(0);
        let first = ordered_until(tx, count).await? - count + 1;
        let mut places = vec![0; events.len()];
        for (at, place) in in_time.into_iter().zip(first..) {
            if let Some(slot) = places.get_mut(at) {
                *slot = place;
            }
        }
        let placed = events.iter().zip(places).map(|((_, row), place)| {
            let place = std::iter::once(Value::from(place));
            row.iter().map(borrowed).chain(place).collect()
        });
        let placed: Vec<RowValues<'_>> = placed.collect();
        tx.put_rows("event", EVENT, &refs(&placed)).await?;
        let words = lives.iter().flat_map(|life| {
            let of = |word| NewContent::values(word, life.home, ReportId(life.id), life.received);
            life.words.iter().map(of)
        });
        let words: Vec<RowValues<'_>> = words.collect();
        tx.put_rows("content", content::COLUMNS, &refs(&words))
            .await?;
        for (n, model) in ALL.iter().enumerate() {
            let mut rows: Vec<&[Value<'static>]> = Vec::new();
            for life in &lives {
                let of_life = life.rows.rows.get(n).into_iter().flatten();
                rows.extend(of_life.map(Vec::as_slice));
            }
            rows.sort_by_cached_key(|row| key(model, row));
            if model.name != "report" {
                tx.put_rows(model.name, model.columns, &rows).await?;
                continue;
            }
            // The report's row alone says when the program must look at it again. There is one for each, in their order.
            let columns = [model.columns, &["next_timer"][..]].concat();
            let timers = lives.iter().map(|life| Value::from(life.rows.next_timer));
            let timed = rows.iter().zip(timers).map(|(row, timer)| {
                let row = row.iter().map(borrowed);
                row.chain(std::iter::once(timer)).collect()
            });
            let timed: Vec<RowValues<'_>> = timed.collect();
            tx.put_rows(model.name, &columns, &refs(&timed)).await?;
        }
        let (name, value) = &self.note;
        setting::set(tx, name, value).await
    }
}

/// The place of a row in its table: pages then fill up one after the other.
fn key(model: &Model, row: &[Value<'_>]) -> Vec<u8> {
    let of_states = ["holder_id", "received_day", "to_us", "report_id"].map(|name| model.at(name));
    let columns: Vec<usize> = if model.name == "state_interval" {
        of_states.to_vec()
    } else {
        (0..model.key).collect()
    };
    let mut key = Vec::new();
    for value in columns.into_iter().filter_map(|at| row.get(at)) {
        match value {
            Value::I64(n) => key.extend_from_slice(&(n ^ i64::MIN).to_be_bytes()),
            Value::Uuid(id) => key.extend_from_slice(id.as_bytes()),
            Value::Text(text) => {
                key.extend_from_slice(text.as_bytes());
                key.push(0);
            }
            _ => {}
        }
    }
    key
}

/// Conditions that most rows of a table meet, or many. An index of a few rows costs next to nothing while the table is filled;
/// built afterwards, it would have the whole table read for those few.
const MANY: [&str; 4] = [
    "position IS NOT NULL",
    "is_public",
    "NOT is_public",
    "public_at IS NOT NULL",
];

/// Whether an index holds few rows of its table.
fn is_of_few(definition: &str) -> bool {
    let words: Vec<&str> = definition.split_whitespace().collect();
    let of = words.split(|word| *word == "WHERE").nth(1);
    of.is_some_and(|few| {
        let few = few.join(" ").replace(['(', ')'], "");
        !MANY.contains(&few.as_str())
    })
}

/// Takes the indexes of the tables that are filled away, but for those of few rows, and notes how they are built again.
pub struct TakeIndexes;

impl Change for TakeIndexes {
    type Output = ();
    type Error = StoreError;
    const NAME: &'static str = "take_indexes";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let mut tables: Vec<String> = ALL
            .iter()
            .map(|model| format!("'{}'", model.name))
            .collect();
        tables.extend(["'event'", "'content'"].map(str::to_owned));
        let tables = tables.join(", ");
        let sql = tx.engine().indexes_of(&tables);
        let found: Vec<(String, String)> = tx.rows_dyn(&sql, &[]).await?;
        let mut taken = taken(tx).await?;
        let of_many = found.into_iter().filter(|(_, as_is)| !is_of_few(as_is));
        for (away, again) in of_many {
            tx.exec_dyn(&away, &[]).await?;
            taken.push(again);
        }
        let noted = serde_json::to_string(&taken).unwrap_or_default();
        setting::set(tx, TAKEN, &noted).await
    }
}

async fn taken(tx: &mut Tx<'_>) -> Result<Vec<String>, StoreError> {
    let noted = setting::get(tx, TAKEN).await?;
    Ok(noted
        .and_then(|noted| serde_json::from_str(&noted).ok())
        .unwrap_or_default())
}

/// Builds the next index again that was taken away; false where all are there. Each by itself: in a transaction that has written
/// as much as forty indexes, SQLite looks for each page that it reads among all that were written.
pub struct PutIndex;

impl Change for PutIndex {
    type Output = bool;
    type Error = StoreError;
    const NAME: &'static str = "put_index";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        let taken = taken(tx).await?;
        let Some((next, rest)) = taken.split_first() else {
            make_room(tx, tx.engine().usual_room()).await?;
            return Ok(false);
        };
        make_room(tx, tx.engine().room_for_indexes()).await?;
        tx.exec_dyn(next, &[]).await?;
        let noted = serde_json::to_string(rest).unwrap_or_default();
        setting::set(tx, TAKEN, &noted).await?;
        Ok(true)
    }
}

/// Changes settings of the connection, each of which may answer with its new value.
async fn make_room(tx: &mut Tx<'_>, settings: &[&str]) -> Result<(), StoreError> {
    for sql in settings {
        let _new_value: Vec<(i64,)> = tx.rows_dyn(sql, &[]).await?;
    }
    Ok(())
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

fn refs<'a, 'b>(rows: &'a [RowValues<'b>]) -> Vec<&'a [Value<'b>]> {
    rows.iter().map(Vec::as_slice).collect()
}

/// The same value, its words not copied.
fn borrowed<'a>(value: &'a Value<'_>) -> Value<'a> {
    match value {
        Value::Null => Value::Null,
        Value::I64(n) => Value::I64(*n),
        Value::F64(n) => Value::F64(*n),
        Value::Bool(is) => Value::Bool(*is),
        Value::Uuid(id) => Value::Uuid(*id),
        Value::Text(text) => Value::Text(Cow::Borrowed(text)),
        Value::Bytes(bytes) => Value::Bytes(Cow::Borrowed(bytes)),
    }
}

#[cfg(test)]
mod tests {
    use super::is_of_few;

    #[test]
    fn an_index_of_few_rows_is_told_by_its_condition() {
        for (definition, few) in [
            ("CREATE INDEX a ON report (holder_id, state)", false),
            (
                "CREATE INDEX a ON event (position)\n    WHERE position IS NOT NULL",
                false,
            ),
            (
                "CREATE INDEX a ON event USING btree (position) WHERE (position IS NOT NULL)",
                false,
            ),
            (
                "CREATE INDEX a ON event (recorded_at)\n    WHERE position IS NULL",
                true,
            ),
            (
                "CREATE INDEX a ON report USING btree (due_at) WHERE (needs_action AND (person_id IS NOT NULL))",
                true,
            ),
        ] {
            assert_eq!(is_of_few(definition), few, "{definition}");
        }
    }
}
