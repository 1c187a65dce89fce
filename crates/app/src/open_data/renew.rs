//! Keeping what is offered fresh: a day old at most, at once where a report ceased to be public.

use std::fs::{self, File};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use lapor_domain::agency::BodyKind;
use lapor_domain::ids::BodyId;
use lapor_domain::open_data::OpenData;
use lapor_domain::rules::Rules;
use lapor_store::{Query, StoreError, Tx, list};

use super::build::build;
use super::edition::Edition;
use super::error::OpenDataError;
use super::manifest::{FileEntry, MAKER, Manifest};
use super::shelf;
use crate::app::App;

/// How long new reports may wait for the next snapshot.
const WAIT: SignedDuration = SignedDuration::from_hours(24);

/// What a body decided about its open data.
pub fn decided(rules: &Rules, body: BodyId) -> OpenData {
    let decided = rules.directory.open_data.get(&body);
    decided.cloned().unwrap_or_else(|| OpenData::usual(body))
}

/// Makes an edition and offers it.
///
/// # Errors
/// [`OpenDataError`]; then what was offered before stays.
pub async fn publish(app: &App, body: BodyId, edition: Edition) -> Result<Manifest, OpenDataError> {
    let folder = shelf::bench(app, body, edition)?;
    let made = match build(app, body, edition, &folder).await {
        Ok(manifest) => shelf::put(app, body, edition, &folder, &manifest).map(|()| manifest),
        Err(error) => Err(error),
    };
    if folder.exists() {
        let _left = fs::remove_dir_all(&folder);
    }
    made
}

/// A file of what is offered, for anyone: nothing where the body decided otherwise or a report has ceased to be public since.
///
/// # Errors
/// Where the database or the disk fails.
pub async fn offered_file(
    app: &App,
    body: BodyId,
    edition: Edition,
    name: &str,
) -> Result<Option<(FileEntry, File)>, OpenDataError> {
    let decided = decided(&app.rules(), body);
    if !decided.published {
        return Ok(None);
    }
    let place = app.clone();
    let offered = tokio::task::spawn_blocking(move || shelf::manifest(&place, body, edition));
    let offered = offered.await.map_err(|_| OpenDataError::Stopped)??;
    let Some(manifest) = offered.filter(|it| it.with_words == decided.words) else {
        return Ok(None);
    };
    if app.store().read(Withdrawn::since(body, &manifest)).await? {
        return Ok(None);
    }
    let (app, name) = (app.clone(), name.to_owned());
    let found = tokio::task::spawn_blocking(move || shelf::open(&app, body, &manifest, &name));
    found.await.map_err(|_| OpenDataError::Stopped)?
}

/// One round: makes what is missing or too old, takes back what may no longer be offered.
///
/// # Errors
/// Where the database or the disk fails. What the gate refused is told in the log and not made again until something changes.
pub async fn round(app: &App) -> Result<(), OpenDataError> {
    let rules = app.rules();
    let mut bodies: Vec<BodyId> = rules
        .directory
        .bodies
        .values()
        .filter(|body| body.kind == BodyKind::Agency)
        .map(|body| body.id)
        .collect();
    bodies.sort_unstable();
    for body in bodies {
        // What keeps one body's files from being made is no reason for another's to stay.
        if let Err(error) = renew(app, &rules, body).await {
            tracing::error!(%error, "data terbuka tidak diperbarui");
        }
    }
    Ok(())
}

async fn renew(app: &App, rules: &Rules, body: BodyId) -> Result<(), OpenDataError> {
    let decided = decided(rules, body);
    let offered = shelf::shelf(app, body)?;
    let standing = app.store().read(Read(body)).await?;
    let span = standing.span.filter(|_| decided.published);
    let (Some((first, last)), Some(changed)) = (span, standing.changed) else {
        for (edition, _) in offered {
            shelf::withdraw(app, body, edition)?;
        }
        return Ok(());
    };
    let zone = rules.zone(body);
    let today = zone.local_date(app.now());
    let years = zone.local_date(first).year()..=zone.local_date(last).year().min(today.year());
    let wanted: Vec<Edition> = [Edition::Rolling]
        .into_iter()
        .chain(years.map(Edition::Year))
        .collect();
    for (edition, _) in offered
        .iter()
        .filter(|(edition, _)| !wanted.contains(edition))
    {
        shelf::withdraw(app, body, *edition)?;
    }
    let state = format!("{changed} {} {MAKER}", app.rules_version());
    for edition in wanted {
        let is_refused = shelf::is_held(app, body, edition, &state);
        let manifest = offered
            .iter()
            .find(|(it, _)| *it == edition)
            .map(|(_, manifest)| manifest);
        if let Some(manifest) = manifest {
            let is_withdrawn = app.store().read(Withdrawn::since(body, manifest)).await?;
            let is_moved = edition.days(today).0 != manifest.from;
            if is_withdrawn || manifest.with_words != decided.words {
                shelf::withdraw(app, body, edition)?;
            } else if is_refused
                || !is_moved && !is_due(app, body, (edition, manifest), today).await?
            {
                continue;
            }
        }
        if is_refused {
            continue;
        }
        match publish(app, body, edition).await {
            Ok(_) => {}
            Err(error @ OpenDataError::Refused(_)) => {
                tracing::error!(%edition, %error, "data terbuka ditahan");
                shelf::hold(app, body, edition, &state)?;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Whether its reports changed and it has waited long enough. That nothing changed is looked at once a day: a year that is long over
/// is not made anew for what happens in this one.
async fn is_due(
    app: &App,
    body: BodyId,
    (edition, manifest): (Edition, &Manifest),
    today: Date,
) -> Result<bool, OpenDataError> {
    let unchanged = format!("tidak berubah {today} {}", manifest.folder);
    let waited = app.now().duration_since(manifest.as_of) >= WAIT;
    if !waited || shelf::is_held(app, body, edition, &unchanged) {
        return Ok(false);
    }
    let changed = app.store().read(Changed(Since::of(body, manifest))).await?;
    if !changed {
        shelf::hold(app, body, edition, &unchanged)?;
    }
    Ok(changed)
}

struct Standing {
    span: Option<(Timestamp, Timestamp)>,
    changed: Option<Timestamp>,
}

/// The reports of an edition, and since when.
struct Since {
    body: BodyId,
    days: (Date, Date),
    as_of: Timestamp,
}

impl Since {
    const fn of(body: BodyId, manifest: &Manifest) -> Self {
        Self {
            body,
            days: (manifest.from, manifest.to),
            as_of: manifest.as_of,
        }
    }
}

/// Whether one of them ceased to be public.
struct Withdrawn(Since);

impl Withdrawn {
    const fn since(body: BodyId, manifest: &Manifest) -> Self {
        Self(Since::of(body, manifest))
    }
}

impl Query for Withdrawn {
    type Output = bool;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        let Since { body, days, as_of } = self.0;
        list::was_withdrawn(tx, body, days, as_of).await
    }
}

/// Whether what everybody sees of them changed.
struct Changed(Since);

impl Query for Changed {
    type Output = bool;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        let Since { body, days, as_of } = self.0;
        list::has_changed(tx, body, days, as_of).await
    }
}

struct Read(BodyId);

impl Query for Read {
    type Output = Standing;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Standing, StoreError> {
        Ok(Standing {
            span: list::public_span(tx, Some(self.0)).await?,
            changed: list::last_news(tx, Some(self.0)).await?,
        })
    }
}
