//! `GET` and `POST /ruang/catat`: a report recorded for someone at the counter, on the telephone, by
//! letter.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use lapor_app::error::{AppError, FieldError};
use lapor_app::report::filing::Filing;
use lapor_app::report::receive::{self, Receipted};
use lapor_app::report::recorded;
use lapor_domain::answers::Asking;
use lapor_domain::ids::{BodyId, CategoryId};
use lapor_domain::report::permit::Actor;
use lapor_domain::report::refusal::{Guard, Refusal};
use lapor_domain::source::Link;
use lapor_domain::words::{Channel, ReportType, Role};

use super::choices;
use super::seat::Seat;
use super::slip::{self, Fresh};
use crate::asked;
use crate::errors;
use crate::form::{Broken, FormKey, Sent};
use crate::layout::{self, Tone};
use crate::public::file::concerns;
use crate::state::Here;
use crate::view::forms::Errors;
use crate::workspace_view::file_for::{CHANNELS, FileForPage, again, form};
use crate::workspace_view::form::Form;
use crate::workspace_view::frame;

/// The empty form.
pub(super) async fn page(here: Here) -> Response {
    let (seat, body) = match clerk(here).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let key = FormKey::mint(seat.here.app());
    let form = empty(&seat, body, key).await;
    show(&seat, StatusCode::OK, form)
}

/// Takes the report in; the receipt is printed, or read out, for the person.
pub(super) async fn send(here: Here, request: Request) -> Response {
    let sent = Sent::read(request).await;
    if let Err(error) = here.officer().await {
        return errors::answer(&here, &error, sent.text("text"));
    }
    let (seat, body) = match clerk(here).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let text = sent.text("text").to_owned();
    let key = FormKey::parse(sent.text("key"));
    let fresh = || FormKey::mint(seat.here.app());
    let back = empty(&seat, body, key.unwrap_or_else(fresh)).await;
    let rules = seat.here.rules();
    let category = asked::chosen(&rules, body, sent.text("category"));
    let back = asked::in_form(seat.here.i18n, category, back);
    let back = back.handed_back(&sent.written());
    if sent.broken.is_none() && asked::is_to_ask(category, &sent) {
        let mut page = view(&seat, back);
        let notice = seat.here.i18n.t("asked-for");
        page.l = page.l.with_notice(Tone::Info, notice);
        return layout::page(StatusCode::OK, &page);
    }
    let answers = match asked::read(&rules, category, &sent, Asking::OnBehalf) {
        Ok(answers) => answers,
        // What did not come whole is told as that.
        Err(_) if sent.broken.is_some() => None,
        Err(wrong) => return mend(&seat, back, asked::errors(seat.here.i18n, &wrong)),
    };
    let key = match (sent.broken, key) {
        (Some(broken), _) => return mend(&seat, back, broken_words(&seat, broken)),
        (None, None) => {
            let stale = AppError::Invalid(vec![FieldError::new("", "form_stale")]);
            return refused(&seat, back, stale, &text);
        }
        (None, Some(key)) => key,
    };
    let filing = match filing(&seat, body, &sent) {
        Ok(filing) => Filing { answers, ..filing },
        Err(fields) => return refused(&seat, back, AppError::Invalid(fields), &text),
    };
    match taken_already(&seat, body, key, &filing, &sent).await {
        Ok(None) => {}
        Ok(Some(number)) => {
            let mut back = back;
            let after = back.fields.iter().position(|field| field.name == "link");
            back.fields
                .insert(after.map_or(0, |at| at + 1), again(&seat.here.i18n));
            let number = crate::format::grouped(&number);
            let words = seat.here.i18n.t1("filefor-link-taken", "number", number);
            return mend(&seat, back, Errors::one("link", words));
        }
        Err(error) => return refused(&seat, back, error, &text),
    }
    let fresh = Fresh::of(&seat, &filing, sent.text("present") == "yes");
    match record(&seat, key, filing, sent).await {
        Ok(receipted) => slip::fresh(&seat, &receipted, &fresh),
        Err(error) => refused(&seat, back, error, &text),
    }
}

async fn record(
    seat: &Seat,
    key: FormKey,
    filing: Filing,
    sent: Sent,
) -> Result<Receipted, AppError> {
    let actor = Actor::Officer(seat.officer.id);
    receive::receive(
        seat.here.app(),
        actor,
        "workspace",
        key.0,
        filing,
        sent.photos,
    )
    .await
}

/// The number of the report that has this post already, unless this form made it or the officer says it is another.
async fn taken_already(
    seat: &Seat,
    body: BodyId,
    key: FormKey,
    filing: &Filing,
    sent: &Sent,
) -> Result<Option<String>, AppError> {
    let app = seat.here.app();
    let Ok(link) = Link::parse(&filing.link) else {
        return Ok(None);
    };
    if sent.text("link_again") == "yes" {
        return Ok(None);
    }
    let Some(number) = recorded::of_link(app, &seat.officer, body, &link).await? else {
        return Ok(None);
    };
    let ever = Timestamp::UNIX_EPOCH;
    let same = receive::earlier(app, "workspace", &key.0, filing, &sent.photos, ever).await?;
    Ok(same.is_none().then(|| number.to_string()))
}

/// Who may record for others, and for which body: that of the pages, where they may, else their own.
async fn clerk(here: Here) -> Result<(Seat, BodyId), Response> {
    let seat = Seat::take(here).await?;
    let bodies = seat.officer.grants.iter().filter_map(|grant| {
        match (grant.role, seat.here.body) {
            // The desk takes in for every body.
            (Role::Desk, Some(body)) => Some(body),
            (Role::Coordinator | Role::Counter | Role::Desk, _) => Some(grant.body),
            _ => None,
        }
    });
    let bodies: Vec<BodyId> = bodies.collect();
    let body = bodies
        .iter()
        .find(|body| Some(**body) == seat.here.body)
        .or_else(|| bodies.first())
        .copied();
    match body {
        Some(body) => Ok((seat, body)),
        None => Err(errors::answer(&seat.here, &AppError::NotPermitted, "")),
    }
}

async fn empty(seat: &Seat, body: BodyId, key: FormKey) -> Form {
    let here = &seat.here;
    let rules = here.rules();
    let above = rules.directory.bodies.get(&body);
    let above = above.and_then(|body| body.region.clone());
    let region = here
        .web
        .places
        .below(here.app(), &above.unwrap_or_default())
        .await;
    form(
        &here.i18n,
        &here.site.base,
        &key.text(),
        choices::categories(&rules, body),
        region.choices(),
    )
}

fn filing(seat: &Seat, body: BodyId, sent: &Sent) -> Result<Filing, Vec<FieldError>> {
    let text = |name: &str| sent.text(name).trim().to_owned();
    let is_ticked = |name: &str| sent.text(name) == "yes";
    let mut wrong = Vec::new();
    let channel = sent.text("channel").parse::<Channel>().ok();
    if channel.is_none_or(|channel| !CHANNELS.contains(&channel)) {
        wrong.push(FieldError::new("channel", "required"));
    }
    let received_at = stamp(seat, body, sent.text("stamp"))
        .map_err(|code| wrong.push(FieldError::new("stamp", code)))
        .ok()
        .flatten();
    let rules = seat.here.rules();
    let category = match sent.text("category") {
        "" => None,
        id => {
            let found = id.parse::<CategoryId>().ok();
            let found = found.and_then(|id| rules.directory.categories.get(&id));
            let found = found.filter(|category| category.body == body && !category.retired);
            if found.is_none() {
                wrong.push(FieldError::new("category", "unknown"));
            }
            found.map(|category| category.id)
        }
    };
    let region = Some(text("region")).filter(|code| !code.is_empty());
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let [name, phone, email, nik] = ["name", "phone", "email", "nik"].map(text);
    let no_identity = [&name, &phone, &email, &nik]
        .into_iter()
        .all(String::is_empty);
    Ok(Filing {
        text: sent.text("text").to_owned(),
        report_type: sent.text("type").parse::<ReportType>().ok(),
        supervisory: is_ticked("supervisory"),
        concerns: concerns(is_ticked),
        body: Some(body),
        category,
        region,
        place: text("place"),
        no_identity,
        anonim: is_ticked("anonim"),
        rahasia: is_ticked("rahasia"),
        name,
        phone,
        email,
        nik,
        photos: sent.photo_count,
        documents: sent.scans.clone(),
        link: text("link"),
        sender: text("sender"),
        letter_no: text("letter_no"),
        letter_date: text("letter_date"),
        channel,
        received_at,
        late_reason: text("stamp_reason"),
        ..Filing::default()
    })
}

/// Arrival by a day's stamp: the beginning of that day, the earliest the office can have had it, so
/// that no promise to the reporter begins later than it should. Today's is now.
fn stamp(seat: &Seat, body: BodyId, text: &str) -> Result<Option<Timestamp>, &'static str> {
    if text.is_empty() {
        return Ok(None);
    }
    let day: Date = text.parse().map_err(|_| "not_a_date")?;
    let zone = seat.here.rules().zone(body);
    let today = zone.local_date(seat.here.app().now());
    match day.cmp(&today) {
        std::cmp::Ordering::Greater => Err("in_future"),
        std::cmp::Ordering::Equal => Ok(None),
        std::cmp::Ordering::Less => Ok(Some(zone.start_of_day(day))),
    }
}

fn broken_words(seat: &Seat, broken: Broken) -> Errors {
    let key = match broken {
        Broken::Unreadable => "file-broken",
        Broken::TooLarge => "file-too-large",
        Broken::TooSlow => "file-too-slow",
        Broken::Crowded => "file-crowded",
    };
    Errors::one("", seat.here.i18n.t(key))
}

fn refused(seat: &Seat, back: Form, error: AppError, text: &str) -> Response {
    let i18n = seat.here.i18n;
    let errors = match error {
        AppError::Invalid(fields) => errors::fields(i18n, &fields, field_of_form),
        AppError::Photos(bad) => errors::photos(i18n, "photos", &bad),
        AppError::KeyReused => Errors::one("", i18n.t("filefor-changed")),
        AppError::Refused(Refusal::Guard {
            guard: Guard::ReceivedAt,
            ..
        }) => Errors::one("stamp_reason", i18n.t("guard-received-at")),
        error => return errors::answer(&seat.here, &error, text),
    };
    mend(seat, back, errors)
}

/// The form's own names where they differ from the record's.
fn field_of_form(field: &'static str) -> &'static str {
    match field {
        "late_reason" => "stamp_reason",
        other => other,
    }
}

fn mend(seat: &Seat, form: Form, errors: Errors) -> Response {
    show(
        seat,
        StatusCode::UNPROCESSABLE_ENTITY,
        form.with_errors(errors),
    )
}

fn show(seat: &Seat, status: StatusCode, form: Form) -> Response {
    layout::page(status, &view(seat, form))
}

fn view(seat: &Seat, form: Form) -> FileForPage {
    FileForPage {
        l: seat.layout().with_scripts(FileForPage::SCRIPTS),
        d: seat.desk(frame::Here::FileFor),
        form,
    }
}
