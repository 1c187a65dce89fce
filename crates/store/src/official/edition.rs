//! Drafts and editions.

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::ids::{BodyId, OfficerId, UnitId};
use lapor_domain::official::{Layout, Period, Reader};
use uuid::Uuid;

use crate::record::{micros, moment};
use crate::{FromRow, Row, StoreError, Tx, params};

/// How far a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditionState {
    /// May still be changed.
    Draft,
    /// Approved and frozen.
    Published,
    /// Approved once, shown no more.
    Withdrawn,
}

impl EditionState {
    /// Stable code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A document on its way, or published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub body: BodyId,
    /// Only this unit.
    pub unit: Option<UnitId>,
    /// What it looks like.
    pub layout: Layout,
    /// Of which days.
    pub period: Period,
    /// For whom.
    pub reader: Reader,
    /// How far it is.
    pub state: EditionState,
    /// Counts up with every change.
    pub version: u32,
    /// Exclusive moment of its figures.
    pub as_of: Timestamp,
    /// What looks like personal data stands masked.
    pub is_masked: bool,
    /// Recommendations, as JSON.
    pub advice: String,
    /// Frozen parts, once published.
    pub frozen: Option<Frozen>,
    /// Who made it; none where the schedule did.
    pub made_by: Option<OfficerId>,
    /// When.
    pub made_at: Timestamp,
    /// Who edited it last.
    pub edited_by: Option<OfficerId>,
    /// When.
    pub edited_at: Option<Timestamp>,
    /// Who approved it.
    pub approved_by: Option<OfficerId>,
    /// When.
    pub approved_at: Option<Timestamp>,
    /// Who approved it had edited it last, for nobody else in the body may approve.
    pub is_alone: bool,
}

/// What never changes again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// Letterhead and chapters, as JSON.
    pub papers: String,
    /// Figures and facts, as JSON.
    pub gathered: String,
    /// Place of the last event that is in it.
    pub position: i64,
    /// Version of the policy.
    pub policy: u32,
    /// Version of the definitions.
    pub definitions: u32,
}

const COLUMNS: &str = "id, body_id, unit_id, layout, cadence, from_day, to_day, reader, state, version, as_of_us, masked,
    advice, papers, gathered, position, policy, definitions, made_by, made_at, edited_by, edited_at, approved_by,
    approved_at, alone";

/// Keeps a draft; false where one of this id is there already.
///
/// # Errors
/// Where the database fails.
pub async fn insert(tx: &mut Tx<'_>, edition: &Edition) -> Result<bool, StoreError> {
    const SQL: &str = "INSERT INTO official (id, body_id, unit_id, layout, cadence, from_day, to_day, reader, state,
        version, as_of_us, masked, advice, made_by, made_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT (id) DO NOTHING";
    let period = &edition.period;
    let n = tx
        .exec(
            SQL,
            params![
                edition.id,
                edition.body.0,
                edition.unit.map(|unit| unit.0),
                edition.layout.as_str(),
                period.cadence.as_str(),
                period.from.to_string(),
                period.to.to_string(),
                edition.reader.as_str(),
                EditionState::Draft.as_str(),
                i64::from(edition.version),
                micros(edition.as_of),
                edition.is_masked,
                edition.advice.as_str(),
                edition.made_by.map(|id| id.0),
                micros(edition.made_at)
            ],
        )
        .await?;
    Ok(n == 1)
}

/// Changes a draft; false where somebody else changed it since, or it is no draft any more.
///
/// # Errors
/// Where the database fails.
pub async fn edit(
    tx: &mut Tx<'_>,
    edition: &Edition,
    by: OfficerId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE official SET as_of_us = $3, masked = $4, advice = $5, edited_by = $6, edited_at = $7,
        version = version + 1 WHERE id = $1 AND version = $2 AND state = 'draft'";
    let n = tx
        .exec(
            SQL,
            params![
                edition.id,
                i64::from(edition.version),
                micros(edition.as_of),
                edition.is_masked,
                edition.advice.as_str(),
                by.0,
                micros(now)
            ],
        )
        .await?;
    Ok(n == 1)
}

/// Freezes a draft; false as in [`edit`].
///
/// # Errors
/// Where the database fails.
pub async fn publish(
    tx: &mut Tx<'_>,
    edition: &Edition,
    frozen: &Frozen,
    by: OfficerId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE official SET state = 'published', papers = $3, gathered = $4, position = $5, policy = $6,
        definitions = $7, from_day = $8, to_day = $9, as_of_us = $10, approved_by = $11, approved_at = $12, alone = $13,
        masked = $14, version = version + 1 WHERE id = $1 AND version = $2 AND state = 'draft'";
    let n = tx
        .exec(
            SQL,
            params![
                edition.id,
                i64::from(edition.version),
                frozen.papers.as_str(),
                frozen.gathered.as_str(),
                frozen.position,
                i64::from(frozen.policy),
                i64::from(frozen.definitions),
                edition.period.from.to_string(),
                edition.period.to.to_string(),
                micros(edition.as_of),
                by.0,
                micros(now),
                edition.is_alone,
                edition.is_masked
            ],
        )
        .await?;
    Ok(n == 1)
}

/// Shows a published edition no more.
///
/// # Errors
/// Where the database fails.
pub async fn withdraw(tx: &mut Tx<'_>, id: Uuid) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE official SET state = 'withdrawn', version = version + 1
        WHERE id = $1 AND state = 'published'";
    Ok(tx.exec(SQL, params![id]).await? == 1)
}

/// Throws a draft away: it stays in the record, so that a schedule does not make it again.
///
/// # Errors
/// Where the database fails.
pub async fn remove(tx: &mut Tx<'_>, id: Uuid) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE official SET state = 'withdrawn', version = version + 1
        WHERE id = $1 AND state = 'draft'";
    Ok(tx.exec(SQL, params![id]).await? == 1)
}

/// One of them.
///
/// # Errors
/// Where the database fails.
pub async fn get(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Edition>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM official WHERE id = $1");
    let found = tx.rows_dyn::<Edition>(&sql, params![id]).await?;
    Ok(found.into_iter().next())
}

/// A body's, newest first, without their frozen parts.
///
/// # Errors
/// Where the database fails.
pub async fn of_body(
    tx: &mut Tx<'_>,
    body: BodyId,
    limit: u32,
) -> Result<Vec<Edition>, StoreError> {
    let sql = format!(
        "SELECT {} FROM official WHERE body_id = $1 ORDER BY made_at DESC, id LIMIT $2",
        without_frozen()
    );
    tx.rows_dyn(&sql, params![body.0, i64::from(limit)]).await
}

/// A body's published editions for everybody, the latest period first, without their frozen parts.
///
/// # Errors
/// Where the database fails.
pub async fn published(
    tx: &mut Tx<'_>,
    body: BodyId,
    limit: u32,
) -> Result<Vec<Edition>, StoreError> {
    let sql = format!(
        "SELECT {} FROM official WHERE body_id = $1 AND reader = 'public' AND state = 'published'
        ORDER BY to_day DESC, approved_at DESC, id LIMIT $2",
        without_frozen()
    );
    tx.rows_dyn(&sql, params![body.0, i64::from(limit)]).await
}

/// A body's published editions of one layout, reader and period, also those of single units, without their frozen parts.
///
/// # Errors
/// Where the database fails.
pub async fn published_of(
    tx: &mut Tx<'_>,
    body: BodyId,
    layout: Layout,
    reader: Reader,
    period: &Period,
) -> Result<Vec<Edition>, StoreError> {
    let sql = format!(
        "SELECT {} FROM official WHERE body_id = $1 AND reader = $2 AND state = 'published' AND to_day = $3
        AND from_day = $4 AND layout = $5",
        without_frozen()
    );
    let params = params![
        body.0,
        reader.as_str(),
        period.to.to_string(),
        period.from.to_string(),
        layout.as_str()
    ];
    tx.rows_dyn(&sql, params).await
}

fn without_frozen() -> String {
    COLUMNS
        .replace("papers,", "CAST(NULL AS TEXT),")
        .replace("gathered,", "CAST(NULL AS TEXT),")
}

impl FromRow for Edition {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        let at = |n: usize| -> Result<Option<Timestamp>, StoreError> {
            Ok(row.get::<Option<i64>>(n)?.map(moment))
        };
        let number = |n: usize| -> Result<u32, StoreError> {
            Ok(u32::try_from(row.get::<Option<i64>>(n)?.unwrap_or_default()).unwrap_or_default())
        };
        let papers = row.get::<Option<String>>(13)?;
        let gathered = row.get::<Option<String>>(14)?;
        let position = row.get::<Option<i64>>(15)?;
        let frozen = match (position, papers, gathered) {
            (Some(position), papers, gathered) => Some(Frozen {
                papers: papers.unwrap_or_default(),
                gathered: gathered.unwrap_or_default(),
                position,
                policy: number(16)?,
                definitions: number(17)?,
            }),
            _ => None,
        };
        let made_at = moment(row.get::<i64>(19)?);
        Ok(Self {
            id: row.get(0)?,
            body: BodyId(row.get(1)?),
            unit: row.get::<Option<Uuid>>(2)?.map(UnitId),
            layout: code(&row, 3)?,
            period: Period {
                cadence: code(&row, 4)?,
                from: code::<Date>(&row, 5)?,
                to: code::<Date>(&row, 6)?,
            },
            reader: code(&row, 7)?,
            state: match row.get::<String>(8)?.as_str() {
                "published" => EditionState::Published,
                "withdrawn" => EditionState::Withdrawn,
                _ => EditionState::Draft,
            },
            version: number(9)?,
            as_of: moment(row.get::<i64>(10)?),
            is_masked: row.get(11)?,
            advice: row.get(12)?,
            frozen,
            made_by: row.get::<Option<Uuid>>(18)?.map(OfficerId),
            made_at,
            edited_by: row.get::<Option<Uuid>>(20)?.map(OfficerId),
            edited_at: at(21)?,
            approved_by: row.get::<Option<Uuid>>(22)?.map(OfficerId),
            approved_at: at(23)?,
            is_alone: row.get::<Option<bool>>(24)?.unwrap_or_default(),
        })
    }
}

fn code<T: std::str::FromStr>(row: &Row<'_>, at: usize) -> Result<T, StoreError> {
    let text = row.get::<String>(at)?;
    text.parse().map_err(|_| StoreError::BadValue {
        column: at,
        expected: std::any::type_name::<T>(),
    })
}
