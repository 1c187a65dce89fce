//! Every kind of chart, to look at: `cargo run -p grafik --features png --example gallery -- DIR`.

use std::path::PathBuf;

use grafik::{Area, Chart, Kind, Look, Map, Point, Series, choropleth, png, svg};

fn series(name: &str, values: &[f64]) -> Series {
    let point = |(at, value): (usize, &f64)| Point {
        value: (*value >= 0.0).then_some(*value),
        label: value.to_string(),
        link: None,
        few: at == 3,
        rest: false,
    };
    Series {
        name: name.into(),
        points: values.iter().enumerate().map(point).collect(),
    }
}

fn charts() -> Vec<(&'static str, Chart)> {
    let months = [
        "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des",
    ];
    let units = [
        "Dinas Pekerjaan Umum dan Penataan Ruang",
        "Dinas Perhubungan",
        "Dinas Lingkungan Hidup",
        "Dinas Kependudukan dan Pencatatan Sipil",
        "Satuan Polisi Pamong Praja",
    ];
    let states = [
        "Tertangani",
        "Dalam proses",
        "Belum ditindaklanjuti",
        "Belum diverifikasi",
        "Ditunda",
        "Diarsipkan",
        "Diteruskan",
    ];
    let chart = |kind, title: &str, names: &[&str], series: Vec<Series>| Chart {
        kind,
        title: title.into(),
        description: title.into(),
        unit: "laporan".into(),
        categories: names.iter().map(|name| (*name).to_owned()).collect(),
        series,
    };
    let came = [
        41.0, 52.0, 47.0, 60.0, 55.0, 44.0, 71.0, 38.0, 49.0, 53.0, 50.0, 46.0,
    ];
    let went = [
        30.0, 48.0, 50.0, 51.0, -1.0, 47.0, 62.0, 45.0, 44.0, 55.0, 49.0, 52.0,
    ];
    vec![
        (
            "line",
            chart(
                Kind::Line,
                "Masuk dan ditutup tiap bulan",
                &months,
                vec![series("Masuk", &came), series("Ditutup", &went)],
            ),
        ),
        (
            "columns",
            chart(
                Kind::Columns,
                "Masuk tiap bulan",
                &months,
                vec![series("Masuk", &came)],
            ),
        ),
        (
            "pairs",
            chart(
                Kind::Columns,
                "Masuk dan ditutup",
                &months,
                vec![series("Masuk", &came), series("Ditutup", &went)],
            ),
        ),
        (
            "stacked",
            chart(
                Kind::Stacked,
                "Keadaan menurut bulan",
                &months,
                vec![
                    series("Tertangani", &went),
                    series("Dalam proses", &[3.0; 12]),
                    series("Belum ditindaklanjuti", &[2.0; 12]),
                ],
            ),
        ),
        (
            "bars",
            chart(
                Kind::Bars,
                "Menurut unit",
                &units,
                vec![series("Laporan", &[300.0, 120.0, 90.0, 3.0, 20.0])],
            ),
        ),
        (
            "ring",
            chart(
                Kind::Ring,
                "Keadaan laporan",
                &states,
                vec![series("", &[589.0, 12.0, 5.0, 3.0, 9.0, 20.0, 4.0])],
            ),
        ),
    ]
}

fn map() -> Map {
    let names = [
        "Pahandut",
        "Panarung",
        "Langkai",
        "Tumbang Rungan",
        "Menteng",
        "Palangka",
        "Bukit Tunggal",
        "Kalampangan",
        "Sabaru",
    ];
    let area = |(at, name): (usize, &&str)| {
        let (x, y) = (113.0 + (at % 3) as f64 * 0.1, -2.0 - (at / 3) as f64 * 0.1);
        let corner = [
            (0.0, 0.0),
            (0.05, 0.004),
            (0.1, 0.0),
            (0.1, -0.1),
            (0.04, -0.098),
            (0.0, -0.1),
        ];
        Area {
            name: (*name).to_owned(),
            outline: vec![corner.iter().map(|(dx, dy)| (x + dx, y + dy)).collect()],
            point: Point {
                value: (at != 7).then_some((at * at) as f64),
                label: format!("{} laporan", at * at),
                link: None,
                few: at == 1,
                rest: false,
            },
        }
    };
    Map {
        title: "Laporan menurut kelurahan".into(),
        description: String::new(),
        unit: "Laporan diterima".into(),
        areas: names.iter().enumerate().map(area).collect(),
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = PathBuf::from(std::env::args().nth(1).ok_or("tulis folder tujuannya")?);
    std::fs::create_dir_all(&dir)?;
    let wide = Look::file("Sumber: catatan LAPOR! sampai akhir 31 Desember 2023.");
    let narrow = Look {
        width: 340,
        ..wide.clone()
    };
    for (size, look) in [("wide", &wide), ("narrow", &narrow)] {
        let mut drawings: Vec<_> = charts()
            .iter()
            .map(|(name, chart)| (*name, svg(chart, look)))
            .collect();
        drawings.push(("map", choropleth(&map(), look)));
        for (name, drawing) in drawings {
            std::fs::write(
                dir.join(format!("{name}-{size}.png")),
                png(&drawing, look.width)?,
            )?;
            std::fs::write(dir.join(format!("{name}-{size}.svg")), drawing)?;
        }
    }
    Ok(())
}
