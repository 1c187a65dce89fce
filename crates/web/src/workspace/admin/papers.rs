//! `/ruang/kelola/kop`: letterhead with its emblem, signature, chapters, schedule of a body's documents, in versions, with a
//! preview.

use axum::extract::{Path, Request};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use lapor_app::error::{AppError, FieldError};
use lapor_app::official::{self, Dressing};
use lapor_domain::official::{Cadence, MOST_LISTED, Papers, may_make};

use super::keeper::{Keeper, folded, mend, row, show, tick};
use crate::errors;
use crate::form::Sent;
use crate::layout;
use crate::state::Here;
use crate::view::forms::{Choice, Errors};
use crate::workspace::emblem::picture;
use crate::workspace_view::admin::{AdminPage, Cell, Section};
use crate::workspace_view::form::{Button, Field, Form, Input};

/// Which of the page's forms is for the emblem.
const EMBLEM: usize = 1;

/// What is in force, and every version.
pub(super) async fn page(here: Here) -> Response {
    let keeper = match Keeper::take(here).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    show(&of(&keeper))
}

/// A version is looked at, or kept.
pub(super) async fn save(here: Here, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let keeper = match Keeper::with_form(here, &sent).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    let papers = match parse(&keeper, &sent) {
        Ok(papers) => papers,
        Err(wrong) => return mend(of(&keeper), 0, &sent, words(&keeper, &wrong)),
    };
    if sent.text("do") == "preview" {
        let mut page = of(&keeper);
        page.l = page.l.one_off();
        if let Some(folded) = page.forms.first_mut() {
            folded.form = folded.form.clone().handed_back(&sent.written());
            folded.open = true;
        }
        page.preview = preview(&keeper, &papers);
        return layout::page(StatusCode::OK, &page);
    }
    let app = keeper.seat.here.app();
    let officer = keeper.seat.officer.id;
    match official::put_papers(app, officer, keeper.body, papers, keeper.actor).await {
        Ok(()) => keeper.saved("kop"),
        Err(AppError::Invalid(wrong)) => mend(of(&keeper), 0, &sent, words(&keeper, &wrong)),
        Err(error) => keeper.answer(&error),
    }
}

/// The emblem in force on a day.
pub(super) async fn emblem(here: Here, Path(day): Path<String>) -> Response {
    let keeper = match Keeper::take(here).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    let day = day.parse::<Date>().ok();
    let papers = day.map(|day| official::papers_on(&keeper.rules(), keeper.body, day));
    match papers.and_then(|papers| papers.emblem) {
        Some(emblem) => picture(&emblem),
        None => keeper.answer(&AppError::NotFound),
    }
}

/// Another emblem, or none, from a day on.
pub(super) async fn put_emblem(here: Here, request: Request) -> Response {
    let mut sent = Sent::read_with(request, |name| name == "emblem").await;
    let keeper = match Keeper::with_form(here, &sent).await {
        Ok(keeper) => keeper,
        Err(response) => return response,
    };
    let file = sent.photos.pop().map(|file| file.bytes);
    let is_taken_off = sent.text("remove") == "yes";
    let mut wrong = Vec::new();
    let valid_from = valid_from(&keeper, &sent, &mut wrong);
    if let Some(broken) = sent.broken {
        wrong.push(FieldError::new("emblem", broken.code()));
    } else if file.is_none() && !is_taken_off {
        wrong.push(FieldError::new("emblem", "required"));
    }
    if !wrong.is_empty() {
        return mend(of(&keeper), EMBLEM, &sent, words(&keeper, &wrong));
    }
    let (app, officer) = (keeper.seat.here.app(), keeper.seat.officer.id);
    let on = (keeper.body, valid_from);
    let file = file.filter(|_| !is_taken_off);
    match official::put_emblem(app, officer, on, file, keeper.actor).await {
        Ok(()) => keeper.saved("kop"),
        Err(AppError::Invalid(wrong)) => mend(of(&keeper), EMBLEM, &sent, words(&keeper, &wrong)),
        Err(error) => keeper.answer(&error),
    }
}

fn words(keeper: &Keeper, wrong: &[FieldError]) -> Errors {
    errors::fields(keeper.i18n(), wrong, |field| field)
}

fn today(keeper: &Keeper) -> Date {
    let here = &keeper.seat.here;
    keeper
        .rules()
        .zone(keeper.body)
        .local_date(here.app().now())
}

fn of(keeper: &Keeper) -> AdminPage {
    let i18n = keeper.i18n();
    let rules = keeper.rules();
    let today = today(keeper);
    let papers = official::papers_on(&rules, keeper.body, today);
    let mut page = keeper.page(Section::Papers);
    let own = official::stationery(&rules, keeper.body);
    let rows = own
        .into_iter()
        .flat_map(|own| own.versions.iter().rev())
        .map(|papers| {
            row(vec![
                Cell::text(i18n.date(papers.valid_from)),
                Cell::text(papers.government.clone()).small(papers.office.clone()),
                Cell::text(papers.signer_name.clone()).small(papers.signer_office.clone()),
            ])
        });
    let columns = ["papers-col-from", "papers-col-head", "papers-col-signer"];
    page.tables = vec![keeper.table(&i18n.t("papers-versions"), &columns, rows.collect())];
    let mut change = folded(i18n.t("papers-change"), form(keeper, &papers, today));
    change.help = i18n.t("papers-change-help");
    change.open = true;
    let mut emblem = folded(i18n.t("papers-emblem"), emblem_form(keeper, &papers, today));
    emblem.help = i18n.t("papers-emblem-help");
    page.forms = vec![change, emblem];
    page.preview = preview(keeper, &papers);
    page
}

/// A made-up document under these papers, so that it is seen where everything stands.
fn preview(keeper: &Keeper, papers: &Papers) -> String {
    let rules = keeper.rules();
    let body = rules.directory.bodies.get(&keeper.body);
    let name = body.map(|body| body.name.as_str()).unwrap_or_default();
    let zone = rules.zone(keeper.body);
    let made = official::example(keeper.body, name, zone, today(keeper));
    let advice = [keeper.i18n().t("papers-example-advice")];
    let dressing = Dressing {
        papers,
        advice: &advice,
        is_draft: true,
        is_masked: false,
        note: None,
    };
    let document = official::document(&made, &official::Words::new(), &dressing);
    let emblem = keeper.href(&format!("kop/lambang/{}", papers.valid_from));
    official::in_page(&document, &emblem)
}

fn form(keeper: &Keeper, papers: &Papers, today: Date) -> Form {
    let i18n = keeper.i18n();
    let t = |key: &str| i18n.t(&format!("papers-{key}"));
    let line = |name: &'static str, value: &str| {
        Field::new(name, t(&name.replace('_', "-")), Input::Line).value(value)
    };
    let lines = |name: &'static str, value: &[String], tall: bool| {
        let glue = if tall { "\n\n" } else { "\n" };
        Field::new(name, t(&name.replace('_', "-")), Input::Area(tall))
            .optional()
            .hint(t(if tall {
                "paragraphs-hint"
            } else {
                "lines-hint"
            }))
            .value(value.join(glue))
    };
    let cadences = Cadence::ALL
        .iter()
        .map(|one| Choice::new(one.as_str(), i18n.t(&format!("official-cadence-{one}"))));
    let mut schedule = Field::new("schedule", t("schedule"), Input::Checks(cadences.collect()))
        .optional()
        .hint(t("schedule-hint"));
    schedule.values = papers
        .schedule
        .iter()
        .map(|one| one.as_str().to_owned())
        .collect();
    let rules = keeper.rules();
    let mut readers: Vec<Choice> = rules
        .directory
        .officers
        .values()
        .filter(|officer| may_make(&rules.directory, officer.id, keeper.body))
        .map(|officer| Choice::new(officer.id.0.to_string(), officer.name.clone()))
        .collect();
    readers.sort_by(|a, b| a.label.cmp(&b.label));
    let mut recipients = Field::new("recipients", t("recipients"), Input::Checks(readers))
        .optional()
        .hint(t("recipients-hint"));
    recipients.values = papers
        .recipients
        .iter()
        .map(|id| id.0.to_string())
        .collect();
    let mut form = Form::new(
        "kop",
        keeper.href("kop"),
        t("save"),
        vec![
            Field::new("valid_from", t("valid-from"), Input::Date)
                .hint(t("valid-from-hint"))
                .value(today.to_string()),
            line("government", &papers.government),
            line("office", &papers.office).optional(),
            lines("lines", &papers.lines, false),
            line("place", &papers.place),
            line("signer_office", &papers.signer_office),
            line("signer_name", &papers.signer_name)
                .optional()
                .hint(t("signer-name-hint")),
            lines("signer_lines", &papers.signer_lines, false),
            lines("introduction", &papers.introduction, true),
            lines("purpose", &papers.purpose, true),
            lines("closing", &papers.closing, true),
            line("decree", &papers.decree).optional(),
            line("decree_url", &papers.decree_url).optional(),
            line("annual_url", &papers.annual_url).optional(),
            Field::new("timely_percent", t("timely-percent"), Input::Number(0, 100))
                .hint(t("timely-percent-hint"))
                .value(papers.timely_percent.to_string()),
            Field::new(
                "annex_lines",
                t("annex-lines"),
                Input::Number(1, u32::from(MOST_LISTED)),
            )
            .hint(t("annex-lines-hint"))
            .value(papers.annex_lines.to_string()),
            Field::new("shows_names", t("shows-names"), Input::Check)
                .optional()
                .hint(t("shows-names-hint"))
                .value(tick(papers.shows_names)),
            schedule,
            recipients,
        ],
    );
    let button = |value: &'static str, label: String| Button {
        name: "do",
        value,
        label,
        press: "",
    };
    form.buttons = vec![button("save", t("save")), button("preview", t("preview"))];
    form
}

fn emblem_form(keeper: &Keeper, papers: &Papers, today: Date) -> Form {
    let t = |key: &str| keeper.i18n().t(&format!("papers-{key}"));
    let mut fields = vec![
        Field::new("valid_from", t("valid-from"), Input::Date)
            .hint(t("valid-from-hint"))
            .value(today.to_string()),
        Field::new(
            "emblem",
            t("emblem-file"),
            Input::File("image/png,image/jpeg,image/webp"),
        )
        .optional()
        .hint(t("emblem-file-hint")),
    ];
    if papers.emblem.is_some() {
        fields.push(Field::new("remove", t("emblem-remove"), Input::Check).optional());
    }
    Form::new(
        "lambang",
        keeper.href("kop/lambang"),
        t("emblem-save"),
        fields,
    )
}

fn valid_from(keeper: &Keeper, sent: &Sent, wrong: &mut Vec<FieldError>) -> Date {
    sent.text("valid_from").parse().unwrap_or_else(|_| {
        wrong.push(FieldError::new("valid_from", "not_a_date"));
        today(keeper)
    })
}

fn parse(keeper: &Keeper, sent: &Sent) -> Result<Papers, Vec<FieldError>> {
    let mut wrong = Vec::new();
    let line = |name: &str| {
        sent.text(name)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let lines = |name: &str| -> Vec<String> {
        let lines = sent.text(name).lines().map(str::trim);
        lines
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let paragraphs = |name: &str| -> Vec<String> {
        let text = sent.text(name).replace("\r\n", "\n");
        let parts = text.split("\n\n");
        let parts = parts.map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
        parts.filter(|part| !part.is_empty()).collect()
    };
    let valid_from = valid_from(keeper, sent, &mut wrong);
    let timely_percent = sent
        .text("timely_percent")
        .parse::<u8>()
        .unwrap_or_else(|_| {
            wrong.push(FieldError::new("timely_percent", "not_a_percent"));
            0
        });
    let annex_lines = sent.text("annex_lines").parse::<u16>().unwrap_or_else(|_| {
        wrong.push(FieldError::new("annex_lines", "not_a_length"));
        MOST_LISTED
    });
    let schedule = sent.texts("schedule");
    let papers = Papers {
        valid_from,
        government: line("government"),
        office: line("office"),
        lines: lines("lines"),
        // It has a form of its own.
        emblem: official::papers_on(&keeper.rules(), keeper.body, valid_from).emblem,
        place: line("place"),
        signer_office: line("signer_office"),
        signer_name: line("signer_name"),
        signer_lines: lines("signer_lines"),
        introduction: paragraphs("introduction"),
        purpose: paragraphs("purpose"),
        closing: paragraphs("closing"),
        decree: line("decree"),
        decree_url: line("decree_url"),
        annual_url: line("annual_url"),
        shows_names: sent.text("shows_names") == "yes",
        schedule: schedule
            .iter()
            .filter_map(|code| code.parse().ok())
            .collect(),
        recipients: sent
            .texts("recipients")
            .iter()
            .filter_map(|id| id.parse().ok().map(lapor_domain::ids::OfficerId))
            .collect(),
        timely_percent,
        annex_lines,
    };
    if wrong.is_empty() {
        Ok(papers)
    } else {
        Err(wrong)
    }
}
