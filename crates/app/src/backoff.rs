//! Waits that double: what failed is tried again soon, and then ever more rarely.

use jiff::SignedDuration;

/// The wait after so many failed tries, from 1: `first` seconds, twice as long each time, never more than `longest`.
pub(crate) fn doubling(first: i64, tries: i64, longest: SignedDuration) -> SignedDuration {
    let times = tries.clamp(1, 24).saturating_sub(1);
    SignedDuration::from_secs(first << times).min(longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        const HOUR: SignedDuration = SignedDuration::from_hours(1);
        let waits: Vec<i64> = [-3, 1, 2, 3, 99]
            .into_iter()
            .map(|tries| doubling(5, tries, HOUR).as_secs())
            .collect();
        assert_eq!(waits, [5, 5, 10, 20, 3600]);
    }
}
