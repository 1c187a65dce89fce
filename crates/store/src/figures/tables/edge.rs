//! The days of a ragged period that are no whole month: read from intervals, all but the cases of followers, which
//! the tables know for any days.

use lapor_domain::rules::Rules;

use crate::figures::Ask;
use crate::figures::answer::Adding;
use crate::figures::cohort;
use crate::figures::merged::Roots;
use crate::figures::shape::Shape;
use crate::figures::sql::parts;
use crate::{StoreError, Tx};

/// Adds the reports of some days.
pub(super) async fn add(
    tx: &mut Tx<'_>,
    rules: &Rules,
    ask: &Ask,
    adding: &mut Adding,
) -> Result<(), StoreError> {
    let mut roots = Roots::seen_by(tx, ask.sight).await?;
    adding.cases_of_followers_known(true);
    let shape = Shape::of(rules, ask);
    cohort::add(tx, ask, &shape, &parts(rules, ask), &mut roots, adding).await?;
    adding.cases_of_followers_known(false);
    Ok(())
}
