//! What is open at the moment, by age.

use std::collections::HashMap;

use lapor_domain::clock::working_days_between;
use lapor_domain::figures::Backlog;
use lapor_domain::rules::Rules;
use lapor_domain::words::Figure;

use crate::figures::Ask;
use crate::figures::sql::{AT_MOMENT, DAYS, Part};
use crate::figures::tally::Tally;
use crate::record::project::date;
use crate::{StoreError, Tx};

/// Adds a body's open cases, whenever received. Followers are part of their root's case.
pub(super) async fn add(
    tx: &mut Tx<'_>,
    rules: &Rules,
    ask: &Ask,
    part: &Part,
    backlog: &mut Backlog,
) -> Result<(), StoreError> {
    let ever = part.between(0, 99_991_231);
    let (n, grouped) = tx.engine().counting(2);
    let sql = format!(
        "{DAYS} SELECT s.received_day, s.tally, {n} {AT_MOMENT} AND s.merge_root IS NULL{}{}{grouped}",
        ever.narrowed(),
        ever.of_leads()
    );
    let calendar = rules.calendar(part.holder);
    let mut groups: HashMap<(i64, i64), u64> = HashMap::new();
    let count = |(day, tally, n): (i64, i64, u64)| *groups.entry((day, tally)).or_default() += n;
    tx.each_dyn(&sql, &ever.params_with_leads(), count).await?;
    for ((day, tally), n) in groups {
        let open = matches!(
            Tally::unpack(tally).figure,
            Some(Figure::InProcess | Figure::NotFollowedUp | Figure::NotVerified | Figure::OnHold)
        );
        if let Some(day) = date(day).filter(|_| open) {
            let received = calendar.zone.start_of_day(day);
            backlog.add(working_days_between(received, ask.moment(), calendar), n);
        }
    }
    Ok(())
}
