//! Maps by kelurahan: how many reports, and how many for each thousand inhabitants.

use grafik::{Area, Kind, Map, Point, Series};
use lapor_domain::figures::FEW;
use lapor_store::figures::{Answer, Dimension};
use wilayah::{Level, RegionCode};

use super::{BARS, Figured, Shown, chart, push, rows, table};
use crate::public::stats::gathered::Gathered;
use crate::public::stats::measures::decimal;
use crate::state::Here;

/// The kelurahan of the body, each with what `point` makes of its reports. One that may be among what no row tells
/// has no value.
pub(super) fn areas(here: &Here, answer: &Answer, point: impl Fn(&str, u64) -> Point) -> Vec<Area> {
    let rules = here.rules();
    let body = here.body.and_then(|body| rules.directory.bodies.get(&body));
    let above: Option<RegionCode> = body
        .and_then(|body| body.region.as_deref())
        .and_then(|code| code.parse().ok());
    // What no row tells may be of one that is not there.
    let has_rest = answer.rows.iter().any(|row| row.is_rest);
    let is_here = |code: RegionCode| {
        let mut around = std::iter::successors(Some(code), |code| code.parent());
        above.is_none_or(|above| around.any(|code| code == above))
    };
    let boundaries = &here.app().places().boundaries;
    let villages = boundaries
        .iter()
        .filter(|boundary| boundary.region().code.level() == Level::Village)
        .filter(|boundary| is_here(boundary.region().code));
    let area = |boundary: &wilayah::Boundary| {
        let code = boundary.region().code.to_string();
        let mut rows = answer.rows.iter();
        let row = rows.find(|row| row.key.as_deref() == Some(code.as_str()));
        let point = match row {
            Some(row) => point(&code, row.cohort.received),
            None if has_rest => Point {
                label: "–".into(),
                ..Point::default()
            },
            None => point(&code, 0),
        };
        let ring = |ring: &[wilayah::Point]| ring.iter().map(|at| (at.lon(), at.lat())).collect();
        Area {
            name: boundary.region().name.clone(),
            outline: boundary.rings().map(ring).collect(),
            point,
        }
    };
    villages.map(area).collect()
}

/// For each thousand inhabitants, on a map where borders are known; none where nobody counted who lives there.
pub(super) fn per_thousand(here: &Here, answer: &Answer, gathered: &Gathered) -> Option<Figured> {
    let i18n = here.i18n;
    let known = |code: &str| gathered.inhabitants.get(code).copied().filter(|n| *n > 0);
    let rate = |n: u64, of: u64| (n * 1000) as f64 / of as f64;
    let written = |n: u64, of: u64| decimal(i18n, rate(n, of), 2);
    let point = |n: u64, of: u64| Point {
        value: Some(rate(n, of)),
        label: written(n, of),
        link: None,
        few: n < FEW,
        rest: false,
    };
    let areas = areas(here, answer, |code, n| match known(code) {
        Some(of) => point(n, of),
        None => Point {
            label: "–".into(),
            ..Point::default()
        },
    });
    let has_map = !areas.is_empty();
    if has_map && areas.iter().all(|area| area.point.value.is_none()) {
        return None;
    }
    let columns = ["stats-received", "charts-inhabitants", "charts-per-1000"];
    let columns = columns.map(|key| i18n.t(key)).to_vec();
    let mut numbers = table(i18n, "penduduk", i18n.t("stats-by-region"), columns);
    let (mut names, mut points) = (Vec::new(), Vec::new());
    for row in &answer.rows {
        let Some((n, of)) = row
            .key
            .as_deref()
            .and_then(known)
            .map(|of| (row.cohort.received, of))
        else {
            continue;
        };
        let values = vec![i18n.number(n), i18n.number(of), written(n, of)];
        let name = rows::label(i18n, Dimension::Region, row);
        if points.len() < BARS {
            names.push(name.clone());
            points.push(point(n, of));
        }
        push(&mut numbers, name, values, false);
    }
    if !has_map && points.is_empty() {
        return None;
    }
    let mut words = chart(i18n, "penduduk", Kind::Bars, "charts-per-1000");
    if !has_map {
        words.description = i18n.t("charts-penduduk-bars-meaning");
    }
    let sources: Vec<&str> = gathered.counted_by.iter().map(String::as_str).collect();
    let sources = i18n.t1("charts-penduduk-source", "sources", sources.join("; "));
    words.description = format!("{} {sources}", words.description);
    let shown = if has_map {
        Shown::Map(Map {
            title: words.title,
            description: words.description,
            unit: words.unit,
            areas,
        })
    } else {
        words.categories = names;
        words.series.push(Series {
            name: i18n.t("charts-per-1000"),
            points,
        });
        Shown::Chart(words)
    };
    Some(Figured {
        name: "penduduk",
        shown,
        table: numbers,
    })
}
