//! The charts of the figures page: what each shows, and the same in a table.

mod map;

use grafik::{Chart, Kind, Map, Point, Series};
use lapor_app::figures::{FigureRow, FigureTable, Organisation};
use lapor_domain::figures::{Cohort, FEW, Measured, Share, completion};
use lapor_domain::words::Figure;
use lapor_store::figures::{Answer, ClockTimes, Dimension, Performance, Row};

use super::door::Door;
use super::gathered::Gathered;
use super::measures::{self, Link, hours};
use super::rows::{self, FIGURES, figure_key, tenths};
use crate::i18n::I18n;
use crate::measure_words;
use crate::state::Here;
use crate::view::stats::{Breakdown, BreakdownRow, Cell};

/// Bars of a chart; the table has all.
const BARS: usize = 10;

/// Charts of what happened and how fast: of these everything is told to anyone in fives, also where the total is exact.
const IN_FIVES: [&str; 3] = ["arus", "waktu", "umur"];

/// What is drawn.
#[derive(Clone, Debug)]
pub(crate) enum Shown {
    Chart(Chart),
    Map(Map),
}

/// A chart and its table.
#[derive(Clone, Debug)]
pub(crate) struct Figured {
    /// Its name in addresses.
    pub(crate) name: &'static str,
    pub(crate) shown: Shown,
    pub(crate) table: Breakdown,
}

impl Figured {
    /// Its heading.
    pub(crate) fn title(&self) -> &str {
        match &self.shown {
            Shown::Chart(chart) => &chart.title,
            Shown::Map(map) => &map.title,
        }
    }

    /// What it shows, in a sentence.
    pub(crate) fn meaning(&self) -> &str {
        match &self.shown {
            Shown::Chart(chart) => &chart.description,
            Shown::Map(map) => &map.description,
        }
    }

    /// Says one sentence more of what it shows.
    fn say(&mut self, more: &str) {
        let said = match &mut self.shown {
            Shown::Chart(chart) => &mut chart.description,
            Shown::Map(map) => &mut map.description,
        };
        said.push(' ');
        said.push_str(more);
    }

    /// How its values come about.
    pub(crate) fn formula(&self, i18n: I18n) -> String {
        let formula = match (self.name, &self.shown) {
            // Bars have no classes of colours.
            (name @ ("wilayah" | "penduduk"), Shown::Chart(_)) => {
                i18n.t(&format!("charts-{name}-bars-formula"))
            }
            (name, _) => i18n.t(&format!("charts-{name}-formula")),
        };
        let completion = measure_words::name(i18n, "completion");
        if !self.table.columns.contains(&completion) {
            return formula;
        }
        format!("{formula} {}", completion_how(i18n))
    }
}

/// How completion in a table is counted, and where it is not written.
pub(crate) fn completion_how(i18n: I18n) -> String {
    let how = measure_words::explained(i18n, "completion");
    let more = ["charts-completion-left-out", "charts-not-of-few"];
    let more = more.map(|key| i18n.t(key)).join(" ");
    format!("{how} {more}")
}

/// All charts of the page, in its order; of `name` alone where it is given.
pub(crate) fn all(
    here: &Here,
    gathered: &Gathered,
    name: Option<&str>,
    door: Door,
) -> Vec<Figured> {
    let i18n = here.i18n;
    let done = &gathered.performance;
    let by = |by| gathered.by(by);
    let total = gathered.total();
    let wanted = |of: &str| name.is_none_or(|name| name == of);
    let measure = |id: &str| door.measure(here, total?, id);
    let mut all = Vec::new();
    if wanted("keadaan") {
        all.extend(total.map(|answer| states(here, answer, door)));
    }
    if wanted("bulan") {
        all.extend(by(Dimension::Month).map(|answer| months(here, answer, door)));
    }
    if wanted("arus") {
        all.extend(gathered.flow.as_ref().map(|table| flow(here, table, door)));
    }
    for (of, dimension, kind) in [
        ("kategori", Dimension::Category, Kind::Bars),
        ("unit", Dimension::Unit, Kind::Bars),
    ] {
        if wanted(of) {
            let drawn =
                by(dimension).map(|answer| broken_down(here, of, dimension, kind, answer, door));
            let is_of_today =
                dimension == Dimension::Unit && gathered.organisation == Organisation::Today;
            all.extend(drawn.map(|drawn| {
                if is_of_today {
                    of_today(i18n, drawn)
                } else {
                    drawn
                }
            }));
        }
    }
    if wanted("wilayah") {
        all.extend(by(Dimension::Region).map(|answer| regions(here, answer, door)));
    }
    if wanted("penduduk") {
        all.extend(
            by(Dimension::Region).and_then(|answer| map::per_thousand(here, answer, gathered)),
        );
    }
    if wanted("waktu") {
        all.push(times(i18n, done, &measure));
    }
    if wanted("umur") {
        all.push(ages(i18n, done, &measure));
    }
    for (of, dimension, kind) in [
        ("kanal", Dimension::Channel, Kind::Bars),
        ("jenis", Dimension::Type, Kind::Ring),
    ] {
        if wanted(of) {
            all.extend(
                by(dimension).map(|answer| broken_down(here, of, dimension, kind, answer, door)),
            );
        }
    }
    if door == Door::Public {
        let said = i18n.t("stats-parts-in-fives");
        for figured in all.iter_mut().filter(|of| IN_FIVES.contains(&of.name)) {
            figured.say(&said);
        }
    }
    all
}

/// The words of a chart.
fn chart(i18n: I18n, name: &str, kind: Kind, unit: &str) -> Chart {
    Chart {
        kind,
        title: i18n.t(&format!("charts-{name}")),
        description: i18n.t(&format!("charts-{name}-meaning")),
        unit: i18n.t(unit),
        categories: Vec::new(),
        series: Vec::new(),
    }
}

fn table(i18n: I18n, name: &str, first: String, columns: Vec<String>) -> Breakdown {
    Breakdown {
        caption: i18n.t(&format!("charts-{name}")),
        dimension: first,
        columns,
        rows: Vec::new(),
    }
}

/// Adds a row to a table.
fn push(table: &mut Breakdown, label: String, values: Vec<String>, is_sum: bool) {
    push_linked(table, label, None, values, is_sum);
}

/// Adds a row whose name leads to its reports.
fn push_linked(
    table: &mut Breakdown,
    label: String,
    href: Option<String>,
    values: Vec<String>,
    is_sum: bool,
) {
    let cells = table.columns.iter().zip(values);
    let cells = cells
        .map(|(column, value)| Cell {
            column: column.clone(),
            value,
        })
        .collect();
    table.rows.push(BreakdownRow {
        label,
        href: href.unwrap_or_default(),
        cells,
        is_sum,
    });
}

fn percent(i18n: I18n, share: Share) -> String {
    tenths(share).map_or_else(|| "–".to_owned(), |tenths| i18n.percent(tenths))
}

fn count(i18n: I18n, n: u64, link: Option<String>) -> Point {
    Point {
        value: Some(n as f64),
        label: i18n.number(n),
        link,
        few: false,
        rest: false,
    }
}

/// The seven figures as parts of the whole.
fn states(here: &Here, answer: &Answer, door: Door) -> Figured {
    let i18n = here.i18n;
    let mut chart = chart(i18n, "keadaan", Kind::Ring, "charts-reports");
    let columns = vec![i18n.t("stats-count"), i18n.t("stats-share")];
    let mut table = table(i18n, "keadaan", i18n.t("stats-figure"), columns);
    let mut points = Vec::new();
    for figure in FIGURES {
        let n = answer.total.of(figure);
        let share = percent(i18n, Share::of(n, answer.total.received));
        let name = i18n.t(&figure_key(figure));
        let link = door.figure(here, answer, figure).filter(|_| n > 0);
        push_linked(
            &mut table,
            name.clone(),
            link.clone(),
            vec![i18n.number(n), share.clone()],
            false,
        );
        let mut point = count(i18n, n, link);
        point.label = format!("{} ({share})", point.label);
        // A part of nothing is in the table.
        if n > 0 {
            chart.categories.push(name);
            points.push(point);
        }
    }
    let received = answer.total.received;
    let unspecified = answer.total.unspecified();
    if unspecified > 0 {
        let share = percent(i18n, Share::of(unspecified, received));
        let name = i18n.t("stats-unspecified");
        let values = vec![i18n.number(unspecified), share.clone()];
        push(&mut table, name.clone(), values, false);
        let mut point = count(i18n, unspecified, None);
        point.label = format!("{} ({share})", point.label);
        point.rest = true;
        chart.categories.push(name);
        points.push(point);
    }
    push_linked(
        &mut table,
        i18n.t("stats-received"),
        door.received(here, answer).filter(|_| received > 0),
        vec![i18n.number(received), String::new()],
        true,
    );
    chart.series.push(Series {
        name: String::new(),
        points,
    });
    Figured {
        name: "keadaan",
        shown: Shown::Chart(chart),
        table,
    }
}

/// Came in month by month, and how far those of each month are.
fn months(here: &Here, answer: &Answer, door: Door) -> Figured {
    const GROUPS: [(&str, &[Figure]); 3] = [
        ("charts-handled", &[Figure::Handled]),
        (
            "charts-unfinished",
            &[
                Figure::InProcess,
                Figure::NotFollowedUp,
                Figure::NotVerified,
                Figure::OnHold,
            ],
        ),
        ("charts-elsewhere", &[Figure::Archived, Figure::Transferred]),
    ];
    let i18n = here.i18n;
    let mut chart = chart(i18n, "bulan", Kind::Stacked, "charts-reports");
    let one_year = answer.ask.from.year() == answer.ask.to.year();
    // For each group its counts month by month; one of nothing is only one more sign to learn.
    let mut groups: Vec<(String, Vec<u64>)> = GROUPS
        .iter()
        .map(|(key, figures)| {
            let of = |row: &Row| figures.iter().filter_map(|figure| row.shown(*figure)).sum();
            (i18n.t(key), answer.rows.iter().map(of).collect())
        })
        .collect();
    // Where anyone reads, a month has more reports than states are told of: without them its column would be too short.
    let untold = |row: &Row| {
        let n = (!row.is_rest).then(|| row.cohort.unspecified());
        n.unwrap_or_default()
    };
    let of_no_state = answer.rows.iter().map(untold).collect();
    groups.push((i18n.t("stats-unspecified"), of_no_state));
    groups.retain(|(_, counts): &(String, Vec<u64>)| counts.iter().any(|n| *n > 0));
    let columns = std::iter::once(i18n.t("stats-received"));
    let columns = columns
        .chain(groups.iter().map(|(name, _)| name.clone()))
        .collect();
    let mut table = table(i18n, "bulan", i18n.t("stats-by-month"), columns);
    for (at, row) in answer.rows.iter().enumerate() {
        let of = |(_, counts): &(String, Vec<u64>)| counts.get(at).copied().unwrap_or_default();
        // Of what is left only the number is told.
        let counts = groups.iter().map(of).map(|n| (!row.is_rest).then_some(n));
        let counts = std::iter::once(Some(row.cohort.received)).chain(counts);
        let values = counts
            .map(|n| n.map_or_else(|| "–".to_owned(), |n| i18n.number(n)))
            .collect();
        chart
            .categories
            .push(short_month(i18n, row.key.as_deref(), &row.label, one_year));
        let link = door.row(here, answer, Dimension::Month, row);
        push_linked(
            &mut table,
            rows::in_table(i18n, Dimension::Month, row),
            link.filter(|_| row.cohort.received > 0),
            values,
            false,
        );
    }
    // Of the groups only this one is a figure, which a list can be asked for.
    let handled = i18n.t("charts-handled");
    let link = |name: &str, at: usize| {
        let row = answer.rows.get(at).filter(|_| name == handled)?;
        door.month(here, answer, row.key.as_deref()?, Some(Figure::Handled))
    };
    let point = |name: &str, at: usize, n: u64| count(i18n, n, link(name, at).filter(|_| n > 0));
    chart.series = groups
        .into_iter()
        .map(|(name, counts)| {
            let counts = counts.into_iter().enumerate();
            let points = counts.map(|(at, n)| point(&name, at, n)).collect();
            Series { name, points }
        })
        .collect();
    // What is left of the total is of no month.
    if let Some(rest) = answer.rows.iter().position(|row| row.is_rest) {
        chart.leave_out(rest);
    }
    Figured {
        name: "bulan",
        shown: Shown::Chart(chart),
        table,
    }
}

/// "Jan", "Jan–Feb"; with the year where there are several.
fn short_month(i18n: I18n, key: Option<&str>, label: &str, one_year: bool) -> String {
    let short = |month: &str| {
        let date = format!("{month}-01").parse().ok()?;
        let name: String = i18n.month(date).chars().take(3).collect();
        let year = month.get(2..4).filter(|_| !one_year);
        Some(year.map_or_else(|| name.clone(), |year| format!("{name} {year}")))
    };
    let key = key.unwrap_or_default();
    let (first, last) = key
        .split_once('/')
        .map_or((key, None), |(a, b)| (a, Some(b)));
    let last = last.map(|last| last.rsplit('/').next().unwrap_or(last));
    match (short(first), last.and_then(short)) {
        (Some(first), Some(last)) => format!("{first}–{last}"),
        (Some(first), None) => first,
        _ => label.to_owned(),
    }
}

/// Came in and was closed: deeds of each month, whichever reports they belong to.
fn flow(here: &Here, of: &FigureTable, door: Door) -> Figured {
    let i18n = here.i18n;
    let base = &here.site.base;
    // Of what is left of the total nobody may read the reports.
    let link = |row: &FigureRow, column: usize| {
        let link = of.link(Some(row), of.columns.get(column)?);
        match door {
            _ if row.key.is_none() => None,
            Door::Public => Some(format!("{base}/laporan?{}", link.public)),
            Door::Desk => Some(format!("{base}/ruang?{}", link.desk)),
            Door::NoList => None,
        }
    };
    let mut chart = chart(i18n, "arus", Kind::Line, "charts-reports");
    let names = ["charts-came", "charts-closed"]
        .map(|key| i18n.t(key))
        .to_vec();
    let mut table = table(i18n, "arus", i18n.t("charts-month"), names.clone());
    let one_year = of.ask.from.year() == of.ask.to.year();
    chart.series = names
        .into_iter()
        .map(|name| Series {
            name,
            points: Vec::new(),
        })
        .collect();
    for row in &of.rows {
        let points: Vec<Point> = (0..chart.series.len())
            .map(|column| match row.values.get(column).copied().flatten() {
                Some(Measured::Count(n)) => count(i18n, n, link(row, column).filter(|_| n > 0)),
                _ => Point {
                    label: "–".into(),
                    ..Point::default()
                },
            })
            .collect();
        let key = row.key.as_deref();
        let months = key.unwrap_or_default().split('/');
        let names: Option<Vec<String>> = months
            .map(|month| Some(i18n.month(format!("{month}-01").parse().ok()?)))
            .collect();
        let label = names.map_or_else(|| i18n.t("stats-other-row"), |names| names.join(" – "));
        let values = points.iter().map(|point| point.label.clone()).collect();
        let came = points.first().and_then(|point| point.link.clone());
        push_linked(&mut table, label, came, values, false);
        chart
            .categories
            .push(short_month(i18n, key, &row.label, one_year));
        for (series, point) in chart.series.iter_mut().zip(points) {
            series.points.push(point);
        }
    }
    if let Some(rest) = of.rows.iter().position(|row| row.key.is_none()) {
        chart.leave_out(rest);
    }
    Figured {
        name: "arus",
        shown: Shown::Chart(chart),
        table,
    }
}

/// How many, and what became of them, by what is largest.
fn broken_down(
    here: &Here,
    name: &'static str,
    by: Dimension,
    kind: Kind,
    answer: &Answer,
    door: Door,
) -> Figured {
    let i18n = here.i18n;
    let mut chart = chart(i18n, name, kind, "charts-reports");
    let total = &answer.total;
    // Without them a reader would divide by what was received, and come to another percentage.
    let leaves = rows::leaves(answer);
    let mut columns = vec![i18n.t("stats-received"), i18n.t("stats-handled")];
    columns.extend(leaves.then(|| i18n.t("stats-unspecified")));
    columns.push(measure_words::name(i18n, "completion"));
    let mut table = table(
        i18n,
        name,
        i18n.t(&format!("stats-by-{}", super::code(by))),
        columns,
    );
    let values = |cohort: &Cohort, handled: Option<u64>, share: Option<Share>| {
        let mut values = vec![
            i18n.number(cohort.received),
            handled.map_or_else(|| "–".to_owned(), |n| i18n.number(n)),
        ];
        values.extend(leaves.then(|| i18n.number(cohort.unspecified())));
        values.push(rows::completed(i18n, share));
        values
    };
    let mut points = Vec::new();
    for (at, row) in answer.rows.iter().enumerate() {
        let label = rows::label(i18n, by, row);
        let values = values(&row.cohort, row.shown(Figure::Handled), row.completion());
        let link = door.row(here, answer, by, row);
        let link = link.filter(|_| row.cohort.received > 0);
        if at < BARS {
            chart.categories.push(label);
            points.push(count(i18n, row.cohort.received, link.clone()));
        }
        let label = rows::in_table(i18n, by, row);
        push_linked(&mut table, label, link, values, false);
    }
    for (point, row) in points.iter_mut().zip(&answer.rows) {
        point.rest = row.is_rest;
    }
    let values = values(total, Some(total.handled), Some(completion(total)));
    let link = door.received(here, answer);
    let link = link.filter(|_| total.received > 0);
    push_linked(&mut table, i18n.t("stats-total"), link, values, true);
    chart.series.push(Series {
        name: i18n.t("stats-received"),
        points,
    });
    Figured {
        name,
        shown: Shown::Chart(chart),
        table,
    }
}

/// Units as arranged today: no list of reports is.
fn of_today(i18n: I18n, figured: Figured) -> Figured {
    let title = i18n.t("charts-unit-today");
    let mut figured = without_links(figured);
    if let Shown::Chart(chart) = &mut figured.shown {
        chart.title.clone_from(&title);
    }
    figured.table.caption = title;
    figured
}

/// The same, leading nowhere.
pub(crate) fn without_links(mut figured: Figured) -> Figured {
    let points: Vec<&mut Point> = match &mut figured.shown {
        Shown::Chart(chart) => {
            let series = chart.series.iter_mut();
            series.flat_map(|series| &mut series.points).collect()
        }
        Shown::Map(map) => map.areas.iter_mut().map(|area| &mut area.point).collect(),
    };
    for point in points {
        point.link = None;
    }
    for row in &mut figured.table.rows {
        row.href.clear();
    }
    figured
}

/// By kelurahan, on a map where borders are known.
fn regions(here: &Here, answer: &Answer, door: Door) -> Figured {
    let i18n = here.i18n;
    let bars = broken_down(here, "wilayah", Dimension::Region, Kind::Bars, answer, door);
    let areas = map::areas(here, answer, |code, n| {
        let link = door.reports(here, answer, Dimension::Region, code);
        count(i18n, n, link.filter(|_| n > 0))
    });
    if areas.is_empty() {
        return as_bars(i18n, bars);
    }
    Figured {
        name: "wilayah",
        shown: Shown::Map(Map {
            title: bars.title().to_owned(),
            description: i18n.t("charts-wilayah-meaning"),
            unit: i18n.t("charts-reports-received"),
            areas,
        }),
        table: bars.table,
    }
}

/// Kelurahan without their borders: nothing is darker or lighter.
fn as_bars(i18n: I18n, mut figured: Figured) -> Figured {
    if let Shown::Chart(chart) = &mut figured.shown {
        chart.description = i18n.t("charts-wilayah-bars-meaning");
    }
    figured
}

/// How long it took: half of them, and nine of ten.
fn times(i18n: I18n, done: &Performance, link: Link<'_>) -> Figured {
    let mut chart = chart(i18n, "waktu", Kind::Columns, "charts-office-hours");
    let columns = [
        "charts-median",
        "charts-p90",
        "charts-days",
        "charts-n",
        "charts-running",
    ];
    let columns = columns.map(|key| i18n.t(key)).to_vec();
    let mut table = table(i18n, "waktu", i18n.t("charts-step"), columns);
    let steps: [(&str, &ClockTimes); 3] = [
        ("time_to_verify", &done.to_verify),
        ("time_to_first_follow_up", &done.to_first_follow_up),
        ("time_to_resolve", &done.to_resolve),
    ];
    let mut series = ["charts-median", "charts-p90"].map(|key| Series {
        name: i18n.t(key),
        points: Vec::new(),
    });
    for (id, taken) in steps {
        let step = measure_words::bare_name(i18n, id);
        let minutes = taken.working_minutes;
        let link = link(id).filter(|_| minutes.n + minutes.running > 0);
        let words = |minutes: Option<u32>| {
            minutes.map_or_else(|| "–".to_owned(), |minutes| hours(i18n, minutes))
        };
        for (series, value) in series.iter_mut().zip([minutes.median, minutes.p90]) {
            series.points.push(Point {
                value: value.map(|minutes| f64::from(minutes) / 60.0),
                label: words(value),
                link: link.clone(),
                few: minutes.n < FEW,
                rest: false,
            });
        }
        let days = taken.calendar_days.median;
        let values = vec![
            words(minutes.median),
            words(minutes.p90),
            days.map_or_else(|| "–".to_owned(), |days| i18n.number(days.into())),
            i18n.number(minutes.n),
            i18n.number(minutes.running),
        ];
        chart.categories.push(step.clone());
        push_linked(&mut table, step, link, values, false);
    }
    chart.series = series.into();
    Figured {
        name: "waktu",
        shown: Shown::Chart(chart),
        table,
    }
}

/// Open at the moment, by age.
fn ages(i18n: I18n, done: &Performance, link: Link<'_>) -> Figured {
    let mut chart = chart(i18n, "umur", Kind::Columns, "charts-open-cases");
    let columns = vec![i18n.t("stats-count")];
    let mut table = table(i18n, "umur", i18n.t("charts-age"), columns);
    let ages = measures::ages(&done.backlog);
    let mut points = Vec::new();
    for (key, id, n) in ages {
        let link = link(id).filter(|_| n > 0);
        chart.categories.push(i18n.t(key));
        points.push(count(i18n, n, link.clone()));
        push_linked(&mut table, i18n.t(key), link, vec![i18n.number(n)], false);
    }
    let all = ages.iter().map(|(_, _, n)| n).sum();
    push(
        &mut table,
        i18n.t("stats-total"),
        vec![i18n.number(all)],
        true,
    );
    chart.series.push(Series {
        name: i18n.t("charts-open-cases"),
        points,
    });
    Figured {
        name: "umur",
        shown: Shown::Chart(chart),
        table,
    }
}
