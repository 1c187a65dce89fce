//! Indonesian region codes and boundaries: parse, nest, and find the region of a point.
//!
//! Codes are those of the Ministry of Home Affairs (Kemendagri), written with dots: `62` province,
//! `62.71` regency or city, `62.71.03` district (kecamatan), `62.71.03.1002` village (kelurahan or desa).
//! Boundaries come from the operator's own GeoJSON file; this library ships none.
//!
//! Messages are Indonesian, because the people who load boundary files and pick points on a map read them.

mod boundaries;
mod boundary_error;
mod code;
mod geojson;
mod point;
mod regions;
mod shape;

pub use boundaries::{Boundaries, Boundary};
pub use boundary_error::{BoundaryError, FeatureLabel, FeatureProblem};
pub use code::{CodeError, Level, RegionCode};
pub use point::{CoordinateError, Point};
pub use regions::{Region, RegionKind, Regions, RegionsError};
