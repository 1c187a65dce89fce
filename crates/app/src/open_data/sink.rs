//! The four files of a snapshot, written row by row side by side.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use lajur::{Kind, Value, WriteError};
use serde_json::{Map, Value as Json};

use super::columns::{Cell, Column, Holds};
use super::error::OpenDataError;
use super::{LICENCE, LICENCE_ID};
use crate::snapshot::cell;

/// Names of the data files.
pub(super) const CSV: &str = "laporan.csv";
pub(super) const JSON: &str = "laporan.json";
pub(super) const GEOJSON: &str = "laporan.geojson";
pub(super) const PARQUET: &str = "laporan.parquet";

/// Keys of the words about a Parquet file.
pub(super) const ABOUT: [&str; 2] = ["license", "license_id"];

/// The files while they are written.
pub(super) struct Sink {
    folder: PathBuf,
    columns: Vec<Column>,
    csv: BufWriter<File>,
    json: BufWriter<File>,
    geojson: BufWriter<File>,
    parquet: lajur::Writer<BufWriter<File>>,
    rows: u64,
}

impl Sink {
    /// Begins them in a folder.
    pub(super) fn new(folder: &Path, columns: Vec<Column>) -> Result<Self, OpenDataError> {
        let file = |name: &str| {
            let path = folder.join(name);
            File::create(&path)
                .map(BufWriter::new)
                .map_err(|source| OpenDataError::Io { path, source })
        };
        let failed = |source| failed(folder, source);
        let (mut csv, mut json, mut geojson) = (file(CSV)?, file(JSON)?, file(GEOJSON)?);
        let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
        write!(csv, "{}\r\n", names.join(",")).map_err(failed)?;
        json.write_all(b"[").map_err(failed)?;
        geojson
            .write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")
            .map_err(failed)?;
        let kinds = columns.iter().map(|column| {
            let kind = match column.holds {
                Holds::Day => Kind::Day,
                Holds::Degrees => Kind::Real,
                _ => Kind::Text,
            };
            lajur::Column::new(column.name, kind)
        });
        let parquet = lajur::Writer::new(file(PARQUET)?, kinds.collect());
        let parquet = parquet.map_err(|error| failed(sink_error(error)))?;
        Ok(Self {
            folder: folder.to_owned(),
            columns,
            csv,
            json,
            geojson,
            parquet,
            rows: 0,
        })
    }

    /// Writes a row.
    pub(super) fn row(&mut self, cells: &[Cell]) -> Result<(), OpenDataError> {
        let written = self.write(cells);
        self.rows += 1;
        written.map_err(|source| failed(&self.folder, source))
    }

    fn write(&mut self, cells: &[Cell]) -> io::Result<()> {
        let mut line = String::new();
        for (n, (value, column)) in cells.iter().zip(&self.columns).enumerate() {
            if n > 0 {
                line.push(',');
            }
            let is_number = matches!(column.holds, Holds::Degrees);
            cell(&value.text(), is_number, &mut line);
        }
        self.csv.write_all(line.as_bytes())?;
        self.csv.write_all(b"\r\n")?;
        let between: &[u8] = if self.rows > 0 { b",\n" } else { b"\n" };
        let pairs: Vec<String> = cells
            .iter()
            .zip(&self.columns)
            .map(|(cell, column)| format!("\"{}\":{}", column.name, json(cell)))
            .collect();
        let object = format!("{{{}}}", pairs.join(","));
        self.json.write_all(between)?;
        self.json.write_all(object.as_bytes())?;
        self.geojson.write_all(between)?;
        let geometry = point(&self.columns, cells);
        write!(
            self.geojson,
            "{{\"type\":\"Feature\",\"geometry\":{geometry},\"properties\":{object}}}"
        )?;
        let values = cells.iter().map(value).collect();
        self.parquet.row(values).map_err(sink_error)
    }

    /// Ends them; every byte is on the disk.
    pub(super) fn finish(mut self) -> Result<u64, OpenDataError> {
        let folder = self.folder.clone();
        let ended = (|| {
            self.json.write_all(b"\n]\n")?;
            self.geojson.write_all(b"\n]}\n")?;
            let [license, license_id] = ABOUT;
            let about = [(license, LICENCE), (license_id, LICENCE_ID)];
            let parquet = self.parquet.finish(&about).map_err(sink_error)?;
            for file in [self.csv, self.json, self.geojson, parquet] {
                file.into_inner()
                    .map_err(io::IntoInnerError::into_error)?
                    .sync_all()?;
            }
            Ok(self.rows)
        })();
        ended.map_err(|source| failed(&folder, source))
    }
}

fn failed(folder: &Path, source: io::Error) -> OpenDataError {
    OpenDataError::Io {
        path: folder.to_owned(),
        source,
    }
}

fn sink_error(error: WriteError) -> io::Error {
    match error {
        WriteError::Io(error) => error,
        misfit @ WriteError::Misfit { .. } => io::Error::other(misfit),
    }
}

fn json(cell: &Cell) -> String {
    match cell {
        Cell::Empty => "null".to_owned(),
        Cell::Text(text) => Json::from(text.as_str()).to_string(),
        Cell::Day(day) => format!("\"{day}\""),
        Cell::Degrees(_) => cell.text(),
    }
}

/// Geometry of a feature: longitude first (RFC 7946), none where no point is told.
fn point(columns: &[Column], cells: &[Cell]) -> String {
    let find = |name: &str| {
        let at = columns.iter().position(|column| column.name == name)?;
        cells
            .get(at)
            .filter(|cell| **cell != Cell::Empty)
            .map(Cell::text)
    };
    match (find("long"), find("lat")) {
        (Some(long), Some(lat)) => format!("{{\"type\":\"Point\",\"coordinates\":[{long},{lat}]}}"),
        _ => "null".to_owned(),
    }
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => Value::Text(text.clone()),
        Cell::Day(day) => {
            let since = *day - jiff::civil::date(1970, 1, 1);
            Value::Day(since.get_days())
        }
        Cell::Degrees(thousandths) => Value::Real(f64::from(*thousandths) / 1000.0),
    }
}

/// The members of a JSON row as text, by name; `None` where it is no flat object.
pub(super) fn members(object: &Map<String, Json>) -> Option<Vec<(String, String)>> {
    object
        .iter()
        .map(|(name, value)| {
            let text = match value {
                Json::Null => String::new(),
                Json::String(text) => text.clone(),
                Json::Number(number) => number.to_string(),
                Json::Bool(_) | Json::Array(_) | Json::Object(_) => return None,
            };
            Some((name.clone(), text))
        })
        .collect()
}
