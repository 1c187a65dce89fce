//! The tables of a case file.

use dokumen::{Align, Block, Cell, Column, Table};
use jiff::Timestamp;
use lapor_app::report::case::{CaseView, Entry, Gap};
use lapor_app::report::case_file::CaseFile;
use lapor_domain::clock::{DayUnit, Length};
use lapor_store::record::prints::Print;
use lapor_store::seal::hex;

use super::document::masked;
use crate::i18n::I18n;
use crate::state::face;
use crate::workspace::{clock, log};
use crate::workspace_view::words;

/// What it is about, and where it stands.
pub(super) fn matter(i18n: I18n, case: &CaseView) -> Block {
    let mut rows = Vec::new();
    let mut add = |key: &str, value: String| {
        if !value.is_empty() {
            rows.push(vec![Cell::Text(i18n.t(key)), Cell::Text(value)]);
        }
    };
    let happened = |kinds: &[&str]| {
        let of_kind = case
            .history
            .iter()
            .filter(|entry| kinds.contains(&entry.kind));
        i18n.number(of_kind.count() as u64)
    };
    add("casefile-number", case.tracking.grouped());
    add(
        "fact-received",
        i18n.moment_or_day(case.received_at, case.day_only, face(case.zone)),
    );
    add("fact-holder", case.holder_name.clone());
    add("casefile-state", words::state_chip(&i18n, case.state).text);
    add(
        "fact-outcome",
        case.outcome
            .map(|outcome| words::outcome(&i18n, outcome))
            .unwrap_or_default(),
    );
    add(
        "fact-reason",
        case.archive_reason
            .map(|reason| words::reason(&i18n, reason))
            .unwrap_or_default(),
    );
    if case.tells_matter {
        add("fact-channel", words::channel(&i18n, case.channel));
        add("fact-type", words::report_type(&i18n, case.report_type));
        add("fact-category", case.category.clone().unwrap_or_default());
        add("fact-lead", case.lead.clone().unwrap_or_default());
        add(
            "fact-landmark",
            case.place.words().map(masked).unwrap_or_default(),
        );
        add(
            "fact-incident",
            case.incident_date
                .map(|day| i18n.date(day))
                .unwrap_or_default(),
        );
        if case.round > 0 {
            add("fact-round", case.round.to_string());
        }
        add("casefile-held", happened(&["held"]));
        add(
            "casefile-disputed",
            happened(&["disputed", "shared_disputed", "objected", "reopened"]),
        );
        add(
            "casefile-passed",
            happened(&[
                "refused",
                "redirected",
                "transferred_out",
                "transferred_within",
            ]),
        );
    }
    table(
        i18n.t("casefile-matter"),
        vec![
            column(i18n, "casefile-col-fact", 2),
            column(i18n, "casefile-col-value", 5),
        ],
        rows,
    )
}

/// Every event with both its times.
pub(super) fn course(i18n: I18n, file: &CaseFile) -> Block {
    let case = &file.view;
    let rows = case.history.iter().map(|entry| {
        let moment = |at: Timestamp| i18n.moment(at, face(case.zone));
        let number = if entry.of_root {
            i18n.t1("casefile-of-root", "seq", entry.seq)
        } else {
            entry.seq.to_string()
        };
        vec![
            Cell::Text(number),
            Cell::Text(i18n.moment_or_day(entry.at, entry.day_only, face(case.zone))),
            Cell::Text(moment(recorded(file, entry))),
            Cell::Text(words::log(&i18n, entry.kind)),
            Cell::Text(log::who(i18n, entry)),
            Cell::Text(told(i18n, entry)),
        ]
    });
    table(
        i18n.t("casefile-course"),
        vec![
            column(i18n, "casefile-col-seq", 3),
            column(i18n, "casefile-col-at", 7),
            column(i18n, "casefile-col-recorded", 7),
            column(i18n, "casefile-col-event", 8),
            column(i18n, "casefile-col-who", 9),
            column(i18n, "casefile-col-words", 24),
        ],
        rows.collect(),
    )
}

/// An entry says its second time only where that is another; the fingerprint always does.
fn recorded(file: &CaseFile, entry: &Entry) -> Timestamp {
    let prints = if entry.of_root {
        &file.root_prints
    } else {
        &file.prints
    };
    let print = prints.iter().find(|print| print.seq == entry.seq);
    print.map_or(entry.recorded_at.unwrap_or(entry.at), |print| {
        print.recorded_at
    })
}

fn told(i18n: I18n, entry: &Entry) -> String {
    let facts = entry.facts.iter().map(|fact| {
        let (name, value) = log::words_of(i18n, fact);
        format!("{name}: {value}")
    });
    let mut parts: Vec<String> = facts.collect();
    if entry.is_draft {
        parts.push(i18n.t("casefile-draft"));
    }
    parts.extend(entry.words.as_deref().map(masked));
    // An empty cell would say that nothing was said.
    parts.extend(entry.gap.map(|gap| {
        i18n.t(match gap {
            Gap::Withheld => "casefile-withheld",
            Gap::Erased => "casefile-words-erased",
        })
    }));
    parts.join("\n")
}

/// Every clock, and whether it was kept.
pub(super) fn clocks(i18n: I18n, case: &CaseView) -> Block {
    let rows = case.clocks.iter().map(|clock| {
        let moment = |at: Timestamp| i18n.moment(at, face(case.zone));
        let due = |at: Timestamp| clock::until(i18n, clock, at, case.zone);
        vec![
            Cell::Text(words::clock(&i18n, clock.clock)),
            Cell::Count(u64::from(clock.round)),
            Cell::Text(moment(clock.started_at)),
            Cell::Text(length(i18n, clock.length)),
            Cell::Text(due(clock.due)),
            clock
                .extended_due
                .map_or(Cell::Empty, |at| Cell::Text(due(at))),
            clock
                .stopped
                .map_or(Cell::Empty, |(at, _)| Cell::Text(moment(at))),
            Cell::Text(i18n.t(clock::standing(clock).1)),
        ]
    });
    table(
        i18n.t("casefile-clocks"),
        vec![
            column(i18n, "clock-col-name", 6),
            column(i18n, "fact-round", 3),
            column(i18n, "clock-col-started", 6),
            column(i18n, "casefile-col-length", 5),
            column(i18n, "clock-col-due", 7),
            column(i18n, "casefile-col-extended", 7),
            column(i18n, "clock-col-stopped", 6),
            column(i18n, "clock-col-standing", 5),
        ],
        rows.collect(),
    )
}

fn length(i18n: I18n, length: Length) -> String {
    let key = match length.unit {
        DayUnit::Working => "length-working",
        DayUnit::Calendar => "length-calendar",
    };
    i18n.tn(key, u64::from(length.days))
}

/// Photographs, each with a hash that anybody can compare.
pub(super) fn files(i18n: I18n, file: &CaseFile) -> Block {
    let case = &file.view;
    let rows = file.files.iter().map(|print| {
        let photo = case.photos.iter().find(|photo| photo.file == print.file);
        let caption = photo
            .map(|photo| masked(&photo.caption))
            .unwrap_or_default();
        vec![
            Cell::Text(print.file.to_string()),
            Cell::Text(
                photo
                    .map(|photo| words::role(&i18n, photo.role))
                    .unwrap_or_default(),
            ),
            photo.map_or(Cell::Empty, |photo| {
                Cell::Text(i18n.moment(photo.at, face(case.zone)))
            }),
            Cell::Text(
                format!("{}\n{}", print.media_type, caption)
                    .trim()
                    .to_owned(),
            ),
            Cell::Count(print.bytes),
            Cell::Text(hex(&print.sha256)),
        ]
    });
    table(
        i18n.t("casefile-files"),
        vec![
            column(i18n, "casefile-col-file", 6),
            column(i18n, "casefile-col-from", 4),
            column(i18n, "casefile-col-at", 5),
            column(i18n, "casefile-col-kind", 5),
            column(i18n, "casefile-col-bytes", 4),
            column(i18n, "casefile-col-sha", 9),
        ],
        rows.collect(),
    )
}

/// Where each event stands in the log, and its fingerprint.
pub(super) fn prints(i18n: I18n, file: &CaseFile) -> Block {
    let row = |print: &Print, of_root: bool| {
        let seq = if of_root {
            i18n.t1("casefile-of-root", "seq", print.seq)
        } else {
            print.seq.to_string()
        };
        vec![
            Cell::Text(seq),
            print
                .position
                .map_or_else(|| Cell::Text(i18n.t("casefile-unordered")), Cell::Count),
            Cell::Text(print.recorded_at.to_string()),
            Cell::Text(hex(&print.sha256)),
        ]
    };
    let own = file.prints.iter().map(|print| row(print, false));
    let root = file.root_prints.iter().map(|print| row(print, true));
    table(
        i18n.t("casefile-prints"),
        vec![
            column(i18n, "casefile-col-seq", 2),
            column(i18n, "casefile-col-position", 3),
            column(i18n, "casefile-col-recorded-utc", 6),
            column(i18n, "casefile-col-sha", 12),
        ],
        own.chain(root).collect(),
    )
}

fn column(i18n: I18n, key: &str, width: u16) -> Column {
    Column {
        title: i18n.t(key),
        width,
        align: Align::Left,
    }
}

fn table(caption: String, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Block {
    Block::Table(Table {
        caption,
        columns,
        rows,
        total: None,
    })
}
