//! `/ruang/pekerjaan`: what the program could not do, and what it has yet to do.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use lapor_app::channels::letter::Door;
use lapor_app::channels::outbox;
use lapor_app::error::AppError;
use lapor_app::jobs::{self, Standing};
use lapor_app::webhooks;
use lapor_domain::kept::Kept;
use lapor_store::outbox::DeadMessage;

use super::outside;
use super::seat::Seat;
use super::work_hooks;
use crate::errors;
use crate::form::Sent;
use crate::i18n::I18n;
use crate::layout;
use crate::state::{Here, face};
use crate::workspace_view::admin::{Cell, Row, RowAction, Table};
use crate::workspace_view::jobs::JobsPage;
use crate::workspace_view::{frame, words};

/// An administrator, with what they keep.
pub(super) struct Administrator {
    pub(super) seat: Seat,
    pub(super) kept: Kept,
}

impl Administrator {
    /// The officer signed in, if they keep anything.
    pub(super) async fn take(here: Here) -> Result<Self, Response> {
        let seat = Seat::take(here).await?;
        let kept = Kept::by(&seat.officer, &seat.here.rules().directory);
        if kept.is_nothing() {
            Err(errors::answer(&seat.here, &AppError::NotPermitted, ""))
        } else {
            Ok(Self { seat, kept })
        }
    }

    /// Only who keeps the whole installation does what every body feels.
    async fn of_all(here: Here) -> Result<Self, Response> {
        let administrator = Self::take(here).await?;
        if administrator.kept.is_all() {
            Ok(administrator)
        } else {
            Err(errors::answer(
                &administrator.seat.here,
                &AppError::NotPermitted,
                "",
            ))
        }
    }
}

/// The page.
pub(super) async fn page(here: Here) -> Result<Response, Response> {
    let administrator = Administrator::take(here).await?;
    let app = administrator.seat.here.app();
    let read = async {
        let mut others = vec![work_hooks::table(
            &administrator,
            &webhooks::list(app, None).await?,
        )];
        others.extend(outside::tables(&administrator).await?);
        // Jobs serve every body at once.
        let jobs = if administrator.kept.is_all() {
            Some(jobs::standing(app).await?)
        } else {
            None
        };
        Ok((
            jobs,
            outbox::standing(app, &administrator.kept).await?,
            others,
        ))
    };
    match read.await {
        Ok((jobs, messages, others)) => {
            let page = JobsPage {
                others,
                ..view(&administrator, jobs.as_ref(), &messages)
            };
            Ok(layout::page(StatusCode::OK, &page))
        }
        Err(error) => Err(errors::answer(&administrator.seat.here, &error, "")),
    }
}

/// Sends a message again.
pub(super) async fn resend(here: Here, request: Request) -> Result<Response, Response> {
    let sent = Sent::read(request).await;
    let administrator = Administrator::take(here).await?;
    let done = match sent.text("message").parse() {
        Ok(id) => outbox::retry(administrator.seat.here.app(), Some(id), &administrator.kept).await,
        Err(_) => Err(AppError::NotFound),
    };
    Ok(back(&administrator, done))
}

/// Holds a door back for everybody, or opens it again.
pub(super) async fn hold(here: Here, request: Request) -> Result<Response, Response> {
    let sent = Sent::read(request).await;
    let administrator = Administrator::of_all(here).await?;
    let door = Door::ALL
        .into_iter()
        .find(|door| door.as_str() == sent.text("door"));
    let done = match door {
        Some(door) => {
            outbox::suspend(
                administrator.seat.here.app(),
                door,
                sent.text("hold") == "1",
            )
            .await
        }
        None => Err(AppError::NotFound),
    };
    Ok(back(&administrator, done))
}

/// Tries a job again.
pub(super) async fn retry(here: Here, request: Request) -> Result<Response, Response> {
    let sent = Sent::read(request).await;
    let administrator = Administrator::of_all(here).await?;
    let tried = match sent.text("job").parse() {
        Ok(id) => jobs::retry(administrator.seat.here.app(), id).await,
        Err(_) => Err(AppError::NotFound),
    };
    Ok(back(&administrator, tried))
}

pub(super) fn back(administrator: &Administrator, done: Result<(), AppError>) -> Response {
    let here = &administrator.seat.here;
    match done {
        // Somebody else was quicker: that is what was wanted.
        Ok(()) | Err(AppError::NotFound) => {
            Redirect::to(&format!("{}/ruang/pekerjaan", here.site.base)).into_response()
        }
        Err(error) => errors::answer(here, &error, ""),
    }
}

fn view(
    administrator: &Administrator,
    jobs: Option<&Standing>,
    messages: &outbox::Standing,
) -> JobsPage {
    let seat = &administrator.seat;
    let here = &seat.here;
    let i18n = here.i18n;
    let clock = face(here.zone());
    let table = |caption: &str, columns: &[&str], rows, empty: &str| Table {
        caption: i18n.t(caption),
        columns: columns.iter().map(|key| i18n.t(key)).collect(),
        rows,
        empty: i18n.t(empty),
    };
    let none = Standing::default();
    let standing = jobs.unwrap_or(&none);
    let failed = standing.dead.iter().map(|job| Row {
        cells: vec![
            Cell::text(worded(i18n, "jobs-kind", &job.kind)),
            Cell::text(&job.error),
            Cell::text(job.attempts.to_string()),
            Cell::text(i18n.moment(job.since, clock)),
        ],
        actions: vec![RowAction {
            action: format!("{}/ruang/pekerjaan/ulang", here.site.base),
            label: i18n.t("jobs-retry"),
            about: worded(i18n, "jobs-kind", &job.kind),
            hidden: vec![("job", job.id.to_string())],
            danger: false,
        }],
    });
    let waiting = standing.waiting.iter().map(|kind| Row {
        cells: vec![
            Cell::text(worded(i18n, "jobs-kind", &kind.kind)),
            Cell::text(i18n.number(kind.count)),
            Cell::text(i18n.moment(kind.oldest, clock)),
        ],
        actions: Vec::new(),
    });
    let count: u64 = standing.waiting.iter().map(|kind| kind.count).sum();
    let dead = u64::try_from(standing.dead.len()).unwrap_or(u64::MAX);
    let summary = match jobs {
        Some(_) => i18n.t2(
            "jobs-summary",
            "failed",
            i18n.number(dead),
            "waiting",
            i18n.number(count),
        ),
        None => i18n.t("jobs-summary-body"),
    };
    JobsPage {
        l: seat.layout(),
        d: seat.desk(frame::Here::Jobs),
        summary,
        jobs: jobs.map(|_| {
            [
                table(
                    "jobs-failed",
                    &["jobs-kind", "jobs-error", "jobs-tries", "jobs-since"],
                    failed.collect(),
                    "jobs-none",
                ),
                table(
                    "jobs-waiting",
                    &["jobs-kind", "jobs-count", "jobs-oldest"],
                    waiting.collect(),
                    "jobs-nothing",
                ),
            ]
        }),
        unsent: table(
            "messages-dead",
            &[
                "messages-channel",
                "messages-notice",
                "messages-code",
                "jobs-error",
                "jobs-tries",
                "jobs-since",
            ],
            messages
                .dead
                .iter()
                .map(|message| unsent(seat, message))
                .collect(),
            "messages-none",
        ),
        queued: table(
            "messages-waiting",
            &["messages-channel", "jobs-count", "jobs-oldest"],
            Door::ALL
                .into_iter()
                .map(|door| queued(administrator, door, messages))
                .collect(),
            "messages-nothing",
        ),
        others: Vec::new(),
    }
}

/// A code in words; one without words stays as it is.
fn worded(i18n: I18n, prefix: &str, code: &str) -> String {
    let key = words::key(prefix, code);
    if i18n.has(&key) {
        i18n.t(&key)
    } else {
        code.to_owned()
    }
}

fn unsent(seat: &Seat, message: &DeadMessage) -> Row {
    let here = &seat.here;
    let door = worded(here.i18n, "messages-door", &message.channel);
    Row {
        cells: vec![
            Cell::text(&door),
            Cell::text(worded(here.i18n, "notice", &message.notice)),
            Cell::text(message.code.as_deref().unwrap_or_default()),
            Cell::text(&message.error),
            Cell::text(message.attempts.to_string()),
            Cell::text(here.i18n.moment(message.since, face(here.zone()))),
        ],
        actions: vec![RowAction {
            action: format!("{}/ruang/pekerjaan/pesan", here.site.base),
            label: here.i18n.t("messages-retry"),
            about: door,
            hidden: vec![("message", message.id.to_string())],
            danger: false,
        }],
    }
}

/// A door with what waits for it; who keeps the installation can hold it back.
fn queued(administrator: &Administrator, door: Door, messages: &outbox::Standing) -> Row {
    let here = &administrator.seat.here;
    let waits = messages
        .waiting
        .iter()
        .find(|waits| waits.channel == door.as_str());
    let held = messages.suspended.contains(&door);
    let called = worded(here.i18n, "messages-door", door.as_str());
    let name = Cell::text(&called);
    let (label, hold) = if held {
        ("messages-resume", "0")
    } else {
        ("messages-suspend", "1")
    };
    let action = RowAction {
        action: format!("{}/ruang/pekerjaan/saluran", here.site.base),
        label: here.i18n.t(label),
        about: called,
        hidden: vec![
            ("door", door.as_str().to_owned()),
            ("hold", hold.to_owned()),
        ],
        danger: false,
    };
    Row {
        cells: vec![
            if held {
                name.small(here.i18n.t("messages-suspended"))
            } else {
                name
            },
            Cell::text(here.i18n.number(waits.map_or(0, |waits| waits.count))),
            Cell::text(waits.map_or_else(String::new, |waits| {
                here.i18n.moment(waits.oldest, face(here.zone()))
            })),
        ],
        actions: administrator
            .kept
            .is_all()
            .then_some(action)
            .into_iter()
            .collect(),
    }
}
