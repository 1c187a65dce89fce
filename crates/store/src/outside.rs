//! Offices outside of the installation that reports were handed to.

use lapor_domain::ids::{BodyId, CategoryId};
use lapor_domain::report::event::What;
use lapor_domain::report::upcast;
use uuid::Uuid;

use crate::record::RecordError;
use crate::{Tx, params};

/// Hand-overs that are looked at, the latest first.
const LATEST: i64 = 200;

/// A hand-over to an office outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOut {
    /// The office's name.
    pub to: String,
    /// How it was reached.
    pub contact: Option<String>,
    /// The report's category.
    pub category: Option<CategoryId>,
}

/// The latest reports that offices outside have from a body.
///
/// # Errors
/// [`RecordError`].
pub async fn handed_out(tx: &mut Tx<'_>, body: BodyId) -> Result<Vec<HandedOut>, RecordError> {
    const SQL: &str = "SELECT r.category_id, e.version, e.payload
        FROM (SELECT id, body_id, category_id, received_at FROM report
            WHERE holder_id = $1 AND state = 'transferred' ORDER BY received_at DESC, id DESC LIMIT $2) r
        JOIN event e ON e.body_id = r.body_id AND e.stream_kind = 'report' AND e.stream_id = r.id
        WHERE e.kind = 'transferred_out' ORDER BY r.received_at DESC, r.id DESC, e.seq DESC";
    let rows = tx
        .rows::<(Option<Uuid>, i64, String)>(SQL, params![body.0, LATEST])
        .await?;
    let mut found = Vec::with_capacity(rows.len());
    for (category, version, payload) in rows {
        let event = upcast::read(u16::try_from(version).unwrap_or(0), &payload)?;
        if let What::TransferredOut { to, contact, .. } = event.what {
            found.push(HandedOut {
                to,
                contact,
                category: category.map(CategoryId),
            });
        }
    }
    Ok(found)
}
