//! A document with a piece of every kind.

use dokumen::{
    Align, Block, Cell, Column, Document, Letterhead, Orientation, Paragraph, Run, Signature, Table,
};
use grafik::{Chart, Kind, Point, Series};
use jiff::civil::date;

/// A column.
pub(crate) fn column(title: &str, width: u16, align: Align) -> Column {
    Column {
        title: title.into(),
        width,
        align,
    }
}

/// A chart of one or two series.
pub(crate) fn chart(
    kind: Kind,
    title: &str,
    categories: &[&str],
    series: &[(&str, &[f64])],
) -> Chart {
    Chart {
        kind,
        title: title.into(),
        description: format!("{title}."),
        unit: "laporan".into(),
        categories: categories.iter().map(|&name| name.into()).collect(),
        series: series
            .iter()
            .map(|(name, values)| Series {
                name: (*name).into(),
                points: values
                    .iter()
                    .map(|value| Point {
                        value: Some(*value),
                        ..Point::default()
                    })
                    .collect(),
            })
            .collect(),
    }
}

/// An empty document.
pub(crate) fn blank() -> Document {
    Document {
        title: "Laporan pelaksanaan kegiatan".into(),
        subject: "Periode Juli 2023".into(),
        author: "Dinas Komunikasi dan Informatika".into(),
        language: "id".into(),
        made_at: "2023-08-01T01:30:00Z".parse().unwrap(),
        letterhead: None,
        footer: "Keadaan sampai dengan 31 Juli 2023".into(),
        watermark: None,
        blocks: Vec::new(),
    }
}

/// A row of the annex.
pub(crate) fn row(n: u64) -> Vec<Cell> {
    vec![
        Cell::Count(n),
        Cell::Date(date(2023, 7, 1)),
        Cell::Text(format!("{:07}", 5_100_000 + n)),
        Cell::Link {
            text: format!("Lampu jalan padam di Jalan Tjilik Riwut km {n}"),
            to: format!("https://lapor.example/laporan/{n}"),
        },
        Cell::Text("Dinas Perhubungan".into()),
        Cell::Text(
            "Sudah diperbaiki oleh petugas pada hari yang sama; terima kasih atas laporan Saudara."
                .into(),
        ),
        Cell::Text("Selesai".into()),
        Cell::Percent(972),
    ]
}

/// The annex with so many rows.
pub(crate) fn annex(rows: u64) -> Table {
    Table {
        caption: "Lampiran: daftar laporan".into(),
        columns: vec![
            column("No.", 2, Align::Right),
            column("Tanggal", 4, Align::Left),
            column("Tracking ID", 4, Align::Left),
            column("Judul", 9, Align::Left),
            column("Perangkat daerah", 6, Align::Left),
            column("Tanggapan", 12, Align::Left),
            column("Keterangan", 4, Align::Left),
            column("Nilai", 3, Align::Right),
        ],
        rows: (1..=rows).map(row).collect(),
        total: None,
    }
}

/// A piece of every kind.
pub(crate) fn document() -> Document {
    let months = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul"];
    let bold = |text: &str| Run {
        text: text.into(),
        bold: true,
        ..Run::default()
    };
    let plain = |text: &str| Run {
        text: text.into(),
        ..Run::default()
    };
    let per_unit = Table {
        caption: "Laporan per perangkat daerah".into(),
        columns: vec![
            column("Perangkat daerah", 6, Align::Left),
            column("Masuk", 2, Align::Left),
            column("Selesai", 2, Align::Left),
            column("Penyelesaian", 2, Align::Left),
            column("Rata-rata (jam kerja)", 3, Align::Left),
        ],
        rows: vec![
            vec![
                Cell::Text("Dinas Pekerjaan Umum dan Penataan Ruang".into()),
                Cell::Count(1_234),
                Cell::Count(1_200),
                Cell::Percent(972),
                Cell::Decimal(1_234.5, 1),
            ],
            vec![
                Cell::Text("=HYPERLINK(\"http://jahat.example\")".into()),
                Cell::Count(0),
                Cell::Count(0),
                Cell::Empty,
                Cell::Empty,
            ],
        ],
        total: Some(vec![
            Cell::Text("Jumlah".into()),
            Cell::Count(1_234),
            Cell::Count(1_200),
            Cell::Percent(972),
            Cell::Empty,
        ]),
    };
    Document {
        letterhead: Some(Letterhead {
            government: "PEMERINTAH KOTA PALANGKA RAYA".into(),
            office: "DINAS KOMUNIKASI, INFORMATIKA, STATISTIK DAN PERSANDIAN".into(),
            lines: vec![
                "Jalan Tjilik Riwut km 5,5 Palangka Raya 73112".into(),
                "Telepon (0536) 000000".into(),
            ],
            emblem: None,
        }),
        watermark: Some("DRAF".into()),
        blocks: vec![
            Block::Heading(1, "BAB I Pendahuluan".into()),
            Block::Paragraph(Paragraph {
                align: Align::Justify,
                runs: vec![
                    plain("Selama tahun 2023 diterima "),
                    bold("606 pengaduan"),
                    plain(
                        "; 589 telah ditangani, 12 dalam proses, 5 belum ditindaklanjuti. Setiap angka dapat dibuka sampai ke laporan yang dihitungnya, dan sama setiap kali dihitung lagi untuk hari yang sama.",
                    ),
                ],
            }),
            Block::List {
                numbered: true,
                items: vec![
                    Paragraph::plain("Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik."),
                    Paragraph::plain("Peraturan Presiden Nomor 76 Tahun 2013."),
                ],
            },
            Block::List {
                numbered: false,
                items: vec![
                    Paragraph::plain("Satu pintu."),
                    Paragraph::plain("Tidak ada pintu yang salah."),
                ],
            },
            Block::Heading(2, "Ringkasan".into()),
            Block::Table(per_unit),
            Block::Chart(chart(
                Kind::Line,
                "Laporan masuk dan selesai per bulan",
                &months,
                &[
                    ("Masuk", &[42.0, 51.0, 39.0, 61.0, 55.0, 48.0, 66.0]),
                    ("Selesai", &[40.0, 50.0, 38.0, 60.0, 55.0, 40.0, 52.0]),
                ],
            )),
            Block::Chart(chart(
                Kind::Ring,
                "Status laporan",
                &["Tertangani", "Dalam proses", "Belum ditindaklanjuti"],
                &[("Laporan", &[589.0, 12.0, 5.0])],
            )),
            Block::Chart(chart(
                Kind::Bars,
                "Lima perangkat daerah terbanyak",
                &[
                    "Dinas Pekerjaan Umum dan Penataan Ruang",
                    "Dinas Perhubungan",
                    "Dinas Lingkungan Hidup",
                ],
                &[("Laporan", &[120.0, 88.0, 61.0])],
            )),
            Block::Chart(chart(
                Kind::Stacked,
                "Jenis laporan",
                &["Mei", "Jun", "Jul"],
                &[
                    ("Pengaduan", &[40.0, 30.0, 50.0]),
                    ("Aspirasi", &[10.0, 12.0, 9.0]),
                ],
            )),
            Block::Chart(chart(
                Kind::Columns,
                "Kanal",
                &["Situs", "WhatsApp", "Tatap muka"],
                &[
                    ("Masuk", &[40.0, 30.0, 5.0]),
                    ("Selesai", &[31.0, 28.0, 5.0]),
                ],
            )),
            Block::Pages(Orientation::Landscape),
            Block::Heading(1, "Lampiran".into()),
            Block::Table(annex(60)),
            Block::Pages(Orientation::Portrait),
            Block::Paragraph(Paragraph::plain(
                "Demikian laporan ini dibuat untuk dipergunakan sebagaimana mestinya.",
            )),
            Block::Signature(Signature {
                place_and_date: "Palangka Raya, 1 Agustus 2023".into(),
                office: "Kepala Dinas Komunikasi, Informatika, Statistik dan Persandian".into(),
                name: "NAMA PEJABAT, S.Kom.".into(),
                lines: vec![
                    "Pembina Utama Muda".into(),
                    "NIP 00000000 000000 0 000".into(),
                ],
            }),
        ],
        ..blank()
    }
}
