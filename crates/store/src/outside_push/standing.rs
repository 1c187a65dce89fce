//! What the other system says, where reports stand with it, and trying again.

use jiff::Timestamp;
use lapor_domain::ids::{ReportId, UnitId};
use uuid::Uuid;

use super::{COLUMNS, KIND, Push, PushState};
use crate::among::among;
use crate::record::{micros, setting};
use crate::seal::{BodyKey, Entropy, RowRef};
use crate::{FromRow, Row, StoreError, Tx, Value, params};

/// How far in the order of events a system was served; `None` before the first time.
///
/// # Errors
/// Where the database fails.
pub async fn position(tx: &mut Tx<'_>, system: &str) -> Result<Option<i64>, StoreError> {
    let value = setting::get(tx, &name(system)).await?;
    Ok(value.and_then(|text| text.parse().ok()))
}

/// Notes it.
///
/// # Errors
/// Where the database fails.
pub async fn set_position(tx: &mut Tx<'_>, system: &str, to: i64) -> Result<(), StoreError> {
    setting::set(tx, &name(system), &to.to_string()).await
}

fn name(system: &str) -> String {
    format!("outside_position_{system}")
}

/// What the other says of a report now.
#[derive(Clone)]
pub struct Said {
    push: Uuid,
    external: Option<String>,
    status: Option<String>,
    status_at: Option<Timestamp>,
    words: Option<(Uuid, Vec<u8>, Vec<u8>)>,
    state: PushState,
    run_at: Timestamp,
}

impl Said {
    /// Nothing but an id, or that it is to be asked after again at a moment.
    pub const fn nothing(push: Uuid, state: PushState, run_at: Timestamp) -> Self {
        Self {
            push,
            external: None,
            status: None,
            status_at: None,
            words: None,
            state,
            run_at,
        }
    }

    /// The same with an id.
    #[must_use]
    pub fn external(mut self, id: String) -> Self {
        self.external = Some(id);
        self
    }

    /// The same with a status.
    #[must_use]
    pub fn status(mut self, status: &str, at: Option<Timestamp>) -> Self {
        self.status = Some(status.to_owned());
        self.status_at = at;
        self
    }

    /// The same with words, sealed under a fresh id.
    #[must_use]
    pub fn words(mut self, id: Uuid, key: &BodyKey, text: &str, entropy: &mut dyn Entropy) -> Self {
        let sealed = key.seal(RowRef { id, kind: KIND }, text.as_bytes(), entropy);
        self.words = Some((id, sealed.wrapped_key, sealed.ciphertext));
        self
    }
}

/// Writes down what the other says; what it does not say stays as it was.
///
/// # Errors
/// Where the database fails.
pub async fn said(tx: &mut Tx<'_>, said: &Said) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE outside_push SET state = $2, run_at = $3, leased_till = 0,
        external_id = COALESCE($4, external_id), status = COALESCE($5, status), status_at = COALESCE($6, status_at)
        WHERE id = $1";
    const WORDS: &str =
        "UPDATE outside_push SET words_id = $2, wrapped_key = $3, sealed = $4 WHERE id = $1";
    tx.exec(
        SQL,
        params![
            said.push,
            said.state.as_str(),
            micros(said.run_at),
            said.external.as_deref(),
            said.status.as_deref(),
            said.status_at.map(micros)
        ],
    )
    .await?;
    if let Some((id, wrapped_key, sealed)) = &said.words {
        tx.exec(WORDS, params![said.push, *id, wrapped_key, sealed])
            .await?;
    }
    Ok(())
}

/// A person's data is erased: what another system said in words is forgotten, and it is asked no more.
///
/// # Errors
/// Where the database fails.
pub async fn forget_report(tx: &mut Tx<'_>, report: ReportId) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE outside_push SET words_id = NULL, wrapped_key = NULL, sealed = NULL,
        state = CASE WHEN state IN ('waiting', 'sent') THEN 'ended' ELSE state END WHERE report_id = $1";
    tx.exec(SQL, params![report.0]).await?;
    Ok(())
}

/// A report's systems, in the order in which it came to them.
///
/// # Errors
/// Where the database fails.
pub async fn of_report(tx: &mut Tx<'_>, report: ReportId) -> Result<Vec<Push>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM outside_push WHERE report_id = $1 ORDER BY created_at, id LIMIT 50"
    );
    tx.rows_dyn(&sql, params![report.0]).await
}

/// The condition that a report is with a system of one of these units; `None` is every system.
fn of_units(units: Option<&[UnitId]>) -> (String, Vec<Value<'static>>) {
    match units {
        Some(units) => among("unit_id", units.iter().map(|unit| unit.0), 1),
        None => ("1 = 1".to_owned(), Vec::new()),
    }
}

/// What somebody must look at, of systems of these units or of all: not known whether the other has it, or refused; the
/// newest first, at most 200.
///
/// # Errors
/// Where the database fails.
pub async fn stuck(tx: &mut Tx<'_>, units: Option<&[UnitId]>) -> Result<Vec<Push>, StoreError> {
    let (only, values) = of_units(units);
    let sql = format!(
        "SELECT {COLUMNS} FROM outside_push WHERE state IN ('unsure', 'refused') AND {only}
        ORDER BY run_at DESC, id LIMIT 200"
    );
    tx.rows_dyn(&sql, &values).await
}

/// Reports of a system in a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Which system.
    pub system: String,
    /// Which state.
    pub state: PushState,
    /// How many.
    pub count: u64,
}

/// How many there are of each, of systems of these units or of all.
///
/// # Errors
/// Where the database fails.
pub async fn counted(
    tx: &mut Tx<'_>,
    units: Option<&[UnitId]>,
) -> Result<Vec<Standing>, StoreError> {
    let (only, values) = of_units(units);
    let sql = format!(
        "SELECT system, state, count(*) FROM outside_push WHERE {only} GROUP BY system, state ORDER BY system, state"
    );
    tx.rows_dyn(&sql, &values).await
}

/// Lets one be handed over again that somebody looked at, of systems of these units or of all. Gives whether there was one.
///
/// # Errors
/// Where the database fails.
pub async fn again(
    tx: &mut Tx<'_>,
    id: Uuid,
    units: Option<&[UnitId]>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (only, mut values) = of_units(units);
    values.extend([Value::from(id), Value::from(micros(now))]);
    let (id, at) = (values.len() - 1, values.len());
    let sql = format!(
        "UPDATE outside_push SET state = 'waiting', run_at = ${at}, since = ${at}, leased_till = 0, code = NULL
        WHERE {only} AND id = ${id} AND state IN ('unsure', 'refused')"
    );
    Ok(tx.exec_dyn(&sql, &values).await? == 1)
}

impl FromRow for Standing {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            system: row.get(0)?,
            state: PushState::of_code(&row.get::<String>(1)?),
            count: row.get(2)?,
        })
    }
}
