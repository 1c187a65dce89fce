//! A category that the officer corrects may have a rule of its own: then the proposed unit, which nobody chose, is asked
//! about once more.

use axum::http::StatusCode;
use axum::response::Response;
use lapor_app::error::FieldError;
use lapor_app::report::case::CaseView;
use lapor_app::routing;
use lapor_domain::ids::{CategoryId, UnitId};
use lapor_domain::report::command::CommandKind;
use lapor_domain::routing::{Facts, Proposed};

use super::command::{again, form_again};
use super::seat::Seat;
use crate::errors;
use crate::form::Sent;
use crate::workspace_view::commands::CommandForm;
use crate::workspace_view::form::Input;

/// The field that says which unit was asked about: sent a second time, the decision stands.
const ASKED: &str = "rule_seen";

/// The unit that a rule names for the category chosen, where the one that was sent is only the proposal for another.
pub(super) fn other_unit(
    seat: &Seat,
    case: &CaseView,
    kind: CommandKind,
    sent: &Sent,
    shown: Option<&Proposed>,
) -> Option<UnitId> {
    let shown = shown.filter(|_| kind == CommandKind::Verify)?;
    let either = |picked: &str, chosen: &str| {
        let picked = sent.text(picked);
        let chosen = sent.text(chosen);
        if picked.is_empty() { chosen } else { picked }.to_owned()
    };
    let category: CategoryId = either("category_pick", "category").parse().ok()?;
    let lead: UnitId = either("lead_pick", "lead").parse().ok()?;
    if shown.category == Some(category) || shown.lead != Some(lead) {
        return None;
    }
    let facts = Facts {
        region: case.region.as_deref(),
        category: Some(category),
        report_type: sent.text("type").parse().ok(),
    };
    let unit = routing::unit_by_rule(seat.here.app(), case.holder, facts)?;
    (unit != lead && sent.text(ASKED) != unit.to_string()).then_some(unit)
}

/// The form again as it was sent, with the rule's unit chosen.
pub(super) async fn asked_once_more(
    seat: &Seat,
    case: &CaseView,
    kind: CommandKind,
    sent: &Sent,
    unit: UnitId,
) -> Response {
    let mut form = match form_again(seat, case, kind, sent).await {
        Ok(form) => form,
        Err(error) => return errors::answer(&seat.here, &error, sent.text("text")),
    };
    let unit = unit.to_string();
    let mut written = sent.written();
    let is_among = is_picked_from(&form, &unit);
    let picked = if is_among {
        unit.clone()
    } else {
        String::new()
    };
    written.insert("lead_pick".to_owned(), vec![picked]);
    written.insert("lead".to_owned(), vec![unit.clone()]);
    form.form = form.form.handed_back(&written).hidden(ASKED, unit);
    let field = if is_among { "lead_pick" } else { "lead" };
    let error = FieldError::new(field, "rule_of_category");
    form.form.errors = errors::fields(seat.here.i18n, &[error], |field| field);
    again(seat, case, StatusCode::UNPROCESSABLE_ENTITY, form).await
}

fn is_picked_from(form: &CommandForm, unit: &str) -> bool {
    let mut fields = form.form.fields.iter();
    let picks = fields.find(|field| field.name == "lead_pick");
    picks.is_some_and(|picks| match &picks.input {
        Input::Radios(radios) => radios.iter().any(|radio| radio.value == unit),
        _ => false,
    })
}
