//! Subscriptions to events: how far each was told, its sealed secret, and what is on its way. What is subscribed to is
//! a document of the directory ([`Entity::Webhook`](crate::record::entity::Entity)).

mod log;
mod queue;

pub use log::{Counted, Logged, attempts, counted, forget_old, has, logged, retry, retry_dead};
pub use queue::{Delivery, NewDelivery, Tried, claim, put, record, release};

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, WebhookId};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::record::{RecordError, micros, moment};
use crate::seal::{BodyKey, Entropy, RowRef};
use crate::{FromRow, Row, StoreError, Tx, params};

/// What is bound into the sealing of a secret.
const KIND: &str = "webhook_secret";

/// A secret, sealed.
#[derive(Clone)]
pub struct SealedSecret {
    id: Uuid,
    wrapped_key: Vec<u8>,
    sealed: Vec<u8>,
}

impl SealedSecret {
    /// Seals a secret under a fresh id.
    pub fn seal(id: Uuid, key: &BodyKey, secret: &[u8], entropy: &mut dyn Entropy) -> Self {
        let sealed = key.seal(RowRef { id, kind: KIND }, secret, entropy);
        Self {
            id,
            wrapped_key: sealed.wrapped_key,
            sealed: sealed.ciphertext,
        }
    }

    fn open(&self, key: &BodyKey) -> Result<Zeroizing<Vec<u8>>, RecordError> {
        let row = RowRef {
            id: self.id,
            kind: KIND,
        };
        key.open_parts(row, &self.wrapped_key, &self.sealed)
            .map_err(|_| RecordError::Sealed)
    }
}

/// The stored side of a subscription.
#[derive(Clone)]
pub struct Stored {
    /// Which.
    pub id: WebhookId,
    /// Whose key seals its secret.
    pub body: BodyId,
    /// Events up to this place were looked at.
    pub position: i64,
    /// How often in a row nobody answered there.
    pub away: i64,
    /// Until then nobody is called there.
    pub away_till: Timestamp,
    secret: SealedSecret,
    old: Option<SealedSecret>,
    old_until: Timestamp,
}

impl Stored {
    /// The secrets that are valid at a moment, the newest first.
    ///
    /// # Errors
    /// [`RecordError::Sealed`] with another key file or a damaged row.
    pub fn secrets(
        &self,
        key: &BodyKey,
        now: Timestamp,
    ) -> Result<Vec<Zeroizing<Vec<u8>>>, RecordError> {
        let mut secrets = vec![self.secret.open(key)?];
        if let Some(old) = self.old.as_ref().filter(|_| now < self.old_until) {
            secrets.push(old.open(key)?);
        }
        Ok(secrets)
    }
}

/// Keeps a new subscription, which is told of what happens from now on.
///
/// # Errors
/// Where the database fails.
pub async fn create(
    tx: &mut Tx<'_>,
    id: WebhookId,
    body: BodyId,
    secret: &SealedSecret,
) -> Result<(), StoreError> {
    const LAST: &str = "SELECT position FROM sequencer WHERE id = 1";
    const SQL: &str = "INSERT INTO webhook (id, body_id, position, secret_id, wrapped_key, sealed, old_until, away, away_till)
        VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0)";
    let position = tx.row::<i64>(LAST, params![]).await?.unwrap_or(0);
    tx.exec(
        SQL,
        params![
            id.0,
            body.0,
            position,
            secret.id,
            &secret.wrapped_key,
            &secret.sealed
        ],
    )
    .await?;
    Ok(())
}

/// Gives a subscription a new secret; the one before stays valid beside it until a moment.
///
/// # Errors
/// Where the database fails.
pub async fn rotate(
    tx: &mut Tx<'_>,
    id: WebhookId,
    secret: &SealedSecret,
    old_until: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE webhook SET old_secret_id = secret_id, old_wrapped_key = wrapped_key, old_sealed = sealed,
        old_until = $5, secret_id = $2, wrapped_key = $3, sealed = $4 WHERE id = $1";
    tx.exec(
        SQL,
        params![
            id.0,
            secret.id,
            &secret.wrapped_key,
            &secret.sealed,
            micros(old_until)
        ],
    )
    .await?;
    Ok(())
}

/// The secret before the newest is valid no more, from now on.
///
/// # Errors
/// Where the database fails.
pub async fn revoke_old(tx: &mut Tx<'_>, id: WebhookId) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE webhook SET old_secret_id = NULL, old_wrapped_key = NULL, old_sealed = NULL, old_until = 0
        WHERE id = $1";
    tx.exec(SQL, params![id.0]).await?;
    Ok(())
}

/// Until when the secret before the newest is valid, where there is one; it may be past.
///
/// # Errors
/// Where the database fails.
pub async fn old_until(tx: &mut Tx<'_>, id: WebhookId) -> Result<Option<Timestamp>, StoreError> {
    const SQL: &str = "SELECT old_until FROM webhook WHERE id = $1 AND old_secret_id IS NOT NULL";
    Ok(tx.row::<i64>(SQL, params![id.0]).await?.map(moment))
}

/// All subscriptions that were ever made.
///
/// # Errors
/// Where the database fails.
pub async fn all(tx: &mut Tx<'_>) -> Result<Vec<Stored>, StoreError> {
    const SQL: &str = "SELECT id, body_id, position, away, away_till, secret_id, wrapped_key, sealed, old_secret_id,
        old_wrapped_key, old_sealed, old_until FROM webhook ORDER BY id";
    tx.rows(SQL, params![]).await
}

/// Events up to `to` were looked at; only where the place is still `from`. Gives whether it was.
///
/// # Errors
/// Where the database fails.
pub async fn advance(
    tx: &mut Tx<'_>,
    id: WebhookId,
    from: i64,
    to: i64,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE webhook SET position = $3 WHERE id = $1 AND position = $2";
    Ok(tx.exec(SQL, params![id.0, from, to]).await? == 1)
}

/// Nobody is called there until a moment, or somebody is again.
///
/// # Errors
/// Where the database fails.
pub async fn set_away(
    tx: &mut Tx<'_>,
    id: WebhookId,
    away: i64,
    till: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE webhook SET away = $2, away_till = $3 WHERE id = $1";
    tx.exec(SQL, params![id.0, away, micros(till)]).await?;
    Ok(())
}

/// Somebody is called there again: what waits is as young as new.
///
/// # Errors
/// Where the database fails.
pub async fn go_on(tx: &mut Tx<'_>, id: WebhookId, now: Timestamp) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE webhook_delivery SET run_at = $2, since = $2 WHERE webhook_id = $1 AND state = 'queued'";
    tx.exec(SQL, params![id.0, micros(now)]).await?;
    set_away(tx, id, 0, Timestamp::UNIX_EPOCH).await
}

/// Nothing more is told: what still waits is dropped.
///
/// # Errors
/// Where the database fails.
pub async fn end(tx: &mut Tx<'_>, id: WebhookId, now: Timestamp) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE webhook_delivery SET state = 'dropped', code = 'ended', ended_at = $2
        WHERE webhook_id = $1 AND state = 'queued'";
    tx.exec(SQL, params![id.0, micros(now)]).await?;
    Ok(())
}

impl FromRow for Stored {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        let old = match (
            row.get::<Option<Uuid>>(8)?,
            row.get::<Option<Vec<u8>>>(9)?,
            row.get::<Option<Vec<u8>>>(10)?,
        ) {
            (Some(id), Some(wrapped_key), Some(sealed)) => Some(SealedSecret {
                id,
                wrapped_key,
                sealed,
            }),
            _ => None,
        };
        Ok(Self {
            id: WebhookId(row.get(0)?),
            body: BodyId(row.get(1)?),
            position: row.get(2)?,
            away: row.get(3)?,
            away_till: moment(row.get(4)?),
            secret: SealedSecret {
                id: row.get(5)?,
                wrapped_key: row.get(6)?,
                sealed: row.get(7)?,
            },
            old,
            old_until: moment(row.get(11)?),
        })
    }
}
