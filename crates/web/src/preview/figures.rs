//! Samples of the figures, the rules and the short pages.

use lapor_domain::figures::Cohort;

use super::parts::either;
use super::{Sample, layout};
use crate::i18n::I18n;
use crate::layout::Nav;
use crate::measure_words;
use crate::public::stats::{arrangements, rows};
use crate::view::about::{AboutPage, AccessibilityPage, FreeDay, PrivacyPage, RuleRow};
use crate::view::forms::{Choice, ChoiceGroup, Errors};
use crate::view::stats::{
    Breakdown, BreakdownRow, Cell, Download, FigureRow, MeasureRow, StatsAsked, StatsPage,
};

pub(super) fn samples(i18n: I18n) -> Vec<Sample> {
    let full = stats(i18n);
    let wrong = StatsPage {
        errors: Errors::one("as_of", i18n.t("stats-error-future")),
        asked: StatsAsked {
            as_of: "2999-01-01".into(),
            ..StatsAsked::default()
        },
        breakdown: None,
        passed: None,
        measures: Vec::new(),
        backlog: Vec::new(),
        subcounts: Vec::new(),
        fitted: Vec::new(),
        remarks: Vec::new(),
        downloads: Vec::new(),
        ..full.clone()
    };
    vec![
        Sample::new("stats", &full),
        Sample::new("stats-error", &wrong),
        Sample::new("about", &about(i18n)),
        Sample::new(
            "privacy",
            &PrivacyPage {
                l: layout(i18n, Nav::Other, "/privasi"),
            },
        ),
        Sample::new(
            "accessibility",
            &AccessibilityPage {
                l: layout(i18n, Nav::Other, "/aksesibilitas"),
            },
        ),
    ]
}

fn figure(i18n: I18n, key: &str, count: u64) -> FigureRow {
    let tenths = (count * 1000 + 303) / 606;
    FigureRow {
        label: i18n.t(&format!("stats-{key}")),
        href: "/laporan?from=2023-01-01&to=2023-12-31".into(),
        meaning: measure_words::meaning(i18n, &key.replace('-', "_")),
        count: i18n.number(count),
        share: if key == "received" {
            String::new()
        } else {
            i18n.percent(tenths as u32)
        },
        tenths: tenths as u32,
    }
}

fn stats(i18n: I18n) -> StatsPage {
    let period = i18n.t2(
        "stats-period",
        "from",
        either(i18n, "1 Januari", "1 January"),
        "to",
        either(i18n, "31 Desember 2023", "31 December 2023"),
    );
    let columns: Vec<String> = ["received", "handled", "in-process", "not-followed-up"]
        .iter()
        .map(|key| i18n.t(&format!("stats-{key}")))
        .collect();
    let row = |label: &str, counts: [u64; 4], is_sum| BreakdownRow {
        label: label.into(),
        href: if is_sum {
            "/laporan?from=2023-01-01&to=2023-12-31".into()
        } else {
            String::new()
        },
        cells: columns
            .iter()
            .zip(counts)
            .map(|(column, count)| Cell {
                column: column.clone(),
                value: i18n.number(count),
            })
            .collect(),
        is_sum,
    };
    let measure = |label: &str, value: String, of: &str, formula: &str| MeasureRow {
        label: label.into(),
        value,
        of: of.into(),
        how: (!formula.is_empty())
            .then(|| formula.to_owned())
            .into_iter()
            .collect(),
        ..MeasureRow::default()
    };
    let breakdowns = ["unit", "category", "channel", "type", "month", "region"];
    StatsPage {
        l: layout(
            i18n,
            Nav::Statistics,
            "/statistik?from=2023-01-01&to=2023-12-31&by=category",
        ),
        asked: StatsAsked {
            from: "2023-01-01".into(),
            to: "2023-12-31".into(),
            as_of: "2023-12-31".into(),
            by: "category".into(),
            units: "then".into(),
        },
        errors: Errors::default(),
        breakdowns: ChoiceGroup::flat(
            breakdowns
                .iter()
                .map(|by| Choice::new(*by, i18n.t(&format!("stats-by-{by}"))))
                .collect(),
        ),
        arrangements: ChoiceGroup::flat(arrangements(i18n)),
        period,
        as_of: i18n.t1(
            "stats-as-of-words",
            "day",
            either(i18n, "31 Desember 2023", "31 December 2023"),
        ),
        headline: headline(i18n),
        figures: [
            ("received", 606),
            ("handled", 589),
            ("in-process", 12),
            ("not-followed-up", 5),
            ("not-verified", 0),
            ("on-hold", 0),
            ("archived", 0),
            ("transferred", 0),
        ]
        .map(|(key, count)| figure(i18n, key, count))
        .to_vec(),
        how_sum: i18n.t("stats-how-sum"),
        how_sums: i18n.t("stats-how-sum-left"),
        subcounts: vec![
            measure(
                &either(i18n, "Ditutup pelapor", "Closed by reporters"),
                "402".into(),
                "",
                "",
            ),
            measure(
                &either(
                    i18n,
                    "Ditutup karena tidak ada tanggapan",
                    "Closed by silence",
                ),
                "171".into(),
                "",
                "",
            ),
        ],
        measures: vec![
            measure(
                &either(i18n, "Tuntas", "Completed"),
                i18n.percent(972),
                &either(i18n, "589 dari 606", "589 of 606"),
                &either(
                    i18n,
                    "Tertangani dibagi yang diterima, tanpa yang diarsipkan dan diteruskan.",
                    "Handled divided by received, without archived and sent on.",
                ),
            ),
            measure(
                &either(i18n, "Jawaban pertama", "First answer"),
                either(i18n, "2 hari kerja", "2 working days"),
                &either(
                    i18n,
                    "nilai tengah; 9 dari 10 dalam 4 hari kerja",
                    "median; 9 of 10 within 4 working days",
                ),
                "",
            ),
            measure(
                &either(i18n, "Nilai dari pelapor", "Rating"),
                "–".into(),
                &either(
                    i18n,
                    "baru 7 penilaian, belum dirata-ratakan",
                    "only 7 ratings, no mean yet",
                ),
                "",
            ),
        ],
        backlog: vec![MeasureRow {
            label: i18n.t("backlog-5"),
            value: i18n.number(17),
            how: measure_words::how(i18n, "backlog_to_5"),
            ..MeasureRow::default()
        }],
        periods: Vec::new(),
        compared: None,
        compared_how: String::new(),
        charts: Vec::new(),
        basis: String::new(),
        breakdown: Some(Breakdown {
            caption: i18n.t1(
                "stats-breakdown",
                "dimension",
                i18n.t("stats-by-category").to_lowercase(),
            ),
            dimension: i18n.t("stats-by-category"),
            rows: vec![
                row("Penerangan jalan", [241, 236, 3, 2], false),
                row("Kebersihan", [198, 193, 4, 1], false),
                row(&i18n.t("stats-other"), [167, 160, 5, 2], false),
                row(&i18n.t("stats-total"), [606, 589, 12, 5], true),
            ],
            columns,
        }),
        breakdown_how: vec![measure_words::explained(i18n, "received")],
        passed_how: vec![measure_words::explained(i18n, "moves")],
        passed: Some(passed(i18n)),
        fitted: vec![i18n.t("stats-in-fives")],
        remarks: vec![
            i18n.tn("stats-recorded-later", 3),
            i18n.t1("stats-position", "position", i18n.number(4_812)),
        ],
        downloads: vec![
            Download {
                href: "/statistik.csv".into(),
                name: "CSV".into(),
            },
            Download {
                href: "/statistik.json".into(),
                name: "JSON".into(),
            },
        ],
    }
}

fn headline(i18n: I18n) -> String {
    let total = Cohort {
        received: 606,
        handled: 589,
        in_process: 12,
        not_followed_up: 5,
        ..Cohort::default()
    };
    rows::headline(i18n, &total, false)
}

fn about(i18n: I18n) -> AboutPage {
    let rule = |key: &str, length: String, meaning: String| RuleRow {
        name: i18n.t(key),
        length,
        meaning,
        basis: either(
            i18n,
            "Undang-Undang 25/2009 pasal 50",
            "Law 25/2009, article 50",
        ),
        certainty: either(
            i18n,
            "pengetahuan umum, belum dicocokkan",
            "general knowledge, not verified",
        ),
    };
    AboutPage {
        l: layout(i18n, Nav::About, "/tentang"),
        rules: vec![
            rule(
                "clock-verification",
                either(i18n, "3 hari kerja", "3 working days"),
                either(
                    i18n,
                    "Sejak laporan diterima sampai diserahkan ke unit. Lewat waktu: pimpinan diberi tahu.",
                    "From receipt until it is given to a unit. When it runs out, the leader is told.",
                ),
            ),
            rule(
                "clock-resolution",
                either(
                    i18n,
                    "14 hari kerja untuk pengaduan",
                    "14 working days for a complaint",
                ),
                either(
                    i18n,
                    "Sejak diserahkan ke unit sampai jawaban akhir.",
                    "From the unit until the final answer.",
                ),
            ),
        ],
        in_force: either(
            i18n,
            "Berlaku sejak 1 Januari 2023.",
            "In force since 1 January 2023.",
        ),
        working_days: either(
            i18n,
            "Senin sampai Jumat, menurut WIB",
            "Monday to Friday, WIB",
        ),
        free_days: vec![FreeDay {
            date: either(i18n, "Senin, 18 Agustus 2025", "Monday, 18 August 2025"),
            name: "Hari Kemerdekaan".into(),
            kind: either(i18n, "cuti bersama", "collective leave"),
        }],
        counter: either(
            i18n,
            "Loket pengaduan, balai kota, Senin sampai Jumat pukul 08.00 sampai 15.00.",
            "Complaints counter, city hall, Monday to Friday, 08:00 to 15:00.",
        ),
    }
}

fn passed(i18n: I18n) -> Breakdown {
    let columns = ["moves", "refusals", "total", "median"]
        .map(|column| i18n.t(&format!("stats-passed-{column}")));
    let row = |label: String, values: [&str; 4]| BreakdownRow {
        label,
        href: String::new(),
        cells: columns
            .iter()
            .zip(values)
            .map(|(column, value)| Cell {
                column: column.clone(),
                value: value.into(),
            })
            .collect(),
        is_sum: false,
    };
    Breakdown {
        caption: i18n.t("stats-passed"),
        dimension: i18n.t("stats-by-unit"),
        rows: vec![
            row("Dinas Lingkungan Hidup".into(), ["12", "9", "61", "6"]),
            row(i18n.t("stats-passed-no-unit"), ["7", "0", "–", "–"]),
        ],
        columns: columns.to_vec(),
    }
}
