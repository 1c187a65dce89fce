//! Offices outside of the installation, as they took reports from here before: a pole of the electricity company is
//! found again where the last one went.

use lapor_domain::ids::{BodyId, CategoryId};
use lapor_store::outside::{HandedOut, handed_out};
use lapor_store::record::RecordError;
use lapor_store::{Query, StoreError, Tx};

use crate::app::App;
use crate::error::AppError;

/// Most offices that are named.
const SHOWN: usize = 3;

/// An office that has had reports from a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// Its name.
    pub name: String,
    /// How it was reached last.
    pub contact: String,
    /// Reports of the same category that it had.
    pub of_category: usize,
    /// Reports that it had.
    pub of_all: usize,
}

/// Those that had reports of the same category first, then those that had most.
///
/// # Errors
/// Where the database fails.
pub async fn outside_offices(
    app: &App,
    body: BodyId,
    category: Option<CategoryId>,
) -> Result<Vec<Outside>, AppError> {
    let handed = app.store().read(Handed(body)).await??;
    let mut found: Vec<Outside> = Vec::new();
    for one in handed {
        let same = usize::from(category.is_some() && one.category == category);
        let key = one.to.to_lowercase();
        if let Some(known) = found.iter_mut().find(|it| it.name.to_lowercase() == key) {
            known.of_category += same;
            known.of_all += 1;
            continue;
        }
        // The latest hand-over comes first: its contact is the one that still holds.
        found.push(Outside {
            name: one.to,
            contact: one.contact.unwrap_or_default(),
            of_category: same,
            of_all: 1,
        });
    }
    found.sort_by_key(|it| std::cmp::Reverse((it.of_category, it.of_all)));
    found.truncate(SHOWN);
    Ok(found)
}

struct Handed(BodyId);

impl Query for Handed {
    type Output = Result<Vec<HandedOut>, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        Ok(handed_out(tx, self.0).await)
    }
}
