//! `/ruang/kelola/sp4n`: what is not in the national system yet, and where that one says something else.

use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use lapor_app::error::AppError;
use lapor_app::national::{self, Difference};
use lapor_domain::ids::ReportId;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::Role;
use lapor_store::national::{Link, LinkState};

use super::keeper::{Keeper, folded, row, show};
use crate::form::Sent;
use crate::state::{Here, face};
use crate::workspace::national::{chip, explain};
use crate::workspace_view::admin::{
    AdminPage, Cell, FoldedForm, OtherPage, Row, RowAction, Section,
};
use crate::workspace_view::form::Form;
use crate::workspace_view::words;

/// The page.
pub(super) async fn page(here: Here) -> Response {
    let keeper = match Keeper::take(here).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    match view(&keeper).await {
        Ok(page) => show(&page),
        Err(error) => keeper.answer(&error),
    }
}

/// What leaves the house is a coordinator's to decide, as on the report's page; who keeps the body's data alone reads none.
fn coordinates(keeper: &Keeper) -> Result<(), AppError> {
    let mut grants = keeper.seat.officer.grants.iter();
    let may = grants.any(|grant| grant.role == Role::Coordinator && grant.body == keeper.body);
    may.then_some(()).ok_or(AppError::NotPermitted)
}

/// Sends one again, or everything that was refused.
pub(super) async fn send(here: Here, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let keeper = match Keeper::with_form(here, &sent).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    if let Err(error) = coordinates(&keeper) {
        return keeper.answer(&error);
    }
    let app = keeper.seat.here.app();
    let done = match sent.text("report") {
        "" => national::ask_again(app, keeper.body).await,
        number => match listed(&keeper, number).await {
            Ok(report) => national::ask(app, report).await,
            Err(error) => Err(error),
        },
    };
    match done {
        // Something stands against it now: the page says what.
        Ok(()) | Err(AppError::Invalid(_)) => keeper.saved("sp4n"),
        Err(error) => keeper.answer(&error),
    }
}

/// A report of this body that this officer may see.
async fn listed(keeper: &Keeper, number: &str) -> Result<ReportId, AppError> {
    let number = TrackingNo::parse(number).map_err(|_| AppError::NotFound)?;
    let app = keeper.seat.here.app();
    let standing = national::standing(app, keeper.body).await?;
    for link in &standing.open {
        if tracking(keeper, link.report).await? == Some(number) {
            return Ok(link.report);
        }
    }
    Err(AppError::NotFound)
}

/// Looks at their list now.
pub(super) async fn pull(here: Here, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let keeper = match Keeper::with_form(here, &sent).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    if let Err(error) = coordinates(&keeper) {
        return keeper.answer(&error);
    }
    match national::pull(keeper.seat.here.app(), keeper.body).await {
        Ok(pulled) if pulled.error.is_none() && !pulled.is_cut => keeper.saved("sp4n"),
        Ok(pulled) => match view(&keeper).await {
            Ok(mut page) => {
                let cut = || keeper.i18n().t("sp4n-list-cut");
                let told = pulled.error.unwrap_or_else(cut);
                page.l = page.l.with_notice(crate::layout::Tone::Warning, told);
                show(&page)
            }
            Err(error) => keeper.answer(&error),
        },
        Err(error) => keeper.answer(&error),
    }
}

/// The differences as a file.
pub(super) async fn csv(here: Here) -> Response {
    let keeper = match Keeper::take(here).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    let found = match differences(&keeper).await {
        Ok((found, _)) => found,
        Err(error) => return keeper.answer(&error),
    };
    let mut bytes = Vec::new();
    if national::write_differences(&mut bytes, &found).is_err() {
        return keeper.answer(&AppError::NotFound);
    }
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let name = HeaderValue::from_static("attachment; filename=\"beda-sp4n.csv\"");
    headers.insert(header::CONTENT_DISPOSITION, name);
    response
}

/// The differences that this officer may see, and how many others there are.
async fn differences(keeper: &Keeper) -> Result<(Vec<Difference>, usize), AppError> {
    let all = national::differences(keeper.seat.here.app(), keeper.body).await?;
    let mut shown = Vec::new();
    let mut hidden = 0;
    for one in all {
        if tracking(keeper, one.report).await?.is_some() {
            shown.push(one);
        } else {
            hidden += 1;
        }
    }
    Ok((shown, hidden))
}

async fn view(keeper: &Keeper) -> Result<AdminPage, AppError> {
    let i18n = keeper.i18n();
    let app = keeper.seat.here.app();
    let standing = national::standing(app, keeper.body).await?;
    let mut page = keeper.page(Section::National);
    let has_door = national::has_door(app, keeper.body);
    if !has_door {
        page.facts = vec![(i18n.t("sp4n-door"), i18n.t("sp4n-no-door"))];
    }
    for state in LinkState::ALL {
        let n = standing.counts.iter().find(|(known, _)| *known == state);
        let n = n.map_or(0, |(_, n)| *n);
        let word = i18n.t(&format!("sp4n-state-{}", state.as_str()));
        page.facts.push((word, i18n.number(n)));
    }
    let mut rows = Vec::new();
    let mut hidden = 0;
    for link in &standing.open {
        match tracking(keeper, link.report).await? {
            Some(number) => rows.push(line(keeper, link, number, has_door)),
            None => hidden += 1,
        }
    }
    let columns = [
        "sp4n-report",
        "sp4n-standing",
        "sp4n-why",
        "sp4n-tries",
        "sp4n-since",
    ];
    let mut unsent = keeper.table(&i18n.t("sp4n-unsent"), &columns, rows);
    unsent.empty = i18n.t("sp4n-all-sent");
    let (found, more) = differences(keeper).await?;
    hidden += more;
    let columns = [
        "sp4n-report",
        "sp4n-tracking",
        "sp4n-theirs",
        "sp4n-ours",
        "sp4n-seen",
    ];
    let rows = found.iter().map(|one| difference(keeper, one)).collect();
    let mut table = keeper.table(&i18n.t("sp4n-differences"), &columns, rows);
    table.empty = i18n.t("sp4n-no-differences");
    if hidden > 0 {
        page.facts
            .push((i18n.t("sp4n-hidden"), i18n.number(hidden as u64)));
    }
    page.tables = vec![unsent, table];
    if !found.is_empty() {
        page.others = vec![OtherPage {
            label: i18n.t("sp4n-csv"),
            href: keeper.href("sp4n/beda.csv"),
            present: false,
        }];
    }
    if has_door {
        let form = |id: &str, path: &str, key: &str| {
            Form::new(id, keeper.href(path), i18n.t(key), Vec::new())
        };
        let pull = FoldedForm {
            help: i18n.t("sp4n-pull-help"),
            ..folded(
                i18n.t("sp4n-pull"),
                form("tarik", "sp4n/tarik", "sp4n-pull-now"),
            )
        };
        let again = FoldedForm {
            help: i18n.t("sp4n-again-all-help"),
            ..folded(
                i18n.t("sp4n-again-all"),
                form("ulang", "sp4n/kirim", "sp4n-again-all-now"),
            )
        };
        page.forms = vec![pull, again];
    }
    Ok(page)
}

fn line(keeper: &Keeper, link: &Link, number: TrackingNo, has_door: bool) -> Row {
    let i18n = keeper.i18n();
    let clock = face(keeper.rules().zone(keeper.body));
    let href = format!("{}/ruang/laporan/{number}#sp4n", keeper.seat.here.site.base);
    let standing = Cell {
        chip: Some(chip(i18n, Some(link.state))),
        ..Cell::default()
    };
    let mut line = row(vec![
        Cell::link(number.grouped(), href),
        standing,
        Cell::text(explain(i18n, link)).small(link.code.clone().unwrap_or_default()),
        Cell::text(i18n.number(u64::try_from(link.attempts).unwrap_or(0))),
        Cell::text(i18n.moment(link.changed_at, clock)),
    ]);
    // What has an unknown answer is looked at on its own page first.
    if has_door && matches!(link.state, LinkState::Refused | LinkState::Waiting) {
        line.actions = vec![RowAction {
            action: keeper.href("sp4n/kirim"),
            label: i18n.t("sp4n-again"),
            about: number.grouped(),
            hidden: vec![("report", number.to_string())],
            danger: false,
        }];
    }
    line
}

fn difference(keeper: &Keeper, one: &Difference) -> Row {
    let i18n = keeper.i18n();
    let clock = face(keeper.rules().zone(keeper.body));
    let href = format!(
        "{}/ruang/laporan/{}",
        keeper.seat.here.site.base, one.tracking
    );
    let figure = |figure: Option<_>| match figure {
        Some(figure) => words::figure(&i18n, figure),
        None => i18n.t("sp4n-word-unknown"),
    };
    row(vec![
        Cell::link(one.tracking.grouped(), href),
        Cell::text(&one.theirs),
        Cell::text(&one.their_word).small(figure(one.their_figure)),
        Cell::text(one.our_word).small(
            one.our_figure
                .map(|it| words::figure(&i18n, it))
                .unwrap_or_default(),
        ),
        Cell::text(i18n.moment(one.seen_at, clock)),
    ])
}

/// The number of a report, where it is there for this officer.
async fn tracking(keeper: &Keeper, report: ReportId) -> Result<Option<TrackingNo>, AppError> {
    national::number_for(keeper.seat.here.app(), &keeper.seat.officer, report).await
}
