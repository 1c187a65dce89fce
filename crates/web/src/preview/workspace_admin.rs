//! Samples of the officers' pages: administration, account, jobs, figures.

use lapor_domain::figures::Family;

use super::Sample;
use super::workspace::{categories, desk, either, frame, units};
use crate::i18n::I18n;
use crate::measure_words;
use crate::view::forms::{Choice, ChoiceGroup, Errors};
use crate::view::parts::{Chip, ChipKind, Pager};
use crate::workspace_view::account::{self, AccountPage};
use crate::workspace_view::admin::{
    AdminPage, Cell, FoldedForm, OtherPage, Row, RowAction, Section, Table,
};
use crate::workspace_view::admin_forms as forms;
use crate::workspace_view::figure_table::{
    FigureTablePage, MeasureBox, MeasureGroup, MeasurePart, ShownTable,
};
use crate::workspace_view::form::{Field, Form, Input, Radio};
use crate::workspace_view::frame::Here;
use crate::workspace_view::jobs::JobsPage;
use crate::workspace_view::quality::QualityPage;
use crate::workspace_view::statistics::{ExplainedTable, OfficerFigure, OfficerStatisticsPage};
use crate::workspace_view::webhook_form;
use crate::workspace_view::wording::{self, WordingPage};

pub(super) fn samples(i18n: I18n) -> Vec<Sample> {
    vec![
        Sample::new("kelola-unit", &units_page(i18n)),
        Sample::new("kelola-petugas", &officer_page(i18n)),
        Sample::new("kelola-kategori", &category_page(i18n)),
        Sample::new("kelola-rute", &routes_page(i18n)),
        Sample::new("kelola-aturan", &policy_page(i18n)),
        Sample::new("kelola-kalender", &calendar_page(i18n)),
        Sample::new("kelola-kunci", &keys_page(i18n)),
        Sample::new("kelola-webhook", &webhooks_page(i18n)),
        Sample::new("kelola-riwayat", &changes_page(i18n)),
        Sample::new("kelola-kata", &wording_page(i18n)),
        Sample::new("akun", &account_page(i18n)),
        Sample::new("pekerjaan", &jobs_page(i18n)),
        Sample::new("ruang-statistik", &statistics_page(i18n)),
        Sample::new("ruang-ukuran", &figure_table_page(i18n)),
        Sample::new("ruang-rute", &quality_page(i18n)),
    ]
}

fn page(i18n: I18n, section: Section) -> AdminPage {
    AdminPage {
        l: frame(i18n, "/ruang/kelola/unit"),
        d: desk(i18n, Here::Admin),
        section,
        subject: String::new(),
        facts: Vec::new(),
        tables: Vec::new(),
        forms: Vec::new(),
        others: Vec::new(),
        pager: Pager::default(),
        preview: String::new(),
    }
}

fn folded(title: String, help: String, form: Form) -> FoldedForm {
    FoldedForm {
        title,
        help,
        form,
        open: false,
    }
}

fn columns(i18n: I18n, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| i18n.t(key)).collect()
}

fn table(i18n: I18n, caption: &str, keys: &[&str], rows: Vec<Row>) -> Table {
    Table {
        caption: caption.into(),
        columns: columns(i18n, keys),
        rows,
        empty: i18n.t("admin-none"),
    }
}

fn row(cells: Vec<Cell>) -> Row {
    Row {
        cells,
        actions: Vec::new(),
    }
}

fn units_page(i18n: I18n) -> AdminPage {
    let rows = vec![
        row(vec![
            Cell::link("Dinas Perhubungan", "/ruang/kelola/unit/dinas-perhubungan"),
            Cell::text("–"),
            Cell::text("–"),
            Cell::text(either(i18n, "sejak 1 Januari 2020", "from 1 January 2020")),
        ]),
        row(vec![
            Cell::link("Kelurahan Langkai", "/ruang/kelola/unit/langkai").from_import(&i18n),
            Cell::text("Kecamatan Pahandut"),
            Cell::text("62.71.01.1003"),
            Cell::text("–"),
        ]),
        row(vec![
            Cell::link("Badan Lama", "/ruang/kelola/unit/lama").ended(&i18n),
            Cell::text("–"),
            Cell::text("–"),
            Cell::text(either(
                i18n,
                "sampai 31 Desember 2022",
                "until 31 December 2022",
            )),
        ]),
    ];
    let mut page = page(i18n, Section::Units);
    page.tables = vec![table(
        i18n,
        &i18n.t("admin-units"),
        &[
            "admin-col-name",
            "admin-col-parent",
            "admin-col-region",
            "admin-col-valid",
        ],
        rows,
    )];
    let mut form = folded(
        i18n.t("admin-new-unit"),
        String::new(),
        forms::unit_form(&i18n, "/ruang/kelola/unit", units()),
    );
    form.form = form
        .form
        .with_errors(Errors::one("slug", i18n.t("admin-slug-hint")));
    page.forms = vec![form];
    page
}

fn officer_page(i18n: I18n) -> AdminPage {
    let mut grant = row(vec![
        Cell::text(i18n.t("role-unit-officer")),
        Cell::text("Kota Palangka Raya"),
        Cell::text("Dinas Perhubungan"),
    ]);
    grant.actions = vec![RowAction {
        action: "/ruang/kelola/petugas/penghubung/cabut".into(),
        label: i18n.t("admin-grant-end"),
        about: i18n.t("role-unit-officer"),
        hidden: vec![("role", "unit_officer".into())],
        danger: true,
    }];
    let mut page = page(i18n, Section::Officers);
    page.subject = "Penghubung Contoh".into();
    page.facts = vec![(i18n.t("admin-col-login"), "penghubung".into())];
    page.tables = vec![table(
        i18n,
        &i18n.t("admin-col-roles"),
        &["admin-role", "admin-body", "admin-node"],
        vec![grant],
    )];
    let bodies = ChoiceGroup::flat(vec![Choice::new("palangka-raya", "Kota Palangka Raya")]);
    page.forms = vec![
        folded(
            i18n.t("admin-edit"),
            String::new(),
            forms::officer_form(&i18n, "/ruang/kelola/petugas/penghubung", false),
        ),
        folded(
            i18n.t("admin-grant"),
            String::new(),
            forms::grant_form(
                &i18n,
                "/ruang/kelola/petugas/penghubung/hak",
                bodies,
                units(),
            ),
        ),
        folded(
            i18n.t("admin-password"),
            i18n.t("admin-password-help"),
            forms::password_form(&i18n, "/ruang/kelola/petugas/penghubung/sandi"),
        ),
    ];
    page
}

fn category_page(i18n: I18n) -> AdminPage {
    let mut page = page(i18n, Section::Categories);
    page.tables = vec![table(
        i18n,
        &i18n.t("admin-categories"),
        &["admin-col-name", "admin-col-parent", "admin-col-unit"],
        vec![row(vec![
            Cell::link(
                "Penerangan jalan",
                "/ruang/kelola/kategori/penerangan-jalan",
            ),
            Cell::text("Infrastruktur"),
            Cell::text("Dinas Perhubungan"),
        ])],
    )];
    page.forms = vec![folded(
        i18n.t("admin-new-category"),
        String::new(),
        forms::category_form(&i18n, "/ruang/kelola/kategori", categories(), units()),
    )];
    page
}

fn routes_page(i18n: I18n) -> AdminPage {
    let rule = Row {
        cells: vec![
            Cell::text(i18n.t1("routes-region", "code", "62.71.03")),
            Cell::text("Dinas Lingkungan Hidup"),
            Cell::text("–"),
            Cell::text("SK Wali Kota Nomor 7 Tahun 2025"),
        ],
        actions: vec![RowAction {
            action: "/ruang/kelola/rute/akhiri".into(),
            label: i18n.t("routes-end"),
            about: "62.71.03".into(),
            hidden: vec![("rule", "contoh".into())],
            danger: true,
        }],
    };
    let columns = ["routes-when", "routes-unit", "routes-valid", "routes-note"];
    let form = forms::route_form(&i18n, "/ruang/kelola/rute", categories(), units());
    let mut page = page(i18n, Section::Routes);
    page.facts = vec![
        (i18n.t("routes-tried-reports"), "606".into()),
        (i18n.t("routes-tried-same"), "41".into()),
    ];
    page.tables = vec![table(i18n, &i18n.t("admin-routes"), &columns, vec![rule])];
    page.forms = vec![folded(
        i18n.t("routes-new"),
        i18n.t("routes-tried-help"),
        form,
    )];
    page
}

fn keys_page(i18n: I18n) -> AdminPage {
    let key = Row {
        cells: vec![
            Cell::text("Aplikasi kota").small("0198f7a0-0000-7000-8000-000000000001"),
            Cell::text(i18n.t("keys-scope-file")),
            Cell::text("–"),
            Cell::text("120"),
            Cell::text("–"),
            Cell::text("–"),
        ],
        actions: vec![RowAction {
            action: "/ruang/kelola/kunci/cabut".into(),
            label: i18n.t("keys-revoke"),
            about: "Aplikasi kota".into(),
            hidden: vec![("key", "contoh".into())],
            danger: true,
        }],
    };
    let columns = [
        "admin-col-name",
        "keys-scopes",
        "keys-officer",
        "keys-per-minute",
        "keys-used",
        "routes-valid",
    ];
    let scopes = ["file", "read", "act", "stats"]
        .map(|scope| Choice::new(scope, i18n.t(&format!("keys-scope-{scope}"))))
        .to_vec();
    let form = forms::key_form(&i18n, "/ruang/kelola/kunci", scopes, vec![]);
    let mut page = page(i18n, Section::Keys);
    page.tables = vec![table(i18n, &i18n.t("admin-keys"), &columns, vec![key])];
    page.forms = vec![folded(i18n.t("keys-new"), String::new(), form)];
    page
}

fn webhooks_page(i18n: I18n) -> AdminPage {
    let hook = row(vec![
        Cell::link("Dasbor kota", "/ruang/kelola/webhook/contoh")
            .small("https://dasbor.kota.example/masuk"),
        Cell::text(i18n.t("webhook-sight-public")),
        Cell::text(i18n.t("webhook-topics-all")),
        Cell::text("3"),
        Cell::text("0"),
        Cell::text(i18n.t("webhook-active")),
    ]);
    let columns = [
        "admin-col-name",
        "webhook-sight",
        "webhook-topics",
        "webhook-waiting",
        "webhook-dead",
        "webhook-state",
    ];
    let sights = ["public", "unit", "body"]
        .map(|sight| {
            let key = format!("webhook-sight-{sight}");
            Radio::new(sight, i18n.t(&key), i18n.t(&format!("{key}-hint")))
        })
        .to_vec();
    let form = webhook_form::new(
        &i18n,
        "/ruang/kelola/webhook",
        sights,
        vec![],
        vec![],
        vec![],
    );
    let mut page = page(i18n, Section::Webhooks);
    page.tables = vec![table(i18n, &i18n.t("admin-webhooks"), &columns, vec![hook])];
    page.forms = vec![folded(i18n.t("webhook-new"), String::new(), form)];
    page
}

fn quality_page(i18n: I18n) -> QualityPage {
    let figure = |key: &str, count: &str, share: &str| OfficerFigure {
        label: i18n.t(key),
        count: count.into(),
        share: share.into(),
        href: String::new(),
    };
    let columns = ["quality-month", "quality-asked", "quality-accepted"];
    let rows = vec![row(vec![
        Cell::text("Juli 2023"),
        Cell::text("61"),
        Cell::text("48"),
    ])];
    QualityPage {
        l: frame(i18n, "/ruang/rute"),
        d: desk(i18n, Here::Routing),
        form: Form::new(
            "usulan",
            "/ruang/rute",
            i18n.t("stats-show-desk"),
            Vec::new(),
        ),
        scope: "Kota Palangka Raya".into(),
        period: "1 Januari sampai 31 Desember 2023".into(),
        figures: vec![
            figure("quality-asked", "606", ""),
            figure("quality-accepted", "488", "80,5 %"),
        ],
        remarks: vec![i18n.t("quality-drift-none")],
        tables: vec![table(i18n, &i18n.t("quality-by-month"), &columns, rows)],
    }
}

fn policy_page(i18n: I18n) -> AdminPage {
    let mut page = page(i18n, Section::Policy);
    page.others = vec![
        OtherPage {
            label: i18n.t2("policy-version", "version", 2, "from", "1/1/2025"),
            href: "/ruang/kelola/aturan/2".into(),
            present: true,
        },
        OtherPage {
            label: i18n.t2("policy-version", "version", 1, "from", "1/1/2020"),
            href: "/ruang/kelola/aturan/1".into(),
            present: false,
        },
    ];
    let days = |n: u64| Cell::text(i18n.tn("policy-days-working", n));
    page.tables = vec![table(
        i18n,
        &i18n.t2("policy-version", "version", 2, "from", "1/1/2025"),
        &["policy-rule", "policy-length", "policy-basis"],
        vec![
            row(vec![
                Cell::text(i18n.t("desk-clock-verification")),
                days(3),
                Cell::text(either(
                    i18n,
                    "ketentuan layanan nasional",
                    "rules of the national service",
                ))
                .small(i18n.t("certainty-read")),
            ]),
            row(vec![
                Cell::text(i18n.t("desk-clock-check")),
                days(2),
                Cell::text(either(i18n, "keputusan instansi", "the body’s decision"))
                    .small(i18n.t("certainty-decision")),
            ]),
        ],
    )];
    let rule = i18n.t("desk-clock-verification");
    page.forms = vec![folded(
        i18n.t("policy-new"),
        i18n.t("policy-new-help"),
        Form::new(
            "aturan",
            "/ruang/kelola/aturan",
            i18n.t("policy-button"),
            vec![
                Field::new("valid_from", i18n.t("policy-valid-from"), Input::Date)
                    .hint(i18n.t("policy-valid-from-hint")),
                Field::new(
                    "days-verification",
                    i18n.t1("policy-days", "rule", rule),
                    Input::Number(0, 400),
                )
                .value("3"),
            ],
        ),
    )];
    page
}

fn calendar_page(i18n: I18n) -> AdminPage {
    let mut page = page(i18n, Section::Calendar);
    page.others = ["2024", "2025", "2026"]
        .iter()
        .map(|year| OtherPage {
            label: (*year).into(),
            href: format!("/ruang/kelola/kalender/{year}"),
            present: *year == "2025",
        })
        .collect();
    page.tables = vec![table(
        i18n,
        &i18n.t1("calendar-caption", "year", 2025),
        &[
            "calendar-day",
            "calendar-name",
            "calendar-kind",
            "calendar-instrument",
        ],
        vec![row(vec![
            Cell::text(either(
                i18n,
                "Senin, 18 Agustus 2025",
                "Monday, 18 August 2025",
            )),
            Cell::text("Cuti bersama HUT RI"),
            Cell::text(i18n.t("day-kind-joint-leave")),
            Cell::text("SKB 7 Agustus 2025"),
        ])],
    )];
    page.forms = vec![
        folded(
            i18n.t("calendar-add"),
            i18n.t("calendar-add-help"),
            forms::free_day_form(&i18n, "/ruang/kelola/kalender"),
        ),
        folded(
            format!("{}: 18/8/2025", i18n.t("calendar-remove")),
            String::new(),
            forms::remove_day_form(&i18n, "/ruang/kelola/kalender/hapus", "2025-08-18"),
        ),
    ];
    page
}

fn changes_page(i18n: I18n) -> AdminPage {
    let mut page = page(i18n, Section::Changes);
    page.tables = vec![table(
        i18n,
        &i18n.t("admin-changes"),
        &["admin-col-when", "admin-col-who", "admin-col-change"],
        vec![row(vec![
            Cell::text("19/8/2025 09.30"),
            Cell::text("Petugas Contoh"),
            Cell::text(either(
                i18n,
                "Unit Dinas Perhubungan: berlaku sampai 31 Desember 2026",
                "Unit Dinas Perhubungan: in force until 31 December 2026",
            )),
        ])],
    )];
    page.pager.next = Some("/ruang/kelola/riwayat?after=x".into());
    page
}

fn account_page(i18n: I18n) -> AccountPage {
    let mut errors = Errors::default();
    errors.push("new_password", i18n.t("account-new-hint"));
    let mut other = row(vec![
        Cell::text("Chrome, Android"),
        Cell::text("18/8/2025"),
        Cell::text("19/8/2025"),
    ]);
    other.actions = vec![RowAction {
        action: "/ruang/akun/sesi".into(),
        label: i18n.t("account-session-end"),
        about: "Chrome, Android".into(),
        hidden: vec![("session", "contoh".into())],
        danger: false,
    }];
    let mut this = Cell::text("Firefox, Linux");
    this.chip = Some(Chip::new(ChipKind::Done, i18n.t("account-session-this")));
    AccountPage {
        l: frame(i18n, "/ruang/akun"),
        d: desk(i18n, Here::Account),
        facts: vec![
            (i18n.t("account-login"), "koordinator".into()),
            (
                i18n.t("account-roles"),
                format!("{}, Kota Palangka Raya", i18n.t("role-coordinator")),
            ),
        ],
        notices: crate::workspace_view::account::notices_form(
            &i18n,
            "",
            "daily",
            "petugas@kota.example",
            "",
        ),
        password: account::password_form(&i18n, "").with_errors(errors),
        sessions: table(
            i18n,
            &i18n.t("account-sessions"),
            &[
                "account-session-device",
                "account-session-since",
                "account-session-last",
            ],
            vec![
                row(vec![this, Cell::text("19/8/2025"), Cell::text("19/8/2025")]),
                other,
            ],
        ),
    }
}

fn jobs_page(i18n: I18n) -> JobsPage {
    let mut failed = row(vec![
        Cell::text("notify_reporter"),
        Cell::text("connection refused"),
        Cell::text("8"),
        Cell::text("19/8/2025 09.30"),
    ]);
    failed.actions = vec![RowAction {
        action: "/ruang/pekerjaan/ulang".into(),
        label: i18n.t("jobs-retry"),
        about: "notify_reporter".into(),
        hidden: vec![("job", "contoh".into())],
        danger: false,
    }];
    JobsPage {
        l: frame(i18n, "/ruang/pekerjaan"),
        d: desk(i18n, Here::Jobs),
        summary: either(i18n, "1 gagal, 12 menunggu.", "1 failed, 12 waiting."),
        jobs: Some([
            table(
                i18n,
                &i18n.t("jobs-failed"),
                &["jobs-kind", "jobs-error", "jobs-tries", "jobs-since"],
                vec![failed],
            ),
            Table {
                empty: i18n.t("jobs-nothing"),
                ..table(
                    i18n,
                    &i18n.t("jobs-waiting"),
                    &["jobs-kind", "jobs-count", "jobs-oldest"],
                    Vec::new(),
                )
            },
        ]),
        unsent: Table {
            empty: i18n.t("messages-none"),
            ..table(
                i18n,
                &i18n.t("messages-dead"),
                &["messages-channel", "messages-notice", "jobs-error"],
                Vec::new(),
            )
        },
        queued: table(
            i18n,
            &i18n.t("messages-waiting"),
            &["messages-channel", "jobs-count", "jobs-oldest"],
            vec![row(vec![
                Cell::text(i18n.t("messages-door-sms")),
                Cell::text("12"),
                Cell::text("19/8/2025 09.30"),
            ])],
        ),
        others: Vec::new(),
    }
}

fn statistics_page(i18n: I18n) -> OfficerStatisticsPage {
    let figure = |key: &str, count: &str, share: &str| OfficerFigure {
        label: i18n.t(key),
        count: count.into(),
        share: share.into(),
        href: "/ruang?tab=semua".into(),
    };
    let date = |name: &'static str, label: &str, value: &str| {
        Field::new(name, i18n.t(label), Input::Date)
            .optional()
            .value(value)
    };
    OfficerStatisticsPage {
        l: frame(i18n, "/ruang/statistik"),
        d: desk(i18n, Here::Statistics),
        form: Form::new(
            "angka",
            "/ruang/statistik",
            i18n.t("stats-show-desk"),
            vec![
                date("from", "stats-from-desk", "2023-01-01"),
                date("to", "stats-to-desk", "2023-12-31"),
                date("as_of", "stats-as-of-desk", ""),
                Field::new(
                    "by",
                    i18n.t("stats-by-desk"),
                    Input::Select(ChoiceGroup::flat(vec![Choice::new(
                        "unit",
                        i18n.t("field-unit"),
                    )])),
                )
                .optional(),
            ],
        ),
        other: "/ruang/statistik/ukuran".into(),
        scope: "Kota Palangka Raya".into(),
        period: either(
            i18n,
            "1 Januari sampai 31 Desember 2023, keadaan sampai akhir 31 Desember 2023",
            "1 January to 31 December 2023, state at the end of 31 December 2023",
        ),
        figures: vec![
            figure("desk-figure-received", "606", ""),
            figure("desk-figure-handled", "589", "97,2 %"),
            figure("desk-figure-in-process", "12", "2,0 %"),
            figure("desk-figure-not-followed-up", "5", "0,8 %"),
            figure("desk-figure-not-verified", "0", "0,0 %"),
            figure("desk-figure-on-hold", "0", "0,0 %"),
            figure("desk-figure-archived", "0", "0,0 %"),
            figure("desk-figure-transferred", "0", "0,0 %"),
        ],
        figures_how: vec![measure_words::explained(i18n, "received")],
        tables: vec![ExplainedTable {
            table: table(
                i18n,
                &i18n.t("stats-by-desk"),
                &["field-unit", "desk-figure-received", "desk-figure-handled"],
                vec![row(vec![
                    Cell::text("Dinas Perhubungan"),
                    Cell::text("120"),
                    Cell::text("117"),
                ])],
            ),
            how: vec![measure_words::explained(i18n, "handled")],
        }],
        remarks: vec![either(
            i18n,
            "3 laporan baru dicatat setelah tanggal itu.",
            "3 reports were recorded after that date.",
        )],
        downloads: vec![
            ("CSV".into(), "/ruang/statistik.csv".into()),
            ("JSON".into(), "/ruang/statistik.json".into()),
        ],
    }
}

fn figure_table_page(i18n: I18n) -> FigureTablePage {
    let boxes = ["received", "completion", "time_to_resolve"].map(|id| MeasureBox {
        id,
        name: measure_words::name(i18n, id),
        is_chosen: true,
    });
    let family = measure_words::family(i18n, Family::Cohort);
    FigureTablePage {
        l: frame(i18n, "/ruang/statistik/ukuran"),
        d: desk(i18n, Here::Statistics),
        scope: "Kota Palangka Raya".into(),
        groups: vec![MeasureGroup {
            name: measure_words::capital(family),
            chosen: i18n.tn("figures-chosen", 3),
            is_open: true,
            parts: vec![MeasurePart {
                name: i18n.t("figures-part-counts"),
                boxes: boxes.to_vec(),
            }],
        }],
        form: Form::new(
            "ukuran",
            "/ruang/statistik/ukuran",
            i18n.t("stats-show-desk"),
            vec![Field::new("compare", i18n.t("figures-compare"), Input::Check).optional()],
        )
        .hidden("sent", "1"),
        shown: Some(ShownTable {
            of_reports: measure_words::capital(family),
            period: either(
                i18n,
                "1 Januari sampai 31 Desember 2023; menurut keadaan sampai akhir 31 Desember 2023",
                "1 January to 31 December 2023; as they stood until the end of 31 December 2023",
            ),
            table: table(
                i18n,
                &i18n.t("stats-by-desk"),
                &["field-unit", "desk-figure-received"],
                vec![row(vec![
                    Cell::text("Dinas Perhubungan"),
                    Cell::link("120", "/ruang?tab=semua"),
                ])],
            ),
            how: vec![measure_words::explained(i18n, "received")],
            compared: None,
            remarks: vec![i18n.t1("stats-position", "position", i18n.number(4_812))],
            downloads: vec![("CSV".into(), "/ruang/statistik/ukuran.csv".into())],
        }),
    }
}

fn wording_page(i18n: I18n) -> WordingPage {
    let text = "Laporan Anda di { $instansi } diterima, no. { $nomor }. Lihat di { $tautan }";
    WordingPage {
        l: frame(i18n, "/ruang/kelola/kata/id/receipt-sms"),
        d: desk(i18n, Here::Admin),
        section: Section::Wordings,
        title: format!("{}: SMS, {}", i18n.t("notice-receipt"), i18n.t("wording-in-id")),
        action: "/ruang/kelola/kata/id/receipt-sms".into(),
        back: "/ruang/kelola/kata".into(),
        text: text.into(),
        shipped: Some("Laporan diterima, no. { $nomor }.".into()),
        wrong: String::new(),
        places: vec![("{ $nomor }".into(), i18n.t("wording-place-nomor"))],
        samples: vec![wording::Sample {
            door: String::new(),
            text: "Laporan Anda di Kota Contoh diterima, no. 280104719364. Lihat di https://lapor.example/lacak".into(),
            length: i18n.t2("wording-length", "length", 96, "messages", 1),
        }],
        is_draft: false,
        may_change: true,
        history: table(i18n, &i18n.t("wording-history"), &["admin-col-when", "admin-col-who", "wording-col-text"], vec![]),
    }
}
