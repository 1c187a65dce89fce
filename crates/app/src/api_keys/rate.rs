//! How often a key may be used: counted in memory, by the minute, in each process for itself.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use lapor_domain::ids::ApiKeyId;

/// Seconds of a window.
const WINDOW: i64 = 60;

/// Uses of each key in its present minute.
#[derive(Debug, Default)]
pub(crate) struct KeyRates(Mutex<HashMap<ApiKeyId, (i64, u32)>>);

impl KeyRates {
    /// Counts a use.
    ///
    /// # Errors
    /// Seconds until the next minute, where this one is used up.
    pub(super) fn count(&self, key: ApiKeyId, most: u32, now: Timestamp) -> Result<(), u64> {
        let second = now.as_second();
        let window = second.div_euclid(WINDOW);
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, used) = counts.entry(key).or_insert((window, 0));
        if *at != window {
            (*at, *used) = (window, 0);
        }
        if *used >= most {
            let left = WINDOW - second.rem_euclid(WINDOW);
            return Err(u64::try_from(left).unwrap_or(1));
        }
        *used += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_minute_has_so_many_and_the_next_begins_anew() {
        let rates = KeyRates::default();
        let (one, other) = (ApiKeyId(Uuid::from_u128(1)), ApiKeyId(Uuid::from_u128(2)));
        let at = |second: i64| Timestamp::from_second(second).unwrap_or_default();
        assert_eq!(rates.count(one, 2, at(120)), Ok(()));
        assert_eq!(rates.count(one, 2, at(130)), Ok(()));
        assert_eq!(rates.count(one, 2, at(150)), Err(30));
        assert_eq!(rates.count(other, 2, at(150)), Ok(()), "each key by itself");
        assert_eq!(rates.count(one, 2, at(180)), Ok(()));
    }
}
