//! The gate: reads every finished file again, value by value, and says where something stands that must not leave.
//!
//! It knows nothing of how the rows were made. A value passes if it is what its column may hold: a day, a code, a number of
//! so many decimals, a name that the body gave to an office, a category or a region; and in none of them, nor in released
//! words, may the finder of personal data find anything. What rows say in all columns but their words, five must say. A file with other
//! columns, other members or other words about it is refused as well. What was found is told by kind and place, never by value.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use jiff::civil::Date;
use lajur::Value;
use lapor_domain::agency::Directory;
use naskah::personal::{self, Kind};
use serde_json::{Map, Value as Json, json};
use sha2::{Digest as _, Sha256};
use wilayah::{Region, RegionCode};

use super::FEWEST;
use super::columns::{self, Column, Holds};
use super::error::OpenDataError;
use super::sink::{ABOUT, CSV, GEOJSON, JSON, PARQUET, members};
use crate::import::places::Places;

/// Findings after which a file is not read further.
const ENOUGH: usize = 100;

/// Names that a body gave, and that may stand in files.
#[derive(Debug, Default)]
pub struct Vocabulary(HashSet<String>);

impl Vocabulary {
    /// The names of bodies, units, categories and regions.
    pub fn of(directory: &Directory, places: &Places) -> Self {
        let bodies = directory.bodies.values().map(|body| body.name.clone());
        let units = directory.units.values().map(|unit| unit.name.clone());
        let categories = directory
            .categories
            .values()
            .map(|category| category.name.clone());
        let regions = places.regions.iter().map(Region::full_name);
        Self(
            bodies
                .chain(units)
                .chain(categories)
                .chain(regions)
                .collect(),
        )
    }
}

/// Something that must not leave, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Name of the file.
    pub file: String,
    /// Row from 1, the head not counted; 0 is the file itself.
    pub row: u64,
    /// Column; empty where it is the row or the file.
    pub column: String,
    /// What it is, in Indonesian.
    pub what: &'static str,
}

impl fmt::Display for Hit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if self.row > 0 {
            write!(f, " baris {}", self.row)?;
        }
        if !self.column.is_empty() {
            write!(f, " kolom {}", self.column)?;
        }
        write!(f, ": {}", self.what)
    }
}

/// Reads the data files of a folder. Empty where all may leave. Blocks.
///
/// # Errors
/// Where a file cannot be read from the disk; one that is not what its name says is a finding, not an error.
pub fn check(
    folder: &Path,
    with_words: bool,
    vocabulary: &Vocabulary,
) -> Result<Vec<Hit>, OpenDataError> {
    let mut hits = Vec::new();
    for name in [CSV, JSON, GEOJSON, PARQUET] {
        let path = folder.join(name);
        let file = File::open(&path).map_err(|source| OpenDataError::Io { path, source })?;
        let mut gate = Gate::new(name, with_words, vocabulary);
        let read = match name {
            CSV => gate.csv(file),
            JSON => gate.lines(file, "[", "]", false),
            GEOJSON => gate.lines(
                file,
                "{\"type\":\"FeatureCollection\",\"features\":[",
                "]}",
                true,
            ),
            _ => gate.parquet(file),
        };
        if read.is_none() && !gate.is_enough() {
            gate.hit("", "isinya tidak dapat dibaca sebagai data terbuka");
        }
        gate.alike();
        hits.append(&mut gate.hits);
    }
    Ok(hits)
}

struct Gate<'a> {
    file: &'static str,
    columns: Vec<Column>,
    vocabulary: &'a Vocabulary,
    row: u64,
    /// How many rows say the same, by its digest: there are many rows.
    alike: HashMap<[u8; 32], usize>,
    hits: Vec<Hit>,
}

impl<'a> Gate<'a> {
    fn new(file: &'static str, with_words: bool, vocabulary: &'a Vocabulary) -> Self {
        Self {
            file,
            columns: columns::of(with_words),
            vocabulary,
            row: 0,
            alike: HashMap::new(),
            hits: Vec::new(),
        }
    }

    fn hit(&mut self, column: &str, what: &'static str) {
        self.hits.push(Hit {
            file: self.file.to_owned(),
            row: self.row,
            column: column.to_owned(),
            what,
        });
    }

    fn is_enough(&self) -> bool {
        self.hits.len() >= ENOUGH
    }

    /// One row, its values in the order of the columns; `None` where there is no need to read on.
    fn row(&mut self, values: &[String]) -> Option<()> {
        self.row += 1;
        if values.len() != self.columns.len() {
            self.hit("", "jumlah kolomnya lain");
            return None;
        }
        let columns = self.columns.clone();
        for (column, value) in columns.iter().zip(values) {
            if let Some(what) = wrong(column.holds, value, self.vocabulary) {
                self.hit(column.name, what);
            }
        }
        let mut said = Sha256::new();
        for (column, value) in columns.iter().zip(values) {
            if !matches!(column.holds, Holds::Words) {
                said.update(value);
                said.update([0]);
            }
        }
        *self.alike.entry(said.finalize().into()).or_default() += 1;
        (!self.is_enough()).then_some(())
    }

    /// Too few rows that look the same.
    fn alike(&mut self) {
        let few = self.alike.values().filter(|count| **count < FEWEST).count();
        if few > 0 {
            self.row = 0;
            self.hit(
                "",
                "kurang dari lima laporan yang sama di semua kolom selain isi",
            );
        }
    }

    fn csv(&mut self, file: File) -> Option<()> {
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .from_reader(BufReader::new(file));
        let mut records = reader.records();
        let head = records.next()?.ok()?;
        if !head
            .iter()
            .eq(self.columns.iter().map(|column| column.name))
        {
            return None;
        }
        for record in records {
            let values: Vec<String> = record.ok()?.iter().map(ToOwned::to_owned).collect();
            self.row(&values)?;
        }
        Some(())
    }

    /// A file of one object a line.
    fn lines(&mut self, file: File, head: &str, tail: &str, is_feature: bool) -> Option<()> {
        let mut lines = BufReader::new(file).lines();
        if lines.next()?.ok()? != head {
            return None;
        }
        for line in lines.by_ref() {
            let line = line.ok()?;
            if line == tail {
                return lines.next().is_none().then_some(());
            }
            let line = line.strip_suffix(',').unwrap_or(&line);
            let object: Map<String, Json> = serde_json::from_str(line).ok()?;
            let object = if is_feature {
                self.feature(object)?
            } else {
                object
            };
            let named = members(&object)?;
            let value = |column: &Column| {
                let found = named.iter().find(|(name, _)| name == column.name);
                found.map(|(_, value)| value.clone())
            };
            let values: Vec<String> = self.columns.iter().filter_map(value).collect();
            if named.len() != self.columns.len() {
                self.row += 1;
                self.hit("", "kolomnya lain");
                return None;
            }
            self.row(&values)?;
        }
        None
    }

    /// The properties of a feature whose geometry is the point of its columns, or none where they tell none.
    fn feature(&mut self, mut feature: Map<String, Json>) -> Option<Map<String, Json>> {
        let geometry = feature.remove("geometry")?;
        if feature.len() != 2 || feature.remove("type")? != "Feature" {
            return None;
        }
        let Json::Object(properties) = feature.remove("properties")? else {
            return None;
        };
        if geometry != point(&properties) {
            self.row += 1;
            self.hit("geometry", "titiknya lain daripada kolom lintang dan bujur");
            self.row -= 1;
        }
        Some(properties)
    }

    fn parquet(&mut self, file: File) -> Option<()> {
        let mut reader = lajur::Reader::new(BufReader::new(file)).ok()?;
        let names = reader.columns().iter().map(|column| column.name.as_str());
        let about = reader.about();
        if !names.eq(self.columns.iter().map(|column| column.name))
            || !about.iter().map(|(key, _)| key.as_str()).eq(ABOUT)
            || about
                .iter()
                .any(|(_, value)| !personal::find(value).is_empty())
        {
            return None;
        }
        for group in 0..reader.groups() {
            let columns = reader.group(group).ok()?;
            for row in 0..columns.first().map_or(0, Vec::len) {
                let values: Option<Vec<String>> = columns
                    .iter()
                    .map(|column| column.get(row).and_then(text))
                    .collect();
                self.row(&values?)?;
            }
        }
        Some(())
    }
}

/// The geometry of a row: longitude first (RFC 7946), none where no point is told. So it says no more than the columns, which
/// are looked at for themselves and counted among what five must say.
fn point(properties: &Map<String, Json>) -> Json {
    let told = |name| properties.get(name).filter(|degrees| !degrees.is_null());
    match (told("long"), told("lat")) {
        (Some(long), Some(lat)) => json!({"type": "Point", "coordinates": [long, lat]}),
        _ => Json::Null,
    }
}

fn text(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => String::new(),
        Value::Text(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Day(days) => {
            let span = jiff::Span::new().try_days(*days).ok()?;
            jiff::civil::date(1970, 1, 1)
                .checked_add(span)
                .ok()?
                .to_string()
        }
    })
}

/// What is wrong with a value; `None` where it may leave.
fn wrong(holds: Holds, value: &str, vocabulary: &Vocabulary) -> Option<&'static str> {
    if value.is_empty() {
        return None;
    }
    let fits = match holds {
        Holds::Day => value.len() == 10 && value.parse::<Date>().is_ok(),
        Holds::Month => value.len() == 7 && format!("{value}-01").parse::<Date>().is_ok(),
        Holds::Code(codes) => codes().contains(&value),
        Holds::Region => value
            .parse::<RegionCode>()
            .is_ok_and(|code| code.to_string() == value),
        Holds::Degrees => is_degrees(value),
        Holds::Name => {
            let found = personal::find(value);
            // A street or a person may be in the name of an office; a number of somebody may not.
            let leads = found
                .iter()
                .find(|finding| finding.kind.is_number() || finding.kind == Kind::Email);
            if let Some(finding) = leads {
                return Some(kind(finding.kind));
            }
            vocabulary.0.contains(value)
        }
        Holds::Words => {
            return personal::find(value)
                .first()
                .map(|finding| kind(finding.kind));
        }
    };
    if fits {
        return None;
    }
    let found = personal::find(value).into_iter().next();
    Some(
        found.map_or("nilai yang tidak boleh ada di kolom ini", |finding| {
            kind(finding.kind)
        }),
    )
}

fn is_degrees(value: &str) -> bool {
    let decimals = value
        .rsplit_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    decimals <= 3
        && value
            .parse::<f64>()
            .is_ok_and(|degrees| degrees.abs() <= 180.0)
}

const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Nik => "NIK",
        Kind::FamilyCard => "nomor KK",
        Kind::Phone => "nomor telepon",
        Kind::Email => "alamat surel",
        Kind::Plate => "pelat nomor",
        Kind::Account => "nomor rekening",
        Kind::Health => "nomor BPJS",
        Kind::Customer => "nomor pelanggan",
        Kind::Tax => "NPWP",
        Kind::Number => "nomor panjang",
        Kind::Name => "nama orang",
        Kind::Address => "alamat",
        Kind::Coordinates => "titik lokasi",
    }
}

#[cfg(test)]
mod tests;
