//! Laporan Pelaksanaan Kegiatan: chapters, charts with their numbers, annexes, recommendations.

use std::fmt::Write as _;

use dokumen::{Align, Block, Cell, Orientation, Table};
use lapor_domain::figures::{HANDLING_IN_FIVES, figure_name, number, outcome_name};
use lapor_domain::official::Reader;
use lapor_domain::words::Figure;

use super::annex::Telling;
use super::make::Dressing;
use super::model::{Before, Gathered, Group};
use super::pieces::{
    OF_NO_STATE, breakdown, cell, centered, column, completed, few_completed, few_handled,
    handling, largest, received, remark, ring, shown, table, text, texts, trend,
};
use super::words::moment;
use super::{ending, rest, units};

/// Said where an edition for anyone has reports and no months.
const NO_MONTHS: &str = "Angka menurut bulan tidak dimuat: untuk umum, beberapa bulan bersama hanya disebut menurut \
    keadaan pada hari yang lebih awal daripada dokumen ini.";
/// So many units are drawn.
const UNITS: usize = 5;
/// So many categories are drawn.
const CATEGORIES: usize = 10;

pub(super) fn blocks(telling: &Telling<'_>, dressing: &Dressing<'_>) -> Vec<Block> {
    let gathered = telling.gathered;
    let papers = dressing.papers;
    let mut blocks = vec![
        centered("PENGELOLAAN PENGADUAN PELAYANAN PUBLIK SP4N-LAPOR!"),
        centered(gathered.of_whom().to_uppercase()),
        Block::Heading(1, "BAB I PENDAHULUAN".to_owned()),
    ];
    blocks.extend(texts(&papers.introduction));
    blocks.push(Block::Heading(1, "BAB II MAKSUD DAN TUJUAN".to_owned()));
    blocks.extend(texts(&papers.purpose));
    blocks.push(Block::Heading(1, "BAB III HASIL PELAKSANAAN".to_owned()));
    blocks.push(Block::Heading(2, "3.1 Ringkasan".to_owned()));
    blocks.extend(summary(gathered));
    blocks.push(Block::Heading(2, "3.2 Gambar".to_owned()));
    blocks.extend(pictures(gathered));
    blocks.push(Block::Pages(Orientation::Landscape));
    blocks.push(Block::Heading(2, "3.3 Daftar laporan".to_owned()));
    // Before the lists: behind them, where upright pages begin again, it may be all that stands on a page.
    blocks.extend(telling.unlisted());
    blocks.push(Block::Heading(
        3,
        "3.3.1 Daftar laporan dan tanggapannya".to_owned(),
    ));
    blocks.push(Block::Table(telling.fourteen()));
    blocks.push(Block::Heading(
        3,
        "3.3.2 Daftar laporan menurut instansi".to_owned(),
    ));
    blocks.push(Block::Table(telling.fifteen()));
    blocks.push(Block::Pages(Orientation::Portrait));
    blocks.push(Block::Heading(2, "3.4 Rekomendasi".to_owned()));
    blocks.push(Block::Table(recommendations(dressing.advice)));
    blocks.extend(texts(&papers.closing));
    blocks
}

/// Totals and a sentence.
fn summary(gathered: &Gathered) -> Vec<Block> {
    let total = &gathered.total;
    let mut said = format!(
        "{} {} menerima {}.",
        gathered.during(),
        gathered.of_whom(),
        received(gathered, "laporan")
    );
    if let Some(completed) = completed(total, "laporan") {
        let _ = write!(said, " {completed}");
    }
    // The part of a period that has passed is no more or less than the whole of another, and between counts in fives there may
    // be a difference where there is none.
    let is_comparable =
        |before: &&Before| is_over(gathered) && !gathered.in_fives && !before.in_fives;
    if let Some(before) = gathered.before.as_deref().filter(is_comparable) {
        said.push_str(&compared(total.received, before.total.received));
        let _ = write!(said, " {}.", before.period.in_sentence());
    }
    // Last: what stands before it is of the document's moment.
    if let Some(at_end) = ending::said(gathered, "laporan") {
        let _ = write!(said, " {at_end}");
    }
    let mut blocks = vec![text(said), Block::Table(totals(gathered))];
    // Beside the list of what is public, how the others ended would be told by subtraction.
    if total.sure(Figure::Handled) > 0 && gathered.reader == Reader::Inside {
        blocks.push(text(ended(gathered)));
    }
    if total.received > 0 {
        blocks.push(Block::Table(handling(&gathered.handling)));
        blocks.push(remark(
            "Jam kerja menurut kalender instansi, tanpa jeda. Yang masih berjalan dan yang diimpor tidak diukur. Tepat \
             waktu terhadap batas pertama.",
        ));
        blocks.extend(few_handled(&gathered.handling));
        if gathered.reader == Reader::Public {
            blocks.push(remark(HANDLING_IN_FIVES));
        }
        let due = gathered.handling.timely.iter().map(|(_, due)| *due);
        if due.max() > Some(total.received) {
            blocks.push(remark(
                "Laporan yang dibuka kembali mendapat tenggat baru; karena itu yang jatuh tempo lebih banyak daripada \
                 laporannya.",
            ));
        }
    }
    // In fives the two differ also where nothing was merged.
    if gathered.cases != total.received && !gathered.in_fives {
        blocks.push(remark(format!(
            "Laporan yang digabung ditangani bersama: {} laporan adalah {} penanganan.",
            number(total.received),
            number(gathered.cases)
        )));
    }
    blocks
}

/// Whether the period had ended at the document's moment.
fn is_over(gathered: &Gathered) -> bool {
    gathered.as_of >= gathered.period.end(gathered.zone)
}

/// " Jumlah yang diterima naik 12 dari 40 pada".
fn compared(now: u64, then: u64) -> String {
    match now.cmp(&then) {
        std::cmp::Ordering::Greater => format!(
            " Jumlah yang diterima naik {} dari {} pada",
            number(now - then),
            number(then)
        ),
        std::cmp::Ordering::Less => format!(
            " Jumlah yang diterima turun {} dari {} pada",
            number(then - now),
            number(then)
        ),
        std::cmp::Ordering::Equal => " Jumlah yang diterima sama seperti pada".to_owned(),
    }
}

/// How the handled ones were closed.
fn ended(gathered: &Gathered) -> String {
    let [reporter, officer, system] = gathered.closed_by;
    let handled = gathered.total.sure(Figure::Handled);
    let outcomes: Vec<String> = gathered
        .outcomes
        .iter()
        .map(|(outcome, n)| format!("{} {}", number(*n), outcome_name(*outcome).to_lowercase()))
        .collect();
    format!(
        "Dari {} laporan tertangani, {} dikonfirmasi pelapor, {} ditutup petugas, dan {} ditutup sistem karena pelapor tidak \
         menanggapi. Hasilnya: {}.",
        number(handled),
        number(reporter),
        number(officer),
        number(system),
        outcomes.join(", ")
    )
}

/// Total, the seven figures, completion: a column that adds up.
fn totals(gathered: &Gathered) -> Table {
    let total = &gathered.total;
    let mut rows = vec![vec![cell("Total laporan"), Cell::Count(total.received)]];
    for figure in Figure::ALL {
        let name = match figure {
            Figure::Handled => "Selesai (tertangani)",
            Figure::InProcess => "Proses (sedang dalam proses)",
            other => figure_name(*other),
        };
        rows.push(vec![cell(name), shown(total.get(*figure))]);
    }
    if total.unspecified() > 0 {
        let unspecified = Cell::Count(total.unspecified());
        rows.push(vec![cell(OF_NO_STATE), unspecified]);
    }
    rows.push(vec![
        cell("Penyelesaian"),
        super::pieces::share(total.completion()),
    ]);
    table(
        "Ringkasan",
        vec![
            column("Uraian", 60, Align::Left),
            column("Jumlah", 20, Align::Right),
        ],
        rows,
    )
}

/// Charts, each with its numbers.
fn pictures(gathered: &Gathered) -> Vec<Block> {
    let as_of = moment(gathered.as_of, gathered.zone);
    let mut blocks = Vec::new();
    if has_months(gathered) {
        blocks.push(Block::Chart(trend(&gathered.months, &as_of)));
    }
    blocks.push(by_month(gathered));
    if has_months(gathered) {
        blocks.push(remark(format!(
            "Selesai: dari yang masuk dalam bulan itu, yang sudah tertangani pada {as_of}."
        )));
    }
    blocks.extend(rest::note(&gathered.months));
    if gathered.total.received == 0 {
        return blocks;
    }
    let known = |groups: &[Group]| -> Vec<Group> {
        let groups = groups.iter().filter(|group| group.key.is_some());
        groups.cloned().collect()
    };
    let units = known(&gathered.units);
    if !units.is_empty() {
        blocks.push(Block::Chart(largest(
            if gathered.reader == Reader::Public {
                "Perangkat daerah dengan banyak laporan, di antara yang dapat ditampilkan"
            } else {
                "Lima perangkat daerah dengan laporan terbanyak"
            },
            &units,
            UNITS,
        )));
    }
    blocks.extend(units::both(gathered));
    blocks.push(Block::Chart(ring(&gathered.total)));
    blocks.push(Block::Table(states(gathered)));
    let categories = known(&gathered.categories);
    if !categories.is_empty() {
        blocks.push(Block::Chart(largest(
            if gathered.reader == Reader::Public {
                "Kategori dengan banyak laporan, di antara yang dapat ditampilkan"
            } else {
                "Kategori terbanyak"
            },
            &categories,
            CATEGORIES,
        )));
    }
    for (caption, name, groups) in [
        ("Laporan menurut kategori", "Kategori", &gathered.categories),
        (
            "Laporan menurut klasifikasi",
            "Klasifikasi",
            &gathered.types,
        ),
        ("Laporan menurut kanal", "Kanal", &gathered.channels),
    ] {
        blocks.push(Block::Table(breakdown(
            caption,
            name,
            groups,
            &gathered.total,
        )));
        blocks.extend(few_completed(groups, &gathered.total));
        blocks.extend(rest::note(groups));
    }
    blocks
}

/// Whether months are told: of reports that are there, anyone may be told of no month.
fn has_months(gathered: &Gathered) -> bool {
    let lacks = gathered.reader == Reader::Public && gathered.months.is_empty();
    !lacks || gathered.total.received == 0
}

/// The months in numbers, or why there are none.
pub(super) fn by_month(gathered: &Gathered) -> Block {
    if has_months(gathered) {
        Block::Table(months(&gathered.months))
    } else {
        remark(NO_MONTHS)
    }
}

fn months(months: &[Group]) -> Table {
    let rows = months.iter().map(|month| {
        vec![
            cell(&month.label),
            Cell::Count(month.counts.received),
            shown(month.counts.get(Figure::Handled)),
        ]
    });
    table(
        "Laporan masuk dan selesai menurut bulan diterima",
        vec![
            column("Bulan", 40, Align::Left),
            column("Masuk", 20, Align::Right),
            column("Selesai", 20, Align::Right),
        ],
        rows.collect(),
    )
}

fn states(gathered: &Gathered) -> Table {
    let total = &gathered.total;
    let figures = Figure::ALL.iter();
    let figures = figures.map(|figure| (figure_name(*figure), total.sure(*figure)));
    let unspecified = Some((OF_NO_STATE, total.unspecified())).filter(|(_, n)| *n > 0);
    let rows = figures.chain(unspecified).map(|(name, n)| {
        vec![
            cell(name),
            Cell::Count(n),
            super::pieces::share(Some(lapor_domain::figures::Share::of(n, total.received))),
        ]
    });
    table(
        "Laporan menurut keadaan",
        vec![
            column("Keadaan", 40, Align::Left),
            column("Jumlah", 20, Align::Right),
            column("Bagian", 20, Align::Right),
        ],
        rows.collect(),
    )
}

fn recommendations(advice: &[String]) -> Table {
    let rows = advice
        .iter()
        .enumerate()
        .map(|(at, advice)| vec![super::pieces::place(at), cell(advice)]);
    table(
        "Rekomendasi",
        vec![
            column("No.", 6, Align::Right),
            column("Rekomendasi", 94, Align::Left),
        ],
        rows.collect(),
    )
}
