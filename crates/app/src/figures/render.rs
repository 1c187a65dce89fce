//! Tables of measures for programs, spreadsheets and terminals.

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::figures::{
    CATALOGUE, IN_FIVES, Measure, MeasureUnit, Measured, TOTAL_IN_FIVES, number,
};
use lapor_store::figures::{Dimension, field, in_force, moment, policy, scope};
use serde_json::{Map, Value, json as value};

use super::Organisation;
use super::compare::last_seen;
use super::table::{Compared, FigureRow, FigureTable};

/// As JSON. Keys are stable; `measures` says what each means. A value is null where it is not shown.
pub fn json(table: &FigureTable) -> Value {
    let filter = &table.filter;
    let compared = |compared: &Option<Compared>| {
        compared.as_ref().map(|compared| {
            let mut object = value!({
                "from": compared.from.to_string(),
                "to": compared.to.to_string(),
                "as_of": at(table, compared.as_of),
                "position": compared.position,
                "is_recorded": compared.is_recorded,
                "row": row(table, &compared.row, false),
            });
            if let Some(object) = object.as_object_mut() {
                if table.is_public {
                    object.insert("days_fewer".to_owned(), compared.days_fewer.into());
                    object.insert("in_fives".to_owned(), compared.in_fives.into());
                } else {
                    let later = compared.recorded_later.into();
                    object.insert("recorded_later".to_owned(), later);
                }
            }
            object
        })
    };
    let mut object = value!({
        "from": table.ask.from.to_string(),
        "to": table.ask.to.to_string(),
        "as_of": at(table, table.as_of),
        "scope": scope(table.ask.scope),
        "by": table.ask.by.map(Dimension::as_str),
        "filter": {
            "unit": filter.unit,
            "category": filter.category,
            "type": filter.report_type,
            "channel": filter.channel,
            "region": filter.region,
        },
        "family": table.family.as_str(),
        "organisation": match table.organisation {
            Organisation::Then => "then",
            Organisation::Today => "today",
        },
        "position": table.position,
        "policy": policy(&table.policy),
        "measures": table.columns.iter().map(|measure| definition(measure)).collect::<Vec<_>>(),
        "rows": table.rows.iter().map(|found| row(table, found, true)).collect::<Vec<_>>(),
        "total": row(table, &table.total, false),
        "before": compared(&table.before),
        "last_year": compared(&table.last_year),
    });
    if let Some(object) = object.as_object_mut() {
        if table.is_public {
            object.insert("note".to_owned(), IN_FIVES.into());
            object.insert("in_fives".to_owned(), table.in_fives.into());
            let told = in_fives(table).map(|measure| measure.id);
            let told: Vec<&str> = told.collect();
            object.insert("measures_in_fives".to_owned(), value!(told));
        } else {
            object.insert("recorded_later".to_owned(), table.recorded_later.into());
        }
    }
    object
}

/// Measures of which anyone's total too is told in fives; none for officers.
fn in_fives(table: &FigureTable) -> impl Iterator<Item = &'static Measure> {
    let is_told = move |measure: &&&'static Measure| {
        table.is_public && (table.in_fives || !measure.is_exact_of_whole())
    };
    table.columns.iter().filter(is_told).copied()
}

/// The whole catalogue as JSON.
pub fn catalogue_json() -> Value {
    let measures = CATALOGUE.iter().map(definition).collect::<Vec<_>>();
    let by = Dimension::ALL
        .iter()
        .map(|by| value!({ "id": by.as_str(), "name": by.name() }));
    value!({ "measures": measures, "dimensions": by.collect::<Vec<_>>() })
}

fn definition(measure: &Measure) -> Value {
    value!({
        "id": measure.id,
        "name": measure.name,
        "family": measure.family.as_str(),
        "unit": measure.unit.as_str(),
        "direction": measure.direction.as_str(),
        "plan_goal": lapor_domain::plan::measure::goal(measure).map(lapor_domain::plan::Goal::as_str),
        "audience": match measure.audience {
            lapor_domain::figures::Audience::Public => "public",
            lapor_domain::figures::Audience::Inside => "inside",
        },
        "formula": measure.formula,
        "source": measure.source,
        "caveat": measure.caveat,
    })
}

fn at(table: &FigureTable, at: Timestamp) -> String {
    moment(at, table.zone)
}

fn row(table: &FigureTable, row: &FigureRow, is_row: bool) -> Value {
    let each = || table.columns.iter().zip(&row.values);
    let values: Map<String, Value> = each()
        .map(|(measure, found)| {
            (
                measure.id.to_owned(),
                found.as_ref().map_or(Value::Null, measured),
            )
        })
        .collect();
    let few = each().zip(&row.few);
    let few = few.filter(|((_, found), few)| **few && found.is_some());
    let few: Vec<&str> = few.map(|((measure, _), _)| measure.id).collect();
    let links: Map<String, Value> = each()
        .filter(|(_, found)| found.is_some())
        .map(|(measure, _)| {
            let link = table.link(is_row.then_some(row), measure);
            let query = if table.is_public {
                format!("laporan?{}", link.public)
            } else {
                format!("ruang?{}", link.desk)
            };
            (measure.id.to_owned(), query.into())
        })
        .collect();
    value!({ "key": row.key, "label": row.label, "values": values, "few": few, "reports": links })
}

fn measured(found: &Measured) -> Value {
    match found {
        Measured::Count(n) => value!(n),
        Measured::Share(share) => {
            value!({ "percent": share.percent(), "part": share.part, "whole": share.whole })
        }
        Measured::Ratio(share) => value!({
            "per_report": rounded(found.rank()), "part": share.part, "whole": share.whole
        }),
        Measured::Times(times, _) => value!({
            "median": times.median, "p90": times.p90, "n": times.n, "running": times.running
        }),
        Measured::Rating(rating) => value!(rating),
        Measured::PerThousand { count, inhabitants } => value!({
            "per_1000": rounded(found.rank()), "count": count, "inhabitants": inhabitants
        }),
    }
}

/// Two decimals.
fn rounded(value: Option<f64>) -> Option<f64> {
    grafik::rounded(value?, 2).parse().ok()
}

/// As CSV: a line for each row, then the total and the other periods, each with period and moment. A share has its
/// counts beside it, times their p90 and how many they stand on. What is not shown is empty.
pub fn csv(table: &FigureTable) -> String {
    let mut head: Vec<String> = ["key", "label", "from", "to", "as_of", "position"]
        .map(str::to_owned)
        .to_vec();
    for measure in &table.columns {
        head.extend(columns(measure));
    }
    let mut lines = head.join(",");
    lines.push_str("\r\n");
    let asked = (table.ask.from, table.ask.to, table.as_of, table.position);
    for row in &table.rows {
        line(
            &mut lines,
            table,
            row.key.as_deref().unwrap_or_default(),
            row,
            asked,
        );
    }
    line(&mut lines, table, "total", &table.total, asked);
    for (key, compared) in [("before", &table.before), ("last_year", &table.last_year)] {
        if let Some(compared) = compared {
            let asked = (
                compared.from,
                compared.to,
                compared.as_of,
                compared.position,
            );
            line(&mut lines, table, key, &compared.row, asked);
        }
    }
    lines
}

fn columns(measure: &Measure) -> Vec<String> {
    let id = measure.id;
    match measure.unit {
        MeasureUnit::Reports | MeasureUnit::Cases | MeasureUnit::Deeds | MeasureUnit::Officers => {
            vec![id.to_owned()]
        }
        MeasureUnit::Percent | MeasureUnit::PerReport => {
            vec![format!("{id}_part"), format!("{id}_whole")]
        }
        MeasureUnit::WorkingMinutes | MeasureUnit::CalendarDays | MeasureUnit::WorkingDays => {
            vec![
                format!("{id}_median"),
                format!("{id}_p90"),
                format!("{id}_n"),
            ]
        }
        MeasureUnit::Stars => vec![format!("{id}_mean"), format!("{id}_n")],
        MeasureUnit::PerThousand => vec![format!("{id}_count"), format!("{id}_inhabitants")],
    }
}

fn line(
    lines: &mut String,
    table: &FigureTable,
    key: &str,
    row: &FigureRow,
    (from, to, as_of, position): (Date, Date, Timestamp, i64),
) {
    let mut cells = vec![
        field(key),
        field(&row.label),
        from.to_string(),
        to.to_string(),
        at(table, as_of),
        position.to_string(),
    ];
    let text = |n: Option<u64>| n.map_or_else(String::new, |n| n.to_string());
    for (measure, found) in table.columns.iter().zip(&row.values) {
        let of = match found {
            None => vec![String::new(); columns(measure).len()],
            Some(Measured::Count(n)) => vec![n.to_string()],
            Some(Measured::Share(share) | Measured::Ratio(share)) => {
                vec![share.part.to_string(), share.whole.to_string()]
            }
            Some(Measured::Times(times, _)) => vec![
                text(times.median.map(u64::from)),
                text(times.p90.map(u64::from)),
                times.n.to_string(),
            ],
            Some(Measured::Rating(rating)) => vec![
                rating
                    .mean
                    .map_or_else(String::new, |mean| mean.to_string()),
                rating.n.to_string(),
            ],
            Some(Measured::PerThousand { count, inhabitants }) => {
                vec![count.to_string(), text(*inhabitants)]
            }
        };
        cells.extend(of);
    }
    lines.push_str(&cells.join(","));
    lines.push_str("\r\n");
}

/// For a terminal: a block of lines for each row, numbers as Indonesian readers know them. `*` marks what stands on few.
pub fn text(table: &FigureTable) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{} sampai {}, keadaan sebelum {}\nDihitung: {}",
        table.ask.from,
        table.ask.to,
        at(table, table.as_of),
        table.family.name(),
    );
    let name = table.ask.by.map_or("", Dimension::name);
    let mut heads = vec![name.to_owned()];
    heads.extend(table.columns.iter().map(|measure| measure.name.to_owned()));
    let mut lines = vec![heads];
    lines.extend(table.rows.iter().map(|row| cells(&row.label, row, UNTOLD)));
    let others = [
        ("periode sebelumnya", &table.before),
        ("tahun sebelumnya", &table.last_year),
    ];
    let others = others.map(|(name, compared)| Some((name, compared.as_ref()?)));
    let others: Vec<(&str, &Compared)> = others.into_iter().flatten().collect();
    let total = if others.is_empty() {
        "Jumlah".to_owned()
    } else {
        let asked = (table.ask.from, table.ask.to, table.as_of);
        spanned(table, "Jumlah", asked, table.in_fives, 0)
    };
    lines.push(cells(&total, &table.total, UNTOLD));
    for (name, compared) in &others {
        let asked = (compared.from, compared.to, compared.as_of);
        let mut label = spanned(table, name, asked, compared.in_fives, compared.days_fewer);
        if !compared.is_recorded {
            label.push_str(" – belum tercatat waktu itu");
        }
        let untold = if compared.is_recorded { UNTOLD } else { "–" };
        lines.push(cells(&label, &compared.row, untold));
    }
    text.push('\n');
    columned(&lines, &mut text);
    let is_few = |row: &FigureRow| row.few.iter().any(|few| *few);
    let compared = others.iter().map(|(_, compared)| &compared.row);
    let mut rows = table.rows.iter().chain([&table.total]).chain(compared);
    if rows.any(is_few) {
        text.push_str("\n* sedikit sekali dasarnya (kurang dari 10): tidak untuk dibandingkan.\n");
    }
    let is_uncounted = |row: &FigureRow| {
        let mut values = row.values.iter().flatten();
        values.any(|found| {
            matches!(
                found,
                Measured::PerThousand {
                    inhabitants: None,
                    ..
                }
            )
        })
    };
    if table.rows.iter().chain([&table.total]).any(is_uncounted) {
        text.push_str(
            "\n– : jumlah penduduknya tidak tercatat, atau barisnya bukan wilayah; catat dengan `lapor import inhabitants`.\n",
        );
    }
    if table.is_public {
        let _ = writeln!(text, "\n{IN_FIVES}");
        let told: Vec<&str> = in_fives(table).map(|measure| measure.name).collect();
        if table.in_fives || others.iter().any(|(_, compared)| compared.in_fives) {
            let _ = writeln!(text, "{TOTAL_IN_FIVES}");
        } else if !told.is_empty() {
            let _ = writeln!(
                text,
                "Juga dalam baris jumlah dihitung per lima: {}.",
                told.join("; ")
            );
        }
    }
    let _ = writeln!(
        text,
        "\nMenurut catatan peristiwa sampai nomor {}.",
        number(table.position.unsigned_abs())
    );
    in_force(&table.policy, &mut text);
    if table.recorded_later > 0 {
        let _ = writeln!(
            text,
            "{} laporan periode ini baru dicatat sesudah saat acuan dan tidak termasuk.",
            number(table.recorded_later)
        );
    }
    text
}

/// What a period is called that stands beside others: its days as far as one sees, as of when, and what is not as in them.
fn spanned(
    table: &FigureTable,
    name: &str,
    (from, to, as_of): (Date, Date, Timestamp),
    in_fives: bool,
    days_fewer: i64,
) -> String {
    let to = last_seen(from, to, as_of, table.zone);
    let mut label = format!(
        "{name} ({from} sampai {to}, keadaan sebelum {}",
        at(table, as_of)
    );
    if days_fewer > 0 {
        let _ = write!(label, ", {days_fewer} hari lebih awal daripada yang setara");
    }
    if in_fives {
        label.push_str(", yang belum dibuka dihitung per lima");
    }
    label.push(')');
    label
}

/// What stands where a value is not told.
const UNTOLD: &str = "tidak dirinci";

fn cells(label: &str, row: &FigureRow, untold: &str) -> Vec<String> {
    let values = row.values.iter().zip(&row.few).map(|(found, few)| {
        let shown = found
            .as_ref()
            .map_or_else(|| untold.to_owned(), with_counts);
        if *few && found.is_some() {
            format!("{shown}*")
        } else {
            shown
        }
    });
    std::iter::once(label.to_owned()).chain(values).collect()
}

/// A value, and of a percentage the counts that it is formed of: they stand in no other column.
fn with_counts(found: &Measured) -> String {
    match found {
        Measured::Share(share) if share.whole > 0 => {
            let (part, whole) = (number(share.part), number(share.whole));
            format!("{} ({part} dari {whole})", found.shown())
        }
        _ => found.shown(),
    }
}

/// Columns that line up: the first to the left, the others to the right.
fn columned(lines: &[Vec<String>], text: &mut String) {
    let columns = lines.first().map_or(0, Vec::len);
    let width = |at: usize| {
        let cells = lines.iter().filter_map(|line| line.get(at));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for line in lines {
        let cells = line
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(at, (cell, width))| {
                if at == 0 {
                    format!("{cell:<width$}")
                } else {
                    format!("{cell:>width$}")
                }
            });
        let cells: Vec<String> = cells.collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use lapor_domain::figures::{Rating, Share};

    use super::*;

    /// What papers say of a number, and pages with their own sign for decimals.
    fn on_paper(part: u64, whole: u64) -> String {
        dokumen::decimal(part as f64 / whole as f64, 2)
    }

    #[test]
    fn quotients_are_rounded_as_on_paper() {
        for whole in 1..=200 {
            for part in 0..=2 * whole {
                let found = Measured::Ratio(Share::of(part, whole));
                let paper = on_paper(part, whole);
                assert_eq!(found.shown(), paper, "{part} of {whole}");
                let file = dokumen::decimal(rounded(found.rank()).unwrap(), 2);
                assert_eq!(file, paper, "{part} of {whole}");
            }
        }
    }

    #[test]
    fn ratings_are_rounded_as_on_paper() {
        for n in 10..=200 {
            for fives in 0..=n {
                let mut rating = Rating::default();
                rating.add(Some(5), fives);
                rating.add(Some(2), n - fives);
                let shown = rating.shown();
                let paper = on_paper(2 * n + 3 * fives, n);
                assert_eq!(dokumen::decimal(shown.mean.unwrap(), 2), paper);
                let [low, high] =
                    [shown.low, shown.high].map(|end| dokumen::decimal(end.unwrap(), 2));
                let words = Measured::Rating(shown).shown();
                assert_eq!(words, format!("{paper} ({low}–{high})"), "{fives} of {n}");
            }
        }
    }
}
