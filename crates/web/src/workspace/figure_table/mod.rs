//! `GET /ruang/statistik/ukuran`: any measures of the catalogue by any breakdown, within an officer's scope, exact. The same
//! table as `/api/v1/figures` and `lapor stats --measure`.

mod asked;
mod form;
mod shown;

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;
use lapor_app::error::AppError;
use lapor_app::figures::{self, FiguresError};

use self::asked::Asked;
use super::seat::Seat;
use super::statistics::reach;
use crate::errors;
use crate::layout;
use crate::public::stats;
use crate::state::Here;
use crate::workspace_view::figure_table::FigureTablePage;
use crate::workspace_view::frame;

/// The page, or its table as a file.
pub(super) async fn page(here: Here, RawQuery(query): RawQuery) -> Response {
    let seat = match Seat::take(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    match answer(&seat, &Asked::read(query.as_deref().unwrap_or_default())).await {
        Ok(response) => response,
        Err(error) => errors::answer(&seat.here, &error, ""),
    }
}

async fn answer(seat: &Seat, asked: &Asked) -> Result<Response, AppError> {
    let here = &seat.here;
    let reach = reach(seat).ok_or(AppError::NotPermitted)?;
    let latest = stats::latest_year(here).await?;
    let (dated, question, mut wrong) = asked.question(here, &reach, latest)?;
    let table = match question {
        None => None,
        Some(question) => match figures::table(here.app(), &question).await {
            Ok(table) => Some(table),
            Err(FiguresError::App(error)) => return Err(error),
            Err(error) => {
                wrong.extend(asked::mended(here, &error));
                None
            }
        },
    };
    match (&table, asked.value("format")) {
        (Some(table), "csv") => {
            return Ok(stats::file("text/csv; charset=utf-8", figures::csv(table)));
        }
        (Some(table), "json") => {
            let text = figures::json(table).to_string();
            return Ok(stats::file("application/json", text));
        }
        _ => {}
    }
    let status = if wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = FigureTablePage {
        l: seat.layout(),
        d: seat.desk(frame::Here::Statistics),
        scope: reach.name.clone(),
        groups: form::groups(here, asked, &reach, &dated, &wrong),
        form: form::form(seat, asked, &reach, &dated, wrong).await,
        shown: table.map(|table| shown::shown(seat, asked, &reach, &table)),
    };
    Ok(layout::page(status, &page))
}
