//! What the tables count: cells of a slice, each a name and a code with a number.

use lapor_domain::figures::Facts;
use uuid::Uuid;

use crate::figures::Dimension;
use crate::figures::key::Key;
use crate::figures::tally::Tally;

/// Whose cells: reports of a holder that were received on a day, as they are counted; in a month, as they are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Slice {
    /// What is counted, see [`kind`].
    pub(crate) kind: i64,
    /// The body; nil where the whole installation is counted at once.
    pub(crate) holder: Uuid,
    /// Day of receipt, 20230105, or month, 202301; 0 where a cell belongs to several.
    pub(crate) received: i64,
}

impl Slice {
    /// Where cells of a day are kept: with its month, and where days are kept with the day.
    pub(crate) fn kept(self, by_day: bool) -> impl Iterator<Item = Self> {
        let month = Self {
            received: self.received / 100,
            ..self
        };
        let of_day = kind::by_day(self.kind).map(|kind| Self { kind, ..self });
        // Slices of days tell what rows of days tell.
        let month = Some(month).filter(|_| !by_day || self.kind != kind::DAY);
        month.into_iter().chain(of_day.filter(|_| by_day))
    }

    /// Whether it is one of a day, as it is kept.
    pub(crate) const fn is_of_day(&self) -> bool {
        self.kind >= kind::OF_DAYS
    }
}

/// Kinds of cells. They are kept in the tables: a number is never given another meaning.
pub(crate) mod kind {
    use super::Dimension;

    /// Facts; no name.
    pub(crate) const TOTAL: i64 = 0;
    /// Facts by day of receipt.
    pub(crate) const DAY: i64 = 7;
    /// Reports as they are now, by lead, in the slot in which they were recorded.
    pub(crate) const BIRTH: i64 = 8;

    /// Facts by a dimension that has cells.
    pub(crate) const fn of(by: Dimension) -> i64 {
        match by {
            Dimension::Unit => 1,
            Dimension::Category => 2,
            Dimension::Channel => 3,
            Dimension::Type => 4,
            Dimension::Region => 5,
            Dimension::Anonymity => 11,
            Dimension::Language => 12,
            // Months are slices of their own; the others have no cells: nothing asks the tables for them.
            _ => TOTAL,
        }
    }

    /// Facts by lead and a dimension.
    pub(crate) const fn of_lead(by: Dimension) -> i64 {
        20 + of(by)
    }

    /// Cases that are counted for their followers alone: by a dimension, of a body. Their days are those of receipt.
    pub(crate) const fn cases(of: i64) -> i64 {
        40 + of
    }

    /// The same of the whole installation.
    pub(crate) const fn all_cases(of: i64) -> i64 {
        80 + of
    }

    /// Either of them, told apart by months alone: fewer cells, enough for whole months.
    pub(crate) const fn by_month(cases: i64) -> i64 {
        100 + cases
    }

    /// How reports were handled, by a dimension or by none. `what` is one of those below.
    pub(crate) const fn handled(what: i64, by: Option<Dimension>) -> i64 {
        let by = match by {
            Some(by) => of(by),
            None => TOTAL,
        };
        HANDLED + what * EACH + by
    }

    /// Any of these by day of receipt; none where cells are of no day, or say it themselves.
    pub(crate) const fn by_day(of: i64) -> Option<i64> {
        let is_counted = of < cases(TOTAL) && of != DAY;
        let is_handled = of >= HANDLED && (of - HANDLED) / (2 * EACH) != OPEN / 2;
        if is_counted || is_handled {
            Some(OF_DAYS + of)
        } else {
            None
        }
    }

    /// Those of days begin here.
    pub(crate) const OF_DAYS: i64 = 1_000;
    /// How reports were handled begins here.
    const HANDLED: i64 = 300;
    /// Kinds of one of those below.
    const EACH: i64 = 20;

    /// Clocks of the body that counts them.
    pub(crate) const CLOCKS: i64 = 0;
    /// The open ones by day of receipt, and how many are overdue.
    pub(crate) const OPEN: i64 = 2;
    /// What happened.
    pub(crate) const DEEDS: i64 = 4;
    /// How long they stayed in each state.
    pub(crate) const STAYS: i64 = 6;
    /// What happened on a day: their days are those on which it did.
    pub(crate) const FLOW: i64 = 8;
    /// Added to one of these: of all bodies, less what the body did that has the report.
    pub(crate) const ELSEWHERE: i64 = 1;
}

/// Dimensions that have cells of their own.
pub(crate) const DIMENSIONS: [Dimension; 7] = [
    Dimension::Unit,
    Dimension::Category,
    Dimension::Channel,
    Dimension::Type,
    Dimension::Region,
    Dimension::Anonymity,
    Dimension::Language,
];

/// The dimension in whose cells the values of another are found: branches are gathered from units.
pub(crate) const fn finest(by: Dimension) -> Option<Dimension> {
    Some(match by {
        Dimension::Unit | Dimension::Branch => Dimension::Unit,
        Dimension::Category | Dimension::CategoryGroup => Dimension::Category,
        Dimension::Channel => Dimension::Channel,
        Dimension::Type => Dimension::Type,
        Dimension::Region | Dimension::District | Dimension::Village => Dimension::Region,
        Dimension::Anonymity => Dimension::Anonymity,
        Dimension::Language => Dimension::Language,
        _ => return None,
    })
}

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

/// The bytes of a key in front of a name, and what is behind them.
pub(crate) fn split_key(name: &[u8]) -> Option<(&[u8], &[u8])> {
    let len = match name.first()? {
        0 => 1,
        1 => 17,
        2 => 3 + usize::from(u16::from_be_bytes([*name.get(1)?, *name.get(2)?])),
        3 => 9,
        _ => return None,
    };
    name.split_at_checked(len)
}

/// The id of a key's bytes.
pub(crate) fn id_of(key: &[u8]) -> Option<Uuid> {
    key.strip_prefix(&[1])
        .and_then(|id| Uuid::from_slice(id).ok())
}

/// The code of a key's bytes.
pub(crate) fn code_of(key: &[u8]) -> Option<&str> {
    let code = key.strip_prefix(&[2])?.get(2..)?;
    std::str::from_utf8(code).ok()
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
    fn cells_are_kept_by_month_and_by_day() {
        let kept = |kind: i64, by_day: bool| {
            let slice = Slice {
                kind,
                holder: Uuid::nil(),
                received: 20_230_105,
            };
            let kept = slice.kept(by_day);
            kept.map(|slice| (slice.kind, slice.received))
                .collect::<Vec<_>>()
        };
        let both = |kind: i64| vec![(kind, 202_301), (1_000 + kind, 20_230_105)];
        for by in [None].into_iter().chain(DIMENSIONS.map(Some)) {
            for what in [kind::CLOCKS, kind::DEEDS, kind::STAYS, kind::FLOW] {
                for what in [what, what + kind::ELSEWHERE] {
                    let kind = kind::handled(what, by);
                    assert_eq!(kept(kind, true), both(kind));
                    assert_eq!(kept(kind, false), both(kind)[..1]);
                }
            }
            for what in [kind::OPEN, kind::OPEN + kind::ELSEWHERE] {
                let kind = kind::handled(what, by);
                assert_eq!(
                    kept(kind, true),
                    both(kind)[..1],
                    "{kind} says the day itself"
                );
            }
        }
        for kind in [
            kind::TOTAL,
            kind::BIRTH,
            kind::of(Dimension::Language),
            kind::of_lead(Dimension::Language),
        ] {
            assert_eq!(kept(kind, true), both(kind));
        }
        assert_eq!(kept(kind::DAY, true), []);
        assert_eq!(kept(kind::DAY, false), both(kind::DAY)[..1]);
        for of in [kind::TOTAL, kind::of_lead(Dimension::Language)] {
            for of in [kind::cases(of), kind::all_cases(of)] {
                for of in [of, kind::by_month(of)] {
                    assert_eq!(kind::by_day(of), None);
                }
            }
        }
    }

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
            let mut own = Vec::new();
            put_key(&mut own, key);
            assert_eq!(found, *key);
            assert_eq!(split_key(rest), Some((own.as_slice(), after)));
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
        assert_eq!(facts(of_facts(&known) | LEFT | SUPERVISORY), known);
    }
}
