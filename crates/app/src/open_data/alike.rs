//! Alike in everything: what else is told of reports besides when, where and what is left empty, from the rarest on, until at
//! least [`FEWEST`] rows say the same in all of it.
//!
//! Rows that share [`Seen`] are divided by one mark after the other. Those whose value fewer than [`FEWEST`] share wait
//! together, without it; where they are too few even so, some of the most frequent value join them. So each group of rows
//! holds [`FEWEST`] or more whenever it is divided, down to the last mark. What is hidden follows from the rows alone, not from
//! their order.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;
use lapor_domain::ids::UnitId;

use super::blur::{FEWEST, Seen};
use super::row::{Blurred, OpenRow};

/// What a row may tell besides [`Seen`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    State,
    Type,
    Outcome,
    Unit,
    Lasted,
    Channel,
    Ended,
    Point,
}

/// In the order in which people would miss them.
const MARKS: [Mark; 8] = [
    Mark::State,
    Mark::Type,
    Mark::Outcome,
    Mark::Unit,
    Mark::Lasted,
    Mark::Channel,
    Mark::Ended,
    Mark::Point,
];

/// The value of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Value {
    Code(&'static str),
    Unit(UnitId),
    Month(Date),
    Point(Blurred),
}

fn value(row: &OpenRow, mark: Mark) -> Option<Value> {
    match mark {
        Mark::State => row.state.map(|it| Value::Code(it.as_str())),
        Mark::Type => row.report_type.map(|it| Value::Code(it.as_str())),
        Mark::Outcome => row.outcome.map(|it| Value::Code(it.as_str())),
        Mark::Unit => row.unit.map(Value::Unit),
        Mark::Lasted => row.lasted.map(|it| Value::Code(it.as_str())),
        Mark::Channel => row.channel.map(|it| Value::Code(it.as_str())),
        Mark::Ended => row.ended.map(Value::Month),
        Mark::Point => row.point.map(Value::Point),
    }
}

fn hide(row: &mut OpenRow, mark: Mark) {
    match mark {
        Mark::State => row.state = None,
        Mark::Type => row.report_type = None,
        Mark::Outcome => row.outcome = None,
        Mark::Unit => row.unit = None,
        Mark::Lasted => row.lasted = None,
        Mark::Channel => row.channel = None,
        Mark::Ended => row.ended = None,
        Mark::Point => row.point = None,
    }
}

/// How many values rows tell besides [`Seen`].
fn told(rows: &[(Seen, OpenRow)]) -> u64 {
    let values = rows
        .iter()
        .flat_map(|(_, row)| MARKS.map(|mark| value(row, mark)));
    values.flatten().count() as u64
}

/// Rows of which each says in everything but its words what [`FEWEST`] say, in the order of what they say; and how many
/// values were left empty for it. At least [`FEWEST`] rows must share each [`Seen`].
pub(super) fn alike(mut rows: Vec<(Seen, OpenRow)>) -> (Vec<(Seen, OpenRow)>, u64) {
    let before = told(&rows);
    rows.sort();
    let mut groups: BTreeMap<Seen, Vec<OpenRow>> = BTreeMap::new();
    for (seen, row) in rows {
        groups.entry(seen).or_default().push(row);
    }
    let mut rows: Vec<(Seen, OpenRow)> = Vec::new();
    for (seen, group) in groups {
        rows.extend(narrow(group, &MARKS).into_iter().map(|row| (seen, row)));
    }
    rows.sort();
    let hidden = before - told(&rows);
    (rows, hidden)
}

fn narrow(rows: Vec<OpenRow>, marks: &[Mark]) -> Vec<OpenRow> {
    let Some((mark, rest)) = marks.split_first() else {
        return rows;
    };
    let mut parts: BTreeMap<Option<Value>, Vec<OpenRow>> = BTreeMap::new();
    for row in rows {
        parts.entry(value(&row, *mark)).or_default().push(row);
    }
    // What has no value looks like what tells none.
    let mut untold = parts.remove(&None).unwrap_or_default();
    let mut parts: Vec<Vec<OpenRow>> = parts.into_values().collect();
    // Of as many, in the order of their values.
    parts.sort_by_key(|part| Reverse(part.len()));
    while let Some(few) = parts.pop_if(|part| part.len() < FEWEST) {
        untold.extend(few);
    }
    if (1..FEWEST).contains(&untold.len()) {
        let missing = FEWEST - untold.len();
        match parts.first_mut() {
            Some(most) if most.len() >= FEWEST + missing => {
                untold.extend(most.split_off(most.len() - missing));
            }
            _ => untold.extend(parts.pop().unwrap_or_default()),
        }
    }
    for row in &mut untold {
        hide(row, *mark);
    }
    parts.push(untold);
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.flat_map(|part| narrow(part, rest)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use jiff::civil::date;
    use lapor_domain::ids::BodyId;
    use lapor_domain::words::{Channel, Outcome, ReportType, StateCode};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::super::blur::When;
    use super::super::row::Lasted;
    use super::*;

    fn seen(day: i8) -> Seen {
        Seen {
            when: When::Day(date(2024, 3, day)),
            place: None,
            category: None,
        }
    }

    fn row(channel: Channel, unit: u128) -> OpenRow {
        OpenRow {
            report_type: Some(ReportType::Complaint),
            channel: Some(channel),
            state: Some(StateCode::Closed),
            outcome: Some(Outcome::Done),
            body: BodyId(Uuid::from_u128(1)),
            unit: Some(UnitId(Uuid::from_u128(unit))),
            ended: Some(date(2024, 4, 1)),
            lasted: Some(Lasted::of(12)),
            point: None,
            words: None,
        }
    }

    #[test]
    fn a_rare_door_hides_itself_and_as_few_others_as_must_be() {
        let rows = |web: usize| {
            let web = std::iter::repeat_n(row(Channel::Web, 1), web);
            let rows = web.chain([row(Channel::Letter, 1)]);
            let (rows, hidden) = alike(rows.map(|row| (seen(1), row)).collect());
            assert!(rows.iter().all(|(_, row)| row.unit.is_some()));
            let open = rows.iter().filter(|(_, row)| row.channel.is_some());
            (open.count(), hidden)
        };
        assert_eq!(rows(30), (26, 5), "four of the thirty stand beside it");
        assert_eq!(rows(9), (5, 5));
        assert_eq!(rows(8), (0, 9), "there would be four left");
        assert_eq!(rows(4), (0, 5));
    }

    #[test]
    fn the_order_of_arrival_changes_nothing() {
        let mut rows: Vec<(Seen, OpenRow)> = (0..40_u128)
            .map(|n| {
                let channel = Channel::ALL[n as usize * 7 % Channel::ALL.len()];
                (seen((n % 2) as i8 + 1), row(channel, n % 3))
            })
            .collect();
        let told = alike(rows.clone());
        rows.reverse();
        assert_eq!(alike(rows), told);
    }

    fn pick<T: Copy>(all: &[T], n: usize) -> Option<T> {
        all.get(n).copied()
    }

    proptest! {
        #[test]
        fn whatever_is_told_besides_words_is_told_of_five(
            rows in proptest::collection::vec(
                (1_i8..3, (0_usize..3, 0_usize..6, 0_usize..4, 0_usize..5), (0_u128..4, 0_i64..90, 0_i8..4, 0_i32..3)),
                0..200,
            ),
        ) {
            let rows: Vec<(Seen, OpenRow)> = rows
                .into_iter()
                .map(|(day, (kind, channel, state, outcome), (unit, days, month, point))| {
                    let row = OpenRow {
                        report_type: pick(ReportType::ALL, kind),
                        channel: pick(Channel::ALL, channel),
                        state: pick(StateCode::ALL, state),
                        outcome: pick(Outcome::ALL, outcome),
                        body: BodyId(Uuid::from_u128(1)),
                        unit: (unit > 0).then(|| UnitId(Uuid::from_u128(unit))),
                        ended: (month > 0).then(|| date(2024, month.max(1), 1)),
                        lasted: (month > 0).then(|| Lasted::of(days)),
                        point: (point > 0).then_some(Blurred { latitude: -2209, longitude: point }),
                        words: None,
                    };
                    (seen(day), row)
                })
                .collect();
            let mut days: HashMap<Seen, usize> = HashMap::new();
            for (seen, _) in &rows {
                *days.entry(*seen).or_default() += 1;
            }
            let rows: Vec<_> = rows.into_iter().filter(|(seen, _)| days[seen] >= FEWEST).collect();
            let (shown, hidden) = alike(rows.clone());
            prop_assert_eq!((shown.len(), told(&rows) - told(&shown)), (rows.len(), hidden));
            let mut alike: BTreeMap<&(Seen, OpenRow), usize> = BTreeMap::new();
            for row in &shown {
                *alike.entry(row).or_default() += 1;
            }
            prop_assert!(alike.values().all(|count| *count >= FEWEST), "{alike:?}");
        }
    }
}
