//! Importing a register step by step: uploaded, mapped, looked at, run. What was uploaded lies sealed under the body's key,
//! is seen by nobody but who uploaded it, and is forgotten after a week.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jiff::SignedDuration;
use lapor_domain::agency::Body;
use lapor_domain::ids::{BodyId, OfficerId};
use lapor_store::record::RecordError;
use lapor_store::register_import::{self as rows, NewPart, Part, RegisterImport};
use lapor_store::{Change, Query, StoreError, Tx};
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::error::ImportError;
use super::gate::OpenRegister;
use super::register::{RegisterReport, look_at_register, register};
use crate::app::App;
use crate::error::AppError;
use crate::register::{
    Grid, GridOptions, Header, LIMITS, Names, RegisterMapping, propose, read_grid, with_words,
    write_rows_to_mend,
};
use crate::sp4n::Limits;

/// Largest file that is uploaded, bytes; larger ones go by the command line.
pub const MOST_UPLOADED: usize = 24 << 20;
/// How much of it is taken: of a workbook 256 MiB once unpacked.
const UPLOADED: Limits = Limits {
    file_bytes: MOST_UPLOADED as u64,
    unpacked_bytes: 256 << 20,
    ..LIMITS
};
/// How long file and list are kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 7);
/// A run that was not seen for so long has ended with its program.
const GONE: SignedDuration = SignedDuration::from_mins(1);
/// Earlier imports whose mapping may fit.
const EARLIER: i64 = 20;
/// Time between two notes of how far a run is.
const BEAT: Duration = Duration::from_secs(1);

/// An import with what a person needs to go on.
pub struct Sitting {
    /// Its row.
    pub row: RegisterImport,
    /// The file, where it was asked for; `None` where it was forgotten.
    pub grid: Option<Arc<OpenRegister>>,
    /// The mapping.
    pub mapping: RegisterMapping,
    /// What was told of the last run.
    pub told: String,
    /// A run whose program went away: it may be started again.
    pub is_left: bool,
}

/// Begins an import. `mapping` is one that somebody kept; without it the newest of the body that fits is taken, else one is
/// proposed.
///
/// # Errors
/// A file or mapping that cannot be read; the record.
pub async fn begin(
    app: &App,
    body: &Body,
    officer: OfficerId,
    file_name: &str,
    bytes: Vec<u8>,
    mapping: Option<RegisterMapping>,
) -> Result<Uuid, AppError> {
    let file_name: String = file_name
        .chars()
        .filter(|c| !c.is_control())
        .take(120)
        .collect();
    let options = options(mapping.as_ref().unwrap_or(&RegisterMapping::default()));
    let bytes = Arc::new(bytes);
    let place = app.registers().place().await?;
    let grid = place
        .read(Arc::clone(&bytes), file_name.clone(), options)
        .await?;
    let names = Names::of(&app.rules().directory, body.id);
    let mapping = match mapping {
        Some(mapping) => with_words(&grid, &mapping, &names).map_err(ImportError::Register)?,
        None => match earlier(app, body.id, &grid, &names).await? {
            Some(mapping) => mapping,
            None => propose(&grid, &names).map_err(ImportError::Register)?,
        },
    };
    let now = app.now();
    let id = app.fresh_id();
    let total = i64::try_from(grid.len()).unwrap_or(i64::MAX);
    let change = Begin {
        row: RegisterImport {
            id,
            body: body.id,
            officer,
            file_name,
            state: "open".to_owned(),
            done: 0,
            total,
            to_mend: 0,
            created_at: now,
            beat_at: now,
        },
        parts: vec![
            seal(app, body.id, id, Part::File, &bytes),
            seal(
                app,
                body.id,
                id,
                Part::Mapping,
                mapping.to_toml().as_bytes(),
            ),
        ],
    };
    app.store().run(change).await?;
    Ok(id)
}

/// The newest mapping of the body whose columns the file has.
async fn earlier(
    app: &App,
    body: BodyId,
    grid: &Grid,
    names: &Names,
) -> Result<Option<RegisterMapping>, AppError> {
    for row in list(app, body).await?.into_iter().take(EARLIER as usize) {
        let Some(mapping) = mapping_of(app, &row).await? else {
            continue;
        };
        let fits = mapping.is_enough().is_ok()
            && (mapping.sheet.is_empty() || mapping.sheet == grid.sheet)
            && Header::of_mapping(grid, &mapping).is_ok();
        if fits && let Ok(mapping) = with_words(grid, &mapping, names) {
            return Ok(Some(mapping));
        }
    }
    Ok(None)
}

async fn mapping_of(app: &App, row: &RegisterImport) -> Result<Option<RegisterMapping>, AppError> {
    let kept = part(app, row, Part::Mapping).await?;
    let text = kept.and_then(|bytes| String::from_utf8(bytes).ok());
    Ok(text.and_then(|text| RegisterMapping::from_toml(&text).ok()))
}

fn options(mapping: &RegisterMapping) -> GridOptions {
    GridOptions {
        sheet: Some(mapping.sheet.clone()).filter(|sheet| !sheet.is_empty()),
        separator: mapping.separator(),
        limits: UPLOADED,
    }
}

/// The imports of a body, newest first.
///
/// # Errors
/// Where the database fails.
pub async fn list(app: &App, body: BodyId) -> Result<Vec<RegisterImport>, AppError> {
    Ok(app.store().read(List(body)).await?)
}

/// An import without its file, for who uploaded it.
///
/// # Errors
/// [`AppError::NotFound`] for everybody else; the record.
pub async fn open(app: &App, id: Uuid, officer: OfficerId) -> Result<Sitting, AppError> {
    let row = app.store().read(Get(id)).await?;
    let row = row
        .filter(|row| row.officer == officer)
        .ok_or(AppError::NotFound)?;
    let mapping = mapping_of(app, &row).await?.unwrap_or_default();
    let told = part(app, &row, Part::Told).await?;
    let is_left = row.state == "running" && app.now().duration_since(row.beat_at) > GONE;
    Ok(Sitting {
        row,
        grid: None,
        mapping,
        told: told
            .and_then(|told| String::from_utf8(told).ok())
            .unwrap_or_default(),
        is_left,
    })
}

/// The same with its file, of which the server has only so many open at once.
///
/// # Errors
/// As [`open`]; a file that cannot be read; [`ImportError::Crowded`].
pub async fn open_file(app: &App, id: Uuid, officer: OfficerId) -> Result<Sitting, AppError> {
    let mut sitting = open(app, id, officer).await?;
    let place = app.registers().place().await?;
    let row = &sitting.row;
    if let Some(bytes) = part(app, row, Part::File).await? {
        let options = options(&sitting.mapping);
        let read = place.read(Arc::new(bytes), row.file_name.clone(), options);
        sitting.grid = Some(Arc::new(read.await?));
    }
    Ok(sitting)
}

/// Keeps a changed mapping. A word column that is another one now gets its words anew.
///
/// # Errors
/// A mapping that does not fit the file; the record.
pub async fn remap(
    app: &App,
    sitting: &Sitting,
    mut mapping: RegisterMapping,
) -> Result<(), AppError> {
    mapping.check().map_err(ImportError::Mapping)?;
    let grid = sitting.grid.as_ref().ok_or(AppError::NotFound)?;
    let names = Names::of(&app.rules().directory, sitting.row.body);
    let before = &sitting.mapping;
    if mapping.sheet == before.sheet {
        for (code, words) in [
            ("status", &mut mapping.status),
            ("unit", &mut mapping.unit),
            ("kategori", &mut mapping.category),
            ("kanal", &mut mapping.channel),
        ] {
            if mapping.columns.get(code) != before.columns.get(code) {
                words.0.clear();
            }
        }
        mapping = with_words(grid, &mapping, &names).map_err(ImportError::Register)?;
    } else {
        // Another sheet is another register.
        let bytes = part(app, &sitting.row, Part::File)
            .await?
            .ok_or(AppError::NotFound)?;
        let file_name = sitting.row.file_name.clone();
        let options = options(&mapping);
        // In the place of the sheet that is open: for a moment it holds both.
        let reading = spawn_blocking(move || {
            let grid = read_grid(&bytes, &file_name, &options)?;
            propose(&grid, &names)
        });
        let proposed = reading.await.map_err(|_| ImportError::Stopped)?;
        let proposed = proposed.map_err(ImportError::Register)?;
        mapping = RegisterMapping {
            name: mapping.name,
            ..proposed
        };
    }
    let row = &sitting.row;
    let new = seal(
        app,
        row.body,
        row.id,
        Part::Mapping,
        mapping.to_toml().as_bytes(),
    );
    app.store().run(Keep(row.id, new)).await
}

/// What running would do.
///
/// # Errors
/// A mapping that does not fit; the record.
pub async fn look(app: &App, sitting: &Sitting) -> Result<RegisterReport, AppError> {
    let body = body(app, sitting.row.body)?;
    let grid = sitting.grid.as_ref().ok_or(AppError::NotFound)?;
    look_at_register(app, grid, &sitting.mapping, &body).await
}

fn body(app: &App, id: BodyId) -> Result<Body, AppError> {
    let rules = app.rules();
    rules
        .directory
        .bodies
        .get(&id)
        .cloned()
        .ok_or(AppError::NotFound)
}

/// Begins to run in the background. Run twice at once it runs once; run again it adds nothing twice.
///
/// # Errors
/// [`AppError::NotFound`] where the file was forgotten; the record.
pub async fn run(app: &App, sitting: Sitting) -> Result<(), AppError> {
    let grid = sitting.grid.clone().ok_or(AppError::NotFound)?;
    sitting.mapping.is_enough().map_err(ImportError::Register)?;
    let now = app.now();
    let start = Start {
        id: sitting.row.id,
        seen_since: now.checked_sub(GONE).unwrap_or(now),
        now,
    };
    if app.store().run(start).await? {
        let app = app.clone();
        tokio::spawn(async move {
            if let Err(error) = work(&app, &sitting, &grid).await {
                tracing::error!(%error, "an import of a register could not be written down");
            }
        });
    }
    Ok(())
}

async fn work(app: &App, sitting: &Sitting, grid: &Grid) -> Result<(), AppError> {
    let row = &sitting.row;
    let body = body(app, row.body)?;
    let (done, total) = (AtomicUsize::new(0), AtomicUsize::new(grid.len()));
    let progress = |now: usize, of: usize| {
        done.store(now, Ordering::Relaxed);
        total.store(of, Ordering::Relaxed);
    };
    let mut importing = std::pin::pin!(register(app, grid, &sitting.mapping, &body, progress));
    let mut ticks = tokio::time::interval(BEAT);
    let report = loop {
        tokio::select! {
            report = &mut importing => break report,
            _ = ticks.tick() => {}
        }
        let number =
            |count: &AtomicUsize| i64::try_from(count.load(Ordering::Relaxed)).unwrap_or(i64::MAX);
        let beat = Beat(row.id, number(&done), number(&total), app.now());
        app.store().run(beat).await?;
    };
    let mut parts = Vec::new();
    let mut keep = |kind, plain: &[u8]| parts.push(seal(app, row.body, row.id, kind, plain));
    let (state, to_mend) = match &report {
        Ok(report) => {
            keep(Part::Told, report.to_string().as_bytes());
            let mut list = Vec::new();
            let written = write_rows_to_mend(&mut list, grid, &report.names, &report.problems);
            if written.is_ok() {
                keep(Part::List, &list);
            }
            ("done", report.rows_to_mend())
        }
        Err(error) => {
            keep(Part::Told, error.to_string().as_bytes());
            ("failed", 0)
        }
    };
    let settle = Settle {
        id: row.id,
        state,
        to_mend: i64::try_from(to_mend).unwrap_or(i64::MAX),
        parts,
        now: app.now(),
    };
    app.store().run(settle).await
}

/// The rows to mend of an import that ran, as CSV.
///
/// # Errors
/// The record.
pub async fn rows_to_mend(app: &App, sitting: &Sitting) -> Result<Option<Vec<u8>>, AppError> {
    part(app, &sitting.row, Part::List).await
}

/// Forgets what nobody needs any more.
///
/// # Errors
/// Where the database fails.
pub async fn forget(app: &App) -> Result<(), AppError> {
    let before = app.now().checked_sub(KEPT).unwrap_or(app.now());
    app.store().run(Forget(before)).await
}

fn seal(app: &App, body: BodyId, id: Uuid, part: Part, plain: &[u8]) -> NewPart {
    let key = app.key_of(body);
    app.with_entropy(|entropy| NewPart::seal(id, part, &key, plain, entropy))
}

async fn part(app: &App, row: &RegisterImport, part: Part) -> Result<Option<Vec<u8>>, AppError> {
    let read = ReadPart {
        app: app.clone(),
        body: row.body,
        id: row.id,
        part,
    };
    let read = app.store().read(read).await??;
    Ok(read.map(|bytes| bytes.to_vec()))
}

struct ReadPart {
    app: App,
    body: BodyId,
    id: Uuid,
    part: Part,
}

impl Query for ReadPart {
    type Output = Result<Option<zeroize::Zeroizing<Vec<u8>>>, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let key = self.app.key_of(self.body);
        Ok(rows::part(tx, self.id, self.part, &key).await)
    }
}

struct Get(Uuid);

impl Query for Get {
    type Output = Option<RegisterImport>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        rows::get(tx, self.0).await
    }
}

struct List(BodyId);

impl Query for List {
    type Output = Vec<RegisterImport>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        rows::list(tx, self.0, 50).await
    }
}

struct Begin {
    row: RegisterImport,
    parts: Vec<NewPart>,
}

impl Change for Begin {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "begin_register_import";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        rows::put(tx, &self.row).await?;
        for part in &self.parts {
            rows::put_part(tx, self.row.id, part).await?;
        }
        Ok(())
    }
}

struct Keep(Uuid, NewPart);

impl Change for Keep {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "keep_register_mapping";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        Ok(rows::put_part(tx, self.0, &self.1).await?)
    }
}

struct Start {
    id: Uuid,
    seen_since: jiff::Timestamp,
    now: jiff::Timestamp,
}

impl Change for Start {
    type Output = bool;
    type Error = AppError;
    const NAME: &'static str = "start_register_import";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<bool, AppError> {
        Ok(rows::start(tx, self.id, self.seen_since, self.now).await?)
    }
}

struct Beat(Uuid, i64, i64, jiff::Timestamp);

impl Change for Beat {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "beat_register_import";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        Ok(rows::beat(tx, self.0, self.1, self.2, self.3).await?)
    }
}

struct Settle {
    id: Uuid,
    state: &'static str,
    to_mend: i64,
    parts: Vec<NewPart>,
    now: jiff::Timestamp,
}

impl Change for Settle {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "settle_register_import";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        rows::settle(tx, self.id, self.state, self.to_mend, self.now).await?;
        for part in &self.parts {
            rows::put_part(tx, self.id, part).await?;
        }
        Ok(())
    }
}

struct Forget(jiff::Timestamp);

impl Change for Forget {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "forget_register_imports";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        Ok(rows::forget_before(tx, self.0).await?)
    }
}
