//! Signatures: a word for each life, in which every value that it ever had sets one of 64 bits (superimposed coding).
//!
//! A question with a filter need not read a life whose signature lacks the bits of what is asked for; one that has them is looked
//! at as any other. So what is open of one category and one door is found in an index, where else all that is open was read.

use super::pack::Packed;
use crate::Value;
use crate::figures::Dimension;
use crate::figures::sql::Part;
use crate::figures::tables::cell::{DIMENSIONS, code_of, id_of};

/// The signature of a life of which nothing is known: it has all bits.
pub(crate) const ANY: i64 = -1;

/// The signature of a life's bytes.
pub(crate) fn of(steps: &[u8]) -> i64 {
    let known = || {
        let life = Packed::of(steps)?;
        let mut bits = 0;
        life.looks(usize::MAX, |_, look| {
            let keys = look.iter().flat_map(|look| look.keys);
            for (by, key) in DIMENSIONS.iter().zip(keys) {
                bits |= of_key(*by, key);
            }
        })?;
        // What a unit did is told there, whoever leads the report.
        life.all(|_, found| {
            if !found.unit.is_empty() {
                bits |= bit(Dimension::Unit, found.unit);
            }
        })?;
        Some(bits.cast_signed())
    };
    known().unwrap_or(ANY)
}

/// Of each dimension that a question narrows, the bits of which a life must have one.
pub(super) fn asked(part: &Part) -> Vec<i64> {
    let of = |(by, values): (Dimension, Vec<Vec<u8>>)| {
        let bits = values.iter().fold(0, |bits, value| bits | bit(by, value));
        bits.cast_signed()
    };
    part.values().into_iter().map(of).collect()
}

/// The condition that a signature has these bits, with the first of them as `$first`, and what they are.
pub(super) fn condition(asked: &[i64], column: &str, first: usize) -> String {
    let places = first..first + asked.len();
    let each = places.map(|at| format!(" AND ({column} & ${at}) <> 0"));
    each.collect()
}

/// The same bits as parameters.
pub(super) fn params(asked: &[i64]) -> impl Iterator<Item = Value<'static>> {
    asked.iter().map(|bits| Value::from(*bits))
}

/// What a value of a look sets: a region also what it lies in.
fn of_key(by: Dimension, key: &[u8]) -> u64 {
    match by {
        Dimension::Unit | Dimension::Category => id_of(key).map_or(0, |id| bit(by, id.as_bytes())),
        Dimension::Channel | Dimension::Type => {
            code_of(key).map_or(0, |code| bit(by, code.as_bytes()))
        }
        Dimension::Region => {
            let code = code_of(key).unwrap_or_default();
            let ends = code.match_indices('.').map(|(at, _)| at);
            let ends = ends.chain((!code.is_empty()).then_some(code.len()));
            ends.filter_map(|end| code.get(..end))
                .fold(0, |bits, code| bits | bit(by, code.as_bytes()))
        }
        // Nothing is narrowed by them.
        _ => 0,
    }
}

/// The bit of a value (FNV-1a). It lies in the tables: it is never reckoned otherwise.
fn bit(by: Dimension, value: &[u8]) -> u64 {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let of: u8 = match by {
        Dimension::Unit => 1,
        Dimension::Category => 2,
        Dimension::Channel => 3,
        Dimension::Type => 4,
        _ => 5,
    };
    let bytes = std::iter::once(&of).chain(value);
    let hash = bytes.fold(BASIS, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(PRIME)
    });
    1 << ((hash ^ hash >> 32) % 64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_stay_what_they_are() {
        assert_eq!(bit(Dimension::Channel, b"web").trailing_zeros(), 13);
        assert_eq!(bit(Dimension::Region, b"62.71").trailing_zeros(), 46);
    }

    #[test]
    fn a_region_lies_in_all_above_it() {
        let mut key = vec![2, 0, 0];
        key.extend(b"62.71.01");
        let all = of_key(Dimension::Region, &key);
        for code in ["62", "62.71", "62.71.01"] {
            assert_ne!(all & bit(Dimension::Region, code.as_bytes()), 0, "{code}");
        }
        assert!(all.count_ones() <= 3);
        assert_eq!(of_key(Dimension::Region, &[0]), 0);
    }

    #[test]
    fn what_cannot_be_read_has_all_bits() {
        assert_eq!(of(&[7]), ANY);
    }
}
