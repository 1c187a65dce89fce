//! What is written can be read, and damaged files are refused rather than believed.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::io::Cursor;

use lajur::{Column, Kind, Reader, Value, WriteError, Writer};
use proptest::prelude::*;

fn columns() -> Vec<Column> {
    vec![
        Column::new("kata", Kind::Text),
        Column::new("jumlah", Kind::Integer),
        Column::new("lat", Kind::Real),
        Column::new("hari", Kind::Day),
    ]
}

fn written(rows: &[Vec<Value>]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), columns()).unwrap();
    for row in rows {
        writer.row(row.clone()).unwrap();
    }
    writer.finish(&[("license", "CC-BY-4.0")]).unwrap()
}

fn read(bytes: &[u8]) -> Vec<Vec<Value>> {
    let mut reader = Reader::new(Cursor::new(bytes)).unwrap();
    assert_eq!(reader.columns(), columns());
    assert_eq!(
        reader.about(),
        [("license".to_owned(), "CC-BY-4.0".to_owned())]
    );
    let mut rows = Vec::new();
    for group in 0..reader.groups() {
        let columns = reader.group(group).unwrap();
        let count = columns.first().map_or(0, Vec::len);
        rows.extend((0..count).map(|row| {
            columns
                .iter()
                .map(|column| column[row].clone())
                .collect::<Vec<_>>()
        }));
    }
    assert_eq!(rows.len() as u64, reader.rows());
    rows
}

fn one_row() -> impl Strategy<Value = Vec<Value>> {
    let text = prop_oneof![
        Just(Value::Null),
        "[a-c]{0,2}".prop_map(Value::Text),
        ".{0,9}".prop_map(Value::Text)
    ];
    let number = prop_oneof![Just(Value::Null), any::<i64>().prop_map(Value::Integer)];
    let real = prop_oneof![Just(Value::Null), (-180.0..180.0).prop_map(Value::Real)];
    let day = prop_oneof![Just(Value::Null), any::<i32>().prop_map(Value::Day)];
    (text, number, real, day).prop_map(|(a, b, c, d)| vec![a, b, c, d])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn rows_come_out_as_they_went_in(rows in proptest::collection::vec(one_row(), 0..70)) {
        prop_assert_eq!(read(&written(&rows)), rows);
    }

    #[test]
    fn a_damaged_file_never_panics(rows in proptest::collection::vec(one_row(), 1..20), at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let mut bytes = written(&rows);
        let at = at.index(bytes.len());
        bytes[at] = to;
        if let Ok(mut reader) = Reader::new(Cursor::new(&bytes)) {
            for group in 0..reader.groups().min(9) {
                let _ = reader.group(group);
            }
        }
        let _ = Reader::new(Cursor::new(&bytes[..at]));
    }
}

#[test]
fn many_rows_are_several_groups_and_the_same_bytes() {
    let rows: Vec<_> = (0..45_001_i64)
        .map(|n| {
            vec![
                Value::Text(format!("kelurahan {}", n % 30)),
                if n % 3 == 0 {
                    Value::Null
                } else {
                    Value::Integer(n)
                },
                Value::Real(-2.2),
                Value::Day((n % 365) as i32),
            ]
        })
        .collect();
    let bytes = written(&rows);
    assert_eq!(Reader::new(Cursor::new(&bytes)).unwrap().groups(), 3);
    assert_eq!(read(&bytes), rows);
    assert_eq!(written(&rows), bytes);
}

#[test]
fn a_row_that_does_not_fit_is_refused() {
    let mut writer = Writer::new(Vec::new(), columns()).unwrap();
    let row = vec![Value::Integer(1), Value::Null, Value::Null, Value::Null];
    assert!(matches!(
        writer.row(row),
        Err(WriteError::Misfit { row: 0, column: 0 })
    ));
    assert!(matches!(
        writer.row(vec![Value::Null]),
        Err(WriteError::Misfit { .. })
    ));
    assert!(read(&writer.finish(&[("license", "CC-BY-4.0")]).unwrap()).is_empty());
}
