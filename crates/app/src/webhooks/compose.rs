//! What a delivery says, by what may be seen at the moment of sending.

use lapor_domain::visibility::Existence;
use lapor_domain::webhook::{Sight, Webhook};
use lapor_store::webhook::Delivery;

use super::payload::{Data, Due, Links, Matter, Payload, ReportNow, VERSION};
use crate::app::App;
use crate::error::AppError;
use crate::report::case::{self, CaseView, Onlooker};

/// Composes it; `None` where there is nothing to tell any more.
pub(super) async fn compose(
    app: &App,
    hook: &Webhook,
    delivery: &Delivery,
) -> Result<Option<Payload>, AppError> {
    let Some(report) = delivery.report else {
        return Ok(Some(ping(hook, delivery)));
    };
    let seen = match hook.seat() {
        None => case::read(app, report, Onlooker::Public).await?,
        Some(grant) => case::read_from(app, report, grant).await?,
    };
    let seen = seen.filter(|case| match hook.sight {
        Sight::Public => case.is_public,
        Sight::Unit | Sight::Body => !case.is_about_officers,
    });
    let Some(case) = seen else {
        return match delivery.told.as_str() {
            // Whoever saw it learns that it is no longer to be seen, and not a thing more.
            "gone" => gone(app, hook, delivery).await,
            _ => Ok(None),
        };
    };
    Ok(Some(Payload {
        r#type: format!("report.{}", kind(delivery, &case)),
        timestamp: delivery.occurred_at.to_string(),
        data: Data {
            number: Some(case.tracking.to_string()),
            seq: Some(delivery.seq),
            report: Some(now(app, &case)),
            links: links(app, delivery, &case),
            ..empty(hook)
        },
    }))
}

/// The kind of the event where that may be known; that it appeared, or that something happened, where not.
fn kind<'a>(delivery: &'a Delivery, case: &CaseView) -> &'a str {
    let mut entries = case.history.iter();
    let is_told = entries.any(|entry| !entry.of_root && entry.seq == delivery.seq);
    match delivery.told.as_str() {
        "appeared" => "appeared",
        _ if is_told => &delivery.kind,
        _ => "changed",
    }
}

fn empty(hook: &Webhook) -> Data {
    Data {
        version: VERSION,
        webhook: hook.id.to_string(),
        shown_to: hook.sight.as_str(),
        number: None,
        seq: None,
        report: None,
        links: None,
    }
}

fn ping(hook: &Webhook, delivery: &Delivery) -> Payload {
    Payload {
        r#type: "ping".to_owned(),
        timestamp: delivery.occurred_at.to_string(),
        data: empty(hook),
    }
}

async fn gone(app: &App, hook: &Webhook, delivery: &Delivery) -> Result<Option<Payload>, AppError> {
    let Some(report) = delivery.report else {
        return Ok(None);
    };
    let number = case::number_of(app, report).await?;
    Ok(number.map(|number| Payload {
        r#type: "report.gone".to_owned(),
        timestamp: delivery.occurred_at.to_string(),
        data: Data {
            number: Some(number.to_string()),
            seq: Some(delivery.seq),
            ..empty(hook)
        },
    }))
}

fn now(app: &App, case: &CaseView) -> ReportNow {
    let rules = app.rules();
    let directory = &rules.directory;
    // State and coded reason only: no clocks, no words (section 5).
    let has_clocks = case.existence != Existence::State;
    let received = if case.day_only {
        case.zone.local_date(case.received_at).to_string()
    } else {
        case.received_at.to_string()
    };
    let matter = || Matter {
        is_public: case.is_public,
        r#type: case.report_type.to_string(),
        category: case
            .category_id
            .and_then(|id| directory.categories.get(&id))
            .map(|category| category.slug.clone()),
        region: case.region.clone(),
        unit: case
            .lead_id
            .and_then(|id| directory.units.get(&id))
            .map(|unit| unit.slug.clone()),
        outcome: case.outcome.map(|outcome| outcome.to_string()),
        archive_reason: case.archive_reason.map(|reason| reason.to_string()),
    };
    ReportNow {
        state: case.state.to_string(),
        figure: case.figure.map(|figure| figure.to_string()),
        body: directory
            .bodies
            .get(&case.holder)
            .map(|body| body.slug.clone())
            .unwrap_or_default(),
        received,
        seq: case.seq,
        updated: case.updated_at.to_string(),
        due: case.due.as_ref().filter(|_| has_clocks).map(|due| Due {
            clock: due.clock.to_string(),
            until: due.due.to_string(),
            overdue: due.overdue,
        }),
        matter: case.tells_matter.then(matter),
    }
}

/// Addresses of the interface, where the installation says where its pages are.
fn links(app: &App, delivery: &Delivery, case: &CaseView) -> Option<Links> {
    let channels = app.channels();
    let rules = app.rules();
    let body = rules.directory.bodies.get(&case.holder)?;
    let pages = channels.pages_of(&body.slug);
    if pages.is_empty() {
        return None;
    }
    let report = format!("{pages}/api/v1/reports/{}", case.tracking);
    let history = format!("{report}/history?after={}", delivery.seq.saturating_sub(1));
    Some(Links { report, history })
}
