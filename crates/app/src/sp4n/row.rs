//! One report of an export, as far as the export knows it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use lapor_domain::contact::{Email, Nik, Phone};
use lapor_domain::sp4n::{
    Classification, ImportedChannel, ImportedState, classification, flags, imported_channel,
    imported_state,
};
use lapor_domain::words::Channel;

use super::cell::{Cell, Cleaned, RawRow, clean, one_line};
use super::clock::read_time;
use super::column::Column;
use super::date::{DateFault, read_date};
use super::header::Columns;
use super::options::SourceZone;
use super::problem::{Problem, ProblemKind};

/// When a report came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received {
    /// The instant; without a time of day, midnight in the source zone.
    pub at: Timestamp,
    /// Whether the file gave a time of day. Where it did not, only [`Self::written_on`] may be shown or counted.
    pub time_known: bool,
    /// The day as written, in the source zone.
    pub written_on: Date,
}

/// A row that has a Tracking ID and a date. `None` and empty maps mean: the file does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Row as the spreadsheet program counts it, from 1.
    pub number: u32,
    /// The national system's number, digits as text.
    pub tracking_id: String,
    /// When it came in.
    pub received: Received,
    /// *Nama Pelapor*.
    pub reporter_name: Option<String>,
    /// *Klasifikasi Laporan* as written.
    pub classification_raw: Option<String>,
    /// Type, and whether it is supervisory.
    pub classification: Classification,
    /// *ID Kategori*.
    pub category_id: Option<String>,
    /// *Kategori*.
    pub category: Option<String>,
    /// *Judul Laporan*.
    pub title: Option<String>,
    /// *Isi Laporan Awal*: the reporter's own text.
    pub text_initial: Option<String>,
    /// *Isi Laporan Akhir*: the text as an officer left it.
    pub text_final: Option<String>,
    /// Hides who; `None` where the file has no such column.
    pub anonim: Option<bool>,
    /// Hides what; `None` where the file has no such column.
    pub rahasia: Option<bool>,
    /// *Sumber Laporan* as written; read it with [`lapor_domain::sp4n::imported_channel`].
    pub source: Option<String>,
    /// *Instansi Induk*: the body, the unit's parent, or the unit itself.
    pub parent_body: Option<String>,
    /// *ID Instansi Terdisposisi*.
    pub unit_id: Option<String>,
    /// *Instansi Terdisposisi*.
    pub unit: Option<String>,
    /// *Status Laporan* as written.
    pub status_raw: Option<String>,
    /// What the status means.
    pub state: ImportedState,
    /// *Alasan Tunda/Arsip*.
    pub hold_reason: Option<String>,
    /// *Provinsi*.
    pub province: Option<String>,
    /// *Kota/Kabupaten*.
    pub city: Option<String>,
    /// *Kecamatan*.
    pub kecamatan: Option<String>,
    /// *Kelurahan*.
    pub kelurahan: Option<String>,
    /// *Rating*, 1 to 5.
    pub rating: Option<u8>,
    /// Street or landmark as written; no export of the national system has it, registers of cities do.
    pub address: Option<String>,
    /// The door, where somebody mapped the word that stands in [`Self::source`].
    pub channel: Option<Channel>,
    /// How the reporter can be reached; registers of cities only.
    pub contacts: Contacts,
    /// Filled cells of all other columns by header (*Nomor SK*, *Setwapres*, unknown ones), as written.
    pub other: BTreeMap<String, String>,
}

/// How a reporter can be reached, as a register of a city has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contacts {
    /// Telephone.
    pub phone: Option<Phone>,
    /// E-mail.
    pub email: Option<Email>,
    /// Identity number.
    pub nik: Option<Nik>,
}

/// Reads one row, or says why it is held back.
pub(super) fn read_row(
    raw: &RawRow,
    columns: &Columns,
    zone: SourceZone,
    problems: &mut Vec<Problem>,
) -> Option<Row> {
    let mut taker = Taker {
        raw,
        columns,
        tracking_id: None,
        problems,
    };
    taker.tracking_id = taker.tracking_id();
    // Both are looked at before the row is given up, so that one pass over the list mends it.
    let received = taker.received(zone);
    let tracking_id = taker.tracking_id.clone()?;
    let received = received?;

    let unit = taker.word(Column::Unit);
    let hold_reason = taker.word(Column::HoldReason);
    let status_raw = taker.word(Column::Status);
    let state = imported_state(
        status_raw.as_deref().unwrap_or(""),
        unit.is_some(),
        hold_reason.as_deref().unwrap_or(""),
    );
    if state.is_unknown() && columns.has(Column::Status) {
        taker.note(Column::Status, ProblemKind::StatusUnknown);
    }
    let classification_raw = taker.word(Column::Classification);
    let classification = classification(classification_raw.as_deref().unwrap_or(""))
        .unwrap_or_else(|| {
            taker.note(Column::Classification, ProblemKind::ClassificationUnknown);
            Classification::UNKNOWN
        });
    let (anonim, rahasia) = taker.flags();
    let rating = taker.rating();
    Some(Row {
        number: raw.number,
        tracking_id,
        received,
        reporter_name: taker.word(Column::ReporterName),
        classification_raw,
        classification,
        category_id: taker.word(Column::CategoryId),
        category: taker.word(Column::Category),
        title: taker.text(Column::Title).map(|title| one_line(&title)),
        text_initial: taker.text(Column::TextInitial),
        text_final: taker.text(Column::TextFinal),
        anonim,
        rahasia,
        source: taker.word(Column::Source),
        parent_body: taker.word(Column::ParentBody),
        unit_id: taker.word(Column::UnitId),
        unit,
        status_raw,
        state,
        hold_reason,
        province: taker.word(Column::Province),
        city: taker.word(Column::City),
        kecamatan: taker.word(Column::Kecamatan),
        kelurahan: taker.word(Column::Kelurahan),
        rating,
        address: None,
        channel: None,
        contacts: Contacts::default(),
        other: taker.others(),
    })
}

impl Row {
    /// The door: as somebody mapped it, else as the word says.
    pub(crate) fn door(&self) -> ImportedChannel {
        match self.channel {
            Some(channel) => ImportedChannel {
                channel,
                microsite: None,
                unmapped: None,
            },
            None => imported_channel(self.source.as_deref().unwrap_or_default()),
        }
    }
}

/// Takes cells out of one row and notes what is wrong with them.
struct Taker<'a> {
    raw: &'a RawRow,
    columns: &'a Columns,
    tracking_id: Option<String>,
    problems: &'a mut Vec<Problem>,
}

impl Taker<'_> {
    fn tracking_id(&mut self) -> Option<String> {
        let Some(written) = self.word(Column::TrackingId) else {
            self.note(Column::TrackingId, ProblemKind::TrackingIdMissing);
            return None;
        };
        let digits = written.trim_start_matches(['#', '\'']).trim();
        if !(4..=12).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            self.note(Column::TrackingId, ProblemKind::TrackingIdUnreadable);
            return None;
        }
        if !(7..=9).contains(&digits.len()) {
            self.note(Column::TrackingId, ProblemKind::TrackingIdUnusual);
        }
        Some(digits.to_owned())
    }

    fn received(&mut self, zone: SourceZone) -> Option<Received> {
        let written = match self
            .cell(Column::ReceivedDate)
            .map_or(Err(DateFault::Empty), read_date)
        {
            Ok(written) => written,
            Err(fault) => {
                let kind = match fault {
                    DateFault::Empty => ProblemKind::DateMissing,
                    DateFault::Unreadable => ProblemKind::DateUnreadable,
                    DateFault::MonthFirst => ProblemKind::DateMonthFirst,
                    DateFault::OutOfRange => ProblemKind::DateOutOfRange,
                };
                self.note(Column::ReceivedDate, kind);
                return None;
            }
        };
        let read = self.cell(Column::ReceivedTime).map_or(Ok(None), read_time);
        if read.is_err() {
            self.note(Column::ReceivedTime, ProblemKind::TimeUnreadable);
        }
        let clock = read.unwrap_or_default().or(written.clock);
        if clock.is_none() && self.cell(Column::ReceivedTime).is_some_and(Cell::is_blank) {
            self.note(Column::ReceivedTime, ProblemKind::TimeMissing);
        }
        let local = written
            .date
            .to_datetime(clock.map_or(Time::midnight(), |clock| clock.time));
        let at = clock
            .and_then(|clock| clock.zone)
            .unwrap_or(zone)
            .instant(local)?;
        Some(Received {
            at,
            time_known: clock.is_some(),
            written_on: written.date,
        })
    }

    fn flags(&mut self) -> (Option<bool>, Option<bool>) {
        if !self.columns.has(Column::Flags) {
            return (None, None);
        }
        let word = self.word(Column::Flags);
        let pair = flags(word.as_deref().unwrap_or("")).unwrap_or_else(|unknown| {
            self.note(Column::Flags, ProblemKind::FlagUnknown);
            unknown.understood
        });
        (Some(pair.anonim), Some(pair.rahasia))
    }

    fn rating(&mut self) -> Option<u8> {
        let word = self.word(Column::Rating)?;
        // "4", "4.0", "4/5".
        let number = word
            .split('/')
            .next()
            .and_then(|number| number.trim().replace(',', ".").parse::<f64>().ok());
        match number {
            Some(number) if number.fract() == 0.0 && (1.0..=5.0).contains(&number) => {
                Some(number as u8)
            }
            Some(0.0) => None,
            _ => {
                self.note(Column::Rating, ProblemKind::RatingUnreadable);
                None
            }
        }
    }

    /// A coded or short column, as one line. A dash says as little as an empty cell.
    fn word(&mut self, column: Column) -> Option<String> {
        let line = one_line(&self.text(column)?);
        (!is_absent(&line)).then_some(line)
    }

    fn text(&mut self, column: Column) -> Option<String> {
        let cell = self.cell(column)?;
        if matches!(cell, Cell::Error(_)) {
            self.note(column, ProblemKind::CellError);
            return None;
        }
        let Cleaned {
            text,
            stripped,
            cut,
        } = clean(&cell.text());
        if stripped {
            self.note(column, ProblemKind::ControlCharacters);
        }
        if cut {
            self.note(column, ProblemKind::TextCut);
        }
        (!text.is_empty()).then_some(text)
    }

    /// Columns that are known but have no field, and those that are not known.
    fn others(&mut self) -> BTreeMap<String, String> {
        let mut other = BTreeMap::new();
        for column in [
            Column::DecreeNumber,
            Column::DecreeUrl,
            Column::YearReportUrl,
            Column::Setwapres,
        ] {
            if let Some(word) = self.word(column) {
                other.insert(column.header().to_owned(), word);
            }
        }
        for (name, cell) in self.columns.other_cells(self.raw) {
            let text = clean(&cell.text()).text;
            if !text.is_empty() {
                other.insert(name.to_owned(), text);
            }
        }
        other
    }

    fn cell(&self, column: Column) -> Option<&Cell> {
        self.columns.cell(self.raw, column)
    }

    fn note(&mut self, column: Column, kind: ProblemKind) {
        let content = self
            .cell(column)
            .map(Cell::text)
            .unwrap_or_default()
            .into_owned();
        self.problems.push(Problem::of_row(
            self.raw.number,
            self.tracking_id.as_deref(),
            column,
            &content,
            kind,
        ));
    }
}

fn is_absent(line: &str) -> bool {
    matches!(
        line.to_ascii_lowercase().as_str(),
        "" | "-" | "–" | "—" | "null" | "(null)" | "nan" | "n/a" | "#n/a"
    )
}
