//! The table as a page shows it.

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_app::figures::{Compared, FigureRow, FigureTable, Organisation};
use lapor_domain::figures::{Family, Measure, Measured};
use lapor_domain::ids::CategoryId;
use lapor_store::figures::Dimension;

use super::super::seat::Seat;
use super::super::statistics::Reach;
use super::asked::Asked;
use crate::i18n::I18n;
use crate::measure_words;
use crate::public::stats::door::Door;
use crate::public::stats::rows;
use crate::workspace_view::admin::{Cell, Row, Table};
use crate::workspace_view::figure_table::ShownTable;

/// The table with everything that is needed to read it.
pub(super) fn shown(seat: &Seat, asked: &Asked, reach: &Reach, table: &FigureTable) -> ShownTable {
    let i18n = seat.here.i18n;
    let of_reports = measure_words::capital(measure_words::family(i18n, table.family));
    let period = spanned(seat, table, (table.ask.from, table.ask.to), table.as_of);
    let basis = format!("{of_reports}. {period}.");
    let ids: Vec<&str> = table.columns.iter().map(|measure| measure.id).collect();
    let file = |format: &str| {
        let query = asked.as_file(format);
        let base = &seat.here.site.base;
        let href = format!("{base}/ruang/statistik/ukuran?{query}");
        (format.to_uppercase(), href)
    };
    ShownTable {
        how: measure_words::explained_all(i18n, &ids, &basis),
        table: broken_down(seat, reach, table),
        compared: compared(seat, table),
        remarks: remarks(seat, reach, table),
        downloads: vec![file("csv"), file("json")],
        of_reports,
        period,
    }
}

/// A row for each value of the breakdown, and all together.
fn broken_down(seat: &Seat, reach: &Reach, table: &FigureTable) -> Table {
    let i18n = seat.here.i18n;
    let row = |label: String, of: &FigureRow, is_total: bool| {
        let cells = table.columns.iter().zip(&of.values).zip(&of.few);
        let cells = cells.map(|((measure, value), few)| {
            let cell = cell(i18n, value.as_ref(), *few);
            let n = value.as_ref().map_or(0, Measured::n);
            let row = (!is_total).then_some(of);
            let href = reports(seat, table, row, measure).filter(|_| n > 0);
            Cell {
                href: href.unwrap_or_default(),
                ..cell
            }
        });
        Row {
            cells: std::iter::once(Cell::text(label)).chain(cells).collect(),
            actions: Vec::new(),
        }
    };
    let label = |of: &FigureRow| match table.ask.by {
        Some(by) => rows::named(i18n, by, of.key.as_deref(), &of.label),
        None => of.label.clone(),
    };
    let each = table.rows.iter().map(|of| row(label(of), of, false));
    let (caption, first, total) = match table.ask.by {
        Some(by) => {
            let by = measure_words::dimension(i18n, by);
            let caption = i18n.t1("stats-breakdown", "dimension", by);
            (caption, by.to_owned(), i18n.t("stats-total"))
        }
        None => (
            i18n.t("stats-total"),
            i18n.t("figures-scope"),
            reach.name.clone(),
        ),
    };
    let total = row(total, &table.total, true);
    Table {
        caption,
        columns: columns(i18n, table, &first),
        rows: each.chain([total]).collect(),
        empty: String::new(),
    }
}

/// The whole beside the period before and the year before; none where that was not asked for.
fn compared(seat: &Seat, table: &FigureTable) -> Option<Table> {
    let i18n = seat.here.i18n;
    let row = |key: &str, days: (Date, Date), as_of: Timestamp, of: &FigureRow| {
        let cells = of.values.iter().zip(&of.few);
        let cells = cells.map(|(value, few)| cell(i18n, value.as_ref(), *few));
        let label = format!("{}: {}", i18n.t(key), spanned(seat, table, days, as_of));
        Row {
            cells: std::iter::once(Cell::text(label)).chain(cells).collect(),
            actions: Vec::new(),
        }
    };
    let of =
        |key: &str, other: &Compared| row(key, (other.from, other.to), other.as_of, &other.row);
    let others = [
        ("charts-before", &table.before),
        ("charts-year-before", &table.last_year),
    ];
    let others = others.into_iter();
    let others: Vec<Row> = others
        .filter_map(|(key, other)| Some(of(key, other.as_ref()?)))
        .collect();
    if others.is_empty() {
        return None;
    }
    let days = (table.ask.from, table.ask.to);
    let present = row("charts-present", days, table.as_of, &table.total);
    Some(Table {
        caption: i18n.t("charts-compared"),
        columns: columns(i18n, table, &i18n.t("charts-period")),
        rows: std::iter::once(present).chain(others).collect(),
        empty: String::new(),
    })
}

fn columns(i18n: I18n, table: &FigureTable, first: &str) -> Vec<String> {
    let measures = table.columns.iter();
    let names = measures.map(|measure| measure_words::name(i18n, measure.id));
    std::iter::once(measure_words::capital(first))
        .chain(names)
        .collect()
}

/// A value with what it stands on; what stands on few says so.
fn cell(i18n: I18n, value: Option<&Measured>, few: bool) -> Cell {
    let Some(value) = value else {
        return Cell::text("–");
    };
    let n = |n: u64| i18n.t1("figures-n", "n", i18n.number(n));
    let mut of = match value {
        Measured::Count(_) => Vec::new(),
        Measured::Share(share) | Measured::Ratio(share) => {
            let (part, whole) = (i18n.number(share.part), i18n.number(share.whole));
            vec![i18n.t2("measure-of", "part", part, "whole", whole)]
        }
        Measured::Times(times, _) => {
            let running = i18n.t1("measure-running", "n", i18n.number(times.running));
            let running = (times.running > 0).then_some(running);
            std::iter::once(n(times.n)).chain(running).collect()
        }
        Measured::Rating(rating) => vec![n(rating.n)],
        Measured::PerThousand { count, .. } => vec![n(*count)],
    };
    of.extend((few && value.n() > 0).then(|| i18n.t("dashboard-few")));
    Cell::text(measure_words::value(i18n, value)).small(of.join("; "))
}

/// The period and the moment in words.
fn spanned(seat: &Seat, table: &FigureTable, (from, to): (Date, Date), as_of: Timestamp) -> String {
    let here = &seat.here;
    let i18n = here.i18n;
    let as_of = i18n.t1("figures-as-of", "asof", i18n.until(as_of, here.face()));
    // What is open was received on any day.
    if table.family == Family::Stock {
        return measure_words::capital(&as_of);
    }
    let period = i18n.t2("stats-period", "from", i18n.date(from), "to", i18n.date(to));
    format!("{period}; {as_of}")
}

fn remarks(seat: &Seat, reach: &Reach, table: &FigureTable) -> Vec<String> {
    let here = &seat.here;
    let i18n = here.i18n;
    let mut remarks = Vec::new();
    if table.recorded_later > 0 {
        remarks.push(i18n.tn("stats-recorded-later", table.recorded_later));
    }
    let is_uncounted = |value: &Measured| {
        matches!(
            value,
            Measured::PerThousand {
                inhabitants: None,
                ..
            }
        )
    };
    let rows = table.rows.iter().chain([&table.total]);
    if rows
        .flat_map(|row| row.values.iter().flatten())
        .any(is_uncounted)
    {
        remarks.push(i18n.t("figures-no-inhabitants"));
    }
    remarks.push(rows::position(i18n, table.position));
    let policy = rows::policy(here, &table.policy);
    remarks.extend(Some(policy).filter(|words| !words.is_empty()));
    if table.organisation == Organisation::Today {
        remarks.push(i18n.t("stats-units-note"));
    }
    if !reach.sight.supervisory {
        remarks.push(i18n.t("stats-desk-without-supervisory"));
    }
    remarks
}

/// The list of the reports behind a value, which says where it holds more than these; none for who has no list.
fn reports(
    seat: &Seat,
    table: &FigureTable,
    row: Option<&FigureRow>,
    measure: &Measure,
) -> Option<String> {
    if seat.door() != Door::Desk {
        return None;
    }
    let by = table.ask.by;
    let query = table.link(row, measure).desk;
    let is_alone = has_list(measure)
        && row.is_none_or(|row| row.key.is_some() && by.is_some_and(is_followed))
        && !row.is_some_and(|row| has_others_below(seat, by, row))
        && table.filter.report_type.is_none();
    let of = match by {
        _ if query.contains("&of=") => "",
        Some(Dimension::Unit) if is_alone && row.is_some() => "&of=unit",
        _ if is_alone => "",
        _ => "&of=more",
    };
    Some(format!("{}/ruang?{query}{of}", seat.here.site.base))
}

/// Whether a row is of a category that others are below: its list has theirs too.
fn has_others_below(seat: &Seat, by: Option<Dimension>, row: &FigureRow) -> bool {
    let key = row.key.as_ref().filter(|_| by == Some(Dimension::Category));
    let category: Option<CategoryId> = key.and_then(|key| key.parse().ok());
    let rules = seat.here.rules();
    let mut all = rules.directory.categories.values();
    category.is_some_and(|of| all.any(|other| other.parent == Some(of)))
}

/// Whether an office has a list that is of this measure's reports and of no others.
fn has_list(measure: &Measure) -> bool {
    matches!(
        measure.id,
        "received" | "flow_received" | "handled" | "completion" | "not_verified"
    )
}

/// Whether lists are narrowed to a row of a breakdown.
const fn is_followed(by: Dimension) -> bool {
    match by {
        Dimension::Unit
        | Dimension::Branch
        | Dimension::Category
        | Dimension::CategoryGroup
        | Dimension::Channel
        | Dimension::District
        | Dimension::Village => true,
        by => by.is_time(),
    }
}

#[cfg(test)]
mod tests {
    use lapor_domain::figures::Share;

    use super::*;

    #[test]
    fn a_value_says_what_it_stands_on() {
        let cell = |value: Measured| {
            let cell = super::cell(I18n::default(), Some(&value), value.is_few());
            format!("{} | {}", cell.text, cell.small).replace('\u{a0}', " ")
        };
        assert_eq!(cell(Measured::Count(3)), "3 | ");
        assert_eq!(
            cell(Measured::Share(Share::of(4, 19))),
            "21,1 % | 4 dari 19"
        );
        assert_eq!(
            cell(Measured::Share(Share::of(1, 1))),
            "100,0 % | 1 dari 1; terlalu sedikit untuk disimpulkan"
        );
        assert_eq!(cell(Measured::Share(Share::default())), "– | 0 dari 0");
        assert_eq!(super::cell(I18n::default(), None, false).text, "–");
    }
}
