//! `/ruang/rencana/{id}`: one plan, and its steps.

use axum::extract::{Path, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::civil::Date;
use lapor_app::error::AppError;
use lapor_app::plans;
use lapor_domain::figures::measure;
use lapor_domain::ids::PlanId;
use lapor_domain::plan::{self, Given, Plan, Promise, Reading, Step, StepKind, Verdict};

use super::super::seat::Seat;
use super::{chip, wrong};
use crate::errors;
use crate::form::Sent;
use crate::i18n::I18n;
use crate::layout;
use crate::measure_words;
use crate::plan_words as words;
use crate::state::{Here, face};
use crate::view::forms::Errors;
use crate::workspace_view::admin::FoldedForm;
use crate::workspace_view::form::{Field, Form, Input, Radio};
use crate::workspace_view::frame;
use crate::workspace_view::plans::{PlanFigure, PlanPage, PlanStep};

/// What can be done, as the address has it.
const STEPS: [&str; 6] = [
    "kemajuan", "selesai", "tinjauan", "perbarui", "umum", "batal",
];

/// The page.
pub(crate) async fn page(here: Here, Path(id): Path<String>) -> Response {
    let seat = match Seat::take(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    match plan_of(&seat, &id) {
        Ok(plan) => show(&seat, &plan, None, StatusCode::OK).await,
        Err(error) => errors::answer(&seat.here, &error, ""),
    }
}

fn plan_of(seat: &Seat, id: &str) -> Result<Plan, AppError> {
    let id: PlanId = id.parse().map_err(|_| AppError::NotFound)?;
    plans::of_officer(seat.here.app(), id, seat.officer.id)
}

/// A step.
pub(crate) async fn give(
    here: Here,
    Path((id, step)): Path<(String, String)>,
    request: Request,
) -> Response {
    let sent = Sent::read(request).await;
    let seat = match Seat::take(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    let i18n = seat.here.i18n;
    let plan = match plan_of(&seat, &id) {
        Ok(plan) => plan,
        Err(error) => return errors::answer(&seat.here, &error, sent.text("note")),
    };
    let given = match read(&sent, &step) {
        Some(Ok(given)) => given,
        Some(Err((field, key))) => {
            let errors = Errors::one(field, i18n.t(key));
            return show(
                &seat,
                &plan,
                Some((&step, &sent, errors)),
                StatusCode::UNPROCESSABLE_ENTITY,
            )
            .await;
        }
        None => return errors::answer(&seat.here, &AppError::NotFound, ""),
    };
    match plans::act(seat.here.app(), plan.id, Some(seat.officer.id), given).await {
        Ok(_) => Redirect::to(&format!(
            "{}/ruang/rencana/{}",
            seat.here.site.base, plan.id
        ))
        .into_response(),
        Err(error) => match wrong(i18n, error) {
            Ok(errors) => {
                show(
                    &seat,
                    &plan,
                    Some((&step, &sent, errors)),
                    StatusCode::UNPROCESSABLE_ENTITY,
                )
                .await
            }
            Err(error) => errors::answer(&seat.here, &error, sent.text("note")),
        },
    }
}

type Wrong = (&'static str, &'static str);

fn read(sent: &Sent, step: &str) -> Option<Result<Given, Wrong>> {
    let note = || sent.text("note").trim().to_owned();
    Some(match step {
        "kemajuan" => match sent.text("percent").trim().parse() {
            Ok(percent) => Ok(Given::Progress {
                percent,
                note: note(),
            }),
            Err(_) => Err(("percent", "plan-wrong-percent")),
        },
        "selesai" => Ok(Given::Carry { note: note() }),
        "tinjauan" => match sent.text("verdict").parse::<Verdict>() {
            Ok(verdict) => Ok(Given::Review {
                verdict,
                note: note(),
            }),
            Err(_) => Err(("verdict", "plan-wrong-empty")),
        },
        "perbarui" => match sent.text("due").trim().parse::<Date>() {
            Ok(due) => Ok(Given::Renew {
                promise: Promise {
                    words: sent.text("promise").trim().to_owned(),
                    due,
                },
                reason: note(),
            }),
            Err(_) => Err(("due", "plan-wrong-day")),
        },
        "umum" => Ok(Given::Show {
            public: sent.text("public") == "yes",
        }),
        "batal" => Ok(Given::Cancel { reason: note() }),
        _ => return None,
    })
}

async fn show(
    seat: &Seat,
    plan: &Plan,
    wrong: Option<(&str, &Sent, Errors)>,
    status: StatusCode,
) -> Response {
    let here = &seat.here;
    let i18n = here.i18n;
    let Ok(numbers) = plans::seen_numbers(here.app(), plan, seat.officer.id).await else {
        return errors::answer(here, &AppError::NotFound, "");
    };
    let base = &here.site.base;
    let page = PlanPage {
        l: seat.layout(),
        d: seat.desk(frame::Here::Plans),
        title: plan.title.clone(),
        chip: chip(i18n, plan),
        promise: plan.promise.words.clone(),
        facts: facts(seat, plan),
        figures: figures(i18n, plan),
        measure: measured(i18n, plan),
        numbers: numbers
            .into_iter()
            .map(|number| (number.to_string(), format!("{base}/ruang/laporan/{number}")))
            .collect(),
        forms: forms(seat, plan, wrong.as_ref()),
        steps: plan
            .steps
            .iter()
            .rev()
            .map(|step| told(seat, plan, step))
            .collect(),
    };
    layout::page(status, &page)
}

fn facts(seat: &Seat, plan: &Plan) -> Vec<(String, String)> {
    let i18n = seat.here.i18n;
    let rules = seat.here.rules();
    let directory = &rules.directory;
    let unit = |id| directory.units.get(&id).map(|unit| unit.name.clone());
    let region = plan
        .set
        .region
        .as_deref()
        .and_then(|code| code.parse().ok());
    let places = seat.here.app().places();
    let facts = [
        ("plan-field-due", Some(i18n.date(plan.promise.due))),
        ("plan-col-percent", Some(format!("{} %", plan.percent))),
        ("plan-field-owner", unit(plan.owner)),
        (
            "plan-field-origin",
            Some(i18n.t(&words::key("plan-origin", plan.origin.as_str()))),
        ),
        ("plan-field-cause", Some(plan.cause.clone())),
        ("plan-set-unit", plan.set.unit.and_then(unit)),
        (
            "plan-set-category",
            plan.set
                .category
                .and_then(|id| directory.categories.get(&id))
                .map(|it| it.name.clone()),
        ),
        (
            "plan-set-region",
            region
                .and_then(|code| places.regions.get(code))
                .map(wilayah_name),
        ),
        (
            "plan-field-budget",
            Some(plan.budget.clone()).filter(|text| !text.is_empty()),
        ),
        (
            "plan-shown",
            Some(i18n.t(if plan.public {
                "plan-shown-yes"
            } else {
                "plan-shown-no"
            })),
        ),
    ];
    facts
        .into_iter()
        .filter_map(|(key, value)| Some((i18n.t(key), value?)))
        .collect()
}

fn wilayah_name(region: &wilayah::Region) -> String {
    region.full_name()
}

fn figures(i18n: I18n, plan: &Plan) -> Vec<PlanFigure> {
    let id = &plan.target.measure;
    let about = |reading: &Reading| {
        let period = i18n.t2(
            "plan-period",
            "from",
            i18n.date(reading.from),
            "to",
            i18n.date(reading.to),
        );
        let stands = i18n.t2(
            "plan-stands-on",
            "n",
            reading.n,
            "received",
            reading.received,
        );
        let known = i18n.t1("plan-position", "position", reading.position);
        let versions: Vec<String> = reading.policy.iter().map(u32::to_string).collect();
        let policy = if versions.is_empty() {
            String::new()
        } else {
            i18n.t1("plan-policy", "versions", versions.join(", "))
        };
        let judged = if reading.by_told {
            let told = reading
                .told
                .map_or("–".to_owned(), |value| words::value(i18n, id, value));
            i18n.t1("plan-judged-told", "value", told)
        } else {
            String::new()
        };
        let days = words::known(i18n, reading.days_after());
        let few = if plan.target.is_few(reading) {
            i18n.t1("plan-few", "fewest", plan.target.fewest)
        } else {
            String::new()
        };
        let period = format!("{period}, {days}.");
        let parts = [period, stands, few, known, policy, judged];
        let parts = parts.iter().filter(|part| !part.is_empty());
        parts.map(String::as_str).collect::<Vec<_>>().join(" ")
    };
    let value = |reading: &Reading| {
        reading
            .value
            .map_or("–".to_owned(), |value| words::value(i18n, id, value))
    };
    let mut figures = vec![
        PlanFigure {
            label: i18n.t("plan-before"),
            value: value(&plan.baseline),
            about: about(&plan.baseline),
        },
        PlanFigure {
            label: i18n.t("plan-target"),
            value: words::target(i18n, id, plan.target.goal, plan.target.value),
            about: String::new(),
        },
    ];
    if let Some(reading) = plan.last_reading() {
        figures.push(PlanFigure {
            label: i18n.t("plan-after"),
            value: value(reading),
            about: about(reading),
        });
    } else if let Some(due) = plan::due(plan) {
        figures.push(PlanFigure {
            label: i18n.t("plan-after"),
            value: "–".to_owned(),
            about: format!(
                "{} {}",
                i18n.t2(
                    "plan-will-measure",
                    "from",
                    i18n.date(due.from),
                    "to",
                    i18n.date(due.to),
                ),
                i18n.t1("plan-will-measure-on", "on", i18n.date(due.on)),
            ),
        });
    }
    figures
}

/// By what it is measured: the formula of the day on which it was promised.
fn measured(i18n: I18n, plan: &Plan) -> String {
    let id = &plan.target.measure;
    let name = measure_words::name(i18n, id);
    let mut words = vec![match plan.months() {
        Some(n) => i18n.t2("plan-measure-note-months", "measure", name, "months", n),
        None => i18n.t2("plan-measure-note", "measure", name, "days", plan.span()),
    }];
    match (&plan.target.definition, measure(id)) {
        (Some(then), _) => {
            let (formula, source) = (&then.formula, &then.source);
            words.push(i18n.t2("plan-frozen", "formula", formula, "source", source));
            words.push(then.caveat.clone());
        }
        (None, Some(now)) => {
            words.push(i18n.t1("plan-frozen-not", "formula", now.formula));
            words.push(now.caveat.to_owned());
        }
        (None, None) => {}
    }
    words.retain(|text| !text.is_empty());
    words.join(" ")
}

fn told(seat: &Seat, plan: &Plan, step: &Step) -> PlanStep {
    let here = &seat.here;
    let i18n = here.i18n;
    let rules = here.rules();
    let id = &plan.target.measure;
    let officer = step
        .by
        .officer
        .and_then(|id| rules.directory.officers.get(&id));
    let value = |reading: &Reading| {
        reading
            .value
            .map_or("–".to_owned(), |value| words::value(i18n, id, value))
    };
    let (code, text) = match &step.what {
        StepKind::Raised => ("raised", String::new()),
        StepKind::Progress { percent, note } => ("progress", format!("{percent} %: {note}")),
        StepKind::Carried { note } => ("carried", note.clone()),
        StepKind::Reviewed { verdict, note } => {
            let verdict = i18n.t(&words::key("plan-verdict", verdict.as_str()));
            ("reviewed", format!("{verdict}. {note}"))
        }
        StepKind::Evaluated { state, reading } => {
            let state = i18n.t(&words::key("plan-state", state.as_str()));
            ("evaluated", format!("{state}: {}", value(reading)))
        }
        StepKind::Held { reading } => ("held", value(reading)),
        StepKind::Reopened { reading } => {
            let received = i18n.t2(
                "plan-reopened",
                "now",
                reading.received,
                "before",
                plan.baseline.received,
            );
            ("reopened", format!("{}. {received}", value(reading)))
        }
        StepKind::Renewed { before, reason } => {
            let was = i18n.t2(
                "plan-was",
                "promise",
                &before.words,
                "due",
                i18n.date(before.due),
            );
            ("renewed", format!("{reason}\n{was}"))
        }
        StepKind::Shown { public } => {
            let key = if *public {
                "plan-shown-yes"
            } else {
                "plan-shown-no"
            };
            ("shown", i18n.t(key))
        }
        StepKind::Cancelled { reason } => ("cancelled", reason.clone()),
    };
    let zone = rules.zone(plan.body);
    PlanStep {
        title: i18n.t(&words::key("plan-step", code)),
        who: officer
            .map(|officer| officer.name.clone())
            .unwrap_or_default(),
        at_iso: step.at.to_string(),
        at: i18n.moment(step.at, face(zone)),
        text,
    }
}

/// What the officer may do now; a form that was sent wrong stands open with what was written.
fn forms(seat: &Seat, plan: &Plan, wrong: Option<&(&str, &Sent, Errors)>) -> Vec<FoldedForm> {
    let here = &seat.here;
    let i18n = here.i18n;
    let t = |key: &str| i18n.t(key);
    let note = |key: &str| Field::new("note", t(key), Input::Area(false));
    let verdicts = Verdict::ALL.iter().map(|verdict| {
        let key = words::key("plan-verdict", verdict.as_str());
        Radio::new(verdict.as_str(), t(&key), "")
    });
    let verdicts: Vec<Radio> = verdicts.collect();
    let rules = here.rules();
    let mut forms = Vec::new();
    for step in STEPS {
        let empty = String::new;
        let (given, fields) = match step {
            "kemajuan" => (
                Given::Progress {
                    percent: 0,
                    note: empty(),
                },
                vec![
                    Field::new("percent", t("plan-col-percent"), Input::Number(0, 100))
                        .value(plan.percent.to_string()),
                    note("plan-field-done"),
                ],
            ),
            "selesai" => (
                Given::Carry { note: empty() },
                vec![note("plan-field-done")],
            ),
            "tinjauan" => (
                Given::Review {
                    verdict: Verdict::OnTrack,
                    note: empty(),
                },
                vec![
                    Field::new(
                        "verdict",
                        t("plan-field-verdict"),
                        Input::Radios(verdicts.clone()),
                    ),
                    note("plan-field-why"),
                ],
            ),
            "perbarui" => (
                Given::Renew {
                    promise: plan.promise.clone(),
                    reason: empty(),
                },
                vec![
                    Field::new("promise", t("plan-field-promise"), Input::Area(true))
                        .value(&plan.promise.words),
                    Field::new("due", t("plan-field-due"), Input::Date),
                    note("plan-field-why"),
                ],
            ),
            "umum" => (
                Given::Show {
                    public: !plan.public,
                },
                Vec::new(),
            ),
            _ => (
                Given::Cancel { reason: empty() },
                vec![note("plan-field-why")],
            ),
        };
        if !plan::may(&seat.officer, plan, &given, &rules.directory) || !fits(plan, step, seat) {
            continue;
        }
        let key = match (step, plan.public) {
            ("umum", true) => "plan-do-hide".to_owned(),
            _ => format!("plan-do-{step}"),
        };
        let action = format!("{}/ruang/rencana/{}/{step}", here.site.base, plan.id);
        let mut form = Form::new(step, action, t(&key), fields);
        form.danger = step == "batal";
        if step == "umum" {
            form = form.hidden("public", if plan.public { "no" } else { "yes" });
        }
        let mut open = false;
        if let Some((_, sent, errors)) = wrong.filter(|(of, ..)| *of == step) {
            form = form
                .handed_back(&sent.written())
                .with_errors(errors.clone());
            open = true;
        }
        forms.push(FoldedForm {
            title: t(&key),
            help: t(&format!("{key}-help")),
            form,
            open,
        });
    }
    forms
}

/// Whether a step makes sense in the plan's state; the rules decide again when it is taken.
fn fits(plan: &Plan, step: &str, seat: &Seat) -> bool {
    use lapor_domain::plan::PlanState;
    let runs = matches!(
        plan.state,
        PlanState::Active | PlanState::Carried | PlanState::Reopened
    );
    match step {
        "kemajuan" | "selesai" => runs,
        "tinjauan" => plan.awaits_review() && plan.officer != Some(seat.officer.id),
        "perbarui" | "batal" => plan.state != PlanState::Cancelled,
        _ => true,
    }
}
