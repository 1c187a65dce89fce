//! One file for each way to draw a chart.

pub(crate) mod axes;
pub(crate) mod bars;
pub(crate) mod columns;
pub(crate) mod line;
pub(crate) mod ring;

use crate::{Chart, Point};

/// The value of a point, where it is a number that can be drawn.
pub(crate) fn value(point: &Point) -> Option<f64> {
    point.value.filter(|value| value.is_finite())
}

/// Points of a category, a place for each series.
pub(crate) fn of_category(chart: &Chart, at: usize) -> impl Iterator<Item = (usize, &Point)> {
    let series = chart.series.iter().enumerate();
    series.filter_map(move |(n, series)| Some((n, series.points.get(at)?)))
}

/// Whether any point leads to its reports.
pub(crate) fn is_linked(chart: &Chart) -> bool {
    let mut points = chart.series.iter().flat_map(|series| &series.points);
    points.any(|point| {
        point
            .link
            .as_deref()
            .and_then(crate::text::address)
            .is_some()
    })
}

/// Whether any value that is drawn has little behind it.
pub(crate) fn has_few(chart: &Chart) -> bool {
    let mut points = chart.series.iter().flat_map(|series| &series.points);
    points.any(|point| point.few && value(point).is_some())
}

/// Whether all values are whole numbers: counts.
pub(crate) fn is_whole(chart: &Chart) -> bool {
    let mut points = chart.series.iter().flat_map(|series| &series.points);
    points.all(|point| value(point).is_none_or(|value| value.fract() == 0.0))
}
