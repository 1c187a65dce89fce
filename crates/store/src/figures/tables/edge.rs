//! The days of a ragged period that are no whole month, where cells of days are not kept: read from intervals, all but the
//! cases of followers, which the tables know for any days.

use lapor_domain::rules::Rules;

use crate::figures::answer::{Adding, OfFollowers};
use crate::figures::gather::Followers;
use crate::figures::merged::{self, Roots};
use crate::figures::shape::Shape;
use crate::figures::sql::parts;
use crate::figures::{Ask, cohort};
use crate::{StoreError, Tx};

/// Adds the reports of some days; tells which of them are merged, and who leads their roots.
pub(super) async fn add(
    tx: &mut Tx<'_>,
    rules: &Rules,
    ask: &Ask,
    adding: &mut Adding,
) -> Result<Followers, StoreError> {
    let mut roots = Roots::seen_by(tx, ask.sight).await?;
    adding.count_of_followers(OfFollowers::Reports);
    let shape = Shape::of(rules, ask);
    cohort::add(tx, ask, &shape, &parts(rules, ask), &mut roots, adding).await?;
    adding.count_of_followers(OfFollowers::All);
    Ok(roots.followers)
}

/// Adds the cases of followers of the whole period, where the tables cannot tell: of a branch of units two units may
/// have the same case.
pub(super) async fn cases(
    tx: &mut Tx<'_>,
    rules: &Rules,
    ask: &Ask,
    adding: &mut Adding,
) -> Result<(), StoreError> {
    let mut roots = Roots::seen_by(tx, ask.sight).await?;
    adding.count_of_followers(OfFollowers::Cases);
    let shape = Shape::of(rules, ask);
    for part in parts(rules, ask) {
        merged::add(tx, ask, &shape, &part, &mut roots, adding).await?;
    }
    adding.count_of_followers(OfFollowers::All);
    Ok(())
}
