//! From cells and a mapping to rows as an export would have them, and what must be mended.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use super::error::RegisterError;
use super::field::Field;
use super::grid::Grid;
use super::header::Header;
use super::mapping::RegisterMapping;
use super::names::Names;
use super::propose;
use super::reader::Reader;
use crate::sp4n::cell::{Cell, clean};
use crate::sp4n::clock::read_time;
use crate::sp4n::date::read_date;
use crate::sp4n::{Problem, ProblemKind, Row, SourceZone};

/// By what a row is known again.
#[derive(Clone, Copy, Debug)]
pub enum RowKey<'a> {
    /// Its number in a register of this name.
    Number {
        /// The register.
        register: &'a str,
        /// The number.
        number: &'a str,
    },
    /// What it says: day, time, name, title, text.
    Content([&'a str; 5]),
}

/// What a register says.
#[derive(Clone, Debug, Default)]
pub struct Converted {
    /// Where the columns are.
    pub names: Vec<String>,
    /// Reports, each once, in the file's order.
    pub rows: Vec<Row>,
    /// What must be mended, and what was held back for it.
    pub problems: Vec<Problem>,
    /// Rows held back.
    pub held_back: usize,
    /// Rows that say the same as one above.
    pub repeated: usize,
    /// Status words that are not mapped, and how many rows have them.
    pub unknown_status: BTreeMap<String, usize>,
}

/// Converts every row below the header. `today` is the local day, `key` makes the id under which a row is known again.
///
/// # Errors
/// [`RegisterError`] where the file does not have the mapping's columns, or the mapping not enough of them.
pub fn convert(
    grid: &Grid,
    mapping: &RegisterMapping,
    names: &Names,
    zone: SourceZone,
    today: Date,
    key: &dyn Fn(RowKey<'_>) -> String,
) -> Result<Converted, RegisterError> {
    mapping.is_enough()?;
    let header = Header::of_mapping(grid, mapping)?;
    let places = Field::all().filter_map(|field| {
        let at = header.place(mapping.column(field)?)?;
        Some((field, at))
    });
    let notes = mapping
        .notes
        .iter()
        .filter_map(|name| Some((name.as_str(), header.place(name)?)));
    let reader = Reader {
        places: places.collect(),
        notes: notes.collect(),
        names,
        status: mapping.status.index(),
        units: mapping.unit.index(),
        categories: mapping.category.index(),
        channels: mapping.channel.index(),
        mapping,
        header: &header,
        zone: mapping.source_zone().unwrap_or(zone),
        today,
        key,
    };
    let mut converted = Converted {
        names: header.names.clone(),
        ..Converted::default()
    };
    let mut seen: HashMap<String, usize> = HashMap::new();
    for raw in grid.rows.iter().skip(header.at + 1) {
        if reader.says_nothing(raw) || reader.is_header(raw) {
            continue;
        }
        let Some(row) = reader.read(raw, &mut converted) else {
            converted.held_back += 1;
            continue;
        };
        let earlier = seen
            .get(&row.tracking_id)
            .and_then(|at| converted.rows.get(*at));
        match earlier {
            None => {
                seen.insert(row.tracking_id.clone(), converted.rows.len());
                converted.rows.push(row);
            }
            Some(earlier) => {
                let same = earlier.text_initial == row.text_initial
                    && earlier.received == row.received
                    && earlier.title == row.title;
                let kind = if same {
                    converted.repeated += 1;
                    ProblemKind::SameRow {
                        row: earlier.number,
                    }
                } else {
                    converted.held_back += 1;
                    ProblemKind::KeyTaken {
                        row: earlier.number,
                    }
                };
                converted
                    .problems
                    .push(reader.problem(raw, Field::Key, kind));
            }
        }
    }
    Ok(converted)
}

/// The mapping with the words that the file has and its tables lack.
///
/// # Errors
/// As [`convert`].
pub fn with_words(
    grid: &Grid,
    mapping: &RegisterMapping,
    names: &Names,
) -> Result<RegisterMapping, RegisterError> {
    let header = Header::of_mapping(grid, mapping)?;
    let mut mapping = mapping.clone();
    propose::complete(&mut mapping, grid, &header, names);
    Ok(mapping)
}

/// A cell as people write it: a day that is kept as a number is written as a day.
pub(super) fn shown(cell: &Cell) -> String {
    if let (Cell::Serial(days), Ok(written)) = (cell, read_date(cell))
        && *days >= 1.0
    {
        return match written.clock {
            None => written.date.to_string(),
            Some(clock) => format!("{} {}", written.date, clock.time.strftime("%H:%M")),
        };
    }
    if let (Cell::Serial(days), Ok(Some(clock))) = (cell, read_time(cell))
        && *days < 1.0
    {
        return clock.time.strftime("%H:%M").to_string();
    }
    clean(&cell.text()).text
}
