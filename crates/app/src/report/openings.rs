//! Who opened what, over a whole body: for whoever watches over those who look.

use lapor_domain::agency::Officer;
use lapor_domain::ids::BodyId;
use lapor_domain::words::Role;
use lapor_store::list::Cursor;
use lapor_store::record::RecordError;
use lapor_store::record::access::{self, Look};
use lapor_store::{Query, StoreError, Tx};

use crate::app::App;
use crate::error::AppError;

/// Looks of a page.
const PAGE: u32 = 50;

/// A page of looks.
#[derive(Debug)]
pub struct Looks {
    /// The body whose reports they were.
    pub body: BodyId,
    /// Newest first.
    pub looks: Vec<Look>,
    /// Where the next page begins.
    pub next: Option<Cursor>,
}

/// A page of looks into the reports of the auditor's body (section 5: an auditor sees who looked, not at what
/// words).
///
/// # Errors
/// [`AppError::NotPermitted`] for everybody else.
pub async fn of_body(
    app: &App,
    officer: &Officer,
    after: Option<Cursor>,
) -> Result<Looks, AppError> {
    let grant = officer.grants.iter().find(|it| it.role == Role::Auditor);
    let body = grant.ok_or(AppError::NotPermitted)?.body;
    let mut looks = app.store().read(Ask { body, after }).await??;
    let more = looks.len() > PAGE as usize;
    looks.truncate(PAGE as usize);
    let next = looks.last().map(|look| look.cursor).filter(|_| more);
    Ok(Looks { body, looks, next })
}

struct Ask {
    body: BodyId,
    after: Option<Cursor>,
}

impl Query for Ask {
    type Output = Result<Vec<Look>, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        Ok(access::of_body(tx, self.body, self.after, PAGE + 1).await)
    }
}
