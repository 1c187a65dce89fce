//! `lapor report`: the documents that an office owes, a file for who examines it, and lists.

use crate::support::Place;

const EXPORT: &str = "\
Tracking ID,Tanggal Laporan Masuk,Klasifikasi Laporan,Judul Laporan,Isi Laporan Awal,Isi Laporan Akhir,Status Laporan,Kategori
9000001,2024-01-18 02:00:00,Aspirasi,Contoh satu,Lampu padam,Lampu jalan padam di gang contoh,Selesai,Penerangan Jalan
";

#[test]
fn a_case_file_is_written_whole_or_not_at_all() {
    let place = Place::sqlite().prepared();
    let path = |name: &str| place.dir.path().join(name).to_str().unwrap().to_owned();
    let (export, to) = (path("ekspor.csv"), path("berkas.pdf"));
    std::fs::write(&export, EXPORT).unwrap();
    place.ok(&["import", "sp4n", &export, "--body", "kota"]);
    place.ok(&[
        "admin",
        "officer",
        "add",
        "budi",
        "--name",
        "Budi Contoh",
        "--role",
        "koordinator",
        "--body",
        "kota",
    ]);
    place.ok(&[
        "import",
        "release",
        "--body",
        "kota",
        "--from",
        "2024-01-01",
        "--to",
        "2024-12-31",
        "--as",
        "budi",
    ]);
    let data = place.ok(&["data", "2024", "--body", "kota"]);
    let number = data.lines().nth(1).unwrap().split(',').next().unwrap();

    let said = place.ok(&[
        "report",
        "case",
        number,
        "--output",
        &to,
        "--reason",
        "permintaan Ombudsman nomor 12",
    ]);
    assert!(
        said.contains("Berkas perkara laporan") && said.contains("kejadian"),
        "{said}"
    );
    assert!(std::fs::read(&to).unwrap().starts_with(b"%PDF-1.7"));
    assert!(!std::path::Path::new(&path("berkas.pdf.baru")).exists());

    let said = place.refused(&["report", "case", "000", "--output", &to]);
    assert!(said.contains("bukan nomor laporan"), "{said}");
    let said = place.refused(&[
        "report",
        "case",
        number,
        "--output",
        &path("tidak-ada/berkas.pdf"),
    ]);
    assert!(said.contains("tidak dapat ditulis"), "{said}");
    let said = place.refused(&["report", "case", number, "--output", &to, "--reason", "x"]);
    assert!(said.contains("alasan terlalu pendek"), "{said}");
}

#[test]
fn a_list_is_a_workbook_or_csv_with_a_row_for_each_report() {
    let place = Place::sqlite().prepared();
    let path = |name: &str| place.dir.path().join(name).to_str().unwrap().to_owned();
    let export = path("ekspor.csv");
    std::fs::write(&export, EXPORT).unwrap();
    place.ok(&["import", "sp4n", &export, "--body", "kota"]);
    let list = |name: &str, from: &str, to: &str| {
        let to_file = path(name);
        place.run(&[
            "report", "list", "--body", "kota", "--from", from, "--to", to, "--output", &to_file,
        ])
    };
    let run = list("laporan.csv", "2024-01-01", "2024-12-31");
    assert!(run.out.contains("1 laporan ditulis"), "{run:?}");
    let csv = std::fs::read_to_string(path("laporan.csv")).unwrap();
    assert!(
        csv.starts_with("\u{feff}Nomor,Diterima,") && csv.lines().count() == 2,
        "{csv}"
    );
    assert!(
        csv.contains("Lampu jalan padam di gang contoh") && csv.contains("9000001"),
        "{csv}"
    );
    // In the words of documents, not in those for reporters.
    for word in [",Aspirasi,", ",Tertangani,", ",Hasil tidak diketahui,"] {
        assert!(csv.contains(word), "{word}: {csv}");
    }
    let run = list("laporan.xlsx", "2024-01-01", "2024-12-31");
    assert!(run.out.contains("1 laporan ditulis"), "{run:?}");
    assert!(
        std::fs::read(path("laporan.xlsx"))
            .unwrap()
            .starts_with(b"PK")
    );
    let run = list("kosong.csv", "2020-01-01", "2020-12-31");
    assert!(run.out.contains("0 laporan ditulis"), "{run:?}");
    let run = list("laporan.csv", "2024-12-31", "2024-01-01");
    assert!(run.err.contains("masa terbalik"), "{run:?}");
    let run = list("laporan.doc", "2024-01-01", "2024-12-31");
    assert!(run.err.contains(".xlsx atau .csv"), "{run:?}");
    assert!(!std::path::Path::new(&path("laporan.doc.baru")).exists());
}

/// A province and its city, with one report of January 2024 in the city.
fn with_a_province() -> Place {
    let place = Place::sqlite().prepared();
    let export = place.dir.path().join("ekspor.csv");
    std::fs::write(&export, EXPORT).unwrap();
    place.ok(&["import", "sp4n", export.to_str().unwrap(), "--body", "kota"]);
    place.ok(&[
        "admin",
        "body",
        "add",
        "provinsi",
        "--name",
        "Provinsi Contoh",
        "--zone",
        "wib",
        "--region",
        "62",
    ]);
    place
}

#[test]
fn every_document_is_printed_as_a_draft() {
    let place = with_a_province();
    for (kind, period, body, words) in [
        (
            "daily",
            "2024-01-18",
            "kota",
            "LAPORAN PELAKSANAAN KEGIATAN",
        ),
        ("weekly", "2024-W03", "kota", "LAPORAN PELAKSANAAN KEGIATAN"),
        ("monthly", "2024-01", "kota", "BULAN JANUARI 2024"),
        (
            "quarterly",
            "2024-Q1",
            "kota",
            "LAPORAN PELAKSANAAN KEGIATAN",
        ),
        ("yearly", "2024", "kota", "TAHUN 2024"),
        ("units", "2024-01", "kota", "MENURUT PERANGKAT DAERAH"),
        ("recap", "2024", "kota", "BULAN DESEMBER"),
        (
            "press",
            "2024-01",
            "kota",
            "SIARAN PERS PENGELOLAAN PENGADUAN",
        ),
        (
            "province",
            "2024-01",
            "provinsi",
            "REKAPITULASI TINDAK LANJUT",
        ),
    ] {
        let args = ["report", kind, period, "--body", body];
        let told = place.ok(&args);
        assert!(told.starts_with("DRAF\n"), "{kind}: {told}");
        assert!(told.contains(words), "{kind}: {told}");
        let received = match kind {
            "press" => "menerima 1 pengaduan",
            // What its city did not release a province is told in fives.
            "province" => "menerima 0 laporan yang dapat disebut",
            "recap" => "diterima 1 laporan",
            _ => "menerima 1 laporan",
        };
        assert!(told.contains(received), "{kind}: {told}");
        assert_eq!(told, place.ok(&args), "{kind}: the same, however often");
    }
}

#[test]
fn a_document_has_the_form_that_its_file_is_named_for() {
    let place = with_a_province();
    for (form, begin) in [
        ("docx", "PK"),
        ("xlsx", "PK"),
        ("pdf", "%PDF-1.7"),
        ("html", "<!DOCTYPE html>"),
        ("txt", "DRAF"),
    ] {
        let path = place.dir.path().join(format!("laporan.{form}"));
        let to = path.to_str().unwrap();
        let said = place.ok(&[
            "report", "monthly", "2024-01", "--body", "kota", "--output", to,
        ]);
        assert!(
            said.starts_with("Rancangan, belum disetujui pimpinan, ditulis ke"),
            "{said}"
        );
        let bytes = std::fs::read(&path).unwrap();
        let begins = String::from_utf8_lossy(&bytes[..begin.len()]).to_lowercase();
        assert_eq!(begins, begin.to_lowercase(), "{form}");
    }
}

#[test]
fn a_document_that_cannot_be_is_refused_with_what_to_choose_instead() {
    let place = with_a_province();
    for (asked, words) in [
        ("monthly 2024-01", "pilih dengan --body: kota, provinsi"),
        ("monthly Januari --body kota", "2023-07"),
        ("monthly 2150-01 --body kota", "belum tiba"),
        (
            "recap 2024-01-18 --body kota",
            "rekap hanya dibuat untuk bulan penuh",
        ),
        (
            "province 2024-01 --body kota",
            "hanya untuk pemerintah provinsi",
        ),
        (
            "daily 2024-01-18 --body kota --edition public",
            "hanya dibuat untuk bulan penuh",
        ),
        (
            "monthly 2024-01 --body kota --format pdf",
            "sebutkan berkas tujuan",
        ),
        (
            "monthly 2024-01 --body kota --output laporan.odt",
            "bentuk tidak dapat dibaca",
        ),
    ] {
        let mut args = vec!["report"];
        args.extend(asked.split_whitespace());
        let run = place.run(&args);
        assert_eq!(run.code, Some(2), "{asked}: {run:?}");
        assert!(
            run.err.contains(words) && run.out.is_empty(),
            "{asked}: {run:?}"
        );
    }
}
