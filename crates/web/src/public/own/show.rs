//! The page of one's own report.

use lapor_app::report::case::{CaseView, Fact, Shown};
use lapor_domain::words::{ArchiveReason, Identity, StateCode};
use lapor_store::record::access::Logged;

use super::{Back, actions};
use crate::form::OwnKey;
use crate::i18n::I18n;
use crate::layout::Nav;
use crate::public::report::regency;
use crate::public::show;
use crate::state::{Here, face};
use crate::view::own::{OwnPage, Why};

pub(super) async fn page(here: &Here, case: &CaseView, back: Back) -> OwnPage {
    let i18n = here.i18n;
    let places = &here.web.places;
    let region = places
        .below(here.app(), regency(case.region.as_deref()))
        .await;
    let mut l = here
        .layout(Nav::Track)
        .private()
        .with_scripts(OwnPage::SCRIPTS);
    // A form that came back cannot be asked for again; the page itself can.
    l.path = l.href("/milik");
    l.one_off = !back.errors.is_empty();
    let text = match &case.text_original {
        Shown::Words(text) => text.clone(),
        Shown::Erased => i18n.t("own-erased"),
        Shown::No | Shown::WithReason => String::new(),
    };
    let public_text = case
        .text_public
        .words()
        .filter(|public| case.is_public && *public != text)
        .unwrap_or_default()
        .to_owned();
    OwnPage {
        l,
        href: "/milik".to_owned(),
        number: show::number(case),
        title: case.title.clone().unwrap_or_else(|| i18n.t("own-untitled")),
        chip: show::chip(i18n, case),
        steps: show::steps(i18n, case),
        turn: show::turn(i18n, case, true),
        where_now: show::where_now(i18n, case, true),
        clocks: show::clock_lines(here, case),
        why: why(here, case),
        answer: show::answer(here, case),
        facts: show::facts(i18n, case, &region, true),
        text,
        public_text,
        photos: show::photos(
            here,
            case.photos
                .iter()
                .filter(|photo| photo.at == case.received_at),
        ),
        timeline: show::timeline(here, case),
        actions: actions::of(here, case),
        seen_by: seen_by(here, case),
        access_log: case
            .access_log
            .iter()
            .map(|logged| look(here, case, logged))
            .collect(),
        errors: back.errors,
        handed_back: back.written,
        form_key: OwnKey::mint(here.app(), case.seq).text(),
    }
}

/// Why the report does not move, in the officer's words, and what one can do.
fn why(here: &Here, case: &CaseView) -> Option<Why> {
    let i18n = here.i18n;
    let last = |kinds: &[&str]| {
        case.history
            .iter()
            .rev()
            .find(|entry| kinds.contains(&entry.kind))
            .and_then(|entry| entry.words.clone())
            .unwrap_or_default()
    };
    match case.state {
        StateCode::OnHold => Some(Why {
            heading: i18n.t("why-held"),
            text: case.question.clone().unwrap_or_else(|| last(&["held"])),
            advice: i18n.t("why-held-advice"),
        }),
        StateCode::Archived => {
            let rejected = last(&["objection_rejected"]);
            let explained = last(&["archived"]);
            let reason = case
                .archive_reason
                .map(|reason| i18n.t(&format!("archive-{reason}").replace('_', "-")));
            Some(Why {
                heading: i18n.t1("why-archived", "reason", reason.unwrap_or_default()),
                text: [explained, instead(i18n, case), rejected]
                    .into_iter()
                    .filter(|text| !text.is_empty())
                    .collect::<Vec<_>>()
                    .join("\n\n"),
                advice: i18n.t(advice_key(case)),
            })
        }
        StateCode::Transferred => Some(Why {
            heading: i18n.t("why-transferred"),
            text: [
                last(&["transferred_out", "transferred_within"]),
                instead(i18n, case),
            ]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join("\n\n"),
            advice: i18n.t("why-transferred-advice"),
        }),
        _ => None,
    }
}

/// Where to go instead, which report is the same, how to reach the office that has it now.
fn instead(i18n: I18n, case: &CaseView) -> String {
    let ending = ["archived", "transferred_out", "transferred_within"];
    let mut entries = case.history.iter().rev();
    let entry = entries.find(|entry| ending.contains(&entry.kind));
    let facts = entry.map(|entry| entry.facts.as_slice());
    let said = facts
        .unwrap_or_default()
        .iter()
        .find_map(|fact| match fact {
            Fact::WhereTo(place) => Some(i18n.t1("why-where-to", "place", place)),
            Fact::Earlier(number) => Some(i18n.t1("why-earlier", "number", number.grouped())),
            Fact::Contact(contact) => Some(i18n.t1("why-contact", "contact", contact)),
            _ => None,
        });
    said.unwrap_or_default()
}

fn advice_key(case: &CaseView) -> &'static str {
    let window = case.window.is_some();
    match case.archive_reason {
        _ if case.objection_open => "why-objection-open",
        Some(ArchiveReason::OutOfScope) if window => "why-archived-elsewhere",
        Some(ArchiveReason::Withdrawn) if window => "why-withdrawn",
        _ if window => "why-archived-advice",
        _ => "why-archived-final",
    }
}

/// Who sees what at present: section 5 of the rule book in plain words.
fn seen_by(here: &Here, case: &CaseView) -> Vec<String> {
    let hidden = case.rahasia || case.supervisory;
    let public = match case.is_public {
        true if case.display_name.is_some() => "seen-public-named",
        true => "seen-public",
        false if hidden => "seen-public-nothing",
        false => "seen-public-not-yet",
    };
    let unit = match (case.supervisory, case.anonim) {
        (true, _) if case.is_about_officers => "seen-unit-past",
        (true, _) => "seen-unit-supervisory",
        (false, true) => "seen-unit-anonymous",
        (false, false) => "seen-unit",
    };
    let coordinator = match (case.identity, case.anonim) {
        (Identity::None, _) => "seen-coordinator-no-identity",
        (_, true) => "seen-coordinator-anonymous",
        _ => "seen-coordinator",
    };
    let overseer = case.is_shared_with_overseer.then_some("seen-overseer");
    [public, unit, coordinator]
        .into_iter()
        .chain(overseer)
        .map(|key| here.i18n.t(key))
        .collect()
}

/// One look into what needs a reason.
fn look(here: &Here, case: &CaseView, logged: &Logged) -> String {
    let i18n = here.i18n;
    let role = i18n.t(&show::role_key(logged.role));
    let what = i18n.t(&format!("opened-{}", logged.opening.what).replace('_', "-"));
    let at = i18n.moment(logged.at, face(case.zone));
    let line = i18n.t2("opened-line", "who", role, "what", what);
    format!("{at}: {line} “{}”", logged.opening.reason)
}
