//! `/ruang/kelola/kalender`: free days of a body. Clocks that run move with them.

use axum::extract::{Path, Query, Request};
use axum::response::Response;
use jiff::civil::Date;
use lapor_app::admin;
use lapor_app::error::{AppError, FieldError};
use lapor_domain::calendar::{FreeDay, FreeKind, is_weekend};
use lapor_store::record::entity::{CalendarDocument, Entity};
use serde::Deserialize;

use super::keeper::{self, Keeper, folded, row, show};
use crate::errors;
use crate::form::Sent;
use crate::state::Here;
use crate::workspace_view::admin::{AdminPage, Cell, FoldedForm, OtherPage, Section};
use crate::workspace_view::admin_forms;

#[derive(Deserialize)]
pub(super) struct Asked {
    /// Day that is to be taken back.
    #[serde(default)]
    hapus: String,
}

/// The year that is.
pub(super) async fn this_year(here: Here) -> Response {
    match Keeper::take(here).await {
        Ok(keeper) => {
            let year = today(&keeper).year();
            show(&of(&keeper, year, None))
        }
        Err(response) => response,
    }
}

/// Another year.
pub(super) async fn of_year(
    here: Here,
    Path(year): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let keeper = match Keeper::take(here).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    match year.parse::<i16>() {
        Ok(year) if (1990..2200).contains(&year) => {
            show(&of(&keeper, year, asked.hapus.parse().ok()))
        }
        _ => keeper.answer(&AppError::NotFound),
    }
}

/// A day more.
pub(super) async fn add(here: Here, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let keeper = match Keeper::with_form(here, &sent).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    let day = match parse(&keeper, &sent) {
        Ok(day) => day,
        Err(wrong) => {
            let errors = errors::fields(keeper.i18n(), &wrong, |field| field);
            let year = today(&keeper).year();
            return keeper::mend(of(&keeper, year, None), 0, &sent, errors);
        }
    };
    let date = day.date;
    change(&keeper, date, |document| {
        document.instrument.clone_from(&day.instrument);
        document.removed.retain(|removed| *removed != date);
        document.added.retain(|added| added.date != date);
        document.added.push(day);
    })
    .await
}

/// A day less.
pub(super) async fn remove(here: Here, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let keeper = match Keeper::with_form(here, &sent).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    let rules = keeper.rules();
    let date = sent.text("day").parse::<Date>().ok();
    let date = date.filter(|date| rules.calendar(keeper.body).free_day(*date).is_some());
    let Some(date) = date else {
        return keeper.answer(&AppError::NotFound);
    };
    let mut wrong = Vec::new();
    let instrument = keeper::line(&sent, "instrument", &mut wrong);
    if !wrong.is_empty() {
        let errors = errors::fields(keeper.i18n(), &wrong, |field| field);
        let page = of(&keeper, date.year(), Some(date));
        let id = format!("hapus-{date}");
        let index = page.forms.iter().position(|folded| folded.form.id == id);
        return keeper::mend(page, index.unwrap_or_default(), &sent, errors);
    }
    // A day that comes from elsewhere (the shipped list, the desk) is marked as not free here.
    let is_national = rules.default_calendar.free_day(date).is_some();
    change(&keeper, date, |document| {
        document.instrument = instrument;
        let of_own = document.added.len();
        document.added.retain(|added| added.date != date);
        let was_own = document.added.len() < of_own;
        if (is_national || !was_own) && !document.removed.contains(&date) {
            document.removed.push(date);
        }
    })
    .await
}

async fn change(
    keeper: &Keeper,
    date: Date,
    change: impl FnOnce(&mut CalendarDocument),
) -> Response {
    let present = admin::calendar_of(keeper.seat.here.app(), keeper.body).await;
    let mut document = match present {
        Ok(found) => found.unwrap_or_else(|| CalendarDocument {
            body: keeper.body,
            zone: keeper.rules().zone(keeper.body),
            added: Vec::new(),
            removed: Vec::new(),
            hours: None,
            instrument: String::new(),
        }),
        Err(error) => return keeper.answer(&error),
    };
    change(&mut document);
    document.added.sort_by_key(|day| day.date);
    let then = format!("kalender/{}", date.year());
    match keeper.put(Entity::Calendar(document), &then).await {
        Ok(response) => response,
        Err(error) => keeper.answer(&error),
    }
}

fn today(keeper: &Keeper) -> Date {
    let zone = keeper.rules().zone(keeper.body);
    zone.local_date(keeper.seat.here.app().now())
}

/// A year's days; `removing` has its form open.
fn of(keeper: &Keeper, year: i16, removing: Option<Date>) -> AdminPage {
    let i18n = keeper.i18n();
    let rules = keeper.rules();
    let today = today(keeper);
    let calendar = rules.calendar(keeper.body);
    let days: Vec<&FreeDay> = calendar
        .free_days()
        .iter()
        .filter(|day| day.date.year() == year)
        .collect();
    let known = calendar.free_days().iter().map(|day| day.date.year());
    let years = known.chain([today.year(), today.year() + 1, year]);
    // A year without days yet is one to fill in, not one to leave out.
    let (first, last) = years.fold((year, year), |(first, last), year| {
        (first.min(year), last.max(year))
    });
    let rows = days
        .iter()
        .map(|day| {
            row(vec![
                Cell::text(i18n.day_date(day.date)),
                Cell::text(&day.name),
                Cell::text(i18n.t(kind_key(day.kind))),
                Cell::text(&day.instrument),
                remove_link(keeper, day, today),
            ])
        })
        .collect();
    let mut page = keeper.page(Section::Calendar);
    let caption = i18n.t1("calendar-caption", "year", year.to_string());
    let columns = [
        "calendar-day",
        "calendar-name",
        "calendar-kind",
        "calendar-instrument",
        "table-actions",
    ];
    page.tables = vec![keeper.table(&caption, &columns, rows)];
    page.others = (first..=last)
        .map(|other| OtherPage {
            label: other.to_string(),
            href: keeper.href(&format!("kalender/{other}")),
            present: other == year,
        })
        .collect();
    page.forms = vec![FoldedForm {
        help: i18n.t("calendar-add-help"),
        ..folded(
            i18n.t("calendar-add"),
            admin_forms::free_day_form(&i18n, &keeper.href("kalender")),
        )
    }];
    let removing = days
        .iter()
        .find(|day| Some(day.date) == removing && day.date >= today);
    page.forms.extend(removing.map(|day| {
        let action = keeper.href("kalender/hapus");
        let what = i18n.t("calendar-remove");
        let mut form = folded(
            format!("{what}: {}, {}", i18n.date(day.date), day.name),
            admin_forms::remove_day_form(&i18n, &action, &day.date.to_string()),
        );
        form.open = true;
        form
    }));
    page
}

/// Days that are over have done their work: taking them back would change what was promised then.
fn remove_link(keeper: &Keeper, day: &FreeDay, today: Date) -> Cell {
    let i18n = keeper.i18n();
    if day.date < today {
        return Cell::text(i18n.t("calendar-over"));
    }
    let href = keeper.href(&format!("kalender/{}?hapus={}", day.date.year(), day.date));
    Cell::link(
        i18n.t1("calendar-remove-one", "day", i18n.date(day.date)),
        href,
    )
}

const fn kind_key(kind: FreeKind) -> &'static str {
    match kind {
        FreeKind::National => "day-kind-national",
        FreeKind::JointLeave => "day-kind-joint-leave",
        FreeKind::Local => "day-kind-local",
    }
}

fn parse(keeper: &Keeper, sent: &Sent) -> Result<FreeDay, Vec<FieldError>> {
    let mut wrong = Vec::new();
    let rules = keeper.rules();
    let date = keeper::day(sent, "day", &mut wrong);
    let is_blank = sent.text("day").trim().is_empty();
    match date {
        None if is_blank => wrong.push(FieldError::new("day", "required")),
        Some(date) if is_weekend(date) => wrong.push(FieldError::new("day", "weekend")),
        Some(date) if rules.calendar(keeper.body).free_day(date).is_some() => {
            wrong.push(FieldError::new("day", "free_already"));
        }
        _ => {}
    }
    let name = keeper::line(sent, "name", &mut wrong);
    let instrument = keeper::line(sent, "instrument", &mut wrong);
    let kind = match sent.text("kind") {
        "national" => Some(FreeKind::National),
        "joint_leave" => Some(FreeKind::JointLeave),
        "local" => Some(FreeKind::Local),
        _ => None,
    };
    // Where there is a national desk, national days are its to keep, for everybody.
    let directory = &rules.directory;
    let has_desk = directory.desk().is_some() && !directory.is_desk(keeper.body);
    match kind {
        None => wrong.push(FieldError::new("kind", "required")),
        Some(FreeKind::Local) => {}
        Some(_) if has_desk => wrong.push(FieldError::new("kind", "desk_only")),
        Some(_) => {}
    }
    match (date, kind) {
        (Some(date), Some(kind)) if wrong.is_empty() => Ok(FreeDay {
            date,
            name,
            kind,
            instrument,
        }),
        _ => Err(wrong),
    }
}
