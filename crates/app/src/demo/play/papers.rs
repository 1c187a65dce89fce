//! The documents that the demonstration's city published of its year: July and the whole of it.

use jiff::Timestamp;
use jiff::civil::date;
use lapor_domain::ids::{BodyId, OfficerId};
use lapor_domain::official::{Cadence, Layout, Papers, Period, Reader};
use lapor_domain::report::event::ActorRef;
use lapor_domain::rules::Rules;
use lapor_domain::words::Role;

use super::INSTALLED;
use super::emblem::arms;
use super::tale::PROVINCE;
use crate::app::App;
use crate::error::AppError;
use crate::official::edition::{self, Edit, PublishError};
use crate::official::{self, OfficialError, Wish};

/// What tells a stranger that nothing of this is official.
const NOT_OFFICIAL: &str = "Kantor contoh untuk demonstrasi; bukan dokumen resmi";

/// Letterhead and signature, then both editions: made by the coordinator, approved by the leader.
pub(super) async fn publish(app: &App, body: BodyId) -> Result<(), AppError> {
    let rules = app.rules();
    let (Some(coordinator), Some(leader)) = (
        holder(&rules, body, Role::Coordinator),
        holder(&rules, body, Role::Leader),
    ) else {
        return Ok(());
    };
    let usual = official::papers_on(&rules, body, INSTALLED);
    let papers = Papers {
        schedule: vec![Cadence::Monthly],
        emblem: arms(),
        ..of_an_office(
            "Dinas Komunikasi, Informatika, Statistik dan Persandian",
            usual,
        )
    };
    official::put_papers(app, coordinator, body, papers, ActorRef::SYSTEM).await?;
    of_the_province(app).await?;
    let zone = rules.zone(body);
    let july = Period::of(Cadence::Monthly, date(2023, 7, 1));
    let year = Period::of(Cadence::Yearly, date(2023, 1, 1));
    for (period, day) in [(july, date(2023, 9, 1)), (year, date(2024, 1, 1))] {
        let as_of = zone.start_of_day(day);
        edition(app, (coordinator, leader), body, period, as_of).await?;
    }
    Ok(())
}

/// Letterhead and signature of the province, whose recap is a document too.
async fn of_the_province(app: &App) -> Result<(), AppError> {
    let rules = app.rules();
    let Some(body) = rules.directory.body_by_slug(PROVINCE).map(|body| body.id) else {
        return Ok(());
    };
    let Some(coordinator) = holder(&rules, body, Role::Coordinator) else {
        return Ok(());
    };
    let usual = official::papers_on(&rules, body, INSTALLED);
    let papers = Papers {
        place: "Palangka Raya".to_owned(),
        ..of_an_office(
            "Dinas Komunikasi, Informatika, Persandian dan Statistik",
            usual,
        )
    };
    official::put_papers(app, coordinator, body, papers, ActorRef::SYSTEM).await
}

/// A body's usual papers with an office of the demonstration, and who signs there.
fn of_an_office(name: &str, usual: Papers) -> Papers {
    Papers {
        valid_from: INSTALLED,
        office: name.to_uppercase(),
        lines: vec![NOT_OFFICIAL.to_owned()],
        signer_office: format!("Kepala {name}"),
        signer_name: "Pejabat Contoh".to_owned(),
        signer_lines: vec!["NIP contoh".to_owned()],
        ..usual
    }
}

async fn edition(
    app: &App,
    (coordinator, leader): (OfficerId, OfficerId),
    body: BodyId,
    period: Period,
    as_of: Timestamp,
) -> Result<(), AppError> {
    let wish = Wish {
        body,
        unit: None,
        layout: Layout::Activity,
        period,
        reader: Reader::Public,
        as_of: Some(as_of),
    };
    let id = edition::draft(app, coordinator, &wish)
        .await
        .map_err(plain)?;
    let kept = edition::theirs(app, coordinator, id).await?;
    let edit = Edit {
        version: kept.version,
        advice: edition::advice_of(&kept),
        // As an officer would who sees that something was found.
        is_masked: true,
        as_of: None,
    };
    edition::edit(app, coordinator, id, &edit).await?;
    match edition::approve(app, leader, id, kept.version + 1).await {
        Ok(()) => Ok(()),
        Err(PublishError::Official(error)) => Err(plain(error)),
        // What masking does not cover is for an officer to mend: it stays a draft.
        Err(PublishError::Personal(_)) => Ok(()),
    }
}

fn plain(error: OfficialError) -> AppError {
    match error {
        OfficialError::App(error) => error,
        _ => AppError::NotFound,
    }
}

/// Who holds a role for the whole body.
fn holder(rules: &Rules, body: BodyId, role: Role) -> Option<OfficerId> {
    let officers = rules.directory.officers.values();
    officers
        .filter(|officer| {
            let mut grants = officer.grants.iter();
            grants.any(|grant| grant.role == role && grant.body == body && grant.node.is_none())
        })
        .map(|officer| officer.id)
        .min()
}
