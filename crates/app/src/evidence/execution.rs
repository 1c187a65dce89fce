//! Execution: how many reports, of what, and how they were handled in time.

use lapor_domain::clock::ClockKind;
use lapor_domain::figures::{Punctuality, completion};
use lapor_domain::words::Figure;
use lapor_store::figures::{Answer, Dimension, Performance};

use super::sheet::{Part, Sheet, percent, text};

/// Breakdowns of the year's figures: file, title, and the question each answers.
pub(super) const BREAKDOWNS: [(Dimension, &str, &str, &str); 5] = [
    (
        Dimension::Unit,
        "per-unit",
        "Angka per unit",
        "Bagaimana tindak lanjut setiap perangkat daerah?",
    ),
    (
        Dimension::Category,
        "per-kategori",
        "Angka per kategori",
        "Tentang apa pengaduan masyarakat?",
    ),
    (
        Dimension::Channel,
        "per-saluran",
        "Angka per saluran",
        "Melalui kanal apa saja masyarakat mengadu?",
    ),
    (
        Dimension::Type,
        "per-jenis",
        "Angka per jenis",
        "Apakah pengaduan, permintaan informasi, dan aspirasi dibedakan?",
    ),
    (
        Dimension::Region,
        "per-wilayah",
        "Angka per wilayah",
        "Dari wilayah mana pengaduan datang?",
    ),
];

pub(super) fn breakdown(
    name: &'static str,
    title: &'static str,
    answers: &'static str,
    answer: &Answer,
) -> Sheet {
    let mut columns = vec!["value", "received"];
    columns.extend(Figure::ALL.iter().map(|figure| figure.as_str()));
    columns.extend(["completion_percent", "unspecified"]);
    let mut rows: Vec<Vec<String>> = answer
        .rows
        .iter()
        .map(|row| {
            let mut cells = vec![row.label.clone(), row.cohort.received.to_string()];
            cells.extend(Figure::ALL.iter().map(|figure| text(row.shown(*figure))));
            cells.push(row.completion().map(percent).unwrap_or_default());
            cells.push(row.cohort.unspecified().to_string());
            cells
        })
        .collect();
    let mut total = vec!["jumlah".to_owned(), answer.total.received.to_string()];
    total.extend(
        Figure::ALL
            .iter()
            .map(|figure| answer.total.of(*figure).to_string()),
    );
    total.push(percent(completion(&answer.total)));
    total.push(answer.total.unspecified().to_string());
    rows.push(total);
    Sheet {
        part: Part::Execution,
        name,
        title,
        answers,
        about: "Laporan yang diterima dalam tahun itu menurut keadaannya pada saat acuan; ketujuh angka dan yang tidak dirinci (unspecified) berjumlah sama dengan yang diterima. Untuk umum, laporan yang belum dibuka dihitung per lima dalam rincian.",
        columns,
        rows,
    }
}

pub(super) fn punctuality(done: &Performance) -> Sheet {
    let row = |(kind, kept): &(ClockKind, Punctuality)| {
        vec![
            kind.to_string(),
            kept.first.part.to_string(),
            kept.first.whole.to_string(),
            percent(kept.first),
            percent(kept.extended),
        ]
    };
    Sheet {
        part: Part::Execution,
        name: "ketepatan-waktu",
        title: "Ketepatan waktu",
        answers: "Berapa banyak pengaduan yang diverifikasi, ditindaklanjuti, dan diselesaikan tepat waktu?",
        about: "Batas waktu yang dipenuhi dari yang dipenuhi dan dilanggar, terhadap batas pertama dan terhadap batas yang diperpanjang.",
        columns: vec![
            "clock",
            "met",
            "decided",
            "on_time_percent",
            "on_time_extended_percent",
        ],
        rows: done.on_time.iter().map(row).collect(),
    }
}

pub(super) fn times(done: &Performance) -> Sheet {
    let rows = [
        ("to_verify", &done.to_verify),
        ("to_first_follow_up", &done.to_first_follow_up),
        ("to_resolve", &done.to_resolve),
    ];
    Sheet {
        part: Part::Execution,
        name: "lama-layanan",
        title: "Lama layanan",
        answers: "Berapa lama pengaduan diverifikasi, ditindaklanjuti, dan diselesaikan?",
        about: "Median dan persentil ke-90, dalam menit jam kantor dan hari kalender; hanya putaran pertama, jeda tidak dihitung.",
        columns: vec![
            "stretch",
            "n",
            "running",
            "median_minutes",
            "p90_minutes",
            "median_days",
            "p90_days",
        ],
        rows: rows
            .map(|(name, times)| {
                let (work, days) = (times.working_minutes, times.calendar_days);
                vec![
                    name.to_owned(),
                    work.n.to_string(),
                    work.running.to_string(),
                    text(work.median),
                    text(work.p90),
                    text(days.median),
                    text(days.p90),
                ]
            })
            .into(),
    }
}
