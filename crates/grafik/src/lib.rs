//! Charts as data, drawn as SVG.
//!
//! A [`Chart`] says what is shown; how it is drawn is decided here, once, for pages and documents alike. Knows
//! nothing of reports.

mod chart;

pub use chart::{Chart, Kind, Point, Series};
