//! `/ruang/kelola/impor`: an old register, uploaded, mapped, looked at, run.

use axum::extract::{Path, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use lapor_app::error::AppError;
use lapor_app::import::RegisterReport;
use lapor_app::import::sitting::{self, MOST_UPLOADED, Sitting};
use lapor_app::register::{Header, RegisterMapping};
use lapor_store::register_import::RegisterImport;
use uuid::Uuid;

use super::import_form;
use super::keeper::{Keeper, folded, row, show};
use crate::form::{Sent, files};
use crate::layout::{self, Tone};
use crate::state::{Here, face};
use crate::view::forms::Errors;
use crate::workspace_view::admin::{AdminPage, Cell, FoldedForm, OtherPage, Row, Section, Table};
use crate::workspace_view::form::{Field, Form, Input};
use crate::workspace_view::words;

/// Rows of the file that are shown.
const ROWS: usize = 6;
/// Columns of them.
const COLUMNS: usize = 12;
/// Longest text of a cell that is shown, characters.
const CELL: usize = 80;
/// Things to mend that are shown; the file has all.
const PROBLEMS: usize = 40;

/// The body's imports, and the form of a new one.
pub(super) async fn page(here: Here) -> Response {
    let keeper = match Keeper::take(here).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    match list(&keeper).await {
        Ok(page) => show(&page),
        Err(error) => keeper.answer(&error),
    }
}

/// Takes a file.
pub(super) async fn upload(here: Here, request: Request) -> Response {
    // Who may not is told before anything of a large file is kept.
    let keeper = match Keeper::take(here).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    let read = files::read(request, MOST_UPLOADED).await;
    let i18n = keeper.i18n();
    let mut files = match read {
        Ok(files) => files,
        Err(broken) => {
            let told = i18n.t(&format!("field-{}", broken.code().replace('_', "-")));
            return again(&keeper, "file", told).await;
        }
    };
    let place = |name: &str| files.iter().position(|file| file.field == name);
    let (file, mapping) = (place("file"), place("mapping"));
    let mapping = mapping.and_then(|at| files.get(at));
    let mapping = mapping.map(|file| String::from_utf8_lossy(&file.bytes).into_owned());
    let file = file.and_then(|at| files.get_mut(at));
    let Some(file) = file.filter(|file| !file.bytes.is_empty()) else {
        return again(&keeper, "file", i18n.t("import-no-file")).await;
    };
    if file.is_cut {
        let most = i18n.number((MOST_UPLOADED >> 20) as u64);
        return again(&keeper, "file", i18n.t1("import-too-large", "most", most)).await;
    }
    let mapping = match mapping {
        None => None,
        Some(text) => match RegisterMapping::from_toml(&text) {
            Ok(mapping) => Some(mapping),
            Err(error) => return again(&keeper, "mapping", error.to_string()).await,
        },
    };
    let (app, rules) = (keeper.seat.here.app(), keeper.rules());
    let Some(body) = rules.directory.bodies.get(&keeper.body) else {
        return keeper.answer(&AppError::NotFound);
    };
    let officer = keeper.seat.officer.id;
    let bytes = std::mem::take(&mut file.bytes);
    match sitting::begin(app, body, officer, &file.name, bytes, mapping).await {
        Ok(id) => Redirect::to(&keeper.href(&format!("impor/{id}"))).into_response(),
        Err(AppError::Import(error)) => again(&keeper, "file", error.to_string()).await,
        Err(error) => keeper.answer(&error),
    }
}

/// The list with what is wrong with the form.
async fn again(keeper: &Keeper, field: &'static str, told: String) -> Response {
    match list(keeper).await {
        Ok(mut page) => {
            page.l = page.l.one_off();
            if let Some(folded) = page.forms.first_mut() {
                let form = folded.form.clone();
                folded.form = form.with_errors(Errors::one(field, told));
            }
            layout::page(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => keeper.answer(&error),
    }
}

/// One import: its mapping and what it would do, how far it is, or what it did.
pub(super) async fn one(here: Here, Path(id): Path<String>) -> Response {
    let (keeper, sitting) = match taken(here, &id).await {
        Ok(taken) => taken,
        Err(response) => return response,
    };
    // How far it is can be told without its file.
    if is_running(&sitting) {
        return shown(&keeper, &sitting, None, StatusCode::OK).await;
    }
    match with_file(&keeper, &sitting).await {
        Ok(sitting) => shown(&keeper, &sitting, None, StatusCode::OK).await,
        Err(response) => response,
    }
}

/// Keeps the mapping.
pub(super) async fn save(here: Here, Path(id): Path<String>, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let (keeper, sitting) = match taken(here, &id).await {
        Ok(taken) => taken,
        Err(response) => return response,
    };
    let sitting = match with_file(&keeper, &sitting).await {
        Ok(sitting) => sitting,
        Err(response) => return response,
    };
    let mapping = import_form::read(&sent, &sitting.mapping);
    match sitting::remap(keeper.seat.here.app(), &sitting, mapping).await {
        Ok(()) => Redirect::to(&keeper.href(&format!("impor/{id}"))).into_response(),
        Err(AppError::Import(error)) => {
            let wrong = Some(error.to_string());
            shown(&keeper, &sitting, wrong, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => keeper.answer(&error),
    }
}

/// Runs it.
pub(super) async fn run(here: Here, Path(id): Path<String>, request: Request) -> Response {
    let _nothing = Sent::read(request).await;
    let (keeper, sitting) = match taken(here, &id).await {
        Ok(taken) => taken,
        Err(response) => return response,
    };
    let sitting = match with_file(&keeper, &sitting).await {
        Ok(sitting) => sitting,
        Err(response) => return response,
    };
    match sitting::run(keeper.seat.here.app(), sitting).await {
        Ok(()) => Redirect::to(&keeper.href(&format!("impor/{id}"))).into_response(),
        Err(error) => keeper.answer(&error),
    }
}

/// The mapping as a file.
pub(super) async fn mapping(here: Here, Path(id): Path<String>) -> Response {
    match taken(here, &id).await {
        Ok((_, sitting)) => {
            let name = format!("{}.toml", sitting.mapping.name);
            download("application/toml", &name, sitting.mapping.to_toml().into())
        }
        Err(response) => response,
    }
}

/// The rows to mend as a file.
pub(super) async fn problems(here: Here, Path(id): Path<String>) -> Response {
    let (keeper, sitting) = match taken(here, &id).await {
        Ok(taken) => taken,
        Err(response) => return response,
    };
    match sitting::rows_to_mend(keeper.seat.here.app(), &sitting).await {
        Ok(Some(list)) => {
            let name = format!("{}.masalah.csv", sitting.mapping.name);
            download("text/csv; charset=utf-8", &name, list)
        }
        Ok(None) => keeper.answer(&AppError::NotFound),
        Err(error) => keeper.answer(&error),
    }
}

/// The name is a mapping's: lower-case letters, digits and hyphens.
fn download(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

async fn taken(here: Here, id: &str) -> Result<(Keeper, Sitting), Response> {
    let keeper = Keeper::take(here).await?;
    let Ok(id) = id.parse::<Uuid>() else {
        return Err(keeper.answer(&AppError::NotFound));
    };
    let (app, officer) = (keeper.seat.here.app(), keeper.seat.officer.id);
    match sitting::open(app, id, officer).await {
        Ok(sitting) if sitting.row.body == keeper.body => Ok((keeper, sitting)),
        Ok(_) => Err(keeper.answer(&AppError::NotFound)),
        Err(error) => Err(keeper.answer(&error)),
    }
}

/// The same with its file.
async fn with_file(keeper: &Keeper, sitting: &Sitting) -> Result<Sitting, Response> {
    let (app, officer) = (keeper.seat.here.app(), keeper.seat.officer.id);
    let opened = sitting::open_file(app, sitting.row.id, officer).await;
    opened.map_err(|error| keeper.answer(&error))
}

fn is_running(sitting: &Sitting) -> bool {
    sitting.row.state == "running" && !sitting.is_left
}

async fn list(keeper: &Keeper) -> Result<AdminPage, AppError> {
    let i18n = keeper.i18n();
    let rows = sitting::list(keeper.seat.here.app(), keeper.body).await?;
    let rows = rows.iter().map(|import| line(keeper, import)).collect();
    let mut page = keeper.page(Section::Import);
    let columns = [
        "import-file",
        "import-when",
        "import-who",
        "import-state",
        "import-rows",
    ];
    page.tables = vec![keeper.table(&i18n.t("import-list"), &columns, rows)];
    let form = Form::new(
        "berkas",
        keeper.href("impor"),
        i18n.t("import-upload"),
        vec![
            Field::new(
                "file",
                i18n.t("import-file"),
                Input::File(".xlsx,.csv,.txt,.tsv"),
            )
            .hint(i18n.t1(
                "import-file-hint",
                "most",
                (MOST_UPLOADED >> 20).to_string(),
            )),
            Field::new(
                "mapping",
                i18n.t("import-mapping-file"),
                Input::File(".toml"),
            )
            .hint(i18n.t("import-mapping-file-hint"))
            .optional(),
        ],
    );
    page.forms = vec![FoldedForm {
        open: true,
        ..folded(i18n.t("import-new"), form)
    }];
    Ok(page)
}

fn line(keeper: &Keeper, import: &RegisterImport) -> Row {
    let i18n = keeper.i18n();
    let rules = keeper.rules();
    let clock = face(rules.zone(keeper.body));
    let officer = rules.directory.officers.get(&import.officer);
    let is_own = import.officer == keeper.seat.officer.id;
    let href = keeper.href(&format!("impor/{}", import.id));
    let name = if is_own {
        Cell::link(&import.file_name, href)
    } else {
        Cell::text(&import.file_name)
    };
    row(vec![
        name,
        Cell::text(i18n.moment(import.created_at, clock)),
        Cell::text(officer.map_or("–", |officer| officer.name.as_str())),
        Cell::text(i18n.t(&format!("import-state-{}", import.state))),
        Cell::text(i18n.number(u64::try_from(import.total).unwrap_or(0))),
    ])
}

async fn shown(
    keeper: &Keeper,
    sitting: &Sitting,
    wrong: Option<String>,
    status: StatusCode,
) -> Response {
    let i18n = keeper.i18n();
    let mut page = keeper.page(Section::Import);
    page.subject.clone_from(&sitting.row.file_name);
    page.others = vec![OtherPage {
        label: i18n.t("import-back"),
        href: keeper.href("impor"),
        present: false,
    }];
    let link = |key: &str, path: &str| OtherPage {
        label: i18n.t(key),
        href: keeper.href(&format!("impor/{}/{path}", sitting.row.id)),
        present: false,
    };
    if !sitting.mapping.columns.is_empty() {
        page.others
            .push(link("import-mapping-link", "pemetaan.toml"));
    }
    match sitting.row.state.as_str() {
        _ if is_running(sitting) => return running(keeper, sitting, page),
        "done" if sitting.row.to_mend > 0 => {
            page.others
                .push(link("import-problems-link", "masalah.csv"));
        }
        _ => {}
    }
    if !sitting.told.is_empty() && wrong.is_none() {
        let tone = if sitting.row.state == "done" {
            Tone::Done
        } else {
            Tone::Warning
        };
        let key = if sitting.row.state == "done" {
            "import-done"
        } else {
            "import-failed"
        };
        page.l = page
            .l
            .with_notice(tone, format!("{} {}", i18n.t(key), sitting.told));
    } else if sitting.is_left {
        page.l = page.l.with_notice(Tone::Warning, i18n.t("import-left"));
    }
    let Some(grid) = &sitting.grid else {
        page.l = page
            .l
            .with_notice(Tone::Warning, i18n.t("import-forgotten"));
        return layout::page(status, &page);
    };
    let header = Header::of_mapping(grid, &sitting.mapping).or_else(|_| Header::guess(grid));
    let header = header.ok();
    let names = header
        .as_ref()
        .map(|header| header.names.clone())
        .unwrap_or_default();
    let looked = match &wrong {
        Some(told) => Err(told.clone()),
        None => match sitting::look(keeper.seat.here.app(), sitting).await {
            Ok(report) => Ok(report),
            Err(AppError::Import(error)) => Err(error.to_string()),
            Err(error) => return keeper.answer(&error),
        },
    };
    match looked {
        Ok(report) => {
            page.facts = facts(keeper, sitting, &report);
            page.forms.push(run_form(keeper, sitting, &report));
            page.tables.extend(problem_table(keeper, &report));
        }
        Err(told) => page.l = page.l.with_notice(Tone::Warning, told),
    }
    page.tables
        .insert(0, first_rows(keeper, sitting, header.as_ref()));
    let form = import_form::form(keeper, sitting, &names);
    page.forms.push(FoldedForm {
        open: sitting.row.state == "open",
        help: i18n.t("import-form-help"),
        ..folded(i18n.t("import-form"), form)
    });
    layout::page(status, &page)
}

/// How far it is. The page asks again by itself; who would rather not, stops it in the browser.
fn running(keeper: &Keeper, sitting: &Sitting, mut page: AdminPage) -> Response {
    let i18n = keeper.i18n();
    let number = |n: i64| i18n.number(u64::try_from(n).unwrap_or(0));
    page.facts = vec![(
        i18n.t("import-progress"),
        i18n.t2(
            "import-progress-of",
            "done",
            number(sitting.row.done),
            "total",
            number(sitting.row.total),
        ),
    )];
    page.l = page.l.with_notice(Tone::Done, i18n.t("import-running"));
    let mut response = layout::page(StatusCode::OK, &page);
    response
        .headers_mut()
        .insert("refresh", HeaderValue::from_static("3"));
    response
}

fn facts(keeper: &Keeper, sitting: &Sitting, report: &RegisterReport) -> Vec<(String, String)> {
    let i18n = keeper.i18n();
    let number = |n: usize| i18n.number(n as u64);
    let import = &report.import;
    let mut facts = vec![
        (i18n.t("import-read"), number(import.read)),
        (
            i18n.t("import-new-rows"),
            number(import.read.saturating_sub(report.known)),
        ),
        (i18n.t("import-known"), number(report.known)),
        (i18n.t("import-held-back"), number(import.held_back)),
        (i18n.t("import-repeated"), number(report.repeated)),
        (i18n.t("import-to-mend"), number(report.rows_to_mend())),
    ];
    let figures = import.figures.iter().filter(|(_, n)| **n > 0);
    facts.extend(figures.map(|(figure, n)| (words::figure(&i18n, *figure), number(*n))));
    let mut add = |key: &str, text: String| {
        if !text.is_empty() {
            facts.push((i18n.t(key), text));
        }
    };
    let unknown = report.unknown_status.iter();
    let unknown: Vec<_> = unknown.map(|(word, n)| format!("{word} ({n})")).collect();
    add("import-unknown-status", unknown.join("; "));
    add("import-made-units", import.created_units.join("; "));
    add(
        "import-made-categories",
        import.created_categories.join("; "),
    );
    add("import-other-channels", import.unknown_channels.join("; "));
    add("import-notes", report.notes().join(" "));
    if let Some(grid) = &sitting.grid {
        add("import-sheet", grid.sheet.clone());
        let separator = grid.separator.map(|sign| match sign {
            '\t' => "tab".to_owned(),
            sign => sign.to_string(),
        });
        add("import-separator", separator.unwrap_or_default());
    }
    facts
}

fn run_form(keeper: &Keeper, sitting: &Sitting, report: &RegisterReport) -> FoldedForm {
    let i18n = keeper.i18n();
    let action = keeper.href(&format!("impor/{}/jalankan", sitting.row.id));
    let form = Form::new("jalankan", action, i18n.t("import-run"), Vec::new());
    FoldedForm {
        open: true,
        help: i18n.tn("import-run-help", report.import.read as u64),
        ..folded(i18n.t("import-run-title"), form)
    }
}

/// The first rows as they stand in the file.
fn first_rows(keeper: &Keeper, sitting: &Sitting, header: Option<&Header>) -> Table {
    let i18n = keeper.i18n();
    let grid = sitting.grid.as_deref().zip(header);
    let cut = |text: String| -> String {
        let short: String = text.chars().take(CELL).collect();
        if short.len() < text.len() {
            format!("{short}…")
        } else {
            short
        }
    };
    let rows = grid
        .map(|(grid, header)| grid.sample(header, ROWS))
        .unwrap_or_default();
    let rows = rows.into_iter().map(|cells| {
        let cells = cells.into_iter().take(COLUMNS);
        row(cells.map(|text| Cell::text(cut(text))).collect())
    });
    let names = header.iter().flat_map(|header| &header.names);
    Table {
        caption: i18n.t("import-first-rows"),
        columns: names.take(COLUMNS).cloned().collect(),
        rows: rows.collect(),
        empty: i18n.t("admin-none"),
    }
}

fn problem_table(keeper: &Keeper, report: &RegisterReport) -> Option<Table> {
    let i18n = keeper.i18n();
    let problems = report
        .problems
        .iter()
        .filter(|problem| problem.row.is_some());
    let rows: Vec<_> = problems
        .take(PROBLEMS)
        .map(|problem| {
            row(vec![
                Cell::text(problem.row.unwrap_or(0).to_string()),
                Cell::text(problem.column.as_deref().unwrap_or_default())
                    .small(problem.content.as_str()),
                Cell::text(problem.message()).small(lapor_app::register::remedy(problem)),
            ])
        })
        .collect();
    let columns = ["import-row", "import-column", "import-problem"];
    (!rows.is_empty()).then(|| keeper.table(&i18n.t("import-problems"), &columns, rows))
}
