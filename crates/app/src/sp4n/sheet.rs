//! From rows of cells to a sheet of reports: finds the header, reads the rest, keeps the list of problems.

use std::collections::{BTreeMap, HashMap};

use super::cell::RawRow;
use super::column::Column;
use super::error::ReadError;
use super::header::Columns;
use super::options::{Limits, ReadOptions, SourceZone};
use super::preamble::Preamble;
use super::problem::{Problem, ProblemKind};
use super::row::{Row, read_row};

/// The header is looked for in this many rows; the longest preamble seen has ten.
pub(super) const HEADER_WITHIN: usize = 100;

/// Everything that an export says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Name of the file, for messages and the record of the import.
    pub file_name: String,
    /// What stands before the header.
    pub preamble: Preamble,
    /// Row of the header, from 1.
    pub header_row: u32,
    /// Columns found and missing.
    pub columns: Columns,
    /// Reports in the file's order, each Tracking ID once.
    pub rows: Vec<Row>,
    /// Rows held back for want of a Tracking ID or a date.
    pub held_back: usize,
    /// What should be mended, by row; those of the file as a whole come first.
    pub problems: Vec<Problem>,
    /// Zone in which the clock times were read.
    pub source_zone: SourceZone,
}

impl Sheet {
    /// The body the export is of: *Nama Instansi* of the preamble, else the commonest *Instansi Induk*
    /// (the first in the alphabet where two are equally common).
    pub fn body_name(&self) -> Option<&str> {
        if let Some(name) = &self.preamble.body_name {
            return Some(name);
        }
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for name in self
            .rows
            .iter()
            .filter_map(|row| row.parent_body.as_deref())
        {
            *counts.entry(name).or_default() += 1;
        }
        let most = counts.values().copied().max()?;
        counts
            .into_iter()
            .find(|(_, count)| *count == most)
            .map(|(name, _)| name)
    }
}

/// Takes rows one at a time, so that no reader has to hold a grid.
pub(super) struct Builder {
    zone: SourceZone,
    limits: Limits,
    text_bytes: u64,
    searched: usize,
    taken: usize,
    preamble: Preamble,
    header: Option<Header>,
    rows: Vec<Row>,
    at: HashMap<String, usize>,
    held_back: usize,
    problems: Vec<Problem>,
}

struct Header {
    row: u32,
    columns: Columns,
    /// The next row may still be its second line.
    may_go_on: bool,
}

/// Whether a reader should go on giving rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Push {
    More,
    /// No header so far, and no use in looking further.
    GiveUp,
}

impl Builder {
    pub(super) fn new(options: &ReadOptions) -> Self {
        Self {
            zone: options.source_zone,
            limits: options.limits,
            text_bytes: 0,
            searched: 0,
            taken: 0,
            preamble: Preamble::default(),
            header: None,
            rows: Vec::new(),
            at: HashMap::new(),
            held_back: 0,
            problems: Vec::new(),
        }
    }

    pub(super) fn note(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    pub(super) fn push(&mut self, raw: &RawRow) -> Result<Push, ReadError> {
        // One shared text of a workbook may be used by a million cells: what is kept has a bound of its own.
        self.text_bytes += raw.text_bytes();
        if self.text_bytes > self.limits.unpacked_bytes {
            return Err(ReadError::UnpacksTooLarge {
                limit: self.limits.unpacked_bytes,
            });
        }
        match &self.header {
            None => Ok(self.search(raw)),
            Some(_) if raw.is_blank() => Ok(Push::More),
            Some(_) => self.take(raw).map(|()| Push::More),
        }
    }

    fn search(&mut self, raw: &RawRow) -> Push {
        self.searched += 1;
        if let Some(columns) = Columns::from_row(raw) {
            self.header = Some(Header {
                row: raw.number,
                columns,
                may_go_on: true,
            });
            return Push::More;
        }
        self.preamble.take(raw);
        if self.searched < HEADER_WITHIN {
            Push::More
        } else {
            Push::GiveUp
        }
    }

    fn take(&mut self, raw: &RawRow) -> Result<(), ReadError> {
        let Some(header) = &mut self.header else {
            return Ok(());
        };
        if std::mem::take(&mut header.may_go_on) {
            if header.columns.take_second_line(raw) {
                return Ok(());
            }
            require_date(header)?;
        }
        // Files put together from several exports repeat the header.
        if Columns::from_row(raw)
            .is_some_and(|again| again.recognised() * 2 > header.columns.recognised())
        {
            return Ok(());
        }
        self.taken += 1;
        if self.taken > self.limits.rows {
            return Err(ReadError::TooManyRows {
                limit: self.limits.rows,
            });
        }
        match read_row(raw, &header.columns, self.zone, &mut self.problems) {
            None => self.held_back += 1,
            Some(row) => self.keep(row),
        }
        Ok(())
    }

    /// The last row of a Tracking ID wins: exports put together are usually in the order in which they were made.
    fn keep(&mut self, row: Row) {
        match self.at.get(&row.tracking_id) {
            None => {
                self.at.insert(row.tracking_id.clone(), self.rows.len());
                self.rows.push(row);
            }
            Some(at) => {
                let Some(earlier) = self.rows.get_mut(*at) else {
                    return;
                };
                let kind = ProblemKind::Duplicate {
                    later_row: row.number,
                };
                let id = row.tracking_id.clone();
                self.problems.push(Problem::of_row(
                    earlier.number,
                    Some(&id),
                    Column::TrackingId,
                    &id,
                    kind,
                ));
                *earlier = row;
            }
        }
    }

    pub(super) const fn has_header(&self) -> bool {
        self.header.is_some()
    }

    pub(super) fn finish(mut self, file_name: &str) -> Result<Sheet, ReadError> {
        let header = self.header.ok_or(ReadError::NoHeader {
            searched: self.searched,
        })?;
        require_date(&header)?;
        for name in header.columns.repeated() {
            self.problems
                .push(Problem::of_file(ProblemKind::ColumnRepeated, name));
        }
        let dates_alone = self.rows.iter().any(|row| !row.received.time_known);
        if dates_alone && !header.columns.has(Column::ReceivedTime) {
            self.problems
                .push(Problem::of_file(ProblemKind::NoTimeColumn, ""));
        }
        if !header.columns.has(Column::Status) {
            self.problems
                .push(Problem::of_file(ProblemKind::NoStatusColumn, ""));
        }
        self.problems.sort_by_key(|problem| problem.row);
        Ok(Sheet {
            file_name: file_name.to_owned(),
            preamble: self.preamble,
            header_row: header.row,
            columns: header.columns,
            rows: self.rows,
            held_back: self.held_back,
            problems: self.problems,
            source_zone: self.zone,
        })
    }
}

/// Without a date every row would be held back: better to say so once.
fn require_date(header: &Header) -> Result<(), ReadError> {
    if header.columns.has(Column::ReceivedDate) {
        Ok(())
    } else {
        Err(ReadError::NoDateColumn {
            header_row: header.row,
        })
    }
}
