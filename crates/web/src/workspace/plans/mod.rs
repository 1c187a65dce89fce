//! `/ruang/rencana`: action plans of a body: all of them, a new one, one and its steps.

pub(super) mod new;
pub(super) mod one;
pub(super) mod proposed;

use axum::http::StatusCode;
use axum::response::Response;
use lapor_app::error::AppError;
use lapor_app::plans::{self, PlanError};
use lapor_domain::ids::BodyId;
use lapor_domain::plan::{self, Plan, PlanRefusal};

use super::seat::Seat;
use crate::errors;
use crate::i18n::I18n;
use crate::layout;
use crate::measure_words;
use crate::plan_words as words;
use crate::state::Here;
use crate::view::forms::Errors;
use crate::view::parts::Chip;
use crate::workspace_view::admin::{Cell, Row, Table};
use crate::workspace_view::frame;
use crate::workspace_view::plans::PlansPage;

/// All of them.
pub(super) async fn page(here: Here) -> Response {
    let seat = match Seat::take(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    show(&seat, None, StatusCode::OK).await
}

/// All of them; with what was written wrong of a proposal.
async fn show(seat: &Seat, wrong: Option<&proposed::Wrong<'_>>, status: StatusCode) -> Response {
    let Some(body) = body(seat) else {
        return errors::answer(&seat.here, &AppError::NotPermitted, "");
    };
    let here = &seat.here;
    let proposals = plans::proposals(here.app(), body);
    let waiting = match proposed::waiting(seat, &proposals, wrong).await {
        Ok(waiting) => waiting,
        Err(error) => return errors::answer(here, &error, ""),
    };
    let i18n = here.i18n;
    let rules = here.rules();
    let base = &here.site.base;
    let rows = plans::list(here.app(), body);
    let may_raise = plan::may_raise(&seat.officer, body);
    let page = PlansPage {
        l: seat.layout(),
        d: seat.desk(frame::Here::Plans),
        scope: rules
            .directory
            .bodies
            .get(&body)
            .map(|body| body.name.clone())
            .unwrap_or_default(),
        proposals: waiting,
        settled: proposed::settled(seat, &proposals),
        table: Table {
            caption: i18n.t("plan-list"),
            columns: words::columns(i18n),
            rows: rows.iter().map(|plan| row(seat, plan)).collect(),
            empty: i18n.t("plan-none"),
        },
        new_href: if may_raise {
            format!("{base}/ruang/rencana/baru")
        } else {
            String::new()
        },
        public_href: format!("{base}/janji"),
    };
    layout::page(status, &page)
}

fn row(seat: &Seat, plan: &Plan) -> Row {
    let i18n = seat.here.i18n;
    let rules = seat.here.rules();
    let measure = &plan.target.measure;
    let value = |value: Option<f64>| {
        value.map_or("–".to_owned(), |value| words::value(i18n, measure, value))
    };
    let href = format!("{}/ruang/rencana/{}", seat.here.site.base, plan.id);
    let unit = rules.directory.units.get(&plan.owner);
    let mut head = Cell::link(&plan.title, href);
    head.chip = Some(chip(i18n, plan));
    Row {
        cells: vec![
            head,
            Cell::text(unit.map(|unit| unit.name.clone()).unwrap_or_default()),
            Cell::text(i18n.date(plan.promise.due)).small(format!("{} %", plan.percent)),
            Cell::text(measure_words::name(i18n, measure)),
            Cell::text(value(plan.baseline.value)),
            Cell::text(words::target(
                i18n,
                measure,
                plan.target.goal,
                plan.target.value,
            )),
            Cell::text(
                plan.last_reading()
                    .map_or("–".to_owned(), |reading| value(reading.value)),
            ),
        ],
        actions: Vec::new(),
    }
}

fn chip(i18n: I18n, plan: &Plan) -> Chip {
    words::chip(i18n, plan.state)
}

/// That of the pages, where the officer has a seat, else the first of their own.
pub(super) fn body(seat: &Seat) -> Option<BodyId> {
    let may = |body: &BodyId| plan::may_read(&seat.officer, *body);
    let own = seat.officer.grants.iter().map(|grant| grant.body);
    seat.here.body.into_iter().chain(own).find(may)
}

/// What is wrong, at the field where it can be mended; `Err` what is no matter of the form.
fn wrong(i18n: I18n, error: PlanError) -> Result<Errors, AppError> {
    let field = match &error {
        PlanError::App(_) | PlanError::Figures(_) => "",
        PlanError::Refused(PlanRefusal::BadDay) => "due",
        PlanError::Refused(PlanRefusal::BadPercent) => "percent",
        PlanError::BadTarget
        | PlanError::Refused(PlanRefusal::Kept(_) | PlanRefusal::KeptTold(_)) => "target",
        PlanError::Refused(PlanRefusal::LongTitle) => "title",
        PlanError::BadSpan | PlanError::Refused(PlanRefusal::NotMonths) => "span",
        PlanError::NoMeasure | PlanError::NotOfOneKind => "measure",
        PlanError::UnseenNumber => "numbers",
        PlanError::NotOfProposal => "origin",
        _ => "",
    };
    let text = match error {
        PlanError::App(error) => return Err(error),
        PlanError::Figures(error) => match error {
            lapor_app::figures::FiguresError::App(error) => return Err(error),
            lapor_app::figures::FiguresError::Ask(_)
            | lapor_app::figures::FiguresError::Question(_) => return Err(AppError::NotFound),
        },
        PlanError::Personal(kind) => i18n.t1("plan-wrong-personal", "what", kind.placeholder()),
        PlanError::Foreign => i18n.t("plan-wrong-foreign"),
        PlanError::UnseenNumber => i18n.t("plan-wrong-number"),
        PlanError::NotOfProposal => i18n.t("plan-wrong-proposal"),
        PlanError::BadTarget => i18n.t("plan-wrong-target"),
        PlanError::BadSpan => i18n.t("plan-wrong-span"),
        PlanError::NoMeasure => i18n.t("plan-wrong-measure"),
        PlanError::NotOfOneKind => i18n.t("plan-wrong-kind"),
        PlanError::Refused(PlanRefusal::Kept(value)) => {
            i18n.t1("plan-wrong-kept", "value", words::decimal(i18n, value))
        }
        PlanError::Refused(PlanRefusal::KeptTold(value)) => {
            i18n.t1("plan-wrong-kept-told", "value", words::decimal(i18n, value))
        }
        PlanError::Refused(PlanRefusal::LongTitle) => {
            i18n.t1("plan-wrong-title", "most", plan::LONGEST_TITLE)
        }
        PlanError::Refused(PlanRefusal::LongWords) => {
            let most = i18n.number(plan::LONGEST_WORDS as u64);
            i18n.t1("plan-wrong-long", "most", most)
        }
        PlanError::Refused(refusal) => i18n.t(match refusal {
            PlanRefusal::Empty => "plan-wrong-empty",
            PlanRefusal::Ended => "plan-wrong-ended",
            PlanRefusal::NothingToReview => "plan-wrong-nothing",
            PlanRefusal::OwnWork => "plan-wrong-own",
            PlanRefusal::BadDay => "plan-wrong-day",
            PlanRefusal::BadPercent => "plan-wrong-percent",
            PlanRefusal::NotYet => "plan-wrong-not-yet",
            PlanRefusal::NotMonths => "plan-wrong-months",
            PlanRefusal::Settled => "plan-wrong-settled",
            PlanRefusal::Kept(_) | PlanRefusal::KeptTold(_) => "plan-wrong-target",
            PlanRefusal::LongTitle | PlanRefusal::LongWords => "field-too-long",
        }),
    };
    Ok(Errors::one(field, text))
}
