//! `/tentang`, `/privasi`, `/aksesibilitas`: rules in force, and what we promise.

use axum::http::StatusCode;
use axum::response::Response;
use lapor_domain::calendar::FreeKind;
use lapor_domain::clock::ClockKind;
use lapor_domain::policy::{ClockRule, Policy};

use super::{choices, show};
use crate::i18n::I18n;
use crate::layout::{Nav, page};
use crate::state::Here;
use crate::view::about::{AboutPage, AccessibilityPage, FreeDay, PrivacyPage, RuleRow};

/// The rules in force.
pub(super) async fn rules(here: Here) -> Response {
    let i18n = here.i18n;
    let rules = here.rules();
    let body = choices::explained(&here, &rules);
    let now = here.app().now();
    let policy = rules.policy(body, now);
    let calendar = rules.calendar(body);
    let this_year = calendar.zone.local_date(now).year();
    let free_days = calendar
        .free_days()
        .iter()
        .filter(|day| (this_year..=this_year + 1).contains(&day.date.year()))
        .map(|day| FreeDay {
            date: i18n.day_date(day.date),
            name: day.name.clone(),
            kind: i18n.t(match day.kind {
                FreeKind::National => "free-national",
                FreeKind::JointLeave => "free-joint",
                FreeKind::Local => "free-local",
            }),
        })
        .collect();
    let about = AboutPage {
        l: here.layout(Nav::About),
        rules: rows(i18n, policy),
        in_force: i18n.t1("about-in-force", "date", i18n.date(policy.valid_from)),
        working_days: i18n.t1("about-working-days", "zone", calendar.zone.abbreviation()),
        free_days,
        counter: String::new(),
    };
    page(StatusCode::OK, &about)
}

/// What happens with personal data.
pub(super) async fn privacy(here: Here) -> Response {
    let l = here.layout(Nav::Other);
    page(StatusCode::OK, &PrivacyPage { l })
}

/// How everybody can use the pages.
pub(super) async fn accessibility(here: Here) -> Response {
    let l = here.layout(Nav::Other);
    page(StatusCode::OK, &AccessibilityPage { l })
}

fn rows(i18n: I18n, policy: &Policy) -> Vec<RuleRow> {
    use ClockKind as K;
    let of = |kind: ClockKind, rule: &ClockRule, detail: &str| {
        let name = i18n.t(&show::clock_key(kind));
        RuleRow {
            name: if detail.is_empty() {
                name
            } else {
                format!("{name}: {}", i18n.t(detail))
            },
            length: show::length(i18n, rule),
            meaning: i18n.t(&format!("rule-{kind}").replace('_', "-")),
            basis: show::instrument(i18n, rule),
            certainty: i18n.t(&show::certainty_key(rule.basis.certainty)),
        }
    };
    let resolution = &policy.resolution;
    vec![
        of(K::Verification, &policy.verification, ""),
        of(K::FirstFollowUp, &policy.first_follow_up, ""),
        of(K::Resolution, &resolution.complaint, "kind-complaint"),
        of(K::Resolution, &resolution.information, "kind-information"),
        of(K::Resolution, &resolution.aspiration, "kind-aspiration"),
        of(K::Resolution, &resolution.supervisory, "kind-supervisory"),
        of(K::AutoClose, &policy.auto_close, ""),
        of(K::HoldExpiry, &policy.hold_expiry, ""),
        of(K::Review, &policy.review, ""),
        of(K::ReopenWindow, &policy.reopen_window, ""),
        of(K::ObjectionWindow, &policy.objection_window, ""),
        of(K::HandoverAck, &policy.handover_ack, ""),
        of(K::Ppid, &policy.ppid, ""),
    ]
}
