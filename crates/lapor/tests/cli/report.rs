//! `lapor report case`: a file for who examines the office.

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
