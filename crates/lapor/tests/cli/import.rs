use std::fs;

use serde_json::Value;

use crate::support::Place;

const EXPORT: &str = "\
Tracking ID,Tanggal Laporan Masuk,Judul Laporan,Isi Laporan Awal,Instansi Induk,Status Laporan,Kategori
9000001,2024-01-18 02:00:00,Contoh satu,Lampu jalan padam di gang contoh,Pemerintah Kota Contoh,Selesai,Penerangan Jalan
9000002,2024-01-19 02:00:00,Contoh dua,Sampah menumpuk di gang contoh,Pemerintah Kota Contoh,Proses,Persampahan
,2024-01-20 02:00:00,Contoh tiga,Tanpa nomor,Pemerintah Kota Contoh,Proses,Persampahan
";

fn received(place: &Place) -> i64 {
    let text = place.ok(&[
        "stats",
        "--from",
        "2024-01-01",
        "--to",
        "2024-12-31",
        "--format",
        "json",
    ]);
    let figures: Value = serde_json::from_str(&text).unwrap();
    figures["received"].as_i64().unwrap()
}

#[test]
fn an_export_goes_into_an_empty_installation_once() {
    let place = Place::sqlite();
    let file = place.dir.path().join("ekspor.csv");
    fs::write(&file, EXPORT).unwrap();
    let problems = place.dir.path().join("perbaiki.csv");
    let args = [
        "import",
        "sp4n",
        file.to_str().unwrap(),
        "--problems",
        problems.to_str().unwrap(),
    ];
    let told = place.ok(&args);
    assert!(told.contains("Kota Contoh"), "{told}");
    assert!(place.key().exists());
    let listed = fs::read_to_string(&problems).unwrap();
    assert!(
        listed.contains("Tracking ID"),
        "the row without a number: {listed}"
    );
    assert_eq!(received(&place), 2);
    place.ok(&args);
    assert_eq!(received(&place), 2);
    place.ok(&["rebuild", "--check"]);
}

#[test]
fn an_installation_that_begins_with_an_import_becomes_a_whole_one() {
    let place = Place::sqlite();
    let file = place.dir.path().join("ekspor.csv");
    fs::write(
        &file,
        EXPORT.replace("2024-01-18 02:00", "2023-12-31 16:30"),
    )
    .unwrap();
    place.ok(&["import", "sp4n", file.to_str().unwrap()]);
    let told = place.ok(&["doctor"]);
    for what in [
        "lapor admin init",
        "lapor admin body add pemerintah-kota-contoh",
    ] {
        assert!(told.contains(what), "{what}: {told}");
    }
    assert_eq!(received(&place), 1, "in the west it is still the old year");

    let init = ["admin", "init", "--name", "Siti Contoh", "--login", "siti"];
    place.ok(&init);
    assert!(place.refused(&init).contains("sudah disiapkan"));
    let slug = "pemerintah-kota-contoh";
    let add = [
        "admin",
        "body",
        "add",
        slug,
        "--name",
        "Kota Contoh",
        "--zone",
        "wit",
        "--region",
        "62.71",
    ];
    assert!(place.ok(&add).contains("diambil alih"));
    assert!(place.refused(&add).contains("sudah ada"));
    let bodies = place.ok(&["admin", "body", "list"]);
    let body = bodies.lines().find(|line| line.contains(slug)).unwrap();
    assert!(
        body.contains("Kota Contoh") && body.contains("62.71") && !body.contains("ya "),
        "{body}"
    );
    assert_eq!(received(&place), 2, "in the east it is the new one");
    place.ok(&["rebuild", "--check"]);
    let told = place.ok(&["doctor"]);
    assert!(
        told.contains(&format!("--role koordinator --body {slug}")),
        "{told}"
    );
    assert!(
        !told.contains("MASALAH") && !told.contains("admin init"),
        "{told}"
    );
    // The next export finds the body it knows.
    place.ok(&["import", "sp4n", file.to_str().unwrap()]);
    assert_eq!(received(&place), 2);
}

#[test]
fn a_file_that_cannot_be_read_says_so() {
    let place = Place::sqlite();
    for what in ["sp4n", "regions"] {
        let told = place.refused(&["import", what, "/tidak/ada.xlsx"]);
        assert!(
            told.contains("/tidak/ada.xlsx tidak dapat dibuka: tidak ada. Periksa"),
            "{told}"
        );
    }
    let file = place.dir.path().join("kosong.csv");
    fs::write(&file, "").unwrap();
    assert!(
        place
            .refused(&["import", "sp4n", file.to_str().unwrap()])
            .contains("kosong")
    );
    let run = place.run(&["import", "sp4n", "x.csv", "--source-zone", "Mars"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.err.contains("WITA"), "{run:?}");
}

#[test]
fn boundaries_are_kept() {
    let place = Place::sqlite().prepared();
    let file = place.dir.path().join("batas.geojson");
    let square = r#"{"type":"Feature","properties":{"kode":"62.71.03.1002","nama":"Contoh"},
        "geometry":{"type":"Polygon","coordinates":[[[113.9,-2.2],[113.95,-2.2],[113.95,-2.25],[113.9,-2.2]]]}}"#;
    fs::write(&file, square).unwrap();
    let path = file.to_str().unwrap();
    assert!(place.ok(&["import", "regions", path]).contains("1 wilayah"));
    fs::write(&file, "{\"type\":\"Topology\"}").unwrap();
    assert!(
        place
            .refused(&["import", "regions", path])
            .contains("Feature")
    );
}

#[test]
fn imports_become_public_by_a_coordinators_filter() {
    let place = Place::sqlite().prepared();
    let file = place.dir.path().join("ekspor.csv");
    let edited = "\
Tracking ID,Tanggal Laporan Masuk,Judul Laporan,Isi Laporan Awal,Isi Laporan Akhir,Status Laporan,Kategori
9000001,2024-01-18 02:00:00,Contoh satu,Lampu padam,Lampu jalan padam di gang contoh,Selesai,Penerangan Jalan
9000002,2024-01-19 02:00:00,Contoh dua,Sampah menumpuk di gang contoh,,Proses,Persampahan
9000003,2025-01-19 02:00:00,Contoh tiga,Sampah,Sampah menumpuk di gang contoh,Proses,Persampahan
";
    fs::write(&file, edited).unwrap();
    place.ok(&["import", "sp4n", file.to_str().unwrap(), "--body", "kota"]);
    let release = |more: &[&str]| {
        let filter = [
            "import",
            "release",
            "--body",
            "kota",
            "--from",
            "2024-01-01",
            "--to",
            "2024-12-31",
        ];
        [&filter, more]
            .concat()
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let run = |more: &[&str]| {
        let args = release(more);
        place.run(&args.iter().map(String::as_str).collect::<Vec<_>>())
    };
    // The administrator is not one who decides that.
    let refused = run(&["--as", "siti", "--dry-run"]);
    assert!(
        refused.code == Some(1) && refused.err.contains("koordinator"),
        "{refused:?}"
    );
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
    // Counted first, done then; once.
    assert!(
        run(&["--as", "budi", "--dry-run"])
            .out
            .contains("1 laporan akan diumumkan, 1 tertahan")
    );
    assert!(
        run(&["--as", "budi"])
            .out
            .contains("1 laporan diumumkan, 1 tertahan")
    );
    assert!(run(&["--as", "budi"]).out.contains("0 laporan diumumkan"));
    place.ok(&["rebuild", "--check"]);
}

const REGISTER: &str = "\
Tanggal Masuk;Nama Pelapor;No HP;Isi Aduan;OPD;Status
05/03/2019;Warga Satu;081200000001;Lampu jalan padam di gang contoh;Dishub;Selesai
entah;Warga Dua;081200000002;Sampah menumpuk di pasar contoh;DLH;Proses
";

#[test]
fn an_old_register_is_proposed_looked_at_and_imported() {
    let place = Place::sqlite().prepared();
    let file = place.dir.path().join("buku.csv");
    fs::write(&file, REGISTER).unwrap();
    let file = file.to_str().unwrap();
    let map = place.dir.path().join("buku.toml");
    let proposed = place.ok(&["import", "register", file, "--body", "kota", "--propose"]);
    assert!(
        proposed.contains("tanggal = \"Tanggal Masuk\"")
            && proposed.contains("Selesai = \"selesai\""),
        "{proposed}"
    );
    fs::write(&map, &proposed).unwrap();
    let map = map.to_str().unwrap();
    let base = ["import", "register", file, "--body", "kota", "--map", map];
    let told = place.ok(&[&base[..], &["--dry-run"]].concat());
    assert!(
        told.contains("tidak ada yang ditulis") && told.contains("baru 1"),
        "{told}"
    );
    assert_eq!(received_in(&place, "2019"), 0);
    let told = place.ok(&base);
    assert!(
        told.contains("baru 1") && told.contains("1 baris perlu dilihat"),
        "{told}"
    );
    assert!(!told.contains("Warga"), "nobody is named: {told}");
    assert_eq!(received_in(&place, "2019"), 1);
    let list = place.dir.path().join("buku.csv.masalah.csv");
    let mended = fs::read_to_string(&list)
        .unwrap()
        .replace("entah", "06/03/2019");
    fs::write(&list, mended).unwrap();
    let told = place.ok(&[
        "import",
        "register",
        list.to_str().unwrap(),
        "--body",
        "kota",
        "--map",
        map,
    ]);
    assert!(
        told.contains("baru 1") && told.contains("Tidak ada baris"),
        "{told}"
    );
    assert_eq!(received_in(&place, "2019"), 2);
    place.ok(&["rebuild", "--check"]);
    assert!(
        place
            .refused(&[
                "import",
                "register",
                file,
                "--body",
                "kota-lain",
                "--map",
                map
            ])
            .contains("kota-lain")
    );
    fs::write(map, "nama = 1").unwrap();
    assert!(place.refused(&base).contains("nama"));
}

fn received_in(place: &Place, year: &str) -> i64 {
    let (from, to) = (format!("{year}-01-01"), format!("{year}-12-31"));
    let text = place.ok(&["stats", "--from", &from, "--to", &to, "--format", "json"]);
    let figures: Value = serde_json::from_str(&text).unwrap();
    figures["received"].as_i64().unwrap()
}
