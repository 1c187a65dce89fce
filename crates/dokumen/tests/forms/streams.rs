//! Rows in one by one.

use dokumen::stream::{About, XlsxRows};

use crate::{office, sample};

#[test]
fn rows_stream_into_a_workbook() {
    let about = About {
        title: "Daftar laporan",
        author: "Dinas",
        made_at: "2023-08-01T01:30:00Z".parse().unwrap(),
    };
    let mut heard = 0;
    let mut file = Vec::new();
    let columns = sample::annex(0).columns;
    let mut rows = XlsxRows::new(&about, &columns, |n| heard = n).unwrap();
    for n in 1..=500 {
        rows.row(&sample::row(n)).unwrap();
    }
    assert!(rows.row(&[]).is_err());
    rows.finish(&mut file).unwrap();
    assert_eq!(heard, 500);
    let found = office::sheets(&file);
    assert_eq!(found[0].0, "Daftar laporan");
    assert_eq!(found[0].1.height(), 501);
    assert_eq!(
        found[0].1.get_value((500, 0)),
        Some(&calamine::Data::Float(500.0))
    );
}
