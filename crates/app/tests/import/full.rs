//! A disk that runs full on the way: what is in is told, and nothing comes in twice.

use std::fmt::Write as _;

use lapor_app::error::AppError;
use lapor_app::import::ImportError;
use lapor_store::{OpenOptions, Store};

use crate::support::{Count, Office};

const ROWS: usize = 1500;

/// More rows than a small disk holds.
fn long() -> String {
    let text = "Ada lubang besar di depan pasar. ".repeat(60);
    let mut export =
        String::from("Tracking ID,Tanggal Laporan Masuk,Isi Laporan Awal,Instansi Induk\n");
    for row in 0..ROWS {
        let _infallible = writeln!(export, "{},2024-01-18,{text},Kota Contoh", 7_000_000 + row);
    }
    export
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_in_is_told_and_comes_in_once() {
    let place = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", place.path().join("lapor.db").display());
    let small = OpenOptions {
        page_limit: Some(1000),
        ..OpenOptions::default()
    };
    let office = Office::new(Store::open(&url, small).await.unwrap()).await;
    let path = office.write("ekspor.csv", &long());
    let error = office.import_file(&path, None).await.unwrap_err();
    let AppError::Import(ImportError::Full { rows }) = error else {
        panic!("{error}")
    };
    assert!(rows > 0 && rows < ROWS, "{rows}");
    let told = error.to_string();
    assert!(
        told.contains(&format!("{rows} baris sudah masuk")),
        "{told}"
    );
    let kept = office.count(Count::Reports).await;
    assert_eq!(usize::try_from(kept).unwrap(), rows);
    office.app.store().clone().close().await;

    let office = Office::new(Store::open(&url, OpenOptions::default()).await.unwrap()).await;
    let done = office.import_file(&path, None).await.unwrap();
    assert_eq!((done.unchanged, done.added), (rows, ROWS - rows));
}
