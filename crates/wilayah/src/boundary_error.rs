//! What can be wrong with a file of boundaries, said so that its maker can mend it.

use std::fmt;

use crate::{CoordinateError, RegionCode};

/// Which feature of a file is meant: its place in it, and its name where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeatureLabel {
    /// Counted from 1.
    pub number: usize,
    /// Name or code, as far as the file says.
    pub hint: Option<String>,
}

/// Why boundaries could not be read.
#[derive(Debug, thiserror::Error)]
pub enum BoundaryError {
    /// Not JSON at all.
    #[error("berkas bukan JSON yang utuh ({0}); ekspor ulang sebagai GeoJSON")]
    NotJson(#[from] serde_json::Error),
    /// JSON of another kind.
    #[error("berkas bukan GeoJSON: \"type\" harus Feature atau FeatureCollection, bukan {found}")]
    NotFeatures {
        /// What `type` said, or that there was none.
        found: String,
    },
    /// A collection without a feature.
    #[error("berkas tidak berisi satu wilayah pun; periksa lapisan yang diekspor")]
    Empty,
    /// One feature is at fault.
    #[error("{feature}: {problem}")]
    Feature {
        /// Which one.
        feature: FeatureLabel,
        /// What is wrong with it.
        problem: FeatureProblem,
    },
}

/// What can be wrong with one feature.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum FeatureProblem {
    /// No property holds a code.
    #[error("tidak ada kode wilayah; namai propertinya \"kode\" (properti yang ada: {properties})")]
    NoCode {
        /// Names of the properties there are.
        properties: String,
    },
    /// The code cannot be read.
    #[error(transparent)]
    BadCode(#[from] crate::CodeError),
    /// No property holds a name.
    #[error("tidak ada nama wilayah; namai propertinya \"nama\" (properti yang ada: {properties})")]
    NoName {
        /// Names of the properties there are.
        properties: String,
    },
    /// No shape, or one that has no inside.
    #[error("bentuknya {found}; yang dapat dipakai hanya Polygon dan MultiPolygon")]
    NoArea {
        /// The kind of geometry found.
        found: String,
    },
    /// A ring with too few points.
    #[error(
        "satu garis batas hanya {points} titik; sebuah bidang perlu sedikitnya 4 (titik awal diulang di akhir)"
    )]
    ShortRing {
        /// How many points it has.
        points: usize,
    },
    /// A position that is not two numbers.
    #[error("koordinat tidak berupa [bujur, lintang]")]
    BadPosition,
    /// A position that is not in Indonesia.
    #[error("{0} (berkas harus memakai derajat WGS 84, urutan bujur lalu lintang)")]
    Coordinate(#[from] CoordinateError),
    /// The same code under another name.
    #[error("kode {code} sudah dipakai untuk \"{other}\" dalam berkas ini")]
    CodeTaken {
        /// The code.
        code: RegionCode,
        /// Who has it.
        other: String,
    },
}

impl fmt::Display for FeatureLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.hint {
            Some(hint) => write!(f, "wilayah ke-{} ({hint})", self.number),
            None => write!(f, "wilayah ke-{}", self.number),
        }
    }
}
