//! Proposed plans on `/ruang/rencana`: what was found, the reports behind it, and saying why no plan is needed.

use std::fmt::Write as _;

use axum::extract::{Path, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use lapor_app::error::AppError;
use lapor_app::plans;
use lapor_domain::ids::{OfficerId, ProposalId};
use lapor_domain::plan::{self, Finding, Proposal, Settled};

use super::super::seat::Seat;
use crate::behind;
use crate::errors;
use crate::form::Sent;
use crate::state::{Here, face};
use crate::view::forms::Errors;
use crate::workspace_view::admin::{Cell, FoldedForm, Row, Table};
use crate::workspace_view::form::{Field, Form, Input};
use crate::workspace_view::plans::Proposed;

/// A form that was sent wrong: of which proposal, what was written, what is wrong.
pub(super) type Wrong<'a> = (ProposalId, &'a Sent, Errors);

/// Says why no plan is needed.
pub(crate) async fn dismiss(here: Here, Path(id): Path<String>, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let seat = match Seat::take(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    let found = id.parse().ok();
    let found = found.and_then(|id| plans::proposal_of(seat.here.app(), id, seat.officer.id).ok());
    let Some(found) = found else {
        return errors::answer(&seat.here, &AppError::NotFound, "");
    };
    let reason = sent.text("note");
    match plans::dismiss(seat.here.app(), found.id, seat.officer.id, reason).await {
        Ok(()) => {
            let base = &seat.here.site.base;
            Redirect::to(&format!("{base}/ruang/rencana")).into_response()
        }
        Err(error) => match super::wrong(seat.here.i18n, error) {
            Ok(errors) => {
                let wrong = (found.id, &sent, errors);
                super::show(&seat, Some(&wrong), StatusCode::UNPROCESSABLE_ENTITY).await
            }
            Err(error) => errors::answer(&seat.here, &error, reason),
        },
    }
}

/// What waits for a decision.
pub(super) async fn waiting(
    seat: &Seat,
    all: &[Proposal],
    wrong: Option<&Wrong<'_>>,
) -> Result<Vec<Proposed>, AppError> {
    let mut shown = Vec::new();
    for proposal in all.iter().filter(|proposal| proposal.settled.is_none()) {
        shown.push(proposed(seat, proposal, wrong).await?);
    }
    Ok(shown)
}

async fn proposed(
    seat: &Seat,
    proposal: &Proposal,
    wrong: Option<&Wrong<'_>>,
) -> Result<Proposed, AppError> {
    let here = &seat.here;
    let i18n = here.i18n;
    let base = &here.site.base;
    let seen = plans::numbers_seen(here.app(), &proposal.set.numbers, seat.officer.id).await;
    let seen = seen.map_err(|_| AppError::NotFound)?;
    let may = plan::may_raise(&seat.officer, proposal.body);
    let dismiss = may.then(|| {
        let action = format!("{base}/ruang/rencana/usulan/{}", proposal.id);
        let note = Field::new("note", i18n.t("plan-field-why"), Input::Area(false));
        let title = i18n.t("plan-proposal-dismiss");
        let mut form = Form::new(
            format!("usulan-{}", proposal.id),
            action,
            title.clone(),
            vec![note],
        );
        let mut open = false;
        if let Some((_, sent, errors)) = wrong.filter(|(of, ..)| *of == proposal.id) {
            form = form
                .handed_back(&sent.written())
                .with_errors(errors.clone());
            open = true;
        }
        FoldedForm {
            title,
            help: i18n.t("plan-proposal-dismiss-help"),
            form,
            open,
        }
    });
    Ok(Proposed {
        title: title(seat, proposal),
        about: about(seat, proposal),
        reports_href: format!("{base}/ruang?{}", list(proposal)),
        numbers: seen
            .into_iter()
            .map(|number| (number.to_string(), format!("{base}/ruang/laporan/{number}")))
            .collect(),
        adopt_href: if may {
            format!("{base}/ruang/rencana/baru?proposal={}", proposal.id)
        } else {
            String::new()
        },
        dismiss,
    })
}

/// "Usulan dari lonjakan Lampu jalan, Kecamatan Pahandut".
pub(super) fn title(seat: &Seat, proposal: &Proposal) -> String {
    let name = plans::name(seat.here.app(), proposal);
    seat.here.i18n.t1("plan-proposal-of", "name", name)
}

/// What was found, in a sentence.
pub(super) fn about(seat: &Seat, proposal: &Proposal) -> String {
    let i18n = seat.here.i18n;
    let mut args = fluent_bundle::FluentArgs::new();
    let (from, to) = proposal.finding.days();
    args.set("from", i18n.date(from));
    args.set("to", i18n.date(to));
    match &proposal.finding {
        Finding::Surge {
            observed,
            expected,
            upper_bound,
            ..
        } => {
            args.set("observed", i18n.number(*observed));
            args.set("expected", crate::plan_words::decimal(i18n, *expected));
            args.set("bound", i18n.number(*upper_bound));
            i18n.ta("plan-found-surge", &args)
        }
        Finding::LateUnit {
            months, threshold, ..
        } => {
            let kept: Vec<String> = months
                .iter()
                .map(|(kept, of)| i18n.t2("measure-of", "part", kept, "whole", of))
                .collect();
            args.set("kept", kept.join("; "));
            args.set("threshold", threshold.to_string());
            i18n.ta("plan-found-late", &args)
        }
    }
}

/// The desk's list of the reports, which shows each to who may see it.
fn list(proposal: &Proposal) -> String {
    let set = &proposal.set;
    let mut query = String::from("tab=semua");
    let pairs = [
        ("unit", set.unit.map(|id| id.to_string())),
        ("category", set.category.map(|id| id.to_string())),
        ("region", set.region.clone()),
    ];
    for (name, value) in pairs {
        if let Some(value) = value {
            let _ = write!(query, "&{name}={value}");
        }
    }
    query.push_str(&behind::on(proposal.finding.days(), proposal.as_of));
    query
}

/// What was decided, the latest first.
pub(super) fn settled(seat: &Seat, all: &[Proposal]) -> Table {
    let here = &seat.here;
    let i18n = here.i18n;
    let rules = here.rules();
    let name = |id: Option<OfficerId>| {
        let officer = id.and_then(|id| rules.directory.officers.get(&id));
        officer.map_or_else(String::new, |officer| officer.name.clone())
    };
    let row = |proposal: &Proposal| {
        let (settled, by, at) = proposal.settled.as_ref()?;
        let outcome = match settled {
            Settled::Adopted { plan } => Cell::link(
                i18n.t("plan-proposal-adopted"),
                format!("{}/ruang/rencana/{plan}", here.site.base),
            ),
            Settled::Dismissed { reason } => {
                Cell::text(i18n.t("plan-proposal-dismissed")).small(reason.clone())
            }
        };
        let when = i18n.moment(*at, face(rules.zone(proposal.body)));
        Some(Row {
            cells: vec![
                Cell::text(title(seat, proposal)).small(about(seat, proposal)),
                outcome,
                Cell::text(when).small(name(by.officer)),
            ],
            actions: Vec::new(),
        })
    };
    Table {
        caption: i18n.t("plan-proposals-settled"),
        columns: ["plan-col-proposal", "plan-col-outcome", "plan-col-decided"]
            .map(|key| i18n.t(key))
            .into(),
        rows: all.iter().filter_map(row).collect(),
        empty: String::new(),
    }
}
