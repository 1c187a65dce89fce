//! `GET /ruang/dasbor`: what needs attention now, and how the last twelve months went. What waits is counted afresh each
//! time; the figures are those of the end of yesterday, read once a day for each reader.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::StatusCode;
use axum::response::Response;
use jiff::ToSpan as _;
use jiff::civil::Date;
use lapor_app::error::AppError;
use lapor_app::figures::{self, Fairness, FigureRow, FigureTable, FiguresError, Season, Surge};
use lapor_app::report::attention;
use lapor_domain::figures::{FEW, Measured, Share};
use lapor_domain::ids::OfficerId;
use lapor_domain::rules::Rules;
use lapor_store::figures::{Ask, Dimension, Filter, Scope};
use lapor_store::list::Attention;

use super::seat::Seat;
use super::statistics::{Reach, breakdown, reach};
use crate::errors;
use crate::i18n::{I18n, Lang};
use crate::layout;
use crate::measure_words;
use crate::public::stats::charts;
use crate::public::stats::door::Door;
use crate::public::stats::gathered::{Gathered, flow, told};
use crate::public::stats::measures::hours;
use crate::public::stats::{drawn, failed, latest_year, periods, rows};
use crate::state::Here;
use crate::view::parts::{Chip, ChipKind};
use crate::workspace_view::admin::{Cell, Row, Table};
use crate::workspace_view::dashboard::DashboardPage;
use crate::workspace_view::frame;
use crate::workspace_view::statistics::OfficerFigure;

/// Breakdowns of the page.
const BY: [Dimension; 2] = [Dimension::Month, Dimension::Unit];
/// Charts of the page.
const CHARTS: [&str; 5] = ["arus", "bulan", "keadaan", "waktu", "umur"];
/// Dashboards that are kept; more begin anew.
const MOST: usize = 64;

/// The figures of a reader's day.
#[derive(Debug)]
struct Morning {
    gathered: Gathered,
    surges: Vec<Surge>,
    fairness: Option<Fairness>,
}

/// Who reads, and on which day.
type Key = (OfficerId, Scope, bool, Date);
/// What was read, under the rules that name its rows.
type Kept = (Key, Arc<Rules>, Arc<Morning>);

/// Figures that were read today.
#[derive(Debug, Default)]
pub(crate) struct Mornings(Mutex<HashMap<OfficerId, Kept>>);

/// The page.
pub(super) async fn page(here: Here) -> Response {
    let seat = match Seat::take(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    match answer(&seat).await {
        Ok(response) => response,
        Err(error) => errors::answer(&seat.here, &error, ""),
    }
}

async fn answer(seat: &Seat) -> Result<Response, AppError> {
    let here = &seat.here;
    let i18n = here.i18n;
    let reach = reach(seat).ok_or(AppError::NotPermitted)?;
    let officer = seat.officer.id;
    let waiting = attention::read(here.app(), reach.scope, reach.sight, officer).await?;
    let morning = morning(seat, &reach).await?;
    let total = morning.gathered.total().ok_or(AppError::NotFound)?;
    let basis = drawn::basis(here, total);
    let fairness = morning.fairness.as_ref();
    let of_units = fairness.map(|fairness| &fairness.units);
    let of_groups = fairness.and_then(|fairness| fairness.tables.first());
    let charts = CHARTS
        .iter()
        .flat_map(|name| charts::all(here, &morning.gathered, Some(name), seat.door()))
        .map(|figured| drawn::view(here, figured, &basis, None))
        .collect();
    let mut remarks = rows::remarks(here, total);
    if !reach.sight.supervisory {
        remarks.push(i18n.t("stats-desk-without-supervisory"));
    }
    let compared = periods::compared(here, &morning.gathered, seat.door());
    let now = i18n.moment(here.app().now(), here.face());
    let page = DashboardPage {
        l: seat.layout().with_scripts(&["workspace.js", "charts.js"]),
        d: seat.desk(frame::Here::Dashboard),
        scope: reach.name,
        now: i18n.t1("stats-as-of-now", "at", now),
        attention: attentions(here, seat.door(), &waiting),
        by_unit: by_unit(here, seat.door(), &waiting),
        attention_how: vec![i18n.t("dashboard-attention-how")],
        compared: compared.map(breakdown),
        compared_how: vec![
            i18n.t("charts-compared-hint"),
            charts::completion_how(i18n),
            basis.clone(),
        ],
        units_how: explained(i18n, of_units, "dashboard-warning-how", &basis),
        surges_how: vec![i18n.t("dashboard-surges-how")],
        fairness_how: explained(i18n, of_groups, "dashboard-difference-how", &basis),
        period: basis,
        headline: rows::headline(i18n, &total.total, total.in_fives),
        charts,
        units: units(here, seat.door(), &morning),
        surges: surges(here, seat.door(), &morning.surges),
        differences: fairness
            .iter()
            .flat_map(|fairness| &fairness.differences)
            .map(|difference| measure_words::difference(i18n, difference))
            .collect(),
        fairness: fairness
            .iter()
            .flat_map(|fairness| &fairness.tables)
            .map(|table| groups(i18n, table))
            .collect(),
        remarks,
    };
    Ok(layout::page(StatusCode::OK, &page))
}

/// How the measures of a table are computed, then what else is said of it, and of which reports it is.
fn explained(i18n: I18n, of: Option<&FigureTable>, more: &str, basis: &str) -> Vec<String> {
    let measures = of.iter().flat_map(|table| &table.columns);
    let words = measures.map(|measure| measure_words::explained(i18n, measure.id));
    words.chain([i18n.t(more), basis.to_owned()]).collect()
}

/// The figures as of the end of yesterday; read once.
async fn morning(seat: &Seat, reach: &Reach) -> Result<Arc<Morning>, AppError> {
    let here = &seat.here;
    let officer = seat.officer.id;
    let rules = here.rules();
    let today = here.zone().local_date(here.app().now());
    let key = (officer, reach.scope, reach.sight.supervisory, today);
    {
        let kept = here.web.mornings.0.lock();
        let kept = kept.unwrap_or_else(PoisonError::into_inner);
        if let Some((of, under, found)) = kept.get(&officer)
            && *of == key
            && Arc::ptr_eq(under, &rules)
        {
            return Ok(Arc::clone(found));
        }
    }
    let found = Arc::new(read(here, reach, today).await?);
    let mut kept = here
        .web
        .mornings
        .0
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= MOST {
        kept.clear();
    }
    kept.insert(officer, (key, rules, Arc::clone(&found)));
    Ok(found)
}

async fn read(here: &Here, reach: &Reach, today: Date) -> Result<Morning, AppError> {
    // Twelve whole months, the present one among them; of a demonstration those of its last year.
    let latest = latest_year(here).await?;
    let end = match latest.filter(|year| *year < today.year()) {
        Some(year) => Date::new(year, 12, 31).unwrap_or(today),
        None => today.last_of_month(),
    };
    let from = end.first_of_month().checked_sub(11.months()).unwrap_or(end);
    let now = here.app().now();
    let ask = Ask {
        scope: reach.scope,
        sight: reach.sight,
        from,
        to: end,
        as_of: Some(here.zone().start_of_day(today)),
        by: None,
        now,
    };
    let (answers, performance) = figures::exact_tables(here.app(), ask, &BY)
        .await
        .map_err(failed)?;
    let months = flow(ask).map_err(FiguresError::from).map_err(failed)?;
    let months = told(figures::table(here.app(), &months).await)?;
    // Twelve months: those before are also those of a year before.
    let before = match figures::before(&ask, here.zone()) {
        Some(before) => Some(figures::exact_earlier(here.app(), before).await),
        None => None,
    };
    let before = before.transpose().map_err(failed)?;
    let gathered = Gathered::exact(answers, performance, months, before);
    let surges = told(figures::surges(here.app(), ask).await)?.unwrap_or_default();
    let fairness = told(figures::fairness(here.app(), ask, Filter::default()).await)?;
    Ok(Morning {
        gathered,
        surges,
        fairness,
    })
}

/// Where the reports are that wait: the tab, and whether it has no others.
const OVERDUE: &str = "terlambat&of=now";
const SOON: &str = "tindakan&of=more";
const REVIEW: &str = "ditinjau&of=more";
const UNVERIFIED: &str = "belum-diverifikasi&of=now";
const OPEN: &str = "tindakan&of=now";

fn attentions(here: &Here, door: Door, waiting: &[Attention]) -> Vec<OfficerFigure> {
    let i18n = here.i18n;
    let mut all = Attention::default();
    for of in waiting {
        all.add(of);
    }
    [
        ("overdue", all.overdue, OVERDUE),
        ("soon", all.soon, SOON),
        ("review", all.review, REVIEW),
        ("unverified", all.unverified, UNVERIFIED),
        ("open", all.open, OPEN),
    ]
    .map(|(key, n, tab)| OfficerFigure {
        label: i18n.t(&format!("dashboard-{key}")),
        count: i18n.number(n),
        share: String::new(),
        href: if n > 0 && door == Door::Desk {
            format!("{}/ruang?tab={tab}", here.site.base)
        } else {
            String::new()
        },
    })
    .into()
}

/// Units with something late, near or disputed; beneath them what has no unit yet and what the others have, so that each
/// column comes to the number above it.
fn by_unit(here: &Here, door: Door, waiting: &[Attention]) -> Table {
    let i18n = here.i18n;
    let rules = here.rules();
    let base = &here.site.base;
    let name = |of: &Attention| {
        let unit = of.lead.and_then(|lead| rules.directory.units.get(&lead));
        unit.map_or_else(|| i18n.t("stats-not-disposed"), |unit| unit.name.clone())
    };
    let row = |name: String, of: &Attention| {
        let unit = of
            .lead
            .map(|lead| format!("&unit={}", lead.0))
            .unwrap_or_default();
        let link = |n: u64, tab: &str| {
            let text = i18n.number(n);
            if n == 0 || of.lead.is_none() || door != Door::Desk {
                return Cell::text(text);
            }
            let (tab, more) = tab.split_once('&').unwrap_or((tab, ""));
            Cell::link(text, format!("{base}/ruang?tab={tab}{unit}&{more}"))
        };
        Row {
            cells: vec![
                Cell::text(name),
                link(of.overdue, OVERDUE),
                link(of.soon, SOON),
                link(of.review, REVIEW),
                link(of.open, OPEN),
            ],
            actions: Vec::new(),
        }
    };
    let (urgent, others): (Vec<&Attention>, Vec<&Attention>) = waiting
        .iter()
        .partition(|of| of.overdue + of.soon + of.review > 0);
    let mut rows: Vec<Row> = urgent.into_iter().map(|of| row(name(of), of)).collect();
    if !rows.is_empty() {
        let mut rest = Attention::default();
        for of in others {
            if of.lead.is_some() {
                rest.add(of);
            } else {
                rows.push(row(name(of), of));
            }
        }
        if rest.open > 0 {
            rows.push(row(i18n.t("dashboard-others"), &rest));
        }
    }
    let columns = ["unit", "overdue", "soon", "review", "open"];
    Table {
        caption: i18n.t("dashboard-by-unit"),
        columns: columns
            .map(|column| i18n.t(&format!("dashboard-{column}")))
            .to_vec(),
        rows,
        empty: i18n.t("dashboard-none"),
    }
}

/// How the units did, by name: a rank by speed would praise closing fast. Where fast goes with poor results it is said.
/// What has no unit yet stands behind them, and at the end what all have.
fn units(here: &Here, door: Door, morning: &Morning) -> Table {
    let i18n = here.i18n;
    let fairness = morning.fairness.as_ref();
    let of_all = fairness.map(|fairness| &fairness.units);
    let mut units: Vec<&FigureRow> = of_all.iter().flat_map(|table| &table.rows).collect();
    units.sort_by(|a, b| (a.key.is_none(), &a.label).cmp(&(b.key.is_none(), &b.label)));
    let total = morning.gathered.by(Dimension::Unit);
    let list = |unit: &str| {
        let answer = total?;
        door.reports(here, answer, Dimension::Unit, unit)
    };
    let name = |of: &FigureRow| {
        let Some(unit) = of.key.as_deref() else {
            return Cell::text(i18n.t("stats-not-disposed"));
        };
        let name = Cell::link(of.label.clone(), list(unit).unwrap_or_default());
        let warnings = fairness.iter().flat_map(|fairness| &fairness.warnings);
        let own = warnings.filter(|warning| warning.key.as_deref() == Some(unit));
        let words: Vec<String> = own
            .map(|warning| measure_words::warning(i18n, warning))
            .collect();
        if words.is_empty() {
            return name;
        }
        Cell {
            chip: Some(Chip::new(ChipKind::Todo, i18n.t("dashboard-fast"))),
            ..name.small(words.join(" "))
        }
    };
    let row = |name: Cell, of: &FigureRow| {
        let values = of.values.iter().map(|value| measured(i18n, *value));
        Row {
            cells: std::iter::once(name).chain(values).collect(),
            actions: Vec::new(),
        }
    };
    let mut rows: Vec<Row> = units.iter().map(|of| row(name(of), of)).collect();
    if let Some(table) = of_all.filter(|_| !rows.is_empty()) {
        rows.push(row(Cell::text(i18n.t("stats-total")), &table.total));
    }
    let measures = of_all.iter().flat_map(|table| &table.columns);
    let names = measures.map(|measure| measure_words::name(i18n, measure.id));
    Table {
        caption: String::new(),
        columns: std::iter::once(i18n.t("dashboard-unit"))
            .chain(names)
            .collect(),
        rows,
        empty: i18n.t("charts-nothing"),
    }
}

/// More of a category in an area than its season explains, with the reports that make it.
fn surges(here: &Here, door: Door, surges: &[Surge]) -> Table {
    let i18n = here.i18n;
    let row = |surge: &Surge| {
        let expected = decimal(i18n, surge.expected);
        let (from, to) = (i18n.date(surge.from), i18n.date(surge.to));
        let href = match door {
            Door::NoList => String::new(),
            _ => format!("{}/ruang?{}", here.site.base, surge.reports.desk),
        };
        Row {
            cells: vec![
                Cell::link(
                    format!("{}, {}", surge.category_name, surge.region_name),
                    href,
                )
                .small(i18n.t2("stats-period", "from", from, "to", to)),
                Cell::text(i18n.number(surge.observed)),
                Cell::text(expected).small(match surge.season {
                    Season::Years(years) => i18n.t1("dashboard-season-years", "n", years),
                    Season::Weeks => i18n.t("dashboard-season-weeks"),
                }),
            ],
            actions: Vec::new(),
        }
    };
    let columns = ["surge", "observed", "expected"];
    Table {
        caption: String::new(),
        columns: columns
            .map(|column| i18n.t(&format!("dashboard-{column}")))
            .to_vec(),
        rows: surges.iter().map(row).collect(),
        empty: i18n.t("dashboard-no-surge"),
    }
}

/// An expectation, with one decimal.
fn decimal(i18n: I18n, value: f64) -> String {
    let text = grafik::rounded(value, 1);
    match i18n.lang {
        Lang::Id => text.replace('.', ","),
        Lang::En => text,
    }
}

/// How groups of people are answered.
fn groups(i18n: I18n, of: &FigureTable) -> Table {
    let row = |row: &FigureRow| {
        let values = row.values.iter().zip(&row.few).map(|(value, few)| {
            let words = value.map_or_else(
                || "–".to_owned(),
                |value| measure_words::value(i18n, &value),
            );
            let cell = Cell::text(words);
            if *few {
                cell.small(i18n.t("dashboard-few"))
            } else {
                cell
            }
        });
        Row {
            cells: std::iter::once(Cell::text(row.label.clone()))
                .chain(values)
                .collect(),
            actions: Vec::new(),
        }
    };
    let by = of.ask.by.map(|by| measure_words::dimension(i18n, by));
    let by = by.unwrap_or_default();
    let columns = of.columns.iter();
    let names = columns.map(|measure| measure_words::name(i18n, measure.id));
    Table {
        caption: i18n.t1("stats-breakdown", "dimension", by),
        columns: std::iter::once(by.to_owned()).chain(names).collect(),
        rows: of.rows.iter().map(row).collect(),
        empty: i18n.t("charts-nothing"),
    }
}

/// A value; of few nothing is concluded.
fn measured(i18n: I18n, value: Option<Measured>) -> Cell {
    match value {
        Some(Measured::Share(found)) => share(i18n, found),
        Some(Measured::Times(taken, _)) => {
            let median = taken.median.filter(|_| taken.n >= FEW);
            Cell::text(median.map_or_else(|| "–".to_owned(), |median| hours(i18n, median)))
        }
        Some(value) => Cell::text(measure_words::value(i18n, &value)),
        None => Cell::text("–"),
    }
}

/// A percentage with its counts; the counts alone where they are too few to compare.
fn share(i18n: I18n, share: Share) -> Cell {
    let (part, whole) = (i18n.number(share.part), i18n.number(share.whole));
    let counts = i18n.t2("measure-of", "part", part, "whole", whole);
    let tenths = rows::tenths(share).filter(|_| share.whole >= FEW);
    match tenths {
        Some(tenths) => Cell::text(i18n.percent(tenths)).small(counts),
        None if share.whole > 0 => Cell::text("–").small(counts),
        None => Cell::text("–"),
    }
}
