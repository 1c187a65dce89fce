//! Whatever is drawn is well-formed, lies inside its view box, and is drawn the same again.
#![expect(clippy::unwrap_used, reason = "tests")]

use grafik::{Area, Chart, Kind, Look, Map, Numbers, Paint, Point, Series, choropleth, svg};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

const KINDS: [Kind; 5] = [
    Kind::Line,
    Kind::Columns,
    Kind::Stacked,
    Kind::Bars,
    Kind::Ring,
];

/// Reads a drawing to its end; fails where it is no XML, an id comes twice, or a number lies outside.
fn inspect(drawing: &str) {
    let mut reader = Reader::from_str(drawing);
    reader.config_mut().check_end_names = true;
    let (mut ids, mut size, mut open, mut in_pattern) = (Vec::new(), (0.0, 0.0), 0, false);
    let mut referred = Vec::new();
    loop {
        let event = reader.read_event().unwrap();
        let (tag, is_start) = match &event {
            Event::Start(tag) => (tag, true),
            Event::Empty(tag) => (tag, false),
            Event::End(tag) => {
                open -= 1;
                in_pattern &= tag.name().as_ref() != "pattern";
                continue;
            }
            Event::Eof => break,
            _ => continue,
        };
        open += i32::from(is_start);
        in_pattern |= tag.name().as_ref() == "pattern";
        let values = attributes(tag);
        let get = |name: &str| {
            values
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.as_str())
        };
        assert!(get("style").is_none(), "a style attribute: {drawing}");
        ids.extend(get("id").map(str::to_owned));
        let fill = get("fill").and_then(|fill| fill.strip_prefix("url(#"));
        referred.extend(fill.and_then(|id| id.strip_suffix(')')).map(str::to_owned));
        if let Some(view) = get("viewBox") {
            let numbers = numbers(view);
            size = (numbers[2], numbers[3]);
        }
        if in_pattern {
            continue;
        }
        let n = |name: &str| get(name).map_or(0.0, |value| value.parse::<f64>().unwrap());
        let inside = |x: f64, y: f64| {
            let fits = (-0.1..=size.0 + 0.1).contains(&x) && (-0.1..=size.1 + 0.1).contains(&y);
            assert!(fits, "{x} {y} outside {size:?} in {tag:?}: {drawing}");
        };
        match tag.name().as_ref() {
            "rect" => {
                inside(n("x"), n("y"));
                inside(n("x") + n("width"), n("y") + n("height"));
            }
            "text" => inside(n("x"), n("y")),
            "circle" => {
                inside(n("cx") - n("r"), n("cy") - n("r"));
                inside(n("cx") + n("r"), n("cy") + n("r"));
            }
            "path" => ends(get("d").unwrap())
                .into_iter()
                .for_each(|(x, y)| inside(x, y)),
            _ => {}
        }
    }
    assert_eq!(open, 0);
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id comes twice: {drawing}");
    assert!(
        referred.iter().all(|id| ids.contains(id)),
        "a pattern is missing: {drawing}"
    );
}

fn attributes(tag: &BytesStart<'_>) -> Vec<(String, String)> {
    tag.attributes()
        .map(|attribute| {
            let attribute = attribute.unwrap();
            (
                attribute.key.as_ref().to_owned(),
                attribute.value.into_owned(),
            )
        })
        .collect()
}

fn numbers(text: &str) -> Vec<f64> {
    let parts = text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-')));
    parts
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().unwrap())
        .collect()
}

/// The points a path goes through; of an arc its end.
fn ends(path: &str) -> Vec<(f64, f64)> {
    let mut found = Vec::new();
    let mut at = (0.0, 0.0);
    let commands: Vec<(usize, char)> = path
        .char_indices()
        .filter(|(_, c)| c.is_ascii_alphabetic())
        .collect();
    for (which, (from, command)) in commands.iter().enumerate() {
        let to = commands.get(which + 1).map_or(path.len(), |next| next.0);
        let n = numbers(path.get(from + 1..to).unwrap());
        match command {
            'M' | 'L' => at = (n[0], n[1]),
            'A' => at = (n[5], n[6]),
            'h' => at.0 += n[0],
            'Z' => continue,
            other => panic!("{other} is not drawn"),
        }
        found.push(at);
    }
    found
}

fn value() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        6 => (0u32..2000).prop_map(|n| Some(f64::from(n))),
        2 => (-50.0..1000.0f64).prop_map(Some),
        1 => Just(None),
        1 => prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(1e300), Just(-1e300), Just(0.0), Just(1e-300)].prop_map(Some),
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-Z][a-z]{2,12}( [A-Z][a-z]{2,12}){0,7}",
        1 => "\\PC{0,40}",
        1 => any::<String>(),
        1 => Just("<script>alert('x')</script>&\"".to_owned()),
        1 => Just("W".repeat(300)),
    ]
}

fn point() -> impl Strategy<Value = Point> {
    let link = prop_oneof![
        3 => Just(None),
        1 => Just(Some("/laporan?a=1&b=<x>".to_owned())),
        1 => Just(Some("javascript:alert(1)".to_owned())),
    ];
    (value(), name(), link, prop::bool::weighted(0.2)).prop_map(|(value, label, link, few)| Point {
        value,
        label,
        link,
        few,
        rest: false,
    })
}

fn chart() -> impl Strategy<Value = Chart> {
    let series = (name(), prop::collection::vec(point(), 0..30))
        .prop_map(|(name, points)| Series { name, points });
    (
        prop::sample::select(KINDS.to_vec()),
        name(),
        name(),
        name(),
        prop::collection::vec(name(), 0..30),
        prop::collection::vec(series, 0..11),
    )
        .prop_map(
            |(kind, title, description, unit, categories, series)| Chart {
                kind,
                title,
                description,
                unit,
                categories,
                series,
            },
        )
}

fn look() -> impl Strategy<Value = Look> {
    (0u32..3000, any::<bool>(), any::<bool>(), name(), name()).prop_map(
        |(width, file, english, id, source)| Look {
            paint: if file { Paint::Colours } else { Paint::Classes },
            numbers: if english {
                Numbers::English
            } else {
                Numbers::Indonesian
            },
            heading: file,
            source,
            ..Look::page(id, width)
        },
    )
}

fn area() -> impl Strategy<Value = Area> {
    let ring = prop::collection::vec((110.0..115.0f64, -4.0..-1.0f64), 0..40);
    let outline = prop::collection::vec(ring, 0..3);
    (name(), outline, point()).prop_map(|(name, outline, point)| Area {
        name,
        outline,
        point,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_chart_is_a_drawing(chart in chart(), look in look()) {
        let drawing = svg(&chart, &look);
        inspect(&drawing);
        prop_assert!(!drawing.contains("javascript:alert(1)\""));
        prop_assert_eq!(drawing, svg(&chart, &look));
    }

    #[test]
    fn every_map_is_a_drawing(areas in prop::collection::vec(area(), 0..12), title in name(), look in look()) {
        let map = Map { title, description: "Peta".into(), unit: "laporan".into(), areas };
        let drawing = choropleth(&map, &look);
        inspect(&drawing);
        prop_assert_eq!(drawing, choropleth(&map, &look));
    }
}

fn counts(kind: Kind, values: &[Option<f64>]) -> Chart {
    let label = |value: &Option<f64>| value.map_or("–".to_owned(), |value| value.to_string());
    let point = |value: &Option<f64>| Point {
        value: *value,
        label: label(value),
        ..Point::default()
    };
    Chart {
        kind,
        title: "Laporan".into(),
        description: "Laporan tiap bulan".into(),
        unit: "laporan".into(),
        categories: (1..=values.len())
            .map(|n| format!("Kelompok {n}"))
            .collect(),
        series: vec![Series {
            name: "Diterima".into(),
            points: values.iter().map(point).collect(),
        }],
    }
}

#[test]
fn none_one_and_a_thousand_categories() {
    for kind in KINDS {
        for n in [0usize, 1, 2, 1000] {
            let values: Vec<_> = (0..n).map(|n| Some(n as f64)).collect();
            for width in [0, 340, 640, 5000] {
                inspect(&svg(&counts(kind, &values), &Look::page("a", width)));
            }
            inspect(&svg(
                &counts(kind, &vec![Some(0.0); n]),
                &Look::file("Sumber: catatan"),
            ));
            inspect(&svg(&counts(kind, &vec![None; n]), &Look::file("")));
        }
    }
    let nothing = svg(&counts(Kind::Line, &[]), &Look::page("a", 640));
    assert!(nothing.contains("Belum ada data"));
}

#[test]
fn a_value_that_is_not_known_leaves_a_gap() {
    let drawing = svg(
        &counts(Kind::Line, &[Some(1.0), Some(2.0), None, Some(3.0)]),
        &Look::page("a", 640),
    );
    let line = drawing
        .split("<path d=\"")
        .find(|path| path.contains("stroke-linejoin"))
        .unwrap();
    assert_eq!(line.matches('M').count(), 2, "{line}");
    assert_eq!(drawing.matches("g-mark").count(), 3);
}

#[test]
fn links_make_a_group_and_no_link_an_image() {
    let mut chart = counts(Kind::Columns, &[Some(1.0)]);
    assert!(svg(&chart, &Look::page("a", 640)).contains("role=\"img\""));
    chart.series[0].points[0].link = Some("/laporan".into());
    let linked = svg(&chart, &Look::page("a", 640));
    assert!(linked.contains("role=\"group\"") && linked.contains("<a href=\"/laporan\">"));
}

#[test]
fn a_page_has_classes_and_a_file_colours() {
    let chart = counts(Kind::Stacked, &[Some(1.0), Some(2.0)]);
    let page = svg(&chart, &Look::page("a", 640));
    assert!(
        page.contains("class=\"g-f-") && !page.contains('#'),
        "{page}"
    );
    let file = svg(&chart, &Look::file("Sumber: catatan"));
    assert!(file.contains("fill=\"#") && !file.contains("g-f-"));
    assert!(file.contains("Sumber: catatan") && file.contains(">Laporan</text>"));
}

#[test]
fn little_data_shows() {
    for kind in KINDS {
        let mut chart = counts(kind, &[Some(5.0), Some(2.0)]);
        chart.series[0].points[1].few = true;
        let drawing = svg(&chart, &Look::page("a", 640));
        assert!(drawing.contains("datanya sedikit"), "{kind:?}");
        inspect(&drawing);
    }
}

fn village(name: &str, west: f64, value: Option<f64>) -> Area {
    let square = vec![
        (west, -2.0),
        (west + 1.0, -2.0),
        (west + 1.0, -3.0),
        (west, -3.0),
    ];
    Area {
        name: name.into(),
        outline: vec![square],
        point: Point {
            value,
            label: "7 laporan".into(),
            ..Point::default()
        },
    }
}

fn map_of(areas: Vec<Area>) -> Map {
    Map {
        title: "Wilayah".into(),
        description: String::new(),
        unit: "laporan".into(),
        areas,
    }
}

#[test]
fn an_area_with_little_behind_it_has_a_dashed_border_and_says_so() {
    let dashes = "stroke-dasharray=\"3 2\"";
    let mut areas = vec![
        village("Menteng", 113.0, Some(7.0)),
        village("Panarung", 114.0, Some(2.0)),
    ];
    let drawing = choropleth(&map_of(areas.clone()), &Look::page("a", 640));
    assert!(!drawing.contains(dashes) && !drawing.contains("datanya sedikit"));
    areas[1].point.few = true;
    let drawing = choropleth(&map_of(areas), &Look::page("a", 640));
    inspect(&drawing);
    assert!(drawing.contains(dashes) && drawing.contains("datanya sedikit"));
}

#[test]
fn a_value_of_nothing_has_no_rectangle_without_area() {
    for kind in KINDS {
        let drawing = svg(
            &counts(kind, &[Some(0.0), Some(3.0)]),
            &Look::page("a", 640),
        );
        let flat = ["height=\"0\"", "width=\"0\""];
        assert!(
            !flat.iter().any(|flat| drawing.contains(flat)),
            "{kind:?}: {drawing}"
        );
        inspect(&drawing);
    }
}

#[test]
fn an_area_whose_value_is_not_shown_is_hatched_and_says_so() {
    let areas = vec![
        village("Menteng", 113.0, Some(7.0)),
        village("Panarung", 114.0, None),
    ];
    let map = map_of(areas);
    let drawing = choropleth(&map, &Look::page("a", 640));
    inspect(&drawing);
    assert!(drawing.contains("<title>Menteng: 7 laporan</title>"));
    assert!(drawing.contains("<title>Panarung: Tidak ditampilkan tersendiri</title>"));
    assert!(drawing.contains("url(#ga-none)"));
}

#[test]
fn what_is_left_beside_all_others_comes_last_and_is_no_point_in_time() {
    let with_rest = |kind| {
        let mut chart = counts(kind, &[Some(90.0), Some(5.0), Some(7.0)]);
        chart.series[0].points[0].rest = true;
        chart.categories[0] = "Lainnya".into();
        chart
    };
    let look = Look::page("a", 620);
    let bars = svg(&with_rest(Kind::Bars), &look);
    let at = |words: &str| bars.find(words).unwrap();
    assert!(at("Kelompok 3") < at("Kelompok 2") && at("Kelompok 2") < at("Lainnya"));
    assert!(bars.contains("url(#ga-none)"));
    for kind in [Kind::Columns, Kind::Stacked, Kind::Ring] {
        let drawn = svg(&with_rest(kind), &look);
        assert!(
            drawn.contains("Lainnya") && drawn.contains("url(#ga-none)"),
            "{kind:?}"
        );
    }
    let line = svg(&with_rest(Kind::Line), &look);
    assert!(line.contains("Kelompok 3") && !line.contains("Lainnya"));
}
