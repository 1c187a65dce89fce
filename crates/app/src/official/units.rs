//! Tables per unit, in both shapes that offices use.

use dokumen::{Align, Block, Cell, Table};
use lapor_domain::figures::{Share, number};
use lapor_domain::words::Figure;

use super::model::{Counts, Gathered, Group};
use super::pieces::{
    cell, centered, column, counted, nothing, place, received, remark, share, shown, table, text,
};
use super::rest;

/// Fewer reports than this say too little of a unit to judge it.
pub(super) const FEW: u64 = 10;

pub(super) fn blocks(gathered: &Gathered) -> Vec<Block> {
    let mut blocks = vec![
        centered(gathered.of_whom().to_uppercase()),
        // The period is when they came in; how they stand is of the moment.
        text(format!(
            "{} {} menerima {}.",
            gathered.during(),
            gathered.of_whom(),
            received(gathered, "laporan")
        )),
    ];
    blocks.extend(both(gathered));
    blocks
}

/// The two tables with their remarks.
pub(super) fn both(gathered: &Gathered) -> Vec<Block> {
    if gathered.units.is_empty() {
        return vec![nothing(gathered)];
    }
    let rows = gathered.units.iter().map(|unit| &unit.counts);
    let leaves = rows
        .chain([&gathered.total])
        .any(|counts| counts.unspecified() > 0);
    let mut blocks = vec![
        Block::Table(short(gathered)),
        remark(format!(
            "Proses: sedang dalam proses ditambah belum ditindaklanjuti. Selisihnya dengan Masuk adalah laporan yang belum \
             diverifikasi, ditunda, diarsipkan, atau diteruskan{}.",
            if leaves {
                ", dan yang keadaannya tidak dirinci"
            } else {
                ""
            }
        )),
        Block::Table(watch(gathered)),
        remark(format!(
            "Penyelesaian: selesai dibagi total tanpa yang diarsipkan dan diteruskan. Unit dengan kurang dari {} laporan \
             tidak dinilai. Tanda – berarti angka itu tidak dirinci.",
            number(FEW)
        )),
    ];
    blocks.extend(rest::note(&gathered.units));
    blocks
}

/// No | SKPD | Masuk | Proses | Selesai.
fn short(gathered: &Gathered) -> Table {
    let cells = |counts: &Counts| {
        vec![
            Cell::Count(counts.received),
            shown(counts.sum(&[Figure::InProcess, Figure::NotFollowedUp])),
            shown(counts.get(Figure::Handled)),
        ]
    };
    let rows = gathered.units.iter().enumerate().map(|(at, unit)| {
        let mut row = vec![place(at), cell(name(unit))];
        row.extend(cells(&unit.counts));
        row
    });
    let mut made = table(
        "Laporan menurut perangkat daerah",
        counted("SKPD", &["Masuk", "Proses", "Selesai"]),
        rows.collect(),
    );
    let mut sum = vec![Cell::Empty, cell("Jumlah")];
    sum.extend(cells(&gathered.total));
    made.total = Some(sum);
    made
}

/// Nama SKPD | Total | Selesai | Ditindaklanjuti | Belum ada tanggapan | Penyelesaian % | Status.
fn watch(gathered: &Gathered) -> Table {
    let cells = |counts: &Counts, judged: bool| {
        let completion = counts.completion();
        vec![
            Cell::Count(counts.received),
            shown(counts.get(Figure::Handled)),
            shown(counts.get(Figure::InProcess)),
            shown(counts.get(Figure::NotFollowedUp)),
            share(completion),
            if judged {
                cell(standing(completion))
            } else {
                Cell::Empty
            },
        ]
    };
    let rows = gathered.units.iter().map(|unit| {
        let mut row = vec![cell(name(unit))];
        row.extend(cells(&unit.counts, unit.key.is_some()));
        row
    });
    let mut made = table(
        "Pemantauan tindak lanjut",
        vec![
            column("Nama SKPD", 40, Align::Left),
            column("Total", 10, Align::Right),
            column("Selesai", 10, Align::Right),
            column("Ditindaklanjuti", 14, Align::Right),
            column("Belum ada tanggapan", 14, Align::Right),
            column("Penyelesaian %", 13, Align::Right),
            column("Status", 18, Align::Left),
        ],
        rows.collect(),
    );
    let mut sum = vec![cell("Jumlah")];
    sum.extend(cells(&gathered.total, false));
    made.total = Some(sum);
    made
}

/// Reports without a unit are not a unit's.
fn name(unit: &Group) -> String {
    let mut letters = unit.label.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    match &unit.key {
        Some(_) => unit.label.clone(),
        None => first.unwrap_or_default() + letters.as_str(),
    }
}

/// In words; never of too few.
fn standing(completion: Option<Share>) -> &'static str {
    match completion {
        None => "",
        Some(share) if share.whole < FEW => "Terlalu sedikit",
        Some(share) => match share.tenths().unwrap_or(0) {
            900.. => "Baik",
            750..=899 => "Cukup",
            _ => "Perlu perhatian",
        },
    }
}
