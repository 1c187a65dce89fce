//! `GET` and `POST /ruang/laporan/{number}/{command}`: every command an officer may give.

use axum::extract::{Path, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use lapor_app::error::{AppError, FieldError};
use lapor_app::report::act::Act;
use lapor_app::report::case::{self, CaseView, Onlooker};
use lapor_app::report::photos::{self, KeptPhoto};
use lapor_domain::agency::Officer;
use lapor_domain::ids::ReportId;
use lapor_domain::report::command::CommandKind;
use lapor_domain::report::permit::{Actor, own_unit};
use lapor_domain::report::refusal::Refusal;
use lapor_domain::routing::Proposed;
use lapor_domain::tracking::TrackingNo;
use uuid::Uuid;

use super::parse::Parser;
use super::proposals;
use super::report;
use super::rule_of_choice;
use super::seat::Seat;
use super::{choices, marks, twins};
use crate::errors;
use crate::form::Sent;
use crate::layout;
use crate::state::Here;
use crate::workspace_view::commands::{CommandForm, CommandPage};
use crate::workspace_view::fields::is_public_answer;
use crate::workspace_view::frame;
use crate::workspace_view::report::Twin;
use crate::workspace_view::words::{self, RefusalNote};

/// The command's form on a page of its own.
pub(super) async fn page(here: Here, Path((number, command)): Path<(String, String)>) -> Response {
    let (seat, case, kind) = match find(here, &number, &command).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let form = match form(&seat, &case, kind).await {
        Ok(form) => form,
        Err(error) => return errors::answer(&seat.here, &error, ""),
    };
    // Permitted or not is said before anything is written, not after.
    let form = if case.may.contains(&kind) {
        form
    } else {
        not_now(&seat, &case, form, kind)
    };
    let twins = match suspects(&seat, &case, kind).await {
        Ok(twins) => twins,
        Err(error) => return errors::answer(&seat.here, &error, ""),
    };
    show(&seat, &case, StatusCode::OK, form, twins)
}

/// The page of a command that was not taken.
pub(super) async fn again(
    seat: &Seat,
    case: &CaseView,
    status: StatusCode,
    form: CommandForm,
) -> Response {
    // What was written matters more than the twins.
    let twins = suspects(seat, case, form.kind).await.unwrap_or_default();
    show(seat, case, status, form, twins)
}

/// Twins belong beside the decision who handles it: whoever goes from one verification to the next sees no other page.
async fn suspects(seat: &Seat, case: &CaseView, kind: CommandKind) -> Result<Vec<Twin>, AppError> {
    match kind {
        CommandKind::Verify | CommandKind::Keep => twins::of(seat, case).await,
        _ => Ok(Vec::new()),
    }
}

/// Gives the command; on refusal the page comes back with the rule, who may, and all that was written.
pub(super) async fn give(
    here: Here,
    Path((number, command)): Path<(String, String)>,
    request: Request,
) -> Response {
    // The form is read before anything else: what was written is never lost.
    let sent = Sent::read(request).await;
    let signed_in = here.officer().await.is_ok();
    if !signed_in {
        let words: Vec<&str> = ["text", "explanation", "text_final", "note"]
            .into_iter()
            .map(|field| sent.text(field))
            .filter(|text| !text.is_empty())
            .collect();
        return errors::answer(&here, &AppError::NotSignedIn, &words.join("\n\n"));
    }
    let (seat, case, kind) = match find(here, &number, &command).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let shown = match proposals::shown(&seat, &case, &sent).await {
        Ok(shown) => shown,
        Err(error) => return errors::answer(&seat.here, &error, sent.text("text")),
    };
    if let Some(unit) = rule_of_choice::other_unit(&seat, &case, kind, &sent, shown.as_ref()) {
        return rule_of_choice::asked_once_more(&seat, &case, kind, &sent, unit).await;
    }
    let id = seat.here.app().fresh_id();
    match act(&seat, &case, kind, &sent, id, shown).await {
        Ok(()) => {
            let base = &seat.here.site.base;
            Redirect::to(&format!(
                "{base}/ruang/laporan/{}?selesai={command}",
                case.tracking
            ))
            .into_response()
        }
        Err(error) => refused(&seat, case.id, kind, &sent, error).await,
    }
}

/// The same for a program that acts as an officer: the fields are those of the form.
pub(crate) async fn give_as(
    here: Here,
    officer: Officer,
    case: &CaseView,
    kind: CommandKind,
    sent: &Sent,
    id: Uuid,
) -> Result<(), AppError> {
    let seat = Seat { here, officer };
    let shown = proposals::shown(&seat, case, sent).await?;
    act(&seat, case, kind, sent, id, shown).await
}

async fn act(
    seat: &Seat,
    case: &CaseView,
    kind: CommandKind,
    sent: &Sent,
    id: Uuid,
    shown: Option<Proposed>,
) -> Result<(), AppError> {
    // What was cut off on its way is not a decision.
    if let Some(broken) = sent.broken {
        let error = FieldError::new("", broken.code());
        return Err(AppError::Invalid(vec![error]));
    }
    let app = seat.here.app();
    // Words are sealed under the key of the report's home.
    let home = case.home;
    let mut draft = app.draft(home);
    let kept: Vec<KeptPhoto> =
        photos::keep(app, &mut draft, home, case.id, sent.photos.clone()).await?;
    let parser = Parser {
        sent,
        draft: &mut draft,
        photos: &kept,
        root: root(seat, sent).await?,
        own_unit: own_unit(seat.officer.id, case.holder, &app.rules().directory),
        settled: choices::settled(case),
        is_closed_to_public: case.rahasia || case.supervisory,
        proposed: shown.map(Box::new),
        errors: Vec::new(),
    };
    let command = parser.command(kind)?;
    let act = Act {
        rules: app.rules(),
        report: case.id,
        seen: sent.text("seq").parse().ok(),
        actor: Actor::Officer(seat.officer.id),
        command,
        words: draft.into_words(),
        photos: kept,
        now: app.now(),
        id,
    };
    app.store().run(act).await.map(|_| ())
}

/// The report whose number stands in the form: of a merge the root, of a duplicate the earlier one.
async fn root(seat: &Seat, sent: &Sent) -> Result<Option<ReportId>, AppError> {
    let written = ["root", "earlier"].map(|field| sent.text(field));
    let written = written.into_iter().find(|number| !number.trim().is_empty());
    let Ok(number) = TrackingNo::parse(written.unwrap_or_default()) else {
        return Ok(None);
    };
    let onlooker = Onlooker::Officer(seat.officer.id);
    let found = case::by_number(seat.here.app(), number, onlooker).await?;
    Ok(found.map(|case| case.id))
}

async fn refused(
    seat: &Seat,
    id: ReportId,
    kind: CommandKind,
    sent: &Sent,
    error: AppError,
) -> Response {
    let here = &seat.here;
    let case = match case::read(here.app(), id, Onlooker::Officer(seat.officer.id)).await {
        Ok(Some(case)) => case,
        Ok(None) => return errors::answer(here, &AppError::NotFound, ""),
        Err(error) => return errors::answer(here, &error, sent.text("text")),
    };
    let written = sent.written();
    let form = match form_again(seat, &case, kind, sent).await {
        Ok(form) => form,
        Err(error) => return errors::answer(here, &error, sent.text("text")),
    };
    match error {
        AppError::Refused(refusal) => {
            let note = RefusalNote::of(&here.i18n, &refusal);
            let form = form.refused(note, &written);
            again(seat, &case, StatusCode::CONFLICT, form).await
        }
        AppError::Invalid(fields) => {
            let mut form = form;
            form.form = form.form.handed_back(&written);
            form.form.errors = errors::fields(here.i18n, &fields, |field| field);
            again(seat, &case, StatusCode::UNPROCESSABLE_ENTITY, form).await
        }
        AppError::Photos(bad) => {
            let mut form = form;
            form.form = form.form.handed_back(&written);
            form.form.errors = errors::photos(here.i18n, "photos", &bad);
            again(seat, &case, StatusCode::UNPROCESSABLE_ENTITY, form).await
        }
        error => errors::answer(here, &error, sent.text("text")),
    }
}

fn not_now(seat: &Seat, case: &CaseView, form: CommandForm, kind: CommandKind) -> CommandForm {
    let refusal = Refusal::WrongState {
        command: kind,
        state: case.state,
    };
    form.refused(
        RefusalNote::of(&seat.here.i18n, &refusal),
        &std::collections::HashMap::new(),
    )
}

async fn form(seat: &Seat, case: &CaseView, kind: CommandKind) -> Result<CommandForm, AppError> {
    let choices = choices::with_proposals(seat, case, Some(kind)).await?;
    let target = report::target(seat, case);
    Ok(CommandForm::new(&seat.here.i18n, kind, &target, &choices))
}

/// The form of a command that was not taken: what it finds, it finds in what was written.
pub(super) async fn form_again(
    seat: &Seat,
    case: &CaseView,
    kind: CommandKind,
    sent: &Sent,
) -> Result<CommandForm, AppError> {
    let mut choices = choices::with_proposals(seat, case, Some(kind)).await?;
    let has_words = matches!(
        kind,
        CommandKind::Verify | CommandKind::Keep | CommandKind::EditText
    );
    if has_words {
        choices.findings =
            choices::findings(seat, [sent.text("title_final"), sent.text("text_final")]);
    }
    if is_public_answer(kind) && !case.rahasia && !case.supervisory {
        choices.said_findings = choices::findings(seat, [sent.text("text"), ""]);
    }
    let target = report::target(seat, case);
    Ok(CommandForm::new(&seat.here.i18n, kind, &target, &choices))
}

fn show(
    seat: &Seat,
    case: &CaseView,
    status: StatusCode,
    form: CommandForm,
    twins: Vec<Twin>,
) -> Response {
    let page = CommandPage {
        l: seat.layout().one_off(),
        d: seat.desk(frame::Here::Inbox),
        target: report::target(seat, case),
        title: case.title.clone().unwrap_or_default(),
        number: case.tracking.grouped(),
        chip: words::state_chip(&seat.here.i18n, case.state),
        marks: marks::of(seat.here.i18n, case),
        twins,
        original: case.text_original.words().unwrap_or_default().to_owned(),
        command: form,
    };
    layout::page(status, &page)
}

async fn find(
    here: Here,
    number: &str,
    command: &str,
) -> Result<(Seat, CaseView, CommandKind), Response> {
    let seat = Seat::take(here).await?;
    let case = report::find(&seat, number).await?;
    match command.replace('-', "_").parse::<CommandKind>() {
        Ok(kind) => Ok((seat, case, kind)),
        Err(_) => Err(errors::answer(&seat.here, &AppError::NotFound, "")),
    }
}
