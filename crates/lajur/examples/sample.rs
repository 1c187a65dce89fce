//! Writes a table with every kind of value to the file that is named: for other people's readers to look at.

use std::fs::File;
use std::io::BufWriter;

use lajur::{Column, Kind, Value, Writer};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("name a file")?;
    let columns = vec![
        Column::new("kata", Kind::Text),
        Column::new("jumlah", Kind::Integer),
        Column::new("lat", Kind::Real),
        Column::new("hari", Kind::Day),
        Column::new("kosong", Kind::Text),
    ];
    let mut writer = Writer::new(BufWriter::new(File::create(path)?), columns)?;
    for n in 0..25_000_i32 {
        writer.row(vec![
            if n % 7 == 0 {
                Value::Null
            } else {
                Value::Text(format!("kata {}", n % 300))
            },
            if n % 5 == 0 {
                Value::Null
            } else {
                Value::Integer(i64::from(n))
            },
            Value::Real(f64::from(n) / 8.0),
            Value::Day(20_000 + n % 40),
            Value::Null,
        ])?;
    }
    writer.finish(&[("license", "CC-BY-4.0")])?;
    Ok(())
}
