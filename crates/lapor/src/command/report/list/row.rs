//! A report as a row, in the words of documents.

use dokumen::{Align, Cell, Column};
use lapor_app::official;
use lapor_app::report::case::{CaseView, ClockView};
use lapor_domain::clock::ClockKind;
use lapor_domain::figures::{channel_name, type_name};

/// Heads and widths, in characters.
const COLUMNS: [(&str, u16); 17] = [
    ("Nomor", 16),
    ("Diterima", 20),
    ("Kanal", 14),
    ("Jenis", 22),
    ("Kategori", 24),
    ("Kode wilayah", 14),
    ("Perangkat daerah", 30),
    ("Judul", 40),
    ("Isi (disamarkan)", 60),
    ("Keadaan", 30),
    ("Putaran", 8),
    ("Hasil", 20),
    ("Alasan arsip", 20),
    ("Tindak lanjut pertama tepat waktu", 14),
    ("Jawaban akhir tepat waktu", 14),
    ("Nilai pelapor", 8),
    ("Nomor asal", 16),
];

pub(super) fn columns() -> Vec<Column> {
    COLUMNS
        .into_iter()
        .map(|(title, width)| Column {
            title: title.to_owned(),
            width,
            align: Align::Left,
        })
        .collect()
}

pub(super) fn row(case: &CaseView) -> Vec<Cell> {
    let matter = |words: String| {
        if case.tells_matter {
            Cell::Text(words)
        } else {
            Cell::Empty
        }
    };
    let local = case.zone.local(case.received_at);
    let channel = case.unmapped_channel.clone();
    let channel = channel.unwrap_or_else(|| channel_name(case.channel).to_owned());
    vec![
        Cell::Text(case.tracking.grouped()),
        if case.day_only {
            Cell::Date(local.date())
        } else {
            Cell::DateTime(local)
        },
        matter(channel),
        matter(type_name(case.report_type).to_owned()),
        text(case.category.clone()),
        text(case.region.clone()),
        text(case.lead.clone().filter(|_| case.tells_matter)),
        text(case.title.clone()),
        text(case.text_public.words().map(str::to_owned)),
        Cell::Text(official::state(case)),
        Cell::Count(u64::from(case.round)),
        text(case.outcome.map(|code| official::outcome(code).to_owned())),
        text(
            case.archive_reason
                .map(|code| official::archive_reason(code).to_owned()),
        ),
        kept(case, ClockKind::FirstFollowUp),
        kept(case, ClockKind::Resolution),
        case.rating
            .filter(|_| case.tells_matter)
            .map_or(Cell::Empty, |stars| Cell::Count(u64::from(stars))),
        text(
            case.import
                .as_ref()
                .map(|(id, _)| id.clone())
                .filter(|_| case.tells_matter),
        ),
    ]
}

fn text(words: Option<String>) -> Cell {
    words.map_or(Cell::Empty, Cell::Text)
}

/// Of the first round: yes, no, or not known yet.
fn kept(case: &CaseView, kind: ClockKind) -> Cell {
    let clock: Option<&ClockView> = case.clocks.iter().find(|clock| clock.clock == kind);
    match clock.and_then(|clock| clock.met) {
        Some(true) => Cell::Text("ya".to_owned()),
        Some(false) => Cell::Text("tidak".to_owned()),
        None => Cell::Empty,
    }
}
