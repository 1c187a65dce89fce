//! A map of areas coloured by their values.

mod draw;
mod outline;
mod steps;

pub use draw::choropleth;

use crate::Point;

/// The rings of an area: closed or not, holes among them; longitude and latitude in degrees.
pub type Outline = Vec<Vec<(f64, f64)>>;

/// A map: areas with a value each.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// Its name, as a heading.
    pub title: String,
    /// What it shows, in words, for who cannot see it.
    pub description: String,
    /// What the values are: "laporan".
    pub unit: String,
    /// The areas.
    pub areas: Vec<Area>,
}

/// One area.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Its name.
    pub name: String,
    /// Where it lies.
    pub outline: Outline,
    /// Its value; one without is hatched.
    pub point: Point,
}
