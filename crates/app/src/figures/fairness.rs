//! Fairness: is everyone answered alike, and does a rank reward closing fast over solving?

use lapor_domain::figures::{Measured, number, percent};
use lapor_store::figures::{Ask, Dimension, Filter};

use super::FiguresError;
use super::question::Question;
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

/// Speed, by which units are praised, and what shows whether it was worth praise.
const SPEED: [&str; 3] = ["time_to_resolve", "time_to_first_follow_up", "completion"];
const WORTH: [&str; 3] = ["dispute_rate", "solved_share", "confirmed_share"];

/// How people of different places, doors and openness are answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Fairness {
    /// A table for each way to tell people apart: district, channel, language, anonymity.
    pub tables: Vec<FigureTable>,
    /// Rows that are answered worse than all, beyond chance and beyond small numbers.
    pub differences: Vec<Difference>,
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
    /// In words.
    pub words: String,
}

/// A rank that rewards closing fast over solving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The unit.
    pub key: Option<String>,
    /// Its name.
    pub label: String,
    /// By this it is in the best third.
    pub fast_by: &'static str,
    /// By this it is in the worst third.
    pub poor_by: &'static str,
    /// In words.
    pub words: String,
}

/// Compares groups of people, and units' places by speed with their places by what came of it. For officers: groups may
/// be small.
///
/// # Errors
/// As [`table`].
pub async fn fairness(app: &App, ask: Ask, filter: Filter) -> Result<Fairness, FiguresError> {
    let mut fairness = Fairness {
        tables: Vec::new(),
        differences: Vec::new(),
        warnings: Vec::new(),
    };
    let question = |by, ids: &[&str]| -> Result<Question, FiguresError> {
        Ok(Question {
            filter: filter.clone(),
            ..Question::of(
                Ask {
                    by: Some(by),
                    ..ask
                },
                Question::measures(ids)?,
            )
        })
    };
    for by in GROUPS {
        let table = table(app, &question(by, &MEASURES)?).await?;
        fairness.differences.extend(differences(&table, by));
        fairness.tables.push(table);
    }
    let ids: Vec<&str> = SPEED.iter().chain(&WORTH).copied().collect();
    let units = table(app, &question(Dimension::Unit, &ids)?).await?;
    fairness.warnings = warnings(&units);
    Ok(fairness)
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
            if let Some(words) = worse(row, measure.id, &value, &of_all) {
                found.push(Difference {
                    by,
                    key: row.key.clone(),
                    label: row.label.clone(),
                    measure: measure.id,
                    value,
                    of_all,
                    words,
                });
            }
        }
    }
    found
}

/// In which words a value is worse than that of all; none where it is not, or chance explains it.
fn worse(row: &FigureRow, id: &str, value: &Measured, of_all: &Measured) -> Option<String> {
    let label = &row.label;
    match (id, value, of_all) {
        ("time_to_first_follow_up", Measured::Times(one, _), Measured::Times(all, _)) => {
            let (median, usual) = (one.median?, all.median?);
            let is_slower = f64::from(median) > f64::from(usual) * SLOWER;
            is_slower.then(|| {
                format!(
                    "{label}: jawaban pertama {}, padahal seluruhnya {}",
                    value.shown(),
                    of_all.shown()
                )
            })
        }
        ("dispute_rate", Measured::Share(one), Measured::Share(all)) => {
            let usual = all.part as f64 / all.whole.max(1) as f64;
            let is_worse = one.interval().is_some_and(|(low, _)| low > usual);
            is_worse.then(|| {
                format!(
                    "{label}: {} dari {} usulan penutupan disanggah, padahal seluruhnya {}",
                    percent(*one),
                    number(one.whole),
                    percent(*all)
                )
            })
        }
        ("follow_up_rate", Measured::Share(one), Measured::Share(all)) => {
            let usual = all.part as f64 / all.whole.max(1) as f64;
            let is_worse = one.interval().is_some_and(|(_, high)| high < usual);
            is_worse.then(|| {
                format!(
                    "{label}: {} dari {} yang didisposisi sudah dijawab, padahal seluruhnya {}",
                    percent(*one),
                    number(one.whole),
                    percent(*all)
                )
            })
        }
        _ => None,
    }
}

/// Units that are in the best third by a measure of speed and in the worst third by one of worth, each of rows that are
/// ranked at all; a third of fewer than three is nobody.
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
    let mut found = Vec::new();
    for fast_by in SPEED {
        let (fast, is_best, _) = thirds(fast_by);
        for poor_by in WORTH {
            let (poor, _, is_worst) = thirds(poor_by);
            for (at, row) in table.rows.iter().enumerate() {
                let rank = |ranks: &[Option<usize>]| ranks.get(at).copied().flatten();
                let is_fast = rank(&fast).is_some_and(&is_best);
                if is_fast && rank(&poor).is_some_and(&is_worst) {
                    let name = |id: &str| {
                        column(id)
                            .and_then(|at| table.columns.get(at))
                            .map_or("", |measure| measure.name)
                    };
                    found.push(Warning {
                        key: row.key.clone(),
                        label: row.label.clone(),
                        fast_by,
                        poor_by,
                        words: format!(
                            "{}: termasuk sepertiga terbaik menurut \"{}\" tetapi sepertiga terburuk menurut \"{}\"; \
                             peringkat kecepatan di sini menghargai penutupan, bukan penyelesaian",
                            row.label,
                            name(fast_by),
                            name(poor_by)
                        ),
                    });
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use jiff::civil::date;
    use lapor_domain::figures::{Family, MeasureUnit, Share, Times};
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
        let warnings = warnings(&table(&["time_to_resolve", "dispute_rate"], rows));
        let told: Vec<_> = warnings
            .iter()
            .map(|one| (one.label.as_str(), one.fast_by, one.poor_by))
            .collect();
        assert_eq!(told, [("Cepat", "time_to_resolve", "dispute_rate")]);
        assert!(warnings[0].words.contains("penyelesaian"));
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
