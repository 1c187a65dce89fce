//! What documents say, from figures that were made up: nothing, very much, and words that want to be something else.
#![expect(clippy::unwrap_used, reason = "tests")]

use dokumen::{Block, Cell, Document, Table};
use jiff::civil::{date, time};
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::official::{Layout, Papers, Reader};
use lapor_domain::words::{Figure, ReportType};
use lapor_domain::zone::Zone;
use uuid::Uuid;

use super::*;

const HOSTILE: &str =
    "=cmd|' /C calc'!A0 <script>&]]> \u{202E}gnp.exe\u{2069} \u{0}\u{FFFE}\u{1b}[2J\r\nbaris lain";

fn counts(of: &[(Figure, u64)]) -> Counts {
    let mut by = [Some(0); 7];
    for (figure, n) in of {
        let at = Figure::ALL
            .iter()
            .position(|known| known == figure)
            .unwrap();
        by[at] = Some(*n);
    }
    Counts {
        received: of.iter().map(|(_, n)| n).sum(),
        by,
    }
}

fn nothing(layout: Layout) -> Gathered {
    let body = BodyId(Uuid::nil());
    Gathered {
        layout,
        ..example(body, "Kota Contoh", Zone::Wib, date(2023, 8, 1))
    }
}

fn line(n: u128) -> Line {
    Line {
        id: ReportId(Uuid::from_u128(n + 1)),
        number: format!("{n:012}"),
        day: date(2023, 7, 1 + i8::try_from(n % 31).unwrap()),
        time: Some(time(8, 30, 0, 0)),
        matter: Some(Matter {
            reporter: "Warga".to_owned(),
            kind: ReportType::Complaint,
            category: Some(("jalan".to_owned(), "Jalan".to_owned())),
            flags: (false, false),
            source: "Situs web".to_owned(),
            holder: "Kota Contoh".to_owned(),
            unit: Some(("dpupr".to_owned(), "Dinas PUPR".to_owned())),
            region: None,
            place: Default::default(),
            rating: Some(4),
        }),
        figure: Some(Figure::Handled),
        status: "Tertangani".to_owned(),
        reason: String::new(),
        remark: "Selesai, dikonfirmasi pelapor".to_owned(),
        answered_at: None,
        known: 5,
        said: None,
        is_named: false,
    }
}

fn many(layout: Layout, n: u128) -> (Gathered, Words) {
    let lines: Vec<Line> = (0..n).map(line).collect();
    let words = lines.iter().map(|line| {
        let spoken = Spoken {
            title: Said::Words(HOSTILE.to_owned()),
            original: Said::Withheld,
            text: Said::Words("Isi. ".repeat(400)),
            answer: Said::Nothing,
            name: None,
            is_unnamed: false,
            is_gone: false,
        };
        (line.id, spoken)
    });
    let words = words.collect();
    let total = counts(&[(Figure::Handled, n as u64)]);
    let gathered = Gathered {
        total,
        cases: n as u64,
        lines,
        ..nothing(layout)
    };
    (gathered, words)
}

fn made(gathered: &Gathered, words: &Words) -> Document {
    let papers = Papers::usual("Kota Contoh", date(2023, 1, 1));
    let advice = propose(gathered, &papers);
    let dressing = Dressing {
        papers: &papers,
        advice: &advice,
        is_draft: false,
        is_masked: false,
        note: None,
    };
    document(gathered, words, &dressing)
}

fn tables(document: &Document) -> Vec<&Table> {
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

#[test]
fn a_period_without_reports_has_every_document() {
    for layout in Layout::ALL {
        for reader in Reader::ALL {
            let gathered = Gathered {
                reader: *reader,
                ..nothing(*layout)
            };
            let document = made(&gathered, &Words::new());
            assert!(
                gate(&document).is_empty(),
                "{layout}: {:?}",
                gate(&document)
            );
            for form in Form::ALL {
                let bytes = form.write(&document).unwrap();
                assert!(!bytes.is_empty(), "{layout} {}", form.ending());
                assert_eq!(
                    bytes,
                    form.write(&document).unwrap(),
                    "{layout} {}",
                    form.ending()
                );
            }
            let told = text(&document);
            assert!(
                told.contains("0 laporan") || told.contains("0 pengaduan"),
                "{told}"
            );
        }
    }
}

#[test]
fn twenty_thousand_reports_stand_in_the_annexes_with_every_column() {
    let (gathered, words) = many(Layout::Activity, 20_000);
    let document = made(&gathered, &words);
    let annexes: Vec<&Table> = tables(&document)
        .into_iter()
        .filter(|table| table.rows.len() == 20_000)
        .collect();
    let columns: Vec<usize> = annexes.iter().map(|table| table.columns.len()).collect();
    assert_eq!(columns, [14, 15]);
    for table in &annexes {
        assert!(
            table
                .rows
                .iter()
                .all(|row| row.len() == table.columns.len())
        );
    }
    let heads: Vec<&str> = annexes[0]
        .columns
        .iter()
        .map(|it| it.title.as_str())
        .collect();
    assert_eq!(
        (heads[0], heads[12], heads[13]),
        ("Tracking ID", "Tanggapan", "Keterangan")
    );
    let heads: Vec<&str> = annexes[1]
        .columns
        .iter()
        .map(|it| it.title.as_str())
        .collect();
    assert_eq!((heads[1], heads[14]), ("Instansi Induk", "Rating"));
    // A long text is cut where a cell ends, on a whole character.
    let Cell::Text(shown) = &annexes[0].rows[0][9] else {
        panic!("no text");
    };
    assert!(shown.ends_with('…') && shown.chars().count() <= 1_001);
    let (gathered, words) = many(Layout::Recap, 20_000);
    let recap = made(&gathered, &words);
    let months = tables(&recap)
        .into_iter()
        .filter(|table| table.columns.len() == 8);
    let rows: usize = months.map(|table| table.rows.len()).sum();
    assert_eq!(rows, 20_000);
}

#[test]
fn words_that_want_to_be_something_else_stay_words() {
    for layout in [Layout::Activity, Layout::Recap] {
        let (gathered, words) = many(layout, 40);
        let document = made(&gathered, &words);
        for form in Form::ALL {
            let bytes = form.write(&document).unwrap();
            let written = String::from_utf8_lossy(&bytes);
            assert!(
                form != Form::Html || !written.contains("<script"),
                "{layout}"
            );
            let is_hostile =
                |c: char| matches!(c, '\0' | '\u{202E}' | '\u{2069}' | '\u{FFFE}' | '\u{1b}');
            let is_read = matches!(form, Form::Html | Form::Text);
            assert!(
                !is_read || !written.contains(is_hostile),
                "{layout} {form:?}"
            );
        }
    }
}

#[test]
fn what_may_be_told_no_more_takes_its_whole_row_along() {
    let (gathered, mut words) = many(Layout::Activity, 3);
    words.remove(&gathered.lines[1].id);
    let told = text(&made(&gathered, &words));
    assert!(told.contains(&gathered.lines[0].number) && !told.contains(&gathered.lines[1].number));
    assert!(
        told.contains("dihapus") && told.contains("Angka tidak berubah"),
        "{told}"
    );
    assert!(
        told.contains("menerima 3 laporan; 3 telah ditangani"),
        "{told}"
    );
}

#[test]
fn personal_data_is_found_where_it_stands_and_masked_where_that_is_asked() {
    let (gathered, mut words) = many(Layout::Activity, 2);
    let number = gathered.lines[1].number.clone();
    let spoken = words.get_mut(&gathered.lines[1].id).unwrap();
    spoken.text = Said::Words("NIK saya 6271031234560001, telepon 0812-3456-7890.".to_owned());
    let papers = Papers::usual("Kota Contoh", date(2023, 1, 1));
    let dressing = |is_masked| Dressing {
        papers: &papers,
        advice: &[],
        is_draft: false,
        is_masked,
        note: None,
    };
    let found = gate(&document(&gathered, &words, &dressing(false)));
    assert_eq!(found.len(), 2, "{found:?}");
    let place = found[0].place.to_string();
    assert!(
        place.contains(&number) && place.contains("Isi Laporan Akhir"),
        "{place}"
    );
    assert!(!place.contains("6271031234560001"));
    let masked = document(&gathered, &words, &dressing(true));
    assert!(gate(&masked).is_empty(), "{:?}", gate(&masked));
    assert!(text(&masked).contains("[NIK]"));
}

#[test]
fn recommendations_follow_from_the_figures() {
    let papers = Papers::usual("Kota Contoh", date(2023, 1, 1));
    let (mut gathered, _) = many(Layout::Activity, 0);
    assert!(propose(&gathered, &papers)[0].contains("kanal"));
    gathered.total = counts(&[(Figure::Handled, 80), (Figure::NotFollowedUp, 20)]);
    gathered.closed_by = [10, 5, 65];
    gathered.handling.refused = (20, 100);
    gathered.handling.disputed = (30, 80);
    gathered.handling.units = vec![
        UnitHandling {
            name: "Dinas Lambat".to_owned(),
            timely: (7, 10),
            refused: (4, 12),
        },
        UnitHandling {
            name: "Dinas Kecil".to_owned(),
            timely: (0, 9),
            refused: (9, 9),
        },
    ];
    let group = |received| Group {
        key: Some("jalan".to_owned()),
        label: "Jalan rusak".to_owned(),
        counts: counts(&[(Figure::Handled, received)]),
        cases: received,
        is_rest: false,
    };
    gathered.categories = vec![group(30)];
    gathered.before = Some(Box::new(Before {
        period: gathered.period.previous(),
        total: counts(&[(Figure::Handled, 50)]),
        in_fives: false,
        categories: vec![group(10)],
    }));
    let advice = propose(&gathered, &papers).join("\n");
    for words in [
        "20 dari 100 (20,0 %) laporan belum ditindaklanjuti",
        "Dinas Lambat memberi jawaban akhir tepat waktu pada 7 dari 10 (70,0 %)",
        "Jalan rusak naik dari 10 menjadi 30",
        "65 dari 80 (81,3 %) laporan tertangani ditutup sistem",
        "menolak 20 dari 100 (20,0 %) disposisi",
        "Dinas Lambat menolak 4 (33,3 %)",
        "menyanggah 30 dari 80 (37,5 %)",
    ] {
        assert!(advice.contains(words), "{words}\n{advice}");
    }
    assert!(
        !advice.contains("Dinas Kecil"),
        "too few to judge: {advice}"
    );
    // Counts in fives are not compared, and how reports were closed is not told to anyone.
    gathered.reader = Reader::Public;
    let advice = propose(&gathered, &papers).join("\n");
    assert!(
        !advice.contains("Jalan rusak") && !advice.contains("ditutup sistem"),
        "{advice}"
    );
    gathered.reader = Reader::Inside;
    gathered.total = counts(&[(Figure::Handled, 100)]);
    gathered.closed_by = [100, 0, 0];
    gathered.handling = Handling::default();
    gathered.before = None;
    assert!(propose(&gathered, &papers)[0].contains("tidak menunjukkan"));
}

#[test]
fn the_press_reads_it_out() {
    let (mut gathered, _) = many(Layout::Press, 0);
    gathered.total = counts(&[
        (Figure::Handled, 589),
        (Figure::InProcess, 12),
        (Figure::NotFollowedUp, 5),
    ]);
    let unit = |label: &str, n| Group {
        key: Some(label.to_owned()),
        label: label.to_owned(),
        counts: counts(&[(Figure::Handled, n)]),
        cases: n,
        is_rest: false,
    };
    gathered.units = vec![unit("Dinas PUPR", 400), unit("Kelurahan Palangka", 206)];
    let said = paragraph(&gathered);
    assert!(said.starts_with("Selama bulan Juli 2023 Kota Contoh menerima 606 pengaduan; 589 telah ditangani, 12 dalam proses, 5 belum ditindaklanjuti."), "{said}");
    assert!(
        said.contains("97,2 % (589 dari 606 pengaduan, tanpa yang diarsipkan dan diteruskan)")
            && said.contains("Dinas PUPR (400) dan Kelurahan Palangka (206)"),
        "{said}"
    );
    let told = text(&made(&gathered, &Words::new()));
    assert!(
        told.contains(". Angka mencakup semua laporan yang diterima")
            && told.contains("hanya tingkat penyelesaian tanpa yang diarsipkan dan diteruskan."),
        "{told}"
    );
    // For anyone each part is in fives: what is said of it must be true of the inside's figure too.
    gathered.reader = Reader::Public;
    let told = text(&made(&gathered, &Words::new()));
    assert!(
        told.contains("Dinas PUPR (sedikitnya 400) dan Kelurahan Palangka (sedikitnya 206)"),
        "{told}"
    );
    assert!(
        told.contains("per lima. Angka lainnya mencakup semua laporan yang diterima"),
        "{told}"
    );
    gathered.in_fives = true;
    let told = text(&made(&gathered, &Words::new()));
    assert!(
        told.contains("per lima. Jumlah seluruhnya di sini dihitung begitu juga")
            && !told.contains("mencakup semua laporan"),
        "{told}"
    );
}

#[test]
fn people_write_into_a_document_what_stands_in_it() {
    let papers = Papers::usual("Kota Contoh", date(2023, 1, 1));
    let advice = [
        "Kantor buka pada hari libur.".to_owned(),
        "Silakan melapor.".to_owned(),
    ];
    let dressing = Dressing {
        papers: &papers,
        advice: &advice,
        is_draft: false,
        is_masked: false,
        note: None,
    };
    for layout in Layout::ALL {
        let (gathered, words) = many(*layout, 3);
        let told = text(&document(&gathered, &words, &dressing));
        for written in &advice {
            assert_eq!(
                told.contains(written),
                layout.written().is_some(),
                "{layout}: {told}"
            );
        }
        let proposes = *layout == Layout::Activity;
        assert_eq!(
            !propose(&gathered, &papers).is_empty(),
            proposes,
            "{layout}"
        );
    }
    let (gathered, words) = many(Layout::Press, 3);
    let told = text(&document(&gathered, &words, &dressing));
    let whole = format!("{} {} {}\n", paragraph(&gathered), advice[0], advice[1]);
    assert!(told.contains(&whole), "{told}");
}

#[test]
fn what_is_told_of_no_state_was_not_disposed_for_all_that_anyone_knows() {
    let mut total = counts(&[(Figure::Handled, 13), (Figure::InProcess, 33)]);
    total.received = 69;
    let unit = Group {
        key: Some("pupr".to_owned()),
        label: "Dinas PUPR".to_owned(),
        counts: total,
        cases: 69,
        is_rest: false,
    };
    let gathered = |layout| Gathered {
        reader: Reader::Public,
        in_fives: true,
        total,
        cases: 64,
        units: vec![unit.clone()],
        before: Some(Box::new(Before {
            period: nothing(layout).period.previous(),
            total,
            in_fives: false,
            categories: Vec::new(),
        })),
        ..nothing(layout)
    };
    let said = paragraph(&gathered(Layout::Press));
    assert!(
        said.contains("28,3 % (13 dari 46 pengaduan, tanpa yang diarsipkan, diteruskan, dan tidak dirinci). Pengaduan terdisposisi antara lain kepada Dinas PUPR (sedikitnya 69)."),
        "{said}"
    );
    let told = text(&made(&gathered(Layout::Units), &Words::new()));
    assert!(
        told.contains("Masuk | Proses | Selesai | Tidak dirinci")
            && told.contains("Dinas PUPR | 69 | 33 | 13 | 23")
            && told.contains("Masuk dikurangi Proses, Tidak dirinci, dan Selesai adalah")
            && told.contains("tanpa yang diarsipkan, diteruskan, dan tidak dirinci."),
        "{told}"
    );
    let told = text(&made(&gathered(Layout::Activity), &Words::new()));
    assert!(
        told.contains("Tidak dirinci menurut keadaan | 23 | 33,3 %"),
        "{told}"
    );
    assert!(
        !told.contains("Jumlah yang diterima") && !told.contains("ditangani bersama"),
        "{told}"
    );
}

#[test]
fn a_period_that_is_over_is_told_as_it_stood_at_its_end() {
    let stood = counts(&[
        (Figure::Handled, 589),
        (Figure::InProcess, 12),
        (Figure::NotFollowedUp, 5),
    ]);
    let sentence = "Pada 31 Juli 2023: 606 pengaduan; 589 telah ditangani, 12 dalam proses, 5 belum ditindaklanjuti.";
    let (mut gathered, words) = many(Layout::Press, 0);
    gathered.total = counts(&[(Figure::Handled, 598), (Figure::InProcess, 8)]);
    assert!(!paragraph(&gathered).contains("Pada 31"));
    gathered.at_end = Some(AtEnd {
        day: date(2023, 7, 31),
        total: stood,
    });
    let said = paragraph(&gathered);
    assert!(
        said.contains(&format!(
            "0 belum ditindaklanjuti. Tingkat penyelesaian 98,7 % (598 dari 606 pengaduan, tanpa yang diarsipkan dan diteruskan). {sentence}"
        )),
        "{said}"
    );
    gathered.total = counts(&[(Figure::Handled, 609)]);
    let said = paragraph(&gathered);
    assert!(
        said.contains("5 belum ditindaklanjuti (3 baru tercatat sesudahnya)."),
        "{said}"
    );
    gathered.unit_name = Some("Dinas PUPR".to_owned());
    let said = paragraph(&gathered);
    assert!(
        said.contains("(3 baru tercatat pada unit ini sesudahnya)."),
        "{said}"
    );
    gathered.unit_name = None;
    gathered.layout = Layout::Activity;
    let told = text(&made(&gathered, &words));
    assert!(
        told.contains("diteruskan). Pada 31 Juli 2023: 606 laporan; 589"),
        "{told}"
    );
}

#[test]
fn a_period_says_when_reports_came_in_and_not_when_they_were_handled() {
    let gathered = Gathered {
        total: counts(&[(Figure::Handled, 50)]),
        ..nothing(Layout::Units)
    };
    let told = text(&made(&gathered, &Words::new()));
    assert!(
        told.contains(
            "\nSelama bulan Juli 2023 Kota Contoh menerima 50 laporan; 50 telah ditangani"
        ),
        "{told}"
    );
}

#[test]
fn months_that_nobody_may_be_told_are_no_empty_table() {
    for layout in [Layout::Activity, Layout::Recap] {
        let (mut gathered, words) = many(layout, 3);
        gathered.months.clear();
        gathered.reader = Reader::Public;
        let told = text(&made(&gathered, &words));
        assert!(
            told.contains("Angka menurut bulan tidak dimuat") && !told.contains("Bulan | Masuk"),
            "{told}"
        );
        assert!(!told.contains("tidak ada laporan."), "{told}");
        gathered.reader = Reader::Inside;
        let told = text(&made(&gathered, &words));
        assert!(told.contains("Bulan | Masuk"), "{told}");
    }
}

#[test]
fn a_period_that_goes_on_is_not_compared_with_a_whole_one() {
    let (mut gathered, words) = many(Layout::Activity, 12);
    gathered.before = Some(Box::new(Before {
        period: gathered.period.previous(),
        total: counts(&[(Figure::Handled, 46)]),
        in_fives: false,
        categories: Vec::new(),
    }));
    let told = text(&made(&gathered, &words));
    assert!(
        told.contains("Jumlah yang diterima turun 34 dari 46"),
        "{told}"
    );
    gathered.as_of = gathered.zone.start_of_day(date(2023, 7, 10));
    let told = text(&made(&gathered, &words));
    assert!(!told.contains("Jumlah yang diterima"), "{told}");
}

#[test]
fn a_period_that_goes_on_is_told_as_far_as_it_went() {
    for layout in Layout::ALL {
        let (mut gathered, words) = many(*layout, 12);
        gathered.as_of = gathered.zone.start_of_day(date(2023, 7, 10));
        let told = text(&made(&gathered, &words));
        assert!(
            told.contains("Sejak 1 sampai 9 Juli 2023") && !told.contains("Selama bulan"),
            "{told}"
        );
    }
}

#[test]
fn more_terms_than_reports_are_explained() {
    let (mut gathered, words) = many(Layout::Activity, 3);
    gathered.handling.timely = [(3, 3), (3, 3), (2, 3)];
    let told = text(&made(&gathered, &words));
    assert!(!told.contains("mendapat tenggat baru"), "{told}");
    gathered.handling.timely = [(3, 3), (3, 4), (2, 3)];
    let told = text(&made(&gathered, &words));
    assert!(told.contains("mendapat tenggat baru"), "{told}");
}

#[test]
fn a_recap_says_that_cities_are_counted_as_for_anyone() {
    let recap = |is_as_anyones| Recap {
        total: counts(&[(Figure::Handled, 605)]),
        left_out: false,
        is_as_anyones,
        has_own: false,
    };
    for is_as_anyones in [true, false] {
        let gathered = Gathered {
            recap: Some(recap(is_as_anyones)),
            ..nothing(Layout::Province)
        };
        let told = text(&made(&gathered, &Words::new()));
        assert_eq!(told.contains("dihitung per lima"), is_as_anyones, "{told}");
    }
}

#[test]
fn a_recap_adds_up_and_says_that_it_is_the_least() {
    let body = |name: &str, told: &[(Figure, u64)], unspecified| {
        let mut counts = counts(told);
        counts.received += unspecified;
        Group {
            key: Some(name.to_owned()),
            label: name.to_owned(),
            counts,
            cases: counts.received,
            is_rest: false,
        }
    };
    let told = [
        (Figure::NotVerified, 5),
        (Figure::NotFollowedUp, 8),
        (Figure::InProcess, 18),
        (Figure::Handled, 4),
        (Figure::Archived, 3),
    ];
    let city = body("Kota Contoh", &told, 7);
    let own = body("Provinsi Contoh", &[], 0);
    let mut gathered = Gathered {
        body_name: "Provinsi Contoh".to_owned(),
        recap: Some(Recap {
            total: city.counts,
            left_out: false,
            is_as_anyones: true,
            has_own: true,
        }),
        bodies: vec![city, own],
        ..nothing(Layout::Province)
    };
    let told = text(&made(&gathered, &Words::new()));
    for words in [
        "Provinsi Contoh sendiri dan 1 instansi lain menerima sedikitnya 45 laporan; yang dapat disebut",
        "Rekapitulasi menurut instansi (sedikitnya)",
        "1 | Kota Contoh | 45 | 5 | 8 | 18 | 4 | 3 | 7 | 11,4 %",
        "Tidak dirinci: hanya jumlahnya yang disebut",
        "dapat lebih kecil daripada dalam dokumen instansi itu sendiri",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    // The desk knows them exactly.
    gathered.bodies[0].counts.received -= 7;
    gathered.recap = gathered.recap.map(|recap| Recap {
        total: gathered.bodies[0].counts,
        is_as_anyones: false,
        ..recap
    });
    let told = text(&made(&gathered, &Words::new()));
    assert!(
        told.contains("1 instansi lain menerima 38 laporan: 5 belum didisposisi")
            && !told.contains("sedikitnya")
            && !told.contains("Tidak dirinci"),
        "{told}"
    );
}

#[test]
fn what_a_list_lacks_is_said_before_it() {
    let (mut gathered, words) = many(Layout::Activity, 3);
    gathered.unlisted = 2;
    let told = text(&made(&gathered, &words));
    let at = |words: &str| told.find(words).unwrap();
    let said = at("2 laporan tidak dibuka untuk edisi ini dan tidak dimuat dalam daftar");
    assert!(at("3.3 Daftar laporan") < said && said < at("3.3.1 Daftar laporan"));
}

#[test]
fn plain_text_says_what_document_it_is() {
    let told = text(&made(&nothing(Layout::Press), &Words::new()));
    assert!(
        told.contains("\nSIARAN PERS PENGELOLAAN PENGADUAN PERIODE BULAN JULI 2023\nEdisi "),
        "{told}"
    );
}

#[test]
fn what_is_left_of_the_months_is_no_month() {
    let (mut gathered, words) = many(Layout::Activity, 3);
    let group = |key: Option<&str>, label: &str, is_rest| Group {
        key: key.map(str::to_owned),
        label: label.to_owned(),
        counts: counts(&[(Figure::Handled, 3)]),
        cases: 3,
        is_rest,
    };
    let july = group(Some("2023-07"), "Juli 2023", false);
    gathered.months = vec![july.clone()];
    assert!(!text(&made(&gathered, &words)).contains("Baris lainnya memuat"));
    // As it is told now, and as an edition of before kept it.
    for is_rest in [true, false] {
        gathered.months = vec![july.clone(), group(None, "lainnya", is_rest)];
        let document = made(&gathered, &words);
        let line = document.blocks.iter().find_map(|block| match block {
            Block::Chart(chart) if chart.kind == grafik::Kind::Line => Some(chart),
            _ => None,
        });
        assert_eq!(line.unwrap().categories, ["Juli 2023"]);
        let told = text(&document);
        assert!(
            told.contains("lainnya | 3") && told.contains("Baris lainnya memuat"),
            "{told}"
        );
    }
}

#[test]
fn every_form_says_a_number_alike() {
    assert_eq!(dokumen::decimal(7.25, 1), "7,3");
    let mut document = made(&nothing(Layout::Press), &Words::new());
    document.blocks.push(Block::Table(Table {
        caption: "Lama".to_owned(),
        columns: vec![dokumen::Column {
            title: "Jam".to_owned(),
            width: 1,
            align: dokumen::Align::Right,
        }],
        rows: vec![vec![Cell::Decimal(435.0 / 60.0, 1)]],
        total: None,
    }));
    assert!(text(&document).contains("\n7,3\n"));
    let html = String::from_utf8(Form::Html.write(&document).unwrap()).unwrap();
    assert!(html.contains(">7,3<"));
}

#[test]
fn a_share_of_too_few_is_not_told_and_it_is_said_so() {
    let group = |label: &str, told: &[(Figure, u64)]| Group {
        key: Some(label.to_owned()),
        label: label.to_owned(),
        counts: counts(told),
        cases: 0,
        is_rest: false,
    };
    let mut gathered = Gathered {
        total: counts(&[(Figure::Handled, 11), (Figure::InProcess, 1)]),
        categories: vec![
            group("Jalan", &[(Figure::Handled, 10)]),
            group("Lampu", &[(Figure::Handled, 1), (Figure::InProcess, 1)]),
        ],
        handling: Handling {
            timely: [(10, 10), (1, 1), (0, 0)],
            minutes: [
                (10, Some(60), Some(90)),
                (1, Some(60), Some(60)),
                (0, None, None),
            ],
            ..Handling::default()
        },
        ..nothing(Layout::Activity)
    };
    let told = text(&made(&gathered, &Words::new()));
    for words in [
        "1 | Jalan | 10 | 10 | 0 | 0 | 0 | 100,0 %",
        "2 | Lampu | 2 | 1 | 1 | 0 | 0 | –",
        "Penyelesaian dari kurang dari 10 laporan tidak disebut.",
        "Verifikasi | 10 | 1,0 | 1,5 | 10 | 10 | 100,0 %",
        "Tindak lanjut pertama | 1 | 1,0 | 1,0 | 1 | 1 | –",
        "median dari kurang dari 10 yang diukur hanya petunjuk.",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    gathered.categories.truncate(1);
    gathered.handling.timely[1] = (0, 0);
    gathered.handling.minutes[1] = (0, None, None);
    let told = text(&made(&gathered, &Words::new()));
    assert!(!told.contains("dari kurang dari 10"), "{told}");
}

#[test]
fn how_units_stand_is_explained_below_their_table() {
    let unit = |name: &str, handled, open| Group {
        key: Some(name.to_owned()),
        label: name.to_owned(),
        counts: counts(&[(Figure::Handled, handled), (Figure::InProcess, open)]),
        cases: handled + open,
        is_rest: false,
    };
    let mut gathered = Gathered {
        total: counts(&[(Figure::Handled, 337), (Figure::InProcess, 72)]),
        units: vec![
            unit("A", 90, 10),
            unit("B", 89, 11),
            unit("C", 75, 25),
            unit("D", 74, 26),
            unit("E", 9, 0),
        ],
        ..nothing(Layout::Units)
    };
    let told = text(&made(&gathered, &Words::new()));
    let warned = "periksa juga hasilnya:\n- Dinas Cepat";
    assert!(!told.contains("periksa juga hasilnya"), "{told}");
    gathered.warnings = vec!["Dinas Cepat termasuk sepertiga terbaik.".to_owned()];
    assert!(text(&made(&gathered, &Words::new())).contains(warned));
    for words in [
        "90,0 % | Baik",
        "89,0 % | Cukup",
        "75,0 % | Cukup",
        "74,0 % | Perlu perhatian",
        "100,0 % | Terlalu sedikit",
        "90 % ke atas Baik, 75 % sampai di bawah 90 % Cukup, di bawah 75 % Perlu perhatian",
        "hanya menurut penyelesaian",
        "Ditindaklanjuti: sudah dijawab dan masih dalam proses",
        "penyebutnya kurang dari 10 laporan tidak dinilai",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
}

#[test]
fn a_merged_report_says_how_its_case_stands_and_where_it_was_answered() {
    for layout in [Layout::Activity, Layout::Recap] {
        let (mut gathered, mut words) = many(layout, 2);
        let root = "280104719364";
        for spoken in words.values_mut() {
            spoken.title = Said::Nothing;
        }
        let line = &mut gathered.lines[0];
        line.status = format!("Tertangani (digabung dengan laporan {root})");
        line.remark = "Selesai".to_owned();
        line.answered_at = Some(root.to_owned());
        let document = made(&gathered, &words);
        let told = text(&document);
        for said in [
            "Tertangani (digabung dengan laporan 280104719364): Selesai",
            "Lihat tanggapan pada laporan 280104719364",
        ] {
            assert_eq!(told.matches(said).count(), 1, "{layout}: {said}\n{told}");
        }
        assert!(gate(&document).is_empty(), "the root's number is no one's");
        // An answer of its own stands before that of its root.
        let id = gathered.lines[0].id;
        words.get_mut(&id).unwrap().answer = Said::Words("Sudah kami tinjau.".to_owned());
        let told = text(&made(&gathered, &words));
        assert!(
            told.contains("Sudah kami tinjau.") && !told.contains("Lihat tanggapan"),
            "{told}"
        );
    }
}

#[test]
fn every_document_says_by_which_rules_its_figures_can_be_formed_again() {
    for layout in Layout::ALL {
        let mut gathered = Gathered {
            position: 1204,
            policy: 3,
            policies: vec![1, 2, 3],
            ..nothing(*layout)
        };
        let told = text(&made(&gathered, &Words::new()));
        let basis = "Catatan sampai peristiwa nomor 1.204; kebijakan versi 1, 2, dan 3; definisi angka versi 1.";
        assert!(told.contains(basis), "{layout}: {told}");
        // An edition of before kept one.
        gathered.policies.clear();
        let told = text(&made(&gathered, &Words::new()));
        assert!(told.contains("; kebijakan versi 3;"), "{layout}: {told}");
    }
}
