//! The list, and making a draft.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use lapor_app::admin;
use lapor_app::error::AppError;
use lapor_app::official::{Wish, edition, may_have};
use lapor_domain::ids::BodyId;
use lapor_domain::official::{Cadence, Layout, Period, Reader};
use lapor_store::official::{Edition, EditionState};

use super::{answer, body, mends};
use crate::errors;
use crate::form::Sent;
use crate::layout;
use crate::state::Here;
use crate::view::forms::{Choice, ChoiceGroup, Errors};
use crate::view::parts::{Chip, ChipKind};
use crate::workspace::seat::Seat;
use crate::workspace_view::admin::{Cell, Row, Table};
use crate::workspace_view::documents::{DocumentsPage, EvidenceForm};
use crate::workspace_view::form::{Field, Form, Input, Radio};
use crate::workspace_view::frame;

/// Everything of the body.
pub(in crate::workspace) async fn page(here: Here) -> Response {
    let seat = match Seat::take(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    match shown(&seat, None, Errors::default()).await {
        Ok(page) => layout::page(StatusCode::OK, &page),
        Err(error) => errors::answer(&seat.here, &error, ""),
    }
}

/// A new draft.
pub(in crate::workspace) async fn make(here: Here, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let seat = match Seat::take(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    let Some(body) = body(&seat) else {
        return errors::answer(&seat.here, &AppError::NotPermitted, "");
    };
    let wish = match wish(&seat, &sent, body) {
        Ok(wish) => wish,
        Err(wrong) => return again(&seat, &sent, wrong).await,
    };
    match edition::draft(seat.here.app(), seat.officer.id, &wish).await {
        Ok(id) => {
            let base = &seat.here.site.base;
            Redirect::to(&format!("{base}/ruang/dokumen/{id}")).into_response()
        }
        Err(error) => match mends(seat.here.i18n, &error) {
            Some(wrong) => again(&seat, &sent, wrong).await,
            None => answer(&seat, &error),
        },
    }
}

fn wish(seat: &Seat, sent: &Sent, body: BodyId) -> Result<Wish, Errors> {
    let i18n = seat.here.i18n;
    let unknown = |field: &str| Errors::one(field, i18n.t("field-unknown"));
    let layout: Layout = sent.text("layout").parse().map_err(|_| unknown("layout"))?;
    let cadence: Cadence = sent
        .text("cadence")
        .parse()
        .map_err(|_| unknown("cadence"))?;
    let reader: Reader = sent.text("reader").parse().map_err(|_| unknown("reader"))?;
    let period = Period::parse(cadence, sent.text("period"))
        .map_err(|error| Errors::one("period", error.to_string()))?;
    let zone = seat.here.rules().zone(body);
    let today = zone.local_date(seat.here.app().now());
    Ok(Wish {
        body,
        unit: None,
        layout,
        period,
        reader,
        // Whole days, so that the same document is made all day long.
        as_of: Some(zone.start_of_day(today)),
    })
}

async fn again(seat: &Seat, sent: &Sent, wrong: Errors) -> Response {
    match shown(seat, Some(sent), wrong).await {
        Ok(page) => layout::page(StatusCode::UNPROCESSABLE_ENTITY, &page),
        Err(error) => errors::answer(&seat.here, &error, ""),
    }
}

/// The list once more, with why there is no evidence of a year.
pub(in crate::workspace) async fn without_evidence(
    seat: &Seat,
    (year, exact): (&str, bool),
    wrong: String,
) -> Response {
    match shown(seat, None, Errors::default()).await {
        Ok(mut page) => {
            page.evidence = EvidenceForm {
                year: year.to_owned(),
                exact,
                wrong,
                ..page.evidence
            };
            layout::page(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => errors::answer(&seat.here, &error, ""),
    }
}

async fn shown(seat: &Seat, sent: Option<&Sent>, wrong: Errors) -> Result<DocumentsPage, AppError> {
    let here = &seat.here;
    let i18n = here.i18n;
    let body = body(seat).ok_or(AppError::NotPermitted)?;
    let rules = here.rules();
    let editions = edition::all(here.app(), seat.officer.id, body).await?;
    let name = rules.directory.bodies.get(&body);
    let today = rules.zone(body).local_date(here.app().now());
    let mut form = form(seat, body);
    if let Some(sent) = sent {
        form = form.handed_back(&sent.written());
    }
    let base = &here.site.base;
    let columns = [
        "official-col-name",
        "official-col-for",
        "official-col-state",
        "official-col-made",
    ];
    Ok(DocumentsPage {
        l: seat.layout(),
        d: seat.desk(frame::Here::Documents),
        scope: name.map(|body| body.name.clone()).unwrap_or_default(),
        form: form.with_errors(wrong),
        table: Table {
            caption: i18n.t("official-all"),
            columns: columns.map(|key| i18n.t(key)).to_vec(),
            rows: editions.iter().map(|edition| row(seat, edition)).collect(),
            empty: i18n.t("official-none"),
        },
        evidence: EvidenceForm {
            action: format!("{base}/ruang/bukti"),
            year: (today.year() - 1).to_string(),
            latest: today.year().to_string(),
            ..EvidenceForm::default()
        },
        public: format!("{base}/dokumen"),
        papers: if admin::may_administer(&rules, seat.officer.id, body) {
            format!("{base}/ruang/kelola/kop")
        } else {
            String::new()
        },
    })
}

fn row(seat: &Seat, edition: &Edition) -> Row {
    let here = &seat.here;
    let i18n = here.i18n;
    let rules = here.rules();
    let title = edition::title_of(edition.layout, &edition.period);
    let href = format!("{}/ruang/dokumen/{}", here.site.base, edition.id);
    let (kind, key) = match edition.state {
        EditionState::Draft => (ChipKind::Todo, "official-draft"),
        EditionState::Published => (ChipKind::Done, "official-published"),
        EditionState::Withdrawn => (ChipKind::Archived, "official-withdrawn"),
    };
    let mut state = Cell::text("");
    state.chip = Some(Chip::new(kind, i18n.t(key)));
    let maker = edition
        .made_by
        .and_then(|id| rules.directory.officers.get(&id));
    let maker = maker.map_or_else(
        || i18n.t("official-by-schedule"),
        |officer| officer.name.clone(),
    );
    Row {
        cells: vec![
            Cell::link(title, href),
            Cell::text(i18n.t(&format!("official-for-{}", edition.reader))),
            state,
            Cell::text(i18n.moment(edition.made_at, here.face())).small(maker),
        ],
        actions: Vec::new(),
    }
}

fn form(seat: &Seat, body: BodyId) -> Form {
    let here = &seat.here;
    let i18n = here.i18n;
    let choice = |of: &str, code: &str| Choice::new(code, i18n.t(&format!("official-{of}-{code}")));
    let rules = seat.here.rules();
    let of = rules.directory.bodies.get(&body);
    let offered = |layout: &&Layout| of.is_some_and(|body| may_have(**layout, body));
    let layouts = Layout::ALL.iter().filter(offered);
    let layouts = layouts.map(|one| choice("layout", one.as_str()));
    let cadences = Cadence::ALL
        .iter()
        .map(|one| choice("cadence", one.as_str()));
    let today = here.rules().zone(body).local_date(here.app().now());
    let last = Period::before(Cadence::Monthly, today);
    let reader = |code: &str| {
        Radio::new(
            code,
            i18n.t(&format!("official-for-{code}")),
            i18n.t(&format!("official-for-{code}-hint")),
        )
    };
    Form::new(
        "dokumen",
        format!("{}/ruang/dokumen", here.site.base),
        i18n.t("official-make-button"),
        vec![
            Field::new(
                "layout",
                i18n.t("official-layout"),
                Input::Select(ChoiceGroup::flat(layouts.collect())),
            )
            .value(Layout::Activity.as_str()),
            Field::new(
                "cadence",
                i18n.t("official-cadence"),
                Input::Select(ChoiceGroup::flat(cadences.collect())),
            )
            .value(Cadence::Monthly.as_str()),
            Field::new("period", i18n.t("official-period"), Input::Line)
                .hint(i18n.t("official-period-hint"))
                .value(last.code()),
            Field::new(
                "reader",
                i18n.t("official-reader"),
                Input::Radios(vec![reader("inside"), reader("public")]),
            )
            .value(Reader::Inside.as_str()),
        ],
    )
}
