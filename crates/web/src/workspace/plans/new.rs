//! `/ruang/rencana/baru`: a new plan. The address carries the filter it is raised from, by the names of the lists:
//! `?unit=…&category=…&region=…`, and `from=surge|late_unit|cause`.

use axum::extract::{Query as Asks, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::civil::Date;
use lapor_app::error::AppError;
use lapor_app::plans::{self, NewPlan};
use lapor_domain::figures::Measure;
use lapor_domain::ids::{BodyId, ProposalId};
use lapor_domain::plan::measure::{self, Group};
use lapor_domain::plan::{self, Origin, ReportSet, Span};
use lapor_domain::tracking::TrackingNo;
use serde::Deserialize;

use super::super::choices;
use super::super::seat::Seat;
use super::{body, wrong};
use crate::errors;
use crate::form::Sent;
use crate::i18n::I18n;
use crate::layout;
use crate::measure_words;
use crate::plan_words as words;
use crate::state::Here;
use crate::view::forms::{Choice, ChoiceGroup, Errors};
use crate::workspace_view::form::{Field, Form, Input, Radio};
use crate::workspace_view::frame;
use crate::workspace_view::plans::NewPlanPage;

/// Days of the periods that are compared, unless said otherwise.
const SPAN: &str = "3";

/// The filter it is raised from.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    from: String,
    unit: String,
    category: String,
    region: String,
    numbers: String,
    proposal: String,
    #[serde(skip)]
    title: String,
    #[serde(skip)]
    cause: String,
    #[serde(skip)]
    owner: String,
}

/// What a proposal fills in: its reports, and of their numbers those that the officer may see.
async fn proposed(seat: &Seat, asked: Asked) -> Result<Asked, AppError> {
    let app = seat.here.app();
    let Ok(id) = asked.proposal.parse::<ProposalId>() else {
        return Ok(Asked {
            proposal: String::new(),
            ..asked
        });
    };
    let found = plans::proposal_of(app, id, seat.officer.id)?;
    let seen = plans::numbers_seen(app, &found.set.numbers, seat.officer.id).await;
    let numbers: Vec<String> = seen
        .map_err(|_| AppError::NotFound)?
        .iter()
        .map(TrackingNo::to_string)
        .collect();
    let text = |id: Option<String>| id.unwrap_or_default();
    let unit = text(found.set.unit.map(|id| id.to_string()));
    let category = found.set.category;
    // The unit that usually acts.
    let rules = seat.here.rules();
    let usual = category
        .and_then(|id| rules.directory.categories.get(&id))
        .and_then(|category| category.default_unit)
        .map(|id| id.to_string());
    Ok(Asked {
        from: found.finding.origin().as_str().to_owned(),
        category: text(category.map(|id| id.to_string())),
        region: text(found.set.region.clone()),
        numbers: numbers.join(", "),
        proposal: id.to_string(),
        title: plans::name(app, &found),
        cause: super::proposed::about(seat, &found),
        owner: text(found.set.unit.map(|id| id.to_string()).or(usual)),
        unit,
    })
}

/// The form.
pub(crate) async fn page(here: Here, Asks(asked): Asks<Asked>) -> Response {
    let (seat, body) = match raiser(here).await {
        Ok(raiser) => raiser,
        Err(response) => return response,
    };
    let asked = match proposed(&seat, asked).await {
        Ok(asked) => asked,
        Err(error) => return errors::answer(&seat.here, &error, ""),
    };
    let mut form = form(&seat, body, &asked.proposal);
    for field in &mut form.fields {
        let given = match field.name.as_ref() {
            "origin" => &asked.from,
            "unit" => &asked.unit,
            "category" => &asked.category,
            "region" => &asked.region,
            "numbers" => &asked.numbers,
            "title" => &asked.title,
            "cause" => &asked.cause,
            "owner" => &asked.owner,
            _ => continue,
        };
        if !given.is_empty() {
            field.values = vec![given.clone()];
        }
    }
    show(&seat, form, StatusCode::OK)
}

/// Makes it.
pub(crate) async fn send(here: Here, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let (seat, body) = match raiser(here).await {
        Ok(raiser) => raiser,
        Err(response) => return response,
    };
    let i18n = seat.here.i18n;
    let made = match read(&sent, body) {
        Ok(new) => plans::raise(seat.here.app(), new, Some(seat.officer.id)).await,
        Err((field, key)) => return again(&seat, body, &sent, Errors::one(field, i18n.t(key))),
    };
    match made {
        Ok(plan) => {
            let base = &seat.here.site.base;
            Redirect::to(&format!("{base}/ruang/rencana/{}", plan.id)).into_response()
        }
        Err(error) => match wrong(i18n, error) {
            Ok(errors) => again(&seat, body, &sent, errors),
            Err(error) => errors::answer(&seat.here, &error, sent.text("promise")),
        },
    }
}

async fn raiser(here: Here) -> Result<(Seat, BodyId), Response> {
    let seat = Seat::take(here).await?;
    match body(&seat).filter(|body| plan::may_raise(&seat.officer, *body)) {
        Some(body) => Ok((seat, body)),
        None => Err(errors::answer(&seat.here, &AppError::NotPermitted, "")),
    }
}

fn again(seat: &Seat, body: BodyId, sent: &Sent, errors: Errors) -> Response {
    let form = form(seat, body, sent.text("proposal"))
        .handed_back(&sent.written())
        .with_errors(errors);
    show(seat, form, StatusCode::UNPROCESSABLE_ENTITY)
}

fn show(seat: &Seat, form: Form, status: StatusCode) -> Response {
    let page = NewPlanPage {
        l: seat.layout(),
        d: seat.desk(frame::Here::Plans),
        form,
    };
    layout::page(status, &page)
}

type Wrong = (&'static str, &'static str);

fn read(sent: &Sent, body: BodyId) -> Result<NewPlan, Wrong> {
    fn some<T: std::str::FromStr>(sent: &Sent, name: &'static str) -> Result<Option<T>, Wrong> {
        match sent.text(name).trim() {
            "" => Ok(None),
            text => text
                .parse()
                .map(Some)
                .map_err(|_| (name, "plan-wrong-foreign")),
        }
    }
    let needed = |name: &'static str| match sent.text(name).trim() {
        "" => Err((name, "plan-wrong-empty")),
        text => Ok(text.to_owned()),
    };
    let numbers = sent.text("numbers").split([',', ';', '\n']).map(str::trim);
    let numbers: Result<Vec<TrackingNo>, Wrong> = numbers
        .filter(|text| !text.is_empty())
        .map(|text| TrackingNo::parse(text).map_err(|_| ("numbers", "plan-wrong-number")))
        .collect();
    let region = sent.text("region").trim();
    Ok(NewPlan {
        body,
        title: needed("title")?,
        origin: needed("origin")?
            .parse::<Origin>()
            .map_err(|_| ("origin", "plan-wrong-empty"))?,
        cause: needed("cause")?,
        set: ReportSet {
            unit: some(sent, "unit")?,
            category: some(sent, "category")?,
            region: (!region.is_empty()).then(|| region.to_owned()),
            numbers: numbers?,
        },
        owner: some(sent, "owner")?.ok_or(("owner", "plan-wrong-empty"))?,
        officer: None,
        budget: sent.text("budget").to_owned(),
        promise: needed("promise")?,
        due: needed("due")?
            .parse::<Date>()
            .map_err(|_| ("due", "plan-wrong-day"))?,
        measure: needed("measure")?,
        target: words::number(sent.text("target")).ok_or(("target", "plan-wrong-target"))?,
        span: {
            let wrong = ("span", "plan-wrong-span");
            let length = needed("span")?;
            match sent.text("span_in") {
                "months" => Span::Months(length.parse().map_err(|_| wrong)?),
                _ => Span::Days(length.parse().map_err(|_| wrong)?),
            }
        },
        public: sent.text("public") == "yes",
        proposal: some(sent, "proposal")?,
    })
}

fn form(seat: &Seat, body: BodyId, proposal: &str) -> Form {
    let here = &seat.here;
    let i18n = here.i18n;
    let rules = here.rules();
    let t = |key: &str| i18n.t(key);
    let origins = Origin::ALL.iter().map(|origin| {
        let key = words::key("plan-origin", origin.as_str());
        Radio::new(origin.as_str(), t(&key), t(&format!("{key}-hint")))
    });
    let units = || choices::units(seat, &rules, body, |_| true);
    let fields = vec![
        Field::new("title", t("plan-field-title"), Input::Line),
        Field::new(
            "origin",
            t("plan-field-origin"),
            Input::Radios(origins.collect()),
        ),
        Field::new("cause", t("plan-field-cause"), Input::Area(false))
            .hint(t("plan-field-cause-hint")),
        Field::new("unit", t("plan-field-unit"), Input::Select(units()))
            .hint(t("plan-field-set-hint"))
            .optional(),
        Field::new(
            "category",
            t("plan-field-category"),
            Input::Select(choices::categories(&rules, body)),
        )
        .optional(),
        Field::new(
            "region",
            t("plan-field-region"),
            Input::Select(regions(here, body)),
        )
        .optional(),
        Field::new("numbers", t("plan-field-numbers"), Input::Area(false))
            .hint(t("plan-field-numbers-hint"))
            .optional(),
        Field::new("owner", t("plan-field-owner"), Input::Select(units())),
        Field::new("promise", t("plan-field-promise"), Input::Area(true))
            .hint(t("plan-field-promise-hint")),
        Field::new("due", t("plan-field-due"), Input::Date),
        Field::new("budget", t("plan-field-budget"), Input::Line)
            .hint(t("plan-field-budget-hint"))
            .optional(),
        Field::new(
            "measure",
            t("plan-field-measure"),
            Input::Select(measures(i18n)),
        )
        .hint(t("plan-field-measure-hint")),
        Field::new("target", t("plan-field-target"), Input::Line).hint(t("plan-field-target-hint")),
        Field::new("span", t("plan-field-span"), Input::Number(1, 366))
            .hint(t("plan-field-span-hint"))
            .value(SPAN),
        Field::new(
            "span_in",
            t("plan-field-span-in"),
            Input::Select(ChoiceGroup::flat(vec![
                Choice::new("months", t("plan-span-months")),
                Choice::new("days", t("plan-span-days")),
            ])),
        )
        .value("months"),
        Field::new("public", t("plan-field-public"), Input::Check)
            .hint(t("plan-field-public-hint"))
            .optional(),
    ];
    Form::new(
        "rencana",
        format!("{}/ruang/rencana/baru", here.site.base),
        t("plan-raise"),
        fields,
    )
    .hidden("proposal", proposal)
}

/// What of the catalogue can judge a promise, in groups.
fn measures(i18n: I18n) -> Vec<ChoiceGroup> {
    let choice = |by: &Measure| {
        let goal = measure::goal(by)?;
        let way = i18n.t(&words::key("plan-goal-short", goal.as_str()));
        let unit = measure_words::unit(i18n, by);
        let name = measure_words::name(i18n, by.id);
        Some(Choice::new(by.id, format!("{name} ({unit}; {way})")))
    };
    let groups = Group::ALL.iter().map(|group| ChoiceGroup {
        label: i18n.t(&words::key("plan-group", group.as_str())),
        options: measure::measures()
            .filter(|measure| Group::of(measure) == *group)
            .filter_map(choice)
            .collect(),
    });
    groups.collect()
}

/// Kecamatan of the body's territory, each above its kelurahan.
fn regions(here: &Here, body: BodyId) -> Vec<ChoiceGroup> {
    let rules = here.rules();
    let places = here.app().places();
    let code = rules
        .directory
        .bodies
        .get(&body)
        .and_then(|body| body.region.clone());
    let Some(code) = code.and_then(|code| code.parse().ok()) else {
        return Vec::new();
    };
    let districts = places.regions.children(code).map(|district| {
        let below = places.regions.within(district.code);
        ChoiceGroup {
            label: district.full_name(),
            options: below
                .map(|region| Choice::new(region.code.to_string(), region.full_name()))
                .collect(),
        }
    });
    districts.collect()
}
