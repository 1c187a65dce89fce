//! `lapor plan` and `lapor evidence`: what is promised, and the folder for whoever assesses it.

use crate::support::Place;

#[test]
fn plans_are_listed_and_taken_away() {
    let place = Place::sqlite().prepared();
    assert!(
        place
            .ok(&["plan", "list", "--body", "kota"])
            .contains("Belum ada rencana aksi")
    );
    let measures = place.ok(&["plan", "measures"]);
    assert!(
        measures.contains("on_time_resolution") && measures.contains("makin tinggi makin baik"),
        "{measures}"
    );
    assert_eq!(place.ok(&["plan", "export", "--body", "kota"]).trim(), "[]");
    let csv = place.ok(&[
        "plan", "export", "--body", "kota", "--public", "--format", "csv",
    ]);
    assert!(
        csv.starts_with("title,cause,unit,promise") && csv.lines().count() == 1,
        "{csv}"
    );
    assert!(place.ok(&["plan", "judge"]).contains("0 rencana dinilai"));
    assert!(
        place
            .ok(&["plan", "propose"])
            .contains("0 usulan rencana baru")
    );
    assert!(
        place
            .ok(&["plan", "proposals", "--body", "kota"])
            .contains("Belum ada usulan")
    );
    assert!(
        place
            .refused(&["plan", "list", "--body", "tidak-ada"])
            .contains("tidak-ada tidak ada")
    );
}

#[test]
fn the_evidence_of_a_year_is_one_folder_or_one_archive() {
    let place = Place::sqlite().prepared();
    let at = |name: &str| place.dir.path().join(name).to_str().unwrap().to_owned();
    let as_of = "2024-01-01T00:00:00+07:00";
    let gather = |to: &str| {
        place.ok(&[
            "evidence", "2023", "--body", "kota", "--as-of", as_of, "--output", to,
        ])
    };
    let said = gather(&at("bukti"));
    assert!(
        said.contains("Keadaan sampai akhir 31 Desember 2023, urutan peristiwa"),
        "{said}"
    );
    let read = |name: &str| std::fs::read_to_string(at(&format!("bukti/{name}"))).unwrap();
    let index = read("index.html");
    for part in [
        "Perencanaan",
        "Pelaksanaan",
        "Pengawasan",
        "Evaluasi",
        "Keadaan sampai akhir 31 Desember 2023, urutan peristiwa",
    ] {
        assert!(index.contains(part), "{part}");
    }
    let standards = read("1-perencanaan/standar-layanan.csv");
    assert!(
        standards.contains("verification,,3,working_days") && standards.contains(as_of),
        "{standards}"
    );
    assert!(read("2-pelaksanaan/per-bulan.csv").contains("jumlah,0,"));
    let years = read("4-evaluasi/tahun-ke-tahun.csv");
    // The year before is seen when it was as old as this one.
    assert!(
        years.contains("\r\nas_of,2024-01-01T00:00:00+07:00,2023-01-01T00:00:00+07:00,"),
        "{years}"
    );
    for line in ["in_fives,false,false", "received,0,0", "unspecified,0,0"] {
        assert!(years.contains(line), "{line}: {years}");
    }
    let sums = read("SHA256SUMS");
    assert!(
        sums.lines().count() >= 15 && sums.contains("  3-pengawasan/akses-data-pribadi.csv"),
        "{sums}"
    );
    gather(&at("a.zip"));
    gather(&at("b.zip"));
    let bytes = |name: &str| std::fs::read(at(name)).unwrap();
    assert!(bytes("a.zip").starts_with(b"PK") && bytes("a.zip") == bytes("b.zip"));
    let said = place.refused(&[
        "evidence",
        "2023",
        "--body",
        "kota",
        "--output",
        &at("bukti"),
    ]);
    assert!(said.contains("tidak kosong"), "{said}");
    let far = at("jauh");
    let run = place.run(&["evidence", "2190", "--body", "kota", "--output", &far]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.err.contains("Tahun 2190 belum tiba"), "{run:?}");
    assert!(!std::path::Path::new(&at("jauh")).exists());
    // What an interrupted writing left is no obstacle, and no part of the pack.
    std::fs::create_dir_all(at("sisa/.baru/3-pengawasan")).unwrap();
    std::fs::write(at("sisa/.baru/index.html"), "<!DOCTYPE").unwrap();
    gather(&at("sisa"));
    assert_eq!(
        std::fs::read_to_string(at("sisa/SHA256SUMS")).unwrap(),
        sums
    );
    assert!(!std::path::Path::new(&at("sisa/.baru")).exists());
    // What stands there stays where the new cannot be written.
    std::fs::create_dir(at("b.zip.baru")).unwrap();
    let said = place.refused(&[
        "evidence",
        "2023",
        "--body",
        "kota",
        "--output",
        &at("b.zip"),
    ]);
    assert!(said.contains("tidak dapat ditulis"), "{said}");
    assert!(bytes("a.zip") == bytes("b.zip"));
}
