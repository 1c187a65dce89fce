//! Reading made-up exports of every shape, and hostile files.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::io::Write as _;

use jiff::Timestamp;
use jiff::civil::date;
use lapor_app::sp4n::{
    Column, Limits, ProblemKind, ReadError, ReadOptions, Sheet, SourceZone, read,
};
use lapor_domain::sp4n::ImportedState;
use lapor_domain::words::{EndedBy, Figure, ReportType};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

const SEVENTEEN: &str = "Tracking ID,Tanggal Laporan Masuk,Waktu Laporan Masuk,Klasifikasi Laporan,ID Kategori,Kategori,\
    Judul Laporan,Isi Laporan Awal,Isi Laporan Akhir,Tipe Laporan (Anonim/Rahasia),Sumber Laporan,Instansi Induk,\
    Instansi Terdisposisi,Status Laporan,Alasan Tunda/Arsip,Provinsi,Kota/Kabupaten";

fn csv(text: &str) -> Sheet {
    read(text.as_bytes(), "contoh.csv", &ReadOptions::default()).unwrap()
}

fn xlsx(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().unwrap()
}

fn from_xlsx(fill: impl FnOnce(&mut Workbook)) -> Result<Sheet, ReadError> {
    read(&xlsx(fill), "contoh.xlsx", &ReadOptions::default())
}

fn empty_sheet(book: &mut Workbook) {
    book.add_worksheet();
}

fn kinds(sheet: &Sheet) -> Vec<ProblemKind> {
    sheet
        .problems
        .iter()
        .map(|problem| problem.kind.clone())
        .collect()
}

fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn a_row_of_seventeen_columns_is_read_whole() {
    let sheet = csv(&format!(
        "{SEVENTEEN}\n7000001,31 Dec 2024,17:05:09,Pengaduan Tidak Berkadar Pengawasan,1397,Jalan Berlubang,Jalan rusak,\
         \"Jalan rusak,\nmohon diperbaiki\",Jalan rusak parah,Anonim|Rahasia,Website,Pemerintah Kota Contoh,\
         Dinas Pekerjaan Umum,ditutup oleh sistem,,Kalimantan Tengah,Kota Contoh\n"
    ));
    let row = &sheet.rows[0];
    assert_eq!((row.number, row.tracking_id.as_str()), (2, "7000001"));
    assert_eq!(row.received.at, instant("2024-12-31T17:05:09Z"));
    assert!(row.received.time_known);
    assert_eq!(row.classification.report_type, ReportType::Complaint);
    assert_eq!(row.classification.supervisory, Some(false));
    assert_eq!(
        row.text_initial.as_deref(),
        Some("Jalan rusak,\nmohon diperbaiki")
    );
    assert_eq!((row.anonim, row.rahasia), (Some(true), Some(true)));
    assert_eq!(
        row.state,
        ImportedState::Closed {
            by: EndedBy::System
        }
    );
    assert_eq!(
        (
            &row.hold_reason,
            &row.kecamatan,
            &row.reporter_name,
            row.rating
        ),
        (&None, &None, &None, None)
    );
    assert!(sheet.problems.is_empty(), "{:?}", sheet.problems);
    assert_eq!(sheet.columns.found().count(), 17);
    assert!(
        sheet
            .columns
            .missing()
            .any(|column| column == Column::Rating)
    );
}

#[test]
fn the_widest_export_is_read_and_what_has_no_field_is_kept_by_name() {
    let header: Vec<&str> = Column::all()
        .map(Column::header)
        .chain(["Catatan"])
        .collect();
    let mut cells = vec![""; 27];
    for (column, value) in [
        (Column::TrackingId, "7000001"),
        (Column::ReceivedDate, "3 Jan 2026"),
        (Column::ReceivedTime, "02:00"),
        (Column::ReporterName, "Pelapor Contoh"),
        (Column::Status, "Belum Terverifikasi"),
        (Column::DecreeNumber, "SK-1"),
        (Column::Setwapres, "Ya"),
        (Column::Rating, "4"),
    ] {
        cells[Column::all().position(|at| at == column).unwrap()] = value;
    }
    cells[26] = "lihat lampiran";
    let sheet = csv(&format!("{}\n{}\n", header.join(";"), cells.join(";")));
    let row = &sheet.rows[0];
    assert_eq!(sheet.columns.missing().count(), 0);
    assert_eq!(row.reporter_name.as_deref(), Some("Pelapor Contoh"));
    assert_eq!(row.rating, Some(4));
    let other: Vec<(&str, &str)> = row
        .other
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(
        other,
        [
            ("Catatan", "lihat lampiran"),
            ("Laporan yang Masuk melalui Kanal Aduan Setwapres", "Ya"),
            ("Nomor SK", "SK-1")
        ]
    );
}

#[test]
fn every_flavour_of_csv_gives_the_same_rows() {
    let lines = [
        [
            "Status Laporan",
            "Waktu Laporan Masuk",
            "tracking_id",
            "TANGGAL LAPORAN MASUK",
            "Judul Laporan",
        ],
        [
            "Selesai",
            "17.05",
            "7000001",
            "18 Jan 2024",
            "Café tutup – mohon dibuka",
        ],
    ];
    let text = |delimiter: &str| lines.map(|line| line.join(delimiter)).join("\r\n");
    let utf16: Vec<u8> = text("\t")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let windows = encoding_rs::WINDOWS_1252.encode(&text(";")).0.into_owned();
    let files: [(Vec<u8>, bool); 7] = [
        (text(",").into_bytes(), false),
        (text(";").into_bytes(), false),
        (text("\t").into_bytes(), false),
        (text("|").into_bytes(), false),
        (
            [b"\xef\xbb\xbf".as_slice(), text(",").as_bytes()].concat(),
            false,
        ),
        ([b"\xff\xfe".as_slice(), &utf16].concat(), false),
        (windows, true),
    ];
    for (bytes, guessed) in files {
        let sheet = read(&bytes, "x.csv", &ReadOptions::default()).unwrap();
        assert_eq!(
            sheet.rows[0].title.as_deref(),
            Some("Café tutup – mohon dibuka")
        );
        assert_eq!(sheet.rows[0].received.at, instant("2024-01-18T17:05:00Z"));
        assert_eq!(
            kinds(&sheet) == [ProblemKind::EncodingGuessed],
            guessed,
            "{:?}",
            sheet.problems
        );
    }
}

#[test]
fn a_workbook_with_a_preamble_and_excels_own_dates() {
    let sheet = from_xlsx(|book| {
        let day = Format::new().set_num_format("dd mmm yyyy");
        let clock = Format::new().set_num_format("hh:mm:ss");
        let sheet = book.add_worksheet();
        sheet
            .merge_range(0, 0, 1, 1, "Nama Instansi", &Format::new())
            .unwrap();
        sheet
            .merge_range(0, 2, 1, 2, "Pemerintah Kota Contoh", &Format::new())
            .unwrap();
        sheet
            .write(2, 0, "Tanggal Generate")
            .unwrap()
            .write(2, 2, "2025-11-14")
            .unwrap();
        for (at, name) in [
            "Tracking ID",
            "Tanggal Laporan Masuk",
            "Waktu Laporan Masuk",
            "Status Laporan",
        ]
        .iter()
        .enumerate()
        {
            sheet.write(10, at as u16, *name).unwrap();
        }
        let moment = ExcelDateTime::from_ymd(2024, 1, 18).unwrap();
        sheet
            .write(11, 0, 7_000_001)
            .unwrap()
            .write_with_format(11, 1, &moment, &day)
            .unwrap();
        let time = ExcelDateTime::from_hms(17, 5, 9).unwrap();
        sheet
            .write_with_format(11, 2, &time, &clock)
            .unwrap()
            .write(11, 3, "Ditunda")
            .unwrap();
    })
    .unwrap();
    assert_eq!(
        sheet.preamble.body_name.as_deref(),
        Some("Pemerintah Kota Contoh")
    );
    assert_eq!(sheet.preamble.generated_on, Some(date(2025, 11, 14)));
    assert_eq!((sheet.header_row, sheet.rows[0].number), (11, 12));
    assert_eq!(sheet.rows[0].tracking_id, "7000001");
    assert_eq!(sheet.rows[0].received.at, instant("2024-01-18T17:05:09Z"));
    assert_eq!(
        sheet.rows[0].state,
        ImportedState::OnHold {
            return_to_assigned: false
        }
    );
}

#[test]
fn the_source_zone_moves_instants_and_a_cells_own_zone_wins() {
    let text = "Tracking ID,Tanggal Laporan Masuk,Waktu Laporan Masuk,Status\n\
        7000001,2025-01-01,00:05,Selesai\n7000002,2025-01-01,00:05 WIT,Selesai\n";
    let options = ReadOptions {
        source_zone: SourceZone::WIB,
        ..ReadOptions::default()
    };
    let sheet = read(text.as_bytes(), "x.csv", &options).unwrap();
    assert_eq!(sheet.rows[0].received.at, instant("2024-12-31T17:05:00Z"));
    assert_eq!(sheet.rows[1].received.at, instant("2024-12-31T15:05:00Z"));
}

#[test]
fn a_lacking_time_is_marked_and_not_invented() {
    let sheet = csv(
        "Tracking ID,Tanggal Laporan Masuk,Waktu Laporan Masuk,Status\n\
        7000001,18 Jan 2024,,Selesai\n7000002,18 Jan 2024,siang,Selesai\n",
    );
    for row in &sheet.rows {
        assert!(!row.received.time_known);
        assert_eq!(row.received.at, instant("2024-01-18T00:00:00Z"));
        assert_eq!(row.received.written_on, date(2024, 1, 18));
    }
    assert_eq!(
        kinds(&sheet),
        [ProblemKind::TimeMissing, ProblemKind::TimeUnreadable]
    );
    let dates_alone = csv("Tracking ID,Tanggal,Status\n7000001,18 Jan 2024,Selesai\n");
    assert_eq!(kinds(&dates_alone), [ProblemKind::NoTimeColumn]);
}

#[test]
fn only_rows_without_number_or_date_are_held_back() {
    let sheet = csv(
        "Tracking ID,Tanggal,Waktu,Status,Klasifikasi,Tipe Laporan,Rating\n\
        ,18 Jan 2024,10:00,Selesai,,,\n\
        abc,,10:00,Selesai,,,\n\
        7000003,besok,10:00,Selesai,,,\n\
        7000004,01/18/2024,10:00,Selesai,,,\n\
        7000005,18 Jan 1924,10:00,Selesai,,,\n\
        7000006,18 Jan 2024,10:00,Entah,Entah,Entah,9\n\
        12345,18 Jan 2024,10:00,,,,\n",
    );
    assert_eq!((sheet.held_back, sheet.rows.len()), (5, 2));
    assert_eq!(
        sheet
            .problems
            .iter()
            .filter(|problem| problem.held_back())
            .count(),
        6
    );
    let of = |row: u32| -> Vec<ProblemKind> {
        sheet
            .problems
            .iter()
            .filter(|problem| problem.row == Some(row))
            .map(|problem| problem.kind.clone())
            .collect()
    };
    assert_eq!(
        of(3),
        [ProblemKind::TrackingIdUnreadable, ProblemKind::DateMissing]
    );
    assert_eq!(of(5), [ProblemKind::DateMonthFirst]);
    assert_eq!(
        of(7),
        [
            ProblemKind::StatusUnknown,
            ProblemKind::ClassificationUnknown,
            ProblemKind::FlagUnknown,
            ProblemKind::RatingUnreadable
        ]
    );
    assert_eq!(
        of(8),
        [ProblemKind::TrackingIdUnusual, ProblemKind::StatusUnknown]
    );
    let odd = &sheet.rows[0];
    assert_eq!(
        odd.state,
        ImportedState::Unknown {
            raw: "Entah".to_owned()
        }
    );
    assert_eq!(odd.state.figure(), Figure::NotVerified);
    assert_eq!((odd.anonim, odd.rahasia), (Some(true), Some(true)));
}

#[test]
fn the_last_row_of_a_tracking_id_wins() {
    let sheet = csv(
        "Tracking ID,Tanggal,Waktu,Status\n7000001,18 Jan 2024,10:00,Proses\n7000002,18 Jan 2024,10:00,Proses\n\
        7000001,18 Jan 2024,10:00,Selesai\n",
    );
    assert_eq!(sheet.rows.len(), 2);
    assert_eq!(
        (sheet.rows[0].number, sheet.rows[0].state.figure()),
        (4, Figure::Handled)
    );
    assert_eq!(sheet.problems[0].row, Some(2));
    assert_eq!(kinds(&sheet), [ProblemKind::Duplicate { later_row: 4 }]);
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_program_shows_them() {
    let sheet = csv(
        "Nama Instansi,Kota Contoh\n\n\nTracking ID,Tanggal,Waktu,Status,Isi Laporan\r\n\n\
        7000001,18 Jan 2024,10:00,Selesai,\"satu\ndua\r\n\ntiga\"\n\n7000002,18 Jan 2024,10:00,Selesai,x\n",
    );
    assert_eq!(sheet.header_row, 4);
    assert_eq!(
        sheet.rows.iter().map(|row| row.number).collect::<Vec<_>>(),
        [6, 8]
    );
}

#[test]
fn a_repeated_header_and_blank_rows_are_passed_over() {
    let head = "Tracking ID,Tanggal,Waktu,Status";
    let sheet = csv(&format!(
        "{head}\n7000001,18 Jan 2024,10:00,Selesai\n,,,\n{head}\n7000002,18 Jan 2024,10:00,Selesai\n"
    ));
    assert_eq!((sheet.rows.len(), sheet.held_back), (2, 0));
    assert!(sheet.problems.is_empty());
}

#[test]
fn the_body_is_named_by_the_preamble_or_by_most_rows() {
    let rows = "Tracking ID,Tanggal,Waktu,Status,Instansi Induk\n7000001,18 Jan 2024,10:00,Selesai,Kota B\n\
        7000002,18 Jan 2024,10:00,Selesai,Kota A\n7000003,18 Jan 2024,10:00,Selesai,Kota A\n";
    assert_eq!(csv(rows).body_name(), Some("Kota A"));
    assert_eq!(
        csv(&format!("Nama Instansi,Kota C,,,\n{rows}")).body_name(),
        Some("Kota C")
    );
}

#[test]
fn control_characters_nul_and_endless_cells_do_no_harm() {
    let long = "a".repeat(40_000);
    let sheet = csv(&format!(
        "Tracking ID,Tanggal,Waktu,Status,Isi Laporan\n7000001,18 Jan 2024,10:00,Sel\u{0}esai,\u{1b}[31mmerah\u{0}\n\
         7000002,18 Jan 2024,10:00,Selesai,{long}\n"
    ));
    assert_eq!(sheet.rows[0].text_initial.as_deref(), Some("[31mmerah"));
    assert_eq!(sheet.rows[0].state.figure(), Figure::Handled);
    assert_eq!(
        sheet.rows[1].text_initial.as_ref().map(String::len),
        Some(32_767)
    );
    assert_eq!(
        kinds(&sheet),
        [
            ProblemKind::ControlCharacters,
            ProblemKind::ControlCharacters,
            ProblemKind::TextCut
        ]
    );
}

#[test]
fn formulas_count_as_their_stored_result_and_errors_as_empty() {
    let sheet = from_xlsx(|book| {
        let sheet = book.add_worksheet();
        for (at, name) in [
            "Tracking ID",
            "Tanggal",
            "Waktu",
            "Status",
            "Kategori",
            "Judul",
        ]
        .iter()
        .enumerate()
        {
            sheet.write(0, at as u16, *name).unwrap();
        }
        for row in 1..=2 {
            sheet
                .write(row, 1, "18 Jan 2024")
                .unwrap()
                .write(row, 2, "10:00")
                .unwrap()
                .write(row, 3, "Selesai")
                .unwrap();
        }
        sheet
            .write_formula(1, 0, Formula::new("=7000000+1").set_result("7000001"))
            .unwrap();
        sheet
            .write_formula(1, 4, Formula::new("=A0").set_result("#REF!"))
            .unwrap();
        sheet.write(1, 5, "=cmd|' /C calc'!A0").unwrap();
        // A formula that was never computed has no result.
        sheet
            .write_formula(2, 0, Formula::new("=7000000+2").set_result(""))
            .unwrap();
        // One cell in the last corner must not lay out a grid of seventeen thousand million.
        sheet.write(1_048_575, 16_383, "x").unwrap();
    })
    .unwrap();
    assert_eq!(sheet.rows.len(), 1);
    assert_eq!(sheet.rows[0].title.as_deref(), Some("=cmd|' /C calc'!A0"));
    assert_eq!(sheet.rows[0].category, None);
    assert!(
        kinds(&sheet).contains(&ProblemKind::CellError),
        "{:?}",
        sheet.problems
    );
    assert_eq!(sheet.held_back, 1);
}

#[test]
fn the_sheet_with_a_header_is_found_and_a_second_one_named() {
    let sheet = from_xlsx(|book| {
        book.add_worksheet().write(0, 0, "Petunjuk").unwrap();
        book.add_worksheet();
        for id in [7_000_001, 7_000_002] {
            let sheet = book.add_worksheet();
            for (at, name) in ["Tracking ID", "Tanggal", "Waktu", "Status"]
                .iter()
                .enumerate()
            {
                sheet.write(0, at as u16, *name).unwrap();
            }
            sheet
                .write(1, 0, id)
                .unwrap()
                .write(1, 1, "18 Jan 2024")
                .unwrap();
            sheet
                .write(1, 2, "10:00")
                .unwrap()
                .write(1, 3, "Selesai")
                .unwrap();
        }
    })
    .unwrap();
    assert_eq!(sheet.rows[0].tracking_id, "7000001");
    assert_eq!(kinds(&sheet), [ProblemKind::SheetNotRead]);
    assert_eq!(sheet.problems[0].content, "Sheet4");
}

#[test]
fn what_is_no_export_is_refused_with_a_reason() {
    let refused = |bytes: &[u8]| read(bytes, "x.xlsx", &ReadOptions::default()).unwrap_err();
    assert!(matches!(refused(b""), ReadError::Empty));
    assert!(matches!(refused(b"\xef\xbb\xbf \r\n"), ReadError::Empty));
    assert!(matches!(
        refused(b"%PDF-1.7"),
        ReadError::NotASpreadsheet { found: "PDF" }
    ));
    assert!(matches!(
        refused(&[7, 0, 0, 0, 9, 0, 0, 0]),
        ReadError::NotASpreadsheet { .. }
    ));
    assert!(matches!(
        refused(b"<html><table>"),
        ReadError::OtherFormat { .. }
    ));
    assert!(matches!(
        refused(b"halo dunia\n1,2,3\n"),
        ReadError::NoHeader { searched: 2 }
    ));
    assert!(matches!(
        refused(b"Tracking ID,Status\n7000001,Selesai\n"),
        ReadError::NoDateColumn { header_row: 1 }
    ));
    assert!(matches!(
        refused(b"PK\x03\x04rusak"),
        ReadError::Damaged { .. }
    ));
    assert!(matches!(
        from_xlsx(empty_sheet),
        Err(ReadError::NoHeader { .. })
    ));
    let mut cut = xlsx(empty_sheet);
    cut.truncate(cut.len() / 2);
    assert!(matches!(refused(&cut), ReadError::Damaged { .. }));

    let compound = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 512]].concat();
    assert!(matches!(refused(&compound), ReadError::OtherFormat { .. }));
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let error = refused(&[compound.as_slice(), &name].concat());
    assert!(matches!(error, ReadError::Password) && error.to_string().contains("kata sandi"));
}

#[test]
fn an_archive_that_is_no_workbook_says_what_it_is() {
    let archive = |part: &str| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        zip.start_file(part, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(b"x").unwrap();
        read(
            &zip.finish().unwrap().into_inner(),
            "x.xlsx",
            &ReadOptions::default(),
        )
        .unwrap_err()
    };
    assert!(matches!(
        archive("a.txt"),
        ReadError::NotASpreadsheet { found: "arsip ZIP" }
    ));
    assert!(archive("content.xml").to_string().contains(".ods"));
    assert!(archive("xl/workbook.bin").to_string().contains(".xlsb"));
    assert!(matches!(
        archive("xl/workbook.xml"),
        ReadError::Damaged { .. }
    ));
}

#[test]
fn limits_hold() {
    let options = |limits| ReadOptions {
        limits,
        ..ReadOptions::default()
    };
    let rows =
        "Tracking ID,Tanggal,Status\n7000001,18 Jan 2024,Selesai\n7000002,18 Jan 2024,Selesai\n"
            .as_bytes();
    let few_rows = options(Limits {
        rows: 1,
        ..Limits::default()
    });
    assert!(matches!(
        read(rows, "x", &few_rows),
        Err(ReadError::TooManyRows { limit: 1 })
    ));
    let small = options(Limits {
        file_bytes: 10,
        ..Limits::default()
    });
    assert!(matches!(
        read(rows, "x", &small),
        Err(ReadError::TooLarge { limit: 10, .. })
    ));

    // Ten megabytes of one letter are a few kilobytes in the container.
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for part in ["xl/workbook.xml", "xl/sharedStrings.xml"] {
        zip.start_file(part, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(&vec![b'x'; 10 << 20]).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 100_000);
    let tight = options(Limits {
        unpacked_bytes: 15 << 20,
        ..Limits::default()
    });
    assert!(matches!(
        read(&bomb, "x", &tight),
        Err(ReadError::UnpacksTooLarge { .. })
    ));

    // One shared text, many cells: small in the container, large in memory.
    let echo = xlsx(|book| {
        let text = "y".repeat(30_000);
        let sheet = book.add_worksheet();
        sheet
            .write(0, 0, "Tracking ID")
            .unwrap()
            .write(0, 1, "Tanggal")
            .unwrap();
        for row in 1..200 {
            sheet.write(row, 2, text.as_str()).unwrap();
        }
    });
    let tight = options(Limits {
        unpacked_bytes: 2 << 20,
        ..Limits::default()
    });
    assert!(matches!(
        read(&echo, "x", &tight),
        Err(ReadError::UnpacksTooLarge { .. })
    ));
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

    /// Whatever the bytes are, there is an answer: a sheet or a reason.
    #[test]
    fn no_bytes_bring_the_reader_down(changes in proptest::collection::vec((proptest::prelude::any::<u16>(), proptest::prelude::any::<u8>()), 1..12)) {
        let workbook = xlsx(|book| {
            let sheet = book.add_worksheet();
            sheet.write(0, 0, "Tracking ID").unwrap().write(0, 1, "Tanggal").unwrap().write(0, 2, "Status").unwrap();
            sheet.write(1, 0, 7_000_001).unwrap().write(1, 1, "18 Jan 2024").unwrap().write(1, 2, "Selesai").unwrap();
        });
        let text = b"\"Tracking ID\";Tanggal;Waktu;Status\r\n7000001;18 Jan 2024;17.05;\"Selesai\"\r\n7000002;45309;0,5;Proses\r\n".to_vec();
        for mut bytes in [workbook, text] {
            for (at, byte) in &changes {
                let length = bytes.len();
                if let Some(slot) = bytes.get_mut(usize::from(*at) % length) {
                    *slot = *byte;
                }
            }
            if let Ok(sheet) = read(&bytes, "x", &ReadOptions::default()) {
                for problem in &sheet.problems {
                    proptest::prop_assert!(!problem.message().is_empty() && !problem.remedy().is_empty());
                }
            }
        }
    }
}
