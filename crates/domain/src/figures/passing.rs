//! From hand to hand: which deeds of a report's life pass it on, and what a refusal cost. Section 6, "passing-on".

use jiff::Timestamp;

use crate::ids::UnitId;

/// Kinds of deeds by which a report leaves a hand.
pub const MOVES: [&str; 4] = [
    "redirected",
    "refused",
    "transferred_out",
    "transferred_within",
];

/// A deed of one report, as far as passing on needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hand<'a> {
    /// Code of its event.
    pub kind: &'a str,
    /// When it happened.
    pub at: Timestamp,
    /// The unit that did it, or to which it was done.
    pub unit: Option<UnitId>,
}

/// A refusal of something that had been given to a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Who refused.
    pub unit: UnitId,
    /// When it was given to them.
    pub given: Timestamp,
    /// When it was next given to somebody; none while that has not come.
    pub next: Option<Timestamp>,
}

/// Whether a deed gives a report to a unit.
pub fn is_disposition(kind: &str) -> bool {
    [
        "verified",
        "redirected",
        "assigned_anew",
        "referred_to_ppid",
    ]
    .contains(&kind)
}

/// From whom a report was passed on, each time: from who refused, else from who had it; and whether it was refused.
pub fn passed_on(life: &[Hand<'_>]) -> Vec<(UnitId, bool)> {
    let mut held: Option<UnitId> = None;
    let mut passed = Vec::new();
    for deed in life {
        let is_refusal = deed.kind == "refused";
        let from = match deed.kind {
            "refused" => deed.unit,
            // After a refusal nobody has it: that hand was counted.
            kind if MOVES.contains(&kind) => held,
            _ => None,
        };
        passed.extend(from.map(|unit| (unit, is_refusal)));
        held = match deed.kind {
            kind if is_disposition(kind) => deed.unit,
            kind if MOVES.contains(&kind) => None,
            _ => held,
        };
    }
    passed
}

/// Refusals with the disposition before and the next one.
pub fn refusals(life: &[Hand<'_>]) -> Vec<Refusal> {
    let disposed = |deed: &&Hand<'_>| is_disposition(deed.kind);
    let refused = life.iter().enumerate();
    let refused = refused.filter(|(_, deed)| deed.kind == "refused");
    let refusal = |(at, deed): (usize, &Hand<'_>)| {
        let (earlier, later) = life.split_at(at);
        Some(Refusal {
            unit: deed.unit?,
            given: earlier.iter().rev().find(disposed)?.at,
            next: later.iter().find(disposed).map(|next| next.at),
        })
    };
    refused.filter_map(refusal).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn unit(n: u128) -> UnitId {
        UnitId(Uuid::from_u128(n))
    }

    fn life(deeds: &[(&'static str, u128)]) -> Vec<Hand<'static>> {
        let deeds = deeds.iter().enumerate();
        let hand = |(second, (kind, by)): (usize, &(&'static str, u128))| Hand {
            kind,
            at: Timestamp::from_second(second as i64).unwrap_or(Timestamp::UNIX_EPOCH),
            unit: (*by > 0).then(|| unit(*by)),
        };
        deeds.map(hand).collect()
    }

    #[test]
    fn a_hand_is_counted_once() {
        let life = life(&[
            ("verified", 1),
            ("refused", 1),
            ("redirected", 2),
            ("answered", 2),
            ("redirected", 3),
            ("transferred_out", 0),
        ]);
        // The redirection after the refusal moves it from nobody's hand.
        let expected = [(unit(1), true), (unit(2), false), (unit(3), false)];
        assert_eq!(passed_on(&life), expected);
    }

    #[test]
    fn a_refusal_waits_for_the_next_disposition() {
        let life = life(&[
            ("refused", 9),
            ("verified", 1),
            ("refused", 1),
            ("redirected", 2),
            ("refused", 2),
        ]);
        let at = |second| Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH);
        let refusal = |by, given, next: Option<i64>| Refusal {
            unit: unit(by),
            given: at(given),
            next: next.map(at),
        };
        let expected = [refusal(1, 1, Some(3)), refusal(2, 3, None)];
        assert_eq!(refusals(&life), expected);
    }
}
