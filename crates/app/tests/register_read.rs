//! Registers of every kind: read by their words, by a mapping, and refused with a sentence.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fmt::Write as _;

use jiff::civil::date;
use lapor_app::register::{
    Converted, Field, Grid, GridOptions, Names, RegisterError, RegisterMapping, RowKey, convert,
    propose, read_grid, write_rows_to_mend,
};
use lapor_app::sp4n::{Limits, ProblemKind, SourceZone};
use lapor_domain::sp4n::ImportedState;
use lapor_domain::words::{Channel, EndedBy};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

const HEADER: [&str; 9] = [
    "No",
    "Tgl. Masuk",
    "Nama Pelapor",
    "No. HP / WA",
    "Isi Aduan",
    "OPD Terkait",
    "Status",
    "Tindak Lanjut",
    "Kanal",
];

fn rows() -> Vec<[String; 9]> {
    let row = |cells: [&str; 9]| cells.map(str::to_owned);
    vec![
        row([
            "1",
            "05/03/2019",
            "Warga Satu",
            "0812-0000-0001",
            "Lampu jalan mati, gelap; \"parah\"\nsudah lama",
            "Dishub",
            "Selesai",
            "Sudah diganti",
            "WA",
        ]),
        row([
            "2",
            "6 Maret 2019",
            "Anonim",
            "-",
            "Sampah menumpuk di pasar — bau",
            "DLH",
            "On Progress",
            "",
            "Datang langsung",
        ]),
        row([
            "3",
            "kemarin",
            "Warga Tiga",
            "0812-0000-0003",
            "Jalan berlubang",
            "PUPR",
            "Selesai",
            "",
            "Surat",
        ]),
        row([
            "4",
            "2019-03-08",
            "Warga Empat",
            "tidak ada",
            "Air mati",
            "PDAM",
            "Entah",
            "",
            "Burung",
        ]),
    ]
}

fn csv_text(separator: u8) -> String {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .from_writer(Vec::new());
    writer.write_record(HEADER).unwrap();
    for row in rows() {
        writer.write_record(row).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

fn grid(bytes: &[u8]) -> Grid {
    read_grid(bytes, "Buku Aduan 2019.csv", &GridOptions::default()).unwrap()
}

fn converted(grid: &Grid, mapping: &RegisterMapping) -> Result<Converted, RegisterError> {
    let key = |key: RowKey<'_>| match key {
        RowKey::Number { register, number } => format!("{register}:{number}"),
        RowKey::Content(parts) => parts.join("|"),
    };
    convert(
        grid,
        mapping,
        &Names::default(),
        SourceZone::WIB,
        date(2026, 1, 5),
        &key,
    )
}

fn check_proposed(bytes: &[u8]) {
    let grid = grid(bytes);
    let mapping = propose(&grid, &Names::default()).unwrap();
    for (field, column) in [
        (Field::Date, "Tgl. Masuk"),
        (Field::Name, "Nama Pelapor"),
        (Field::Phone, "No. HP / WA"),
        (Field::Text, "Isi Aduan"),
        (Field::Unit, "OPD Terkait"),
        (Field::Status, "Status"),
        (Field::Answer, "Tindak Lanjut"),
        (Field::Channel, "Kanal"),
    ] {
        assert_eq!(mapping.column(field), Some(column));
    }
    assert_eq!(
        mapping.column(Field::Key),
        None,
        "rows counted from one are no number"
    );
    assert_eq!(mapping.name, "buku-aduan-2019");
    let status = |word: &str| mapping.status.0.get(word).map(String::as_str);
    assert_eq!(
        (status("Selesai"), status("On Progress"), status("Entah")),
        (Some("selesai"), Some("proses"), Some(""))
    );
    let read = converted(&grid, &mapping).unwrap();
    assert_eq!((read.rows.len(), read.held_back), (3, 1));
    let first = &read.rows[0];
    assert_eq!(first.received.written_on, date(2019, 3, 5));
    assert!(!first.received.time_known, "no time is invented");
    assert_eq!(
        first.state,
        ImportedState::Closed {
            by: EndedBy::Officer
        }
    );
    assert_eq!(
        first.contacts.phone.as_ref().unwrap().expose(),
        "+6281200000001"
    );
    assert_eq!(first.channel, Some(Channel::Chat));
    assert!(
        first
            .text_initial
            .as_deref()
            .unwrap()
            .contains("\"parah\"\nsudah lama")
    );
    assert_eq!(
        first.other.get("Tindak lanjut").map(String::as_str),
        Some("Sudah diganti")
    );
    assert_eq!(read.rows[1].anonim, Some(true));
    assert!(
        read.rows[1]
            .text_initial
            .as_deref()
            .unwrap()
            .contains("— bau")
    );
    let third = &read.rows[2];
    assert!(third.state.is_unknown() && third.channel.is_none() && third.contacts.phone.is_none());
    assert_eq!(read.unknown_status.get("Entah"), Some(&1));
    let kinds: Vec<_> = read
        .problems
        .iter()
        .map(|problem| (problem.row.unwrap(), problem.kind.clone()))
        .collect();
    assert!(
        kinds
            .iter()
            .any(|(_, kind)| *kind == ProblemKind::DateUnreadable),
        "{kinds:?}"
    );
    assert!(
        kinds
            .iter()
            .any(|(_, kind)| *kind == ProblemKind::ContactUnreadable),
        "{kinds:?}"
    );
}

#[test]
fn any_separator_and_encoding_reads_the_same() {
    for separator in [b',', b';', b'\t', b'|', b'^', b'~'] {
        let text = csv_text(separator);
        check_proposed(text.as_bytes());
        check_proposed(format!("\u{feff}{text}").as_bytes());
        let mut utf16 = vec![0xff, 0xfe];
        utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        check_proposed(&utf16);
        let mut big = vec![0xfe, 0xff];
        big.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        check_proposed(&big);
        // Windows-1252: the dash is one byte.
        let mut old = Vec::new();
        for c in text.chars() {
            old.push(if c == '—' { 0x97 } else { c as u8 });
        }
        check_proposed(&old);
        assert!(grid(&old).encoding_guessed);
    }
}

#[test]
fn a_workbook_with_title_rows_another_sheet_formulas_and_days_as_numbers() {
    let mut book = Workbook::new();
    book.add_worksheet()
        .set_name("Petunjuk")
        .unwrap()
        .write(0, 0, "Cara mengisi")
        .unwrap();
    let sheet = book.add_worksheet().set_name("Data 2019").unwrap();
    sheet
        .write(0, 0, "BUKU ADUAN KOTA CONTOH TAHUN 2019")
        .unwrap();
    for (at, name) in ["Nomor Register", "Tanggal", "Uraian", "Kelurahan", "Status"]
        .into_iter()
        .enumerate()
    {
        sheet.write(3, at as u16, name).unwrap();
    }
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for n in 0..5_u32 {
        let row = 4 + n;
        sheet.write(row, 0, format!("REG/{:03}", n + 7)).unwrap();
        let when = ExcelDateTime::from_ymd(2019, 3, 1 + n as u8).unwrap();
        sheet.write_with_format(row, 1, &when, &day).unwrap();
        sheet
            .write_formula(
                row,
                2,
                Formula::new("=A1&\"x\"").set_result(format!("Aduan hasil rumus nomor {n}")),
            )
            .unwrap();
        sheet.write(row, 3, "Menteng").unwrap();
        sheet.write(row, 4, "tuntas").unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let grid = read_grid(&bytes, "buku.xlsx", &GridOptions::default()).unwrap();
    assert_eq!(grid.sheet, "Data 2019");
    let mapping = propose(&grid, &Names::default()).unwrap();
    assert_eq!(mapping.column(Field::Key), Some("Nomor Register"));
    let read = converted(&grid, &mapping).unwrap();
    assert_eq!((read.rows.len(), read.problems.len()), (5, 0));
    let first = &read.rows[0];
    assert_eq!(first.tracking_id, "buku:REG/007");
    assert_eq!(first.received.written_on, date(2019, 3, 1));
    assert_eq!(
        first.text_initial.as_deref(),
        Some("Aduan hasil rumus nomor 0")
    );
    let wrong = GridOptions {
        sheet: Some("Lembar X".to_owned()),
        ..GridOptions::default()
    };
    let told = read_grid(&bytes, "buku.xlsx", &wrong)
        .unwrap_err()
        .to_string();
    assert!(
        told.contains("Lembar X") && told.contains("Petunjuk; Data 2019"),
        "{told}"
    );
    // The wrong sheet has no header, and says so.
    let other = GridOptions {
        sheet: Some("Petunjuk".to_owned()),
        ..GridOptions::default()
    };
    let grid = read_grid(&bytes, "buku.xlsx", &other).unwrap();
    assert!(matches!(
        propose(&grid, &Names::default()),
        Err(RegisterError::NoHeader { .. })
    ));
    assert!(matches!(
        converted(&grid, &mapping),
        Err(RegisterError::NoHeader { .. })
    ));
}

#[test]
fn what_cannot_be_a_register_is_refused_with_a_sentence() {
    let options = GridOptions::default();
    let told = |bytes: &[u8], options: &GridOptions| {
        read_grid(bytes, "x", options).unwrap_err().to_string()
    };
    assert!(told(b"", &options).contains("kosong"));
    assert!(told(b"\n\n ; ; \n", &options).contains("kosong"));
    assert!(told(b"%PDF-1.7", &options).contains("PDF"));
    assert!(told(b"PK\x03\x04garbage", &options).contains(".xlsx"));
    let wrong = GridOptions {
        separator: Some('|'),
        ..GridOptions::default()
    };
    assert!(told(csv_text(b';').as_bytes(), &wrong).contains("pemisah"));
    let small = Limits {
        rows: 3,
        ..options.limits
    };
    let small = GridOptions {
        limits: small,
        ..GridOptions::default()
    };
    assert!(told(csv_text(b',').as_bytes(), &small).contains("Bagi per tahun"));
}

#[test]
fn a_zip_bomb_is_stopped_before_it_unpacks() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let long = "a".repeat(30_000);
    for row in 0..200 {
        sheet.write(row, 0, format!("{long}{row}")).unwrap();
        sheet.write(row, 1, "x").unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let limits = Limits {
        unpacked_bytes: 1 << 20,
        ..GridOptions::default().limits
    };
    let options = GridOptions {
        limits,
        ..GridOptions::default()
    };
    let told = read_grid(&bytes, "bom.xlsx", &options)
        .unwrap_err()
        .to_string();
    assert!(told.contains("tidak wajar"), "{told}");
}

#[test]
fn two_hundred_thousand_rows_are_read() {
    let mut text = String::from("Tanggal;Isi Aduan;Status\n");
    for n in 0..200_000 {
        writeln!(text, "2019-03-05;Aduan nomor {n} tentang jalan;selesai").unwrap();
    }
    let grid = grid(text.as_bytes());
    let mapping = propose(&grid, &Names::default()).unwrap();
    let read = converted(&grid, &mapping).unwrap();
    assert_eq!((read.rows.len(), read.problems.len()), (200_000, 0));
}

#[test]
fn the_same_row_counts_once_and_a_number_used_twice_is_held_back() {
    let text = "No. Tiket,Tanggal,Isi Aduan\nA-7,2019-03-05,Satu aduan\nA-7,2019-03-05,Satu aduan\nA-7,2019-03-06,Aduan lain\n";
    let grid = grid(text.as_bytes());
    let mut mapping = RegisterMapping {
        name: "uji".to_owned(),
        ..RegisterMapping::default()
    };
    for (field, column) in [
        ("nomor", "No. Tiket"),
        ("tanggal", "Tanggal"),
        ("isi", "Isi Aduan"),
    ] {
        mapping.columns.insert(field.to_owned(), column.to_owned());
    }
    let read = converted(&grid, &mapping).unwrap();
    assert_eq!((read.rows.len(), read.repeated, read.held_back), (1, 1, 1));
    assert!(
        read.problems
            .iter()
            .any(|problem| problem.kind == ProblemKind::KeyTaken { row: 2 } && problem.held_back())
    );
    mapping.columns.remove("nomor");
    let read = converted(&grid, &mapping).unwrap();
    assert_eq!((read.rows.len(), read.repeated, read.held_back), (2, 1, 0));
    mapping
        .columns
        .insert("isi".to_owned(), "Uraian".to_owned());
    let told = converted(&grid, &mapping).unwrap_err().to_string();
    assert!(
        told.contains("\"Uraian\"") && told.contains("Isi Aduan"),
        "{told}"
    );
    mapping.columns.remove("isi");
    assert!(
        converted(&grid, &mapping)
            .unwrap_err()
            .to_string()
            .contains("Isi aduan")
    );
}

#[test]
fn rows_to_mend_come_back_whole_by_the_same_mapping_and_begin_no_formula() {
    let text = "Tanggal;Nama;Isi Aduan;No HP\n\
                kapan;=HYPERLINK(\"http://a\");+jalan rusak;+62812000000\n\
                99/99/2019;-1+1;@SUM(A1) di depan pasar;0812\n\
                2019-03-05;Warga;Baik saja;081200000001\n";
    let first = grid(text.as_bytes());
    let mapping = propose(&first, &Names::default()).unwrap();
    let read = converted(&first, &mapping).unwrap();
    assert_eq!((read.rows.len(), read.held_back), (1, 2));
    let mut out = Vec::new();
    write_rows_to_mend(&mut out, &first, &read.names, &read.problems).unwrap();
    let listed = String::from_utf8(out).unwrap();
    let mut reader =
        csv::ReaderBuilder::new().from_reader(listed.trim_start_matches('\u{feff}').as_bytes());
    let mut count = 0;
    for record in reader.records() {
        count += 1;
        for cell in &record.unwrap() {
            assert!(
                !cell.trim_start().starts_with(['=', '+', '-', '@']),
                "{cell}"
            );
        }
    }
    assert_eq!(count, 2, "only rows with something to mend: {listed}");
    let mended = listed
        .replace("kapan", "2019-03-06")
        .replace("99/99/2019", "2019-03-07");
    let second = read_grid(mended.as_bytes(), "masalah.csv", &GridOptions::default()).unwrap();
    let read = converted(&second, &mapping).unwrap();
    assert_eq!((read.rows.len(), read.held_back), (2, 0));
    assert_eq!(read.rows[0].text_initial.as_deref(), Some("+jalan rusak"));
    assert_eq!(
        read.rows[0].reporter_name.as_deref(),
        Some("=HYPERLINK(\"http://a\")")
    );
}

#[test]
fn months_first_and_days_to_come_are_held_back() {
    let text = "Tanggal,Isi Aduan\n13/13/2019,Satu dua tiga empat\n2027-01-01,Satu dua tiga empat lima\n03/25/2019,Satu dua tiga\n";
    let grid = grid(text.as_bytes());
    let mut mapping = RegisterMapping {
        name: "uji".to_owned(),
        ..RegisterMapping::default()
    };
    mapping
        .columns
        .insert("tanggal".to_owned(), "Tanggal".to_owned());
    mapping
        .columns
        .insert("isi".to_owned(), "Isi Aduan".to_owned());
    let read = converted(&grid, &mapping).unwrap();
    assert_eq!((read.rows.len(), read.held_back), (0, 3));
    assert!(
        read.problems
            .iter()
            .any(|problem| problem.kind == ProblemKind::DateInFuture)
    );
    assert!(
        read.problems
            .iter()
            .any(|problem| problem.kind == ProblemKind::DateMonthFirst)
    );
}

/// Real files, where they are at hand; nothing of them is printed.
#[test]
fn real_registers_are_understood_without_help() {
    let root =
        std::env::var("LAPOR_TEST_DATA").unwrap_or_else(|_| "../../../shared/data".to_owned());
    let file = std::path::Path::new(&root).join("import/sp4n_export_20_columns.xlsx");
    let Ok(bytes) = std::fs::read(&file) else {
        eprintln!("skipped: {} is not there", file.display());
        return;
    };
    let grid = read_grid(&bytes, "ekspor.xlsx", &GridOptions::default()).unwrap();
    let mapping = propose(&grid, &Names::default()).unwrap();
    for field in [
        Field::Date,
        Field::Text,
        Field::Key,
        Field::Status,
        Field::Unit,
        Field::Category,
    ] {
        assert!(mapping.column(field).is_some(), "{}", field.code());
    }
    let read = converted(&grid, &mapping).unwrap();
    assert_eq!(read.rows.len() + read.held_back + read.repeated, 843);
    assert!(read.rows.len() > 800, "{}", read.rows.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_break_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        try_all(&bytes);
        let mut zip = b"PK\x03\x04".to_vec();
        zip.extend(&bytes);
        try_all(&zip);
    }

    #[test]
    fn no_text_breaks_the_reader(text in "(Tanggal|Isi|;|,|\n|\"|'|=|2019-01-01|é|\u{0}|Kolom A| ){0,60}") {
        try_all(text.as_bytes());
    }

    #[test]
    fn no_text_breaks_the_mapping(text in "(name|=|\"|a|\n|\\[columns\\]|\\[status\\]|tanggal|isi|x|-){0,40}") {
        if let Ok(mapping) = RegisterMapping::from_toml(&text) {
            prop_assert_eq!(RegisterMapping::from_toml(&mapping.to_toml()).unwrap(), mapping);
        }
    }
}

fn try_all(bytes: &[u8]) {
    let Ok(grid) = read_grid(bytes, "uji.csv", &GridOptions::default()) else {
        return;
    };
    let Ok(mapping) = propose(&grid, &Names::default()) else {
        return;
    };
    if let Ok(read) = converted(&grid, &mapping) {
        write_rows_to_mend(std::io::sink(), &grid, &read.names, &read.problems).unwrap();
    }
}
