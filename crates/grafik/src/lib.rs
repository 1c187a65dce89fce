//! Charts and maps as data, drawn as SVG.
//!
//! A [`Chart`] says what is shown; how it is drawn is decided here, once, for pages and documents alike. Knows
//! nothing of reports. The same chart and [`Look`] give the same bytes.
//!
//! Nothing in a drawing is told by colour alone: series have patterns, dashes and shapes, values their words. A drawing for
//! a page has classes (`g-f-…` for areas, `g-s-…` for lines) instead of colours; one for a file needs nothing else.

mod chart;
mod frame;
mod kinds;
mod look;
mod map;
mod palette;
mod pen;
#[cfg(feature = "png")]
mod png;
mod rounding;
mod scale;
mod text;

pub use chart::{Chart, Kind, Point, Series};
pub use look::{Look, Numbers, Paint, Words};
pub use map::{Area, Map, Outline, choropleth};
#[cfg(feature = "png")]
pub use png::{PngError, png};
pub use rounding::{rounded, settled};

/// Draws a chart.
///
/// Values that are no numbers are left out as if unknown; parts of a whole below nothing are nothing; of more than 40
/// lying bars the longest are drawn. What is left beside all others is no point of a line.
pub fn svg(chart: &Chart, look: &Look) -> String {
    let mut points = chart.series.iter().flat_map(|series| {
        let known = series.points.iter().take(chart.categories.len());
        known.filter_map(kinds::value)
    });
    if chart.categories.is_empty() || points.next().is_none() {
        return frame::nothing(look, chart);
    }
    match chart.kind {
        Kind::Line => match chart.rest() {
            Some(at) => {
                let mut in_time = chart.clone();
                in_time.leave_out(at);
                svg(&in_time, look)
            }
            None => kinds::line::draw(chart, look),
        },
        Kind::Columns => kinds::columns::beside(chart, look),
        Kind::Stacked => kinds::columns::stacked(chart, look),
        Kind::Bars => kinds::bars::draw(chart, look),
        Kind::Ring => kinds::ring::draw(chart, look),
    }
}
