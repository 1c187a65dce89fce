//! One batch of streams: read, folded, compared.

use std::collections::HashMap;
use std::sync::Arc;

use lapor_domain::ids::ReportId;
use lapor_domain::rules::Rules;
use uuid::Uuid;

use super::compare::{self, Cells};
use super::fold::{Expected, fold};
use super::{Difference, Wrong};
use crate::record::entity::Entity;
use crate::record::events::{self, StreamKey, Streamed, stream};
use crate::record::project::model::{ALL, ENTITY, Model, REPORT, RowValues};
use crate::record::{RecordError, setting};
use crate::{Query, StoreError, Tx, Value, params};

/// A batch after a stream.
pub(super) struct Check {
    rules: Arc<Rules>,
    after: StreamKey,
    limit: u32,
}

/// What came of a batch.
#[derive(Default)]
pub(super) struct Done {
    pub(super) reports: u64,
    pub(super) entities: u64,
    pub(super) timers: u64,
    pub(super) differences: Vec<Difference>,
    /// Where the next batch begins; `None` after the last.
    pub(super) next: Option<StreamKey>,
}

/// A report or entity that is not what it ought to be, with what it ought to be.
pub(super) enum Broken {
    /// Rows of these models (by their place in [`ALL`]).
    Report(Expected, Vec<usize>),
    /// Only its timer.
    Timer(ReportId, Option<i64>),
    /// The newest document of a stream.
    Entity(RowValues<'static>),
}

impl Check {
    pub(super) fn new(rules: &Arc<Rules>, after: StreamKey, limit: u32) -> Self {
        Self {
            rules: Arc::clone(rules),
            after,
            limit,
        }
    }
}

impl Query for Check {
    type Output = Result<Done, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        Ok(look(tx, &self.rules, &self.after, self.limit)
            .await
            .map(|(done, _)| done))
    }
}

/// Reads and compares one batch.
pub(super) async fn look(
    tx: &mut Tx<'_>,
    rules: &Rules,
    after: &StreamKey,
    limit: u32,
) -> Result<(Done, Vec<Broken>), RecordError> {
    let mut done = Done::default();
    let mut broken = Vec::new();
    let streams = events::streams_after(tx, after, limit).await?;
    let Some(last) = streams.last() else {
        return Ok((done, broken));
    };
    let read = events::between(tx, after, last).await?;
    done.next = Some(last.clone());
    let mut expected = Vec::new();
    for (stream, events) in by_stream(read) {
        if stream.1 == stream::REPORT {
            let events: Result<Vec<_>, _> = events.into_iter().map(Streamed::recorded).collect();
            expected.push(fold(ReportId(stream.2), &events?, rules)?);
        } else {
            done.entities += 1;
            broken.extend(entity(tx, &stream, &events, &mut done).await?);
        }
    }
    done.reports = expected.len() as u64;
    reports(tx, expected, &mut done, &mut broken).await?;
    Ok((done, broken))
}

fn by_stream(read: Vec<Streamed>) -> Vec<(StreamKey, Vec<Streamed>)> {
    let mut streams: Vec<(StreamKey, Vec<Streamed>)> = Vec::new();
    for event in read {
        match streams.last_mut() {
            Some((stream, events)) if *stream == event.stream => events.push(event),
            _ => streams.push((event.stream.clone(), vec![event])),
        }
    }
    streams
}

/// Compares the newest document of a stream.
async fn entity(
    tx: &mut Tx<'_>,
    stream: &StreamKey,
    events: &[Streamed],
    done: &mut Done,
) -> Result<Option<Broken>, RecordError> {
    const SQL: &str = "SELECT stream_kind, stream_id, body_id, seq, document FROM entity
        WHERE stream_kind = $1 AND stream_id = $2";
    let Some(newest) = events.last() else {
        return Ok(None);
    };
    let document: Entity = serde_json::from_str(newest.payload())?;
    let (kind, id, body) = document.key();
    let row = vec![
        Value::from(kind),
        Value::from(id),
        Value::from(body),
        Value::from(newest.seq()),
        Value::from(newest.payload().to_owned()),
    ];
    let stored = tx
        .rows::<Cells>(SQL, params![kind, id])
        .await?
        .into_iter()
        .map(|cells| cells.0)
        .collect();
    let wrong = compare::rows(&ENTITY, stream.2, std::slice::from_ref(&row), stored);
    let differs = !wrong.is_empty();
    done.differences.extend(wrong);
    Ok(differs.then_some(Broken::Entity(row)))
}

/// Compares all rows of some reports, one statement for each table.
async fn reports(
    tx: &mut Tx<'_>,
    expected: Vec<Expected>,
    done: &mut Done,
    broken: &mut Vec<Broken>,
) -> Result<(), RecordError> {
    if expected.is_empty() {
        return Ok(());
    }
    let ids: Vec<Value<'static>> = expected.iter().map(|one| Value::from(one.id.0)).collect();
    let mut stored = Vec::with_capacity(ALL.len());
    for model in ALL {
        stored.push(stored_rows(tx, model, &ids).await?);
    }
    let timers = stored_timers(tx, &ids).await?;
    let rules_since = rules_since(tx).await?;
    for one in expected {
        let mut wrong_models = Vec::new();
        for (n, (model, expected)) in ALL.iter().zip(&one.rows).enumerate() {
            let found = stored
                .get_mut(n)
                .and_then(|rows| rows.remove(&one.id.0))
                .unwrap_or_default();
            let wrong = compare::rows(model, one.id.0, expected, found);
            if !wrong.is_empty() {
                wrong_models.push(n);
                done.differences.extend(wrong);
            }
        }
        let timer = timers.get(&one.id.0).copied().flatten();
        let moved = timer != one.next_timer;
        if moved && timer.is_some() == one.next_timer.is_some() || one.updated_at < rules_since {
            done.timers += u64::from(moved);
        } else if moved && wrong_models.is_empty() {
            done.differences.push(Difference {
                table: REPORT.name,
                id: one.id.0,
                wrong: Wrong::Columns(vec!["next_timer"]),
            });
        }
        if !wrong_models.is_empty() {
            broken.push(Broken::Report(one, wrong_models));
        } else if moved {
            broken.push(Broken::Timer(one.id, one.next_timer));
        }
    }
    Ok(())
}

async fn stored_rows(
    tx: &mut Tx<'_>,
    model: &Model,
    ids: &[Value<'static>],
) -> Result<HashMap<Uuid, Vec<RowValues<'static>>>, StoreError> {
    let column = model.at(model.report);
    let mut by_report: HashMap<Uuid, Vec<RowValues<'static>>> = HashMap::new();
    for cells in tx.rows_dyn::<Cells>(&model.select(ids.len()), ids).await? {
        if let Some(Value::Uuid(report)) = cells.0.get(column) {
            by_report.entry(*report).or_default().push(cells.0);
        }
    }
    Ok(by_report)
}

async fn stored_timers(
    tx: &mut Tx<'_>,
    ids: &[Value<'static>],
) -> Result<HashMap<Uuid, Option<i64>>, StoreError> {
    let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "SELECT id, next_timer FROM report WHERE id IN ({})",
        places.join(", ")
    );
    let rows = tx.rows_dyn::<(Uuid, Option<i64>)>(&sql, ids).await?;
    Ok(rows.into_iter().collect())
}

/// When rules last changed, in microseconds UTC: the directory's version begins with it.
async fn rules_since(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    let version = setting::get(tx, setting::DIRECTORY_VERSION).await?;
    Ok(version
        .and_then(|version| version.split('-').next().and_then(|at| at.parse().ok()))
        .unwrap_or(i64::MIN))
}
