//! Action plans, for officers.

use askama::Template;

use super::admin::{FoldedForm, Table};
use super::form::Form;
use super::frame::Desk;
use crate::layout::Layout;
use crate::view::parts::Chip;

/// All plans of a body.
#[derive(Debug, Clone, Template)]
#[template(path = "workspace/plans.html")]
pub struct PlansPage {
    /// Frame.
    pub l: Layout,
    /// Who is signed in.
    pub d: Desk,
    /// "Kota Palangka Raya".
    pub scope: String,
    /// What the program proposes and nobody has decided on.
    pub proposals: Vec<Proposed>,
    /// What was decided on, the latest first.
    pub settled: Table,
    /// The plans.
    pub table: Table,
    /// Where a new one is made; empty for who may not.
    pub new_href: String,
    /// What everybody reads.
    pub public_href: String,
}

/// A plan that the program proposes.
#[derive(Debug, Clone)]
pub struct Proposed {
    /// "Lonjakan Lampu jalan, Kecamatan Pahandut".
    pub title: String,
    /// What was found, when.
    pub about: String,
    /// The list of the reports behind it.
    pub reports_href: String,
    /// Of these, those that the reader may see: number and address.
    pub numbers: Vec<(String, String)>,
    /// Where a plan is made of it; empty for who may not.
    pub adopt_href: String,
    /// Saying that none is needed; none for who may not.
    pub dismiss: Option<FoldedForm>,
}

/// A new plan.
#[derive(Debug, Clone, Template)]
#[template(path = "workspace/plan_new.html")]
pub struct NewPlanPage {
    /// Frame.
    pub l: Layout,
    /// Who is signed in.
    pub d: Desk,
    /// The form.
    pub form: Form,
}

/// A value beside what it is: "Sebelum rencana: 52,5 %".
#[derive(Debug, Clone)]
pub struct PlanFigure {
    /// What it is.
    pub label: String,
    /// The value, with its unit.
    pub value: String,
    /// On what it stands, when.
    pub about: String,
}

/// A step as it was taken.
#[derive(Debug, Clone)]
pub struct PlanStep {
    /// What.
    pub title: String,
    /// Who; empty for the program.
    pub who: String,
    /// When, for programs.
    pub at_iso: String,
    /// When.
    pub at: String,
    /// What was said.
    pub text: String,
}

/// One plan.
#[derive(Debug, Clone, Template)]
#[template(path = "workspace/plan.html")]
pub struct PlanPage {
    /// Frame.
    pub l: Layout,
    /// Who is signed in.
    pub d: Desk,
    /// What it is called.
    pub title: String,
    /// Where it has got to.
    pub chip: Chip,
    /// What is promised.
    pub promise: String,
    /// What is known of it.
    pub facts: Vec<(String, String)>,
    /// Before, target, after.
    pub figures: Vec<PlanFigure>,
    /// How the measure is read.
    pub measure: String,
    /// Reports in which the cause was seen: number and address.
    pub numbers: Vec<(String, String)>,
    /// What the officer may do.
    pub forms: Vec<FoldedForm>,
    /// Steps, the latest first.
    pub steps: Vec<PlanStep>,
}
