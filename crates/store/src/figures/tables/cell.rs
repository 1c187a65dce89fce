//! What the tables count: cells of a slice, each a name and a code with a number.

use lapor_domain::figures::Facts;
use lapor_domain::words::Figure;
use uuid::Uuid;

use crate::figures::Dimension;
use crate::figures::key::Key;
use crate::figures::tally::Tally;

/// Whose cells: reports of a holder that were received in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Slice {
    /// What is counted, see [`kind`].
    pub(crate) kind: i64,
    /// The body; nil where the whole installation is counted at once.
    pub(crate) holder: Uuid,
    /// Month of receipt, 202301; 0 where a cell belongs to several.
    pub(crate) month: i64,
}

/// Kinds of cells. They are kept in the tables: a number is never given another meaning.
pub(crate) mod kind {
    use super::Dimension;

    /// Facts; no name.
    pub(crate) const TOTAL: i64 = 0;
    /// Facts by lead.
    pub(crate) const LEAD: i64 = 6;
    /// Figures by day of receipt.
    pub(crate) const DAY: i64 = 7;
    /// Reports as they are now, by lead, in the slot in which they were recorded.
    pub(crate) const BIRTH: i64 = 8;

    /// How a body handled its reports.
    pub(crate) const HANDLING: i64 = 9;
    /// How all bodies handled the reports that a body has.
    pub(crate) const HANDLING_ALL: i64 = 10;

    /// Figures by a dimension.
    pub(crate) const fn of(by: Dimension) -> i64 {
        match by {
            // Months are slices of their own.
            Dimension::Month => TOTAL,
            Dimension::Unit => 1,
            Dimension::Category => 2,
            Dimension::Channel => 3,
            Dimension::Type => 4,
            Dimension::Region => 5,
            Dimension::Language => 11,
            // The others have no cells: nothing asks the tables for them.
            _ => TOTAL,
        }
    }

    /// Figures by lead and a dimension.
    pub(crate) const fn of_lead(by: Dimension) -> i64 {
        20 + of(by)
    }

    /// Cases that are counted for their followers alone: by a dimension, of a body.
    pub(crate) const fn cases(of: i64) -> i64 {
        40 + of
    }

    /// The same of the whole installation.
    pub(crate) const fn all_cases(of: i64) -> i64 {
        80 + of
    }
}

/// Whether a breakdown can be answered from cells.
pub(crate) fn has_cells(by: Option<Dimension>) -> bool {
    by.is_none_or(|by| by == Dimension::Month || DIMENSIONS.contains(&by))
}

/// Dimensions that have cells of their own.
pub(crate) const DIMENSIONS: [Dimension; 6] = [
    Dimension::Unit,
    Dimension::Category,
    Dimension::Channel,
    Dimension::Type,
    Dimension::Region,
    Dimension::Language,
];

/// Above all of a tally that facts are made of: who is unnamed and which language stand in no facts.
const MERGED: u32 = 1 << 21;
/// Only for those who may know of supervisory reports.
pub(crate) const SUPERVISORY: u32 = 1 << 22;
/// Left the holder.
pub(crate) const LEFT: u32 = 1 << 23;

/// Facts as a code.
pub(crate) fn of_facts(facts: &Facts) -> u32 {
    let tally = Tally {
        figure: Some(facts.figure),
        ended_by: facts.ended_by,
        outcome: facts.outcome,
        reason: facts.reason,
        reopened: facts.reopened,
        joined: facts.joined,
        status_unknown: facts.status_unknown,
        imported: facts.imported,
        is_public: facts.is_public,
        rating: facts.rating,
        unnamed: false,
        language: None,
    };
    let packed = u32::try_from(tally.pack()).unwrap_or(0);
    packed | if facts.merged { MERGED } else { 0 }
}

/// The facts of a code.
pub(crate) fn facts(code: u32) -> Facts {
    let tally = Tally::unpack(i64::from(code & (MERGED - 1)));
    Facts {
        merged: code & MERGED != 0,
        ..tally.facts(None)
    }
}

/// Of facts only what a row of a breakdown shows: figure, public, merged; and who may know of it.
pub(crate) fn row_code(code: u32) -> u32 {
    let facts = facts(code);
    let kept = Facts {
        ended_by: None,
        outcome: None,
        reason: None,
        reopened: false,
        joined: false,
        status_unknown: false,
        imported: false,
        rating: None,
        ..facts
    };
    of_facts(&kept) | flags(code)
}

/// Of a code only who may know of it.
pub(crate) const fn flags(code: u32) -> u32 {
    code & (SUPERVISORY | LEFT)
}

/// The figure of a code of a row, whether the reports are public, and whether they are merged.
pub(crate) fn of_row(code: u32) -> (Figure, bool, bool) {
    let facts = facts(code);
    (facts.figure, facts.is_public, facts.merged)
}

/// Appends a key to a name.
pub(crate) fn put_key(name: &mut Vec<u8>, key: &Key) {
    match key {
        Key::None => name.push(0),
        Key::Id(id) => {
            name.push(1);
            name.extend_from_slice(id.as_bytes());
        }
        Key::Code(code) => {
            name.push(2);
            // Words of an export may be long; what tells two apart stands in front.
            let bytes = code.as_bytes();
            let len = bytes.len().min(usize::from(u16::MAX));
            name.extend_from_slice(&u16::try_from(len).unwrap_or(u16::MAX).to_be_bytes());
            name.extend_from_slice(bytes.get(..len).unwrap_or_default());
        }
        Key::Number(number) => {
            name.push(3);
            name.extend_from_slice(&number.to_be_bytes());
        }
    }
}

/// Takes a key off the front of a name.
pub(crate) fn take_key(name: &[u8]) -> Option<(Key, &[u8])> {
    let (tag, rest) = name.split_first()?;
    Some(match tag {
        0 => (Key::None, rest),
        1 => {
            let (id, rest) = rest.split_at_checked(16)?;
            (Key::Id(Uuid::from_slice(id).ok()?), rest)
        }
        2 => {
            let (len, rest) = rest.split_first_chunk::<2>()?;
            let (code, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*len)))?;
            (Key::Code(String::from_utf8(code.to_vec()).ok()?), rest)
        }
        3 => {
            let (number, rest) = rest.split_first_chunk::<8>()?;
            (Key::Number(i64::from_be_bytes(*number)), rest)
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_codes_come_back() {
        let keys = [
            Key::None,
            Key::Id(Uuid::from_u128(7)),
            Key::Code("62.71.01".to_owned()),
            Key::Number(-3),
        ];
        let mut name = Vec::new();
        for key in &keys {
            put_key(&mut name, key);
        }
        let mut rest = name.as_slice();
        for key in &keys {
            let (found, after) = take_key(rest).unwrap_or((Key::None, &[]));
            assert_eq!(found, *key);
            rest = after;
        }
        assert_eq!((rest, take_key(&[1, 2])), (&[][..], None));
        let known = Facts {
            merged: true,
            rating: Some(4),
            reopened: true,
            ..Tally::default().facts(None)
        };
        assert_eq!(facts(of_facts(&known)), known);
        let row = row_code(of_facts(&known) | LEFT);
        assert_eq!(of_row(row), (known.figure, false, true));
        assert_eq!((flags(row), facts(row).rating), (LEFT, None));
    }
}
