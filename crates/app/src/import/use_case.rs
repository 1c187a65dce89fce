//! `lapor import sp4n`: from a file to reports.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::agency::Body;
use lapor_domain::report::event::ActorRef;
use lapor_domain::words::{Channel, Figure};
use lapor_domain::zone::Zone;
use lapor_store::StoreError;

use super::body::{self, Chosen};
use super::error::ImportError;
use super::mapping::{Lacking, Mapping};
use super::place::Gazetteer;
use super::prepare::Frame;
use super::problems;
use super::summary::ImportReport;
use super::write::{Fate, Written, write};
use crate::admin;
use crate::app::App;
use crate::error::AppError;
use crate::sp4n::{
    Column, Problem, ProblemKind, ReadOptions, Row, Sheet, SourceZone, read_path, write_problems,
};

/// Rows in one change: enough for speed, few enough that nobody waits for an import.
const BATCH: usize = 50;

/// How a file is to be imported.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// Zone of the file's clock times.
    pub source_zone: SourceZone,
    /// Slug of the body, over what the file says; made where it is lacking.
    pub body: Option<String>,
    /// Where to list what should be mended; else beside the file, as `FILE.masalah.csv`.
    pub problem_file: Option<PathBuf>,
}

/// Imports an export of the national system. `progress` is told how many rows of how many are done.
///
/// Every row is taken but those without Tracking ID or date; what the installation lacks is made. It may be stopped
/// at any time and run again: what is in stays in, once.
///
/// # Errors
/// A file that cannot be read, or does not say whose it is; a list of problems that cannot be written; the record.
pub async fn sp4n(
    app: &App,
    file: &Path,
    options: ImportOptions,
    progress: impl FnMut(usize, usize),
) -> Result<ImportReport, AppError> {
    let sheet = read(file, options.source_zone).await?;
    app.reload_rules(false).await?;
    app.reload_places().await?;
    let places = app.places();
    let chosen = body::choose(
        &sheet,
        options.body.as_deref(),
        &app.rules().directory,
        &places,
    )?;
    let (mut report, mut list) = write_sheet(app, &sheet, chosen, progress).await?;
    if report.older > 0 {
        let count = report.older.to_string();
        list.push(Problem::of_file(ProblemKind::OlderExport, &count));
    }
    list.sort_by_key(|problem| problem.row);
    report.problems = list.len();
    report.problem_file = write_list(file, options.problem_file, &list)?;
    Ok(report)
}

/// Writes what was read: what the installation lacks first, then the reports. Gives what should be mended, too.
pub(super) async fn write_sheet(
    app: &App,
    sheet: &Sheet,
    chosen: Chosen,
    mut progress: impl FnMut(usize, usize),
) -> Result<(ImportReport, Vec<Problem>), AppError> {
    let places = app.places();
    let body = chosen.body;
    let (mapping, lacking) = Mapping::of(sheet, body.id, &body.name, &app.rules().directory);
    let body_created = !chosen.create.is_empty();
    let create: Vec<_> = chosen
        .create
        .into_iter()
        .chain(lacking.entities())
        .collect();
    if !create.is_empty() {
        admin::put(app, create, ActorRef::SYSTEM).await?;
    }
    let zone = app.rules().zone(body.id);
    let territory = body.region.as_deref().and_then(|code| code.parse().ok());
    let gazetteer = Gazetteer::new(&places.regions, territory);
    let frame = Frame {
        app,
        body: body.id,
        zone,
        places: &gazetteer,
        mapping: &mapping,
        observed_at: observed_at(sheet.preamble.generated_on, zone, app.now()),
    };
    let mut report = ImportReport::begun(sheet, &body, zone, body_created, &lacking);
    let mut list = sheet.problems.clone();
    list.extend(problems::of_sheet(sheet, &gazetteer));
    let mut done = 0;
    progress(done, sheet.rows.len());
    for rows in sheet.rows.chunks(BATCH) {
        let prepared = rows.iter().map(|row| frame.prepare(row)).collect();
        let written = write(app, body.id, prepared)
            .await
            .map_err(|error| broken_off(error, done))?;
        for (row, written) in rows.iter().zip(written) {
            report.count(written);
            list.extend(difference(row, written.fate));
        }
        done += rows.len();
        progress(done, sheet.rows.len());
    }
    Ok((report, list))
}

/// Writes what came over the interface of the national system for a body that is here.
///
/// # Errors
/// The record.
pub(crate) async fn pulled(
    app: &App,
    sheet: &Sheet,
    body: &Body,
) -> Result<ImportReport, AppError> {
    app.reload_rules(true).await?;
    let chosen = Chosen {
        body: body.clone(),
        create: Vec::new(),
    };
    let (report, _) = write_sheet(app, sheet, chosen, |_, _| {}).await?;
    Ok(report)
}

/// What writing would do, without doing it: a report as if every row were new, and what should be mended.
pub(super) fn look_at_sheet(app: &App, sheet: &Sheet, body: &Body) -> (ImportReport, Vec<Problem>) {
    let (rules, places) = (app.rules(), app.places());
    let (_, lacking) = Mapping::of(sheet, body.id, &body.name, &rules.directory);
    let territory = body.region.as_deref().and_then(|code| code.parse().ok());
    let gazetteer = Gazetteer::new(&places.regions, territory);
    let mut report = ImportReport::begun(sheet, body, rules.zone(body.id), false, &lacking);
    for row in &sheet.rows {
        *report.figures.entry(row.state.figure()).or_default() += 1;
        report.status_unknown += usize::from(row.state.is_unknown());
    }
    let mut list = sheet.problems.clone();
    list.extend(problems::of_sheet(sheet, &gazetteer));
    (report, list)
}

/// Reading a workbook takes the processor for a while, and must not hold up anything else.
async fn read(file: &Path, source_zone: SourceZone) -> Result<Sheet, ImportError> {
    let file = file.to_owned();
    let options = ReadOptions {
        source_zone,
        ..ReadOptions::default()
    };
    let task = tokio::task::spawn_blocking(move || read_path(&file, &options));
    Ok(task.await.map_err(|_| ImportError::Stopped)??)
}

/// The beginning of the day on which the export was made, never after now; where the file does not say, of the day of
/// import. Days are compared with days: a file without preamble never stands before one that was made the same day.
fn observed_at(generated_on: Option<Date>, zone: Zone, now: Timestamp) -> Timestamp {
    let day = generated_on.unwrap_or_else(|| zone.local_date(now));
    zone.start_of_day(day).min(now)
}

/// Each batch is a change of its own: what the record says of the last one is not true of those before.
fn broken_off(error: AppError, rows: usize) -> AppError {
    match error.store() {
        Some(StoreError::Full) => ImportError::Full { rows }.into(),
        Some(StoreError::Unavailable(_) | StoreError::Busy | StoreError::Unknown) => {
            ImportError::Away { rows }.into()
        }
        _ => error,
    }
}

fn unknown_channels(sheet: &Sheet) -> Vec<String> {
    let words: BTreeSet<_> = sheet
        .rows
        .iter()
        .filter(|row| row.door().channel == Channel::Other)
        .filter_map(|row| row.source.as_deref())
        .collect();
    words.into_iter().map(str::to_owned).collect()
}

impl ImportReport {
    /// Nothing written yet.
    fn begun(sheet: &Sheet, body: &Body, zone: Zone, created: bool, lacking: &Lacking) -> Self {
        Self {
            body: body.id,
            body_name: body.name.clone(),
            body_slug: body.slug.clone(),
            body_created: created,
            body_zone: zone,
            source_zone: sheet.source_zone,
            observed_on: sheet.preamble.generated_on,
            read: sheet.rows.len(),
            added: 0,
            changed: 0,
            unchanged: 0,
            older: 0,
            handled_here_differs: 0,
            other_body: 0,
            held_back: sheet.held_back,
            created_units: lacking.units.iter().map(|unit| unit.name.clone()).collect(),
            created_categories: lacking
                .categories
                .iter()
                .map(|category| category.name.clone())
                .collect(),
            unknown_channels: unknown_channels(sheet),
            figures: Figure::ALL.iter().map(|figure| (*figure, 0)).collect(),
            merged: 0,
            status_unknown: 0,
            problems: 0,
            problem_file: None,
        }
    }

    fn count(&mut self, written: Written) {
        *match written.fate {
            Fate::Added => &mut self.added,
            Fate::Changed => &mut self.changed,
            Fate::Unchanged => &mut self.unchanged,
            Fate::Older => &mut self.older,
            Fate::HandledHere => &mut self.handled_here_differs,
            Fate::OtherBody => &mut self.other_body,
        } += 1;
        match written.figure {
            Some(figure) => *self.figures.entry(figure).or_default() += 1,
            None => self.merged += 1,
        }
        self.status_unknown += usize::from(written.status_unknown);
    }
}

fn difference(row: &Row, fate: Fate) -> Option<Problem> {
    let (column, content, kind) = match fate {
        Fate::HandledHere => (
            Column::Status,
            row.status_raw.as_deref().unwrap_or_default(),
            ProblemKind::HandledHere,
        ),
        Fate::OtherBody => (
            Column::TrackingId,
            row.tracking_id.as_str(),
            ProblemKind::OtherBody,
        ),
        Fate::Added | Fate::Changed | Fate::Unchanged | Fate::Older => return None,
    };
    Some(problems::note(row, column, content, kind))
}

/// Writes the list where it was asked for, else beside the file. An old list is never left standing beside a file
/// that has nothing to mend any more.
fn write_list(
    file: &Path,
    asked: Option<PathBuf>,
    list: &[Problem],
) -> Result<Option<PathBuf>, ImportError> {
    let beside = || {
        let mut name = file.as_os_str().to_owned();
        name.push(".masalah.csv");
        PathBuf::from(name)
    };
    let path = asked.unwrap_or_else(beside);
    if list.is_empty() && !path.exists() {
        return Ok(None);
    }
    let written = File::create(&path).and_then(|file| write_problems(file, list));
    match written {
        Ok(()) => Ok((!list.is_empty()).then_some(path)),
        Err(error) => Err(ImportError::ProblemFile { path, error }),
    }
}
