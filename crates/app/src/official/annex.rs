//! The reports themselves: the annexes of fourteen and fifteen columns, with the national export's heads.

use std::borrow::Cow;

use dokumen::{Align, Block, Cell, Column, Table};
use jiff::civil::Time;
use lapor_domain::figures::{number, type_name};
use lapor_domain::official::{Layout, Papers, Reader};

use super::lines::{Said, Spoken, Words};
use super::model::{Gathered, Line, Matter};
use super::pieces::{cell, left, nothing, remark, table};
use super::words::{GONE, WITHHELD};

/// No cell holds more of a text than this; the report's page has it all.
const LONGEST: usize = 1_000;

/// Width of a column in which nothing stands.
const BARE: u16 = 8;

/// Heads of the first annex.
pub(super) const FOURTEEN: [(&str, u16); 14] = [
    ("Tracking ID", 12),
    ("Tanggal Laporan Masuk", 11),
    ("Waktu Laporan Masuk", 8),
    ("Nama Pelapor", 10),
    ("Klasifikasi Laporan", 13),
    ("ID Kategori", 10),
    ("Kategori", 14),
    ("Judul Laporan", 22),
    ("Isi Laporan Awal", 30),
    ("Isi Laporan Akhir", 30),
    ("Tipe Laporan (Anonim/Rahasia)", 10),
    ("Sumber Laporan", 11),
    ("Tanggapan", 30),
    ("Keterangan", 16),
];

/// Heads of the second annex.
pub(super) const FIFTEEN: [(&str, u16); 15] = [
    ("Tracking ID", 12),
    ("Instansi Induk", 16),
    ("ID Instansi Terdisposisi", 12),
    ("Instansi Terdisposisi", 20),
    ("Status Laporan", 14),
    ("Alasan Tunda/Arsip", 14),
    ("Provinsi", 14),
    ("Kota/Kabupaten", 14),
    ("Kecamatan", 12),
    ("Kelurahan", 12),
    ("Nomor SK", 10),
    ("Url SK", 10),
    ("Url Dokumen Laporan Tahunan", 12),
    ("Laporan yang Masuk melalui Kanal Aduan Setwapres", 12),
    ("Rating", 7),
];

/// How the lines of a document are told.
#[derive(Clone, Copy)]
pub(super) struct Telling<'a> {
    pub(super) gathered: &'a Gathered,
    pub(super) words: &'a Words,
    pub(super) papers: &'a Papers,
    /// What looks like personal data stands masked.
    pub(super) is_masked: bool,
}

impl Telling<'_> {
    /// Words of a line; where there are none any more they are gone.
    pub(super) fn spoken(&self, line: &Line) -> Cow<'_, Spoken> {
        self.words
            .get(&line.id)
            .map_or_else(|| Cow::Owned(Spoken::gone()), Cow::Borrowed)
    }

    /// What a cell says.
    pub(super) fn said(&self, said: &Said) -> Cell {
        match said {
            Said::Nothing => Cell::Empty,
            Said::Withheld => cell(self.withheld()),
            Said::Gone => cell(GONE),
            Said::Words(words) => {
                let words = if self.is_masked {
                    masked(words)
                } else {
                    Cow::Borrowed(words.as_str())
                };
                cell(short(&words))
            }
        }
    }

    /// The answer that its reporter was given; of a merged report, where its case was answered.
    pub(super) fn answer(&self, line: &Line, spoken: &Spoken) -> Cell {
        match (&spoken.answer, &line.answered_at) {
            (Said::Nothing, Some(root)) => cell(format!("Lihat tanggapan pada laporan {root}")),
            (answer, _) => self.said(answer),
        }
    }

    /// What stands where words are not for the reader.
    pub(super) const fn withheld(&self) -> &'static str {
        match self.gathered.reader {
            Reader::Public => WITHHELD,
            Reader::Inside => "tidak dibuka untuk edisi ini",
        }
    }

    /// The rows of a table, each with as many cells as there are columns: of a line that may be told, or one that says
    /// it is gone.
    pub(super) fn rows(
        &self,
        columns: usize,
        row: impl Fn(&Line, &Spoken) -> Vec<Cell>,
    ) -> Vec<Vec<Cell>> {
        let lines = self.gathered.lines.iter();
        lines
            .map(|line| {
                let spoken = self.spoken(line);
                if spoken.is_gone {
                    return gone(columns);
                }
                row(line, &spoken)
            })
            .collect()
    }

    /// The first annex.
    pub(super) fn fourteen(&self) -> Table {
        let rows = self.rows(FOURTEEN.len(), |line, spoken| {
            let matter = line.matter.as_ref();
            let of = |tell: &dyn Fn(&Matter) -> String| {
                matter.map_or_else(|| cell(self.withheld()), |matter| cell(tell(matter)))
            };
            vec![
                cell(&line.number),
                Cell::Date(line.day),
                line.time.map_or(Cell::Empty, |time| cell(clock(time))),
                match (&spoken.name, matter) {
                    (Some(name), _) => cell(name),
                    (None, _) => of(&|matter| matter.reporter.clone()),
                },
                of(&|matter| type_name(matter.kind).to_owned()),
                of(&|matter| matter.category.clone().map(|it| it.0).unwrap_or_default()),
                of(&|matter| matter.category.clone().map(|it| it.1).unwrap_or_default()),
                self.said(&spoken.title),
                match spoken.original {
                    Said::Withheld => Cell::Empty,
                    ref original => self.said(original),
                },
                self.said(&spoken.text),
                of(&|matter| flags(matter.flags).to_owned()),
                of(&|matter| matter.source.clone()),
                self.answer(line, spoken),
                cell(remarked(line)),
            ]
        });
        let mut columns = left(&FOURTEEN);
        // A column in which nothing stands leaves its room to the others.
        for (at, column) in columns.iter_mut().enumerate() {
            let is_bare = |row: &Vec<Cell>| matches!(row.get(at), None | Some(Cell::Empty));
            if rows.iter().all(is_bare) {
                column.width = column.width.min(BARE);
            }
        }
        table("Daftar laporan dan tanggapannya", columns, rows)
    }

    /// The second annex.
    pub(super) fn fifteen(&self) -> Table {
        let papers = self.papers;
        let rows = self.rows(FIFTEEN.len(), |line, _| {
            let matter = line.matter.as_ref();
            let of = |tell: &dyn Fn(&Matter) -> String| {
                matter.map_or_else(|| cell(self.withheld()), |matter| cell(tell(matter)))
            };
            let place = |at: usize| of(&|matter| matter.place.get(at).cloned().unwrap_or_default());
            vec![
                cell(&line.number),
                of(&|matter| matter.holder.clone()),
                of(&|matter| matter.unit.clone().map(|it| it.0).unwrap_or_default()),
                of(&|matter| matter.unit.clone().map(|it| it.1).unwrap_or_default()),
                cell(&line.status),
                cell(&line.reason),
                place(0),
                place(1),
                place(2),
                place(3),
                cell(&papers.decree),
                cell(&papers.decree_url),
                cell(&papers.annual_url),
                cell("Tidak"),
                matter
                    .and_then(|matter| matter.rating)
                    .map_or(Cell::Empty, |stars| Cell::Count(u64::from(stars))),
            ]
        });
        table("Daftar laporan menurut instansi", left(&FIFTEEN), rows)
    }

    /// What is said beside the lists: how many are not in them, and why.
    pub(super) fn unlisted(&self) -> Vec<Block> {
        let gathered = self.gathered;
        let mut said = Vec::new();
        if gathered.lines.is_empty() && gathered.unlisted == 0 {
            said.push(nothing(gathered));
        }
        if gathered.is_cut {
            said.push(remark(format!(
                "Daftar ini memuat {} laporan pertama menurut tanggal diterima; semua laporan terhitung dalam angka.",
                number(gathered.lines.len() as u64)
            )));
        } else if gathered.unlisted > 0 {
            said.push(remark(format!(
                "{} laporan {} dan tidak dimuat dalam daftar; laporan itu terhitung dalam semua angka.",
                number(gathered.unlisted),
                self.withheld()
            )));
        }
        if !gathered.lines.is_empty() && gathered.layout == Layout::Activity {
            said.push(remark(
                "Isi Laporan Awal adalah kata-kata pelapor sendiri; isinya hanya dimuat di mana pembaca edisi ini boleh \
                 membacanya. ID Kategori dan ID Instansi adalah nama pendeknya di sistem ini.",
            ));
        }
        let lacking = self.lacking();
        if lacking > 0 {
            said.push(remark(format!(
                "Pada {} laporan kata-kata yang pernah dimuat sudah dihapus atau tidak lagi dibuka; di tempatnya tertulis \
                 “{GONE}”. Angka tidak berubah.",
                number(lacking)
            )));
        }
        said
    }

    /// Lines of which words are gone.
    pub(super) fn lacking(&self) -> u64 {
        let lines = self.gathered.lines.iter();
        lines.filter(|line| self.spoken(line).lacks()).count() as u64
    }
}

/// A row of which nothing may be told any more.
fn gone(columns: usize) -> Vec<Cell> {
    let mut row = vec![cell(GONE)];
    row.resize(columns, Cell::Empty);
    row
}

/// Remark, or the status where there is no more to say.
pub(super) fn remarked(line: &Line) -> String {
    match (line.remark.as_str(), line.reason.as_str()) {
        ("", "") => line.status.clone(),
        ("", reason) => format!("{}: {reason}", line.status),
        (remark, _) => format!("{}: {remark}", line.status),
    }
}

const fn flags(flags: (bool, bool)) -> &'static str {
    match flags {
        (false, false) => "Biasa",
        (true, false) => "Anonim",
        (false, true) => "Rahasia",
        (true, true) => "Anonim, rahasia",
    }
}

fn clock(time: Time) -> String {
    format!("{:02}.{:02}", time.hour(), time.minute())
}

pub(super) fn masked(text: &str) -> Cow<'_, str> {
    let found = naskah::personal::find(text);
    if found.is_empty() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(naskah::personal::mask(text, &found))
    }
}

/// The beginning of a long text.
fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or(text).trim_end()),
        None => text.to_owned(),
    }
}

/// Columns of equal alignment, one of them wider.
pub(super) fn recap_columns() -> Vec<Column> {
    let mut columns = left(&[
        ("No", 5),
        ("Tanggal", 11),
        ("Tracking ID", 13),
        ("USER", 10),
        ("JUDUL", 32),
        ("STAKEHOLDER", 22),
        ("TANGGAPAN", 38),
        ("KETERANGAN", 20),
    ]);
    if let Some(first) = columns.first_mut() {
        first.align = Align::Right;
    }
    columns
}
