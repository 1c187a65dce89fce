//! Whether anything at all was known at a moment.

use std::sync::Arc;

use lapor_domain::rules::Rules;

use crate::figures::Ask;
use crate::figures::sql::parts;
use crate::record::micros;
use crate::{Query, StoreError, Tx, params};

/// Asks whether one report at least was recorded in a scope before its moment, with
/// [`Store::read`](crate::Store::read); also true where the scope never had one.
pub struct IsKnown {
    rules: Arc<Rules>,
    ask: Ask,
}

impl IsKnown {
    /// Of a question.
    pub fn new(rules: Arc<Rules>, ask: Ask) -> Self {
        Self { rules, ask }
    }
}

impl Query for IsKnown {
    type Output = bool;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        const BEFORE: &str =
            "SELECT 1 FROM state_interval WHERE holder_id = $1 AND from_us < $2 LIMIT 1";
        const EVER: &str = "SELECT 1 FROM state_interval WHERE holder_id = $1 LIMIT 1";
        let moment = micros(self.ask.moment());
        let mut ever = false;
        for part in parts(&self.rules, &self.ask) {
            let holder = part.holder.0;
            if tx
                .row::<i64>(BEFORE, params![holder, moment])
                .await?
                .is_some()
            {
                return Ok(true);
            }
            ever |= tx.row::<i64>(EVER, params![holder]).await?.is_some();
        }
        Ok(!ever)
    }
}
