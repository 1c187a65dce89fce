//! Tables per unit, in both shapes that offices use.

use dokumen::{Align, Block, Cell, Table};
use lapor_domain::figures::{FEW, Share};
use lapor_domain::words::Figure;

use super::model::{Counts, Gathered, Group};
use super::pieces::{
    UNSPECIFIED, cell, centered, column, counted, how_completed, leaves, nothing, place, received,
    remark, share, shown, table, text,
};
use super::{rest, warning};

/// Completion from which a unit stands well, and from which it does fairly, in percent. Neither law nor the national system
/// has such bounds; below the table it is said what they are.
const GOOD: u64 = 90;
const FAIR: u64 = 75;

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
    let leaves = leaves(&gathered.units, &gathered.total);
    let mut blocks = vec![
        Block::Table(short(gathered, leaves)),
        remark(format!(
            "Proses: sedang dalam proses ditambah belum ditindaklanjuti. Masuk dikurangi Proses{} dan Selesai adalah laporan \
             yang belum diverifikasi, ditunda, diarsipkan, atau diteruskan.",
            if leaves { ", Tidak dirinci," } else { "" }
        )),
        Block::Table(watch(gathered, leaves)),
        remark(how_watched(leaves)),
    ];
    blocks.extend(warning::blocks(gathered));
    blocks.extend(rest::note(&gathered.units));
    blocks
}

/// No | SKPD | Masuk | Proses | Selesai; for anyone also what is told of no state.
fn short(gathered: &Gathered, leaves: bool) -> Table {
    let cells = |counts: &Counts| {
        let mut cells = vec![
            Cell::Count(counts.received),
            shown(counts.sum(&[Figure::InProcess, Figure::NotFollowedUp])),
            shown(counts.get(Figure::Handled)),
        ];
        cells.extend(leaves.then(|| Cell::Count(counts.unspecified())));
        cells
    };
    let rows = gathered.units.iter().enumerate().map(|(at, unit)| {
        let mut row = vec![place(at), cell(name(unit))];
        row.extend(cells(&unit.counts));
        row
    });
    let mut heads = vec!["Masuk", "Proses", "Selesai"];
    heads.extend(leaves.then_some(UNSPECIFIED));
    let mut made = table(
        "Laporan menurut perangkat daerah",
        counted("SKPD", &heads),
        rows.collect(),
    );
    let mut sum = vec![Cell::Empty, cell("Jumlah")];
    sum.extend(cells(&gathered.total));
    made.total = Some(sum);
    made
}

/// What stands below [`watch`].
fn how_watched(leaves: bool) -> String {
    format!(
        "Ditindaklanjuti: sudah dijawab dan masih dalam proses; yang sudah selesai tidak dihitung lagi di sini. Belum ada \
         tanggapan: sudah didisposisi, belum dijawab. {} Status hanya menurut penyelesaian, bukan menurut mutu jawaban: \
         {GOOD} % ke atas Baik, {FAIR} % sampai di bawah {GOOD} % Cukup, di bawah {FAIR} % Perlu perhatian; batas ini \
         ketentuan produk ini. Unit yang penyebutnya kurang dari {FEW} laporan tidak dinilai. Tanda – berarti angka itu tidak \
         dirinci.",
        how_completed(leaves)
    )
}

/// Nama SKPD | Total | Selesai | Ditindaklanjuti | Belum ada tanggapan | Penyelesaian % | Status; for anyone also what is told
/// of no state.
fn watch(gathered: &Gathered, leaves: bool) -> Table {
    let cells = |counts: &Counts, judged: bool| {
        let completion = counts.completion();
        let mut cells = vec![
            Cell::Count(counts.received),
            shown(counts.get(Figure::Handled)),
            shown(counts.get(Figure::InProcess)),
            shown(counts.get(Figure::NotFollowedUp)),
        ];
        cells.extend(leaves.then(|| Cell::Count(counts.unspecified())));
        cells.extend([
            share(completion),
            if judged {
                cell(standing(completion))
            } else {
                Cell::Empty
            },
        ]);
        cells
    };
    let rows = gathered.units.iter().map(|unit| {
        let mut row = vec![cell(name(unit))];
        row.extend(cells(&unit.counts, unit.key.is_some()));
        row
    });
    let mut columns = vec![
        column("Nama SKPD", 40, Align::Left),
        column("Total", 10, Align::Right),
        column("Selesai", 10, Align::Right),
        column("Ditindaklanjuti", 14, Align::Right),
        column("Belum ada tanggapan", 14, Align::Right),
    ];
    columns.extend(leaves.then(|| column(UNSPECIFIED, 14, Align::Right)));
    columns.extend([
        column("Penyelesaian %", 13, Align::Right),
        column("Status", 18, Align::Left),
    ]);
    let mut made = table("Pemantauan tindak lanjut", columns, rows.collect());
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
        // As it is printed, with one decimal.
        Some(share) => match share.tenths().unwrap_or(0) {
            tenths if tenths >= GOOD * 10 => "Baik",
            tenths if tenths >= FAIR * 10 => "Cukup",
            _ => "Perlu perhatian",
        },
    }
}
