//! Any city's old register: by a mapping into the same import as exports of the national system.

use std::fmt;

use lapor_domain::agency::Body;
use lapor_domain::zone::Zone;
use lapor_store::{Query, StoreError, Tx, record};

use super::body::Chosen;
use super::error::ImportError;
use super::names;
use super::summary::{ImportReport, figure_words};
use super::use_case::{look_at_sheet, write_sheet};
use crate::app::App;
use crate::channels::letter::message_id;
use crate::error::AppError;
use crate::register::{Converted, Grid, Names, RegisterMapping, RowKey, convert};
use crate::sp4n::{Columns, Preamble, Problem, Sheet, SourceZone};

/// Ids looked up at one time.
const AT_ONCE: usize = 500;

/// What an import of a register did, or would do.
#[derive(Clone, Debug)]
pub struct RegisterReport {
    /// What was written; of a look, what would be: every row counted as new.
    pub import: ImportReport,
    /// Nothing was written.
    pub is_look: bool,
    /// Of a look: rows that are in already.
    pub known: usize,
    /// Rows that say the same as one above.
    pub repeated: usize,
    /// Status words that are not mapped, and how many rows have them.
    pub unknown_status: Vec<(String, usize)>,
    /// The file is not UTF-8 and was read as Windows-1252.
    pub encoding_guessed: bool,
    /// What must be mended, by row.
    pub problems: Vec<Problem>,
    /// Names of the file's columns.
    pub names: Vec<String>,
}

/// The body a register is of: it must be there.
///
/// # Errors
/// [`ImportError::UnknownBody`].
pub fn known_body(app: &App, slug: &str) -> Result<Body, AppError> {
    let slug = slug.trim();
    if !names::is_slug(slug) {
        return Err(ImportError::BodySlug(slug.to_owned()).into());
    }
    let rules = app.rules();
    let body = rules.directory.body_by_slug(slug).cloned();
    Ok(body.ok_or_else(|| ImportError::UnknownBody(slug.to_owned()))?)
}

/// Imports a register. `progress` is told how many rows of how many are done.
///
/// It may be stopped at any time and run again: what is in stays in, once.
///
/// # Errors
/// A file or mapping that cannot be used; the record.
pub async fn register(
    app: &App,
    grid: &Grid,
    mapping: &RegisterMapping,
    body: &Body,
    progress: impl FnMut(usize, usize),
) -> Result<RegisterReport, AppError> {
    app.reload_places().await?;
    let converted = read(app, grid, mapping, body)?;
    let sheet = sheet(grid, &converted, app, body);
    let chosen = Chosen {
        body: body.clone(),
        create: Vec::new(),
    };
    let (import, problems) = write_sheet(app, &sheet, chosen, progress).await?;
    Ok(told(grid, converted, import, problems, None))
}

/// What importing would do, without doing it.
///
/// # Errors
/// As [`register`].
pub async fn look_at_register(
    app: &App,
    grid: &Grid,
    mapping: &RegisterMapping,
    body: &Body,
) -> Result<RegisterReport, AppError> {
    let converted = read(app, grid, mapping, body)?;
    let sheet = sheet(grid, &converted, app, body);
    let (import, problems) = look_at_sheet(app, &sheet, body);
    let mut known = 0;
    for rows in converted.rows.chunks(AT_ONCE) {
        let ids = rows.iter().map(|row| row.tracking_id.clone()).collect();
        known += app.store().read(Known(ids)).await?;
    }
    Ok(told(grid, converted, import, problems, Some(known)))
}

fn read(
    app: &App,
    grid: &Grid,
    mapping: &RegisterMapping,
    body: &Body,
) -> Result<Converted, AppError> {
    let rules = app.rules();
    let names = Names::of(&rules.directory, body.id);
    let unknown = names.unknown_in(mapping);
    if !unknown.is_empty() {
        return Err(ImportError::UnknownNames(unknown.join(", ")).into());
    }
    let zone = rules.zone(body.id);
    let today = zone.local_date(app.now());
    let key = |key: RowKey<'_>| row_id(app, &body.slug, key);
    Ok(
        convert(grid, mapping, &names, source_zone(zone), today, &key)
            .map_err(ImportError::Register)?,
    )
}

/// Under what a row is known again. Of what it says only a keyed hash is kept.
fn row_id(app: &App, slug: &str, key: RowKey<'_>) -> String {
    match key {
        RowKey::Number { register, number } => format!("{slug}:{register}:{number}"),
        RowKey::Content(parts) => {
            let parts: Vec<&[u8]> = ["register-row", slug]
                .iter()
                .chain(&parts)
                .map(|part| part.as_bytes())
                .collect();
            let id = message_id(app.keys(), &parts);
            format!("{slug}:#{}", id.simple())
        }
    }
}

const fn source_zone(zone: Zone) -> SourceZone {
    match zone {
        Zone::Wib => SourceZone::WIB,
        Zone::Wita => SourceZone::WITA,
        Zone::Wit => SourceZone::WIT,
    }
}

/// As the import of exports takes it.
fn sheet(grid: &Grid, converted: &Converted, app: &App, body: &Body) -> Sheet {
    Sheet {
        file_name: grid.file_name.clone(),
        preamble: Preamble::default(),
        header_row: 0,
        columns: Columns::default(),
        rows: converted.rows.clone(),
        held_back: converted.held_back,
        problems: converted.problems.clone(),
        source_zone: source_zone(app.rules().zone(body.id)),
    }
}

fn told(
    grid: &Grid,
    converted: Converted,
    mut import: ImportReport,
    mut problems: Vec<Problem>,
    known: Option<usize>,
) -> RegisterReport {
    problems.sort_by_key(|problem| problem.row);
    import.problems = problems.len();
    RegisterReport {
        import,
        is_look: known.is_some(),
        known: known.unwrap_or(0),
        repeated: converted.repeated,
        unknown_status: converted.unknown_status.into_iter().collect(),
        encoding_guessed: grid.encoding_guessed,
        problems,
        names: converted.names,
    }
}

struct Known(Vec<String>);

impl Query for Known {
    type Output = usize;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<usize, StoreError> {
        let mut known = 0;
        for id in &self.0 {
            known += usize::from(record::by_external(tx, id).await?.is_some());
        }
        Ok(known)
    }
}

impl RegisterReport {
    /// Rows that have something to mend.
    pub fn rows_to_mend(&self) -> usize {
        let mut rows: Vec<_> = self
            .problems
            .iter()
            .filter_map(|problem| problem.row)
            .collect();
        rows.dedup();
        rows.len()
    }

    /// What concerns the file as a whole, each a sentence.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.encoding_guessed {
            notes.push(
                "Berkas bukan UTF-8 dan dibaca sebagai Windows-1252; periksa huruf khusus."
                    .to_owned(),
            );
        }
        for problem in self.problems.iter().filter(|problem| problem.row.is_none()) {
            notes.push(format!("{}. {}.", problem.message(), problem.remedy()));
        }
        notes
    }
}

impl fmt::Display for RegisterReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let import = &self.import;
        writeln!(f, "Instansi: {} [{}]", import.body_name, import.body_slug)?;
        if self.is_look {
            writeln!(f, "Percobaan: tidak ada yang ditulis.")?;
            writeln!(
                f,
                "Terbaca {}: baru {}, sudah ada {}. Baris ditahan: {}, sama dengan baris di atasnya: {}.",
                import.read,
                import.read.saturating_sub(self.known),
                self.known,
                import.held_back,
                self.repeated
            )?;
        } else {
            writeln!(
                f,
                "Terbaca {}: baru {}, berubah {}, tetap {}, sudah ditangani di sini {}. Baris ditahan: {}, sama dengan \
                 baris di atasnya: {}.",
                import.read,
                import.added,
                import.changed,
                import.unchanged + import.older,
                import.handled_here_differs,
                import.held_back,
                self.repeated
            )?;
        }
        writeln!(f, "Angka: {}.", figure_words(&import.figures))?;
        if !self.unknown_status.is_empty() {
            let words = self.unknown_status.iter();
            let words: Vec<_> = words.map(|(word, n)| format!("\"{word}\" {n}")).collect();
            writeln!(
                f,
                "Kata status belum dipetakan (termasuk belum diverifikasi): {}.",
                words.join(", ")
            )?;
        }
        let made = if self.is_look {
            "akan dibuat"
        } else {
            "dibuat"
        };
        for (what, names) in [
            ("Unit", &import.created_units),
            ("Kategori", &import.created_categories),
        ] {
            if !names.is_empty() {
                writeln!(
                    f,
                    "{what} {made}, belum dipetakan ({}): {}",
                    names.len(),
                    names.join("; ")
                )?;
            }
        }
        if !import.unknown_channels.is_empty() {
            writeln!(
                f,
                "Kata kanal dipakai apa adanya: {}",
                import.unknown_channels.join("; ")
            )?;
        }
        for note in self.notes() {
            writeln!(f, "{note}")?;
        }
        match self.rows_to_mend() {
            0 => write!(f, "Tidak ada baris yang perlu dibetulkan."),
            n => write!(f, "{n} baris perlu dilihat."),
        }
    }
}
