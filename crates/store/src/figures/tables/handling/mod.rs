//! How reports were handled, folded beside the counts: durations as how many took so long, so that percentiles stay
//! those of the reports themselves; clocks missed from the instant they were due, which may lie ahead of the fold.

pub(crate) mod basis;
pub(crate) mod life;
pub(crate) mod measure;
mod sum;
pub(crate) mod weigh;

use lapor_domain::clock::working_days_between;
use lapor_domain::figures::Backlog;
use lapor_domain::rules::Rules;
use lapor_domain::words::Figure;

pub(crate) use sum::{Handling, Histogram};

use super::beyond::Beyond;
use super::cell::{self, kind};
use super::fold;
use super::numbers::{From, numbers};
use super::read::{months_of, whole_months};
use crate::figures::key::Key;
use crate::figures::sql::parts;
use crate::figures::{Ask, Scope};
use crate::record::micros;
use crate::record::project::date;
use crate::{StoreError, Tx};

/// Every month of receipt.
const EVER: (i64, i64) = (0, 999_912);

/// How the reports of whole months of a body, or of all bodies, were handled; none where the tables cannot tell.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn read(
    tx: &mut Tx<'_>,
    rules: &Rules,
    ask: &Ask,
) -> Result<Option<(Handling, Backlog)>, StoreError> {
    let Some((first, last)) = whole_months(ask) else {
        return Ok(None);
    };
    let is_whole = (first, last) == (ask.from, ask.to);
    if !is_whole || matches!(ask.scope, Scope::Unit(_)) || !fold::holds(tx, rules).await? {
        return Ok(None);
    }
    let Some(beyond) = Beyond::read(tx, rules, ask).await? else {
        return Ok(None);
    };
    let parts = parts(rules, ask);
    let Some(part) = parts.first() else {
        return Ok(None);
    };
    let is_all = ask.scope == Scope::Installation;
    let from = From {
        kind: if is_all {
            kind::HANDLING_ALL
        } else {
            kind::HANDLING
        },
        holder: (!is_all).then_some(part.holder.0),
        months: months_of((first, last)),
        moment: micros(ask.moment()),
        by_month: false,
    };
    let is_seen = |supervisory: bool, left: bool| {
        (ask.sight.supervisory || !supervisory) && (part.with_left || !left)
    };
    let Some(found) = numbers(tx, &from, &beyond).await? else {
        return Ok(None);
    };
    let Some(handling) = Handling::of(&found, rules, ask.moment(), is_seen) else {
        return Ok(None);
    };
    let mut backlog = Backlog::default();
    for part in &parts {
        let from = From {
            kind: kind::DAY,
            holder: Some(part.holder.0),
            months: EVER,
            ..from
        };
        let Some(days) = numbers(tx, &from, &beyond).await? else {
            return Ok(None);
        };
        let calendar = rules.calendar(part.holder);
        for (_, name, code, n) in days.iter() {
            let (figure, _, merged) = cell::of_row(code);
            let is_open = matches!(
                figure,
                Figure::InProcess | Figure::NotFollowedUp | Figure::NotVerified | Figure::OnHold
            );
            let supervisory = code & cell::SUPERVISORY != 0;
            let left = code & cell::LEFT != 0;
            let day = match cell::take_key(name) {
                Some((Key::Number(day), _)) => date(day),
                _ => return Ok(None),
            };
            let counts = is_open && !merged && is_seen(supervisory, left);
            if let Some(day) = day.filter(|_| counts) {
                let received = calendar.zone.start_of_day(day);
                let age = working_days_between(received, ask.moment(), calendar);
                backlog.add(age, n);
            }
        }
    }
    Ok(Some((handling, backlog)))
}
