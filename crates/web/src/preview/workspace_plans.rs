//! Samples of action plans: the officers' pages, and what everybody reads of promises.

use lapor_domain::plan::PlanState;

use super::workspace::{desk, either, frame};
use super::{Sample, layout};
use crate::i18n::I18n;
use crate::layout::Nav;
use crate::measure_words;
use crate::plan_words as words;
use crate::view::forms::{Choice, ChoiceGroup};
use crate::view::promises::{PromiseCard, PromisesPage};
use crate::workspace_view::admin::{Cell, FoldedForm, Row, Table};
use crate::workspace_view::form::{Field, Form, Input};
use crate::workspace_view::frame::Here;
use crate::workspace_view::plans::{
    NewPlanPage, PlanFigure, PlanPage, PlanStep, PlansPage, Proposed,
};

const MEASURE: &str = "on_time_resolution";

pub(super) fn samples(i18n: I18n) -> Vec<Sample> {
    vec![
        Sample::new("ruang-rencana", &plans(i18n)),
        Sample::new("ruang-rencana-baru", &new(i18n)),
        Sample::new("ruang-rencana-satu", &one(i18n)),
        Sample::new("janji", &promises(i18n)),
    ]
}

fn title(i18n: I18n) -> String {
    either(i18n, "Lampu jalan di Pahandut", "Street lights in Pahandut")
}

fn promise(i18n: I18n) -> String {
    either(
        i18n,
        "Mengganti kabel di empat ruas jalan.",
        "New cables in four streets.",
    )
}

fn cause(i18n: I18n) -> String {
    either(
        i18n,
        "Kabel bawah tanah sudah tua.",
        "The underground cables are old.",
    )
}

fn note(i18n: I18n, key: &str) -> FoldedForm {
    let note = Field::new("note", i18n.t("plan-field-why"), Input::Area(false));
    FoldedForm {
        title: i18n.t(key),
        help: i18n.t("plan-proposal-dismiss-help"),
        form: Form::new("usulan", "/ruang/rencana/usulan/1", i18n.t(key), vec![note]),
        open: false,
    }
}

fn plans(i18n: I18n) -> PlansPage {
    let mut head = Cell::link(title(i18n), "/ruang/rencana/1");
    head.chip = Some(words::chip(i18n, PlanState::Active));
    let cells = vec![
        head,
        Cell::text("Dinas Perumahan dan Kawasan Permukiman"),
        Cell::text(either(i18n, "30 September 2025", "30 September 2025")).small("40 %"),
        Cell::text(measure_words::name(i18n, MEASURE)),
        Cell::text(words::value(i18n, MEASURE, 52.5)),
        Cell::text(words::value(i18n, MEASURE, 80.0)),
        Cell::text("–"),
    ];
    let settled = Row {
        cells: vec![
            Cell::text(i18n.t1(
                "plan-proposal-of",
                "name",
                either(
                    i18n,
                    "lonjakan Sampah, Kecamatan Jekan Raya",
                    "lonjakan Sampah, Kecamatan Jekan Raya",
                ),
            )),
            Cell::text(i18n.t("plan-proposal-dismissed")).small(either(
                i18n,
                "Pesta rakyat; sudah dibersihkan.",
                "A festival; it was cleaned up.",
            )),
            Cell::text(either(i18n, "3 Agustus 2025", "3 August 2025")).small("Rina Kartika"),
        ],
        actions: Vec::new(),
    };
    let decided = ["plan-col-proposal", "plan-col-outcome", "plan-col-decided"];
    PlansPage {
        l: frame(i18n, "/ruang/rencana"),
        d: desk(i18n, Here::Plans),
        scope: "Kota Palangka Raya".into(),
        proposals: vec![proposed(i18n)],
        settled: Table {
            caption: i18n.t("plan-proposals-settled"),
            columns: decided.map(|key| i18n.t(key)).into(),
            rows: vec![settled],
            empty: String::new(),
        },
        table: Table {
            caption: i18n.t("plan-list"),
            columns: words::columns(i18n),
            rows: vec![Row {
                cells,
                actions: Vec::new(),
            }],
            empty: i18n.t("plan-none"),
        },
        new_href: "/ruang/rencana/baru".into(),
        public_href: "/janji".into(),
    }
}

fn proposed(i18n: I18n) -> Proposed {
    let numbers = ["2801 0471 9364", "7792 3576 3884"];
    Proposed {
        title: i18n.t1(
            "plan-proposal-of",
            "name",
            "lonjakan Penerangan jalan, Kecamatan Pahandut",
        ),
        about: either(
            i18n,
            "18 laporan dari 23 Juli 2025 sampai 19 Agustus 2025; biasanya 4,3, dan lebih dari 11 tidak dapat dijelaskan sebagai kebetulan.",
            "18 reports from 23 July 2025 to 19 August 2025; 4.3 are usual, and more than 11 are beyond chance.",
        ),
        reports_href: "/ruang?tab=semua".into(),
        numbers: numbers
            .map(|number| (number.to_owned(), "/ruang/laporan/1".to_owned()))
            .into(),
        adopt_href: "/ruang/rencana/baru?proposal=1".into(),
        dismiss: Some(note(i18n, "plan-proposal-dismiss")),
    }
}

fn new(i18n: I18n) -> NewPlanPage {
    let t = |key: &str| i18n.t(key);
    let measure = |id: &str| Choice::new(id, measure_words::name(i18n, id));
    let measures = vec![
        ChoiceGroup {
            label: t("plan-group-shares"),
            options: ["completion", MEASURE].map(measure).into(),
        },
        ChoiceGroup {
            label: t("plan-group-times"),
            options: ["time_to_verify", "time_to_resolve"].map(measure).into(),
        },
    ];
    let fields = vec![
        Field::new("title", t("plan-field-title"), Input::Line).value(title(i18n)),
        Field::new("cause", t("plan-field-cause"), Input::Area(false))
            .hint(t("plan-field-cause-hint"))
            .value(cause(i18n)),
        Field::new("promise", t("plan-field-promise"), Input::Area(true))
            .hint(t("plan-field-promise-hint")),
        Field::new("due", t("plan-field-due"), Input::Date),
        Field::new("measure", t("plan-field-measure"), Input::Select(measures))
            .hint(t("plan-field-measure-hint")),
        Field::new("target", t("plan-field-target"), Input::Line).hint(t("plan-field-target-hint")),
    ];
    NewPlanPage {
        l: frame(i18n, "/ruang/rencana/baru"),
        d: desk(i18n, Here::Plans),
        form: Form::new("rencana", "/ruang/rencana/baru", t("plan-raise"), fields),
    }
}

fn one(i18n: I18n) -> PlanPage {
    let figure = |label: &str, value: String, about: &str| PlanFigure {
        label: i18n.t(label),
        value,
        about: about.to_owned(),
    };
    PlanPage {
        l: frame(i18n, "/ruang/rencana/1"),
        d: desk(i18n, Here::Plans),
        title: title(i18n),
        chip: words::chip(i18n, PlanState::Active),
        promise: promise(i18n),
        facts: vec![
            (i18n.t("plan-field-owner"), "Dinas Perumahan".into()),
            (i18n.t("plan-field-cause"), cause(i18n)),
        ],
        figures: vec![
            figure(
                "plan-before",
                words::value(i18n, MEASURE, 52.5),
                &i18n.t1("plan-policy", "versions", "2"),
            ),
            figure("plan-target", words::value(i18n, MEASURE, 80.0), ""),
        ],
        measure: i18n.t2(
            "plan-measure-note",
            "measure",
            measure_words::name(i18n, MEASURE),
            "days",
            30,
        ),
        numbers: vec![("2801 0471 9364".into(), "/ruang/laporan/1".into())],
        forms: vec![note(i18n, "plan-do-kemajuan")],
        steps: vec![PlanStep {
            title: i18n.t("plan-step-raised"),
            who: "Rina Kartika".into(),
            at_iso: "2025-08-20T02:00:00Z".into(),
            at: either(
                i18n,
                "20 Agustus 2025 pukul 09.00 WIB",
                "20 August 2025, 09:00 WIB",
            ),
            text: String::new(),
        }],
    }
}

fn promises(i18n: I18n) -> PromisesPage {
    PromisesPage {
        l: layout(i18n, Nav::Statistics, "/janji"),
        bodies: Vec::new(),
        promises: vec![PromiseCard {
            title: title(i18n),
            chip: words::chip(i18n, PlanState::Met),
            unit: "Dinas Perumahan".into(),
            cause: cause(i18n),
            promise: promise(i18n),
            due: i18n.t1(
                "promise-due",
                "date",
                either(i18n, "30 September 2025", "30 September 2025"),
            ),
            facts: vec![
                (
                    i18n.t("plan-col-measure"),
                    measure_words::name(i18n, MEASURE),
                ),
                (i18n.t("plan-before"), words::value(i18n, MEASURE, 52.5)),
                (i18n.t("plan-after"), words::value(i18n, MEASURE, 83.0)),
            ],
            news: String::new(),
        }],
    }
}
