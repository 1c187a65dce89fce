//! Samples of the inbox.

use lapor_domain::words::{ReportType, StateCode};

use super::Sample;
use super::workspace::{NUMBER, PARKING, categories, desk, either, frame, regions, units};
use crate::i18n::I18n;
use crate::view::forms::{Choice, ChoiceGroup};
use crate::view::parts::{ClockStanding, Pager};
use crate::workspace_view::file_for::{self};
use crate::workspace_view::frame::Here;
use crate::workspace_view::inbox::{InboxAsked, InboxPage, InboxRow, RowDue, Tab, TabLink};
use crate::workspace_view::report::Flag;
use crate::workspace_view::words::{self};

pub(super) fn samples(i18n: I18n) -> Vec<Sample> {
    let page = |asked: InboxAsked, rows: Vec<InboxRow>, number_unknown: &str| {
        let mut tabs = TabLink::all("", asked.tab, &asked, true);
        if let Some(first) = tabs.first_mut() {
            first.count = "12".into();
        }
        InboxPage {
            l: frame(i18n, "/ruang"),
            d: desk(i18n, Here::Inbox),
            tabs,
            basis: if asked.behind.is_empty() {
                Vec::new()
            } else {
                vec![
                    i18n.t2("behind-days", "from", "1 Juli 2023", "to", "31 Juli 2023"),
                    i18n.t1("behind-now", "asof", "31 Desember 2023 pukul 24.00 WIB"),
                ]
            },
            asked,
            categories: categories(),
            units: units(),
            regions: regions(),
            channels: ChoiceGroup::flat(
                file_for::CHANNELS
                    .iter()
                    .map(|c| Choice::new(c.as_str(), words::channel(&i18n, *c)))
                    .collect(),
            ),
            types: ChoiceGroup::flat(
                ReportType::ALL
                    .iter()
                    .map(|t| Choice::new(t.as_str(), words::report_type(&i18n, *t)))
                    .collect(),
            ),
            pager: Pager {
                previous: None,
                next: if rows.is_empty() {
                    None
                } else {
                    Some("/ruang?tab=tindakan&after=x".into())
                },
            },
            rows,
            number_unknown: number_unknown.into(),
        }
    };
    let filtered = InboxAsked {
        tab: Tab::Overdue,
        unit: "dinas-perhubungan".into(),
        channel: "counter".into(),
        behind: vec![("from", "2023-07-01".into()), ("to", "2023-07-31".into())],
        ..InboxAsked::default()
    };
    vec![
        Sample::new("kotak-masuk", &page(InboxAsked::default(), rows(i18n), "")),
        Sample::new(
            "kotak-masuk-saring",
            &page(filtered.clone(), rows(i18n), "123456789012"),
        ),
        Sample::new(
            "kotak-masuk-kosong",
            &page(InboxAsked::default(), Vec::new(), ""),
        ),
        Sample::new("kotak-masuk-saring-kosong", &page(filtered, Vec::new(), "")),
    ]
}

fn rows(i18n: I18n) -> Vec<InboxRow> {
    let due = |standing, clock: &str, days: u64| RowDue {
        standing,
        clock: i18n.t(clock),
        date: either(i18n, "21 Agustus 2025", "21 August 2025"),
        remaining: match standing {
            ClockStanding::Late => i18n.tn("clock-over", days),
            ClockStanding::Running => i18n.tn("clock-left", days),
            _ => String::new(),
        },
    };
    let row = |title: &str, state, flags: Vec<Flag>, due: Option<RowDue>, turn: &str| InboxRow {
        href: "/ruang/laporan/280104719364".into(),
        number: NUMBER.into(),
        title: title.into(),
        chip: words::state_chip(&i18n, state),
        flags,
        turn: turn.into(),
        due,
        category: "Penerangan jalan".into(),
        unit: PARKING.into(),
        region: "Kelurahan Langkai".into(),
        channel: words::channel(&i18n, lapor_domain::words::Channel::Telephone),
        received: either(i18n, "14 Agustus 2025", "14 August 2025"),
        received_iso: "2025-08-14".into(),
    };
    let yours = i18n.t("desk-turn-you");
    vec![
        row(
            "Kabel listrik menjuntai di halaman sekolah dasar",
            StateCode::Received,
            vec![Flag::Danger],
            Some(due(ClockStanding::Late, "desk-clock-verification", 2)),
            &yours,
        ),
        row(
            "Pungutan saat mengurus surat pindah",
            StateCode::Received,
            vec![Flag::Declared, Flag::Rahasia, Flag::Anonim],
            Some(due(ClockStanding::Running, "desk-clock-verification", 1)),
            &yours,
        ),
        row(
            "Lampu jalan padam sepanjang dua ratus meter",
            StateCode::AwaitingRedirect,
            vec![Flag::Released],
            Some(due(ClockStanding::Running, "desk-clock-first-follow-up", 3)),
            &yours,
        ),
        row(
            "Sampah menumpuk di tempat penampungan sementara di belakang pasar besar",
            StateCode::Review,
            vec![Flag::High],
            Some(due(ClockStanding::Running, "desk-clock-review", 4)),
            &yours,
        ),
        row(
            "Syarat pindah alamat berbeda antara loket dan pengumuman",
            StateCode::OnHold,
            Vec::new(),
            Some(due(ClockStanding::Held, "desk-clock-verification", 0)),
            &i18n.t("desk-turn-reporter"),
        ),
        row(
            "Usul jam buka perpustakaan diperpanjang",
            StateCode::Closed,
            vec![Flag::Imported],
            None,
            &i18n.t("turn-nobody"),
        ),
    ]
}
