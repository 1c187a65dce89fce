//! Bodies, units, categories and officers: data with validity dates, never code.

mod heirs;

use std::collections::HashMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::api_key::ApiKey;
use crate::ids::{
    ApiKeyId, BodyId, CategoryId, OfficerId, PlanId, ProposalId, RouteId, UnitId, WebhookId,
};
use crate::official::Stationery;
use crate::open_data::OpenData;
use crate::plan::{Plan, Proposal};
use crate::question::Question;
use crate::routing::RouteRule;
use crate::webhook::Webhook;
use crate::wording::Wording;
use crate::words::Role;

/// What kind of body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    /// The national desk: owns the national calendar, forwards reports to bodies.
    Desk,
    /// A city, regency, province, ministry or institution.
    Agency,
}

/// A body (instansi).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Its id.
    pub id: BodyId,
    /// Part of addresses: lower-case letters, digits and hyphens.
    pub slug: String,
    /// Name people read.
    pub name: String,
    /// Kind.
    pub kind: BodyKind,
    /// Region code of its territory, where it has one.
    pub region: Option<String>,
    /// Created by an import and not yet looked at ("dari impor, belum dipetakan").
    pub from_import: bool,
}

/// A unit: a node of a body's tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// The body it belongs to.
    pub body: BodyId,
    /// The node above; `None` at the top.
    pub parent: Option<UnitId>,
    /// Part of addresses.
    pub slug: String,
    /// Name people read.
    pub name: String,
    /// Region code of its territory (kecamatan, kelurahan), where it has one.
    pub region: Option<String>,
    /// First day on which it may be given reports.
    pub valid_from: Option<Date>,
    /// First day on which it no longer may.
    pub valid_to: Option<Date>,
    /// Answers requests for public information as the body's PPID (UU 14/2008 art. 13).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_ppid: bool,
    /// Units whose work it took over, where one was split, joined with others, or ended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub succeeds: Vec<Succession>,
    /// Created by an import and not yet looked at.
    pub from_import: bool,
}

/// A unit's work was taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Succession {
    /// Whose.
    pub unit: UnitId,
    /// First day.
    pub since: Date,
}

impl Unit {
    /// Whether it may be given reports on a day.
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day < to)
    }
}

/// A category of a body's tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Its id.
    pub id: CategoryId,
    /// The body it belongs to.
    pub body: BodyId,
    /// The node above; `None` at the top.
    pub parent: Option<CategoryId>,
    /// Part of addresses.
    pub slug: String,
    /// Name people read.
    pub name: String,
    /// The matter lies in public space: its exact point may be shown once released.
    pub public_place: bool,
    /// A final answer needs evidence (a photograph).
    pub evidence_required: bool,
    /// The unit that usually acts.
    pub default_unit: Option<UnitId>,
    /// The national system's name for it, where there is one.
    pub sp4n_name: Option<String>,
    /// No longer offered.
    pub retired: bool,
    /// Created by an import and not yet looked at.
    pub from_import: bool,
    /// What is asked of whoever reports under it, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
}

/// A role within a scope: a body, and in it a node and what is below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The body.
    pub body: BodyId,
    /// The node; `None` is the whole body.
    pub node: Option<UnitId>,
}

/// An officer's account, without secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Officer {
    /// Its id.
    pub id: OfficerId,
    /// Name colleagues read.
    pub name: String,
    /// Name used to sign in: an e-mail address or a short name.
    pub login: String,
    /// What they may do, and where.
    pub grants: Vec<Grant>,
    /// May no longer sign in.
    pub disabled: bool,
}

/// Everything the rules need to know of agencies, in memory.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    /// All bodies.
    pub bodies: HashMap<BodyId, Body>,
    /// All units.
    pub units: HashMap<UnitId, Unit>,
    /// All categories.
    pub categories: HashMap<CategoryId, Category>,
    /// All officers.
    pub officers: HashMap<OfficerId, Officer>,
    /// All rules of routing.
    pub routes: HashMap<RouteId, RouteRule>,
    /// All keys of programs, also those that ended.
    pub api_keys: HashMap<ApiKeyId, ApiKey>,
    /// Bodies' letterheads, signatures and chapters.
    pub stationery: HashMap<BodyId, Stationery>,
    /// Bodies' own wordings of messages, by id.
    pub wordings: HashMap<Uuid, Wording>,
    /// All subscriptions to events, also those that ended.
    pub webhooks: HashMap<WebhookId, Webhook>,
    /// How bodies publish their open data, where they said so.
    pub open_data: HashMap<BodyId, OpenData>,
    /// All action plans, also those that ended.
    pub plans: HashMap<PlanId, Plan>,
    /// All plans that the program proposed, also those that were settled.
    pub proposals: HashMap<ProposalId, Proposal>,
    /// The unit of today under which an ended one is told; filled in the arrangement of today only (see
    /// [`arranged`](Self::arranged)).
    pub heirs: HashMap<UnitId, UnitId>,
}

impl Directory {
    /// Whether a unit of a body may be given a request for public information that `lead` has now: only one that is
    /// marked as PPID; where the body marked none, any but the lead, for nobody gives themselves the longer clock.
    pub fn answers_requests(&self, body: BodyId, lead: Option<UnitId>, unit: UnitId) -> bool {
        let marked = |unit: &Unit| unit.body == body && unit.is_ppid;
        if self.units.values().any(marked) {
            self.units.get(&unit).is_some_and(marked)
        } else {
            lead != Some(unit)
        }
    }

    /// The national desk, where the installation has one.
    pub fn desk(&self) -> Option<&Body> {
        self.bodies
            .values()
            .find(|body| body.kind == BodyKind::Desk)
    }

    /// Whether a body is the national desk.
    pub fn is_desk(&self, body: BodyId) -> bool {
        self.bodies
            .get(&body)
            .is_some_and(|body| body.kind == BodyKind::Desk)
    }

    /// Whether `unit` is `node` or below it.
    pub fn is_within(&self, unit: UnitId, node: UnitId) -> bool {
        self.ancestry(unit).any(|step| step == node)
    }

    /// The unit, its parent, and so on to the top. A ring in bad data ends after 32 steps.
    pub fn ancestry(&self, unit: UnitId) -> impl Iterator<Item = UnitId> + '_ {
        std::iter::successors(Some(unit), |at| {
            self.units.get(at).and_then(|unit| unit.parent)
        })
        .take(32)
    }

    /// Whether `category` is `top` or below it.
    pub fn is_category_within(&self, category: CategoryId, top: CategoryId) -> bool {
        std::iter::successors(Some(category), |at| {
            self.categories.get(at).and_then(|category| category.parent)
        })
        .take(32)
        .any(|step| step == top)
    }

    /// A category and all below it, in order.
    pub fn categories_within(&self, top: CategoryId) -> Vec<CategoryId> {
        let all = self.categories.keys().copied();
        let below =
            all.filter(|category| *category != top && self.is_category_within(*category, top));
        let mut within: Vec<CategoryId> = std::iter::once(top).chain(below).collect();
        within.sort_unstable();
        within
    }

    /// All units at or below a node.
    pub fn subtree(&self, node: UnitId) -> Vec<UnitId> {
        self.units
            .keys()
            .copied()
            .filter(|unit| self.is_within(*unit, node))
            .collect()
    }

    /// Whether a grant's scope covers a unit of a body (`None`: the body itself).
    pub fn covers(&self, grant: &Grant, body: BodyId, unit: Option<UnitId>) -> bool {
        grant.body == body
            && match (grant.node, unit) {
                (None, _) => true,
                (Some(node), Some(unit)) => self.is_within(unit, node),
                (Some(_), None) => false,
            }
    }

    /// A body by its slug.
    pub fn body_by_slug(&self, slug: &str) -> Option<&Body> {
        self.bodies.values().find(|body| body.slug == slug)
    }

    /// A unit of a body by its slug.
    pub fn unit_by_slug(&self, body: BodyId, slug: &str) -> Option<&Unit> {
        self.units
            .values()
            .find(|unit| unit.body == body && unit.slug == slug)
    }

    /// A category of a body by its slug.
    pub fn category_by_slug(&self, body: BodyId, slug: &str) -> Option<&Category> {
        self.categories
            .values()
            .find(|category| category.body == body && category.slug == slug)
    }
}
