//! A step of the escalation, told at once to whom it names and who wants to hear at once.

use jiff::SignedDuration;
use lapor_domain::agency::{Directory, Grant, Officer};
use lapor_domain::clock::ClockKind;
use lapor_domain::ids::ReportId;
use lapor_domain::report::Report;
use lapor_domain::report::escalation::hears_as;
use lapor_domain::report::event::{Recorded, What};
use lapor_domain::visibility::{Viewer, visibility};
use lapor_domain::words::{Addressee, Role};
use lapor_store::outbox::{self, NewMessage};
use lapor_store::record::{RecordError, events};
use lapor_store::{Change, Query, StoreError, Tx};

use super::{Recipient, Told, Wish, wish, written};
use crate::app::App;
use crate::channels::letter::Door;
use crate::channels::outbox::is_configured;
use crate::error::AppError;
use crate::notify::quiet;
use crate::notify::words::Places;

/// A step that is older than this is no news: a door was opened later, or read models were made anew.
const FRESH: SignedDuration = SignedDuration::from_hours(48);

/// Tells a step of the escalation; `key` is that of its event's job.
///
/// # Errors
/// Where the database fails; telling again tells nobody twice.
pub(crate) async fn tell(app: &App, key: &str) -> Result<(), AppError> {
    let channels = app.channels();
    let Some((report, seq)) = outbox::read_job_key(key) else {
        return Ok(());
    };
    if !Door::ALL.iter().any(|door| is_configured(&channels, *door)) {
        return Ok(());
    }
    let events = app.store().read(EventsOf(report)).await??;
    let Some(report) = Report::fold(report, &events) else {
        return Ok(());
    };
    let Some(step) = events.iter().find(|event| event.seq == seq) else {
        return Ok(());
    };
    let What::Escalated { clock, told, .. } = &step.event.what else {
        return Ok(());
    };
    let is_fresh = app.now().duration_since(step.recorded_at) <= FRESH;
    // What was done meanwhile is late no longer.
    if !is_fresh || report.clock(*clock).is_none() {
        return Ok(());
    }
    let rules = app.rules();
    let all = wish::all(app).await?;
    let barred = report.barred();
    let mut messages = Vec::new();
    for officer in rules.directory.officers.values() {
        let settings = wish::of(&all, officer);
        let named = told
            .iter()
            .any(|one| is_named(officer, *one, &report, &rules.directory));
        if !named
            || settings.wish != Wish::Immediate
            || officer.disabled
            || barred.contains(&officer.id)
        {
            continue;
        }
        if !visibility(&Viewer::Officer(officer), &report, &rules.directory).is_listable() {
            continue;
        }
        let to = Recipient {
            app,
            channels: &channels,
            rules: &rules,
            officer,
            home: report.holder,
            settings: &settings,
        };
        messages.extend(message(&to, &report, step, *clock));
    }
    let now = app.now();
    app.store().run(Keep { messages, now }).await
}

fn message(
    to: &Recipient<'_>,
    report: &Report,
    step: &Recorded,
    clock: ClockKind,
) -> Option<NewMessage> {
    let due = report.clock(clock)?.effective_due();
    let zone = to.rules.zone(report.holder);
    let day = due.checked_sub(SignedDuration::from_micros(1)).ok()?;
    let name = to.word(&format!("desk-clock-{}", clock.as_str()));
    let name = if name.is_empty() {
        to.word("desk-clock-other")
    } else {
        name
    };
    let standing = if step.occurred_at < due {
        "desk-soon"
    } else {
        "desk-passed"
    };
    let summary = to.word_with(standing, name);
    let directory = &to.rules.directory;
    let lead = report.lead().filter(|_| !outbox::is_guarded(report));
    let unit = lead
        .and_then(|lead| directory.units.get(&lead))
        .map(|unit| unit.name.clone());
    let body = directory
        .bodies
        .get(&report.holder)
        .map(|body| body.name.clone());
    let told = Told {
        notice: "delay",
        whole: summary.clone(),
        summary,
        places: Places {
            number: report.tracking.to_string(),
            unit: unit.or(body).unwrap_or_default(),
            until: written(zone.local_date(day)),
            link: to.link(&format!("/laporan/{}", report.tracking)),
            ..Places::default()
        },
    };
    let parts: [&[u8]; 4] = [
        b"delay",
        to.officer.id.0.as_bytes(),
        report.id.0.as_bytes(),
        &step.seq.to_be_bytes(),
    ];
    let now = to.app.now();
    let run_at = quiet::not_before(to.channels.quiet, zone, now);
    to.message(&told, &parts, run_at)
}

/// Whether a step that names `one` names this officer.
fn is_named(officer: &Officer, one: Addressee, report: &Report, directory: &Directory) -> bool {
    let covers = |grant: &Grant| directory.covers(grant, report.holder, report.lead());
    officer.grants.iter().any(|grant| match one {
        Addressee::UnitOfficer => {
            let mine =
                report.state.handling().and_then(|handling| handling.person) == Some(officer.id);
            match grant.role {
                Role::UnitOfficer => grant.node.is_some() && covers(grant),
                Role::FieldOfficer => mine && grant.body == report.holder,
                _ => false,
            }
        }
        Addressee::Coordinator => grant.role == Role::Coordinator && covers(grant),
        Addressee::Inspector => grant.role == Role::Inspector && grant.body == report.holder,
        Addressee::Desk => grant.role == Role::Desk && directory.is_desk(grant.body),
        Addressee::Overseer => {
            hears_as(grant).contains(&one)
                && (grant.body == report.holder || directory.is_desk(grant.body))
        }
        Addressee::UnitHead | Addressee::Leader => hears_as(grant).contains(&one) && covers(grant),
    })
}

struct EventsOf(ReportId);

impl Query for EventsOf {
    type Output = Result<Vec<Recorded>, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        Ok(events::of_report(tx, self.0).await)
    }
}

struct Keep {
    messages: Vec<NewMessage>,
    now: jiff::Timestamp,
}

impl Change for Keep {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "keep_delays";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        for message in &self.messages {
            outbox::put(tx, message, self.now).await?;
        }
        Ok(())
    }
}
