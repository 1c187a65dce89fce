//! Fairness: is everyone answered alike, and does a rank reward closing fast over solving?

use lapor_domain::figures::{Direction, Measure, MeasureUnit, Measured};
use lapor_store::figures::{Ask, Dimension, Filter};

use super::FiguresError;
use super::question::{Question, QuestionError};
use super::table::{FigureRow, FigureTable, table};
use crate::app::App;

/// By what people are compared.
const GROUPS: [Dimension; 4] = [
    Dimension::District,
    Dimension::Channel,
    Dimension::Language,
    Dimension::Anonymity,
];

/// What is compared: first answer, follow-up, dispute.
const MEASURES: [&str; 4] = [
    "received",
    "time_to_first_follow_up",
    "follow_up_rate",
    "dispute_rate",
];

/// A median that is so many times the median of all is told.
const SLOWER: f64 = 1.5;
/// But only where it is so much more, too: where all are answered within minutes, minutes more are no worse.
const fn least_slower(unit: MeasureUnit) -> f64 {
    match unit {
        MeasureUnit::WorkingMinutes => 60.0,
        _ => 1.0,
    }
}

/// Speed, by which units are praised, and what shows whether it was worth praise.
const SPEED: [&str; 3] = ["time_to_resolve", "time_to_first_follow_up", "completion"];
const WORTH: [&str; 3] = ["dispute_rate", "solved_share", "confirmed_share"];

/// What is told of units: each measure that a warning can name is a column.
const OF_UNITS: [&str; 8] = [
    "received",
    "completion",
    "on_time_resolution",
    "time_to_first_follow_up",
    "time_to_resolve",
    "solved_share",
    "dispute_rate",
    "confirmed_share",
];

/// How people of different places, doors and openness are answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Fairness {
    /// A table for each way to tell people apart: district, channel, language, anonymity.
    pub tables: Vec<FigureTable>,
    /// Rows that are answered worse than all, beyond chance and beyond small numbers.
    pub differences: Vec<Difference>,
    /// How the units did, by everything that a warning can name.
    pub units: FigureTable,
    /// Units whose place by speed is good and whose place by what came of it is not.
    pub warnings: Vec<Warning>,
}

/// A group that is answered worse.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// By what it was told apart.
    pub by: Dimension,
    /// The group.
    pub key: Option<String>,
    /// Its name.
    pub label: String,
    /// The measure.
    pub measure: &'static str,
    /// What the group has.
    pub value: Measured,
    /// What all have.
    pub of_all: Measured,
}

/// A rank that rewards closing fast over solving.
#[derive(Clone, Debug, PartialEq)]
pub struct Warning {
    /// The unit.
    pub key: Option<String>,
    /// Its name.
    pub label: String,
    /// By this it is in the best third.
    pub fast: Judged,
    /// By this it is in the worst third, and chance does not explain it.
    pub poor: Judged,
}

/// What a unit has of a measure, beside what all have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// The measure.
    pub measure: &'static str,
    /// What the unit has.
    pub value: Measured,
    /// What all have.
    pub of_all: Measured,
}

/// Compares groups of people, and units' places by speed with their places by what came of it. For officers: groups may
/// be small.
///
/// # Errors
/// As [`table`].
pub async fn fairness(app: &App, ask: Ask, filter: Filter) -> Result<Fairness, FiguresError> {
    let (mut tables, mut found) = (Vec::new(), Vec::new());
    for by in GROUPS {
        let table = table(app, &question(ask, &filter, by, &MEASURES)?).await?;
        found.extend(differences(&table, by));
        tables.push(table);
    }
    let (units, warnings) = of_units(app, ask, filter).await?;
    Ok(Fairness {
        tables,
        differences: found,
        units,
        warnings,
    })
}

/// How the units did, and where a rank by speed would praise what came out worse.
///
/// # Errors
/// As [`table`].
pub async fn of_units(
    app: &App,
    ask: Ask,
    filter: Filter,
) -> Result<(FigureTable, Vec<Warning>), FiguresError> {
    let units = table(app, &question(ask, &filter, Dimension::Unit, &OF_UNITS)?).await?;
    let warnings = warnings(&units);
    Ok((units, warnings))
}

fn question(
    ask: Ask,
    filter: &Filter,
    by: Dimension,
    ids: &[&str],
) -> Result<Question, QuestionError> {
    let ask = Ask {
        by: Some(by),
        ..ask
    };
    Ok(Question {
        filter: filter.clone(),
        ..Question::of(ask, Question::measures(ids)?)
    })
}

fn differences(table: &FigureTable, by: Dimension) -> Vec<Difference> {
    let mut found = Vec::new();
    let rows = table.rows.iter().filter(|row| row.key.is_some());
    for row in rows {
        for (column, measure) in table.columns.iter().enumerate() {
            let is_few = row.few.get(column).copied().unwrap_or(true);
            let of_all = table.total.values.get(column).copied().flatten();
            let value = row.values.get(column).copied().flatten();
            let (Some(value), Some(of_all), false) = (value, of_all, is_few) else {
                continue;
            };
            if is_worse(measure, &value, &of_all) {
                found.push(Difference {
                    by,
                    key: row.key.clone(),
                    label: row.label.clone(),
                    measure: measure.id,
                    value,
                    of_all,
                });
            }
        }
    }
    found
}

/// Whether a value is worse than that of all: of a share the 95 % interval must leave it out, or chance explains it.
fn is_worse(measure: &Measure, value: &Measured, of_all: &Measured) -> bool {
    match (value, of_all) {
        (Measured::Times(one, unit), Measured::Times(all, _)) => {
            let medians = one.median.zip(all.median);
            medians.is_some_and(|(median, usual)| {
                let (median, usual) = (f64::from(median), f64::from(usual));
                median > usual * SLOWER && median >= usual + least_slower(*unit)
            })
        }
        (Measured::Share(one), Measured::Share(all)) => {
            let usual = all.part as f64 / all.whole.max(1) as f64;
            let interval = one.interval();
            interval.is_some_and(|(low, high)| match measure.direction {
                Direction::Up => high < usual,
                Direction::Down => low > usual,
                Direction::Neither => false,
            })
        }
        _ => false,
    }
}

/// Units that are in the best third by a measure of speed, and by one of worth in the worst third and worse than all
/// beyond chance, each of rows that are ranked at all; a third of fewer than three is nobody. Each is told once for a
/// measure of worth.
pub(super) fn warnings(table: &FigureTable) -> Vec<Warning> {
    let column = |id: &str| table.columns.iter().position(|measure| measure.id == id);
    let thirds = |id: &str| {
        let ranks = column(id).map(|at| table.ranks(at)).unwrap_or_default();
        let ranked = ranks.iter().flatten().count();
        // Of places that several share the first counts: the worst third begins where two thirds are better.
        let best = move |rank: usize| rank <= ranked / 3;
        let worst = move |rank: usize| ranked >= 3 && rank > ranked - ranked / 3;
        (ranks, best, worst)
    };
    let judged = |row: &FigureRow, id: &'static str| {
        let at = column(id)?;
        Some(Judged {
            measure: id,
            value: row.values.get(at).copied().flatten()?,
            of_all: table.total.values.get(at).copied().flatten()?,
        })
    };
    let mut found: Vec<Warning> = Vec::new();
    for poor_by in WORTH {
        let Some(measure) = column(poor_by).and_then(|at| table.columns.get(at)) else {
            continue;
        };
        let (poor, _, is_worst) = thirds(poor_by);
        for (at, row) in table.rows.iter().enumerate() {
            let rank = |ranks: &[Option<usize>]| ranks.get(at).copied().flatten();
            let poor = judged(row, poor_by)
                .filter(|_| rank(&poor).is_some_and(&is_worst))
                .filter(|one| is_worse(measure, &one.value, &one.of_all));
            let fast_by = SPEED.into_iter().find(|fast_by| {
                let (fast, is_best, _) = thirds(fast_by);
                rank(&fast).is_some_and(is_best)
            });
            let fast = fast_by.and_then(|fast_by| judged(row, fast_by));
            if let Some((fast, poor)) = fast.zip(poor) {
                found.push(Warning {
                    key: row.key.clone(),
                    label: row.label.clone(),
                    fast,
                    poor,
                });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use jiff::civil::date;
    use lapor_domain::figures::{Family, Share, Times};
    use lapor_domain::zone::Zone;
    use lapor_store::figures::{Scope, Sight};

    use super::super::question::Organisation;
    use super::*;

    fn row(label: &str, values: Vec<Measured>) -> FigureRow {
        FigureRow {
            key: Some(label.to_owned()),
            label: label.to_owned(),
            few: values.iter().map(Measured::is_few).collect(),
            values: values.into_iter().map(Some).collect(),
            n: 100,
        }
    }

    fn table(ids: &[&str], rows: Vec<FigureRow>) -> FigureTable {
        let at = "2024-01-01T00:00:00+07:00".parse().unwrap();
        let total = rows.first().cloned().unwrap();
        FigureTable {
            ask: Ask {
                scope: Scope::Installation,
                sight: Sight::WHOLE,
                from: date(2023, 1, 1),
                to: date(2023, 12, 31),
                as_of: Some(at),
                by: Some(Dimension::Unit),
                now: at,
            },
            filter: Filter::default(),
            family: Family::Cohort,
            organisation: Organisation::Then,
            as_of: at,
            zone: Zone::Wib,
            position: 1,
            recorded_later: 0,
            policy: Vec::new(),
            columns: Question::measures(ids).unwrap(),
            rows,
            total,
            before: None,
            last_year: None,
            is_public: false,
            in_fives: false,
        }
    }

    fn hours(median: u32) -> Measured {
        let times = Times::of(vec![median * 60; 20], 0);
        Measured::Times(times, MeasureUnit::WorkingMinutes)
    }

    #[test]
    fn minutes_more_are_no_worse_where_all_are_answered_at_once() {
        let times = |minutes| {
            let times = Times::of(vec![minutes; 20], 0);
            Measured::Times(times, MeasureUnit::WorkingMinutes)
        };
        let told = |one, all| {
            let mut made = table(
                &["time_to_first_follow_up"],
                vec![row("Pahandut", vec![times(one)])],
            );
            made.total = row("Seluruhnya", vec![times(all)]);
            differences(&made, Dimension::District).len()
        };
        assert_eq!((told(1, 0), told(59, 0), told(60, 0)), (0, 0, 1));
        assert_eq!((told(80, 40), told(100, 40)), (0, 1));
        assert_eq!(told(660, 600), 0, "an hour more, but no half as long again");
    }

    fn disputed(of_a_hundred: u64) -> Measured {
        Measured::Share(Share::of(of_a_hundred, 100))
    }

    #[test]
    fn fast_and_disputed_is_no_praise() {
        let rows = vec![
            row("Cepat", vec![hours(2), disputed(40)]),
            row("Biasa", vec![hours(20), disputed(5)]),
            row("Teliti", vec![hours(40), disputed(1)]),
        ];
        let mut made = table(&["time_to_resolve", "dispute_rate"], rows);
        made.total = row("Seluruhnya", vec![hours(20), disputed(15)]);
        let warnings = warnings(&made);
        let told: Vec<_> = warnings
            .iter()
            .map(|one| (one.label.as_str(), one.fast.measure, one.poor.measure))
            .collect();
        assert_eq!(told, [("Cepat", "time_to_resolve", "dispute_rate")]);
        let poor = warnings[0].poor;
        assert_eq!((poor.value, poor.of_all), (disputed(40), disputed(15)));
    }

    #[test]
    fn what_chance_explains_is_no_warning() {
        let confirmed = |part, whole| Measured::Share(Share::of(part, whole));
        // 46.4 % of 28 against 51.0 % of 561: the worst of three, and well inside chance.
        let rows = |part, whole| {
            vec![
                row("Cepat", vec![hours(2), confirmed(part, whole)]),
                row("Biasa", vec![hours(20), confirmed(50, 100)]),
                row("Teliti", vec![hours(40), confirmed(60, 100)]),
            ]
        };
        let made = |rows| {
            let mut made = table(&["time_to_resolve", "confirmed_share"], rows);
            made.total = row("Seluruhnya", vec![hours(20), confirmed(286, 561)]);
            warnings(&made).len()
        };
        assert_eq!(made(rows(13, 28)), 0);
        assert_eq!(made(rows(130, 400)), 1);
    }

    #[test]
    fn a_warning_names_what_stands_in_the_table() {
        for id in SPEED.iter().chain(&WORTH) {
            assert!(OF_UNITS.contains(id), "{id} has no column");
        }
        Question::measures(&OF_UNITS).unwrap();
    }

    #[test]
    fn small_units_are_neither_praised_nor_blamed() {
        let few = Measured::Share(Share::of(4, 5));
        let rows = vec![
            row("Kecil", vec![hours(2), few]),
            row("Biasa", vec![hours(20), disputed(5)]),
            row("Teliti", vec![hours(40), disputed(1)]),
        ];
        let made = table(&["time_to_resolve", "dispute_rate"], rows);
        assert_eq!(made.ranks(1), [None, Some(2), Some(1)]);
        assert_eq!(warnings(&made), []);
    }

    #[test]
    fn a_group_is_told_where_chance_does_not_explain_it() {
        let mut made = table(
            &["time_to_first_follow_up", "dispute_rate"],
            vec![
                row("Rakumpit", vec![hours(31), disputed(30)]),
                row("Pahandut", vec![hours(20), disputed(12)]),
            ],
        );
        made.total = row("Seluruhnya", vec![hours(20), disputed(11)]);
        let found = differences(&made, Dimension::District);
        let told: Vec<_> = found
            .iter()
            .map(|one| (one.label.as_str(), one.measure))
            .collect();
        assert_eq!(
            told,
            [
                ("Rakumpit", "time_to_first_follow_up"),
                ("Rakumpit", "dispute_rate")
            ]
        );
    }
}
