//! Who keeps a body's data, and what every page of the administration has.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use lapor_app::admin;
use lapor_app::error::{AppError, FieldError};
use lapor_domain::agency::Grant;
use lapor_domain::ids::BodyId;
use lapor_domain::report::event::ActorRef;
use lapor_domain::rules::Rules;
use lapor_domain::words::Role;
use lapor_store::record::entity::Entity;

use crate::errors;
use crate::form::Sent;
use crate::i18n::I18n;
use crate::layout::{self, Tone};
use crate::state::Here;
use crate::view::forms::Errors;
use crate::view::parts::Pager;
use crate::workspace::seat::Seat;
use crate::workspace_view::admin::{AdminPage, Cell, FoldedForm, Row, Section, Table};
use crate::workspace_view::form::Form;
use crate::workspace_view::frame;

/// An officer who may change a body's data.
pub(super) struct Keeper {
    pub(super) seat: Seat,
    /// Whose data: that of the pages, where they may, else the first of their own.
    pub(super) body: BodyId,
    pub(super) actor: ActorRef,
}

/// What a handler gives: what was asked for, or what stands in its place.
pub(super) type Answered = Result<Response, Instead>;

/// An answer in place of what was asked for.
pub(super) struct Instead(Box<Response>);

impl From<Response> for Instead {
    fn from(response: Response) -> Self {
        Self(Box::new(response))
    }
}

impl IntoResponse for Instead {
    fn into_response(self) -> Response {
        *self.0
    }
}

impl Keeper {
    /// The officer signed in, if they keep anything.
    pub(super) async fn take(here: Here) -> Result<Self, Response> {
        let seat = Seat::take(here).await?;
        match Self::of(&seat) {
            Some((body, actor)) => Ok(Self { seat, body, actor }),
            None => Err(errors::answer(&seat.here, &AppError::NotPermitted, "")),
        }
    }

    /// The same for a form: what was written is handed back where the session has ended.
    pub(super) async fn with_form(here: Here, sent: &Sent) -> Result<Self, Response> {
        match here.officer().await {
            Ok(_) => Self::take(here).await,
            Err(error) => Err(errors::answer(&here, &error, sent.text("name"))),
        }
    }

    fn of(seat: &Seat) -> Option<(BodyId, ActorRef)> {
        let rules = seat.here.rules();
        let may = |body: &BodyId| admin::may_administer(&rules, seat.officer.id, *body);
        let own = seat.officer.grants.iter().map(|grant| grant.body);
        let body = seat.here.body.into_iter().chain(own).find(may)?;
        let covers = |grant: &&Grant| grant.body == body || rules.directory.is_desk(grant.body);
        let role = [Role::Administrator, Role::Coordinator]
            .into_iter()
            .find(|role| {
                let mut grants = seat.officer.grants.iter().filter(covers);
                grants.any(|grant| grant.role == *role)
            })?;
        let actor = ActorRef {
            role,
            officer: Some(seat.officer.id),
            unit: None,
        };
        Some((body, actor))
    }

    /// The same for what only those do who give keys to programs.
    pub(super) async fn giving(here: Here, sent: &Sent) -> Result<Self, Response> {
        let keeper = Self::with_form(here, sent).await?;
        if keeper.gives_keys() {
            Ok(keeper)
        } else {
            Err(keeper.answer(&AppError::NotPermitted))
        }
    }

    /// Whether the officer gives keys to programs, and the like.
    pub(super) fn gives_keys(&self) -> bool {
        admin::may_give_keys(&self.rules(), self.seat.officer.id, self.body)
    }

    /// An administrator, not a coordinator: may also appoint those who watch over the others.
    pub(super) fn is_administrator(&self) -> bool {
        self.actor.role == Role::Administrator
    }

    pub(super) fn i18n(&self) -> I18n {
        self.seat.here.i18n
    }

    pub(super) fn rules(&self) -> std::sync::Arc<Rules> {
        self.seat.here.rules()
    }

    /// The address of a part of the administration.
    pub(super) fn href(&self, path: &str) -> String {
        format!("{}/ruang/kelola/{path}", self.seat.here.site.base)
    }

    /// A page without contents; it says so where something has just been saved.
    pub(super) fn page(&self, section: Section) -> AdminPage {
        let mut l = self.seat.layout();
        if self.seat.here.path.ends_with("selesai=1") {
            l = l.with_notice(Tone::Done, self.i18n().t("admin-saved"));
        }
        AdminPage {
            l,
            d: self.seat.desk(frame::Here::Admin),
            section,
            subject: String::new(),
            facts: Vec::new(),
            tables: Vec::new(),
            forms: Vec::new(),
            others: Vec::new(),
            pager: Pager::default(),
            preview: String::new(),
        }
    }

    pub(super) fn table(&self, caption: &str, columns: &[&str], rows: Vec<Row>) -> Table {
        Table {
            caption: caption.to_owned(),
            columns: columns.iter().map(|key| self.i18n().t(key)).collect(),
            rows,
            empty: self.i18n().t("admin-none"),
        }
    }

    /// Writes, then goes to a page that says so.
    pub(super) async fn put(&self, entity: Entity, then: &str) -> Result<Response, AppError> {
        admin::put(self.seat.here.app(), vec![entity], self.actor).await?;
        Ok(self.saved(then))
    }

    pub(super) fn saved(&self, then: &str) -> Response {
        Redirect::to(&format!("{}?selesai=1", self.href(then))).into_response()
    }

    /// What came of a use case, or the page about its error.
    pub(super) fn done<T>(&self, done: Result<T, AppError>) -> Result<T, Instead> {
        done.map_err(|error| self.answer(&error).into())
    }

    /// A page with what is shown this once and never again.
    pub(super) fn once(
        &self,
        mut page: AdminPage,
        notice: &str,
        shown: Vec<(String, String)>,
    ) -> Response {
        page.l = page
            .l
            .one_off()
            .with_notice(Tone::Done, self.i18n().t(notice));
        page.facts.splice(0..0, shown);
        layout::page(StatusCode::OK, &page)
    }

    /// The page about an error that no field is to blame for.
    pub(super) fn answer(&self, error: &AppError) -> Response {
        errors::answer(&self.seat.here, error, "")
    }
}

/// A row of a table.
pub(super) fn row(cells: Vec<Cell>) -> Row {
    Row {
        cells,
        actions: Vec::new(),
    }
}

/// A form behind its heading.
pub(super) fn folded(title: String, form: Form) -> FoldedForm {
    FoldedForm {
        title,
        help: String::new(),
        form,
        open: false,
    }
}

/// A page as it is.
pub(super) fn show(page: &AdminPage) -> Response {
    layout::page(StatusCode::OK, page)
}

/// The page again, its form number `index` with what was written and what is wrong.
pub(super) fn mend(mut page: AdminPage, index: usize, sent: &Sent, errors: Errors) -> Response {
    page.l = page.l.one_off();
    page.l.notice = None;
    if let Some(folded) = page.forms.get_mut(index) {
        let form = folded.form.clone();
        folded.form = form.handed_back(&sent.written()).with_errors(errors);
    }
    layout::page(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Puts what stands in the record into the fields of a form.
pub(super) fn filled(mut form: Form, values: &[(&str, String)]) -> Form {
    for field in &mut form.fields {
        if let Some((_, value)) = values.iter().find(|(name, _)| *name == field.name) {
            field.values = Some(value.clone())
                .filter(|value| !value.is_empty())
                .into_iter()
                .collect();
        }
    }
    form
}

/// `yes` where a box is ticked.
pub(super) fn tick(on: bool) -> String {
    if on { "yes" } else { "" }.to_owned()
}

/// A line that must be there.
pub(super) fn line(sent: &Sent, field: &'static str, wrong: &mut Vec<FieldError>) -> String {
    let text = lapor_app::report::filing::clean_line(sent.text(field));
    if text.is_empty() {
        wrong.push(FieldError::new(field, "required"));
    } else if text.len() > lapor_app::report::MAX_LINE {
        wrong.push(FieldError::new(field, "too_long"));
    }
    text
}

/// A day that may be left out.
pub(super) fn day(
    sent: &Sent,
    field: &'static str,
    wrong: &mut Vec<FieldError>,
) -> Option<jiff::civil::Date> {
    let text = sent.text(field).trim();
    if text.is_empty() {
        return None;
    }
    let day = text.parse().ok();
    if day.is_none() {
        wrong.push(FieldError::new(field, "not_a_date"));
    }
    day
}
